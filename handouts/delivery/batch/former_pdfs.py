"""The PDFs that former runs have left in a folder: which stay as they are, which hold no more, and
which patient keeps which file name.

A PDF under a name that somebody has printed or mailed must not become that of another patient of
the same name when rows are deleted or sorted.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from handouts.delivery.batch.folder import MANIFEST, PRINT_RUN
from handouts.delivery.batch.input import Item, Rows
from handouts.delivery.batch.manifest import PdfRecord, found_from, is_gone, read_manifest, wherever
from handouts.delivery.batch.worker import Order
from handouts.delivery.file_names import NOBODY, FileNames


@dataclass(frozen=True, slots=True)
class FormerPdfs:
    """What former runs have left in the folder, by file name."""

    folder: Path
    ours: dict[str, PdfRecord]
    others: dict[str, PdfRecord]
    """Of other sources: they stay in the manifest, and their names are taken."""
    left: list[PdfRecord]
    """Of other sources, too, but of a row or a file that is gone."""
    mended: dict[int, list[PdfRecord]]
    """Those of other sources that stand for a row of this one, by the row; under 0 where it does
    not stand there any more as it was.
    """

    @classmethod
    def of(cls, order: Order, items: Iterable[Item], noted: Iterable[PdfRecord]) -> FormerPdfs:
        """By the manifest, and by what a run that was killed has `noted`."""
        manifest = order.folder / MANIFEST.name
        written = read_manifest(manifest) if manifest.exists() else []
        ours: dict[str, PdfRecord] = {}
        others: dict[str, PdfRecord] = {}
        for record in [*written, *noted]:
            file = found_from(order.folder, record.source) if record.source else None
            (ours if order.source.owns(file) else others)[record.file] = record
        gone = {one.source for one in others.values()}
        gone = {one for one in gone if one and is_gone(found_from(order.folder, one))}
        left = [one for one in others.values() if one.source in gone or not one.sha256]
        for one in left:
            del others[one.file]
        return cls(order.folder, ours, others, left, _mended(order, items, others.values()))

    def all(self) -> list[PdfRecord]:
        """Every record."""
        return [*self.others.values(), *self.left, *self.ours.values()]

    def not_in(self, made: Collection[str]) -> list[PdfRecord]:
        """What no run has made any more: in the manifest it has no hash, so it is not mailed."""
        former = {one.file: one for one in (*self.left, *self.ours.values())}
        return [
            replace(former[file], sha256="")
            for file in sorted(former.keys() - made)
            if (self.folder / file).exists()
        ]

    def named(self, good: dict[int, PdfRecord]) -> dict[int, PdfRecord]:
        """The records, in the same table, with file names that nothing else in the folder has."""
        kept = _kept_names(good, self.ours.values())
        there = (name.name for name in self.folder.iterdir())
        names = FileNames([*there, *self.others, *kept.values(), PRINT_RUN.name])
        for number in sorted(good):
            one = good[number]
            good[number] = replace(one, file=kept.get(number) or names.take(one.file))
        return good

    def unchanged(self, records: dict[int, PdfRecord]) -> dict[int, PdfRecord]:
        """Those whose PDF stands there already, made from the same."""
        return {
            number: replace(one, pages=former.pages, sha256=former.sha256, made_on=former.made_on)
            for number, one in records.items()
            if (former := self.ours.get(one.file))
            and former.key == one.key
            and self._intact(former)
        }

    def _intact(self, record: PdfRecord) -> bool:
        try:
            data = (self.folder / record.file).read_bytes()
        except OSError:
            return False
        return hashlib.sha256(data).hexdigest() == record.sha256


def _mended(
    order: Order, items: Iterable[Item], others: Collection[PdfRecord]
) -> dict[int, list[PdfRecord]]:
    """What stands for the rows of a run, as `FormerPdfs.mended` has it."""
    rows, folder = order.source, order.folder
    lists = [one for one in others if one.origin]
    if not lists or not isinstance(rows, Rows):
        return {}
    stand = {wherever(rows.origin(item, folder)): item.number for item in items}
    found: dict[int, list[PdfRecord]] = defaultdict(list)
    for one in lists:
        number = stand.get(wherever(one.origin), 0)
        if number or rows.owns(found_from(folder, one.made_for)):
            found[number].append(one)
    return dict(found)


# ── names ───────────────────────────────────────────────────────────────────────────────────────

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


def _kept_names(good: Mapping[int, PdfRecord], former: Iterable[PdfRecord]) -> dict[int, str]:
    """The file names that records keep from a former run; `good` has those that they would like."""
    stems = {one.file or NOBODY for one in good.values()}
    before: dict[str, list[PdfRecord]] = defaultdict(list)
    for one in former:
        stem = one.file.removesuffix(".pdf")
        before[stem if stem in stems else _NUMBER.sub("", stem)].append(one)
    wanted: dict[str, list[int]] = defaultdict(list)
    for number in sorted(good):
        if (stem := good[number].file or NOBODY) in before:
            wanted[stem].append(number)
    kept: dict[int, str] = {}
    taken: set[str] = set()
    for stem, numbers in wanted.items():
        left = before[stem]
        as_many = len(left) == len(numbers)
        more = [_ROW] * as_many + [_ONLY] * (as_many and len(numbers) == 1)
        for tell in (*_SURE, *more):
            free: dict[Hashable, list[str]] = defaultdict(list)
            for one in left:
                if one.file not in taken and tell(one) is not None:
                    free[tell(one)].append(one.file)
            for number in numbers:
                if number not in kept and free[tell(good[number])]:
                    kept[number] = free[tell(good[number])].pop(0)
                    taken.add(kept[number])
    return kept
