"""File names for patients: safe on every system, each of them once, and nothing in them but a name.

A name is typed by people, so it may hold `/`, `..`, an emoji or 300 characters, and two patients
may share it. Windows and macOS take `Lee.pdf` and `lee.pdf` for one file, and Windows keeps `CON`
for itself (Microsoft, "Naming Files, Paths, and Namespaces").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import count
from typing import Literal

from handouts.files.paths import is_reserved

Style = Literal["full", "initials", "id"]
STYLES: tuple[Style, ...] = ("full", "initials", "id")

MOST_CHARACTERS = 60
MOST_BYTES = 180
"""In UTF-8; file systems take 255, and a number, the ending and a draft's `.eml` need some."""
NOBODY = "handout"
_ACCENTED = re.compile(r"([A-Za-z])[\u0300-\u036f]+")


def stem(name: str) -> str:
    """`María López` → `maria-lopez`; letters of other scripts stay: `王小明`."""
    bare = _ACCENTED.sub(r"\1", unicodedata.normalize("NFKD", name))
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", bare).casefold())
    kept = "".join(char if _of_a_word(char) else "-" for char in folded)
    whole = re.sub("-+", "-", kept).strip("-")
    cut = whole[:MOST_CHARACTERS].encode("utf-8")[:MOST_BYTES].decode("utf-8", "ignore")
    short = cut.strip("-")
    return f"patient-{short}" if is_reserved(short) else short


def initials(name: str) -> str:
    """`Maria de la Cruz` → `mdlc`."""
    return "".join(word[0] for word in stem(name).split("-") if word)


def _of_a_word(char: str) -> bool:
    """Letters, digits, and the marks that scripts such as Devanagari write vowels with."""
    return unicodedata.category(char)[0] in "LN" or unicodedata.category(char) in ("Mn", "Mc")


class FileNames:
    """Gives each file of a folder a name of its own."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {_key(name) for name in taken}
        self._next: dict[str, int] = {}

    def take(self, wanted: str, ending: str = ".pdf") -> str:
        """`wanted.pdf`, or `wanted-2.pdf` and so on when that is taken."""
        wanted = wanted or NOBODY
        numbers = count(self._next.get(_key(wanted), 1))
        names = ((n, f"{wanted}{ending}" if n == 1 else f"{wanted}-{n}{ending}") for n in numbers)
        number, name = next(one for one in names if _key(one[1]) not in self._taken)
        self._taken.add(_key(name))
        if number > 1:
            self._next[_key(wanted)] = number + 1
        return name


def _key(name: str) -> str:
    """Equal for names that some file system takes for one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
