"""Labels find room: apart from each other, off what must be seen, with lines that do not cross."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.press.pictures.geometry import (
    cross,
    cuts,
    distance,
    distance_to,
    inside,
    overlap,
    touches,
)
from handouts.press.pictures.labels import (
    CLEAR,
    Scene,
    Wish,
    breaks,
    cost,
    place,
)

FRAME = (0.0, -150.0, 150.0, 0.0)


def measure(text):
    return 6.0 * len(text)


def scene(**parts):
    return Scene(FRAME, parts.pop("cover", lambda _: 0.0), **parts)


def put(wishes, where=None):
    return place(wishes, where or scene(), measure, 14.0)


def assert_sound(labels, where):
    for label in labels:
        assert inside(label.rect, FRAME)
        assert not any(touches(label.rect, circle) for circle in where.circles)
        assert not any(overlap(label.rect, rect) for rect in where.rects)
        if label.leader:
            start, end = label.leader
            assert start == label.wish.anchor
            assert distance_to(end, label.rect) == 0
            for centre, radius in where.circles:
                own = math.dist(start, centre) - 0.5  # a landmark at a circle: lead away from it
                assert distance(centre, label.leader) >= min(radius + CLEAR, own)
    for one, other in combinations(labels, 2):
        assert not overlap(one.rect, other.rect)
        if one.leader and other.leader:
            assert not cross(one.leader, other.leader)
        if one.leader:
            assert not cuts(one.leader, other.rect)
        if other.leader:
            assert not cuts(other.leader, one.rect)


# ── placing ─────────────────────────────────────────────────────────────────────────────────────


def test_a_label_stands_near_what_it_names():
    (label,) = put([Wish("heel", (75, -75))])
    assert 5 <= distance_to((75, -75), label.rect) < 15
    assert label.lines == ("heel",)


def test_a_label_prefers_paper_to_body():
    body = lambda rect: 1.0 if rect[0] < 100 else 0.0  # noqa: E731
    (label,) = put([Wish("heel", (75, -75))], scene(cover=body))
    assert label.rect[0] >= 100


def test_a_long_label_is_broken_where_it_saves_room():
    narrow = Scene((0.0, -150.0, 60.0, 0.0), lambda _: 0.0)
    (label,) = put([Wish("outer ankle bone", (30, -140))], narrow)
    assert len(label.lines) >= 2
    assert " ".join(label.lines) == "outer ankle bone"


def test_words_of_a_measure_stand_close_and_have_no_line():
    (label,) = put([Wish("two thumbs", (75, -75), bound=True)])
    assert label.leader is None
    assert distance_to((75, -75), label.rect) < 6


def test_of_too_many_labels_the_most_useful_are_kept():
    tight = Scene((0.0, -40.0, 60.0, 0.0), lambda _: 0.0)
    wishes = [Wish("foremost", (30, -35)), Wish("secondly", (10, -36)), Wish("thirdly", (50, -36))]
    labels = put(wishes, tight)
    assert labels
    assert labels[0].wish.text == "foremost"
    assert len(labels) < 3


def test_the_same_wishes_have_the_same_answer():
    wishes = [Wish("heel", (20, -20)), Wish("knee cap", (90, -75)), Wish("shin", (40, -120))]
    assert put(wishes) == put(wishes)
    assert cost(put(wishes)) > 0


spots = st.tuples(st.floats(12, 138), st.floats(-138, -12))


@settings(deadline=None, max_examples=60)
@given(st.lists(spots, min_size=1, max_size=3, unique=True), spots, spots)
def test_wherever_things_lie_nothing_crosses_and_nothing_is_hidden(anchors, target, other):
    words = ["heel", "outer ankle bone", "shin bone"]
    where = scene(circles=[(target, 8.0), (other, 11.0)], rects=[(120.0, -150.0, 150.0, -90.0)])
    wishes = [Wish(word, anchor) for word, anchor in zip(words, anchors, strict=False)]
    assert_sound(put(wishes, where), where)


@pytest.mark.parametrize("words", ["heel", "knee cap", "head of the shin bone", "a b c d e f g h"])
def test_breaking_keeps_every_word(words):
    for lines in breaks(words, measure):
        assert " ".join(lines) == words


# ── geometry ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        (((0, 0), (10, 10)), ((0, 10), (10, 0)), True),
        (((0, 0), (10, 0)), ((0, 1), (10, 1)), False),
        (((0, 0), (4, 4)), ((6, 6), (9, 9)), False),
        (((0, 0), (5, 0)), ((5, 0), (5, 5)), True),
    ],
)
def test_lines_cross(one, other, answer):
    assert cross(one, other) is answer
    assert cross(other, one) is answer


@given(spots, spots, spots)
def test_a_point_is_as_far_from_a_line_as_from_its_nearest_place(point, start, end):
    nearest = min(
        math.dist(point, (start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t))
        for t in (step / 200 for step in range(201))
    )
    assert distance(point, (start, end)) <= nearest + 1e-9
    assert distance(point, (start, end)) >= nearest - 1.0


def test_a_line_through_a_rectangle_cuts_it():
    rect = (10.0, -20.0, 30.0, -10.0)
    assert cuts(((0, -15), (40, -15)), rect)
    assert cuts(((20, -15), (21, -15)), rect)
    assert not cuts(((0, 0), (40, 0)), rect)
