"""A window on a drawing: how places of a view come to lie on the page, and the shared signs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handouts.press.pictures import drawings
from handouts.press.pictures.geometry import XY, Rect
from handouts.press.pictures.mask import mask
from handouts.press.pictures.pen import CAP, INK, WHITE, Pen

if TYPE_CHECKING:
    from handouts.press.typesetting.fonts import Fonts

Box = tuple[float, float]
"""Width and height in points."""

SHAPE = "shape"  # the tone of the small body of an inset


@dataclass(frozen=True, slots=True)
class Look:
    """How pictures look in one handout. `accent` is `#rrggbb`, dark enough for white figures."""

    accent: str
    skin: str
    fonts: Fonts
    label: float = 12.0


@dataclass(frozen=True, slots=True)
class Window:
    """Part of a view (units, y down) on part of the page (points, y up)."""

    view: str
    x: float
    y: float
    width: float
    height: float
    rect: Rect
    mirrored: bool = False

    @property
    def scale(self) -> float:
        """Points per unit."""
        return (self.rect[2] - self.rect[0]) / self.width

    def place(self, at: Sequence[float]) -> XY:
        """A place of the view, on the page."""
        x = self.x + self.width - at[0] if self.mirrored else at[0] - self.x
        return (self.rect[0] + x * self.scale, self.rect[3] - (at[1] - self.y) * self.scale)

    def cover(self) -> Callable[[Rect], float]:
        """A measure of how much of a rectangle of the page the body fills, 0…1.

        A closure, since a search for room asks it some ten thousand times.
        """
        grid = mask(self.view)
        sums, high, wide = grid.sums, len(grid.sums) - 1, len(grid.sums[0]) - 1
        cells = 1 / (self.scale * grid.cell)
        left, top = self.rect[0] - self.x * self.scale, self.rect[3] + self.y * self.scale
        right = self.rect[2] + self.x * self.scale

        def share(rect: Rect) -> float:
            low, high_x = (
                (right - rect[2], right - rect[0])
                if self.mirrored
                else (rect[0] - left, rect[2] - left)
            )
            x0, x1 = int(low * cells + 0.5), int(high_x * cells + 0.5)
            y0, y1 = int((top - rect[3]) * cells + 0.5), int((top - rect[1]) * cells + 0.5)
            area = (x1 - x0) * (y1 - y0)
            x0, x1 = min(max(x0, 0), wide), min(max(x1, 0), wide)
            y0, y1 = min(max(y0, 0), high), min(max(y1, 0), high)
            upper, lower = sums[y0], sums[y1]
            return (lower[x1] - lower[x0] - upper[x1] + upper[x0]) / area if area else 0.0

        return share

    def draw(self, pen: Pen, tone: str, clip: str = "") -> None:
        """Put the drawing there."""
        pen.invoke(drawings.drawing_name(self.view, tone), self._matrix(), clip)

    def _matrix(self) -> tuple[float, ...]:
        scale = self.scale
        left, _, right, top = self.rect
        across, start = (scale, left - self.x * scale)
        if self.mirrored:
            across, start = (-scale, right + self.x * scale)
        return (across, 0, 0, -scale, start, top + self.y * scale)


def widened(view: str, crop: Sequence[float], rect: Rect, mirrored: bool = False) -> Window:
    """A crop, widened to the shape of `rect`, kept on the drawing as far as that goes."""
    x, y, width, height = crop
    shape = (rect[2] - rect[0]) / (rect[3] - rect[1])
    size = drawings.drawing(view)
    wide, high = max(width, height * shape), max(height, width / shape)
    cut_left, cut_top, cut_right, cut_bottom = mask(view).cut()
    left = _shift(x - (wide - width) / 2, wide, size.width, cut_left, cut_right)
    top = _shift(y - (high - height) / 2, high, size.height, cut_top, cut_bottom)
    return Window(view, left, top, wide, high, rect, mirrored)


def _shift(start: float, length: float, whole: float, cut_start: bool, cut_end: bool) -> float:
    """Move a stretch into `0…whole`. When it is longer, what is cut off lies on the edge."""
    if length < whole:
        return min(max(start, 0.0), whole - length)
    if cut_start == cut_end:
        return (whole - length) / 2
    return 0.0 if cut_start else whole - length


def whole(view: str, rect: Rect) -> Window:
    """The body of a view, as large as `rect` lets it be, in its middle."""
    left, top, right, bottom = mask(view).bounds()
    return widened(view, (left, top, right - left, bottom - top), rect)


def numbered(pen: Pen, at: XY, number: int, look: Look) -> None:
    """A number in a circle: the sign that ties map, card and chart together."""
    size, text = look.label, str(number)
    radius = badge_radius(look)
    pen.disc(at, radius + 1.5, WHITE)
    pen.disc(at, radius, look.accent)
    half = pen.width(text, size, "bold") / 2
    pen.text((at[0] - half, at[1] - CAP * size / 2), text, size, WHITE, "bold")


def badge_radius(look: Look) -> float:
    """Of the circle around a number."""
    return 0.78 * look.label


def spot(pen: Pen, at: XY, radius: float = 2.0) -> None:
    """A small place: a dark dot on a white one."""
    pen.disc(at, radius + 1.1, WHITE)
    pen.disc(at, radius, INK)


def of_side(at: Mapping[str, Any], side: str) -> list[XY]:
    """The places of a point for the side that is pressed; all of them for `both`."""
    chosen = [at[side]] if side in at else list(at.values())
    return [one for each in chosen for one in _places(each)]


def _places(at: Any) -> list[XY]:
    """One place or a list of places of the atlas, as a list."""
    return [(x, y) for x, y in at] if isinstance(at[0], list) else [(at[0], at[1])]
