"""Values in the words of a language: times, dates, sides. The words themselves are assets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time

from handouts.dose import Hold
from handouts.handout import Text, words
from handouts.library.wording import Wording


def hold(value: Hold, say: Wording) -> str:
    """House style: `45 seconds`, `1 to 2 minutes`, `2½ minutes`, `30 seconds to 3 minutes`."""
    if value.high is None or value.high == value.low:
        return _time(value.low, say)
    if _in_minutes(value.low) and _in_minutes(value.high):
        low, high = _in_halves(value.low, say), _in_halves(value.high, say)
        return say("hold.range_minutes", low=low, high=high)
    if not _in_minutes(value.high) or (not _in_minutes(value.low) and value.high < 120):
        return say("hold.range_seconds", low=value.low, high=value.high)
    return say("hold.range", low=_time(value.low, say), high=_time(value.high, say))


def minutes(low: int, high: int, say: Wording) -> str:
    """Whole minutes from two numbers of seconds, rounded up: `12 minutes`, `10 to 20 minutes`."""
    first, last = _whole(low), _whole(high)
    if first == last:
        return say.count("hold.minutes", first)
    return say("hold.range_minutes", low=first, high=last)


def same_minutes(low: int, high: int) -> bool:
    """Whether two numbers of seconds are the same in whole minutes."""
    return _whole(low) == _whole(high)


def day(value: date, style: str, say: Wording) -> str:
    """`20 November 2026` (day-first), `November 20, 2026` (us), `2026-11-20` (iso)."""
    month = say.many("months")[value.month - 1]
    iso = f"{value.year:04}-{value.month:02}-{value.day:02}"
    return say(f"date.{style}", day=value.day, month=month, year=value.year, iso=iso)


def visit(value: date | datetime, style: str, say: Wording) -> str:
    """`Friday, 4 December 2026 at 3:30 pm`; without a time where none was given."""
    weekday, on = say.many("weekdays")[value.weekday()], day(value, style, say)
    if not isinstance(value, datetime):
        return say("visit_day", weekday=weekday, date=on)
    return say("visit_time", weekday=weekday, date=on, time=_clock(value.time(), say))


def paragraphs(typed: str) -> tuple[Text, ...]:
    """Blank lines divide paragraphs; single line ends are kept, as the writer meant them."""
    parts = (part.strip("\n") for part in typed.replace("\r\n", "\n").split("\n\n"))
    return tuple(words(part) for part in parts if part.strip())


def numbers(values: Iterable[int], say: Wording) -> str:
    """`1, 2 and 4`."""
    return say.joined([str(value) for value in values])


def capital(text: str) -> str:
    """First letter large, the rest as it is. For our own words: what is typed keeps its letters."""
    return text[:1].upper() + text[1:]


def _whole(seconds: int) -> int:
    return max(1, -(-seconds // 60))


def _time(seconds: int, say: Wording) -> str:
    if seconds % 60 and _in_minutes(seconds):
        return say("hold.half_minutes", n=_in_halves(seconds, say))
    if _in_minutes(seconds):
        return say.count("hold.minutes", seconds // 60)
    return say.count("hold.seconds", seconds)


def _in_minutes(seconds: int) -> bool:
    """Whether it is said in minutes: whole ones, and halves of more than 90 seconds."""
    return seconds >= 60 and (seconds % 60 == 0 or (seconds % 60 == 30 and seconds > 90))


def _in_halves(seconds: int, say: Wording) -> str:
    whole = str(seconds // 60)
    return say("hold.and_a_half", n=whole) if seconds % 60 else whole


def _clock(value: time, say: Wording) -> str:
    style = say.table("time")
    if style["clock"] != "12":
        return f"{value.hour:02}:{value.minute:02}"
    half = style["am"] if value.hour < 12 else style["pm"]
    return f"{value.hour % 12 or 12}:{value.minute:02} {half}"
