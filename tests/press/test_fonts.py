"""Text in glyphs: nothing is lost, nothing is mistaken, nothing differs from run to run."""

from __future__ import annotations

import re
import unicodedata
import zlib
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.paths import ASSETS
from handouts.press.typesetting.fonts import (
    CHAINS,
    COMMON,
    FACES,
    FontObjects,
    Fonts,
    MissingGlyph,
    Weight,
)

HARD = "Nguyễn Thị Hương, Łukasz, Šárka, Мария, Γιώργος, 王小明 (張雅婷) ⼈人 a\u00a0b‐c‑d-e−f"
WEIGHTS: list[Weight] = ["regular", "bold"]
SHARED = Fonts()


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return SHARED


def unpacked(stream: bytes) -> bytes:
    return zlib.decompress(stream.partition(b"stream\n")[2].removesuffix(b"\nendstream"))


def unicode_map(font: FontObjects) -> dict[str, str]:
    rows = re.findall(rb"^<(....)><([0-9a-f]+)>$", unpacked(font.to_unicode), re.M)
    pairs = ((number.decode(), bytes.fromhex(code.decode())) for number, code in rows)
    return {number: code.decode("utf-16-be") for number, code in pairs}


def runs(shown: bytes) -> list[tuple[str, list[str], int]]:
    """(font, codes of glyphs, kerning in 1/1000 em) for each operator that shows text."""
    found = re.findall(rb"/(F\d) \S+ Tf (\[.*?\] TJ|<[0-9A-F]*> Tj)", shown)
    assert len(found) == shown.count(b" Tf ")
    return [
        (
            name.decode(),
            [code.decode() for one in re.findall(rb"<(.*?)>", rest) for code in fours(one)],
            -sum(int(number) for number in re.findall(rb">(-?\d+)<", rest)),
        )
        for name, rest in found
    ]


def fours(codes: bytes) -> list[bytes]:
    return [codes[at : at + 4] for at in range(0, len(codes), 4)]


def read_back(shown: bytes, embedded: list[FontObjects]) -> str:
    """What a reader of the file gets out of the operators."""
    maps = {font.name: unicode_map(font) for font in embedded}
    return "".join(maps[name][code] for name, codes, _ in runs(shown) for code in codes)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_text_comes_back_exactly(fonts: Fonts, weight: Weight) -> None:
    assert read_back(fonts.show(HARD, weight, 12), fonts.embed({weight: [HARD]})) == HARD


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_printable_character_comes_back_exactly(fonts: Fonts, weight: Weight) -> None:
    bounds = (ASSETS / "fonts" / "coverage.txt").read_text("utf-8")
    codes = [range(ord(a), ord(b) + 1) for a, b in zip(bounds[::2], bounds[1::2], strict=True)]
    text = " ".join(chr(code) for run in codes for code in run)
    assert len(text) > 20_000
    assert fonts.missing(text) == []
    assert read_back(fonts.show(text, weight, 12), fonts.embed({weight: text})) == text


COVERED = (ASSETS / "fonts" / "coverage.txt").read_text("utf-8")
PRINTABLE = st.one_of(
    *(
        st.characters(min_codepoint=ord(first), max_codepoint=ord(last))
        for first, last in zip(COVERED[:400:2], COVERED[1:400:2], strict=True)
    ),
    st.sampled_from("To AV Tài Wěi (P.) “A” 委中太冲 Nguyễn-Smith Łódź"),
)


@given(st.text(PRINTABLE, max_size=60), st.sampled_from(WEIGHTS))
@settings(max_examples=150, deadline=None)
def test_any_mixture_comes_back_and_is_as_wide_as_it_moves(text: str, weight: Weight) -> None:
    fonts = SHARED
    shown = fonts.show(text, weight, 12)
    assert read_back(shown, fonts.embed({weight: [text]})) == text
    advance = {"F" + str(index): fonts.face(index).advance for index in range(len(FACES))}
    moved = sum(
        kerning + sum(advance[name](int(code, 16)) for code in codes)
        for name, codes, kerning in runs(shown)
    )
    assert fonts.width(text, weight, 1000) == pytest.approx(moved)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_width_is_what_the_embedded_font_moves(fonts: Fonts, weight: Weight) -> None:
    programs = {
        font.name: TTFont(BytesIO(unpacked(font.program))) for font in fonts.embed({weight: [HARD]})
    }
    moved = 0
    for name, codes, kerning in runs(fonts.show(HARD, weight, 12)):
        program = programs[name]
        advances = program["hmtx"]
        moved += kerning + sum(advances[program.getGlyphName(int(code, 16))][0] for code in codes)
    assert fonts.width(HARD, weight, 12) == pytest.approx(moved * 12 / 1000)


def test_declared_widths_are_those_of_the_program(fonts: Fonts) -> None:
    for font in fonts.embed({"regular": [HARD], "bold": [HARD]}):
        program = TTFont(BytesIO(unpacked(font.program)))
        declared: dict[int, int] = {}
        for first, row in re.findall(rb"(\d+)\[([\d ]+)\]", font.widths):
            for step, advance in enumerate(row.split()):
                declared[int(first) + step] = int(advance)
        for number in unicode_map(font):
            glyph = int(number, 16)
            advance = program["hmtx"][program.getGlyphName(glyph)][0]
            assert declared.get(glyph, 1000) == advance


def test_a_word_is_set_in_one_face(fonts: Fonts) -> None:
    shown = fonts.show("Dr Nguyễn", "regular", 12)
    assert re.findall(rb"/(F\d)", shown) == [b"F0", b"F2"]
    assert fonts.show("Nguyễn", "regular", 12) in shown


def test_parts_are_as_wide_as_the_whole(fonts: Fonts) -> None:
    parts = ["Nguyễn", "-", "Tom", " ", "(", "王", ") ", "To", " ", "AV/", "Type.", " ", "Yes"]
    total = sum(fonts.width(part, "regular", 12) for part in parts)
    assert fonts.width("".join(parts), "regular", 12) == pytest.approx(total)


@pytest.mark.parametrize("weight", WEIGHTS)
def test_pairs_are_kerned(fonts: Fonts, weight: Weight) -> None:
    for pair in ("To", "AV", "Tǎ", "P.", "“A", "LT"):
        alone = sum(fonts.width(char, weight, 1000) for char in pair)
        assert fonts.width(pair, weight, 1000) < alone - 20
    for pair in ("nn", "HH", "- ", "-T", "王T", " T", "/A"):
        alone = sum(fonts.width(char, weight, 1000) for char in pair)
        assert fonts.width(pair, weight, 1000) == pytest.approx(alone)


def test_sizes(fonts: Fonts) -> None:
    assert fonts.show("a", "regular", 10.5).startswith(b"/F0 10.5 Tf ")
    assert fonts.width("abc", "bold", 24) == pytest.approx(2 * fonts.width("abc", "bold", 12))
    assert fonts.show("", "regular", 12) == b""
    assert fonts.width("", "regular", 12) == 0


def test_operators_are_safe_in_templates(fonts: Fonts) -> None:
    assert re.fullmatch(rb"[\x20-\x7e]+", fonts.show(HARD + "%d(\\", "regular", 12))
    assert b"%" not in fonts.show(HARD + "%d(\\", "regular", 12)


@pytest.mark.parametrize("text", [*"😀אبก", "\u200d", "\u202e", "\ud800", "\x00", "\n", "\ue000"])
def test_what_no_face_has_is_named_and_never_drawn(fonts: Fonts, text: str) -> None:
    assert fonts.missing(f"a{text}b{text}") == [text]
    with pytest.raises(MissingGlyph, match=f"U\\+{ord(text):04X}"):
        fonts.show(text, "bold", 12)
    with pytest.raises(MissingGlyph):
        fonts.width(text, "regular", 12)


def test_common_text_shares_one_subset(fonts: Fonts) -> None:
    first = fonts.embed({"regular": ["Hello"], "bold": ["You"]})
    second = fonts.embed({"regular": ["Wěizhōng – 5 × ½"], "bold": ["José Muñoz"]})
    assert [font.name for font in first] == ["F0", "F1"]
    assert all(one is other for one, other in zip(first, second, strict=True))
    assert first[0].bodies(7) is first[0].bodies(7)


def test_common_characters_are_in_the_first_face(fonts: Fonts) -> None:
    for index in (0, 1):
        assert [char for char in COMMON if not fonts.face(index).glyph(char)] == []


def test_an_unusual_character_makes_its_own_subset(fonts: Fonts) -> None:
    usual, unusual = (fonts.embed({"regular": [text]})[0] for text in ("a", "ł"))
    assert usual.base != unusual.base
    assert "ł" in unicode_map(unusual).values()


def test_nothing_unused_is_embedded(fonts: Fonts) -> None:
    assert fonts.embed({}) == []
    assert fonts.embed({"bold": []}) == []
    assert [font.name for font in fonts.embed({"bold": ["委"]})] == ["F4"]


def test_same_text_same_bytes() -> None:
    used = {"regular": [HARD], "bold": set(HARD)}
    first, second = ([font.bodies(4) for font in Fonts().embed(used)] for _ in range(2))
    assert first == second


def test_objects_refer_to_each_other(fonts: Fonts) -> None:
    font = fonts.embed({"regular": ["a"]})[0]
    bodies = font.bodies(20)
    assert len(bodies) == FontObjects.OBJECTS
    assert b"/DescendantFonts[21 0 R]/ToUnicode 24 0 R" in bodies[0]
    assert b"/FontDescriptor 22 0 R" in bodies[1]
    assert b"/FontFile2 23 0 R" in bodies[2]
    assert b"/Length1 %d" % len(unpacked(bodies[3])) in bodies[3]
    assert re.fullmatch(rb"[A-Z]{6}\+AtkinsonHyperlegibleNext-Regular", font.base)


def test_every_character_has_a_glyph_of_its_own() -> None:
    for name in FACES:
        glyphs = TTFont(ASSETS / "fonts" / f"{name}.ttf").getBestCmap()
        assert len(set(glyphs.values())) == len(glyphs)


def test_both_weights_cover_the_table(fonts: Fonts) -> None:
    bounds = (ASSETS / "fonts" / "coverage.txt").read_text("utf-8")
    listed = {
        chr(code)
        for first, last in zip(bounds[::2], bounds[1::2], strict=True)
        for code in range(ord(first), ord(last) + 1)
    }
    for chain in CHAINS.values():
        faces = [TTFont(ASSETS / "fonts" / f"{FACES[index]}.ttf") for index in chain]
        assert {chr(code) for face in faces for code in face.getBestCmap()} == listed


def test_only_composed_characters_that_stand_alone_are_covered() -> None:
    bounds = (ASSETS / "fonts" / "coverage.txt").read_text("utf-8")
    for first, last in zip(bounds[::2], bounds[1::2], strict=True):
        for char in map(chr, range(ord(first), ord(last) + 1)):
            assert unicodedata.category(char)[0] not in "CM"
            assert unicodedata.normalize("NFC", char) == char


def test_licences_stand_beside_the_fonts() -> None:
    for family in ("atkinson", "noto", "chinese"):
        licence = (ASSETS / "fonts" / f"OFL-{family}.txt").read_text("utf-8")
        assert "SIL Open Font License" in licence
