"""Typed text as words and sentences, and phrases that are looked for in it.

A phrase is data. A slash joins words of which one is enough; `?` stands behind what may be missing,
`!` before what must not follow; {..} names a list. Two dots stand for up to two words, three for
three, four for five, three commas for eight with commas between; none of these for one of the
`breaks`, with which something else begins. All words of a phrase stand in one sentence, and the
first of them may not be missing. Each becomes a regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

_WORD = re.compile(r"\d+(?:[.,/]\d+)+|[^\W_]+(?:['’-][^\W_]+)*")
_QUIET = re.compile(r"[‘’“”„«»\"'*_\s]+")  # between two words, as good as a space
_ENDS = re.compile(r"[.!?;]|[\n\r]\s*[\n\r]")
_TITLE = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof)\. (?=[A-Z])")
"""A full stop that ends no sentence: "Dr. Lee will halve it"; not "call the dr. Halve it"."""
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


@lru_cache(maxsize=300)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text; what a hyphen or an apostrophe joins is one."""
    found, last = list[Word](), 0
    text = _TITLE.sub(lambda title: title[0].replace(".", " "), text)
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
    """A pattern of some phrases in small letters, the longest first, with any space within."""
    longest = sorted(phrases, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, phrase.casefold().split())) for phrase in longest)


# ── phrases ─────────────────────────────────────────────────────────────────────────────────────

_SIGNS = " \n;(:*!"  # what stands for each gap in a line; none of them is ever in a word
_WITHIN, _LETTERS = "[ \n;]", f"[^{_SIGNS}]"
"""What may stand between two words of a phrase; what a word is of."""
ANY_WORD = f"(?:[{_SIGNS}]{_LETTERS}+)"
"""A pattern of any word of a line, with the sign before it."""
_DOTS = {"..": (" ", 2), "...": (" ", 3), "....": (" ", 5), ",,,": (_WITHIN, 8)}
compiled = lru_cache(maxsize=2000)(re.compile)
"""Most texts have the words of few phrases, so each is compiled when it is first looked for."""


class JoinedWords:
    """Words as one string, each behind its sign; `places` are those of the signs, `index` back."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        spelt = [f"{_SIGNS[word.gap]}{word.text}" for word in words]
        self.text = "".join([*spelt, _SIGNS[END]])
        self.places = [0, *accumulate(map(len, spelt))]
        self.index = {place: n for n, place in enumerate(self.places)}


class Phrase(NamedTuple):
    """What is looked for in a text that has one word of each of `needs`; most have not."""

    pattern: str
    needs: tuple[frozenset[str], ...]

    def is_near(self, said: Set[str]) -> bool:
        """Whether it may stand among some words."""
        return not any(map(said.isdisjoint, self.needs))

    def found(
        self, line: JoinedWords, first: int = 0, last: int | None = None
    ) -> Iterator[tuple[int, int]]:
        """Wherever it begins among some words of a line, to its nearest end."""
        pattern, at = compiled(self.pattern), line.places[first]
        end = line.places[len(line.words) if last is None else last]
        while (match := pattern.search(line.text, at)) and match.start() < end:
            yield line.index[match.start()], line.index[match.end()]
            at = match.start() + 1


def phrases(
    written: Iterable[str], lists: Mapping[str, list[str]], breaks: Iterable[str] = ()
) -> tuple[Phrase, ...]:
    """Phrases of a list, as the head of this module says what one is."""
    known: dict[str, tuple[str, frozenset[str]]] = {}
    unbroken = f"(?!{a_word('|'.join(breaks))})" if breaks else ""
    made = []
    for phrase in written:
        pattern, needs = "", list[frozenset[str]]()
        for part in phrase.split():
            gap = _WITHIN if pattern else f"[{_SIGNS}]"
            if part in _DOTS:
                gap, most = _DOTS[part]
                pattern += f"(?:{unbroken}{gap}{_LETTERS}+){{0,{most}}}?"
                continue
            if part not in known:
                known[part] = _choices(part.casefold().strip("!?"), lists)
            choices, firsts = known[part]
            if part.startswith("!"):
                pattern += f"(?!{a_word(choices, gap)})"
            elif part.endswith("?"):
                pattern += f"(?:{a_word(choices, gap)})?"
            else:
                pattern += a_word(choices, gap)
                needs.append(firsts)
        made.append(Phrase(pattern, tuple(sorted(needs, key=len))))
    return tuple(made)


def _choices(part: str, lists: Mapping[str, list[str]]) -> tuple[str, frozenset[str]]:
    named = (lists[one[1:-1]] if one.startswith("{") else [one] for one in part.split("/"))
    spelt = [_WORD.findall(one.casefold()) for some in named for one in some]
    spelt.sort(key=len, reverse=True)
    pattern = "|".join(map(_WITHIN.join, spelt)).replace(".", r"\.")
    return pattern, frozenset(first for first, *_ in spelt)


def a_word(pattern: str, gap: str = f"[{_SIGNS}]") -> str:
    """A pattern of whole words of a line, with the sign before them."""
    return f"{gap}(?:{pattern})(?!{_LETTERS})"


def either(
    written: Iterable[str], lists: Mapping[str, list[str]], breaks: Iterable[str] = ()
) -> str:
    """A pattern of any of some phrases in a line."""
    return f"(?:{'|'.join(phrase.pattern for phrase in phrases(written, lists, breaks))})"


def head_of(words: Sequence[Word], at: int) -> int:
    """The word behind the colon before a word, or before the list that it is in; 0 for none."""
    while at and (words[at].gap < PART or words[at].gap == ITEM):
        at -= 1
    return at if words[at].gap == COLON else 0
