"""What would hurt somebody is stopped or asked about; what would hurt nobody is left alone.

The pairs of `tests/data/dangerous-pairs.csv` were written down from their sources, not from the
rules of `assets/conditions/`: they say what a clinician would expect.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest
from otherwise import cautions_given_up

from handouts.library import load_library
from handouts.library.model import Dose, Point, Rule, Tip
from handouts.library.names import plain_key
from handouts.plan.make import make_plan
from handouts.prescription.model import Prescription
from handouts.safety.examine import examine

PAIRS = [
    tuple(row.values())
    for row in csv.DictReader(
        (Path(__file__).parent.parent / "data" / "dangerous-pairs.csv").open(encoding="utf-8")
    )
]
LIBRARY = load_library()
OF_A_CLINIC = [
    replace(LIBRARY.tips["water"], name="own", pregnancy=level, own=True)
    for level in ("ask", "avoid")
]
THINGS: list[Point | Tip] = [*LIBRARY.points.values(), *LIBRARY.tips.values(), *OF_A_CLINIC]
LEVELS = {"avoid": "stop", "ask": "ask"}

SAID_BY_BOTH = [
    ("ball-wall", "osteoporosis"),
    ("ear-seeds", "allergy-to-adhesive"),
    ("ginger-tea", "blood-thinners"),
    ("ginger-tea", "gallstones"),
    ("knees-to-chest", "osteoporosis"),
    ("steam", "asthma"),
    ("stretch-hips", "osteoporosis"),
    ("water", "heart-disease"),
    ("water", "kidney-disease"),
]
"""Tips whose own caution stands for a condition: where it is known, both would say the same."""


def level(condition: str, kind: str, name: str) -> str:
    """`stop`, `ask` or `none`: what a patient with this condition gets for a point or tip."""
    points = (Dose(name if kind == "point" else "SI3"),)
    tips = (name,) if kind == "tip" else ()
    asked = Prescription(
        source="test.yaml", points=points, tips=tips, conditions=(condition,), asked=True
    )
    levels = {
        finding.level
        for finding in examine(make_plan(asked, LIBRARY), LIBRARY)
        if (finding.condition, finding.kind, finding.name) == (condition, kind, name)
    }
    return next((said for found, said in LEVELS.items() if found in levels), "none")


def test_there_are_pairs_enough_and_each_has_a_source() -> None:
    expected = [pair[3] for pair in PAIRS]
    assert len(expected) - expected.count("none") >= 60
    assert expected.count("none") >= 12
    assert all(all(pair) for pair in PAIRS)
    assert len({pair[:3] for pair in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize(
    ("condition", "kind", "name", "expected", "source"),
    PAIRS,
    ids=[f"{pair[0]}-{pair[2]}" for pair in PAIRS],
)
def test_a_dangerous_pair_is_stopped_or_asked(
    condition: str, kind: str, name: str, expected: str, source: str
) -> None:
    assert level(condition, kind, name) == expected, source


def test_every_condition_stands_in_the_pairs() -> None:
    assert LIBRARY.conditions.names == {pair[0] for pair in PAIRS}


CHARTED = {"dm1", "dm2"}
"""Diabetes in every chart, and GV1 and GV2 by an older code (Du Mai): among conditions nobody means
the point."""


def test_a_name_means_one_condition_and_no_point() -> None:
    meant = defaultdict(set)
    for name, condition in LIBRARY.conditions.items():
        for said in (name, condition.title, *condition.aliases):
            meant[plain_key(said)].add(name)
            found = LIBRARY.find("point", said)
            if said not in CHARTED:
                assert (found.code, found.candidates) == (None, ()), (name, said)
            assert LIBRARY.find("condition", said).code == name, (name, said)
    assert not {said: names for said, names in meant.items() if len(names) > 1}


@pytest.mark.parametrize(
    ("short", "name"),
    [
        ("HTN", "high-blood-pressure"), ("HBP", "high-blood-pressure"), ("DM2", "diabetes"),
        ("T2DM", "diabetes"), ("CHF", "heart-disease"), ("A-Fib", "heart-disease"),
        ("CKD", "kidney-disease"), ("DVT", "blood-clot"), ("PE", "blood-clot"),
        ("CVA", "stroke"), ("PVD", "poor-circulation"), ("RA", "rheumatoid-arthritis"),
    ],
)  # fmt: skip
def test_short_forms_of_a_chart_are_understood(short: str, name: str) -> None:
    assert LIBRARY.find("condition", short).code == name


def test_no_alias_stands_twice_in_one_condition() -> None:
    for name, condition in LIBRARY.conditions.items():
        keys = [plain_key(alias) for alias in condition.aliases]
        assert len(keys) == len(set(keys)), name


@pytest.mark.parametrize("name", list(LIBRARY.conditions))
def test_every_rule_of_a_condition_is_live(name: str) -> None:
    """It is the one that gives the finding, or it changes the dose, of at least one thing."""
    rules = LIBRARY.conditions[name].rules
    for rule in rules:
        assert any(_matters(rule, rules, thing) for thing in THINGS), (name, rule)


def _matters(rule: Rule, rules: tuple[Rule, ...], thing: Point | Tip) -> bool:
    hits = [other for other in rules if other.selects(thing)]
    strongest = sorted(hits, key=lambda other: other.level != "avoid")[:1]
    return rule in strongest or (rule in hits and bool(rule.ease))


def test_every_word_of_a_condition_is_used() -> None:
    for name, condition in LIBRARY.conditions.items():
        whys = {rule.why for rule in condition.rules}
        assert set(condition.lines) == set(condition.reasons) == whys, name


def test_a_code_or_name_that_a_rule_lists_is_there() -> None:
    for name, condition in LIBRARY.conditions.items():
        for rule in condition.rules:
            if rule.field == "code":
                assert rule.values <= LIBRARY.points.names, name
            if rule.field == "name":
                assert rule.values <= LIBRARY.tips.names, name


def test_what_excludes_a_condition_names_one_that_nobody_has_answered() -> None:
    for name, condition in LIBRARY.conditions.items():
        for other in condition.excludes:
            assert LIBRARY.conditions[other].unasked, name
            assert LIBRARY.conditions[other].briefly, other


def test_a_line_that_says_lightly_goes_with_a_lighter_dose() -> None:
    """A patient who reads "lightly" finds the same on the card."""
    for name, condition in LIBRARY.conditions.items():
        for rule in condition.rules:
            line = condition.lines[rule.why].lower()
            if rule.target != "points" or rule.level != "ask":
                continue
            if "lightly" in line:
                assert rule.ease.light, (name, rule.why)
            if "ball" in line:
                assert rule.ease.no_ball, (name, rule.why)


def test_no_line_says_how_long_to_press() -> None:
    """The card does, and the practitioner may have typed a time of her own."""
    for name, condition in LIBRARY.conditions.items():
        for line in condition.lines.values():
            assert "on this sheet" not in line, name
            assert "short time" not in line, name


@pytest.mark.parametrize(("tip", "condition"), SAID_BY_BOTH)
def test_a_caution_of_a_tip_gives_way_to_what_a_condition_says_of_it(
    tip: str, condition: str
) -> None:
    """So that a page says it once, and for certain."""
    assert any(rule.selects(LIBRARY.tips[tip]) for rule in LIBRARY.conditions[condition].rules)
    assert cautions_given_up(LIBRARY)[condition].keys() & {*LIBRARY.tips[tip].cautions}


def test_nobody_who_is_pregnant_is_told_to_lie_flat() -> None:
    for code, point in LIBRARY.points.items():
        if re.match("Lie (on your back|down)", point.position) and point.pregnancy != "avoid":
            asked = Prescription("", points=(Dose(code),), conditions=("pregnant",), asked=True)
            lines = [one.line for one in examine(make_plan(asked, LIBRARY), LIBRARY)]
            assert any("Do not lie flat" in line for line in lines), code
