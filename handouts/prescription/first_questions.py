"""What is asked of a table before anything is made: columns that are not read though safety knows
what stands in them, and rows of people who are not expected. One list of patients to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from handouts.files.reading import shown
from handouts.library import Library
from handouts.prescription.headings import MEDICAL, NOT_READ, PASSED_OVER, STATUS, plain
from handouts.prescription.medical import may_hold, told_in
from handouts.prescription.nothing import is_status, says_not_expected
from handouts.prescription.table_file import NumberedCells
from handouts.prescription.table_rows import TableColumns
from handouts.prescription.values import some

_MOST_NAMED, _MOST_TEXTS = 30, 60
_ONCE = "Once for all: `columns:` in the clinic's file."


def questions(
    columns: TableColumns, unread: Sequence[int], rows: Iterable[NumberedCells], library: Library
) -> list[tuple[str, str]]:
    """What is to be asked of columns that are not read, each with its cure. `unread` are their
    places.
    """
    names = {place: plain(columns.written[place]) for place in unread}
    medical = [p for p in unread if may_hold(columns.written[p], library)]
    statuses = [place for place in unread if is_status(names[place])]
    if not medical and not statuses:
        return []
    to_look_at: list[str] = []
    holding: dict[int, None] = {}
    not_expected: dict[int, list[str]] = {}
    for number, cells in rows:
        said = []
        for place, cell in columns.filled(medical, cells):
            if known := _with_rules(told_in(cell, columns.written[place], library).known, library):
                said.append(f"{', '.join(known)} in {columns.heading(place)}")
                holding[place] = None
        if said:
            to_look_at.append(columns.row(number, cells, "; ".join(said)))
        for place, cell in columns.filled(statuses, cells):
            if says_not_expected(cell, names[place]):
                row = columns.row(number, cells, shown(cell)[1:-1])
                not_expected.setdefault(place, []).append(row)
    asked = []
    if to_look_at:
        named = [columns.heading(place) for place in sorted(holding)]
        asked.append(_of_medical(named, to_look_at))
    asked += [_of_status(columns.heading(p), rows_of) for p, rows_of in not_expected.items()]
    return asked


def _of_medical(named: Sequence[str], rows: Sequence[str]) -> tuple[str, str]:
    wrong = f"Safety knows what stands in columns that are not read: {some(rows, _MOST_NAMED)}."
    maps = " ".join(f'--map "{one}=conditions"' for one in named)
    cure = (
        f"Look at these patients, then say: {maps} to read them, or ={NOT_READ} in place of"
        f" =conditions for a column that is not to be read. {_ONCE}"
    )
    return wrong, cure


def _of_status(heading: str, rows: Sequence[str]) -> tuple[str, str]:
    wrong = f"By {shown(heading)} these may not be to get a sheet: {some(rows, _MOST_NAMED)}."
    cure = (
        f'Say: --map "{heading}={STATUS}" to leave these rows out, or --map "{heading}={NOT_READ}"'
        f" to make them all the same. {_ONCE}"
    )
    return wrong, cure


# ── what is told of columns that were spoken of ─────────────────────────────────────────────────


@dataclass(slots=True)
class _Tally:
    """Things that were found, each with its rows."""

    rows: dict[str, list[int]] = field(default_factory=dict)

    def add(self, things: Iterable[str], number: int) -> None:
        """Note each for a row."""
        for thing in things:
            at = self.rows.setdefault(thing, [])
            if number not in at[-1:]:
                at.append(number)

    def listed(self, most: int) -> str:
        """`blood-thinners (rows 2 and 5)`."""
        each = (
            f"{thing} ({'row' if len(at) == 1 else 'rows'} {some([*map(str, at)], _MOST_NAMED)})"
            for thing, at in self.rows.items()
        )
        return some([*each], most)


def told_of(
    columns: TableColumns, said: Sequence[int], rows: Iterable[NumberedCells], library: Library
) -> list[tuple[str, str]]:
    """What was read in columns that are said to be conditions, what no rule knows in them, and what
    safety knows in those that are said not to be read. `said` are the places of columns of which
    somebody has said what they are.
    """
    read = [place for place in said if columns.fields[place] == MEDICAL]
    passed = [place for place in said if columns.fields[place] == PASSED_OVER]
    passed = [p for p in passed if may_hold(columns.written[p], library)]
    if not read and not passed:
        return []
    known, unknown, left = _Tally(), _Tally(), _Tally()
    holding: dict[int, None] = {}
    for number, cells in rows:
        for place, cell in columns.filled(read, cells):
            told = told_in(cell, columns.written[place], library)
            known.add(told.conditions, number)
            unknown.add(map(shown, told.unknown), number)
        for place, cell in columns.filled(passed, cells):
            told = told_in(cell, columns.written[place], library)
            if codes := _with_rules(told.known, library):
                left.add(codes, number)
                holding[place] = None
    notices = []
    names = ", ".join(columns.heading(place) for place in read)
    if known.rows:
        notices.append((f"Read as conditions in {names}: {known.listed(_MOST_TEXTS)}.", ""))
    if unknown.rows:
        wrong = f"This in {names} changes no sheet: {unknown.listed(_MOST_TEXTS)}."
        cure = "What safety should know of it: write it by its name into a column conditions."
        notices.append((wrong, cure))
    if left.rows:
        names = ", ".join(columns.heading(place) for place in sorted(holding))
        wrong = f"Not read, as was said ({names}), though safety knows: {left.listed(_MOST_TEXTS)}."
        notices.append((wrong, f'To read it: --map "{columns.heading(min(holding))}=conditions".'))
    return notices


def _with_rules(codes: Iterable[str], library: Library) -> list[str]:
    """Without mere answers, as `not-pregnant`."""
    return [code for code in codes if library.conditions[code].rules]
