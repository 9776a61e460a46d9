"""Patients from a spreadsheet: a row is a prescription, a column is one of its fields.

CSV has no standard; this reads what Excel, Numbers, LibreOffice and practice programs write, and
Excel's own workbooks. A bad row spoils no other: its problems stay with it, so that a run can go on
and hand it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

from handouts.errors import ContentError, Problem
from handouts.files.reading import shown, unseen
from handouts.library import Library
from handouts.library.yaml_text import Mapping, Node, Scalar
from handouts.prescription import dates, headings, medical, table_file, table_rows
from handouts.prescription.ages import join_age
from handouts.prescription.cells import from_cell
from handouts.prescription.column_days import find_orders
from handouts.prescription.conditions import OF_NAME, OF_NAME_SAYS
from handouts.prescription.dates import DateOrder
from handouts.prescription.fill import divided
from handouts.prescription.headings import AGE, ALERT, BORN, FIELDS, MEDICAL, Column, plain
from handouts.prescription.model import Prescription
from handouts.prescription.nothing import is_no_alert
from handouts.prescription.patient_name import first_name_first
from handouts.prescription.problems import ProblemLog, Read
from handouts.prescription.read import prescribe
from handouts.prescription.table_file import AS_IT_IS, NumberedCells, TableFile, TableOptions
from handouts.prescription.table_rows import Headings, PassedOver, filled, whole_name
from handouts.prescription.turned import must_be_typed
from handouts.prescription.values import Wrong, meant, one_of
from handouts.text.words import has_any
from handouts.today import today


def open_table(
    path: Path, options: TableOptions = AS_IT_IS, library: Library | None = None
) -> tuple[Headings, Iterator[NumberedCells], tuple[Problem, ...]]:
    """The headings of a table, its rows one by one, and notices about the file. With a `library`
    columns that are not read are looked into as well: what safety knows in them is asked about.

    Raises ContentError for what concerns all of it: its headings, its encoding, the order of its
    dates.
    """
    name = str(path)
    file = table_file.open_file(path, name, options)
    usual = headings.as_columns(options.usual_columns, "columns")
    said = headings.as_columns(options.columns, "--map")
    given = usual | said
    first = [
        row for row in islice(file.records(), table_file.FIRST_ROWS) if any(map(str.strip, row[1]))
    ]
    if row := headings.rows_above(first, given):
        above = "row 1" if row == 2 else f"rows 1 to {row - 1}"
        wrong = f"The headings stand in row {row}."
        raise ContentError.at(name, wrong, f"Delete {above} above them.", line=row)
    line, written = first[0] if first else (1, [])
    _must_have(options.columns, written)
    columns = tuple(Column(n, one, n in file.hidden) for n, one in enumerate(written))
    found = Headings(columns, name, path.parent, file.sign, options)

    def ask() -> list[headings.Asked]:
        return medical.questions(found, _rows(file, found), library) if library else []

    told = headings.name_columns(columns, name, line, given, partial(_cells_of, file), ask)
    passed = PassedOver()
    find_orders(found, _rows(file, found, passed), file.in_workbook)
    notices = [*file.notices, *told]
    if library:
        about = medical.told_of(found, _rows(file, found), library)
        notices += [Problem(name, line, "", wrong, cure) for wrong, cure in about]
    if unread := headings.left_out(columns, usual, said):
        wrong = f"Not read, as `columns:` in the clinic's file says: {', '.join(unread)}."
        cure = " ".join(f'To read it here: --map "{one}={of}".' for one, of in unread.items())
        notices.append(Problem(name, line, "", wrong, cure))
    notices += [*passed.notices(name), *table_rows.doubles(found, _rows(file, found))]
    return found, _rows(file, found), tuple(notices)


def read_rows(path: Path, found: Headings) -> Iterator[NumberedCells]:
    """The rows of a table that has been opened, read afresh."""
    return _rows(table_file.open_file(path, found.name, found.options), found)


def _rows(
    file: TableFile, found: Headings, passed: PassedOver | None = None
) -> Iterator[NumberedCells]:
    """The patients' rows; what an export has put around a text to keep it from Excel is gone."""
    for number, cells in table_rows.patients(file.records(), found, passed or PassedOver()):
        yield number, [from_cell(cell) for cell in cells]


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


def _cells_of(file: TableFile, column: Column) -> Iterator[str]:
    """What stands in a column, but for its heading once more."""
    place, heading = column.place, column.heading.strip()
    cells = (from_cell(row[place]).strip() for _, row in file.records() if place < len(row))
    return (cell for cell in cells if cell and cell != heading)


# ── a row ───────────────────────────────────────────────────────────────────────────────────────


def read_row(
    found: Headings,
    number: int,
    cells: Sequence[str],
    library: Library,
    routine: str = "",
    on: date | None = None,
) -> Read[Prescription]:
    """One row, checked. `routine` stands in where it names neither routine nor points; `on` is the
    day on which patients are as old as the row says, today unless given. Raises ContentError with
    everything that is wrong in it.
    """
    log = ProblemLog(found.name, found.folder, columns=True)
    written = _written(found, cells, number, log, library)
    if routine and not {"routine", "points"} & written.keys():
        written["routine"] = routine
    alerts = _join_alerts(written)
    births = (column.order for column in found.of(BORN))
    join_age(written, number, log, library, on or today(), next(births, None))
    mapping = _mapping(written, number, log)
    prescription = prescribe(mapping, log, library)
    if alerts:
        log.problems[:] = [_of_alerts(problem, found, cells) for problem in log.problems]
    return Read(prescription, log.close())


def _written(
    found: Headings, cells: Sequence[str], number: int, log: ProblemLog, library: Library
) -> dict[str, str]:
    """What is written in the cells of a row, by field."""
    written: dict[str, str] = {}
    beyond = (Column(place, "") for place in range(len(found.columns), len(cells)))
    passed_over = (*headings.OF_LISTS, *headings.ATTENDANCE)
    for column, cell in filled((*found.columns, *beyond), cells):
        field, heading = column.field, column.heading.strip()
        if field in passed_over or (field == headings.PASSED_OVER and heading):
            continue
        where = field or f"column {column.place + 1}"
        if field in (ALERT, MEDICAL):  # the name of several columns
            where = heading
        if not field:
            cure = "Write a heading above it, or put quotes around a cell with a comma in it."
            log.wrong(number, where, "This cell stands under no heading.", cure)
        elif len(cell) > table_file.MAX_CELL:
            cure = "Shorten it."
            log.wrong(
                number, where, f"The cell has more than {table_file.MAX_CELL:,} characters.", cure
            )
        elif odd := unseen(cell.replace("\r", "\n"), log.file):
            log.wrong(number, where, odd[0].wrong.replace("line", "cell"), odd[0].cure)
        else:
            with log.noting(number, where):
                read = _read_cell(field, cell, column.order)
                if field == MEDICAL:
                    read = "\n".join(medical.conditions_in(read, heading, library))
                elif field == ALERT:
                    if column.name in headings.of_conditions():
                        read = medical.under_condition(read, heading.strip(" ?:"), library)
                    parts = [*medical.named_in(read, heading, library)]
                    read = "; ".join(names or part for part, names in parts)
                    for says in (f"{shown(part)} as {names}" for part, names in parts if names):
                        wrong, cure = f"Taken for what it names: {says}.", "If it is not, mend it."
                        taken = Problem(log.file, number, where, wrong, cure)
                        log.notices.append(replace(taken, summed=("named", says)))
                elif field in (AGE, "for_how_long") and read.replace(".", "").isdigit():
                    units = (unit for unit in ("month", "week") if unit in column.name)
                    read += "".join(f" {unit}{'' if read == '1' else 's'}" for unit in units)
                if field in headings.SEVERAL:
                    read = "\n".join(filter(None, (written.get(field), read)))
                written[field] = read
    for own in headings.OWN_COLUMNS:
        written.pop(own, None)
    _turn_names(written, number, log)
    _join(written, number, log)
    return written


def _read_cell(column: str, cell: str, order: DateOrder | None) -> str:
    """A cell as it was typed; a day in the one way that needs no order. Raises Wrong."""
    kind = FIELDS[column].kind if column in FIELDS else None
    must_be_typed(column, kind, cell)
    if kind not in ("date", "visit"):
        return cell
    moment = dates.visit(cell, order) if kind == "visit" else dates.day(cell, order)
    return moment.isoformat()[:16]


def _turn_names(written: dict[str, str], number: int, log: ProblemLog) -> None:
    """`Lopez, Maria`, as practice programs sort them, as it is to be printed."""
    for column in ("patient", "patient_latin"):
        typed = written.get(column, "")
        with log.noting(number, column):
            name = first_name_first(typed)
            if name != typed:
                written[column] = name
                says = "The family name stands first, with a comma. The sheet has it last."
                log.notice(number, column, says, "Write the names as they are to be printed.")


def _join(written: dict[str, str], number: int, log: ProblemLog) -> None:
    """First and last name make the patient, a time of day the next visit."""
    if name := whole_name(written):
        written["patient"] = name
    for part in (headings.FIRST, headings.LAST, headings.PREFERRED):
        written.pop(part, None)
    time, on = written.pop(headings.TIME, ""), written.get("next_visit", "")
    if not time or not on:
        return
    with log.noting(number, headings.TIME):
        at = "{:02}:{:02}".format(*dates.clock(time))
        written["next_visit"] = f"{on[:10]} {at}"
        if on[11:] not in ("", at):
            raise Wrong(f"The visit has two times: {on[11:]} and {at}.", "Keep one.")


def _join_alerts(written: dict[str, str]) -> bool:
    """What a row warns of goes to its conditions, where it says anything; whether it does."""
    typed = "\n".join((written.pop(ALERT, ""), written.pop(MEDICAL, "")))
    parts = [part.text for part in divided(Scalar(typed, 0)) if not is_no_alert(part.text)]
    if parts:
        there = [one.text for one in divided(Scalar(written.get("conditions", ""), 0))]
        known = {one.casefold() for one in there}
        more = [part for part in parts if part.casefold() not in known]
        written["conditions"] = "; ".join([*there, *more])
    return bool(parts)


def _of_alerts(problem: Problem, found: Headings, cells: Sequence[str]) -> Problem:
    """A problem of the conditions with the columns that it may have come from, each with what
    stands there where there are several.
    """
    if problem.field != "conditions":
        return problem
    columns = found.of("conditions", ALERT, MEDICAL)
    said = {
        column.heading.strip(): cell for column, cell in filled(columns, cells)
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


def _mapping(written: MappingOf[str, str], number: int, log: ProblemLog) -> Mapping:
    """The row as the fields of a prescription, so that the same checks hold for both."""
    items: dict[str, Node] = {
        column: Scalar(text, number, quoted=True) for column, text in written.items()
    }
    if headings.LABEL in items:
        label, link = items.pop(headings.LABEL), items.get("link")
        items["link"] = _group(number, {"url": link, "label": label} if link else {"label": label})
    if "acknowledge" in items:
        items["acknowledge"] = _reasons(written["acknowledge"], number, log)
    return _group(number, items)


def _reasons(text: str, number: int, log: ProblemLog) -> Mapping:
    """`BL60: why; LI4: why` as a mapping."""
    reasons: dict[str, Node] = {}
    for part in divided(Scalar(text if ";" in text else f"{text};", number)):
        name, colon, reason = part.text.partition(":")
        if not colon:
            wrong = "An entry has no reason."
            cure = "Write: BL60: and why it is right."
            if has_any(name, [OF_NAME]):
                cure = f"Write a colon behind {OF_NAME}, and who says so: {OF_NAME_SAYS}"
            log.wrong(number, "acknowledge", wrong, cure)
            continue
        reasons[name.strip()] = Scalar(reason.strip() or "-", number, quoted=True)
    return _group(number, reasons)


def _group(number: int, items: dict[str, Node]) -> Mapping:
    return Mapping(number, items, dict.fromkeys(items, number))
