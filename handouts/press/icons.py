"""Icons: small signs for tips and callouts, drawn inline in the accent colour."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from handouts.errors import FileError, Problem
from handouts.paths import ASSETS
from handouts.press import drawings
from handouts.press.pen import INK, WHITE, Painted, Pen, n

if TYPE_CHECKING:
    from handouts.press.figures import Look

FOLDER = ASSETS / "icons"
GRID = 48.0  # units on each side of an icon


def paint_icon(name: str, size: float, look: Look) -> Painted:
    """The icon as a square of `size` points."""
    scale = size / GRID
    colours = {"line": INK, "fine": INK, "ink": INK, "fill": look.accent, "paper": WHITE}
    pen = Pen()
    pen.raw(f"{n(scale)} 0 0 {n(-scale)} 0 0 cm 1 J 1 j")
    pen.raw(_operators(name, tuple(colours.items())))
    return pen.painted(size, size)


@cache
def _operators(name: str, colours: tuple[tuple[str, str], ...]) -> str:
    return ""
