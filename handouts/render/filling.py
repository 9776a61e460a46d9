"""Fills pages from the top: units one below the other, cards in rows, parts in columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from reportlab.platypus import Flowable

from handouts.render.blocks.frame import RowRule
from handouts.render.columns import TINY, Chain, chains, filled, height, level, without_gaps
from handouts.render.setting import Prepared, Unit

_RULE = 4.0
"""What a rule between two rows of cards adds to the space between them."""
_MOST_LOOSE = 14.0
"""The most that is added between two blocks of a column that goes on on the next page."""
_MOST_SPREAD = 0.105
"""The most that the space between two parts comes to on a page that has room left over, as a share
of its height."""
_MOST_APART = 32.0
"""The most that is then added between two blocks of a part."""


@dataclass(frozen=True, slots=True)
class Area:
    """What is filled of a page, in points: left and top edge from its lower left corner, size."""

    left: float
    top: float
    width: float
    height: float


@dataclass(slots=True)
class Placed:
    """A flowable on a page; x and y are its lower left corner. `part` names its section; what is
    `apart` may stand further from what is above it.
    """

    page: int
    x: float
    y: float
    flowable: Flowable
    part: str
    apart: bool = True


@dataclass(slots=True)
class Arranged:
    """Where everything stands. `rows` are the rows of cards by page, for their pictures to grow."""

    placed: list[Placed]
    pages: int
    free: list[float]
    rows: list[tuple[int, int]]  # page and number of each row
    least: int
    """Of the pages, what even columns without gaps would take."""


class Filler:
    """Fills pages from the top: `gap` above each part, `row_gap` above a row of cards, the rule
    between them included. `used` is the height taken on the page that is open.
    """

    def __init__(self, area: Area, gap: float) -> None:
        self.area, self.gap, self.row_gap = area, gap, gap + _RULE
        self.page = 0
        self.used = 0.0
        self._placed: list[Placed] = []
        self._rows: list[tuple[int, int]] = []
        self._free: list[float] = []
        self._least = 0

    @property
    def left(self) -> float:
        """Height that is free on the page."""
        return self.area.height - self.used

    def holds(self, height: float) -> bool:
        """Whether a row of cards of this height has room on the page."""
        return self.used + self.row_gap + height <= self.area.height + TINY

    def turn(self) -> None:
        """Begin a new page."""
        if not any(page == self.page for page, _ in self._rows):
            self._spread()
        self._free.append(self.left)
        self.page += 1
        self.used = 0.0

    def _spread(self) -> None:
        """Give parts, then the blocks of each, some of the room that is left over on their page."""
        here = [one for one in self._placed if one.page == self.page]
        if any(one.x != self.area.left for one in here):
            return
        seams = [one.part != before.part for before, one in pairwise(here)]
        inside = [one.apart and not seam for seam, one in zip(seams, here[1:], strict=True)]
        self._widen(here, seams, _MOST_SPREAD * self.area.height - self.gap)
        self._widen(here, inside, _MOST_APART)

    def _widen(self, here: Sequence[Placed], seams: Sequence[bool], most: float) -> None:
        """Up to `most` more above what stands below each of these seams, from the room left."""
        if not any(seams):
            return
        more, moved = min(most, 0.85 * self.left / sum(seams)), 0.0
        for seam, one in zip(seams, here[1:], strict=True):
            moved += more if seam else 0.0
            one.y -= moved
        self.used += moved

    def arranged(self) -> Arranged:
        """Everything, when all is placed."""
        free = [*self._free, self.left]
        return Arranged(self._placed, self.page + 1, free, self._rows, self._least)

    def _gap(self, gap: float, height: float) -> float:
        """The space above what comes next: none at the top of a page, which is begun if need be."""
        if self.used and gap + height > self.left + TINY:
            self.turn()
        return gap if self.used else 0.0

    def pour(self, units: Sequence[Unit]) -> None:
        """Units one below the other, over as many pages as it takes."""
        for chain in chains(units):
            gap = self._gap(chain.before, chain.height)
            self._column(chain.units, 0.0, self.used + gap)
            self.used += gap + chain.height

    def _chains(self, column: Sequence[Chain], x: float, down: float, room: float) -> None:
        """A column of chains; those that `room` points are left for stand a little looser."""
        seams = [
            index for index, chain in enumerate(column) if index and not chain.units[0].goes_on
        ]
        more = max(0.0, min((room - height(column)) / max(1, len(seams)), _MOST_LOOSE))
        for index, chain in enumerate(column):
            down += chain.before if index else 0.0
            down += more if index in seams else 0.0
            self._column(chain.units, x, down)
            down += chain.height

    def _column(self, units: Iterable[Unit], x: float, down: float) -> None:
        """Units one below the other from `down` under the top of the area."""
        for index, unit in enumerate(units):
            down += (unit.before if index else 0.0) + unit.height
            self._put(unit.flowable, x, down, unit.part, not index and not unit.goes_on)

    def _put(
        self, flowable: Flowable, x: float, down: float, part: str = "points", apart: bool = True
    ) -> None:
        x, y = self.area.left + x, self.area.top - down
        self._placed.append(Placed(self.page, x, y, flowable, part, apart))

    def row(self, number: int, cards: Sequence[tuple[float, Prepared]], height: float) -> None:
        """Cards side by side with their tops level, under a rule."""
        gap = self._gap(self.row_gap, height)
        if gap:
            self._put(RowRule(self.area.width), 0.0, self.used + gap / 2)
        for x, card in cards:
            self._put(card, x, self.used + gap + card.height)
        self._rows.append((self.page, number))
        self.used += gap + height

    def pour_columns(self, xs: Sequence[float], units: Sequence[Unit], drawn_up: bool) -> None:
        """Units down columns of one width, as level as they go, over as many pages as it takes."""
        waiting = list(chains(units))
        room = self.left - (self.gap if self.used else 0.0)
        beyond = sum(chain.height for chain in waiting) / len(xs) - max(0.0, room)
        self._least = self.page + 1 + max(0, ceil((beyond - 1.0) / self.area.height))  # 1: rounding
        if drawn_up:
            for page, columns in enumerate(without_gaps(waiting, len(xs), room, self.area.height)):
                if page:
                    self.turn()
                self._columns(xs, columns)
            return
        while waiting:
            gap = self.gap if self.used else 0.0
            columns = level(waiting, len(xs), self.left - gap)
            if not columns:
                columns = filled(waiting, len(xs), self.left - gap)
            if not columns:
                self.turn()
                continue
            waiting = waiting[sum(map(len, columns)) :]
            # the last columns need not be full
            self._columns(xs, columns, self.left - gap if waiting else 0.0)
            if waiting:
                self.turn()

    def _columns(
        self, xs: Sequence[float], columns: Sequence[Sequence[Chain]], room: float = 0.0
    ) -> None:
        """Columns side by side, their tops level."""
        if not any(columns):
            return
        gap = self.gap if self.used else 0.0
        for x, column in zip(xs, columns, strict=False):
            self._chains(column, x, self.used + gap, room)
        self.used += gap + max(map(height, columns))
