"""Icons: small signs for tips and callouts, drawn inline.

An icon is a drawing on a grid of 48 by 48 in the vocabulary of the atlas: `line` and `ink` carry
the meaning and are always ink; `fill` is a light tint of the accent, `paper` is white, so that a
copy loses nothing.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from handouts.paths import ASSETS
from handouts.press.pictures.drawings import operators, read_paths
from handouts.press.pictures.pen import INK, WHITE, Painted, Pen

if TYPE_CHECKING:
    from handouts.press.pictures.figures import Look

FOLDER = ASSETS / "icons"
GRID = 48.0  # units on each side of an icon
_TINT = 0.22  # how much of the accent is in a tint


def paint_icon(name: str, size: float, look: Look) -> Painted:
    """The icon as a square of `size` points."""
    scale = size / GRID
    pen = Pen()
    pen.raw(f"{scale:.5f} 0 0 {-scale:.5f} 0 0 cm 1 J 1 j")
    pen.raw(_operators(name, look.accent))
    return pen.painted(size, size)


def names() -> list[str]:
    """Every icon there is."""
    return sorted(path.stem for path in FOLDER.glob("*.ops"))


def tint(colour: str) -> str:
    """A light tint of `#rrggbb`."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - _TINT * (255 - part)):02x}" for part in parts)


@cache
def _operators(name: str, accent: str) -> str:
    colours = {"line": INK, "ink": INK, "fill": tint(accent), "paper": WHITE}
    _, _, paths = read_paths(FOLDER / f"{name}.ops")
    return "".join(operators(path, colours) for path in paths)
