"""Reads a TrueType face and cuts subsets out of it. Knows nothing of PDF.

A subset keeps the glyph numbers of the face, so that text set earlier stays true whatever else is
added to it; glyphs that are not wanted become empty, and those behind the last wanted one go. The
face is mapped, not read: the Chinese one has 11,000 glyphs and a page needs twenty.

Only what the shipped faces have is understood: quadratic outlines, a character map of format 12,
kerning by classes, no instructions. Format: OpenType 1.9, https://learn.microsoft.com/typography/opentype/spec/
"""

from __future__ import annotations

import mmap
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path
from struct import Struct, pack, pack_into, unpack_from

_COMPONENT = Struct(">2H")
_WORDS, _SCALED, _MORE, _SCALED_XY, _MATRIX = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080
_LONG_LOCA = 0x20000  # bytes of glyphs from which on the short form of loca cannot count


class Face:
    """One face. Lengths are in font units, `units_per_em` to the em, y up."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        count = unpack_from(">H", self._data, 4)[0]
        self._tables = {
            tag: (offset, length)
            for tag, _, offset, length in (
                unpack_from(">4s3I", self._data, 12 + 16 * index) for index in range(count)
            )
        }
        head = self._tables[b"head"][0]
        self.units_per_em: int = unpack_from(">H", self._data, head + 18)[0]
        self.box: tuple[int, int, int, int] = unpack_from(">4h", self._data, head + 36)
        self._long_loca = unpack_from(">h", self._data, head + 50)[0] == 1
        hhea = self._tables[b"hhea"][0]
        self.ascent: int
        self.descent: int
        self.ascent, self.descent = unpack_from(">2h", self._data, hhea + 4)
        self._metrics: int = unpack_from(">H", self._data, hhea + 34)[0]
        os2 = self._tables[b"OS/2"][0]
        self.x_height: int
        self.cap_height: int
        self.x_height, self.cap_height = unpack_from(">2h", self._data, os2 + 86)
        self._starts, self._ends, self._glyphs = self._character_map()
        self._kerning = self._tables[b"kern"][0] + 4 if b"kern" in self._tables else 0

    def glyph(self, char: str) -> int:
        """The number of a character's glyph, 0 if the face has none."""
        code = ord(char)
        group = bisect_right(self._starts, code) - 1
        if group < 0 or code > self._ends[group]:
            return 0
        return self._glyphs[group] + code - self._starts[group]

    def advance(self, glyph: int) -> int:
        """How far the pen moves."""
        at = self._tables[b"hmtx"][0] + 4 * min(glyph, self._metrics - 1)
        return int(unpack_from(">H", self._data, at)[0])

    def kern(self, left: int, right: int) -> int:
        """What to add to the advance of a glyph before another one (`kern`, format 2)."""
        at, data = self._kerning, self._data
        if not at:
            return 0
        left_at, right_at = unpack_from(">2H", data, at + 8)
        row = _class_value(data, at + left_at, left)
        column = _class_value(data, at + right_at, right)
        return int(unpack_from(">h", data, at + row + column)[0]) if row else 0

    def subset(self, glyphs: Iterable[int]) -> bytes:
        """A font file in which these glyphs (and .notdef, and what they are built of) are drawn."""
        outlines = self._outlines(glyphs)
        count = max(outlines) + 1
        places, drawn = _laid_out(outlines)
        long_loca = len(drawn) >= _LONG_LOCA
        metrics = min(self._metrics, count)
        head = bytearray(self._table(b"head"))
        pack_into(">I", head, 8, 0)
        pack_into(">h", head, 50, long_loca)
        hhea = bytearray(self._table(b"hhea"))
        pack_into(">H", hhea, 34, metrics)
        maxp = bytearray(self._table(b"maxp"))
        pack_into(">H", maxp, 4, count)
        return _font_file(
            {
                b"glyf": drawn,
                b"head": head,
                b"hhea": hhea,
                b"hmtx": self._trimmed_metrics(outlines, metrics, count),
                b"loca": _big_endian("I", places) if long_loca
                else _big_endian("H", [place // 2 for place in places]),
                b"maxp": maxp,
            }
        )  # fmt: skip

    def _table(self, tag: bytes) -> bytes:
        offset, length = self._tables[tag]
        return self._data[offset : offset + length]

    def _character_map(self) -> tuple[array[int], array[int], array[int]]:
        """First and last character and first glyph of each group, in order of characters."""
        table = self._tables[b"cmap"][0]
        start = table + unpack_from(">I", self._data, table + 8)[0]
        form, length = unpack_from(">H2xI", self._data, start)
        if form != 12:
            raise ValueError(f"character map of format {form}, not 12")
        groups = array("I", self._data[start + 16 : start + length])
        if sys.byteorder == "little":
            groups.byteswap()
        return groups[0::3], groups[1::3], groups[2::3]

    def _outline(self, glyph: int) -> bytes:
        loca, glyf = self._tables[b"loca"][0], self._tables[b"glyf"][0]
        if self._long_loca:
            first, end = unpack_from(">2I", self._data, loca + 4 * glyph)
        else:
            first, end = (2 * half for half in unpack_from(">2H", self._data, loca + 2 * glyph))
        return self._data[glyf + first : glyf + end]

    def _outlines(self, glyphs: Iterable[int]) -> dict[int, bytes]:
        """The wanted outlines by glyph number, with .notdef and all components."""
        found: dict[int, bytes] = {}
        wanted = [0, *glyphs]
        while wanted:
            glyph = wanted.pop()
            if glyph not in found:
                found[glyph] = outline = self._outline(glyph)
                wanted += _components(outline)
        return found

    def _trimmed_metrics(self, outlines: Iterable[int], metrics: int, count: int) -> bytes:
        """Table hmtx for the first `count` glyphs. The last full entry counts for all behind it."""
        table = bytearray(4 * metrics + 2 * (count - metrics))
        start = self._tables[b"hmtx"][0]
        for glyph in {*outlines, metrics - 1}:
            if glyph < metrics:
                at, size, source = 4 * glyph, 4, start + 4 * glyph
            else:
                at, size = 4 * metrics + 2 * (glyph - metrics), 2
                source = start + 4 * self._metrics + 2 * (glyph - self._metrics)
            table[at : at + size] = self._data[source : source + size]
        return bytes(table)


def _class_value(data: mmap.mmap, table: int, glyph: int) -> int:
    """The offset that a class table of `kern` gives a glyph, 0 outside of it."""
    first, count = unpack_from(">2H", data, table)
    if not first <= glyph < first + count:
        return 0
    return int(unpack_from(">H", data, table + 4 + 2 * (glyph - first))[0])


def _components(outline: bytes) -> list[int]:
    """The glyphs that a composite outline refers to; none for a simple one."""
    if not outline or outline[0] < 0x80:  # the number of contours is negative for composites
        return []
    parts: list[int] = []
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, part = _COMPONENT.unpack_from(outline, at)
        parts.append(part)
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALED else 4 if flags & _SCALED_XY else 8 if flags & _MATRIX else 0
    return parts


def _laid_out(outlines: dict[int, bytes]) -> tuple[list[int], bytes]:
    """Where each glyph up to the last starts (one more for the end), and the outlines in a row."""
    places: list[int] = []
    rows: list[bytes] = []
    end = 0
    for glyph in sorted(outlines):
        places += [end] * (glyph + 1 - len(places))
        row = outlines[glyph]
        row += bytes(-len(row) % 4)
        rows.append(row)
        end += len(row)
    return [*places, end], b"".join(rows)


def _big_endian(kind: str, numbers: Iterable[int]) -> bytes:
    values = array(kind, numbers)
    if sys.byteorder == "little":
        values.byteswap()
    return values.tobytes()


def _checksum(table: bytes | bytearray) -> int:
    values = array("I", bytes(table) + bytes(-len(table) % 4))
    if sys.byteorder == "little":
        values.byteswap()
    return sum(values) & 0xFFFFFFFF


def _font_file(tables: dict[bytes, bytes | bytearray]) -> bytes:
    """Tables behind their directory, each on a four-byte boundary, with all checksums."""
    count = len(tables)
    power = count.bit_length() - 1
    directory = pack(">I4H", 0x00010000, count, 16 << power, power, (count - (1 << power)) * 16)
    at = 12 + 16 * count
    total = 0
    rows: list[bytes | bytearray] = []
    head_at = 0
    for tag, table in sorted(tables.items()):
        total += (check := _checksum(table))
        head_at = at if tag == b"head" else head_at
        directory += pack(">4s3I", tag, check, at, len(table))
        rows += [table, bytes(-len(table) % 4)]
        at += len(table) + -len(table) % 4
    font = bytearray(directory + b"".join(rows))
    adjustment = (0xB1B0AFBA - _checksum(directory) - total) & 0xFFFFFFFF
    pack_into(">I", font, head_at + 8, adjustment)
    return bytes(font)
