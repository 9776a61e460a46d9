"""A table as a run reads it: its headings, then row after row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handouts.errors import ContentError, Problem
from handouts.library import Library
from handouts.prescription.model import Prescription
from handouts.prescription.tables.table import open_table, read_row
from handouts.prescription.tables.table_file import AS_IT_IS, TableOptions
from handouts.prescription.tables.table_rows import Headings


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says: its prescription, or None when there are `problems`."""

    prescription: Prescription | None
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()


def row_of(
    found: Headings, number: int, cells: Sequence[str], library: Library, routine: str = "",
    on: date | None = None,
) -> Row:  # fmt: skip
    try:
        read = read_row(found, number, cells, library, routine, on)
    except ContentError as error:
        return Row(None, error.problems)
    return Row(read.value, (), read.notices)


def rows_of(
    path: Path, library: Library, options: TableOptions = AS_IT_IS, routine: str = ""
) -> dict[int, Row]:
    """All rows, by their numbers in the spreadsheet."""
    headings, rows, _ = open_table(path, options, library)
    return {number: row_of(headings, number, cells, library, routine) for number, cells in rows}
