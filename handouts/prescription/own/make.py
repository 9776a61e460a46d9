"""From the fields of a file of the clinic's own to the thing that it describes.

Everything but a title and what the thing is made of has a default. Where safety is concerned, the
default is what is known of the place or the thing that it is like; what is then still open is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, get_args

from handouts.dose import Hold
from handouts.handout import Spot
from handouts.library import Library, spots
from handouts.library.close import closest
from handouts.library.model import (
    Condition,
    Ease,
    Level,
    OwnPicture,
    Point,
    Routine,
    Rule,
    Target,
    Tip,
)
from handouts.library.names import plain_key
from handouts.library.own import Thing
from handouts.library.spoken import word_by_word
from handouts.prescription.fields import Field, by_key
from handouts.prescription.own.fields import TEMPLATE
from handouts.prescription.own.takers import Flags, Named
from handouts.prescription.problems import ProblemLog
from handouts.prescription.typed_words import BODY_PARTS
from handouts.prescription.values import Wrong

Taken = Mapping[str, Any]
_STRICT = ("ok", "ask", "avoid")
"""Of pregnancy, from what is allowed to what is not."""
_CLOSE = 1.0
"""Centimetres: a point so near to one of ours lies there, and what holds there holds for it."""
_FORBIDS = re.compile(r"\b(?:not|never|no|avoid|away|off)\b|n['’]t\b", re.IGNORECASE)
"""A step that keeps from a place says not where the point is."""
_LEVELS: tuple[Level, ...] = get_args(Level)
_ONE_MINUTE = Hold(60)
_ICON = "note"
_WAYS = ("like", "from", "view")
_PLACES = (*_WAYS, "instead_of", "to", "cun", "at")
_WAY_OF = {"to": "from", "cun": "from", "at": "view"}
"""What says nothing without another field."""


def written_in(
    root: Mapping[str, Any], fields: Iterable[Field]
) -> tuple[frozenset[str], frozenset[str]]:
    """Names of the fields that stand in a group, and of those that misspelt ones mean."""
    names = {key: field.name for key, field in by_key(fields).items()}
    written = frozenset(names[plain_key(key)] for key in root if plain_key(key) in names)
    strange = [key for key in root if plain_key(key) not in names]
    return written, frozenset(one for key in strange for one in closest(key, names.values(), 1))


@dataclass(frozen=True, slots=True)
class File:
    """One file of the clinic's own: the name that it gives, and the library that it stands in.

    `written` are the fields that stand in it, be they right or wrong, `guessed` those that misspelt
    names mean. A tip may be typed into a prescription: `within` then leads the names of its
    fields, and `line` is where it stands.
    """

    name: str
    log: ProblemLog
    library: Library
    written: frozenset[str]
    guessed: frozenset[str] = frozenset()
    within: str = ""
    line: int = 0

    def wrong(self, field: str, wrong: str, cure: str) -> None:
        """Note a problem at the line of a field; that of the whole file where it is not written."""
        self.log.wrong(self._line(field), self.within + field, wrong, cure)

    def notice(self, field: str, says: str, cure: str) -> None:
        """Note what the clinic should know."""
        self.log.notice(self._line(field), self.within + field, says, cure)

    def _line(self, field: str) -> int:
        return self.line or self.log.lines.get(field, 0)

    def must_have(self, taken: Taken, field: str, example: str) -> None:
        """A field that nothing works without."""
        where = self.within + field
        if not taken.get(field) and field not in self.guessed and not self.said(where):
            wrong, cure = f"There is no `{field}:`.", f"Write: {field}: {example}"
            self.log.wrong(self.line, where, wrong, cure)

    def said(self, where: str) -> bool:
        """Whether something is wrong with a field already, or its file cannot be read there."""
        return bool(self.log.spoiled) or any(p.field == where for p in self.log.problems)


# ── tips, routines, conditions ──────────────────────────────────────────────────────────────────


def make_tip(taken: Taken, file: File) -> Tip:
    """A tip. What nobody said of pregnancy is asked of the patient."""
    base = file.library.tips[taken["instead_of"]] if "instead_of" in taken else None
    file.must_have(taken, "title", "Epsom bath")
    file.must_have(taken, "steps", "[Fill the tub, Stay 15 minutes]")
    _must_be_written(taken, file)
    written: Flags | None = taken.get("flags")
    alike = [file.library.tips[name] for name in sorted(written.like if written else ())]
    alike += [base] if base else []
    flags = (written.flags if written else frozenset()).union(*(one.flags for one in alike))
    unsaid = _unsaid(taken, flags, file)
    unknown = written is None and base is None
    if unknown:
        says = f"Nothing says what safety has to know of the tip {file.name}."
        file.notice("flags", says, "Write flags: [heat], or what else it is like; or flags: none")
    elif unsaid:
        says = f"{file.name} speaks of {unsaid[1]}, and its flags do not say {unsaid[0]}."
        file.notice("flags", says, f"Write flags: [{unsaid[0]}], if it is so.")
    if "pregnancy" not in taken and not base:
        says = f"Nothing says whether {file.name} may be done in pregnancy, so sheets say to ask."
        file.notice("pregnancy", says, "Write pregnancy: ok, ask or avoid")
    return Tip(
        name=base.name if base else file.name,
        aliases=taken.get("aliases", ()),
        icon=taken.get("icon") or (base.icon if base else _ICON),
        flags=flags,
        presses=tuple(dict.fromkeys(p for one in alike for p in one.presses)),
        instead=base.instead if base else (),
        title=taken.get("title", ""),
        steps=taken.get("steps", ()),
        cautions=_both(taken.get("cautions", ()), base.cautions if base else ()),
        pregnancy=taken.get("pregnancy", "ok" if base else "ask"),
        picture=_picture(taken, file),
        own=True,
        like=frozenset().union(*(one.counts_as for one in alike)),
        unsure=unknown or bool(unsaid),
    )


def _unsaid(taken: Taken, flags: frozenset[str], file: File) -> tuple[str, str] | None:
    """A flag that the words of a tip speak for and that is not written, and the word."""
    said = (taken.get("title", ""), *taken.get("steps", ()))
    for flag, signs in file.library.wording.table("tips.signs").items():
        word = _first(signs, *said)
        if word and flag not in flags:
            return flag, word
    return None


_TEXTS = ("title", "how_often", "for_how_long", "source", "about", "notes")
"""Of a routine, as they are written."""


def make_routine(taken: Taken, file: File) -> Routine:
    """A routine; in place of ours, it keeps our warnings."""
    base = file.library.routines[taken["instead_of"]] if "instead_of" in taken else None
    file.must_have(taken, "title", "Easing a stiff shoulder at home")
    file.must_have(taken, "points", "[LI15, LI11]")
    return Routine(
        name=base.name if base else file.name,
        aliases=taken.get("aliases", ()),
        points=tuple(replace(dose, line=0) for dose in taken.get("points", ())),
        tips=taken.get("tips", ()),
        red_flags=_both(taken.get("emergency", ()), base.red_flags if base else ()),
        call=_both(taken.get("call", ()), base.call if base else ()),
        not_today=_both(taken.get("not_today", ()), base.not_today if base else ()),
        own=True,
        **{field: taken.get(field, "") for field in _TEXTS},
    )


def make_condition(taken: Taken, file: File) -> Condition:
    """A condition with its rules: what is avoided, what is asked about, how it is pressed."""
    if file.name in ("none", "other"):
        file.wrong("", f"`{file.name}` is an answer of its own.", "Choose another name.")
    file.must_have(taken, "title", "On the trial")
    ease = Ease(light="pressure" in taken, half="hold" in taken)
    reason = taken.get("reason") or taken.get("title", "")
    source = taken.get("source") or "the clinic's own rule"
    rules = [rule for level in _LEVELS for rule in _rules(level, taken.get(level, ()), source)]
    if ease:
        rules.append(Rule("points", "all", frozenset({"all"}), "ask", "ask", source, ease))
    if not rules and not file.written & {"avoid", "ask"}:
        wrong = "Nothing says what it changes."
        file.wrong("avoid", wrong, "Write avoid: or ask: with points, tips or parts of the body.")
    asks = any(rule.level == "ask" for rule in rules)
    if asks and not (taken.get("line") or file.said("line")):
        wrong = "There is no `line:` for the patient."
        file.wrong("line", wrong, "Write: line: Ask us before you press here.")
    return Condition(
        name=file.name,
        aliases=taken.get("aliases", ()),
        title=taken.get("title", ""),
        rules=tuple(rules),
        reasons={"avoid": reason, "ask": reason},
        lines={"avoid": "", "ask": taken.get("line", "")},
        own=True,
    )


def _rules(level: Level, things: Iterable[Named], source: str) -> list[Rule]:
    groups: dict[tuple[Target, str], set[str]] = {}
    for thing in things:
        groups.setdefault((thing.target, thing.field), set()).add(thing.value)
    return [Rule(*key, frozenset(names), level, level, source) for key, names in groups.items()]


def _must_be_written(taken: Taken, file: File) -> None:
    """Refuse a line of the template: it would be printed."""
    if TEMPLATE in taken.get("steps", ()):
        file.wrong(
            "steps", "A line of the template is still there.", "Write your own in its place."
        )


def _both(own: tuple[str, ...], *ours: tuple[str, ...]) -> tuple[str, ...]:
    """The clinic's own lines, and ours behind them."""
    return tuple(dict.fromkeys(chain(own, *ours)))


def _picture(taken: Taken, file: File) -> OwnPicture | None:
    """The picture with its alternative text, which it has to have."""
    picture: OwnPicture | None = taken.get("picture")
    if picture is None:
        for name in ("alt", "mark"):
            if name in taken and "picture" not in file.written | file.guessed:
                wrong = f"`{name}:` speaks of a picture, and there is none."
                file.wrong(name, wrong, "Write picture: and its name, or delete the line.")
        return None
    if not taken.get("alt"):
        wrong = "The picture has no words for those who do not see it."
        file.wrong("picture", wrong, "Write: alt: and what it shows, in a sentence.")
    return replace(picture, mark=taken.get("mark"), alt=taken.get("alt", ""))


# ── points ──────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Where:
    """Where a point lies. `near` is the point of ours whose place, or whose surroundings, it has;
    `same`: it lies right there; `close` are all points of ours that do, or nearly; not `known`:
    what says so is wrong.
    """

    drawing: str | Spot | None = None
    near: Point | None = None
    same: bool = False
    region: str = ""
    close: tuple[Point, ...] = ()
    known: bool = True


def make_point(taken: Taken, file: File) -> Point:
    """A point. What is not written is as at our point where it lies, or which is nearest."""
    where = _where(taken, file)
    near, same = where.near, where.near if where.same else None
    _must_agree(taken, where, file)
    file.must_have(taken, "title", "Hollow in the upper ear")
    if same is None and where.known:
        file.must_have(taken, "steps", "[Feel for the hollow., Press with a fingertip.]")
    _must_be_written(taken, file)
    base = file.library.points[taken["instead_of"]] if "instead_of" in taken else None
    ours = tuple(filter(None, (same, base, *where.close)))
    _must_be_for_home(where, ours, file)
    paired = _paired(taken, where, file)
    flags = _flags(taken, where, ours, file)
    _must_be_harmless(taken, where, flags, file)
    _must_be_light(taken, flags, ours, file)
    title = taken.get("title", "")
    helper = taken.get("helper", bool(near and near.home_use == "helper"))
    return Point(
        code=base.code if base else file.name,
        english=title,
        aliases=taken.get("aliases", ()),
        region=where.region,
        surface=near.surface if near else "",
        paired=paired,
        home_use="helper" if helper else "yes",
        pregnancy=_pregnancy(taken, where, ours, file),
        flags=flags,
        reach="helper" if helper else near.reach if near else "self-easy",
        hold=taken.get("hold") or (near.hold if near else _ONE_MINUTE),
        side=_side(taken, paired=paired, near=same, file=file),
        motion=taken.get("motion") or (same.motion if same else "hold"),
        pressure=taken.get("pressure") or (near.pressure if near else "gentle"),
        instead=base.instead if base else (),
        sources=(("place", taken.get("source", "")),),
        place=title,
        position=same.position if same and not taken.get("steps") else "",
        find=taken.get("steps") or (same.find if same else ()),
        on_a_man=same.on_a_man if same and not taken.get("steps") else "",
        cautions=_both(taken.get("cautions", ()), *(point.cautions for point in ours)),
        figure=f"{title}. {' '.join(taken.get('steps', ()))}".strip(),
        drawing=where.drawing,
        label=taken.get("label", base.code if base else ""),
        picture=_picture(taken, file),
        own=True,
        like=frozenset().union(*(point.counts_as for point in ours)),
    )  # fmt: skip


def _must_agree(taken: Taken, where: _Where, file: File) -> None:
    """The region that is written is that of the place; and it is asked back where all parts of the
    body in the title lie elsewhere. Whoever means both names the region in the title, too.
    """
    title, region = taken.get("title", ""), taken.get("region", "")
    if region and where.near and region != where.region:
        wrong = f"The place lies on the {where.region}, not on the {region}."
        file.wrong("region", wrong, "Leave `region` out, or say the place otherwise.")
    named = [word for word in re.findall(r"[a-z]+", title.casefold()) if word in BODY_PARTS]
    part = region.replace("-", " ")
    there = any(region in BODY_PARTS[word] for word in named)
    if named and not there and part not in title.casefold():
        wrong = f"The title says “{named[0]}”, and the region is {region}. Which is right?"
        cure = f"Mend one of them; if both are right, write: title: {title} ({part})"
        file.wrong("region", wrong, cure)


def _must_be_for_home(where: _Where, ours: Iterable[Point], file: File) -> None:
    """Refuse a place that is not for a patient's sheet, be it called as it may, and a name that
    is known for one.
    """
    refused = [point.code for point in ours if point.home_use == "practitioner-only"]
    place = next((name for name in _PLACES if name in file.written), "region")
    if refused:
        wrong = f"It stands for {refused[0]}, which is not for a patient's sheet."
        file.wrong(place, wrong, "Choose another place.")
    elif where.region and not any(p.home_use != "practitioner-only" for p in _in(where, file)):
        wrong = f"No point of the {where.region} is for a patient's sheet."
        file.wrong(place, wrong, "Choose another place.")


def _must_be_harmless(taken: Taken, where: _Where, flags: frozenset[str], file: File) -> None:
    """Refuse words that name a place which is not for a patient's sheet, and those that speak for a
    flag which the point has not got.
    """
    signs, title = file.library.wording.table("card.signs"), taken.get("title", "")
    told = [title, *(step for step in taken.get("steps", ()) if not _FORBIDS.search(step))]
    named, pulse = _first(signs["refused"], title), _first(signs["pulse"], *told)
    if pulse and (where.region == "neck" or _first(["neck"], *told)):
        named = named or f"{pulse} of the neck"
    if named:
        wrong = f"It speaks of {named}, which is not for a patient's sheet."
        file.wrong("title", wrong, "Choose another place.")
        return
    spoken = {"vessel": pulse or _first(signs["vessel"], title), "eye": _first(signs["eye"], title)}
    for flag, word in spoken.items():
        if word and flag not in flags:
            written = ", ".join(sorted(flags | {flag}))
            wrong = f"It speaks of {word}, and its flags do not say {flag}, which safety looks at."
            file.wrong("flags", wrong, f"Write flags: [{written}]")


def _first(signs: Iterable[str], *texts: str) -> str:
    """The first of some words or phrases that stands in the texts."""
    said = word_by_word(" / ".join(texts))
    return next((sign for sign in signs if word_by_word(sign) in said), "")


def _in(where: _Where, file: File) -> list[Point]:
    """Our points of that part of the body."""
    points = file.library.points.values()
    return [point for point in points if point.region == where.region and not point.own]


def _must_be_light(taken: Taken, flags: frozenset[str], ours: Iterable[Point], file: File) -> None:
    """Say where more pressure is written than ours has over a vessel or nerve."""
    light = any(point.pressure == "gentle" for point in ours)
    over = sorted({"vessel", "nerve"} & flags)
    if light and over and taken.get("pressure", "gentle") != "gentle":
        says = f"{file.name} lies over a {' and a '.join(over)}; gentle is what is meant there."
        file.notice("pressure", says, "Write pressure: gentle, or be sure.")


def _paired(taken: Taken, where: _Where, file: File) -> bool:
    """Whether there is one on each side: as it is at the place, where that is known."""
    known: bool | None = where.near.paired if where.same and where.near else None
    if isinstance(where.drawing, Spot):
        known = where.drawing.at[0][0] != "middle"
    written: bool | None = taken.get("paired")
    if None not in (known, written) and known != written:
        there = "one on each side" if known else "only one, in the middle"
        wrong = f"There is {there}, of what lies there."
        file.wrong("paired", wrong, f"Write paired: {'yes' if known else 'no'}")
    near = where.near.paired if where.near else True
    return next(one for one in (known, written, near) if one is not None)


def _side(taken: Taken, *, paired: bool, near: Point | None, file: File) -> Any:
    written = taken.get("side")
    if written and paired == (written == "middle"):
        lies = "on both sides of the body" if paired else "in the middle of the body"
        cure = "Write both, left or right." if paired else "Leave `side` out."
        file.wrong("side", f"It lies {lies}.", cure)
    if not paired:
        return "middle"
    usual = near.side if near and near.side != "middle" else "both"
    return written or usual


def _where(taken: Taken, file: File) -> _Where:
    """The place that the fields give; nothing is guessed where they give two."""
    ways = [way for way in _WAYS if way in taken]
    meant = file.written | file.guessed
    if len(ways) > 1:
        wrong = f"Two fields say where it lies: {ways[0]} and {ways[1]}."
        file.wrong(ways[1], wrong, "Keep one of them.")
    for name, way in _WAY_OF.items():
        if name in taken and way not in meant and (ways or "instead_of" in taken):
            other = ways[0] if ways else "instead_of"
            wrong = f"`{name}:` goes with `{way}:`, but `{other}:` says where it lies."
            file.wrong(name, wrong, "Delete it, or say where it lies by both of them.")
    if "like" in taken:
        return _like(taken["like"], file.library)
    if "instead_of" in taken and not ways and "picture" not in taken:
        return _like(taken["instead_of"], file.library)
    if file.log.spoiled or any(way in meant and way not in taken for way in (*_PLACES, "region")):
        return _Where(known=False)
    try:
        if "from" in taken or "to" in taken or "cun" in taken:
            return _between(taken, file.library)
        if "view" in taken or "at" in taken:
            return _on_view(taken, file.library)
    except Wrong as error:
        file.wrong(next(name for name in _PLACES if name in taken), error.wrong, error.cure)
        return _Where(known=False)
    if "region" not in taken:
        wrong = "Nothing says which part of the body it lies on, which safety has to know."
        file.wrong("region", wrong, "Write region: and the part, as region: lower-leg")
    return _Where(region=taken.get("region", ""))


def _like(code: str, library: Library) -> _Where:
    point = library.points[code]
    return _Where(point.drawing, point, same=True, region=point.region)


def _between(taken: Taken, library: Library) -> _Where:
    missing = [name for name in ("from", "to", "cun") if name not in taken]
    if missing:
        raise Wrong(f"`{missing[0]}:` is missing.", "Write from:, to: and cun:, all three.")
    ends = [library.points[taken[name]].drawing for name in ("from", "to")]
    if not all(isinstance(end, str) for end in ends):
        raise Wrong("Both ends have to be points of ours.", "Choose others.")
    try:
        spot = spots.between(str(ends[0]), str(ends[1]), taken["cun"])
    except spots.NoPlace as error:
        raise Wrong(
            str(error), "Choose other ends, or say where it lies by view: and at:."
        ) from None
    return _around(spot, library)


def _on_view(taken: Taken, library: Library) -> _Where:
    if "at" not in taken or "view" not in taken:
        raise Wrong("`view:` and `at:` go together.", "Write view: hand-back and at: [0.42, 0.37]")
    try:
        across, down = taken["at"]
        spot = spots.spot(taken["view"], across, down, taken.get("paired", True))
    except spots.NoPlace as error:
        raise Wrong(str(error), "See: handouts points views") from None
    return _around(spot, library)


def _around(spot: Spot, library: Library) -> _Where:
    """A spot, with the point of ours that lies nearest to it on the same drawing."""
    near = library.points[spots.neighbour(spot)]
    close = tuple(library.points[code] for code in spots.nearby(spot, _CLOSE))
    return _Where(spot, near, region=near.region, close=close)


# ── what safety has to know ─────────────────────────────────────────────────────────────────────


def _pregnancy(taken: Taken, where: _Where, ours: Iterable[Point], file: File) -> Any:
    """As written, never less strict than what holds for the place, or for most points of that part
    of the body, already.
    """
    written = taken.get("pregnancy")
    holds: list[tuple[str, str]] = [(p.pregnancy, f"It lies at {p.code}") for p in ours]
    holds.append((_of_most(_in(where, file)), f"It lies on the {where.region}"))
    least, why = max(holds, key=lambda one: _STRICT.index(one[0]))
    if written is None:
        if where.known and "pregnancy" not in file.written and len(holds) == 1:
            wrong = "Nothing says whether it may be pressed in pregnancy."
            file.wrong("pregnancy", wrong, "Write pregnancy: ok, ask or avoid")
        return least
    if _STRICT.index(written) < _STRICT.index(least):
        wrong = f"{why}, where the rule for pregnancy is: {least}."
        file.wrong("pregnancy", wrong, f"Write pregnancy: {least}")
    return written


def _of_most(points: list[Point]) -> str:
    """How strict at least half of some points are."""
    for rule in reversed(_STRICT):
        strict = [p for p in points if _STRICT.index(p.pregnancy) >= _STRICT.index(rule)]
        if points and 2 * len(strict) >= len(points):
            return rule
    return "ok"


def _flags(taken: Taken, where: _Where, ours: Iterable[Point], file: File) -> frozenset[str]:
    """As written, and what holds for the place and the whole part of the body; without it, as
    nearby.
    """
    always = _of_region(_in(where, file)).union(*(point.flags for point in ours))
    written: Flags | None = taken.get("flags")
    if written:
        return written.flags | always
    if where.same or where.close:
        return always
    known = always | (where.near.flags if where.near else frozenset())
    as_at = f", as at {where.near.code}, the nearest of ours" if where.near else ""
    taken_as = f"{', '.join(sorted(known)) or 'nothing'}{as_at}"
    says = f"Nothing says what lies at {file.name}; safety takes it for: {taken_as}."
    file.notice("flags", says, "Write flags: with what lies there, or flags: none")
    return known


def _of_region(there: list[Point]) -> frozenset[str]:
    """Flags that every point of a part of the body has."""
    counted = Counter(flag for point in there for flag in point.flags)
    return frozenset(flag for flag, times in counted.items() if times == len(there))


MAKERS: dict[str, Callable[[Taken, File], Thing]] = {
    "point": make_point,
    "tip": make_tip,
    "routine": make_routine,
    "condition": make_condition,
}
