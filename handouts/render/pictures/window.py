"""A window on a view: how its units come to lie on the page, and where the body is there."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from handouts.library.atlas import View
from handouts.render.pictures.drawings import Matrix
from handouts.render.pictures.geometry import XY, Rect, Segment

_SAMPLE = 4.0
"""Points between the places of a line that are looked at."""


@dataclass(frozen=True)
class Window:
    """Part of a view (`crop`: left, top, right, bottom in units) with its top-left corner on the
    page at `corner`, `scale` points a unit. `mirrored` makes a right limb a left one.
    """

    view: View
    crop: Rect
    scale: float
    corner: XY
    mirrored: bool = False

    @cached_property
    def rect(self) -> Rect:
        """Left, bottom, right and top on the page."""
        left, top, right, bottom = self.crop
        x, y = self.corner
        return x, y - (bottom - top) * self.scale, x + (right - left) * self.scale, y

    def place(self, at: XY) -> XY:
        """A place of the view, on the page."""
        left, top, right, _ = self.crop
        x = right - at[0] if self.mirrored else at[0] - left
        return self.corner[0] + x * self.scale, self.corner[1] - (at[1] - top) * self.scale

    @property
    def matrix(self) -> Matrix:
        """From units of the view to points on the page."""
        left, top, right, _ = self.crop
        x, y = self.corner
        scale = self.scale
        if self.mirrored:
            return -scale, 0, 0, -scale, x + right * scale, y + top * scale
        return scale, 0, 0, -scale, x - left * scale, y + top * scale

    @property
    def cut(self) -> tuple[bool, bool, bool, bool]:
        """Whether the body goes on beyond the left, top, right and bottom edge on the page."""
        left, top, right, bottom = cut(self.view, self.crop)
        return (right, top, left, bottom) if self.mirrored else (left, top, right, bottom)

    def taken(self, low: float, high: float) -> int:
        """Where the body is between two heights of the page: bit n is set for x in n…n + 1."""
        _, bottom, _, top = self.rect
        if high <= bottom or low >= top:
            return 0
        step = self.view.step * self.scale
        origin = self.corner[1] + self.crop[1] * self.scale
        first = int(max(0.0, (origin - min(high, top)) / step))
        end = min(int((origin - max(low, bottom)) / step) + 1, len(self._rows))
        if first >= end:
            return 0
        return reduce(or_, self._rows[first:end], 0)

    def crossed(self, line: Segment) -> tuple[float, int]:
        """How far a line from the body runs over it, in points; how often it comes back."""
        (ax, ay), (bx, by) = line
        length = math.dist(*line)
        count = max(1, round(length / _SAMPLE))
        origin, step = self.corner[1] + self.crop[1] * self.scale, self.view.step * self.scale
        rows = self._rows
        here, on, back = True, 0, 0
        for n in range(1, count + 1):
            x, y = ax + (bx - ax) * n / count, ay + (by - ay) * n / count
            row = int((origin - y) / step)
            was, here = here, x >= 0 and 0 <= row < len(rows) and bool(rows[row] >> int(x) & 1)
            on += here
            back += here and not was
        return length * on / count, back

    def covered(self, rect: Rect) -> bool:
        """Whether the body reaches into a rectangle of the page."""
        return bool(self.taken(rect[1], rect[3]) & bits(rect[0], rect[2]))

    @cached_property
    def _rows(self) -> list[int]:
        left, _, right, _ = self.crop
        x, scale, rows = self.corner[0], self.scale, []
        for spans in self.view.bands:
            row = 0
            for a, b in spans:
                if b > left and a < right:
                    a, b = max(a, left), min(b, right)
                    a, b = (right - b, right - a) if self.mirrored else (a - left, b - left)
                    row |= bits(x + a * scale, x + b * scale)
            rows.append(row)
        return rows


def cut(view: View, crop: Rect) -> tuple[bool, bool, bool, bool]:
    """Whether the body goes on beyond the left, top, right and bottom edge of what is shown."""
    edges = zip(view.cut(), crop, view.bounds(), strict=True)
    left, top, right, bottom = (edge or abs(shown - end) > 1 for edge, shown, end in edges)
    return left, top, right, bottom


def bits(start: float, end: float) -> int:
    """A stretch of x as bits, one for each whole point that it reaches into."""
    first, last = max(0, math.floor(start)), max(0, math.ceil(end))
    return (1 << last) - (1 << first) if last > first else 0


def runs(row: int) -> Iterator[XY]:
    """The stretches of set bits, in order."""
    while row:
        start = (row & -row).bit_length() - 1
        shifted = row >> start
        length = (~shifted & (shifted + 1)).bit_length() - 1
        yield float(start), float(start + length)
        row = shifted >> length << (start + length)


def whole(view: View, rect: Rect) -> Window:
    """The body of a view, as large as `rect` (points) lets it be, in its middle."""
    crop = view.bounds()
    wide, high = crop[2] - crop[0], crop[3] - crop[1]
    left, bottom, right, top = rect
    scale = min((right - left) / wide, (top - bottom) / high)
    corner = ((left + right - wide * scale) / 2, (bottom + top + high * scale) / 2)
    return Window(view, crop, scale, corner)
