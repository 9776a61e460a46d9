"""Sets the parts of a handout at a width; what is the same for everybody is set once.

`Prepared` is a block that has been drawn once on a canvas of its own. It is kept by value (block,
style, width), so a card that a hundred patients get is set once in a process and placed a hundred
times. Nothing is kept between processes; notes and dates of visits are not kept at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from reportlab.platypus import Flowable

from handouts.handout import Block, Handout, Part, PointCard, Text, plain, words
from handouts.render.blocks import Card, CardStart, Drawn, flowable
from handouts.render.blocks.frame import wrapped
from handouts.render.blocks.head import clinic_lines, head
from handouts.render.layout import CardRule
from handouts.render.style import Style
from handouts.render.tagging import Recorder, Recording, TaggedCanvas
from handouts.render.text import TextBlock, TextStyle

_KEPT = 2_000
_SLICE, _WHOLE = 4, 9
"""Lines of a long paragraph that stay together, while the rest may go on in the next column; up to
how many lines a paragraph of ours is not long.
"""
_SHORT = 12
"""Lines of a part of running text that is not broken."""
_UNTITLED = frozenset({"dose", "since", "safety", "points", "call"})
"""Parts whose title no page repeats: what is in them says it."""
OWN = frozenset({"notes", "visit"})
"""Parts that hold what was typed for one patient."""
IN_COLUMNS = frozenset({"how", "link", "contact"})
"""Parts that stay in one piece in columns; down a whole page they may fill what it has left."""


class Prepared(Flowable):  # type: ignore[misc]
    """A wrapped flowable that is drawn once and placed often."""

    def __init__(self, flowable: Flowable) -> None:
        super().__init__()
        self.flowable = flowable
        self.width, self.height = flowable.width, flowable.height
        self._recording: Recording | None = None

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Place what was drawn; draw it first if nobody has."""
        if self._recording is None:
            recorder = Recorder()
            self.flowable.drawOn(recorder, 0, 0)
            self._recording = recorder.recording()
        canvas.place(self._recording, x, y)


@dataclass(slots=True)
class Unit:
    """A flowable that is not broken. `before` is the space above it, which falls away at the top of
    a page; `keep` ties it to the unit after it; one that `goes_on` is more of the same paragraph.
    """

    flowable: Flowable
    part: str
    before: float = 0.0
    keep: bool = False
    goes_on: bool = False
    height: float = field(init=False)  # in points

    def __post_init__(self) -> None:
        self.height = float(self.flowable.height)


def stacked(units: Sequence[Unit]) -> float:
    """The height of units one below the other."""
    if len(units) == 1:
        return units[0].height
    return sum(unit.height for unit in units) + sum(unit.before for unit in units[1:])


def together(units: list[Unit], style: Style) -> list[Unit]:
    """The units of a part in one piece, where it is short."""
    if stacked(units) >= _SHORT * style.layout.sizes.leading:
        return units
    return [replace(unit, keep=True) for unit in units[:-1]] + units[-1:]


def divided(unit: Unit, room: float, page: float) -> list[Unit]:
    """A unit that is higher than `room`, which the page that is open has left, in pieces: the first
    no higher than that, where it holds any of it, the others no higher than a page.
    """
    rest = unit.flowable.flowable if isinstance(unit.flowable, Prepared) else unit.flowable
    width, pieces = rest.width, list[Flowable]()
    while rest.height > (page if pieces else room):
        parts = rest.split(width, page if pieces else room) or rest.split(width, page)
        if len(parts) < 2:
            break
        for part in parts:
            part.wrap(width, 0)
        pieces.append(parts[0])
        rest = parts[1]
    if not pieces:
        return [unit]
    return [replace(unit, flowable=Prepared(piece)) for piece in (*pieces, rest)]


class Setter:
    """Sets blocks in one process."""

    def __init__(self) -> None:
        self._prepared = lru_cache(_KEPT)(_prepared)

    def head(self, handout: Handout, style: Style, width: float) -> Unit:
        """Title, for whom, clinic. Not kept, but for the clinic: it names the patient."""
        clinic = self._prepared(clinic_lines, handout.brand, style, width)
        return Unit(wrapped(head(handout, style, width, clinic), width), "")

    def line(self, text: str, style: TextStyle, width: float) -> Prepared:
        """A line of text that belongs to the mark that is open where it is placed."""
        return self._prepared(_text, words(text), style, "", width)

    def part(self, part: Part, style: Style, width: float) -> list[Unit]:
        """A part with its heading; nothing of a map whose figures have no room at this width."""
        sizes = style.layout.sizes
        units: list[Unit] = []
        if plain(part.title) and part.name not in _UNTITLED:
            heading = self._prepared(_text, part.title, style.heading, "H2", width)
            units.append(Unit(heading, part.name, sizes.part, keep=True))
        for block in part.blocks:
            gap = 0.5 * sizes.gap if units and units[-1].keep else sizes.gap
            first = not units
            for piece, made in enumerate(self._blocks(part.name, block, style, width)):
                inside = made.flowable if isinstance(made, Prepared) else made
                if isinstance(inside, Drawn) and not inside.fits:
                    return []
                before = sizes.part if first else gap
                units.append(Unit(made, part.name, before, goes_on=piece > 0))
                gap, first = 0.0, False
        return together(units, style) if part.name in OWN else units

    def _blocks(self, name: str, block: Block, style: Style, width: float) -> list[Flowable]:
        """A block; a paragraph that may be long goes on from column to column."""
        if name in OWN:
            whole = made = flowable(block, style, width)
        else:
            whole = self._prepared(flowable, block, style, width)
            made = whole.flowable
        if isinstance(made, TextBlock) and (name in OWN or made.line_count > _WHOLE):
            return list(made.slices(_SLICE))
        return [whole]

    def card(
        self,
        card: PointCard,
        style: Style,
        rule: CardRule,
        width: float,
        height: float = 0,
        words: float = 0,
    ) -> Prepared:
        """A card with its smallest pictures, or stretched to a height (see `Card.stretch`)."""
        return self._prepared(_card, card, style, rule, width, height, words)

    def divided(
        self, card: PointCard, style: Style, rule: CardRule, width: float
    ) -> list[Prepared]:
        """A card in parts, for a page that is too small for it."""
        start = wrapped(CardStart(card, style, rule), width)
        return [Prepared(part) for part in (start, *start.words_after(width))]


def _prepared(make: Callable[..., Flowable], *of: Any) -> Prepared:
    return Prepared(make(*of))


def _text(text: Text, style: TextStyle, role: str, width: float) -> TextBlock:
    return wrapped(TextBlock(text, style, role), width)


def _card(
    card: PointCard, style: Style, rule: CardRule, width: float, height: float, words: float
) -> Card:
    made = wrapped(Card(card, style, rule), width)
    if height:
        made.stretch(height, words)
    return made
