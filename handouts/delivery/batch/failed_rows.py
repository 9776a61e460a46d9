"""`failed.csv`: the rows that were not built, each with its reason, ready to be mended and run. It
is kept up to date: what was mended in it stays, and each row in its place, where e-mail reads it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path

from handouts.delivery.batch.folder import FAILED, rows_in
from handouts.delivery.batch.input import Item, Rows, reopened
from handouts.delivery.batch.manifest import PdfRecord, found_from, seen_from, wherever
from handouts.delivery.batch.worker import ItemResult, Order, check_items, clinics_of
from handouts.delivery.made_from import Part, changed
from handouts.errors import HandoutsError, Problem
from handouts.files.writing import FileInUse, full, numbered, write_whole
from handouts.prescription.tables.day_order import spelt_out
from handouts.prescription.tables.formulas import as_csv
from handouts.prescription.tables.headings import OF_LISTS, ORIGIN
from handouts.prescription.tables.table import open_table
from handouts.prescription.tables.table_file import TableOptions


def write_failed(
    order: Order, items: Iterable[Item], failed: dict[int, ItemResult], inputs: Collection[Path]
) -> Path | None:
    """Write the rows that failed. Other sources have none: their files are mended where they are.

    A list that is run gets its reasons anew, also where none is left. One that nobody has mended,
    nor run, becomes the new one; to another are added the rows that are not in it. Where its
    columns are others, but for some that were added behind them, or some program holds it, the rows
    go to `failed-2.csv`.
    """
    source, folder = order.source, full(order.folder)
    if not isinstance(source, Rows):
        return None
    new = [*_rows(order, source, items, failed)] if failed else []
    is_list = source.beside.parent == folder and FAILED.is_ours(source.beside)
    if not failed and not is_list:
        return None
    for path in numbered(source.beside if is_list else folder / FAILED.name):
        rows = _up_to_date(path, new, source, failed, inputs) if path.exists() else new
        with suppress(FileInUse):
            if rows:
                write_whole(path, as_csv(rows, source.headings.sign))
            if rows is not None:
                return path
    return None


def _up_to_date(
    path: Path,
    new: list[list[str]],
    source: Rows,
    failed: dict[int, ItemResult],
    inputs: Collection[Path],
) -> list[list[str]] | None:
    """What a list is to hold now: nothing where it may stay as it is, None where it must."""
    try:
        old = rows_in(path)
    except HandoutsError:
        return None
    if path == source.beside and tuple(old[0][:2]) == OF_LISTS:
        for number, row in enumerate(old[1:], 2):
            if row:
                row[0] = _reason(failed[number].problems) if number in failed else ""
        return old
    if ORIGIN in source.headings.fields or not new:
        return [] if [row for row in old if row] == new else None
    columns, added = len(new[0]), len(old[0]) - len(new[0])
    if old[0][:columns] != new[0] or (added and any(len(row) > columns for row in new)):
        return None
    rows = [row for row in old[1:] if len(row) > 1]
    came = seen_from(path.parent, source.beside)
    now = {wherever(row[1]): row for row in new[1:]}
    renewed, untouched = False, not added
    for row in rows:
        says = came, source.mark(row[2:])
        if says in now and says != wherever(row[1]):  # not mended, but read otherwise then (--map)
            row[:2], renewed = now[says][:2], True
        untouched &= says == wherever(row[1])
    if untouched and path not in inputs:
        return new
    there = {wherever(row[1]) for row in rows}
    more = [[*row, *[""] * added] for row in new[1:] if wherever(row[1]) not in there]
    return [*old[: None if old[-1] else -1], *more] if more or renewed else []


def older_sheets(order: Order, mended: Iterable[PdfRecord]) -> list[tuple[PdfRecord, set[Part]]]:
    """Sheets of mended rows that would not be the same now, and what has changed, if known."""
    clinics, older = clinics_of(order.began), list[tuple[PdfRecord, set[Part]]]()
    by_list = defaultdict[tuple[str, str, str], list[PdfRecord]](list)
    for one in mended:
        by_list[one.source, one.routine, one.table].append(one)
    for (source, routine, table), records in by_list.items():
        path, keys = found_from(order.folder, source), dict[int, str]()
        with suppress(HandoutsError):
            library = clinics.library(clinics.file(order.options, None, path))
            rows, items = reopened(path, routine, table, library, {one.row for one in records})
            made = check_items(replace(order, source=rows), items)
            keys = {one.item: one.record.key for one in made if one.record}
        for one in records:
            now = keys.get(one.row, "")
            if now != one.key:
                older.append((one, {*changed(one.key, now)} if now else set()))
    return older


def outdated_rows(
    order: Order, items: Iterable[Item], others: Iterable[PdfRecord]
) -> dict[int, str]:
    """The rows of a list that their table, if handouts of it are there, has changed or lost."""
    source, found = order.source, dict[int, str]()
    if not isinstance(source, Rows):
        return found
    origins = Origins(order.folder, others)
    for item in items:
        origin = source.mended_from(item, order.folder)
        if table := origins.left_behind(origin):
            came = f"row {origin.rpartition(':')[2].partition('#')[0]} of {table.name} then"
            found[item.number] = source.headings.row(item.number, item.cells, came)
    return found


class Origins:
    """Whether rows still stand as they were in their tables, of which `records` name others."""

    def __init__(self, folder: Path, records: Iterable[PdfRecord]) -> None:
        self._folder = folder
        self._tables = {one.source: one.table for one in records if one.row}
        self._marks = cache(_marks_in)

    def left_behind(self, origin: str) -> Path | None:
        """The table in which a row does not stand any more as it did; most often None."""
        table, mark = wherever(origin)
        path = found_from(self._folder, table)
        holds = table not in self._tables or mark in self._marks(path, self._tables[table])
        return None if holds else path


def _marks_in(path: Path, options: str) -> set[str]:
    """Marks of all rows of a table; of one that cannot be read none holds."""
    with suppress(HandoutsError):
        headings, *_ = open_table(path, TableOptions.from_words(options))
        rows = Rows(replace(headings, folder=path.parent), path)
        return {rows.mark(item.cells) for item in rows.items()}
    return set()


def _rows(
    order: Order, source: Rows, items: Iterable[Item], failed: dict[int, ItemResult]
) -> Iterator[list[str]]:
    """With the reason of now, and the row of the first table, which a list of a list keeps."""
    columns = source.headings.fields
    keep = [place for place, column in enumerate(columns) if column not in OF_LISTS]
    yield [*OF_LISTS, *(source.headings.written[place] for place in keep)]
    for item in items:
        if item.number in failed:
            cells = [*item.cells, *[""] * (len(columns) - len(item.cells))]
            cells = spelt_out(source.headings, cells)
            beyond = cells[len(columns) :]
            reason = _reason(failed[item.number].problems)
            origin = source.origin(item, order.folder)
            yield [reason, origin, *(cells[p] for p in keep), *beyond]


def _reason(problems: Collection[Problem]) -> str:
    parts = (f"{one.field}: {one.wrong} {one.cure}" for one in problems)
    return " / ".join(part.removeprefix(": ").strip() for part in parts)
