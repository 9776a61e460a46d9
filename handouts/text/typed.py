"""What comes into a text with typing and pasting and is not meant: odd spaces, marks, quotes.

Text copied from a web page, a mail or a word processor is full of it. YAML takes a no-break space
for a letter and a curly quote for a part of the name; people see no difference.
"""

from __future__ import annotations

import re

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_NOTHING = "\u200b\u200e\u200f\u2060"
"""Zero width space, marks of direction, word joiner; not joiners, which some scripts need, nor
overrides of direction, which are refused."""
_ODD = re.compile(f"[{_SPACES}{_NOTHING}]")
_LETTER = "A-Za-zＡ-Ｚａ-ｚ"
_LABEL = re.compile(rf"^((?: *- )? *[{_LETTER}][{_LETTER}0-9_ -]{{0,23}}) *：[^\S\n]*", re.M)

_QUOTES = {"“": "”", "”": "”", "„": "“”", "‘": "’", "‚": "‘’", "«": "»", "»": "«", "「": "」",
           "『": "』", "＂": "＂", "〝": "〞", "‹": "›"}  # fmt: skip

_STRAIGHT = {"“": '"', "”": '"', "„": '"', "‘": "'"}
"""How a pair ends that a word processor has turned by half."""
_NARROW = {0xFF01 + place: 0x21 + place for place in range(94)}


def spaced(text: str) -> str:
    """Text with plain spaces for all others, and without marks that nobody sees or needs."""
    if text.isascii():
        return text
    return _ODD.sub(lambda odd: "" if odd[0] in _NOTHING else " ", text)


def colons(text: str) -> str:
    """Text with plain colons behind the labels of lines that have wide ones: `patient：`."""
    return _LABEL.sub(r"\1: ", text) if "：" in text else text


def unquoted(text: str) -> str:
    """What stands between curly quotes, where all of the text does."""
    inner = text.strip()
    first, last = inner[:1], inner[-1:]
    if len(inner) < 2 or last not in _QUOTES.get(first, "") + _STRAIGHT.get(first, ""):
        return text
    inside = inner[1:-1]
    return text if {*inside} & {inner[0], *_QUOTES[inner[0]]} - {"’"} else inside.strip()


def narrow(text: str) -> str:
    """Full-width letters, digits and signs as plain ones: `ＬＩ４` → `LI4`."""
    return text if text.isascii() else text.translate(_NARROW)
