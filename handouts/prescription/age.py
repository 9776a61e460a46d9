"""An age as people type it, and nothing else: `8 months`, `7y3m`, `F, 7`, `seventeen`, `b. 2019`.

What it may be besides, whoever asks for it decides: under a heading of ages `7 years` says one
thing, among conditions it may be how long.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from handouts import counting
from handouts.library import Library
from handouts.library.mentions import OLDEST, condition_of, pattern, years_of
from handouts.text.amount import AMOUNT
from handouts.today import today

_OLD = re.compile(r"(?<=\d)\W?([dwmy])[./ ]?o(?=[fm]?\b)\.?")
"""`5yo`, `8 m/o`, `34 yof`."""
_UNITS = r"(years?|yrs?|y|months?|mths?|mos?|m|weeks?|wks?|w|days?|d)"
_WORDS = {"adult": 30.0, "child": 5.0, "newborn": 0.0, "infant": 0.0, "baby": 0.0, "preemie": 0.0,
          "toddler": 1.0, "<1": 0.5,
          "<2": 1.0, "teen": 15.0, "teenager": 15.0}  # fmt: skip
_BETWEEN = re.compile(r"[,;()\r\n]|\s[-–—]\s")
_BESIDE = re.compile(
    r"(?:[^\W\d][^\d,;()]*(?<!stage)(?<!grade)(?<!class)(?<!type)(?<!level) )([3-9]|1[0-7])"
    rf"|([3-9]|1[0-7]) (?!{_UNITS}\b|times)[^\W\d][^\d,;()]*", re.I,
)  # fmt: skip
_MOST_MONTHS = 36
"""Of a child; more with a mere `m` behind it is a man."""
_OF_PREGNANCY = range(4, 43)
"""Weeks."""


@dataclass(frozen=True, slots=True)
class Age:
    """The years that somebody may be, the youngest first. `may_be_weeks`: those of a pregnancy;
    `may_be_man`: of one, or months; `may_be_length`: no word says that it is an age.
    """

    years: tuple[float, ...]
    may_be_weeks: bool = False
    may_be_man: bool = False
    may_be_length: bool = False

    def names(self, library: Library) -> list[str]:
        """What it is under `conditions:`, or what it may be; that of a grown-up is a number."""
        number = f"age {int(max(self.years))}"
        found = [condition_of(one, library) or number for one in self.years]
        return [*dict.fromkeys((*found, *(["pregnant"] if self.may_be_weeks else ())))]


def ages_between(typed: str, library: Library) -> dict[str, Age]:
    """What stands alone between the commas and brackets of a text and is an age."""
    parts = (part.strip() for part in _BETWEEN.split(typed))
    return {part: age for part in parts if (age := read_age(part, library))}


def age_beside(typed: str) -> dict[str, Age]:
    """A bare number before or behind a text without commas that may be a child's years."""
    match = _BESIDE.fullmatch(typed.strip())
    number = match and (match[1] or match[2])
    return {number: Age((float(number),), may_be_length=True)} if number else {}


def read_age(typed: str, library: Library) -> Age | None:
    """What a text says that is an age and nothing more; else None."""
    say = library.wording
    text = counting.plain(typed)
    if born := pattern("born-in").fullmatch(text):
        turns = today().year - int(next(filter(None, born.groups())))
        return Age((float(max(turns - 1, 0)), float(turns))) if 0 <= turns < OLDEST else None
    text = _OLD.sub(r" \1 old ", text)
    is_age = pattern("age-says").search(text) is not None
    text = " ".join(pattern("age-around").sub(" ", text).split())
    if text in _WORDS:
        return Age((_WORDS[text],))
    number = rf"({AMOUNT}|{counting.in_words(say, least=1)}|one)"
    first, more = rf"{number}(?: ?-?{_UNITS})?", rf" ?{number} ?{_UNITS}"
    match = re.fullmatch(rf"{first}((?:{more}){{0,2}})", text)
    if not match or (match[3] and not match[2]):
        return None
    unit, amount = match[2] or "y", _amount(match[1], library)
    years = years_of(str(amount), unit)
    years += sum(years_of(str(_amount(n, library)), u) for n, u in re.findall(more, match[3]))
    may_be_man = unit == "m" and not is_age and amount > 1
    ages = [years, amount] if may_be_man else [years]
    if may_be_man and amount > _MOST_MONTHS:
        ages, may_be_man = [amount], False
    if max(ages) >= OLDEST:
        return None
    in_weeks = unit[0] == "w" and not is_age and amount in _OF_PREGNANCY
    return Age(tuple(ages), in_weeks, may_be_man, bool(match[2]) and not (is_age or may_be_man))


def _amount(number: str, library: Library) -> float:
    return float(counting.value(number, library.wording))
