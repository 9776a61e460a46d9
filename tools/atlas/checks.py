"""Measure the places against the standard, from `places` and the points' `cun` rules alone.

`python -m tools.atlas.checks` prints the worst ten of each body; the tests ask for none outside
its limits. Plain Python: the product's own tests run it, and they know neither model nor numpy.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

PLACES = Path("tools/atlas/places")
"""A table for each body."""
POINTS = Path("assets/points")
Xyz = Sequence[float]

LIMIT, LEAST = 0.03, 0.06
"""A distance may be off by 3 %, or by this many cun where it is short."""
ASIDE = 0.15
"""Distances across a limb run over a bulge; they may be off by this share."""
HOLLOW = 0.2
"""A point "at" a crease or bone lies in the hollow beside it, at most this far off (cun)."""
SHARE = 0.03
"""A place between two others may be off by this share of the way along the limb."""

REGIONS = frozenset((
    "upper-arm", "elbow", "forearm", "wrist", "hand", "thigh", "knee", "lower-leg", "ankle", "foot"
))
"""Where cun run along limbs; trunk and head have their own measures."""

ALONG = ("proximal", "distal", "up", "down")


@dataclass(frozen=True)
class Finding:
    """One measure: what was asked of a point, what was found, in cun or as a share."""

    code: str
    rule: str
    wanted: float
    found: float
    limit: float

    @property
    def off(self) -> float:
        """How far off, as a share of what is allowed."""
        return abs(self.found - self.wanted) / self.limit

    def __str__(self) -> str:
        return (f"{self.code:8} {self.rule:58} wanted {self.wanted:5.2f} found {self.found:6.2f}"
                f"  {self.off:4.0%} of the limit")


# --- where measures begin ------------------------------------------------------------------

ENDS: Mapping[str, tuple[str, float]] = {
    "anterior-axillary-fold": ("upper-arm", 0), "anterior-axillary-fold-level": ("upper-arm", 0),
    "palmar-wrist-crease": ("forearm", 12), "dorsal-wrist-crease": ("forearm", 12),
    "popliteal-crease": ("shin", 0), "gluteal-fold-midpoint": ("back-thigh", 0),
    "lateral-malleolus-prominence": ("shin", 16), "lateral-malleolus": ("shin", 16),
    "medial-malleolus-prominence": ("inner-shin", 15), "medial-malleolus": ("inner-shin", 15),
    "patella-base": ("front-thigh", 18), "patella-base-medial-end": ("front-thigh", 18),
    "patella-base-lateral-end": ("front-thigh", 18), "patella-apex": ("inner-shin", 0),
    "patella-base-midpoint": ("front-thigh", 18),
}
"""Creases and bones that are a level of a limb: which limb, and how many cun below its top."""

MARKS: Mapping[str, str] = {
    "olecranon-prominence": "elbow-tip", "acromial-angle": "shoulder-back-corner",
    "lateral-epicondyle": "outer-elbow-bone", "medial-epicondyle": "inner-elbow-bone",
    "cubital-crease-medial-end": "elbow-crease-inner-end",
    "navicular-tuberosity": "inner-foot-bump", "mc2-head": "index-knuckle-rear",
    "lateral-malleolus-prominence": "outer-ankle-bone",
    "medial-malleolus-prominence": "inner-ankle-bone",
    "mc1-mc2-base-junction": "hand-bones-meet",
    "second-metacarpal-base": "index-hand-bone-base", "second-metacarpal-head": "index-knuckle",
    "mcp-joint-line": "middle-knuckle", "dorsal-wrist-crease": "back-wrist-crease",
    "patella-base-lateral-end": "kneecap-outer-corner",
    "patella-base-medial-end": "kneecap-inner-corner", "patella-apex": "kneecap-point",
    "popliteal-crease-medial-end": "knee-crease-inner-end",
    "popliteal-crease-lateral-end": "knee-crease-outer-end",
}
"""Other names of the rules, and the landmark that each is."""

LINES: Mapping[str, tuple[str, str, float]] = {
    "PC4": ("PC7", "PC3", 12), "PC5": ("PC7", "PC3", 12), "PC6": ("PC7", "PC3", 12),
    "EX-UE2": ("PC7", "PC3", 12), "LU6": ("LU9", "LU5", 12),
    **{f"LI{n}": ("LI5", "LI11", 12) for n in (6, 7, 8, 9, 10)}, "SI7": ("SI5", "SI8", 12),
}
"""Points on a line from wrist to elbow: the line from crease to crease is their 12 cun."""

JUST_PAST: Mapping[str, float] = {"T22.05": 0.4}
"""Points just past the place where two bones part: at most so many cun. From any other place their
cun are only "about" so many, and are not measured.
"""

ON_A_BULGE = frozenset(("ST41",))
"""Where the skin stands so far out that a straight share of the way misleads."""

BEGIN = {"palmar-wrist-crease": 0.0, "dorsal-wrist-crease": 0.0, "cubital-crease": 12.0}
"""How far up such a line the creases are."""


@dataclass(frozen=True)
class Body:
    """The places in space."""

    points: Mapping[str, Any]
    marks: Mapping[str, Xyz]
    limbs: Mapping[str, Any]

    @classmethod
    def read(cls, path: Path) -> Body:
        """From a table of `PLACES`."""
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(data["points"], data["marks"], data["limbs"])

    def at(self, code: str) -> Xyz:
        """Where a point is; the first place if it has several."""
        found: Xyz = self.points[code]["at"][0]
        return found

    def over_ribs(self, code: str) -> Xyz:
        """Where a point is, of a point on the breast where it lies on the ribs."""
        found: Xyz = self.points[code].get("ribs") or self.at(code)
        return found

    def named(self, name: str) -> Xyz | None:
        """Where a point or landmark is, if it is known."""
        code = name.upper()
        if code in self.points:
            return self.at(code)
        return self.marks.get(MARKS.get(name, name))

    def level(self, limb: str, xyz: Xyz) -> float:
        """How many cun below the top of a limb."""
        top, end, cun = self.limbs[limb]
        return along(top, end, xyz) * float(cun)

    def cun(self, limb: str) -> float:
        """Centimetres in a cun of a limb."""
        top, end, cun = self.limbs[limb]
        return math.dist(top, end) / float(cun)


def along(a: Xyz, b: Xyz, xyz: Xyz) -> float:
    """The share of the way from a to b at which a position lies."""
    way = [q - p for p, q in zip(a, b, strict=True)]
    got = [q - p for p, q in zip(a, xyz, strict=True)]
    return sum(w * g for w, g in zip(way, got, strict=True)) / sum(w * w for w in way)


# --- the rules of a point ------------------------------------------------------------------


def limb_of(code: str, region: str) -> str | None:
    """The limb by which a point is measured."""
    if region in ("upper-arm", "elbow") and code not in ("TE9",):
        return "upper-arm"
    if region == "hand":
        return "hand"
    if region in ("forearm", "wrist"):
        return "forearm"
    if region in ("thigh", "knee"):
        back = code in ("BL37", "BL38")
        outer = code in ("GB31", "GB32")
        return "back-thigh" if back else "outer-thigh" if outer else "front-thigh" if (
            region == "thigh") else "shin"
    if region in ("lower-leg", "ankle", "foot"):
        inner = re.match(r"(SP|KI|LR)", code) is not None
        return "inner-shin" if inner else "shin"
    return None


def cun_findings(body: Body, code: str, region: str, rules: str) -> Iterator[Finding]:
    """Every measure that a point's `cun` rule asks for and that can be taken along a limb."""
    limb = limb_of(code, region)
    if code not in body.points or region not in REGIONS or limb is None:
        return
    for rule in filter(None, (r.strip() for r in rules.split("|"))):
        parts = dict(p.strip().split("=", 1) for p in rule.split(";"))
        found = (_from(body, code, limb, parts) if "from" in parts
                 else _between(body, code, parts))
        if found:
            yield Finding(code, rule, *found)


def name_of(words: str) -> str:
    """`palmar wrist crease` and `palmar-wrist-crease` are one name."""
    return words.strip().lower().replace(" ", "-")


def _from(body: Body, code: str, limb: str, parts: Mapping[str, str],
          ) -> tuple[float, float, float] | None:
    name, way, wanted = name_of(parts["from"]), parts["dir"], float(parts["n"])
    if 0 < wanted < 0.2 or (wanted and code in JUST_PAST):
        return None
    here = body.at(code)
    if way not in ALONG:
        start = body.named(name)
        if start is None or name in ENDS:
            return None
        fall = body.level(limb, here) - body.level(limb, start)
        across = math.sqrt(max((math.dist(start, here) / body.cun(limb)) ** 2 - fall ** 2, 0))
        return wanted, across, max(2 * HOLLOW if not wanted else LEAST, ASIDE * wanted)
    found = _level_from(body, code, limb, name, here)
    least = LEAST if wanted else JUST_PAST.get(code, HOLLOW)
    return None if found is None else (wanted, found, max(least, LIMIT * wanted))


def _level_from(body: Body, code: str, limb: str, name: str, here: Xyz) -> float | None:
    if code in LINES:
        a, b, cun = LINES[code]
        up = along(body.at(a), body.at(b), here) * cun
        start = BEGIN.get(name)
        if start is None:
            start = along(body.at(a), body.at(b), body.at(name.upper())) * cun
        return abs(up - start)
    if name == "cubital-crease":
        name = {"LI13": "li11", "HT2": "inner-elbow-bone", "PC3": "lu5"}.get(code, "lu5")
    if name in ENDS:
        other, level = ENDS[name]
        if other != limb and not name.startswith("popliteal"):
            limb = other
        cun = body.limbs[limb][2]
        if name.startswith("popliteal") and limb != "shin":
            level = float(cun)
        return abs(body.level(limb, here) - level)
    start_at = body.named(name)
    if start_at is None:
        return None
    return abs(body.level(limb, here) - body.level(limb, start_at))


def _between(body: Body, code: str, parts: Mapping[str, str],
             ) -> tuple[float, float, float] | None:
    ends = [name_of(x) for x in parts["between"].split(",")]
    known = [body.named(x) for x in ends]
    if known[0] is None or known[1] is None or code in ON_A_BULGE:
        return None
    return float(parts["t"]), along(known[0], known[1], body.at(code)), 2 * SHARE


# --- order and level -----------------------------------------------------------------------

DOWN_ARM = (
    "LU3 LU4 LU5 LU6 LU7 LU8 LU9 LU10", "PC2 PC3 PC4 PC5 PC6 PC7 PC8 PC9",
    "HT2 HT3 HT4 HT5 HT6 HT7 HT8 HT9",
    "LI15 LI14 LI13 LI11 LI10 LI9 LI8 LI7 LI6 LI5 LI4 LI3 LI2 LI1",
    "TE13 TE12 TE11 TE10 TE9 TE8 TE6 TE5 TE4 TE3 TE2 TE1", "SI8 SI7 SI6 SI5 SI4 SI3 SI2 SI1",
)
"""Each of these lies nearer to the fingers than the one before."""
DOWN_LEG = (
    "ST31 ST32 ST33 ST34 ST35 ST36 ST37 ST38 ST39 ST41 ST42 ST43 ST44 ST45",
    "SP11 SP10 SP9 SP8 SP7 SP6 SP5 SP4", "BL36 BL37 BL38 BL40 BL55 BL56 BL57 BL58 BL59 BL60 BL61",
    "GB31 GB32 GB33 GB34 GB35 GB37 GB38 GB39 GB40", "LR10 LR9 LR8 LR7 LR6 LR5 LR4",
    "KI10 KI9 KI8 KI3 KI4 KI5",
)
"""Each of these is lower than the one before."""
ALONG_FOOT = (
    "ST41 ST42 ST43 ST44 ST45", "SP5 SP4 SP3 SP2 SP1", "LR4 LR3 LR2 LR1", "KI2 KI1",
    "BL61 BL62 BL63 BL64 BL65 BL66 BL67", "GB40 GB41 GB42 GB43 GB44", "KI4 KI3 KI6 KI2",
)
"""Each of these is nearer to the toes than the one before."""

LEVEL: Sequence[tuple[str, str, str, float]] = (
    ("BL40", "BL39", "shin", 0.15), ("BL40", "KI10", "shin", 0.15), ("BL40", "LR8", "shin", 0.3),
    ("GB35", "GB36", "shin", 0.05), ("GB35", "ST39", "shin", 0.35), ("ST38", "ST40", "shin", 0.35),
    ("KI3", "EX-LE8", "inner-shin", 0.1), ("BL60", "EX-LE9", "shin", 0.15),
    ("KI3", "BL60", "shin", 0.35), ("KI7", "KI8", "inner-shin", 0.05),
    ("KI9", "LR5", "inner-shin", 0.05), ("TE6", "TE7", "forearm", 0.05),
    ("PC7", "HT7", "forearm", 0.05), ("PC7", "LU9", "forearm", 0.05),
    ("TE4", "LI5", "forearm", 0.2), ("TE4", "SI5", "forearm", 0.2), ("PC8", "HT8", "hand", 0.2),
    ("PC6", "TE5", "forearm", 0.2), ("KI6", "BL62", "shin", 0.35), ("SP9", "GB34", "shin", 0.6),
)
"""Two points of one height, the limb along which, and how many cun they may differ."""


def order_findings(body: Body) -> list[str]:
    """Neighbours on a channel that stand in the wrong order."""
    wrong = []
    for chains, measure in ((DOWN_ARM, _down_arm), (DOWN_LEG, _lower), (ALONG_FOOT, _forward)):
        for chain in chains:
            codes = [c for c in chain.split() if c in body.points]
            for a, b in pairwise(codes):
                if measure(body, b) < measure(body, a):
                    wrong.append(f"{b} should come after {a}")
    return wrong


def _down_arm(body: Body, code: str) -> float:
    """How far down the arm, in cm, through elbow and wrist to the fingertips."""
    (shoulder, elbow, _), (_, wrist, _) = body.limbs["upper-arm"], body.limbs["forearm"]
    joints = [shoulder, elbow, wrist, body.marks["middle-fingertip"]]
    xyz, best, done, gap = body.at(code), 0.0, 0.0, math.inf
    for i, (a, b) in enumerate(pairwise(joints)):
        t = max(along(a, b, xyz), 0.0) if i else along(a, b, xyz)
        t = min(t, 1.0) if i < len(joints) - 2 else t
        near = math.dist(xyz, [p + (q - p) * t for p, q in zip(a, b, strict=True)])
        if near < gap:
            best, gap = done + t * math.dist(a, b), near
        done += math.dist(a, b)
    return best


def _lower(body: Body, code: str) -> float:
    return -body.at(code)[1]


def _forward(body: Body, code: str) -> float:
    return body.at(code)[2]


def level_findings(body: Body) -> list[Finding]:
    """Pairs that should be of one height."""
    return [Finding(a, f"level with {b}", 0.0,
                    body.level(limb, body.at(a)) - body.level(limb, body.at(b)), limit)
            for a, b, limb, limit in LEVEL if a in body.points and b in body.points]


def facts(folder: Path = POINTS) -> Iterator[tuple[str, str, str]]:
    """Code, region and cun rule of every point of the library, or of a table (csv)."""
    if folder.suffix == ".csv":
        with folder.open(encoding="utf-8") as table:
            for row in csv.DictReader(table):
                yield row["code"], row["region"], row["cun"]
        return
    for path in sorted(folder.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        said = dict(re.findall(r'^(code|region|cun): *"?(.*?)"? *$', text, re.M))
        yield said["code"], said.get("region", ""), said.get("cun", "")


def all_findings(body: Body, known: Iterable[tuple[str, str, str]]) -> list[Finding]:
    """Every measure of every point, the worst first."""
    found = [f for fact in known for f in cun_findings(body, *fact)]
    return sorted(found + level_findings(body), key=lambda f: -f.off)


Measured = Callable[[Body, Iterable[tuple[str, str, str]]], list[Finding]]


def report(doc: str | None, measured: Measured, ordered: Callable[[Body], list[str]]) -> None:
    """The command of a check: print the worst measures of each body, and what is hard to see."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--facts", type=Path, default=POINTS, help="points' folder, or a csv")
    parser.add_argument("--count", type=int, default=10)
    options = parser.parse_args()
    known = list(facts(options.facts))
    for table in sorted(PLACES.glob("*.json")):
        body = Body.read(table)
        found = measured(body, known)
        outside = sum(f.off > 1 for f in found)
        print(f"{table.stem}: {len(found)} measures, {outside} outside their limits")
        for finding in found[:options.count]:
            print(finding)
        turned = sorted(((max(p["angle"]), c) for c, p in body.points.items()), reverse=True)
        print("turned away most:", ", ".join(f"{c} {a}°" for a, c in turned[:options.count]))
        print("hidden:", ", ".join(c for c, p in body.points.items() if p["hidden"]) or "none")
        for line in ordered(body):
            print(line)


if __name__ == "__main__":
    report(__doc__, all_findings, order_findings)
