"""Faces: what no font has is refused by name, what one has keeps its code, names stay whole."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from handouts.errors import ContentError
from handouts.handout import words
from handouts.render import Renderer, fonts

from .sample import handout


@pytest.mark.parametrize(
    ("char", "named"),
    [
        ("ا", "U+0627 ARABIC LETTER ALEF"),
        ("\U0001f600", "U+1F600 GRINNING FACE"),
        ("ก", "U+0E01 THAI CHARACTER KO KAI"),
        ("\ue000", "U+E000 PRIVATE CHARACTER"),
    ],
)
@pytest.mark.parametrize("where", ["title", "name", "running", "label"])
def test_a_character_that_no_font_has_is_refused_by_name(
    renderer: Renderer, char: str, named: str, where: str
) -> None:
    made = handout()
    text = f"well {char} done"
    if where == "title":
        made = replace(made, title=words(text))
    elif where == "name":
        made = replace(made, brand=replace(made.brand, name=text))
    elif where == "running":
        made = replace(made, running=text)
    else:
        parts = []
        for part in made.parts:
            blocks = part.blocks
            if part.name == "points":
                first = blocks[0]
                marks = (("knee-crease", text),)
                where_ = replace(first.where, landmarks=marks)  # type: ignore[union-attr]
                blocks = (replace(first, where=where_), *blocks[1:])  # type: ignore[type-var]
            parts.append(replace(part, blocks=blocks))
        made = replace(made, parts=tuple(parts))
    with pytest.raises(ContentError) as caught:
        renderer.render(made, "sheet", "letter")
    assert named in str(caught.value)


SEEN = "Hägar 王 Ł ½ Я"
"""Letters of all three faces."""


def page(*texts: str) -> bytes:
    """Lines on a page of their own file."""
    file = io.BytesIO()
    canvas = Canvas(file, (500, 200), invariant=1, pageCompression=0)
    for line, text in enumerate(texts):
        x = 10.0
        for face, part in fonts.stretches(text, "regular"):
            fonts.face(face)
            canvas.setFont(face, 12)
            canvas.drawString(x, 150 - 20 * line, part)
            x += fonts.face(face).stringWidth(part, 12)
    canvas.save()
    return file.getvalue()


def shown(pdf: bytes) -> list[bytes]:
    """The strings that a file shows, as codes of its fonts."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        steps = pikepdf.parse_content_stream(file.pages[0])
        return [bytes(operands[0]) for operands, operator in steps if str(operator) == "Tj"]


def test_a_character_has_the_same_code_in_every_file() -> None:
    """So that what was set once can be placed in any file."""
    alone = shown(page(SEEN))
    after_others = shown(page("ZYXW Ωψ 合谷 žđ ř", SEEN))
    assert alone == after_others[-len(alone) :]
    assert len(alone) > 3


@pytest.mark.parametrize("text", [SEEN, "Nguyễn Thị Hương", "合谷 髎 堃", "½ × ≤ ≥ → °C"])
def test_every_character_can_be_read_back(text: str) -> None:
    document = pypdfium2.PdfDocument(page(text))
    read = document[0].get_textpage().get_text_range()
    assert "".join(read.split()) == "".join(text.split())


@pytest.mark.parametrize("name", ["Nguyễn", "Hương", "Świętochłowski", "Мария", "Παπαδόπουλος"])
@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_a_name_is_whole_in_one_face(name: str, weight: fonts.Weight) -> None:
    """A letter that only the second face has takes its whole word there, and no other word."""
    faces = {face for face, part in fonts.stretches(name, weight) if part.strip()}
    assert len(faces) == 1
    first, *_ = fonts.CHAINS[weight]
    around = list(fonts.stretches(f"For {name} today", weight))
    assert (around[0][0], around[-1][0]) == (first, first)
    assert "".join(part for _, part in around) == f"For {name} today"


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_widths_add_up(weight: fonts.Weight) -> None:
    parts = fonts.width("Hägar ", weight, 12) + fonts.width("王小明", weight, 12)
    assert fonts.width("Hägar 王小明", weight, 12) == pytest.approx(parts)
    assert fonts.width("Hägar", weight, 24) == pytest.approx(2 * fonts.width("Hägar", weight, 12))
