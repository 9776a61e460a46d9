"""How old a patient is by the columns of a table, and what that does to a row: a baby and a child
are so in its conditions.

A birth date is used for this alone: it is never repeated, not even where it cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta

from handouts.library import Library
from handouts.library.mentions import OLDEST, condition_of, years_of
from handouts.library.yaml_text import Scalar
from handouts.prescription.entry import ages_apart, read_entry
from handouts.prescription.fields import dates
from handouts.prescription.fields.blanks import is_answer, says_nothing
from handouts.prescription.fields.dates import ORDERS, DateOrder, Years
from handouts.prescription.fields.fill import divided
from handouts.prescription.fields.problems import ProblemLog
from handouts.prescription.fields.values import Wrong
from handouts.prescription.tables.headings import AGE, BORN

_INFANT, _CHILD, _TEEN, _OLD = "infant", "child", "teenager", "frail-or-elderly"
_NEVER = "cannot-be-pregnant"
_NUMBER = r"(\d{1,3}(?:[.,]\d{1,2})?)"
_UNIT = r"(years?|yrs?|y|months?|mths?|mos?|weeks?|wks?|w|days?|d)"
"""`m` is none: `34 M` is a man."""
_CELL = re.compile(
    rf"[<~≈]?\s*{_NUMBER}(?:\s*-?\s*{_UNIT}(?:\b|/?o\b)(?P<old>.*)"
    rf"|(?!\s*[\d/.–-])(?P<more>[ ,;(+].*)?)", re.I,
)  # fmt: skip
_WHO = re.compile(
    rf"(?<![^\W_])(?:{_UNIT}|/?o|olds?|of age|f|m|female|male|woman|man|girl|boy|approx\w*)\b"
    r"|[\W_]|\d", re.I,
)  # fmt: skip
"""What may stand behind an age and says nothing more."""
_BARE = re.compile(r"\s*[-–]?\d+([.,]\d+)?\s*")
_WORDS = {"adult": 30.0, "newborn": 0.0, "infant": 0.0, "baby": 0.0, "child": 5.0}
_SERIAL = r"\d{5}(\.\d+)?"
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
    ages = _ages(aged, born, line, log, on, order)
    _must_say_no_more(aged, line, log, library)
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


def _must_say_no_more(typed: str, line: int, log: ProblemLog, library: Library) -> None:
    """Refuse what else stands in a cell of ages and speaks of a condition (`62, on warfarin`); what
    no rule knows is told.
    """
    for cell in typed.split("\n"):
        match = _CELL.fullmatch(" ".join(cell.split()))
        more = (match["old"] or match["more"] or "").strip() if match else ""
        if not _WHO.sub("", more):
            continue
        entry = read_entry(more.strip(" ,;()+-"), library)
        wrong, cure = "The age says more than an age.", "Write the rest into the conditions."
        if entry.state in ("unknown", "noted", "harmless", "nothing"):
            log.notice(line, AGE, f"{wrong} The rest is not read.", cure)
        else:
            log.wrong(line, AGE, wrong, f"Keep the age alone here. {cure}")


def _ages(
    age: str, born: str, line: int, log: ProblemLog, on: date, order: DateOrder | None
) -> list[float]:
    """All ages that the cells tell; what cannot be read is told. A number that is no age stops, as
    it may be a baby's or a mistake; 0 is the age of a baby.
    """
    ages: list[float] = []
    for field, typed in ((AGE, age), (BORN, born)):
        for cell in typed.split("\n"):
            with log.noting(line, field, stops=field == AGE and bool(_BARE.fullmatch(cell))):
                if "0" in cell or not says_nothing(cell):
                    ages += [age_of(cell)] if field == AGE else ages_by_birth(cell, order, on)
    return ages


def age_of(cell: str) -> float:
    """The years of an age as people type it: `34`, `8 months`, `6 wks`, `94 y/o`. Raises Wrong."""
    words = " ".join(cell.split()).casefold()
    match = _CELL.fullmatch(words)
    years = years_of(match[1], match[2] or "y") if match else _WORDS.get(words)
    if years is None or years >= OLDEST:
        cure = "Write it in years, or with its unit: 8 months. If it is not known, leave it out."
        raise Wrong("The age cannot be read.", cure)
    return years


def ages_by_birth(cell: str, order: DateOrder | None, on: date) -> list[float]:
    """The years from a birth date to a day; without an order of day and month one for each that it
    can have, as most of these are the same. Raises Wrong.
    """
    words = " ".join(cell.split())
    if re.fullmatch(r"(19|20)\d\d", words):
        ages = [float(on.year - int(words))]
    else:  # whole years by birthdays
        ages = [float(on.year - day.year - ((on.month, on.day) < (day.month, day.day)))
                for day in _born(words, order, on)]  # fmt: skip
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
    """The day of a birth, or those that it can be; none where it cannot be read."""
    if re.fullmatch(_SERIAL, words):
        return {_SERIAL_FROM + timedelta(days=int(words[:5]))}
    days: set[date] = set()
    for way in [order] if order else ORDERS:
        with suppress(Wrong):
            days.add(dates.day_alone(dates.visit(words, way, _years(on))))
    return days


def _years(on: date) -> Years:
    """Of birth dates that were written on a day. In 1900 are those that Excel invents."""
    return Years(1901, 2100, range(on.year - 99, on.year + 1))
