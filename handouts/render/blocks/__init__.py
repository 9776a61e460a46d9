"""One flowable a block of the handout: what it is made of, how high it is, how it is drawn."""

from __future__ import annotations

from reportlab.platypus import Flowable

from handouts import handout as blocks
from handouts.handout import Block, BodyMap
from handouts.render.blocks.boxes import callout, dose_strip, safety_box
from handouts.render.blocks.card import Card, CardStart
from handouts.render.blocks.checklist import Checklist
from handouts.render.blocks.contact import contact, web_link
from handouts.render.blocks.drawn import Drawn
from handouts.render.blocks.frame import wrapped
from handouts.render.blocks.text import bullets, steps
from handouts.render.blocks.tip import tip
from handouts.render.layout import CardRule
from handouts.render.pictures import draw_map, map_size
from handouts.render.style import Style
from handouts.render.text import TextBlock

__all__ = ["Card", "CardStart", "Drawn", "flowable"]


def flowable(block: Block, style: Style, width: float) -> Flowable:
    """A block at a width in points, wrapped."""
    return wrapped(_made(block, style, width), width)


def _made(block: Block, style: Style, width: float) -> Flowable:
    match block:
        case blocks.Paragraph():
            face = style.soft if block.role == "small" else style.body
            return TextBlock(block.text, face)
        case blocks.Steps():
            return steps(block.items, style)
        case blocks.Bullets():
            return bullets(block.items, style)
        case blocks.DoseStrip():
            return dose_strip(block, style, width)
        case blocks.SafetyBox():
            return safety_box(block, style, width)
        case blocks.Callout():
            return callout(block, style)
        case blocks.BodyMap():
            return _map(block, style)
        case blocks.PointCard():
            return Card(block, style, CardRule(1))
        case blocks.TipCard():
            return tip(block, style, width)
        case blocks.TickChart():
            return Checklist(block, style)
        case blocks.WebLink():
            return web_link(block, style)
        case blocks.Contact():
            return contact(block, style)


def _map(block: BodyMap, style: Style) -> Drawn:
    """Figures side by side, lower where they have less room, in the middle of the width."""
    height, look = style.layout.pictures.map, style.look
    return Drawn(
        lambda canvas, _, high: draw_map(canvas, block, high, look),
        lambda width: map_size(block, look, height, width), block.alt, "centre",
    )  # fmt: skip
