"""Patients from a spreadsheet: a row is a prescription, a column is one of its fields.

CSV has no standard; this reads what Excel, Numbers, LibreOffice and practice programs write. A bad
row spoils no other: its problems stay with it, so that a run can go on and hand it back.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from handouts.errors import ContentError, Problem
from handouts.library import Library
from handouts.library.yaml_text import Mapping, Node, Scalar
from handouts.prescription.fields import PRESCRIPTION
from handouts.prescription.fill import divided
from handouts.prescription.model import Prescription
from handouts.prescription.problems import ProblemLog
from handouts.prescription.read import prescribe
from handouts.prescription.values import meant, one_of
from handouts.reading import decode, read_bytes, shown, unseen

MAX_BYTES = 50_000_000
MAX_ROWS = 100_000
MAX_CELL = 20_000
OWN_COLUMNS = ("id", "password", "reason")
"""Columns that are no field of a prescription: for file names, for `--protect`, and the one that
`failed.csv` adds, so that a mended file can be run as it is."""

_FIELDS = {field.name: field for field in PRESCRIPTION if field.kind != "sections"}
_SIGNS = ",;\t|:"
"""What may divide cells where the table says so itself; Python refuses quotes and blanks."""
_LABEL = "link_label"
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says: its prescription, or None when there are `problems`."""

    prescription: Prescription | None
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Headings:
    """What there is to know of a table in order to read any one row of it.

    `written` are the headings as they stand in the file, `columns` the fields they name; `folder`
    is where files named in a row must lie.
    """

    name: str
    folder: Path
    written: tuple[str, ...]
    columns: tuple[str, ...]
    sign: str


NumberedCells = tuple[int, list[str]]
"""A row that is not empty: its number, and its cells as they are written."""


def open_table(path: Path) -> tuple[Headings, Iterator[NumberedCells], tuple[Problem, ...]]:
    """The headings of a CSV file, its rows one by one, and notices about the file.

    A run over many patients takes rows from here, so that it need not hold them all.
    """
    name = str(path)
    text, notices = decode(read_bytes(path, MAX_BYTES, name), name)
    text, sign = _delimiter(text)
    records = _records(text, sign, name)
    written = tuple(next(records, (1, []))[1])
    headings = Headings(name, path.parent, written, _columns(written, name), sign)
    return headings, _rows(records, name), tuple(notices)


def as_cell(text: str) -> str:
    """A text as a spreadsheet may open it: what it would take for a formula gets an apostrophe."""
    return f"'{text}" if _FORMULA.match(text) else text


def from_cell(text: str) -> str:
    """The text that `as_cell` has made safe."""
    return text[1:] if text[:1] == "'" and _FORMULA.match(text[1:]) else text


# ── the file ────────────────────────────────────────────────────────────────────────────────────


def _rows(records: Iterator[NumberedCells], name: str) -> Iterator[NumberedCells]:
    """The rows that are not empty; a table has at least one, and not too many."""
    count = 0
    for number, cells in records:
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > MAX_ROWS:
            wrong = f"The table has more than {MAX_ROWS:,} rows."
            raise ContentError(Problem(name, number, "", wrong, "Divide it."))
        yield number, [from_cell(cell) for cell in cells]
    if not count:
        wrong = "The table has no rows under its headings."
        raise ContentError(Problem(name, 0, "", wrong, "Write a patient in each row."))


def _delimiter(text: str) -> tuple[str, str]:
    """The text without Excel's `sep=;` line, and the sign that divides cells in the headings."""
    first, _, rest = text.partition("\n")
    if first.casefold().startswith("sep=") and len(first) == 5:
        if first[4] in _SIGNS:
            return rest, first[4]
        text, first = rest, rest.partition("\n")[0]
    counts = Counter(char for char in first if char in ",;\t")
    return text, counts.most_common(1)[0][0] if counts else ","


def _records(text: str, sign: str, name: str) -> Iterator[NumberedCells]:
    """Records with their numbers; a cell with line breaks in it is still one row."""
    csv.field_size_limit(MAX_BYTES)
    lines = text.split("\n")
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=sign, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, cells
    except csv.Error as error:
        wrong = f"The quotes in this row do not fit together ({error})."
        cure = "Double each quote inside a quoted cell, or save the table again as CSV."
        raise ContentError(Problem(name, number + 1, "", wrong, cure)) from error


# ── the headings ────────────────────────────────────────────────────────────────────────────────


_HEALTH = re.compile(
    r"diagnos|histor|allerg|pregnan|medic|problem|alert|contraindic|illness|disease|health|^age$"
)
"""In a heading: it may hold what safety has to know."""


def _column(heading: str) -> str:
    """` Next Visit ` → `next_visit`."""
    return "_".join(heading.replace("-", " ").replace("_", " ").casefold().split())


def _columns(headings: Sequence[str], name: str) -> tuple[str, ...]:
    """The field of each column; raises with everything that is wrong in the headings."""
    columns = tuple(_column(heading) for heading in headings)
    known = (*_FIELDS, _LABEL, *OWN_COLUMNS)
    problems = []
    for heading, column in zip(headings, columns, strict=True):
        if column and column not in known:
            cure = meant(column, known) or f"Delete the column. Columns are {one_of(known, 'and')}."
            if _HEALTH.search(column):
                cure = (
                    "If it says what the patient lives with, call it conditions and write names of"
                    " `handouts conditions`. Else delete it."
                )
            wrong = f"There is no column {shown(heading.strip())}."
            problems.append(Problem(name, 1, "", wrong, cure))
    for column, times in Counter(columns).items():
        if column and times > 1:
            wrong = f"The column {shown(column)} stands there {times} times."
            problems.append(Problem(name, 1, "", wrong, "Keep one of them."))
    if not any(columns):
        cure = "Write headings in the first row: patient, email, routine, points …"
        problems.append(Problem(name, 1, "", "The table has no headings.", cure))
    if problems:
        raise ContentError(problems)
    return columns


# ── a row ───────────────────────────────────────────────────────────────────────────────────────


def read_row(
    headings: Headings,
    number: int,
    cells: Sequence[str],
    library: Library,
    defaults: MappingOf[str, str],
) -> Row:
    """One row, checked; what is wrong in it is in its `problems`."""
    log = ProblemLog(headings.name, headings.folder, columns=True)
    written = _written(headings.columns, cells, number, log)
    for column, value in defaults.items():
        if column not in written and not (column == "routine" and "points" in written):
            written[column] = value
    mapping = _mapping(written, number, log)
    prescription = prescribe(mapping, log, library)
    good = None if log.problems else prescription
    return Row(good, tuple(log.problems), tuple(log.notices))


def _written(
    columns: Sequence[str], cells: Sequence[str], number: int, log: ProblemLog
) -> dict[str, str]:
    """What is written in the cells of a row, by field."""
    written: dict[str, str] = {}
    for place, (column, cell) in enumerate(zip_longest(columns, cells, fillvalue=""), 1):
        if not cell.strip() or column in OWN_COLUMNS:
            continue
        where = column or f"column {place}"
        if not column:
            cure = "Write a heading above it, or put quotes around a cell with a comma in it."
            log.wrong(number, where, "This cell stands under no heading.", cure)
        elif len(cell) > MAX_CELL:
            cure = "Shorten it."
            log.wrong(number, where, f"The cell has more than {MAX_CELL:,} characters.", cure)
        elif odd := unseen(cell.replace("\r", "\n"), log.file):
            log.wrong(number, where, odd[0].wrong.replace("line", "cell"), odd[0].cure)
        else:
            written[column] = cell.strip()
    return written


def _mapping(written: MappingOf[str, str], number: int, log: ProblemLog) -> Mapping:
    """The row as the fields of a prescription, so that the same checks hold for both."""
    items: dict[str, Node] = {
        column: Scalar(text, number, quoted=True) for column, text in written.items()
    }
    if _LABEL in items:
        label, link = items.pop(_LABEL), items.get("link")
        items["link"] = _group(number, {"url": link, "label": label} if link else {"label": label})
    if "acknowledge" in items:
        items["acknowledge"] = _reasons(written["acknowledge"], number, log)
    return _group(number, items)


def _reasons(text: str, number: int, log: ProblemLog) -> Mapping:
    """`BL60: why; LI4: why` as a mapping."""
    reasons: dict[str, Node] = {}
    for part in divided(Scalar(text if ";" in text else f"{text};", number)):
        name, colon, reason = part.text.partition(":") if isinstance(part, Scalar) else ("", "", "")
        if not colon:
            wrong = "An entry has no reason."
            log.wrong(number, "acknowledge", wrong, "Write: BL60: and why it is right.")
            continue
        reasons[name.strip()] = Scalar(reason.strip() or "-", number, quoted=True)
    return _group(number, reasons)


def _group(number: int, items: dict[str, Node]) -> Mapping:
    return Mapping(number, items, dict.fromkeys(items, number))
