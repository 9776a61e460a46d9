"""Pages known again: the same bytes in any order, and nothing of one patient on another's page."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from handouts.handout import Handout, Paragraph, Part, Text, words
from handouts.press.room import Room
from press.sample import handout as sample

LONG = " ".join(f"Step {n} is to breathe and to rest a while." for n in range(60))


def handout(patient: str, *notes: str, visit: str = "") -> Handout:
    made = sample()
    own = [
        Part("notes", words("A note for you"), tuple(Paragraph(words(note)) for note in notes)),
        Part("visit", words("Next visit"), (Paragraph(words(visit)),) if visit else ()),
    ]
    parts = [part for part in made.parts if part.name not in ("notes", "visit")]
    parts += [part for part in own if part.blocks]
    subtitle: Text = words(f"For {patient}") if patient else ()
    return replace(made, subtitle=subtitle, parts=tuple(parts))


PATIENTS = {
    "Ann": handout("Ann", "Alpha walks."),
    "Bea": handout("Bea", "Bravo rests."),
    "Cleo": handout("Cleo", "Charlie\n\nstretches.", visit="Monday"),
    "Dora": handout("Dora", "Delta one.", "Delta two.", visit="Tuesday at noon"),
    "Eve": handout("Eve"),
    "Fay": handout("Fay", f"Foxtrot. {LONG}"),
    "Gil": handout("Gil", f"Golf. {LONG}", visit="Friday"),
    "王芳": handout("王芳", "Hotel rests."),
    "Ivo Řehoř": handout("Ivo Řehoř", "India rests."),
    "Jo " * 40: handout("Jo " * 40, "Juliet rests."),
    "": handout("", "Kilo rests."),
}
WORDS = "Alpha Bravo Charlie Delta Foxtrot Golf Hotel India Juliet Kilo".split()  # noqa: SIM905


def text(pdf: bytes) -> str:
    pages = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in pages)


@pytest.fixture(scope="module")
def alone() -> dict[str, bytes]:
    return {name: Room().press(made, "sheet", "a4").pdf for name, made in PATIENTS.items()}


@pytest.mark.parametrize("turned", [False, True])
def test_bytes_do_not_depend_on_who_came_before(alone: dict[str, bytes], turned: bool) -> None:
    room = Room()
    names = [*PATIENTS, *PATIENTS]
    for name in reversed(names) if turned else names:
        assert room.press(PATIENTS[name], "sheet", "a4").pdf == alone[name], name


def test_nothing_of_one_patient_stands_on_the_page_of_another() -> None:
    room = Room()
    for name, made in [*PATIENTS.items(), *reversed(PATIENTS.items())]:
        said = text(room.press(made, "sheet", "a4").pdf)
        own = "".join(
            span.text
            for part in made.parts
            if part.name == "notes"
            for block in part.blocks
            if isinstance(block, Paragraph)
            for span in block.text
        )
        strangers = [word for word in WORDS if word in said and word not in own]
        assert not strangers, f"{name or 'nobody'} reads of {strangers}"
        assert all(word in said for word in WORDS if word in own)


@pytest.mark.parametrize("layout", ["sheet", "large-print", "card", "pocket"])
def test_every_object_is_where_the_table_says(layout: str) -> None:
    room = Room()
    for made in (PATIENTS["Ann"], PATIENTS["Bea"]):
        pdf = room.press(made, layout, "letter").pdf
        with pikepdf.open(BytesIO(pdf)) as file:
            assert not file.check_pdf_syntax()
            assert len(file.pages) >= 1
