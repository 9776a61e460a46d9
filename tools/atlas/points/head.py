"""The scalp: cun from hairline to hairline over the crown, and to the side.

Twelve cun run along the midline from the front hairline (0) to the back one, three more from
the brow up to the front hairline. The fifth lies on the line over the head from ear tip to ear
tip: WHO gives the crown both ways, and the ears are what a patient finds it by. So the cun run
evenly before that line and behind it. To the side, the line over the pupil is half the way to the
corner of the hairline, which is four and a half cun (GB15 is half the way to ST8). Where WHO
gives no bone measure, a cun is the stature's seventy-fifth part.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..dress import hair_field
from . import Marks, Spot, spot
from .frames import Part, Place, Skin, Vec, mix, unit, vec
from .surface import FRONT, RIGHT, UP, Tape, box, middle, outmost, settle, tape

PUPIL = 2.25
"""Cun from the midline to the line over the pupil."""

CROWN = 5.0
"""Cun from the front hairline to the crown."""

HALFWAY = CROWN / 2
"""Halfway from the hairline to the crown, by which points on the way are checked: both are seen."""

BUMP = 9.85
"""Cun from the front hairline to the middle of the bump at the back of the skull: the upper edge
of the bump is level with GV17 and BL9."""

CORD = 2.5
"""From the midline to the outer edge of the thick neck cord (trapezius) under the skull, cm:
1.3 cun, by which the back of the head is measured to the side."""

EAR_ROOT, EAR_MIDDLE = 7.35, (157.0, 4.0)
"""How far from the midline the ear leaves the skull, and its middle's height and depth, cm."""

LOW, HIGH = (-9.5, 141.0, -9.0), (9.5, 172.0, 18.0)
"""A box round head and neck, cm."""


@dataclass(frozen=True)
class Head:
    """The head, measured along the scalp."""

    skin: Skin

    @cached_property
    def part(self) -> Part:
        """Head and neck."""
        return box(self.skin, LOW, HIGH)

    @cached_property
    def skull(self) -> Part:
        """Head and neck without the ears: only what lies between their roots."""
        return self.part.where(np.abs(self.part.centres[:, 0]) < self.root)

    @cached_property
    def root(self) -> float:
        """How far from the midline the ear leaves the skull, cm."""
        return -float(self.skin.carried(-EAR_ROOT, *EAR_MIDDLE)[0])

    @cached_property
    def eye(self) -> Vec:
        """Middle of the right eye."""
        return np.asarray(self.skin.body.joints["r-eye"], dtype=float)

    @cached_property
    def thumb(self) -> float:
        """Centimetres in a cun by stature, for places without a bone measure."""
        return float(self.skin.vertices[:, 1].max()) / 75

    @cached_property
    def hair(self) -> Vec:
        """How far inside the hair each vertex lies, cm, shape (n,)."""
        return np.asarray(hair_field(self.skin.body))

    def in_hair(self, place: Place) -> float:
        """How far inside the hair a place lies, cm; outside of it: negative."""
        return self.skin.body.at(self.hair, place)

    @cached_property
    def glabella(self) -> Place:
        """Between the brows: the most forward place of the brow on the midline."""
        ring = self.part.slab(self.eye, UP, 1.0, 4.0).ring(self.eye * vec(0, 1, 1), RIGHT)
        return middle(self.part, ring.extreme(FRONT))

    @cached_property
    def midline(self) -> Tape:
        """From between the brows over the crown down to the nape."""
        centre = vec(0, self.eye[1] - 1.0, self.eye[2] - 8.2)
        return tape(self.part, centre, self.glabella.xyz, UP)

    @cached_property
    def front_hairline(self) -> float:
        """Length along the midline to the front hairline, cm."""
        return self._edge(0.0, 12.0)

    @cached_property
    def back_hairline(self) -> float:
        """Length along the midline to the back hairline, cm."""
        return self._edge(46.0, 30.0)

    def _edge(self, bald: float, hairy: float) -> float:
        for _ in range(30):
            half = (bald + hairy) / 2
            if self.in_hair(self.midline.at(half)) < 0:
                bald = half
            else:
                hairy = half
        return (bald + hairy) / 2

    @cached_property
    def ear_line(self) -> float:
        """Length along the midline to the line from ear tip to ear tip, cm."""
        return self.midline.reach(float(Ear(self).tip.xyz[2]), 2)

    @cached_property
    def cun(self) -> float:
        """Centimetres in a cun along the scalp, on the whole."""
        return (self.back_hairline - self.front_hairline) / 12

    @cached_property
    def brow_cun(self) -> float:
        """Centimetres in a cun of the forehead: three from the brows to the hairline."""
        return self.front_hairline / 3

    @cached_property
    def side_cun(self) -> float:
        """Centimetres in a cun from the midline to the side."""
        return self.across(0.5).reach(float(self.eye[0]), 0) / PUPIL

    def on_midline(self, cun: float) -> Place:
        """The midline of the scalp, so many cun behind the front hairline."""
        ends = (self.front_hairline, self.ear_line, self.back_hairline)
        return middle(self.part, self.midline.at(float(np.interp(cun, (0, CROWN, 12), ends))))

    def round_crown(self, cun: float) -> Place:
        """The midline, so many cun of the stature behind the crown."""
        return middle(self.part, self.midline.at(self.ear_line + cun * self.thumb))

    def at(self, behind: float, aside: float) -> Place:
        """The scalp: cun behind the front hairline, and cun to the right along the skin."""
        unit_cun = CORD / 1.3 if behind > 9 else self.side_cun
        return self.across(behind).at(aside * unit_cun)

    def hairline(self, aside: float) -> float:
        """How many cun behind the middle of the front hairline it lies so far to the side."""
        reach = np.arange(0, 2.0, 0.01)
        return next(float(cun) for cun in reach if self.in_hair(self.at(float(cun), aside)) >= 0)

    def across(self, behind: float) -> Tape:
        """The line over the scalp to the right, so many cun behind the front hairline."""
        start = self.on_midline(behind)
        return tape(self.part, start.xyz - start.normal * 7.0, start.xyz, RIGHT)

    def beside(self, y: float, z: float) -> Place:
        """The side of the head seen straight from the patient's right; the ear is left out."""
        return outmost(self.skull, vec(-1.0, y, z), RIGHT)

    def before(self, x: float, y: float) -> Place:
        """The face seen straight from the front."""
        return outmost(self.part, vec(x, y, self.eye[2] - 6.0), FRONT)

    def hair_behind_ear(self, y: float) -> float:
        """How far back (z, cm) the hair begins behind the ear at a height."""
        reach = np.arange(float(Ear(self).rear.xyz[2]) + 1.5, self.eye[2] - 20, -0.1)
        return next(float(z) for z in reach if self.in_hair(self.beside(y, float(z))) >= 0)

    def hair_before_ear(self, y: float) -> Place:
        """The rear edge of the hair before the ear at a height."""
        return [p for p in self._before_ear(y) if self.in_hair(p) > 0.1][-1]

    def sideburn(self, y: float) -> Place:
        """The middle of the hair before the ear at a height: what lies deepest in it."""
        return max(self._before_ear(y), key=self.in_hair)

    def _before_ear(self, y: float) -> list[Place]:
        """The side of the head at a height, from the temple back to where the ear leaves it."""
        found: list[Place] = []
        for z in np.arange(self.eye[2] - 2.0, Ear(self).share(0.97, 0.5)[1], -0.1):
            try:
                found.append(self.beside(y, float(z)))
            except LookupError:
                break
        return found

    def curve(self, a: Place, b: Place, bulge: Vec, *shares: float) -> list[Place]:
        """Shares of the way along an arc on the skin from a to b that swells by a vector, cm."""
        steps = np.linspace(0, 1, 25)
        arc = [mix(a.xyz, b.xyz, float(t)) + bulge * 4 * t * (1 - t) for t in steps]
        line = Tape(self.skull, np.array([settle(self.skull, xyz).xyz for xyz in arc]))
        return [line.at(float(line.lengths[-1]) * share) for share in shares]


@dataclass(frozen=True)
class Ear:
    """The right ear and its root, found on the model."""

    head: Head

    @cached_property
    def part(self) -> Part:
        """The ear: what stands out beside the skull."""
        part = self.head.part
        c = part.centres
        return part.where((c[:, 0] < -self.head.root) & (c[:, 1] > self.head.eye[1] - 6))

    @cached_property
    def tip(self) -> Place:
        """Its highest place."""
        return self.part.extreme(UP)

    @cached_property
    def lobe(self) -> Place:
        """Its lowest place."""
        return self.part.extreme(-UP)

    @cached_property
    def rear(self) -> Place:
        """Its edge furthest back."""
        return self.part.extreme(-FRONT)

    def share(self, up: float, forward: float) -> tuple[float, float]:
        """Height and depth (y, z): shares of the ear from lobe to tip, and from rear to front."""
        tall = float(self.tip.xyz[1] - self.lobe.xyz[1])
        return float(self.lobe.xyz[1]) + up * tall, float(self.rear.xyz[2]) + forward * tall


def marks(skin: Skin, _known: Marks) -> Marks:
    """Hairlines, crown, brow, the bump at the back of the skull, ear and mastoid bone."""
    head = Head(skin)
    ear = Ear(head)
    y, z = ear.share(0.97, 0.28)
    root_y, front = ear.share(0.97, 0.56)
    rear_y, rear = ear.share(0.85, 0.1)
    tragus_y, tragus = ear.share(0.44, 0.49)
    mastoid_y, mastoid = ear.share(-0.08, 0.08)
    return {
        "front-hairline": head.on_midline(0),
        **{f"hairline-{name}": head.at(head.hairline(cun), cun) for name, cun in HAIRLINE.items()},
        "hairline-corner": head.at(0, SCALP["ST8"][1]),
        "temple-corner": head.at(*SCALP["ST8"]),
        "temple-halfway": temple_curve(head, 0.5)[0],
        "crown": head.on_midline(CROWN),
        "skull-bump": head.on_midline(BUMP),
        "back-hairline": head.on_midline(12),
        "ear-tip": ear.part.extreme(UP + RIGHT * 0.5),
        "ear-lobe": ear.part.extreme(RIGHT * 0.5 - UP - FRONT * 0.4),
        "ear-flap": settle(head.part, vec(-7.6, tragus_y, tragus)),
        "ear-notch-above": settle(head.part, vec(-7.6, *ear.share(0.56, 0.5))),
        "ear-flap-notch": settle(head.part, vec(-7.6, *ear.share(0.26, 0.46))),
        "scalp-halfway": head.on_midline(HALFWAY),
        "sideburn-top": _gb7(head),
        "sideburn": head.sideburn(float(ear.tip.xyz[1]) - 2.0),
        "hairline-behind-ear": head.beside(
            float(ear.tip.xyz[1]), head.hair_behind_ear(ear.tip.xyz[1])),
        "ear-root-front": head.beside(root_y, front + 0.2),
        "ear-root-back": head.beside(rear_y, rear),
        "ear-root-top": head.beside(y + 0.5, z),
        "mastoid": head.beside(mastoid_y, mastoid),
        "mastoid-middle": head.beside(mastoid_y + 1.9, mastoid - 0.2),
    }


SCALP = {
    "BL3": (0.5, 0.75), "BL4": (0.5, 1.5), "BL5": (1, 1.5), "BL6": (2.5, 1.5), "BL7": (4, 1.5),
    "BL8": (5.5, 1.5), "BL9": (9.5, 1.3),
    "GB13": (0.5, 3), "GB15": (0.5, PUPIL), "GB16": (1.5, PUPIL), "GB17": (2.5, PUPIL),
    "GB18": (4, PUPIL), "GB19": (9.5, PUPIL), "ST8": (0.5, 4.5),
    "GV17": (9.5, 0), "GV18": (8, 0), "GV19": (6.5, 0), "GV20": (5, 0), "GV21": (3.5, 0),
    "GV22": (2, 0), "GV23": (1, 0), "GV24": (0.5, 0),
}
"""Points of the scalp: cun behind the front hairline, cun to the side."""


BELOW_HAIRLINE = {"BL3": "brow-start", "GB13": "eye-corner", "GB15": "brow-middle",
                  "GB16": "brow-middle"}
"""What a patient goes straight up from, to the hairline there, higher than in the middle."""

HAIRLINE = {"brow-start": 0.75, "pupil": PUPIL, "eye-corner": 3}
"""Where the front hairline is named above what a patient goes up from: cun to the side."""

FROM_THE_HAIR = ("BL3", "GB13")
"""Points that lie further inside, as the hair begins higher beside the middle: by the part of it
that leaves the line from GV24 to ST8 as long as the standard counts it. GB15 and GB16
stay a cun from each other and from GB17 (WHO 2008).
"""

THREE_FINGERS = 2.0
"""By which a patient goes from the middle to the line over the pupil."""

BESIDE_MIDDLE = 1.5
"""Points that far to the side are found from the middle: first to the side, then straight on."""


def spots(skin: Skin, marks: Marks) -> list[Spot]:
    """Every point of the scalp and the temples."""
    head = Head(skin)
    scalp = {code: _on_scalp(code, head) for code in SCALP}
    out = [_scalp(code, place, head) for code, place in scalp.items()]
    four = (head.round_crown(-1), head.round_crown(1), head.at(CROWN, head.thumb / head.side_cun))
    left = settle(head.part, four[2].xyz * vec(-1, 1, 1))
    out.append(spot("EX-HN1", (*four, left), "head-top", "crown", "ear-tip", cun=head.cun,
                    guide=("crown", 1.0), middle=True))
    return [*out, *_temple(head, marks), *_round_ear(head, marks)]


def _on_scalp(code: str, head: Head) -> Place:
    behind, aside = SCALP[code]
    if not aside:
        return head.on_midline(behind)
    rise = head.hairline(aside) if code in FROM_THE_HAIR else 0.0
    return head.at(behind + 0.6 * rise, aside)


def _scalp(code: str, place: Place, head: Head) -> Spot:
    behind, aside = SCALP[code]
    guide: tuple[str | Place, float] | None = None
    first: tuple[str | Place, float] | None = None
    labels: tuple[str, ...]
    if code == "ST8":
        view, labels = "temple", ("hairline-corner", "brow-end")
        guide = ("hairline-corner", behind)
    elif behind <= 0.5 or (aside and behind < HALFWAY):
        start = BELOW_HAIRLINE.get(code)
        view, labels = "forehead", (_hairline(aside), *((start,) if start else ()))
        guide = (head.at(0, aside) if aside else "front-hairline", behind)
        if start:
            guide = (_hairline(aside), behind)
        elif aside == BESIDE_MIDDLE:
            first = ("front-hairline", aside)
    elif code in ("GV18", "GV19"):
        view, labels, guide = "head-back-high", ("crown", "ear-tip"), ("crown", 1.5)
        if code == "GV18":
            labels, guide = ("skull-bump",), (head.on_midline(9.5), 1.5)
    elif behind < 9:
        view = "head-top"
        labels, guide = _on_top(code, head)
        if aside == BESIDE_MIDDLE and behind != HALFWAY:
            first = ("crown", aside)
        elif code == "GB18":
            first = ("crown", THREE_FINGERS)
    else:
        view, labels = "head-back", ("skull-bump",)
        if code == "BL9":
            labels, guide = ("skull-bump", "neck-cord"), (head.on_midline(behind), aside)
        if code == "GB19":
            labels = ("skull-bump", "skull-dip", "neck-cord")
            guide = (head.on_midline(behind), THREE_FINGERS)
    return spot(code, place, view, *labels, cun=head.cun, guide=guide, first=first,
                middle=aside == 0)


def _hairline(aside: float) -> str:
    """The name of the place on the front hairline that a measure starts from."""
    return next((f"hairline-{name}" for name, cun in HAIRLINE.items() if cun == aside),
                "front-hairline")


def _on_top(code: str, head: Head) -> tuple[tuple[str, ...], tuple[str | Place, float] | None]:
    """Labels and measure of a point that is found from the front hairline or from the crown."""
    behind, aside = SCALP[code]
    from_crown = {"BL7": 1.0, "BL8": 0.5, "GB18": 1.0, "GV21": 1.5}.get(code)
    if code == "GV20":
        return ("ear-tip",), None
    if from_crown:
        return ("crown", "ear-tip"), (head.at(CROWN, aside) if aside else "crown", from_crown)
    if behind == HALFWAY:
        way = ("scalp-halfway", "front-hairline", "crown")
        if aside == PUPIL:
            return (*way, "pupil-line"), None
        return (*way, "ear-tip"), ("scalp-halfway", aside)
    return (_hairline(aside), *(("pupil-line", "ear-tip") if aside else ())), (
        head.at(0, aside) if aside else "front-hairline", behind)


def _temple(head: Head, marks: Marks) -> list[Spot]:
    """Down the hair of the temple from the hairline corner (ST8) to before the ear (GB7)."""
    ear = Ear(head)
    te22 = head.hair_before_ear(float(ear.tip.xyz[1]) - 1.5)
    arc = temple_curve(head, 0.25, 0.5, 0.75)
    ends = ("temple-corner", "sideburn-top")
    out = [spot("GB4", arc[0], "temple", *ends, "temple-halfway", "brow-end", cun=head.thumb),
           spot("GB5", arc[1], "temple", *ends, "brow-end", cun=head.thumb)]
    # The last quarter of the curve is about a thumb-width from the ear, and level with the brow.
    out.append(spot("GB6", arc[2], "temple", "ear-root-front", "brow-end", cun=head.thumb,
                    guide=("ear-root-front", 1.0)))
    y, z = _outer_end(marks)
    taiyang = head.beside(y, z - head.thumb)
    return [
        *out,
        spot("GB7", _gb7(head), "ear", "sideburn", "ear-tip", cun=head.thumb),
        spot("TE22", te22, "ear", "sideburn", "ear-root-front", cun=head.thumb),
        spot("EX-HN5", taiyang, "temple", "brow-end", "eye-corner", cun=head.thumb,
             guide=(head.beside(y, z), 1.0)),
    ]


def _gb7(head: Head) -> Place:
    """Before the ear: level with its tip, at the rear edge of the hair of the temple."""
    ear = Ear(head)
    return head.beside(float(ear.tip.xyz[1]), ear.share(0.97, 0.56)[1] + 0.5)


def temple_curve(head: Head, *shares: float) -> list[Place]:
    """Shares of the curve down the hair of the temple, from ST8 to GB7."""
    st8, gb7 = head.at(*SCALP["ST8"]), _gb7(head)
    swell = unit(FRONT * 1.0 - UP * 0.35) * 0.06 * float(np.linalg.norm(gb7.xyz - st8.xyz))
    return head.curve(st8, gb7, swell, *shares)


def _outer_end(marks: Marks) -> tuple[float, float]:
    """Midway between the brow's end and the outer eye corner (y, z)."""
    near = mix(marks["brow-end"].xyz, marks["eye-corner"].xyz, 0.5)
    return float(near[1]), float(near[2])


def _round_ear(head: Head, marks: Marks) -> list[Spot]:
    """Above the ear, and behind it down to the mastoid bone."""
    ear, cun = Ear(head), head.thumb
    above = head.beside(float(ear.tip.xyz[1]) + 0.7, float(ear.tip.xyz[2]))
    gb8 = head.beside(above.xyz[1] + 1.5 * cun, float(above.xyz[2]))
    gb9 = head.beside(above.xyz[1] + 2.0 * cun, float(above.xyz[2]) - 0.5 * cun)
    gb9_root = head.beside(float(above.xyz[1]), float(gb9.xyz[2]))
    gb12 = marks["mastoid"]
    gb12 = head.beside(float(gb12.xyz[1]) - 0.3, float(gb12.xyz[2]) - 1.0)
    gb10 = head.beside(float(ear.tip.xyz[1]), float(marks["hairline-behind-ear"].xyz[2]) - cun)
    swell = unit(-FRONT - UP * 0.1) * 0.12 * float(np.linalg.norm(gb10.xyz - gb12.xyz))
    gb11, = head.curve(gb10, gb12, swell, 1 / 2)
    level = head.beside(float(gb11.xyz[1]), float(marks["mastoid-middle"].xyz[2]))
    return [
        spot("GB8", gb8, "head-side", "ear-tip", cun=cun, guide=("ear-root-top", 1.5)),
        spot("GB9", gb9, "head-side", "ear-root-back", "ear-tip", cun=cun,
             guide=(gb9_root, 2.0)),
        # As far behind the tip of the ear as the hair begins there and a thumb-width more.
        spot("GB10", gb10, "head-side", "ear-tip", cun=cun,
             guide=("ear-tip", 1.5)),
        spot("GB11", gb11, "behind-ear", "mastoid-middle", cun=cun, guide=(level, 1.0)),
        spot("GB12", gb12, "behind-ear", "mastoid-middle", cun=cun),
    ]
