"""Units down columns: what stays together, how columns are made level, and gaps that are filled."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from handouts.prescription.sections import LAST
from handouts.render.setting import Unit, stacked

TINY = 0.01
"""Points by which what is added up may seem too high."""

_CARDS = "points"
_ALONE = frozenset({"call"})
"""Parts of boxes, each of which says what it is: something else may stand between them."""


@dataclass(slots=True)
class Chain:
    """Units that must stay together, as a heading and what it heads; `before` is space above."""

    units: list[Unit]
    part: str
    before: float
    height: float


def chains(units: Sequence[Unit]) -> Iterator[Chain]:
    """Units in chains."""
    chain: list[Unit] = []
    for unit in units:
        chain.append(unit)
        if not unit.keep or unit is units[-1]:
            yield Chain(chain, chain[0].part, chain[0].before, stacked(chain))
            chain = []


def height(column: Sequence[Chain]) -> float:
    """The height of a column of chains."""
    return sum(chain.height for chain in column) + sum(chain.before for chain in column[1:])


def without_gaps(
    waiting: Sequence[Chain], count: int, room: float, page: float
) -> list[list[list[Chain]]]:
    """The chains in `count` columns on each page, with no gap at the foot of a column that a later
    part could fill. `room` is the height left on the page that is open, `page` that of the others.
    """
    left, pages = list(waiting), list[list[list[Chain]]]()
    begun: set[str] = set()
    while left:
        limit = page if pages else room
        columns: list[list[Chain]] = [[] for _ in range(count)]
        for column in columns:
            while fits := [
                one
                for one in _choices(left, column, begun)
                if height([*column, *left[one]]) <= limit + TINY
            ]:
                begun.add(left[fits[0].start].part)
                column += left[fits[0]]
                del left[fits[0]]
        if left and pages and not any(columns):
            columns[0] = [left.pop(0)]  # no page holds it, which is said elsewhere
        pages.append(columns)
    return pages


def _choices(
    left: Sequence[Chain], column: Sequence[Chain], begun: Collection[str]
) -> Iterator[slice]:
    """The first chain, then any whole part behind its own: but for what ends a sheet, and before
    no card and no rest of a part.
    """
    if not left:
        return
    yield slice(0, 1)
    first, start = left[0].part, 0
    if not column or first == _CARDS or (first in begun and first not in _ALONE):
        return
    for name, part in groupby(left, key=lambda chain: chain.part):
        end = start + len(list(part))
        if start and name != LAST:
            yield slice(start, end)
        start = end


def level(waiting: Sequence[Chain], count: int, most: float) -> list[list[Chain]]:
    """All chains in `count` columns, the highest as low as can be; empty if above `most`."""
    best = filled(waiting, count, most)
    if sum(map(len, best)) < len(waiting):
        return []
    low, high = max(chain.height for chain in waiting), most
    while high - low > 1:
        limit = (low + high) / 2
        columns = filled(waiting, count, limit)
        if sum(map(len, columns)) == len(waiting):
            best, high = columns, limit
        else:
            low = limit
    return best


def filled(waiting: Sequence[Chain], count: int, limit: float) -> list[list[Chain]]:
    """As many chains, in order, as go into `count` columns no higher than `limit`."""
    columns: list[list[Chain]] = []
    down = limit + 1
    for chain in waiting:
        down += chain.before + chain.height
        if down > limit + TINY:
            if len(columns) == count or chain.height > limit + TINY:
                break
            columns.append([])
            down = chain.height
        columns[-1].append(chain)
    return columns
