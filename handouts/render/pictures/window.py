"""A window on a view: how its units come to lie on the page, and where the body is there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from handouts.library.atlas import View
from handouts.render.pictures.drawings import Matrix
from handouts.render.pictures.geometry import XY, Rect


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

    @property
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

    def shows(self, at: XY) -> bool:
        """Whether a place of the view lies in the window."""
        left, top, right, bottom = self.crop
        return left <= at[0] <= right and top <= at[1] <= bottom

    @property
    def matrix(self) -> Matrix:
        """From units of the view to points on the page."""
        left, top, right, _ = self.crop
        x, y = self.corner
        scale = self.scale
        if self.mirrored:
            return -scale, 0, 0, -scale, x + right * scale, y + top * scale
        return scale, 0, 0, -scale, x - left * scale, y + top * scale

    def taken(self, low: float, high: float) -> list[XY]:
        """The x-intervals that the body reaches into between two heights of the page, in order."""
        _, bottom, _, top = self.rect
        if high <= bottom or low >= top:
            return []
        step = self.view.step * self.scale
        origin = self.corner[1] + self.crop[1] * self.scale
        first = int(max(0.0, (origin - min(high, top)) / step))
        last = int((origin - max(low, bottom)) / step)
        return merged(span for row in self._rows[first : last + 1] for span in row)

    def covered(self, rect: Rect) -> bool:
        """Whether the body reaches into a rectangle of the page."""
        return any(a < rect[2] and b > rect[0] for a, b in self.taken(rect[1], rect[3]))

    @cached_property
    def _rows(self) -> list[list[XY]]:
        left, _, right, _ = self.crop
        rows = []
        for spans in self.view.bands:
            seen = [(max(a, left), min(b, right)) for a, b in spans if b > left and a < right]
            ends = [sorted((self.place((a, 0))[0], self.place((b, 0))[0])) for a, b in seen]
            rows.append([(a, b) for a, b in ends])
        return rows


def merged(spans: Iterable[XY]) -> list[XY]:
    """Intervals in order, those that touch made one."""
    out: list[XY] = []
    for a, b in sorted(spans):
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], b))
        else:
            out.append((a, b))
    return out


def whole(view: View, rect: Rect, *, mirrored: bool = False) -> Window:
    """The body of a view, as large as `rect` (points) lets it be, in its middle."""
    crop = view.bounds()
    wide, high = crop[2] - crop[0], crop[3] - crop[1]
    left, bottom, right, top = rect
    scale = min((right - left) / wide, (top - bottom) / high)
    corner = ((left + right - wide * scale) / 2, (bottom + top + high * scale) / 2)
    return Window(view, crop, scale, corner, mirrored)
