"""How old a patient is, by what people type, and what a row becomes by it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.errors import ContentError
from handouts.library import load_library
from handouts.library.mentions import condition_of
from handouts.prescription.fields.values import Wrong
from handouts.prescription.tables.ages import age_of, ages_by_birth, order_of_births
from handouts.prescription.tables.table import open_table
from handouts.prescription.tables.table_file import TableOptions
from prescription.rows import Row, row_of

ON = date(2026, 11, 29)
LIBRARY = load_library()


@pytest.mark.parametrize(
    ("cell", "condition"),
    [
        ("34", ""), ("34 F", ""), ("17", "teenager"), ("10", "teenager"), ("9", "child"),
        ("18+", ""), ("Adult", ""), ("79", ""),
        ("80", "frail-or-elderly"), ("94 y/o", "frail-or-elderly"), ("2", "child"),
        ("2 yrs 3 mo", "child"), ("5yo", "child"), ("8 months", "infant"),
        ("<1", "infant"), ("7F", "child"), ("F7", "child"), ("F, 7", "child"), ("7/F", "child"),
        ("7/M", "child"), ("M 7", "child"), ("7½", "child"), ("1 1/2", "infant"), ("7y3m", "child"),
        ("approx 7", "child"), ("c. 7", "child"), ("age 7", "child"), ("seven", "child"),
        ("teen", "teenager"), ("7.58333", "child"),
        ("34 years, 2 months, 5 days", ""),
        ("2 years and 3 months", "child"), ("1Y 11M 5D", "infant"),
        ("62 M", ""), ("6 weeks old", "infant"),
        ("0", "infant"), ("1.5", "infant"), ("23 mo", "infant"),
        ("30 months", "child"), ("3 days old", "infant"),
    ],
)  # fmt: skip
def test_an_age_as_people_type_it(cell: str, condition: str) -> None:
    assert condition_of(age_of(cell, LIBRARY), LIBRARY) == condition


@pytest.mark.parametrize("cell", ["65-74", "5/6/2020", "1960", "junk", "300", "0-2", "7+",
        "minor", "5-6", "34+2", "pregnant", "50s", "8 (mum here)", "34 (in May)"])  # fmt: skip
def test_an_age_that_is_not_clear_is_no_age(cell: str) -> None:
    with pytest.raises(Wrong, match=r"The age cannot be read\."):
        age_of(cell, LIBRARY)


@pytest.mark.parametrize(
    ("cell", "wrong", "cure"),
    [
        ("8m", "may be months, or a man's years", "Write 8 months, or 8 years."),
        ("34M", "may be months, or a man's years", "Write 34 months, or 34 years."),
        ("30w", "a baby's age, or weeks of a pregnancy", "write 30 weeks old"),
        ("6wks", "a baby's age, or weeks of a pregnancy", "write 6 weeks old"),
    ],
)
def test_what_may_be_no_age_is_asked_back(cell: str, wrong: str, cure: str) -> None:
    with pytest.raises(Wrong) as caught:
        age_of(cell, LIBRARY)
    assert wrong in caught.value.wrong
    assert cure in caught.value.cure


@pytest.mark.parametrize(
    ("cell", "years"),
    [
        ("1935-03-12", 91), ("12 Mar 1935", 91), ("Mar 12, 1935", 91), ("3/12/35", 91),
        ("12.3.1935", 91), ("19350312", 91), ("21980", 66), ("2/29/1952", 74), ("6-Jun-20", 6),
        ("11/29/2024", 2), ("11/30/2024", 1), ("1935-03-12 00:00:00", 91), ("Tue 3/12/1935", 91),
    ],
)  # fmt: skip
def test_a_birth_date_in_any_spelling(cell: str, years: int) -> None:
    assert ages_by_birth(cell, "us", ON) == [years]


@pytest.mark.parametrize(
    ("cell", "youngest"),
    [("1960", 65), ("11/2019", 6), ("10/2019", 7), ("Dec 2019", 6), ("2019-05", 7), ("2026", 0)],
)
def test_without_the_day_of_a_birth_the_patient_is_as_young_as_can_be(
    cell: str, youngest: int
) -> None:
    assert min(ages_by_birth(cell, "us", ON)) == youngest


@pytest.mark.parametrize(
    "cell",
    [
        "5. Mai 2019",
        "2027",
        "00/00/0000",
        "junk",
        "1850-01-01",
        "3/12/2031",
        "Mon 3/12/1935",
        "1934-13-40",
    ],
)
def test_a_birth_date_that_cannot_be_read_is_not_repeated(cell: str) -> None:
    with pytest.raises(Wrong) as caught:
        ages_by_birth(cell, "us", ON)
    assert cell not in f"{caught.value.wrong} {caught.value.cure}"


@given(st.dates(date(1902, 1, 1), ON))
def test_every_birth_date_is_read_as_it_is(born: date) -> None:
    years = ON.year - born.year - ((ON.month, ON.day) < (born.month, born.day))
    for cell in (born.isoformat(), f"{born:%d %b %Y}", f"{born:%m/%d/%Y}", f"{born:%A, %d %B %Y}"):
        assert ages_by_birth(cell, "us", ON) == [years]
    assert years in ages_by_birth(f"{born:%d/%m/%Y}", None, ON)


def test_a_column_of_birth_dates_shows_its_order() -> None:
    assert order_of_births(["3/12/1935", "3/31/1960"], ON) == "us"
    assert order_of_births(["3/12/1935", "31/3/60"], ON) == "day-first"
    assert order_of_births(["3/12/1935", "31/3/1960", "3/31/1960"], ON) is None


# ── in a table ──────────────────────────────────────────────────────────────────────────────────


def _rows(text: str, tmp_path: Path, **options: tuple[tuple[str, str], ...]) -> list[Row]:
    path = tmp_path / "p.csv"
    path.write_text(text, "utf-8")
    library = load_library()
    headings, rows, _ = open_table(path, TableOptions(**options), library)  # type: ignore[arg-type]
    return [row_of(headings, number, cells, library, on=ON) for number, cells in rows]


def _conditions(row: Row) -> tuple[str, ...]:
    assert row.prescription, row.problems
    return row.prescription.conditions


def test_a_baby_and_a_child_are_so_in_the_conditions(tmp_path: Path) -> None:
    text = (
        "patient,points,DOB,conditions\nNoah Reid (baby),SI3,3/1/2026,\nLily,SI3,6/6/2020,none\n"
        "Tom,SI3,5/25/1960,\nEthel,SI3,3/12/1935,\nSu,SI3,3/12/1935,frail\nBo,SI3,3/1/2026,baby\n"
        "Al,SI3,unknown,\nIda,SI3,soon,\n"
    )
    baby, child, tom, ethel, frail, told_before, unknown, unclear = _rows(text, tmp_path)
    assert _conditions(baby) == ("infant",)
    assert _conditions(child) == ("child",)
    assert [one.wrong for one in child.notices if one.field == "conditions"] == [
        "By the birth date the patient is under 10: child."
    ]
    assert _conditions(tom) == () == _conditions(ethel)
    assert not tom.notices
    assert "80 or older" in ethel.notices[0].wrong
    assert "frail-or-elderly" in ethel.notices[0].cure
    assert _conditions(frail) == ("frail-or-elderly", "cannot-be-pregnant")
    assert [one.cure for one in frail.notices] == [""]
    assert _conditions(told_before) == ("infant",)
    assert not unknown.notices
    assert unclear.problems[0].wrong == "The birth date cannot be read."
    for row in (baby, child, ethel):
        assert "2026" not in "".join(str(one.wrong) for one in row.notices)


def test_nobody_of_eighty_is_warned_of_pregnancy(tmp_path: Path) -> None:
    text = "patient,points,DOB,conditions\nEdith,SI3,02/20/1938,none\nEd,SI3,02/20/1938,male\n"
    edith, ed = _rows(text, tmp_path)
    assert _conditions(edith) == ("cannot-be-pregnant",)
    (note,) = [one for one in edith.notices if "80 or older" in one.wrong]
    assert "cannot-be-pregnant" in note.wrong
    assert "frail-or-elderly" in note.cure
    assert _conditions(ed) == ("cannot-be-pregnant",)


def test_a_number_for_a_birth_date_is_told_where_it_matters(tmp_path: Path) -> None:
    text = "patient,points,DOB,conditions\nTim,SI3,46000,none\nTom,SI3,25000,none\n"
    tim, tom = _rows(text, tmp_path)
    assert _conditions(tim) == ("infant",)
    notes = " ".join(one.wrong for one in tim.notices)
    assert "By the birth date, read as a day that Excel keeps as a number, the patient" in notes
    assert not [one for one in tom.notices if "birth date" in one.wrong]


def test_a_child_of_twelve_is_a_teenager_who_may_be_pregnant(tmp_path: Path) -> None:
    (row,) = _rows("patient,points,Age,conditions\nAnn,SI3,12,child; asthma\n", tmp_path)
    assert _conditions(row) == ("asthma", "teenager")


def test_an_age_against_the_conditions_is_asked_about(tmp_path: Path) -> None:
    (row,) = _rows("patient,points,Age,conditions\nAnn,SI3,8 months,pregnant\n", tmp_path)
    assert row.problems[0].wrong == (
        "By the age the patient is under 2, and the conditions say pregnant."
    )


def test_months_in_the_heading_and_two_columns_and_none(tmp_path: Path) -> None:
    months, years = _rows("patient,points,Age (months)\nA,SI3,18\nB,SI3,30\n", tmp_path)
    assert _conditions(months) == ("infant",)
    assert _conditions(years) == ("child",)
    (row,) = _rows("patient,points,Age,DOB\nA,SI3,,1/2/2026\n", tmp_path)
    assert _conditions(row) == ("infant",)
    text = "patient,points,DOB\nA,SI3,1/2/2026\n"
    assert _conditions(*_rows(text, tmp_path, columns=(("DOB", "none"),))) == ()


def test_an_age_of_nought_is_a_babys_and_no_other_number_is_passed_over(tmp_path: Path) -> None:
    text = "patient,points,Age,DOB\nA,SI3,0,\nB,SI3,140,\nC,SI3,-1,\nD,SI3,50s,\nE,SI3,,0\n"
    baby, over, below, words, born = _rows(text, tmp_path)
    assert _conditions(baby) == ("infant",)
    assert "under 2: infant" in baby.notices[-1].wrong
    for row in (over, below, words):
        assert [one.wrong for one in row.problems] == ["The age cannot be read."]
        assert "child, teen or adult" in row.problems[0].cure
    assert [one.wrong for one in born.problems] == ["The birth date cannot be read."]


def test_birth_dates_follow_the_order_of_the_table(tmp_path: Path) -> None:
    """By the month first, the patient is 17 on that day; by the day first, 18."""
    text = "patient,points,DOB,next visit\nA,SI3,12/1/2008,{}\n"
    assert _conditions(*_rows(text.format("12/13/2026"), tmp_path)) == ("teenager",)
    assert _conditions(*_rows(text.format("13/12/2026"), tmp_path)) == ()


@pytest.mark.parametrize(
    ("age", "conditions", "wrong"),
    [
        ("65 yo pregnant woman", "none", "The age cannot be read."),
        ("30 weeks pregnant", "none", "The age cannot be read."),
        ("8 months pregnant", "none", "The age cannot be read."),
        ("72 (pacemaker)", "none", "The age cannot be read."),
        ("62 M on warfarin", "none", "The age cannot be read."),
        ("70 frail", "none", "The age cannot be read."),
        ("36", "age 65", "do not say the same age."),
        ("65", "child of 8", "do not say the same age."),
        ("65", "pregnant", "60 or older, and pregnant."),
        ("85", "frail; pregnant", "80 or older, and pregnant."),
    ],
)
def test_no_age_hides_what_stands_beside_it_or_against_it(
    age: str, conditions: str, wrong: str, tmp_path: Path
) -> None:
    table = f"patient,points,age,conditions\nAnn,LI11,{age},{conditions}\nBo,LI11,34,none\n"
    ann, bo = _rows(table, tmp_path)
    assert wrong in "\n".join(map(str, ann.problems))
    assert bo.prescription is not None


def test_a_birth_date_may_have_the_age_behind_it(tmp_path: Path) -> None:
    table = (
        "patient,points,DOB,conditions\nAnn,LI11,05/03/2019 (7),none\nBo,LI11,5/3/1979 (47),none\n"
    )
    ann, bo = _rows(table, tmp_path)
    assert ann.prescription is not None
    assert ann.prescription.conditions == ("child",)
    assert bo.prescription is not None


@pytest.mark.parametrize("age", ["34 F", "94 y/o", "65 years old woman", "~50"])
def test_what_says_no_more_than_an_age_is_taken(age: str, tmp_path: Path) -> None:
    (row,) = _rows(f"patient,points,age,conditions\nAnn,LI11,{age},none\n", tmp_path)
    assert row.prescription is not None


@pytest.mark.parametrize(
    "heading",
    [
        "Age (yrs)", "Age (y)", "Age yrs", "Pt Age", "Age at visit", "Current Age", "Age/Sex",
        "Age/Gender", "Sex/Age", "PatientAge", "Alter", "Age (M/F)", "AGE:",
    ],
)  # fmt: skip
def test_an_age_is_read_under_any_heading_of_ages(heading: str, tmp_path: Path) -> None:
    (row,) = _rows(f"patient,points,{heading},conditions\nAnn,SI3,7,none\n", tmp_path)
    assert _conditions(row) == ("child",)


@pytest.mark.parametrize(
    "heading",
    [
        "Date of Birth (DOB)", "DOB (mm/dd/yyyy)", "Year of Birth", "Geburtsdatum", "D.O.B.",
        "PatientDOB", "Pt. DOB", "Birthday", "Fecha de nacimiento",
    ],
)  # fmt: skip
def test_a_birth_is_read_under_any_heading_of_births(heading: str, tmp_path: Path) -> None:
    (row,) = _rows(f"patient,points,{heading},conditions\nAnn,SI3,2019,none\n", tmp_path)
    assert _conditions(row) == ("child",)


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Age group", "child"), ("Age of onset", "7"), ("Insured DOB", "5/5/1980"),
        ("Mother's age", "34"), ("DOB / Age", "5/5/2019 (7)"), ("Age (m)", "8"),
        ("Birth weight", "3.2 kg"),
    ],
)  # fmt: skip
def test_what_may_be_an_age_is_asked_about(heading: str, cell: str, tmp_path: Path) -> None:
    text = f"patient,points,{heading}\nAnn,SI3,{cell}\n"
    with pytest.raises(ContentError) as caught:
        _rows(text, tmp_path)
    told = "\n".join(map(str, caught.value.problems))
    assert "of the patient, by which safety knows a child" in told
    assert f'--map "{heading}=none"' in told
    assert "5/5" not in told  # a birth date is never repeated
    (row,) = _rows(text, tmp_path, columns=((heading, "none"),))
    assert row.prescription


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("Birth control", "IUD"), ("Birth sex", "F"), ("Place of birth", "Oslo"), ("Massage", "7")],
)
def test_what_plainly_is_no_age_is_not_asked_about(heading: str, cell: str, tmp_path: Path) -> None:
    (row,) = _rows(f"patient,points,{heading}\nAnn,SI3,{cell}\n", tmp_path)
    assert row.prescription


def test_what_a_heading_says_of_its_ages(tmp_path: Path) -> None:
    (weeks,) = _rows("patient,points,Age (wks)\nA,SI3,6\n", tmp_path)
    assert _conditions(weeks) == ("infant",)
    (man,) = _rows("patient,points,Age/Sex\nA,SI3,8M\n", tmp_path)
    assert _conditions(man) == ("child",)
    said = (("Age (y/m)", "age"),)
    (both,) = _rows("patient,points,Age (y/m)\nA,SI3,8\n", tmp_path, columns=said)
    assert "no unit" in both.problems[0].wrong
