"""Which of day and month stands first in the columns of a table: as it was said, else as the column
shows itself; never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from handouts.errors import ContentError
from handouts.files.reading import shown
from handouts.prescription import dates
from handouts.prescription.ages import order_of_births, spelt_birth
from handouts.prescription.dates import DateOrder
from handouts.prescription.headings import BORN, FIELDS
from handouts.prescription.table_file import NumberedCells
from handouts.prescription.table_rows import Headings
from handouts.prescription.values import Wrong
from handouts.today import today


def column_orders(
    found: Headings, rows: Iterator[NumberedCells], in_workbook: bool
) -> tuple[DateOrder | None, ...]:
    """The order of day and month in each column of dates: as it was said, else as it shows itself.

    Raises ContentError, once for the whole table, where it does neither.
    """
    days = [place for place, column in enumerate(found.fields) if _is_day(column)]
    births = [place for place, column in enumerate(found.fields) if column == BORN]
    cells: dict[int, list[tuple[int, str]]] = {place: [] for place in (*days, *births)}
    for number, row in rows:
        for place, cell in found.filled(cells, row):
            if re.search(r"\d[/-]\d", cell):
                cells[place].append((number, cell))
    orders: list[DateOrder | None] = [None] * len(found.fields)
    for place in days:
        if in_workbook:
            _must_not_be_swapped(found, place, cells[place])
        orders[place] = found.options.dates or _order(found, place, cells[place])
    others = dates.orders_of(cell for day in days for _, cell in cells[day])
    shown_by_others = next(iter(others)) if len(others) == 1 else None
    for place in births:  # none is asked for: most are as many years old in either order
        own = order_of_births((cell for _, cell in cells[place]), today())
        said, usual = found.options.dates, found.options.usual_dates
        orders[place] = said or own or shown_by_others or usual
    return tuple(orders)


def _is_day(column: str) -> bool:
    return column in FIELDS and FIELDS[column].kind in ("date", "visit")


def _order(found: Headings, place: int, cells: Sequence[tuple[int, str]]) -> DateOrder | None:
    usual = found.options.usual_dates
    asked = next(((n, cell) for n, cell in cells if dates.needs_order(cell)), None)
    if not asked:
        return None  # what contradicts the usual order has one meaning all the same
    told = dates.orders_of(cell for _, cell in cells)
    agreed = told | ({usual} if usual else set())
    if len(agreed) == 1:
        return next(iter(agreed))
    number, cell = asked
    column = found.written[place].strip()
    why = "other rows do not say which"
    if len(agreed) > 1:
        clinic = "the clinic's file and " if usual and len(told) == 1 else ""
        why = f"{clinic}the other rows do not agree"
    both = (dates.visit(cell, order) for order in dates.ORDERS)
    can_be = " or ".join(f"{day.day} {day:%B} {day.year}" for day in both)
    wrong = f"{shown(cell)} can be {can_be}; {why}."
    cure = (
        "Say what stands first: --dates us (month) or --dates day-first."
        " Once for all: `dates:` in the clinic's file."
    )
    raise ContentError.at(found.name, wrong, cure, line=number, field=column)


def _must_not_be_swapped(found: Headings, place: int, cells: Sequence[tuple[int, str]]) -> None:
    """Refuse a column of a workbook in which Excel took 12/4 of another country for its own 12
    April, and left 12/13 a text since its year has no thirteenth month.
    """
    texts = [cell for _, cell in cells if dates.order_told(cell)]
    days = [(number, cell) for number, cell in cells if re.match(r"\d{4}-\d\d-\d\d", cell)]
    all_low = all(int(cell[8:10]) <= 12 for _, cell in days)
    if texts and days and all_low and not any(dates.needs_order(cell) for _, cell in cells):
        number, cell = days[0]
        wrong = (
            f"Some days are dates, others as {shown(texts[0])} text: Excel has probably swapped"
            f" day and month of the dates, as {cell[:10]}."
        )
        cure = "Export the table again and read it here as CSV, or write the months as words."
        column = found.written[place].strip()
        raise ContentError.at(found.name, wrong, cure, line=number, field=column)


def spelt_out(found: Headings, cells: Sequence[str]) -> list[str]:
    """A row with its days in words, `Fri 4 Dec 2026 at 15:30`: Excel takes that for no date of its
    own, and so it keeps it as it is.
    """
    row = list(cells)
    for place, cell in found.filled(range(len(found.fields)), cells):
        if found.fields[place] == BORN:
            row[place] = spelt_birth(cell, found.orders[place], today())
        elif _is_day(found.fields[place]):
            with suppress(Wrong):
                row[place] = dates.spelt(dates.visit(cell, found.orders[place]))
    return row
