"""A table in an old encoding: which one it can be is shown by its own words, and never guessed.

The same bytes are `Łukasz` in one encoding and `£ukasz` in another; only who knows the patient can
say which.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from handouts.errors import ContentError
from handouts.files.reading import line_not_utf8, shown
from handouts.prescription.fields.values import Wrong, meant

CANDIDATES = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "gbk", "big5", "shift_jis", "euc_kr",
    "mac_roman", "iso8859_2", "cp850",
)  # fmt: skip
"""What Excel and practice programs of many countries save, the most frequent first."""
_REFUSED = ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "utf_7", "undefined",
            "mbcs", "oem")  # fmt: skip
_OFTEN = {"gbk": (0xB0, 0xD7), "big5": (0xA4, 0xC6), "shift_jis": (0x88, 0x97),
          "euc_kr": (0xB0, 0xC8)}  # fmt: skip
"""First bytes of the characters in daily use, by which these encodings are told apart."""
_SHOWN = 3
_TRIED = 200
_CELL = re.compile(rb"[^,;\t\r\n\"]*[\x80-\xff][^,;\t\r\n\"]*")
_WORDS = re.compile(r"(?:\S+\s)?\S*[^\x00-\x7f]\S*(?:\s\S+)?")


def encoding_named(typed: str) -> str:
    """The encoding that is meant. Raises Wrong for what is none."""
    if not typed:
        return ""
    try:
        name = codecs.lookup(typed.strip()).name
        is_text = "é1".encode(name, "ignore").decode(name) in ("é1", "1")
    except (LookupError, ValueError, TypeError, AttributeError):
        name, is_text = "", False
    if not is_text or name.replace("-", "_") in _REFUSED:
        guess = meant(typed, CANDIDATES) or f"Write one, as {CANDIDATES[0]}."
        raise Wrong(f"{shown(typed)} is no encoding.", guess)
    return name


def ask_which(data: bytes, name: str) -> ContentError:
    """The refusal of a table that is not UTF-8, with its words as likely encodings read them."""
    line, _ = line_not_utf8(data)
    readings = _readings(data)
    if not readings:
        cure = "Save it as “CSV UTF-8”."
        return ContentError.at(name, "The encoding cannot be told.", cure, line=line)
    listed = "; ".join(f"{one}: {words}" for one, words in readings)
    wrong = f"The file is not UTF-8, and its letters can be read in several ways: {listed}."
    cure = f"Save it as “CSV UTF-8”, or say which is right, as: --encoding {readings[0][0]}"
    return ContentError.at(name, wrong, cure, line=line)


def _readings(data: bytes) -> list[tuple[str, str]]:
    """Likely encodings, each with what it makes of the first words; the likeliest first."""
    cells = [*dict.fromkeys(_CELL.findall(data))][:_TRIED]
    found: dict[tuple[str, ...], tuple[int, str]] = {}
    for encoding in CANDIDATES:
        try:
            data.decode(encoding)
            words = tuple(cell.decode(encoding) for cell in cells)
        except UnicodeDecodeError:
            continue
        found.setdefault(words, (sum(_oddness(text, encoding) for text in words), encoding))
    readings: list[tuple[str, str]] = []
    for words, (_, encoding) in sorted(found.items(), key=lambda one: one[1][0])[:_SHOWN]:
        doubted = [match[0][:38] for cell in words if (match := _WORDS.search(cell))]
        readings.append((encoding, ", ".join(shown(one.strip()) for one in doubted[:_SHOWN])))
    return readings


def _oddness(text: str, encoding: str) -> int:
    """How unlike words a reading is: signs for letters, two scripts in a word, a capital within."""
    odd = 0
    for word in text.split():
        scripts = {unicodedata.name(char, "?").split()[0] for char in word if char.isalpha()}
        accents = sum(not char.isascii() for char in word)
        odd += 3 * ("LATIN" in scripts and 3 * accents > 2 * len(word))
        odd += 6 * (len(scripts & {"LATIN", "CYRILLIC", "GREEK", "CJK", "HANGUL", "?"}) > 1)
        for before, char in zip(f" {word}", word, strict=False):
            odd += 2 * (before.islower() and char.isupper() and not char.isascii())
            odd += 0 if char.isascii() else _sign(char, encoding)
    return odd


def _sign(char: str, encoding: str) -> int:
    if not char.isalpha():
        return 1 if unicodedata.category(char) in ("Pd", "Pi", "Pf", "Zs", "Mn") else 6
    if encoding in _OFTEN:
        low, high = _OFTEN[encoding]
        return 0 if low <= char.encode(encoding)[0] <= high else 2
    return 0
