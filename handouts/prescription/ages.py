"""How old a patient is, by what stands in a table or beside a name, and what that means for safety.

A birth date is used for this alone: it is never repeated, not even where it cannot be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from handouts.prescription import dates
from handouts.prescription.dates import ORDERS, DateOrder
from handouts.prescription.values import Wrong

INFANT, CHILD, OLD = "infant", "child", "frail-or-elderly"
INFANT_TO, CHILD_TO, OLD_FROM, _OLDEST = 2, 18, 80, 125
_NUMBER = r"(\d{1,3}(?:[.,]\d{1,2})?)"
_UNIT = r"(years?|yrs?|y|months?|mths?|mos?|weeks?|wks?|w|days?|d)"
"""`m` is none: `34 M` is a man."""
_CELL = re.compile(
    rf"[<~≈]?\s*{_NUMBER}(?:\s*-?\s*{_UNIT}(?:\b|/?o\b).*|(?!\s*[\d/.–-])(?:[ ,;(+].*)?)", re.I
)
_SAID = (
    re.compile(rf"{_NUMBER}[ -]*{_UNIT}[ /.-]*o(?:ld)?\b", re.I),
    re.compile(rf"\baged?:? {_NUMBER}(?:[ -]*{_UNIT}\b)?", re.I),
)
"""`6 weeks old`, `94yo`; `aged 94`."""
_BESIDE = (
    re.compile(r"(?:,|\s\((?![12]\))) *(\d{1,3}) *(?=[,)]|$)()"),
    re.compile(rf"[,(] *{_NUMBER}[ -]*{_UNIT}\b", re.I),
)
"""`Dad, 94, on apixaban`; `Noah (8 mo)`; but `Maria (2)` is the second of that name."""
_PER_YEAR = {"y": 1.0, "m": 12.0, "w": 52.18, "d": 365.25}
_WORDS = {"adult": 30.0, "newborn": 0.0, "infant": 0.0, "baby": 0.0, "child": 10.0}
_YEAR = re.compile(r"(?<!\d)(19\d\d)(?!\d)")
_SHORT = re.compile(r"(?<=[/. -])'?(\d\d)(?= *(?:00:00)?(?::00)?$)")
_CYCLE = 28
"""Years after which days fall on the same days of the week, from 1901 to 2099."""
_SERIAL_FROM = date(1899, 12, 30)
"""Excel's day 0 (Microsoft, "DATEVALUE function")."""


def condition_of(years: float) -> str:
    """The condition that an age is, or may be; empty for none."""
    if years < INFANT_TO:
        return INFANT
    return CHILD if years < CHILD_TO else OLD if years >= OLD_FROM else ""


def ages_in(text: str, *, name: bool = False) -> list[float]:
    """The ages, in years, that stand in a text; `name`: beside a name a number alone is one."""
    patterns = (*_SAID, *_BESIDE) if name else _SAID
    found = [match for pattern in patterns for match in pattern.finditer(text)]
    ages = (_years(match[1], match[2]) for match in found)
    return [age for age in ages if age < _OLDEST]


def age_of(cell: str) -> float:
    """The years of an age as people type it: `34`, `8 months`, `6 wks`, `94 y/o`. Raises Wrong."""
    words = " ".join(cell.split()).casefold()
    match = _CELL.fullmatch(words)
    years = _years(match[1], match[2]) if match else _WORDS.get(words)
    if years is None or years >= _OLDEST:
        raise Wrong("The age cannot be read.", "Write it in years, or with its unit: 8 months.")
    return years


def ages_by_birth(cell: str, order: DateOrder | None, on: date) -> list[float]:
    """The years from a birth date to a day; without an order of day and month one for each that it
    can have, as most of these are the same. Raises Wrong.
    """
    words = " ".join(cell.split())
    if re.fullmatch(r"(19|20)\d\d", words):
        return [float(on.year - int(words))] if int(words) <= on.year else _unclear()
    days = {one for way in ([order] if order else ORDERS) for one in _born(words, way, on)}
    ages = [_between(day, on) for day in days]
    return ages if ages and all(0 <= age < _OLDEST for age in ages) else _unclear()


def order_of_births(cells: Iterable[str], on: date) -> DateOrder | None:
    """The order of day and month that a column of birth dates shows itself."""
    told = dates.orders_of(_in_this_century(" ".join(cell.split()), on)[0] for cell in cells)
    return next(iter(told)) if len(told) == 1 else None


def spelt_birth(cell: str, order: DateOrder | None, on: date) -> str:
    """A birth date with its month as a word, where it is one day; else as it is."""
    days = {day for way in ([order] if order else ORDERS) for day in _born(cell.strip(), way, on)}
    return dates.spelt(next(iter(days))) if len(days) == 1 else cell


def _born(words: str, order: DateOrder, on: date) -> list[date]:
    """The day of a birth; none where it cannot be read."""
    if re.fullmatch(r"\d{5}(\.\d+)?", words):
        return [_SERIAL_FROM + timedelta(days=int(words[:5]))]
    text, shift = _in_this_century(words, on)
    try:
        moment = dates.visit(text, order)
        day = moment.date() if isinstance(moment, datetime) else moment
        return [day.replace(year=day.year - shift)]
    except (Wrong, ValueError):
        return []


def _in_this_century(words: str, on: date) -> tuple[str, int]:
    """A birth date moved into the years that dates are read in, by so many years. It stays the
    same day of the week, and a 29 February stays one.
    """

    def whole(match: re.Match[str]) -> str:
        year = 2000 + int(match[1])
        return str(year if year <= on.year else year - 100)

    words = words if re.search(r"\d{4}", words) else _SHORT.sub(whole, words, count=1)
    year = _YEAR.search(words)
    if not year or year[1] == "1900":
        return words, 0
    shift = -(-(2000 - int(year[1])) // _CYCLE) * _CYCLE
    return words.replace(year[1], str(int(year[1]) + shift), 1), shift


def _between(born: date, on: date) -> float:
    """Whole years by birthdays; below 0 for a day to come."""
    years = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
    return float(years)


def _years(number: str, unit: str | None) -> float:
    return float(number.replace(",", ".")) / _PER_YEAR[(unit or "y")[0].casefold()]


def _unclear() -> list[float]:
    wrong = "The birth date cannot be read."
    raise Wrong(wrong, "Write the day as a number, the month as a word, the year in four digits.")
