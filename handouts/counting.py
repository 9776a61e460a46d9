"""What can be counted in typed text: numbers, and how many of something there are.

The spellings stand in the wording (`counting`), since they are a language's own. What is counted
for how often stands in `often`, for how long in `course`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from itertools import chain
from math import ceil

from handouts.library.wording import Wording
from handouts.text.amount import AMOUNT, amount
from handouts.text.words import ANY_WORD, JoinedWords, any_of, either, words_of

A_WEEK = 7
"""Days."""


def plain(typed: str) -> str:
    """A text in small letters and single spaces, as everything here is looked for in it."""
    return " ".join(typed.casefold().replace("×", "x").split())


def longest_seconds(typed: str, say: Wording) -> int:
    """The longest time of pressing in a text, in seconds, or 0: not that of a "3 hour flight"."""
    found = counted(plain(typed), "seconds", say)
    return ceil(max((one.total for one in found if not _is_beside(one, say)), default=0))


def _is_beside(time: Counted, say: Wording) -> bool:
    """Whether the words around a time make it none of pressing."""
    behind = JoinedWords(words_of(time.behind)).text
    before = time.before.split()[-2:]
    every = before[-1:] and before[-1] in say.many("typed_doses.spaced")
    led = {*before} & {*say.many("typed_doses.for")}
    never, beside = (re.match(_behind(name, say), behind) for name in ("never", "beside"))
    return bool(every or never or (beside and not led))


@cache
def _behind(name: str, say: Wording) -> str:
    """A pattern of phrases of typed doses up to three words behind a time."""
    return f"{ANY_WORD}{{0,3}}?{either(say.many(f'typed_doses.{name}'), {})}"


@dataclass(frozen=True, slots=True)
class Counted:
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
        return self.match.string[: self.match.start()].rstrip()

    @property
    def behind(self) -> str:
        """What stands behind it."""
        return self.match.string[self.match.end() :]


def counted(text: str, table: str, say: Wording) -> list[Counted]:
    """Everything in a plain text that a table counts."""
    found = []
    go, rest = map(re.escape, say.many("counting.by_turns"))
    by_turns = rf" {rest}(?!\w)| {go}(?!\w).*?(?<!\w){rest}(?!\w)"  # "3 days on, 1 day off"
    for pattern, each in _patterns(text, table, say):
        for match in pattern.finditer(text):
            before, behind = text[: match.start()].rstrip(), text[match.end() :]
            number = match.groupdict().get("number") or ""
            no_length = (
                (number.isalpha() and is_rate(before, say))
                or re.match(a_week(say), behind)  # on so many days of each week
                or before.endswith(tuple(say.many("counting.part")))
                or re.match(by_turns, behind)
            )
            if not no_length and (count := _count(match, say)):
                left_open = re.search(rf"(?:\b|(?=\W)){one_of('open', say)}$", before) is not None
                found.append(Counted(match, each, count * int(each), left_open))
    return found


def as_numbers(text: str, table: str, say: Wording) -> str:
    """A plain text in which everything that a table counts is a number of the same."""
    for pattern, worth in _patterns(text, table, say):
        while match := pattern.search(text):
            text = f"{text[: match.start()]}#{_count(match, say) * int(worth)}{text[match.end() :]}"
    return text.rstrip(".")


def _patterns(text: str, table: str, say: Wording) -> Iterator[tuple[re.Pattern[str], str]]:
    """The spellings whose words stand in a text, and what one counts for (a week: 7 days)."""
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
        number = rf"(?P<number>(?:{AMOUNT}|{in_words(say)})(?: {half})?)"
        if before:  # the first of "every 10-15 minutes" is the more often
            number += rf"(?: ?{one_of('between', say)} ?{AMOUNT})?"
        spelt += rf"{number} ?{re.escape(behind.strip())}(?P<more> {half})?"
    return re.compile(rf"(?<!\w)(?<!\d[.,/]){spelt}(?!\w)")


def _count(match: re.Match[str], say: Wording) -> Fraction:
    found = match.groupdict()
    if number := found.get("number"):
        return value(number, say) + (Fraction(1, 2) if found["more"] else 0)
    return Fraction(1)


def value(number: str, say: Wording) -> Fraction:
    """What a number comes to as it is written, a word for how often too: `twice`."""
    if number in (times := say.many("counting.times")):
        return Fraction(times.index(number) + 1)
    half, known = say("counting.half"), numbers(say)
    whole = number.removesuffix(half).strip()
    parts = [whole] if whole in known else re.split("[ -]", whole)  # "twenty-five"
    spelt = sum((known[one] for one in parts if one in known), Fraction(0))
    total = spelt or amount(whole)
    return total + (Fraction(1, 2) if number.endswith(half) else 0)


@cache
def numbers(say: Wording) -> dict[str, Fraction]:
    """What words count: `two`, `twenty`, `half a`."""
    found = {word: Fraction(n) for n, word in enumerate(say.many("counting.numbers"), 1)}
    for table in ("tens", "amounts"):
        for count, words in say.table(f"counting.{table}").items():
            found |= dict.fromkeys(words, Fraction(count))
    return found


@cache
def in_words(say: Wording, least: int = 0) -> str:
    """A pattern of a number in words, alone or as ten and one (`twenty-five`), above `least`."""
    tens, below_ten = chain(*say.table("counting.tens").values()), say.many("counting.numbers")[:9]
    alone = any_of(word for word, count in numbers(say).items() if count > least)
    return f"(?:{any_of(tens)})[ -](?:{any_of(below_ten)})|{alone}"


@cache
def number(say: Wording) -> str:
    """A pattern of a number in digits or in words, `once` too."""
    return rf"(?:{AMOUNT}|{in_words(say)}|{one_of('times', say)})"


@cache
def one_of(name: str, say: Wording) -> str:
    """A pattern of any of the words under a key of `counting`."""
    return f"(?:{any_of(say.many(f'counting.{name}'))})"


def a_week(say: Wording) -> str:
    """A pattern of what makes a rate of the number before it (`a week`); a length elsewhere."""
    return rf"(?: |(?=\W)){one_of('a_week', say)}(?!\w)"


def is_rate(before: str, say: Wording) -> bool:
    """Whether a text ends with how many times, or on how many days: `twice`, `3x`, `5 days`."""
    return re.search(rf"(?<![^\W\d_]){one_of('rate', say)}$", before) is not None
