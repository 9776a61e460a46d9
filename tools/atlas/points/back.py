"""The back: levels of the spine by cun to the side.

The model's spine is faint, so its levels come from how tall people are made (shares of the
stature) and are tied to what a hand feels: T3 between the inner ends of the shoulder-blade
ridges, T7 between the lower tips, L4 on the line of the hip-bone tops, S2 between the dimples.
To the side, three cun reach the inner edge of the shoulder blade.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from . import Marks, Spot, mirror, spot
from .frames import Part, Place, Skin, Vec, unit, vec
from .surface import FRONT, RIGHT, along, between, outmost, share

TORSO = ("spine*", "root", "pelvis*", "breast*", "clavicle*", "shoulder01*", "neck*",
         "upperleg01*", "upperarm01*")

TIED = {"C7": 0.844, "T3": 0.808, "T7": 0.757, "L4": 0.615, "S2": 0.571, "S4": 0.546}
"""Height of the lower edge of a spinous process (of a sacral hole for S2, S4), as a share of
the stature. Standing adults: neck bump 0.85, hip-bone top 0.615, dimples 0.57."""

SPACING = {
    "T1": 1.9, "T2": 1.95, "T3": 2.0, "T4": 2.05, "T5": 2.1, "T6": 2.15, "T7": 2.2, "T8": 2.25,
    "T9": 2.3, "T10": 2.4, "T11": 2.5, "T12": 2.6, "L1": 2.8, "L2": 3.0, "L3": 3.1, "L4": 3.1,
    "L5": 2.9, "S1": 2.4, "S2": 2.1, "S3": 2.0, "S4": 1.8,
}
"""Usual distance from the process above, cm; scaled between the levels that are tied."""

COCCYX, TROCHANTER, HIP_SPIKE, FOLD = 0.522, 0.520, 0.555, 0.474742
"""Tip of the tailbone, bony bump of the hip, front point of the hip bone, crease under the
buttock: shares of stature."""

DIMPLE = 5.0
"""From the midline to the back dimple, over the rear point of the hip bone, cm."""

RIDGE_END = 3.5
"""Where the ridge of the shoulder blade ends, as it is drawn, cun from the midline: what is pressed
three cun out lies on the muscle beside the blade.
"""

UPPER_END = 0.75
"""Where a bump is labelled, a share of the way up to the next: clear of a marker below."""

STARTS = {"tip": "T7", "ridge": "T3", "hip": "L4", "neck": "C7"}
"""The bump from which others are counted: level with the lower tips of the shoulder blades, with
the inner ends of their ridges, with the tops of the hip bones (WHO 2008); or felt by itself.
"""

COUNTED = {"T1": "neck", "T2": "neck", "T4": "ridge", "T5": "tip", "T6": "tip", "T9": "tip",
           "T10": "tip", "T11": "tip", "T12": "hip", "L1": "hip", "L2": "hip", "L3": "hip",
           "L5": "hip"}
"""Bumps that are counted to, and from where."""

EDGE, BLADE, BEHIND = 7.3, 0.78, -9.0
"""From the midline to the inner edge of the shoulder blade, cm: three cun; at which share of the
stature; and how far behind the middle of the body the back lies, cm."""


@dataclass(frozen=True)
class Back:
    """The back of the trunk, measured in spine levels and cun to the side."""

    skin: Skin

    @cached_property
    def part(self) -> Part:
        """The trunk without arms and lower thighs."""
        return self.skin.part(*TORSO)

    @property
    def cun(self) -> float:
        """Centimetres in a cun across the back."""
        return self.edge / 3

    @cached_property
    def edge(self) -> float:
        """From the midline to the inner edge of the shoulder blade, cm."""
        return -float(self.skin.carried(-EDGE, BLADE * self.skin.stature, BEHIND)[0])

    def height(self, share: float) -> float:
        """Height of what lies on the back's midline at a share of the usual stature, cm."""
        return self.skin.height(share, z=BEHIND)

    @cached_property
    def levels(self) -> dict[str, float]:
        """Height of the lower edge of each spinous process or sacral hole, cm."""
        names, tied = ["C7", *SPACING], {name: self.height(part) for name, part in TIED.items()}
        # The skin of the loins slides over the bones from one body to the next.
        loins = (TIED["T7"] - TIED["L4"]) / (TIED["T7"] - TIED["S2"])
        tied["L4"] = share(tied["T7"], tied["S2"], loins)
        out = {"C7": tied["C7"]}
        for above, below in pairwise(TIED):
            run = names[names.index(above) + 1: names.index(below) + 1]
            drop = (out[above] - tied[below]) / sum(SPACING[n] for n in run)
            height = out[above]
            for name in run:
                height -= SPACING[name] * drop
                out[name] = height
        return out

    def bump(self, level: str, part: float = 0.42) -> float:
        """Height of the middle of a spinous process, cm; or so far up from its lower edge."""
        names = list(self.levels)
        above = self.levels[names[names.index(level) - 1]] if level != "C7" else 0.0
        gap = above - self.levels[level] if level != "C7" else 2.0
        return self.levels[level] + part * gap

    def at(self, level: str | float, cun: float) -> Place:
        """The skin at a level of the spine (or a height in cm), so many cun to the right."""
        height = self.levels[level] if isinstance(level, str) else level
        return self.behind(-cun * self.cun, height)

    def behind(self, x: float, y: float) -> Place:
        """The skin of the back seen straight from behind."""
        return outmost(self.part, vec(x, y, 2.0), -FRONT)

    def outward(self, inside: Vec, direction: Vec) -> Place:
        """The skin that a ray from inside meets last."""
        return outmost(self.part, inside, unit(direction))


def marks(skin: Skin, _known: Marks) -> Marks:
    """The spine, the shoulder blade, hip bones, sacrum and hip bump."""
    back = Back(skin)
    found: Marks = {f"spine-{n.lower()}": back.at(n, 0) for n in back.levels}
    found |= {f"spine-bump-{n.lower()}": back.at(back.bump(n, UPPER_END), 0)
              for n in ("T3", "T7", "L4")}
    found |= {f"spine-start-{n.lower()}": back.at(back.bump(n), 0) for n in ("T3", "T7", "L4")}
    found |= {counted_to(n): back.at(back.bump(n, UPPER_END), 0) for n in COUNTED}
    return found | _blade(back) | _hips(back)


def passed(level: str) -> list[str]:
    """The bumps that are counted on the way to one, itself included."""
    names = ["C7", *SPACING]
    start, end = names.index(STARTS[COUNTED[level]]), names.index(level)
    return names[start + 1: end + 1] if end > start else names[end: start]


def counted_to(level: str) -> str:
    """The landmark of a bump that is counted to: from where, which way, and how many."""
    names, bumps = ["C7", *SPACING], passed(level)
    way = "down" if names.index(level) > names.index(STARTS[COUNTED[level]]) else "up"
    return f"spine-{COUNTED[level]}-{way}-{len(bumps)}"


def _blade(back: Back) -> Marks:
    y, arm = back.levels, back.skin.joint("upperarm01.R")
    root = back.at("T3", 3)
    corner = back.behind(arm[0] + 0.4, share(y["T3"], y["T1"], 0.35))
    tip = back.behind(-back.edge - 2.0, back.bump("T7"))
    return {
        "neck-bump": back.at(y["C7"] + 0.9, 0),
        "shoulder-blade-ridge-end": back.at(back.bump("T3"), RIDGE_END),
        "shoulder-blade-ridge": between(back.part, root, corner),
        "shoulder-blade-corner": corner,
        "shoulder-blade-tip": tip,
        "shoulder-blade-edge": back.at(share(y["T3"], y["T7"], 0.45), 3),
    }


def lowest_rib(back: Back) -> list[tuple[float, float]]:
    """The lowest rib to its free end, as short as it is on many people: height in cm, and cun to
    the side. It ends between the levels of T12 and L1, clear of what is pressed there.
    """
    high, low = back.levels["T12"], back.levels["L1"]
    return [(share(high, low, part), cun) for part, cun in (
        (0.28, 1.0), (0.36, 1.45), (0.45, 1.9), (0.54, 2.3))]


def _hips(back: Back) -> Marks:
    y, skin = back.levels, back.skin
    hip = back.skin.joint("upperleg01.R")
    crest_back = back.at(back.bump("L4"), 4.0)
    spike = skin.carried(-12.2, skin.stature * HIP_SPIKE, 2.0)
    spike[1] = skin.height(HIP_SPIKE)  # three cun below the navel, whatever the hips
    bump = back.outward(vec(hip[0], skin.height(TROCHANTER, -18.0, 0.0), hip[2] - 0.5), RIGHT)
    fold = skin.height(FOLD, -8.5, BEHIND)
    return {
        "hip-bone-top": crest_back,
        "hip-bone-top-outer": back.at(back.bump("L4"), 5.2),
        "hip-bone-top-left": mirror(skin, crest_back),
        "back-muscle-edge": back.at(share(y["L3"], y["L4"], 0.3), MUSCLE_EDGE),
        "fingers-above-hip": back.at(share(back.bump("L4"), y["L2"], 0.5), AT_SIDE),
        "hip-bone-front": back.outward(spike, FRONT),
        "hip-bump": bump,
        "back-dimple": back.behind(-DIMPLE * back.edge / EDGE, y["S2"]),
        "lowest-rib": back.at(*lowest_rib(back)[2]),
        "sacrum": back.at("S2", 0),
        "sacrum-top": back.behind(-4.7, share(y["S1"], y["S2"], 0.3)),
        "sacrum-hollow": back.at(y["S4"] - 0.5, 0),
        "buttock-cleft": back.at(y["S4"] - 2.4, 0),
        "tailbone-tip": back.at(back.height(COCCYX), 0),
        "buttock-crease": back.behind(-8.5, fold),
        "buttock-crease-inner": back.behind(-4.9, fold),
    }


INNER = dict(zip(
    ("BL11", "BL12", "BL13", "BL14", "BL15", "BL16", "BL17", "BL18", "BL19", "BL20", "BL21",
     "BL22", "BL23", "BL24", "BL25", "BL26", "BL27", "BL28", "BL29", "BL30"),
    ("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T9", "T10", "T11", "T12",
     "L1", "L2", "L3", "L4", "L5", "S1", "S2", "S3", "S4"), strict=True))
"""Inner line of the bladder channel, 1.5 cun from the midline, and its levels."""

OUTER = dict(zip(
    ("BL41", "BL42", "BL43", "BL44", "BL45", "BL46", "BL47", "BL48", "BL49", "BL50",
     "BL51", "BL52", "BL53", "BL54"),
    ("T2", "T3", "T4", "T5", "T6", "T7", "T9", "T10", "T11", "T12", "L1", "L2", "S2", "S4"),
    strict=True))
"""Outer line of the bladder channel, 3 cun from the midline, and its levels."""

MIDLINE = {
    "GV3": "L4", "GV4": "L2", "GV5": "L1", "GV6": "T11", "GV7": "T10", "GV8": "T9", "GV9": "T7",
    "GV10": "T6", "GV11": "T5", "GV12": "T3", "GV13": "T1", "EX-B8": "L5",
}
"""On the spine, in the dip below a spinous process."""

EXTRA = {"EX-B1": ("C7", 0.5), "EX-B4": ("L1", 3.5), "EX-B6": ("L4", 3.0), "EX-B7": ("L4", 3.5)}
"""Further points: level and cun to the side."""

MUSCLE_EDGE = 3.2
"""Cun from the midline to the outer edge of the thick muscle beside the spine, at L4."""

FOUND_BY = {
    "BL25": ("hip-bone-top-outer",), "EX-B6": ("hip-bone-top-outer",),
    "BL23": ("hip-bone-top-outer", "fingers-above-hip"),
    "BL52": ("hip-bone-top-outer", "fingers-above-hip", "back-muscle-edge"),
    "EX-B7": ("back-muscle-edge", "hip-bone-top-outer"),
}
"""Points of the loins that are found without counting bumps of the spine."""

BESIDES = {
    "BL50": ("lowest-rib",), "BL51": ("lowest-rib",), "EX-B4": ("lowest-rib",),
    "EX-B8": ("sacrum-top",), "BL28": ("back-dimple",), "BL29": ("back-dimple",),
    "BL53": ("back-dimple",),
}
"""What lies beside a point, where its words name that."""

AT_SIDE = 4.3
"""Cun from the midline to where three fingers lie on the hip bone, at the waist: with the hands
there, the thumbs reach the back level with the second lumbar bump.
"""

ABOVE_CLEFT = {"S1": 4.0, "S2": 3.0, "S3": 2.0, "S4": 1.0}
"""Cun from the top of the buttock cleft up to a level of the sacrum: found more surely than the
dimples, or one hole after the other.
"""

HOLES = {"BL31": ("S1", 0.56), "BL32": ("S2", 0.50), "BL33": ("S3", 0.45), "BL34": ("S4", 0.40)}
"""Holes of the sacrum: level, and how far from the midline as a share of the dimple's way."""


def spots(skin: Skin, marks: Marks) -> list[Spot]:
    """Every point of back, sacrum and buttock."""
    back = Back(skin)
    rows = {c: (n, 1.5) for c, n in INNER.items()} | {c: (n, 3.0) for c, n in OUTER.items()}
    rows |= EXTRA
    first = _before()
    paired = [
        _spot(code, back.at(level, cun), back, level,
              guide=(f"spine-{level.lower()}", cun), first=first.get(code))
        for code, (level, cun) in rows.items()
    ]
    single = [
        _spot(code, back.at(level, 0), back, level, middle=True) for code, level in MIDLINE.items()
    ]
    return [*paired, *single, *_jiaji(back), *_sacrum(back, marks), *_buttock(back, marks)]


def _before() -> dict[str, tuple[str | Place, float]]:
    """The measure along the middle, before the one to the side."""
    return {code: ("buttock-cleft", ABOVE_CLEFT[level])
            for code, level in (INNER | OUTER).items() if level in ABOVE_CLEFT}


def shown(level: str, cun: float) -> str:
    """The view for a place on the back."""
    names = ["C7", *SPACING]
    i = names.index(level)
    if i <= names.index("T1") and cun < 1:
        return "neck-back"
    if i <= names.index("T11"):
        return "upper-back"
    return "low-back" if i <= names.index("L5") else "sacrum"


def labels(level: str, *, middle: bool) -> tuple[str, ...]:
    """What finds a level of the spine: where it begins, the bump to start from, and the one that is
    counted to.
    """
    if level == "C7":
        return ("neck-bump",)
    if level[0] == "S":
        return ("buttock-cleft",)
    start = COUNTED.get(level) or next(name for name, n in STARTS.items() if n == level)
    begin = {"tip": "shoulder-blade-tip", "ridge": "shoulder-blade-ridge-end", "neck": "neck-bump",
             "hip": "hip-bone-top-left" if middle else "hip-bone-top"}[start]
    if level not in COUNTED:
        return begin, f"spine-bump-{level.lower()}"
    if start == "neck":
        return begin, counted_to(level)
    return begin, f"spine-start-{STARTS[start].lower()}", counted_to(level)


def _spot(
    code: str, place: Place, back: Back, level: str, *, middle: bool = False,
    guide: tuple[str | Place, float] | None = None,
    first: tuple[str | Place, float] | None = None,
) -> Spot:
    view = shown(level, guide[1] if guide else 0.0)
    if code == "BL43":  # by the end of the ridge and the blade's edge: no bump need be counted
        return spot(code, place, view, "shoulder-blade-ridge-end", cun=back.cun,
                    guide=("shoulder-blade-ridge-end", 1.5))
    named = FOUND_BY.get(code) or labels(level, middle=middle)
    return spot(code, place, view, *named, *BESIDES.get(code, ()), cun=back.cun, guide=guide,
                first=first, middle=middle)


def _jiaji(back: Back) -> list[Spot]:
    """EX-B2: seventeen places a side, below each process from T1 to L5."""
    levels = [n for n in back.levels if n[0] in "TL"]
    places = tuple(back.at(n, 0.5) for n in levels)
    return [spot("EX-B2", places, "spine", "neck-bump", "hip-bone-top", cun=back.cun)]


def _sacrum(back: Back, marks: Marks) -> list[Spot]:
    dimple = -marks["back-dimple"].xyz[0]
    holes = [
        spot(code, back.behind(-part * dimple, back.levels[level]), "sacrum", "buttock-cleft",
             *(("back-dimple",) if code == "BL32" else ()), cun=back.cun,
             guide=(f"spine-{level.lower()}", 1.0),
             first=("buttock-cleft", ABOVE_CLEFT[level]))
        for code, (level, part) in HOLES.items()
    ]
    hiatus = spot("GV2", marks["sacrum-hollow"], "sacrum", "buttock-cleft",
                  cun=back.cun, guide=("buttock-cleft", 1.0), middle=True)
    return [*holes, hiatus]


def _buttock(back: Back, marks: Marks) -> list[Spot]:
    cun, bump = back.cun, marks["hip-bump"]
    beside = back.at(marks["tailbone-tip"].xyz[1], 0.5)
    third = along(back.part, bump, marks["sacrum-hollow"], 1 / 3)
    half = between(back.part, marks["hip-bone-front"], bump)
    return [
        spot("BL35", beside, "sacrum", "tailbone-tip", "back-dimple", cun=cun,
             guide=("tailbone-tip", 0.5)),
        spot("BL36", marks["buttock-crease"], "sacrum", "buttock-crease-inner", cun=cun),
        spot("GB29", half, "hip-side", "hip-bone-front", "hip-bump", cun=cun),
        spot("GB30", third, "hip-back", "hip-bump", "sacrum-hollow", cun=cun,
             guide=("hip-bump", 3.0)),
    ]
