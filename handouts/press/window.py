"""A window on a drawing: how places of a view come to lie on the page, and the shared signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handouts.press import drawings
from handouts.press.labels import Rect
from handouts.press.pen import CAP, INK, WHITE, XY, Pen

if TYPE_CHECKING:
    from handouts.press.fonts import Fonts

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

    def cover(self, rect: Rect) -> float:
        """How much of a rectangle of the page the body fills, 0…1."""
        scale = self.scale
        top, bottom = (self.y + (self.rect[3] - y) / scale for y in (rect[3], rect[1]))
        ends = [(x - self.rect[0]) / scale for x in (rect[0], rect[2])]
        if self.mirrored:
            ends = [self.width - end for end in reversed(ends)]
        return drawings.mask(self.view).share(self.x + ends[0], top, self.x + ends[1], bottom)

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
    left = _shift(x - (wide - width) / 2, wide, size.width)
    top = _shift(y - (high - height) / 2, high, size.height)
    return Window(view, left, top, wide, high, rect, mirrored)


def _shift(start: float, length: float, whole: float) -> float:
    """Move a stretch into `0…whole`, or centre it when it is longer."""
    if length >= whole:
        return (whole - length) / 2
    return min(max(start, 0.0), whole - length)


def whole(view: str, rect: Rect) -> Window:
    """The body of a view, as large as `rect` lets it be, in its middle."""
    left, top, right, bottom = drawings.mask(view).bounds()
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
