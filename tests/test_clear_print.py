"""Clear print, measured in the finished files of real routines: sizes, faces, capitals, edges."""

from __future__ import annotations

import io
import re
from functools import cache

import pikepdf
import pytest
from proof import contrast

from handouts.compose.parts import compose
from handouts.library import load_library
from handouts.plan.make import make_plan
from handouts.prescription.model import Clinic, Prescription
from handouts.render import Renderer, layout_names

LEAST = {"large-print": 18.0}  # points; elsewhere 12
FOOT = 52  # points from the lower edge: clinic, what is overleaf, page number
CAPITALS = re.compile(r"(?:\b[A-Z]{2,}\b[ ,.]+){2,}\b[A-Z]{2,}\b")
RENDERER = Renderer()


@cache
def pdf(layout: str, routine: str = "neck-shoulder") -> bytes:
    plan = make_plan(Prescription("clear", routine=routine), load_library())
    handout = compose(plan, Clinic(name="Quiet River", phone="555 0142"), load_library())
    return RENDERER.render(handout, layout, "letter").pdf


@cache
def words_of(layout: str) -> list[contrast.Word]:
    return contrast.words(pdf(layout))


@pytest.mark.parametrize("layout", layout_names())
def test_everything_a_patient_reads_is_large_enough(layout: str) -> None:
    words = words_of(layout)
    least = LEAST.get(layout, 12.0)
    assert len(words) > 100
    read = [word for word in words if word.box[1] > FOOT]
    assert len(read) > 0.8 * len(words)
    assert not {f"{word.text} {word.size}" for word in read if word.size < least - 0.01}
    assert not {f"{word.text} {word.size}" for word in words if word.size < 11.99}


@pytest.mark.parametrize("layout", layout_names())
def test_no_face_is_italic(layout: str) -> None:
    with pikepdf.open(io.BytesIO(pdf(layout))) as file:
        faces = {
            str(each.BaseFont)
            for each in file.objects
            if isinstance(each, pikepdf.Dictionary) and "/BaseFont" in each
        }
    assert any("Regular" in face for face in faces)
    assert not {face for face in faces if re.search("italic|oblique", face, re.IGNORECASE)}


@pytest.mark.parametrize("layout", layout_names())
def test_lines_are_ragged_and_letters_stand_upright(layout: str) -> None:
    """No stretched blanks, letters or lines (Tw, Tc, Tz), no slanted text matrix."""
    with pikepdf.open(io.BytesIO(pdf(layout))) as file:
        told = [
            (str(operator), [float(operand) for operand in operands])
            for page in file.pages
            for operands, operator in pikepdf.parse_content_stream(page, "Tw Tc Tz Tm Tf")
            if str(operator) in {"Tw", "Tc", "Tz", "Tm"}
        ]
    assert not [each for each in told if each[0] in {"Tw", "Tc"} and each[1] != [0]]
    assert not [each for each in told if each[0] == "Tz" and each[1] != [100]]
    assert not [each for each in told if each[0] == "Tm" and (each[1][1] or each[1][2])]


@pytest.mark.parametrize("layout", layout_names())
def test_no_block_of_capitals(layout: str) -> None:
    text = " ".join(word.text for word in words_of(layout))
    assert len(text) > 500
    assert not CAPITALS.search(text)
    assert CAPITALS.search("DO NOT PRESS HERE")
