"""What is told of a condition is what safety does with it."""

from __future__ import annotations

import pytest

from handouts.library import load_library
from handouts.library.effects import effects
from handouts.library.model import Dose
from handouts.library.names import code_ranges
from handouts.plan.make import make_plan
from handouts.prescription.model import Prescription
from handouts.safety.examine import examine

LIBRARY = load_library()
AT_HOME = tuple(c for c, p in LIBRARY.points.items() if p.home_use != "practitioner-only")


@pytest.mark.parametrize("name", LIBRARY.conditions)
def test_effects_are_the_findings_of_a_sheet_with_everything_on_it(name: str) -> None:
    everything = Prescription(
        source="x", conditions=(name,), points=tuple(map(Dose, AT_HOME)), tips=tuple(LIBRARY.tips)
    )
    plan = make_plan(everything, LIBRARY)
    decided = {}
    sides = set()
    for finding in examine(plan, LIBRARY):  # the strongest comes first
        if finding.kind == "side":
            sides.add(finding.name)
            continue
        decided.setdefault((finding.kind, finding.name), finding)
    found = sorted((f.level, f.kind, f.name, f.reason, f.source) for f in decided.values())
    told = []
    eased, one_sided = set(), set()
    for effect in effects(LIBRARY.conditions[name], LIBRARY):
        why = (effect.reason, effect.rule.source)
        told += [(effect.rule.level, "point", point.code, *why) for point in effect.points]
        told += [(effect.rule.level, "tip", tip.name, *why) for tip in effect.tips]
        if effect.rule.one_side and effect.rule.level == "ask":
            one_sided |= {point.code for point in effect.points if point.paired}
        if effect.rule.ease:
            eased |= {point.code for point in effect.selected}
    assert sorted(told) == found
    assert sides == one_sided
    assert eased == {chosen.point.code for chosen in plan.points if chosen.ease}


def test_codes_are_told_in_ranges() -> None:
    codes = ["BL10", "BL9", "KI3", "BL11", "T22.04", "T22.05", "EX-B2", "GB1"]
    assert code_ranges(codes) == "BL9–BL11, EX-B2, GB1, KI3, T22.04, T22.05"
    assert code_ranges([]) == ""
