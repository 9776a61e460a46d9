"""What our sentences become on the sheet of one patient: what is not true of a child, what a baby
cannot do, what a list of a condition says already. It stands in the wording, `for_whom`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from handouts.library.wording import Wording

SENTENCES = re.compile(r"(?<=[.!?])\s+")
"""Between two sentences."""
KEYS = ("sentences", "words", "signs")
_Changes = tuple[tuple[re.Pattern[str], str], ...]


@dataclass(frozen=True, slots=True)
class ForWhom:
    """The changes for one patient: of sentences, a table for each condition or tip, of which the
    first pattern that fits counts; and of words, in steps and cautions and in lists of signs.
    """

    sentences: tuple[_Changes, ...]
    words: tuple[_Changes, ...]
    signs: tuple[_Changes, ...]

    def line(self, text: str) -> str:
        """What is left of some sentences, or of an item of a list; empty for nothing."""
        for changes in self.sentences:
            text = " ".join(filter(None, (_changed(one, changes) for one in SENTENCES.split(text))))
        return text

    def lines(self, texts: Iterable[str]) -> list[str]:
        """What is left of the items of a list."""
        return [line for line in map(self.line, texts) if line]

    def in_words(self, text: str) -> str:
        """A step or caution of a point, in the words for whose body and whose hands they are."""
        return _in_order(self.words, text)

    def sign(self, text: str) -> str:
        """An item of a list ("you have a fever"), in the words for who has that."""
        return _in_order(self.signs, text)


def _in_order(tables: Iterable[_Changes], text: str) -> str:
    for pattern, instead in (change for changes in tables for change in changes):
        text = pattern.sub(instead, text)
    return text


def _changed(sentence: str, changes: _Changes) -> str:
    found = ((pattern.fullmatch(sentence), instead) for pattern, instead in changes)
    return next((match.expand(instead) for match, instead in found if match), sentence)


@lru_cache(maxsize=256)
def for_whom(names: tuple[str, ...], say: Wording) -> ForWhom:
    """The changes for a patient with these conditions, and with these tips on the sheet."""
    found = [one for name, one in say.table("for_whom").items() if name in names]
    tables = ([_compiled(one.get(key, {})) for one in found] for key in KEYS)
    return ForWhom(*map(tuple, tables))


def _compiled(changes: Any) -> _Changes:
    """A table of patterns, or a list of such tables."""
    tables = changes if isinstance(changes, list) else [changes]
    return tuple((re.compile(one), instead) for table in tables for one, instead in table.items())
