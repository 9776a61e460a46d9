"""Pictures that are shown whole: a drawing, as of leaning on a ball, a photo of the clinic's own.
And the frame of a picture with its caption.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from reportlab.pdfgen.canvas import Canvas

from handouts.handout import Photo, Picture, plain
from handouts.library import atlas
from handouts.render.objects import XObject, paint
from handouts.render.pictures import drawings
from handouts.render.pictures import look as signs
from handouts.render.pictures.geometry import Rect
from handouts.render.pictures.labels import breaks
from handouts.render.pictures.look import INK, LEADING, WHITE, Look

PAD = 5.0  # between frame and drawing, drawing and caption
_RING = 7.0  # radius of the ring around the place on a photo, in points
_MOST_CAPTION = 0.62  # of the height of a picture


def draw_picture(canvas: Canvas, picture: Picture, width: float, height: float, look: Look) -> None:
    """Draw the picture whole into the box (0, 0)-(width, height) points, its caption below it.
    Raises FileError where there is no such drawing or skin tone.
    """
    drawing = atlas.drawing(picture.view, look.drawn_body)
    wide, high = drawings.size(drawing)
    lines = caption_lines(plain(picture.caption), width, height, look)
    with captioned(canvas, lines, width, height, look) as (left, bottom, right, top):
        scale = min((right - left - 2 * PAD) / wide, (top - bottom - 2 * PAD) / high)
        x = (left + right - wide * scale) / 2
        y = (bottom + top + high * scale) / 2
        drawings.place(canvas, drawing, look.skin, (scale, 0, 0, -scale, x, y))


@contextmanager
def captioned(
    canvas: Canvas, lines: Sequence[str], width: float, height: float, look: Look
) -> Iterator[Rect]:
    """The frame (0, 0)-(width, height) points with the lines of a caption at its foot. What is
    drawn within is cut at the rectangle above them, which is given.
    """
    foot = _foot(lines, look)
    canvas.saveState()
    signs.within(canvas, 0, 0, width, height)
    canvas.saveState()
    above = canvas.beginPath()
    above.rect(0, foot, width, height - foot)
    canvas.clipPath(above, stroke=0, fill=0)
    yield 0.0, foot, width, height
    canvas.restoreState()
    canvas.restoreState()
    canvas.saveState()
    if lines:
        signs.line(canvas, (0.3, foot), (width - 0.3, foot), 0.6, signs.FRAME)
        signs.words(canvas, lines, (width / 2, foot / 2), look)
    signs.frame(canvas, (0.0, 0.0, width, height))
    canvas.restoreState()


def caption_lines(text: str, width: float, height: float, look: Look) -> tuple[str, ...]:
    """The caption on the fewest lines; none under a picture that is too small (points) for it."""
    room = width - 2 * PAD
    ways = breaks(text, look) if text else [()]
    lines = next((way for way in ways if all(look.width(one) <= room for one in way)), ways[-1])
    too_wide = any(look.width(line) > width - PAD for line in lines)
    return () if too_wide or _foot(lines, look) > _MOST_CAPTION * height else lines


def _foot(lines: Sequence[str], look: Look) -> float:
    """How high a caption stands, in points."""
    return len(lines) * LEADING * look.label + 2 * PAD if lines else 0.0


def draw_photo(canvas: Canvas, photo: Photo, width: float, height: float) -> None:
    """Draw the photo whole, in a frame of its shape, at the top of (0, 0)-(width, height)."""
    scale = min(width / photo.size[0], height / photo.size[1])
    wide, high = photo.size[0] * scale, photo.size[1] * scale
    x, y = (width - wide) / 2, height - high
    canvas.saveState()
    signs.within(canvas, x, y, wide, high)
    canvas.transform(wide, 0, 0, high, x, y)
    paint(canvas, _xobject(photo))
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
