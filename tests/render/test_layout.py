"""Layout files: what is there, and what is said of a wrong one."""

from __future__ import annotations

import pytest

from handouts.errors import ContentError
from handouts.paper import PAPERS
from handouts.render import Layout, layout_names, load_layout
from handouts.render.layout import NEVER_LEFT_OUT, PARTS, CardRule, Columns, paper, read_layout

FOR_PATIENTS = ("large-print", "pocket", "sheet")
SAFETY = {"dose", "safety", "points", "call", "disclaimer"}


def read(text: str) -> Layout:
    return read_layout(text, "mine.yaml", "mine")


def problems(text: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read(text)
    return [str(problem) for problem in caught.value.problems]


def test_shipped_layouts_can_be_read() -> None:
    assert set(FOR_PATIENTS) <= set(layout_names())
    for name in FOR_PATIENTS:
        layout = load_layout(name)
        assert layout.about
        assert layout.sizes.body >= 12
        assert layout.sizes.leading >= 15
        assert set(layout.parts) >= SAFETY


@pytest.mark.parametrize("name", ["sheet", "large-print"])
def test_whole_layouts_print_every_part_but_the_map(name: str) -> None:
    assert set(PARTS) - set(load_layout(name).parts) <= {"map"}


def test_regions_are_read_as_they_stand() -> None:
    layout = read(
        "flow:\n- dose\n- columns: {count: 3, least: 90, parts: [how, map]}\n"
        "- safety\n- points\n- columns: {parts: [tips, call]}\n- disclaimer\n"
    )
    assert layout.flow == (
        "dose", Columns(3, ("how", "map"), 90), "safety", "points", Columns(2, ("tips", "call")),
        "disclaimer",
    )  # fmt: skip
    parts = ("dose", "how", "map", "safety", "points", "tips", "call", "disclaimer")
    assert layout.parts == parts


@pytest.mark.parametrize("part", NEVER_LEFT_OUT)
def test_a_layout_without_a_part_of_safety_is_refused(part: str) -> None:
    (problem,) = problems(f"flow: [{', '.join(one for one in PARTS if one != part)}]\n")
    assert part in problem


def test_what_a_file_leaves_out_is_as_usual() -> None:
    layout = read("sizes: {body: 13}\ncards:\n- {points: 2, hands: no}\n- {points: 9}\n")
    assert layout.sizes.body == 13
    assert layout.sizes.leading == Layout("x").sizes.leading
    assert layout.margins == Layout("x").margins
    assert layout.cards == (CardRule(2, hands=False), CardRule(9))


def test_cards_are_arranged_by_the_number_of_points() -> None:
    layout = read("cards:\n- {points: 2, columns: 1}\n- {points: 6, columns: 2}\n")
    assert [layout.card_rule(points).columns for points in (1, 2, 3, 6)] == [1, 1, 2, 2]
    assert layout.card_rule(7) == layout.card_rule(6)  # the last one, for all that are more


def test_all_mistakes_are_told_at_once_with_their_lines() -> None:
    found = problems(
        "sizes: {body: big}\nmargins:\n  topp: 13\nflow: [dose, nowhere]\n"
        "cards:\n- points: 1\n  pictures: behind\n  least: [150, 20]\n- {points: 3, hands: maybe}\n"
        "pictures: {map: 7}\ncolour: red\n"
    )
    assert [line.split(": ")[0] for line in found] == [
        f"mine.yaml:{line}" for line in (1, 3, 4, 7, 8, 9, 10, 11)
    ]
    told = "\n".join(found)
    for name in ("sizes.body", "topp", "nowhere", "cards[0].pictures", "cards[0].least",
                 "cards[1].hands", "pictures.map", "colour"):  # fmt: skip
        assert name in told


def test_what_is_no_yaml_is_said_to_be_none() -> None:
    assert problems("flow: [dose\n")[0].startswith("mine.yaml:1: The list that opens")


def test_unknown_names_are_answered_with_the_choices() -> None:
    with pytest.raises(ContentError, match=r"no layout “shet”.*large-print, pocket, sheet"):
        load_layout("shet")
    with pytest.raises(ContentError, match=r'no paper "b5".*letter, a4, a5, legal'):
        paper("b5")
    assert [paper(name).width for name in PAPERS] == [612, 595.28, 419.53, 612]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("sizes: {body: 11.9}", "not a number from 12 to 72"),
        ("sizes: {leading: 14}", "not a number from 15 to 90"),
        ("sizes: {body: .inf}", "not a number"),
        ("sizes: {leading: 2e1}", "not a number"),
        ("margins: {left: 300}", "not a number from 10 to 144"),
        ("margins: {left: 5}", "not a number from 10 to 144"),
        ("pictures: {map: [100, 200]}", "not a number from 150 to 600"),
        ("pictures: {logo: 90}", "two lengths"),
        ("cards: [{points: 3, columns: 9}]", "not a number from 1 to 3"),
        ("cards: [{points: 3, most: 20}]", "not a number from 90 to 700"),
        ("cards: [{points: 6}, {points: 2}]", "ever more points"),
        ("cards: []", "ever more points"),
        ("cards: [" + ",".join(f"{{points: {n}}}" for n in range(1, 14)) + "]", "too long"),
        ("flow: []", "Nothing would be printed"),
        ("flow: [points, points]", "points stands here 2 times"),
        ("flow: [points, {columns: {parts: [points]}}]", "points stands here 2 times"),
        ("flow: [{columns: {count: 9, parts: [tips]}}]", "not a number from 1 to 4"),
        ("flow: [{columns: {parts: x}}]", "not a list"),
        ("flow: [[points]]", "keys with values"),
        ("{[a]: b}", "bracket"),
        ("flow: &a [points, *a]", "must be quoted"),
        ("about: [a]", "not a line of text"),
        ("tighter: [{}]", "no key “tighter”"),
    ],
)
def test_what_no_page_can_be_set_from_is_refused(text: str, says: str) -> None:
    assert says in "\n".join(problems(text))


@pytest.mark.parametrize(
    "name", ["../sheet", "/etc/passwd", "../../etc/passwd", "", ".", "sheet\0"]
)
def test_a_name_is_no_path(name: str) -> None:
    with pytest.raises(ContentError, match="There is no layout"):
        load_layout(name)
