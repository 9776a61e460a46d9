"""The faces of a page, on reportlab's TTFont, and which of them shows a character.

Two weights, each a chain of faces: a character is shown in the first face that has it, and a word
with a letter that only the second face has is shown in the second face throughout, so that no name
is patched together.

reportlab hands out the codes of an embedded subset anew in every file, in the order in which
characters come. Here a character has the same code in every file (`Face`), so that what was set
once can be placed in any file, and equal input gives equal bytes whatever was set before.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFObjectReference
from reportlab.pdfbase.ttfonts import TTFont

from handouts.errors import ContentError, Problem
from handouts.files.paths import ASSETS
from handouts.render.objects import Raw, Stream, reference
from handouts.text.glyphs import named
from handouts.text.own_fonts import own_font, own_fonts

Weight = Literal["regular", "bold"]

FACES = (
    "AtkinsonHyperlegibleNext-Regular",
    "AtkinsonHyperlegibleNext-Bold",
    "NotoSans-Regular",
    "NotoSans-Bold",
    "NotoSansSC-Names",  # the characters of points' names; for bold, too
    "NotoSansSC-Regular",  # all others: 3.5 MB, opened when somebody's name needs it
)
CHAINS: dict[Weight, tuple[str, ...]] = {
    "regular": (FACES[0], FACES[2], FACES[4], FACES[5]),
    "bold": (FACES[1], FACES[3], FACES[4], FACES[5]),
}
REGULAR, BOLD = FACES[0], FACES[1]

_WORD = re.compile(r"[^\W\d_]+|[\W\d_]+")  # all letters or none
_LETTER = re.compile(r"[^\W\d_]")
_SPACE, _NO_BREAK_SPACE = 0x20, 0xA0
_FIRST = [
    *range(0x20, 0x7F),
    *map(ord, "·•–—‘’“”…×½°→āēīōūǎěǐǒǔǖǘǚǜńňČčŠšŽž"),
    *range(0xC0, 0x100),
    *range(0xA1, 0xC0),
]
"""Characters of the first subset, which nearly every file needs alone."""


class MissingGlyph(ContentError):
    """A character that no face has. Reading refuses it where it is typed; this is the last net."""

    def __init__(self, char: str) -> None:
        wrong = f"{named(char)} cannot be printed: no font has it."
        super().__init__(Problem("", 0, "", wrong, "Write it another way."))


class Face(TTFont):  # type: ignore[misc]
    """A TrueType font whose characters have the same codes in every file.

    The characters are dealt out to subsets of at most 255 (a simple font has 256 codes, ISO 32000-1
    9.6.1; code 0 stays `.notdef`), the usual ones first. A file embeds the subsets it uses, each
    with the glyphs it uses.
    """

    def __init__(self, name: str) -> None:
        own = {font.name: font.path for font in own_fonts()}
        path = own.get(name) or ASSETS / "fonts" / f"{name}.ttf"
        super().__init__(name, str(path), asciiReadable=False)
        self.label = f"F{[*FACES, *own].index(name)}"
        self._codes = {char: (0, char) for char in range(0x21, 0x7F)}
        self._codes[_SPACE] = self._codes[_NO_BREAK_SPACE] = (0, _SPACE)
        free = [(0, code) for code in (*range(1, 32), *range(127, 256))][::-1]
        subset = 0
        for char in self._order():
            if char not in self._codes:
                if not free:
                    subset += 1
                    free = [(subset, code) for code in range(255, 0, -1)]
                self._codes[char] = free.pop()

    def _order(self) -> list[int]:
        """The characters of the face, the usual ones first."""
        has = self.face.charToGlyph
        return [*(char for char in _FIRST if char in has), *sorted(has)]

    def has(self, char: str) -> bool:
        """Whether the face can show the character."""
        return bool(self.face.charToGlyph.get(ord(char)))

    def splitString(self, text: str, doc: Any, encoding: str = "utf-8") -> list[tuple[int, bytes]]:
        """A text as (subset, codes); the file notes the characters as used."""
        use(self.fontName, map(ord, text), doc)
        coded = groupby((self._codes[ord(char)] for char in text), key=itemgetter(0))
        return [(subset, bytes(code for _, code in run)) for subset, run in coded]

    def getSubsetInternalName(self, subset: int, doc: Any) -> str:
        """The name of a subset in the resources of a page."""
        return f"/{self.label}.{subset}"

    def addObjects(self, doc: Any) -> None:
        """Embed the subsets that the file uses."""
        subsets: dict[int, dict[int, int]] = {}
        for char in characters_of(doc).get(self.fontName, ()):
            subset, code = self._codes[char]
            subsets.setdefault(subset, {})[code] = _SPACE if char == _NO_BREAK_SPACE else char
        fonts = doc.idToObject["BasicFonts"].dict
        for subset, chars in sorted(subsets.items()):
            fonts[f"{self.label}.{subset}"] = self._embedded(subset, chars, doc)

    def _embedded(self, subset: int, chars: dict[int, int], doc: Any) -> PDFObjectReference:
        name = f"{self.label}.{subset}"
        made = _Subset(self.fontName, subset, tuple(sorted(chars.items())))
        unicode = doc.Reference(Stream("/Filter/FlateDecode", made.to_unicode), f"{name} unicode")
        program = doc.Reference(Stream(made.entries, made.program), f"{name} program")
        descriptor = Raw(f"{made.descriptor}/FontFile2 {reference(doc, program)}>>".encode())
        about = doc.Reference(descriptor, f"{name} descriptor")
        font = f"{made.font}/ToUnicode {reference(doc, unicode)}"
        body = f"{font}/FontDescriptor {reference(doc, about)}>>".encode()
        embedded: PDFObjectReference = doc.Reference(Raw(body), name)
        return embedded


@lru_cache(maxsize=64)
class _Subset:
    """What a subset brings into a file but object numbers; files of a run show nearly the same."""

    def __init__(self, name: str, subset: int, coded: tuple[tuple[int, int], ...]) -> None:
        ttf, chars = face(name).face, dict(coded)
        last = max(chars)
        slots = [chars.get(code, 0) for code in range(last + 1)]
        slots[0] = 0
        widths = " ".join(str(round(ttf.getCharWidth(c))) if c else "0" for c in slots)
        letters = "".join(chr(65 + (subset // 26**place) % 26) for place in range(5, -1, -1))
        base = f"{letters}+{name}"
        self.font = (
            f"<</Type/Font/Subtype/TrueType/BaseFont/{base}/FirstChar 0/LastChar {last}"
            f"/Widths[{widths}]"
        )
        program = ttf.makeSubset(slots)
        self.program = zlib.compress(program, 9)
        self.entries = f"/Filter/FlateDecode/Length1 {len(program)}"
        self.to_unicode = zlib.compress(_to_unicode(chars), 9)
        box = " ".join(f"{value:g}" for value in ttf.bbox)
        self.descriptor = (
            f"<</Type/FontDescriptor/FontName/{base}/Flags {ttf.flags & ~32 | 4}"
            f"/FontBBox[{box}]/ItalicAngle 0/Ascent {ttf.ascent:g}/Descent {ttf.descent:g}"
            f"/CapHeight {ttf.capHeight:g}/StemV {ttf.stemV:g}"
        )


def _to_unicode(chars: dict[int, int]) -> bytes:
    """The CMap that gives a reader of the file its characters back (ISO 32000-1, 9.10.3)."""
    rows = [f"<{c:02X}> <{chr(u).encode('utf-16-be').hex()}>" for c, u in sorted(chars.items())]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    mapped = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{mapped}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()


@cache
def face(name: str) -> Face:
    """One of `FACES`, or a font of the user's own, opened and known to reportlab."""
    opened = Face(name)
    pdfmetrics.registerFont(opened)
    return opened


def open_faces() -> None:
    """Make the two faces of all our words known to reportlab; the others wait until needed."""
    for name in (REGULAR, BOLD):
        face(name)


def characters_of(doc: Any) -> dict[str, set[int]]:
    """The code points that a file shows, by face."""
    found: dict[str, set[int]] = doc.__dict__.setdefault("used_characters", {})
    return found


def use(name: str, chars: Iterable[int], doc: Any) -> None:
    """Note characters of a face as shown in a file, which embeds the face when it is written."""
    found = characters_of(doc)
    if name not in found:
        found[name] = set()
        doc.delayedFonts.append(face(name))
    found[name].update(chars)


@lru_cache(maxsize=500)
def _word_faces(word: str, weight: Weight) -> tuple[tuple[str, str], ...]:
    """A word in stretches of one face."""
    chain = CHAINS[weight]
    names = [_first(char, chain) for char in word]
    if _LETTER.match(word) and chain[1] in names:
        second = face(chain[1])
        pairs = zip(word, names, strict=True)
        names = [chain[1] if second.has(char) else name for char, name in pairs]
    pairs = zip(names, word, strict=True)
    return tuple((n, "".join(c for _, c in run)) for n, run in groupby(pairs, itemgetter(0)))


def _first(char: str, chain: Iterable[str]) -> str:
    for name in chain:
        if face(name).has(char):
            return name
    if own := own_font(char):
        return own.name
    raise MissingGlyph(char)


def stretches(text: str, weight: Weight) -> Iterator[tuple[str, str]]:
    """A text as (face, characters), stretch by stretch. Raises MissingGlyph."""
    if text.isascii() and text.isprintable():
        yield CHAINS[weight][0], text
        return
    parts = [part for word in _WORD.findall(text) for part in _word_faces(word, weight)]
    for name, run in groupby(parts, itemgetter(0)):
        yield name, "".join(characters for _, characters in run)


def width(text: str, weight: Weight, size: float) -> float:
    """How far a text runs, in points."""
    return float(sum(face(name).stringWidth(p, size) for name, p in stretches(text, weight)))


def cap_height(size: float) -> float:
    """Points from the baseline to the top of a capital."""
    return float(face(REGULAR).face.capHeight) * size / 1000


def show(canvas: Any, x: float, y: float, text: str, weight: Weight, size: float) -> None:
    """A line of text at (x, y) in whichever faces have it."""
    for name, part in stretches(text, weight):
        canvas.setFont(name, size)
        canvas.drawString(x, y, part)
        x += face(name).stringWidth(part, size)
