"""A table as a run reads it: its headings, then row after row."""

from __future__ import annotations

from pathlib import Path

from handouts.library import Library
from handouts.prescription.table import Row, open_table, read_row
from handouts.prescription.table_file import AS_IT_IS, TableOptions


def rows_of(
    path: Path, library: Library, options: TableOptions = AS_IT_IS, **defaults: str
) -> dict[int, Row]:
    """All rows, by their numbers in the spreadsheet."""
    headings, rows, _ = open_table(path, options, library)
    return {number: read_row(headings, number, cells, library, defaults) for number, cells in rows}
