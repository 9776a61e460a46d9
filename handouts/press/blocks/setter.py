"""Blocks to drafts. Each block has one function; `Setter.set` finds it and keeps what it made.

A block is set as *parts*, top to bottom: where a block is too tall for the page it may come apart
between them. The parts after the first go on in the structure element that the first began.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from handouts.handout import (
    BodyMap,
    Bullets,
    Callout,
    Contact,
    Facts,
    Paragraph,
    Pictures,
    PointCard,
    Steps,
    TickChart,
    TipCard,
    WebLink,
)
from handouts.press.blocks.house import Style
from handouts.press.blocks.setting import Setting
from handouts.press.typesetting.typeset import Typesetter

Block = (
    Paragraph | Steps | Bullets | Facts | Callout | BodyMap | Pictures | PointCard | TipCard
    | TickChart | WebLink | Contact
)  # fmt: skip


class Setter:
    """Sets blocks in one style."""

    def __init__(self, type_: Typesetter, style: Style) -> None:
        self.type = type_
        self.style = style

    def set(self, block: Block, width: float, level: int = 3) -> Setting:
        """A block in a column of `width` points; `level` is that of a heading it may hold."""
        return _setters()[type(block)](self, block, width, level)


_Set = Callable[[Setter, Any, float, int], Setting]
_KNOWN: dict[type, _Set] = {}


def _setters() -> dict[type, _Set]:
    if not _KNOWN:
        from handouts.press.blocks import set_card, set_chart, set_contact, set_text

        for module in (set_text, set_card, set_chart, set_contact):
            _KNOWN.update(module.SETTERS)
    return _KNOWN
