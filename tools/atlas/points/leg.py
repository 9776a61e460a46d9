"""Thigh, knee and lower leg: landmarks of the right leg, and its points.

The leg is measured as the standard does: 19 cun from hip bone knob to knee crease, 14 from
buttock crease to knee crease, 18 from pubic bone to kneecap top, 16 from knee crease to outer
ankle bone, 15 from kneecap point to inner ankle bone. Each gives its own cun on this body.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from . import Marks, Spot, spot
from .back import BEHIND, FOLD
from .frames import Limb, Part, Place, Skin, Vec, halfway, unit, vec
from .front import PUBIC_EDGE

FRONT, OUTER, UP = vec(0, 0, 1), vec(-1, 0, 0), vec(0, 1, 0)
"""Of the right leg of a standing body."""

OUTER_ANKLE = 0.6
INNER_ANKLE = 1.1
"""How far (cm) the tips of the ankle bones lie above the model's ankle joint."""
KNEE_CREASE = 0.4
KNEECAP = (0.3, 4.6)
"""Above the knee joint (cm): the crease behind, the kneecap's lower point and its upper edge."""
CREST = ((2.8, -4), (6, -8), (10, -12), (13.5, -20))
"""The sharp front edge of the shin bone: cun below the knee crease, degrees round the leg."""
STRAP = -66
"""The rear edge of the strap muscle on the inner thigh, four cun above the kneecap: degrees round
the thigh."""
THIN_BONE = ((1.9, 109, 6), (5, 103, 5.5), (9, 98.5, 5.5), (12, 99, 6), (14, 99.5, 9))
"""The thin outer bone: cun below the knee crease, degrees round the leg, half its breadth in
degrees."""
KNEE_SHELF = ((1.3, -124), (1.15, -113), (1.1, -101), (1.2, -91), (1.65, -83), (2.7, -81.2))
"""The shelf below the inner knee, from behind into the inner edge of the shin bone: cun below the
point of the kneecap, degrees round the leg.
"""
CORDS = {1: 136, -1: 226}
"""The middle of the outer (1) and the inner cord where they cross the knee crease: degrees round
the shin."""
CORD = ((-0.1, 0), (1.0, 4), (2.4, 10), (4.0, 18))
"""How the cords behind the knee near each other above its crease: cun above it, degrees."""
CORD_HALF, BESIDE_CORD = 4, 12
"""Degrees from the middle of such a cord to its edge, and to a fingertip beside it."""
INNER_CORD = ((11.8, 13.5, 15.2, 16.8), (205, 206, 206.5, 212))
"""The front edge of the Achilles tendon on the inner side: cun below the knee crease, degrees."""
BESIDE_SHIN = {"ST36": 3, "EX-LE7": 5, "ST37": 6, "ST38": 8, "ST39": 9}
"""Points a finger's breadth outside the edge of the shin: cun below the outer dip of the knee."""
SMALL_BONE = 1.2
"""From the middle of the small bone below the outer knee to its rim, cm."""
FINGER = 0.75
"""The breadth of a finger, cun: four are three (WHO 2008)."""


@dataclass(frozen=True)
class Leg:
    """Directions, levels and limbs of the right leg."""

    skin: Skin

    @cached_property
    def hip(self) -> Vec:
        """Middle of the hip joint; the knob of the thigh bone is at its level."""
        return self.skin.joint("upperleg01.R")

    @cached_property
    def knee(self) -> Vec:
        """Middle of the knee joint."""
        return self.skin.joint("lowerleg01.R")

    @cached_property
    def ankle(self) -> Vec:
        """Middle of the ankle joint."""
        return self.skin.joint("foot.R")

    @cached_property
    def part(self) -> Part:
        """The skin of the leg, up to the groin."""
        return self.skin.part("upperleg*.R", "lowerleg*.R", "foot.R", "pelvis.R", above=0.4)

    def middle(self, height: float, below: Vec, above: Vec) -> Vec:
        """The middle of the leg at a height, by the ring of skin there."""
        t = (height - below[1]) / (above[1] - below[1])
        rough = below + (above - below) * t
        cut = self.part.ring(rough, UP).ends.reshape(-1, 3)
        return np.asarray((cut.min(axis=0) + cut.max(axis=0)) / 2)

    @cached_property
    def crease_level(self) -> Vec:
        """The middle of the knee at the crease behind it."""
        return self.middle(self.knee[1] + KNEE_CREASE, self.ankle, self.hip)

    @cached_property
    def buttock_crease(self) -> float:
        """The height of the crease under the buttock."""
        return self.skin.height(FOLD, -8.5, BEHIND)

    @cached_property
    def pubic(self) -> float:
        """The height of the upper border of the pubic bone."""
        return self.skin.height(PUBIC_EDGE)

    def limb(self, top: Vec, end: Vec, cun: float) -> Limb:
        """A stretch of this leg."""
        return Limb(self.part, top, end, cun, (FRONT, FRONT), (OUTER, OUTER))

    @cached_property
    def shin(self) -> Limb:
        """Knee crease to outer ankle bone, 16 cun."""
        return self.limb(self.crease_level, self.ankle + UP * OUTER_ANKLE, 16)

    @cached_property
    def inner_shin(self) -> Limb:
        """Kneecap point to inner ankle bone, 15 cun."""
        top = self.crease_level + UP * (KNEECAP[0] - KNEE_CREASE)
        return self.limb(top, self.ankle + UP * INNER_ANKLE, 15)

    @cached_property
    def back_thigh(self) -> Limb:
        """Buttock crease to knee crease, 14 cun."""
        top = self.middle(self.buttock_crease, self.crease_level, self.hip)
        top[0] = self.hip[0] + 0.5
        return self.limb(top, self.crease_level, 14)

    @cached_property
    def outer_thigh(self) -> Limb:
        """Knob of the thigh bone to knee crease, 19 cun."""
        return self.limb(self.hip, self.crease_level, 19)

    @cached_property
    def front_thigh(self) -> Limb:
        """Pubic bone to the top of the kneecap, 18 cun."""
        end = self.middle(self.knee[1] + KNEECAP[1], self.ankle, self.hip)
        return self.limb(self.hip * vec(1, 0, 1) + UP * self.pubic, end, 18)

    def hip_bone_point(self) -> Place:
        """The front point of the hip bone, two finger-widths outside and above the joint."""
        around = self.skin.everywhere.near(self.hip, 16)
        return around.ray(self.hip + vec(-1.9, 7.6, 0), FRONT)

    def hip_muscle(self, side: int) -> Place:
        """On one of the two muscles below that point: 1 the inner one, -1 the outer one."""
        xyz = self.hip_bone_point().xyz + vec(2.6 * side, -10.0, 0)
        return self.skin.everywhere.near(self.hip, 18).ray(xyz * vec(1, 1, 0), FRONT)

    def groin(self, outwards: float, down: float) -> Place:
        """On the front, cm from the midline and below the pubic bone's upper border."""
        around = self.skin.everywhere.near(self.hip, 18)
        start = vec(-outwards, self.pubic - down, 2)
        return around.ray(start, FRONT)


def marks(skin: Skin, _known: Marks) -> Marks:
    """Landmarks of the right leg."""
    leg = Leg(skin)
    shin, inner, thigh = leg.shin, leg.inner_shin, leg.front_thigh
    return {
        "hip-bone-point": leg.hip_bone_point(),
        "hip-muscle-inner": leg.hip_muscle(1),
        "hip-muscle-outer": leg.hip_muscle(-1),
        "knee-crease": on_crease(leg, 202),
        "knee-crease-middle": shin.at(0, 180),
        "knee-crease-outer-end": shin.at(0, 123),
        "knee-crease-by-cord": by_cord(leg, 1, 0),
        "knee-crease-inner-end": shin.at(0, 240),
        "knee-crease-inner": shin.at(0, 240),
        "outer-knee-cord": by_cord(leg, 1, 1.9, 0),
        "inner-knee-cord": by_cord(leg, -1, 1.4, 0),
        "inner-knee-cord-side": leg.outer_thigh.at(16.9, 236),
        "kneecap": thigh.at(18 + 1.15, 0),
        "kneecap-top": thigh.at(18, 0),
        "kneecap-outer-corner": thigh.at(18, 22),
        "kneecap-outer-edge": thigh.at(18.75, 25),
        "kneecap-inner-corner": thigh.at(18, -22),
        "kneecap-point": inner.at(0.15, 0),
        "knee-dip-outer": knee_eye(leg, 1),
        "knee-cord": shin.at(0.9, 0),
        "knee-inner-side": shin.at(-0.3, -62),
        "outer-knee-bone": shin.at(-1.0, 88),
        "inner-knee-bone": shin.at(-1.0, -85),
        "little-bone-below-knee": fibula_head(leg),
        "inner-shelf-below-knee": inner.at(*KNEE_SHELF[2]),
        "shin-bump": shin.at(1.9, 0),
        "shin-bump-inner": shin.at(2.36, -24),
        "shin-bone": shin_edge(leg, 4.4),
        "fingers-beside-shin": st40(leg, 0.5),
        **{f"finger-beside-shin-{n}": beside_shin(leg, n, 0.5) for n in BESIDE_SHIN.values()},
        "shin-bone-front-edge": shin_edge(leg, 6.2),
        "shin-bone-inner-edge": inner.at(10.3, shin_inner_edge(10.3)),
        "shin-bone-inner-edge-high": inner.at(7.2, shin_inner_edge(7.2)),
        "shin-bone-inner-edge-top": inner.at(4.2, shin_inner_edge(4.2)),
        "shin-bone-inner-edge-low": inner.at(12.1, shin_inner_edge(12.1)),
        "heel-cord-edge-inner": inner_cord(leg, 12.1),
        "calf": shin.at(3.6, 200),
        "calf-point": shin.at(8.0, 180),
        "calf-halfway": shin.at(8.0, 180),
        "calf-edge-outer": shin.at(8.0, 138),
        "calf-edge-inner": shin.at(9.0, 231),
        "outer-thin-bone-front": thin_bone(leg, 10.3, 1),
        "outer-thin-bone-front-high": thin_bone(leg, 7.0, 1),
        "outer-thin-bone-back": thin_bone(leg, 7.0, -1),
        "thigh-muscle": thigh.at(9, 10),
        "thigh-groove": thigh_groove(leg, 8.6),
        "buttock-crease-middle": leg.back_thigh.at(0, 180),
        "thigh-band": leg.outer_thigh.at(13.5, 86),
        "thigh-band-low": leg.outer_thigh.at(16.6, 88),
        "thigh-bulge": thigh.at(15.3, -44),
        "thigh-cord": thigh.at(14.4, 0),
        "strap-muscle": leg.front_thigh.at(13.0, STRAP + 14),
        "inner-thigh": thigh.at(11, -80),
    }


def fibula_head(leg: Leg) -> Place:
    """The little bone head below and behind the outer knee."""
    return leg.shin.at(1.15, 110)


def shin_edge(leg: Leg, cun: float) -> Place:
    """The sharp front edge of the shin bone, so many cun below the knee crease."""
    levels, angles = zip(*CREST, strict=True)
    return leg.shin.at(cun, float(np.interp(cun, levels, angles)))


def beside_shin(leg: Leg, cun: float, fingers: float = 1.0) -> Place:
    """So many finger's breadths outside the edge of the shin, on the way from ST35 to ST41."""
    level = leg.shin.level(knee_eye(leg, 1)) + cun
    return leg.shin.aside(shin_edge(leg, level), fingers * FINGER * leg.shin.unit_cun)


def st40(leg: Leg, share: float) -> Place:
    """On the way from the edge of the shin, two fingers broad, to ST40: one outside ST38."""
    if share <= 0.5:
        return beside_shin(leg, 8, 2 * share)
    return leg.shin.aside(beside_shin(leg, 8), (2 * share - 1) * FINGER * leg.shin.unit_cun)


def inner_cord(leg: Leg, cun: float, behind: float = 0.0) -> Place:
    """The front edge of the Achilles tendon on the inner side, by cun below the knee crease, or so
    many degrees behind it.
    """
    return leg.shin.at(cun, float(np.interp(cun, *INNER_CORD)) - behind)


def thin_bone(leg: Leg, cun: float, side: int) -> Place:
    """The thin outer bone, so many cun below the knee crease: its front edge (1), its middle (0)
    or its back edge (-1).
    """
    levels, angles, halves = zip(*THIN_BONE, strict=True)
    angle = np.interp(cun, levels, angles) - side * np.interp(cun, levels, halves)
    return leg.shin.at(cun, float(angle))


def shin_inner_edge(cun: float) -> float:
    """The degrees round the leg of the inner edge of the shin bone, so many cun below the point
    of the kneecap.
    """
    return -79.5 - 0.75 * cun


def knee_eye(leg: Leg, side: int) -> Place:
    """The dip beside the cord under the kneecap: 1 the outer one, -1 the inner one."""
    return leg.shin.at(0.15, 22 * side)


def spots(skin: Skin, _marks: Marks) -> Iterator[Spot]:
    """The points of the right leg, hip to shin."""
    leg = Leg(skin)
    yield from _front_thigh(leg)
    yield from _inner_thigh(leg)
    yield from _back_thigh(leg)
    yield from _knee(leg)
    yield from _front_shin(leg)
    yield from _outer_shin(leg)
    yield from _inner_shin(leg)
    yield from _calf(leg)


def _front_thigh(leg: Leg) -> Iterator[Spot]:
    limb = leg.front_thigh
    c = limb.unit_cun
    corner, hip = limb.at(18, 22), leg.hip_bone_point()
    whole = "kneecap-outer-corner"
    for code, n, near in (("ST32", 6, (whole,)), ("ST33", 3, (whole, "thigh-cord")),
                          ("ST34", 2, ("kneecap-top", "kneecap-outer-edge"))):
        yield spot(code, limb.on(corner, hip, 18 - n), "thigh-sitting", *near, cun=c,
                   guide=(corner, n))
    level = leg.pubic - 4.6
    t = (level - corner.xyz[1]) / (hip.xyz[1] - corner.xyz[1])
    on_line = corner.xyz + (hip.xyz - corner.xyz) * t
    around = leg.skin.everywhere.near(leg.hip, 18)
    yield spot("ST31", around.ray(vec(on_line[0], level, 0), FRONT), "hip-front",
               "hip-bone-point", "hip-muscle-outer", "hip-muscle-inner", cun=c,
               guide=("hip-bone-point", 6))
    inner = limb.at(18, -22)
    yield spot("SP10", limb.at(16, -31), "thigh-sitting-inner", "kneecap-inner-corner",
               "thigh-bulge", cun=c, guide=(inner, 2))


def _inner_thigh(leg: Leg) -> Iterator[Spot]:
    limb = leg.front_thigh
    c = limb.unit_cun
    inner, sp12 = limb.at(18, -22), leg.groin(3.5 * c, 0)
    t = 0.333
    xyz = sp12.xyz + (inner.xyz - sp12.xyz) * t
    yield spot("SP11", limb.at(limb.level(xyz), limb.angle(xyz) - 14), "thigh-inner",
               "kneecap-inner-corner", "inner-thigh", cun=c)
    yield spot("LR9", limb.at(14, -80), "knee-inner", "kneecap-top", "strap-muscle",
               cun=c, guide=(limb.at(18, -80), 4))
    st30 = leg.groin(2 * c, 0)
    for code, n, out in (("LR11", 2, 2.9), ("LR10", 3, 3.1)):
        yield spot(code, leg.groin(out * c, n * c), "thigh-front", "hip-bone-point",
                   "thigh-muscle", cun=c, guide=(st30, n))


def _back_thigh(leg: Leg) -> Iterator[Spot]:
    limb = leg.back_thigh
    c = limb.unit_cun
    bl36, bl40 = limb.at(0, 180), leg.shin.at(0, 180)
    yield spot("BL37", limb.on(bl36, bl40, 6), "thigh-back", "buttock-crease-middle",
               "thigh-groove", cun=c, guide=(bl36, 6))
    outer = leg.outer_thigh
    yield spot("GB31", outer.at(outer.level(fingertip(leg)), 98), "thigh-hand",
               "middle-fingertip", "thigh-band", cun=outer.unit_cun)
    yield spot("GB32", outer.at(12, 98), "thigh-sitting-outer", "knee-crease-outer-end",
               "thigh-band", cun=outer.unit_cun, guide=("knee-crease-outer-end", 7))


def thigh_groove(leg: Leg, cun: float) -> Place:
    """Between the two long muscles of the thigh, so many cun below the buttock crease."""
    limb = leg.back_thigh
    return limb.on(limb.at(0, 180), leg.shin.at(0, 180), cun)


def on_crease(leg: Leg, degrees: float) -> Place:
    """On the crease behind the knee, by degrees round the shin."""
    # Across the thigh the crease runs otherwise than across the shin: halfway.
    up, on_shin = leg.back_thigh, leg.shin.at(0, degrees)
    return up.at((up.level(on_shin) + up.cun) / 2, up.angle(on_shin))


def by_cord(leg: Leg, side: int, cun: float, inwards: float = BESIDE_CORD) -> Place:
    """By the outer (1) or inner (-1) cord behind the knee, so many cun above the crease: so many
    degrees from its middle toward the middle of the knee.
    """
    levels, lean = zip(*CORD, strict=True)
    up, foot = leg.back_thigh, on_crease(leg, CORDS[side] + side * inwards)
    level = up.level(foot)
    level += (up.cun - level) / 2 * min(max(cun, 0.0), 1.0)  # a cun up, the crease is straighter
    return up.at(level - cun, up.angle(foot) + side * float(np.interp(cun, levels, lean)))


def fingertip(leg: Leg) -> Vec:
    """Where the middle finger reaches when the arm hangs straight at the side."""
    chain = ("upperarm01.R", "lowerarm01.R", "wrist.R", "finger3-1.R", "finger3-2.R",
             "finger3-3.R")
    joints = [leg.skin.joint(b) for b in chain] + [leg.skin.tip("finger3-3.R")]
    # laid out straight; an arm that hangs is a little bent
    length = 0.98 * sum(float(np.linalg.norm(b - a)) for a, b in pairwise(joints))
    return vec(float(leg.hip[0]), float(joints[0][1]) - length, float(leg.hip[2]))


def _knee(leg: Leg) -> Iterator[Spot]:
    shin, thigh = leg.shin, leg.front_thigh
    c = shin.unit_cun
    eyes = (knee_eye(leg, 1), knee_eye(leg, -1))
    yield spot("ST35", eyes[0], "knee-front", "kneecap", "knee-cord", cun=c)
    yield spot("EX-LE4", eyes[1], "knee-front", "knee-cord", "knee-inner-side", "kneecap", cun=c)
    yield spot("EX-LE5", eyes, "knee-front", "kneecap", "knee-cord", cun=c)
    yield spot("EX-LE2", thigh.at(17.85, 0), "knee-front", "kneecap-top", cun=c)
    yield spot("GB33", shin.at(-1.75, 111), "knee-outer", "outer-knee-bone", "thigh-band-low",
               "outer-knee-cord", cun=c)
    yield spot("BL40", shin.at(0, 180), "knee-back", "knee-crease",
               "outer-knee-cord", "inner-knee-cord", cun=c)
    yield spot("BL39", by_cord(leg, 1, 0), "knee-back", "outer-knee-cord", "knee-crease", cun=c)
    yield spot("BL38", by_cord(leg, 1, 1), "knee-back", "outer-knee-cord",
               "knee-crease-by-cord", cun=c, guide=("knee-crease-by-cord", 1))
    yield spot("KI10", by_cord(leg, -1, 0), "knee-back", "inner-knee-cord", "knee-crease-middle",
               cun=c)
    yield spot("LR8", shin.at(-0.1, 249), "knee-inner", "knee-crease-inner",
               "inner-knee-cord-side", "kneecap", cun=c)


def front_ankle(leg: Leg) -> Place:
    """ST41: the middle of the front of the ankle, midway between the two ankle bones."""
    level = leg.ankle + UP * (OUTER_ANKLE + INNER_ANKLE) / 2
    part = leg.skin.part("lowerleg*.R", "foot.R", above=0.4)
    bones = [part.ray(level, way).xyz[0] for way in (OUTER, -OUTER)]
    level[0] = sum(bones) / 2
    return part.ray(level, FRONT + UP * 0.24)


def _front_shin(leg: Leg) -> Iterator[Spot]:
    limb = leg.shin
    c = limb.unit_cun
    st35 = knee_eye(leg, 1)

    for code, n in BESIDE_SHIN.items():
        yield spot(code, beside_shin(leg, n), "shin-front", "knee-dip-outer",
                   f"finger-beside-shin-{n}", "shin-bone", "kneecap", cun=c, guide=(st35, n))
    beside = st40(leg, 1.0)
    yield spot("ST40", beside, "leg-front", "shin-bone", "outer-ankle-bone",
               "fingers-beside-shin", cun=c, guide=("outer-ankle-bone", 8))


def _outer_shin(leg: Leg) -> Iterator[Spot]:
    limb = leg.shin
    c = limb.unit_cun
    gb34, bone = limb.at(2.0, 84), fibula_head(leg).xyz
    # From the rim of the small bone to the dip before and below it is about a thumb.
    rim = bone + unit(gb34.xyz - bone) * SMALL_BONE
    yield spot("GB34", gb34, "knee-outer", "little-bone-below-knee", cun=c,
               guide=(limb.part.near(rim, 3).nearest(rim), 1))
    small = "little-bone-below-knee"
    yield spot("EX-LE6", limb.at(4.0, 84), "knee-outer", small, cun=c, first=(small, 3),
               guide=(limb.at(4.0, 105), 1))
    edge = "outer-thin-bone-front"
    # Clearly before or behind the bone, so that the mark does not hide its edge.
    for code, n, angle in (("GB35", 7, 113), ("GB36", 7, 82), ("GB37", 5, 81), ("GB38", 4, 81),
                           ("GB39", 3, 82)):
        yield spot(code, limb.at(16 - n, angle), "leg-outer" if n > 4 else "ankle-outer",
                   "outer-ankle-bone", *(("outer-ankle-bone-front",) if n in (3, 4) else ()),
                   "outer-thin-bone-back" if angle > 98 else edge if n < 5 else f"{edge}-high",
                   cun=c, guide=("outer-ankle-bone", n))


def _inner_shin(leg: Leg) -> Iterator[Spot]:
    limb = leg.inner_shin
    c = limb.unit_cun
    bone = "inner-ankle-bone"
    # Behind the edge of the bone, so that the mark does not hide it.
    sp9, high, sp6 = limb.at(2, -101), limb.at(2, -94), limb.at(12, -111)
    bump, front = "shin-bump-inner", "shin-bone-inner-edge-high"
    yield spot("SP9", sp9, "knee-inner", bump, front, "inner-shelf-below-knee", cun=c)
    edge = {n: halfway(limb.part, high, sp6, (n - 2) / 10) for n in (5, 9)}  # the bone is straight
    yield spot("SP8", edge[5], "knee-inner", bump, front, cun=c, guide=(sp9, 3))
    for code, n, place in (("SP7", 6, edge[9]), ("SP6", 3, sp6)):
        yield spot(code, place, "ankle-inner" if n < 6 else "leg-inner",
                   "inner-ankle-bone", f"shin-bone-inner-edge{'' if n < 6 else '-high'}", cun=c,
                   guide=(bone, n))
    yield spot("LR7", limb.aside(sp9, -c), "knee-inner", bump, front, cun=c, guide=(sp9, 1))
    for code, n in (("LR5", 5), ("LR6", 7)):
        yield spot(code, limb.at(15 - n, -52), "leg-inner", "inner-ankle-bone",
                   "shin-bone-inner-edge-top", "shin-bone-front-edge", cun=c, guide=(bone, n))
    ki7, level = (inner_cord(leg, leg.shin.level(limb.spine(n))) for n in (13, 15))
    yield spot("KI7", ki7, "ankle-inner", "inner-ankle-bone", "heel-cord-edge-inner", cun=c,
               guide=(level, 2))
    edge_by_ki8 = limb.at(13, shin_inner_edge(13))
    yield spot("KI8", limb.aside(ki7, 0.5 * c), "ankle-inner", bone, "shin-bone-inner-edge-low",
               cun=c, first=(bone, 2), guide=(edge_by_ki8, 1))
    ki10, ki3 = by_cord(leg, -1, 0), limb.at(15, 222)
    yield spot("KI9", limb.on(ki3, ki10, 10), "leg-inner", "inner-ankle-hollow",
               "calf-edge-inner", cun=c, guide=("inner-ankle-hollow", 5))


def _calf(leg: Leg) -> Iterator[Spot]:
    limb = leg.shin
    c = limb.unit_cun
    for code, n in (("BL55", 2), ("BL56", 5), ("BL57", 8)):
        yield spot(code, limb.at(n, 180), "calf-back", "knee-crease-middle",
                   "calf" if n < 8 else "calf-point", cun=c, guide=("knee-crease-middle", n))
    yield spot("BL58", limb.aside(limb.at(8, 180), -c, 1), "leg-back", "calf-edge-outer",
               "calf-halfway", "knee-crease-middle", "outer-ankle-bone", cun=c)
    yield spot("BL59", limb.at(13, 132), "ankle-outer", "outer-ankle-bone",
               "achilles-tendon-outer", "ankle-halfway-outer", cun=c,
               guide=("ankle-halfway-outer", 3))
