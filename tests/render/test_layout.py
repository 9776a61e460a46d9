"""Layout files: what is there, and what is said of a wrong one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import get_args, get_type_hints

import pytest

from handouts.errors import ContentError
from handouts.files.paths import LAYOUTS
from handouts.handout import PartName
from handouts.paper import PAPERS
from handouts.prescription.fields.schema import Field, named
from handouts.prescription.model import Sections
from handouts.prescription.sections import PARTS
from handouts.render import Layout, layout_names, load_layout, render
from handouts.render.layout import (
    NEVER_LEFT_OUT,
    CardRule,
    Colours,
    Columns,
    cards_across,
    columns_across,
    paper_size,
    with_sections,
)
from handouts.render.layout_file import GROUPS, LAYOUT, read_layout

from .sample import handout

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


def test_a_layout_of_ours_can_be_based_on_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it is based on was passed over without a word."""
    path = copytree(LAYOUTS, tmp_path / "layouts") / "short.yaml"
    for module in ("handouts.render.layout_file", "handouts.prescription.layouts"):
        monkeypatch.setattr(f"{module}.LAYOUTS", path.parent)
    path.write_text("based-on: pocket\nsizes: {title: 19}\n", encoding="utf-8")
    made, base = load_layout("short"), load_layout("pocket")
    assert (made.sizes.title, made.parts) == (19, base.parts)


@pytest.mark.parametrize("name", ["sheet", "large-print"])
def test_whole_layouts_print_every_part_but_the_map(name: str) -> None:
    assert set(PARTS) - set(load_layout(name).parts) <= {"map"}


def test_regions_are_read_as_they_stand() -> None:
    layout = read(
        "flow:\n- safety\n- dose\n- columns: {count: 3, least: 190, parts: [how, body map]}\n"
        "- points\n- columns: {parts: [tips, call]}\n- disclaimer\n"
    )
    assert layout.flow == (
        "safety", "dose", Columns(3, ("how", "map"), 190), "points", Columns(2, ("tips", "call")),
        "disclaimer",
    )  # fmt: skip
    parts = ("safety", "dose", "how", "map", "points", "tips", "call", "disclaimer")
    assert layout.parts == parts


@pytest.mark.parametrize("part", NEVER_LEFT_OUT)
def test_a_layout_without_a_part_of_safety_is_refused(part: str) -> None:
    (problem,) = problems(f"flow: [{', '.join(one for one in PARTS if one != part)}]\n")
    assert part in problem


def test_every_part_has_its_names_and_those_of_safety_stay() -> None:
    assert set(PARTS) == {*get_args(PartName)}
    assert {*NEVER_LEFT_OUT} == SAFETY


def test_what_a_file_leaves_out_is_as_usual() -> None:
    layout = read("sizes: {title: 30}\ncards:\n- {points: 2, hands: no}\n- {points: 9}\n")
    assert layout.sizes.title == 30
    assert layout.sizes.leading == Layout("x").sizes.leading
    assert layout.margins == Layout("x").margins
    assert layout.cards == (CardRule(2, hands=False), CardRule(9))


def test_cards_are_arranged_by_the_number_of_points() -> None:
    layout = read("cards:\n- {points: 2, columns: 1}\n- {points: 6, columns: 2}\n")
    assert [layout.card_rules(points)[0].columns for points in (1, 2, 3, 6)] == [1, 1, 2, 2]
    assert layout.card_rules(7) == layout.card_rules(6)  # the last one, for all that are more


def test_several_arrangements_for_one_number_stand_as_they_are_liked() -> None:
    layout = read("cards:\n- {points: 2}\n- {points: 6, most: 400}\n- {points: 6, columns: 2}\n")
    assert [rule.columns for rule in layout.card_rules(4)] == [1, 2]


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
                 "cards[1].hands", "pictures.map", "Did you mean colours?"):  # fmt: skip
        assert name in told


def test_what_is_no_yaml_is_said_to_be_none() -> None:
    assert problems("flow: [dose\n")[0].startswith("mine.yaml:1: The list that opens")


def test_every_field_of_a_layout_can_be_written_as_its_example_says() -> None:
    for field in LAYOUT:
        if field.name in GROUPS and field.name != "columns":
            inside = ", ".join(
                f'{one.name}: "{one.example}"'
                if one.kind == "colour"
                else f"{one.name}: {one.example}"
                for one in GROUPS[field.name]
                if one.name != "points"
            )
            assert read(f"{field.name}: {{{inside}}}\n")
        elif field.example:
            assert read(f"{field.name}: {field.example}\n")


def test_the_choices_are_those_that_a_layout_knows() -> None:
    for group, name, kind in (("colours", "strip", Colours), ("cards", "pictures", CardRule)):
        (field,) = named(GROUPS[group], name)
        assert field.chosen_from == get_args(get_type_hints(kind)[name])
    assert named(GROUPS["columns"], "parts")[0].limit == len(PARTS)


def test_unknown_names_are_answered_with_the_choices() -> None:
    with pytest.raises(ContentError, match=r"no layout “shet”. Did you mean sheet\?"):
        load_layout("shet")
    with pytest.raises(ContentError, match=r"no layout “xyz”.*large-print, pocket, sheet"):
        load_layout("xyz")
    with pytest.raises(ContentError, match=r'no paper "b5".*letter, a4, a5, legal'):
        paper_size("b5")
    assert [paper_size(name)[0] for name in PAPERS] == [612, 595.28, 419.53, 612]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("sizes: {body: 11.9}", "not a number from 12 to 24"),
        ("sizes: {leading: 14}", "not a number from 15 to 36"),
        ("sizes: {body: 14, leading: 17}", "too tight for text of 14. Write 17.5 or more"),
        ("sizes: {body: .inf}", "not a number"),
        ("sizes: {leading: 2e1}", "not a number"),
        ("margins: {left: 300}", "not a number from 12 to 144"),
        ("margins: {left: 5}", "not a number from 12 to 144"),
        ("pictures: {map: 100}", "not a number from 150 to 420"),
        ("pictures: {map: [150, 240]}", "One length is needed here. Write it as 150."),
        ("pictures: {logo: 90}", "Two lengths"),
        ("pictures: {code: 40}", "not a number from 60 to 120"),
        ("sizes: {gap: 0}", "not a number from 3 to 36"),
        ("sizes: {body: 24}\nmargins: {left: 144, right: 144}", "too little of any paper"),
        ("colours: {accent: greenish}", "not a colour"),
        ("colours: {strip: dotted}", "Choose filled or outlined"),
        ("cards: [{points: 3, columns: 9}]", "not a number from 1 to 3"),
        ("cards: [{points: 3, most: 20}]", "not a number from 110 to 700"),
        ("cards: {columns: 2, least: [200, 200], most: 120}", "less than the least"),
        ("cards: {columns: 1, least: [120, 150]}", "150 points wide and high"),
        ("cards: {points: 3}", "a list of groups only"),
        ("cards: [{points: 6}, {points: 2}]", "in the order of their points"),
        ("cards: [{columns: 2}]", "in the order of their points"),
        ("cards: []", "no groups in the list"),
        ("cards: [" + ",".join(f"{{points: {n}}}" for n in range(1, 14)) + "]", "room for 12"),
        ("flow: []", "A list of parts"),
        ("flow: [points, points]", "points stands here 2 times"),
        ("flow: [points, {columns: {parts: [points]}}]", "points stands here 2 times"),
        ("flow: [{columns: {count: 9, parts: [tips]}}]", "not a number from 1 to 4"),
        ("flow: [{columns: {parts: x}}]", "no part “x”"),
        ("flow: [{columns: {}}]", "columns are empty"),
        ("flow: [[points]]", "no part"),
        ("flow: [dose, points, safety, call, disclaimer]", "safety stands behind other parts"),
        ("flow: [how, dose, safety, points, call, disclaimer]", "dose stands behind other parts"),
        ("flow: [dose, safety, {columns: {parts: [points, call, disclaimer]}}]", "whole width"),
        ("sections: [chart]", "no fields"),
        ("sections: {hide: [call]}", "call cannot be hidden: it says whom to call"),
        ("{[a]: b}", "bracket"),
        ("flow: &a [points, *a]", "must be quoted"),
        ("about: [a]", "one text is needed"),
        ("tighter: [{}]", "no field “tighter”"),
    ],
)
def test_what_no_page_can_be_set_from_is_refused(text: str, says: str) -> None:
    assert says in "\n".join(problems(text))


_LENGTHS = [(group, one) for group in ("sizes", "pictures", "margins") for one in GROUPS[group]]


@pytest.mark.parametrize(("group", "field"), _LENGTHS, ids=lambda one: getattr(one, "name", one))
def test_what_is_as_large_as_it_may_be_makes_a_page(group: str, field: Field) -> None:
    """Each alone, on the largest everyday paper, whose pages hold one column of everything."""
    size = f"{field.limit}" if field.kind == "length" else f"[{field.limit}, {field.limit}]"
    text = f"{group}: {{{field.name}: {size}}}\ncolumns: 1\n"
    layout = read_layout(text, "mine.yaml", "our-mine", load_layout("sheet"))
    assert render(handout(), layout, "letter").pages > 1


def test_margins_that_leave_a_paper_too_little_room_are_refused() -> None:
    """Text of 20 points in lines of 18 times that, 360: a little more than A5 leaves."""
    text = "sizes: {body: 20, foot: 12}\nmargins: {top: 20, bottom: 20}\ncolumns: 1\n"
    layout = read_layout(text, "mine.yaml", "our-mine", load_layout("sheet"))
    assert render(handout(), layout, "a4").pages
    with pytest.raises(ContentError, match=r"of a5 paper .* 21 points less at left and right; or"):
        render(handout(), layout, "a5")


def test_small_paper_has_what_differs_on_it(tmp_path: Path) -> None:
    """An own layout's margins hold on all papers, and what it says of small ones on these."""
    small, letter = (load_layout("sheet").on(paper) for paper in ("a5", "letter"))
    assert letter == load_layout("sheet")
    assert small.margins.left < letter.margins.left
    assert small.sizes.title < letter.sizes.title
    text = "margins: {left: 50}\nsmall: {sizes: {title: 18}}\n"
    ours = load_layout("ours", own(tmp_path, ours=text))
    assert ours.on("a5").margins == ours.margins
    assert ours.on("a5").sizes == replace(small.sizes, title=18)


def test_all_type_grows_with_the_text_of_small_paper(tmp_path: Path) -> None:
    text = "sizes: {body: 18}\nsmall: {sizes: {body: 12, card: 20}}\n"
    ours = load_layout("ours", own(tmp_path, ours=text))
    assert (ours.sizes.body, ours.on("a5").sizes.body, ours.on("a5").sizes.card) == (18, 12, 20)
    assert ours.on("a5").sizes.title == pytest.approx(12 / 18 * ours.sizes.title, abs=0.5)
    assert ours.on("a5").sizes.leading < ours.sizes.leading


def test_margins_that_cannot_give_what_lacks_are_told_otherwise() -> None:
    text = "margins: {left: 20, right: 20}\nsizes: {body: 24}\n"
    layout = read_layout(text, "mine.yaml", "our-mine", load_layout("sheet"))
    with pytest.raises(ContentError, match=r"Write smaller, or give it larger paper"):
        render(handout(), layout, "a5")


def test_columns_too_narrow_for_their_words_become_fewer() -> None:
    """Text of 20 points has columns of 300 or more; Letter has room for one."""
    base, width = load_layout("sheet"), 612 - 80
    large = read_layout("sizes: {body: 20}", "mine.yaml", "our-mine", base)
    columns = [one for one in base.whole if isinstance(one, Columns)]
    assert [columns_across(one, base.sizes, width)[0] for one in columns] == [2]
    assert [columns_across(one, large.sizes, width) for one in columns] == [(1, width)]


@pytest.mark.parametrize(
    "name", ["../sheet", "/etc/passwd", "../../etc/passwd", "", ".", "sheet\0"]
)
def test_a_name_is_no_path(name: str) -> None:
    with pytest.raises(ContentError, match="There is no layout"):
        load_layout(name)


# ── a layout that is based on another ───────────────────────────────────────────────────────────


def own(folder: Path, **files: str) -> Path:
    """A clinic's folder of layouts."""
    layouts = folder / "layouts"
    layouts.mkdir(exist_ok=True)
    for name, text in files.items():
        (layouts / f"{name.replace('_', '-')}.yaml").write_text(text, "utf-8")
    return layouts


def test_what_an_own_layout_does_not_say_is_as_in_its_base(tmp_path: Path) -> None:
    folder = own(
        tmp_path,
        ours="based-on: large-print\nmargins: {left: 60}\n",
        more="based-on: ours\nsizes: {title: 40}\n",
    )
    base, ours, more = (load_layout(name, folder) for name in ("large-print", "ours", "more"))
    assert ours.margins.left == more.margins.left == 60
    assert (ours.sizes, ours.pictures, ours.flow) == (base.sizes, base.pictures, base.flow)
    assert more.sizes.title == 40
    assert more.sizes.body == base.sizes.body


@pytest.mark.parametrize("key", ["based_on", "Based On", "basedOn"])
def test_the_base_is_found_however_its_field_is_spelt(tmp_path: Path, key: str) -> None:
    folder = own(tmp_path, ours=f"{key}: pocket\n", wrong=f"{key}: shet\n")
    assert load_layout("ours", folder).flow == load_layout("pocket").flow
    with pytest.raises(ContentError, match="shet"):
        load_layout("wrong", folder)


def test_without_a_base_it_is_the_sheet(tmp_path: Path) -> None:
    sheet, ours = load_layout("sheet"), load_layout("ours", own(tmp_path, ours="about: Ours.\n"))
    assert (ours.cards, ours.flow, ours.sizes) == (sheet.cards, sheet.flow, sheet.sizes)


def test_all_type_and_space_grows_with_the_text(tmp_path: Path) -> None:
    sheet = load_layout("sheet").sizes
    sizes = load_layout("ours", own(tmp_path, ours="sizes: {body: 15, title: 20}\n")).sizes
    assert (sizes.body, sizes.title) == (15, 20)
    assert sizes.leading >= 1.25 * 15
    for name in ("heading", "card", "strip", "call", "foot", "part"):
        assert getattr(sizes, name) == pytest.approx(1.25 * getattr(sheet, name), abs=0.25)


def test_a_group_of_cards_changes_every_arrangement(tmp_path: Path) -> None:
    sheet = load_layout("sheet")
    ours = load_layout("ours", own(tmp_path, ours="cards: {columns: 1, why: yes}\n"))
    counts = [rule.points for rule in ours.cards]
    assert counts == sorted({rule.points for rule in sheet.cards})
    assert {(rule.columns, rule.why) for rule in ours.cards} == {(1, True)}
    assert all(min(rule.least) >= 150 for rule in ours.cards)
    assert [rule.most for rule in ours.cards] == [
        sheet.card_rules(count)[0].most for count in counts
    ]


@pytest.mark.parametrize("text", ["cards: {columns: 2}", "cards: [{points: 6, columns: 2}]"])
def test_cards_in_two_columns_have_sizes_that_fit(tmp_path: Path, text: str) -> None:
    """Those of our own arrangement in two columns, not of the one that is liked better."""
    ours = load_layout("ours", own(tmp_path, ours=f"{text}\n"))
    (rule,) = ours.card_rules(4)
    width = 612 - ours.margins.left - ours.margins.right  # of Letter, in points
    assert cards_across(rule, ours.sizes, width)[0] == 2


@pytest.mark.parametrize("base", ["sheet", "large-print"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_columns_are_those_behind_the_cards(tmp_path: Path, base: str, count: int) -> None:
    text = f"based-on: {base}\ncolumns: {count}\n"
    ours = load_layout("ours", own(tmp_path, ours=text))
    assert ours.parts == load_layout(base).parts
    (columns,) = (region for region in ours.flow if isinstance(region, Columns))
    assert columns.count == count
    assert "points" not in columns.parts


def test_layouts_that_stand_on_each_other_are_refused(tmp_path: Path) -> None:
    folder = own(tmp_path, one="based-on: two\n", two="# x\nbased-on: one\n", me="based-on: me\n")
    with pytest.raises(ContentError, match=r"two.yaml:2: based-on: .* one → two → one"):
        load_layout("one", folder)
    with pytest.raises(ContentError, match=r"me.yaml:1: based-on: .* me → me"):
        load_layout("me", folder)


def test_a_wrong_base_is_named_by_its_own_file(tmp_path: Path) -> None:
    folder = own(tmp_path, one="based-on: two\n", two="sizes: {body: 3}\n")
    with pytest.raises(ContentError, match=r"two\.yaml:1: sizes\.body"):
        load_layout("one", folder)


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    folder = own(tmp_path, one="based-on: two\n", two="margins: {left: 50}\n")
    assert load_layout("one", folder).margins.left == 50
    own(tmp_path, two="margins: {left: 70}\n")
    assert load_layout("one", folder).margins.left == 70


@pytest.mark.parametrize("name", ["sheet", "Large Print", "_mine", "_card"])
def test_an_own_layout_takes_no_name_that_is_ours(tmp_path: Path, name: str) -> None:
    """Nor one of those that ours keep for pictures, which need no part of safety."""
    folder = own(tmp_path)
    (folder / f"{name}.yaml").write_text("flow: [disclaimer]\n")
    with pytest.raises(ContentError):
        load_layout(name, folder)
    with pytest.raises(ContentError, match="can be called"):
        load_layout(folder / f"{name}.yaml")


@pytest.mark.parametrize("typed", ["our-sheet", "Our Sheet", "our-sheet.yaml", " OUR-SHEET"])
def test_a_name_is_found_in_any_spelling(tmp_path: Path, typed: str) -> None:
    folder = own(tmp_path)
    (folder / "Our Sheet.yml").write_text("about: Ours.\n")
    assert load_layout(typed, folder).about == "Ours."


def test_what_looks_like_a_layout_is_named(tmp_path: Path) -> None:
    folder = own(tmp_path)
    (folder / "ours.yaml.txt").write_text("about: Ours.\n")
    with pytest.raises(ContentError, match=r"Save layouts/ours\.yaml\.txt as ours\.yaml"):
        load_layout("ours", folder)
    for ending in ("yaml", "yml"):
        (folder / f"two.{ending}").write_text("about: Ours.\n")
    with pytest.raises(ContentError, match=r"two\.yaml and two\.yml"):
        load_layout("two", folder)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "far.yaml").write_text("about: Ours.\n")
    (tmp_path / "clinic").mkdir()
    folder = own(tmp_path / "clinic")
    (folder / "far.yaml").symlink_to(tmp_path / "elsewhere" / "far.yaml")
    with pytest.raises(ContentError, match="link to another folder"):
        load_layout("far", folder)


# ── sections ────────────────────────────────────────────────────────────────────────────────────


def ordered(base: str, order: str = "", hide: str = "") -> tuple[str, ...]:
    """The parts of one of ours, as sections want them."""
    sections = Sections(order=tuple(order.split()) if order else None,
                        hide=tuple(hide.split()) if hide else None)  # type: ignore[arg-type]  # fmt: skip
    found = with_sections(load_layout(base), sections).parts
    return tuple(part for part in found if part != "since")  # which opens the sheet as well


@pytest.mark.parametrize("base", FOR_PATIENTS)
def test_ordered_parts_come_first_behind_the_cards(base: str) -> None:
    usual = ordered(base)
    after = ordered(base, "visit notes")
    at = after.index("points")
    assert after[at : at + 3] == ("points", "visit", "notes")
    others = [part for part in usual if part not in ("visit", "notes")]
    assert [part for part in after if part not in ("visit", "notes")] == others


def test_what_is_named_before_the_points_stands_above_them() -> None:
    assert ordered("sheet", "how tips points chart")[:6] == (
        "dose", "safety", "how", "tips", "points", "chart",
    )  # fmt: skip
    assert ordered("large-print", "tips points")[:4] == ("dose", "safety", "tips", "points")


@pytest.mark.parametrize("base", FOR_PATIENTS)
@pytest.mark.parametrize("order", ["", "safety dose", "safety", "tips points", "call disclaimer"])
def test_the_sheet_opens_with_safety_and_ends_as_it_did(base: str, order: str) -> None:
    usual, parts = ordered(base), ordered(base, order)
    assert {*parts} == {*usual}
    assert {*parts[:2]} == {"dose", "safety"}
    assert parts[0] == ("safety" if order.startswith("safety") else "dose")
    assert (parts[-1] == "disclaimer") == (usual[-1] == "disclaimer")


def test_what_is_hidden_is_gone_and_nothing_else() -> None:
    assert {*ordered("sheet")} - {*ordered("sheet", hide="chart map")} == {"chart", "map"}
    alone = "how map tips chart notes visit link contact"
    assert ordered("sheet", hide=alone) == ("dose", "safety", "points", "call", "disclaimer")


def test_a_prescription_wins_over_the_clinic_and_that_over_the_layout(tmp_path: Path) -> None:
    text = "sections: {hide: [chart], order: [notes]}\n"
    layout = load_layout("ours", own(tmp_path, ours=text))
    assert "chart" not in layout.parts
    clinic, here = Sections(hide=("map",)), Sections(order=("tips",))
    parts = with_sections(layout, here.over(clinic)).parts
    assert "map" not in parts
    assert "chart" in parts
    assert parts[parts.index("points") + 1] == "tips"
    parts = with_sections(layout, Sections(hide=())).parts
    assert parts[parts.index("points") + 1] == "notes"
