"""Ankle, foot and toes: landmarks of the right foot, and its points.

A foot is measured along its length from the back of the heel (0) to the longest toe (1), and
across it from its inner edge (0) to its outer edge (1). Bones are straight lines in that grid.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from . import Marks, Spot, spot
from .frames import Part, Place, Skin, Vec, across, mix, unit, vec
from .leg import FRONT, OUTER, UP, Leg, front_ankle, inner_cord

USUAL_LENGTH = 24.605368
"""From heel to toes on the usual body, cm."""
BASES = {1: (0.485, 0.16), 2: (0.452, 0.31), 3: (0.447, 0.45), 4: (0.427, 0.60), 5: (0.395, 0.76)}
"""Where foot bones begin: share of the length, share of the width."""
HEADS = {1: (0.735, 0.13), 2: (0.735, 0.40), 3: (0.718, 0.57), 4: (0.69, 0.74), 5: (0.65, 0.885)}
"""Where they end, at the joints with the toes."""
TUBEROSITY = 0.355
"""The bony bump at the middle of the outer edge: share of the length."""
NAVICULAR = 0.365
"""The bony bump of the inner arch: share of the length."""
NAIL = {1: (0.62, 0.68, 0.62), **dict.fromkeys((2, 3, 4, 5), (0.5, 0.36, 0.32))}
"""A toenail: where its middle lies, as a share of the end bone; half its width and height, cm."""
CORNER = (0.92, 0.95)
"""The corner of a nail's root, as shares of half its width and height."""
HALVED = 2.0
"""How far the mark of a halved way reaches to both sides beside an ankle bone, cm."""
HAIR = 0.13
"""A tenth of a finger's cun to both sides, cm."""
TOE_CORDS = 21.0
"""From ST41 round to the first of the cords that lift the toes, degrees: with a gap beside it."""
SOLE_EDGE = 1.5
"""How high the skin of the sole reaches at the side of the heel (cm)."""


@dataclass(frozen=True)
class Foot:
    """Directions, grid and parts of the right foot."""

    skin: Skin

    @cached_property
    def leg(self) -> Leg:
        """The leg that it ends."""
        return Leg(self.skin)

    @cached_property
    def part(self) -> Part:
        """The skin of foot and ankle."""
        return self.skin.part("foot.R", "toe*.R", "lowerleg02.R")

    @cached_property
    def ends(self) -> tuple[float, float]:
        """How far back the heel and how far forward the toes reach (z, cm)."""
        low = self.part.where(self.part.centres[:, 1] < 6)
        return float(low.extreme(-FRONT).xyz[2]), float(low.extreme(FRONT).xyz[2])

    def cut(self, length: float) -> Vec:
        """The ring of skin across the foot at a share of its length, shape (k, 3)."""
        heel, toes = self.ends
        here = mix(self.leg.ankle, self.leg.ankle, 0.0)
        here[2] = heel + (toes - heel) * length
        ring = self.part.ring(here, FRONT).ends.reshape(-1, 3)
        return ring[ring[:, 1] < 6.5]

    def inside(self, length: float, width: float, height: float = 0.45) -> Vec:
        """A position in the foot by its shares; height of the edge's own."""
        cut = self.cut(length)
        inner, outer = cut[:, 0].max(), cut[:, 0].min()
        x = inner + (outer - inner) * width
        column = cut[np.abs(cut[:, 0] - x) < 0.8]
        low = float(column[:, 1].min())
        return vec(float(x), low + 2.8 * height, float(cut[:, 2].mean()))

    def on_top(self, length: float, width: float) -> Place:
        """On the top of the foot."""
        return self.part.ray(self.inside(length, width), UP)

    def on_sole(self, length: float, width: float) -> Place:
        """On the sole."""
        return self.part.ray(self.inside(length, width), -UP)

    def on_edge(self, length: float, side: int, height: float) -> Place:
        """On the inner (-1) or outer (1) side, at a height in cm above the ground."""
        middle = self.inside(length, 0.5)
        middle[1] = height
        return self.part.ray(middle, OUTER * side)

    def bone(self, number: int, share: float) -> tuple[float, float]:
        """A share of the way along a foot bone."""
        (a, b), (c, d) = BASES[number], HEADS[number]
        return a + (c - a) * share, b + (d - b) * share

    def groove(self, first: int, length: float) -> Place:
        """On top, between a foot bone and the next one outwards, at a share of the length."""
        widths = []
        for number in (first, first + 1):
            (a, b), (c, d) = BASES[number], HEADS[number]
            widths.append(b + (d - b) * (length - a) / (c - a))
        return self.on_top(length, sum(widths) / 2)

    def share(self, cm: float) -> float:
        """Centimetres as a share of the length."""
        heel, toes = self.ends
        return cm / (toes - heel)

    @property
    def bases_meet(self) -> float:
        """Where the foot bones of the first two toes meet: share of the length."""
        return max(BASES[1][0], BASES[2][0])

    def sole_line(self, part: float) -> tuple[float, float]:
        """A share of the way on the sole from the heel (0) to the web of toes 2 and 3 (1)."""
        length = self.share(float(self.web(2).xyz[2]) - self.ends[0])
        at = (self.bone(2, 0.5)[1] + self.bone(3, 0.5)[1]) / 2
        ends = (self.bone(2, 1.0)[1] + self.bone(3, 1.0)[1]) / 2
        return length * part, float(np.interp(part, (0, 2 / 3, 1), (0.5, at, ends)))

    @cached_property
    def size(self) -> float:
        """How large the foot is beside the usual one."""
        heel, toes = self.ends
        return (toes - heel) / USUAL_LENGTH

    def toe(self, number: int) -> Toe:
        """One toe: 1 is the big one."""
        return Toe(self, number)

    def web(self, first: int) -> Place:
        """The edge of the web between a toe and the next one outwards, from above."""
        a, b = self.toe(first), self.toe(first + 1)
        root, tip = mix(a.joint(1), b.joint(1), 0.5), mix(a.joint(2), b.joint(2), 0.5)
        edge = self.groove(first, HEADS[first][0])
        for share in np.arange(-0.8, 1.6, 0.02):
            at = mix(root, tip, share)
            try:
                found = self.part.ray(vec(at[0], 12, at[2]), -UP, outside=True)
            except LookupError:
                break
            if found.xyz[1] < 1.85:
                break
            edge = found
        return edge

    def ankle_bone(self, side: int) -> Place:
        """The tip of the outer (1) or inner (-1) ankle bone."""
        limb = self.leg.shin if side > 0 else self.leg.inner_shin
        return limb.at(limb.cun, 101 if side > 0 else -82)

    def heel_cord(self, height: float) -> Place:
        """The back of the Achilles tendon at a height (cm)."""
        middle = self.leg.ankle.copy()
        middle[1] = height
        return self.part.ray(middle, -FRONT)

    def behind_ankle(self, side: int, share: float = 0.5) -> Place:
        """The hollow midway between the tip of an ankle bone and the Achilles tendon, or another
        share of the way. On the inner side the way ends just behind the tendon's front edge.
        """
        bone = self.ankle_bone(side)
        cord = self.heel_cord(float(bone.xyz[1]))
        if side < 0:
            cord = inner_cord(self.leg, self.leg.shin.level(bone), behind=7)
        middle = self.leg.ankle.copy()
        middle[1] = bone.xyz[1]
        middle[2] = bone.xyz[2] + (cord.xyz[2] - bone.xyz[2]) * share
        return self.part.ray(middle, OUTER * side)

    def below(self, place: Place, down: float, side: int) -> Place:
        """Straight below a place on one side of the foot, so many cm."""
        middle = self.leg.ankle.copy()
        middle[1], middle[2] = place.xyz[1] - down, place.xyz[2]
        return self.part.ray(middle, OUTER * side)

    def beside(self, z: float, y: float, side: int) -> Place:
        """On a side of the ankle, by position (cm)."""
        return self.part.ray(vec(float(self.leg.ankle[0]), y, z), OUTER * side)


@dataclass(frozen=True)
class Toe:
    """One toe."""

    foot: Foot
    number: int

    @property
    def last(self) -> int:
        """The number of its end bone."""
        return 2 if self.number == 1 else 3

    def joint(self, joint: int) -> Vec:
        """Joint 1 is where it leaves the foot; after the last comes its end."""
        if joint > self.last:
            return self.foot.skin.tip(f"toe{self.number}-{self.last}.R")
        return self.foot.skin.joint(f"toe{self.number}-{joint}.R")

    @cached_property
    def part(self) -> Part:
        """The skin of this toe alone."""
        return self.foot.skin.part(f"toe{self.number}-*.R", above=0.5)

    @property
    def along(self) -> Vec:
        """The way its end bone points."""
        return unit(self.joint(self.last + 1) - self.joint(self.last))

    @property
    def nail(self) -> Place:
        """The middle of its nail."""
        inside = mix(self.joint(self.last), self.joint(self.last + 1), NAIL[self.number][0])
        up = across(UP, self.along)
        return self.part.ray(inside + up * 3, -up, outside=True)

    def by_nail(self, side: int, off: float = HAIR) -> Place:
        """At a corner of the nail's root, or so many cm off it to both sides: side 1 the outer
        corner, -1 the inner one.
        """
        _, wide, tall = NAIL[self.number]
        out = unit(across(OUTER, self.along)) * side
        way = (out * (CORNER[0] * wide + off) - self.along * (CORNER[1] * tall + off))
        xyz = self.nail.xyz + way * self.foot.size
        return self.part.ray(xyz + across(UP, self.along) * 3, -across(UP, self.along),
                             outside=True)


def marks(skin: Skin, _known: Marks) -> Marks:
    """Landmarks of the right foot."""
    foot = Foot(skin)
    outer, inner = foot.ankle_bone(1), foot.ankle_bone(-1)
    height = float(outer.xyz[1])
    cord = float(foot.heel_cord(height + 1.6).xyz[2])
    names = {1: "big-toe", 2: "second-toe", 3: "third-toe", 4: "fourth-toe", 5: "little-toe"}
    found = {f"{name}-nail": foot.toe(n).nail for n, name in names.items()}
    found |= {f"{names[n]}-joint": foot.on_top(*HEADS[n]) for n in names}
    return found | {
        "outer-ankle-bone": outer,
        "inner-ankle-bone": inner,
        "outer-ankle-bone-edge": foot.beside(float(outer.xyz[2]) + 1.2,
                                             float(outer.xyz[1]) - 1.2, 1),
        "inner-ankle-bone-edge": foot.beside(float(inner.xyz[2]) + 1.2,
                                             float(inner.xyz[1]) - 1.2, -1),
        "outer-ankle-bone-front": foot.beside(float(outer.xyz[2]) + 1.6,
                                              float(outer.xyz[1]) + 0.5, 1),
        "toe-cords": toe_cord(foot)[1],
        "toe-cords-front": foot.leg.shin.at(
            foot.leg.shin.level(front_ankle(foot.leg)) - 1.0,
            foot.leg.shin.angle(front_ankle(foot.leg)) + TOE_CORDS),
        "achilles-tendon": foot.heel_cord(height + 1.6),
        # above the way to it, where a label has room beside the foot
        "achilles-tendon-outer": foot.beside(cord + 0.5, height + 1.6, 1),
        "achilles-tendon-inner": foot.behind_ankle(-1, 1.0),
        "heel": foot.heel_cord(2.6),
        "heel-bone-inner": foot.below(heel_bone(foot)[1], 1.3, -1),
        "ankle-halfway": foot.behind_ankle(-1),
        "ankle-halfway-outer": foot.behind_ankle(1),
        "inner-ankle-hollow": foot.behind_ankle(-1),
        "heel-sole": foot.on_sole(0.015, 0.5),
        "toe-web-sole": foot.on_sole(*foot.sole_line(1.0)),
        "foot-bones-meet": foot.groove(1, foot.bases_meet + foot.share(1.0)),
        "little-foot-bones-meet": foot.groove(4, BASES[4][0] + foot.share(0.2)),
        "sole-third": foot.on_sole(*sole_third(foot, 0.9)),
        "toe-webs": before_web(foot, 2),
        "big-toe-web": before_web(foot, 1),
        "little-toe-web": before_web(foot, 4),
        "second-toe-bone": foot.on_top(*foot.bone(2, 0.45)),
        "big-toe-joint-side": foot.on_edge(HEADS[1][0], -1, 2.2),
        "little-toe-joint-side": foot.on_edge(HEADS[5][0], 1, 1.8),
        "outer-foot-bump": foot.on_edge(TUBEROSITY, 1, 2.4),
        "inner-foot-bump": foot.on_edge(NAVICULAR, -1, 4.6),
        "big-toe-bone-base": foot.on_edge(BASES[1][0] - foot.share(0.45), -1, 3.2),
        "front-ankle-cord": foot.leg.skin.everywhere.near(front_ankle(foot.leg).xyz, 6).nearest(
            front_ankle(foot.leg).xyz + vec(1.1, 0.2, 0.0)),
        "front-ankle-crease": front_ankle(foot.leg),
        "front-ankle-crease-end": foot.leg.shin.at(
            foot.leg.shin.level(front_ankle(foot.leg)) - 0.06,
            foot.leg.shin.angle(front_ankle(foot.leg)) + 40),
    }


def before_ankle_bone(foot: Foot) -> Place:
    """GB40: the dip before and below the outer ankle bone, about two fingers from its peak."""
    _, y, z = (float(v) for v in foot.ankle_bone(1).xyz)
    c = foot.leg.shin.unit_cun
    return foot.beside(z + 1.05 * c, y - 0.76 * c, 1)


def spots(skin: Skin, _marks: Marks) -> Iterator[Spot]:
    """The points of the right foot."""
    foot = Foot(skin)
    yield from _outer_ankle(foot)
    yield from _inner_ankle(foot)
    yield from _top(foot)
    yield from _edges(foot)
    yield from _toes(foot)


def _outer_ankle(foot: Foot) -> Iterator[Spot]:
    c = foot.leg.shin.unit_cun
    bone, bl60 = foot.ankle_bone(1), foot.behind_ankle(1)
    y = float(bone.xyz[1])
    yield spot("BL60", bl60, "ankle-outer", "outer-ankle-bone", "achilles-tendon-outer",
               "ankle-halfway-outer", cun=c)
    yield spot("BL62", foot.below(bone, 2.3, 1), "ankle-outer", "outer-ankle-bone", cun=c)
    yield spot("BL61", foot.below(bl60, y - SOLE_EDGE, 1), "ankle-outer", "ankle-halfway-outer",
               "outer-ankle-bone", "achilles-tendon-outer", cun=c)
    yield spot("GB40", before_ankle_bone(foot), "ankle-outer", "outer-ankle-bone", "toe-cords",
               cun=c, guide=(bone, 1.5))
    yield spot("EX-LE9", bone, "ankle-outer", "outer-ankle-bone-edge", cun=c)


def _inner_ankle(foot: Foot) -> Iterator[Spot]:
    c = foot.leg.inner_shin.unit_cun
    bone, ki3 = foot.ankle_bone(-1), foot.behind_ankle(-1)
    yield spot("KI3", ki3, "ankle-inner", "inner-ankle-bone", "achilles-tendon-inner",
               "ankle-halfway", cun=c)
    yield spot("KI4", ki4(foot), "ankle-inner", "achilles-tendon-inner", "heel-bone-inner",
               "inner-ankle-bone", cun=c)
    yield spot("KI5", foot.below(ki3, c, -1), "ankle-inner", "inner-ankle-bone", "ankle-halfway",
               "achilles-tendon-inner", cun=c, guide=("ankle-halfway", 1))
    yield spot("KI6", foot.below(bone, c, -1), "ankle-inner", "inner-ankle-bone", cun=c,
               guide=(bone, 1))
    bump = foot.on_edge(NAVICULAR, -1, 4.6)
    midway = mix(bump.xyz, bone.xyz, 0.5)
    sp5 = foot.beside(float(midway[2]), float(midway[1]), -1)
    yield spot("SP5", sp5, "ankle-inner", "inner-ankle-bone", "inner-foot-bump", cun=c)
    st41 = front_ankle(foot.leg)
    yield spot("ST41", st41, "ankle-front", "front-ankle-cord", "toe-cords-front",
               "front-ankle-crease-end", cun=c)
    middle = foot.leg.ankle.copy()
    halfway = mix(sp5.xyz, st41.xyz, 0.455)
    middle[1] = halfway[1]
    yield spot("LR4", foot.part.ray(middle, halfway - middle), "ankle-front", "front-ankle-cord",
               "inner-ankle-bone", cun=c)
    yield spot("EX-LE8", bone, "ankle-inner", "inner-ankle-bone-edge", cun=c)


def _top(foot: Foot) -> Iterator[Spot]:
    c = foot.leg.shin.unit_cun
    yield spot("ST42", foot.on_top(BASES[2][0] + foot.share(0.4), BASES[2][1] + 0.015), "foot-top",
               "second-toe-bone", cun=c)
    yield spot("LR3", foot.groove(1, foot.bases_meet + foot.share(2.0)),
               "foot-top", "big-toe-web", "foot-bones-meet", cun=c)
    yield spot("GB41", gb41(foot), "foot-outer", "little-foot-bones-meet", "little-toe-web", cun=c,
               guide=("little-toe-web", 3))
    yield spot("ST43", foot.groove(2, HEADS[2][0] - foot.share(1.3)), "foot-top",
               "second-toe-joint", "toe-webs", cun=c)
    yield spot("GB42", foot.groove(4, HEADS[4][0] - foot.share(1.2)), "foot-top",
               "fourth-toe-joint", "little-toe-web", cun=c)
    for code, first, near in (("LR2", 1, ("big-toe-web",)),
                              ("ST44", 2, ("toe-webs",)),
                              ("GB43", 4, ("little-toe-web",))):
        yield spot(code, behind_web(foot, first), "foot-top", *near, cun=c)
    yield spot("EX-LE10", tuple(behind_web(foot, n) for n in (1, 2, 3, 4)), "foot-top",
               "toe-webs", cun=c)


def gb41(foot: Foot) -> Place:
    """In the gap just past the meeting of the fourth and fifth foot bones, outside the little
    toe's cord.
    """
    length = BASES[4][0] + foot.share(1.0)
    (a, b), (c, d) = BASES[5], HEADS[5]
    fifth = b + (d - b) * (length - a) / (c - a)
    return foot.on_top(length, fifth - 0.075)


def ki4(foot: Foot) -> Place:
    """Before the Achilles tendon where it meets the heel bone, a little below the ankle bone."""
    low = float(foot.ankle_bone(-1).xyz[1]) - 1.8 * foot.size
    cord = float(foot.heel_cord(low).xyz[2]) + 2.65 * foot.size
    behind = float(foot.behind_ankle(-1).xyz[2]) - 0.3 * foot.size  # of KI3, whatever the heel
    return foot.beside(min(cord, behind), low, -1)


def heel_bone(foot: Foot) -> list[Place]:
    """The upper edge of the heel bone on the inner side: from the cord forward, a finger's half
    breadth below KI4.
    """
    at = ki4(foot).xyz
    return [foot.beside(float(at[2]) + ahead, float(at[1]) - down, -1)
            for ahead, down in ((-2.0, 0.5), (-1.0, 0.95), (0.3, 1.3), (1.8, 1.75), (3.4, 2.7))]


def sole_third(foot: Foot, cm: float) -> tuple[float, float]:
    """A third of the way from the web of toes 2 and 3 to the heel, so many cm to the inner side."""
    length, width = foot.sole_line(2 / 3)
    cut = foot.cut(length)
    return length, width - cm / float(np.ptp(cut[:, 0]))


def toe_cord(foot: Foot) -> list[Place]:
    """The outer one of the cords that lift the toes: over the ankle and on to the fourth toe."""
    shin, front = foot.leg.shin, front_ankle(foot.leg)
    level, middle = shin.level(front), shin.angle(front)
    return [*(shin.at(level - c, middle + 24) for c in (3.0, 1.0)),
            *(foot.on_top(*p) for p in ((0.36, 0.62), (0.46, 0.66), (0.60, 0.70)))]


def before_web(foot: Foot, first: int) -> Place:
    """In the cleft between two toes, where the web begins."""
    near = foot.part.near(foot.web(first).xyz, 2.5)
    return near.nearest(foot.web(first).xyz + FRONT * 0.7)


def behind_web(foot: Foot, first: int) -> Place:
    """On top, just behind the edge of a toe web."""
    behind = foot.web(first).xyz - FRONT * 0.12
    try:
        return foot.part.ray(behind * vec(1, 0, 1) + UP * 12, -UP, outside=True)
    except LookupError:  # just between two triangles
        return foot.part.ray(behind * vec(1, 0, 1) + vec(0.01, 12, 0), -UP, outside=True)


def _edges(foot: Foot) -> Iterator[Spot]:
    c = foot.leg.shin.unit_cun
    head, base = HEADS[1][0], BASES[1][0]
    ball = "big-toe-joint-side"
    for code, length, height, near in (
        ("SP2", head + foot.share(1.5), 1.9, (ball,)),
        ("SP3", head - foot.share(1.5), 2.2, (ball,)),
        ("SP4", base + foot.share(1.0), 2.6, (ball, "big-toe-bone-base")),
        ("KI2", NAVICULAR, 2.8, ("inner-foot-bump", "inner-ankle-bone")),
    ):
        yield spot(code, foot.on_edge(length, -1, height), "foot-inner", *near, cun=c)
    outer = HEADS[5][0]
    bump = "outer-foot-bump"
    for code, length, height, near in (
        ("BL63", TUBEROSITY - foot.share(1.6), 2.8, (bump,)),
        ("BL64", TUBEROSITY + foot.share(1.5), 2.0, (bump, "little-toe-joint-side")),
        ("BL65", outer - foot.share(1.3), 1.7, ("little-toe-joint-side",)),
        ("BL66", outer + foot.share(1.5), 1.5, ("little-toe-joint-side",)),
    ):
        yield spot(code, foot.on_edge(length, 1, height), "foot-outer", *near, cun=c)
    yield spot("KI1", foot.on_sole(*foot.sole_line(2 / 3)), "sole", "toe-web-sole", "sole-third",
               "heel-sole", cun=c)


def _toes(foot: Foot) -> Iterator[Spot]:
    c = foot.leg.shin.unit_cun
    for code, number, side, near in (
        ("SP1", 1, -1, "big-toe-nail"), ("LR1", 1, 1, "big-toe-nail"),
        ("ST45", 2, 1, "second-toe-nail"), ("GB44", 4, 1, "fourth-toe-nail"),
        ("BL67", 5, 1, "little-toe-nail"),
    ):
        yield spot(code, foot.toe(number).by_nail(side), "toes", near, cun=c)
