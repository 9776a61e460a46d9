"""What no sheet asks for: a day of pressing that nobody meant, too long a time, a firm thumb on the
neck.
"""

from __future__ import annotations

import pytest

from handouts.dose import Hold
from handouts.library import load_library
from handouts.library.model import Dose
from handouts.often import how_often as counted
from handouts.plan.make import Plan, make_plan
from handouts.prescription.model import Prescription
from handouts.safety.dose_limits import much, too_much

LIBRARY = load_library()
HALVING = ["blood-thinners", "child", "frail-or-elderly", "hemophilia", "infant"]


def plan(*points: str, **fields: object) -> Plan:
    """Of points with minutes and pressure behind them: `LI4 10 firm`."""
    doses = []
    for point in points:
        code, *rest = point.split()
        hold = next((Hold(int(word) * 60) for word in rest if word.isdigit()), None)
        pressure = next((word for word in rest if word.isalpha()), None)
        doses.append(Dose(code, hold=hold, pressure=pressure, line=3))  # type: ignore[arg-type]
    written = Prescription("x.yaml", points=tuple(doses), **fields)  # type: ignore[arg-type]
    return make_plan(written, LIBRARY)


def stopped(*points: str, **fields: object) -> str:
    return "\n".join(map(str, too_much(plan(*points, **fields), LIBRARY)))


def told(*points: str, **fields: object) -> str:
    return "\n".join(map(str, much(plan(*points, **fields), LIBRARY)))


@pytest.mark.parametrize(
    ("how_often", "times"),
    [
        ("twice a day", 2),
        ("2 or 3 times a day", 3),
        ("when you feel sick, up to five times a day", 5),
        ("every hour", 16),
        ("Hourly", 16),
        ("every 2 hours", 8),
        ("every 30 minutes", 32),
        ("every half hour", 32),
        ("every other day", 1),
        ("when it hurts", 1),
        ("", 2),  # what the page says then
    ],
)
def test_the_most_times_a_day(how_often: str, times: int) -> None:
    assert counted(how_often, LIBRARY.wording).most == times


def test_a_day_of_pressing_shows_its_sum() -> None:
    eight = [f"{code} 10" for code in ("ST36", "SP6", "LI4", "GB34", "LR3", "KI3", "PC6", "HT7")]
    said = stopped(*eight, how_often="10 times a day", lines=(("how_often", 4),))
    assert said.startswith(
        "x.yaml:4: how_often: 160 minutes each time, 10 times a day, are 1,600 minutes of pressing"
        " a day. No sheet asks for more than 120."
    )


def test_one_time_alone_may_be_too_much() -> None:
    seven = [f"{code} 10" for code in ("ST36", "SP6", "LI4", "GB34", "LR3", "KI3", "PC6")]
    assert "It takes 140 minutes of pressing a day." in stopped(*seven, how_often="once a day")


def test_what_asks_for_half_the_time_asks_for_half_a_day_of_it() -> None:
    dose = ("ST36 2", "LI4 2", "PC6 2", "SP6 2")
    four = {"how_often": "four times a day"}
    assert stopped(*dose, **four) == ""
    said = stopped(*dose, **four, conditions=("hemophilia",))
    assert (
        "are 64 minutes of pressing a day. No sheet asks for more than 60 with hemophilia." in said
    )


def test_much_is_told_and_stops_nothing() -> None:
    dose, often = ("ST36 3", "LI4 3"), {"how_often": "8 times a day"}
    assert stopped(*dose, **often) == ""
    assert "are 96 minutes of pressing a day. Most sheets ask for 10 to 30." in told(*dose, **often)
    assert told("ST36 3", "LI4 3", how_often="twice a day") == ""


@pytest.mark.parametrize("condition", HALVING)
def test_a_time_that_is_too_long_for_a_condition_stops(condition: str) -> None:
    said = stopped("ST36 10", how_often="once a day", conditions=(condition,))
    assert f"10 minutes on ST36 is too long with {condition}" in said
    assert stopped("ST36 2", how_often="once a day", conditions=(condition,)) == ""


def test_a_baby_for_ten_minutes_an_hour() -> None:
    said = stopped("ST36 10", how_often="every hour", conditions=("infant",))
    assert "too long with infant" in said
    assert "are 320 minutes of pressing a day" in said


def test_a_time_for_all_points_is_said_once_at_its_line() -> None:
    written = Prescription(
        "x.yaml",
        points=(Dose("LI4", hold=Hold(300)), Dose("ST36", hold=Hold(300))),
        conditions=("blood-thinners",),
        how_often="once a day",
        lines=(("hold", 5),),
    )
    (problem,) = too_much(make_plan(written, LIBRARY), LIBRARY)
    assert str(problem).startswith("x.yaml:5: hold: 5 minutes on LI4, ST36 is too long")


@pytest.mark.parametrize("code", ["GB20", "BL10", "GV16", "GB12", "EX-HN15"])
def test_the_neck_is_pressed_neither_firmly_nor_long(code: str) -> None:
    said = stopped(f"{code} 5 firm", how_often="once a day")
    assert f"{code} is on the neck, and you wrote firm pressure." in said
    assert "5 minutes is too long there. The longest is 3 min." in said
    assert stopped(f"{code} 3 medium", how_often="once a day") == ""


@pytest.mark.parametrize("condition", [(), ("child",), ("blood-thinners",), ("frail-or-elderly",)])
@pytest.mark.parametrize("routine", LIBRARY.routines)
def test_nothing_of_ours_is_too_much(routine: str, condition: tuple[str, ...]) -> None:
    ours = make_plan(Prescription("x", routine=routine, conditions=condition), LIBRARY)
    assert too_much(ours, LIBRARY) == []
    assert list(much(ours, LIBRARY)) == []
