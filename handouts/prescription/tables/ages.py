"""How old a patient is by the columns of a table, and what that does to a row: a baby and a child
are so in its conditions.

A birth date is used for this alone: it is never repeated, not even where it cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta
from itertools import product

from handouts.files.reading import shown
from handouts.library import Library
from handouts.library.mentions import OLDEST, condition_of
from handouts.library.yaml_text import Scalar
from handouts.prescription.age import read_age
from handouts.prescription.entry import ages_apart, read_entry
from handouts.prescription.fields import dates
from handouts.prescription.fields.blanks import is_answer, says_nothing
from handouts.prescription.fields.dates import ORDERS, DateOrder, Years
from handouts.prescription.fields.fill import divided
from handouts.prescription.fields.problems import ProblemLog
from handouts.prescription.fields.values import Wrong, one_of
from handouts.prescription.tables.headings import AGE, BORN

_INFANT, _CHILD, _TEEN, _OLD = "infant", "child", "teenager", "frail-or-elderly"
_NEVER = "cannot-be-pregnant"
_UNITS = {"weeks": r"(?:weeks?|wks?)", "months": r"(?:months?|mths?|mos?|m(?!_f))",
          "years": r"(?:years?|yrs?|y)"}  # fmt: skip
_WITH_AGE = re.compile(r" \(\d{1,3} ?(?:y|yrs?|yo|years?)?\)$")
"""`05/03/1979 (47)`, which is counted anew."""
_SERIAL = r"\d{5}(\.\d+)?"
_ENDS = ("01", "28", "29", "30", "31")
"""Days with which a month begins and ends; those that it has not are passed over."""
_LONG_FRACTION = re.compile(r"(\d[.,]\d\d)\d+")
"""Of an age that a spreadsheet has computed."""
_MAN = re.compile(r"(?<![^\W\d_])m(?![^\W\d_])", re.I)
_PARTLY = {
    r"((?:19|20)\d\d)(\d\d)(\d\d)": [r"\1-\2-\3"],
    r"((?:19|20)\d\d)": [r"\1-01-01", r"\1-12-31"],
    r"((?:19|20)\d\d)-(\d{1,2})": [rf"\1-\2-{day}" for day in _ENDS],
    r"(\d{1,2})[/.-]((?:19|20)\d\d)": [rf"\2-\1-{day}" for day in _ENDS],
    r"([A-Za-z]{3,9})[., ]+((?:19|20)\d\d)": [rf"{day} \1 \2" for day in _ENDS],
}
"""Births in other spellings, and those of which the day is not known: the first and the last."""
_SERIAL_FROM = date(1899, 12, 30)
"""Excel's day 0 (Microsoft, "DATEVALUE function")."""


def join_age(
    written: dict[str, str],
    line: int,
    log: ProblemLog,
    library: Library,
    on: date,
    order: DateOrder | None,
) -> None:
    """Take age and birth date out of a row, and write what follows on that day into its conditions;
    of somebody old only what is sure, beside what was written. `order` is that of the birth dates.
    """
    by = "birth date" if BORN in written else "age"
    if re.fullmatch(_SERIAL, written.get(BORN, "")):
        by = "birth date, read as a day that Excel keeps as a number,"
    aged, born = written.pop(AGE, ""), written.pop(BORN, "")
    ages = _ages(aged, born, line, log, library, on, order)
    parts = [one.text for one in divided(Scalar(written.get("conditions", ""), 0))]
    read = [read_entry(part, library) for part in parts]
    if ages_apart([*ages, *(one.years for one in read if one.years is not None)]):
        wrong = "Age, birth date and conditions do not say the same age."
        log.wrong(line, AGE, wrong, "Keep the one that is true.")
    code = condition_of(min(ages), library, answers=True) if ages else ""
    if not code:
        return
    condition = library.conditions[code]
    said = {name for one in read if one.state == "is" for name in one.conditions}
    if condition.age_from and said & {*library.conditions[_NEVER].excludes}:
        wrong = f"By the {by} the patient is {condition.age_from} or older, and pregnant."
        log.wrong(line, "conditions", wrong, "Keep the one that is true.")
        return
    if condition.age_from:
        never = _NEVER if parts and not said & {"pregnant", _NEVER} else ""
        written["conditions"] = "; ".join(filter(None, [*parts, never]))
        unsaid = code == _OLD and code not in said
        if never or unsaid:
            says = f": {never}." if never else ", and the conditions do not say so."
            wrong = f"By the {by} the patient is {condition.age_from} or older{says}"
            cure = f"If {_OLD} is right, write it into them." if unsaid else ""
            log.notice(line, "conditions", wrong, cure)
        return
    if code in said or (code == _CHILD and _INFANT in said):
        return
    years = f"under {condition.age_below}"
    if denied := [one for one in condition.excludes if one in said]:
        wrong = f"By the {by} the patient is {years}, and the conditions say {denied[0]}."
        log.wrong(line, "conditions", wrong, "Keep the one that is true.")
        return
    gone = _CHILD if code == _TEEN else ""
    kept = [
        one for one in parts
        if library.find("condition", one).code != gone and not is_answer(one, "healthy")
    ]  # fmt: skip
    written["conditions"] = "; ".join([*kept, code])
    cure = f"The sheet is made for a {'baby' if code == _INFANT else code}."
    log.notice(line, "conditions", f"By the {by} the patient is {years}: {code}.", cure)


def _ages(
    age: str,
    born: str,
    line: int,
    log: ProblemLog,
    library: Library,
    on: date,
    order: DateOrder | None,
) -> list[float]:
    """All ages that the cells tell. What cannot be read stops: it may be a child's."""
    ages: list[float] = []
    for field, typed in ((AGE, age), (BORN, born)):
        for cell in typed.split("\n"):
            with log.noting(line, field):
                if "0" in cell or not says_nothing(cell):  # 0 is the age of a baby
                    one = field == AGE
                    ages += [age_of(cell, library)] if one else ages_by_birth(cell, order, on)
    return ages


def as_headed(cell: str, heading: str) -> str:
    """A cell of ages with what its heading says of it: the unit of a bare number, and that `M` is a
    man where it speaks of the sex. Raises Wrong where the heading says two units.
    """
    units = [one for one, like in _UNITS.items() if re.search(rf"(?:^|_){like}(?:_|$)", heading)]
    if cell.replace(".", "").isdigit() and units:
        if len(units) > 1:
            wrong = "The age has no unit, and its heading says several."
            raise Wrong(wrong, f"Write behind it: {one_of(units)}.")
        return f"{cell} {units[0]} old"
    return cell if not re.search("sex|gender|m_f", heading) else _MAN.sub(" male", cell)


def age_of(cell: str, library: Library) -> float:
    """The years of an age as it is typed: `34`, `8 months old`, `7/F`, `94 y/o`. Raises Wrong."""
    age = read_age(_LONG_FRACTION.sub(r"\1", cell), library)
    if age is None:
        cure = "Write it in years, or with its unit, as 8 months, and nothing else: what the "
        cure += "patient has belongs into the conditions. If nobody knows it, write baby, "
        cure += "child, teen or adult."
        raise Wrong("The age cannot be read.", cure)
    number = re.sub(r"\D+$", "", cell.strip())
    if age.may_be_man:
        wrong = f"{shown(cell)} may be months, or a man's years."
        raise Wrong(wrong, f"Write {number} months, or {number} years.")
    if age.may_be_weeks:
        wrong = f"{shown(cell)} may be a baby's age, or weeks of a pregnancy."
        cure = "If it is pregnancy, write that into the conditions, and no age here."
        raise Wrong(wrong, f"If it is a baby, write {number} weeks old. {cure}")
    return min(age.years)


def ages_by_birth(cell: str, order: DateOrder | None, on: date) -> list[float]:
    """The years from a birth date to a day; without an order of day and month one for each that it
    can have, as most of these are the same. Raises Wrong.
    """
    days = _born(_WITH_AGE.sub("", " ".join(cell.split())), order, on)
    ages = [float(on.year - day.year - ((on.month, on.day) < (day.month, day.day)))
            for day in days]  # fmt: skip
    ages = [one for one in ages if one >= 0] if max(ages, default=-1) >= 0 else ages
    if not ages or not all(0 <= age < OLDEST for age in ages):
        cure = "Write the day as a number, the month as a word, the year in four digits."
        raise Wrong("The birth date cannot be read.", cure)
    return ages


def order_of_births(cells: Iterable[str], on: date) -> DateOrder | None:
    """The order of day and month that a column of birth dates shows itself."""
    told = dates.orders_of(cells, _years(on))
    return next(iter(told)) if len(told) == 1 else None


def spelt_birth(cell: str, order: DateOrder | None, on: date) -> str:
    """A birth date with its month as a word, where it is one day; else as it is."""
    days = _born(cell.strip(), order, on)
    return dates.spelt(next(iter(days))) if len(days) == 1 else cell


def _born(words: str, order: DateOrder | None, on: date) -> set[date]:
    """The day of a birth, or those that it can be: the first and the last where only a year is
    known, or a month; none where it cannot be read.
    """
    if re.fullmatch(_SERIAL, words):
        return {_SERIAL_FROM + timedelta(days=int(words[:5]))}
    spelt = [words]
    for like, ways in _PARTLY.items():
        if match := re.fullmatch(like, words):
            spelt = [match.expand(way) for way in ways]
    days: set[date] = set()
    for one, way in product(spelt, [order] if order else ORDERS):
        with suppress(Wrong):
            days.add(dates.day_alone(dates.visit(one, way, _years(on))))
    return days


def _years(on: date) -> Years:
    """Of birth dates that were written on a day. In 1900 are those that Excel invents."""
    return Years(1901, 2100, range(on.year - 99, on.year + 1))
