"""A tip for home: an icon, a title, a short list, what to take care of."""

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
    """Icon at the left of everything else; a photo beside the words, or below them where they would
    be squeezed.
    """
    size = style.layout.pictures.icon
    made: list[Flowable] = [
        TextBlock(block.title, style.strong, "H3"),
        bullets(block.steps, style),
    ]
    if block.cautions:
        made.append(caution(block.cautions, block.cautions_title, style))
    photo = _photo(block.photo) if block.photo else None
    beside = photo is not None and width >= _WIDE
    if photo and not beside:
        made.append(SideBySide([(photo, _PHOTO)]))
    inside = Stack(made, gap=0.2 * style.layout.sizes.gap)
    gap = style.layout.sizes.gap
    cells: list[tuple[Flowable, float | None]] = [
        (icon(block.icon, size, style), size),
        (inside, None),
    ]
    if photo and beside:
        cells.append((photo, _PHOTO))
    return SideBySide(cells, gap, role="Sect")


def _photo(photo: Photo) -> Drawn:
    """The clinic's own picture, as wide as it is told to be, within reason of its height."""
    high = min(photo.size[1] / photo.size[0], 1.4)

    def draw(canvas: TaggedCanvas, width: float, height: float) -> None:
        draw_photo(canvas, photo, width, height)

    return Drawn(draw, lambda width: (width, width * high), photo.alt)
