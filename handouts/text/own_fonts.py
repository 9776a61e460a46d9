"""Fonts of the user's own, for names in scripts that no font of ours has.

TrueType files in `fonts/` of the user's config folder (`handouts` in `~/.config`, `~/Library/
Application Support` or `%APPDATA%`). Only scripts whose letters stand one behind the other as
they are typed: Arabic, Hebrew, Thai and the scripts of India want shaping, which our text has not.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from handouts.files.paths import config_folder

MAX_BYTES = 60_000_000
_SIMPLE = (
    (0x0530, 0x058F), (0x10A0, 0x10FF), (0x1200, 0x139F), (0x13A0, 0x167F), (0x1C90, 0x1CBF),
    (0x2D00, 0x2DDF), (0x3005, 0x3007), (0x3041, 0x3096), (0x30A1, 0x30FF), (0x3105, 0x312F),
    (0x31A0, 0x31BF), (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA48F),
    (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0x20000, 0x323AF),
)  # fmt: skip
"""Blocks of Armenian, Georgian, Ethiopic, Cherokee, Canadian syllabics, kana, Bopomofo, Yi, Hangul
syllables and Han (Unicode 15)."""
_STARTS = [first for first, _ in _SIMPLE]


@dataclass(frozen=True, slots=True)
class OwnFont:
    """A font file, the name it goes by in a PDF, and the characters it has of those scripts."""

    path: Path
    name: str
    characters: frozenset[int]


def own_font(char: str) -> OwnFont | None:
    """The first of the user's fonts that has the character, where it is of a script that is set
    right; most often None.
    """
    place = bisect_right(_STARTS, ord(char)) - 1
    if place < 0 or ord(char) > _SIMPLE[place][1]:
        return None
    return next((font for font in own_fonts() if ord(char) in font.characters), None)


@cache
def own_fonts() -> tuple[OwnFont, ...]:
    """The fonts that can be used, by the names of their files; looked for once a process."""
    try:
        paths = sorted((config_folder() / "fonts").glob("*.[tT][tT][fF]"))
    except (OSError, RuntimeError):  # a folder that is not to be read, a user without a home
        return ()
    found: list[OwnFont] = []
    for path in paths:
        try:
            characters = frozenset(_characters(path)) if path.is_file() else frozenset()
        except (OSError, struct.error, ValueError):
            continue
        if characters:
            bare = "".join(c for c in path.stem if c.isascii() and c.isalnum())
            found.append(OwnFont(path, f"Own{len(found)}{bare[:40]}", characters))
    return tuple(found)


def _characters(path: Path) -> Iterator[int]:
    """The characters of a TrueType font that may be embedded in part (OpenType 1.9: cmap, OS/2)."""
    if path.stat().st_size > MAX_BYTES:
        return
    data = path.read_bytes()
    if data[:4] not in (b"\x00\x01\x00\x00", b"true"):
        return
    (count,) = struct.unpack_from(">H", data, 4)
    entries = (struct.unpack_from(">4sLLL", data, 12 + 16 * at) for at in range(count))
    tables = {tag: data[start : start + size] for tag, _, start, size in entries}
    if not {b"glyf", b"loca", b"cmap"} <= tables.keys():
        return
    if b"OS/2" in tables and struct.unpack_from(">H", tables[b"OS/2"], 8)[0] & 0x0302:
        return  # restricted, not in part, or bitmaps only
    for char in _mapped(tables[b"cmap"]):
        place = bisect_right(_STARTS, char) - 1
        if place >= 0 and char <= _SIMPLE[place][1]:
            yield char


def _mapped(cmap: bytes) -> Iterator[int]:
    """The characters in the Unicode subtables of format 4 and 12."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    for at in range(count):
        platform, _, start = struct.unpack_from(">HHL", cmap, 4 + 8 * at)
        (kind,) = struct.unpack_from(">H", cmap, start)
        if platform not in (0, 3):
            continue
        if kind == 12:
            (groups,) = struct.unpack_from(">L", cmap, start + 12)
            for group in range(groups):
                first, last, _ = struct.unpack_from(">LLL", cmap, start + 16 + 12 * group)
                yield from range(first, min(last, 0x323AF) + 1)
        elif kind == 4:
            yield from _of_segments(cmap, start)


def _of_segments(cmap: bytes, start: int) -> Iterator[int]:
    (double,) = struct.unpack_from(">H", cmap, start + 6)
    many = f">{double // 2}H"
    lasts, firsts, deltas, offsets = (
        struct.unpack_from(many, cmap, start + 14 + step * double + 2 * bool(step))
        for step in range(4)
    )
    for at, (first, last, delta, offset) in enumerate(
        zip(firsts, lasts, deltas, offsets, strict=True)
    ):
        for char in range(first, last + 1):
            glyph = char
            if offset:
                place = start + 16 + 3 * double + 2 * at + offset + 2 * (char - first)
                (glyph,) = struct.unpack_from(">H", cmap, place)
            if (glyph or not offset) and (glyph + delta) % 0x10000:
                yield char
