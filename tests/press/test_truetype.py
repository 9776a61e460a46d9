"""The subset against fontTools, which reads fonts by its own lights."""

from __future__ import annotations

from io import BytesIO

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from handouts.paths import ASSETS
from handouts.press.typesetting.fonts import FACES
from handouts.press.typesetting.truetype import Face

TEXTS = {
    "AtkinsonHyperlegibleNext-Regular": "Tàichōng ǖǚ→☐",
    "AtkinsonHyperlegibleNext-Bold": "Wěizhōng ½ ÀÇ",
    "NotoSans-Regular": "Nguyễn Ђж Ωώ",
    "NotoSans-Bold": "ŋɛƒ ữ",
    "NotoSansSC-Regular": "委中瘈髎王喆龘さ⼈",
}


def ours(name: str) -> Face:
    return Face(ASSETS / "fonts" / f"{name}.ttf")


def theirs(name: str) -> TTFont:
    return TTFont(ASSETS / "fonts" / f"{name}.ttf")


def outline(font: TTFont, glyph: int) -> object:
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[font.getGlyphName(glyph)].draw(pen)
    return pen.value


@pytest.mark.parametrize("name", FACES)
def test_reads_what_fonttools_reads(name: str) -> None:
    face, font = ours(name), theirs(name)
    for code, glyph in font.getBestCmap().items():
        number = font.getGlyphID(glyph)
        assert face.glyph(chr(code)) == number
        assert face.advance(number) == font["hmtx"][glyph][0]
    assert (face.ascent, face.descent) == (font["hhea"].ascent, font["hhea"].descent)
    assert face.cap_height == font["OS/2"].sCapHeight
    assert face.x_height == font["OS/2"].sxHeight
    assert face.units_per_em == font["head"].unitsPerEm == 1000
    head = font["head"]
    assert face.box == (head.xMin, head.yMin, head.xMax, head.yMax)


@pytest.mark.parametrize("name", FACES)
def test_characters_outside_have_no_glyph(name: str) -> None:
    face, mapped = ours(name), theirs(name).getBestCmap()
    outside = [0, 0x1F, 0x2FF, 0x5D0, 0x4DFF, 0xD800, 0xFFFF, 0x1F600, 0x10FFFF]
    assert [face.glyph(chr(code)) for code in outside if code not in mapped] == [
        0 for code in outside if code not in mapped
    ]


@pytest.mark.parametrize(("name", "text"), TEXTS.items())
def test_subset_draws_the_same_at_the_same_numbers(name: str, text: str) -> None:
    face, font = ours(name), theirs(name)
    numbers = [face.glyph(char) for char in text if face.glyph(char)]
    assert len(numbers) > 4
    small = TTFont(BytesIO(face.subset(numbers)), checkChecksums=2)
    for number in [0, *numbers]:
        assert outline(small, number) == outline(font, number)
        assert small["hmtx"][small.getGlyphName(number)] == font["hmtx"][font.getGlyphName(number)]


@pytest.mark.parametrize(("name", "text"), TEXTS.items())
def test_subset_holds_nothing_else(name: str, text: str) -> None:
    face, font = ours(name), theirs(name)
    numbers = {face.glyph(char) for char in text} | {0}
    needed = set(numbers)
    for number in numbers:
        glyph = font["glyf"][font.getGlyphName(number)]
        if glyph.isComposite():
            needed |= {font.getGlyphID(part.glyphName) for part in glyph.components}
    small = TTFont(BytesIO(face.subset(numbers)))
    drawn = {
        small.getGlyphID(name)
        for name in small.getGlyphOrder()
        if small["glyf"][name].numberOfContours
    }
    blank = {number for number in needed if not outline(font, number)}
    assert drawn == needed - blank
    assert small["maxp"].numGlyphs == max(needed) + 1
    assert set(small.reader.keys()) == {"glyf", "head", "hhea", "hmtx", "loca", "maxp"}


def test_subset_of_everything_needs_the_long_form() -> None:
    face, font = ours("NotoSansSC-Regular"), theirs("NotoSansSC-Regular")
    small = TTFont(BytesIO(face.subset(range(2000))), checkChecksums=2)
    assert small["head"].indexToLocFormat == 1
    assert outline(small, 1999) == outline(font, 1999)


def test_a_map_it_cannot_read_is_refused(tmp_path: object) -> None:
    font = theirs("NotoSans-Regular")
    for table in font["cmap"].tables:
        table.platEncID, table.format = 1, 4
    buffer = BytesIO()
    font.save(buffer)
    path = ASSETS.__class__(str(tmp_path)) / "old.ttf"
    path.write_bytes(buffer.getvalue())
    with pytest.raises(ValueError, match="format 4"):
        Face(path)
