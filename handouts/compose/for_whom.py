"""What our sentences become on the sheet of one patient: not true of a child, not done by a baby, or
said already in a list that a condition has of its own. All of it stands in the wording, `for_whom`.
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
_Changes = tuple[tuple[re.Pattern[str], str], ...]


@dataclass(frozen=True, slots=True)
class ForWhom:
    """The changes for one patient: of whole sentences, one table for each condition or tip (the
    first pattern of a table that fits), and of words.
    """

    sentences: tuple[_Changes, ...]
    words: _Changes

    def line(self, text: str) -> str:
        """What is left of some sentences, or of an item of a list; empty for nothing."""
        if not self.sentences:
            return text
        return " ".join(filter(None, map(self._sentence, SENTENCES.split(text))))

    def lines(self, texts: Iterable[str]) -> list[str]:
        """What is left of the items of a list."""
        return [line for line in map(self.line, texts) if line]

    def in_words(self, text: str) -> str:
        """A step or caution of a point, in the words for whose body and whose hands they are."""
        for pattern, instead in self.words:
            text = pattern.sub(instead, text)
        return text

    def _sentence(self, sentence: str) -> str:
        for changes in self.sentences:
            found = ((pattern.fullmatch(sentence), instead) for pattern, instead in changes)
            sentence = next((m.expand(instead) for m, instead in found if m), sentence)
        return sentence


@lru_cache(maxsize=256)
def for_whom(names: tuple[str, ...], say: Wording) -> ForWhom:
    """The changes for a patient with these conditions, and with these tips on the sheet."""
    found = [one for name, one in say.table("for_whom").items() if name in names]
    return ForWhom(
        sentences=tuple(_compiled(one.get("sentences", {})) for one in found),
        words=tuple(dict.fromkeys(c for one in found for c in _compiled(one.get("words", {})))),
    )


def _compiled(changes: Any) -> _Changes:
    """A table of patterns, or a list of such tables."""
    tables = changes if isinstance(changes, list) else [changes]
    return tuple(
        (re.compile(pattern), instead) for table in tables for pattern, instead in table.items()
    )
