"""The day that somebody presses until, where a text names one: `until 28 December`, `till Friday`.

It may have no year, or be the next day of a week: both are counted from a start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, timedelta

from handouts.counting import A_WEEK, one_of, plain
from handouts.files.reading import shown
from handouts.library.wording import Wording
from handouts.prescription.fields.dates import ORDERS, DateOrder, day
from handouts.prescription.fields.values import Wrong
from handouts.text.words import any_of, has_any

_FURTHEST = timedelta(days=183)
"""A day without a year that lies further off than half a year has more likely been."""
_LEAP_YEAR = 2028
"""Of all days."""


def day_until(typed: str, start: date, order: DateOrder | None, say: Wording) -> date | None:
    """The day behind the `start` that a text goes on until; None where it names no day, or one that
    can be two in this `order` of day and month. Raises Wrong where it is not behind the start.
    """
    words = _named(typed, say)
    if words in (weekdays := _weekdays(say)):
        return start + timedelta(days=(weekdays[words] - start.weekday() - 1) % A_WEEK + 1)
    found, furthest = _days([words], order), date.max
    if not found:
        found, furthest = _days(_with_years(words, start.year), order), start + _FURTHEST
    _must_be_that_weekday(typed, words, start, order, say)
    behind = [on for on in found if start < on <= furthest]
    if not found or behind:
        return min(behind, default=None)
    wrong = f"{shown(typed)} does not come after {start.day} {start:%B %Y}, the day of this sheet."
    cure = "Check the day."
    if furthest != date.max:
        wrong = f"{shown(typed)} has passed, or is more than half a year away."
        cure = "Check the day, or write its year, too."
    raise Wrong(wrong, cure)


def _must_be_that_weekday(
    typed: str, words: str, start: date, order: DateOrder | None, say: Wording
) -> None:
    """Refuse a day that falls on another day of the week than the one that stands before it."""
    named = re.match(rf"({any_of(_weekdays(say))})\.?,? (?=.*\d)", words)
    if not named:
        return
    rest, weekday = words[named.end() :], _weekdays(say)[named[1]]
    days = sorted(_days([rest, *_with_years(rest, start.year)], order))
    if days and all(on.weekday() != weekday for on in days):
        on = next((on for on in days if on > start), days[0])
        raise Wrong(f"{shown(typed)}: {on.day} {on:%B %Y} is a {on:%A}.", "Check day and weekday.")


def names_a_day(typed: str, say: Wording) -> bool:
    """Whether a text names a day to go on until, and nothing else."""
    words = _named(typed, say)
    spelt = [words, *_with_years(words, _LEAP_YEAR)]
    return words in _weekdays(say) or any(_days(spelt, order) for order in ORDERS)


def until_in(typed: str, say: Wording) -> str:
    """What a text of how often says of the day to go on until ("daily until Friday"), in small
    letters; empty where it says none. "Monday to Friday" are days of each week.
    """
    text, days = plain(typed), any_of(_weekdays(say))
    weekday = rf"{one_of('until', say)} (?:[^\W\d_]+ ){{0,2}}(?:{days})(?: [^\W\d_]+)?"
    day = rf"(?<!\w)(?:{days})\.?"
    span = rf"{one_of('through', say)} ?{day} $"
    for found in reversed([*re.finditer(rf"(?<!\w){one_of('until', say)} ", text)]):
        before, rest = text[: found.start()], text[found.start() :]
        ends = [len(rest), *(comma.start() for comma in reversed([*re.finditer("[,;]", rest)]))]
        for until in (rest[:end].rstrip(" .") for end in ends):
            if re.fullmatch(weekday, until):
                if re.search(span, before) or not re.search(f"{day} $", before):
                    return until
            elif names_a_day(until, say):
                return until
        if has_any(until, say.many("counting.next_visit")):
            return until
    return ""


def _named(typed: str, say: Wording) -> str:
    """The words of the day alone."""
    found = re.fullmatch(rf"(?:{one_of('until', say)} )?(.*?)\W*", plain(typed))
    return found[1] if found else ""


def _weekdays(say: Wording) -> dict[str, int]:
    return {name: n for n, names in enumerate(say.at("counting.day_names")) for name in names}


def _with_years(words: str, year: int) -> list[str]:
    """A day without a year, of this one and the next."""
    return [f"{words}{gap}{one}" for gap in " /" for one in (year, year + 1)]


def _days(spelt: Iterable[str], order: DateOrder | None) -> set[date]:
    found = set()
    for one in spelt:
        with suppress(Wrong):
            found.add(day(one, order))
    return found
