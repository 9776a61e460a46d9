"""Our sentences in the words for who reads them and whose body it is: a child's parents, a baby's,
who cares for somebody with dementia, who wears ear seeds. The tables stand in the wording,
`for_whom`; what is said to one patient and not to another stands where the sentence stands
(`library/lines.py`). What is typed stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from handouts.library.lines import Line
from handouts.library.wording import Wording, filled
from handouts.phrases import capital

SENTENCES = re.compile(r"(?<=[.!?])\s+")
"""Between two sentences."""
KEYS = ("sentences", "words", "signs")
_Changes = tuple[tuple[re.Pattern[str], str], ...]


@dataclass(frozen=True, slots=True)
class ForWhom:
    """The changes for one reader: of whole sentences, of words in steps, and of lists of signs.
    `person`: whose body it is ("your child"), where somebody else reads and presses; else empty.
    """

    person: str
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
        return Line(self.named(said))

    def named(self, text: str) -> str:
        """A text of ours with the person it speaks of ("let {person} sit")."""
        return filled(text, _of(self.person))

    def in_words(self, text: str) -> str:
        """A step or caution of a point, also a typed one, in the words for whose body it is."""
        return _in_order(self.words, text)

    def step(self, text: str) -> str:
        """A step of a tip; what is typed stays."""
        return self.in_words(text) if isinstance(text, Line) else text

    def sign(self, text: str) -> str:
        """What is so of the patient ("you have a fever", "your skin is thin"), in the words for who
        has that; what is typed stays.
        """
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
    person = next((str(one["person"]) for one in found if "person" in one), "")
    tables = ([_compiled(one.get(key, {}), _of(person)) for one in found] for key in KEYS)
    return ForWhom(person, *map(tuple, tables))


def _of(person: str) -> dict[str, str]:
    return {"person": person, "Person": capital(person)} if person else {}


def _compiled(changes: Any, person: dict[str, str]) -> _Changes:
    tables = changes if isinstance(changes, list) else [changes]
    every = (item for table in tables for item in table.items())
    return tuple((re.compile(filled(one, person)), filled(to, person)) for one, to in every)
