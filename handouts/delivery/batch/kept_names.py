"""Which patient keeps which file name: a PDF under a name that somebody has printed or mailed must
not become that of another patient of the same name when rows are deleted or sorted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping

from handouts.delivery.batch.journal import PdfRecord
from handouts.delivery.file_names import NOBODY

_NUMBER = re.compile(r"-\d+$")
_Tell = Callable[[PdfRecord], Hashable]
_SURE: tuple[_Tell, ...] = (
    lambda one: None if one.row else one.source,  # a prescription that is a file of its own
    lambda one: one.key.partition("-")[0],
    lambda one: one.email.casefold() or None,
)
"""What is only one patient's, among those of one name."""
_ROW: _Tell = lambda one: None if one.email else one.row  # noqa: E731 - as those above
"""What tells them apart where there are as many as before; else somebody has gone or come."""
_ONLY: _Tell = lambda _: ""  # noqa: E731
"""Where there was one of a name and is one now, there is nobody to take for another."""


def kept_names(good: Mapping[int, PdfRecord], former: Iterable[PdfRecord]) -> dict[int, str]:
    """The file names that records keep from a former run, by number. `file` of `good` is the name
    that each would like.
    """
    wanted: dict[str, list[int]] = defaultdict(list)
    for number in sorted(good):
        wanted[good[number].file or NOBODY].append(number)
    before: dict[str, list[PdfRecord]] = defaultdict(list)
    for one in former:
        stem = one.file.removesuffix(".pdf")
        before[stem if stem in wanted else _NUMBER.sub("", stem)].append(one)
    kept: dict[int, str] = {}
    for stem, numbers in wanted.items():
        left = before[stem]
        as_many = len(left) == len(numbers)
        more = [_ROW] * as_many + [_ONLY] * (as_many and len(numbers) == 1)
        for tell in (*_SURE, *more):
            open_ = [number for number in numbers if number not in kept]
            kept |= _matched({number: good[number] for number in open_}, left, kept, tell)
    return kept


def _matched(
    good: Mapping[int, PdfRecord], former: Iterable[PdfRecord], kept: Mapping[int, str], tell: _Tell
) -> dict[int, str]:
    """Records and former ones of which the same can be told, each of them once."""
    taken = set(kept.values())
    free: dict[Hashable, list[str]] = defaultdict(list)
    for one in former:
        if one.file not in taken and tell(one) is not None:
            free[tell(one)].append(one.file)
    return {number: free[tell(one)].pop(0) for number, one in good.items() if free[tell(one)]}
