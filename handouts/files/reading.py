"""Opening what somebody else wrote: ordinary files only, so many bytes at most, text in the end.

A prescription may come from a stranger's e-mail or a spreadsheet, so a path can name anything: a
folder, a pipe that never ends, a film of 4 GB, a page saved by an old Windows program. Each is
answered in words, none hangs.
"""

from __future__ import annotations

import os
import re
import stat
from itertools import islice
from pathlib import Path

from handouts.errors import ContentError, FileError, Problem

_PROBABLY = {b"%PDF": "a PDF", b"PK\x03\x04": "a Word, Excel or zip file", b"\x89PNG": "a picture"}
_RICH = b"{\\rtf"
_BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_HALF = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
"""Half of a surrogate pair, as a broken program writes it."""
_LINE = re.compile(rb"\r\n|\r|\n")
_MOST_WORDS = 5
_START = 24
"""Letters that are shown of a text too long to be shown."""
_UNSEEN = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def shown(text: str, limit: int = 40) -> str:
    """A typed word as it may be echoed on a terminal: one line, nothing unseen in it, and whole
    only if it may be a name or a date. Of what is longer, and may tell of a patient, two words must
    do.
    """
    whole = len(text) <= limit and len(text.split()) <= _MOST_WORDS
    start = text if whole else " ".join(text[: 2 * _START].split()[:2])[:_START]
    seen = "".join(c if c.isprintable() else f"\\u{{{ord(c):x}}}" for c in start)
    return f"“{seen}”" if whole else f"“{seen} …”"


def size_words(limit: int) -> str:
    """`limit` bytes for a reader: 1 MB, 64 kB."""
    return f"{limit // 1_000_000} MB" if limit >= 1_000_000 else f"{limit // 1000} kB"


def read_bytes(path: Path, limit: int, name: str | None = None) -> bytes:
    """All bytes of an ordinary file of at most `limit` bytes. It is looked at before and after it
    is opened, without waiting, so that no pipe or device can hold the program up.
    """
    name = name or str(path)
    try:
        _must_be_ordinary(os.stat(path).st_mode, name)  # noqa: PTH116 - one call for stat and fstat
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
        with os.fdopen(handle, "rb") as file:
            _must_be_ordinary(os.fstat(handle).st_mode, name)
            data = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise FileError(_cannot_open(error, name)) from error
    must_fit(data, limit, name)
    return data


def must_fit(data: bytes, limit: int, name: str) -> None:
    """Refuse more than `limit` bytes."""
    if len(data) > limit:
        raise ContentError.at(
            name, f"The file is larger than {size_words(limit)}.", "Is it the right file?"
        )


def decode(data: bytes, name: str, encoding: str = "") -> str:
    r"""The text of a file.

    UTF-8, with or without a byte order mark, and UTF-16 with one are read as they are. Anything
    else is refused unless somebody says its `encoding`: a guess would print names with letters that
    are not theirs. Line ends come out as `\n`, so that lines count as an editor counts them.
    """
    for start, kind in _PROBABLY.items():
        if data.startswith(start):
            cure = "Save it as plain text (UTF-8)."
            more = " A workbook goes to: handouts batch" if "Excel" in kind else ""
            raise ContentError.at(name, f"This is {kind}, not a text file.", cure + more)
    if data.startswith(_RICH):
        cure = "In TextEdit: Format, Make Plain Text. Elsewhere, save it as plain text (UTF-8)."
        raise ContentError.at(name, "This is rich text, not plain text.", cure)
    marked = data.startswith(tuple(_BOMS))
    if b"\0" in data and not marked and not encoding.replace("-", "").startswith("utf"):
        raise ContentError.at(name, "This is not a text file.", "Save it as plain text (UTF-8).")
    text = _decode_as(data, name, encoding) if encoding and not marked else _decode(data, name)
    if "\0" in text:
        raise ContentError.at(name, "This is not a text file.", "Save it as plain text (UTF-8).")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8; what begins with a byte order mark says what it is."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return data.startswith(tuple(_BOMS))
    return True


def line_not_utf8(data: bytes) -> tuple[int, bool]:
    """The first line that is not UTF-8, and whether most are, so that the file is damaged."""
    odd = {n: line for n, line in enumerate(_LINE.split(data), 1) if not line.isascii()}
    bad = [number for number, line in odd.items() if not is_utf8(line)]
    return next(iter(bad), 0), len(odd) >= 2 * len(bad) or bool(_HALF.search(data))


def unseen(text: str, name: str) -> list[Problem]:
    """Control characters and odd line ends in a file: each is named with its line, ten at most."""
    if text.replace("\n", "").replace("\t", "").isprintable():
        return []  # nearly always
    wrong = "An unseen character (U+{:04X}) stands in this line."
    cure = "Delete it: retype the words around it."
    first = [(match[0], match.start()) for match in islice(_UNSEEN.finditer(text), 10)]
    lines = [(char, text.count("\n", 0, place) + 1) for char, place in first]
    return [Problem(name, line, "", wrong.format(ord(char)), cure) for char, line in lines]


def _decode(data: bytes, name: str) -> str:
    bom = next((kind for start, kind in _BOMS.items() if data.startswith(start)), None)
    try:
        return data.decode(bom or "utf-8")
    except UnicodeDecodeError as error:
        if bom:
            wrong = "The file is damaged: its text breaks off or is mixed."
            raise ContentError.at(name, wrong, "Save it again as UTF-8.") from error
    line, damaged = line_not_utf8(data)
    if damaged:
        wrong = "The file is damaged: this line is not UTF-8, others are."
        raise ContentError.at(name, wrong, "Retype the line, and save it as UTF-8.", line=line)
    wrong = "The file is not UTF-8, so its accents could become other letters."
    raise ContentError.at(
        name, wrong, "Save it as UTF-8: in Notepad, Save as, Encoding: UTF-8.", line=line
    )


def _decode_as(data: bytes, name: str, encoding: str) -> str:
    """The text in the encoding that somebody says it has."""
    if is_utf8(data) and not data.isascii():
        raise ContentError.at(name, "The file is UTF-8.", "Leave out --encoding.")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        wrong = f"The file is not in {encoding}: this line cannot be read so."
        raise ContentError.at(
            name, wrong, "Try another, or save it as UTF-8.", line=line
        ) from error


def _must_be_ordinary(mode: int, name: str) -> None:
    if stat.S_ISDIR(mode):
        raise FileError.at(name, "This is a folder, not a file.", "Name a file in it.")
    if not stat.S_ISREG(mode):
        wrong = "This is a pipe or a device, not a file."
        raise FileError.at(name, wrong, "Save it as a file first.")


def _cannot_open(error: OSError | ValueError, name: str) -> Problem:
    name = name.replace("\0", "\\0")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem(name, 0, "", "There is no such file.", "Check its name and folder.")
    if isinstance(error, PermissionError):
        wrong = "You are not allowed to read this file."
        return Problem(name, 0, "", wrong, "Change its permissions, or copy it to your own folder.")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem(
        name, 0, "", f"The file cannot be read ({reason}).", "Check its name and folder."
    )
