"""Words and phrases of a list in a typed text, found whole: `no` is not in `now`."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(phrases: Iterable[str]) -> str:
    """A pattern of some phrases in small letters, the longest first; between the words of one
    stands any space.
    """
    longest = sorted(phrases, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, phrase.casefold().split())) for phrase in longest)


def has_any(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of some phrases stands in a text, which is in small letters."""
    return re.search(rf"(?<!\w)(?:{any_of(phrases)})(?!\w)", text) is not None
