"""Pieces to pages: what stands where, and what goes on on the next page.

Nothing is ever too large: what does not fit a page whole comes apart between its parts, columns
that do not fit side by side are poured one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from handouts.press.piece import Piece

_TINY = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """What the flow moves about: a piece, or the parts it may be torn into.

    `keep` binds it to the unit after it (headings); `breaks` lets it come apart although the next
    page could hold it whole; `fresh` begins a page with it. `group` is the section of the
    structure tree it belongs to.
    """

    whole: Piece
    parts: tuple[Piece, ...]
    gaps: tuple[float, ...]
    before: float
    group: int
    keep: bool = False
    breaks: bool = False
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece on a page; x and y of its top-left corner. `head` is the index of the placed piece
    whose element it carries on, -1 for none.
    """

    page: int
    x: float
    y: float
    piece: Piece
    group: int
    head: int = -1


@dataclass(frozen=True, slots=True)
class Area:
    """The part of each page that is filled, in points from the bottom-left corner."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.bottom + self.height


@dataclass(slots=True)
class Flow:
    """Fills pages from the top. `used` is what is taken of the current page."""

    area: Area
    placed: list[Placed] = field(default_factory=list)
    page: int = 0
    used: float = 0.0
    reserved: float = 0.0

    @property
    def left_over(self) -> float:
        """What is free on this page."""
        return self.area.height - self.used

    def turn(self) -> None:
        """Go on at the top of the next page."""
        self.page += 1
        self.used = 0.0

    def pour(self, units: Sequence[Unit], x: float = 0.0) -> None:
        """Units one below the other, over as many pages as it takes."""
        for index, unit in enumerate(units):
            fresh = unit.fresh and not (index and units[index - 1].keep)
            if self.used and (fresh or self._needed(units, index) > self.left_over + _TINY):
                self.turn()
            self._put(unit, x)

    def _needed(self, units: Sequence[Unit], index: int) -> float:
        """Height without which a unit would rather begin on the next page."""
        unit = units[index]
        needed = unit.before + self._least(unit)
        while unit.keep and index + 1 < len(units):
            index += 1
            unit = units[index]
            needed += unit.before + self._least(unit)
        return needed if needed <= self.area.height else 0.0

    def _least(self, unit: Unit) -> float:
        """The least height that a unit can begin with."""
        torn = unit.breaks or unit.whole.height > self.area.height
        return unit.parts[0].height if torn else unit.whole.height

    def _put(self, unit: Unit, x: float) -> None:
        gap = unit.before if self.used else 0.0
        if gap + unit.whole.height <= self.left_over + _TINY:
            self._place(unit.whole, x, gap, unit.group)
            return
        self._tear(unit, x, gap)

    def _tear(self, unit: Unit, x: float, gap: float) -> None:
        head = -1
        for index, part in enumerate(unit.parts):
            space = gap if index == 0 else unit.gaps[index - 1]
            if self.used and space + part.height > self.left_over + _TINY:
                self.turn()
                space = 0.0
            at = self._place(part, x, space, unit.group, head)
            head = at if head < 0 else head

    def _place(self, piece: Piece, x: float, gap: float, group: int, head: int = -1) -> int:
        self.used += gap
        y = self.area.top - self.used
        self.placed.append(Placed(self.page, self.area.left + x, y, piece, group, head))
        self.used += piece.height
        return len(self.placed) - 1

    def side_by_side(self, columns: Sequence[tuple[float, Sequence[Unit]]], before: float) -> bool:
        """Columns with their tops level, on one page; false if no page is high enough."""
        height = max((stacked(units) for _, units in columns), default=0.0)
        if height > self.area.height:
            return False
        gap = before if self.used else 0.0
        if gap + height > self.left_over + _TINY:
            self.turn()
            gap = 0.0
        start = self.used + gap
        for x, units in columns:
            self.used = start
            for index, unit in enumerate(units):
                self._place(unit.whole, x, unit.before if index else 0.0, unit.group)
        self.used = start + height
        return True

    def balanced(self, xs: Sequence[float], units: Sequence[Unit], before: float) -> bool:
        """Units poured into columns of one width, as level as they go."""
        columns = level_columns(units, len(xs), self.area.height)
        return bool(columns) and self.side_by_side(list(zip(xs, columns, strict=False)), before)


def stacked(units: Sequence[Unit]) -> float:
    """The height of units one below the other."""
    gaps = sum(unit.before for unit in units[1:])
    return gaps + sum(unit.whole.height for unit in units)


def level_columns(units: Sequence[Unit], count: int, most: float) -> list[list[Unit]]:
    """Units in order in `count` columns, the highest as low as can be; empty if above `most`."""
    if not units:
        return []
    candidates = sorted(
        {
            stacked(units[start:end])
            for start in range(len(units))
            for end in range(start + 1, len(units) + 1)
        }
    )
    for limit in candidates:
        if limit > most:
            break
        columns = _filled(units, limit)
        if columns and len(columns) <= count:
            return columns
    return []


def _filled(units: Sequence[Unit], limit: float) -> list[list[Unit]]:
    """Columns no higher than the limit; a heading is never last in its column."""
    columns: list[list[Unit]] = [[]]
    for chain in _chains(units):
        if stacked(chain) > limit + _TINY:
            return []
        if columns[-1] and stacked([*columns[-1], *chain]) > limit + _TINY:
            columns.append([])
        columns[-1] += chain
    return columns


def _chains(units: Sequence[Unit]) -> list[list[Unit]]:
    """Units that must stay together, together."""
    chains: list[list[Unit]] = []
    bound = False
    for unit in units:
        if bound:
            chains[-1].append(unit)
        else:
            chains.append([unit])
        bound = unit.keep
    return chains
