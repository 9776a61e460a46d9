"""The pictures of a handout: point, body map, picture. Static, so set once for a value.

Everything on them survives a copier: what matters is said by shape, number and word, never by
colour alone, and dark lines that cross a drawing lie on a white one.
"""

from __future__ import annotations

from handouts.handout import Picture
from handouts.press.pictures import drawings
from handouts.press.pictures.bodymap import paint_map
from handouts.press.pictures.drawings import XObject
from handouts.press.pictures.icons import paint_icon
from handouts.press.pictures.logo import made, paint_logo
from handouts.press.pictures.pen import Painted, Pen
from handouts.press.pictures.qr import paint_qr
from handouts.press.pictures.spot import paint_point
from handouts.press.pictures.window import Box, Look, Window

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


def xobject(name: str) -> XObject:
    """The stream behind a name in `Painted.drawings` (or in the `refs` of another)."""
    return drawings.form(name) if name.startswith("D-") else made(name)


def paint_picture(picture: Picture, box: Box, look: Look) -> Painted:
    """A whole drawing, as large as the box lets it be; the box shrinks to it."""
    size = drawings.drawing(picture.view)
    scale = min(box[0] / size.width, box[1] / size.height)
    width, height = size.width * scale, size.height * scale
    window = Window(picture.view, 0, 0, size.width, size.height, (0.0, -height, width, 0.0))
    pen = Pen(look.fonts)
    window.draw(pen, look.skin)
    return pen.painted(width, height)
