"""How pictures look in one handout: colours, size of labels, and the signs they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from handouts.render import fonts
from handouts.render.pictures.geometry import XY, Rect

INK = "#0f0a08"
WHITE = "#ffffff"
FRAME = "#b4b4b4"
_CORNER = 6.0
"""Radius of the corners of a frame, in points."""
LEADING = 1.15
"""Height of a line of a label, as a share of its size."""
_CAPITAL = 0.67  # height of a capital or figure, as a share of the size


@dataclass(frozen=True, slots=True)
class Look:
    """What a handout's pictures have in common: an accent (`#rrggbb`) dark enough for white on it,
    a tone of `assets/drawings/tones.yaml`, a folder beside it, the size of labels in points.
    """

    accent: str
    skin: str
    drawn_body: str
    label: float

    def width(self, text: str, *, bold: bool = False) -> float:
        """How far a label runs, in points."""
        return fonts.width(text, "bold" if bold else "regular", self.label)

    @property
    def badge(self) -> float:
        """Radius of the circle around a number, in points."""
        return 0.78 * self.label


def disc(canvas: Canvas, at: XY, radius: float, colour: str) -> None:
    """A filled circle."""
    canvas.setFillColor(HexColor(colour))
    canvas.circle(*at, radius, stroke=0, fill=1)


def ring(canvas: Canvas, at: XY, radius: float, width: float, colour: str = INK) -> None:
    """A drawn circle; `radius` is that of the middle of the line."""
    canvas.setStrokeColor(HexColor(colour))
    canvas.setLineWidth(width)
    canvas.setDash()
    canvas.circle(*at, radius, stroke=1, fill=0)


def line(
    canvas: Canvas, start: XY, end: XY, width: float, colour: str = INK, dash: Sequence[float] = ()
) -> None:
    """A straight line with round ends."""
    canvas.setStrokeColor(HexColor(colour))
    canvas.setLineWidth(width)
    canvas.setLineCap(1)
    canvas.setDash(list(dash))
    canvas.line(*start, *end)


def frame(canvas: Canvas, rect: Rect) -> None:
    """The thin rounded frame around a picture, just inside the rectangle."""
    left, bottom, right, top = rect
    canvas.setStrokeColor(HexColor(FRAME))
    canvas.setLineWidth(0.6)
    canvas.setDash()
    canvas.roundRect(left + 0.3, bottom + 0.3, right - left - 0.6, top - bottom - 0.6, _CORNER)


def within(canvas: Canvas, x: float, y: float, width: float, height: float) -> None:
    """Cut off what is drawn from now on beyond a frame whose lower left corner is (x, y)."""
    path = canvas.beginPath()
    path.roundRect(x + 0.3, y + 0.3, width - 0.6, height - 0.6, _CORNER)
    canvas.clipPath(path, stroke=0, fill=0)


def leader(canvas: Canvas, start: XY, end: XY, *, dot: bool = True) -> None:
    """A thin line from what is named to its label, seen on every skin."""
    line(canvas, start, end, 2.4, WHITE)
    line(canvas, start, end, 0.8)
    if dot:
        disc(canvas, start, 2.8, WHITE)
        disc(canvas, start, 1.8, INK)


def target(canvas: Canvas, at: XY, radius: float) -> None:
    """A dot on the exact spot, white around it, and a black ring."""
    if radius < 3.0:  # a swarm of spots: dots
        disc(canvas, at, radius, WHITE)
        disc(canvas, at, 0.75 * radius, INK)
        return
    thick = 0.22 * radius
    disc(canvas, at, radius + 0.1 * radius, WHITE)
    ring(canvas, at, radius - thick / 2, thick)
    disc(canvas, at, 0.34 * radius, INK)


def badge(canvas: Canvas, at: XY, number: int, look: Look) -> None:
    """A number in a circle: the sign that ties map, card and chart together."""
    disc(canvas, at, look.badge + 1.2, WHITE)
    disc(canvas, at, look.badge, look.accent)
    canvas.setFillColor(HexColor(WHITE))
    canvas.setFont(fonts.BOLD, look.label)
    canvas.drawCentredString(at[0], at[1] - _CAPITAL * look.label / 2, str(number))


def words(
    canvas: Canvas, lines: Sequence[str], middle: XY, look: Look, *, bold: bool = False
) -> None:
    """Lines of a label, centred around a place."""
    canvas.setFillColor(HexColor(INK))
    leading = LEADING * look.label
    baseline = middle[1] + leading * (len(lines) - 1) / 2 - _CAPITAL * look.label / 2
    for text in lines:
        x = middle[0] - look.width(text, bold=bold) / 2
        fonts.show(canvas, x, baseline, text, "bold" if bold else "regular", look.label)
        baseline -= leading
