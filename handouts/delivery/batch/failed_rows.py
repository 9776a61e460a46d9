"""`failed.csv`: the rows that were not built, each with its reason, ready to be mended and run."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from handouts.delivery.batch.input import Rows
from handouts.delivery.batch.worker import ItemResult, Order
from handouts.errors import Problem
from handouts.files.writing import numbered, write_whole
from handouts.prescription.cells import as_csv
from handouts.prescription.column_days import spelt_out
from handouts.prescription.headings import OF_LISTS

FILE_NAME = "failed.csv"
_LISTS = re.compile(r"failed(-\d+)?\.csv")


def write_failed(
    order: Order, failed: dict[int, ItemResult], inputs: Collection[Path]
) -> Path | None:
    """Write the rows that failed. Other sources have none: their files are mended where they are.

    What somebody may have mended meanwhile, or has run from, is not overwritten: the list then
    goes to `failed-2.csv`.
    """
    if not isinstance(order.source, Rows):
        return None
    data = as_csv(_rows(order, order.source, failed), order.source.headings.sign)
    path = next(
        path
        for path in numbered(order.folder / FILE_NAME)
        if not path.exists() or (path not in inputs and path.read_bytes() == data)
    )
    if not path.exists():
        write_whole(path, data)
    return path


def former_lists(folder: Path, kept: Collection[Path]) -> list[str]:
    """The names of lists of failures in a folder that this run neither wrote nor reads from."""
    there = (path for path in folder.glob("*.csv") if _LISTS.fullmatch(path.name))
    return sorted(path.name for path in there if path not in kept)


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
