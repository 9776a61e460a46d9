"""Patients from a spreadsheet: a row is a prescription, a column is one of its fields.

CSV has no standard; this reads what Excel, Numbers, LibreOffice and practice programs write, and
Excel's own workbooks. A bad row spoils no other: its problems stay with it, so that a run can go on
and hand it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

from handouts.errors import ContentError, Problem
from handouts.files.reading import shown, unseen
from handouts.library import Library
from handouts.library.yaml_text import Mapping, Node, Scalar
from handouts.prescription.fields import dates
from handouts.prescription.fields.blanks import is_no_alert
from handouts.prescription.fields.fill import divided
from handouts.prescription.fields.problems import ProblemLog, Read
from handouts.prescription.fields.values import Wrong, meant, one_of
from handouts.prescription.model import Prescription
from handouts.prescription.name_and_title import OF_NAME, OF_NAME_SAYS
from handouts.prescription.read import prescribe, whole
from handouts.prescription.tables import headings, health_columns, table_file, table_rows
from handouts.prescription.tables.ages import as_headed, join_age
from handouts.prescription.tables.damaged_cells import must_be_typed
from handouts.prescription.tables.day_order import find_orders
from handouts.prescription.tables.formulas import from_cell
from handouts.prescription.tables.headings import AGE, ALERT, BORN, FIELDS, MEDICAL, Column, plain
from handouts.prescription.tables.patient_name import first_name_first
from handouts.prescription.tables.table_file import AS_IT_IS, NumberedCells, TableFile, TableOptions
from handouts.prescription.tables.table_rows import Headings, PassedOver, filled, whole_name
from handouts.text.words import has_any
from handouts.today import today


def open_table(
    path: Path, options: TableOptions = AS_IT_IS, library: Library | None = None
) -> tuple[Headings, list[NumberedCells], tuple[Problem, ...]]:
    """The headings of a table, its patients' rows, and notices about the file. With a `library`
    columns that are not read are looked into as well: what safety knows in them is asked about.
    Raises ContentError for what concerns all of it: headings, encoding, the order of dates.
    """
    name = str(path)
    file = table_file.open_file(path, name, options)
    usual = headings.as_columns(options.usual_columns, "columns")
    said = headings.as_columns(options.columns, "--map")
    given = usual | said
    rows = _filled(file, name)
    if row := headings.rows_above(rows[: table_file.FIRST_ROWS], given):
        above = "row 1" if row == 2 else f"rows 1 to {row - 1}"
        wrong = f"The headings stand in row {row}."
        raise ContentError.at(name, wrong, f"Delete {above} above them.", line=row)
    (line, written), *under = rows or [(1, [])]
    _must_have(options.columns, written)
    columns = tuple(Column(n, one, n in file.hidden) for n, one in enumerate(written))
    found = Headings(columns, name, path.parent, file.sign, options)

    def ask() -> list[headings.Asked]:
        if not library:
            return []
        return health_columns.questions(found, table_rows.patients(under, found), library)

    try:
        told = headings.name_columns(columns, name, line, given, partial(_cells_of, under), ask)
    except ContentError as error:  # the right one may be on another sheet
        raise ContentError([*file.notices, *error.problems]) from None
    passed = PassedOver()
    rows = table_rows.patients(under, found, passed)
    find_orders(found, rows, file.in_workbook)
    notices = [*file.notices, *told]
    about = health_columns.told_of(found, rows, library) if library else []
    notices += [Problem(name, line, "", *asked) for asked in about]
    if unread := headings.left_out(columns, usual, said):
        maps = " ".join(f'To read it here: --map "{one}={of}".' for one, of in unread.items())
        asked = headings.question("left_by_clinic", columns=", ".join(unread), maps=maps)
        notices.append(Problem(name, line, "", *asked))
    notices += [*passed.notices(name), *table_rows.doubles(found, rows)]
    return found, rows, tuple(notices)


def read_rows(path: Path, found: Headings) -> list[NumberedCells]:
    """The patients' rows of a table that has been opened, read afresh."""
    file = table_file.open_file(path, found.name, found.options)
    return table_rows.patients(_filled(file, found.name)[1:], found)


def _filled(file: TableFile, name: str) -> list[NumberedCells]:
    """The headings and all rows in which something stands, without what an export has put around
    a text to keep it from Excel. Raises ContentError where there are too many.
    """
    there = (row for row in file.records() if any(map(str.strip, row[1])))
    rows, same = [*islice(there, 1)], dict[str, str]()  # what many rows say is held once
    for number, cells in there:
        if len(rows) > table_file.MAX_ROWS:
            wrong = f"The table has more than {table_file.MAX_ROWS:,} rows."
            raise ContentError.at(name, wrong, "Divide it.", line=number)
        bare = map(from_cell, cells)
        rows.append((number, [same.setdefault(cell, cell) for cell in bare]))
    return rows


# ── headings and columns ────────────────────────────────────────────────────────────────────────


def _must_have(columns: Sequence[tuple[str, str]], written: Sequence[str]) -> None:
    """Refuse what is said of a column that the table has not."""
    names = {plain(heading) for heading in written}
    log = ProblemLog("--map", Path())
    for heading, _ in columns:
        if plain(heading) not in names:
            cure = meant(heading, written) or "Write it as it stands in the table."
            log.wrong(0, "", f"The table has no column {shown(heading)}.", cure)
    log.close()


def _cells_of(rows: Iterable[NumberedCells], column: Column) -> Iterator[str]:
    """What stands in a column, but for its heading once more."""
    heading = column.heading.strip()
    return (cell for _, row in rows for _, cell in filled([column], row) if cell != heading)


# ── a row ───────────────────────────────────────────────────────────────────────────────────────


def read_row(
    found: Headings,
    number: int,
    cells: Sequence[str],
    library: Library,
    routine: str = "",
    on: date | None = None,
) -> Read[Prescription]:
    """One row, checked. `routine` stands in where it names neither routine nor points; patients are
    as old as on the day `on`, today unless given. Raises ReadInPart with all that is wrong.
    """
    return _Row(found, number, cells, library).read(routine, on or today())


class _Row:
    """A row while it is read: `written` is what its cells say by field."""

    def __init__(
        self, table: Headings, number: int, cells: Sequence[str], library: Library
    ) -> None:
        self.table, self.number, self.cells, self.library = table, number, cells, library
        self.log = ProblemLog(table.name, table.folder, columns=True)
        self.written: dict[str, str] = {}

    def read(self, routine: str, on: date) -> Read[Prescription]:
        """The prescription that it is. Raises ReadInPart."""
        log, written, library = self.log, self.written, self.library
        self._take_cells()
        self._join_names()
        self._join_time()
        if routine and not {"routine", "points"} & written.keys():
            written["routine"] = routine
        alerts = self._join_alerts()
        births, options = self.table.of(BORN), self.table.options
        join_age(written, self.number, log, library, on, births[0].order if births else None)
        order = options.dates or options.usual_dates
        prescription = prescribe(self._mapping(), log, library, order)
        if alerts:
            log.problems[:] = map(self._of_alerts, log.problems)
        return whole(prescription, log)

    def _take_cells(self) -> None:
        """Take what is written in each cell, but for what is of no prescription."""
        columns = self.table.columns
        beyond = (Column(place, "") for place in range(len(columns), len(self.cells)))
        passed_over = (*headings.OF_LISTS, *headings.ATTENDANCE)
        for column, cell in filled((*columns, *beyond), self.cells):
            field, heading = column.field, column.heading.strip()
            if field in passed_over or (field == headings.PASSED_OVER and heading):
                continue
            where = field or f"column {column.place + 1}"
            where = heading if field in (ALERT, MEDICAL) else where  # the name of several columns
            with self.log.noting(self.number, where):
                self._must_be_a_cell(field, self.cells[column.place])
                read = self._cell(column, cell, where)
                if field in headings.SEVERAL:
                    read = "\n".join(filter(None, (self.written.get(field), read)))
                self.written[field] = read
        for own in headings.OWN_COLUMNS:
            self.written.pop(own, None)

    def _must_be_a_cell(self, field: str, cell: str) -> None:
        if not field:
            cure = "Write a heading above it, or put quotes around a cell with a comma in it."
            raise Wrong("This cell stands under no heading.", cure)
        if len(cell) > table_file.MAX_CELL:
            wrong = f"The cell has more than {table_file.MAX_CELL:,} characters."
            raise Wrong(wrong, "Shorten it.")
        if odd := unseen(cell.replace("\r", "\n"), self.log.file):
            raise Wrong(odd[0].wrong.replace("line", "cell"), odd[0].cure)

    def _cell(self, column: Column, cell: str, where: str) -> str:
        """A cell as it was typed; a day in the one way that needs no order. Raises Wrong."""
        field, heading, library = column.field, column.heading.strip(), self.library
        kind = FIELDS[field].kind if field in FIELDS else None
        must_be_typed(field, kind, cell)
        if kind in ("date", "visit"):
            take = dates.visit if kind == "visit" else dates.day
            return take(cell, column.order).isoformat()[:16]
        if field == MEDICAL:
            return "\n".join(health_columns.conditions_in(cell, heading, library))
        if field == ALERT:
            if column.name in headings.of_conditions():
                cell = health_columns.under_condition(cell, heading.strip(" ?:"), library)
            parts = [*health_columns.named_in(cell, heading, library)]
            for says in (f"{shown(part)} as {names}" for part, names in parts if names):
                wrong, cure = f"Taken for what it names: {says}.", "If it is not, mend it."
                self.log.notice(self.number, where, wrong, cure, ("named", says))
            return "; ".join(names or part for part, names in parts)
        if field == AGE:
            return as_headed(cell, column.name)
        if field == "for_how_long" and cell.replace(".", "").isdigit():
            units = (unit for unit in ("month", "week") if unit in column.name)
            return cell + "".join(f" {unit}{'' if cell == '1' else 's'}" for unit in units)
        return cell

    def _join_names(self) -> None:
        """First and last name make the patient; `Lopez, Maria` is turned as it is printed."""
        for column in ("patient", "patient_latin"):
            typed = self.written.get(column, "")
            with self.log.noting(self.number, column):
                name = first_name_first(typed)
                if name != typed:
                    self.written[column] = name
                if name.split() != typed.replace(",", " ").split() and " " in name:
                    says = "The family name stands first, with a comma. The sheet has it last."
                    cure = "Write the names as they are to be printed."
                    self.log.notice(self.number, column, says, cure)
        if name := whole_name(self.written):
            self.written["patient"] = name
        for part in headings.OF_NAMES:
            self.written.pop(part, None)

    def _join_time(self) -> None:
        """A time of day belongs to the next visit."""
        time, on = self.written.pop(headings.TIME, ""), self.written.get("next_visit", "")
        if not time or not on:
            return
        with self.log.noting(self.number, headings.TIME):
            at = "{:02}:{:02}".format(*dates.clock(time))
            self.written["next_visit"] = f"{on[:10]} {at}"
            if on[11:] not in ("", at):
                raise Wrong(f"The visit has two times: {on[11:]} and {at}.", "Keep one.")

    def _join_alerts(self) -> bool:
        """What it warns of goes to its conditions, where it says anything; whether it does."""
        written = self.written
        typed = "\n".join((written.pop(ALERT, ""), written.pop(MEDICAL, "")))
        parts = [part.text for part in divided(Scalar(typed, 0)) if not is_no_alert(part.text)]
        if parts:
            there = [one.text for one in divided(Scalar(written.get("conditions", ""), 0))]
            known = {one.casefold() for one in there}
            more = [part for part in parts if part.casefold() not in known]
            written["conditions"] = "; ".join([*there, *more])
        return bool(parts)

    def _of_alerts(self, problem: Problem) -> Problem:
        """A problem of the conditions with the columns, and their cells, that it may come from."""
        if problem.field != "conditions":
            return problem
        columns = self.table.of("conditions", ALERT, MEDICAL)
        said = {
            column.heading.strip(): cell for column, cell in filled(columns, self.cells)
            if column.field == "conditions" or not is_no_alert(cell)
        }  # fmt: skip
        quoted = {
            name: cell for name, cell in said.items()
            if any(shown(one.text)[1:-1] in problem.wrong for one in divided(Scalar(cell, 0)))
        }  # fmt: skip
        names = said if "`none`" in problem.wrong else quoted or said
        several = [f"{name} ({shown(cell, 40)[1:-1]})" for name, cell in names.items()]
        where = one_of(several if len(names) > 1 else names, "and")
        return replace(problem, field=where)

    def _mapping(self) -> Mapping:
        """The row as the fields of a prescription, so that the same checks hold for both."""
        items: dict[str, Node] = {
            column: Scalar(text, self.number, quoted=True) for column, text in self.written.items()
        }
        if headings.LABEL in items:
            label, link = items.pop(headings.LABEL), items.get("link")
            items["link"] = self._group({"url": link, "label": label} if link else {"label": label})
        if "acknowledge" in items:
            items["acknowledge"] = self._reasons(self.written["acknowledge"])
        return self._group(items)

    def _reasons(self, text: str) -> Mapping:
        """`BL60: why; LI4: why` as a mapping."""
        reasons: dict[str, Node] = {}
        for part in divided(Scalar(text if ";" in text else f"{text};", self.number)):
            name, colon, reason = part.text.partition(":")
            if not colon:
                cure = "Write: BL60: and why it is right."
                if has_any(name, [OF_NAME]):
                    cure = f"Write a colon behind {OF_NAME}, and who says so: {OF_NAME_SAYS}"
                self.log.wrong(self.number, "acknowledge", "An entry has no reason.", cure)
                continue
            reasons[name.strip()] = Scalar(reason.strip() or "-", self.number, quoted=True)
        return self._group(reasons)

    def _group(self, items: dict[str, Node]) -> Mapping:
        return Mapping(self.number, items, dict.fromkeys(items, self.number))
