"""Days and times as people and spreadsheets write them.

`12/4/2026` is 12 April in one country and 4 December in another, and a visit on the wrong day is
one that a patient misses: where an order of day and month is needed, it is given, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from typing import Literal, NamedTuple

from handouts.files.reading import shown
from handouts.prescription.fields.values import Wrong

DateOrder = Literal["us", "day-first"]
"""Month or day first, where both are numbers."""
ORDERS: tuple[DateOrder, ...] = ("us", "day-first")

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august",
          "september", "october", "november", "december")  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_YEAR = r"(?P<year>\d{4}|'?\d{2})"
_SPELLINGS = tuple(map(re.compile, (
    r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})",
    rf"(?P<year>\d{{4}})[ /-]{_MONTH}[ /-](?P<day>\d{{1,2}})",
    rf"{_NTH}\.?[ /-]?{_MONTH},?[ /-]?{_YEAR}",
    rf"{_MONTH}[ -]?{_NTH},?[ -]{_YEAR}",
    rf"(?P<day>\d{{1,2}})\. ?(?P<month>\d{{1,2}})\. ?{_YEAR}",
)))  # fmt: skip
"""Those that say which number is what."""
_NUMBERS = re.compile(rf"(\d{{1,2}})([/-])(\d{{1,2}})\2{_YEAR}")
"""`12/4/2026`: day and month in some order."""
_NO_YEAR = tuple(map(re.compile, (
    rf"{_NTH}\.?[ /-]?{_MONTH}", rf"{_MONTH}[ -]?{_NTH}", r"\d{1,2}[/.-]\d{1,2}\.?",
)))  # fmt: skip
_WEEKDAYS = (
    re.compile(r"([A-Za-z]{3,9})\.?(?:, ?| )(?=\d|[A-Za-z])"),
    re.compile(r"[ ,(]+([A-Za-z]{3,9})\.?\)?$"),
)
"""Before a date and behind it."""
_CLOCK = re.compile(
    r"(\d{1,2})(?:[:.h](\d{2})(?::\d{2}(?:\.0+)?)?)?\s*(?:h|uhr)?\s*([ap])?(?:\.?m\.?)?", re.I
)
_TIME = re.compile(
    r"(?:[Tt]|,?\s+(?:(?:at|@|[-–—|])\s*)?)"
    r"(\d{1,2}(?::\d{2}(?::\d{2}(?:\.0+)?)?|[.h]\d{2}|h)?(?:\s*[ap]\.?m?\.?)?\s*(?:h|uhr)?)$", re.I
)  # fmt: skip
_UNTIL = re.compile(
    r"([ap]\.?m\.?)\s*(?:[-–—]|to)\s*\d{1,2}(?:[:.]\d{2})?\s*[ap]\.?m\.?$"
    r"|(\d:\d\d)\s*(?:[-–—]|to)\s*\d{1,2}:\d\d$", re.I
)  # fmt: skip
"""The end of an appointment behind its start: `3:30 PM - 4:30 PM`."""
_ZONE = re.compile(
    r":\d\d(?:\.\d+)?(?:Z|\s*[+-]\d{2}:?\d{2})$|[\dm.]\s+(?:UTC|GMT|[ECMP][SD]T|CES?T|BST)\b", re.I
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_CURE = "Write the day as a number, the month as a word, and the year in four digits."
_TIME_CURE = (
    "Write hour and minutes with a colon, and am or pm behind them where it is one of these."
)
"""No examples: a day or hour that stands in an answer is taken for the one that is meant."""


class Years(NamedTuple):
    """The years that a day may be of, and those that two digits may stand for."""

    first: int
    last: int
    short: range


OF_VISITS = Years(2000, 2100, range(2015, 2051))


def day(typed: str, order: DateOrder | None = None) -> date:
    """A day, in any spelling that has one meaning. Raises Wrong."""
    moment = visit(typed, order)
    if isinstance(moment, datetime):
        raise Wrong(f"{shown(typed)} has a time of day.", f"Write the day alone: {_spelt(moment)}.")
    return moment


def visit(typed: str, order: DateOrder | None = None, years: Years = OF_VISITS) -> date | datetime:
    """A day with or without a time: `2026-12-04 15:30`, `4-Dec-26`, `Dec 4, 2026 at 3:30 pm`.
    Without an `order` of day and month what could be two days is asked back. Raises Wrong.
    """
    words, time, zone = _parted(typed)
    if zone:
        cure = "Write the time of the clinic's clock, without a zone."
        raise Wrong(f"{shown(typed)} has a time zone.", cure)
    on = _day(words, typed, order, years)
    hour, minute = clock(time, typed) if time else (0, 0)
    if not time or time.endswith("00:00:00"):  # how spreadsheets write a day alone
        return on
    return datetime(on.year, on.month, on.day, hour, minute)


def _parted(typed: str) -> tuple[str, str, bool]:
    """The words of a day, those of the time behind it, if there is one, and whether a zone is."""
    words = _UNTIL.sub(r"\1\2", " ".join(typed.split()))
    time, zone = _TIME.search(words), _ZONE.search(words) is not None
    if not time or time[1].isdecimal():
        return words, "", zone
    return words[: time.start()], time[1], zone


def clock(words: str, typed: str = "") -> tuple[int, int]:
    """A time of day as hour and minute: `15:30`, `3.30pm`, `15h30`. Raises Wrong."""
    match = _CLOCK.fullmatch(words.strip())
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (24, 0)
    if match and match[3]:
        half = 12 if match[3].casefold() == "p" else 0
        hour = hour % 12 + half if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59:
        raise Wrong(f"{shown(typed or words)} has no such time of day.", _TIME_CURE)
    return hour, minute


def day_alone(moment: date) -> date:
    """The day of a visit that may have a time."""
    return moment.date() if isinstance(moment, datetime) else moment


def spelt(moment: date | datetime) -> str:
    """`Fri 4 Dec 2026 at 15:30`: as everybody reads it, and no spreadsheet turns it."""
    at = f" at {moment:%H:%M}" if isinstance(moment, datetime) else ""
    return f"{_DAYS[moment.weekday()][:3].title()} {_spelt(moment)}{at}"


def order_told(typed: str, years: Years = OF_VISITS) -> DateOrder | None:
    """The order of day and month that a cell can only have: `12/13/2026` is of the US."""
    readings = _readings(typed, years)
    return next(iter(readings)) if len(readings) == 1 else None


def needs_order(typed: str) -> bool:
    """Whether a cell is one day in one order, and another in the other."""
    return len(set(_readings(typed, OF_VISITS).values())) > 1


def orders_of(cells: Iterable[str], years: Years = OF_VISITS) -> set[DateOrder]:
    """The orders that the cells of a column can only have: two where they contradict."""
    return {order for cell in cells if (order := order_told(cell, years))}


def _readings(typed: str, years: Years) -> dict[DateOrder, date]:
    """What `12/4/2026` is in each order in which it is a day."""
    words, weekday = _without_weekday(_parted(typed)[0])
    found: dict[DateOrder, date] = {}
    if numbers := _NUMBERS.fullmatch(words):
        for order in ORDERS:
            with suppress(Wrong):
                found[order] = _date(*_in_order(numbers, order), weekday, typed, years)
    return found


def _day(words: str, typed: str, order: DateOrder | None, years: Years) -> date:
    words, weekday = _without_weekday(words)
    numbers = _NUMBERS.fullmatch(words)
    if not numbers:
        return _date(*_written(words, typed), weekday, typed, years)
    readings = _readings(typed, years)
    if order and len(readings) == 1 and order not in readings:
        which = "month" if order == "us" else "day"
        wrong = f"{shown(typed)} is no day with the {which} first."
        raise Wrong(wrong, f"If it is right, write {_spelt(*readings.values())}.")
    if order or not readings:
        return _date(*_in_order(numbers, order or "day-first"), weekday, typed, years)
    first, *others = dict.fromkeys(readings.values())
    if not others:
        return first
    once = "Once for all: `dates: us` (or `day-first`) in the clinic's file."
    cure = f"Write {_spelt(first)} or {_spelt(*others)}. {once}"
    raise Wrong(f"{shown(typed)} can be two days.", cure)


def _written(words: str, typed: str) -> tuple[str, int, str]:
    """Year, month and day of a spelling that says which number is what."""
    for spelling in _SPELLINGS:
        if match := spelling.fullmatch(words):
            name, year, on = match["month"], match["year"], match["day"]
            if name.isdecimal():
                return year, int(name), on
            hits = [n for n, month in enumerate(MONTHS, 1) if month.startswith(name.casefold())]
            if len(hits) != 1:
                raise Wrong(f"{shown(typed)} is not a date.", _CURE)
            return year, hits[0], on
    if _SERIAL.fullmatch(words):
        wrong = f"{shown(typed)} is a number; a spreadsheet shows some days so."
        raise Wrong(wrong, "Format the column as a date, and save it again.")
    if any(spelling.fullmatch(words) for spelling in _NO_YEAR):
        raise Wrong(f"{shown(typed)} has no year.", _CURE)
    starts = [words[: space.start()] for space in re.finditer(r",? |T", words)]
    if any(one.fullmatch(start) for start in starts for one in (*_SPELLINGS, _NUMBERS)):
        raise Wrong(f"In {shown(typed)} the time of day is not understood.", _TIME_CURE)
    raise Wrong(f"{shown(typed)} is not a date.", _CURE)


def _in_order(numbers: re.Match[str], order: DateOrder) -> tuple[str, int, str]:
    month, on = numbers.group(1, 3) if order == "us" else numbers.group(3, 1)
    return numbers["year"], int(month), on


def _spelt(on: date) -> str:
    return f"{on.day} {MONTHS[on.month - 1][:3].title()} {on.year}"


def _without_weekday(words: str) -> tuple[str, str]:
    """The words of a date, and the day of the week that stood before or behind them."""
    for match in (_WEEKDAYS[0].match(words), _WEEKDAYS[1].search(words)):
        name = match[1].casefold() if match else "-"
        weekday = next((one for one in _DAYS if one.startswith(name)), "")
        if match and weekday:
            return (words[: match.start()] + words[match.end() :]).strip(" ,"), weekday
    return words, ""


def _date(written: str, month: int, on: str, weekday: str, typed: str, years: Years) -> date:
    """The day, if there is one, and it falls on the day of the week that was written, if any."""
    digits = written.lstrip("'")
    year = int(digits)
    if len(digits) == 2:
        year = next((one for one in years.short if one % 100 == year), 0)
        if not year:
            raise Wrong(f"The year in {shown(typed)} is not clear.", _CURE)
    if not years.first <= year <= years.last:
        raise Wrong(f"{shown(typed)} is not in this century.", "Check the year.")
    try:
        found = date(year, month, int(on))
    except ValueError as error:
        raise Wrong(f"{shown(typed)}: there is no such day.", "Check day and month.") from error
    falls = _DAYS[found.weekday()]
    if weekday and weekday != falls:
        wrong = f"{shown(typed, 60)}: that day is a {falls.title()}."
        raise Wrong(wrong, "Check day, month and year.")
    return found
