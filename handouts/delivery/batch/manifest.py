"""`manifest.csv`: which PDF was made for whom, from what. It is the one table of a batch.

It is written for people (it opens in a spreadsheet) and for what comes after a run: the next run
builds only what has changed, and e-mail finds the row again that each PDF was made from. While a
run lasts, its journal holds the same records. What version 0.1 has written is read as well, which
had neither `table` nor what stands behind it.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from datetime import date
from itertools import chain
from pathlib import Path

from handouts.errors import ContentError, FileError
from handouts.files.reading import decode, read_bytes
from handouts.files.writing import full, write_whole
from handouts.prescription.tables.formulas import as_csv, from_cell
from handouts.prescription.tables.patient_name import recipient_key
from handouts.prescription.tables.table_file import TableOptions, text_records

MAX_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class PdfRecord:
    """One PDF.

    `source` is the table or file it was made from, seen from the manifest's folder, and `row` the
    row as the spreadsheet counts it (0 where there are no rows). `patient` is what `--names` says.
    `sha256` is that of the PDF, empty when it is not written yet; `key` stands for all that it was
    made from. `routine`, `clinic`, `layout` and `paper` are the options of the run, `table` how its
    table was to be read. `made_on` is the day that stands on the sheet where the run has dated it,
    written `20261120`, of which no spreadsheet makes a date of its own. `origin` is the row of the
    table that a mended row came from, and a mark of what stood in it: `../day.csv:3#5f0c1a2b`.
    """

    source: str
    row: int
    patient: str
    email: str
    file: str
    pages: int = 0
    sha256: str = ""
    key: str = ""
    language: str = ""
    routine: str = ""
    clinic: str = ""
    layout: str = ""
    paper: str = ""
    table: str = ""
    made_on: str = ""
    origin: str = ""

    @property
    def made_for(self) -> str:
        """The table or folder that was to be made: of a mended row, that of the first one."""
        if not self.row:
            return posixpath.dirname(self.source)
        return self.origin.rpartition(":")[0] or self.source

    @property
    def recipient(self) -> tuple[str, str]:
        """The patient, as far as a manifest tells: address and name."""
        return recipient_key(self.email, self.patient)


_COLUMNS = tuple(field.name for field in fields(PdfRecord))
_FORMS = [_COLUMNS[:most] for most in range(_COLUMNS.index("table"), len(_COLUMNS) + 1)]
"""As it was in version 0.1, and since; the last as it is written."""


def read_manifest(path: Path) -> list[PdfRecord]:
    """The records of a manifest. Raises ContentError when it is not one."""
    rows = _rows(path)
    if not rows or tuple(rows[0]) not in _FORMS:
        wrong = "This is not the manifest of a run."
        cure = "Move it away and run the batch, which writes one."
        raise ContentError.at(path, wrong, cure, line=1)
    return [_record(path, number, rows[0], cells) for number, cells in enumerate(rows[1:], 2)]


def _rows(path: Path) -> list[list[str]]:
    text = decode(read_bytes(path, MAX_BYTES), str(path))
    sign = ";" if text.startswith(f"{_COLUMNS[0]};") else ","  # as a spreadsheet may save it
    return [cells for _, cells in text_records(text, sign, str(path)) if cells]


def _record(path: Path, number: int, columns: list[str], cells: list[str]) -> PdfRecord:
    try:
        values = dict(zip(columns, map(from_cell, cells), strict=True))
        TableOptions.from_words(values.get("table", ""))
        if day := values.get("made_on"):
            date.fromisoformat(day)
        return PdfRecord(**(values | {"row": int(values["row"]), "pages": int(values["pages"])}))  # type: ignore[arg-type]
    except ValueError:
        wrong = "This row is not as a run has written it."
        cure = "Move the file away and run the batch."
        raise ContentError.at(path, wrong, cure, line=number) from None


def write_manifest(path: Path, records: Iterable[PdfRecord]) -> None:
    """Write the manifest, whole or not at all."""
    rows = (map(str, astuple(one)) for one in records)
    write_whole(path, as_csv(chain([_COLUMNS], rows)))


# ── paths in a manifest ─────────────────────────────────────────────────────────────────────────


def seen_from(folder: Path, path: Path) -> str:
    """A path as it is written into a manifest in `folder`: both may then move together."""
    try:
        seen = Path(os.path.relpath(full(path), full(folder))).as_posix()
    except ValueError:  # another drive
        seen = full(path).as_posix()
    if not seen.isascii() and seen != seen.encode("utf-8", "replace").decode():
        raise FileError.at(ascii(seen), "Its name holds a letter in an old encoding.", "Rename it.")
    return seen


def found_from(folder: Path, written: str) -> Path:
    """The path that `seen_from` has written."""
    return full(folder / written)


def wherever(origin: str) -> tuple[str, str]:
    """Table and mark of a row, wherever it stands by now."""
    return origin.rpartition(":")[0], origin.rpartition("#")[2]


def is_gone(source: Path) -> bool:
    """Whether there is no such file; one that cannot be looked at may be there."""
    try:
        return not source.exists()
    except OSError:
        return False
