"""Icons: small signs for tips and callouts, drawn inline.

An icon is a compiled drawing on a grid of 48 by 48: `line` and `ink` carry the meaning and are
always ink; `fill` is a light tint of the accent, `paper` is white, so that a copy loses nothing.
"""

from __future__ import annotations

from functools import cache

from reportlab.pdfgen.canvas import Canvas

from handouts.colour import tint
from handouts.files.paths import ASSETS
from handouts.render.pictures.drawings import painted
from handouts.render.pictures.look import INK, WHITE

FOLDER = ASSETS / "icons"
GRID = 48.0
"""Units on each side of an icon."""
_TINT = 0.22  # how much of the accent is in a tint


def draw_icon(canvas: Canvas, name: str, size: float, accent: str) -> None:
    """Draw the icon into the square (0, 0)-(size, size). Raises FileError where there is none."""
    scale = size / GRID
    canvas.saveState()
    canvas.transform(scale, 0, 0, -scale, 0, size)
    canvas._code.append(f"1 J 1 j\n{_operators(name, accent)}")
    canvas.restoreState()


@cache
def _operators(name: str, accent: str) -> str:
    colours = {"line": INK, "ink": INK, "fill": tint(accent, _TINT), "paper": WHITE}
    return painted(FOLDER / f"{name}.ops", colours)
