"""What is asked of a table before anything is made, and what becomes of the answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.errors import ContentError
from handouts.library import load_library
from handouts.prescription.tables.health_columns import read_cell, spoken_of
from handouts.prescription.tables.table import open_table
from handouts.prescription.tables.table_file import TableOptions
from handouts.today import today
from prescription.rows import Row, row_of

MEDICAL = (
    "patient,points,Medications,Medical History,Allergies\n"
    'Ann,SI3,"Apixaban 5 mg, vitamin D",,NKDA\nBo,SI3,vitamin D,None,hay fever\n'
    "Cy,SI3,,pacemaker 2019; not pregnant,Latex\nDee,SI3,,mother had breast cancer,aspirin\n"
)
STATUS = (
    "First Name,Last Name,points,Status\nAnn,Ray,SI3,Confirmed\nBo,Li,SI3,CANCELLED\n"
    "Cy,Po,SI3,No show\nDee,Day,SI3,Rescheduled to 12/12\nEd,Oak,SI3,\n"
)


def _read(
    text: str, tmp_path: Path, *said: tuple[str, str], usual: tuple[tuple[str, str], ...] = ()
) -> tuple[dict[int, Row], list[str]]:
    path = tmp_path / "p.csv"
    path.write_text(text, "utf-8")
    library = load_library()
    found, rows, notices = open_table(path, TableOptions(said, usual), library)
    read = {number: row_of(found, number, cells, library) for number, cells in rows}
    return read, [one.wrong for one in notices]


def _asked(text: str, tmp_path: Path, *said: tuple[str, str]) -> str:
    with pytest.raises(ContentError) as caught:
        _read(text, tmp_path, *said)
    (problem,) = caught.value.problems
    return f"{problem.wrong} {problem.cure}"


def test_what_safety_knows_in_columns_that_are_not_read_is_asked_once(tmp_path: Path) -> None:
    said = _asked(MEDICAL, tmp_path)
    assert "row 2 (Ann: blood-thinners in Medications)" in said
    cy = "row 4 (Cy: pacemaker in Medical History; allergy-to-adhesive in Allergies)"
    assert cy in said
    assert "row 5 (Dee: cancer in Medical History)" in said
    assert "Bo" not in said
    for heading in ("Medications", "Medical History", "Allergies"):
        assert f'--map "{heading}=conditions"' in said
    assert "=none" in said


def test_columns_without_a_word_that_safety_knows_stop_nobody(tmp_path: Path) -> None:
    text = "patient,points,Medications,Diagnosis,Allergies\nBo,SI3,vitamin D,M54.5 LBP,hay fever\n"
    rows, told = _read(text, tmp_path)
    assert rows[2].prescription
    assert any("Medications, Diagnosis, Allergies: not read, though" in one for one in told)


@pytest.mark.parametrize(
    "heading",
    [
        "Comments",
        "Tags",
        "Intake notes",
        "Do you take warfarin?",
        "FYI",
        "Background",
        "Column1",
        "Special needs",
        "PMHx",
        "Drugs",
    ],
)
def test_wherever_it_may_stand(heading: str, tmp_path: Path) -> None:
    said = _asked(f"patient,points,{heading}\nAnn,SI3,on warfarin\n", tmp_path)
    assert "blood-thinners" in said


@pytest.mark.parametrize(
    "heading", ["City", "Therapist", "Referred by", "Emergency contact", "Insurance Plan", "Zip"]
)
def test_a_city_and_a_therapist_may_have_any_name(heading: str, tmp_path: Path) -> None:
    assert _read(f"patient,points,{heading}\nAnn,SI3,Burn\n", tmp_path)[0][2].prescription


@pytest.mark.parametrize(
    ("heading", "cell", "condition"),
    [("Weeks pregnant", "20", "pregnant"), ("Trimester", "2", "pregnant"),
     ("EDD", "12/4/2026", "pregnant"), ("History of DVT", "2019", "blood-clot"),
     ("Gestation", "36+2", "pregnant"), ("Pacemaker since", "2019", "pacemaker")],
)  # fmt: skip
def test_of_a_number_the_heading_says_what_it_is(
    heading: str, cell: str, condition: str, tmp_path: Path
) -> None:
    text = f"patient,points,{heading}\nAnn,SI3,{cell}\nBo,SI3,0\nCy,SI3,N/A\n"
    assert f"row 2 (Ann: {condition} in {heading})." in _asked(text, tmp_path)
    rows, _ = _read(text, tmp_path, (heading, "conditions"))
    assert [row.prescription and row.prescription.conditions for row in rows.values()] == [
        (condition,), (), (),
    ]  # fmt: skip


@pytest.mark.parametrize("cell", ["Yes - 20 weeks", "not sure yet", "unknown", "trying", "due May"])
def test_what_stands_under_a_condition_is_no_no(cell: str, tmp_path: Path) -> None:
    text = f"patient,points,Pregnancy status\nAnn,SI3,{cell}\nBo,SI3,No\nCy,SI3,Not pregnant\n"
    said = _asked(text, tmp_path)
    assert "row 2 (Ann: pregnant in Pregnancy status)." in said
    rows, _ = _read(text, tmp_path, ("Pregnancy status", "conditions"))
    held = not cell.startswith("Yes")
    assert bool(rows[2].problems) is held
    assert all(not row.problems for number, row in rows.items() if number > 2)


def test_a_ticked_heading_is_what_it_names(tmp_path: Path) -> None:
    text = "patient,points,History of DVT\nAnn,SI3,Yes\nBo,SI3,No\n"
    assert "row 2 (Ann: blood-clot in History of DVT)" in _asked(text, tmp_path)
    rows, _ = _read(text, tmp_path, ("History of DVT", "conditions"))
    assert [row.prescription and row.prescription.conditions for row in rows.values()] == [
        ("blood-clot",), (),
    ]  # fmt: skip


def test_read_as_conditions_they_stop_only_what_is_not_clear(tmp_path: Path) -> None:
    all_three = [(one, "conditions") for one in ("Medications", "Medical History", "Allergies")]
    rows, told = _read(MEDICAL, tmp_path, *all_three)
    known = {n: row.prescription.conditions for n, row in rows.items() if row.prescription}
    assert known == {
        2: ("blood-thinners",), 3: (), 4: ("pacemaker", "not-pregnant", "allergy-to-adhesive"),
    }  # fmt: skip
    (problem,) = rows[5].problems
    assert "whether “mother had breast cancer” is the patient's own" in problem.wrong
    changes, passed = (one for one in told if "Medications" in one)
    assert "blood-thinners (row 2)" in changes
    assert "“aspirin” (row 5)" in passed
    assert "hay fever" not in passed  # what is known to need no rule
    assert "vitamin D" not in passed


def test_what_is_not_read_is_told_as_long_as_safety_knows_it(tmp_path: Path) -> None:
    usual = tuple((one, "none") for one in ("Medications", "Medical History", "Allergies"))
    rows, told = _read(MEDICAL, tmp_path, usual=usual)
    assert all(row.prescription and not row.prescription.conditions for row in rows.values())
    assert any("blood-thinners (row 2), pacemaker (row 4)" in one for one in told)


@pytest.mark.parametrize(
    ("cell", "may_mean"),
    [("Prednisone 5 mg", "osteoporosis or weak-immunity"),
     ("metformin 500", "diabetes, numbness-or-diabetes or heart-disease"),
     ("due in March", "pregnant")],
)  # fmt: skip
def test_a_word_that_only_leads_to_a_condition_is_asked_about(
    cell: str, may_mean: str, tmp_path: Path
) -> None:
    text = f"patient,points,Medical History\nAnn,SI3,{cell}\nBo,SI3,denies steroids\n"
    assert f"row 2 (Ann: {may_mean.replace(' or ', ', ')} in" in _asked(text, tmp_path)
    rows, _ = _read(text, tmp_path, ("Medical History", "conditions"))
    problem = rows[2].problems[0]
    assert problem.field == "Medical History"
    assert may_mean in problem.cure
    assert rows[3].prescription
    text = "patient,points,Comments\nAnn,SI3,invoice due in March\n"
    assert _read(text, tmp_path)[0][2].prescription


@pytest.mark.parametrize(
    ("alert", "medicine", "named"),
    [
        ("Parkinson's", "levodopa", "balance-problems"),
        ("breast ca 2021", "tamoxifen", "cancer"),
        ("DM2", "metformin 500", "diabetes"),
    ],
)
def test_a_medicine_whose_answer_stands_in_the_row_is_not_asked_about(
    alert: str, medicine: str, named: str, tmp_path: Path
) -> None:
    text = f"patient,points,Medical Alert,Medications\nAnn,SI3,{alert},{medicine}\n"
    text += f"Bo,SI3,,{medicine}\nCy,SI3,{alert}; {medicine},\n"
    text += f"Di,SI3,{alert},8yo boy {medicine}\n"  # it says more, which must not be lost
    rows, _ = _read(text, tmp_path, ("Medications", "conditions"))
    assert rows[3].problems
    assert rows[5].problems
    for row in (rows[2], rows[4]):
        assert row.prescription, row.problems
        assert row.prescription.conditions == (named,)
        (told,) = [one for one in row.notices if medicine in one.wrong]
        assert f"read as {named}, which stands beside it" in told.wrong


@pytest.mark.parametrize(
    ("cell", "known", "unsure"),
    [("no recent seizures", ("epilepsy",), True),
     ("used to take warfarin", ("blood-thinners",), True),
     ("seizures not controlled", ("epilepsy",), False), ("no problems", (), False)],
)  # fmt: skip
def test_words_around_a_condition_mean_the_same_in_every_column(
    cell: str, known: tuple[str, ...], unsure: bool
) -> None:
    told = read_cell(cell, "Medical History", load_library())
    assert spoken_of(told) == known
    assert any(one.state == "may-be" for one in told) is unsure


def test_none_beside_a_medicine_comes_back(tmp_path: Path) -> None:
    text = "patient,points,conditions,Medications\nAnn,SI3,none,warfarin\n"
    rows, _ = _read(text, tmp_path, ("Medications", "conditions"))
    assert "`none` stands beside “blood-thinners”." in rows[2].problems[0].wrong
    assert rows[2].problems[0].field == "conditions (none) and Medications (warfarin)"


@pytest.mark.parametrize(
    ("cell", "known", "unsure"),
    [
        ("denies pacemaker; no DVT", (), ()),
        ("Pacemaker: no, diabetes: yes", ("diabetes",), ()),
        ("stopped warfarin last month", ("blood-thinners",), ("stopped warfarin last month",)),
        ("FHx DVT", ("blood-clot",), ("FHx DVT",)),
        ("no clots but has a pacemaker", ("pacemaker",), ("no clots but has a pacemaker",)),
        ("two kids, had a baby 2020", (), ()),
        ("flu shot 2025", (), ()),
        ("allergic to aspirin", (), ()),
        ("baby aspirin 81 mg", ("blood-thinners",), ()),
    ],
)
def test_what_is_the_patients_own(
    cell: str, known: tuple[str, ...], unsure: tuple[str, ...]
) -> None:
    library = load_library()
    told = read_cell(cell, "Medical History", library)
    assert tuple(one for one in spoken_of(told) if library.conditions[one].rules) == known
    assert tuple(one.text for one in told if one.state == "may-be") == unsure


@pytest.mark.parametrize(
    ("heading", "cell", "known"),
    [
        ("Allergies", "aspirin", ()), ("Drug Allergies", "Warfarin", ()),
        ("Allergies", "warfarin 5 mg", ("blood-thinners",)),
        ("Allergies / Meds", "Warfarin", ("blood-thinners",)),
        ("Medications and allergies", "warfarin", ("blood-thinners",)),
        ("Allergies", "tape; nickel", ("allergy-to-adhesive",)),
    ],
)  # fmt: skip
def test_an_allergy_to_a_medicine_is_none_that_is_taken(
    heading: str, cell: str, known: tuple[str, ...]
) -> None:
    assert spoken_of(read_cell(cell, heading, load_library())) == known


@pytest.mark.parametrize(
    ("heading", "cell", "known"),
    [
        ("ICD-10", "R11.0", ()), ("Diagnosis (ICD-10)", "M17.11, M54.5", ()),
        ("ICD Codes", "I10", ()), ("ICD10", "on warfarin Z79.01", ("blood-thinners",)),
        ("ICD", "yes", ("pacemaker",)),
        ("MI", "M", ()), ("MI", "J.", ()), ("MI", "yes", ("heart-disease",)),
        ("Rx #", "7", ()), ("Heart Rate", "12", ()), ("Medication Count", "12", ()),
        ("Weeks pregnant", "12", ("pregnant",)), ("Medical notes", "7 yo", ("child",)),
        ("Medical notes", "T2D", ("diabetes",)),
    ],
)  # fmt: skip
def test_codes_numbers_and_initials_are_no_conditions(
    heading: str, cell: str, known: tuple[str, ...]
) -> None:
    library = load_library()
    told = spoken_of(read_cell(cell, heading, library))
    assert tuple(one for one in told if library.conditions[one].rules) == known


def test_people_who_are_not_expected_are_asked_about_once(tmp_path: Path) -> None:
    said = _asked(STATUS, tmp_path)
    assert "row 3 (Bo Li: CANCELLED), row 4 (Cy Po: No show), row 5 (Dee Day: Resch" in said
    rows, told = _read(STATUS, tmp_path, ("Status", "status"))
    assert [row.prescription and row.prescription.patient for row in rows.values()] == [
        "Ann Ray", "Ed Oak",
    ]  # fmt: skip
    assert any("row 4 (Cy Po: No show)" in one for one in told)
    assert len(_read(STATUS, tmp_path, ("Status", "none"))[0]) == 5
    assert len(_read(STATUS, tmp_path, usual=(("Status", "status"),))[0]) == 2


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Appointment Status", "Cancelled by client"), ("Client Status", "Inactive"),
     ("Appt Outcome", "DNA"), ("Patient status", "Deceased"), ("Deceased", "Yes"),
     ("Cancelled", "x"), ("Do not email", "TRUE"), ("Status", "Deleted")],
)  # fmt: skip
def test_words_of_a_status(heading: str, cell: str, tmp_path: Path) -> None:
    said = _asked(f"patient,points,{heading}\nAnn,SI3,{cell}\nBo,SI3,\n", tmp_path)
    assert f'--map "{heading}=status"' in said


def test_where_all_are_left_out_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="By their status all rows are left out"):
        _read("patient,points,Status\nA,SI3,Cancelled\n", tmp_path, ("Status", "status"))


@pytest.mark.parametrize("status", ["Confirmed", "Booked", "Arrived", "Completed", "Active", "New"])
def test_who_is_expected_is_not_asked_about(status: str, tmp_path: Path) -> None:
    assert _read(f"patient,points,Status\nAnn,SI3,{status}\n", tmp_path)[0][2].prescription


@pytest.mark.parametrize(
    "cell",
    ["broken arm 1990", "C-section 2012", "back surgery 2009", "fracture 10 years ago",
     "mild asthma as a child", "shingles 2019", "hernia repaired 1999", '"broken arm, 1990"',
     '"C-section, 2012"', "broken arm when I was ten", "broken arm in the nineties",
     "broken arm age 9", "broken arm 90", "broken arm '90", "shingles as a kid", "was on warfarin"],
)  # fmt: skip
def test_what_was_long_ago_is_asked_back_and_not_taken_for_now(cell: str, tmp_path: Path) -> None:
    text = f"patient,points,Medical History\nAnn,SI3,{cell}\nBo,SI3,hip replacement 2010\n"
    rows, _ = _read(text, tmp_path, ("Medical History", "conditions"))
    (problem,) = rows[2].problems
    assert "is the patient's own, and now" in problem.wrong
    assert rows[3].prescription
    assert rows[3].prescription.conditions == ("hip-replacement",)


def test_what_was_this_year_is_taken_for_now(tmp_path: Path) -> None:
    year = today().year
    text = f"patient,points,Medical History\nAnn,SI3,C-section {year}\n"
    rows, _ = _read(text, tmp_path, ("Medical History", "conditions"))
    assert rows[2].prescription
    assert rows[2].prescription.conditions == ("belly-surgery", "recent-surgery")


@pytest.mark.parametrize(
    ("heading", "cell", "names"),
    [
        ("Medications", "warfrin", "blood-thinners"), ("Medications", "Eloquis", "blood-thinners"),
        ("Medications", "thinners", "blood-thinners"), ("Medications", "donepezil", "dementia"),
        ("Medications", "lisinopril 10 mg", "high-blood-pressure, heart-disease"),
        ("Medications", "BP pill", "high-blood-pressure, heart-disease"),
        ("Medications", "heart meds", "high-blood-pressure, heart-disease"),
        ("Medications", "Lasix", "heart-disease, high-blood-pressure, swollen-legs"),
        ("Medications", "levodopa", "balance-problems"),
        ("Allergies", "bandaids", "allergy-to-adhesive"),
        ("Allergies", "Band-Aid", "allergy-to-adhesive"),
        ("Allergies", "adhesive tape (old)", "allergy-to-adhesive"),
        ("Allergies", "metal jewelry", "allergy-to-adhesive"),
    ],
)  # fmt: skip
def test_medicines_and_slips_in_a_column_of_health_are_asked_about(
    heading: str, cell: str, names: str, tmp_path: Path
) -> None:
    text = f"patient,points,{heading}\nAnn,SI3,{cell}\n"
    assert f"row 2 (Ann: {names} in {heading})" in _asked(text, tmp_path)


def test_what_needs_no_rule_is_in_no_list(tmp_path: Path) -> None:
    cells = ["hay fever; shellfish", "dust, cats", "nuts", "statin 20 mg", "levothyroxine"]
    rows_of_file = "\n".join(f'P{n},SI3,"{cell}"' for n, cell in enumerate(cells))
    _, told = _read(f"patient,points,Allergies\n{rows_of_file}\n", tmp_path,
                    ("Allergies", "conditions"))  # fmt: skip
    assert not [one for one in told if "changes no sheet" in one]
