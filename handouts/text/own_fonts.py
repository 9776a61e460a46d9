"""Fonts of the user's own, for names in scripts that no font of ours has.

TrueType files in `fonts/` of the user's config folder (`handouts` in `~/.config`, `~/Library/
Application Support` or `%APPDATA%`). Only scripts whose letters stand one behind the other as
they are typed: Arabic, Hebrew, Thai and the scripts of India want shaping, which our text has not.
"""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class OwnFont:
    """A font file, the name it goes by in a PDF, and the characters it has of those scripts."""

    path: Path
    name: str
    characters: frozenset[int]


def own_font(char: str) -> OwnFont | None:
    """The first of the user's fonts that has the character, of a script that is set right."""
    if not _is_simple(ord(char)):
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
        if characters := _characters(path):
            bare = "".join(c for c in path.stem if c.isascii() and c.isalnum())
            found.append(OwnFont(path, f"Own{len(found)}{bare[:40]}", characters))
    return tuple(found)


def _characters(path: Path) -> frozenset[int]:
    """Those of a font that can be set and embedded in part; who sets it opens it here, too."""
    from reportlab.pdfbase.ttfonts import TTFontFile  # few have fonts of their own

    try:
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            return frozenset()
        font = TTFontFile(str(path))
        if "OS/2" in font.table:
            font.seek_table("OS/2")
            font.skip(8)
            if font.read_ushort() & 0x0302:  # restricted, not in part, or bitmaps only
                return frozenset()
    except Exception:  # reportlab raises whatever a damaged font leads to
        return frozenset()
    has = font.charToGlyph.items()
    return frozenset(char for char, glyph in has if glyph and _is_simple(char))


def _is_simple(char: int) -> bool:
    return any(first <= char <= last for first, last in _SIMPLE)
