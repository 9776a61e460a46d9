"""The places of the points, measured as the standard gives them, on the shipped tables.

`tools/atlas/places` holds every place in space, body by body; `assets/drawings/<body>/atlas.json`
is what the product reads. Neither the model nor the drawing tools are needed here.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools.atlas import checks

ROOT = Path(__file__).parents[2]
BODIES = ("neutral", "woman", "man")
Table = dict[str, Any]
TABLES: dict[str, Table] = {
    name: json.loads((ROOT / "assets/drawings" / name / "atlas.json").read_text("utf-8"))
    for name in BODIES
}
PLACED = {name: checks.Body.read(ROOT / f"tools/atlas/places/{name}.json") for name in BODIES}
FACTS = {code: (region, cun) for code, region, cun in checks.facts(ROOT / "assets/points")}
WORDS = yaml.safe_load((ROOT / "assets/wording/en/landmarks.yaml").read_text("utf-8"))
POINTS = sorted(TABLES["neutral"]["points"])
ON_THE_BODY = sorted(c for c in POINTS if TABLES["neutral"]["points"][c]["view"] != "auricle")
"""All but those of the ear: its large drawing is made by hand, and they lie on nothing else."""
LIMB_POINTS = sorted(c for c, (region, _) in FACTS.items() if region in checks.REGIONS)


@pytest.fixture(params=BODIES)
def name(request: pytest.FixtureRequest) -> str:
    """The name of a body."""
    return str(request.param)


@pytest.fixture
def table(name: str) -> Table:
    """What the product reads of a body."""
    return TABLES[name]


@pytest.fixture
def placed(name: str) -> checks.Body:
    """The places of a body in space."""
    return PLACED[name]


def spots(at: list[Any]) -> list[list[float]]:
    """One place or several, always as a list of places."""
    return at if isinstance(at[0], list) else [at]


def within(xy: list[float], box: list[float], slack: float = 0.2) -> bool:
    """Whether a position lies in a window x, y, width, height."""
    x, y, width, height = box
    return (x - slack <= xy[0] <= x + width + slack) and (y - slack <= xy[1] <= y + height + slack)


def test_both_tables_hold_the_same_points_and_views(placed: checks.Body, table: Table) -> None:
    assert set(table["points"]) == set(POINTS)
    assert set(ON_THE_BODY) == set(placed.points)
    for code in ON_THE_BODY:
        assert table["points"][code]["view"] == placed.points[code]["view"], code


def test_every_point_of_the_library_is_placed(table: Table) -> None:
    assert set(FACTS) - set(table["points"]) <= {"GV1", "GV28", "CV1"}


def test_cun_along_limbs(placed: checks.Body) -> None:
    findings = (f for code in LIMB_POINTS for f in checks.cun_findings(placed, code, *FACTS[code]))
    assert [str(f) for f in findings if f.off > 1] == []


def test_nearly_every_limb_rule_is_measured(placed: checks.Body) -> None:
    ruled = {c for c in LIMB_POINTS if FACTS[c][1]}
    measured = {c for c in ruled if list(checks.cun_findings(placed, c, *FACTS[c]))}
    # These say "where two foot bones meet" and the like; other tests below look at some of them.
    assert ruled - measured <= {
        "BL60",
        "KI3",
        "ST41",
        "GB31",
        "GB41",
        "GB42",
        "LR3",
        "LU10",
        "ST31",
        "EX-UE8",
        "EX-UE9",
    }


def test_a_shifted_point_is_noticed(placed: checks.Body) -> None:
    moved = json.loads(json.dumps(placed.points))
    top, end, cun = placed.limbs["shin"]
    step = [(e - t) / cun * 0.3 for t, e in zip(top, end, strict=True)]
    moved["ST36"]["at"][0] = [a + s for a, s in zip(moved["ST36"]["at"][0], step, strict=True)]
    wrong = checks.Body(moved, placed.marks, placed.limbs)
    rule = "from=ST35;dir=distal;n=3"
    assert any(f.off > 1 for f in checks.cun_findings(wrong, "ST36", "lower-leg", rule))
    assert not any(f.off > 1 for f in checks.cun_findings(placed, "ST36", "lower-leg", rule))


def test_linggu_lies_just_past_where_the_two_hand_bones_part(placed: checks.Body) -> None:
    (found,) = checks.cun_findings(placed, "T22.05", *FACTS["T22.05"])
    assert 0 < found.found <= 0.4
    assert placed.level("hand", placed.at("T22.05")) > placed.level(
        "hand", placed.marks["hand-bones-meet"]
    )


def test_order_along_each_channel(placed: checks.Body) -> None:
    assert checks.order_findings(placed) == []


def test_points_level_with_each_other(placed: checks.Body) -> None:
    assert [str(f) for f in checks.level_findings(placed) if f.off > 1] == []


def test_pc6_lies_between_its_two_tendons(placed: checks.Body) -> None:
    top, end, _ = placed.limbs["forearm"]

    def across(xyz: Sequence[float]) -> list[float]:
        share = checks.along(top, end, xyz)
        out = [x - a - (b - a) * share for x, a, b in zip(xyz, top, end, strict=True)]
        return [v / math.hypot(*out) for v in out]

    middle, thumb = (across(placed.marks[n]) for n in ("middle-cord", "thumb-side-cord"))
    assert 0.1 < checks.along(middle, thumb, across(placed.at("PC6"))) < 0.9


def test_ankle_hollows_lie_midway_between_bone_and_tendon(placed: checks.Body) -> None:
    for code, bone in (("BL60", "outer-ankle-bone"), ("KI3", "inner-ankle-bone")):
        depth = [placed.marks[bone][2], placed.at(code)[2], placed.marks["achilles-tendon"][2]]
        share = (depth[0] - depth[1]) / (depth[0] - depth[2])
        assert 0.35 < share < 0.65, code


def test_st41_lies_midway_between_the_ankle_bones(placed: checks.Body) -> None:
    outer, inner = (placed.marks[n][0] for n in ("outer-ankle-bone", "inner-ankle-bone"))
    assert 0.45 < (placed.at("ST41")[0] - outer) / (inner - outer) < 0.55


def test_left_mirrors_right(placed: checks.Body) -> None:
    for code in ON_THE_BODY:
        point = placed.points[code]
        for right, left in zip(point["at"], point["left"], strict=True):
            assert math.dist([-right[0], *right[1:]], left) < 0.1, code
            if point["middle"] and len(point["at"]) == 1:
                assert abs(right[0]) < 0.3, code


def test_the_view_faces_the_point_and_nothing_hides_it(placed: checks.Body) -> None:
    points = {code: placed.points[code] for code in ON_THE_BODY}
    assert [code for code, point in points.items() if max(point["angle"]) > 60] == []
    assert [code for code, point in points.items() if point["hidden"]] == []


def test_the_view_holds_what_it_must(table: Table) -> None:
    for code in POINTS:
        point = table["points"][code]
        view = table["views"][point["view"]]
        page = [0.0, 0.0, *view["box"]]
        shown = [xy for at in point["at"].values() for xy in spots(at)]
        shown += [view["landmarks"][mark] for mark in point["landmarks"]]
        measures = [point[key] for key in ("first", "guide") if key in point]
        shown += [measure[end] for measure in measures for end in ("from", "to")]
        assert [xy for xy in shown if not within(xy, page)] == [], code
        assert [mark for mark in point["landmarks"] if mark not in WORDS] == [], code
        if "first" in point:
            assert point["first"]["to"] == point["guide"]["from"], code


def test_every_landmark_that_has_words_is_labelled_somewhere(table: Table) -> None:
    used = {mark for point in table["points"].values() for mark in point["landmarks"]}
    assert set(WORDS) == used


def test_the_sides_fit_the_view_and_the_map(table: Table) -> None:
    for code in POINTS:
        point = table["points"][code]
        sides = {"right"} if table["views"][point["view"]]["body"] == "right" else {"left", "right"}
        assert set(point["at"]) in (sides, {"middle"}), code
        assert point["map"], f"{code} is on no picture of the whole body"
        for view, places in point["map"].items():
            assert view in ("body-front", "body-back", "body-side"), code
            page = [0.0, 0.0, *table["views"][view]["box"]]
            assert all(within(xy, page) for xy in places.values()), code
