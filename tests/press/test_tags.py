"""The structure tree: what is marked, who owns it, and that nothing can be shown untagged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handouts.errors import ContentError
from handouts.handout import Span, words
from handouts.press.blocks.draft import (
    Draft,
    Node,
    Slot,
    artifact,
    assemble,
    attributes,
    stack,
    tagged,
)
from handouts.press.blocks.set_contact import as_link
from handouts.press.file.piece import seal
from handouts.press.typesetting import typeset
from handouts.press.typesetting.typeset import Typesetter
from press.test_text import FACE, Even


def text(said: str, tag: str = "P") -> Draft:
    return Typesetter(Even()).text(words(said), FACE, 500, tag)


def test_text_is_one_element_with_one_mark() -> None:
    piece = seal(text("Hello"))
    assert piece.marks == 1
    assert piece.elements == b"<</S/P/P %d 0 R/Pg %d 0 R/K[%d]>>"
    assert b"/P <</MCID %d>>BDC" in piece.operators
    assert piece.operators.count(b"BDC") == piece.operators.count(b"EMC") == 1


def test_a_foreign_word_is_a_mark_beside_the_others() -> None:
    typesetter = Typesetter(Even())
    said = (Span("see "), Span("合谷", lang="zh-Hant"), Span(" now"))
    piece = seal(typesetter.text(said, FACE, 500))
    assert piece.marks == 3
    assert b"/S/Span" in piece.elements
    assert b"/Lang(zh-Hant)" in piece.elements
    depth = deepest = 0
    for word in piece.operators.split():
        depth += word.endswith(b"BDC")
        depth -= word == b"EMC"
        deepest = max(deepest, depth)
    assert (depth, deepest) == (0, 1)


def test_marks_are_counted_on_through_what_is_put_together() -> None:
    both = tagged("Sect", stack([text("one", "H2"), text("two")]))
    piece = seal(both)
    assert piece.paint(5).length == len(piece.operators % (5, 6))
    filled = piece.fill(100, 5, 7, 9, 0, 0)
    assert filled.bodies == [
        b"<</S/Sect/P 9 0 R/Pg 7 0 R/K[101 0 R 102 0 R]>>",
        b"<</S/H2/P 100 0 R/Pg 7 0 R/K[5]>>",
        b"<</S/P/P 100 0 R/Pg 7 0 R/K[6]>>",
    ]
    assert filled.owners == b"101 0 R 102 0 R"


def test_a_piece_that_carries_on_leaves_its_element_to_the_first() -> None:
    piece = seal(tagged("Sect", stack([text("one"), text("two")])), carries_on=True)
    assert piece.fill(100, 0, 7, 50, 0, 0).bodies == [
        b"<</S/P/P 50 0 R/Pg 7 0 R/K[0]>>",
        b"<</S/P/P 50 0 R/Pg 7 0 R/K[1]>>",
    ]
    lines = seal(text("the rest of a paragraph"), carries_on=True)
    assert lines.loose == (0,)
    assert lines.fill(100, 3, 7, 50, 0, 0) == ([], b"50 0 R")


def test_figures_are_boxed_where_they_stand() -> None:
    figure = replace(
        artifact(40, 30, b""), marks=1,
        nodes=(Node("Figure", (Slot(0),), attributes(alt="A 100 % foot."), (0, -30, 40, 0)),),
    )  # fmt: skip
    piece = seal(assemble(100, 50, [(10, -5, figure)]))
    (body,) = piece.fill(100, 0, 7, 9, 200, 300).bodies
    assert b"/BBox[210 265 250 295]" in body
    assert b"/Alt<FEFF" in body
    assert b"%" not in body


def test_links_are_elements_with_their_annotation() -> None:
    link = as_link(text("our page", "Link"), "https://example.org", "our page")
    piece = seal(link)
    assert piece.fill(100, 0, 7, 9, 0, 0).bodies == [
        b"<</S/P/P 9 0 R/Pg 7 0 R/K[101 0 R]>>",
        b"<</S/Link/P 100 0 R/Pg 7 0 R/K[0 <</Type/OBJR/Obj 102 0 R>>]>>",
    ]
    assert piece.link_elements == (1,)


def test_run_in_entries_are_a_list() -> None:
    entries = [(words("1.", strong=True), words("Sit.")), (words("2."), words("Press."))]
    piece = seal(Typesetter(Even()).run_in(entries, FACE, 30))
    tags = [body.split(b"/P ")[0].removeprefix(b"<</S/") for body in piece.elements.split(b"\n")]
    assert tags == [b"L", b"LI", b"Lbl", b"LBody", b"LI", b"Lbl", b"LBody"]


def test_text_can_be_shown_in_a_tag_or_as_an_artifact_only() -> None:
    """All ways to show text: each of them opens a mark first."""
    said = words("Hello")
    setter = Typesetter(Even())
    lines = setter.lines(said, FACE, 99)
    ways = [
        setter.text(said, FACE, 99),
        setter.centred(said, FACE, 99),
        setter.right(said, FACE, 99),
        setter.set_lines(lines, FACE, 99),
        setter.run_in([((), said)], FACE, 99),
        setter.artifact_text("Hello", FACE, 99, typeset.INK, b""),
    ]
    for way in ways:
        shown = b"".join(item.before + item.after for item in way.items)
        assert shown.index(b"BDC") < shown.index(b"Tj") < shown.index(b"EMC")
        assert way.marks == shown.count(b"MCID")


def test_a_character_that_no_font_has_is_refused_by_name() -> None:
    class Poor(Even):
        def missing(self, text: str) -> list[str]:
            return [char for char in text if char == "\u1234"]

    with pytest.raises(ContentError, match=r"U\+1234.*Write it in other letters"):
        Typesetter(Poor()).text(words("a \u1234"), FACE, 99)
