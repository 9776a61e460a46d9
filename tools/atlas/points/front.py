"""Chest, belly and flank: rib spaces and heights by cun to the side, measured along the skin.

Heights come from what is felt: throat notch, lower end of the breastbone, navel, upper edge of
the pubic bone. Between them the cun of WHO run evenly (9, 8 and 5). To the side, four cun reach
the line down from the middle of the collarbone, along the curve of the ribs: of a man that is
the nipple line, of a woman it is not. Rib gaps lie at shares of the way between throat notch,
breastbone and navel, on the body without a breast; the skin over them is straight outward.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from . import Marks, Spot, spot
from .arm import Arm, armpit
from .back import TORSO
from .frames import Part, Place, Skin, unit, vec
from .surface import FRONT, RIGHT, UP, Tape, outmost, settle, share, tape

NOTCH, BREASTBONE_END, PUBIC_EDGE = 0.821, 0.709, 0.520
"""Throat notch, lower end of the breastbone, upper edge of the pubic bone: shares of stature."""

NAVEL = 0.6075
"""The navel: a share of the stature; the model has its dip there."""

COLLARBONE = ((0.0, 0.812), (2.0, 0.810), (4.0, 0.812), (6.0, 0.809))
"""Lower edge of the collarbone: cun to the side, share of the stature."""

FOURTH, LINE = 0.731495, 9.46917
"""The fourth rib space: a share of the stature; and the line down from the middle of the
collarbone, on which it is measured: cm from the midline. There is a man's nipple."""

SPACES = {1: 3.15, 2: 2.1, 3: 1.05, 4: 0.0, 5: -1.12, 6: -2.3, 7: -3.1, 8: -3.9}
"""Rib spaces on that line: their height above the fourth, in rib spaces of `SPACE` cm, on the usual
body. On another they lie as high between throat notch, breastbone and navel: skin that a breast
draws up or down tells nothing of the ribs.
"""

SPACE = 3.4
HANGS = -0.55
"""The skin of the breast looks down more than this above the fold under it."""

RISE = {1: 0.9, 2: 0.7, 3: 0.4, 4: 0.0, 5: 0.0, 6: 0.0, 7: 0.0, 8: 0.0}
"""How much higher a space meets the breastbone than that line, cm."""

LET_DOWN = 0.3
"""With the arm let down, what lies below the dip at the collarbone moves in by so much of the way:
LU1 is straight below it then, while points are placed with the arm out.
"""
BELOW_RIB = 1.2
"""How far below its tip a free rib is pressed, cm: on soft skin, off the bone."""

SOFT_TIP = 1.6
"""How far the soft tip below the breastbone reaches, cm."""
NAVEL_EDGE = 1.0
"""How far the edge of the navel lies below its middle, cm."""

CLIMB = 0.35
"""Beyond that line the ribs climb towards the back: cm for each cun."""


Measured = tuple[str | Place, float] | None


@dataclass(frozen=True)
class Front:
    """The front of the trunk, measured in heights and cun to the side."""

    skin: Skin

    @cached_property
    def part(self) -> Part:
        """The trunk without arms."""
        return self.skin.part(*TORSO)

    @cached_property
    def ribs(self) -> Part:
        """The same without a breast."""
        return self.skin.flat.part(*TORSO)

    @property
    def stature(self) -> float:
        """Height of the body, cm."""
        return self.skin.stature

    @cached_property
    def cun(self) -> float:
        """Centimetres in a cun to the side: from the midline to the nipple line it is four."""
        nipple = self.skin.carried(-LINE, FOURTH * self.stature, 13.0)
        return self.across(self.space(4, 4)).reach(float(nipple[0]), 0) / 4

    def across(self, y: float) -> Tape:
        """The tape over the ribs from the front midline round the patient's right, at a height."""
        start = outmost(self.ribs, vec(0, y, 4.0), FRONT)
        return tape(self.ribs, vec(0, y, 3.0), start.xyz, RIGHT)

    def at(self, y: float, cun: float) -> Place:
        """The skin at a height, so many cun to the right along the ribs."""
        if cun == 0:
            return outmost(self.part, vec(0, y, 4.0), FRONT)
        found = self.across(y).at(cun * self.cun)
        if self.skin.flat is self.skin:
            return found
        out = unit(found.normal * vec(1, 0, 1))
        return replace(outmost(self.part, found.xyz, out), ribs=found.xyz)

    @cached_property
    def notch(self) -> float:
        """Height of the throat notch, cm."""
        return self.skin.height(NOTCH)

    @cached_property
    def bone_end(self) -> float:
        """Height of the lower end of the breastbone, cm."""
        return self.skin.height(BREASTBONE_END)

    @cached_property
    def navel(self) -> float:
        """Height of the navel, cm."""
        return self.skin.height(NAVEL)

    @cached_property
    def pubic(self) -> float:
        """Height of the upper edge of the pubic bone, cm."""
        return self.skin.height(PUBIC_EDGE)

    def below_breast(self, y: float, cun: float) -> Place:
        """The same, or the fold under the breast where that hangs lower."""
        found = self.at(y, cun)
        while found.normal[1] < HANGS:
            y -= 0.2
            found = self.at(y, cun)
        return found

    def chest(self, cun: float) -> float:
        """Height so many cun below the throat notch; nine reach the end of the breastbone."""
        return share(self.notch, self.bone_end, cun / 9)

    def above(self, cun: float) -> float:
        """Height so many cun above the navel; eight reach the end of the breastbone."""
        return share(self.navel, self.bone_end, cun / 8)

    def below(self, cun: float) -> float:
        """Height so many cun below the navel; five reach the pubic bone."""
        return share(self.navel, self.pubic, cun / 5)

    def space(self, number: int, cun: float) -> float:
        """Height of a rib space, so many cun from the midline."""
        usual = FOURTH * self.stature + SPACES[number] * SPACE
        line = float(np.interp(usual / self.stature, (NAVEL, BREASTBONE_END, NOTCH),
                               (self.navel, self.bone_end, self.notch)))
        inner = RISE[number] * max(0.0, 1 - cun / 4)
        return line + inner + CLIMB * max(0.0, cun - 4)

    def collarbone(self, cun: float) -> float:
        """Height of the collarbone's lower edge, so many cun from the midline."""
        way, height = zip(*COLLARBONE, strict=True)
        return self.skin.height(float(np.interp(cun, way, height)), -LINE / 4 * cun)

    def flank(self, y: float, degrees: float) -> Place:
        """The side of the trunk at a height: 0 degrees straight out, above 0 to the front."""
        a = np.radians(degrees)
        return outmost(self.part, vec(0, y, self.depth(y)), RIGHT * np.cos(a) + FRONT * np.sin(a))

    def depth(self, y: float) -> float:
        """Middle of the trunk between front and back at a height (z, cm)."""
        front = outmost(self.ribs, vec(0, y, 2.0), FRONT)
        back = outmost(self.ribs, vec(0, y, 2.0), -FRONT)
        return float(front.xyz[2] + back.xyz[2]) / 2


def marks(skin: Skin, known: Marks) -> Marks:
    """Collarbone, breastbone, rib ends, navel, pubic bone, groin."""
    f = Front(skin)
    dip = f.at(f.collarbone(6) - 0.3, 6)
    rib_11, rib_12 = f.flank(f.above(3.0), 8), f.flank(f.above(3.4), -32)
    return {
        "throat-notch": f.at(f.notch, 0),
        "collarbone": f.at(f.collarbone(3.5) + 0.8, 3.5),
        "collarbone-outer": f.at(f.collarbone(5.2) + 1.2, 5.2),
        "collarbone-top": f.at(f.collarbone(5.4) + 2.35, 5.4),
        "collarbone-middle": f.at(f.collarbone(4) + 0.9, 4),
        "collarbone-inner": f.at(f.collarbone(2) + 0.3, 2),
        "collarbone-dip": dip,
        "breastbone-ridge": f.at(share(f.space(1, 0), f.space(2, 0), 0.5), 0),
        "collarbone-gap": f.at(f.space(1, 3.2), 3.2),
        "breastbone": f.at(f.space(3, 0), 0),
        "breastbone-end": f.at(f.bone_end, 0),
        "breastbone-end-by-ribs": f.at(f.bone_end, 0),
        "breastbone-tip": f.at(f.bone_end - SOFT_TIP, 0),
        "rib-edge": f.at(f.above(5.2), 3.2),
        "rib-edge-high": f.at(f.above(6.7), 1.5),
        "navel": f.at(f.navel, 0),
        "navel-edge": f.at(f.navel - NAVEL_EDGE, 0),
        "belly-halfway": f.at(f.above(4), 0),
        "pubic-bone": f.at(f.pubic, 0),
        "pubic-bone-side": f.at(f.pubic, 1.75),
        "armpit": armpit(Arm(skin)),
        "front-crease-of-armpit": known["armpit-fold-front"],
        "rib-11-tip": rib_11,
        "rib-11-side": settle(f.part, rib_11.xyz + vec(0.0, 0.3, -0.5)),
        "rib-12-tip": rib_12,
        "rib-12-side": settle(f.part, rib_12.xyz + vec(0.4, 0.5, -0.4)),
        "groin": f.at(f.pubic, 3.6),
    }


HEIGHTS = {
    "ST19": 6, "ST20": 5, "ST21": 4, "ST22": 3, "ST23": 2, "ST24": 1, "ST25": 0, "ST26": -1,
    "ST27": -2, "ST28": -3, "ST29": -4, "ST30": -5,
    "KI11": -5, "KI12": -4, "KI13": -3, "KI14": -2, "KI15": -1, "KI16": 0, "KI17": 2, "KI18": 3,
    "KI19": 4, "KI20": 5, "KI21": 6,
    "SP13": -4.3, "SP14": -1.3, "SP15": 0, "SP16": 3, "SP12": -5, "LR12": -5, "EX-CA1": -4,
    "CV2": -5, "CV3": -4, "CV4": -3, "CV5": -2, "CV6": -1.5, "CV7": -1, "CV8": 0, "CV9": 1,
    "CV10": 2, "CV11": 3, "CV12": 4, "CV13": 5, "CV14": 6, "CV15": 7,
}
"""Points of the belly: cun above the navel (below it: negative)."""

ASIDE = {"ST": 2.0, "KI": 0.5, "SP": 4.0, "CV": 0.0, "EX-CA": 3.0, "LR": 2.5}
"""Cun to the side of each channel on the belly."""

IN_SPACES = {
    "ST14": (1, 4), "ST15": (2, 4), "ST16": (3, 4), "ST17": (4, 4), "ST18": (5, 4),
    "KI22": (5, 2), "KI23": (4, 2), "KI24": (3, 2), "KI25": (2, 2), "KI26": (1, 2),
    "SP17": (5, 6), "SP18": (4, 6), "SP19": (3, 6), "SP20": (2, 6), "PC1": (4, 5),
    "CV17": (4, 0), "CV18": (3, 0), "CV19": (2, 0), "CV20": (1, 0),
    "LR14": (6, 4), "GB24": (7, 4),
}
"""Points in the rib spaces: the space, and cun to the side."""


def spots(skin: Skin, marks: Marks) -> list[Spot]:
    """Every point of chest, belly and flank."""
    f = Front(skin)
    return [*_spaces(f), *_collar(f, marks), *_belly(f), *_flank(f, marks)]


def _spaces(f: Front) -> list[Spot]:
    out = []
    for code, (number, cun) in IN_SPACES.items():
        y = f.above(6) if code == "LR14" else f.space(number, cun)  # level with ST19
        place = f.below_breast(y, cun) if code == "ST18" else f.at(y, cun)
        first, guide = _ways(f, code, y)
        out.append(spot(code, place, "chest-side" if cun == 6 else "chest", *_felt(code),
                        cun=f.cun, guide=guide, first=first, middle=cun == 0))
    return out


FROM_END = {"KI24": 3.0, "KI23": 1.5, "CV18": 3.0, "CV17": 1.5}
"""Points above the lower end of the breastbone, level with it in the fifth space: in fingers, as no
rib need be counted there, and nothing felt through a breast.
"""
BELOW_FOLD = {"SP19": 1.0, "SP18": 2.0, "SP17": 4.0}
"""Points below the crease at the front of the armpit, and a thumb inward: in fingers, too."""


def _felt(code: str) -> tuple[str, ...]:
    """What a hand begins to measure at, and what else it feels."""
    other: dict[str, tuple[str, ...]] = {
        "CV17": ("breastbone-end",), "CV18": ("breastbone-end",),
        "CV19": ("breastbone-ridge",), "CV20": ("throat-notch",),
        "KI25": ("collarbone-inner",), "KI26": ("collarbone-gap", "collarbone-outer"),
        "ST18": ("collarbone-middle", "breastbone-end-by-ribs"),
        "GB24": ("rib-edge-high", "collarbone-middle"),
        "LR14": ("breastbone-end", "collarbone-middle"),
    }
    if code in BELOW_FOLD:
        return ("armpit-fold-front",)
    return other.get(code, ("breastbone-end-by-ribs" if code[:2] == "KI" else "collarbone-middle",))


def _ways(f: Front, code: str, y: float) -> tuple[Measured, Measured]:
    """The measures that the words give: the first, and that to the point."""
    level, line = f.at(y, 0), f.at(y, 4)
    collar = f.at(f.collarbone(4), 4)
    inner = f.at(f.collarbone(2), 2)
    by_bone = f.at(f.collarbone(2), 0), 2.0
    ways: dict[str, tuple[Measured, Measured]] = {
        "CV19": (None, ("breastbone-ridge", 1.0)), "CV20": (None, ("throat-notch", 1.5)),
        "ST14": (None, (collar, 1.0)), "ST15": (None, (collar, 3.0)),
        "ST16": ((collar, 3.0), (f.at(f.space(2, 4), 4), 1.5)),
        "SP20": ((collar, 3.0), (line, 2.0)), "PC1": (None, (line, 1.0)),
        "KI25": (by_bone, (inner, 3.0)), "KI26": (by_bone, (inner, 1.0)),
        "KI22": (None, (level, 2.0)), "LR14": (("breastbone-end", 2.0), (level, 4.0)),
    }
    if code in BELOW_FOLD:
        return ("armpit-fold-front", BELOW_FOLD[code]), (f.at(y, 7), 1.0)
    if code in FROM_END:
        up = "breastbone-end", FROM_END[code]
        return (up, (level, 2.0)) if code[:2] == "KI" else (None, up)
    return ways.get(code, (None, None))


def _collar(f: Front, marks: Marks) -> list[Spot]:
    lu2 = marks["collarbone-dip"]
    down = tape(f.part, lu2.xyz - FRONT * 6.0, lu2.xyz, LET_DOWN * RIGHT - UP)
    lu1 = down.at(f.cun)
    chest = (f.notch - f.bone_end) / 9
    ki27, st13 = f.collarbone(2) - 0.5, f.collarbone(4) - 0.5
    return [
        spot("LU2", lu2, "shoulder-front", "collarbone", cun=f.cun),
        spot("LU1", lu1, "shoulder-front", "front-crease-of-armpit", "collarbone-dip",
             cun=f.cun, guide=("front-crease-of-armpit", 2.0)),
        spot("KI27", f.at(ki27, 2), "chest", "throat-notch", "collarbone-outer", cun=f.cun,
             guide=(f.at(ki27, 0), 2.0)),
        spot("ST13", f.at(st13, 4), "chest", "collarbone-middle", cun=f.cun),
        spot("CV16", f.at(f.bone_end, 0), "chest", "breastbone", "breastbone-tip", cun=chest,
             middle=True),
        spot("CV21", f.at(f.chest(1), 0), "chest", "throat-notch", cun=chest,
             guide=("throat-notch", 1.0), middle=True),
    ]


def _belly(f: Front) -> list[Spot]:
    out = []
    for code, up in HEIGHTS.items():
        cun = {"SP12": 3.5}.get(code, ASIDE[code.rstrip("0123456789")])
        if code == "EX-CA1":
            cun = ASIDE["EX-CA"]
        y = f.above(up) if up >= 0 else f.below(-up)
        upright = abs(y - f.navel) / abs(up) if up else f.cun
        first, guide = _measure(f, up, cun)
        out.append(spot(code, f.at(y, cun), "abdomen", *_near(up, cun), cun=upright, guide=guide,
                        first=first, middle=cun == 0))
    return out


STARTS = {7: "breastbone-end", 6: "breastbone-end", 5: "breastbone-end", 4: "belly-halfway",
          -4: "pubic-bone", -4.3: "pubic-bone"}
"""Where the words begin to measure, by cun above the navel; else at the navel. Halfway is
between the navel and the lower end of the breastbone.
"""
UP_FROM = {"navel": 0.0, "navel-edge": 0.0, "belly-halfway": 4.0, "breastbone-end": 8.0,
           "pubic-bone": -5.0}
"""How many cun above the navel that is."""
IN_FINGERS = {-1.3: 1.5, -4.3: 1.0}
"""Ways that no whole fingers make up, in cun of fingers: those of the belly are longer, below the
navel by a fifth, so that two fingers reach 1.3 of it and a thumb 0.7.
"""


def _start(up: float, cun: float) -> str:
    """Where the words of a point of the belly begin to measure."""
    if up == -3 and cun == 2:  # nearer to the bone, and there fingers err less
        return "pubic-bone"
    if up == -2 and cun == 2:  # cun are longer there than fingers
        return "navel-edge"
    return "navel" if cun == 2 and up > 4 else STARTS.get(up, "navel")


def _near(up: float, cun: float) -> tuple[str, ...]:
    """What the measure begins at, and what else the way leads along."""
    if up == -5 or (up == -4 and not cun):
        return ("pubic-bone-side", "navel") if cun < 1 else ("pubic-bone",)
    if up == 6 and cun == 2:
        return "navel", "rib-edge"
    start = _start(up, cun)
    if up == -4 and cun == 0.5:
        return "pubic-bone", "navel"
    if start == "belly-halfway":
        return start, "breastbone-end", "navel"
    return (start, "navel") if up == -3 and start != "navel" else (start,)


def _measure(f: Front, up: float, cun: float) -> tuple[Measured, Measured]:
    """The measures that the words give: up or down the middle, then to the side."""
    if up == -5:
        return None, ("pubic-bone", cun) if cun == 0.5 else None
    start = _start(up, cun)
    way = IN_FINGERS.get(up, abs(up - UP_FROM[start]))
    middle = (start, way) if way else None
    if not cun:
        return None, middle
    return middle, (f.at(f.above(up) if up >= 0 else f.below(-up), 0), cun)


OFF_BONE = 0.5
"""How far inside the front point of the hip bone a fingertip lies that slides just off it, cun."""


def _flank(f: Front, marks: Marks) -> list[Spot]:
    cun, spike = f.cun, marks["hip-bone-front"].xyz
    axilla = float(marks["armpit"].xyz[2])  # the line down from the middle of the armpit
    gb22 = outmost(f.part, vec(0, f.space(4, 8), axilla), RIGHT)
    around = tape(f.part, vec(0, gb22.xyz[1], f.depth(float(gb22.xyz[1]))), gb22.xyz, FRONT)
    gb27 = outmost(f.part, vec(spike[0] + OFF_BONE * cun, f.below(3), 2.0), FRONT)
    gb28 = settle(f.part, spike + vec(0.35, -0.35, 0.1) * cun)
    lr13, gb25 = (settle(f.part, marks[tip].xyz - UP * BELOW_RIB)
                  for tip in ("rib-11-tip", "rib-12-tip"))
    gb26 = f.flank(f.navel, 8)
    sp21 = outmost(f.part, vec(0, f.space(6, 8), gb22.xyz[2]), RIGHT)  # on one vertical with GB22
    return [
        spot("GB22", gb22, "flank-high", "armpit", cun=cun, guide=("armpit", 3)),
        spot("GB23", around.at(cun), "flank-high", "armpit", cun=cun, guide=(gb22, 1),
             first=("armpit", 3)),
        spot("SP21", sp21, "flank-high", "armpit", cun=cun, guide=("armpit", 6)),
        spot("LR13", lr13, "flank-elbow", "elbow-tip", "rib-11-side", cun=cun,
             guide=("elbow-tip", 3.0)),
        spot("GB25", gb25, "flank-back", "rib-12-side", "hip-bone-top-outer", cun=cun),
        spot("GB26", gb26, "flank-low", "rib-11-tip", "navel", cun=cun),
        spot("GB27", gb27, "abdomen", "hip-bone-front", cun=cun),
        spot("GB28", gb28, "abdomen", "hip-bone-front", cun=cun, guide=("hip-bone-front", 0.5)),
    ]
