"""Which characters can be printed, and how typed text is made ready for it.

Reading uses this to refuse a character by name where it was typed, long before the page is set.
So it must be quick to import and must open no font: the table it looks at is written by
`tools/fonts/build.py` beside the fonts and lists exactly what they cover.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache

from handouts.files.paths import ASSETS
from handouts.text.own_fonts import own_font

_LAYOUT = frozenset("\n")
_KINDS = {
    "Cc": "CONTROL CHARACTER", "Cs": "HALF OF A SURROGATE PAIR", "Co": "PRIVATE CHARACTER",
    "Cn": "UNASSIGNED CHARACTER",
}  # fmt: skip
_NAMES = {"\t": "TAB", "\r": "CARRIAGE RETURN", "\0": "NULL", "\x1b": "ESCAPE", "\x7f": "DELETE"}


def normalised(text: str) -> str:
    """Text as it is printed: NFC, plain line ends, spaces for tabs; nothing is dropped."""
    if text.isascii() and "\r" not in text and "\t" not in text:
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", text)


def unprintable(text: str) -> list[tuple[int, str, str]]:
    """What cannot be printed of a normalised text: (index, character, how to name it).

    That is what neither a shipped face nor a font of the user's own has, and so all without ink of
    its own: controls, stacked marks, marks of direction, halves of surrogate pairs. Line ends are
    fine.
    """
    if text.isascii() and text.isprintable():
        return []
    return [
        (index, char, named(char))
        for index, char in enumerate(text)
        if not (char in _LAYOUT or covered(char) or own_font(char))
    ]


def is_letter(char: str) -> bool:
    """Whether it may stand in a name: a letter, mark or joiner of some script, printed or not."""
    return unicodedata.category(char)[0] in "LM" or char in "\u200c\u200d"


def covered(char: str) -> bool:
    """Whether one of the faces has the character."""
    # The table holds the first and the last of each range in turn, so a character outside lies
    # behind an even number of them, or is itself the last of one.
    bounds = _bounds()
    place = bisect_right(bounds, char)
    return place % 2 == 1 or (place > 0 and bounds[place - 1] == char)


def named(char: str) -> str:
    """A character for a message, `U+1F600 GRINNING FACE`: itself it may spoil the line."""
    kind = _KINDS.get(unicodedata.category(char), "CHARACTER WITHOUT A NAME")
    return f"U+{ord(char):04X} {unicodedata.name(char, '') or _NAMES.get(char, kind)}"


@cache
def _bounds() -> str:
    return (ASSETS / "fonts" / "coverage.txt").read_bytes().decode()
