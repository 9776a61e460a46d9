"""Firm pressure in typed words, where a card asks for less, or lies on the neck."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.advice.unsafe_words import firmly
from handouts.commands import run
from handouts.delivery.build import check, must_be_safe
from handouts.errors import SafetyStop

THIN = "apixaban, no-blood-clot, man"
AGREED = "acknowledge: {GB21: 'Midwife agrees, past 38 weeks, 20 Nov, HP'}\n"


def stopped(tmp_path: Path, notes: str, points: str, asked: str = "none", more: str = "") -> str:
    path = tmp_path / "ann.yaml"
    path.write_text(f"points: {points}\nconditions: [{asked}]\nnotes: '{notes}'\n{more}", "utf-8")
    try:
        must_be_safe(check(path))
    except SafetyStop as error:
        return str(error)
    return ""


def told(tmp_path: Path, notes: str, points: str) -> str:
    assert stopped(tmp_path, notes, points) == ""
    said = [one.wrong for one in check(tmp_path / "ann.yaml").notices]
    return "\n".join(one for one in said if "harder than the card says" in one)


@pytest.mark.parametrize(
    ("notes", "why"),
    [
        ("Press GB20 firmly every evening.", "On the neck"),
        ("Press LI4 firmly.", "To be pressed lightly (blood-thinners): LI4"),
        ("Press every point firmly.", "To be pressed lightly (blood-thinners): LI4"),
        ("Press point 1 firmly, with your knuckle.", "On the neck"),
        ("Press points 1 and 2 firmly.", "(blood-thinners): LI4"),
        ("Firmly press LI4.", "(blood-thinners): LI4"),
        ("LI4: firmly, both sides.", "(blood-thinners): LI4"),
        ("Use firm pressure on LI4.", "(blood-thinners): LI4"),
        ("Dig your knuckle into LI4.", "(blood-thinners): LI4"),
        ("Do not be afraid to press firmly.", "(blood-thinners): LI4"),
        ("Press firmly on the muscle of your thigh.", "(blood-thinners): LI4"),
        ("Press ST36 firmly, too.", "(blood-thinners): ST36"),
        ("Squeeze the back of the neck hard.", "On the neck"),
        ("Firm on GB20.", "On the neck"),
        ("More pressure on GB20 if it is tight.", "On the neck"),
        ("Give GB20 a good hard push.", "On the neck"),
    ],
)
def test_what_the_field_would_not_take_stops(tmp_path: Path, notes: str, why: str) -> None:
    said = stopped(tmp_path, notes, "[GB20, LI4]", THIN)
    assert "ann.yaml:3: notes: “" in said
    assert why in said


def test_so_it_does_with_a_stroke_and_at_a_point_that_was_agreed_on(tmp_path: Path) -> None:
    asked = "stroke, apixaban, no-blood-clot, man"
    assert "lightly (stroke, blood-thinners)" in stopped(
        tmp_path, "Press ST36 firmly.", "[ST36]", asked
    )
    said = stopped(tmp_path, "Press GB21 firmly.", "[GB21]", "pregnant", AGREED)
    assert "Agreed on as its card says: GB21" in said
    assert stopped(tmp_path, "Press GB21.", "[GB21]", "pregnant", AGREED) == ""


@pytest.mark.parametrize("note", ["Press firmly.", "Firmly, please.", "Go deep.", "Push hard."])
def test_the_note_of_a_card_is_about_its_point(tmp_path: Path, note: str) -> None:
    said = stopped(tmp_path, "Walk.", f"[{{point: GB20, note: '{note}'}}, ST36]")
    assert "points.GB20.note" in said
    assert "On the neck" in said
    assert stopped(tmp_path, "Walk.", f"[GB20, {{point: ST36, note: '{note}'}}]") == ""


@pytest.mark.parametrize(
    ("notes", "neck"),
    [
        ("Press every point firmly.", True),
        ("Press GB20 firmly.", True),
        ("Press firmly on the back of your neck.", True),
        ("Press ST32 firmly.", False),
        ("Press GB20 lightly and ST32 firmly.", False),
        ("Press point 2 firmly.", False),
        ("Press firmly on the muscle of your thigh.", False),
    ],
)
def test_the_neck_alone_stops_where_nothing_else_asks_for_less(
    tmp_path: Path, notes: str, neck: bool
) -> None:
    assert ("On the neck" in stopped(tmp_path, notes, "[GB20, ST32]")) == neck


def test_harder_than_a_card_says_is_told(tmp_path: Path) -> None:
    assert "the card says: ST32" in told(tmp_path, "Press ST32 firmly.", "[GB20, ST32]")
    assert told(tmp_path, "Press ST32.", "[GB20, ST32]") == ""
    firm = "[GB20, {point: ST32, pressure: firm}]"
    assert told(tmp_path, "Press firmly on the muscle of your thigh.", firm) == ""


def test_a_tip_is_about_points_only_where_it_names_them(tmp_path: Path) -> None:
    tip = "tips: [{{title: Stand, steps: ['{}'], flags: [], pregnancy: ok}}]\n"
    roll = tip.format("Stand on the ball, and press firmly.")
    assert stopped(tmp_path, "Walk.", "[GB20]", "none", roll) == ""
    named = tip.format("Press GB20 firmly.")
    assert "tips.steps: “Press GB20 firmly”" in stopped(tmp_path, "Walk.", "[GB20]", "none", named)


def test_what_was_acknowledged_may_be_said_again(tmp_path: Path) -> None:
    reason = "acknowledge: {LI4 firm: 'Doctor agrees, 20 Nov, HP'}\n"
    points = "[{point: LI4, pressure: firm}]"
    assert stopped(tmp_path, "Press LI4 firmly.", points, THIN, reason) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Do not press GB20 firmly.", "Do not press GB20, LI4 and ST36 firmly.",
        "Do not press the neck point GB20 firmly.", "Never press firmly.",
        "Press lightly, not firmly.", "Press GB20 less firmly than last time.",
        "If you press too hard, it bruises.", "If you press firmly, it may bruise.",
        "Firm pressure is not needed.", "No firm pressure, please.", "Press less hard.",
        "Press gently: harder is not better.", "Press firmly only if your doctor says so.",
        # of something else
        "Press LI4 and breathe deeply.", "Press LI4 with each deep breath.",
        "Press your feet firmly into the floor.", "Hold on firmly to the rail.",
        "Press your palms together firmly.", "Sit on a hard chair and press LI4.",
        "Press a clean cloth firmly on the cut if it bleeds.", "It is hard to find the point.",
        "Press the spot that feels hard.", "Do not work too hard.",
    ],
)  # fmt: skip
def test_what_forbids_it_or_speaks_of_something_else_is_nothing(text: str) -> None:
    assert firmly(text) == ()


def test_check_says_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ann.yaml"
    path.write_text(f"conditions: [{THIN}]\npoints: [LI4]\nnotes: Press LI4 firmly.\n", "utf-8")
    assert run(["check", str(path)]) == 4
    said = capsys.readouterr().err
    assert "“Press LI4 firmly” asks for firm pressure." in said
    assert "Leave it out: the cards say how hard." in said
