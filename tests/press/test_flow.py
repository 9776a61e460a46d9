"""The flow: order kept, nothing off the page, headings with what they head, columns level."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from handouts.press.blocks.draft import Draft, artifact
from handouts.press.file.piece import Piece, seal
from handouts.press.pages.flow import Area, Flow, Member, Unit, chained, filled, level

AREA = Area(10, 20, 200, 100)


def piece(height: float) -> Piece:
    return seal(artifact(50, height, b""))


def unit(height: float, *, before: float = 0, keep: bool = False, fresh: bool = False) -> Unit:
    one = piece(height)
    return Unit((Member(0, 0, one),), height, (one,), (), before, "", keep, fresh=fresh)


def torn(*heights: float, breaks: bool = True) -> Unit:
    parts = tuple(piece(height) for height in heights)
    one = piece(sum(heights))
    gaps = (0.0,) * (len(heights) - 1)
    return Unit((Member(0, 0, one),), sum(heights), parts, gaps, 0, "", breaks=breaks)


def pages(flow: Flow) -> list[int]:
    return [placed.page for placed in flow.placed]


def poured(*units: Unit) -> Flow:
    flow = Flow(AREA)
    flow.pour(units)
    return flow


def test_units_stand_below_one_another() -> None:
    flow = poured(unit(30), unit(40, before=5))
    assert [(one.x, one.y) for one in flow.placed] == [(10, 120), (10, 85)]


def test_what_does_not_fit_goes_to_the_next_page_without_its_gap() -> None:
    flow = poured(unit(70), unit(40, before=5))
    assert [(one.page, one.y) for one in flow.placed] == [(0, 120), (1, 120)]


def test_a_heading_goes_with_what_it_heads() -> None:
    assert pages(poured(unit(60), unit(10, keep=True), unit(40))) == [0, 1, 1]
    assert pages(poured(unit(60), unit(10, keep=True), unit(30))) == [0, 0, 0]


def test_a_heading_needs_only_the_first_part_of_what_may_come_apart() -> None:
    flow = poured(unit(60), unit(10, keep=True), torn(20, 20, 20))
    assert pages(flow) == [0, 0, 0, 1, 1]


def test_what_is_higher_than_a_page_comes_apart() -> None:
    flow = poured(unit(50), torn(40, 40, 40, breaks=False))
    assert pages(flow) == [0, 0, 1, 1]
    assert [one.head for one in flow.placed] == [-1, -1, 1, 1]


def test_what_a_page_can_hold_whole_does_not_come_apart() -> None:
    assert pages(poured(unit(50), torn(40, 40, breaks=False))) == [0, 1]


def test_fresh_units_begin_a_page() -> None:
    assert pages(poured(unit(10), unit(10, fresh=True), unit(10, fresh=True))) == [0, 1, 2]


def test_members_of_a_unit_stay_together() -> None:
    both = replace(
        unit(50), members=(Member(0, 0, piece(30)), Member(5, -30, piece(20), carries_on=True))
    )
    flow = poured(unit(60), both)
    assert [(one.page, one.x, one.y, one.head) for one in flow.placed[1:]] == [
        (1, 10, 120, -1),
        (1, 15, 90, 1),
    ]


def test_columns_stand_side_by_side_or_not_at_all() -> None:
    flow = poured(unit(50))
    assert flow.side_by_side([(0, [unit(30)]), (90, [unit(20), unit(25)])], 5)
    assert [(one.x, one.y) for one in flow.placed[1:]] == [(10, 65), (100, 65), (100, 45)]
    assert flow.used == 100
    assert not flow.side_by_side([(0, [unit(101)])], 0)


def test_columns_are_level() -> None:
    chains = chained([unit(10), unit(20), unit(30)])
    assert [[chain.height for chain in column] for column in level(chains, 2, 99)] == [
        [10, 20],
        [30],
    ]
    assert level(chains, 2, 25) == []


def test_no_column_ends_with_a_heading() -> None:
    chains = chained([unit(30), unit(10, keep=True), unit(20)])
    columns = filled(chains, 2, 45)
    assert [len(column[0].units) for column in columns] == [1, 2]


HEIGHTS = st.lists(st.floats(1, 99), min_size=1, max_size=12)


@given(HEIGHTS, st.integers(1, 3))
def test_columns_over_pages_keep_order_and_stay_on_the_page(heights: list[float], n: int) -> None:
    flow = Flow(AREA)
    units = [unit(height) for height in heights]
    flow.pour_columns([60.0 * at for at in range(n)], units, 0)
    placed = flow.placed
    assert [one.piece for one in placed] == [one.members[0].piece for one in units]
    assert all(one.y - one.piece.height >= AREA.bottom - 0.1 for one in placed)
    places = [(one.page, one.x, -one.y) for one in placed]
    assert places == sorted(places)


@given(HEIGHTS)
def test_poured_units_never_overlap(heights: list[float]) -> None:
    placed = poured(*map(unit, heights)).placed
    for above, below in pairwise(placed):
        same_page = above.page == below.page
        assert below.page - above.page == (0 if same_page else 1)
        assert not same_page or below.y <= above.y - above.piece.height + 0.01


def test_an_empty_draft_has_no_height() -> None:
    assert seal(Draft(0, 0)).height == 0
