"""Pieces to pages: what stands where, and what goes on on the next page.

Nothing is ever too large: what does not fit a page whole comes apart between its parts, columns
that do not fit side by side are poured one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from handouts.errors import ContentError, Problem
from handouts.press.file.piece import Piece

_TINY = 0.01


class Later:
    """A piece whose height is known before it is set: what is tried and not used costs little."""

    __slots__ = ("_make", "_piece", "height")

    def __init__(self, height: float, make: Callable[[], Piece]) -> None:
        self.height = height
        self._make = make
        self._piece: Piece | None = None

    @property
    def piece(self) -> Piece:
        """The piece itself."""
        if self._piece is None:
            self._piece = self._make()
        return self._piece


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """A piece of a unit, at its place from the unit's top-left corner; y is zero or less.

    With `carries_on` it goes on in the element that the first member began; `own` names what is
    one patient's.
    """

    x: float
    y: float
    piece: Piece | Later
    carries_on: bool = False
    own: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """What the flow moves about: pieces that stand together, or the parts it may be torn into.

    `keep` binds it to the unit after it (headings); `breaks` lets it come apart although the next
    page could hold it whole; `fresh` begins a page with it. `group` is the section of the
    structure tree it belongs to.
    """

    members: tuple[Member, ...]
    height: float
    parts: tuple[Piece | Later, ...]
    gaps: tuple[float, ...]
    before: float
    group: str
    keep: bool = False
    breaks: bool = False
    fresh: bool = False


@dataclass(slots=True)
class Placed:
    """A piece on a page; x and y of its top-left corner. `head` is the index of the placed piece
    whose element it carries on, -1 for none; `own` names what is one patient's.
    """

    page: int
    x: float
    y: float
    piece: Piece | Later
    group: str
    head: int = -1
    own: str = ""

    @property
    def sealed(self) -> Piece:
        """The piece, set at the latest now."""
        return self.piece.piece if isinstance(self.piece, Later) else self.piece


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

    @property
    def left_over(self) -> float:
        """What is free on this page."""
        return self.area.height - self.used

    def turn(self) -> None:
        """Go on at the top of the next page."""
        self.page += 1
        self.used = 0.0

    def pour(self, units: Sequence[Unit], x: float = 0.0, follow: float = 0.0) -> None:
        """Units one below the other, over as many pages as it takes; `follow` is the height that
        must be free after the last.
        """
        for index, unit in enumerate(units):
            fresh = unit.fresh and not (index and units[index - 1].keep)
            needed = self._needed(units, index) + follow
            if self.used and (fresh or needed > self.left_over + _TINY):
                self.turn()
            self._put(unit, x)

    def _needed(self, units: Sequence[Unit], index: int) -> float:
        """Height without which a unit would rather begin on the next page."""
        unit = units[index]
        above = unit.before  # falls away at the top of a page
        needed = above + self._least(unit)
        while unit.keep and index + 1 < len(units):
            index += 1
            unit = units[index]
            needed += unit.before + self._least(unit)
        return needed if needed - above <= self.area.height + _TINY else 0.0

    def _least(self, unit: Unit) -> float:
        """The least height that a unit can begin with."""
        torn = unit.parts and (unit.breaks or unit.height > self.area.height)
        return unit.parts[0].height if torn else unit.height

    def _put(self, unit: Unit, x: float) -> None:
        gap = unit.before if self.used else 0.0
        if gap + unit.height <= self.left_over + _TINY:
            self._place(unit, x, gap)
        else:
            self._tear(unit, x, gap)

    def _tear(self, unit: Unit, x: float, gap: float) -> None:
        """Go on over pages, part by part; what no page has room for is not dropped in silence."""
        if not unit.parts and unit.height <= self.area.height + _TINY:
            self.turn()
            self._place(unit, x, 0.0)
            return
        highest = max((part.height for part in unit.parts), default=unit.height)
        if highest > self.area.height + _TINY:
            wrong, cure = "A part is too large for a page.", "Choose another layout or paper."
            raise ContentError(Problem("", 0, "layout", wrong, cure))
        first = -1
        for index, part in enumerate(unit.parts):
            space = gap if index == 0 else unit.gaps[index - 1]
            if self.used and space + part.height > self.left_over + _TINY:
                self.turn()
                space = 0.0
            at = self._put_piece(part, x, self.used + space, unit.group, first)
            self.used += space + part.height
            first = at if first < 0 else first

    def _place(self, unit: Unit, x: float, gap: float) -> None:
        top = self.used + gap
        first = -1
        for member in unit.members:
            head = first if member.carries_on else -1
            at = self._put_piece(member.piece, x + member.x, top - member.y, unit.group, head)
            self.placed[at].own = member.own
            first = at if first < 0 else first
        self.used = top + unit.height

    def _put_piece(self, piece: Piece | Later, x: float, down: float, group: str, head: int) -> int:
        y = self.area.top - down
        self.placed.append(Placed(self.page, self.area.left + x, y, piece, group, head))
        return len(self.placed) - 1

    def side_by_side(self, columns: Sequence[tuple[float, Sequence[Unit]]], before: float) -> bool:
        """Columns with their tops level, on one page; false if no page is high enough."""
        height = max((stacked(units) for _, units in columns), default=0.0)
        if height > self.area.height + _TINY:
            return False
        gap = before if self.used else 0.0
        if gap + height > self.left_over + _TINY:
            self.turn()
            gap = 0.0
        start = self.used + gap
        for x, units in columns:
            self.used = start
            for index, unit in enumerate(units):
                self._place(unit, x, unit.before if index else 0.0)
        self.used = start + height
        return True

    def pour_columns(self, xs: Sequence[float], units: Sequence[Unit], before: float) -> None:
        """Units down columns of one width, as level as they go, over as many pages as it takes."""
        chains = chained(units)
        while chains:
            gap = before if self.used else 0.0
            space = self.left_over - gap
            columns = level(chains, len(xs), space) or filled(chains, len(xs), space)
            if not columns and self.used:
                self.turn()
                continue
            if not columns:
                self.pour(chains.pop(0).units, xs[0])
                continue
            self._columns(xs, columns, gap)
            chains = chains[sum(map(len, columns)) :]
            if chains:
                self.turn()

    def _columns(self, xs: Sequence[float], columns: Sequence[Sequence[Chain]], gap: float) -> None:
        units = [[unit for chain in column for unit in chain.units] for column in columns]
        self.side_by_side(list(zip(xs, units, strict=False)), gap)


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """Units that must stay together: a heading and what it heads."""

    units: tuple[Unit, ...]
    height: float
    before: float


def stacked(units: Sequence[Unit]) -> float:
    """The height of units one below the other."""
    return sum([unit.before + unit.height for unit in units]) - (units[0].before if units else 0.0)


def chained(units: Sequence[Unit]) -> list[Chain]:
    """Units in chains."""
    chains: list[list[Unit]] = []
    bound = False
    for unit in units:
        if bound:
            chains[-1].append(unit)
        else:
            chains.append([unit])
        bound = unit.keep
    return [Chain(tuple(chain), stacked(chain), chain[0].before) for chain in chains]


def level(chains: Sequence[Chain], count: int, most: float) -> list[list[Chain]]:
    """All chains in `count` columns, the highest as low as can be; empty if above `most`."""
    low, high = max(chain.height for chain in chains), most
    best: list[list[Chain]] = []
    while low <= high:
        limit = (low + high) / 2
        columns = filled(chains, count, limit)
        if sum(map(len, columns)) == len(chains):
            best, high = columns, limit - 1
        else:
            low = limit + 1
    return best


def filled(chains: Sequence[Chain], count: int, limit: float) -> list[list[Chain]]:
    """As many chains, in order, as go into `count` columns no higher than `limit`."""
    columns: list[list[Chain]] = []
    height = limit + 1
    for chain in chains:
        height += chain.before + chain.height
        if height > limit + _TINY:
            if len(columns) == count or chain.height > limit + _TINY:
                break
            columns.append([])
            height = chain.height
        columns[-1].append(chain)
    return columns
