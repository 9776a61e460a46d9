"""Typed text comes back as it was typed, however narrow the column and wherever a line ends."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from proof.structure import structure_text

from handouts.handout import Handout, Paragraph, Part, Span, Text, words
from handouts.phrases import paragraphs
from handouts.render import Layout, Renderer
from handouts.render.layout_file import read_layout
from handouts.text.glyphs import unprintable

from .sample import HARD_NOTES, handout

COUNTS = (1, 2, 3)


def narrow(columns: int) -> Layout:
    """A design whose columns are 588, 284 or 182 points wide on Letter, from the
    longest lines that there are to the shortest.
    """
    return read_layout(
        "margins: {left: 12, right: 12}\n"
        f"flow:\n- columns: {{count: {columns}, least: 150, parts: [notes]}}\n",
        "_narrow.yaml",
        "_narrow",
    )


def noted(*texts: Text) -> Handout:
    """A handout of nothing but a note."""
    part = Part("notes", words("Note"), tuple(Paragraph(text) for text in texts))
    return replace(handout(), title=words("Title"), parts=(part,))


def heard(renderer: Renderer, made: Handout, columns: int) -> list[str]:
    """The paragraphs of the note, as the structure tree gives them."""
    pdf = renderer.render(made, narrow(columns), "letter").pdf
    blocks = structure_text(pdf)
    start = blocks.index(("H2", "Note"))
    return [" ".join(text.split()) for kind, text in blocks[start + 1 :] if kind == "P"]


@pytest.mark.parametrize("columns", COUNTS)
@pytest.mark.parametrize("note", HARD_NOTES, ids=range(len(HARD_NOTES)))
def test_hard_notes_come_back(renderer: Renderer, note: str, columns: int) -> None:
    assert heard(renderer, noted(words(note)), columns) == [" ".join(note.split())]


WORDS = st.lists(
    st.text(alphabet="abcij W.,-–()/&<>%é合谷ěŁЖ·½\u00a0", min_size=1, max_size=40),
    min_size=1, max_size=30,
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=WORDS, columns=st.sampled_from(COUNTS))
def test_any_words_come_back(typed: list[str], columns: int, renderer: Renderer) -> None:
    text = " ".join(" ".join(typed).split())
    if text and not unprintable(text):
        assert heard(renderer, noted(words(text)), columns) == [text]


def test_a_long_word_is_cut_and_stays_one_word(renderer: Renderer) -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitänswitwe" * 3
    made = noted(words(f"before {word} after"))
    assert heard(renderer, made, 3) == [f"before {word} after"]
    document = pypdfium2.PdfDocument(renderer.render(made, narrow(3), "letter").pdf)
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert word in "".join(text.split()).replace("\x02", "").replace("\ufffe", "")


def test_spans_join_as_they_stand(renderer: Renderer) -> None:
    """Bold, other languages and what stands beside them: no space more, none less."""
    text = (
        Span("Press "), Span("now", strong=True), Span(", not "),
        Span("Hégǔ", lang="zh-Latn-pinyin"), Span(" ("), Span("合谷", lang="zh-Hant"),
        Span(") "), Span("later", strong=True), Span("."),
    )  # fmt: skip
    for columns in COUNTS:
        assert heard(renderer, noted(text), columns) == ["Press now, not Hégǔ (合谷) later."]


def test_lines_keep_their_ends(renderer: Renderer) -> None:
    """What was typed on lines of its own stands on lines of its own."""
    (address,) = paragraphs("12 Mill Lane\nAshford\nTN23")
    pdf = renderer.render(noted(address), narrow(1), "letter").pdf
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    lines = page.get_text_range().splitlines()
    assert [line.strip() for line in lines if line.strip() in ("12 Mill Lane", "Ashford", "TN23")]
    at = [line.strip() for line in lines].index("12 Mill Lane")
    assert [line.strip() for line in lines[at : at + 3]] == ["12 Mill Lane", "Ashford", "TN23"]
    assert heard(renderer, noted(address), 1) == ["12 Mill Lane Ashford TN23"]


def test_paragraphs_stay_apart(renderer: Renderer) -> None:
    typed = "\n\n".join(f"Paragraph {n} says this and that, at some length." for n in range(9))
    made = noted(*paragraphs(typed))
    for columns in COUNTS:
        assert heard(renderer, made, columns) == [
            " ".join(one.split()) for one in typed.split("\n\n")
        ]
