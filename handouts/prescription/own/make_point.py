"""From the fields of a file of the clinic's own to a point: where it lies, and what safety has to
know of it. What is not written is as at our point where it lies, or which is nearest; what nobody
said of a place is not taken for harmless.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from handouts.dose import Hold, Motion
from handouts.errors import Wrong
from handouts.handout import Spot
from handouts.library import spots
from handouts.library.lines import Line
from handouts.library.model import Point
from handouts.prescription.fields.typed_words import BODY_PARTS, SYNONYMS
from handouts.prescription.own.make import File, Taken, both, must_be_written, picture_of
from handouts.prescription.own.takers import Flags
from handouts.text.words import first_of

_STRICT = ("ok", "ask", "avoid")
"""Of pregnancy, from what is allowed to what is not."""
_CLOSE = 1.0
"""Centimetres: a point so near to one of ours lies there, and what holds there holds for it."""
_FORBIDS = re.compile(r"\b(?:not|never|no|avoid|away|off)\b|n['’]t\b", re.IGNORECASE)
"""A step that keeps from a place says not where the point is."""
_WARMS = re.compile(r"\brub (?:your |both |the )*(?:hands|palms|fingers|thumbs)\b", re.IGNORECASE)
"""What is rubbed there is no point."""
_ONE_MINUTE = Hold(60)
_MOVED: tuple[Motion, ...] = ("circles", "tap", "rub")
_WAYS = ("like", "from", "view")
_PLACES = (*_WAYS, "instead_of", "to", "cun", "at")
_WAY_OF = {"to": "from", "cun": "from", "at": "view"}
"""What says nothing without another field."""


@dataclass(frozen=True, slots=True)
class _Where:
    """Where a point lies: at the point of ours `near` where it is the `same` place, else in its
    surroundings; `close` are all points of ours that do, or nearly; not `known`: what says so is
    wrong.
    """

    drawing: str | Spot | None = None
    near: Point | None = None
    same: bool = False
    region: str = ""
    close: tuple[Point, ...] = ()
    known: bool = True


def make_point(taken: Taken, file: File) -> Point:
    """A point. What is not written is as at our point where it lies, or which is nearest."""
    return _Maker(taken, file).point()


class _Maker:
    """Makes one point: `where` it lies, `ours` are all points of ours whose rules hold for it."""

    def __init__(self, taken: Taken, file: File) -> None:
        self.taken, self.file, self.library = taken, file, file.library
        self.where = self._where()
        self.base = self.library.points[taken["instead_of"]] if "instead_of" in taken else None
        self.same = self.where.near if self.where.same else None
        self.ours = tuple(filter(None, (self.same, self.base, *self.where.close)))
        points = self.library.points.values()
        self.there = [p for p in points if p.region == self.where.region and not p.own]
        steps = taken.get("steps", ())
        self.told = [step for step in steps if not _FORBIDS.search(step)]

    def point(self) -> Point:
        taken, file, where, base, same = self.taken, self.file, self.where, self.base, self.same
        near = where.near
        self._must_agree()
        file.must_have(taken, "title", "Hollow in the upper ear")
        if same is None and where.known:
            file.must_have(taken, "steps", "[Feel for the hollow., Press with a fingertip.]")
        must_be_written(taken, file)
        self._must_be_for_home()
        paired = self._paired()
        flags, say = self._flags(), self.library.wording
        signs = say.table("card.signs")
        if first_of(signs["ball"], *self.told):
            flags |= {"ball"}
        self._must_be_harmless(flags)
        self._must_be_light(flags)
        flags |= self._unsaid()
        cautions = both(taken.get("cautions", ()), *map(self._cautions_of, self.ours))
        if "nerve" in flags and not first_of(signs["nerve"], *map(str, cautions)):
            cautions = both(cautions, say.many("card.own_nerve"))
        title, steps = taken.get("title", ""), taken.get("steps", ())
        helper = taken.get("helper", bool(near and near.home_use == "helper"))
        return Point(
            code=base.code if base else file.name,
            english=title,
            aliases=taken.get("aliases", ()),
            region=where.region,
            surface=near.surface if near else "",
            paired=paired,
            home_use="helper" if helper else "yes",
            pregnancy=self._pregnancy(),
            flags=flags,
            reach="helper" if helper else near.reach if near else "self-easy",
            hold=taken.get("hold") or (near.hold if near else _ONE_MINUTE),
            side=self._side(paired=paired),
            motion=self._motion(),
            pressure=taken.get("pressure") or (near.pressure if near else "gentle"),
            instead=base.instead if base else (),
            sources=(("place", taken.get("source", "")),),
            place=title,
            position=same.position if same and not steps else "",
            find=steps or (same.find if same else ()),
            cautions=cautions,
            figure=f"{title}. {' '.join(steps)}".strip(),
            drawing=where.drawing,
            label=taken.get("label", base.code if base else ""),
            picture=picture_of(taken, file),
            own=True,
            like=frozenset().union(*(point.counts_as for point in self.ours)),
        )

    def _cautions_of(self, point: Point) -> tuple[str, ...]:
        """Those of a point of ours; of one on another part of the body for everybody, since what a
        condition says there in their place it may not say here.
        """
        if point.region == self.where.region:
            return point.cautions
        return tuple(map(Line, point.cautions))

    def _must_agree(self) -> None:
        """The region is that of the place, and asked back where all parts of the body in the title
        lie elsewhere; whoever means both names the region in the title, too.
        """
        title, region = self.taken.get("title", ""), self.taken.get("region", "")
        if region and self.where.near and region != self.where.region:
            wrong = f"The place lies on the {self.where.region}, not on the {region}."
            self.file.wrong("region", wrong, "Leave `region` out, or say the place otherwise.")
        named = [word for word in re.findall(r"[a-z]+", title.casefold()) if word in BODY_PARTS]
        part = region.replace("-", " ")
        there = any(region in BODY_PARTS[word] for word in named)
        if named and not there and part not in title.casefold():
            wrong = f"The title says “{named[0]}”, and the region is {region}. Which is right?"
            cure = f"Mend one of them; if both are right, write: title: {title} ({part})"
            self.file.wrong("region", wrong, cure)

    def _must_be_for_home(self) -> None:
        """Refuse a place that is not for a patient's sheet, be it called as it may."""
        wrong, refused = "", [p.code for p in self.ours if p.home_use == "practitioner-only"]
        if refused:
            wrong = f"It stands for {refused[0]}, which is not for a patient's sheet."
        elif self.where.region and all(p.home_use == "practitioner-only" for p in self.there):
            wrong = f"No point of the {self.where.region} is for a patient's sheet."
        if wrong:
            place = next((name for name in _PLACES if name in self.file.written), "region")
            self.file.wrong(place, wrong, "Choose another place.")

    def _must_be_harmless(self, flags: frozenset[str]) -> None:
        """Refuse words for a place that is for no sheet, and for a flag that is not written."""
        signs, title = self.library.wording.table("card.signs"), self.taken.get("title", "")
        told = [title, *self.told]
        named, pulse = first_of(signs["refused"], title), first_of(signs["pulse"], *told)
        if pulse and (self.where.region == "neck" or first_of(["neck"], *told)):
            named = named or f"{pulse} of the neck"
        if named:
            wrong = f"It speaks of {named}, which is not for a patient's sheet."
            self.file.wrong("title", wrong, "Choose another place.")
            return
        vessel, eye = (first_of(signs[flag], title) for flag in ("vessel", "eye"))
        for flag, word in (("vessel", pulse or vessel), ("eye", eye)):
            if word and flag not in flags:
                says = f"It speaks of {word}, and its flags do not say {flag}"
                cure = f"Write flags: [{', '.join(sorted(flags | {flag}))}]"
                self.file.wrong("flags", f"{says}, which safety looks at.", cure)

    def _must_be_light(self, flags: frozenset[str]) -> None:
        """Say where more pressure is written than ours has over a vessel or nerve."""
        light = any(point.pressure == "gentle" for point in self.ours)
        over = sorted({"vessel", "nerve"} & flags)
        if light and over and self.taken.get("pressure", "gentle") != "gentle":
            lies = f"lies over a {' and a '.join(over)}"
            says = f"{self.file.name} {lies}; gentle is what is meant there."
            self.file.notice("pressure", says, "Write pressure: gentle, or be sure.")

    def _paired(self) -> bool:
        """Whether there is one on each side: as it is at the place, where that is known."""
        known: bool | None = self.same.paired if self.same else None
        if isinstance(self.where.drawing, Spot):
            known = self.where.drawing.at[0][0] != "middle"
        written: bool | None = self.taken.get("paired")
        if None not in (known, written) and known != written:
            there = "one on each side" if known else "only one, in the middle"
            wrong = f"There is {there}, of what lies there."
            self.file.wrong("paired", wrong, f"Write paired: {'yes' if known else 'no'}")
        near = self.where.near.paired if self.where.near else True
        return next(one for one in (known, written, near) if one is not None)

    def _side(self, *, paired: bool) -> Any:
        written = self.taken.get("side")
        if written and paired == (written == "middle"):
            lies = "on both sides of the body" if paired else "in the middle of the body"
            cure = "Write both, left or right." if paired else "Leave `side` out."
            self.file.wrong("side", f"It lies {lies}.", cure)
        if not paired:
            return "middle"
        return written or (self.same.side if self.same and self.same.side != "middle" else "both")

    def _motion(self) -> Motion:
        """As written, else as at our point there. A step that says another is told."""
        motion: Motion = self.same.motion if self.same else "hold"
        words = {word: meant for word, meant in SYNONYMS.items() if meant in _MOVED}
        words |= {word: word for word in _MOVED}
        said = first_of(words, *(_WARMS.sub("", step) for step in self.told))
        if said and words[said] != motion and "motion" not in self.taken:
            says = f"A step says “{said}”, and in bold the card says: {motion}."
            cure = f"Write motion: {words[said]} (or motion: {motion}, if that is meant)"
            self.file.notice("steps", says, cure)
        return self.taken.get("motion", motion)  # type: ignore[no-any-return]

    # ── where it lies ───────────────────────────────────────────────────────────────────────

    def _where(self) -> _Where:
        """The place that the fields give; nothing is guessed where they give two."""
        taken, file = self.taken, self.file
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
        like = taken.get("like")
        if like is None and not ways and "picture" not in taken:
            like = taken.get("instead_of")
        if like is not None:
            point = self.library.points[like]
            return _Where(point.drawing, point, same=True, region=point.region)
        if file.log.spoiled or any(w in meant and w not in taken for w in (*_PLACES, "region")):
            return _Where(known=False)
        try:
            if spot := self._spot():
                near = self.library.points[spots.neighbour(spot)]
                close = (self.library.points[code] for code in spots.nearby(spot, _CLOSE))
                return _Where(spot, near, region=near.region, close=tuple(close))
        except Wrong as error:
            file.wrong(next(name for name in _PLACES if name in taken), error.wrong, error.cure)
            return _Where(known=False)
        if "region" not in taken:
            wrong = "Nothing says which part of the body it lies on, which safety has to know."
            file.wrong("region", wrong, "Write region: and the part, as region: lower-leg")
        return _Where(region=taken.get("region", ""))

    def _spot(self) -> Spot | None:
        """The place between two points, or on a view; None where there is none. Raises Wrong."""
        taken = self.taken
        line = [name for name in ("from", "to", "cun") if name in taken]
        if len(line) == 3:
            start, end = (self.library.points[taken[name]].drawing for name in ("from", "to"))
            if not isinstance(start, str) or not isinstance(end, str):
                raise Wrong("Both ends have to be points of ours.", "Choose others.")
            return spots.between(start, end, taken["cun"])
        if line:
            missing = next(name for name in ("from", "to", "cun") if name not in taken)
            raise Wrong(f"`{missing}:` is missing.", "Write from:, to: and cun:, all three.")
        if "view" in taken and "at" in taken:
            across, down = taken["at"]
            return spots.spot(taken["view"], across, down, taken.get("paired", True))
        if "view" in taken or "at" in taken:
            cure = "Write view: hand-back and at: [0.53, 0.66]"
            raise Wrong("`view:` and `at:` go together.", cure)
        return None

    # ── what safety has to know ─────────────────────────────────────────────────────────────

    def _pregnancy(self) -> Any:
        """As written, never less strict than what holds there, or for most points around."""
        written = self.taken.get("pregnancy")
        around = sorted((_STRICT.index(point.pregnancy) for point in self.there), reverse=True)
        holds = [(_STRICT.index(p.pregnancy), f"It lies at {p.code}") for p in self.ours]
        of_most = around[(len(around) - 1) // 2] if around else 0
        holds.append((of_most, f"It lies on the {self.where.region}"))
        least, why = max(holds, key=itemgetter(0))
        if written is None and not self.ours and self.where.known:
            if "pregnancy" not in self.file.written:
                wrong = "Nothing says whether it may be pressed in pregnancy."
                self.file.wrong("pregnancy", wrong, "Write pregnancy: ok, ask or avoid")
        elif written is not None and _STRICT.index(written) < least:
            wrong = f"{why}, where the rule for pregnancy is: {_STRICT[least]}."
            cure = f"Write pregnancy: {' or '.join(_STRICT[least:])}"
            self.file.wrong("pregnancy", wrong, cure)
        return written or _STRICT[least]

    def _flags(self) -> frozenset[str]:
        """As written, and what holds for the place and for the whole part of the body."""
        of_all = [point.flags for point in self.there] or [frozenset()]
        written: Flags | None = self.taken.get("flags")
        said = written.flags if written else frozenset()
        return said.union(frozenset.intersection(*of_all), *(point.flags for point in self.ours))

    def _unsaid(self) -> frozenset[str]:
        """Where nobody said what lies there: all that lies anywhere on that part of the body."""
        if "flags" in self.taken or self.where.same or self.where.close:
            return frozenset()
        unsaid = frozenset().union(*(point.flags for point in self.there)) - {"ball"}
        taken_as = ", ".join(sorted(unsaid | self._flags())) or "nothing"
        says = f"Nothing says what lies at {self.file.name}; safety takes it for: {taken_as}."
        self.file.notice("flags", says, "Write flags: with what lies there, or flags: none")
        return unsaid
