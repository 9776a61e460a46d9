"""The ear points, placed on the large ear by rules on its folds, and the marks they are found from.

Zones and codes are those of GB/T 13734-2008 (Nomenclature and location of auricular points): each
part of the ear is divided as the standard divides it, and a point lies in the middle of its zone,
or, for a point of the standard (`6a`, `2p`, `6,7i`), where the standard puts it; as pages retell it
that `docs/ear.md` names, for the standard itself was not opened. The rules need
neither the model nor a body; only the map of the whole body does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..body import Floats
from ..ear import BOX, FOLDS, FORK, HEIGHT_CM, ROOT_OF_RIM, VIEW
from ..views import BY_NAME, project
from . import Solved, mirror

Json = dict[str, Any]

TOP, BOTTOM = 85.0, 813.0
"""Where the ear begins and ends on the page."""
SCAPHA = (0.02, 0.86), (0.49, 0.97)
"""Where the groove runs along the ridge and along the inner edge of the rim."""
LOBE_TOP = 664.0
"""Below the notch, where the lobe begins."""


def between(one: Floats, other: Floats, share: float) -> Floats:
    """The place at a share of the way from one place to another."""
    return one + (other - one) * share


def into(fold: str, share: float, depth: float) -> Floats:
    """A place `depth` units from a fold, on the right hand of whoever runs along it."""
    line = FOLDS[fold]
    ahead = line.at(min(share + 0.01, 1.0)) - line.at(max(share - 0.01, 0.0))
    ahead /= np.linalg.norm(ahead)
    return line.at(share) + np.array([-ahead[1], ahead[0]]) * depth


def scapha(sixths: float) -> Floats:
    """In the groove, so many of its six parts from above."""
    (top, end), (rim_top, rim_end) = SCAPHA
    share = sixths / 6
    ridge = FOLDS["antihelix-back"].at(top + (end - top) * share)
    rim = FOLDS["helix"].at(rim_top + (rim_end - rim_top) * share)
    return between(ridge, rim, 0.5)


def ridge(fifths: float, forward: float) -> Floats:
    """On the body of the ridge, so many of its five parts below the fork; `forward` from its back
    edge (0) to the hollow (1).
    """
    share = fifths / 5
    back = FOLDS["antihelix-back"].at(FORK + (1 - FORK) * share)
    front = FOLDS["concha-edge"].at(0.36 + 0.64 * share)
    return between(back, front, forward)


def upper_leg(share: float) -> Floats:
    """In the middle of the ridge's upper leg, from the fork up."""
    back = FOLDS["antihelix-back"].at(FORK * (1 - share))
    return between(back, FOLDS["upper-crus-front"].at(1 - share), 0.5)


def lower_leg(share: float) -> Floats:
    """In the middle of the ridge's lower leg, from the fork forward."""
    above = FOLDS["lower-crus-above"].at(share)
    return between(above, FOLDS["concha-edge"].at(0.3 * (1 - share)), 0.5)


def fossa(share: float, down: float) -> Floats:
    """In the three-cornered hollow: from its corner at the fork forward, and from above down."""
    above = FOLDS["upper-crus-front"].at(1 - share)
    return between(above, FOLDS["lower-crus-above"].at(share), down)


def lobe(column: float, row: float) -> Floats:
    """In the middle of a ninth of the lobe: columns from the cheek back, rows from above."""
    y = LOBE_TOP + (BOTTOM - LOBE_TOP) * (row - 0.5) / 3
    edge = FOLDS["outline"].line()
    xs = edge[np.abs(edge[:, 1] - y) < 2.0, 0]
    return np.array([xs.max() - (xs.max() - xs.min()) * (column - 0.5) / 3, y])


def heart() -> Floats:
    """The middle of the lower hollow."""
    root, notch = FOLDS["helix-root-below"].at(0.35), FOLDS["antitragus"].at(0.5)
    return between(root, notch, 0.45) + np.array([-6.0, 0.0])


PLACES: Mapping[str, tuple[Floats, tuple[str, ...]]] = {
    # rim: the middle of its root; the top of the ear
    "HX1": (between(FOLDS["helix"].at(0.05), FOLDS["helix-root-below"].at(0.45), 0.5),
            ("ear-rim-last", "ear-hole")),
    "HX6,7i": (into("outline", 0.295, -26), ("ear-tip", "ear-rim")),
    # groove
    "SF4,5": (scapha(4), ("ear-groove", "ear-inner-ridge")),
    # ridge: its upper leg in thirds, its lower leg in thirds, its body in fifths
    "AH4": (upper_leg(1 / 2), ("ear-upper-arm", "ear-fork", "ear-three-corners")),
    "AH5": (upper_leg(1 / 6), ("ear-fork", "ear-upper-arm", "ear-inner-ridge")),
    "AH6": (lower_leg(2 / 3), ("ear-lower-arm", "ear-rim-front", "ear-upper-hollow")),
    "AH6a": (lower_leg(0.96),
             ("ear-lower-arm", "ear-rim-front", "ear-upper-hollow", "ear-hole")),
    "AH9": (ridge(1, 3 / 8), ("ear-fork", "ear-inner-ridge")),
    "AH11": (ridge(3, 3 / 8), ("ear-fork", "ear-hole", "ear-inner-ridge")),
    "AH12": (ridge(4.5, 7 / 8), ("ear-inner-ridge", "ear-bump", "ear-lobe")),
    "AH13": (ridge(4.5, 3 / 8), ("ear-inner-ridge", "ear-lobe")),
    # three-cornered hollow: thirds from front to back, the outer ones halved
    "TF2": (fossa(0.92, 0.85), ("ear-three-corners", "ear-rim-front")),
    "TF4": (fossa(0.27, 0.3),
            ("ear-three-corners", "ear-fork", "ear-upper-arm")),
    # flap and small bump
    "TG2p": (into("tragus", 0.68, -9), ("ear-flap", "ear-notch", "ear-lobe")),
    "AT1": (into("antitragus", 0.62, 20), ("ear-bump", "ear-notch", "ear-lobe")),
    "AT2": (into("antitragus", 0.34, 22), ("ear-bump", "ear-notch", "ear-lobe")),
    "AT3": (into("antitragus", 0.04, 24), ("ear-bump", "ear-inner-ridge", "ear-lobe")),
    "AT4": (into("antitragus", 0.34, -16), ("ear-bump", "ear-hole", "ear-lobe")),
    # hollow: about the root of the rim; below the lower leg; along the ridge; the middle
    "CO4": (FOLDS["helix-root-below"].at(0.04) + np.array([-12.0, 2.0]),
            ("ear-rim-root", "ear-hole", "ear-rim")),
    "CO7": (into("helix", ROOT_OF_RIM * 5 / 6, -20),
            ("ear-rim-root", "ear-upper-hollow", "ear-rim")),
    "CO10": (into("concha-edge", 0.29, -19),
             ("ear-roof-end", "ear-upper-hollow", "ear-lower-arm", "ear-hole")),
    "CO11": (into("concha-edge", 0.42, -26),
             ("ear-fork", "ear-upper-hollow", "ear-inner-ridge")),
    "CO12": (into("concha-edge", 0.53, -22),
             ("ear-rim-root", "ear-upper-hollow")),
    "CO13": (into("concha-edge", 0.72, -26),
             ("ear-rim-root", "ear-hollow-wall", "ear-rim")),
    "CO14": (between(heart(), FOLDS["antitragus"].at(0.1), 0.62),
             ("ear-deepest-place", "ear-bump", "ear-hole")),
    "CO15": (heart(), ("ear-lower-hollow", "ear-hole")),
    "CO18": (into("antitragus", 0.92, -20), ("ear-notch", "ear-hole", "ear-lobe")),
    # lobe: nine parts
    "LO3": (lobe(3, 1), ("ear-lobe", "ear-bump")),
    "LO4": (lobe(1, 2), ("ear-notch", "ear-lobe", "ear-hole")),
    "LO5": (lobe(2, 2), ("ear-lobe",)),
}
"""Each point, and the landmarks it is found from, the most useful first."""

SWAB = 0.25
"""Cun: the cotton of a swab is 5 to 6 mm broad."""
GUIDES: Mapping[str, Floats] = {"AH6": lower_leg(1.0), "AH9": ridge(0, 3 / 8)}
"""Points a swab's breadth from where the swab is stopped, or from the fork: from where."""

LANDMARKS: Mapping[str, Floats] = {
    "ear-tip": into("outline", 0.295, -26),
    "ear-rim": into("outline", 0.37, -26),
    "ear-rim-front": np.array([492.0, 268.0]),
    "ear-rim-root": between(FOLDS["helix"].at(0.025), FOLDS["helix-root-below"].at(0.24), 0.5),
    "ear-groove": scapha(2.4),
    "ear-fork": ridge(0, 0.45),
    "ear-upper-arm": upper_leg(0.8),
    "ear-lower-arm": lower_leg(0.33),
    "ear-inner-ridge": ridge(2.1, 0.45),
    "ear-three-corners": fossa(0.68, 0.4),
    "ear-upper-hollow": between(FOLDS["concha-edge"].at(0.06), FOLDS["helix"].at(0.13), 0.5),
    "ear-roof-end": FOLDS["concha-edge"].at(0.4),
    "ear-rim-last": between(FOLDS["helix"].at(0.05), FOLDS["helix-root-below"].at(0.45), 0.5)
    + np.array([34.0, -8.0]),
    "ear-hollow-wall": FOLDS["concha-edge"].at(0.82) + np.array([8.0, 0.0]),
    "ear-lower-hollow": heart() + np.array([-8.0, 44.0]),
    "ear-deepest-place": heart(),
    "ear-hole": np.array([406.0, 546.0]),
    "ear-flap": into("tragus", 0.45, -26),
    "ear-bump": np.array([340.0, 666.0]),
    "ear-notch": into("antitragus", 0.95, -2),
    "ear-lobe": np.array([354.0, 788.0]),
}
"""What the words name, on the page."""


def view(cun: float) -> Json:
    """The view's entry in the table; `cun` is the length of one, cm."""
    units = round((BOTTOM - TOP) / HEIGHT_CM, 2)
    return {"box": list(BOX), "scale": round(units * cun, 1), "cm": units, "body": "right",
            "region": "head", "arm": 345, "hand": "right",
            "landmarks": {name: _page(at) for name, at in sorted(LANDMARKS.items())},
            "seen": {code: [*_page(at), 0] for code, (at, _) in sorted(PLACES.items())}}


def points(solved: Solved) -> Json:
    """The points' entries in the table."""
    return {code: {"view": VIEW, "at": {"right": _page(at)}, **guide(code),
                   "landmarks": list(names), "map": on_map(solved, at)}
            for code, (at, names) in sorted(PLACES.items())}


def guide(code: str) -> Json:
    """The measure up to a point that is a swab's breadth from where it is found."""
    if code not in GUIDES:
        return {}
    start, end = _page(GUIDES[code]), _page(PLACES[code][0])
    return {"guide": {"from": start, "to": end, "cun": SWAB}}


def on_map(solved: Solved, at: Floats) -> Json:
    """Where the point lies on the whole body: so far down its ear as on the large one."""
    share = float((at[1] - TOP) / (BOTTOM - TOP))
    ends = [solved.marks["ear-tip"], solved.marks["ear-lobe"]]
    found: Json = {}
    for name in ("body-side", "body-front"):
        sides = {"right": ends}
        if BY_NAME[name].body == "both":
            sides = {"left": [mirror(solved.skin, end) for end in ends], "right": ends}
        found[name] = {}
        for side, places in sides.items():
            top, end = (np.array([p.x, p.y]) for p in project(name, solved.skin.body, places))
            found[name][side] = _page(between(top, end, share))
    return found


def _page(at: Floats) -> list[float]:
    return [round(float(v), 1) for v in at]
