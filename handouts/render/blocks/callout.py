"""Boxes that must not be overlooked: whom to call, when it is urgent, what is fine to feel."""

from __future__ import annotations

from reportlab.platypus import Flowable

from handouts.handout import Bullets, Callout, CalloutKind, Paragraph
from handouts.render.blocks.frame import Block, Box, SideBySide, Stack
from handouts.render.blocks.sign import Decoration
from handouts.render.blocks.text import Inline, bullets
from handouts.render.style import Style
from handouts.render.text import INK, TextBlock

_SIGNS: dict[CalloutKind, str] = {
    "stop": "stop", "caution": "caution", "call": "call", "emergency": "emergency",
}  # fmt: skip
_LINES: dict[CalloutKind, float] = {"stop": 1.8, "caution": 1.2, "call": 1.2, "emergency": 2.2}


def _note(block: Callout, style: Style) -> Block:
    """What need not worry anybody: a tinted box, its list running on in lines."""
    sizes = style.layout.sizes
    items = [item for part in block.body if isinstance(part, Bullets) for item in part.items]
    inside = Inline(block.title, items, style, 0)
    return Box(inside, (sizes.pad, 0.6 * sizes.pad), fill=style.pale, radius=5)


def callout(block: Callout, style: Style) -> Block:
    """A framed box: sign, title, list. The emergency has the heaviest frame."""
    sizes = style.layout.sizes
    if block.kind == "note":
        return _note(block, style)
    title = TextBlock(block.title, style.strong, "P")
    sign = Decoration(_SIGNS[block.kind], 1.3 * sizes.body, style)
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
