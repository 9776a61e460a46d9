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

    def halved(self) -> Hold:
        """Half the time, in steps of five seconds, never under the shortest."""
        low, high = (max(SHORTEST, end // 10 * 5) for end in (self.low, self.high or self.low))
        return Hold(low, None if high == low else high)

    def at_most(self, longest: int) -> Hold:
        """The time, cut off at so many seconds."""
        low, high = (min(longest, end) for end in (self.low, self.high or self.low))
        return Hold(low, None if high == low else high)


SHORTEST, LONGEST = 5, 600
"""Bounds of a hold in seconds. No source we know asks for less or more on one point at home."""
LONGEST_SHORT = 30
"""Seconds on one point of who sits still for a short time only, as a child."""


_SECONDS, _MINUTES = r"s|secs?|seconds?|″|\"", r"m|mins?|minutes?|′|'"
_PIECE = re.compile(rf"\s*({AMOUNT})\s*(?:({_SECONDS})|({_MINUTES}))?\.?(?![a-z])\s*")
_CLOCK = re.compile(rf"\s*(\d{{1,2}}):([0-5]\d)(?:\s*(?:{_MINUTES}))?\s*")
_BETWEEN = re.compile(r"\s*(?:(?!(?<=\d)(?<!/\d)-[1-9]/[1-9])[-‐‑‒–—−]+|\bto\b)\s*")
"""Of a range; the hyphen of `1-1/2` is none."""
_EXAMPLES = "Write it like `45 s`, `1-2 min` or `1:30`."


def parse_hold(typed: str) -> Hold:
    """A time as practitioners write it: `45 s`, `1–2 minutes`, `90`, `1:30`, `30 s to 3 min`.

    A number alone is seconds where it cannot be minutes; `5` could be both, and is asked back. In a
    range the unit of the second number is that of the first. Raises Wrong.
    """
    text = narrow(typed).lower().strip()
    ends = _BETWEEN.split(text) if len(text) <= 40 else []
    if not 1 <= len(ends) <= 2:
        raise Wrong("This is not a time.", _EXAMPLES)
    high = _end(ends[-1], None)
    low = _end(ends[0], _unit(ends[-1])) if len(ends) == 2 else high
    if not any(_unit(end) for end in ends):
        _must_be_seconds(low, high, text)
    return _bounded(low, high)


def _end(text: str, unit: int | None) -> Fraction:
    """One end of a range in seconds; `unit` is what a number without its own is counted in."""
    if clock := _CLOCK.fullmatch(text):
        return Fraction(int(clock[1]) * 60 + int(clock[2]))
    total, at = Fraction(0), 0
    pieces = list(_PIECE.finditer(text))
    for place, piece in enumerate(pieces):
        if piece.start() != at or place > 1 or (len(pieces) > 1 and not (piece[2] or piece[3])):
            raise Wrong("This is not a time.", _EXAMPLES)
        scale = 60 if piece[3] else 1 if piece[2] else unit or 1
        total, at = total + amount(piece[1]) * scale, piece.end()
    if not pieces or at != len(text):
        raise Wrong("This is not a time.", _EXAMPLES)
    return total


def _unit(text: str) -> int | None:
    """Seconds in the last unit that is written, None when there is none."""
    if _CLOCK.fullmatch(text):
        return 60
    pieces = list(_PIECE.finditer(text))
    if not pieces or not (pieces[-1][2] or pieces[-1][3]):
        return None
    return 60 if pieces[-1][3] else 1


def _must_be_seconds(low: Fraction, high: Fraction, typed: str) -> None:
    """Ask back a time without a unit that can be minutes: up to 10 they are as usual as seconds."""
    if not low <= high <= LONGEST // 60 or not high:
        return
    text = " ".join(typed.split()).rstrip(".")
    if low < SHORTEST:
        raise Wrong("The time has no unit: minutes?", f"Write: {text} min")
    raise Wrong("The time has no unit: seconds or minutes?", f"Write: {text} s, or {text} min")


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
