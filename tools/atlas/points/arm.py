"""Upper arm, elbow, forearm and wrist: landmarks of the right arm, and its points.

The model stands with arms a little away from the body, elbows bent by 45 degrees and thumbs
forward. So the forearm twists a quarter turn between elbow and wrist, as in life, and the
measure along it runs from the elbow crease (0) to the wrist crease (12 cun).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from . import Marks, Spot, spot
from .frames import Limb, Part, Place, Skin, Vec, across, halfway, mix, unit

LITTLE_CORD = -61
"""The cord on the little-finger side (flexor carpi ulnaris), degrees round the wrist."""
HEART = -46
"""Beside that cord, on its thumb side, clear of its edge."""
WRIST_CREASE = 0.4
"""The crease at the palm lies this far beyond the wrist joint (cm)."""


@dataclass(frozen=True)
class Arm:
    """Directions, parts and limbs of the right arm."""

    skin: Skin

    @cached_property
    def shoulder(self) -> Vec:
        """Middle of the shoulder joint."""
        return self.skin.joint("upperarm01.R")

    @cached_property
    def elbow(self) -> Vec:
        """Middle of the elbow joint, on the axis through both epicondyles."""
        return self.skin.joint("lowerarm01.R")

    @cached_property
    def wrist(self) -> Vec:
        """Middle of the wrist joint."""
        return self.skin.joint("wrist.R")

    @cached_property
    def down(self) -> Vec:
        """Along the upper arm, towards the elbow."""
        return unit(self.elbow - self.shoulder)

    @cached_property
    def fore(self) -> Vec:
        """Along the forearm, towards the wrist."""
        return unit(self.wrist - self.elbow)

    @cached_property
    def hinge(self) -> Vec:
        """The axis on which the elbow bends, towards its outer side."""
        return unit(np.cross(self.down, self.fore))

    @cached_property
    def inside(self) -> Vec:
        """From the elbow joint into the bend, where the crease is."""
        return unit(self.fore - self.down)

    @cached_property
    def fingers(self) -> Vec:
        """From the wrist towards the middle knuckle."""
        return unit(self.skin.joint("finger3-1.R") - self.wrist)

    @cached_property
    def thumbwards(self) -> Vec:
        """At the wrist, towards the thumb side."""
        row = self.skin.joint("finger2-1.R") - self.skin.joint("finger5-1.R")
        return across(row, self.fingers)

    @cached_property
    def palm(self) -> Vec:
        """At the wrist, out of the palm side."""
        return unit(np.cross(self.thumbwards, self.fingers))

    @cached_property
    def part(self) -> Part:
        """The skin of the arm, without the trunk."""
        return self.skin.part("upperarm*.R", "lowerarm*.R", "wrist.R", "metacarpal*.R",
                              "finger*.R", above=0.5)

    @cached_property
    def around_shoulder(self) -> Part:
        """The skin over the shoulder joint, as far as collarbone and armpit."""
        return self.skin.everywhere.near(self.shoulder, 14)

    @cached_property
    def fold(self) -> float:
        """How far above the elbow joint (cm) the arm leaves the trunk: the armpit crease."""
        reach = np.arange(15.0, 24.0, 0.1)
        near = self.skin.everywhere.near(mix(self.elbow, self.shoulder, 0.75), 16)
        for d in reach:
            try:
                gap = near.ray(self.elbow - self.down * d, -self.hinge).xyz - self.elbow
                sideways = float(np.linalg.norm(gap - (gap @ self.down) * self.down))
            except LookupError:
                return float(d)
            if sideways > 7:
                return float(d)
        raise LookupError("the armpit is not found")

    @cached_property
    def upper(self) -> Limb:
        """Upper arm: armpit crease to elbow crease, 9 cun."""
        top = self.elbow - self.down * self.fold
        front = across(self.fore, self.down)
        return Limb(self.part, top, self.elbow, 9, (front, front), (self.hinge, self.hinge))

    @cached_property
    def forearm(self) -> Limb:
        """Forearm: elbow crease to wrist crease, 12 cun."""
        return Limb(
            self.part, self.elbow, self.wrist + self.fingers * WRIST_CREASE, 12,
            (across(-self.down, self.fore), self.palm), (self.hinge, self.thumbwards),
        )

    def crease(self, degrees: float) -> Place:
        """Round the elbow at its crease: 0 the middle of the bend, 90 the outer bone."""
        a = np.radians(degrees)
        out = np.cos(a) * self.inside + np.sin(a) * self.hinge
        return self.part.ray(self.elbow, out)

    def wrist_at(self, degrees: float, cun: float = 0.0) -> Place:
        """Round the wrist at its crease, or so many cun above: 0 palm, 90 thumb side."""
        return self.forearm.at(12 - cun, degrees)

    def over_shoulder(self, outer: float, up: float, front: float) -> Place:
        """Straight out from the shoulder joint to the skin."""
        return self.around_shoulder.ray(self.shoulder, np.array([-outer, up, front]))


FOLD = ((30, 2.6), (40, 2.3), (46, 0.9), (50, 0.35), (54, 0.0))
"""Degrees round the elbow, and how far beyond the crease (cm) the skin of the forearm meets that of
the upper arm in a sharp bend.
"""


def elbow_fold(arm: Arm, degrees: float) -> Place:
    """The crease of a sharply bent elbow as it is seen from the outer side: inwards of its end the
    muscle of the forearm lies over it.
    """
    beyond = float(np.interp(degrees, *zip(*FOLD, strict=True)))
    return arm.part.nearest(arm.crease(degrees).xyz + arm.fore * beyond)


def marks(skin: Skin, _known: Marks) -> Marks:
    """Landmarks of the right arm."""
    arm = Arm(skin)
    tip = arm.part.near(arm.elbow, 8).extreme(-arm.inside)
    return {
        "front-armpit-crease": arm.upper.at(0.0, -48),
        "shoulder-back-corner": back_corner(arm),
        "shoulder-muscle-edge": te13(arm, 4.4),
        "armpit-level": arm.upper.at(0.0, 40),
        "upper-arm-muscle": arm.upper.at(5.4, 4),
        "upper-arm-groove": arm.upper.at(4.4, -72),
        "upper-arm-muscle-outer-edge": arm.upper.at(6.0, 42),
        "shoulder-muscle-point": arm.upper.at(1.6, 80),
        "elbow-crease": arm.crease(-42),
        "elbow-crease-outer-end": arm.crease(54),
        "elbow-fold": elbow_fold(arm, 42),
        "elbow-crease-inner-end": arm.crease(-55),
        "elbow-cord": arm.upper.at(8.1, 3),
        "elbow-dip": arm.crease(17),
        "elbow-tip": tip,
        "outer-elbow-bone": arm.crease(100),
        "inner-elbow-bone": arm.crease(-92),
        "wrist-crease": arm.wrist_at(-35),
        "wrist-crease-middle": arm.wrist_at(11),
        "wrist-crease-by-pulse": arm.wrist_at(50),
        "wrist-crease-by-cord": arm.wrist_at(HEART),
        "wrist-crease-thumb-end": arm.wrist_at(80),
        "wrist-crease-little-end": arm.wrist_at(262),
        "back-wrist-crease": arm.wrist_at(184),
        "back-wrist-crease-little": arm.wrist_at(213),
        "thumb-side-wrist-bone": arm.wrist_at(88, 0.7),
        "wrist-bone-by-thumb": arm.wrist_at(107, 0.66),
        "little-side-wrist-bone": arm.wrist_at(232, 0.75),
        "small-round-wrist-bone": arm.wrist_at(-62, -0.35),
        "thumb-side-cord": arm.wrist_at(21, 2.7),
        "forearm-cords": between_cords(arm, 2.6),
        "middle-cord": arm.wrist_at(-1, 2.7),
        "thumb-side-cord-high": arm.wrist_at(21, 4.2),
        "middle-cord-high": arm.wrist_at(-1, 4.2),
        "little-side-cord": arm.wrist_at(LITTLE_CORD, 2.6),
        "wrist-pulse": arm.wrist_at(47, 0.2),
        "pulse-above-wrist": arm.wrist_at(37, 1.25),
        "thumb-cord-palm": arm.wrist_at(76, 0.3),
        "forearm-thumb-side": arm.forearm.at(2.6, 60),
        "forearm-little-side": arm.forearm.at(2.6, -66),
        "arm-bone-edge": arm.upper.at(6.6, 88),
        "forearm-bone-thumb": arm.forearm.at(7.6, 136),
        "forearm-bone-little": arm.forearm.at(7.6, 232),
        "forearm-bone-inner-edge": arm.forearm.at(8.1, 223),
        "wrist-thumb-side": arm.wrist_at(129, 0.5),
        "thumb-dip": thumb_dip(arm),
        "finger-cords": arm.wrist_at(173, 1.1),
        "forearm-bone-edge": bone_edge(arm, 4.5),
    }


def spots(skin: Skin, _marks: Marks) -> Iterator[Spot]:
    """The points of the right arm, shoulder tip to wrist."""
    arm = Arm(skin)
    yield from _upper_arm(arm)
    yield from _elbow(arm)
    yield from _inner_forearm(arm)
    yield from _outer_forearm(arm)


def _upper_arm(arm: Arm) -> Iterator[Spot]:
    limb = arm.upper
    c = limb.unit_cun
    fold, edge = limb.at(0, 40), 40
    for code, n in (("LU3", 3), ("LU4", 4)):
        yield spot(code, limb.at(n, edge), "upper-arm-front", "upper-arm-muscle-outer-edge",
                   "armpit-level", "front-armpit-crease", cun=c,
                   guide=(fold, n))
    yield spot("PC2", limb.at(2, 2), "upper-arm-front", "front-armpit-crease",
               "upper-arm-muscle", cun=c, guide=(limb.at(0, 2), 2))
    yield spot("HT1", armpit(arm), "flank", "armpit-fold-front", "armpit-fold-back",
               cun=c)
    yield spot("HT2", limb.at(6, -72), "elbow-inner", "elbow-crease-inner-end",
               "upper-arm-groove", cun=c, guide=("elbow-crease-inner-end", 3))
    li11, li15 = arm.crease(56), front_dip(arm)
    yield spot("LI13", limb.on(li11, li15, limb.level(li11) - 3), "upper-arm-outer",
               "elbow-crease-outer-end", "shoulder-tip", cun=c, guide=(li11, 3))
    yield spot("LI14", limb.on(li11, li15, limb.level(li11) - 7), "upper-arm-outer",
               "shoulder-muscle-point", "shoulder-tip", cun=c)
    tip, corner = olecranon(arm), arm.over_shoulder(0.35, 0.78, -0.5)
    for code, n, view in (("TE10", 1, "elbow-back"), ("TE11", 2, "elbow-back"),
                          ("TE12", 5, "upper-arm-back")):
        at = limb.on(tip, corner, limb.level(tip) - n)
        yield spot(code, at, view, "elbow-tip", cun=c, guide=(tip, n))
    yield spot("TE13", te13(arm, 3), "upper-arm-back", "shoulder-back-corner",
               "shoulder-muscle-edge", "shoulder-blade-ridge-outer", cun=c,
               guide=(back_corner(arm), 3))


def back_corner(arm: Arm) -> Place:
    """The back corner of the shoulder roof (acromial angle)."""
    return arm.over_shoulder(0.15, 0.75, -0.7)


def te13(arm: Arm, cun: float) -> Place:
    """The rear edge of the shoulder muscle, so many cun below the back corner (TE13: three)."""
    limb, corner = arm.upper, back_corner(arm)
    return limb.on(corner, limb.at(1.6, 108), limb.level(corner) + cun)


def armpit(arm: Arm) -> Place:
    """The deepest middle of the armpit: where arm and trunk meet, seen from below."""
    middle = arm.elbow - arm.down * (arm.fold + 0.6)
    near = arm.skin.everywhere.near(arm.shoulder, 16)
    return near.nearest(middle - arm.hinge * 5.5)


def thumb_dip(arm: Arm) -> Place:
    """The dip at the wrist between the two cords of the stretched thumb (LI5)."""
    return arm.wrist_at(109, 0.1)


def front_dip(arm: Arm) -> Place:
    """The dip in front of and below the outer edge of the shoulder tip (LI15)."""
    return arm.over_shoulder(0.55, 0.7, 0.46)


def olecranon(arm: Arm) -> Place:
    """The tip of the elbow: what stands out most behind the joint."""
    return arm.part.near(arm.elbow, 8).extreme(-arm.inside)


def _elbow(arm: Arm) -> Iterator[Spot]:
    c = arm.forearm.unit_cun
    lu5 = arm.crease(17)
    yield spot("LU5", lu5, "elbow-crease", "elbow-cord", "elbow-crease",
               "forearm-thumb-side", cun=c)
    yield spot("PC3", arm.crease(-12), "elbow-crease", "elbow-cord", "elbow-crease",
               "forearm-little-side", cun=c)
    yield spot("LI11", arm.crease(56), "elbow-bent", "elbow-fold", "outer-elbow-bone",
               cun=c)
    # As far in front of the edge as a finger that slides off it.
    yield spot("LI12", arm.upper.at(9 - 0.8, 77), "elbow-bent", "outer-elbow-bone",
               "arm-bone-edge", cun=c, guide=("outer-elbow-bone", 1))
    yield spot("HT3", arm.crease(-72), "elbow-inner", "inner-elbow-bone",
               "elbow-crease-inner-end", cun=c)
    groove = halfway(arm.part, olecranon(arm), arm.crease(-92))
    yield spot("SI8", groove, "elbow-inner", "elbow-tip", "inner-elbow-bone", cun=c)


def between_cords(arm: Arm, cun: float) -> Place:
    """So many cun up the line from wrist crease to elbow crease, between the two middle cords."""
    limb = arm.forearm
    low, high = limb.level(arm.wrist_at(11)), limb.level(arm.crease(-12))
    return limb.at(low + (high - low) * cun / 12, 10)


def pulse_side(arm: Arm, cun: float) -> Place:
    """So many cun up the line from the pulse at the wrist (LU9) to the elbow (LU5)."""
    return arm.forearm.between(arm.wrist_at(50), arm.crease(17), cun / 12)


def little_side(arm: Arm, cun: float) -> Place:
    """So many cun up the line from the wrist (SI5) to the elbow (SI8)."""
    elbow = halfway(arm.part, olecranon(arm), arm.crease(-92))
    return arm.forearm.between(arm.wrist_at(262), elbow, cun / 12)


def bone_edge(arm: Arm, level: float) -> Place:
    """The edge of the forearm bone, from the tip of the elbow to the wrist, so many cun down the
    forearm: SI7 lies against it.
    """
    return arm.forearm.on(olecranon(arm), arm.wrist_at(256), level)


def back_of_forearm(arm: Arm, twelfths: float) -> Place:
    """So many twelfths of the way from the wrist crease to the tip of the elbow, on the back."""
    gap, tip = arm.wrist_at(184), olecranon(arm)
    level = arm.forearm.level(tip)
    return arm.forearm.on(gap, tip, 12 + (level - 12) * twelfths / 12)


def _inner_forearm(arm: Arm) -> Iterator[Spot]:
    limb = arm.forearm
    c = limb.unit_cun
    start = "wrist-crease-middle"
    cords = (start, "thumb-side-cord", "middle-cord")
    yield spot("PC7", arm.wrist_at(11), "wrist-palm", *cords, cun=c)
    higher = (start, "thumb-side-cord-high", "middle-cord-high")
    yield spot("PC4", between_cords(arm, 5), "forearm-inner", start, "forearm-cords",
               cun=c, guide=(start, 5))
    for code, n, near in (("PC5", 3, higher), ("PC6", 2, cords)):
        yield spot(code, between_cords(arm, n), "wrist-palm", *near, cun=c, guide=(start, n))
    inner = between_cords(arm, 4)
    yield spot("EX-UE2", (inner, limb.at(limb.level(inner), 31)), "wrist-palm", "thumb-side-cord",
               start, cun=c, guide=(start, 4))
    lu9 = arm.wrist_at(50)
    yield spot("LU6", pulse_side(arm, 7), "forearm-inner", "elbow-cord", "elbow-dip",
               "wrist-pulse", cun=c, guide=("elbow-dip", 5))
    yield spot("LU7", arm.wrist_at(86, 1.5), "wrist-thumb-side",
               "thumb-side-wrist-bone", "wrist-crease-thumb-end", cun=c,
               guide=("wrist-crease-thumb-end", 1.5))
    yield spot("LU8", arm.wrist_at(54, 1), "wrist-palm", "thumb-side-wrist-bone",
               "wrist-crease-by-pulse", "pulse-above-wrist", cun=c,
               guide=("wrist-crease-by-pulse", 1))
    yield spot("LU9", lu9, "wrist-palm", "wrist-crease",
               "wrist-pulse", "thumb-cord-palm", cun=c)
    crease = "wrist-crease-by-cord"
    for code, half in (("HT4", 1.5), ("HT5", 1.0), ("HT6", 0.5)):
        yield spot(code, arm.wrist_at(HEART, half), "wrist-palm-little", "little-side-cord",
                   crease, "small-round-wrist-bone", cun=c, guide=(crease, half))
    yield spot("HT7", arm.wrist_at(HEART), "wrist-palm-little", "small-round-wrist-bone",
               "little-side-cord", "wrist-crease-middle", cun=c)


def _outer_forearm(arm: Arm) -> Iterator[Spot]:
    limb = arm.forearm
    c = limb.unit_cun
    li5, li11 = thumb_dip(arm), arm.crease(56)
    yield spot("LI5", li5, "hand-thumb-side", "thumb-cords", "wrist-bone-by-thumb",
               "thumb-cord-other", cun=c)
    end = "elbow-crease-outer-end"
    for code, n in (("LI6", 3), ("LI7", 5)):
        yield spot(code, limb.between(li5, li11, n / 12), "elbow-outer", "thumb-dip", end, cun=c,
                   guide=("thumb-dip", n))
    for code, n in (("LI8", 4), ("LI9", 3)):
        yield spot(code, limb.between(li11, li5, n / 12), "elbow-outer", end, "wrist-thumb-side",
                   cun=c, guide=(li11, n))
    yield spot("LI10", limb.between(li11, li5, 2 / 12), "elbow-bent", end, cun=c, guide=(li11, 2))
    te4, tip = arm.wrist_at(193), olecranon(arm)
    yield spot("TE4", te4, "wrist-back", "finger-cords", "hand-groove", "back-wrist-crease",
               cun=c)
    gap = arm.wrist_at(184)
    for code, n in (("TE5", 2), ("TE6", 3), ("TE8", 4)):
        yield spot(code, limb.on(gap, tip, 12 - n), "wrist-back", "back-wrist-crease",
                   "little-side-wrist-bone", "forearm-bone-thumb", "forearm-bone-little", cun=c,
                   guide=("back-wrist-crease", n))
    little = "back-wrist-crease-little"
    yield spot("TE7", arm.wrist_at(212, 3), "wrist-back", little, "little-side-wrist-bone",
               "forearm-bone-inner-edge", cun=c, guide=(little, 3))
    below = limb.on(gap, tip, limb.level(tip) + 5)
    yield spot("TE9", below, "forearm-outer", "elbow-tip", "back-wrist-crease",
               cun=c, guide=("elbow-tip", 5))
    yield spot("SI5", arm.wrist_at(262, -0.15), "hand-little-side", "little-side-wrist-bone",
               cun=c)
    yield spot("SI6", arm.wrist_at(214, 1), "wrist-back", "little-side-wrist-bone",
               little, cun=c, guide=(little, 1))
    yield spot("SI7", little_side(arm, 5), "forearm-little-side", "wrist-crease-little-end",
               "little-side-wrist-bone", "elbow-tip", "forearm-bone-edge", cun=c,
               guide=("wrist-crease-little-end", 5))
