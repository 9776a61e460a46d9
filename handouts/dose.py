"""How a point is pressed: time, side, motion, pressure; and how a time is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from handouts.errors import Wrong
from handouts.text.amount import AMOUNT, amount
from handouts.text.typed import narrow

Side = Literal["both", "left", "right", "same", "opposite", "sorest", "middle"]
Motion = Literal["hold", "circles", "tap", "rub", "with-movement"]
Pressure = Literal["gentle", "medium", "firm"]

SIDES: tuple[str, ...] = get_args(Side)
MOTIONS: tuple[str, ...] = get_args(Motion)
PRESSURES: tuple[str, ...] = get_args(Pressure)


@dataclass(frozen=True, slots=True)
class Hold:
    """A time in seconds: `low` alone, or a range from `low` to `high`."""

    low: int
    high: int | None = None

    @property
    def longest(self) -> int:
        """The time at the most."""
        return self.high or self.low

    def halved(self) -> Hold:
        """Half the time, in steps of five seconds, never under the shortest."""
        return _between(*(max(SHORTEST, end // 10 * 5) for end in (self.low, self.longest)))

    def at_most(self, longest: int) -> Hold:
        """The time, cut off at so many seconds."""
        return _between(min(longest, self.low), min(longest, self.longest))


def _between(low: int, high: int) -> Hold:
    return Hold(low, None if high == low else high)


SHORTEST, LONGEST = 5, 600
"""Bounds of a hold in seconds. No source we know asks for less or more on one point at home."""
LONGEST_SHORT = 30
"""Seconds on one point of who sits still for a short time only, as a child."""


_UNIT = r"s|secs?|seconds?|″|\"|m|mins?|minutes?|′|'"
_TIME = re.compile(
    rf"(?:\s*({AMOUNT})\s*({_UNIT})\.?(?![a-z]))?\s*({AMOUNT})\s*({_UNIT})?\.?(?![a-z])\s*"
)
_CLOCK = re.compile(r"\s*(\d{1,2}):([0-5]\d)(?:\s*(?:m|mins?|minutes?|′|'))?\s*")
_BETWEEN = re.compile(r"\s*(?:(?!(?<=\d)(?<!/\d)-[1-9]/[1-9])[-‐‑‒–—−]+|\bto\b)\s*")
"""Of a range; the hyphen of `1-1/2` is none."""
_SPELT = {
    "half a": "1/2", "a half": "1/2", "half": "1/2", "a": "1", "one": "1", "two": "2", "three": "3",
    "four": "4", "five": "5", "six": "6", "ten": "10", "fifteen": "15", "twenty": "20",
    "thirty": "30", "forty-five": "45", "forty five": "45", "sixty": "60", "ninety": "90",
}  # fmt: skip
_WORD = re.compile(rf"\b(?:{'|'.join(sorted(_SPELT, key=len, reverse=True))})\b")
_EXAMPLES = "Write it like `45 s`, `1-2 min` or `1:30`."


def parse_hold(typed: str) -> Hold:
    """A time as practitioners write it: `45 s`, `1–2 minutes`, `90`, `1:30`, `two minutes`.

    A number alone is seconds where it cannot be minutes; `5` could be both, and is asked back. In a
    range the unit of the second number is that of the first. Raises Wrong.
    """
    text = _WORD.sub(lambda word: _SPELT[word[0]], narrow(typed).lower().strip())
    text = "1 minute" if text == "minute" else text
    ends = [_end(end) for end in _BETWEEN.split(text)] if len(text) <= 40 else []
    if not 1 <= len(ends) <= 2:
        raise Wrong("This is not a time.", _EXAMPLES)
    (low, unit), (high, last) = ends[0], ends[-1]
    if unit is None:
        low *= last or 1
    if unit is last is None and high and low <= high <= LONGEST // 60:  # as usual as seconds
        text = " ".join(text.split()).rstrip(".")
        if low < SHORTEST:
            raise Wrong("The time has no unit: minutes?", f"Write: {text} min")
        raise Wrong("The time has no unit: seconds or minutes?", f"Write: {text} s, or {text} min")
    return _bounded(low, high)


def _end(text: str) -> tuple[Fraction, int | None]:
    """One end of a range in seconds, and those of its last unit; None where that is left out."""
    if clock := _CLOCK.fullmatch(text):
        return Fraction(int(clock[1]) * 60 + int(clock[2])), 60
    found = _TIME.fullmatch(text)
    if not found or (found[1] and not found[4]):
        raise Wrong("This is not a time.", _EXAMPLES)
    before, unit = (60 if one and one[0] in "m′'" else 1 for one in (found[2], found[4]))
    total = (amount(found[1]) * before if found[1] else 0) + amount(found[3]) * unit
    return total, unit if found[4] else None


def _bounded(low: Fraction, high: Fraction) -> Hold:
    if low > high:
        raise Wrong("The first time is longer than the second.", _EXAMPLES)
    if low < SHORTEST:
        raise Wrong("The time is too short.", f"The shortest is {SHORTEST} s.")
    if high > LONGEST:
        raise Wrong("The time is too long.", f"The longest is {LONGEST // 60} min.")
    if low.denominator > 1 or high.denominator > 1:
        raise Wrong("The time is not in whole seconds.", _EXAMPLES)
    return Hold(int(low), None if low == high else int(high))
