"""Boxes that must not be overlooked: whom to call, and when it is urgent."""

from __future__ import annotations

from reportlab.platypus import Flowable

from handouts.handout import Bullets, Callout, CalloutKind, Paragraph
from handouts.render.blocks.frame import Block, Box, SideBySide, Stack
from handouts.render.blocks.sign import Decoration
from handouts.render.blocks.text import bullets
from handouts.render.style import Style
from handouts.render.text import INK, TextBlock, last_words_together

_LINES: dict[CalloutKind, float] = {"call": 1.2, "emergency": 2.2}


def callout(block: Callout, style: Style) -> Block:
    """A framed box: sign, title, list. The emergency has the heaviest frame."""
    sizes = style.layout.sizes
    title = TextBlock(last_words_together(block.title), style.strong, "P")
    sign = Decoration(block.kind, 1.3 * sizes.body, style)
    head = SideBySide([(sign, 1.7 * sizes.body), (title, None)], middle=True)
    body: list[Flowable] = []
    for part in block.body:
        if isinstance(part, Bullets):
            body.append(bullets(part.items, style))
        elif isinstance(part, Paragraph):
            body.append(TextBlock(part.text, style.body))
    inside = Stack([head, *body], gap=0.3 * sizes.gap)
    pad = (sizes.pad, 0.75 * sizes.pad)
    return Box(inside, pad, stroke=INK, line=_LINES[block.kind], role="Div")
