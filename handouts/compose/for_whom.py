"""Our sentences in the words for who reads them and whose body it is: a child's parents, a baby's,
who wears ear seeds. The tables stand in the wording, `for_whom`; what is said to one patient and
not to another stands where the sentence stands (`library/lines.py`). What is typed stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from handouts.library.lines import Line
from handouts.library.wording import Wording

SENTENCES = re.compile(r"(?<=[.!?])\s+")
"""Between two sentences."""
KEYS = ("sentences", "words", "signs")
_Changes = tuple[tuple[re.Pattern[str], str], ...]


@dataclass(frozen=True, slots=True)
class ForWhom:
    """The changes for one reader: of whole sentences, of words in steps, and of lists of signs."""

    sentences: tuple[_Changes, ...]
    words: tuple[_Changes, ...]
    signs: tuple[_Changes, ...]

    def line(self, text: str) -> str:
        """What is left of some sentences of ours; empty for nothing."""
        if not isinstance(text, Line):
            return text
        said: str = text
        for changes in self.sentences:
            said = " ".join(filter(None, (_changed(one, changes) for one in SENTENCES.split(said))))
        return Line(said)

    def in_words(self, text: str) -> str:
        """A step or caution of a point, also a typed one, in the words for whose body it is."""
        return _in_order(self.words, text)

    def sign(self, text: str) -> str:
        """An item of a list of ours ("you have a fever"), in the words for who has that."""
        return _in_order(self.signs, text) if isinstance(text, Line) else text


def _in_order(tables: Iterable[_Changes], text: str) -> str:
    for pattern, instead in (change for changes in tables for change in changes):
        text = pattern.sub(instead, text)
    return text


def _changed(sentence: str, changes: _Changes) -> str:
    found = ((pattern.fullmatch(sentence), instead) for pattern, instead in changes)
    return next((match.expand(instead) for match, instead in found if match), sentence)


@lru_cache(maxsize=256)
def for_whom(names: Set[str], say: Wording) -> ForWhom:
    """The changes for the readers of these names: conditions of the patient, tips of the sheet."""
    found = [one for name, one in say.table("for_whom").items() if name in names]
    tables = ([_compiled(one.get(key, {})) for one in found] for key in KEYS)
    return ForWhom(*map(tuple, tables))


def _compiled(changes: Any) -> _Changes:
    tables = changes if isinstance(changes, list) else [changes]
    return tuple((re.compile(one), instead) for table in tables for one, instead in table.items())
