"""Layout files: what is there, and what is said of a wrong one."""

from __future__ import annotations

import pytest

from handouts.errors import ContentError
from handouts.press.layout import (
    PAPERS,
    PARTS,
    Balance,
    Columns,
    layout_names,
    load_layout,
    paper,
    read_layout,
)

FOR_PATIENTS = ("large-print", "pocket", "sheet")


def read(text: str) -> object:
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
        assert {"short", "not-today", "points", "call", "disclaimer"} <= set(layout.parts)


@pytest.mark.parametrize("name", ["sheet", "large-print"])
def test_whole_layouts_print_every_part(name: str) -> None:
    layout = load_layout(name)
    assert sorted(layout.parts) == sorted(PARTS)
    for variant in layout.tighter:  # only pictures of how to press may give way
        assert set(PARTS) - set(variant.parts) <= {"pictures"}
        assert len(variant.parts) == len(set(variant.parts))


def test_regions_are_read_as_they_stand() -> None:
    layout = read_layout(
        "flow:\n- columns: {shares: [2, 1], least: 90, of: [[short, how], [map]]}\n"
        "- points\n- balance: {count: 3, parts: [tips, call]}\n",
        "mine.yaml",
        "mine",
    )
    columns, points, balance = layout.flow
    assert columns == Columns((2, 1), (("short", "how"), ("map",)), 90)
    assert points == "points"
    assert balance == Balance(3, ("tips", "call"))
    assert layout.parts == ("short", "how", "map", "points", "tips", "call")


def test_a_tighter_variant_changes_what_it_says_and_keeps_the_rest() -> None:
    layout = read_layout(
        "sizes: {body: 13, leading: 17}\n"
        "tighter:\n- sizes: {leading: 16}\n- cards: {run_in: yes}\n",
        "mine.yaml",
        "mine",
    )
    assert [one.sizes.leading for one in layout.variants] == [17, 16, 16]
    assert [one.sizes.body for one in layout.variants] == [13, 13, 13]
    assert [one.cards.run_in for one in layout.variants] == [False, False, True]


def test_all_mistakes_are_told_at_once_with_their_lines() -> None:
    found = problems(
        "sizes: {body: big}\nmargins:\n  topp: 3\nflow: [short, nowhere]\ncards: {caption: maybe}\n"
        "figures: {map: 7}\ncolour: red\n"
    )
    assert [line.split(": ")[0] for line in found] == [
        f"mine.yaml:{line}" for line in (1, 3, 4, 5, 6, 7)
    ]
    told = "\n".join(found)
    for name in ("sizes.body", "topp", "nowhere", "cards.caption", "figures.map", "colour"):
        assert name in told


def test_what_is_no_yaml_is_said_to_be_none() -> None:
    assert problems("flow: [short\n")[0].startswith("mine.yaml:1: The list that opens")


def test_shares_must_go_with_columns() -> None:
    (found,) = problems("flow:\n- columns: {shares: [1, 1, 1], of: [[short], [map]]}\n")
    assert found.startswith("mine.yaml:2: flow[0]: Shares and columns do not go together.")


def test_unknown_names_are_answered_with_the_choices() -> None:
    with pytest.raises(ContentError, match=r"no layout “shet”.*large-print, pocket, sheet"):
        load_layout("shet")
    with pytest.raises(ContentError, match=r'no paper "b5".*letter, a4, a5, legal'):
        paper("b5")
    assert [paper(name).width for name in PAPERS] == [612, 595.28, 419.53, 612]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("sizes: {body: 0}", "not a number from 6 to 72"),
        ("sizes: {body: .inf}", "not a number"),
        ("sizes: {leading: 1e1}", "not a number"),
        ("margins: {left: 300}", "not a number from 0 to 144"),
        ("flow: [points, points]", "points stands here 2 times"),
        ("flow: [points, {balance: {parts: [points]}}]", "points stands here 2 times"),
        ("flow: [{balance: {count: 9, parts: [tips]}}]", "not a number from 1 to 6"),
        ("flow: [{columns: {shares: 3, of: x}}]", "not a list"),
        ("flow: [{columns: {}, balance: {}}]", "Two regions"),
        ("flow: [[points]]", "keys with values"),
        ("{[a]: b}", "bracket"),
        ("flow: &a [points, *a]", "must be quoted"),
        ("about: [a]", "not a line of text"),
        ("tighter: [" + "{}," * 13 + "]", "too long"),
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
