"""`failed.csv`: the rows that were not built, each with its reason, ready to be mended and run. It
is kept up to date: what was mended in it stays, and each row in its place, where e-mail reads it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path

from handouts.delivery.batch.input import Rows
from handouts.delivery.batch.manifest import PdfRecord, found_from, is_gone, seen_from, wherever
from handouts.delivery.batch.worker import ItemResult, Order
from handouts.errors import HandoutsError, Problem
from handouts.files.writing import FileInUse, full, numbered, write_whole
from handouts.prescription.cells import as_csv, from_cell
from handouts.prescription.column_days import spelt_out
from handouts.prescription.headings import OF_LISTS, ORIGIN
from handouts.prescription.table import open_table
from handouts.prescription.table_file import AS_IT_IS, TableOptions, open_file
from handouts.prescription.values import some

FILE_NAME = "failed.csv"
_LISTS = re.compile(r"failed(-\d+)?\.csv")
_MOST_NAMED = 30


def write_failed(
    order: Order, failed: dict[int, ItemResult], inputs: Collection[Path]
) -> Path | None:
    """Write the rows that failed. Other sources have none: their files are mended where they are.

    A list that is run gets its reasons anew. One that nobody has mended, nor run, becomes the new
    one; to another are added the rows that are not in it. Where its columns are others, or some
    program holds it, the rows go to `failed-2.csv`.
    """
    source, folder = order.source, full(order.folder)
    if not isinstance(source, Rows):
        return None
    new = [*_rows(order, source, failed)]
    is_list = source.beside.parent == folder and _LISTS.fullmatch(source.beside.name)
    for path in chain([source.beside] * bool(is_list), numbered(folder / FILE_NAME)):
        rows: list[list[str]] | None = new
        if path.exists():
            rows = _up_to_date(path, new, source, failed, inputs)
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
        file = open_file(path, str(path), AS_IT_IS)
        old = {number: [*map(from_cell, cells)] for number, cells in file.records()}
    except HandoutsError:
        return None
    head = old.get(1, [])
    if tuple(head[:2]) != OF_LISTS:
        return None
    if path == source.beside:
        for number, row in old.items():
            if number > 1 and row:
                row[0] = _reason(failed[number].problems) if number in failed else ""
        return [*old.values()]
    if ORIGIN in source.headings.fields or head != new[0]:
        return None
    rows = [row for number, row in old.items() if number > 1 and any(row)]
    came = seen_from(path.parent, source.beside)
    untouched = [(came, source.mark(row[2:])) == wherever(row[1]) for row in rows if len(row) > 1]
    if path not in inputs and all(untouched):
        return new
    there = {wherever(row[1]) for row in rows if len(row) > 1}
    more = [row for row in new[1:] if wherever(row[1]) not in there]
    while not any(old[max(old)]):
        del old[max(old)]
    return [*old.values(), *more] if more else []


def former_lists(folder: Path, kept: Collection[Path]) -> list[str]:
    """The names of lists of failures in a folder that this run neither wrote nor reads from."""
    there = (path for path in folder.glob("*.csv") if _LISTS.fullmatch(path.name))
    return sorted(path.name for path in there if path not in kept)


def outdated_rows(order: Order, records: Iterable[PdfRecord]) -> tuple[set[int], str]:
    """The rows of a list that do not stand any more, as they did, in the table that they came from,
    and these in words; as far as `records` know that table.
    """
    source, folder = order.source, order.folder
    if not isinstance(source, Rows) or ORIGIN not in source.headings.fields:
        return set(), ""
    tables = {one.source: TableOptions.from_words(one.table) for one in records if one.row}
    marks: dict[str, set[str]] = {}
    outdated: dict[int, str] = {}
    for item in source.items():
        origin = source.mended_from(item, folder)
        table, mark = wherever(origin)
        path = found_from(folder, table)
        if table not in tables or is_gone(path):
            continue
        if table not in marks:
            marks[table] = _marks_in(path, tables[table])
        if mark not in marks[table]:
            came = origin.rpartition(":")[2].partition("#")[0]
            says = f"row {came} of {path.name} then"
            outdated[item.number] = source.headings.row(item.number, item.cells, says)
    return {*outdated}, some([*outdated.values()], _MOST_NAMED)


def _marks_in(path: Path, options: TableOptions) -> set[str]:
    """Marks of all rows of a table; of one that cannot be read none holds."""
    with suppress(HandoutsError):
        headings, _, _ = open_table(path, options)
        rows = Rows(replace(headings, folder=path.parent), path)
        return {rows.mark(item.cells) for item in rows.items()}
    return set()


def _rows(order: Order, source: Rows, failed: dict[int, ItemResult]) -> Iterator[list[str]]:
    """The reason stands first, where it is seen; a reason of an earlier run is left out. Behind it
    is the row of the first table, which a list of a list keeps.
    """
    columns = source.headings.fields
    keep = [place for place, column in enumerate(columns) if column not in OF_LISTS]
    yield [*OF_LISTS, *(source.headings.written[place] for place in keep)]
    for item in source.items():
        if item.number in failed:
            cells = [*item.cells, *[""] * (len(columns) - len(item.cells))]
            cells = spelt_out(source.headings, cells)
            beyond = cells[len(columns) :]
            reason = _reason(failed[item.number].problems)
            origin = source.origin(item, order.folder)
            yield [reason, origin, *(cells[p] for p in keep), *beyond]


def _reason(problems: Collection[Problem]) -> str:
    parts = (f"{one.column or one.field}: {one.wrong} {one.cure}" for one in problems)
    return " / ".join(part.removeprefix(": ").strip() for part in parts)
