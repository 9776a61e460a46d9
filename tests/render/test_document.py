"""The file as a whole: what it is called, its language, its bookmarks, its links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from proof import structure

from handouts.handout import Part, WebLink, plain, words
from handouts.render import Renderer, layout_names, load_layout, render

from .sample import handout, routine

LAYOUTS = [name for name in layout_names() if name != "card"]


@pytest.fixture
def pdf(renderer: Renderer) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(renderer.render(handout(), "sheet", "letter").pdf)) as opened:
        yield opened


def test_it_is_called_what_the_page_is_called(pdf: pikepdf.Pdf) -> None:
    made = handout()
    with pdf.open_metadata() as meta:
        assert meta["dc:title"] == plain(made.title)
        assert meta["dc:description"] == made.subject
        assert meta["dc:creator"] == [made.author]
        assert meta["xmp:CreateDate"].startswith("2026-11-20")
    assert str(pdf.docinfo["/Title"]) == plain(made.title)
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True


def test_its_language_is_the_handouts(renderer: Renderer) -> None:
    made = replace(handout(), language="es-MX")
    with pikepdf.open(BytesIO(renderer.render(made, "sheet", "letter").pdf)) as opened:
        assert str(opened.Root.Lang) == "es-MX"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_bookmarks_lead_to_the_title_and_every_heading(renderer: Renderer, layout: str) -> None:
    data = renderer.render(handout(), layout, "letter").pdf
    with structure.reading(data) as file:
        headings = [
            (" ".join(file.text(one).split()), min(file.pages(one)))
            for one in file.elements()
            if one.kind in ("H1", "H2")
        ]
        with file.pdf.open_outline() as outline:
            (top,) = outline.root
            marks = [
                (" ".join(one.title.split()), _page(file.pdf, one)) for one in [top, *top.children]
            ]
    assert len(marks) == len(headings)
    for (title, page), (heading, on) in zip(marks, headings, strict=True):
        assert heading.startswith(title)  # a card's names are left out
        assert page == on


def _page(pdf: pikepdf.Pdf, item: pikepdf.OutlineItem) -> int:
    target: Any = item.destination
    if target is None:
        target = item.action.D
    return next(n for n, page in enumerate(pdf.pages, 1) if page.objgen == target[0].objgen)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_link_leads_where_it_says(renderer: Renderer, layout: str) -> None:
    made = handout()
    data = renderer.render(made, layout, "letter").pdf
    found = set()
    with pikepdf.open(BytesIO(data)) as opened:
        keys = []
        for page in opened.pages:
            for link in page.obj.get("/Annots", []):
                keys.append(int(link.StructParent))
                assert str(link.Contents).strip()
                found.add(str(link.A.URI))
        assert len(keys) == len(set(keys))
    wanted = {made.brand.call[1]} if made.brand.call else set()
    if layout != "pocket":
        wanted |= {"https://example.org/low-back", "https://example.org/knots"}
        wanted |= {"https://willowtree.example/book", "mailto:hello@willowtree.example"}
    assert wanted <= found
    assert structure.problems(data) == []


def test_a_link_without_a_label_says_where_it_leads(renderer: Renderer) -> None:
    part = Part(
        "link", words("Read more"), (WebLink("https://example.org/a", (), words("Scan"), "A code"),)
    )
    data = renderer.render(replace(handout(), parts=(part,)), "sheet", "letter").pdf
    with pikepdf.open(BytesIO(data)) as opened:
        links = [link for page in opened.pages for link in page.obj.get("/Annots", [])]
        assert "example.org/a" in [str(link.Contents) for link in links if "/URI" in link.A]
    assert structure.problems(data) == []


def test_pages_are_as_large_as_the_paper(renderer: Renderer) -> None:
    sizes = {
        "letter": (612, 792),
        "a4": (595.28, 841.89),
        "a5": (419.53, 595.28),
        "legal": (612, 1008),
    }
    for name, size in sizes.items():
        with pikepdf.open(BytesIO(renderer.render(handout(), "sheet", name).pdf)) as opened:
            for page in opened.pages:
                assert [float(edge) for edge in page.mediabox[2:]] == pytest.approx(size, abs=0.02)


def test_the_foot_counts_pages_and_says_what_is_overleaf(renderer: Renderer) -> None:
    made = handout()
    rendered = renderer.render(made, "sheet", "letter")
    feet = structure.artifact_text(rendered.pdf)
    for number in range(1, rendered.pages + 1):
        assert [
            one
            for one in feet
            if one.endswith(made.page_of.format(page=number, pages=rendered.pages))
        ]
    assert made.turn
    assert [foot for foot in feet if foot.startswith(made.turn[:12])]
    go_on = [foot for foot in feet if foot.startswith("Go on to page 3")]
    assert bool(go_on) == (rendered.pages > 2)


def test_a_foot_without_room_says_less_and_is_not_cut(renderer: Renderer) -> None:
    layout = load_layout("sheet")
    layout = replace(layout, sizes=replace(layout.sizes, foot=24.0))
    feet = structure.artifact_text(renderer.render(routine("low-back"), layout, "a5").pdf)
    assert [foot for foot in feet if foot.startswith("Turn over.")]
    assert not [foot for foot in feet if foot.startswith("Turn over. There is more on ")]


def test_a_stray_brace_in_a_clinics_words_for_the_page_is_printed(
    renderer: Renderer,
) -> None:
    made = replace(handout(), page_of="{page} of {pages} {")
    rendered = renderer.render(made, "sheet", "letter")
    last = f"{rendered.pages} of {rendered.pages} {{"
    assert rendered.pages > 1
    assert [one for one in structure.artifact_text(rendered.pdf) if one.endswith(last)]


def test_one_page_has_no_number(renderer: Renderer) -> None:
    made = replace(handout(), parts=handout().parts[:2])
    rendered = renderer.render(made, "sheet", "letter")
    assert rendered.pages == 1
    assert not [foot for foot in structure.artifact_text(rendered.pdf) if "of 1" in foot]


def test_equal_handouts_are_equal_files() -> None:
    """Whoever renders them: a clinic can tell by its bytes that a file has not changed."""
    one, other = Renderer(), Renderer()
    first = one.render(handout(), "sheet", "letter")
    assert other.render(handout(), "sheet", "letter").pdf == first.pdf
    assert one.render(handout(), "sheet", "letter").pdf == first.pdf
    assert render(handout(), "sheet", "letter").pdf == first.pdf


def test_a_file_is_the_same_on_any_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day of its own is told to reproducible builds; it is no part of a handout."""
    made = []
    for day in ("1763596800", "1900000000"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
        made.append(render(handout(), "sheet", "letter").pdf)
    assert made[0] == made[1]


def test_what_was_rendered_before_does_not_show(renderer: Renderer) -> None:
    fresh = Renderer().render(handout(), "pocket", "a4").pdf
    busy = Renderer()
    busy.render(handout("王小明 Ωmega"), "large-print", "letter")
    busy.render(replace(handout(), title=words("Другое")), "pocket", "a4")
    assert busy.render(handout(), "pocket", "a4").pdf == fresh


def test_what_was_typed_for_one_patient_does_not_reach_the_next(renderer: Renderer) -> None:
    renderer.render(handout("Zqcanary", notes="Zqcanary note"), "sheet", "letter")
    after = renderer.render(handout("Ana", notes="Another"), "sheet", "letter").pdf
    said = " ".join(text for _, text in structure.structure_text(after))
    assert "Ana" in said
    assert "Zqcanary" not in said
