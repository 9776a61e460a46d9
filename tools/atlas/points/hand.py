"""Hand and fingers: landmarks of the right hand, and its points.

A hand is measured from the middle of the wrist joint: so many centimetres towards the fingers,
so many towards the thumb side. Hand bones are straight lines from base to knuckle; a finger is
the chain of its joints, with its back where its nail is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..pose import bone_axis
from . import Marks, Spot, spot
from .arm import WRIST_CREASE, Arm
from .frames import Part, Place, Skin, Vec, across, mix, unit

USUAL_LENGTH = 10.838899
"""From the wrist joint to the joint of the middle finger on the usual body, cm."""
KNUCKLE = {2: 1.2, 3: 1.2, 4: 1.1, 5: 0.5}
"""The head of a hand bone lies this far before the model's finger joint (cm): the web of a
hand ends about half-way along the first finger bone, and the model bends nearer to it."""
HEAD_REAR = 0.45
"""From the middle of the head of the index hand bone to its end towards the wrist, cm."""
BASES = {2: (3.3, 1.45), 3: (3.4, 0.35), 4: (3.4, -0.75), 5: (3.2, -1.7)}
"""Where hand bones begin: cm towards the fingers, cm towards the thumb side."""
NAIL = {1: 0.66, 2: 0.58, 3: 0.58, 4: 0.6, 5: 0.7}
"""The root of a nail lies at this share of the end bone."""
NAIL_SIZE = {1: (0.74, 0.78), 2: (0.54, 0.6), 3: (0.54, 0.6), 4: (0.54, 0.6), 5: (0.45, 0.5)}
"""Half the width and height of a nail, cm."""
THUMB_TURN = -0.45
"""The thumb's nail looks further away from its hinge than other nails: tangent of the turn."""


@dataclass(frozen=True)
class Finger:
    """One finger: 1 is the thumb, 5 the little one."""

    hand: Hand
    number: int

    def joint(self, joint: int) -> Vec:
        """Joint 1 is the knuckle at its root, 4 the end of its last bone."""
        if joint == 4:
            return self.hand.skin.tip(f"finger{self.number}-3.R")
        return self.hand.skin.joint(f"finger{self.number}-{joint}.R")

    @cached_property
    def part(self) -> Part:
        """The skin of this finger alone."""
        return self.hand.skin.part(f"finger{self.number}-*.R", above=0.5)

    def along(self, bone: int) -> Vec:
        """The way one of its bones points."""
        return unit(self.joint(bone + 1) - self.joint(bone))

    def back(self, bone: int) -> Vec:
        """Out of the side of one of its bones that bears the nail."""
        hinge = bone_axis(self.hand.skin.body, f"finger{self.number}-{bone}.R", "flex")
        out = unit(np.cross(self.along(bone), hinge))
        turned = out + THUMB_TURN * np.cross(out, self.along(bone))
        return unit(turned) if self.number == 1 else out

    def thumb_side(self, bone: int) -> Vec:
        """Out of the radial side: towards the thumb, or for the thumb away from the fingers."""
        side = np.cross(self.back(bone), self.along(bone))
        wanted = self.hand.palm if self.number == 1 else self.hand.thumbwards
        return unit(side if side @ wanted > 0 else -side)

    def middle(self, bone: int, share: float) -> Vec:
        """The middle of the finger, a share of the way along a bone."""
        on_bone = mix(self.joint(bone), self.joint(bone + 1), share)
        cut = self.part.ring(on_bone, self.along(bone)).ends.reshape(-1, 3)
        return np.asarray((cut.min(axis=0) + cut.max(axis=0)) / 2)

    def at(self, bone: int, share: float, direction: Vec) -> Place:
        """From a share of the way along a bone straight out to the skin."""
        return self.part.ray(self.middle(bone, share), across(direction, self.along(bone)))

    @property
    def nail(self) -> Place:
        """The middle of its nail."""
        length = float(np.linalg.norm(self.joint(4) - self.joint(3)))
        tall = NAIL_SIZE[self.number][1] * self.hand.size
        return self.at(3, NAIL[self.number] + tall / length * 0.8, self.back(3))

    def beside_nail(self, side: int) -> Place:
        """Just off a corner of the nail's root: side 1 the thumb side, -1 the other."""
        wide, tall = NAIL_SIZE[self.number]
        way = (self.thumb_side(3) * side * (0.85 * wide + 0.08)
               - self.along(3) * (0.8 * tall + 0.13))
        xyz = self.nail.xyz + way * self.hand.size
        return self.part.near(xyz, 2.0).nearest(xyz + self.back(3) * 0.1)

    @property
    def tip(self) -> Place:
        """The end of the finger, a little to the side of its pad."""
        pad = self.hand.palm if self.number == 1 else -self.back(3)
        return self.part.extreme(unit(self.along(3) + pad * 0.9))


@dataclass(frozen=True)
class Hand:
    """Directions and parts of the right hand."""

    skin: Skin

    @cached_property
    def arm(self) -> Arm:
        """The arm that it ends."""
        return Arm(self.skin)

    @property
    def fingers(self) -> Vec:
        """Towards the middle knuckle."""
        return self.arm.fingers

    @property
    def thumbwards(self) -> Vec:
        """Towards the thumb side."""
        return self.arm.thumbwards

    @property
    def palm(self) -> Vec:
        """Out of the palm."""
        return self.arm.palm

    @cached_property
    def part(self) -> Part:
        """The skin of hand and wrist."""
        return self.skin.part("wrist.R", "metacarpal*.R", "finger*.R", "lowerarm02.R")

    @property
    def cun(self) -> float:
        """One cun of the forearm, which is about the width of the thumb."""
        return self.arm.forearm.unit_cun

    def finger(self, number: int) -> Finger:
        """One finger."""
        return Finger(self, number)

    @cached_property
    def size(self) -> float:
        """How large the hand is beside the usual one, by which all its centimetres are said."""
        way = self.skin.joint("finger3-1.R") - self.arm.wrist
        return float(np.linalg.norm(way)) / USUAL_LENGTH

    def inside(self, far: float, thumb: float, palm: float = 0.0) -> Vec:
        """A position in the hand: cm (of the usual hand) from the wrist joint fingerwards,
        thumbwards, palmwards.
        """
        way = self.fingers * far + self.thumbwards * thumb + self.palm * palm
        return self.arm.wrist + way * self.size

    def local(self, xyz: Vec) -> tuple[float, float, float]:
        """The same three numbers for a position."""
        d = (xyz - self.arm.wrist) / self.size
        return float(d @ self.fingers), float(d @ self.thumbwards), float(d @ self.palm)

    def head(self, number: int) -> tuple[float, float]:
        """The knuckle end of a hand bone: cm fingerwards and thumbwards."""
        far, thumb, _ = self.local(self.finger(number).joint(1))
        return far - KNUCKLE[number], thumb

    def bone(self, number: int, share: float) -> tuple[float, float]:
        """A share of the way along a hand bone from its base to its head."""
        (a, b), (c, d) = BASES[number], self.head(number)
        return a + (c - a) * share, b + (d - b) * share

    def groove(self, first: int, far: float) -> float:
        """Between a hand bone and the next one towards the little finger: cm thumbwards."""
        sides = []
        for number in (first, first + 1):
            (a, b), (c, d) = BASES[number], self.head(number)
            sides.append(b + (d - b) * (far - a) / (c - a))
        return sum(sides) / 2

    def thumb_bone(self, share: float) -> Vec:
        """A share of the way along the hand bone of the thumb, from its base to its head, in the
        middle of the hand. The model's first joint of the thumb lies short of both.
        """
        head = mix(self.finger(1).joint(2), self.finger(1).joint(3), 0.16)
        return mix(self.inside(2.4, 2.0, 0.2), head, share)

    @cached_property
    def meeting(self) -> tuple[float, float]:
        """Where the bases of thumb and index hand bone part: cm fingerwards and thumbwards."""
        far, thumb, _ = self.local(self.finger(1).joint(1))
        (a, b), (c, d) = BASES[2], self.head(2)
        return far, (thumb + b + (d - b) * (far - a) / (c - a)) / 2

    def on_back(self, far: float, thumb: float) -> Place:
        """On the back of the hand."""
        return self.part.ray(self.inside(far, thumb, 0.3), -self.palm)

    def in_palm(self, far: float, thumb: float) -> Place:
        """In the palm."""
        return self.part.ray(self.inside(far, thumb, 0.3), self.palm)

    def knuckle(self, number: int) -> Place:
        """The knuckle, on the back of the hand."""
        return self.on_back(*self.head(number))

    def web(self, first: int) -> Place:
        """The edge of the web between a finger and the next one towards the little finger."""
        a, b = self.finger(first), self.finger(first + 1)
        root, tip = (mix(a.joint(i), b.joint(i), 0.5) for i in (1, 2))
        palm = -unit(a.back(1) + b.back(1))
        edge = self.knuckle(first)
        for share in np.arange(-0.6, 1.0, 0.02):
            try:
                edge = self.part.ray(mix(root, tip, share) + palm * 6, palm * -1, outside=True)
            except LookupError:
                break
        return edge

    @property
    def thumb_web(self) -> Place:
        """The edge of the web between thumb and index finger."""
        inner, outer = self.inside(*self.bone(2, 0.35)), self.finger(1).joint(2)
        return self.part.ray(mix(inner, outer, 0.5), self.inside(*self.head(2)) - inner)


def marks(skin: Skin, _known: Marks) -> Marks:
    """Landmarks of the right hand."""
    hand = Hand(skin)
    names = {1: "thumb", 2: "index", 3: "middle", 4: "ring", 5: "little"}
    found = {f"{names[n]}-knuckle": hand.knuckle(n) for n in (2, 3, 4, 5)}
    for n, name in names.items():
        finger = hand.finger(n)
        found[f"{name}-fingertip" if n > 1 else "thumb-tip"] = finger.part.extreme(finger.along(3))
        found[f"{name}-nail"] = finger.nail
    return found | {
        "thumb-bulge": hand.on_back(valley(hand)[0] - 0.9, valley(hand)[1] + 0.7),
        "thumb-web": hand.thumb_web,
        "thumb-cords": hand.arm.wrist_at(137, -0.65),
        "thumb-cord-other": hand.part.ray(hand.inside(2.4, 2.2), hand.thumbwards + hand.palm * 0.5),
        "thumb-hand-bone": hand.part.ray(hand.thumb_bone(0.6), hand.thumbwards),
        "thumb-ball": hand.in_palm(3.9, 3.0),
        "middle-finger-pad": hand.finger(3).at(2, 0.6, -hand.finger(3).back(2)),
        "thumb-bone-palm": hand.part.ray(hand.thumb_bone(0.2),
                                         hand.thumbwards + hand.palm * 1.2),
        **{f"{names[n]}-bone-palm": hand.in_palm(*hand.bone(n, 0.55)) for n in (2, 3, 4, 5)},
        "index-hand-bone": hand.on_back(*hand.bone(2, 0.78)),
        "hand-knuckles": behind_knuckles(hand),
        "hand-bone-groove": in_groove(hand, 2, 0.8),
        "index-hand-bone-side": beside(hand, 2, -2.6, -0.75),
        "hand-bones-meet": hand.on_back(*hand.meeting),
        "index-hand-bone-base": hand.on_back(*hand.bone(2, 0)),
        "hand-groove": in_groove(hand, 4, 0.4),
        "index-knuckle-side": beside(hand, 2, 0.0),
        "index-knuckle-rear": beside(hand, 2, -HEAD_REAR),
        "little-knuckle-side": beside(hand, 5, 0.0),
        "hand-bone-base": beside(hand, 5, -4.6),
        "palm-crease-end": hand.part.nearest(
            mix(skin_edge(hand, -0.9).xyz, palm_crease(hand).xyz, 0.6)),
        "palm-skin-edge": skin_edge(hand, -3.4),
        "little-finger-crease": beside(hand, 5, 1.0, 0.5),
        "finger-webs": hand.web(3),
        "little-finger-web": hand.web(4),
        "index-finger-bend": hand.finger(2).at(2, 0.0, -hand.finger(2).back(2)),
    }


def beside(hand: Hand, number: int, cm: float, palmwards: float = 0.0) -> Place:
    """On the edge of the hand by the head of its outermost bones, so many cm past the head."""
    far, thumb = hand.head(number)
    (a, b) = BASES[number]
    slope = (thumb - b) / (far - a)
    side = hand.thumbwards if number == 2 else -hand.thumbwards
    middle = hand.inside(far + cm, thumb + slope * min(cm, 0), 0.5 if cm > 0 else 0.3)
    return hand.part.ray(middle, side + hand.palm * palmwards)


def palm_crease(hand: Hand) -> Place:
    """On the long palm crease, before it turns round the edge of the hand."""
    far, thumb = hand.head(5)
    return hand.part.ray(hand.inside(far - 0.5, thumb + 0.4, 0.4),
                         hand.palm * 1.2 - hand.thumbwards)


def skin_edge(hand: Hand, cm: float) -> Place:
    """Where the skin of the palm meets that of the back, on the little-finger edge, so many cm past
    the knuckle.
    """
    return beside(hand, 5, cm, 0.12 if cm < 0 else 0.15)


def spots(skin: Skin, _marks: Marks) -> Iterator[Spot]:
    """The points of the right hand."""
    hand = Hand(skin)
    yield from _thumb_side(hand)
    yield from _back(hand)
    yield from _palm(hand)
    yield from _little_side(hand)
    yield from _fingers(hand)


def valley(hand: Hand) -> tuple[float, float]:
    """LI4: halfway along the index hand bone, a finger's width to its thumb side."""
    far, thumb = hand.bone(2, 0.5)
    return far, thumb + 1.1


def _thumb_side(hand: Hand) -> Iterator[Spot]:
    c = hand.cun
    half = 0.5 * c / hand.size
    far, thumb = valley(hand)
    yield spot("LI4", hand.on_back(far, thumb), "hand-squeezed", "thumb-bulge",
               "index-hand-bone", cun=c)
    meet, beside_bone = hand.bone(2, 0.22)
    yield spot("T22.05", hand.on_back(meet, beside_bone + 0.95), "hand-back",
               "index-hand-bone", "thumb-hand-bone", "hand-bones-meet", cun=c)
    # Behind the whole head of the bone: there a fingertip that slides off the knuckle rests.
    yield spot("T22.04", beside(hand, 2, -HEAD_REAR - half, 0.1), "hand-thumb-side",
               "index-knuckle-side", "index-hand-bone-side", cun=c)
    for code, place in (("LI3", beside(hand, 2, -half)), ("LI2", beside(hand, 2, 1.25, 0.15))):
        yield spot(code, place, "hand-fist-thumb", "index-knuckle-side", cun=c)
    yield spot("LU10", hand.part.ray(hand.thumb_bone(0.5), hand.thumbwards + hand.palm * 1.2),
               "hand-palm", "thumb-ball", "thumb-bone-palm", cun=c)


def _back(hand: Hand) -> Iterator[Spot]:
    c = hand.cun
    backs = tuple(in_groove(hand, first, 0.5) for first in (2, 4))
    yield spot("EX-UE7", backs, "hand-back", "hand-knuckles", "hand-bone-groove",
               cun=c, guide=("hand-knuckles", 2))
    far = (hand.head(2)[0] + hand.head(3)[0]) / 2 - 0.5 * c / hand.size
    head = far + 0.5 * c / hand.size
    yield spot("EX-UE8", hand.on_back(far, hand.groove(2, far)), "hand-back", "index-knuckle",
               "middle-knuckle", cun=c, guide=(hand.on_back(head, hand.groove(2, head)), 0.5))
    yield spot("TE3", te3(hand), "hand-back", "ring-knuckle", "little-knuckle", cun=c)
    yield spot("TE2", behind_web(hand, 4), "hand-back", "little-finger-web", cun=c)
    webs = (behind_thumb_web(hand), *(behind_web(hand, n) for n in (2, 3, 4)))
    yield spot("EX-UE9", webs, "hand-back", "finger-webs", "thumb-web", cun=c)


def in_groove(hand: Hand, first: int, share: float) -> Place:
    """On the back of the hand between two hand bones, a share of the way from the knuckles to the
    wrist crease.
    """
    knuckles = (hand.head(first)[0] + hand.head(first + 1)[0]) / 2
    far = knuckles + (WRIST_CREASE - knuckles) * share
    return hand.on_back(far, hand.groove(first, far))


def behind_knuckles(hand: Hand) -> Place:
    """Where two cun begin that end halfway from knuckles to wrist crease, in the groove of the
    index and middle finger bones: just behind the middle of those knuckles.
    """
    halfway, knuckles = (hand.local(in_groove(hand, 2, share).xyz)[0] for share in (0.5, 0.0))
    return in_groove(hand, 2, 0.5 - hand.cun / hand.size / (knuckles - halfway))


def te3(hand: Hand) -> Place:
    """In the groove of the ring and little hand bones, just behind the ring knuckle."""
    far = hand.head(4)[0] - 1.0
    return hand.on_back(far, hand.groove(4, far))


def behind_web(hand: Hand, first: int) -> Place:
    """On the back of the hand, just behind the edge of a web."""
    far, thumb, palm = hand.local(hand.web(first).xyz)
    return hand.part.ray(hand.inside(far - 0.55, thumb, palm), -hand.palm)


def behind_thumb_web(hand: Hand) -> Place:
    """On the back of the thumb web, just behind its edge."""
    far, thumb, palm = hand.local(hand.thumb_web.xyz)
    return hand.part.ray(hand.inside(far - 0.8, thumb - 0.4, palm - 0.1),
                         -hand.palm + hand.thumbwards * 0.6)


def _palm(hand: Hand) -> Iterator[Spot]:
    c = hand.cun
    far = hand.head(5)[0] - 0.7
    yield spot("PC8", hand.in_palm(far, hand.groove(2, far) - 0.1), "hand-palm",
               "middle-fingertip", "index-bone-palm", "middle-bone-palm", cun=c)
    yield spot("HT8", hand.in_palm(far, hand.groove(4, far)), "hand-palm", "little-fingertip",
               "ring-bone-palm", "little-bone-palm", cun=c)
    middles = (hand.finger(n) for n in (2, 3, 4, 5))
    yield spot("EX-UE10", tuple(f.at(2, 0.0, -f.back(2)) for f in middles), "hand-palm",
               "index-finger-bend", cun=c)
    yield spot("EX-UE11", tuple(hand.finger(n).tip for n in (1, 2, 3, 4, 5)), "hand-palm",
               "middle-fingertip", cun=c)
    yield spot("PC9", hand.finger(3).tip, "hand-palm", "middle-finger-pad", cun=c)


def _little_side(hand: Hand) -> Iterator[Spot]:
    c = hand.cun
    yield spot("SI3", skin_edge(hand, -0.9), "hand-fist", "little-knuckle-side",
               "palm-crease-end", cun=c)
    yield spot("SI2", skin_edge(hand, 1.15), "hand-fist", "little-finger-crease",
               "little-knuckle-side", "palm-skin-edge", cun=c)
    yield spot("SI4", beside(hand, 5, BASES[5][0] - hand.head(5)[0] - 0.6, 0.1),
               "hand-little-side", "little-knuckle-side", "hand-bone-base",
               "little-side-wrist-bone", cun=c)


def _fingers(hand: Hand) -> Iterator[Spot]:
    c = hand.cun
    names = {1: "thumb", 2: "index", 3: "middle", 4: "ring", 5: "little"}
    for code, number, side, view in (
        ("LU11", 1, 1, "hand-thumb-nail"), ("LI1", 2, 1, "fingers-back"),
        ("TE1", 4, -1, "fingers-back"), ("HT9", 5, 1, "fingers-back"),
        ("SI1", 5, -1, "fingers-back"),
    ):
        place = hand.finger(number).beside_nail(side)
        yield spot(code, place, view, f"{names[number]}-nail", cun=c)
