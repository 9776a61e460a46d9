"""Head and trunk, measured again from the table of places: WHO's cun, levels, shares, order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.atlas import checks, checks_trunk

ROOT = Path(__file__).parents[2]
BODIES = ("neutral", "woman", "man")
PLACED = {name: checks.Body.read(ROOT / f"tools/atlas/places/{name}.json") for name in BODIES}
FACTS = {
    code: (region, rules)
    for code, region, rules in checks.facts(ROOT / "assets/points")
    if region in checks_trunk.REGIONS
}
MIDDLE = [*(f"GV{n}" for n in range(2, 28)), *(f"CV{n}" for n in range(2, 25)), "EX-HN3", "EX-B8"]


@pytest.fixture(params=BODIES)
def placed(request: pytest.FixtureRequest) -> checks.Body:
    """The places of a body in space."""
    return PLACED[request.param]


def outside(findings: list[checks.Finding]) -> list[str]:
    """Findings beyond their limits, in words."""
    return [str(f) for f in findings if f.off > 1]


def test_cun_as_the_standard_counts_them(placed: checks.Body) -> None:
    known = (checks_trunk.cun_findings(placed, code, *FACTS[code]) for code in FACTS)
    assert outside([finding for findings in known for finding in findings]) == []


@pytest.mark.parametrize(
    ("code", "region", "rule", "wanted"),
    [
        ("BL23", "low-back", "from=posterior-midline;dir=lateral;n=1.5", 1.5),
        ("BL43", "upper-back", "from=posterior-midline;dir=lateral;n=3", 3),
        ("CV4", "lower-abdomen", "from=navel-centre;dir=down;n=3", 3),
        ("ST25", "abdomen", "from=navel centre;dir=lateral;n=2", 2),
        ("ST16", "chest", "from=anterior midline at third intercostal space;dir=lateral;n=4", 4),
        ("GV20", "head", "from=front-hairline;dir=up;n=5", 5),
        ("GB6", "head", "between=ST8,GB7;t=0.75", 0.75),
        ("GB11", "head", "between=GB9,GB12;t=0.667", 0.667),
        ("TE19", "ear", "between=TE20,TE17;t=0.333", 0.333),
        (
            "SI11",
            "upper-back",
            "between=scapular spine midpoint,scapula inferior angle;t=0.333",
            0.333,
        ),
        ("GB21", "shoulder", "between=C7-spinous-process,acromion-outer-end;t=0.5", 0.5),
    ],
)
def test_each_kind_of_rule_is_measured(
    code: str, region: str, rule: str, wanted: float, placed: checks.Body
) -> None:
    """Whatever the library holds, so that no kind of rule goes unmeasured."""
    (found,) = checks_trunk.cun_findings(placed, code, region, rule)
    assert found.wanted == wanted
    assert found.off <= 1, str(found)


def test_gb10_lies_level_with_the_tip_of_the_ear(placed: checks.Body) -> None:
    assert abs(placed.at("GB10")[1] - placed.marks["ear-tip"][1]) < 0.5
    assert placed.at("GB10")[1] > placed.at("GB11")[1] > placed.at("GB12")[1]


def test_short_steps(placed: checks.Body) -> None:
    assert outside(list(checks_trunk.step_findings(placed))) == []


def test_points_level_with_each_other_or_on_one_vertical(placed: checks.Body) -> None:
    assert outside(list(checks_trunk.level_findings(placed))) == []


def test_order_along_each_channel(placed: checks.Body) -> None:
    assert checks_trunk.order_findings(placed) == []


def test_exactly_on_the_midline(placed: checks.Body) -> None:
    assert [code for code in MIDDLE if not placed.points[code]["middle"]] == []
    assert [code for code in MIDDLE if placed.at(code)[0] != 0] == []


def test_a_shifted_point_is_noticed(placed: checks.Body) -> None:
    moved = json.loads(json.dumps(placed.points))
    for code, axis, by in (("BL23", 0, 0.4), ("BL52", 1, 0.8), ("CV12", 1, 0.6)):
        moved[code]["at"][0][axis] += by
    wrong = checks.Body(moved, placed.marks, placed.limbs)
    rule = "from=posterior-midline;dir=lateral;n=1.5"
    assert outside(list(checks_trunk.cun_findings(wrong, "BL23", "low-back", rule)))
    rule = "from=navel-centre;dir=up;n=4"
    assert outside(list(checks_trunk.cun_findings(wrong, "CV12", "abdomen", rule)))
    assert [f for f in outside(list(checks_trunk.level_findings(wrong))) if "BL52" in f]


@pytest.mark.parametrize(
    ("code", "axis", "by", "rule"),
    [
        ("BL7", 2, 0.5, "between=BL6,BL8;t=0.5"),
        ("GB11", 1, -0.6, "between=GB9,GB12;t=0.667"),
        ("GB10", 2, 0.5, "from hairline-behind-ear"),
        ("GB10", 1, 0.6, "level with ear-tip (cm)"),
        ("SP21", 2, 0.5, "on the vertical of GB22 (cm)"),
    ],
)
def test_a_point_by_a_rule_of_its_own_is_held_to_it(
    code: str, axis: int, by: float, rule: str, placed: checks.Body
) -> None:
    moved = json.loads(json.dumps(placed.points))
    moved[code]["at"][0][axis] += by
    wrong = checks.Body(moved, placed.marks, placed.limbs)
    known = [(code, *FACTS[code])]
    assert not any(f.off > 1 for f in checks_trunk.all_findings(placed, known) if f.code == code)
    found = checks_trunk.all_findings(wrong, known)
    assert [f for f in found if (f.code, f.rule) == (code, rule) and f.off > 1]


def test_every_point_of_head_and_trunk_is_there(placed: checks.Body) -> None:
    """All of the standard's that lie on the skin here (not GV1, CV1 and GV28), and extra ones."""
    channels = {
        "BL": [*range(1, 37), *range(41, 55)],
        "GB": range(1, 31),
        "ST": range(1, 31),
        "KI": range(11, 28),
        "SP": range(12, 22),
        "LR": (12, 13, 14),
        "LU": (1, 2),
        "PC": (1,),
        "SI": range(9, 20),
        "TE": range(14, 24),
        "LI": range(15, 21),
    }
    extra = [
        "EX-HN1",
        "EX-HN4",
        "EX-HN5",
        "EX-HN8",
        "EX-HN15",
        "EX-HN-ANMIAN",
        "EX-CA1",
        "EX-B1",
        "EX-B2",
        "EX-B4",
        "EX-B6",
        "EX-B7",
        "EX-UE-JIANQIAN",
    ]
    wanted = {f"{c}{n}" for c, numbers in channels.items() for n in numbers} | {*MIDDLE, *extra}
    assert wanted <= set(placed.points)
