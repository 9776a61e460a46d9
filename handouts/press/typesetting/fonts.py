"""Text in glyphs: how wide it is, the operators that show it, the fonts a PDF carries for it.

Two weights, each a chain of faces: a character is shown in the first face that has it, and a word
with a letter that only the second face has is shown in the second face throughout, so that no name
is patched together. Text is shown by glyph number (Identity-H), so a piece set once can be placed
in any file. Every character has a glyph of its own in the shipped faces, so a reader of the file
gets back what was typed.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Literal, NamedTuple

from handouts.paths import ASSETS
from handouts.patterns import pattern
from handouts.press.typesetting.truetype import Face

Weight = Literal["regular", "bold"]

FACES = (
    "AtkinsonHyperlegibleNext-Regular",
    "AtkinsonHyperlegibleNext-Bold",
    "NotoSans-Regular",
    "NotoSans-Bold",
    "NotoSansSC-Regular",  # for bold, too: a second weight would be 3.5 MB for a few names
)
CHAINS: Mapping[Weight, tuple[int, ...]] = {"regular": (0, 2, 4), "bold": (1, 3, 4)}

COMMON = frozenset(map(chr, range(0x20, 0x7F))) | frozenset(
    "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ"
    "āēīōūǎěǐǒǔńňǹḿǖǘǚǜĀĒĪŌŪǍĚǏǑǓŃŇǸḾǕǗǙǛ–—‘’“”•·…→×½°\u00a0\u2010\u2011"
)
"""What an embedded first face always has, so that nearly all files of a run share one subset."""

_WORD = pattern(r"[^\W\d_]+|[\W\d_]+")  # all letters or none; lines break between them
_LETTER = pattern(r"[^\W\d_]")
_SUBSETS_KEPT = 64
_WORDS_KEPT = 8_000


class MissingGlyph(LookupError):
    """Text with a character that no face has came as far as the press. Reading should have
    refused it.
    """


class Glyph(NamedTuple):
    """Where a character is drawn: index in `FACES`, glyph number, advance in 1/1000 em."""

    face: int
    number: int
    advance: int


@dataclass(frozen=True, eq=False, slots=True)
class FontObjects:
    """One embedded font: `name` is its key in `/Resources /Font`, the rest makes its objects."""

    OBJECTS = 5

    name: str
    base: bytes
    widths: bytes
    descriptor: bytes
    program: bytes = field(repr=False)  # FontFile2, a whole stream object
    to_unicode: bytes = field(repr=False)  # a whole stream object
    _numbered: dict[int, tuple[bytes, ...]] = field(default_factory=dict, repr=False)

    def bodies(self, first: int) -> tuple[bytes, ...]:
        """The objects numbered `first` and on; `first` itself is the font."""
        if first not in self._numbered:
            self._numbered[first] = (
                b"<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/Identity-H"
                b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>" % (self.base, first + 1, first + 4),
                b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%b/CIDToGIDMap/Identity"
                b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                b"/DW 1000/W[%b]/FontDescriptor %d 0 R>>" % (self.base, self.widths, first + 2),
                b"<<%b/FontFile2 %d 0 R>>" % (self.descriptor, first + 3),
                self.program,
                self.to_unicode,
            )
        return self._numbered[first]


class _Word(NamedTuple):
    """A word, or what stands between two: its glyphs in hexadecimal, one part for each face."""

    parts: tuple[tuple[int, bytes], ...]
    advance: int  # 1/1000 em, kerning within the word included
    first: Glyph
    last: Glyph


class _Chain(dict[str, Glyph]):
    """Character → glyph for one weight, filled as characters come up."""

    def __init__(self, fonts: Fonts, order: tuple[int, ...]) -> None:
        super().__init__()
        self._fonts, self.order = fonts, order
        self._second: dict[str, Glyph | None] = {}
        self._words: dict[str, _Word] = {}
        self._pairs: dict[tuple[Glyph, Glyph], int] = {}

    def __missing__(self, char: str) -> Glyph:
        for index in self.order:
            if glyph := self._drawn(index, char):
                self[char] = glyph
                return glyph
        raise MissingGlyph(f"no face has U+{ord(char):04X}")

    def _drawn(self, index: int, char: str) -> Glyph | None:
        face = self._fonts.face(index)
        number = face.glyph(char)
        return Glyph(index, number, face.advance(number)) if number else None

    def second(self, char: str) -> Glyph | None:
        """The character in the second face."""
        if char not in self._second:
            self._second[char] = self._drawn(self.order[1], char)
        return self._second[char]

    def words(self, text: str) -> list[_Word]:
        """A text word by word."""
        known = self._words
        return [known.get(word) or self._word(word) for word in _WORD.findall(text)]

    def kern(self, left: Glyph, right: Glyph) -> int:
        """What comes between two glyphs, in 1/1000 em."""
        kern = self._pairs.get((left, right))
        if kern is None:
            face = self._fonts.face(left.face)
            kern = face.kern(left.number, right.number) if left.face == right.face else 0
            self._pairs[left, right] = kern
        return kern

    def _word(self, word: str) -> _Word:
        glyphs = [self[char] for char in word]
        if _LETTER.match(word) and any(glyph.face == self.order[1] for glyph in glyphs):
            glyphs = [self.second(char) or glyph for char, glyph in zip(word, glyphs, strict=True)]
        kerns = [0, *(self.kern(left, right) for left, right in pairwise(glyphs))]
        parts = tuple(
            (face, b"".join([_kerned(kern, b"%04X" % glyph.number) for glyph, kern in run]))
            for face, run in groupby(zip(glyphs, kerns, strict=True), key=lambda one: one[0].face)
        )
        advance = sum(glyph.advance for glyph in glyphs) + sum(kerns)
        if len(self._words) > _WORDS_KEPT:
            self._words.clear()
        self._words[word] = made = _Word(parts, advance, glyphs[0], glyphs[-1])
        return made


def _kerned(kern: int, codes: bytes) -> bytes:
    """Codes within a TJ array, moved by what comes before them."""
    return b">%d<%b" % (-kern, codes) if kern else codes


class Fonts:
    """The faces of a run. Opens a face when the first character needs it."""

    def __init__(self, folder: Path = ASSETS / "fonts") -> None:
        self._folder = folder
        self._faces: dict[int, Face] = {}
        self._chains = {weight: _Chain(self, order) for weight, order in CHAINS.items()}
        self._advances: dict[Weight, dict[str, int]] = {"regular": {}, "bold": {}}
        self._embedded: dict[tuple[int, frozenset[str]], FontObjects] = {}

    def face(self, index: int) -> Face:
        """One of `FACES`, opened."""
        if index not in self._faces:
            self._faces[index] = Face(self._folder / f"{FACES[index]}.ttf")
        return self._faces[index]

    def ascent(self, size: float) -> float:
        """Points from the baseline up to the tops of accented capitals."""
        return self.face(0).ascent * size / 1000

    def descent(self, size: float) -> float:
        """Points from the baseline down to the feet of g and y, a negative number."""
        return self.face(0).descent * size / 1000

    def cap_height(self, size: float) -> float:
        """Points from the baseline to the tops of capitals."""
        return self.face(0).cap_height * size / 1000

    def x_height(self, size: float) -> float:
        """Points from the baseline to the tops of small letters."""
        return self.face(0).x_height * size / 1000

    def width(self, text: str, weight: Weight, size: float) -> float:
        """Points that `show` moves on."""
        known = self._advances[weight]
        units = known.get(text)
        if units is None:
            chain = self._chains[weight]
            words = chain.words(text)
            units = sum([word.advance for word in words])
            units += sum([chain.kern(left.last, right.first) for left, right in pairwise(words)])
            if len(known) > _WORDS_KEPT:
                known.clear()
            known[text] = units
        return units * size / 1000

    def show(self, text: str, weight: Weight, size: float) -> bytes:
        """Operators that show the text where the pen is; they belong between BT and ET."""
        chain = self._chains[weight]
        shown: list[tuple[int, list[bytes]]] = []
        before: Glyph | None = None
        for word in chain.words(text):
            kern = chain.kern(before, word.first) if before else 0
            for face, codes in word.parts:
                if shown and shown[-1][0] == face:
                    shown[-1][1].append(_kerned(kern, codes))
                else:
                    shown.append((face, [codes]))
                kern = 0
            before = word.last
        return b" ".join(_operators(face, size, b"".join(codes)) for face, codes in shown)

    def missing(self, text: str) -> list[str]:
        """The characters that no face has, in order, each once."""
        if set(text) <= self._chains["regular"].keys():
            return []
        return [char for char in dict.fromkeys(text) if not self._has(char)]

    def _has(self, char: str) -> bool:
        try:
            return bool(self._chains["regular"][char])
        except MissingGlyph:
            return False

    def embed(self, used: Mapping[Weight, Collection[str]]) -> list[FontObjects]:
        """The fonts for these texts (or characters), in the order of `FACES`."""
        wanted: dict[int, set[str]] = {}
        for weight, texts in used.items():
            chain = self._chains[weight]
            chars = set().union(*texts)
            for char in chars:
                wanted.setdefault(chain[char].face, set()).add(char)
            if second := wanted.get(chain.order[1]):  # whole words may be set in it
                second |= {char for char in chars if _LETTER.match(char) and chain.second(char)}
        return [self._font(index, frozenset(wanted[index])) for index in sorted(wanted)]

    def _font(self, index: int, chars: frozenset[str]) -> FontObjects:
        if index < 2:
            chars |= COMMON
        key = index, chars
        if key not in self._embedded:
            if len(self._embedded) >= _SUBSETS_KEPT:
                self._embedded.pop(next(iter(self._embedded)))
            self._embedded[key] = _font_objects(index, self.face(index), chars)
        return self._embedded[key]


def _operators(face: int, size: float, codes: bytes) -> bytes:
    if b">" in codes:
        return b"/F%d %b Tf [<%b>] TJ" % (face, _number(size), codes)
    return b"/F%d %b Tf <%b> Tj" % (face, _number(size), codes)


# ── what stands in the file ─────────────────────────────────────────────────────────────────────


def _font_objects(index: int, face: Face, chars: frozenset[str]) -> FontObjects:
    glyphs = sorted((face.glyph(char), char) for char in chars)
    numbers = [number for number, _ in glyphs]
    base = b"%b+%b" % (_tag(numbers), FACES[index].encode())
    bold = FACES[index].endswith("Bold")
    return FontObjects(
        name=f"F{index}",
        base=base,
        widths=_widths([(number, face.advance(number)) for number in numbers]),
        descriptor=b"/Type/FontDescriptor/FontName/%b/Flags 4/ItalicAngle 0/StemV %d"
        b"/FontBBox[%d %d %d %d]/Ascent %d/Descent %d/CapHeight %d"
        % (base, 140 if bold else 80, *face.box, face.ascent, face.descent, face.cap_height),
        program=_stream(face.subset(numbers), b"/Length1 %d"),
        to_unicode=_stream(_to_unicode(glyphs)),
    )


def _tag(numbers: Iterable[int]) -> bytes:
    """Six letters that differ where the subset differs (ISO 32000-1, 9.6.4)."""
    rest = zlib.crc32(repr(numbers).encode())
    letters = bytearray()
    for _ in range(6):
        rest, letter = divmod(rest, 26)
        letters.append(65 + letter)
    return bytes(letters)


def _widths(advances: Iterable[tuple[int, int]]) -> bytes:
    """The W array: a first glyph number and the advances from it on. 1000 is the default."""
    rows: list[bytes] = []
    expected = -1
    for number, advance in advances:
        if advance == 1000:
            continue
        rows.append(b" %d" % advance if number == expected else b"]%d[%d" % (number, advance))
        expected = number + 1
    return b"".join(rows)[1:] + b"]" if rows else b""


def _to_unicode(glyphs: Iterable[tuple[int, str]]) -> bytes:
    """A CMap from glyph numbers to characters, in blocks of 100 as the format asks."""
    rows = [b"<%04X><%b>" % (number, _utf16(char)) for number, char in glyphs]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    maps = [b"%d beginbfchar\n%b\nendbfchar" % (len(block), b"\n".join(block)) for block in blocks]
    return b"\n".join(
        [
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def",
            b"/CMapName/Adobe-Identity-UCS def /CMapType 2 def",
            b"1 begincodespacerange <0000><FFFF> endcodespacerange",
            *maps,
            b"endcmap CMapName currentdict /CMap defineresource pop end end",
        ]
    )


def _utf16(char: str) -> bytes:
    return char.encode("utf-16-be").hex().encode()


def _stream(data: bytes, entries: bytes = b"") -> bytes:
    """A deflated stream object; `%d` in `entries` stands for the length of the data itself."""
    packed = zlib.compress(data, 9)
    entries = entries % len(data) if entries else b""
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (
        entries, len(packed), packed,
    )  # fmt: skip


@cache
def _number(value: float) -> bytes:
    return b"%g" % value
