"""What the practitioner is told: what was not asked, what conditions change, what stays typed."""

from __future__ import annotations

from typing import Literal

import pytest

from handouts.advice.typed_texts import typed_texts
from handouts.dose import Hold
from handouts.library import load_library
from handouts.library.model import Dose
from handouts.plan.make import make_plan
from handouts.prescription.model import Clinic, Prescription
from handouts.safety.examine import examine
from handouts.safety.notes import safety_notes
from handouts.safety.typed_words import typed_words

LIBRARY = load_library()


def told(*doses: Dose, **fields: object) -> str:
    written = Prescription("x.yaml", points=doses, **fields)  # type: ignore[arg-type]
    plan = make_plan(written, LIBRARY)
    _, spoken = typed_words([*typed_texts(written, Clinic())], plan, LIBRARY)
    return "\n".join(map(str, [*safety_notes(plan, LIBRARY, examine(plan, LIBRARY)), *spoken]))


def test_nothing_asked_is_told_once() -> None:
    assert told(Dose("LI4"), Dose("SP6")).count("Nothing says what this patient lives with") == 1


def test_none_says_what_it_does_not_answer_and_how_to() -> None:
    said = told(Dose("LI4"), asked=True)
    assert "does not answer pregnant and blood-clot" in said
    assert "`not-pregnant`" in said
    assert "`no-blood-clot`" in said


def test_who_is_frail_may_be_warned_of_pregnancy_and_the_desk_hears_it() -> None:
    said = told(Dose("LI4"), asked=True, conditions=("frail-or-elderly",))
    assert "the sheet still warns of it. If the patient cannot be pregnant" in said
    both = ("frail-or-elderly", "cannot-be-pregnant")
    assert "still warns" not in told(Dose("LI4"), asked=True, conditions=both)
    assert "still warns" not in told(Dose("SI3"), asked=True, conditions=("frail-or-elderly",))


@pytest.mark.parametrize("note", ["Stroke while she is calm.", "Please stroke after the bath."])
def test_to_stroke_a_baby_is_no_illness(note: str) -> None:
    def said(note: str, *conditions: str) -> str:
        return told(Dose("LI4"), asked=True, conditions=conditions, notes=note)

    assert "speak of" not in said(note, "infant")
    assert "speak of stroke" in said(note, "asthma")
    assert "speak of stroke" in said("He had a stroke at birth.", "infant")


@pytest.mark.parametrize(
    "note",
    ["Stroke the tummy in circles.", "Stroke your palm.", "Then stroke gently down the arm."],
)
def test_to_stroke_the_skin_is_no_illness(note: str) -> None:
    assert "speak of" not in told(Dose("LI4"), asked=True, notes=note)


@pytest.mark.parametrize(
    "note",
    ["Since the stroke the arm is weak.", "After stroke, the arm rests.", "Stroke: the left arm.",
     "She had a stroke the year before."],
)  # fmt: skip
def test_a_stroke_is_told(note: str) -> None:
    assert "speak of stroke" in told(Dose("LI4"), asked=True, notes=note)


def test_an_own_condition_is_told() -> None:
    assert "lupus" in told(Dose("LI4"), asked=True, other_conditions=("lupus, talked through",))


def test_a_changed_dose_is_told_for_all_points_in_one_line() -> None:
    said = told(Dose("LI4"), Dose("PC6"), asked=True, conditions=("blood-thinners",))
    assert "Because of blood-thinners, pressed lightly, for half the time: LI4, PC6." in said


def test_only_the_conditions_that_ask_for_it_are_named() -> None:
    """Diabetes asks for light pressure, not for a shorter time."""
    both = ("blood-thinners", "diabetes")
    said = told(Dose("BL60"), Dose("LI4", hold=Hold(45)), asked=True, conditions=both)
    assert "Because of blood-thinners, diabetes, pressed lightly: BL60, LI4." in said
    assert "Because of blood-thinners, for half the time: BL60." in said
    assert "keeps your `hold` (45 seconds), though blood-thinners asks for half the time" in said


def test_what_was_typed_stays_and_is_told() -> None:
    dose = Dose("LI4", hold=Hold(180), pressure="firm", line=3)
    plan = make_plan(
        Prescription("x", points=(dose,), conditions=("blood-thinners",), asked=True), LIBRARY
    )
    assert (plan.points[0].hold, plan.points[0].pressure) == (Hold(180), "firm")
    said = told(dose, asked=True, conditions=("blood-thinners",))
    assert "keeps your `hold`" not in said  # it is too long, which stops the sheet


def test_more_pressure_than_a_nerve_bears_is_told_where_it_was_typed() -> None:
    assert "BL40 lies over" in told(Dose("BL40", pressure="firm", line=2), asked=True)
    plan = make_plan(Prescription("x", routine="period-pain", asked=True), LIBRARY)
    notes = safety_notes(plan, LIBRARY, examine(plan, LIBRARY))
    assert not [note for note in notes if "lies over" in note.wrong]


def test_a_reason_for_nothing_is_told() -> None:
    said = told(Dose("PC6"), asked=True, acknowledge=(("GB21", "Midwife agrees."),))
    assert "Nothing here stops GB21" in said


def test_a_title_of_one_side_and_points_on_the_other_are_told() -> None:
    right = (Dose("LI15", side="right"), Dose("LI11", side="right"))
    said = told(*right, asked=True, title="LEFT shoulder pain")
    assert "The title speaks of the left, and LI15, LI11 are pressed on the right." in said
    assert "speaks of" not in told(*right, asked=True, title="Right shoulder pain")
    assert "speaks of" not in told(*right, asked=True, title="Left and right shoulder")
    assert "speaks of" not in told(Dose("LI15"), asked=True, title="Left shoulder pain")


def test_a_side_to_keep_off_is_looked_for_among_the_points() -> None:
    note = "Mastectomy on the left. Do not press on the left."
    left = told(Dose("LI10", side="left"), asked=True, notes=note)
    assert "The note keeps off the left, and LI10 is pressed there." in left
    both = told(Dose("LI10", side="both"), asked=True, notes=note)
    assert "LI10 is pressed on both sides." in both
    assert "keeps off" not in told(Dose("LI10", side="right"), asked=True, notes=note)


def test_a_note_at_a_point_is_about_that_point() -> None:
    said = told(Dose("LI4", side="left", note="Your right hand is best.", line=3),
                Dose("LI11", side="left", line=4), asked=True)  # fmt: skip
    assert "The note speaks of the right, and LI4 is pressed on the left." in said


@pytest.mark.parametrize(
    ("note", "side", "says"),
    [
        ("Press on your right side only.", "both", "speaks of the right only, and LI4 is pressed"),
        ("Only press the left hand.", "both", "speaks of the left only"),
        ("Leave out the right arm.", "right", "keeps off the right, and LI4 is pressed there"),
        ("Press both wrists.", "left", "speaks of both sides, and LI4 is pressed on the left"),
        ("Press right into the muscle, not the bone.", "both", ""),
        ("Press both sides.", "both", ""),
        ("Begin on the left.", "both", ""),
        ("Work out the left shoulder gently.", "both", ""),
    ],
)
def test_one_side_alone_or_both_are_compared_with_the_points(
    note: str, side: Literal["both", "left", "right"], says: str
) -> None:
    said = told(Dose("LI4", side=side), asked=True, notes=note)
    assert (says in said) if says else "The note" not in said


@pytest.mark.parametrize(
    "fields",
    [
        {"how_often": "Twice a day, both hands"},
        {"for_how_long": "2 weeks, both hands"},
        {"notes": "Then the other hand as well."},
    ],
)
def test_the_other_side_is_told_wherever_it_is_typed(fields: dict[str, str]) -> None:
    assert "speaks of both sides" in told(Dose("LI4", side="left"), asked=True, **fields)
    assert "both sides" not in told(Dose("LI4"), asked=True, **fields)
    assert "both sides" not in told(
        Dose("LI4", side="left"), asked=True, notes="Hold it with the other hand."
    )


def test_right_away_is_no_side() -> None:
    left = Dose("LI4", side="left")
    for note in ("Stop right away if it hurts.", "It is right below the nail.", "Days are left."):
        assert "speaks of" not in told(left, asked=True, notes=note)


NOTES = "He takes apixaban and has a pacemaker and had a DVT last month."


def test_what_the_notes_tell_and_conditions_do_not_is_told() -> None:
    said = told(Dose("LI4"), asked=True, notes=NOTES, conditions=("blood-clot",))
    assert "“apixaban” (blood-thinners), pacemaker, and `conditions:` does not." in said
    assert "DVT" not in said


def test_notes_that_say_the_contrary_are_told_as_such() -> None:
    said = told(Dose("PC6"), asked=True, notes="Your due date is 1 May.",
                conditions=("not-pregnant",))  # fmt: skip
    assert "(pregnant), and `conditions:` says not-pregnant." in said


def test_what_a_title_or_a_note_on_a_point_tells_is_told_once() -> None:
    note = "Your pregnancy is going well."
    said = told(Dose("PC6", note=note), asked=True, title="Nausea in pregnancy")
    assert said.count("Your words speak of") == 1
