"""What stands on which page: whole cards, few pages, room for pictures, long notes, print runs."""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import replace
from io import BytesIO
from itertools import groupby, pairwise
from typing import Protocol

import pikepdf
import pypdfium2 as pdfium
import pytest
from proof import geometry, structure

from handouts.errors import ContentError
from handouts.handout import Handout, Paragraph, PointCard, SafetyBox, Span, plain, words
from handouts.library import load_library
from handouts.library.model import Dose
from handouts.prescription.model import Link, Sections
from handouts.render import Layout, Renderer, layout_names, load_layout, with_sections
from handouts.render.blocks import Card
from handouts.render.filling import Arranged, Placed
from handouts.render.layout import Pictures

from .sample import clinic, handout, routine

LAYOUTS = ("large-print", "pocket", "sheet")
SENTENCE = "Press a little longer on the sore side, and rest the arm on a cushion. "
ROUTINES = {name: len(one.points) for name, one in sorted(load_library().routines.items())}
NOT_YET_ON_TWO_SIDES = {
    name for name, points in ROUTINES.items()
    if points <= 6 and name not in {"nausea", "elbow-wrist"}
}  # fmt: skip


SIDE_BY_SIDE = replace(load_layout("sheet"), cards=load_layout("sheet").card_rules(4)[1:])


def of_points(*codes: str, note: str = "", **fields: object) -> Handout:
    points = tuple(Dose(code, note=note or None) for code in codes)
    return handout(**{"points": points, "conditions": (), **fields})


def drawings(pdf: bytes, made: Handout) -> list[geometry.Figure]:
    """The drawings of the places of points."""
    alts = {b.where.alt for part in made.parts for b in part.blocks if isinstance(b, PointCard)}
    with structure.reading(pdf) as file:
        return [one for one in geometry._figures(file) if one.alt in alts]


def high(figure: geometry.Figure) -> float:
    return figure.box[3] - figure.box[1]


class Lay(Protocol):
    """Where everything stands on the pages of a handout, which nobody draws."""

    def __call__(self, made: Handout, layout: Layout | str, paper: str) -> Arranged: ...


@pytest.fixture
def lay(renderer: Renderer) -> Lay:
    """Pages are filled in a tenth of the time that it takes to draw them."""
    return lambda made, layout, paper: renderer._sheets(made, layout, paper).arranged


# ── cards ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("times", [1, 3, 6])
@pytest.mark.parametrize("paper", ["letter", "a5"])
@pytest.mark.parametrize("layout", ["sheet", "pocket"])
def test_cards_are_never_broken(renderer: Renderer, layout: str, paper: str, times: int) -> None:
    made = of_points("LI4", "BL40", "KI3", "GB34", "TE5", "ST36", "SP6", note=times * SENTENCE)
    pdf = renderer.render(made, layout, paper).pdf
    with structure.reading(pdf) as file:
        cards = [
            element
            for element in file.elements()
            if element.kind == "Sect" and any(kid.kind == "H2" for kid in element.children())
            and element.parent and element.parent.kind == "Sect"
        ]  # fmt: skip
        assert len(cards) == 7
        for card in cards:
            assert len(file.pages(card)) == 1
            assert " ".join(file.text(card).split()).count(SENTENCE.strip()) == times


def test_what_no_page_can_hold_is_refused_by_name(renderer: Renderer) -> None:
    made = of_points("KI3", "LI4", note=40 * SENTENCE)
    with pytest.raises(ContentError) as caught:
        renderer.render(made, "large-print", "a5")
    said = str(caught.value)
    assert "card of point 1 is too large" in said
    assert "another layout or paper" in said


def test_a_warning_never_stands_alone_on_a_page(lay: Lay) -> None:
    """Of a card that no page holds in one piece, what follows the steps stays together."""
    for name in ("low-back", "neck-shoulder", "upper-back-ten"):
        made = routine(name, conditions=("no-blood-clot", "not-pregnant"))
        placed = lay(made, "large-print", "a5").placed
        pages = [one.page for one in placed if not isinstance(inside(one), Card)]
        cards = {one.page for one in placed if isinstance(inside(one), Card)}
        alone = {page for page, count in Counter(pages).items() if count == 1} - cards
        parts = {one.part for one in placed if one.page in alone}
        assert "points" not in parts, name


def test_leftover_room_goes_to_pictures(renderer: Renderer) -> None:
    """Up to what the layout allows, and at the cost of no page."""
    made = of_points("LI4", "BL40", "KI3", "GB34", tips=())
    layout = load_layout("sheet")
    rule = layout.card_rules(4)[0]
    small = replace(layout, cards=(replace(rule, most=rule.least[1]),))
    large = replace(layout, cards=(replace(rule, most=700),))
    tight = renderer.render(made, small, "letter")
    roomy = renderer.render(made, large, "letter")
    assert tight.pages == roomy.pages
    before, after = (drawings(one.pdf, made) for one in (tight, roomy))
    assert [one.page for one in before] == [one.page for one in after]
    assert all(high(one) < high(other) for one, other in zip(before, after, strict=True))
    assert geometry.faults(roomy.pdf, made, large) == []


def test_cards_side_by_side_stand_level(renderer: Renderer) -> None:
    made = lean("constipation")
    found = drawings(renderer.render(made, SIDE_BY_SIDE, "letter").pdf, made)
    assert len(found) == 4
    for left, right in zip(found[::2], found[1::2], strict=True):
        assert left.page == right.page
        assert left.box[3] == pytest.approx(right.box[3])
        assert left.box[2] < right.box[0]


def wide(figure: geometry.Figure) -> float:
    return figure.box[2] - figure.box[0]


def test_pictures_stand_as_the_part_of_the_body_asks(renderer: Renderer) -> None:
    """An arm that lies is shown across the card, a leg beside the hands."""
    lying = handout(points=(Dose("PC6"),), routine=None, conditions=())
    both = lean("lower-back-three"), lying
    leg, arm = (drawings(renderer.render(made, "sheet", "letter").pdf, made)[0] for made in both)
    assert wide(arm) > 1.3 * high(arm)
    assert high(leg) > wide(leg)


@pytest.mark.parametrize("name", ["digestion", "elbow-wrist"])
def test_the_last_of_an_odd_number_is_as_wide_as_the_page(lay: Lay, name: str) -> None:
    placed = lay(lean(name), "sheet", "letter").placed
    cards = [one for one in placed if isinstance(inside(one), Card)]
    assert cards[0].flowable.width == cards[1].flowable.width < 0.5 * cards[2].flowable.width


def inside(one: Placed) -> object:
    return getattr(one.flowable, "flowable", one.flowable)


def test_room_on_the_last_page_goes_to_pictures_before_it(renderer: Renderer) -> None:
    """No row is left with its smallest pictures where the last page is half empty."""
    made = lean("constipation")
    figures = drawings(renderer.render(made, SIDE_BY_SIDE, "letter").pdf, made)
    least = SIDE_BY_SIDE.cards[0].least[1]
    assert [one.page for one in figures] == [1, 1, 2, 2]
    assert min(math.sqrt(wide(one) * high(one)) for one in figures) > 1.3 * least


def test_cards_stand_one_below_the_other_where_that_asks_for_no_page_more(lay: Lay) -> None:
    """So that pictures are large and are read in order; side by side where it saves a page."""
    layout = load_layout("sheet")
    below, beside = layout.card_rules(4)
    assert (below.columns, beside.columns) == (1, 2)
    for name in ("foot-ankle", "knee", "constipation"):
        pages = [
            lay(routine(name), replace(layout, cards=(rule,)), "letter").pages
            for rule in (below, beside)
        ]
        made = lay(routine(name), layout, "letter")
        in_one = all(
            one.flowable.width > 400 for one in made.placed if isinstance(inside(one), Card)
        )
        assert made.pages == min(pages), name
        assert in_one == (pages[0] <= pages[1]), name


def test_the_map_takes_no_room_from_pictures(lay: Lay) -> None:
    made = routine("neck-shoulder")
    bare = replace(made, parts=tuple(part for part in made.parts if part.name != "map"))
    heights = [
        [
            one.flowable.height
            for one in lay(handout, "sheet", "letter").placed
            if isinstance(inside(one), Card)
        ]
        for handout in (made, bare)
    ]
    assert all(one >= 0.85 * other for one, other in zip(*heights, strict=True))


def test_page_one_has_a_card_under_a_long_box(lay: Lay) -> None:
    """Where two side by side have no room, the first is set across the page."""
    many = ("blood-thinners", "diabetes", "high-blood-pressure", "epilepsy", "heart-disease")
    for name in ("sciatica", "migraine", "low-back"):
        placed = lay(routine(name, conditions=many), "sheet", "letter").placed
        cards = [one for one in placed if isinstance(inside(one), Card)]
        assert cards[0].page == 0, name


def test_what_is_new_takes_no_dose_from_page_one(lay: Lay) -> None:
    made = routine("migraine", conditions=("migraine-with-aura",), of=clinic(logo=None))
    (dose,) = (one for one in made.parts if one.name == "dose")
    new = replace(dose, name="since", blocks=(Paragraph((Span(4 * SENTENCE),)),))
    at = made.parts.index(dose) + 1
    made = replace(made, parts=(*made.parts[:at], new, *made.parts[at:]))
    placed = lay(made, "large-print", "letter").placed
    first = [(one.part, one.page) for one in placed if one.part in ("dose", "safety", "since")]
    assert first == [("dose", 0), ("safety", 0), ("since", 1)]


# ── pages ───────────────────────────────────────────────────────────────────────────────────────

CLINIC = clinic(logo=None, booking="", booking_qr=False, web="", disclaimer="", sign_off="")
NOTES = "Press before your walk, not after a meal.\n\nCall us if you are not sure where it is."


def lean(name: str) -> Handout:
    """A routine from a clinic of five lines, with a note, a link and a next visit."""
    links = (Link("https://example.org/low-back", "Watch the video"),)
    return routine(name, of=CLINIC, notes=NOTES, links=links)


def up_to(points: int, not_yet: set[str]) -> list[object]:
    """Routines of so many points; those that do not keep to the target yet must fail."""
    late = pytest.mark.xfail(reason="takes a side more than it should", strict=True)
    return [
        pytest.param(name, marks=[late] if name in not_yet else [])
        for name, count in ROUTINES.items()
        if count <= points
    ]


@pytest.mark.parametrize("name", up_to(6, NOT_YET_ON_TWO_SIDES))
def test_up_to_six_points_take_two_sides(renderer: Renderer, name: str) -> None:
    assert renderer.render(lean(name), "sheet", "letter").pages <= 2


@pytest.mark.parametrize("name", up_to(5, set()))
def test_up_to_five_points_take_one_side_of_a_pocket(renderer: Renderer, name: str) -> None:
    made = routine(name, of=CLINIC, notes=None, links=(), next_visit=None)
    assert renderer.render(made, "pocket", "letter").pages == 1


def test_a_few_lines_get_no_page_of_their_own(lay: Lay) -> None:
    """Where a little less space between blocks saves the last page, it is saved."""
    for name in ("sleep", "low-back-long-term"):
        laid = lay(lean(name), "sheet", "letter")
        assert laid.pages == 3, name
        assert laid.free[-1] < 60, name


def test_the_map_costs_no_page(lay: Lay) -> None:
    layout = load_layout("large-print")
    assert "map" in layout.parts
    for name in ("low-back", "nausea", "jaw", "upper-back-ten"):
        made = routine(name)
        bare = replace(made, parts=tuple(part for part in made.parts if part.name != "map"))
        pages = [lay(one, layout, "letter").pages for one in (made, bare)]
        assert pages[0] == pages[1]


def test_a_long_note_flows_over_pages(renderer: Renderer) -> None:
    typed = [f"Paragraph {n}. " + 12 * SENTENCE for n in range(1, 13)]
    made = of_points("LI4", notes="\n\n".join(typed))
    for layout in ("sheet", "large-print"):
        rendered = renderer.render(made, layout, "letter")
        assert rendered.pages >= 3
        with structure.reading(rendered.pdf) as file:
            said = [
                (" ".join(file.text(one).split()), file.pages(one))
                for one in file.elements()
                if one.kind == "P"
            ]
        notes = [(text, pages) for text, pages in said if text.startswith("Paragraph ")]
        assert [text for text, _ in notes] == [" ".join(one.split()) for one in typed]
        assert len(set().union(*(pages for _, pages in notes))) >= 2
        found = geometry.faults(rendered.pdf, made, layout)
        assert not [one for one in found if "band" not in one]


def test_a_short_note_stays_in_one_piece(lay: Lay) -> None:
    for name in ROUTINES:
        placed = lay(lean(name), "sheet", "a4").placed
        note = [one for one in placed if one.part == "notes"]
        assert len(note) == 3, name  # heading and two paragraphs
        assert len({(one.page, one.x) for one in note}) == 1, name


@pytest.mark.parametrize("layout", ["sheet", "pocket"])
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_what_fills_a_gap_parts_nothing(lay: Lay, layout: str, paper: str) -> None:
    """Cards come first, no part is cut in two by another, and the disclaimer stays behind what the
    layout puts before it; boxes of whom to call say what they are, and may stand apart.
    """
    order = load_layout(layout).parts
    for name in ROUTINES:
        placed = lay(lean(name), layout, paper).placed
        runs = [part for part, _ in groupby(one.part for one in placed)]
        alone = [part for part in runs if part != "call"]
        assert len(alone) == len({*alone}), f"{name}: {runs}"
        cards, last = runs.index("points"), runs.index("disclaimer")
        assert {*runs[:cards]} <= {"", "dose", "since", "safety", "how"}, f"{name}: {runs}"
        assert {*runs[last:]} <= {*order[order.index("disclaimer") :]}, f"{name}: {runs}"


@pytest.mark.parametrize(
    ("name", "layout", "paper", "pages"),
    [
        ("low-back-with-stretches", "sheet", "a4", 3),
        ("upper-back-ten", "sheet", "a4", 4),
        ("nausea", "pocket", "letter", 1),
        ("sleep", "pocket", "letter", 1),
    ],
)
def test_a_page_is_saved_by_what_fills_a_gap(
    renderer: Renderer, name: str, layout: str, paper: str, pages: int
) -> None:
    assert renderer.render(lean(name), layout, paper).pages == pages


def test_parts_in_an_order_that_was_asked_for_are_not_moved(lay: Lay) -> None:
    asked = with_sections(load_layout("sheet"), Sections(order=("chart", "tips", "call")))
    for name in ROUTINES:
        placed = lay(lean(name), asked, "a4").placed
        runs = [part for part, _ in groupby(one.part for one in placed)]
        assert [part for part in runs if part] == [part for part in asked.parts if part in runs]


def test_a_paragraph_of_a_note_does_not_fall_apart(lay: Lay) -> None:
    """Where a page stands looser, the room goes between paragraphs, not into one."""
    typed = [f"Paragraph {n}. " + 9 * SENTENCE for n in range(1, 10)]
    placed = lay(of_points("LI4", notes="\n\n".join(typed)), "sheet", "letter").placed
    notes = [one for one in placed if one.part == "notes"]
    gaps = [
        round(upper.y - lower.y - lower.flowable.height, 2)
        for upper, lower in pairwise(notes)
        if (upper.page, upper.x) == (lower.page, lower.x)
    ]
    assert 0 in gaps  # a long paragraph is placed in pieces, which touch
    least = load_layout("sheet").sizes.gap
    assert [gap for gap in gaps if 0 < gap < 0.5 * least] == []
    assert max(gaps) > least  # here the page does stand looser
    assert gaps.count(0) >= len(notes) - 2 * len(typed)


@pytest.mark.parametrize(
    ("layout", "paper"),
    [
        ("sheet", "letter"), ("sheet", "a5"), ("pocket", "letter"), ("pocket", "a5"),
        ("large-print", "letter"),
    ],
)  # fmt: skip
def test_when_not_to_press_stands_on_page_one(lay: Lay, layout: str, paper: str) -> None:
    """However long the answers above it are."""
    often = "twice a day, " + 3 * "before a meal or two hours after it, "
    for name in ROUTINES:
        placed = lay(routine(name, how_often=often), layout, paper).placed
        pages = {one.part: one.page for one in reversed(placed)}
        assert pages["safety"] == 0, name


def test_a_box_that_is_higher_than_a_page_goes_on_under_its_label(renderer: Renderer) -> None:
    made = routine("low-back", conditions=("high-blood-pressure", "epilepsy", "dementia"))
    box = next(b for part in made.parts for b in part.blocks if isinstance(b, SafetyBox))
    pdf = renderer.render(made, "large-print", "a5").pdf
    with structure.reading(pdf) as file:
        read = [(one.kind, " ".join(file.text(one).split())) for one in file.elements()]
    for label, items in box.rows:
        assert ("Caption", plain(label)) in read
        assert {("LBody", plain(item)) for item in items} <= set(read)
    assert [kind for kind, _ in read].count("Caption") > len(box.rows)
    assert structure.problems(pdf) == []


@pytest.mark.parametrize("order", [("how", "points", "notes"), ("notes", "how", "points")])
def test_a_part_before_the_cards_is_printed_once(lay: Lay, order: tuple[str, ...]) -> None:
    asked = with_sections(load_layout("sheet"), Sections(order=order))  # type: ignore[arg-type]
    for name in ROUTINES:
        placed = lay(lean(name), asked, "letter").placed
        headings = [one for one in placed if one.part == "how"]
        assert len(headings) == len({one.flowable for one in headings}), name


def test_parts_stand_in_the_order_of_the_layout(renderer: Renderer) -> None:
    made = replace(handout(), parts=handout().parts[::-1])  # whatever their order in the handout
    flow = ("disclaimer", "points", "tips", "safety", "dose")
    layout = Layout("mine", flow=flow)
    with structure.reading(renderer.render(made, layout, "letter").pdf) as file:
        sections = [str(one.object["/T"]) for one in file.elements() if "/T" in one.object]
    titles = {part.name: plain(part.title) for part in made.parts}
    assert sections == [titles[name] for name in flow]


def test_what_is_drawn_stands_on_the_page_where_it_was_laid(renderer: Renderer, lay: Lay) -> None:
    made = routine("low-back")
    laid = lay(made, "sheet", "letter")
    with structure.reading(renderer.render(made, "sheet", "letter").pdf) as file:
        pages = {str(one.object["/T"]): file.pages(one) for one in file.elements()
                 if "/T" in one.object}  # fmt: skip
        assert len(file.pdf.pages) == laid.pages
    wanted = {}
    for part in made.parts:
        placed = {one.page + 1 for one in laid.placed if one.part == part.name}
        wanted |= {plain(part.title): placed} if placed else {}
    assert len(wanted) > 5
    assert pages == wanted


def test_a_part_without_blocks_of_its_own_leaves_no_trace(renderer: Renderer) -> None:
    """What the layout names and the handout lacks is left out without a gap in the structure."""
    made = replace(handout(), parts=tuple(p for p in handout().parts if p.name != "tips"))
    pdf = renderer.render(made, "sheet", "letter").pdf
    assert structure.problems(pdf) == []
    assert "At home" not in [text for _, text in structure.structure_text(pdf)]


# ── print runs ──────────────────────────────────────────────────────────────────────────────────


def test_each_handout_of_a_run_begins_on_a_front_side(renderer: Renderer) -> None:
    made = [handout("Ana"), of_points("LI4"), handout("王小明"), of_points("LI4", "KI3")]
    layouts = ["sheet", "pocket", "large-print", "sheet"]
    papers = ["letter", "a4", "letter", "a5"]
    names = ["Ana", "", "王小明", "Bob"]
    alone = [
        renderer.render(one, layout, paper).pages
        for one, layout, paper in zip(made, layouts, papers, strict=True)
    ]
    run = renderer.render_run(list(zip(made, layouts, papers, names, strict=True)), "Today")
    assert alone[0] % 2 or alone[1] % 2 or alone[2] % 2  # one of them leaves a back empty
    with pikepdf.open(BytesIO(run.pdf)) as file:
        with file.open_outline() as outline:
            heads = [(one.title, _page(file, one)) for one in outline.root]
        empty = [n for n, page in enumerate(file.pages) if not page.get("/Contents") or not
                 pikepdf.parse_content_stream(page)]  # fmt: skip
        sizes = [tuple(float(edge) for edge in page.mediabox[2:]) for page in file.pages]
        assert str(file.docinfo["/Title"]) == "Today"
    starts = []
    at = 0
    for pages in alone:
        starts.append(at)
        at += pages + pages % 2
    assert [page for _, page in heads] == starts
    assert all(start % 2 == 0 for start in starts)
    titles = [name or plain(one.title) for name, one in zip(names, made, strict=True)]
    assert [title for title, _ in heads] == titles
    assert run.pages == starts[-1] + alone[-1]
    assert empty == [s + n for s, n in zip(starts[:-1], alone[:-1], strict=True) if n % 2]
    assert [sizes[start][0] for start in starts] == pytest.approx(
        [612, 595.28, 612, 419.53], abs=0.1
    )
    assert structure.problems(run.pdf) == []


def _page(pdf: pikepdf.Pdf, item: pikepdf.OutlineItem) -> int:
    target = item.destination if item.destination is not None else item.action.D
    return next(n for n, page in enumerate(pdf.pages) if page.objgen == target[0].objgen)  # type: ignore[index]


def test_a_run_says_what_its_handouts_say(renderer: Renderer) -> None:
    made = [handout("Ana"), handout("Bob", notes="Another note"), of_points("LI4", "KI3")]
    jobs = [(one, "sheet", "letter", "") for one in made]
    run = structure.structure_text(renderer.render_run(jobs, "Run").pdf)
    alone = [structure.structure_text(renderer.render(*job[:3]).pdf) for job in jobs]
    assert run == [block for one in alone for block in one]


def test_handouts_of_a_run_have_their_own_language(renderer: Renderer) -> None:
    made = [handout(), replace(handout(), language="es")]
    run = renderer.render_run([(one, "sheet", "letter", "") for one in made], "Run")
    with structure.reading(run.pdf) as file:
        assert [one.language for one in file.elements() if one.kind == "Part"] == ["en", "es"]


def test_handouts_of_a_run_share_fonts_and_drawings(renderer: Renderer) -> None:
    def kept(pdf: bytes) -> Counter[str]:
        with pikepdf.open(BytesIO(pdf)) as file:
            streams = [one for one in file.objects if isinstance(one, pikepdf.Stream)]
            return Counter(
                "font" if "/Length1" in one else str(one.get("/Subtype", "")) for one in streams
            )

    one = kept(renderer.render(handout(), "sheet", "letter").pdf)
    jobs = [(handout(name), "sheet", "letter", "") for name in ("Ana", "Bo", "Cy", "Di")]
    many = kept(renderer.render_run(jobs, "Run").pdf)
    for kind in ("font", "/Form", "/Image"):
        assert one[kind]
        assert many[kind] == one[kind]


def test_a_run_is_the_same_each_time(renderer: Renderer) -> None:
    jobs = [(handout(name), "sheet", "letter", name) for name in ("Ana", "Bo")]
    assert renderer.render_run(jobs, "Run").pdf == Renderer().render_run(jobs, "Run").pdf


# ── the paper ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("layout", [name for name in layout_names() if name != "card"])
def test_boxes_to_tick_grow_with_the_layout(renderer: Renderer, layout: str) -> None:
    """A box for each day and time, each as large as the layout says."""
    made = handout(how_often="twice a day", for_how_long="2 weeks")
    if "chart" not in load_layout(layout).parts:
        return
    with structure.reading(renderer.render(made, layout, "letter").pdf) as file:
        cells = [one for one in file.elements() if one.kind == "TD"]
    assert len(cells) == 2 * 7 * 2
    assert load_layout("large-print").pictures.tick > Pictures().tick


def test_long_words_of_a_patient_are_on_the_page(renderer: Renderer) -> None:
    made = replace(handout(), subtitle=words("For " + "Wolfeschlegelsteinhausen" * 9))
    for layout in LAYOUTS:
        pdf = renderer.render(made, layout, "a5").pdf
        found = geometry.faults(pdf, made, layout)
        assert not [one for one in found if re.search("of the edge|lies on", one)]


def test_a_date_is_not_broken_over_lines(renderer: Renderer) -> None:
    made = replace(handout(), subtitle=words("For Maria Magdalena Lopez · November 20, 2026"))
    pdf = renderer.render(made, "large-print", "letter").pdf
    with pdfium.PdfDocument(pdf) as document:
        lines = document[0].get_textpage().get_text_bounded().splitlines()
    assert "November 20, 2026" in lines
    assert "For Maria Magdalena Lopez" in lines  # and no dot between them, where they do not fit
    pdf = renderer.render(made, "sheet", "letter").pdf
    with pdfium.PdfDocument(pdf) as document:
        text = document[0].get_textpage().get_text_bounded()
    assert re.search(r"Lopez\W+·\W+November", text)
