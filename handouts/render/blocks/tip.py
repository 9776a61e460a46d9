"""A tip for home: icon and title, a short list, what to take care of."""

from __future__ import annotations

from reportlab.platypus import Flowable

from handouts.handout import Photo, TipCard
from handouts.render.blocks.drawn import Drawn, caution, icon
from handouts.render.blocks.frame import Block, SideBySide, Stack
from handouts.render.blocks.text import bullets
from handouts.render.pictures import draw_photo
from handouts.render.style import Style
from handouts.render.tagging import TaggedCanvas
from handouts.render.text import TextBlock

_PHOTO = 110.0
"""Width of the clinic's own picture at a tip, in points."""
_WIDE = 360.0
"""Width of a tip from which the picture stands beside its words."""


def tip(block: TipCard, style: Style, width: float) -> Block:
    """Icon and title, and below them, as wide as the column, what to do; a photo beside it, or at
    its end where the words would be squeezed.
    """
    gap = style.layout.sizes.gap
    size = style.layout.pictures.icon
    title = TextBlock(block.title, style.strong, "H3")
    head = SideBySide([(icon(block.icon, size, style), size), (title, None)], gap, middle=True)
    made: list[Flowable] = [bullets(block.steps, style)]
    if block.cautions:
        made.append(caution(block.cautions, block.cautions_title, style))
    below = Stack(made, gap=0.2 * gap)
    if block.photo is None:
        return Stack([head, below], role="Sect")
    photo = _photo(block.photo)
    if width >= _WIDE:
        return SideBySide([(Stack([head, below]), None), (photo, _PHOTO)], gap, role="Sect")
    return Stack([head, below, SideBySide([(photo, _PHOTO)])], gap=0.2 * gap, role="Sect")


def _photo(photo: Photo) -> Drawn:
    """The clinic's own picture, as wide as it is told to be, within reason of its height."""
    high = min(photo.size[1] / photo.size[0], 1.4)

    def draw(canvas: TaggedCanvas, width: float, height: float) -> None:
        draw_photo(canvas, photo, width, height)

    return Drawn(draw, lambda width: (width, width * high), photo.alt)
