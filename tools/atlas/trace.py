"""From rasters to smooth closed outlines: contours, smoothing, Bézier fitting.

Curves are lists of cubic pieces, each (4, 2) in drawing units. Fitting follows the classic
method: least squares for the two inner controls with tangents held at the ends, better
parameters by Newton steps, and a split at the worst place when the error stays too great.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from skimage import measure

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Curve = list[Floats]

SMOOTH = 1.2  # drawing units along a contour
TOLERANCE = 0.5  # drawing units between contour and curve
CORNER = 50.0  # degrees


def outlines(
    field: Floats,
    density: float,
    *,
    least: float = 60.0,
    smooth: float = SMOOTH,
    tolerance: float = TOLERANCE,
) -> list[Curve]:
    """Closed curves round where the field is positive; shapes under `least` units² are dropped."""
    height, width = field.shape
    padded = np.pad(field, 1, constant_values=-1.0)
    curves = []
    for ring in rings(padded, 0.0):
        xy = (ring[:, ::-1] - 0.5) / density
        if abs(area(xy)) < least:
            continue
        page = (width / density, height / density)
        xy = np.clip(xy, 0, page)
        curves.append(fit_closed(xy, page, smooth, tolerance))
    return [c for c in curves if c]


def rings(field: Floats, level: float) -> list[Floats]:
    """Lines (rows, columns) along which a raster has a level."""
    find: Any = measure.find_contours
    return list(find(field, level))


def soft(mask: Mask, sigma: float) -> Floats:
    """A mask as a smooth field, positive inside; the page's edge stays where it is."""
    return np.asarray(ndimage.gaussian_filter(mask.astype(np.float32), sigma, mode="nearest") - 0.5)


def spread(values: Floats, mask: Mask) -> Floats:
    """Values outside of a mask taken from the nearest place inside it."""
    if not mask.any():
        return values
    rows, columns = ndimage.distance_transform_edt(
        ~mask, return_distances=False, return_indices=True
    )
    return np.asarray(values[rows, columns])


def blurred(values: Floats, mask: Mask, sigma: float) -> Floats:
    """A blur that does not bleed over the mask's edge."""
    weight = ndimage.gaussian_filter(mask.astype(np.float32), sigma, mode="nearest")
    total = ndimage.gaussian_filter(
        np.where(mask, values, 0).astype(np.float32), sigma, mode="nearest"
    )
    return np.where(mask, total / np.maximum(weight, 1e-3), 0)


def area(xy: Floats) -> float:
    """Signed area of a ring."""
    x, y = xy[:, 0], xy[:, 1]
    return float(0.5 * (x[:-1] @ y[1:] - x[1:] @ y[:-1]))


def fit_closed(xy: Floats, page: tuple[float, float], smooth: float, tolerance: float) -> Curve:
    """A ring as cubic pieces; straight runs along the page's edge stay straight."""
    ring = xy[:-1] if np.allclose(xy[0], xy[-1]) else xy
    if len(ring) < 6:
        return []
    on_edge = (
        (ring[:, 0] < 0.3)
        | (ring[:, 1] < 0.3)
        | (ring[:, 0] > page[0] - 0.3)
        | (ring[:, 1] > page[1] - 0.3)
    )
    start = int(np.argmax(on_edge != np.roll(on_edge, 1))) if on_edge.any() else 0
    ring, on_edge = np.roll(ring, -start, axis=0), np.roll(on_edge, -start)
    runs = _runs(on_edge)
    if len(runs) == 1 and not on_edge[0]:
        return _fit_loop(ring, smooth, tolerance)
    curve: Curve = []
    for begin, end, edge in runs:
        if edge:
            lead = curve[-1][3] if curve else ring[begin]
            for p in _edge_corners(ring[begin:end], page):
                curve.append(straight(lead, p))
                lead = p
        else:
            body = resample(ring[begin:end], 0.7)
            body = _smooth_open(body, smooth)
            if curve:
                curve.append(straight(curve[-1][3], body[0]))
            curve += fit_open(body, tolerance)
    if len(curve) > 1:
        curve.append(straight(curve[-1][3], curve[0][0]))
    return curve


def fit_open(xy: Floats, tolerance: float = TOLERANCE) -> Curve:
    """An open line as cubic pieces, sharp corners kept."""
    xy = xy[np.r_[True, np.linalg.norm(np.diff(xy, axis=0), axis=1) > 1e-6]]
    if len(xy) < 2:
        return []
    cuts = [0, *_corners(xy), len(xy) - 1]
    curve: Curve = []
    for a, b in pairwise(cuts):
        if b > a:
            piece = xy[a : b + 1]
            curve += _fit(piece, _tangent(piece, 0), _tangent(piece, -1), tolerance)
    return curve


def resample(xy: Floats, step: float) -> Floats:
    """Points at equal distances along a line, both ends kept."""
    length = np.r_[0, np.cumsum(np.linalg.norm(np.diff(xy, axis=0), axis=1))]
    if length[-1] == 0:
        return xy[:1]
    count = max(2, round(float(length[-1]) / step) + 1)
    at = np.linspace(0, length[-1], count)
    return np.column_stack([np.interp(at, length, xy[:, i]) for i in range(xy.shape[1])])


def straight(a: Floats, b: Floats) -> Floats:
    """A straight piece."""
    return np.array([a, a + (b - a) / 3, a + (b - a) * 2 / 3, b])


def is_straight(piece: Floats) -> bool:
    """Whether a piece may be written as a line."""
    chord = piece[3] - piece[0]
    length = float(np.linalg.norm(chord))
    if length < 1e-9:
        return True
    off = np.abs(np.cross(chord, piece[1:3] - piece[0])) / length
    return bool(off.max() < 0.06)


def _fit_loop(ring: Floats, smooth: float, tolerance: float) -> Curve:
    closed = resample(np.vstack([ring, ring[:1]]), 0.7)[:-1]
    closed = ndimage.gaussian_filter1d(closed, smooth / 0.7, axis=0, mode="wrap")
    turn = _turning(np.vstack([closed[-8:], closed, closed[:8]]))[8:-8]
    start = int(np.argmax(turn))
    closed = np.roll(closed, -start, axis=0)
    loop = np.vstack([closed, closed[:1]])
    if turn.max() > CORNER:
        return fit_open(loop, tolerance)
    along = _unit(loop[1] - loop[-2])
    cuts = [0, *_corners(loop), len(loop) - 1]
    curve: Curve = []
    for a, b in pairwise(cuts):
        piece = loop[a : b + 1]
        first = along if a == 0 else _tangent(piece, 0)
        last = -along if b == len(loop) - 1 else _tangent(piece, -1)
        curve += _fit(piece, first, last, tolerance)
    return curve


def _runs(flags: Mask) -> list[tuple[int, int, bool]]:
    change = np.flatnonzero(np.diff(flags.astype(int))) + 1
    ends = [0, *change.tolist(), len(flags)]
    return [(a, b, bool(flags[a])) for a, b in pairwise(ends)]


def _edge_corners(run: Floats, page: tuple[float, float]) -> list[Floats]:
    """The run's start, the page corners it turns at, and its end, put exactly on the edge."""
    corners = [np.array(c, float) for c in ((0, 0), (page[0], 0), page, (0, page[1]))]
    out = [run[0]]
    for p in run[1:-1]:
        for c in corners:
            if np.abs(p - c).max() < 0.6 and not np.allclose(out[-1], c):
                out.append(c)
    out.append(run[-1])
    return [_snap(p, page) for p in out]


def _snap(p: Floats, page: tuple[float, float]) -> Floats:
    q = p.copy()
    for i in range(2):
        if q[i] < 0.35:
            q[i] = 0.0
        elif q[i] > page[i] - 0.35:
            q[i] = page[i]
    return q


def _smooth_open(xy: Floats, smooth: float) -> Floats:
    if len(xy) < 4:
        return xy
    out = ndimage.gaussian_filter1d(xy, smooth / 0.7, axis=0, mode="nearest")
    # ease back to the exact ends
    n = len(xy)
    ease = np.clip(np.minimum(np.arange(n), np.arange(n)[::-1]) / 6.0, 0, 1)[:, None]
    return np.asarray(xy + (out - xy) * ease)


def _turning(xy: Floats, reach: int = 4) -> Floats:
    """Degrees that the line turns at each point, looking `reach` points both ways."""
    out = np.zeros(len(xy))
    if len(xy) <= 2 * reach:
        return out
    before = xy[reach:-reach] - xy[: -2 * reach]
    after = xy[2 * reach :] - xy[reach:-reach]
    dot = (before * after).sum(1) / np.maximum(
        np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1), 1e-9
    )
    out[reach:-reach] = np.degrees(np.arccos(np.clip(dot, -1, 1)))
    return out


def _corners(xy: Floats) -> list[int]:
    turn = _turning(xy)
    peaks = np.flatnonzero((turn > CORNER) & (turn == ndimage.maximum_filter1d(turn, 9)))
    return [int(p) for p in peaks if 3 < p < len(xy) - 4]


def _tangent(xy: Floats, end: int) -> Floats:
    reach = min(4, len(xy) - 1)
    return _unit(xy[reach] - xy[0]) if end == 0 else _unit(xy[-1 - reach] - xy[-1])


def _unit(v: Floats) -> Floats:
    n = float(np.linalg.norm(v))
    return v / n if n > 0 else np.array([1.0, 0.0])


def _fit(xy: Floats, first: Floats, last: Floats, tolerance: float, depth: int = 0) -> Curve:
    if len(xy) == 2 or depth > 14:
        third = np.linalg.norm(xy[-1] - xy[0]) / 3
        return [np.array([xy[0], xy[0] + first * third, xy[-1] + last * third, xy[-1]])]
    length = np.r_[0, np.cumsum(np.linalg.norm(np.diff(xy, axis=0), axis=1))]
    u = length / length[-1]
    for _ in range(4):
        piece = _solve(xy, u, first, last)
        error = np.linalg.norm(_point(piece, u) - xy, axis=1)
        worst = int(np.argmax(error))
        if error[worst] < tolerance:
            return [piece]
        if error[worst] > tolerance * 12:
            break
        u = _better(piece, xy, u)
    split = min(max(worst, 2), len(xy) - 3) if len(xy) > 5 else len(xy) // 2
    reach = min(3, split, len(xy) - 1 - split)
    middle = _unit(xy[split - reach] - xy[split + reach])
    return _fit(xy[: split + 1], first, middle, tolerance, depth + 1) + _fit(
        xy[split:], -middle, last, tolerance, depth + 1
    )


def _solve(xy: Floats, u: Floats, first: Floats, last: Floats) -> Floats:
    b = _basis(u)
    a1, a2 = first[None, :] * b[1][:, None], last[None, :] * b[2][:, None]
    rest = xy - (xy[0] * (b[0] + b[1])[:, None] + xy[-1] * (b[2] + b[3])[:, None])
    c = np.array([[(a1 * a1).sum(), (a1 * a2).sum()], [(a1 * a2).sum(), (a2 * a2).sum()]])
    x = np.array([(a1 * rest).sum(), (a2 * rest).sum()])
    chord = float(np.linalg.norm(xy[-1] - xy[0]))
    det = c[0, 0] * c[1, 1] - c[0, 1] * c[1, 0]
    if abs(det) > 1e-9:
        left = (x[0] * c[1, 1] - x[1] * c[0, 1]) / det
        right = (c[0, 0] * x[1] - c[1, 0] * x[0]) / det
    else:
        left = right = 0.0
    arc = float(np.linalg.norm(np.diff(xy, axis=0), axis=1).sum())
    if not (1e-3 * chord < left < arc * 1.2) or not (1e-3 * chord < right < arc * 1.2):
        left = right = arc / 3
    return np.array([xy[0], xy[0] + first * left, xy[-1] + last * right, xy[-1]])


def _basis(u: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    v = 1 - u
    return v**3, 3 * u * v**2, 3 * u**2 * v, u**3


def _point(piece: Floats, u: Floats) -> Floats:
    return sum(
        (b[:, None] * p for b, p in zip(_basis(u), piece, strict=True)), np.zeros((len(u), 2))
    )


def _better(piece: Floats, xy: Floats, u: Floats) -> Floats:
    v = 1 - u
    d1 = (
        3 * (v**2)[:, None] * (piece[1] - piece[0])
        + 6 * (u * v)[:, None] * (piece[2] - piece[1])
        + 3 * (u**2)[:, None] * (piece[3] - piece[2])
    )
    d2 = 6 * v[:, None] * (piece[2] - 2 * piece[1] + piece[0]) + 6 * u[:, None] * (
        piece[3] - 2 * piece[2] + piece[1]
    )
    off = _point(piece, u) - xy
    top = (off * d1).sum(1)
    low = (d1 * d1).sum(1) + (off * d2).sum(1)
    new = np.where(np.abs(low) > 1e-9, u - top / np.where(low == 0, 1, low), u)
    return np.maximum.accumulate(np.clip(new, 0, 1))
