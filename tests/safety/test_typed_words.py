"""Points that a note names, where no card warns of them; sides and health stand in `test_notes`."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.delivery.build import check, compose_checked
from handouts.errors import SafetyStop


def stopped(tmp_path: Path, notes: str, more: str = "conditions: [pregnant]\n") -> str:
    path = tmp_path / "ann.yaml"
    path.write_text(f"points: [LI11]\nnotes: {notes}\n{more}", "utf-8")
    try:
        compose_checked(check(path))
    except SafetyStop as error:
        return str(error)
    return ""


def told(tmp_path: Path, notes: str, points: str = "[LI11]") -> str:
    path = tmp_path / "ann.yaml"
    path.write_text(f"points: {points}\nnotes: {notes}\nconditions: none\n", "utf-8")
    return "\n".join(map(str, check(path).notices))


@pytest.mark.parametrize("code", ["LI4", "SP6", "SP 6", "BL-60"])
def test_what_a_condition_stops_stops_in_a_note_as_well(tmp_path: Path, code: str) -> None:
    said = stopped(tmp_path, f"Also press {code} on the left.")
    assert "ann.yaml:2: notes: The words speak of" in said
    assert "to be avoided (pregnant)" in said


@pytest.mark.parametrize("code", ["ST9", "BL1", "CV8"])
def test_what_is_not_for_home_is_refused(tmp_path: Path, code: str) -> None:
    said = stopped(tmp_path, f"Then hold {code}.", "conditions: none\n")
    assert f"The words speak of {code}, which is not for a patient's sheet" in said


@pytest.mark.parametrize(
    "notes",
    [
        "Do not press LI4 or SP6.",
        "Leave out SP6 until after the birth.",
        "We left out LI4 for now.",
        "Never press ST9.",
        "Take vitamin B12 and D3.",
        "Level L4 to L5; MRI at T12.",
        "Drink CO2 free water.",
    ],
)
def test_what_keeps_somebody_off_a_point_passes(tmp_path: Path, notes: str) -> None:
    assert stopped(tmp_path, notes) == ""


def test_a_point_with_a_card_is_left_to_its_card(tmp_path: Path) -> None:
    path = tmp_path / "ann.yaml"
    text = "points: [SP6]\nnotes: Press SP6 first.\nconditions: [pregnant]\n"
    reason = "acknowledge: {SP6: 'Midwife agrees, past 38 weeks, 20 Nov, HP'}\n"
    path.write_text(text + reason, "utf-8")
    compose_checked(check(path))
    path.write_text(text, "utf-8")
    with pytest.raises(SafetyStop) as stop:
        compose_checked(check(path))
    assert [problem.field for problem in stop.value.problems] == ["points"]


def test_a_point_without_a_card_is_told(tmp_path: Path) -> None:
    assert "The words speak of ST36, which has no card here" in told(tmp_path, "Also press ST36.")
    assert "no card" not in told(tmp_path, "Press LI11 first.")


def test_a_side_is_told_at_the_line_on_which_it_stands(tmp_path: Path) -> None:
    notes = "|\n  Walk a little.\n\n  Press on the right."
    said = told(tmp_path, notes, "[LI4 left]")
    assert "ann.yaml:5: notes: The note speaks of the right, and LI4 is pressed" in said
