"""Conditions in running text: `Apixaban 5 mg` speaks of blood thinners, `baby aspirin` of no baby.

Nothing is decided here: whoever finds a condition in a name, a title or a cell asks about it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from handouts.library import Library

_OF_AGE = frozenset({"child", "infant"})
"""Their names (kid, baby, boy) are words of everyday: `two kids`, `had a baby`."""

_OTHER_THINGS = re.compile(r"\b(?:hay fever|(?:flu|fever) (?:shot|jab|vaccin)\w*|burn out)\b")
"""In which a condition's name stands, though it is none."""


def spoken_of(text: str, library: Library, *, ages: bool = False) -> tuple[str, ...]:
    """The conditions of which a name stands among some words, each once; answers (`not-pregnant`)
    are among them. Of names that overlap the longest counts. `ages`: infant and child, too.
    """
    pattern, codes = _names(library)
    said = _OTHER_THINGS.sub("/", _words(text))
    found = (codes[match[0]] for match in pattern.finditer(said))
    return tuple(dict.fromkeys(code for code in found if ages or code not in _OF_AGE))


@lru_cache(maxsize=8)
def _names(library: Library) -> tuple[re.Pattern[str], dict[str, str]]:
    """All names of all conditions, the longest first, and whose they are."""
    codes = {
        _words(name): code
        for code, condition in library.conditions.items()
        for name in (*condition.aliases, condition.title, code)
    }
    longest_first = sorted(codes, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b"), codes


def _words(text: str) -> str:
    """Its words between single spaces, so that hyphens and signs make no difference."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))
