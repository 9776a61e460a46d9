"""Blocks to drafts. Each block has one function; `Setter.set` finds it and keeps what it made.

A block is set as *parts*, top to bottom: where a block is too tall for the page it may come apart
between them. The parts after the first go on in the structure element that the first began.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
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
from handouts.press.draft import Draft, Node, stack, tagged
from handouts.press.house import Style
from handouts.press.typeset import Typesetter

Block = (
    Paragraph | Steps | Bullets | Facts | Callout | BodyMap | Pictures | PointCard | TipCard
    | TickChart | WebLink | Contact
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """A block, set. `gaps` stand between the parts; `breaks` says whether it may come apart
    although a page could hold it whole.
    """

    parts: tuple[Draft, ...]
    gaps: tuple[float, ...] = ()
    breaks: bool = False
    complete: Draft | None = None  # where the whole is more than its parts: a box around them

    @property
    def height(self) -> float:
        """Of the whole, in points."""
        if self.complete:
            return self.complete.height
        return sum(part.height for part in self.parts) + sum(self.gaps)


def one(draft: Draft) -> Setting:
    """A block that never comes apart."""
    return Setting((draft,))


def whole(setting: Setting) -> Draft:
    """All parts as one draft with one structure element."""
    if setting.complete:
        return setting.complete
    if len(setting.parts) == 1:
        return setting.parts[0]
    draft = stack(setting.parts, setting.gaps)
    first = draft.nodes[0]
    kids = tuple(kid for node in draft.nodes for kid in node.kids)
    return replace(draft, nodes=(Node(first.tag, kids, first.attributes, first.box),))


def even(parts: Sequence[Draft], gap: float, *, breaks: bool = False) -> Setting:
    """Parts with the same gap between all of them."""
    return Setting(tuple(parts), (gap,) * (len(parts) - 1), breaks)


def section(
    complete: Draft, rows: Callable[[], Sequence[Draft]], most: float, gap: float
) -> Setting:
    """A box of rows as one section; plain rows where the box is higher than a page (`most`)."""
    boxed = tagged("Sect", complete)
    if complete.height <= most:
        return one(boxed)
    parts = [tagged("Sect", row) for row in rows()]
    return Setting(tuple(parts), (gap,) * (len(parts) - 1), complete=boxed)


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
        from handouts.press import set_card, set_chart, set_contact, set_text

        for module in (set_text, set_card, set_chart, set_contact):
            _KNOWN.update(module.SETTERS)
    return _KNOWN
