"""What was likely meant by a name that is none: a slip of the fingers, or a part of the name.

Whoever reads "did you mean" takes it for an answer. So only slips are counted (a letter too many,
too few, another, or two that changed places), few in a short word; and beginnings and whole words.
What says the contrary is never close: low blood pressure is not high blood pressure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from handouts.library.names import plain_key

MOST_LETTERS = 60  # nothing longer is a name with a slip in it
_FEWEST_LETTERS = 3  # of a word or a beginning by which a name is known again
_CLEAR_START = 4  # letters of a beginning that tells what follows, however much it is
_NOT = re.compile(r"\b(no|not|never|without)\b")
_CONTRARY = re.compile(rf"{_NOT.pattern}|\blow\b|\bhypo")


def closest(typed: str, names: Iterable[str], most: int) -> list[str]:
    """Those of `names` that are as close to `typed` as any, the most alike first."""
    if len(typed) > MOST_LETTERS:
        return []
    found = [(far, name) for name in dict.fromkeys(names) if (far := _far(typed, name)) is not None]
    least = min((far for far, _ in found), default=0)
    near = [name for far, name in found if far == least]
    return sorted(near, key=lambda name: abs(len(name) - len(typed)))[:most]


def is_slip(typed: str, name: str) -> bool:
    """Whether one letter is too many, too few, another, or has changed places."""
    return _slips(typed, name, 1) == 1


def _far(typed: str, name: str) -> int | None:
    """How many slips lead from one to the other; None when it is not likely that they did."""
    one, other = _key(typed), _key(name)
    if not one or not other:
        return None
    allowed = min(len(one) // 4, 3)  # slips in a word: one in four letters, three at most
    far = _slips(one, other, allowed)
    if far > allowed and (
        _is_part(one, other) or _has_words(typed, name) or _has_words(name, typed)
    ):
        far = allowed = 1
    return far if far <= allowed and not _contrary(typed, name) else None


def _contrary(typed: str, name: str) -> bool:
    typed, name = typed.casefold(), name.casefold()
    denied = bool(_CONTRARY.search(typed)) and not _CONTRARY.search(name)
    return denied or (bool(_NOT.search(name)) and not _NOT.search(typed))


def _is_part(one: str, other: str) -> bool:
    """Whether one is the beginning of the other, and no mere syllable of it."""
    short, long = sorted((one, other), key=len)
    enough = len(short) >= _CLEAR_START or (short == one and 2 * len(short) >= len(long))
    return enough and len(short) >= _FEWEST_LETTERS and long.startswith(short)


def _has_words(part: str, whole: str) -> bool:
    """Whether every word of `part` is one of `whole`, and one of them says something."""
    words = _words(part)
    return words <= _words(whole) and any(len(word) >= _FEWEST_LETTERS for word in words)


_key = lru_cache(maxsize=8192)(plain_key)  # the names of all points, for each row of a table


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    return frozenset(key for word in re.split(r"[\s_/-]+", text) if (key := _key(word)))


def _slips(one: str, other: str, most: int) -> int:
    """The distance of Damerau and Levenshtein, where no letter slips twice; or more than `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            ways = [last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b)]
            if i > 1 and j > 1 and (a, one[i - 2]) == (other[j - 2], b):
                ways.append(before[j - 2] + 1)
            row.append(min(ways))
        if min(row) > most:
            return most + 1
        before, last = last, row
    return last[-1]
