"""Typed text as words and sentences, and phrases that are looked for in it.

A phrase is data. A slash joins words of which one is enough; `?` stands behind what may be missing,
`!` before what must not follow; {..} names a list. Two dots stand for up to two words, three for
three, four for five, three commas for eight with commas between; none of these for one of the
`breaks`, with which something else begins. All words of a phrase stand in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, pairwise
from typing import NamedTuple

_WORD = re.compile(r"\d+(?:[.,/]\d+)+|[^\W_]+(?:['’-][^\W_]+)*")
_QUIET = re.compile(r"[‘’“”„«»\"'*_\s]+")
"""Between two words, as good as a space."""
_ENDS = re.compile(r"[.!?;]|[\n\r]\s*[\n\r]")
_ITEM = re.compile(r"[\n\r]\s*(?:[-•–*]|\d+[.)])\s")
SPACE, LINE, COMMA, PART, COLON, ITEM, END = range(7)
"""What stands before a word: a space; a new line that a capital begins; a comma or another sign; a
bracket; a colon; the sign of an entry of a list; the end of a sentence, or an empty line.
"""


class Word(NamedTuple):
    """A word in small letters, from where to where it stands in the text, and what is before it."""

    text: str
    start: int
    end: int
    gap: int


@lru_cache(maxsize=500)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text; what a hyphen or an apostrophe joins is one."""
    found, last = list[Word](), 0
    for match in _WORD.finditer(text):
        gap = _gap(text[last : match.start()], match[0]) if found else END
        found.append(Word(match[0].casefold().replace("’", "'"), *match.span(), gap))
        last = match.end()
    return tuple(found)


def _gap(between: str, word: str) -> int:
    if between == " ":
        return SPACE
    if _ITEM.search(f"{between}{word}"):
        return COLON if ":" in between else ITEM
    if _ENDS.search(between):
        return END
    if signs := _QUIET.sub("", between):
        return COLON if ":" in signs else PART if {*signs} & {*"()"} else COMMA
    return LINE if "\n" in between and not word[0].islower() else SPACE


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text with their signs; a line that a capital begins is one of its own."""
    words = words_of(text)
    starts = [word.start for word in words if word.gap in (LINE, ITEM, END)]
    for start, end in pairwise([*starts, len(text)]):
        yield text[start:end].strip()


def has_any(text: str, phrases: Iterable[str]) -> bool:
    """Whether one of some phrases stands in a text, as whole words: `no` is not in `now`."""
    low = text.casefold().replace("’", "'")
    near = [phrase for phrase in phrases if phrase.split()[0].casefold() in low]
    return bool(near) and re.search(rf"(?<!\w)(?:{any_of(near)})(?!\w)", low) is not None


def word_by_word(text: str) -> str:
    """Its words between single spaces, so that whole words are found."""
    words = " ".join(re.findall(r"[^\W_]+", text.casefold()))
    return f" {words} "


def first_of(signs: Iterable[str], *texts: str) -> str:
    """The first of some words or phrases that stands in the texts; empty for none."""
    said = word_by_word(" / ".join(texts))
    return next((sign for sign in signs if word_by_word(sign) in said), "")


def any_of(phrases: Iterable[str]) -> str:
    """A pattern of some phrases in small letters, the longest first; between the words of one
    stands any space.
    """
    longest = sorted(phrases, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, phrase.casefold().split())) for phrase in longest)


# ── phrases ─────────────────────────────────────────────────────────────────────────────────────

_DOTS = {"..": 2, "...": 3, "....": 5, ",,,": 8}
_LONGEST = 16
"""Words of a phrase."""


_Choices = Mapping[str, Sequence[tuple[str, ...]]]


class _Part(NamedTuple):
    """A word of a phrase: its choices by their first words, the longest first; or so many words."""

    choices: _Choices
    most: int = 0
    gap: int = SPACE
    optional: bool = False
    forbidden: bool = False


class Phrase(NamedTuple):
    """What is looked for in a text that has one of the words `needs`; most have none of them."""

    parts: tuple[_Part, ...]
    needs: frozenset[str]
    breaks: frozenset[str]

    def found(self, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
        """Wherever it begins among some words, to its nearest end."""
        first = self.parts[0]
        for start, word in enumerate(words):
            if first.optional or word.text in first.choices:
                yield from ((start, end) for end in islice(self._ends(words, start, 0), 1))

    def ends_at(self, words: Sequence[Word], end: int) -> bool:
        """Whether it stands right before a word."""
        starts = range(max(0, end - _LONGEST), end if words[end].gap == SPACE else 0)
        return any(end in self._ends(words, start, 0) for start in starts)

    def _ends(self, words: Sequence[Word], at: int, done: int) -> Iterator[int]:
        if done == len(self.parts):
            yield at
            return
        part = self.parts[done]
        ends = list(_spelt(words, at, part.choices, first=not done))
        for end in ends if not part.forbidden else ():
            yield from self._ends(words, end, done + 1)
        if part.most or part.optional or (part.forbidden and not ends):
            yield from self._ends(words, at, done + 1)
        for word in words[at : at + part.most]:
            if word.gap > part.gap or word.text in self.breaks:
                return
            at += 1
            yield from self._ends(words, at, done + 1)


def _spelt(words: Sequence[Word], at: int, choices: _Choices, *, first: bool) -> Iterator[int]:
    """Where the choices that stand at a word end."""
    if at >= len(words) or (words[at].gap > COMMA and not first):
        return
    for more in choices.get(words[at].text, ()):
        behind = words[at + 1 : at + 1 + len(more)]
        if more == tuple(word.text for word in behind) and all(w.gap <= COMMA for w in behind):
            yield at + 1 + len(more)


def phrases(
    written: Iterable[str], lists: Mapping[str, list[str]], breaks: Collection[str] = ()
) -> tuple[Phrase, ...]:
    """Phrases of a list, as the head of this module says what one is."""
    known: dict[str, _Part] = {}
    made = []
    for phrase in written:
        for word in phrase.split():
            known[word] = known.get(word) or _part(word.casefold(), lists)
        parts = tuple(known[word] for word in phrase.split())
        wanted = (one for one in parts if not (one.most or one.optional or one.forbidden))
        needs = min((frozenset(one.choices) for one in wanted), key=len)
        made.append(Phrase(parts, needs, frozenset(breaks)))
    return tuple(made)


def _part(word: str, lists: Mapping[str, list[str]]) -> _Part:
    if word in _DOTS:
        return _Part({}, _DOTS[word], COMMA if "," in word else SPACE)
    choices: dict[str, list[tuple[str, ...]]] = {}
    for choice in word.strip("!?").split("/"):
        for one in lists[choice[1:-1]] if choice.startswith("{") else [choice]:
            first, *more = _WORD.findall(one.casefold())
            choices.setdefault(first, []).append(tuple(more))
    for several in choices.values():
        several.sort(key=len, reverse=True)
    return _Part(choices, optional=word.endswith("?"), forbidden=word.startswith("!"))


def head_of(words: Sequence[Word], at: int) -> int:
    """The word behind the colon before a word, or before the list that it is in; 0 for none."""
    while at and (words[at].gap < PART or words[at].gap == ITEM):
        at -= 1
    return at if words[at].gap == COLON else 0
