"""Names in any script: printed with the user's own font, or in Latin letters, or refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from handouts.delivery.build import check, compose_checked
from handouts.errors import ContentError
from handouts.render import Renderer
from handouts.text import own_fonts
from handouts.text.glyphs import unprintable
from proof import vera

HANGUL, RARE = "김민수", "𠮷"


def make_font(path: Path, characters: str, embedding: int = 0) -> None:
    """A TrueType font in which every character is a box."""
    pen = TTGlyphPen(None)
    for x, y in ((50, 0), (50, 700), (850, 700)):
        (pen.lineTo if y or x != 50 else pen.moveTo)((x, y))
    pen.closePath()
    names = [".notdef", *(f"c{ord(char):x}" for char in characters)]
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({ord(char): f"c{ord(char):x}" for char in characters})
    font.setupGlyf(dict.fromkeys(names, pen.glyph()))
    font.setupHorizontalMetrics(dict.fromkeys(names, (900, 50)))
    font.setupHorizontalHeader(ascent=900, descent=-200)
    font.setupNameTable({"familyName": "Own Test", "styleName": "Regular", "psName": "OwnTest"})
    font.setupOS2(fsType=embedding, sTypoAscender=900, usWinAscent=900, usWinDescent=200)
    font.setupPost()
    font.save(path)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where a user's own fonts lie."""
    monkeypatch.setattr(own_fonts, "config_folder", lambda: tmp_path / "config")
    fonts = tmp_path / "config" / "fonts"
    fonts.mkdir(parents=True)
    own_fonts.own_fonts.cache_clear()
    yield fonts
    own_fonts.own_fonts.cache_clear()


def pdf_of(text: str, place: Path, renderer: Renderer) -> bytes:
    path = place / "p.yaml"
    path.write_text(f"{text}\nroutine: stress\nconditions: none\n", "utf-8")
    return renderer.render(compose_checked(check(path)), "sheet", "letter").pdf


def said_in(pdf: bytes) -> str:
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))


@pytest.mark.parametrize("name", [HANGUL, f"{RARE}野", f"{HANGUL} (Min-su Kim)"])
def test_a_font_of_the_user_prints_a_name_by_both_standards(
    name: str, folder: Path, tmp_path: Path, renderer: Renderer
) -> None:
    make_font(folder / "Korean face.ttf", HANGUL)
    make_font(folder / "rare.ttf", RARE)
    pdf = pdf_of(f"patient: {name}\npatient_latin: Somebody", tmp_path, renderer)
    assert name in said_in(pdf)
    assert "Somebody" not in said_in(pdf)
    report = vera.validate(pdf)
    assert report.passed, str(report)


@pytest.mark.parametrize(
    "name", ["محمد", "שרה לוי", "प्रिया", HANGUL, f"{RARE}野", "สมชาย", "Ọláṣẹ́gun", "ꯃꯅꯤ"]
)
def test_a_name_that_cannot_be_printed_is_printed_in_latin_letters(
    name: str, folder: Path, tmp_path: Path, renderer: Renderer
) -> None:
    with pytest.raises(ContentError, match="in Latin letters: patient_latin"):
        pdf_of(f"patient: {name}", tmp_path, renderer)
    text = said_in(pdf_of(f"patient: {name}\nPatient Latin: Ana Other", tmp_path, renderer))
    assert "For Ana Other" in text
    with pytest.raises(ContentError, match="cannot be printed"):
        pdf_of(f"patient: {name}\npatient_latin: {name}", tmp_path, renderer)


@pytest.mark.parametrize("name", ["Ana \U0001f600", "Ana\u202eziuR", "Ana\u2069"])
def test_a_name_that_is_more_than_letters_is_refused_even_so(
    name: str, tmp_path: Path, renderer: Renderer
) -> None:
    with pytest.raises(ContentError, match="Delete it"):
        pdf_of(f"patient: {name}\npatient_latin: Ana", tmp_path, renderer)


def test_a_name_in_our_letters_is_printed_as_it_is(tmp_path: Path, renderer: Renderer) -> None:
    text = said_in(pdf_of("patient: 王小明\npatient_latin: Wang", tmp_path, renderer))
    assert "王小明" in text
    assert "Wang" not in text
    assert "José" in said_in(pdf_of("patient: Jose\u0301", tmp_path, renderer))


def test_scripts_that_want_shaping_are_not_printed_letter_by_letter(folder: Path) -> None:
    make_font(folder / "all.ttf", "مשप" + HANGUL)
    assert [char for _, char, _ in unprintable("مשप" + HANGUL)] == ["م", "ש", "प"]


def test_a_font_that_cannot_be_used_spoils_nothing(
    folder: Path, tmp_path: Path, renderer: Renderer
) -> None:
    make_font(folder / "closed.ttf", HANGUL, embedding=2)
    whole = folder / "whole.ttf"
    make_font(whole, HANGUL)
    (folder / "cut.ttf").write_bytes(whole.read_bytes()[:200])
    (folder / "cff.ttf").write_bytes(b"OTTO" + whole.read_bytes()[4:])
    (folder / "empty.ttf").write_bytes(b"")
    whole.unlink()
    assert own_fonts.own_fonts() == ()
    with pytest.raises(ContentError, match="Latin letters"):
        pdf_of(f"patient: {HANGUL}", tmp_path, renderer)
