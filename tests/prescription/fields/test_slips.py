"""Slips that would print another point, dose or name, and look right."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.dose import Hold
from handouts.errors import ContentError
from handouts.library import load_library
from handouts.prescription.read import read_prescription
from handouts.prescription.tables.table import open_table
from prescription.rows import row_of


def said(tmp_path: Path, text: str) -> str:
    path = tmp_path / "p.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(ContentError) as caught:
        read_prescription(path, load_library())
    return str(caught.value)


@pytest.mark.parametrize(
    ("typed", "asked"), [("L14", "LI4"), ("l14", "LI4"), ("S13", "SI3"), ("s16", "SI6")]
)
def test_a_one_may_be_the_letter_i(tmp_path: Path, typed: str, asked: str) -> None:
    assert asked in said(tmp_path, f"points: [{typed}]\n")


@pytest.mark.parametrize("typed", ["LI4-11", "BL23-25", "BL23 - 25", "GB34 to 39", "SP6–9"])
@pytest.mark.parametrize("behind", ["", " both", " bilaterally", ", gentle", " 30 s", " and LI4"])
def test_a_range_of_points_is_no_time(tmp_path: Path, typed: str, behind: str) -> None:
    assert "several points" in said(tmp_path, f"points:\n  - {typed}{behind}\n")


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("BL23 25-30 s", 25, 30), ("BL23 25-30 both", 25, 30), ("BL23 - 25 s both", 25, None),
        ("BL23 – 25–30 sec, gentle", 25, 30), ("BL23 - 1 to 2 min", 60, 120),
        ("BL23 - 1.5 min", 90, None), ("BL23 - 1 1/2 min", 90, None), ("BL23 - 1½ min", 90, None),
        ("BL23 - 1:30 both", 90, None), ("BL23-45\" medium", 45, None),
        ("BL23 - 10:00", 600, None),
    ],
)  # fmt: skip
def test_a_time_behind_a_dash_is_no_range_of_points(
    tmp_path: Path, typed: str, low: int, high: int | None
) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(f"points:\n  - '{typed}'\n", "utf-8")
    (dose,) = read_prescription(path, load_library()).value.points or ()
    assert (dose.code, dose.hold) == ("BL23", Hold(low, high))


def test_none_means_no_tips_in_a_file_as_in_a_table(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    for typed in ("none", "No", "[none]", "[]"):
        path.write_text(f"routine: low-back\ntips: {typed}\n", "utf-8")
        assert read_prescription(path, load_library()).value.tips == ()
    assert "There is no tip “–”" in said(tmp_path, "routine: low-back\ntips: –\n")
    assert "There is no tip “none”" in said(tmp_path, "points: [LI4]\ntips: [heat, none]\n")


def test_once_is_an_answer_to_for_how_long(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("points: [LI4]\nfor_how_long: once\n", "utf-8")
    assert read_prescription(path, load_library()).value.for_how_long == "once"


@pytest.mark.parametrize("typed", ["1.0", "2.5", "14.0"])
@pytest.mark.parametrize("field", ["how_often", "for_how_long"])
def test_a_decimal_has_no_unit_either(tmp_path: Path, field: str, typed: str) -> None:
    assert "says no unit" in said(tmp_path, f"points: [LI4]\n{field}: {typed}\n")


def test_a_sign_of_a_web_page_in_a_name_is_given_back_as_a_letter(tmp_path: Path) -> None:
    (problem,) = _row(tmp_path, "patient,points\nAna O&#39;Brien,LI4\n").problems
    assert problem.cure == "Write “Ana O'Brien”"


@pytest.mark.parametrize("cell", ["NaN", "null", "None", "N/A", "yes", "12345", "a@b.example"])
def test_what_is_no_name_is_not_printed_for_one(tmp_path: Path, cell: str) -> None:
    row = _row(tmp_path, f"patient,points\n{cell},LI4\n")
    assert [problem.field for problem in row.problems] == ["patient"]


def test_a_text_that_an_export_keeps_from_excel_is_that_text(tmp_path: Path) -> None:
    row = _row(tmp_path, 'patient,points\n"=""Ana""",LI4\n')
    assert row.prescription is not None
    assert row.prescription.patient == "Ana"


def _row(tmp_path: Path, table: str):  # type: ignore[no-untyped-def]
    path = tmp_path / "t.csv"
    path.write_text(table, "utf-8")
    headings, rows, _ = open_table(path)
    ((number, cells),) = rows
    return row_of(headings, number, cells, load_library())


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("BID", "Twice a day"), ("t.i.d.", "Three times a day"), ("q4h", "Every 4 hours"),
        ("q 4 h", "Every 4 hours"),
        ("QID prn", "Four times a day when you need it"), ("QOD", "Every other day"),
        ("once a day, PRN", "Once a day, when you need it"), ("TDS", "Three times a day"),
        ("TID before meals", "Three times a day before meals"), ("qhs", "At bedtime"),
        ("2x/day", "2 times a day"), ("1x/wk", "Once a week"), ("1-2x / d", "1-2 times a day"),
        ("3 X daily", "3 times daily"), ("x3 a day", "3 times a day"),
        ("every 2 hrs", "every 2 hours"), ("3x on Mondays", "3 times on Mondays"),
        ("2x5min/day", "2 x 5 min a day"),
    ],
)  # fmt: skip
def test_words_of_charts_are_printed_in_plain_ones_and_told(
    tmp_path: Path, typed: str, plain: str
) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(f"points: [LI4]\nhow_often: {typed}\n", "utf-8")
    read = read_prescription(path, load_library())
    assert read.value.how_often == plain
    (notice,) = [one for one in read.notices if one.field == "how_often"]
    assert f"“{typed}” is as charts have it, so the sheet says: {plain}" in notice.wrong
    row = _row(tmp_path, f'patient,points,how_often\nAna,LI4,"{typed}"\n')
    assert row.prescription is not None
    assert row.prescription.how_often == plain


@pytest.mark.parametrize(
    ("field", "typed", "cure"),
    [
        ("how_often", "M/W/F", "Write: Mon, Wed, Fri"),
        ("how_often", "M-F", "Write: Mon to Fri"),
        ("how_often", "MWF", "Write: Mon, Wed, Fri"),
        ("how_often", "M, W, F", "Write: Mon, Wed, Fri"),
        ("how_often", "T/Th", "Write: Tue, Thu"),
        ("how_often", "D/W", "Write it in words."),
        ("how_often", "biweekly", "Write: twice a week, or every two weeks"),
        ("for_how_long", "3/w", "Write how long, like: 3 weeks"),
    ],
)
def test_letters_of_days_and_what_means_two_things_come_back(
    field: str, typed: str, cure: str, tmp_path: Path
) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(f"points: [LI4]\n{field}: {typed}\n", "utf-8")
    with pytest.raises(ContentError) as caught:
        read_prescription(path, load_library())
    assert caught.value.problems[0].cure == cure


def test_how_a_pharmacy_writes_it_is_asked_back(tmp_path: Path) -> None:
    said_of = said(tmp_path, "points: [LI4]\nhow_often: 1-0-1\n")
    assert "Write: morning and evening" in said_of


@pytest.mark.parametrize(
    ("fields", "cure"),
    [
        ("how_often: daily for 3 weeks, then rest", "into for_how_long: 3 weeks"),
        ("how_often: until Friday, then daily until next visit", "into for_how_long: until next"),
        ("how_often: for 3 weeks", "into for_how_long: 3 weeks"),
        ("how_often: daily for 3 weeks\nfor_how_long: 2 weeks", "it stands under for_how_long"),
    ],
)
def test_how_long_is_said_once(tmp_path: Path, fields: str, cure: str) -> None:
    assert cure in said(tmp_path, f"routine: stress\n{fields}\n")


@pytest.mark.parametrize(
    "fields",
    [
        "how_often: every 2 days",
        "how_often: for 5 days a week",
        "how_often: daily for 3 weeks\nfor_how_long: three weeks",
        "how_often: twice a day, for two minutes",
        "how_often: Monday to Friday",
        "how_often: every hour until 8 pm",
        "how_often: twice a day until it eases",
    ],
)
def test_what_is_no_length_may_stand_with_how_often(tmp_path: Path, fields: str) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(f"points: [LI4]\n{fields}\n", "utf-8")
    assert read_prescription(path, load_library()).value.how_often


def test_an_empty_list_of_points_leaves_the_routine_s(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    for typed in ("", "[]", "';'"):
        path.write_text(f"routine: sleep\npoints: {typed}\n", "utf-8")
        assert read_prescription(path, load_library()).value.points is None
    assert "no points to press" in said(tmp_path, "points: []\n")


def test_what_says_nothing_is_never_printed(tmp_path: Path) -> None:
    path = tmp_path / "p.yaml"
    fields = ("patient", "title", "how_often", "for_how_long", "notes", "email")
    for typed in ("none", "No", "n/a", "nil", "TBD", "–"):
        lines = "".join(f"{field}: {typed}\n" for field in (*fields, "link", "next_visit"))
        path.write_text(f"{lines}points:\n- {{point: LI4, note: {typed}}}\n", "utf-8")
        read = read_prescription(path, load_library())
        assert all(getattr(read.value, field) is None for field in fields)
        assert not read.value.links
        assert read.value.next_visit is None
        (dose,) = read.value.points or ()
        assert dose.note is None
        assert len(read.notices) == 1 + lines.count("\n")


@pytest.mark.parametrize("typed", ["ACL repair 6 wks ago", "fusion L4-5", "bunion s/p"])
def test_an_operation_that_no_rule_knows_leads_to_the_rule_for_operations(
    tmp_path: Path, typed: str
) -> None:
    text = f"points: [LI4]\nconditions: ['{typed}']\n"
    assert "Did you mean recent-surgery?" in said(tmp_path, text)


@pytest.mark.parametrize(
    ("typed", "cure"),
    [
        ("breast ca s/p mastectomy R", "cancer, lymph-nodes-removed"),
        ("knee replacement done 3 weeks ago", "recent-surgery, too"),
        ("hysterectomy done 3 weeks ago", "belly-surgery"),
    ],
)
def test_of_two_conditions_in_one_line_none_is_lost(tmp_path: Path, typed: str, cure: str) -> None:
    assert cure in said(tmp_path, f"points: [LI4]\nconditions: ['{typed}']\n")


@pytest.mark.parametrize(
    ("field", "cure"),
    [
        ("Frequency", "Did you mean how_often?"), ("Duration", "Did you mean for_how_long?"),
        ("side", "behind each point: `LI4 left gentle`"), ("pressure", "behind each point"),
        ("allergies", "under `conditions:`"), ("Age", "under `conditions:`"),
    ],
)  # fmt: skip
def test_a_field_of_another_name_leads_to_its_place(tmp_path: Path, field: str, cure: str) -> None:
    assert cure in said(tmp_path, f"points: [LI4]\n{field}: left\n")


@pytest.mark.parametrize(
    ("typed", "cure"),
    [
        ("Ashi", "is for a note"), ("Ashi points", "is for a note"),
        ("4 Gates", "- LI4 and - LR3"), ("Four Gates", "- LI4 and - LR3"),
        ("GV4.5", "GV4 or GV5"),
    ],
)  # fmt: skip
def test_what_is_no_single_point_says_what_to_write(tmp_path: Path, typed: str, cure: str) -> None:
    assert cure in said(tmp_path, f"points: ['{typed}']\n")


def test_a_side_before_a_code_is_its_side(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("points: [L LI4, R. ST36 2 min]\n", "utf-8")
    doses = read_prescription(path, load_library()).value.points or ()
    assert [(dose.code, dose.side) for dose in doses] == [("LI4", "left"), ("ST36", "right")]


@pytest.mark.parametrize(
    ("typed", "cure"),
    [
        ("6/52", "Write: 6 weeks"), ("6/7", "Write: 6 days"), ("1/12", "Write: 1 month"),
        ("for 3/52, then stop", "Write: 3 weeks"), ("till 16/40", "Write: week 16 of the"),
    ],
)  # fmt: skip
def test_weeks_as_charts_write_them_are_said_in_words(
    tmp_path: Path, typed: str, cure: str
) -> None:
    assert cure in said(tmp_path, f"points: [LI4]\nfor_how_long: {typed}\n")


@pytest.mark.parametrize(
    ("typed", "often", "long"),
    [
        ("BID x 10 days", "Twice a day", "10 days"),
        ("once a day x3 weeks", "once a day", "3 weeks"),
        ("every other day for 3 weeks", "every other day", "3 weeks"),
        ("Daily, for 2 weeks.", "Daily", "2 weeks"),
        ("every night before bed for a month", "every night before bed", "a month"),
        ("2x per day, 3 wks", "2 times per day", "3 weeks"),
        ("twice a day, 10 Days", "twice a day", "10 Days"),
        ("3 wks, 2x/day", "2 times a day", "3 weeks"),
        ("twice daily (10 days)", "twice daily", "10 days"),
        ("twice a day - 10 days.", "twice a day", "10 days"),
        ("daily until Friday", "daily", "until Friday"),
        ("Until December 28, 2026, daily", "daily", "Until December 28, 2026"),
        ("2x/day till 12/7", "2 times a day", "till 12/7"),
        ("Mon to Fri until your next visit.", "Mon to Fri", "until your next visit"),
    ],
)
def test_a_length_under_how_often_is_the_one_of_the_sheet(
    typed: str, often: str, long: str, tmp_path: Path
) -> None:
    path = tmp_path / "p.yaml"
    path.write_text(f"routine: nausea\nhow_often: {typed}\n", "utf-8")
    found = read_prescription(path, load_library())
    assert (found.value.how_often, found.value.for_how_long) == (often, long)
    assert f"It says how long, too: “{long}”." in [one.wrong for one in found.notices]
    path.write_text(f"points: [LI4]\nhow_often: {typed}\nfor_how_long: 5 weeks\n", "utf-8")
    with pytest.raises(ContentError, match="Leave that out"):
        read_prescription(path, load_library())


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("For 3 wks", "For 3 weeks"), ("6-8 wks.", "6-8 weeks"), ("1 wk", "1 week"),
        ("two mos", "two months"), ("10d", "10 days"), ("3 weeks", "3 weeks"),
        ("until d-day", "until d-day"), ("x 10 days", "10 days"), ("x 2-3 wks", "2-3 weeks"),
    ],
)  # fmt: skip
def test_short_units_are_written_out(tmp_path: Path, typed: str, plain: str) -> None:
    row = _row(tmp_path, f"patient,points,for_how_long\nAna,LI4,{typed}\n")
    assert row.prescription is not None
    assert row.prescription.for_how_long == plain
