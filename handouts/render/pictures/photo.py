"""A picture of the clinic's own: whole, framed as the drawings are, with a ring where to press."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from handouts.handout import Photo
from handouts.render.objects import XObject, paint
from handouts.render.pictures import look as signs
from handouts.render.pictures.look import CORNER, INK, WHITE

_RING = 7.0  # radius of the ring around the place, in points


def draw_photo(canvas: Canvas, photo: Photo, width: float, height: float) -> None:
    """Draw the photo whole at the top of the box (0, 0)-(width, height) points, in a frame of its
    own shape. A file stores a photo once.
    """
    scale = min(width / photo.size[0], height / photo.size[1])
    wide, high = photo.size[0] * scale, photo.size[1] * scale
    x, y = (width - wide) / 2, height - high
    canvas.saveState()
    clip = canvas.beginPath()
    clip.roundRect(x + 0.3, y + 0.3, wide - 0.6, high - 0.6, CORNER)
    canvas.clipPath(clip, stroke=0, fill=0)
    image = _xobject(photo)
    canvas.transform(wide, 0, 0, high, x, y)
    paint(canvas, image.name, lambda: image)
    canvas.restoreState()
    canvas.saveState()
    if photo.mark:
        at = (x + photo.mark[0] * wide, y + (1 - photo.mark[1]) * high)
        signs.ring(canvas, at, _RING, 5.0, WHITE)
        signs.ring(canvas, at, _RING, 2.4, INK)
        signs.disc(canvas, at, 1.8, INK)
    signs.frame(canvas, (x, y, x + wide, y + high))
    canvas.restoreState()


def _xobject(photo: Photo) -> XObject:
    """JPEG data go into the file as they are (ISO 32000-1, 7.4.8)."""
    width, height = photo.size
    entries = (
        f"/Type/XObject/Subtype/Image/Width {width}/Height {height}"
        "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
    )
    return XObject(entries, photo.jpeg)
