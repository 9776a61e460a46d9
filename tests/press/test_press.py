"""The press as a whole: files, pages, places; structure and text are proved in tests/proof."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest

from handouts.handout import Handout, Paragraph, Part, plain, words
from handouts.press import Room, load_layout
from handouts.press.file.piece import Piece
from handouts.press.layout import PAPERS, paper
from handouts.press.pages.arrange import Arranged
from handouts.press.pages.flow import Later, Placed
from press.sample import CARDS, handout

LAYOUTS = ("large-print", "pocket", "sheet")


@pytest.fixture(scope="module")
def room() -> Room:
    return Room()


def arranged(room: Room, one: Handout, layout: str = "sheet", size: str = "letter") -> Arranged:
    return room.arrange(one, load_layout(layout), paper(size))


def piece(placed: Placed) -> Piece:
    return placed.piece.piece if isinstance(placed.piece, Later) else placed.piece


def with_cards(count: int, note: str = "") -> Handout:
    """The sample with so many cards, each with a note."""
    cards = [
        replace(CARDS[n % 5], number=n + 1, note=(words(note),) if note else ())
        for n in range(count)
    ]
    base = handout()
    parts = tuple(
        replace(part, blocks=tuple(cards)) if part.name == "points" else part for part in base.parts
    )
    return replace(base, parts=parts)


def is_mark(kid: object) -> bool:
    """Whether a kid of an element is a mark on another page than the first."""
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR"


@pytest.mark.parametrize("size", PAPERS)
@pytest.mark.parametrize("layout", ["sheet", "large-print"])
def test_nothing_leaves_the_page_and_nothing_overlaps(room: Room, layout: str, size: str) -> None:
    found = arranged(room, handout(), layout, size)
    area = found.desk.area
    for one in found.placed:
        assert one.y <= area.top + 0.1
        assert one.y - one.piece.height >= area.bottom - 0.1
        assert one.x >= area.left - 0.1
        assert one.x + piece(one).width <= area.left + area.width + 0.5
    boxes = [
        (one.page, one.x, one.y - one.piece.height, one.x + piece(one).width, one.y)
        for one in found.placed
        if one.group  # the title stands beside the clinic
    ]
    for n, (page, left, bottom, right, top) in enumerate(boxes):
        for other in boxes[n + 1 :]:
            apart = (
                other[0] != page
                or other[1] >= right - 0.5
                or other[3] <= left + 0.5
                or other[2] >= top - 0.1
                or other[4] <= bottom + 0.1
            )
            assert apart


@pytest.mark.parametrize("layout", LAYOUTS)
def test_parts_come_in_the_order_of_the_layout(room: Room, layout: str) -> None:
    found = arranged(room, handout(), layout)
    order = list(dict.fromkeys(one.group for one in found.placed if one.group))
    wanted = found.desk.style.layout.parts
    assert order == [name for name in wanted if name in order]
    assert {"points", "not-today", "disclaimer"} <= set(order)


@pytest.mark.parametrize("count", [1, 2, 7, 12])
def test_cards_do_not_break(room: Room, count: int) -> None:
    found = arranged(room, with_cards(count))
    cards = [one for one in found.placed if one.group == "points"]
    assert all(one.head == -1 for one in cards)
    assert sum(b"/S/Figure" in piece(one).elements for one in cards) == count


def test_a_card_with_an_endless_note_breaks_rather_than_fail(room: Room) -> None:
    note = "Press before your walk. " * 400
    pressed = room.press(with_cards(1, note), "sheet", "letter")
    assert pressed.pages > room.press(with_cards(1), "sheet", "letter").pages
    with pikepdf.open(BytesIO(pressed.pdf)) as pdf:
        assert len(pdf.pages) == pressed.pages
    found = arranged(room, with_cards(1, note))
    area = found.desk.area
    assert all(one.y - one.piece.height >= area.bottom - 0.1 for one in found.placed)


def test_a_note_stays_with_its_card(room: Room) -> None:
    found = arranged(room, with_cards(3, "Use the other thumb."))
    placed = found.placed
    notes = [n for n, one in enumerate(placed) if one.group == "points" and one.head >= 0]
    assert len(notes) == 3
    for n in notes:
        card = placed[placed[n].head]
        assert placed[n].page == card.page
        assert placed[n].y < card.y


def test_long_notes_go_on_over_pages_as_one_paragraph(room: Room) -> None:
    base = handout()
    long = Part("notes", words("A note"), (Paragraph(words("Walk a little each day. " * 300)),))
    parts = tuple(long if part.name == "notes" else part for part in base.parts)
    pdf = pikepdf.open(BytesIO(room.press(replace(base, parts=parts), "large-print", "a5").pdf))
    split = [
        {kid.Pg.objgen for kid in element.K if is_mark(kid)}
        for element in pdf.objects
        if isinstance(element, pikepdf.Dictionary)
        and element.get("/S") == "/P"
        and any(map(is_mark, element.get("/K", [])))
    ]
    assert len([pages for pages in split if len(pages) > 3]) == 1


def test_the_roomiest_variant_that_needs_no_more_pages_is_taken(room: Room) -> None:
    layout = load_layout("sheet")
    for count in (1, 2, 3, 4, 5, 6):
        one = with_cards(count)
        found = room.arrange(one, layout, paper("letter"))
        each = [
            room.arrange(one, replace(variant, tighter=()), paper("letter")).pages
            for variant in layout.variants
        ]
        assert found.pages == min(each)
        leading = found.desk.style.layout.sizes.leading
        first = next(n for n, pages in enumerate(each) if pages == min(each))
        assert leading == layout.variants[first].sizes.leading


def test_the_same_handout_gives_the_same_bytes_in_any_room(room: Room) -> None:
    room.press(handout("Ана Чапек 王小明"), "sheet", "letter")
    again = room.press(handout(), "sheet", "letter").pdf
    assert again == Room().press(handout(), "sheet", "letter").pdf
    assert again != room.press(handout("Mario Lopez"), "sheet", "letter").pdf


def test_a_room_does_not_grow_with_its_patients(room: Room) -> None:
    def sizes() -> int:
        desks = [desk for _, desk in room._desks.values()]
        return sum(len(desk._pieces) + len(desk._units) + len(desk._parts) for desk in desks)

    room.press(handout("First"), "sheet", "letter")
    before = sizes()
    for n in range(20):
        room.press(handout(f"Patient {n}"), "sheet", "letter")
    assert sizes() == before


def test_a_run_starts_each_handout_on_a_new_sheet(room: Room) -> None:
    people = ("Ana", "Ben", "Cid")
    alone = room.press(handout(), "sheet", "letter").pages
    run = room.press_many((handout(name) for name in people), "sheet", "letter", "Run")
    with pikepdf.open(BytesIO(run.pdf)) as pdf:
        assert len(pdf.pages) == run.pages == 2 * (alone + alone % 2) + alone
        starts = [
            next(n for n, page in enumerate(pdf.pages) if page.objgen == item.destination[0].objgen)
            for item in pdf.open_outline().root
        ]
        assert starts == [n * (alone + alone % 2) for n in range(3)]
        assert str(pdf.docinfo["/Title"]) == "Run"
    assert len(run.pdf) < 2 * len(room.press(handout(), "sheet", "letter").pdf)


def test_bookmarks_lead_to_parts_in_reading_order(room: Room) -> None:
    pdf = pikepdf.open(BytesIO(room.press(handout(), "sheet", "letter").pdf))
    (top,) = pdf.open_outline().root
    assert top.title == plain(handout().title)
    titles = [item.title for item in top.children]
    assert titles[0] == "In short"
    assert {"Your points", "At home", "Please note"} <= set(titles)
    pages = [pikepdf.Page(item.destination[0]).index for item in top.children]
    assert all(one <= other for one, other in pairwise(pages))


def test_pocket_panels_hold_their_pieces(room: Room) -> None:
    from handouts.press.pages.fold import fold

    layout = load_layout("pocket")
    folded = fold(layout.panel, paper("letter"), 14.4)
    assert (folded.across, folded.down) == (2, 4)
    found = room.arrange(handout(), layout, folded.panel)
    for one in folded.unfold(found.placed):
        column = one.x // folded.panel.width
        assert one.x + piece(one).width <= (column + 1) * folded.panel.width
        assert one.y - one.piece.height >= folded.foot
    starts = [one.page for one in found.placed if one.group == "points" and one.head < 0]
    assert len(starts) == len(set(starts)) == 5  # a panel a point


def test_typed_text_never_becomes_operators(room: Room) -> None:
    typed = "<b>%d %s</b> (a) [b] \\n ${x} %%EOF endstream"
    pdf = room.press(handout(typed), "sheet", "letter").pdf
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.check_pdf_syntax() == []
