"""The clinic's logo as one prepared XObject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.press.drawings import XObject
from handouts.press.pen import Painted, Pen

if TYPE_CHECKING:
    from handouts.handout import Logo

_MADE: dict[str, XObject] = {}


def made(name: str) -> XObject:
    """An XObject that a logo was turned into in this process."""
    return _MADE[name]


def paint_logo(logo: Logo, box: tuple[float, float]) -> Painted:
    """The logo, as large as the box lets it be."""
    return Pen().painted(*box)
