"""The file of a table, text or workbook: its records, and what was said of how to read them."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import asdict, dataclass
from pathlib import Path

from handouts.errors import ContentError, Problem, Wrong, located
from handouts.files.reading import decode, is_utf8, line_not_utf8, read_bytes
from handouts.prescription.fields.dates import ORDERS, DateOrder
from handouts.prescription.tables import headings
from handouts.prescription.tables.encodings import ask_which, encoding_named
from handouts.prescription.tables.headings import plain
from handouts.prescription.tables.workbook import is_workbook, read_workbook

MAX_BYTES = 50_000_000
MAX_CELL = 20_000
MAX_ROWS = 100_000
FIRST_ROWS = 20
"""Among which headings are looked for."""
_SIGNS = ",;\t|:"
"""What may divide cells where the table says so itself; Python refuses quotes and blanks."""

NumberedCells = tuple[int, list[str]]
"""A row that is not empty: its number, and its cells as they are written."""


@dataclass(frozen=True, slots=True)
class TableOptions:
    """What somebody has said of a table, and the clinic's file of what is usual: `columns` are
    `Column=field` pairs, `dates` the order of day and month.
    """

    columns: tuple[tuple[str, str], ...] = ()
    usual_columns: tuple[tuple[str, str], ...] = ()
    sheet: str = ""
    encoding: str = ""
    dates: DateOrder | None = None
    usual_dates: DateOrder | None = None

    def as_words(self) -> str:
        """These as text for a manifest; empty where nothing was said."""
        said = {name: value for name, value in asdict(self).items() if value}
        return json.dumps(said, ensure_ascii=False) if said else ""

    @classmethod
    def from_words(cls, words: str) -> TableOptions:
        """What `as_words` has written. Raises ValueError for anything else."""
        try:
            said = json.loads(words or "{}")
            for name in said.keys() & {"columns", "usual_columns"}:
                said[name] = tuple((str(heading), str(field)) for heading, field in said[name])
            options = cls(**said)
        except (TypeError, AttributeError, RecursionError) as error:
            raise ValueError(str(error)) from None
        known = all(one in (None, *ORDERS) for one in (options.dates, options.usual_dates))
        if not (known and isinstance(options.sheet, str) and isinstance(options.encoding, str)):
            raise ValueError(words)
        return options


AS_IT_IS = TableOptions()
"""Nobody has said anything."""


@dataclass(frozen=True, slots=True)
class TableFile:
    """The records of a file, as often as they are asked for, the sign that divides cells, and what
    a workbook says: notices, and the places of columns that are hidden.
    """

    records: Callable[[], Iterator[NumberedCells]]
    sign: str
    notices: tuple[Problem, ...] = ()
    in_workbook: bool = False
    hidden: frozenset[int] = frozenset()


def open_file(path: Path, name: str, options: TableOptions) -> TableFile:
    """The file at `path`, called `name` in messages. Raises ContentError for what is no table, or
    in no encoding that is known; FileError for what cannot be opened.
    """
    data = read_bytes(path, MAX_BYTES, name)
    with located(name):
        if is_workbook(data):
            rows, hidden, notices = read_workbook(data, options.sheet)
            told = tuple(Problem(name, 0, "", *one) for one in notices)
            return TableFile(lambda: iter(rows), ",", told, True, hidden)
        if options.sheet:
            raise Wrong("This table has no sheets.", "Leave out --sheet.")
    with located("--encoding"):
        encoding = encoding_named(options.encoding)
    other = not encoding and b"\0" not in data and not is_utf8(data)
    if other and not line_not_utf8(data)[1]:
        raise ask_which(data, name)
    columns = {plain(one): "" for one, _ in options.columns}
    text, sign = _delimiter(decode(data, name, encoding), columns)
    return TableFile(lambda: text_records(text, sign, name), sign)


def _delimiter(text: str, given: MappingOf[str, str]) -> tuple[str, str]:
    """The text without Excel's `sep=;` line, and the sign that divides cells in the headings."""
    first, _, rest = text.partition("\n")
    if said := re.fullmatch(r'"?sep=(.)"?', first, re.I):
        if said[1] in _SIGNS:
            return rest, said[1]
        text = rest
    lines = [line[:MAX_CELL] for line in text[: 40 * MAX_CELL].split("\n") if line.strip()]
    return text, headings.divider(lines[:FIRST_ROWS], given, ",;\t")


def text_records(text: str, sign: str, name: str) -> Iterator[NumberedCells]:
    """Records of a text with their numbers; a cell with line breaks in it is still one row. Raises
    ContentError where quotes do not fit together.
    """
    csv.field_size_limit(MAX_BYTES)
    lines = re.finditer(r"(?m)^.*$", text)  # one by one: all of them take more than the text
    reader = csv.reader((f"{line[0]}\n" for line in lines), delimiter=sign, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            yield number, cells
    except csv.Error as error:
        wrong = f"The quotes in this row do not fit together ({error})."
        cure = "Double each quote inside a quoted cell, or save the table again as CSV."
        raise ContentError.at(name, wrong, cure, line=number + 1) from error
