"""The library is whole, and its facts agree with the tables of WHO 2008 and GB/T 13734-2008."""

from __future__ import annotations

import csv
import re
from dataclasses import fields
from pathlib import Path

import pytest

from handouts.dose import MOTIONS, PRESSURES, SIDES
from handouts.files.paths import ASSETS
from handouts.library import languages, load_library
from handouts.library.model import Condition
from handouts.library.yaml_text import read_assets

POINTS = ASSETS / "points"
DATA = Path(__file__).parent.parent / "data"
FACTS = {
    row["code"]: row
    for name in ("points-facts.csv", "ear-facts.csv")
    for row in csv.DictReader((DATA / name).open(encoding="utf-8"))
}
FLAGS = {
    "leg", "arm", "head", "neck", "vessel", "nerve", "belly", "low-back", "chest", "device", "eye",
    "spine", "rib", "soft-spot", "ball", "auricle",
}  # fmt: skip
LIGHTLY = {
    "vessel", "nerve", "eye", "neck", "chest", "belly", "soft-spot", "spine",
}  # fmt: skip
"""Where a point that carries one of these flags lies, pressure is gentle."""
DEEP = {
    "LI10", "LI11", "SI11", "ST36", "ST37", "ST38", "ST39", "ST40",  # deep under muscle
    "PC6",  # its own source says firm
}  # fmt: skip
FIRM = {"LI4", "PC6"}
"""Points whose own source says firm (Memorial Sloan Kettering)."""
LIBRARY = load_library()
HOME = {code: p for code, p in LIBRARY.points.items() if p.home_use != "practitioner-only"}


def test_facts_agree_with_the_table() -> None:
    for code, point in LIBRARY.points.items():
        facts = FACTS[code]
        assert point.pinyin == facts["pinyin"], code
        assert point.hanzi_trad == facts["hanzi_trad"], code
        assert point.hanzi_simp == facts["hanzi_simp"], code
        assert point.region == facts["region"], code
        assert point.surface == facts["surface"], code
        assert point.paired == (facts["paired"] == "yes"), code
        assert (read_assets(POINTS / f"{code}.yaml").get("cun") or "") == facts["cun"], code
        assert point.home_use == facts["home_use"], code
        assert point.pregnancy == facts["pregnancy"], code
        assert point.reach == facts["reach"], code


def test_each_point_is_complete() -> None:
    for code, point in LIBRARY.points.items():
        assert point.code == code
        assert point.place, code
        assert len(point.place.split()) <= 8, code
        assert point.location, code
        assert 2 <= len([one for one in point.find if not one.startswith("On a man")]) <= 4, code
        assert point.why, code
        assert 2 <= len(point.uses) <= 4, code
        assert point.figure, code
        assert point.flags <= FLAGS, code
        assert point.side in SIDES, code
        assert point.motion in MOTIONS, code
        assert point.pressure in PRESSURES, code
        assert dict(point.sources), code
        assert set(point.instead) <= LIBRARY.points.names, code
        if point.home_use == "practitioner-only":
            assert point.cautions, f"{code}: say why it is not for home"


def test_a_point_offered_instead_is_one_that_may_be_pressed_at_home() -> None:
    for code, point in LIBRARY.points.items():
        for other in point.instead:
            assert LIBRARY.points[other].home_use != "practitioner-only", (code, other)


def test_what_conditions_say_is_not_said_again_in_a_point() -> None:
    """Pregnancy and clots come from the conditions, so that they can neither double nor differ."""
    for code, point in LIBRARY.points.items():
        for line in point.cautions:
            assert "pregnan" not in line.lower(), code
            assert "blood clot" not in line.lower(), code


def test_pressure_is_light_where_something_may_be_hurt() -> None:
    gentle = {code for code, point in HOME.items() if point.pressure == "gentle"}
    assert {code for code, point in HOME.items() if point.flags & LIGHTLY} - DEEP <= gentle
    assert {code for code, point in HOME.items() if point.region == "face"} <= gentle
    assert {"BL22", "BL23", "BL24", "BL51", "BL52", "EX-B4"} <= gentle, "over the kidneys"
    assert {code for code, point in HOME.items() if point.pressure == "firm"} == FIRM


def test_pressure_has_a_source() -> None:
    for code, point in HOME.items():
        source = dict(point.sources).get("pressure", "")
        assert source not in {"", "house default"}, code
        if point.pressure == "medium":
            assert "University of Minnesota" in source, code


def test_what_a_ball_reaches_is_flagged() -> None:
    """So that a condition that forbids the ball finds each step of a card that names one."""
    said = {code for code, p in LIBRARY.points.items() if re.search(r"\bballs?\b", p.reach_words)}
    assert {code for code, point in LIBRARY.points.items() if "ball" in point.flags} == said
    assert {code for code, point in LIBRARY.points.items() if point.reach == "ball"} <= said


def test_the_card_says_once_how_hard() -> None:
    """The line of the dose says it; a caution may ask for less, for those it names."""
    for code, point in HOME.items():
        for line in (*point.find, *point.cautions):
            assert not line.startswith(("Press lightly", "Press gently")), code


def test_meals_and_babies_are_spoken_of_once() -> None:
    """A meal is named by the page for every point of the belly; a baby by its condition."""
    for code, point in LIBRARY.points.items():
        for line in (point.position, *point.cautions):
            assert " meal" not in line, code
            assert " baby" not in line, code


def test_the_whole_table_is_in_the_library() -> None:
    missing = sorted(set(FACTS) - LIBRARY.points.names)
    assert not missing


def test_tips_routines_and_conditions_hold_together() -> None:
    icons = {path.stem for path in (ASSETS / "icons").glob("*.ops")}
    for name, tip in LIBRARY.tips.items():
        assert tip.name == name
        assert tip.icon in icons, name
        assert tip.steps, name
        assert set(tip.presses) <= LIBRARY.points.names, name
        assert set(tip.instead) <= LIBRARY.tips.names, name
    for name, routine in LIBRARY.routines.items():
        assert routine.name == name
        assert routine.source, name
        assert routine.red_flags, f"{name}: its own signs of an emergency"
        assert {dose.code for dose in routine.points} <= LIBRARY.points.names, name
        assert set(routine.tips) <= LIBRARY.tips.names, name
        for dose in routine.points:
            assert LIBRARY.points[dose.code].home_use != "practitioner-only", (name, dose.code)
    for name, condition in LIBRARY.conditions.items():
        assert condition.name == name
        for rule in condition.rules:
            assert condition.reasons[rule.why], name
            assert condition.lines[rule.why], name
            assert rule.source, name


@pytest.mark.parametrize("name", LIBRARY.conditions)
def test_the_facts_of_a_condition_are_read_and_agree(name: str) -> None:
    """A fact with a slip in its name would be dropped in silence, and so would one of no name."""
    condition, facts = LIBRARY.conditions[name], read_assets(ASSETS / "conditions" / f"{name}.yaml")
    words = {"title", "briefly", "reasons", "lines", "own"}
    assert {*facts} <= {field.name for field in fields(Condition)} - words
    assert condition.side in ("", "weak", "asked")
    assert facts.get("passes", "yes") == "yes"
    assert condition.operated in ("", *LIBRARY.conditions)
    assert {*condition.counted, *condition.everyday, *condition.surnames} <= {
        name.replace("-", " "),
        *condition.aliases,
    }
    assert not any(
        re.search(like, "ann ray") for like in (*condition.hints, *condition.hints_in_notes)
    )
    if condition.placed:
        assert {*condition.placed.otherwise} <= {*LIBRARY.conditions}
        assert {*facts["placed"]} == {"in", "else"}


@pytest.mark.parametrize("language", languages())
def test_a_language_is_complete(language: str) -> None:
    """Every file and every key that English has, each language has."""
    english, other = ASSETS / "wording" / "en", ASSETS / "wording" / language
    for path in english.rglob("*.yaml"):
        twin = other / path.relative_to(english)
        assert twin.is_file(), twin
        if path.name in {"page.yaml", "landmarks.yaml"}:
            assert _keys(read_assets(path)) <= _keys(read_assets(twin)), twin
        else:
            assert {*read_assets(path)} <= {*read_assets(twin)}, twin
    for kind in ("points", "tips", "routines", "conditions"):
        facts = {path.name for path in (ASSETS / kind).glob("*.yaml")}
        assert facts == {path.name for path in (other / kind).glob("*.yaml")}, kind


def _keys(tree: object, above: str = "") -> set[str]:
    if not isinstance(tree, dict):
        return {above}
    return {key for name, below in tree.items() for key in _keys(below, f"{above}.{name}")}
