"""Which rows of a table are patients: no totals, no headings once more, nobody who is left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from handouts.errors import ContentError, Problem
from handouts.files.reading import shown
from handouts.library.mentions import pattern
from handouts.prescription.fields.blanks import kind_of, says
from handouts.prescription.fields.values import Wrong, rows, some
from handouts.prescription.tables import headings
from handouts.prescription.tables.headings import ATTENDANCE, PASSED_OVER, STATUS, Column, plain
from handouts.prescription.tables.patient_name import first_name_first, patient_key, whole
from handouts.prescription.tables.table_file import AS_IT_IS, NumberedCells, TableOptions

MOST_TOLD = 30
"""Texts of rows that are passed over which a notice repeats."""
_NUMBERS = re.compile(r"[\d.,$€£% -]*")


@dataclass(frozen=True, slots=True)
class Headings:
    """What there is to know of a table in order to read one row of it: its columns, the sign that
    divides cells, and what was said of it. `folder` is where files named in a row must lie.
    """

    columns: tuple[Column, ...]
    name: str
    folder: Path
    sign: str
    options: TableOptions = AS_IT_IS

    @property
    def written(self) -> tuple[str, ...]:
        """The headings as they are written."""
        return tuple(one.heading for one in self.columns)

    @property
    def fields(self) -> tuple[str, ...]:
        """The field of each column, empty for what is passed over."""
        return tuple(one.field for one in self.columns)

    def of(self, *fields: str) -> list[Column]:
        """The columns of some fields."""
        return [one for one in self.columns if one.field in fields]

    def row(self, number: int, cells: Sequence[str], says: str) -> str:
        """A row by its number, the patient in it by name, and what it says."""
        said = {column.field: cell for column, cell in filled(self.columns, cells)}
        name = said.get("patient") or whole_name(said)
        with suppress(Wrong):
            name = first_name_first(name)
        who = f"{shown(name)[1:-1]}: " if name else ""
        return f"row {number} ({who}{says})"


def filled(columns: Iterable[Column], cells: Sequence[str]) -> Iterator[tuple[Column, str]]:
    """The columns in which something stands in a row, and what."""
    for column in columns:
        if column.place < len(cells) and (cell := cells[column.place].strip()):
            yield column, cell


@dataclass(slots=True)
class PassedOver:
    """Rows of which nothing is made, by number: nobody's with how they begin, and who is left."""

    nobodys: list[tuple[int, str]] = field(default_factory=list)
    left_out: list[tuple[int, str]] = field(default_factory=list)

    def notices(self, name: str) -> Iterator[Problem]:
        """What is told of them: a patient may be among those that are nobody's."""
        if self.left_out:
            listed = some([row for _, row in self.left_out], MOST_TOLD)
            asked = headings.question("left_out", rows=listed)
            yield Problem(name, self.left_out[0][0], "", *asked)
        if self.nobodys:
            found = defaultdict[str, list[int]](list)
            for number, text in self.nobodys:
                found[text].append(number)
            listed = some([f"{shown(text)} ({rows(of)})" for text, of in found.items()], MOST_TOLD)
            many = "1 row is" if len(self.nobodys) == 1 else f"{len(self.nobodys):,} rows are"
            asked = headings.question("nobodys", many=many, rows=listed)
            yield Problem(name, self.nobodys[0][0], "", *asked)


def whole_name(said: Mapping[str, str]) -> str:
    """The name that first, last and preferred name make, as it stands on the sheet."""
    last = said.get(headings.LAST, "")
    called = said.get(headings.PREFERRED, "") or said.get(headings.FIRST, "")
    ends = f" {called}".casefold().endswith(f" {last}".casefold())
    return " ".join((called if last and ends else whole(called, last)).split())


def patients(
    records: Iterable[NumberedCells], table: Headings, passed: PassedOver | None = None
) -> list[NumberedCells]:
    """The rows that are patients'; others go into `passed`. Raises ContentError for none."""
    found: list[NumberedCells] = []
    passed = passed or PassedOver()
    for number, cells in records:
        if _is_no_patient(cells, table.columns):
            who = _name_in(cells, table.columns) or _first_of(cells)
            passed.nobodys.append((number, who))
        elif status := _not_expected(cells, table):
            passed.left_out.append((number, table.row(number, cells, shown(status)[1:-1])))
        else:
            found.append((number, cells))
    if not found:
        asked = headings.question("all_left_out" if passed.left_out else "no_rows")
        raise ContentError.at(table.name, *asked)
    return found


def doubles(table: Headings, records: Iterable[NumberedCells]) -> list[Problem]:
    """A notice of rows that say of a patient what an earlier row says."""
    who = {"patient", "email", headings.FIRST, headings.LAST, headings.PREFERRED}
    none = (PASSED_OVER, *headings.OF_LISTS, *ATTENDANCE)
    compared = [one for one in table.columns if one.field not in none]
    first: dict[int, int] = {}  # by what is said, in few bytes
    again: list[tuple[int, int]] = []
    for number, cells in records:
        said = tuple((c.field, patient_key(cell)) for c, cell in filled(compared, cells))
        key = hash(said)
        if who & {field for field, _ in said} and first.setdefault(key, number) != number:
            again.append((number, first[key]))
    if not again:
        return []
    listed = some([f"{number} (as {before})" for number, before in again])
    asked = headings.question("doubles", rows=listed)
    return [Problem(table.name, again[0][0], "", *asked)]


def _is_no_patient(cells: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether a row is the headings once more, a time without a patient (`LUNCH`), or a total: only
    numbers beside it are read.
    """
    plains = [plain(cell) for cell in cells]
    if any(plains) and plains == [one.name for one in columns[: len(plains)]]:
        return True
    if pattern("slot").fullmatch(_name_in(cells, columns)):
        return True
    first = _first_of(cells)
    read = [c for one, c in filled(columns, cells) if one.field != PASSED_OVER and c != first]
    is_total = len(first) <= 100 and pattern("total").fullmatch(first)
    return bool(is_total) and all(map(_NUMBERS.fullmatch, read))


def _name_in(cells: Sequence[str], columns: Sequence[Column]) -> str:
    return next((cell for one, cell in filled(columns, cells) if one.field == "patient"), "")


def _not_expected(cells: Sequence[str], table: Headings) -> str:
    """What a column of the status says of somebody who is not expected; else empty."""
    for column, cell in filled(table.of(*ATTENDANCE), cells):
        kind = kind_of(column.name) if column.field == STATUS else column.field
        if says(cell, STATUS if kind in ("any", "nothing", "side") else kind) == "out":
            return cell
    return ""


def _first_of(cells: Sequence[str]) -> str:
    return next(cell.strip() for cell in cells if cell.strip())
