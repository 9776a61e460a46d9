"""Typed text as words and sentences, phrases that are looked for in it, and what denies one.

A phrase is data. A slash joins words of which one is enough; `?` stands behind what may be missing,
`!` before what must not follow; two dots stand for up to two words, three for up to five, but never
for one of the `breaks`, with which something else begins; `#` is a number; {..} names a list. Words
of a phrase stand in one sentence, and what dots stand for has no comma around it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_WORD = re.compile(r"\d+(?:[.,/]\d+)+|[^\W_]+(?:['’-][^\W_]+)*")
_NUMBER = re.compile(r"\d+(?:[.,/]\d+)?|½")
_QUIET = re.compile(r"[‘’“”„«»\"'*_\s]+")
"""Between two words, as good as a space."""
_ENDS = re.compile(r"[.!?;]|[\n\r]\s*[\n\r]")
_ITEM = re.compile(r"[\n\r]\s*(?:[-•–*]|\d+[.)])\s")
SPACE, LINE, COMMA, PART, COLON, ITEM, END = range(7)
"""What stands before a word: a space; a new line that a capital begins; a comma or another sign; a
bracket; a colon; the sign of an entry of a list; the end of a sentence, or an empty line.
"""
_DOTS = {"..": 2, "...": 5}


class Word(NamedTuple):
    """A word in small letters, from where to where it stands in the text, and what is before it."""

    text: str
    start: int
    end: int
    gap: int


class Hit(NamedTuple):
    """Which words of a text a phrase is: from `start` up to `end`."""

    start: int
    end: int


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


def any_of(phrases: Iterable[str]) -> str:
    """A pattern of some phrases in small letters, the longest first; between the words of one
    stands any space.
    """
    longest = sorted(phrases, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, phrase.casefold().split())) for phrase in longest)


# ── phrases ─────────────────────────────────────────────────────────────────────────────────────

Choices = Mapping[str, Sequence[tuple[str, ...]]]
"""First word → what may stand behind it, the longest first."""


class _Part(NamedTuple):
    choices: Choices
    most: int = 1
    optional: bool = False
    forbidden: bool = False


class Phrase(NamedTuple):
    """What is looked for in a text that has one of the words `needs`; most have none of them."""

    parts: tuple[_Part, ...]
    needs: frozenset[str]
    breaks: frozenset[str]

    def found(self, words: Sequence[Word]) -> Iterator[Hit]:
        """Wherever it begins among some words, to its nearest end."""
        first = self.parts[0]
        anywhere = first.optional or "#" in first.choices
        for start, word in enumerate(words):
            if not anywhere and word.text not in first.choices:
                continue
            end = next(self._ends(words, start, 0), None)
            if end is not None:
                yield Hit(start, end)

    def ends_at(self, words: Sequence[Word], end: int) -> bool:
        """Whether it stands right before a word."""
        starts = range(max(0, end - 12), end)
        return any(end in self._ends(words, start, 0) for start in starts)

    def _ends(self, words: Sequence[Word], at: int, done: int) -> Iterator[int]:
        if done == len(self.parts):
            yield at
            return
        part = self.parts[done]
        if not part.choices:  # dots
            yield from self._ends(words, at, done + 1)
            for next_ in range(at + 1, min(at + part.most, len(words)) + 1):
                word = words[next_ - 1]
                if word.gap > LINE or word.text in self.breaks:
                    return
                yield from self._ends(words, next_, done + 1)
            return
        ends = [*_spelt(words, at, part.choices, first=not done)]
        for end in ends if not part.forbidden else ():
            yield from self._ends(words, end, done + 1)
        if part.optional or (part.forbidden and not ends):
            yield from self._ends(words, at, done + 1)


def _spelt(words: Sequence[Word], at: int, choices: Choices, *, first: bool) -> Iterator[int]:
    """Where the choices that stand at a word end."""
    if at >= len(words) or (words[at].gap > COMMA and not first):
        return
    key = "#" if "#" in choices and _NUMBER.fullmatch(words[at].text) else words[at].text
    for more in choices.get(key, ()):
        end = at + 1 + len(more)
        behind = words[at + 1 : end]
        if more == tuple(word.text for word in behind) and all(w.gap <= COMMA for w in behind):
            yield end


def phrases(
    written: Iterable[str], lists: Mapping[str, list[str]], breaks: Collection[str] = ()
) -> list[Phrase]:
    """Phrases of a list, as the head of this module says what one is."""
    known: dict[str, _Part] = {}
    return [_phrase(one, lists, frozenset(breaks), known) for one in written]


def _phrase(
    written: str, lists: Mapping[str, list[str]], breaks: frozenset[str], known: dict[str, _Part]
) -> Phrase:
    parts = []
    for word in written.split():
        part = known.get(word)
        if part is None:
            part = known[word] = _part(word.casefold(), lists)
        parts.append(part)
    wanted = (one for one in parts if one.choices and not (one.optional or one.forbidden))
    needs = min((one.choices for one in wanted), key=len)
    return Phrase(tuple(parts), frozenset(() if "#" in needs else needs), breaks)


def _part(word: str, lists: Mapping[str, list[str]]) -> _Part:
    if word in _DOTS:
        return _Part({}, _DOTS[word])
    choices: dict[str, list[tuple[str, ...]]] = {}
    for choice in word.strip("!?").split("/"):
        for one in lists[choice[1:-1]] if choice.startswith("{") else [choice]:
            first, *more = _WORD.findall(one.casefold()) or ["#"]
            choices.setdefault(first, []).append(tuple(more))
    for several in choices.values():
        several.sort(key=len, reverse=True)
    return _Part(choices, optional=word.endswith("?"), forbidden=word.startswith("!"))


# ── what denies a phrase ────────────────────────────────────────────────────────────────────────

_NEAR, _LISTED, _BEHIND_OR = 3, 8, 2
"""Words between `never` and what it denies; between it and the `or` of a list, and behind that."""


class Denial(NamedTuple):
    """Words that deny what stands behind them, those that make an order of it all the same ("do not
    be afraid to"), and those that are denied themselves ("do not stop").
    """

    denies: frozenset[str]
    urges: frozenset[str]
    ends: frozenset[str]

    def holds(self, words: Sequence[Word], at: int) -> bool:
        """Whether what begins at a word is denied: `never ..`, `do not change or ..`, `do not stop,
        skip or ..`, and what stands below or behind `do not:`.
        """
        commas, behind_or = False, -1
        for back in range(at):
            gap, word = words[at - back].gap, words[at - back - 1]
            if gap >= PART or gap == LINE:
                return self._heads(words, at - back)
            commas |= gap == COMMA
            if self._is(word):
                if word.text in self.ends and not back and at > 1 and self._is(words[at - 2]):
                    return False
                listed = 0 <= behind_or <= _BEHIND_OR and 0 < back - behind_or - 1 <= _LISTED
                if listed or (back <= _NEAR and not commas):
                    return True
            if word.text in self.urges:
                return False
            if word.text in ("or", "nor") and behind_or < 0:
                behind_or = back
        return False

    def _heads(self, words: Sequence[Word], at: int) -> bool:
        """Whether a denial and a colon stand before an entry, or before the list that it is in."""
        while at and (words[at].gap < PART or words[at].gap == ITEM):
            at -= 1
        return at > 0 and words[at].gap == COLON and self._is(words[at - 1])

    def _is(self, word: Word) -> bool:
        return word.text in self.denies or word.text.endswith("n't")
