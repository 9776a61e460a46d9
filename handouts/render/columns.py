"""Units down columns: what stays together, how columns are made level, and gaps that are filled."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from handouts.prescription.sections import LAST
from handouts.render.setting import Unit, stacked

TINY = 0.01
"""Points by which what is added up may seem too high."""

_CARDS = "points"
_ALONE = frozenset({"call"})
"""Parts of boxes, each of which says what it is: something else may stand between them."""

Chain = list[Unit]
"""Units that must stay together: a heading and what it heads."""


def chains(units: Sequence[Unit]) -> Iterator[Chain]:
    """Units in chains."""
    chain: Chain = []
    for unit in units:
        chain.append(unit)
        if not unit.keep:
            yield chain
            chain = []
    if chain:
        yield chain


def height(column: Sequence[Chain]) -> float:
    """The height of a column of chains."""
    return stacked([unit for chain in column for unit in chain])


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
            while (chosen := _next(left, column, begun, limit)) is not None:
                begun.add(left[chosen.start][0].part)
                column += left[chosen]
                del left[chosen]
        if left and pages and not any(columns):
            columns[0] = [left.pop(0)]  # no page holds it, which is said elsewhere
        pages.append(columns)
    return pages


def _next(
    left: Sequence[Chain], column: Sequence[Chain], begun: Collection[str], limit: float
) -> slice | None:
    """What comes next in a column no higher than `limit`."""
    fits = (
        one
        for one in _choices(left, column, begun)
        if height([*column, *left[one]]) <= limit + TINY
    )
    return next(fits, None)


def _choices(
    left: Sequence[Chain], column: Sequence[Chain], begun: Collection[str]
) -> Iterator[slice]:
    """The first chain, then any whole part behind its own: but for what ends a sheet, and before
    no card and no rest of a part.
    """
    if not left:
        return
    yield slice(0, 1)
    first, start = left[0][0].part, 0
    if not column or first == _CARDS or (first in begun and first not in _ALONE):
        return
    for name, part in groupby(left, key=lambda chain: chain[0].part):
        end = start + len(list(part))
        if start and name != LAST:
            yield slice(start, end)
        start = end


def level(waiting: Sequence[Chain], count: int, most: float) -> list[list[Chain]]:
    """All chains in `count` columns, the highest as low as can be; empty if above `most`."""
    heights = list(map(stacked, waiting))
    best = filled(waiting, count, most, heights)
    if sum(map(len, best)) < len(waiting):
        return []
    low, high = max(heights), most
    while high - low > 1:
        limit = (low + high) / 2
        columns = filled(waiting, count, limit, heights)
        if sum(map(len, columns)) == len(waiting):
            best, high = columns, limit
        else:
            low = limit
    return best


def filled(
    waiting: Sequence[Chain], count: int, limit: float, heights: Sequence[float] = ()
) -> list[list[Chain]]:
    """As many chains, in order, as go into `count` columns no higher than `limit`. `heights` are
    those of the chains, where they have been added up before.
    """
    columns: list[list[Chain]] = []
    down = limit + 1
    for chain, own in zip(waiting, heights or list(map(stacked, waiting)), strict=True):
        down += chain[0].before + own
        if down > limit + TINY:
            if len(columns) == count or own > limit + TINY:
                break
            columns.append([])
            down = own
        columns[-1].append(chain)
    return columns
