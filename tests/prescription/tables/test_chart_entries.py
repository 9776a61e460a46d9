"""Conditions as they stand in a chart, with a side, a place, a day or an age."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.errors import SafetyStop
from handouts.library import load_library
from handouts.plan.make import make_plan
from handouts.prescription.entry import read_entry
from handouts.prescription.fields.problems import Read
from handouts.prescription.model import Prescription
from handouts.prescription.read import read_prescription
from handouts.safety.examine import examine, stop_if_unsafe
from handouts.safety.notes import safety_notes
from prescription.rows import rows_of

LIBRARY = load_library()
ON = str(1_796_040_000)
"""30 November 2026, so that months lie where these tests say."""


@pytest.fixture(autouse=True)
def _on_one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", ON)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("port right chest", "lines-or-ports, on the right"),
        ("R port", "lines-or-ports, on the right"),
        ("Stroke in May, left side weak", "stroke, on the left"),
        ("stroke left", "stroke (the rest changes nothing)"),
        ("hip replacement in September left", "hip-replacement and recent-surgery, on the left"),
        ("TKR R 10/26", "knee-replacement and recent-surgery, on the right"),
        ("R THR (9/26)", "hip-replacement and recent-surgery, on the right"),
        ("s/p THR L 9/2026", "hip-replacement and recent-surgery, on the left"),
        ("TKR R 10/3/26", "knee-replacement and recent-surgery, on the right"),
        ("TKR R 2026-10", "knee-replacement and recent-surgery, on the right"),
        ("R THR 9/2019", "hip-replacement, on the right"),
        ("s/p mastectomy right", "lymph-nodes-removed, on the right"),
        ("new left hip 2019", "hip-replacement, on the left"),
        ("bilateral TKR 2022", "knee-replacement, on the left and the right"),
        ("mastectomy right", "lymph-nodes-removed, on the right"),
        ("hysterectomy 2010", "hysterectomy (the rest changes nothing)"),
        ("hysterectomy in November", "hysterectomy and belly-surgery"),
        ("blood thinners (Xarelto)", "blood-thinners (the rest changes nothing)"),
        ("epilepsy (controlled)", "epilepsy (the rest changes nothing)"),
        ("severe osteoporosis", "osteoporosis (the rest changes nothing)"),
        ("clopidogrel 75", "blood-thinners (the rest changes nothing)"),
        ("on Eliquis 5mg bd", "blood-thinners (the rest changes nothing)"),
        ("whiplash 2 weeks ago", "neck-artery (the rest changes nothing)"),
        ("stent 2024", "heart-disease (the rest changes nothing)"),
        ("DVT L calf 3/12 ago", "blood-clot (the rest changes nothing)"),
        ("child of 7", "child"),
        ("boy, 12", "teenager"),
        ("age 17", "teenager"),
        ("8 months old", "infant"),
        ("84 years", "cannot-be-pregnant"),
        ("woman of 84", "cannot-be-pregnant"),
        ("man 17", "cannot-be-pregnant and teenager"),
        ("elderly 84", "frail-or-elderly and cannot-be-pregnant"),
    ],
)
def test_a_name_with_a_side_a_place_a_day_or_an_age_is_taken(typed: str, told: str) -> None:
    found = read_entry(typed, LIBRARY)
    assert (found.state, found.told) == ("is", told)


@pytest.mark.parametrize(
    "typed",
    [
        "poss. blood clot", "possible DVT left leg", "?stroke left", "stroke left?",
        "no DVT left leg",
        "r/o stroke", "w/o stroke", "denies stroke left", "never stroke left", "stroke risk left",
        "mother stroke 2019", "family DVT 2019", "history of stroke left", "old stroke left",
        "childhood epilepsy", "epilepsy as a child", "Crohn's in remission", "stroke resolved 2019",
        "not pregnant in May", "no blood clot since 2019", "pregnant in May",
        "pregnant 2 years ago",
        "IVF in 2019", "child in 2019", "stopped warfarin May", "off warfarin 2 weeks ago",
        "R THR 12/26", "R THR 1/27", "THR L 12/2026", "s/p stroke left",
        "hip replacement in December", "hip replacement 2027", "fracture 2010", "whiplash 2019",
        "cataract surgery left 2018", "hernia repaired 1999", "surgery left breast",
        "surgery left eye", "fracture left neck", "prosthesis left knee", "cancer left hip",
        "stroke age 60", "diabetes since age 17", "diabetes 10 years", "son of 7", "mother of 84",
        "child 25", "teenager 9", "infant of 7", "frail 12", "baby 20 weeks", "30 weeks",
        "8 months",
        "7", "of 7", "born 2019", "left",
        "swollen left leg", "baby 3 months", "surgery this week", "c-section in January",
        "in May", "2019", "right chest", "stroke may be",
        "diabetes left foot weak", "stroke and DVT left",
    ],
)  # fmt: skip
def test_where_one_word_says_more_nothing_is_taken(typed: str) -> None:
    assert read_entry(typed, LIBRARY).state != "is"


def read(text: str, folder: Path) -> Read[Prescription]:
    path = folder / "p.yaml"
    path.write_text(text, "utf-8")
    return read_prescription(path, LIBRARY)


def test_what_was_made_of_it_is_told_once_in_its_line(tmp_path: Path) -> None:
    found = read("points: [LI4]\nconditions:\n  - none known\n  - age 84\n", tmp_path)
    assert found.value.conditions == ("cannot-be-pregnant",)
    (note,) = found.notices
    assert (note.line, note.wrong) == (4, "“age 84” is read as cannot-be-pregnant.")
    assert note.cure == "If frail-or-elderly is right, write that, too."


def test_nobody_is_asked_to_write_what_stands_beside_it(tmp_path: Path) -> None:
    typed = "knee-replacement right, recent-surgery"
    (note,) = read(f"points: [LI4]\nconditions: [{typed}]\n", tmp_path).notices
    assert "recent-surgery" not in str(note)
    (alone,) = read("points: [LI4]\nconditions: [knee-replacement right]\n", tmp_path).notices
    assert alone.cure == "If it was in the last months, write recent-surgery, too."


def test_a_side_that_is_written_answers_for_the_sound_one(tmp_path: Path) -> None:
    text = "points: [PC6, ST36]\nconditions: [port right chest, not-pregnant]\n"
    plan = make_plan(read(text, tmp_path).value, LIBRARY)
    assert [chosen.side for chosen in plan.points] == ["left", "both"]
    findings = examine(plan, LIBRARY)
    stop_if_unsafe(findings, plan)
    (note,) = [one for one in safety_notes(plan, LIBRARY, findings) if one.field == "points"]
    assert note.wrong == "lines-or-ports is on the right, so pressed left: PC6."


@pytest.mark.parametrize("entry", ["ST35", "ST35 right"])
def test_a_point_that_is_stopped_is_told_with_its_own_sound_side_alone(
    entry: str, tmp_path: Path
) -> None:
    text = f"points: [{entry}]\nconditions: [knee-replacement right, not-pregnant]\n"
    plan = make_plan(read(text, tmp_path).value, LIBRARY)
    findings = examine(plan, LIBRARY)
    with pytest.raises(SafetyStop) as stopped:
        stop_if_unsafe(findings, plan)
    assert "If one side is sound, write `ST35 left`, and write behind `ST35:`" in str(stopped.value)
    assert not [one for one in safety_notes(plan, LIBRARY, findings) if one.field == "points"]


@pytest.mark.parametrize(
    ("points", "conditions", "says"),
    [
        ("GB31 left", "hip replacement left 2019", "Write the sound side behind it: `GB31 right`,"),
        ("GB31 both", "hip replacement left 2019", "Write the sound side behind it: `GB31 right`,"),
        ("GB34", "bilateral TKR 2022", "Leave it out"),
        ("PC6", "port left, mastectomy right", "PC6 is pressed on both sides"),
    ],
)
def test_the_side_of_a_condition_is_not_pressed(
    points: str, conditions: str, says: str, tmp_path: Path
) -> None:
    text = f"points: [{points}]\nconditions: [{conditions}]\n"
    plan = make_plan(read(text, tmp_path).value, LIBRARY)
    with pytest.raises(SafetyStop) as caught:
        stop_if_unsafe(examine(plan, LIBRARY), plan)
    assert says in str(caught.value)


def test_a_table_keeps_the_side_of_an_alert(tmp_path: Path) -> None:
    path = tmp_path / "day.csv"
    path.write_text("patient,points,Alerts\nAnn,GB34,R TKA 2024\n", "utf-8")
    row = rows_of(path, LIBRARY)[2]
    assert row.prescription is not None
    assert row.prescription.sides == (("knee-replacement", "right"),)
    assert ("named", "“R TKA 2024” as knee-replacement, on the right") in [
        note.summed for note in row.notices
    ]


@pytest.mark.parametrize(
    ("typed", "rules_of", "meant"),
    [
        ("joint replacement left knee", "joint-replacement", "knee-replacement"),
        ("lymphoedema right leg", "lymph-nodes-removed", "swollen-legs"),
        ("nodes removed right groin", "lymph-nodes-removed", "swollen-legs"),
        ("AV fistula left leg", "dialysis", ""),
        ("drain right knee", "lines-or-ports", ""),
        ("stent right leg", "heart-disease", "poor-circulation"),
        ("cancer left hip", "cancer", "bone-metastases"),
    ],
)
def test_what_is_in_another_part_of_the_body_is_asked_about(
    typed: str, rules_of: str, meant: str
) -> None:
    """Else the other arm would be pressed, and the leg that is meant as well."""
    found = read_entry(typed, LIBRARY)
    assert (found.state, found.doubt, found.conditions[0]) == ("may-be", "place", rules_of)
    assert meant in (found.meant or [""])


def test_a_shunt_may_be_of_the_brain_or_of_an_arm() -> None:
    assert read_entry("shunt", LIBRARY).meant == ("brain-shunt", "dialysis")
    assert read_entry("shunt left arm", LIBRARY).conditions == ("dialysis",)
    assert read_entry("VP shunt", LIBRARY).conditions == ("brain-shunt",)


@pytest.mark.parametrize("typed", ["lymphoedema left arm", "port right chest", "hip replacement"])
def test_what_is_where_its_rules_are_is_not_asked_about(typed: str) -> None:
    assert read_entry(typed, LIBRARY).state == "is"


@pytest.mark.parametrize(
    ("typed", "doubt"),
    [
        ("not pregnant?", "unsure"), ("? not pregnant", "unsure"), ("no dvt?", "unsure"),
        ("postmenopausal?", "unsure"), ("? man", "unsure"), ("hysterectomy?", "unsure"),
        ("hysterectomy 2026-12-20", "to-come"), ("hysterectomy 20 Dec 2026", "to-come"),
        ("hysterectomy 12/20/2026", "to-come"), ("hip replacement 2026-12-20", "to-come"),
        ("hysterectomy declined", "to-come"), ("husband had hysterectomy", "relative"),
    ],
)  # fmt: skip
def test_a_doubt_or_a_day_to_come_takes_no_warning_off(typed: str, doubt: str) -> None:
    found = read_entry(typed, LIBRARY)
    assert (found.state, found.doubt) == ("may-be", doubt)


@pytest.mark.parametrize("typed", ["with child", "baby on the way", "carrying a baby"])
def test_other_words_for_pregnant_are_no_child(typed: str) -> None:
    assert read_entry(typed, LIBRARY).conditions == ("pregnant",)
