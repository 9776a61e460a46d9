"""What can be counted in typed text: times a day, weeks.

How often and for how long is typed as free text. What can be counted in it decides about the boxes
to tick; the spellings stand in the wording (`counting`), since they are a language's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from math import ceil

from handouts.days import A_WEEK, days_a_week
from handouts.library.wording import Wording
from handouts.text.amount import AMOUNT, amount
from handouts.text.words import any_of

USUAL_WEEKS, MOST_WEEKS, MOST_WEEKS_OF_ONE_BOX = 2, 4, 6
MINUTES_AWAKE = 16 * 60
"""Of a day."""
LONGEST_WAIT = 6 * 7
"""Days after which somebody whose pain is the same should call, however long the course is."""


@dataclass(frozen=True, slots=True)
class _Counted:
    """Where a text says a number of something. `each` is what one counts for, as the key of its
    table, `total` all of it; `left_open`: the text leaves the number open ("2 or 3").
    """

    match: re.Match[str]
    each: str
    total: Fraction
    left_open: bool


def times_a_day(how_often: str, say: Wording) -> int | None:
    """How many times a day a text asks for, on every day or on those that it names or counts; None
    where it leaves that open, or says nothing of it.
    """
    found = sorted(_counted(how_often, "counting.a_day", say), key=lambda one: one.match.start())
    if not found or found[0].left_open:
        return None
    if _not_every_day(how_often, say) and days_a_week(how_often, say) is None:
        return None
    times = found[0].total
    return int(times) if times.denominator == 1 else None


def boxes_a_day(how_often: str, say: Wording) -> int | None:
    """How many times a day a chart has boxes for: those of `times_a_day`, the most of "once or
    twice a day" or "once a day or twice", and of "up to twice a day"; None where a text leaves more
    open than that ("up to five times a day").
    """
    found = sorted(_counted(how_often, "counting.a_day", say), key=lambda one: one.match.start())
    if not found or _not_every_day(how_often, say):
        return times_a_day(how_often, say)
    first, either = found[0].match, _any_of("counting.open", say)
    before, behind = first.string[: first.start()], first.string[first.end() :]
    times = [found[0].total]
    other = re.search(rf"(?<!\w)({_number(say)}) ?{either} ?$", before)
    if other := other or re.match(rf" ?{either} ({_any_of('counting.times', say)})(?!\w)", behind):
        times.append(_times(other[1], say))
    elif found[0].left_open and found[0].total > 2:
        return None
    return int(max(times)) if max(times).denominator == 1 else None


def most_times_a_day(how_often: str, say: Wording) -> int:
    """The most times a day that a text can be taken for: the larger of "2 or 3 times a day", and of
    "every hour" the hours that somebody is awake; 1 where it says nothing of it.
    """
    times = [one.total for one in _counted(how_often, "counting.a_day", say)]
    spaced = _counted(how_often, "counting.spaced", say)
    times += [MINUTES_AWAKE / one.total for one in spaced if one.total]
    hourly = _counted(how_often, "counting.an_hour", say)
    times += [one.total * MINUTES_AWAKE / 60 for one in hourly]
    return ceil(max(times, default=Fraction(1)))


def has_uncounted(how_often: str, say: Wording) -> bool:
    """Whether a text names a number of which nothing can be counted, so that it may mean more than
    it is taken for: `10 mal am Tag`, `4 sets of 5 times a day`; or is in letters of no words here.
    """
    text = plain(how_often)
    if any(map(str.isalpha, text)) and not any(map(str.isascii, filter(str.isalpha, text))):
        return True
    found = (
        one.match.span() for table in _TABLES for one in _counted(how_often, table, say)
    )  # fmt: skip
    for start, end in found:
        text = f"{text[:start]}{'#' * (end - start)}{text[end:]}"
    number = _more_than_one(say)
    text = re.sub(rf"{number} ?{_any_of('counting.open', say)} ?#", "#", text)
    text = re.sub(rf"{number}[^,;.]*?{_any_of('counting.each_week', say)}(?!\w)", "", text)
    return re.search(rf"{number}(?!\w)", text) is not None


_TABLES = ("counting.a_day", "counting.an_hour", "counting.spaced", "counting.days",
           "counting.seconds")  # fmt: skip


@cache
def _any_of(words: str, say: Wording) -> str:
    """A pattern of any of the words under a key."""
    return f"(?:{any_of(say.many(words))})"


@cache
def _more_than_one(say: Wording) -> str:
    """A pattern of a number in digits, or in words where that is more than one."""
    several = any_of(word for word, value in _words(say).items() if value > 1)
    return rf"(?<![\w#])(?:{AMOUNT}|{several})"


def plain(typed: str) -> str:
    """A text in small letters and single spaces, as everything here is looked for in it."""
    return " ".join(typed.casefold().replace("×", "x").split())


def longest_seconds(text: str, say: Wording) -> int:
    """The longest time of pressing that a text names, in seconds; 0 where it names none. "Every 15
    minutes" is no time of pressing.
    """
    every = {*say.many("typed_doses.spaced")}
    times = [
        one.total for one in _counted(text, "counting.seconds", say)
        if not {*one.match.string[: one.match.start()].split()[-1:]} & every
    ]  # fmt: skip
    return ceil(max(times, default=0))


def says_no_hours(how_often: str, say: Wording) -> bool:
    """Whether a text says how often and nothing else, so that the hours are the patient's."""
    words = re.findall(r"[^\W\d_]+", how_often.casefold())
    return {*words} <= {*say.many("counting.plain"), *say.many("counting.numbers")}


def weeks(for_how_long: str, say: Wording) -> int:
    """How many weeks a course lasts: what the text says ("10 days"), else two."""
    longest = _longest(for_how_long, say)
    return ceil(longest.total / A_WEEK) if longest else USUAL_WEEKS


def days(for_how_long: str, say: Wording) -> int | None:
    """The days of a course that is no whole weeks, and nothing more: `5 days`, `10 days`, not
    `3 days, then rest`.
    """
    longest = _longest(for_how_long, say)
    whole = longest and longest.match[0] == plain(for_how_long)
    total = ceil(longest.total) if longest and whole else 0
    return total if total % A_WEEK else None


def course(for_how_long: str, say: Wording) -> str:
    """The longest time that a text counts, in words: `3 days, then as needed` → `three days`,
    `6-8 wks` → `eight weeks`; empty where it counts none.
    """
    longest = _longest(for_how_long, say)
    if longest is None:
        return ""
    if "number" not in longest.match.re.groupindex:
        return longest.match[0]
    number, more = longest.match["number"], longest.match["more"] or ""
    one, several = say.table("counting.days")[longest.each][:2]
    unit: str = one if _value(number, say) <= 1 else several
    words = say.many("counting.numbers")
    if number.isdigit() and 0 < int(number) <= len(words):
        number = words[int(number) - 1]
    return unit.replace("{n}", number) + more


def is_long(for_how_long: str, usual: str, say: Wording) -> bool:
    """Whether a course is longer than anybody should wait with the same pain: six weeks, or what
    is `usual` for the routine.
    """
    known = _longest(usual, say)
    most = max(LONGEST_WAIT, known.total if known else 0)
    longest = _longest(for_how_long, say)
    return longest is not None and longest.total > most


def has_odd_length(for_how_long: str, say: Wording) -> bool:
    """Whether a text names a length, but none that can be counted ("a few weeks", "tonight")."""
    phrases = say.table("counting.days").values()
    units = {
        word for spelt in phrases for phrase in spelt for word in re.findall(r"\w{3,}", phrase)
    }
    named = re.findall(r"\d|[^\W\d_]+", for_how_long.casefold())
    units |= {*say.many("counting.odd"), *(day.casefold() for day in say.many("weekdays"))}
    odd = any(word.isdecimal() or word in units for word in named)
    return odd and _longest(for_how_long, say) is None


def lasting(how_often: str, say: Wording) -> str:
    """For how long, where a text that says how often says that, too: `daily for two weeks`; else
    empty.
    """
    text, leads = plain(how_often), say.many("counting.lasting")
    for one in _counted(how_often, "counting.days", say):
        if text[: one.match.start()].rstrip().rpartition(" ")[2] in leads:
            return one.match[0]
    return ""


def alike(one: str, other: str, table: str, say: Wording) -> bool:
    """Whether two texts say the same, however they spell what a table counts: `once a day` and
    `Once daily`, `14 days` and `two weeks`.
    """
    return _counted_out(one, table, say) == _counted_out(other, table, say)


def _counted_out(typed: str, table: str, say: Wording) -> str:
    text = plain(typed)
    for pattern, worth in _patterns(text, table, say):
        while match := pattern.search(text):
            text = f"{text[: match.start()]}#{_count(match, say) * int(worth)}{text[match.end() :]}"
    return text.rstrip(".")


def chart_weeks(course: int, times: int) -> int:
    """How many weeks of a course a chart has room for, with so many boxes a day."""
    return min(course, MOST_WEEKS if times > 1 else MOST_WEEKS_OF_ONE_BOX)


def starts_with_number(text: str, say: Wording) -> bool:
    """Whether a text begins with a number, in digits or in words."""
    return re.match(rf"{_number(say)}(?!\w)", plain(text)) is not None


@cache
def _number(say: Wording) -> str:
    """A pattern of a number in digits or in words, `once` too."""
    return rf"(?:{AMOUNT}|{any_of(_words(say))}|{_any_of('counting.times', say)})"


def starts_with_time(for_how_long: str, say: Wording) -> bool:
    """Whether a text goes on behind "For": `2 weeks`, `ten days, then as you need`."""
    found = _counted(for_how_long, "counting.days", say)
    return any(one.match.start() == 0 for one in found) and not for_how_long[:1].isupper()


def _longest(for_how_long: str, say: Wording) -> _Counted | None:
    found = _counted(for_how_long, "counting.days", say)
    return max(found, key=lambda one: one.total, default=None)


def _not_every_day(how_often: str, say: Wording) -> bool:
    days = rf"(?<!\w)(?:{_any_of('counting.some_days', say)}|{_any_of('weekdays', say)})"
    if re.search(days, how_often, re.IGNORECASE):
        return True
    text = plain(how_often)
    return any(_is_rate(text[: match.start()], say) for match in re.finditer(_a_week(say), text))


def _a_week(say: Wording) -> str:
    """A pattern of what makes a rate of the number before it (`a week`); a length elsewhere."""
    return rf"(?: |(?=\W)){_any_of('counting.a_week', say)}(?!\w)"


def _is_rate(before: str, say: Wording) -> bool:
    """Whether a text ends with how many times, or on how many days: `twice`, `3x`, `5 days`."""
    return re.search(rf"(?<![^\W\d_]){_any_of('counting.rate', say)}$", before) is not None


@lru_cache(maxsize=1000)
def _counted(typed: str, table: str, say: Wording) -> tuple[_Counted, ...]:
    """Everything in a text that a table counts."""
    return tuple(_found(plain(typed), table, say))


def _found(text: str, table: str, say: Wording) -> Iterator[_Counted]:
    for pattern, each in _patterns(text, table, say):
        for match in pattern.finditer(text):
            before, behind = text[: match.start()], text[match.end() :]
            number = match.groupdict().get("number") or ""
            if number.isalpha() and _is_rate(before.rstrip(), say):
                continue
            if re.match(_a_week(say), behind):  # on so many days of each week
                continue
            if before.rstrip().endswith(tuple(say.many("counting.part"))):
                continue
            if count := _count(match, say):
                left_open = _left_open(before, say)
                yield _Counted(match, each, count * int(each), left_open)


def _patterns(text: str, table: str, say: Wording) -> Iterator[tuple[re.Pattern[str], str]]:
    """Each spelling of a table whose words stand in a text, and what one of it counts for (a week
    is seven days).
    """
    for each, phrases in say.table(table).items():
        for phrase in phrases:
            if all(part.strip() in text for part in phrase.casefold().split("{n}")):
                yield _pattern(phrase, say), each


@lru_cache(maxsize=400)
def _pattern(phrase: str, say: Wording) -> re.Pattern[str]:
    before, counts, behind = phrase.casefold().partition("{n}")
    spelt = re.escape(before)
    if counts:
        half = re.escape(say("counting.half"))
        number = rf"(?P<number>(?:{AMOUNT}|{any_of(_words(say))})(?: {half})?)"
        if before:  # the first of "every 10-15 minutes" is the more often
            number += rf"(?: ?{_any_of('counting.between', say)} ?{AMOUNT})?"
        spelt += rf"{number} ?{re.escape(behind.strip())}(?P<more> {half})?"
    return re.compile(rf"(?<!\w)(?<!\d[.,/]){spelt}(?!\w)")


@cache
def _words(say: Wording) -> dict[str, Fraction]:
    """What words count: `two`, `half a`."""
    amounts = say.table("counting.amounts").items()
    found = {word: Fraction(n) for n, word in enumerate(say.many("counting.numbers"), 1)}
    below_ten = list(found.items())[:9]
    for count, (ten,) in say.table("counting.tens").items():
        found[ten] = Fraction(count)
        found |= {f"{ten}{s}{one}": Fraction(count) + n for one, n in below_ten for s in "- "}
    return found | {word: Fraction(count) for count, words in amounts for word in words}


def _value(number: str, say: Wording) -> Fraction:
    """What a number comes to as it is written."""
    half = say("counting.half")
    whole = number.removesuffix(half).strip()
    found = _words(say).get(whole)
    value = amount(whole) if found is None else found
    return value + Fraction(1, 2) if number.endswith(half) else value


def _times(number: str, say: Wording) -> Fraction:
    """The same of a word for how often, too: `twice`."""
    words = say.many("counting.times")
    return Fraction(words.index(number) + 1) if number in words else _value(number, say)


def _count(match: re.Match[str], say: Wording) -> Fraction:
    """The number that a spelling gives; one that has no number counts once."""
    found = match.groupdict()
    if number := found.get("number"):
        return _value(number, say) + (Fraction(1, 2) if found["more"] else 0)
    return Fraction(1)


def _left_open(before: str, say: Wording) -> bool:
    """Whether the words before a number make it an upper end or one of two."""
    last = before.split()[-1:]
    signs = tuple(sign for sign in say.many("counting.open") if not sign.isalpha())
    return before.rstrip().endswith(signs) or bool({*last} & {*say.many("counting.open")})
