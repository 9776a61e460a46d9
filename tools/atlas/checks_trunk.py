"""Measure head and trunk against the standard, from `places` and the points' `cun` rules.

`python -m tools.atlas.checks_trunk --facts <folder or csv>` prints the worst ten. Lengths along
the skin are summed over the points that lie on one line, so that they owe nothing to the frames
that placed the points. Plain Python, like `checks`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from .checks import LEAST, LIMIT, Body, Finding, Xyz, along, name_of, report

REGIONS = frozenset((
    "head", "face", "ear", "neck", "shoulder", "chest", "abdomen", "lower-abdomen", "upper-back",
    "low-back", "sacrum", "buttock",
))

ASIDE = 0.1
"""Chords along the ribs are shorter than the curve: cun to the side may be off by this much."""
LEVEL = 0.5
"""Points of one height may differ by this many centimetres."""
SHARE = 0.03

MARKS: Mapping[str, str] = {
    "navel-centre": "navel", "umbilicus": "navel", "navel": "navel",
    "xiphisternal-junction": "breastbone-end", "suprasternal-notch": "throat-notch",
    "pubic-symphysis-upper-edge": "pubic-bone", "pubic-symphysis-upper-border": "pubic-bone",
    "first-posterior-sacral-foramen": "spine-s1", "second-posterior-sacral-foramen": "spine-s2",
    "third-posterior-sacral-foramen": "spine-s3", "fourth-posterior-sacral-foramen": "spine-s4",
    "posterior-superior-iliac-spine": "back-dimple", "coccyx-tip": "tailbone-tip",
    "posterior-axillary-fold": "armpit-fold-back", "mandible-angle": "jaw-corner",
    "scapular-spine-midpoint": "shoulder-blade-ridge", "scapula-inferior-angle":
    "shoulder-blade-tip", "acromion-outer-end": "shoulder-tip", "asis": "hip-bone-front",
    "greater-trochanter-prominence": "hip-bump", "sacral-hiatus": "sacrum-hollow",
    "nose-base": "nose-base", "upper-lip-edge": "lip-edge", "mouth-corner": "mouth-corner",
    "outer-canthus": "eye-corner", "inner-canthus": "inner-eye-corner", "pupil": "pupil",
    "nasal-ala-lower-border": "nostril-wing-base", "inner-brow-end": "brow-start",
    "outer-brow-end": "brow-end", "auricular-apex": "ear-tip", "clavicle-lower-border":
    "collarbone", "11th-rib-free-end": "rib-11-tip", "12th-rib-free-end": "rib-12-tip",
    "anterior-axillary-fold-upper-end": "armpit-fold-front",
}
"""Names of the rules, and the landmark that each is."""

ROWS: Sequence[str] = (
    "CV8 KI16 ST25 SP15", "CV11 KI18 ST22 SP16", "CV14 KI21 ST19 LR14", "CV10 KI17 ST23",
    "CV12 KI19 ST21", "CV13 KI20 ST20", "CV9 ST24", "CV7 KI15 ST26 SP14", "CV5 KI14 ST27",
    "CV4 KI13 ST28", "CV3 KI12 ST29 EX-CA1 SP13", "CV2 KI11 ST30 LR12", "CV17 KI23 ST17 PC1 SP18",
    "CV18 KI24 ST16 SP19", "CV19 KI25 ST15 SP20", "CV20 KI26 ST14", "CV16 KI22 ST18 SP17",
    "GV17 BL9 GB19", "GV24 BL3 BL4 GB15 GB13 ST8",
)
"""From the midline to the side along the skin."""

CROWN = ("front-hairline", "GV24", "GV23", "GV22", "GV21", "GV20", "GV19", "GV18", "GV17", "GV16",
         "GV15", "back-hairline")
"""The midline of the head from hairline to hairline."""

ARCS: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(("GB4", "GB5", "GB6"), ("ST8", "GB4", "GB5", "GB6", "GB7")),
    "GB11": ("GB9", "GB10", "GB11", "GB12"),
    **dict.fromkeys(("TE18", "TE19"), ("TE20", "TE19", "TE18", "TE17")),
    **dict.fromkeys(("BL3", "BL4", "GB13", "GB15"), ("GV24", "BL3", "BL4", "GB15", "GB13", "ST8")),
    "GB21": ("spine-c7", "GB21", "shoulder-tip"), "GB30": ("hip-bump", "GB30", "sacrum-hollow"),
    "EX-HN4": ("brow-start", "EX-HN4", "brow-end"),
    "GB29": ("hip-bone-front", "GB29", "hip-bump"), "GV26": ("nose-base", "GV26", "lip-edge"),
}
"""Shares of a curve are measured along its points."""


OVER_EARS: Mapping[str, tuple[float, float, float]] = {"BL7": (2.5, 4, 5.5)}
"""Between points before and behind the line of the ears, where cun are not of one length: cun from
the front hairline to the first, to the point, and to the other.
"""

LOOSE: Mapping[str, float] = {"EX-HN4": 0.06, "GB11": 0.08}
"""Points on curved bone, whose share of a curve may be off by this. GB11 lies on the way from GB10
to GB12, which bends forward more than the curve that WHO divides.
"""

STEPS: Sequence[tuple[str, str, float, str]] = (
    ("GB16", "GB15", 1, "crown"), ("GB17", "GB16", 1, "crown"), ("GB18", "GB17", 1.5, "crown"),
    ("BL5", "BL4", 0.5, "crown"), ("BL6", "BL5", 1.5, "crown"), ("BL7", "BL6", 1.5, "crown"),
    ("BL8", "BL7", 1.5, "over crown"), ("GB8", "TE20", 1.5, "thumb"),
    ("GB14", "brow-middle", 1, "brow"), ("GB10", "hairline-behind-ear", 1, "thumb"),
    ("GB23", "GB22", 1, "chest"), ("LU1", "LU2", 1, "chest"),
    ("GB28", "hip-bone-front", 0.5, "chest"),
)
"""Straight from one place to the next: how many cun, and of which part of the body."""

UNDER_RIB = 0.55
"""How many cun below the tip of a free rib its point lies: under the bone, not on it."""

# --- units ---------------------------------------------------------------------------------


def place(body: Body, name: str) -> Xyz | None:
    """A point, or a landmark by the rules' name for it."""
    code = name.upper()
    if code in body.points:
        return body.at(code)
    spine = re.fullmatch(r"([ctl]\d+)-spinous-process.*", name)
    return body.marks.get(f"spine-{spine[1]}" if spine else MARKS.get(name, name))


def lengths(body: Body, names: Sequence[str]) -> dict[str, float]:
    """Length from the first of the names to each, along a line through all of them, cm."""
    at = [body.over_ribs(n) if n in body.points else body.marks[n] for n in names]
    out, total = {names[0]: 0.0}, 0.0
    for name, (a, b) in zip(names[1:], pairwise(at), strict=True):
        total += math.dist(a, b)
        out[name] = total
    return out


def back_cun(body: Body) -> float:
    """Three cun from the midline to the inner edge of the shoulder blade, cm."""
    return abs(body.marks["shoulder-blade-edge"][0]) / 3


def chest_cun(body: Body) -> float:
    """Four cun from the midline, above the breast, cm."""
    return lengths(body, ("CV20", "KI26", "ST14"))["ST14"] / 4


def hairline_cun(body: Body) -> float:
    """Four and a half cun from the midline to the hairline's corner, cm."""
    return lengths(body, ROWS[-1].split())["ST8"] / 4.5


def nape_cun(body: Body) -> float:
    """At the back of the head: 1.3 cun to the outer edge of the neck cord, cm."""
    return abs(body.at("BL10")[0]) / 1.3


def thumb(body: Body) -> float:
    """A cun by stature (75 in the whole height), where no bone measure reaches, cm."""
    return body.marks["neck-bump"][1] / 0.849 / 75


def belly_height(body: Body, y: float) -> float:
    """Cun above the navel: eight to the breastbone's end, five down to the pubic bone."""
    navel = body.marks["navel"][1]
    if y >= navel:
        return 8 * (y - navel) / (body.marks["breastbone-end"][1] - navel)
    return -5 * (navel - y) / (navel - body.marks["pubic-bone"][1])


def crown_cun(body: Body) -> dict[str, float]:
    """Cun behind the front hairline of each point of the head's midline.

    Five as far as the line from ear tip to ear tip, where GV20 must lie (`PLUMB`), seven beyond.
    """
    found = lengths(body, CROWN)
    ears, end = found["GV20"], found["back-hairline"]
    return {name: 5 * v / ears if v < ears else 5 + 7 * (v - ears) / (end - ears)
            for name, v in found.items()}


def crown_cm(body: Body) -> float:
    """Centimetres in a cun of the scalp before the line of the ears."""
    return lengths(body, CROWN)["GV20"] / 5


def over_crown_cm(body: Body) -> float:
    """The same from one cun before the line of the ears to half a cun behind it."""
    found = lengths(body, CROWN)
    return (2 * crown_cm(body) + (found["back-hairline"] - found["GV20"]) / 7) / 3


def brow_cm(body: Body) -> float:
    """Three cun from between the brows to the front hairline, cm."""
    return math.dist(body.marks["between-brows"], body.marks["front-hairline"]) / 3


UNITS = {"crown": crown_cm, "over crown": over_crown_cm, "thumb": thumb, "brow": brow_cm,
         "chest": chest_cun}


# --- rules ---------------------------------------------------------------------------------

Measure = tuple[float, float, float]
"""Wanted, found, allowed."""


def cun_findings(body: Body, code: str, region: str, rules: str) -> Iterator[Finding]:
    """Every measure that a point's `cun` rule asks for and that can be taken."""
    if code not in body.points or region not in REGIONS:
        return
    for rule in filter(None, (r.strip() for r in rules.split("|"))):
        parts = dict(p.strip().split("=", 1) for p in rule.split(";"))
        if "from" in parts:
            found = _from(body, code, region, name_of(parts["from"]), parts["dir"],
                          float(parts["n"]))
        else:
            found = _between(body, code, parts)
        if found:
            yield Finding(code, rule, *found)


def _from(body: Body, code: str, region: str, name: str, way: str, n: float) -> Measure | None:
    if way == "lateral" and n:
        return _aside(body, code, region, name, n)
    if region in ("abdomen", "lower-abdomen", "chest") and way in ("up", "down"):
        return _height(body, code, name, way, n)
    if code in CROWN or (region == "head" and name in ("front-hairline", "back-hairline")):
        return _crown(body, code, name, n)
    start = place(body, name)
    if start is None or way not in ("up", "down", "lateral") or name in ("mandible-angle",):
        return None
    if n == 0:
        axis = 0 if way == "lateral" else 1
        gap = abs(body.at(code)[axis]) - abs(start[axis])
        if code == "TE20":  # the folded tip touches the head above where the ear stands
            return 0.0, gap, 2 * LEVEL
        return 0.0, gap, LEVEL if axis else 0.2
    if code in ("SI9",):
        return n, abs(body.at(code)[1] - start[1]) / back_cun(body), max(LEAST, LIMIT * n)
    return None


def _aside(body: Body, code: str, region: str, name: str, n: float) -> Measure | None:
    back = ("upper-back", "low-back", "sacrum", "buttock")
    if region in back:
        return n, abs(body.at(code)[0]) / back_cun(body), max(LEAST, LIMIT * n)
    row = next((r.split() for r in ROWS if code in r.split()), None)
    if name == "st19":
        row = ["ST19", "LR14"]
    if row and (name.startswith(("anterior", "posterior", "midline", "navel", "umbilicus"))
                or name == "st19"):
        unit = hairline_cun(body) if region == "head" else chest_cun(body)
        if code in ("BL9", "GB19"):
            unit = nape_cun(body)
        return n, lengths(body, row)[code] / unit, max(ASIDE, LIMIT * n)
    start = place(body, name)
    if region == "face" and start is not None:
        return n, math.dist(start, body.at(code)) / thumb(body), ASIDE
    return None


def _height(body: Body, code: str, name: str, way: str, n: float) -> Measure | None:
    sign = 1 if way == "up" else -1
    if name == "suprasternal-notch":
        chest = (body.marks["throat-notch"][1] - body.marks["breastbone-end"][1]) / 9
        return n, (body.marks["throat-notch"][1] - body.at(code)[1]) / chest, LEAST
    if name == "lu2":
        return n, math.dist(body.at("LU2"), body.at(code)) / chest_cun(body), LEAST
    start = place(body, name.removesuffix("-level"))
    if start is None or name == "asis" or code in ("KI27", "ST13"):
        return None
    found = sign * (belly_height(body, body.at(code)[1]) - belly_height(body, start[1]))
    return n + (UNDER_RIB if "rib-free-end" in name else 0), found, max(LEAST, LIMIT * n)


def _crown(body: Body, code: str, name: str, n: float) -> Measure | None:
    cun = crown_cun(body)
    if code not in cun or (name not in cun and name.upper() not in cun):
        return None
    start = cun.get(name, cun.get(name.upper(), 0.0))
    return n, abs(cun[code] - start), max(LEAST, LIMIT * n)


BY_THE_EAR = "GB10"
"""Found level with the tip of the ear, a cun inside the hair (`STEPS`, `LEVELS`); on this head the
third of the curve lies 2 cm above, where no patient is led.
"""


def _over_ears(body: Body, code: str) -> float:
    """The share of the way between its neighbours at which such a point must lie."""
    before, here, behind = (_scalp_cm(body, cun) for cun in OVER_EARS[code])
    return (here - before) / (behind - before)


def _scalp_cm(body: Body, cun: float) -> float:
    """Centimetres behind the front hairline of so many cun, on the midline."""
    found = lengths(body, CROWN)
    ears, end = found["GV20"], found["back-hairline"]
    return cun * ears / 5 if cun < 5 else ears + (cun - 5) * (end - ears) / 7


def _between(body: Body, code: str, parts: Mapping[str, str]) -> Measure | None:
    t = float(parts["t"])
    if code == BY_THE_EAR:
        return None
    if code in ARCS:
        found = lengths(body, ARCS[code])
        end = next((c for c in ARCS[code] if c == parts["between"].split(",")[1]), ARCS[code][-1])
        return t, found[code] / found[end], LOOSE.get(code, SHARE)
    if code in ("GV20", "GV21"):
        cun = crown_cun(body)
        ends = {"GV20": ("front-hairline", "back-hairline"), "GV21": ("GV20", "GV22")}[code]
        if name_of(parts["between"]).split(",")[0] != ends[0].lower():
            return None
        return t, (cun[code] - cun[ends[0]]) / (cun[ends[1]] - cun[ends[0]]), SHARE
    a, b = (place(body, name_of(x)) for x in parts["between"].split(","))
    if a is None or b is None:
        return None
    wanted = _over_ears(body, code) if code in OVER_EARS else t
    return wanted, along(a, b, body.at(code)), 2 * SHARE


# --- level and order -----------------------------------------------------------------------

LEVELS: Sequence[str] = (
    "GV4 BL23 BL52", "GV3 BL25 EX-B6 EX-B7", "GV5 BL22 BL51 EX-B4", "BL14 BL43",
    "GV12 BL13 BL42", "BL12 BL41", "GV9 BL17 BL46", "GV13 BL11 SI14",
    "GV11 BL15 BL44", "GV10 BL16 BL45", "GV8 BL18 BL47", "GV7 BL19 BL48", "GV6 BL20 BL49",
    "BL21 BL50", "GV14 EX-B1 SI15", "BL28 BL32 BL53 back-dimple", "BL27 BL31", "BL29 BL33",
    "BL30 BL34 BL54", "GV16 GB20", "GV17 BL9 GB19", "CV8 ST25 SP15 navel", "CV4 GB27",
    "ST9 LI18 SI16", "ST10 LI17", "jaw-corner TE16", "eye-corner GB1", "GV26 LI19",
    "brow-start EX-HN3 BL2", "nostril-wing LI20", "nostril-wing-base ST3", "ST13 KI27",
    "ST19 LR14", "CV17 KI23 ST17", "CV2 ST30 SP12 LR12 KI11", "navel GB26",
    "ear-tip GB10",
)
"""Of one height."""

PLUMB: Sequence[tuple[str, int, float]] = (
    ("pupil ST1 ST2 ST3 GB14 EX-HN4 GB15", 0, 0.2), ("eye-corner SI18", 0, 0.2),
    ("armpit-fold-back SI9", 0, 0.2), ("armpit-fold-back SI10", 0, 1.8),  # below it, the arm down
    ("shoulder-blade-ridge SI12", 0, 0.2),
    ("ear-tip GV20", 2, 0.5), ("GB3 ST7", 2, 0.3), ("TE20 GB8", 2, 0.3), ("TE21 SI19 GB2", 2, 0.4),
    ("GB22 SP21", 2, 0.3), ("rib-11-tip GB26", 2, 1.2),
)
"""On one vertical, seen along an axis (0 from the front, 2 from the side): allowed gap, cm."""

LOWER: Sequence[str] = (
    "BL11 BL12 BL13 BL14 BL15 BL16 BL17 BL18 BL19 BL20 BL21 BL22 BL23 BL24 BL25 BL26 BL27 BL28 "
    "BL29 BL30", "BL41 BL42 BL43 BL44 BL45 BL46 BL47 BL48 BL49 BL50 BL51 BL52 BL53 BL54",
    "BL31 BL32 BL33 BL34 BL35 BL36", "ST9 ST10 ST11", "spine-bump-l4 hip-bone-top GV3",
    "spine-bump-t7 shoulder-blade-tip GV9",
    "ST13 ST14 ST15 ST16 ST17 ST18 ST19 ST20 ST21 ST22 ST23 ST24 ST25 ST26 ST27 ST28 ST29 ST30",
    "GV19 GV18 GV17 GV16 GV15 GV14 GV13 GV12 GV11 GV10 GV9 GV8 GV7 GV6 GV5 GV4 GV3 EX-B8 GV2",
    "CV24 CV23 CV22 CV21 CV20 CV19 CV18 CV17 CV16 CV15 CV14 CV13 CV12 CV11 CV10 CV9 CV8 CV7 CV6 "
    "CV5 CV4 CV3 CV2", "SP20 SP19 SP18 SP17 SP16 SP15 SP14 SP13 SP12", "LU2 LU1",
    "KI27 KI26 KI25 KI24 KI23 KI22 KI21 KI20 KI19 KI18 KI17 KI16 KI15 KI14 KI13 KI12 KI11",
    "ST8 GB4 GB5 GB6 GB7", "GB8 GB10 GB11 GB12", "GB22 GB24 GB26 GB27 GB28 GB29 GB30",
    "TE20 TE19 TE18 TE17", "GV24 EX-HN3 GV25 GV26 GV27 CV24", "ST1 ST2 ST3 ST4 ST5",
)
"""Each lies lower than the one before."""

BEHIND: Sequence[str] = (
    "BL3 BL4 BL5 BL6 BL7 BL8 BL9", "GB14 GB15 GB16 GB17 GB18 GB19",
    "GV24 GV23 GV22 GV21 GV20 GV19 GV18", "GB8 GB9 GB10", "GB3 GB7 GB8",
)
"""Each lies behind the one before."""


def step_findings(body: Body) -> Iterator[Finding]:
    """Short ways from one place to the next, cun; scalp away from the midline is less curved."""
    for code, start, cun, part in STEPS:
        a = _known(body, start)
        found = math.dist(a, body.at(code)) / UNITS[part](body)
        yield Finding(code, f"from {start}", cun, found, max(2 * LEAST, ASIDE * cun))


def _known(body: Body, name: str) -> Xyz:
    """A point or a landmark, (3,) cm."""
    return body.at(name) if name in body.points else body.marks[name]


def level_findings(body: Body) -> Iterator[Finding]:
    """Points of one height, and on one vertical, cm."""
    for names in LEVELS:
        yield from _lined(body, names, 1, LEVEL, "level with")
    for names, axis, gap in PLUMB:
        yield from _lined(body, names, axis, gap, "on the vertical of")


def _lined(body: Body, names: str, axis: int, gap: float, words: str) -> Iterator[Finding]:
    first, *others = names.split()
    start = _known(body, first)
    for name in others:
        here = _known(body, name)
        yield Finding(name, f"{words} {first} (cm)", 0.0, here[axis] - start[axis], gap)


def order_findings(body: Body) -> list[str]:
    """Neighbours on a channel that stand in the wrong order."""
    wrong = []
    for lines, axis in ((LOWER, 1), (BEHIND, 2)):
        for line in lines:
            for a, b in pairwise(line.split()):
                if _known(body, b)[axis] >= _known(body, a)[axis]:
                    wrong.append(f"{b} should come after {a}")
    return wrong


def all_findings(body: Body, known: Iterable[tuple[str, str, str]]) -> list[Finding]:
    """Every measure of every point of head and trunk, the worst first."""
    found = [f for fact in known for f in cun_findings(body, *fact)]
    return sorted([*found, *step_findings(body), *level_findings(body)], key=lambda f: -f.off)


if __name__ == "__main__":
    report(__doc__, all_findings, order_findings)
