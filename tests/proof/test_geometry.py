"""Every routine on every layout and paper: nothing lies on anything, is cut, broken or too small.

`python -m proof.geometry` prints the table of what fails.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest
from render.sample import handout, routine
from spread import spread

from handouts.library import load_library
from handouts.render import Renderer
from proof import geometry, structure

PAPERS = ("letter", "a4", "a5", "legal")
LAYOUTS = ("sheet", "large-print", "pocket")
ROUTINES = sorted(load_library().routines)


NOT_YET = {(name, "large-print", "a5") for name in ROUTINES}
"""What does not keep to every bar: the strip of page one begins page two."""


@pytest.mark.parametrize("paper", spread(PAPERS, 1))
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", spread(ROUTINES, 3))
def test_routine(
    request: pytest.FixtureRequest, renderer: Renderer, name: str, layout: str, paper: str
) -> None:
    if (name, layout, paper) in NOT_YET:
        request.applymarker(pytest.mark.xfail(reason="misses a bar of the page", strict=True))
    made = routine(name)
    assert geometry.faults(renderer.render(made, layout, paper).pdf, made, layout) == []


# ── the proof itself: what is spoiled is found ──────────────────────────────────────────────────


def with_text(pdf: bytes, text: str, x: float, y: float, size: float = 12) -> bytes:
    """The file with one more line on its first page, dark and in the usual face."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        shown = f"0 g BT /F0.0 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET"
        added = f"/Artifact <</Type/Pagination>> BDC q {shown} Q EMC"
        file.pages[0].contents_add(added.encode())
        file.save(out)
    return out.getvalue()


def first_picture(pdf: bytes) -> geometry.Box:
    """The box of the drawing of the first point's place."""
    alt = next(part for part in handout().parts if part.name == "points").blocks[0].where.alt  # type: ignore[union-attr]
    with structure.reading(pdf) as file:
        return next(one.box for one in geometry._figures(file) if one.alt == alt)


def middle(box: geometry.Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


SPOILS: dict[str, Callable[[bytes], bytes]] = {
    "'iii'": lambda pdf: with_text(pdf, "iii", *middle(first_picture(pdf))),
    "lies on '": lambda pdf: with_text(pdf, "Easing", *_title_of(pdf), size=25),
    "of the edge": lambda pdf: with_text(pdf, "out", 300, 3),
    "is set in 11": lambda pdf: with_text(pdf, "small", 250, 15, size=11),
}


def _title_of(pdf: bytes) -> tuple[float, float]:
    page = next(iter(geometry._pages(pdf)))
    word = next(word for word in page.words if word.text == "Easing")
    return word.box[0] + 4, word.box[1] + 2


@pytest.mark.parametrize("says", SPOILS)
def test_what_is_spoiled_is_found(good_pdf: bytes, says: str) -> None:
    assert not [fault for fault in geometry.faults(good_pdf, handout(), "sheet") if says in fault]
    found = geometry.faults(SPOILS[says](good_pdf), handout(), "sheet")
    assert [fault for fault in found if says in fault], found


def test_a_card_on_two_pages_is_found(good_pdf: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(good_pdf)) as file:
        cards = [e for e in _sections(file.Root.StructTreeRoot.K) if e.P.get("/S") == "/Sect"]
        tips = cards[-1]
        above = tips.P
        above.K = pikepdf.Array([kid for kid in above.K if kid.objgen != tips.objgen])
        cards[0].K.append(tips)  # what is on the last page now belongs to the first card
        file.save(out)
    found = geometry.faults(out.getvalue(), handout(), "sheet")
    assert [fault for fault in found if "goes on over" in fault]


def _sections(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K", [])
    own = [element] if element.get("/S") == "/Sect" else []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            own += _sections(kid)
    return own


def test_run_in_steps_are_found(good_pdf: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(good_pdf)) as file:
        cards = [e for e in _sections(file.Root.StructTreeRoot.K) if e.P.get("/S") == "/Sect"]
        steps = next(kid for kid in cards[0].K if kid.S == "/L")
        steps.K = pikepdf.Array(list(steps.K)[:-1])
        file.save(out)
    found = geometry.faults(out.getvalue(), handout(), "sheet")
    assert [fault for fault in found if "card 1: steps" in fault]


def test_an_empty_half_page_is_found(renderer: Renderer) -> None:
    made = handout(points=None, tips=None, routine="nausea")
    pdf = renderer.render(made, "sheet", "letter").pdf
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as file:
        file.pages[0].Contents = file.make_stream(b"")
        file.save(out)
    pages = list(geometry._pages(out.getvalue()))
    faults = list(geometry._bands(pages, geometry.load_layout("sheet")))
    assert [fault for fault in faults if fault.startswith("page 1")]
