"""Units down columns: what stays together, how columns are made level, and gaps that are filled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from handouts.render.setting import Unit, stacked

TINY = 0.01
"""Points by which what is added up may seem too high."""

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


def without_gaps(waiting: Sequence[Chain], count: int, room: float, page: float) -> list[Chain]:
    """The chains in an order that leaves no gap which a later part could fill: where the next one
    has no room in its column, the first whole part that has comes before it. `room` is the height
    left on the page that is open, `page` that of the others.
    """
    left, order, column = list(waiting), list[Chain](), list[Chain]()
    columns = 0
    while left:
        limit = room if columns < count else page
        fits = (one for one in _next(left) if height([*column, *left[one]]) <= limit + TINY)
        chosen = next(fits, None)
        if chosen is None and not column and columns >= count:
            chosen = slice(1)  # no page holds it, which is said elsewhere
        if chosen is None:
            order += column
            column, columns = [], columns + 1
        else:
            column += left[chosen]
            del left[chosen]
    return order + column


def _next(left: Sequence[Chain]) -> Iterator[slice]:
    """What may come next: the first chain, or any whole part after its own."""
    yield slice(1)
    start = 0
    for _, part in groupby(left, key=lambda chain: chain[0].part):
        end = start + len(list(part))
        if start:
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
