"""A drawing without marks: leaning on a ball."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from handouts.handout import Picture, plain
from handouts.library import atlas
from handouts.render.pictures import drawings
from handouts.render.pictures import look as signs
from handouts.render.pictures.labels import breaks
from handouts.render.pictures.look import CORNER, LEADING, Look

PAD = 5.0  # between frame and drawing, drawing and caption


def draw_picture(canvas: Canvas, picture: Picture, width: float, height: float, look: Look) -> None:
    """Draw the picture whole into the box (0, 0)-(width, height) points, its caption below it.

    Raises FileError where there is no such drawing or skin tone.
    """
    lines = caption_lines(plain(picture.caption), width - 2 * PAD, look)
    words = len(lines) * LEADING * look.label + (PAD if lines else 0.0)
    drawing = atlas.drawing(picture.view, look.drawn_body)
    wide, high = drawings.size(drawing)
    scale = min((width - 2 * PAD) / wide, (height - words - 2 * PAD) / high)
    x = (width - wide * scale) / 2
    y = words + PAD + (height - words - 2 * PAD + high * scale) / 2
    canvas.saveState()
    clip = canvas.beginPath()
    clip.roundRect(0.3, 0.3, width - 0.6, height - 0.6, CORNER)
    drawings.place(canvas, drawing, look.skin, (scale, 0, 0, -scale, x, y), clip)
    if lines:
        signs.words(canvas, lines, (width / 2, (words + PAD) / 2), look)
    signs.frame(canvas, (0.0, 0.0, width, height))
    canvas.restoreState()


def caption_lines(text: str, width: float, look: Look) -> tuple[str, ...]:
    """The caption on as few lines as it fits on."""
    ways = breaks(text, look) if text else [()]
    return next((way for way in ways if all(look.width(one) <= width for one in way)), ways[-1])
