"""How many cun points lie from each other along a limb, the belly and the scalp, as WHO has it.

Taken from the `cun` rules in `assets/points/`, which begin at creases and bones, and at other
points. A place *between* two points is measured out by this where it can be, and not by a ruler:
from wrist to elbow it is 12 cun, however the arm lies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..checks import name_of

LENGTH: Mapping[str, tuple[float, float]] = {
    "upper-arm": (0, 9),
    "forearm": (-1, 12),
    "back-thigh": (0, 14),
    "front-thigh": (0, 18),
    "outer-thigh": (0, 19),
    "shin": (0, 16),
    "inner-shin": (0, 16),
    "belly": (-8, 5),
    "scalp": (0, 12),
}
"""From where to where a measure runs, in cun: down a limb from its upper end, down the belly from
the navel, back over the scalp from the hairline."""

BEGIN: Mapping[str, Mapping[str, float]] = {
    "anterior-axillary-fold": {"upper-arm": 0},
    "cubital-crease": {"upper-arm": 9, "forearm": 0},
    "olecranon-prominence": {"upper-arm": 9, "forearm": 0},
    "palmar-wrist-crease": {"forearm": 12},
    "dorsal-wrist-crease": {"forearm": 12},
    "gluteal-fold-midpoint": {"back-thigh": 0},
    "patella-base": {"front-thigh": 18},
    "patella-base-medial-end": {"front-thigh": 18},
    "patella-base-lateral-end": {"front-thigh": 18},
    "popliteal-crease": {"back-thigh": 14, "outer-thigh": 19, "shin": 0, "inner-shin": 0},
    "lateral-malleolus-prominence": {"shin": 16},
    "medial-malleolus-prominence": {"inner-shin": 15},
    "medial-malleolus": {"inner-shin": 15},
    "xiphisternal-junction": {"belly": -8},
    "navel-centre": {"belly": 0},
    "umbilicus": {"belly": 0},
    "pubic-symphysis-upper-edge": {"belly": 5},
    "pubic-symphysis-upper-border": {"belly": 5},
    "front-hairline": {"scalp": 0},
    "anterior-hairline": {"scalp": 0},
    "back-hairline": {"scalp": 12},
}
"""Where WHO begins to measure."""

ENDS: Mapping[str, Mapping[str, float]] = {
    **{code: {"upper-arm": 9, "forearm": 0} for code in ("LU5", "PC3", "HT3", "LI11", "SI8")},
    "HT1": {"upper-arm": 0},
    "SI5": {"forearm": 12},
    "BL36": {"back-thigh": 0},
    "BL40": {"back-thigh": 14, "shin": 0, "inner-shin": 0},
    "LR8": {"inner-shin": 0},
    "ST35": {"shin": 0},
    "ST41": {"shin": 16},
    "BL60": {"shin": 16},
    "KI3": {"inner-shin": 15},
    "CV8": {"belly": 0},
    "KI16": {"belly": 0},
    "GV17": {"scalp": 9.5},
    "GV16": {"scalp": 11},
}
"""Points in the crease or beside the bone where a measure begins or ends."""

BESIDE = ("TE7",)
"""Level with a point of its channel and beside it, so on no line along the limb."""

ALONG = {"distal": 1, "down": 1, "posterior": 1, "proximal": -1, "up": -1, "anterior": -1}


def measures(facts: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, float]]:
    """Levels of points by measure, from their code, region and `cun` rules."""
    found: dict[str, dict[str, float]] = {name: {} for name in LENGTH}
    for code, levels in ENDS.items():
        for name, level in levels.items():
            found[name][code] = level
    rules = [(code, *rule) for code, _, text in facts if code not in BESIDE
             for rule in _rules(text)]
    for _ in range(3):  # a point is measured from another, that one from a crease
        for code, start, way, cun in rules:
            for name, level in _begin(start, found).items():
                forward = start.endswith("hairline") and level == 0
                here = level + (cun if forward else ALONG[way] * cun)
                if LENGTH[name][0] <= here <= LENGTH[name][1]:
                    found[name].setdefault(code, int(here) if here == int(here) else round(here, 2))
    return {name: dict(sorted(levels.items())) for name, levels in found.items()}


def _rules(text: str) -> Iterable[tuple[str, str, float]]:
    """Where each rule begins, which way it goes along the body, and how far."""
    for rule in filter(None, text.split("|")):
        parts = dict(part.strip().split("=", 1) for part in rule.split(";"))
        if parts.get("dir") in ALONG:
            yield name_of(parts["from"].split("@")[0]), parts["dir"], float(parts["n"])


def _begin(start: str, found: Mapping[str, Mapping[str, float]]) -> Mapping[str, float]:
    """The levels of a landmark, or of a point as far as they are known."""
    of_point = {
        name: levels[start.upper()] for name, levels in found.items() if start.upper() in levels
    }
    return BEGIN.get(start, of_point)
