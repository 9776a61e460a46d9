"""How hard a text is to read, and which plainer words there are.

Advice only: nothing here stops a build. The grades are Flesch-Kincaid (Kincaid and others, 1975)
and SMOG (McLaughlin, 1969). Both count English syllables, so a language says in its `plain.yaml`
whether they hold for it, and brings its own list of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from handouts.advice.syllables import syllables
from handouts.files.paths import ASSETS
from handouts.library.yaml_text import read_assets

LONGEST = 4  # words of a term of the list
FEW = 10  # words: the grade of fewer says nothing
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]")
_SAYS = {
    "jargon": "“{}” has a plainer word.",
    "short": "“{}” is short for something.",
    "claims": "“{}” promises more than is known.",
}
_BLOCKS = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*•–]|\d+[.)])\s)")
_ENDS = re.compile(r"(?<![.\s][A-Za-z])(?<=[.!?。！？])[\"'”’)]*\s+(?=[^a-z\s])")
_PIECE = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")


class Term(NamedTuple):
    """An entry of a list: `jargon`, `short` (an abbreviation) or `claims`."""

    kind: str
    term: str
    instead: str


class Words(NamedTuple):
    """What a language holds to be plain. A `most` of None: there is no such measure for it."""

    grade: str
    most_grade: float | None
    most_words: int | None
    forms: Mapping[str, Term]


@dataclass(frozen=True, slots=True)
class Reading:
    """The counts that a grade is made of. `hard`: words of three syllables and more."""

    words: int
    sentences: int
    syllables: int
    hard: int
    longest: int

    @property
    def grade(self) -> float:
        """Flesch-Kincaid grade: years of school in the United States."""
        each = self.words / max(1, self.sentences), self.syllables / max(1, self.words)
        return 0.39 * each[0] + 11.8 * each[1] - 15.59 if self.words else 0.0

    @property
    def smog(self) -> float:
        """SMOG grade. It was made for thirty sentences; of fewer it is a rough one."""
        return float(1.0430 * (self.hard * 30 / max(1, self.sentences)) ** 0.5 + 3.1291)


class Advice(NamedTuple):
    """What could be plainer, or must not be said and `stops` a sheet; its `excerpt` of the text."""

    excerpt: str
    says: str
    cure: str
    stops: bool = False


@cache
def plain_words(language: str = "en") -> Words:
    """The list of a language, its `plain.yaml`; an empty one where the language has none."""
    path = ASSETS / "wording" / language / "plain.yaml"
    data = read_assets(path) if path.is_file() else {}
    most = data.get("most") or {}
    return Words(
        data.get("grade") or "",
        float(most["grade"]) if "grade" in most else None,
        int(most["words"]) if "words" in most else None,
        _forms(data),
    )


def sentences(text: str) -> list[str]:
    """Sentences, the entries of lists and titles, each on one line."""
    found = (_ENDS.split(block) for block in _BLOCKS.split(text))
    flat = (" ".join(sentence.split()) for block in found for sentence in block)
    return [sentence for sentence in flat if _LETTERS.search(sentence)]


def words_of(text: str) -> list[str]:
    """Words and numbers; what a hyphen joins is one."""
    return _WORD.findall(text)


def read_over(texts: Iterable[str]) -> Reading:
    """The counts of some texts together. Each starts a sentence of its own."""
    found = [words_of(sentence) for text in texts for sentence in sentences(text)]
    counts = [syllables(word) for words in found for word in words]
    return Reading(
        len(counts), len(found), sum(counts), sum(count > 2 for count in counts),
        max(map(len, found), default=0),
    )  # fmt: skip


def advise(text: str, plain: Words) -> Iterator[Advice]:
    """What could be plainer in a text: sentences first, then words, in their order."""
    for sentence in sentences(text) if plain.most_words else ():
        words = words_of(sentence)
        if len(words) > (plain.most_words or 0):
            start = " ".join(sentence.split()[:4])
            says = f"The sentence “{start} …” has {len(words)} words."
            yield Advice(start, says, f"Try two sentences of {plain.most_words} words or fewer.")
    yield from _found(text, plain)


def _found(text: str, plain: Words) -> Iterator[Advice]:
    """Words of the lists, the longest term first; each once, however often it stands there."""
    tokens = list(_PIECE.finditer(text))
    bare = [token[0].casefold().replace(".", "") for token in tokens]
    said: set[str] = set()
    index = 0
    while index < len(tokens):
        ends = range(min(index + LONGEST, len(tokens)), index, -1)
        terms = ((end, plain.forms.get(" ".join(bare[index:end]))) for end in ends)
        end, entry = next((found for found in terms if found[1]), (index + 1, None))
        if entry and entry.term not in said:
            said.add(entry.term)
            typed = " ".join(text[tokens[index].start() : tokens[end - 1].end()].split())
            way = f"“{entry.instead}”"
            if entry.instead.startswith("("):
                way = f"to {entry.instead[1:-1]}"
            yield Advice(typed, _SAYS[entry.kind].format(typed), f"Try {way}.")
        index = end


def _forms(data: Mapping[str, Mapping[str, str]]) -> dict[str, Term]:
    """Every form of every term. What is written is stronger than what is made of another."""
    made, written = {}, {}
    for kind in ("claims", "jargon", "short"):
        for term, instead in (data.get(kind) or {}).items():
            bare = term.casefold().replace("-", " ").replace(".", "")
            written[bare] = Term(kind, term, instead)
            if kind != "short":
                made.update(dict.fromkeys(_inflected(bare), written[bare]))
    return made | written


def _inflected(term: str) -> Iterator[str]:
    yield from (term + ending for ending in ("s", "es", "d", "ed", "ing", "ly"))
    if term.endswith("e"):
        yield f"{term[:-1]}ing"
    if term.endswith("y"):
        yield from (f"{term[:-1]}ies", f"{term[:-1]}ied")
