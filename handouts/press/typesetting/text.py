"""Text to lines: greedy, ragged right, never hyphenated, never wider than its column.

Line ends keep or get a space, so that extracted text does not glue two words together. A word
wider than the column (an address, a name without end) breaks at any character rather than run
over. Chinese, Japanese and Korean text may break between characters.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from handouts.handout import Text
from handouts.patterns import pattern
from handouts.press.blocks.draft import Weight

_TOKEN = pattern(r"\n|[^\S\n\u00a0\u202f\u2007]+|(?:\S|[\u00a0\u202f\u2007])+")
_PIECES = pattern(r"(?<=[/&=?])(?=\w)|(?<=\w)(?=@)")
_WIDE = (
    ("\u2e80", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\uff00", "\uffef"),
    ("\U00020000", "\U0003ffff"),
)
"""First and last characters of the scripts that break between characters."""
_KEPT = 2000  # texts whose lines are remembered
_KEPT_WORDS = 32  # texts whose words are remembered
_HAN = "zh"  # of typed characters whose language nobody has named
_HARD_SPACES = "\u00a0\u202f\u2007"
_NEVER_FIRST = frozenset("，。、；：？！）」』】》〉”’…·,.;:?!)]}")


def _wide(char: str) -> bool:
    """Whether it is a Chinese character or sign, or one that is as wide."""
    return char > "\u2e7f" and any(first <= char <= last for first, last in _WIDE)


def _lang_of(part: str) -> str | None:
    """Chinese for Chinese characters, so that a screen reader does not spell them in English."""
    return _HAN if _wide(part[:1]) else None


class Widths(Protocol):
    """What line breaking needs to know of the fonts."""

    def width(self, text: str, weight: Weight, size: float) -> float:
        """The width of a text in points."""
        ...


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one kind within a line. `owner` counts the elements that share the lines."""

    text: str
    weight: Weight
    lang: str | None = None
    owner: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is shown; `width` leaves out the space at its end."""

    runs: tuple[Run, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Face:
    """How text is shown: size and leading in points, and the weight of what is not strong."""

    size: float
    leading: float
    weight: Weight = "regular"


@dataclass(slots=True)
class _Word:
    """What may not be broken: runs, their width, and the blank that follows."""

    runs: list[Run]
    width: float
    space: str = ""
    ends_line: bool = False


def _wide_parts(part: str) -> Iterator[str]:
    """A part split where Chinese text may break."""
    start = 0
    for index in range(1, len(part)):
        either = _wide(part[index]) or _wide(part[index - 1])
        if either and part[index] not in _NEVER_FIRST:
            yield part[start:index]
            start = index
    yield part[start:]


def _parts(token: str) -> Iterator[str]:
    """A token split after hyphens, within addresses and between Chinese characters."""
    if token.isascii() and token.isalnum():
        yield token
        return
    for part in _PIECES.split(token):
        yield from _wide_parts(part)


class Breaker:
    """Breaks texts into lines, remembering the width of each word."""

    def __init__(self, fonts: Widths) -> None:
        self._fonts = fonts
        self._known: dict[tuple[str, Weight, float], float] = {}
        self._broken_before: dict[tuple[Text, Face, float], tuple[Line, ...]] = {}
        self._measured: dict[tuple[Text, Weight, float], list[_Word]] = {}

    def width(self, text: str, weight: Weight, size: float) -> float:
        """The width of a text in points, measured once."""
        key = (text, weight, size)
        width = self._known.get(key)
        if width is None:
            if len(self._known) > 4 * _KEPT:
                self._known.clear()
            width = self._known[key] = self._fonts.width(text, weight, size)
        return width

    def lines(self, text: Text, face: Face, width: float) -> tuple[Line, ...]:
        """`text` in lines of at most `width` points; one empty line for an empty text."""
        key = (text, face, width)
        lines = self._broken_before.get(key)
        if lines is None:
            if len(self._broken_before) > _KEPT:
                self._broken_before.clear()
            lines = self._broken_before[key] = self.shared_lines((text,), face, width)
        return lines

    def count(self, text: Text, face: Face, width: float) -> int:
        """How many lines `lines` gives."""
        count, used = 1, 0.0
        begun = ended = False
        for word in self._measure(text, face):
            if word.width > width:
                return len(self.lines(text, face, width))
            if ended or (begun and used + word.width > width + 0.01):
                count, used = count + 1, 0.0
            begun, ended = True, word.ends_line
            used += word.width + (self.width(" ", face.weight, face.size) if word.space else 0.0)
        return count

    def _measure(self, text: Text, face: Face) -> list[_Word]:
        """The words of a text; kept, since it is tried in several widths."""
        key = (text, face.weight, face.size)
        words = self._measured.get(key)
        if words is None:
            if len(self._measured) >= _KEPT_WORDS:
                self._measured.clear()
            words = self._measured[key] = list(self._joined((text,), face))
        return words

    def shared_lines(self, texts: Sequence[Text], face: Face, width: float) -> tuple[Line, ...]:
        """Texts that run on in the same lines; each run knows which of them it is from."""
        lines: list[Line] = []
        current: list[_Word] = []
        used = 0.0
        for word in self._words(texts, face, width):
            if current and used + word.width > width + 0.01:
                lines.append(self._line(current, face))
                current, used = [], 0.0
            current.append(word)
            used += word.width + self.width(word.space, face.weight, face.size)
            if word.ends_line:
                lines.append(self._line(current, face))
                current, used = [], 0.0
        if current or not lines:
            lines.append(self._line(current, face))
        return tuple(lines)

    def _words(self, texts: Sequence[Text], face: Face, limit: float) -> Iterator[_Word]:
        joined = self._joined(texts, face) if len(texts) > 1 else self._measure(texts[0], face)
        for word in joined:
            if word.width > limit:
                yield from self._broken(word, face, limit)
            else:
                yield word

    def _joined(self, texts: Sequence[Text], face: Face) -> Iterator[_Word]:
        """Words over the borders of spans: the full stop after a strong word stays with it."""
        word = _Word([], 0.0)
        for owner, span in ((n, span) for n, text in enumerate(texts) for span in text):
            weight: Weight = "bold" if span.strong else face.weight
            for token in _TOKEN.findall(span.text):
                if token == "\n":
                    word.space, word.ends_line = " " if word.runs else "", True
                    yield word
                    word = _Word([], 0.0)
                elif token.isspace() and token[0] not in _HARD_SPACES:
                    if word.runs:
                        word.space = " "
                else:
                    for index, part in enumerate(_parts(token)):
                        if word.runs and (word.space or index or self._splits(word, part)):
                            yield word
                            word = _Word([], 0.0)
                        word.runs.append(Run(part, weight, span.lang or _lang_of(part), owner))
                        word.width += self.width(part, weight, face.size)
        if word.runs:
            yield word

    @staticmethod
    def _splits(word: _Word, part: str) -> bool:
        """Whether a line may end between this word and the part that follows without a blank."""
        last = word.runs[-1].text[-1]
        wide = _wide(last) or _wide(part[0])
        return wide and part[0] not in _NEVER_FIRST

    def _broken(self, word: _Word, face: Face, limit: float) -> Iterator[_Word]:
        """A word wider than a line, cut at any character (never before a combining mark)."""
        cut = _Word([], 0.0)
        for run in word.runs:
            for cluster in _clusters(run.text):
                width = self.width(cluster, run.weight, face.size)
                if cut.runs and cut.width + width > limit:
                    yield cut
                    cut = _Word([], 0.0)
                cut.runs.append(replace(run, text=cluster))
                cut.width += width
        cut.space, cut.ends_line = word.space, word.ends_line
        yield cut

    def _line(self, line: Sequence[_Word], face: Face) -> Line:
        runs: list[Run] = []
        width = 0.0
        for index, word in enumerate(line):
            for place, run in enumerate(word.runs):
                last = place == len(word.runs) - 1
                _append(runs, run, run.text + word.space if last else run.text)
            width += word.width
            if word.space and index < len(line) - 1:
                width += self.width(" ", face.weight, face.size)
        return Line(tuple(runs), width)


def _append(runs: list[Run], run: Run, text: str) -> None:
    """Add a text of the kind of `run`, to the last run if it is of that kind."""
    if runs:
        last = runs[-1]
        if (last.weight, last.lang, last.owner) == (run.weight, run.lang, run.owner):
            text = last.text + text
            runs.pop()
    runs.append(Run(text, run.weight, run.lang, run.owner))


def _clusters(text: str) -> Iterator[str]:
    """Characters, each with the combining marks that sit on it."""
    start = 0
    for index in range(1, len(text)):
        if not unicodedata.combining(text[index]):
            yield text[start:index]
            start = index
    if text:
        yield text[start:]


def widest(lines: Iterable[Line]) -> float:
    """The width of the widest line."""
    return max((line.width for line in lines), default=0.0)
