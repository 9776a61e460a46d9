"""The table of hands: every point gets one that is drawn, and every line of it is of use."""

from __future__ import annotations

from typing import get_args

import pytest
import yaml

from handouts.files.paths import ASSETS
from handouts.handout import Tool
from handouts.library import atlas, load_library
from handouts.library.hands import arm_for, hand_for

LIBRARY = load_library("en")
TABLE = yaml.safe_load((ASSETS / "hands.yaml").read_text("utf-8"))
NAMED = [(code, hand) for hand, codes in TABLE["points"].items() for code in codes]


def test_every_hand_of_the_table_is_known_and_drawn() -> None:
    hands = {*TABLE["points"], *(rule["hand"] for rule in TABLE["rules"])}
    assert hands == {*get_args(Tool)}
    for hand in hands - {"thumbs"}:  # two of `thumb`
        assert atlas.hand(hand).drawing.is_file()


@pytest.mark.parametrize(("code", "hand"), NAMED)
def test_a_point_that_is_named_is_named_once_and_gets_its_hand(code: str, hand: str) -> None:
    point = LIBRARY.points[code]
    assert atlas.drawn(code)
    assert [one for one, _ in NAMED].count(code) == 1
    assert hand_for(point, point.motion, point.pressure) == hand


def test_arms_that_are_named_belong_to_points_and_come_in_over_the_page() -> None:
    for code in TABLE["arms"]:
        arm = arm_for(code)
        assert code in LIBRARY.points
        assert arm is not None
        assert 0 <= arm < 360
        assert arm != atlas.view(atlas.place(code).view).arm


def test_a_motion_or_a_pressure_changes_the_hand() -> None:
    point = LIBRARY.points["GB9"]
    assert hand_for(point, "circles", "gentle") == "tips"
    assert hand_for(point, "hold", "gentle") == "finger"
    thigh = LIBRARY.points["ST32"]
    assert hand_for(thigh, "hold", "medium") == "heel"
    assert hand_for(thigh, "hold", "gentle") == "thumb"
