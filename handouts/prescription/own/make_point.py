"""From the fields of a file of the clinic's own to a point: where it lies, and what safety has to
know of it. What is not written is as at our point where it lies, or which is nearest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from handouts.dose import Hold
from handouts.handout import Spot
from handouts.library import Library, spots
from handouts.library.model import Point
from handouts.prescription.own.make import File, Taken, both, must_be_written, picture_of
from handouts.prescription.own.takers import Flags
from handouts.prescription.typed_words import BODY_PARTS
from handouts.prescription.values import Wrong
from handouts.text.words import first_of

_STRICT = ("ok", "ask", "avoid")
"""Of pregnancy, from what is allowed to what is not."""
_CLOSE = 1.0
"""Centimetres: a point so near to one of ours lies there, and what holds there holds for it."""
_FORBIDS = re.compile(r"\b(?:not|never|no|avoid|away|off)\b|n['’]t\b", re.IGNORECASE)
"""A step that keeps from a place says not where the point is."""
_ONE_MINUTE = Hold(60)
_WAYS = ("like", "from", "view")
_PLACES = (*_WAYS, "instead_of", "to", "cun", "at")
_WAY_OF = {"to": "from", "cun": "from", "at": "view"}
"""What says nothing without another field."""


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
    must_be_written(taken, file)
    base = file.library.points[taken["instead_of"]] if "instead_of" in taken else None
    ours = tuple(filter(None, (same, base, *where.close)))
    _must_be_for_home(where, ours, file)
    paired = _paired(taken, where, file)
    flags = _flags(taken, where, ours, file)
    if first_of(file.library.wording.table("card.signs")["ball"], *_told(taken)):
        flags |= {"ball"}
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
        cautions=both(taken.get("cautions", ()), *(point.cautions for point in ours)),
        figure=f"{title}. {' '.join(taken.get('steps', ()))}".strip(),
        drawing=where.drawing,
        label=taken.get("label", base.code if base else ""),
        picture=picture_of(taken, file),
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
    told = [title, *_told(taken)]
    named, pulse = first_of(signs["refused"], title), first_of(signs["pulse"], *told)
    if pulse and (where.region == "neck" or first_of(["neck"], *told)):
        named = named or f"{pulse} of the neck"
    if named:
        wrong = f"It speaks of {named}, which is not for a patient's sheet."
        file.wrong("title", wrong, "Choose another place.")
        return
    spoken = {
        "vessel": pulse or first_of(signs["vessel"], title),
        "eye": first_of(signs["eye"], title),
    }
    for flag, word in spoken.items():
        if word and flag not in flags:
            written = ", ".join(sorted(flags | {flag}))
            wrong = f"It speaks of {word}, and its flags do not say {flag}, which safety looks at."
            file.wrong("flags", wrong, f"Write flags: [{written}]")


def _told(taken: Taken) -> list[str]:
    """The steps that were written, but for those that keep from something."""
    return [step for step in taken.get("steps", ()) if not _FORBIDS.search(step)]


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
        stricter = " or ".join(_STRICT[_STRICT.index(least) :])
        file.wrong("pregnancy", wrong, f"Write pregnancy: {stricter}")
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
    there = _in(where, file)
    counted = Counter(flag for point in there for flag in point.flags)
    of_region = frozenset(flag for flag, times in counted.items() if times == len(there))
    always = of_region.union(*(point.flags for point in ours))
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
