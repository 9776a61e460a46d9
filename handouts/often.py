"""How often somebody presses, as far as free text says it: for boxes to tick, what is too much."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from math import ceil

from handouts import counting
from handouts.counting import A_WEEK, Counted
from handouts.library.wording import Wording
from handouts.text.amount import AMOUNT
from handouts.text.words import any_of, has_any

MINUTES_AWAKE = 16 * 60
"""Of a day."""
_TABLES = ("a_day", "an_hour", "spaced", "days", "seconds")


@dataclass(frozen=True, slots=True)
class Often:
    """How often somebody presses, of which `text` is what stands for it; of none, what the page
    says.

    `times` are those of each day, or of each that is named or counted; None where that is left
    open. `boxes` are those of a day in a chart, `most` the most times that it can be taken for.
    `days` are the weekdays that are named, from Monday as 0, `days_a_week` how many in a week.
    `says_hours`: it says more than how often. `unclear`: it names a number of which nothing can be
    counted. `uneven`: it is rarer than once a week, or changes on the way, so that no chart fits.
    `lasting` is for how long, where it says that, too. `said` is the same for texts that
    differ in their spelling only.
    """

    text: str
    times: int | None
    boxes: int
    most: int
    days: tuple[int, ...]
    days_a_week: int | None
    says_hours: bool
    unclear: bool
    uneven: bool
    lasting: str
    said: str


@lru_cache(maxsize=1000)
def how_often(typed: str, say: Wording) -> Often:
    """What a text says of how often."""
    text = _plain(typed or " ".join(say.many("strip.often")), say)
    found = {table: counting.counted(text, table, say) for table in _TABLES}
    first = min(found["a_day"], key=lambda one: one.match.start(), default=None)
    more = first and _counts_other_days(first, say)
    days, every_day = () if more else _named_days(text, say), _is_every_day(text, say)
    in_a_week = len(days) or _days_a_week(text, say)
    if text in say.many("counting.weekly"):
        in_a_week = 1
    times = _whole(first.total) if first and not first.left_open else None
    times = times if every_day or in_a_week else None
    plain = {*say.many("counting.plain"), *say.many("counting.numbers")}
    return Often(
        text=typed,
        times=times,
        boxes=(_boxes(first, say) if first and every_day else times) or 1,
        most=most_times_a_day(text, say),
        days=days,
        days_a_week=in_a_week,
        says_hours=not plain.issuperset(re.findall(r"[^\W\d_]+", text)),
        unclear=_is_unclear(text, chain(*found.values()), say),
        uneven=has_any(text, say.many("counting.rare")) or _changes(text, say),
        lasting=_lasting(text, say),
        said=counting.as_numbers(text, "a_day", say),
    )


def most_times_a_day(typed: str, say: Wording) -> int:
    """The most times a day that a text can be taken for; 1 where it says nothing of it."""
    text = _plain(typed, say)
    a_day, spaced, an_hour = (
        [one.total for one in counting.counted(text, table, say)]
        for table in ("a_day", "spaced", "an_hour")
    )
    of_hours = [MINUTES_AWAKE / minutes for minutes in spaced if minutes]
    of_hours += [times * MINUTES_AWAKE / 60 for times in an_hour]
    return ceil(max([*a_day, *of_hours], default=1))


def _plain(typed: str, say: Wording) -> str:
    """A plain text; "three times on Mondays" counts those of a day."""
    times = rf"(?:{counting.one_of('times', say)}|{counting.number(say)} ?(?:x|times))"
    days = any_of([*_day_names(say), *say.table("counting.day_groups")])
    on = rf"(?<!\w)({times}) on (?=(?:{days})(?!\w))"
    return re.sub(on, r"\1 a day on ", counting.plain(typed))


def _lasting(text: str, say: Wording) -> str:
    """The first length behind "for" or "x", or alone between commas, in brackets or beside a rate
    ("twice a day, 10 days"), with what belongs to it ("up to", "2-" of "2-3 weeks"), or nothing.
    """
    text = re.sub(r"\bx(?=\d)", "x ", text)  # "x3 weeks"
    daily = rf"(?<!\w){counting.one_of('daily', say)}(?!\w)"
    rates = [one.match for one in counting.counted(text, "a_day", say)]
    for rate in [*rates, *re.finditer(daily, text)]:
        text = f"{text[: rate.start()]}{',' * len(rate[0])}{text[rate.end() :]}"
    lower = rf"{counting.number(say)} ?{counting.one_of('open', say)} ?"
    lower = rf"((?:{counting.one_of('roughly', say)} )?(?:{lower})?)$"
    for one in counting.counted(text, "days", say):
        before = text[: one.match.start()]
        led = re.search(rf"(?<![^ ,;])(?<!\d ){counting.one_of('lasting', say)} {lower}", before)
        alone = re.search(rf"(?:^|(?<!\d)(?:[,;.(/]| [-–—])) ?{lower}", before)
        if found := led or (alone if re.match(r" ?(?:$|[,;.)])", one.behind) else None):
            return f"{found[1]}{one.match[0]}"
    return ""


def _changes(text: str, say: Wording) -> bool:
    """Whether it is one rate, then another: "daily, then every other day"."""
    first, *others = re.split(rf"(?<!\w){counting.one_of('then', say)}(?!\w)", text)
    return bool(others) and all(_has_rate(part, say) for part in (first, *others[:1]))


def _has_rate(text: str, say: Wording) -> bool:
    words = (*say.many("counting.daily"), *say.many("counting.some_days"))
    a_week = re.search(counting.a_week(say), text)
    return bool(a_week or has_any(text, words) or counting.counted(text, "a_day", say))


def _is_every_day(text: str, say: Wording) -> bool:
    days = rf"(?<!\w)(?:{counting.one_of('some_days', say)}|{any_of(say.many('weekdays'))})"
    weekly = re.finditer(counting.a_week(say), text)
    rates = (counting.is_rate(text[: match.start()], say) for match in weekly)
    return not (re.search(days, text) or any(rates))


def _boxes(first: Counted, say: Wording) -> int | None:
    """The most of "once or twice a day" or "once a day or twice", and of "up to twice a day"; None
    where a text leaves more open than that ("up to five times a day").
    """
    number, either = counting.number(say), counting.one_of("open", say)
    other = re.search(rf"(?<!\w)({number}) ?{either}$", first.before)
    times = counting.one_of("times", say)
    if other := other or re.match(rf" ?{either} ({times})(?!\w)", first.behind):
        return _whole(max(first.total, counting.value(other[1], say)))
    return None if first.left_open and first.total > 2 else _whole(first.total)


def _whole(times: Fraction) -> int | None:
    return int(times) if times.denominator == 1 else None


def _is_unclear(text: str, found: Iterable[Counted], say: Wording) -> bool:
    """Whether a number is left of which nothing is counted (`10 mal am Tag`, `4 sets of 5 times a
    day`), or all is in letters of no words here.
    """
    letters = [*filter(str.isalpha, text)]
    if letters and not any(map(str.isascii, letters)):
        return True
    for one in found:
        text = f"{text[: one.match.start()]}{'#' * len(one.match[0])}{text[one.match.end() :]}"
    number = rf"(?<![\w#])(?:{AMOUNT}|{counting.in_words(say, least=1)})"
    text = re.sub(rf"{number} ?{counting.one_of('open', say)} ?#", "#", text)
    text = re.sub(rf"{number}[^,;.]*?{counting.one_of('each_week', say)}(?!\w)", "", text)
    return re.search(rf"{number}(?:(?!\w)|x)", text) is not None


def _counts_other_days(first: Counted, say: Wording) -> bool:
    """Whether another number is counted for some days: "once a day, twice on weekends"."""
    times = rf"(?:{counting.one_of('times', say)}|{counting.number(say)} ?x|\w+ times)"
    more = re.search(rf"(?<!\w){times}(?!\w)", first.behind)
    return more is not None and not _days_in(first.behind[: more.start()], say)


def _named_days(text: str, say: Wording) -> tuple[int, ...]:
    """The days that a text names, from Monday as 0 (`Mon, Wed, Fri`, `weekends`), or all but those
    that it leaves out; none where it says anything besides, as a box too many is harmless, or all.
    """
    found = _left_in(text, say)
    if not found and not has_any(text, say.many("counting.other_days")):
        found = _days_in(text, say)
    return tuple(sorted(found)) if len(found) < A_WEEK else ()


def _left_in(text: str, say: Wording) -> set[int]:
    """The days that are not left out of a week; empty where a text says more of days."""
    left_out = rf"(?<!\w){counting.one_of('left_out', say)}(?!\w)"
    before, *behind = re.split(left_out, text, maxsplit=1)
    names = [*_day_names(say), *say.table("counting.day_groups")]
    words = rf"(?<!\w)(?:{any_of([*names, *say.many('counting.beside_left_out')])})(?!\w)"
    if not behind or _days_in(before, say) or re.search(r"\w", re.sub(words, "", behind[0])):
        return set()
    days = _days_in(behind[0], say)
    return {*range(A_WEEK)} - days if days else set()


def _day_names(say: Wording) -> dict[str, int]:
    return {name: n for n, names in enumerate(say.at("counting.day_names")) for name in names}


def _days_in(text: str, say: Wording) -> set[int]:
    """The days of which a name stands in a text, alone, or of a group or a span."""
    spelt = _day_names(say)
    day = rf"(?<!\w)({any_of(spelt)})\.?(?!\w)"
    found = {spelt[name] for name in re.findall(day, text)}
    for first, last in re.findall(rf"{day} ?{counting.one_of('through', say)} ?{day}", text):
        many = (spelt[last] - spelt[first]) % A_WEEK
        found |= {(spelt[first] + n) % A_WEEK for n in range(many)}
    for name, days in say.table("counting.day_groups").items():
        if has_any(text, [name]):
            found |= {*map(int, days)}
    return found


def _days_a_week(text: str, say: Wording) -> int | None:
    """Days of each week that a text asks for: `5x a week`, the most of `3 to 4 days per week`; None
    where it says none, or all of them. Beside times a day it must speak of days: in "twice a day,
    3x a week" it is not clear what is counted.
    """
    number = rf"((?!an?\b){counting.number(say)})"
    between, each = counting.one_of("between", say), counting.one_of("each_week", say)
    units = counting.one_of("days_of_week", say)
    if not has_any(text, say.many("counting.daily")):
        units = f"(?:{units}|{counting.one_of('times_of_week', say)})?"
    pattern = rf"(?<![\w.,/-]){number}(?: ?{between} ?{number})? ?{units} ?{each}(?!\w)"
    found = re.search(pattern, text)
    if not found or has_any(text[: found.start()], say.many("counting.at_least")):
        return None
    days = counting.value(found[2] or found[1], say)
    return _whole(days) if 0 < days < A_WEEK else None
