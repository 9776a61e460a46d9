"""What one entry says of a patient is the same wherever it stands: under `conditions:`, in a column
of alerts, in a column that is said to be one of conditions.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from handouts.errors import ContentError
from handouts.library import load_library
from handouts.prescription.entry import read_entry
from handouts.prescription.model import Prescription
from handouts.prescription.read import read_prescription
from handouts.prescription.tables.table_file import TableOptions
from prescription.rows import Row, rows_of

LIBRARY = load_library()
READ = ("History", "Diabetes for")
"""Columns that are said to be conditions."""


@pytest.fixture(autouse=True)
def _on_one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    _on(date(2026, 11, 30), monkeypatch)


def _on(day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(at.timestamp())))


def _field(typed: str, folder: Path) -> Prescription:
    path = folder / "p.yaml"
    path.write_text(f'points: [LI4]\nconditions: ["{typed}"]\n', "utf-8")
    return read_prescription(path, LIBRARY).value


def _row(heading: str, typed: str, folder: Path) -> Row:
    said = tuple((one, "conditions") for one in (heading,) if one in READ)
    path = folder / "day.csv"
    path.write_text(f'patient,points,{heading}\nAnn,LI4,"{typed}"\n', "utf-8")
    return rows_of(path, LIBRARY, TableOptions(said))[2]


@pytest.mark.parametrize(
    "typed",
    [
        "knee replacement October 2026", "new hip Nov 2026", "pacemaker 2026", "TKR 2019",
        "knee replacement right", "lymph nodes removed left arm 2019", "R TKA 2024",
        "Stroke in May, left side weak", "bilateral TKR 2022", "port right chest",
        "child of 7", "age 6", "boy, 12", "8 months old", "84 years", "man 17",
        "fracture 2026", "DVT L calf 3/12 ago", "hysterectomy 2010", "hip replacement 2010",
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["conditions", "Alerts", "History"])
def test_an_entry_says_the_same_in_a_column_as_in_a_field(
    typed: str, heading: str, tmp_path: Path
) -> None:
    by_field = _field(typed, tmp_path)
    assert by_field.conditions
    row = _row(heading, typed.replace(",", ""), tmp_path)  # commas divide a cell
    assert row.prescription is not None, row.problems
    assert row.prescription.conditions == by_field.conditions
    assert row.prescription.sides == by_field.sides


@pytest.mark.parametrize("heading", ["Alerts", "History"])
def test_early_in_a_year_what_was_last_year_is_not_over(
    heading: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _on(date(2027, 1, 15), monkeypatch)
    for typed in ("fracture 2026", "knee replacement 2026"):
        row = _row(heading, typed, tmp_path)
        assert row.prescription is not None
        assert row.prescription.conditions == _field(typed, tmp_path).conditions


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("lymphoedema right leg", "If you mean swollen-legs, write that"),
        ("drain right knee", "The rules of lines-or-ports say nothing of the part of the body"),
        ("R knee replacement by Dr. Lee", "If it is so, write: knee-replacement right"),
        ("hip replacement in January", "the patient's own, and now"),
        ("8yo boy with asthma", "what is true: asthma; child"),
        ("no blood clot since 2019", "the patient's own, and now"),
        ("not pregnant in May", "the patient's own, and now"),
        ("arthritis", "rheumatoid-arthritis or osteoarthritis"),
    ],
)
def test_what_is_not_clear_comes_back(typed: str, says: str, tmp_path: Path) -> None:
    row = _row("History", typed, tmp_path)
    assert row.prescription is None
    assert says in f"{row.problems[0].wrong} {row.problems[0].cure}"
    assert _row("Alerts", typed, tmp_path).prescription is None


def test_an_operation_of_the_last_months_is_one_among_other_words(tmp_path: Path) -> None:
    row = _row("History", "TKR in October 2026 at St Marys", tmp_path)
    assert row.prescription is not None
    assert row.prescription.conditions == ("knee-replacement", "recent-surgery")


@pytest.mark.parametrize("typed", ["pregnant - no", "Pregnant? N", "pregnant: no"])
def test_a_no_of_a_form_makes_nobody_pregnant(typed: str, tmp_path: Path) -> None:
    row = _row("History", typed, tmp_path)
    assert row.prescription is not None
    assert row.prescription.conditions == ()


@pytest.mark.parametrize(
    ("age", "says"),
    [
        ("8", "the patient is under 10, and the conditions say pregnant"),
        ("84", "the patient is 80 or older, and pregnant"),
        ("34", ""),
    ],
)
def test_beside_an_age_a_condition_is_known_however_it_is_typed(
    age: str, says: str, tmp_path: Path
) -> None:
    row = _row("Age,conditions", f'{age}","30 wks pregnant', tmp_path)
    assert says in "".join(one.wrong for one in row.problems)
    if not says:
        assert row.prescription is not None
        assert row.prescription.conditions == ("pregnant",)


def test_a_cure_keeps_the_side(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="If it is so, write: knee-replacement right"):
        _field("R knee replacement by Dr. Lee", tmp_path)


def test_of_a_number_of_years_the_heading_says_what_it_is(tmp_path: Path) -> None:
    row = _row("Diabetes for", "15 years", tmp_path)
    assert row.prescription is not None
    assert row.prescription.conditions == ("diabetes",)


def test_a_yes_under_a_condition_keeps_its_side(tmp_path: Path) -> None:
    row = _row("Pacemaker", "yes, left side", tmp_path)
    assert row.prescription is not None
    assert row.prescription.sides == (("pacemaker", "left"),)


@pytest.mark.parametrize(
    "typed",
    [
        "No pacemaker. DVT 2024", "none (on warfarin)", "none except pacemaker",
        "none besides warfarin", "none apart from DVT", "none; latex", "no allergies but latex",
        "no pacemaker but ICD", "no pacemaker (ICD)", "no warfarin; Eliquis instead",
        "no stroke/TIA, has AF", "No pacemaker. No cancer. DVT 2024", "none on warfarin",
        "no pacemaker, pregnant", "denies pacemaker, pregnant", "No cancer; takes apixaban",
        "None/pacemaker",
    ],
)  # fmt: skip
def test_what_is_told_behind_a_denial_is_not_denied(typed: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        _field(typed, tmp_path)
    (problem,) = caught.value.problems
    assert problem.wrong.endswith("says several things.")
    assert problem.cure == "Write each in an entry of its own."
    entry = read_entry(typed, LIBRARY)
    for heading in ("conditions", "Alerts", "History"):
        row = _row(heading, typed, tmp_path)
        held = row.prescription and {*row.prescription.conditions} >= {*entry.conditions}
        says = " ".join(f"{one.wrong} {one.cure}" for one in row.problems)
        named = any(one in says for one in ("several things", "beside", "TIA", *entry.conditions))
        assert held or named, heading


@pytest.mark.parametrize(
    "typed",
    [
        "never had DVT", "no DVT or stroke", "not currently on warfarin", "no cancer (benign lump)",
        "no pacemaker, DVT or cancer", "No cancer. No DVT.", "has no pacemaker, no DVT",
        "no stroke (mother well)",
    ],
)  # fmt: skip
def test_a_denial_of_all_is_no_two_things(typed: str) -> None:
    assert read_entry(typed, LIBRARY).doubt != "both"


@pytest.mark.parametrize(
    "typed",
    [
        "w/o pacemaker", "w/o DVT", "non-diabetic", "cancer-free", "DVT (-)", "DVT -ve",
        "pregnant (-)", "pregnant -", "warfarin (-)", "pacemaker (-)", "blood clot: never",
        "denies pacemaker, DVT", "denies DVT, pacemaker", "No: pacemaker, DVT, pregnancy",
        "Denies: DVT, PE, pacemaker", "no pacemaker, hypertension or heart disease",
        "denies pacemaker, DVT, or stroke",
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["field", "conditions", "Alerts", "History"])
def test_what_is_denied_is_never_taken(heading: str, typed: str, tmp_path: Path) -> None:
    says, taken = "says what the patient has not got", tuple[str, ...]()
    try:
        row = Row(_field(typed, tmp_path)) if heading == "field" else _row(heading, typed, tmp_path)
    except ContentError as error:
        row = Row(None, error.problems)
    if row.prescription:
        taken = row.prescription.conditions
    assert not taken
    assert all(says in one.wrong for one in row.problems)


@pytest.mark.parametrize(
    ("typed", "has"),
    [
        ("non-Hodgkin lymphoma", "cancer"), ("non-union fracture", "fracture"),
        ("seizure-free", "epilepsy"), ("cancer pain-free", "cancer"),
        ("denies DVT, warfarin", "blood-thinners"), ("denies pacemaker, pregnant", "pregnant"),
        ("denies DVT, pacemaker 2019", "pacemaker"), ("denies DVT; pacemaker", "pacemaker"),
        ("no cancer, DVT", "blood-clot"), ("no cancer, diabetes or stroke, DVT", "blood-clot"),
    ],
)  # fmt: skip
def test_what_only_looks_denied_is_had(typed: str, has: str, tmp_path: Path) -> None:
    row = _row("History", typed, tmp_path)
    assert row.prescription
    assert has in row.prescription.conditions


def test_an_answer_before_a_fact_is_not_made_one_of_all(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="Write only what the patient has"):
        _field("No DVT, no PE, on warfarin", tmp_path)
