"""How often and for how long, as far as free text says it: times a day, days of a week, weeks.

Both are typed as free text. What can be counted in it decides about the boxes to tick, and about
what is too much; the spellings stand in the wording (`counting`), since they are a language's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from itertools import chain
from math import ceil

from handouts.days import A_WEEK, days_a_week, named_days
from handouts.library.wording import Wording
from handouts.text.amount import AMOUNT, amount
from handouts.text.words import WORD, Line, any_of, phrases, words_of

USUAL_WEEKS, MOST_WEEKS, MOST_WEEKS_OF_ONE_BOX = 2, 4, 6
MINUTES_AWAKE = 16 * 60
"""Of a day."""
LONGEST_WAIT = 6 * 7
"""Days after which somebody whose pain is the same should call, however long the course is."""


@dataclass(frozen=True, slots=True)
class Often:
    """How often somebody presses, of which `text` is what stands for it; of none at all, what the
    page says then.

    `times` are those of each day, or of each that is named or counted; None where that is left
    open. `boxes` are those of a day in a chart, `most` the most times that it can be taken for: the
    larger of "2 or 3 times a day", and of "every hour" the hours that somebody is awake. `days` are
    the weekdays that are named, from Monday as 0, `days_a_week` how many there are in a week.

    `says_hours`: it says more than how often. `unclear`: it names a number of which nothing can be
    counted, so that it may mean more. `lasting` is for how long, where it says that, too: `daily
    for two weeks`. `said` is the same for texts that differ in their spelling only.
    """

    text: str
    times: int | None
    boxes: int
    most: int
    days: tuple[int, ...]
    days_a_week: int | None
    says_hours: bool
    unclear: bool
    lasting: str
    said: str


@dataclass(frozen=True, slots=True)
class Course:
    """For how long somebody presses, of which `text` is what stands for it.

    `total` is the longest time that it counts, in days, and `words` the same in words (`6-8 wks` is
    `eight weeks`); 0 and empty where it counts none. `days` are those of a course that is no whole
    weeks, and nothing more: of `10 days`, not of `3 days, then as needed`.

    `odd`: it names a length, but none that can be counted ("a few weeks", "tonight"). `behind_for`:
    it goes on behind "For": `2 weeks`. `said` is the same for texts that differ in their spelling
    only.
    """

    text: str
    total: int
    words: str
    days: int | None
    odd: bool
    behind_for: bool
    said: str

    @property
    def weeks(self) -> int:
        """How many weeks it lasts, begun ones too; two where that is left open."""
        return ceil(self.total / A_WEEK) or USUAL_WEEKS

    def is_long(self, usual: Course) -> bool:
        """Whether it is longer than anybody should wait with the same pain: six weeks, or what is
        `usual` for the routine.
        """
        return self.total > max(LONGEST_WAIT, usual.total)

    def chart_weeks(self, boxes: int) -> int:
        """For how many of its weeks a chart has room, with so many boxes a day."""
        return min(self.weeks, MOST_WEEKS if boxes > 1 else MOST_WEEKS_OF_ONE_BOX)


@lru_cache(maxsize=1000)
def how_often(typed: str, say: Wording) -> Often:
    """What a text says of how often."""
    text = plain(typed or " ".join(say.many("strip.often")))
    found = {table: _counted(text, table, say) for table in _TABLES}
    days = named_days(text, say)
    in_a_week, every_day = len(days) or days_a_week(text, say), _is_every_day(text, say)
    first = min(found["a_day"], key=lambda one: one.match.start(), default=None)
    times = _whole(first.total) if first and not first.left_open else None
    times = times if every_day or in_a_week else None
    words = {*re.findall(r"[^\W\d_]+", text)}
    return Often(
        text=typed,
        times=times,
        boxes=(_boxes(first, say) if first and every_day else times) or 1,
        most=most_times_a_day(text, say),
        days=days,
        days_a_week=in_a_week,
        says_hours=not words <= {*say.many("counting.plain"), *say.many("counting.numbers")},
        unclear=_is_unclear(text, [one.match for some in found.values() for one in some], say),
        lasting=_lasting(found["days"], say),
        said=_said(text, "a_day", say),
    )


@lru_cache(maxsize=1000)
def for_how_long(typed: str, say: Wording) -> Course:
    """What a text says of for how long."""
    text = plain(typed)
    found = _counted(text, "days", say)
    longest = max(found, key=lambda one: one.total, default=None)
    return Course(
        text=typed,
        total=ceil(longest.total) if longest else 0,
        words=_in_words(longest, say) if longest else "",
        days=_days_alone(longest, say) if longest else None,
        odd=not found and _names_a_length(text, say),
        behind_for=any(one.match.start() == 0 for one in found) and not typed[:1].isupper(),
        said=_said(text, "days", say),
    )


def most_times_a_day(typed: str, say: Wording) -> int:
    """The most times a day that a text can be taken for; 1 where it says nothing of it."""
    text = plain(typed)
    times = [one.total for one in _counted(text, "a_day", say)]
    times += [MINUTES_AWAKE / one.total for one in _counted(text, "spaced", say) if one.total]
    times += [one.total * MINUTES_AWAKE / 60 for one in _counted(text, "an_hour", say)]
    return ceil(max(times, default=Fraction(1)))


def longest_seconds(typed: str, say: Wording) -> int:
    """The longest time of pressing that a text names, in seconds; 0 where it names none. "Every 15
    minutes" is no time of pressing, nor is that of "ten minutes before bed" or "a 3 hour flight".
    """
    found = _counted(plain(typed), "seconds", say)
    return ceil(max((one.total for one in found if not _is_beside(one, say)), default=0))


def _is_beside(time: _Counted, say: Wording) -> bool:
    """Whether the words around a time make it none of pressing."""
    behind = Line(words_of(time.match.string[time.match.end() :])).text
    before = time.before.split()[-2:]
    every = before[-1:] and before[-1] in say.many("typed_doses.spaced")
    led = {*before} & {*say.many("typed_doses.for")}
    never, beside = (_behind(name, say).match(behind) for name in ("never", "beside"))
    return bool(every or never or (beside and not led))


@cache
def _behind(name: str, say: Wording) -> re.Pattern[str]:
    """Phrases of typed doses up to three words behind a time."""
    written = phrases(say.many(f"typed_doses.{name}"), {})
    return re.compile(rf"{WORD}{{0,3}}?(?:{'|'.join(one.pattern for one in written)})")


def plain(typed: str) -> str:
    """A text in small letters and single spaces, as everything here is looked for in it."""
    return " ".join(typed.casefold().replace("×", "x").split())


# ── how often ───────────────────────────────────────────────────────────────────────────────────


def _is_every_day(text: str, say: Wording) -> bool:
    days = rf"(?<!\w)(?:{_any_of('some_days', say)}|{any_of(say.many('weekdays'))})"
    rates = (_is_rate(text[: match.start()], say) for match in re.finditer(_a_week(say), text))
    return not (re.search(days, text) or any(rates))


def _boxes(first: _Counted, say: Wording) -> int | None:
    """The most of "once or twice a day" or "once a day or twice", and of "up to twice a day"; None
    where a text leaves more open than that ("up to five times a day").
    """
    either, behind = _any_of("open", say), first.match.string[first.match.end() :]
    other = re.search(rf"(?<!\w)({number(say)}) ?{either} ?$", first.before)
    if other := other or re.match(rf" ?{either} ({_any_of('times', say)})(?!\w)", behind):
        return _whole(max(first.total, _value(other[1], say)))
    return None if first.left_open and first.total > 2 else _whole(first.total)


def _whole(times: Fraction) -> int | None:
    return int(times) if times.denominator == 1 else None


def _is_unclear(text: str, counted: list[re.Match[str]], say: Wording) -> bool:
    """Whether a number is left of which nothing is counted: `10 mal am Tag`, `4 sets of 5 times a
    day`; or all is in letters of no words here.
    """
    letters = [*filter(str.isalpha, text)]
    if letters and not any(map(str.isascii, letters)):
        return True
    for match in counted:
        start, end = match.span()
        text = f"{text[:start]}{'#' * (end - start)}{text[end:]}"
    several = any_of(word for word, value in _numbers(say).items() if value > 1)
    number = rf"(?<![\w#])(?:{AMOUNT}|{several})"
    text = re.sub(rf"{number} ?{_any_of('open', say)} ?#", "#", text)
    text = re.sub(rf"{number}[^,;.]*?{_any_of('each_week', say)}(?!\w)", "", text)
    return re.search(rf"{number}(?!\w)", text) is not None


def _lasting(lengths: list[_Counted], say: Wording) -> str:
    leads = say.many("counting.lasting")
    behind = (one for one in lengths if one.before.rstrip().rpartition(" ")[2] in leads)
    return next((one.match[0] for one in behind), "")


# ── for how long ────────────────────────────────────────────────────────────────────────────────


def _in_words(longest: _Counted, say: Wording) -> str:
    found = longest.match.groupdict()
    if "number" not in found:
        return longest.match[0]
    number, more = found["number"], found["more"] or ""
    one, several = say.table("counting.days")[longest.each][:2]
    unit: str = one if _value(number, say) <= 1 else several
    words = say.many("counting.numbers")
    if number.isdigit() and 0 < int(number) <= len(words):
        number = words[int(number) - 1]
    return unit.replace("{n}", number) + more


def _days_alone(longest: _Counted, say: Wording) -> int | None:
    """The days of a course that is no whole weeks; None where anything is to be done behind them:
    other words than those of `nothing_more`, and a number that they are the upper end of.
    """
    rest = re.findall(r"\w+", f"{longest.before} {longest.match.string[longest.match.end() :]}")
    quiet = {*say.many("counting.nothing_more"), *(_numbers(say) if longest.left_open else ())}
    alone = all(word in quiet or (longest.left_open and word.isdecimal()) for word in rest)
    total = ceil(longest.total) if alone else 0
    return total if total % A_WEEK else None


def _names_a_length(text: str, say: Wording) -> bool:
    spelt = chain(*say.table("counting.days").values())
    units = {word for phrase in spelt for word in re.findall(r"\w{3,}", phrase)}
    units |= {*say.many("counting.odd"), *(day.casefold() for day in say.many("weekdays"))}
    named = re.findall(r"\d|[^\W\d_]+", text)
    return any(word.isdecimal() or word in units for word in named)


# ── what is counted ─────────────────────────────────────────────────────────────────────────────

_TABLES = ("a_day", "an_hour", "spaced", "days", "seconds")


@dataclass(frozen=True, slots=True)
class _Counted:
    """Where a text says a number of something. `each` is what one counts for, as the key of its
    table, `total` all of it; `left_open`: the text leaves the number open ("2 or 3").
    """

    match: re.Match[str]
    each: str
    total: Fraction
    left_open: bool

    @property
    def before(self) -> str:
        """What stands before it."""
        return self.match.string[: self.match.start()]


def _counted(text: str, table: str, say: Wording) -> list[_Counted]:
    """Everything in a plain text that a table counts."""
    found = []
    for pattern, each in _patterns(text, table, say):
        for match in pattern.finditer(text):
            before, behind = text[: match.start()].rstrip(), text[match.end() :]
            number = match.groupdict().get("number") or ""
            no_length = (
                (number.isalpha() and _is_rate(before, say))
                or re.match(_a_week(say), behind)  # on so many days of each week
                or before.endswith(tuple(say.many("counting.part")))
            )
            if not no_length and (count := _count(match, say)):
                left_open = re.search(rf"(?:\b|(?=\W)){_any_of('open', say)}$", before) is not None
                found.append(_Counted(match, each, count * int(each), left_open))
    return found


def _said(text: str, table: str, say: Wording) -> str:
    """A plain text in which everything that a table counts is a number of the same."""
    for pattern, worth in _patterns(text, table, say):
        while match := pattern.search(text):
            text = f"{text[: match.start()]}#{_count(match, say) * int(worth)}{text[match.end() :]}"
    return text.rstrip(".")


def _patterns(text: str, table: str, say: Wording) -> Iterator[tuple[re.Pattern[str], str]]:
    """Each spelling of a table whose words stand in a text, and what one of it counts for (a week
    is seven days).
    """
    for each, spelt in say.table(f"counting.{table}").items():
        for phrase in spelt:
            if all(part.strip() in text for part in phrase.casefold().split("{n}")):
                yield _pattern(phrase, say), each


@lru_cache(maxsize=400)
def _pattern(phrase: str, say: Wording) -> re.Pattern[str]:
    before, counts, behind = phrase.casefold().partition("{n}")
    spelt = re.escape(before)
    if counts:
        half = re.escape(say("counting.half"))
        number = rf"(?P<number>(?:{AMOUNT}|{any_of(_numbers(say))})(?: {half})?)"
        if before:  # the first of "every 10-15 minutes" is the more often
            number += rf"(?: ?{_any_of('between', say)} ?{AMOUNT})?"
        spelt += rf"{number} ?{re.escape(behind.strip())}(?P<more> {half})?"
    return re.compile(rf"(?<!\w)(?<!\d[.,/]){spelt}(?!\w)")


def _count(match: re.Match[str], say: Wording) -> Fraction:
    """The number that a spelling gives; one that has no number counts once."""
    found = match.groupdict()
    if number := found.get("number"):
        return _value(number, say) + (Fraction(1, 2) if found["more"] else 0)
    return Fraction(1)


def _value(number: str, say: Wording) -> Fraction:
    """What a number comes to as it is written, a word for how often too: `twice`."""
    if number in (times := say.many("counting.times")):
        return Fraction(times.index(number) + 1)
    half = say("counting.half")
    whole = number.removesuffix(half).strip()
    found = _numbers(say).get(whole)
    value = amount(whole) if found is None else found
    return value + Fraction(1, 2) if number.endswith(half) else value


@cache
def _numbers(say: Wording) -> dict[str, Fraction]:
    """What words count: `two`, `half a`."""
    amounts = say.table("counting.amounts").items()
    found = {word: Fraction(n) for n, word in enumerate(say.many("counting.numbers"), 1)}
    below_ten = list(found.items())[:9]
    for count, (ten,) in say.table("counting.tens").items():
        found[ten] = Fraction(count)
        found |= {f"{ten}{s}{one}": Fraction(count) + n for one, n in below_ten for s in "- "}
    return found | {word: Fraction(count) for count, words in amounts for word in words}


@cache
def number(say: Wording) -> str:
    """A pattern of a number in digits or in words, `once` too."""
    return rf"(?:{AMOUNT}|{any_of(_numbers(say))}|{_any_of('times', say)})"


@cache
def _any_of(words: str, say: Wording) -> str:
    """A pattern of any of the words under a key."""
    return f"(?:{any_of(say.many(f'counting.{words}'))})"


def _a_week(say: Wording) -> str:
    """A pattern of what makes a rate of the number before it (`a week`); a length elsewhere."""
    return rf"(?: |(?=\W)){_any_of('a_week', say)}(?!\w)"


def _is_rate(before: str, say: Wording) -> bool:
    """Whether a text ends with how many times, or on how many days: `twice`, `3x`, `5 days`."""
    return re.search(rf"(?<![^\W\d_]){_any_of('rate', say)}$", before) is not None
