"""Looking things up by any name: one answer, several to ask back with, or what was meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from handouts.errors import Problem
from handouts.library.names import codes_of, is_ear, plain_key, tonal_key
from handouts.library.slips import closest

MOST_NEAR = 3
"""Suggestions for a name that is none."""
_DIGITS = str.maketrans("OoQlIi", "000111")
_NUMBER_FIRST = re.compile(r"(\d{1,2})[\s.-]*([^\W\d_]{1,3})")
_TAIL = re.compile(r"[0-9OoQlIi]{1,2}$")


@dataclass(frozen=True, slots=True)
class Found:
    """What a name led to: the `code` of one thing; `candidates`, when it is several; those `near`
    it that were likely meant; what is wrong in a `broken` file of the clinic's own.
    """

    code: str | None = None
    candidates: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    broken: tuple[Problem, ...] = ()


class NameIndex:
    """An index from every name of a set of things to their codes."""

    def __init__(self, names: Mapping[str, Iterable[str]]) -> None:
        self._names = {code: (code, *spellings) for code, spellings in names.items()}
        self._tonal: dict[str, set[str]] = defaultdict(set)
        self._plain: dict[str, set[str]] = defaultdict(set)
        for code, spellings in self._names.items():
            for spelling in spellings:
                self._tonal[tonal_key(spelling)].add(code)
                self._plain[plain_key(spelling)].add(code)

    def exact(self, name: str) -> Found | None:
        """One thing or several; None where nothing has this name. Quick, as it guesses nothing."""
        for index, key in ((self._tonal, tonal_key(name)), (self._plain, plain_key(name))):
            hits = index.get(key, set()) if key else set()
            if len(hits) == 1:
                return Found(code=next(iter(hits)))
            if hits:
                return Found(candidates=tuple(sorted(hits)))
        return None

    @cached_property
    def _spelt(self) -> dict[str, set[str]]:
        """Names that are no codes, as they are written."""
        spelt: dict[str, set[str]] = defaultdict(set)
        for code, spellings in self._names.items():
            for spelling in (one for one in spellings if not codes_of(one)):
                spelt[spelling].add(code)
        return spelt

    def near(self, name: str) -> tuple[str, ...]:
        """Up to three that were likely meant; another code only by a slip of the keyboard."""
        codes = [code for code in _misread(name) if code in self._names] or self._longer(name)
        if not codes and not codes_of(name):
            close = closest(name, self._spelt, 2 * MOST_NEAR)
            codes = [code for spelling in close for code in sorted(self._spelt[spelling])]
        return tuple(dict.fromkeys(codes))[:MOST_NEAR]

    def _longer(self, name: str) -> list[str]:
        """The points in the zone of the ear that this is, or at its border: `TG2p` for `TG2`."""
        zone = next(filter(is_ear, codes_of(name)), "")
        longer = re.compile(rf"{re.escape(zone)}(?!\d)")
        return [code for code in self._names if zone and longer.match(code)]


def _misread(name: str) -> tuple[str, ...]:
    """The codes that look like this one: O for 0, l for 1, digits that changed places, or 36E."""
    if match := _NUMBER_FIRST.fullmatch(name.strip()):
        return codes_of(match[2] + match[1])
    match = _TAIL.search(name.strip())
    if not match or not any(sign.isdigit() for sign in match[0]):
        return ()
    plain = match[0].translate(_DIGITS)
    number = plain if plain != match[0] else plain[::-1]
    return () if number.startswith("0") else codes_of(name.strip()[: match.start()] + number)
