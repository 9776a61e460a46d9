"""Every condition × every point × every tip gives the finding that the files list, and no other.

The files are read here by hand, so that a fault in how rules are applied cannot hide itself.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from handouts.compose.parts import compose
from handouts.compose.plain_text import as_text
from handouts.files.paths import ASSETS
from handouts.library import load_library
from handouts.library.model import Dose, Rule
from handouts.library.yaml_text import read_assets
from handouts.plan.make import Chosen, make_plan
from handouts.prescription.model import Clinic, Prescription
from handouts.safety.examine import examine

LIBRARY = load_library()
CONDITIONS = list(LIBRARY.conditions)
Facts = dict[str, Any]


@cache
def facts(kind: str) -> dict[str, Facts]:
    """The facts of every point or tip, as they stand in its file."""
    return {path.stem: read_assets(path) for path in sorted((ASSETS / kind).glob("*.yaml"))}


def speaks_of(rule: Facts, thing: Facts, kind: str) -> bool:
    wanted = rule.get(kind)
    if wanted is None:
        return False
    if wanted == "all":
        return True
    ((field, values),) = wanted.items()
    listed = {values} if isinstance(values, str) else {*values}
    value = thing.get(field) or []
    return bool(listed & ({value} if isinstance(value, str) else {*value}))


def expected(condition: str, kind: str, name: str) -> str:
    """`avoid`, `ask` or nothing."""
    rules = facts("conditions")[condition]["rules"]
    found = {r["level"] for r in rules if speaks_of(r, facts(kind)[name], kind)}
    if kind == "tips":
        for code in facts("tips")[name].get("presses") or []:
            found |= {"avoid"} & {expected(condition, "points", code)}
    return "avoid" if "avoid" in found else "ask" if found else ""


def needs_side(condition: str, point: Facts) -> bool:
    """Whether a point that is on both sides lies where a condition is about one of them."""
    rules = [rule for rule in facts("conditions")[condition]["rules"] if rule.get("side")]
    return point["paired"] == "yes" and any(speaks_of(rule, point, "points") for rule in rules)


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_gives_the_listed_findings(condition: str) -> None:
    points = tuple(Dose(code) for code in LIBRARY.points)
    asked = Prescription(
        "x", points=points, tips=tuple(LIBRARY.tips), conditions=(condition,), asked=True
    )
    found: dict[tuple[str, str], str] = {}
    for one in examine(make_plan(asked, LIBRARY), LIBRARY):
        if one.level != "refused":
            found.setdefault((one.kind, one.name), one.level)  # the strongest comes first
    listed = {
        (kind[:-1], name): level
        for kind in ("points", "tips")
        for name in facts(kind)
        if (level := expected(condition, kind, name))
    }
    for name, point in facts("points").items():
        refused = point["home_use"] == "practitioner-only"
        if not refused and listed.get(("point", name)) == "ask" and needs_side(condition, point):
            listed["side", name] = "avoid"
    assert found == listed


GENERAL = [
    (name, rule)
    for name in CONDITIONS
    for rule in LIBRARY.conditions[name].rules
    if rule.field == "all" and rule.level == "ask"
]


@pytest.mark.parametrize(("condition", "rule"), GENERAL, ids=lambda one: str(one)[:20])
def test_what_holds_for_all_points_is_said_whatever_else_is(condition: str, rule: Rule) -> None:
    """Also where every point of a sheet has a line of its own, or a stop that is acknowledged."""
    for code in LIBRARY.points:
        if LIBRARY.points[code].home_use == "practitioner-only":
            continue
        asked = Prescription(
            "x", points=(Dose(code),), conditions=(condition,), asked=True,
            acknowledge=tuple((one, "Her doctor agrees.") for one in (code, f"{code} both")),
        )  # fmt: skip
        plan = make_plan(asked, LIBRARY)
        findings = examine(plan, LIBRARY)
        assert not any(one.stops for one in findings)
        made = as_text(compose(plan, Clinic(), LIBRARY, findings))
        assert LIBRARY.conditions[condition].lines[rule.why] in made, code


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_condition_changes_the_dose_as_listed_and_no_other(condition: str) -> None:
    for code in LIBRARY.points:
        before, after = chosen(code), chosen(code, condition)
        rules = facts("conditions")[condition]["rules"]
        eases = [
            r["ease"]
            for r in rules
            if "ease" in r and speaks_of(r, facts("points")[code], "points")
        ]
        light = any(ease.get("pressure") == "gentle" for ease in eases)
        half = any(ease.get("hold") in ("half", "short") for ease in eases)
        assert after.pressure == ("gentle" if light else before.pressure), code
        if half:
            assert after.hold.low <= max(5, before.hold.low / 2), code
            if any(ease.get("hold") == "short" for ease in eases):
                assert (after.hold.high or after.hold.low) <= 30, code
        else:
            assert after.hold == before.hold, code
        if any(ease.get("ball") == "no" for ease in eases):
            assert not after.with_ball, code


def chosen(code: str, *conditions: str) -> Chosen:
    made = make_plan(
        Prescription("x", points=(Dose(code),), conditions=conditions, asked=True), LIBRARY
    )
    return made.points[0]
