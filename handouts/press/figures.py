"""The pictures of a handout: point, body map, picture. Static, so set once for a value.

Everything on them survives a copier: what matters is said by shape, number and word, never by
colour alone, and dark lines that cross a drawing lie on a white one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from handouts.handout import BodyMap, Picture, PointFigure
from handouts.press import drawings
from handouts.press.drawings import XObject
from handouts.press.icons import paint_icon
from handouts.press.logo import made, paint_logo
from handouts.press.pen import CAP, INK, WHITE, XY, Painted, Pen, rounded
from handouts.press.qr import paint_qr

if TYPE_CHECKING:
    from handouts.press.fonts import Fonts

__all__ = [
    "Look",
    "Painted",
    "XObject",
    "paint_icon",
    "paint_logo",
    "paint_map",
    "paint_picture",
    "paint_point",
    "paint_qr",
    "xobject",
]

Box = tuple[float, float]
Rect = tuple[float, float, float, float]  # left, bottom, right, top
CORNER = 6.0
FRAME = "#b8b8b8"


@dataclass(frozen=True, slots=True)
class Look:
    """How pictures look in one handout. `accent` is `#rrggbb`, dark enough for white figures."""

    accent: str
    skin: str
    fonts: Fonts
    label: float = 12.0


def xobject(name: str) -> XObject:
    """The stream behind a name in `Painted.drawings` (or in the `refs` of another)."""
    return drawings.form(name) if name.startswith("D-") else made(name)


# ── a window on a drawing ───────────────────────────────────────────────────────────────────────


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

    def place(self, at: XY) -> XY:
        """A place of the view, on the page."""
        x = self.x + self.width - at[0] if self.mirrored else at[0] - self.x
        return (self.rect[0] + x * self.scale, self.rect[3] - (at[1] - self.y) * self.scale)

    def matrix(self) -> tuple[float, ...]:
        """From the axes of the view to those of the page."""
        scale = self.scale
        left, _, right, top = self.rect
        across, start = (-scale, right + self.x * scale) if self.mirrored else (
            scale, left - self.x * scale)  # fmt: skip
        return (across, 0, 0, -scale, start, top + self.y * scale)

    def draw(self, pen: Pen, tone: str, clip: str = "") -> None:
        """Put the drawing there."""
        pen.invoke(drawings.drawing_name(self.view, tone), self.matrix(), clip)


def _window(view: str, crop: list[float], rect: Rect, mirrored: bool) -> Window:
    """The crop, widened to the shape of `rect`, kept on the drawing as far as it goes."""
    x, y, width, height = crop
    shape = (rect[2] - rect[0]) / (rect[3] - rect[1])
    size = drawings.drawing(view)
    wide, high = max(width, height * shape), max(height, width / shape)
    return Window(
        view,
        _shift(x - (wide - width) / 2, wide, size.width),
        _shift(y - (high - height) / 2, high, size.height),
        wide,
        high,
        rect,
        mirrored,
    )


def _shift(start: float, length: float, whole: float) -> float:
    """Move a stretch into `0…whole`, or centre it when it is longer."""
    if length >= whole:
        return (whole - length) / 2
    return min(max(start, 0.0), whole - length)


# ── a point ─────────────────────────────────────────────────────────────────────────────────────


def paint_point(figure: PointFigure, box: Box, look: Look) -> Painted:
    """The drawing of a card, `box` (width, height) in points."""
    width, height = box
    pen = Pen(look.fonts)
    first = figure.marks[0]
    entry = drawings.atlas()["points"][first.code]
    view = drawings.atlas()["views"][entry["view"]]
    rect = (0.0, -height, width, 0.0)
    mirrored = figure.side == "left" and view["body"] == "right"
    window = _window(entry["view"], entry["crop"], rect, mirrored)
    clip = rounded(*rect, CORNER)
    window.draw(pen, look.skin, clip)
    for mark in figure.marks:
        other = drawings.atlas()["points"][mark.code]
        if other["view"] == entry["view"]:
            for spot in places(other, figure.side):
                target(pen, window.place(spot), mark.number, look)
    pen.outline(rounded(0.3, -height + 0.3, width - 0.3, -0.3, CORNER), 0.6, FRAME)
    return pen.painted(width, height)


def places(entry: dict[str, Any], side: str) -> list[XY]:
    """Where the markers of a point go in its own view, for the side shown."""
    at = entry["at"]
    chosen = [at[side]] if side in at else list(at.values())
    spots: list[XY] = []
    for place in chosen:
        spots += [tuple(p) for p in place] if isinstance(place[0], list) else [tuple(place)]
    return spots


def target(pen: Pen, at: XY, number: int, look: Look) -> None:
    """The exact spot and its number."""
    x, y = at
    badge = (x + 17, y + 17)
    pen.line([at, badge], 4.5, WHITE)
    pen.line([at, badge], 1.6, INK)
    pen.disc(at, 8.2, WHITE)
    pen.ring(at, 6.6, 1.6)
    pen.disc(at, 2.2, INK)
    numbered(pen, badge, number, look)


def numbered(pen: Pen, at: XY, number: int, look: Look) -> None:
    """A number in a circle, the sign that ties map, card and chart together."""
    size = look.label
    radius = 0.8 * size
    pen.disc(at, radius + 1.6, WHITE)
    pen.disc(at, radius, look.accent)
    text = str(number)
    half = pen.width(text, size, "bold") / 2
    pen.text((at[0] - half, at[1] - CAP * size / 2), text, size, WHITE, "bold")


# ── the body map ────────────────────────────────────────────────────────────────────────────────


def paint_map(figure: BodyMap, box: Box, look: Look) -> Painted:
    """The whole body with every point in its place."""
    width, height = box
    pen = Pen(look.fonts)
    views = ("body-front", "body-back")
    share = width / len(views)
    for index, view in enumerate(views):
        size = drawings.drawing(view)
        rect = (index * share, -height, (index + 1) * share, 0.0)
        window = _window(view, [0, 0, size.width, size.height], rect, False)
        window.draw(pen, look.skin)
    return pen.painted(width, height)


# ── pictures ────────────────────────────────────────────────────────────────────────────────────


def paint_picture(picture: Picture, box: Box, look: Look) -> Painted:
    """A whole drawing, as large as the box lets it be; the box shrinks to it."""
    size = drawings.drawing(picture.view)
    scale = min(box[0] / size.width, box[1] / size.height)
    width, height = size.width * scale, size.height * scale
    window = Window(picture.view, 0, 0, size.width, size.height, (0.0, -height, width, 0.0))
    pen = Pen(look.fonts)
    window.draw(pen, look.skin)
    return pen.painted(width, height)
