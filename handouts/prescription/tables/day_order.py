"""Which of day and month stands first in the columns of a table: as it was said, else as the column
shows itself; never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress

from handouts.errors import ContentError
from handouts.files.reading import shown
from handouts.prescription.fields import dates
from handouts.prescription.fields.dates import DateOrder
from handouts.prescription.fields.values import Wrong
from handouts.prescription.tables.ages import order_of_births, spelt_birth
from handouts.prescription.tables.headings import BORN, FIELDS, Column, question
from handouts.prescription.tables.table_file import NumberedCells
from handouts.prescription.tables.table_rows import Headings, filled
from handouts.today import today


def find_orders(table: Headings, rows: Iterable[NumberedCells], in_workbook: bool) -> None:
    """Find the order of day and month in each column of dates: as it was said, else as it shows
    itself. Raises ContentError, once for the whole table, where it does neither.
    """
    days = [one for one in table.columns if _is_day(one)]
    births = table.of(BORN)
    said, usual = table.options.dates, table.options.usual_dates
    cells: dict[int, list[tuple[int, str]]] = {one.place: [] for one in (*days, *births)}
    for number, row in rows:
        for one, cell in filled((*days, *births), row):
            if re.search(r"\d[/-]\d", cell):
                cells[one.place].append((number, cell))
    for one in days:
        if in_workbook:
            _must_not_be_swapped(table.name, one, cells[one.place])
        one.order = said or _order(table, one, cells[one.place])
    others = dates.orders_of(cell for one in days for _, cell in cells[one.place])
    shown_by_others = next(iter(others)) if len(others) == 1 else None
    for one in births:  # none is asked for: most are as many years old in either order
        own = order_of_births((cell for _, cell in cells[one.place]), today())
        one.order = said or own or shown_by_others or usual


def _is_day(column: Column) -> bool:
    return column.field in FIELDS and FIELDS[column.field].kind in ("date", "visit")


def _order(table: Headings, column: Column, cells: Sequence[tuple[int, str]]) -> DateOrder | None:
    usual = table.options.usual_dates
    asked = next(((n, cell) for n, cell in cells if dates.needs_order(cell)), None)
    if not asked:
        return None  # what contradicts the usual order has one meaning all the same
    told = dates.orders_of(cell for _, cell in cells)
    agreed = told | ({usual} if usual else set())
    if len(agreed) == 1:
        return next(iter(agreed))
    number, cell = asked
    why = "other rows do not say which"
    if len(agreed) > 1:
        clinic = "the clinic's file and " if usual and len(told) == 1 else ""
        why = f"{clinic}the other rows do not agree"
    both = (dates.visit(cell, order) for order in dates.ORDERS)
    days = " or ".join(f"{day.day} {day:%B} {day.year}" for day in both)
    wrong = question("order", column.heading.strip(), cell=shown(cell), days=days, why=why)
    raise ContentError.at(table.name, *wrong, line=number, field=column.heading.strip())


def _must_not_be_swapped(name: str, column: Column, cells: Sequence[tuple[int, str]]) -> None:
    """Refuse a column of a workbook in which Excel took 12/4 of another country for its own 12
    April, and left 12/13 a text since its year has no thirteenth month.
    """
    texts = [cell for _, cell in cells if dates.order_told(cell)]
    days = [(number, cell) for number, cell in cells if re.match(r"\d{4}-\d\d-\d\d", cell)]
    all_low = all(int(cell[8:10]) <= 12 for _, cell in days)
    if texts and days and all_low and not any(dates.needs_order(cell) for _, cell in cells):
        number, cell = days[0]
        wrong = question("swapped", text=shown(texts[0]), date=cell[:10])
        raise ContentError.at(name, *wrong, line=number, field=column.heading.strip())


def spelt_out(table: Headings, cells: Sequence[str]) -> list[str]:
    """A row with its days in words: Excel takes `Fri 4 Dec 2026 at 15:30` for no date."""
    row = list(cells)
    for one, cell in filled(table.columns, cells):
        if one.field == BORN:
            row[one.place] = spelt_birth(cell, one.order, today())
        elif _is_day(one):
            with suppress(Wrong):
                row[one.place] = dates.spelt(dates.visit(cell, one.order))
    return row
