"""Where the body is on a drawing: a coarse grid, so that words and numbers find white paper."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from handouts.press.pictures.drawings import STROKED, drawing, kept

Edge = tuple[float, float, float, float]
"""A straight piece of an outline: x0, y0, x1, y1 in units of the view."""

_ON_THE_BODY = frozenset({"shade", "deep", "cloth-shade", "hair-shade", "object-shade", "eye"})
_CELLS = 100  # along the longer side
_STEPS = re.compile(r"([MLCZ])([-\d. ]*)")


@dataclass(frozen=True, slots=True)
class Mask:
    """Which cells of a view the body fills, as running sums: `sums[row][column]`."""

    cell: float  # units
    sums: tuple[tuple[int, ...], ...]

    def share(self, left: float, top: float, right: float, bottom: float) -> float:
        """How much of a rectangle of the view (units, y down) the body fills, 0…1."""
        rows, columns = len(self.sums) - 1, len(self.sums[0]) - 1
        x0, x1 = (min(max(round(x / self.cell), 0), columns) for x in (left, right))
        y0, y1 = (min(max(round(y / self.cell), 0), rows) for y in (top, bottom))
        sums = self.sums
        filled = sums[y1][x1] - sums[y0][x1] - sums[y1][x0] + sums[y0][x0]
        area = (right - left) * (bottom - top) / self.cell**2
        return min(1.0, filled / area) if area else 0.0

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the body, in units."""
        rows, columns = len(self.sums) - 1, len(self.sums[0]) - 1
        xs = [x for x in range(columns) if self.sums[rows][x + 1] > self.sums[rows][x]]
        ys = [y for y in range(rows) if self.sums[y + 1][columns] > self.sums[y][columns]]
        cell = self.cell
        return (xs[0] * cell, ys[0] * cell, (xs[-1] + 1) * cell, (ys[-1] + 1) * cell)

    def cut(self) -> tuple[bool, bool, bool, bool]:
        """Whether the body goes on beyond the left, top, right and bottom edge of the view."""
        sums = self.sums
        rows, columns = len(sums) - 1, len(sums[0]) - 1
        return (
            sums[rows][1] > 0,
            sums[1][columns] > 0,
            sums[rows][columns] > sums[rows][columns - 1],
            sums[rows][columns] > sums[rows - 1][columns],
        )


@kept
def mask(view: str) -> Mask:
    """The body of a view on a grid of about 100 cells along the longer side."""
    found = drawing(view)
    cell = max(found.width, found.height) / _CELLS
    columns, rows = math.ceil(found.width / cell), math.ceil(found.height / cell)
    filled = [bytearray(columns) for _ in range(rows)]
    for kind, _, d in found.paths:
        if kind not in STROKED and kind not in _ON_THE_BODY:
            _fill(filled, _edges(d), cell)
    sums = [(0,) * (columns + 1)]
    for row in filled:
        running = accumulate(row, initial=0)
        sums.append(tuple(map(sum, zip(sums[-1], running, strict=True))))
    return Mask(cell, tuple(sums))


def _fill(filled: list[bytearray], edges: Iterable[Edge], cell: float) -> None:
    """Even-odd fill, one scan line through the middle of each row of cells."""
    crossings: list[list[float]] = [[] for _ in filled]
    for x0, y0, x1, y1 in edges:
        if y0 > y1:
            x0, y0, x1, y1 = x1, y1, x0, y0
        first = max(math.ceil(y0 / cell - 0.5), 0)
        last = min(math.ceil(y1 / cell - 0.5), len(filled))
        for row in range(first, last):
            crossings[row].append(x0 + (x1 - x0) * ((row + 0.5) * cell - y0) / (y1 - y0))
    for cells, xs in zip(filled, crossings, strict=True):
        xs.sort()
        for start, end in zip(xs[::2], xs[1::2], strict=False):
            a, b = max(round(start / cell), 0), min(round(end / cell), len(cells))
            cells[a:b] = b"\x01" * max(b - a, 0)


def _edges(d: str) -> Iterator[Edge]:
    """The outline as straight edges; a curve becomes four."""
    start = at = (0.0, 0.0)
    for letter, numbers in _STEPS.findall(d):
        values = [float(value) for value in numbers.split()]
        if letter == "M":
            start = at = (values[0], values[1])
            continue
        for point in _corners(letter, at, values, start):
            yield (*at, *point)
            at = point


def _corners(
    letter: str, at: tuple[float, float], values: list[float], start: tuple[float, float]
) -> list[tuple[float, float]]:
    if letter == "Z":
        return [start]
    if letter == "L":
        return [(values[0], values[1])]
    (x0, y0), (x1, y1, x2, y2, x3, y3) = at, values
    return [
        (
            u**3 * x0 + 3 * u * u * t * x1 + 3 * u * t * t * x2 + t**3 * x3,
            u**3 * y0 + 3 * u * u * t * y1 + 3 * u * t * t * y2 + t**3 * y3,
        )
        for t, u in ((0.25, 0.75), (0.5, 0.5), (0.75, 0.25), (1.0, 0.0))
    ]
