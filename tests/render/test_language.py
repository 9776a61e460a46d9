"""A page in another language: whatever is printed comes from the folder of that language."""

from __future__ import annotations

import pypdfium2
import pytest
from proof.structure import structure_text
from test_language import LATIN, latin, names, page, strange  # noqa: F401

from handouts.library import Library
from handouts.render import Renderer, layout_names


@pytest.mark.parametrize("layout", layout_names())
def test_nothing_on_a_printed_page_comes_from_the_program(
    strange: Library,  # noqa: F811
    renderer: Renderer,
    layout: str,
) -> None:
    pdf = renderer.render(page(strange, "neck-shoulder"), layout, "letter").pdf
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(each.get_textpage().get_text_range() for each in document)
    assert len(text) > 1000
    assert not latin(text, names(strange))
    heard = " ".join(said for _, said in structure_text(pdf))
    assert len(heard) > 1000
    assert not latin(heard, names(strange))
    meta = document.get_metadata_dict()
    assert not LATIN.findall(f"{meta['Title']} {meta['Subject']} {meta['Author']}")
    heads = [item.get_title() for item in document.get_toc()]
    assert heads
    assert not latin(" ".join(heads), names(strange))
