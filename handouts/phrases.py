"""Values in the words of a language: times, dates, sides. The words themselves are assets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from handouts.dose import Hold
from handouts.library.wording import Wording


def hold(value: Hold, say: Wording) -> str:
    """House style: `45 seconds`, `1 to 2 minutes`, `30 seconds to 3 minutes`."""
    if value.high is None or value.high == value.low:
        return _time(value.low, say)
    if _in_minutes(value.low) and _in_minutes(value.high):
        return say("hold.range_minutes", low=value.low // 60, high=value.high // 60)
    if not _in_minutes(value.low) and (not _in_minutes(value.high) or value.high < 120):
        return say("hold.range_seconds", low=value.low, high=value.high)
    return say("hold.range", low=_time(value.low, say), high=_time(value.high, say))


def minutes(low: int, high: int, say: Wording) -> str:
    """Whole minutes from two numbers of seconds, rounded up: `12 minutes`, `10 to 20 minutes`."""
    first, last = (max(1, -(-seconds // 60)) for seconds in (low, high))
    if first == last:
        return say.count("hold.minutes", first)
    return say("hold.range_minutes", low=first, high=last)


def day(value: date, say: Wording) -> str:
    """`20 November 2026`."""
    month = say.many("months")[value.month - 1]
    return say("date", day=value.day, month=month, year=value.year)


def visit(value: date | datetime, say: Wording) -> str:
    """`Friday, 4 December 2026 at 3:30 pm`; without a time where none was given."""
    weekday = say.many("weekdays")[value.weekday()]
    if not isinstance(value, datetime):
        return f"{weekday}, {day(value, say)}"
    month = say.many("months")[value.month - 1]
    return say(
        "date_time",
        weekday=weekday, day=value.day, month=month, year=value.year,
        time=_clock(value.time(), say),
    )  # fmt: skip


def numbers(values: Iterable[int], say: Wording) -> str:
    """`1, 2 and 4`."""
    return say.joined([str(value) for value in values])


def capital(text: str) -> str:
    """First letter large, the rest as it is."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """First letter small, for a phrase that goes on inside a sentence."""
    return text[:1].lower() + text[1:]


def _time(seconds: int, say: Wording) -> str:
    if _in_minutes(seconds):
        return say.count("hold.minutes", seconds // 60)
    return say.count("hold.seconds", seconds)


def _in_minutes(seconds: int) -> bool:
    return seconds >= 60 and seconds % 60 == 0


def _clock(value: time, say: Wording) -> str:
    style = say.table("time")
    if style["clock"] != "12":
        return f"{value.hour:02}:{value.minute:02}"
    half = style["am"] if value.hour < 12 else style["pm"]
    return f"{value.hour % 12 or 12}:{value.minute:02} {half}"
