"""The words of whole handouts, as they were last agreed on.

After a change of wording, look at what `RENEW=1 pytest tests/compose/test_golden_text.py` changes
with `git diff`, as the patient would read it.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from handouts.compose.parts import compose
from handouts.compose.plain_text import as_data, as_text
from handouts.handout import Handout, PointCard
from handouts.library import load_library
from handouts.plan.make import make_plan
from handouts.prescription.clinic.read import read_clinic
from handouts.prescription.model import Clinic, Prescription
from handouts.prescription.read import read_prescription
from handouts.safety.examine import examine

GOLDEN = Path(__file__).parents[1] / "golden_text"
EXAMPLES = Path(__file__).parents[2] / "examples"
CLINIC_PAGES = (
    "hand-and-knee-low-back", "ankle-knee-hand-back", "low-back-with-stretches",
    "hip-and-low-back", "upper-back-ten", "lower-back-three",
)  # fmt: skip


def agreed(name: str, text: str) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("RENEW"):
        path.write_text(text, "utf-8")
    assert path.read_text("utf-8") == text


def routine(name: str, **fields: object) -> Handout:
    library = load_library()
    prescription = Prescription(
        source=name, routine=name, patient="Ann", date=date(2026, 11, 20), **fields
    )  # type: ignore[arg-type]
    plan = make_plan(prescription, library)
    return compose(plan, Clinic(), library, examine(plan, library))


@pytest.mark.parametrize("name", ["low-back", "nausea", "neck-and-shoulder"])
def test_examples(name: str) -> None:
    library = load_library()
    prescription = read_prescription(EXAMPLES / f"{name}.yaml", library).value
    plan = make_plan(prescription, library)
    clinic = read_clinic(prescription.clinic).value
    agreed(name, as_text(compose(plan, clinic, library, examine(plan, library))))


@pytest.mark.parametrize("name", CLINIC_PAGES)
def test_routines_that_set_clinic_pages_right(name: str) -> None:
    agreed(name, as_text(routine(name)))


def test_the_point_that_is_not_for_home_is_left_out_and_said_so() -> None:
    source = load_library().routines["lower-back-three"].source
    assert "GV26" in source
    assert "GV26" not in as_text(routine("lower-back-three"))


def test_what_the_prescription_says_wins_over_the_routine() -> None:
    text = as_text(routine("low-back", how_often="once a week", title="Mine", tips=()))
    assert text.startswith("# Mine")
    assert "| once a week |" in text
    assert "## At home" not in text


def test_a_handout_as_data_keeps_its_kinds() -> None:
    data = as_data(routine("low-back"))
    points = next(part for part in data["parts"] if part["name"] == "points")
    assert [block["kind"] for block in points["blocks"]] == [PointCard.__name__] * 5
    assert points["blocks"][0]["number"] == 1


def test_the_disclaimer_is_whole_and_can_only_be_added_to() -> None:
    library = load_library()
    plan = make_plan(Prescription(source="x", routine="low-back"), library)
    plain = as_text(compose(plan, Clinic(), library))
    added = as_text(compose(plan, Clinic(disclaimer="Ring 911 first."), library))
    for sentence in library.wording.many("disclaimer.text"):
        assert sentence in plain
        assert sentence in added
    assert "Ring 911 first." in added
