"""The table of views: which part of the body each drawing shows, in which pose, from where.

A camera is said in words of the posed body (`axes`): `toward` points from the body to the eye,
`up` is up on the page. The window is given in cm around an anchor: how far it reaches to the
left, right, up and down **on the page**. Views of one limb show the patient's right one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .body import Body, Floats, Place
from .pose import Pose, both, palm_normal, pose

LONGEST = 900.0  # drawing units along the longer side of a view


@dataclass(frozen=True)
class View:
    """One drawing."""

    name: str
    region: str
    toward: str  # e.g. "front", or "hand.back + 0.2 hand.thumb"
    up: str
    anchor: str  # a joint, or several with " + " for their mean
    window: tuple[float, float, float, float]  # cm left, right, up, down of the anchor
    body: str = "right"  # "right" or "both"
    pose: str = "standing"
    only: tuple[str, ...] = ()  # bones whose skin alone is drawn
    hide: tuple[str, ...] = ()  # bones whose skin is left out
    dress: tuple[str, ...] = ("shorts", "hair")
    light: str = ""  # where the light comes from; upper left, or above if both halves show
    cun: str = ""  # what gives the length of a cun here, if not the region


@dataclass(frozen=True)
class Camera:
    """An orthographic eye: page x and y in drawing units, depth in cm towards the eye."""

    right: Floats
    up: Floats
    toward: Floats
    centre: Floats  # the anchor, (3,) cm
    corner: tuple[float, float]  # cm from the anchor to the page's left and top edge
    size: tuple[float, float]  # page width and height, drawing units
    units: float  # drawing units for one cm

    def to_page(self, points: Floats) -> Floats:
        """Page x, y (y down) and depth in cm, (k, 3)."""
        d = np.atleast_2d(points) - self.centre
        x = (d @ self.right + self.corner[0]) * self.units
        y = (self.corner[1] - d @ self.up) * self.units
        return np.column_stack([x, y, d @ self.toward])


@dataclass(frozen=True)
class Projected:
    """A place as a view shows it."""

    x: float
    y: float
    depth: float  # cm towards the eye
    angle: float  # degrees between the skin's normal and the direction to the eye
    visible: bool  # nothing that the view draws stands before it
    inside: bool  # within the page


# --- poses ---------------------------------------------------------------------------------

FINGERS_TOGETHER: Pose = {
    "finger2-1.R": [("spread", -9)], "finger3-1.R": [("spread", 1)],
    "finger4-1.R": [("spread", 10)], "finger5-1.R": [("spread", 16)],
}
FIST: Pose = {
    **{f"finger{f}-1.R": [("spread", s), ("flex", a)]
       for f, s, a in ((2, -9, 64), (3, -1, 66), (4, 6, 69), (5, 12, 73))},
    **{f"finger{f}-2.R": [("flex", 92)] for f in (2, 3, 4, 5)},
    **{f"finger{f}-3.R": [("flex", 52)] for f in (2, 3, 4, 5)},
    "finger1-1.R": [("flex", 24)], "finger1-2.R": [("flex", 28)], "finger1-3.R": [("flex", 36)],
}
LOOSER: Pose = {  # from the little-finger edge, so that its crease is open
    **{f"finger{f}-1.R": [("spread", s), ("flex", a)]
       for f, s, a in ((2, -9, 56), (3, -1, 58), (4, 6, 61), (5, 12, 64))},
    **{f"finger{f}-2.R": [("flex", 84)] for f in (2, 3, 4, 5)},
    **{f"finger{f}-3.R": [("flex", 48)] for f in (2, 3, 4, 5)},
}
STAND: Pose = {
    "upperarm01.R": [("z", -24)], "clavicle.R": [("z", -3)], "lowerarm01.R": [("flex", -12)],
    "upperleg01.R": [("z", -5)],
}

FLAT: Pose = {
    f"finger{f}-{k}.R": [*FINGERS_TOGETHER.get(f"finger{f}-{k}.R", ()), ("flex", -bend)]
    for f in (2, 3, 4, 5) for k, bend in ((1, 12), (2, 16), (3, 12))
}
PALM_UPWARD: Pose = {
    **FLAT, "lowerarm01.R": [("flex", -30), ("twist", -30)],
    "lowerarm02.R": [("twist", -35)], "wrist.R": [("twist", -22)],
}
THUMB_IN: Pose = {  # so that the wrist is larger on the page
    "finger1-1.R": [("spread", -12), ("flex", 6)], "finger1-2.R": [("flex", 10)],
    "finger1-3.R": [("flex", 6)],
}
POSES: Mapping[str, Pose] = {
    "standing": both({**STAND, **FINGERS_TOGETHER}),
    "hand-flat": both({**STAND, **FLAT}),
    "fist": both({**STAND, **FIST, **LOOSER}),
    "fist-loose": both({**STAND, **FIST, "finger1-1.R": [], "finger1-2.R": [("flex", 8)],
                        "finger1-3.R": [("flex", 6)]}),
    "elbow-bent": both({**STAND, **FLAT, "lowerarm01.R": [("flex", 60)]}),
    "elbow-sharp": both({**STAND, **FLAT, "lowerarm01.R": [("flex", 68)]}),
    "elbow-folded": both({**STAND, **FLAT, "lowerarm01.R": [("flex", 78)]}),
    "thumb-raised": both({**STAND, **FLAT, "finger1-1.R": [("spread", 16)],
                          "finger1-2.R": [("flex", -14)], "finger1-3.R": [("flex", -14)]}),
    "thumb-squeezed": both({**STAND, **FLAT, "finger1-1.R": [("spread", 34)],
                            "finger1-2.R": [("spread", 8), ("flex", 8)],
                            "finger1-3.R": [("flex", -4)]}),
    # The crease of the elbow and the palm look the same way, as when a patient looks down.
    "palm-up": both({**STAND, **PALM_UPWARD}),
    "wrist-up": both({**STAND, **PALM_UPWARD, **THUMB_IN}),
    "hand-edge": both({**STAND, **FLAT, "finger1-1.R": [("spread", -14)]}),
    "sitting": both({**STAND, "lowerleg01.R": [("flex", 82)], "upperleg01.R": [("flex", 84)]}),
    "leg-out-ahead": both({**STAND, "lowerleg01.R": [("flex", 22)],
                           "upperleg01.R": [("flex", 84)]}),
    "arm-raised": both({**STAND, **FINGERS_TOGETHER, "upperarm01.R": [("z", 30)],
                        "clavicle.R": [("z", 14)], "lowerarm01.R": [("flex", -20)]}),
    "arm-high": both({"upperarm01.R": [("z", 96), ("y", 30)], "clavicle.R": [("z", 14)]}),
    "leg-out": {**STAND, "upperleg01.R": [("twist", -55), ("z", 14)], "upperleg01.L": [("z", 10)],
                "lowerleg01.R": [("flex", 20)]},
    "elbow-full": both({**STAND, **FINGERS_TOGETHER, "lowerarm01.R": [("flex", 85)],
                        "upperarm01.R": [("z", -38)]}),  # the forearm touches the side
    "arm-hanging": both({**STAND, **FINGERS_TOGETHER, "lowerarm01.R": [("flex", -42)],
                         "upperarm01.R": [("z", -28), ("x", 3)]}),
    "arms-wide": both({"upperarm01.R": [("z", 20)], "upperleg01.R": [("z", -5)]}),
}

# --- the table -----------------------------------------------------------------------------

ARM = ("upperarm0*.R", "lowerarm*.R", "wrist.R", "finger*.R", "metacarpal*.R")
LEFT_LIMBS = ("upperarm0*.L", "lowerarm*.L", "wrist.L", "finger*.L", "metacarpal*.L",
              "upperleg*.L", "lowerleg*.L", "foot.L", "toe*.L")
LEFT_ARM = ("upperarm0*.L", "lowerarm*.L", "wrist.L", "finger*.L", "metacarpal*.L")
ARMS = ("lowerarm*", "wrist*", "finger*", "metacarpal*")
TRUNK_AND_ARMS = (*ARMS, "*leg*", "foot*", "toe*", "pelvis*", "root", "spine*", "breast*",
                  "clavicle*", "shoulder01*", "upperarm*")
FOOT = ("foot.R", "toe*.R")
ALONE = (*ARMS, *LEFT_LIMBS)

VIEWS: tuple[View, ...] = (
    # whole body, for the map
    View("body-front", "body", "front", "up", "pelvis", (46, 46, 83, 93), "both"),
    View("body-back", "body", "back", "up", "pelvis", (46, 46, 83, 93), "both"),
    View("body-side", "body", "right", "up", "pelvis", (46, 46, 83, 93), light="right",
         hide=LEFT_LIMBS),
    # head and neck
    View("head-side", "head", "right", "up", "head", (13, 15, 18, 15), light="right", cun="head"),
    View("head-back", "head", "back + 0.1 up", "up", "head", (13, 13, 18, 17), "both", cun="head"),
    View("head-back-high", "head", "back + 0.75 up", "up", "head", (13, 13, 20, 15), "both",
         cun="head"),
    View("head-top", "head", "up + 0.5 front", "back", "head", (11, 11, 16, 13), "both",
         light="facing", cun="head", hide=TRUNK_AND_ARMS, dress=("hair",)),
    View("face", "head", "front", "up", "eye", (9, 9, 14, 13), "both", cun="thumb"),
    View("forehead", "head", "front + 0.55 up", "up", "eye", (9.5, 9.5, 16.5, 4), "both",
         cun="head", dress=("hair",)),
    View("temple", "head", "right + 0.35 front", "up", "ear", (6, 15.8, 10.5, 7), light="right",
         cun="thumb"),
    View("ear", "head", "right + 0.1 front", "up", "ear", (7, 14.5, 10.5, 8), light="right",
         cun="thumb"),
    View("jaw", "head", "right + 0.15 front", "up", "ear", (6, 15, 6, 11), light="right",
         cun="thumb"),
    View("behind-ear", "head", "right + 0.75 back", "up", "ear", (14, 12, 17, 9.5), light="right",
         cun="thumb"),
    View("neck-front", "neck", "front + 0.1 up", "up", "neck", (15, 15, 26, 13), "both"),
    View("neck-side", "neck", "right + 0.2 front", "up", "neck", (14, 16, 26, 12), light="right"),
    View("neck-back", "neck", "back + 0.12 up", "up", "neck", (25, 25, 29, 14), "both",
         cun="head"),
    # shoulder and trunk
    View("shoulder-front", "shoulder", "front + 0.15 right", "up", "r-shoulder", (14, 24, 15, 19)),
    View("shoulder-top", "shoulder", "up + 0.25 back", "up", "neck", (26, 26, 22, 13.5), "both",
         hide=(*ARMS, "*leg*", "pelvis*", "root"), light="below", dress=("hair",)),
    View("shoulder-ridge", "shoulder", "up + 0.45 front + 0.2 right", "up", "r-shoulder",
         (12, 19, 12, 13), light="front"),
    View("shoulder-raised", "shoulder", "up + 0.6 front", "up", "r-shoulder", (20, 18, 14, 13),
         pose="arm-raised", hide=LEFT_ARM),
    View("shoulder-raised-back", "shoulder", "up + 0.5 back", "up", "r-shoulder", (20, 18, 14, 13),
         pose="arm-raised", hide=LEFT_ARM),
    View("shoulder-back", "shoulder", "back", "up", "spine-1", (6, 24, 24, 11), cun="back"),
    View("chest", "trunk", "front", "up", "spine-1", (25, 25, 19, 27), "both", cun="chest"),
    View("abdomen", "trunk", "front", "up", "spine-3", (22, 22, 21, 23), "both", cun="abdomen",
         pose="arms-wide"),
    View("chest-side", "trunk", "front + 0.6 right", "up", "spine-1", (24, 22, 20, 27),
         cun="chest", pose="arms-wide", hide=LEFT_ARM),
    View("flank", "trunk", "right + 0.1 front", "up", "spine-2", (22, 26, 57, 26), light="right",
         pose="arm-high", cun="back"),
    View("flank-high", "trunk", "right", "up", "spine-2", (21, 22, 31, 15),
         light="right", pose="arm-high", cun="back"),
    View("flank-low", "trunk", "right + 0.1 front", "up", "spine-2", (19, 19, 26, 26),
         light="right", pose="arm-high", cun="back"),
    View("flank-elbow", "trunk", "front + 0.75 right", "up", "spine-2", (21, 20, 28, 24),
         cun="back", pose="elbow-full", hide=LEFT_ARM),
    View("flank-back", "trunk", "right + 0.8 back", "up", "spine-2", (22, 22, 26, 26),
         light="right", pose="arm-high", cun="back"),
    View("spine", "trunk", "back", "up", "spine-2", (24, 24, 44, 27), "both", cun="back",
         pose="arms-wide", hide=ARMS),
    View("upper-back", "trunk", "back", "up", "spine-1", (25, 25, 24, 24), "both", cun="back"),
    View("low-back", "trunk", "back", "up", "spine-3", (24, 24, 24, 26), "both", cun="back",
         pose="arms-wide", hide=(*ARMS, "upperarm02*")),
    View("sacrum", "trunk", "back", "up", "pelvis", (23, 23, 13, 15), "both", cun="back",
         pose="arms-wide"),
    # arm; forearms lie level, the hand to the left, as before somebody at a table
    View("upper-arm-outer", "arm", "right + 0.5 front", "up", "r-upperarm", (14, 21, 18, 19),
         pose="elbow-bent", light="right", cun="upperarm", hide=LEFT_LIMBS),
    View("upper-arm-back", "arm", "back + 0.7 right", "up", "r-upperarm", (17, 14, 22, 20),
         cun="upperarm", hide=LEFT_LIMBS),
    View("upper-arm-front", "arm", "front + 0.4 right", "up", "r-upperarm", (17, 19, 17, 19),
         pose="elbow-bent", light="right", cun="upperarm", hide=LEFT_LIMBS),
    View("elbow-inner", "arm", "elbow.inner", "upperarm.up + -0.4 forearm.hand", "r-elbow",
         (26.5, 9, 15, 8), pose="elbow-sharp", only=ARM),
    # A little into the bend, where the crease is seen up to its end.
    View("elbow-outer", "arm", "elbow.outer + 0.2 forearm.hand + 0.2 upperarm.up",
         "upperarm.up + -0.4 forearm.hand", "r-elbow", (7, 36.5, 15, 7), pose="elbow-folded",
         cun="forearm", only=ARM),
    View("elbow-bent", "arm", "elbow.outer + 0.2 forearm.hand + 0.2 upperarm.up",
         "upperarm.up + -0.4 forearm.hand", "r-elbow", (8, 18, 12, 8), pose="elbow-folded",
         cun="forearm", only=ARM),
    View("elbow-back", "arm", "back + 0.6 right + 0.15 up", "up", "r-elbow", (13, 20, 18, 9),
         pose="elbow-bent", cun="forearm", hide=LEFT_LIMBS),
    View("elbow-crease", "arm", "forearm.palm + 0.3 forearm.thumb", "forearm.thumb", "r-elbow",
         (32, 13.5, 10, 10), cun="forearm", pose="palm-up", only=ARM),
    View("forearm-inner", "arm", "forearm.palm", "forearm.thumb", "r-forearm",
         (24.5, 16.5, 16, 15), pose="palm-up", cun="forearm", only=ARM),
    View("forearm-little-side", "arm", "forearm.little", "forearm.palm", "r-forearm",
         (24.5, 16.5, 15.5, 15.5), cun="forearm", only=ARM),
    View("forearm-outer", "arm", "forearm.back + 0.15 forearm.little", "forearm.little",
         "r-forearm", (24.5, 16.5, 15, 16), cun="forearm", pose="palm-up", only=ARM),
    View("wrist-palm", "arm", "hand.palm + 0.1 hand.little", "forearm.thumb", "r-hand",
         (8.5, 11.5, 7.5, 7), cun="forearm", pose="wrist-up", only=ARM),
    View("wrist-back", "arm", "hand.back + 0.25 forearm.little", "forearm.little", "r-hand",
         (11.5, 12.5, 7.8, 10.2), cun="forearm", pose="hand-flat", only=ARM),
    View("wrist-thumb-side", "arm", "forearm.thumb", "forearm.back", "r-hand", (10, 8.5, 8, 9),
         cun="forearm", only=ARM),
    View("wrist-palm-little", "arm", "hand.palm + 0.6 hand.little", "forearm.thumb", "r-hand",
         (8.5, 9, 7, 6.5), cun="forearm", pose="wrist-up", only=ARM),
    # hand
    View("hand-back", "hand", "hand.back", "hand.fingers", "r-finger-3-1", (9.5, 9.5, 11.5, 13),
         pose="hand-flat", only=ARM),
    View("hand-squeezed", "hand", "hand.back + 0.6 hand.thumb", "hand.fingers", "r-finger-3-1",
         (8, 8.5, 11.5, 11.5), pose="thumb-squeezed", only=ARM),
    View("fingers-back", "hand", "hand.back", "hand.fingers", "r-finger-3-1", (9, 7, 11.5, 3),
         pose="hand-flat", only=ARM),
    View("hand-palm", "hand", "hand.palm", "hand.fingers", "r-finger-3-1", (9.5, 9.5, 11.5, 13),
         pose="hand-flat", only=ARM),
    View("hand-thumb-side", "hand", "hand.thumb + 0.2 hand.back", "hand.back", "r-finger-3-1",
         (5, 14, 7, 11), pose="thumb-raised", only=ARM),
    View("hand-thumb-nail", "hand", "hand.thumb + 0.12 hand.back", "hand.fingers", "r-finger-3-1",
         (13, 5, 5.5, 9), pose="hand-flat", only=ARM),
    View("hand-little-side", "hand", "hand.little", "hand.palm", "r-finger-3-1", (4, 15, 6, 5),
         pose="hand-edge", only=ARM),
    View("hand-fist", "hand", "hand.little + 0.15 hand.palm + 0.1 hand.fingers", "hand.fingers",
         "r-finger-3-1", (7, 7, 6, 10.5), pose="fist", only=ARM),
    View("hand-fist-thumb", "hand", "hand.thumb + 0.45 hand.back", "hand.fingers", "r-finger-3-1",
         (9, 8, 7, 11), pose="fist-loose", only=ARM),
    # hip and thigh
    View("hip-back", "trunk", "back + 0.8 right", "up", "pelvis", (21, 23, 20, 24), cun="back",
         pose="arms-wide", hide=ARMS),
    View("hip-front", "trunk", "front + 0.35 right", "up", "r-upper-leg", (17, 17, 21, 31),
         cun="thigh", hide=ARMS),
    View("hip-side", "trunk", "right + 0.15 front", "up", "r-upper-leg", (17, 17, 21, 33),
         cun="back", hide=ALONE),
    View("thigh-front", "leg", "front", "up", "r-thigh", (15, 9, 30, 38), cun="thigh", hide=ARMS),
    View("thigh-hand", "leg", "right + 0.15 down", "up", "r-thigh", (17, 17, 26, 20), cun="thigh",
         pose="arm-hanging", hide=LEFT_LIMBS),
    View("thigh-back", "leg", "back", "up", "r-thigh", (33, 17, 30, 40), cun="thigh", hide=ARMS),
    View("thigh-inner", "leg", "front", "up", "r-thigh", (20, 30, 30, 46), pose="leg-out",
         cun="thigh", hide=ARMS),
    View("thigh-sitting", "leg", "0.6 front + 0.4 right + up", "up", "r-knee", (24, 11, 34, 22),
         pose="leg-out-ahead", cun="thigh", hide=ALONE),
    View("thigh-sitting-inner", "leg", "0.6 front + 0.35 left + up", "up", "r-knee",
         (13, 20, 34, 22), pose="leg-out-ahead", cun="thigh", hide=ALONE, light="right"),
    View("thigh-sitting-outer", "leg", "right + 0.15 up", "up", "r-thigh", (24, 30, 17, 30),
         pose="sitting", cun="thigh", hide=ALONE, light="right"),
    # knee and lower leg
    View("knee-front", "leg", "front + 0.1 right + 0.5 up", "up", "r-knee", (14, 13, 15, 20),
         pose="sitting",
         cun="leg", hide=ALONE, light="front"),
    View("knee-back", "leg", "back", "thigh.up", "r-knee", (13, 13, 17, 25), cun="leg",
         hide=ALONE),
    View("knee-inner", "leg", "leg.inner + 0.2 front", "up", "r-knee", (12, 17, 12, 25),
         pose="sitting", cun="leg", hide=ALONE),
    View("knee-outer", "leg", "right", "up", "r-knee", (15, 13, 12, 27), pose="sitting",
         cun="leg", hide=ALONE),
    View("shin-front", "leg", "leg.front", "leg.up", "r-shin", (12, 12, 28, 15), cun="leg",
         hide=ALONE),
    View("leg-front", "leg", "leg.front + 0.2 up", "leg.up", "r-shin", (17, 17, 30, 33), cun="leg",
         hide=ALONE),
    View("leg-back", "leg", "leg.back", "leg.up", "r-shin", (15, 15, 30, 33), cun="leg",
         hide=ALONE),
    View("calf-back", "leg", "leg.back", "leg.up", "r-shin", (12, 12, 28, 17), cun="leg",
         hide=ALONE),
    View("leg-inner", "leg", "leg.inner", "leg.up", "r-shin", (23, 13, 30, 33), cun="leg",
         hide=ALONE),
    View("leg-outer", "leg", "leg.outer", "leg.up", "r-shin", (13, 23, 30, 33), cun="leg",
         hide=ALONE),
    # ankle and foot
    View("ankle-inner", "foot", "foot.inner + 0.2 up", "up", "r-ankle", (22, 9, 19, 10),
         cun="leg", hide=ALONE),
    View("ankle-outer", "foot", "foot.outer + 0.2 up", "up", "r-ankle", (9, 22, 19, 10),
         cun="leg", hide=ALONE),
    View("ankle-front", "foot", "foot.front + 0.45 up", "up", "r-ankle", (10, 10, 13, 15),
         cun="leg", hide=ALONE, light="front"),
    View("ankle-back", "foot", "foot.back + 0.1 up", "up", "r-ankle", (10, 10, 16, 9), cun="leg",
         hide=ALONE),
    View("foot-top", "foot", "up + 0.9 foot.front", "foot.back + up", "r-foot",
         (8.5, 8.5, 12, 12), hide=ALONE, light="front"),
    View("foot-inner", "foot", "foot.inner + 0.2 up", "up", "r-foot", (16, 16, 12, 8), hide=ALONE),
    View("foot-outer", "foot", "foot.outer + 0.5 up", "up", "r-foot", (16, 16, 13, 9), hide=ALONE),
    View("toes", "foot", "up + 1.1 foot.front + 0.2 foot.outer", "foot.back + up", "r-toe-2-1",
         (8, 8, 5, 7), hide=ALONE),
    View("sole", "foot", "down", "foot.front", "r-foot", (9, 9, 14, 16), only=FOOT),
)
BY_NAME: Mapping[str, View] = {v.name: v for v in VIEWS}
ARM_FROM: Mapping[str, tuple[float, str]] = {
    "head-side": (285, "right"), "head-back": (300, "right"),
    "head-back-high": (310, "right"), "head-top": (5, "left"), "face": (300, "left"),
    "ear": (295, "right"), "neck-front": (300, "left"), "neck-side": (265, "right"),
    "neck-back": (345, "right"), "shoulder-front": (330, "left"), "shoulder-top": (110, "left"),
    "shoulder-raised": (330, "left"), "shoulder-raised-back": (20, "left"),
    "shoulder-ridge": (330, "left"), "shoulder-back": (75, "left"), "chest": (225, "right"),
    "abdomen": (340, "left"), "flank": (340, "left"), "upper-back": (65, "left"),
    "chest-side": (225, "right"), "flank-low": (340, "left"), "flank-high": (340, "left"),
    "flank-back": (340, "right"), "flank-elbow": (340, "left"), "hip-back": (10, "right"),
    "hip-front": (110, "right"), "thigh-hand": (150, "right"), "thigh-sitting": (150, "right"),
    "thigh-sitting-inner": (60, "right"), "thigh-sitting-outer": (110, "right"),
    "shin-front": (115, "right"), "calf-back": (60, "right"),
    "low-back": (350, "right"), "sacrum": (10, "right"), "upper-arm-back": (340, "left"),
    "upper-arm-outer": (345, "left"), "upper-arm-front": (345, "left"),
    "elbow-inner": (270, "left"), "elbow-outer": (270, "left"), "elbow-bent": (270, "left"),
    "elbow-back": (340, "left"), "elbow-crease": (255, "left"), "forearm-inner": (255, "left"),
    "forearm-little-side": (255, "left"),
    "forearm-outer": (255, "left"), "wrist-palm": (255, "left"), "wrist-back": (255, "left"),
    "wrist-thumb-side": (255, "left"), "hand-thumb-side": (255, "left"),
    "hand-little-side": (255, "left"), "wrist-palm-little": (255, "left"),
    "forehead": (300, "left"), "temple": (285, "right"), "jaw": (285, "right"),
    "behind-ear": (285, "right"),
    "thigh-front": (110, "right"), "thigh-back": (50, "right"), "spine": (350, "right"),
    "thigh-inner": (110, "right"), "hip-side": (110, "right"), "knee-front": (115, "right"),
    "knee-back": (50, "right"), "knee-inner": (60, "right"), "knee-outer": (120, "right"),
    "leg-front": (115, "right"), "leg-back": (60, "right"), "leg-inner": (110, "right"),
    "leg-outer": (70, "right"), "ankle-inner": (70, "right"), "ankle-outer": (110, "right"),
    "ankle-front": (100, "right"), "ankle-back": (80, "right"), "foot-top": (100, "right"),
    "foot-inner": (80, "right"), "foot-outer": (100, "right"), "toes": (95, "right"),
    "sole": (340, "left"), "body-front": (340, "left"), "body-back": (340, "right"),
    "body-side": (340, "left"),
}
"""Where on the page the arm that presses comes from (degrees from the right, against the clock),
and which hand it is. Of a view of both halves: for a point on the right half of the page. The
forearms and hands that are not named are pressed by the left hand, which comes from the left."""
USUAL_ARM = (200.0, "left")


# --- where words become vectors ------------------------------------------------------------


def posed(body: Body, name: str) -> Body:
    """The body in a named pose; the last few are kept."""
    return _posed(_Same(body), name)


class _Same:
    """A body as a key: the same object is the same key."""

    def __init__(self, body: Body) -> None:
        self.body = body

    def __hash__(self) -> int:
        return id(self.body)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.body is self.body


@lru_cache(maxsize=12)
def _posed(same: _Same, name: str) -> Body:
    return pose(same.body, POSES[name])


def axes(body: Body) -> dict[str, Floats]:
    """Named directions of a posed body; those of limbs belong to the right one."""
    x, y, z = np.eye(3)
    out = {"right": -x, "left": x, "up": y, "down": -y, "front": z, "back": -z}
    j = {k[2:]: v for k, v in body.joints.items() if k.startswith("r-")}
    foot = _flat(j["toe-2-1"] - j["ankle"])
    out |= _frame("foot", {"up": y, "front": foot, "outer": np.cross(foot, y) * 1.0})
    shin = _unit(j["knee"] - j["ankle"])
    toes = _across(j["toe-3-1"] - j["ankle"], shin)
    out |= _frame("leg", {"up": shin, "front": toes, "outer": np.cross(toes, shin)})
    thigh = _unit(j["upper-leg"] - j["knee"])
    ahead = _across(toes, thigh)
    out |= _frame("thigh", {"up": thigh, "front": ahead, "outer": np.cross(ahead, thigh)})
    out |= {"knee.front": _unit(toes + ahead), "knee.back": -_unit(toes + ahead)}
    palm = _palm(body)
    fingers = _unit(j["finger-3-1"] - j["hand"])
    palm = _across(palm, fingers)
    thumb = np.cross(palm, fingers) * _sign(np.cross(palm, fingers) @ (j["finger-2-1"]
                                                                    - j["finger-5-1"]))
    out |= {"hand.fingers": fingers, "hand.wrist": -fingers, "hand.palm": palm, "hand.back": -palm,
            "hand.thumb": thumb, "hand.little": -thumb}
    fore = _unit(j["hand"] - j["elbow"])
    volar = _across(palm, fore)
    out |= {"forearm.hand": fore, "forearm.elbow": -fore, "forearm.palm": volar,
            "forearm.back": -volar, "forearm.thumb": _across(thumb, fore),
            "forearm.little": -_across(thumb, fore)}
    arm = _unit(j["shoulder"] - j["elbow"])
    bend = _across(fore, arm)
    side = np.cross(bend, arm)
    side = side * _sign(side @ -x)
    out |= _frame("upperarm", {"up": arm, "front": bend, "outer": side})
    middle = _unit(_across(bend - arm * 0.0, fore))
    out |= _frame("elbow", {"front": middle, "outer": side, "up": arm})
    return out


def anchors(body: Body) -> dict[str, Floats]:
    """Named points of a posed body that windows hang on."""
    j = dict(body.joints)
    mid = {
        "r-upperarm": ("r-shoulder", "r-elbow"), "r-forearm": ("r-elbow", "r-hand"),
        "r-thigh": ("r-upper-leg", "r-knee"), "r-shin": ("r-knee", "r-ankle"),
        "r-foot": ("r-ankle", "r-toe-2-1"), "eye": ("l-eye", "r-eye"),
    }
    j |= {name: (j[a] + j[b]) / 2 for name, (a, b) in mid.items()}
    j["ear"] = j["eye"] + np.array([-7.5, -2.0, -9.0])
    return j


def camera(view: View, body: Body) -> Camera:
    """The eye of a view, for a body already in the view's pose."""
    words = axes(body)
    return camera_at(_said(view.toward, words), _said(view.up, words),
                     anchors(body)[view.anchor], view.window)


def camera_at(toward: Floats, up: Floats, centre: Floats,
              window: tuple[float, float, float, float]) -> Camera:
    """An eye looking at a position, with a window in cm to the left, right, up and down."""
    toward = _unit(toward)
    up = _across(up, toward)
    left, right, above, below = window
    units = LONGEST / max(left + right, above + below)
    size = (float(round((left + right) * units)), float(round((above + below) * units)))
    return Camera(np.cross(up, toward), up, toward, centre, (left, above), size, units)


def project(view: View | str, body: Body, places: Iterable[Place]) -> list[Projected]:
    """Places of the rest body as a view shows them, in drawing units."""
    view = BY_NAME[view] if isinstance(view, str) else view
    stands = posed(body, view.pose)
    eye = camera(view, stands)
    return [_project(view, stands, eye, p) for p in places]


def _project(view: View, body: Body, eye: Camera, place: Place) -> Projected:
    point, normal = body.point(place), body.normal(place)
    x, y, depth = (float(v) for v in eye.to_page(point)[0])
    angle = float(np.degrees(np.arccos(np.clip(normal @ eye.toward, -1, 1))))
    inside = 0 <= x <= eye.size[0] and 0 <= y <= eye.size[1]
    return Projected(x, y, depth, angle, _seen(view, body, eye, point, normal), inside)


def _seen(view: View, body: Body, eye: Camera, point: Floats, normal: Floats) -> bool:
    if normal @ eye.toward <= 0:
        return False
    start = point + normal * 0.15
    shown = kept(view, body)
    return not any(shown[body.faces[h.place.face]].all() for h in body.all_hits(start, eye.toward,
                                                                               120.0))


def kept(view: View, body: Body) -> NDArray[np.bool_]:
    """Which vertices a view draws, (N,) of bool."""
    return _kept(_Same(body), view.only, view.hide)


@lru_cache(maxsize=32)
def _kept(same: _Same, only: Sequence[str], hide: Sequence[str]) -> NDArray[np.bool_]:
    body = same.body
    keep = np.ones(len(body.vertices), bool)
    if only:
        keep &= body.bone_weight(*only) > 0.5
    if hide:
        keep &= body.bone_weight(*hide) < 0.5
    return keep


def _said(words: str, known: Mapping[str, Floats]) -> Floats:
    """`front + 0.2 up` as a vector."""
    total = np.zeros(3)
    for term in words.split(" + "):
        *share, name = term.split()
        total = total + (float(share[0]) if share else 1.0) * known[name]
    return total


def _frame(name: str, vectors: Mapping[str, Floats]) -> dict[str, Floats]:
    opposite = {"up": "down", "front": "back", "outer": "inner"}
    out = {}
    for word, v in vectors.items():
        out[f"{name}.{word}"] = _unit(v)
        out[f"{name}.{opposite[word]}"] = -_unit(v)
    return out


def _palm(body: Body) -> Floats:
    j = body.joints
    across = j["r-finger-5-1"] - j["r-finger-2-1"]
    along = (j["r-finger-3-1"] + j["r-finger-4-1"]) / 2 - j["r-hand"]
    # The rest pose tells which of the two normals leaves the palm.
    rest = np.cross(_rest(body, "r-finger-3-1") - _rest(body, "r-hand"),
                    _rest(body, "r-finger-5-1") - _rest(body, "r-finger-2-1"))
    return np.asarray(_unit(np.cross(along, across)) * _sign(rest @ palm_normal(body, "r")))


def _rest(body: Body, joint: str) -> Floats:
    for bone in body.rig.values():
        for name, end in zip(bone["joints"], ("head", "tail"), strict=True):
            if name == joint:
                return np.array(bone[end])
    raise KeyError(joint)


def _flat(v: Floats) -> Floats:
    return _unit(v * (1, 0, 1))


def _across(v: Floats, axis: Floats) -> Floats:
    return _unit(v - (v @ axis) * axis)


def _unit(v: Floats) -> Floats:
    return v / np.linalg.norm(v)


def _sign(x: Any) -> float:
    return 1.0 if x >= 0 else -1.0
