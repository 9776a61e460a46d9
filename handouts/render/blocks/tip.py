"""A tip for home: an icon, a title, a short list, what to take care of."""

from __future__ import annotations

from reportlab.platypus import Flowable

from handouts.handout import TipCard, plain, words
from handouts.render.blocks.frame import Block, SideBySide, Stack
from handouts.render.blocks.sign import Decoration, Sign
from handouts.render.blocks.text import bullets
from handouts.render.style import Style
from handouts.render.text import TextBlock


def tip(block: TipCard, style: Style) -> Block:
    """Icon at the left of everything else."""
    size = style.layout.pictures.icon
    made: list[Flowable] = [
        TextBlock(block.title, style.strong, "H3"),
        bullets(block.steps, style),
    ]
    if block.cautions:
        line = " ".join(plain(caution) for caution in block.cautions)
        sign = Sign("caution", plain(block.cautions_title), style)
        text = TextBlock(words(line), style.body)
        made.append(SideBySide([(sign, style.body.size * 1.45), (text, None)], role="Div"))
    inside = Stack(made, gap=0.2 * style.layout.sizes.gap)
    gap = style.layout.sizes.gap
    return SideBySide(
        [(Decoration(block.icon, size, style), size), (inside, None)], gap, role="Sect"
    )
