"""The large ear: a right ear from the side, drawn by hand as curves; the face is on the right.

The model's own ear is small and blurred, and ear points need every fold. So the folds are drawn
here, each as a smooth curve through a few knots, named as anatomy names them. `points/auricle.py`
places the points by these same curves. The ear is the same for all bodies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.interpolate import CubicSpline

from . import ink, trace
from .body import Floats
from .svg import Drawing

VIEW = "auricle"
BOX = (800.0, 900.0)
HEIGHT_CM = 6.3
"""Of a usual adult's ear, from its top to the end of its lobe."""

FORK = 0.3
"""The share of the ridge's back edge from its top down to where its two legs part."""
ROOT_OF_RIM, ROOT_BELOW = 0.105, 0.72
"""The shares of the rim's inner edge, and of the edge below it, that run along its root, in the
hollow.
"""
OUTLINE, CLEAR = 4.0, 9.0
"""Width of the outline of a part, and how far within its edge it lies, units."""
RIDGE, RIM_OF_RIDGE = 22.0, 4.0
"""Width of the bold Y along the ridge, and of the ink on either side of it, units."""
Y = "ridge-y"

Knots = tuple[tuple[float, float], ...]

CURVES: Mapping[str, Knots] = {
    # the whole ear, from where the rim leaves the temple over the top and back to the lobe
    "outline": ((524, 420), (530, 345), (524, 260), (492, 172), (430, 112), (350, 86), (266, 98),
                (192, 150), (144, 235), (125, 335), (132, 440), (158, 545), (196, 635),
                (236, 706), (278, 766), (330, 806), (388, 812), (434, 782), (456, 728),
                (466, 676)),
    # the inner edge of the rim: along the upper side of its root, up, round and down the back
    "helix": ((328, 448), (376, 434), (430, 402), (458, 345), (462, 280), (438, 210), (386, 164),
              (318, 151), (250, 175), (204, 232), (182, 312), (180, 400), (196, 490), (226, 575),
              (266, 652)),
    "helix-root-below": ((328, 448), (342, 472), (388, 470), (440, 456), (486, 440)),
    # the inner ridge: the edge to the groove, from the end of its upper leg to the antitragus
    "antihelix-back": ((326, 166), (270, 222), (238, 296), (228, 380), (238, 464), (262, 544),
                       (296, 612), (334, 654)),
    "upper-crus-front": ((384, 176), (332, 226), (306, 276), (296, 318)),
    "lower-crus-above": ((296, 318), (344, 302), (404, 282), (456, 262)),
    "concha-edge": ((458, 330), (404, 332), (346, 350), (306, 388), (288, 440), (290, 500),
                    (306, 560), (334, 602)),
    "antitragus": ((334, 602), (352, 612), (374, 634), (396, 656), (418, 652)),
    "tragus": ((490, 446), (458, 474), (424, 506), (410, 548), (424, 590), (434, 622), (418, 652)),
}
"""Every fold as knots on the page."""

HAIR: Knots = ((312, 100), (340, 70), (392, 50), (452, 56), (520, 100), (562, 178), (582, 280),
               (580, 372), (568, 430), (556, 420), (548, 370), (534, 320), (480, 220), (380, 130))
CHEEK: Knots = ((505, 330), (556, 318), (590, 380), (602, 480), (594, 590), (564, 690), (520, 756),
                (476, 772), (440, 740), (440, 660), (440, 560), (460, 420))
BUMP: Knots = ((330, 634), (352, 646), (378, 668), (392, 676), (366, 682), (340, 664))
UNDER_BUMP: Knots = ((408, 656), (394, 690), (360, 688), (328, 660), (312, 630), (316, 606))
CANAL: Knots = ((428, 506), (410, 524), (403, 548), (409, 572), (424, 588), (416, 550))
"""The hair and the cheek before the ear, without an edge of their own; the shade under the small
bump, and where the bump ends below; the hole.
"""


@dataclass(frozen=True)
class Fold:
    """One curve, and where its parts lie."""

    spline: CubicSpline
    length: float

    def at(self, share: float) -> Floats:
        """The place at a share of the way along it."""
        return np.asarray(self.spline(share * self.length))

    def line(self, start: float = 0.0, end: float = 1.0, step: float = 1.5) -> Floats:
        """Places along it at equal steps, (k, 2)."""
        count = max(2, int(abs(end - start) * self.length / step))
        return np.asarray(self.spline(np.linspace(start, end, count) * self.length))


def through(knots: Iterable[tuple[float, float]]) -> Fold:
    """A smooth curve through knots; it runs evenly however far they lie apart."""
    xy = np.array(list(knots), float)
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(xy, axis=0), axis=1))]
    return Fold(CubicSpline(along, xy, bc_type="natural"), float(along[-1]))


FOLDS: Mapping[str, Fold] = {name: through(knots) for name, knots in CURVES.items()}


def shape(*parts: Floats) -> trace.Curve:
    """A closed shape of lines that follow each other."""
    xy = np.vstack(parts)
    return trace.fit_open(np.vstack([xy, xy[:1]]))


def closed(*knots: tuple[float, float]) -> trace.Curve:
    """A smooth closed shape through knots."""
    xy = np.array([*knots, knots[0]], float)
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(xy, axis=0), axis=1))]
    spline = CubicSpline(along, xy, bc_type="periodic")
    return trace.fit_open(np.asarray(spline(np.linspace(0, along[-1], int(along[-1] / 1.5)))))


def crescent(line: Floats, width: float, swell: float = 0.5) -> trace.Curve:
    """The shade along a fold, on the right hand of whoever runs along it: `width` units wide at
    `swell` of the way, nothing at both ends.
    """
    share = np.linspace(0, 1, len(line)) ** (np.log(0.5) / np.log(swell))
    wide = width * np.sin(np.pi * share) ** 0.8
    ahead = np.gradient(line, axis=0)
    ahead /= np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-9)
    edge = line + np.column_stack([-ahead[:, 1], ahead[:, 0]]) * wide[:, None]
    return shape(line, edge[::-1])


def stroke(line: Floats, width: float, ends: float = 0.15) -> ink.Stroke:
    """An ink line that swells to `width` units and fades to a share of it at its ends."""
    swell = np.sin(np.pi * np.linspace(0, 1, len(line))) ** 0.7
    return ink.Stroke(line, width * (ends + (1 - ends) * swell))


def draw_ear() -> Drawing:
    """The drawing: the skin, the hollows, the shade along the folds, the hair, the ink; and the
    outlines of the parts that words divide, of which a picture shows its own point's.
    """
    page = Drawing(*BOX)
    add_tones(page)
    field = ink.raster(strokes(), BOX)
    page.fill("ink", trace.outlines(field, ink.FINE, least=8, smooth=0.6, tolerance=0.4))
    for name, part in parts().items():
        page.stroke("bone", [part], OUTLINE, name)
    ridge = [trace.fit_open(line) for line in ridge_y()]
    page.stroke("line", ridge, RIDGE + 2 * RIM_OF_RIDGE, Y)
    page.stroke("halo", ridge, RIDGE, Y)
    return page


def ridge_y() -> list[Floats]:
    """The ridge's middle line: up its body to the end of the upper leg; from its fork to the rim.

    Painted white on black as one path it is one bold Y, whose fork and ends can be seen.
    """
    back, front = FOLDS["antihelix-back"], FOLDS["concha-edge"]
    body = [back.at(FORK + (1 - FORK) * t) * 0.6 + front.at(0.36 + 0.64 * t) * 0.4
            for t in np.linspace(0.62, 0, 8)]
    up = [(back.at(FORK * (1 - t)) + FOLDS["upper-crus-front"].at(1 - t)) / 2
          for t in np.linspace(0.3, 0.92, 5)]
    lower = [(FOLDS["lower-crus-above"].at(t) + front.at(0.3 * (1 - t))) / 2
             for t in np.linspace(0.2, 0.97, 5)]
    stem = through([*map(tuple, body), *map(tuple, up)])
    branch = through([tuple(body[-1]), *map(tuple, lower)])
    return [stem.line(), branch.line()]


def parts() -> dict[str, trace.Curve]:
    """The parts of which words name a corner, an end or the middle: the hollows, the last piece of
    the rim, and the small bump.
    """
    fold = FOLDS
    return {
        "upper-hollow": inside(fold["concha-edge"].line(0.02, 0.68),
                               fold["helix"].line(0, 0.175)),
        "three-corners": inside(fold["upper-crus-front"].line(), fold["lower-crus-above"].line(),
                                fold["helix"].line(0.315, 0.435)),
        "rim-root": inside(fold["helix"].line(0, ROOT_OF_RIM),
                           fold["helix-root-below"].line(ROOT_BELOW, 0)),
        "small-bump": inside(fold["antitragus"].line(0, 0.9), through(UNDER_BUMP).line()),
        "lower-hollow": inside(fold["concha-edge"].line(0.7, 1), fold["antitragus"].line(0, 0.8),
                               fold["tragus"].line(0.9, 0.4),
                               fold["helix-root-below"].line(0.5, 0.1)),
    }


def inside(*lines: Floats) -> trace.Curve:
    """The outline of a part between lines that follow each other, clear of their ink."""
    corners = np.vstack([*lines, lines[0][:1]])
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(corners, axis=0), axis=1))]
    steps = np.arange(0, along[-1], 1.5)
    edge = np.column_stack([np.interp(steps, along, corners[:, k]) for k in (0, 1)])
    ahead = np.roll(edge, -2, axis=0) - np.roll(edge, 2, axis=0)
    ahead /= np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-9)
    (x, y), (u, v) = edge.T, np.roll(edge, -1, axis=0).T
    way = np.sign((x * v - u * y).sum())
    moved = edge + np.column_stack([-ahead[:, 1], ahead[:, 0]]) * way * CLEAR
    gaps = np.linalg.norm(moved[:, None] - edge[None], axis=2).min(axis=1)
    return shape(moved[gaps > 0.97 * CLEAR])


def add_tones(page: Drawing) -> None:
    """The light comes from the upper left, as on the other drawings."""
    fold = FOLDS
    helix, edge, below = fold["helix"], fold["concha-edge"], fold["helix-root-below"]
    outline, tragus, back = fold["outline"], fold["tragus"], fold["antihelix-back"]
    page.fill("skin", [closed(*CHEEK)])
    page.fill("hair", [closed(*HAIR)])
    page.fill("skin", [shape(outline.line())])
    concha = shape(helix.line(0, 0.24), edge.line(), fold["antitragus"].line(),
                   tragus.line()[::-1], below.line()[::-1])
    fossa = shape(fold["upper-crus-front"].line(), fold["lower-crus-above"].line(),
                  helix.line(0.315, 0.435))
    scapha = shape(back.line(0, 0.8), np.array([[284, 632], [276, 640]]),
                   helix.line(0.5, 0.97)[::-1])
    for hollow in (concha, fossa, scapha):
        page.fill("shade", [hollow])
    for shade in (
        crescent(outline.line(0.5, 0.97)[::-1], 26, 0.35),
        crescent(outline.line(0.925, 1)[::-1], -24),
        crescent(tragus.line(0.02, 0.8)[::-1], 26),
        closed(*BUMP),
    ):
        page.fill("shade", [shade])
    for deep in (
        crescent(helix.line(0.33, 0.9), -26, 0.45),
        crescent(fold["upper-crus-front"].line(), -30, 0.6),
        crescent(edge.line(), -34),
        crescent(below.line(0.1, 1), 24),
        shape(tragus.line(0.25, 0.85), np.array([[400, 596], [382, 558], [390, 512]])),
    ):
        page.fill("deep", [deep])
    page.fill("ink", [closed(*CANAL)])


def strokes() -> list[ink.Stroke]:
    """The ink, heavier the more the fold stands out."""
    fold = FOLDS
    return [
        stroke(fold["outline"].line(), 6, ends=0.4),
        stroke(fold["helix"].line(), 4.4),
        stroke(fold["helix-root-below"].line(), 3.6),
        stroke(fold["antihelix-back"].line(), 3.4),
        stroke(fold["upper-crus-front"].line(), 4, ends=0.4),
        stroke(fold["lower-crus-above"].line(), 4, ends=0.4),
        stroke(fold["concha-edge"].line(), 4),
        stroke(fold["antitragus"].line(), 4.4, ends=0.7),
        stroke(fold["tragus"].line(), 5, ends=0.6),
        stroke(through(HAIR[:12]).line(0.06, 1), 2, ends=0.4),
    ]
