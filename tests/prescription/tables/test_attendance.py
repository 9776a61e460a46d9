"""Who did not come, cancelled or is gone is asked about, whatever a program calls its column; so is
a side of the whole patient. How often and for how long are told by what stands in a column.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.errors import ContentError
from handouts.library import load_library
from handouts.prescription.tables.table import open_table
from handouts.prescription.tables.table_file import TableOptions
from prescription.rows import Row, row_of

OUT, IN, UNCLEAR = "may not be to get a sheet", "", "is not clear who came"


def _read(text: str, tmp_path: Path, *said: tuple[str, str]) -> tuple[dict[int, Row], list[str]]:
    path = tmp_path / "p.csv"
    path.write_text(text, "utf-8")
    library = load_library()
    found, rows, notices = open_table(path, TableOptions(said), library)
    read = {number: row_of(found, number, cells, library) for number, cells in rows}
    return read, [f"{one.wrong} {one.cure}" for one in notices]


def _asked(text: str, tmp_path: Path, *said: tuple[str, str]) -> str:
    try:
        _read(text, tmp_path, *said)
    except ContentError as error:
        return "\n".join(f"{one.wrong} {one.cure}" for one in error.problems)
    return ""


NO_SHOW = (
    "Cancelled", "Canceled", "Cancelled at", "Canceled At", "Cancellation Date", "Late Cancel",
    "Late Cancelled?", "Cancellation Reason", "Cancel Note", "Did not arrive", "Didn't attend",
    "Did Not Attend", "No Show", "No-Show?", "NoShow", "DNA", "Void", "Voided At", "Deleted",
    "Deleted At", "Deceased", "Date of Death", "Archived", "Inactive", "Cancelled / No Show",
    "Missed", "Missed Appointment", "Not arrived", "Do not email", "Absent",
)  # fmt: skip
CAME = (
    "Attended", "Attended?", "Arrived", "Patient Arrived", "Checked In", "Check-in",
    "Arrival Status", "Attendance", "Showed", "Show", "Came", "Kept", "Present", "Active",
    "Checked In At",
)  # fmt: skip
EITHER = (
    "Show/No Show", "Show / No-Show", "Attended/DNA", "Arrived or No Show", "No Show / Show",
    "Kept/Cancelled", "Attended / Did not attend",
)  # fmt: skip
STATUS = ("Status", "Appointment Status", "State", "Appt Outcome", "Booking state")
NO = ("No", "N", "FALSE", "0", "no")
YES = ("Yes", "Y", "TRUE", "1", "x", "✓")
GONE = (
    "Cancelled", "Canceled by patient", "No Show", "no-show", "Did not attend", "Didn't arrive",
    "Late Cancelled", "Late canc. again", "DNA", "Void", "Deceased", "Deleted", "Rescheduled",
    "Absent",
)  # fmt: skip
CODES = ("LCX", "CX", "CXL", "DNS", "N/S", "DNKA", "R/S")
SHOWN = ("Show", "Arrived", "Attended", "Checked in", "Booked", "Not cancelled")
WHEN = ("2026-11-30 08:00", "8:00 AM", "30 Nov 2026")
WHY = ("Sick", "No childcare", "Weather", "None of our business", "Y - snow", "TRUE (called)")
EMPTY = ("", "-", "—")
MEANS = [
    (NO_SHOW, (*NO, *EMPTY, *SHOWN, "n/a", "None"), IN),
    (NO_SHOW, (*YES, *GONE, *CODES, *WHEN, *WHY), OUT),
    (CAME, (*YES, *EMPTY, *SHOWN, *WHEN), IN),
    (CAME, (*NO, *GONE, *CODES, "Not yet", "No - sick", "✗"), OUT),
    (EITHER, (*SHOWN, *EMPTY, *WHEN), IN),
    (EITHER, (*GONE, *CODES), OUT),
    (EITHER, (*YES, *NO), UNCLEAR),
    (STATUS, (*YES, *NO, *EMPTY, *SHOWN, *WHEN), IN),
    (STATUS, GONE, OUT),
    ((*STATUS[:2], *STATUS[3:]), CODES, OUT),
    (("State",), ("NS", "OR", "Nova Scotia"), IN),
    (("Tags", "Appt Type", "Booking", "Column7"), ("Cancelled", "No show", "Did not arrive"), OUT),
    (("Tags", "Appt Type", "Notes to self"), ("she cancelled her gym", "Y", "Sick", "LCX"), IN),
    (
        ("No Shows", "Cancellations", "Cancellation Policy", "No Show Fee", "Late Cancel Charge",
         "No Show Count", "Attending", "Attended By", "Checked In By", "Late Arrival",
         "Account No"),
        (*YES, *NO, "Dana Park", "N. Patel", "2"), IN,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("headings", "cells", "means"), MEANS)
def test_what_a_cell_means_under_each_heading(
    headings: tuple[str, ...], cells: tuple[str, ...], means: str, tmp_path: Path
) -> None:
    wrong = []
    for heading in headings:
        for cell in cells:
            said = _asked(f'patient,points,"{heading}"\nAnn,SI3,"{cell}"\nBo,SI3,\n', tmp_path)
            if (means not in said or "row 2 (Ann: " not in said) if means else said:
                wrong.append((heading, cell, said))
            assert "row 3" not in said
    assert not wrong


def test_where_yes_can_mean_both_the_answer_leaves_out_the_others(tmp_path: Path) -> None:
    text = "patient,points,Show/No Show\nAnn,SI3,Y\nBo,SI3,N\nCy,SI3,Y\nDee,SI3,No Show\n"
    said = _asked(text, tmp_path)
    assert "row 2 (Ann: Y), row 3 (Bo: N), row 4 (Cy: Y)." in said
    assert "row 5 (Dee: No Show)." in said
    for field, left in (("came", {2, 4}), ("no_show", {3}), ("none", {2, 3, 4, 5})):
        rows, _ = _read(text, tmp_path, ("Show/No Show", field))
        assert {*rows} == left
    still = _asked(text, tmp_path, ("Show/No Show", "status"))  # which says nothing of yes
    assert UNCLEAR in still
    assert "Dee" not in still


@pytest.mark.parametrize("heading", ["Did not arrive", "Cancelled at", "Attended", "Void"])
def test_the_answer_status_means_what_the_heading_does(heading: str, tmp_path: Path) -> None:
    out, there = ("no", "yes") if heading == "Attended" else ("TRUE", "FALSE")
    text = f"patient,points,{heading}\nAnn,SI3,{out}\nBo,SI3,{there}\nCy,SI3,\n"
    rows, told = _read(text, tmp_path, (heading, "status"))
    assert {*rows} == {3, 4}
    assert any(f"row 2 (Ann: {out})" in one for one in told)


# ── sides ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "heading",
    ["Side", "Laterality", "Affected Side", "Body Side", "Side affected", "Side of pain", "L/R",
     "Injury laterality", "Painful side", "Left/Right"],
)  # fmt: skip
@pytest.mark.parametrize("cell", ["L", "Left only", "right", "Rt.", "ipsilateral", "R > L"])
def test_a_side_of_the_whole_patient_is_asked_about(
    heading: str, cell: str, tmp_path: Path
) -> None:
    text = f"patient,points,{heading}\nAnn,SI3,{cell}\nBo,SI3,Both\nCy,SI3,\nDee,SI3,n/a\n"
    said = _asked(text, tmp_path)
    assert f"“{heading}” says a side" in said
    assert f"row 2 (Ann: {cell})." in said
    assert "LI4 left" in said
    rows, told = _read(text, tmp_path, (heading, "none"))
    assert len(rows) == 4
    assert any(f"as was said: {heading} (row 2)." in one for one in told)


def test_a_side_that_stands_at_the_points_is_not_asked_about(tmp_path: Path) -> None:
    text = "patient,points,Side\nAnn,SI3 left,L\nBo,SI3 right,R\n"
    assert _asked(text, tmp_path) == ""
    assert "row 3 (Bo: L)" in _asked(text.replace(",R\n", ",L\n"), tmp_path)


@pytest.mark.parametrize(
    "heading", ["Side Effects", "Handedness", "Upside", "Outside ID", "Sidebar"]
)
def test_what_is_no_side_is_not_asked_about(heading: str, tmp_path: Path) -> None:
    assert _asked(f"patient,points,{heading}\nAnn,SI3,left\n", tmp_path) == ""


def test_a_table_has_no_field_for_a_side_and_says_where_it_stands(tmp_path: Path) -> None:
    said = _asked("patient,points,Side\nAnn,SI3,L\n", tmp_path, ("Side", "side"))
    assert "It stands behind each point, in the column points: `LI4 left`." in said


# ── how often, for how long ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("heading", "cell", "field", "printed"),
    [
        ("Frequency", "3 times a week", "how_often", "3 times a week"),
        ("Freq", "twice daily", "how_often", "twice daily"),
        ("How Often", "Once a day", "how_often", "Once a day"),
        ("Duration", "6 weeks", "for_how_long", "6 weeks"),
        ("Duration", "Until next visit", "for_how_long", "Until next visit"),
        ("For How Long", "10 days", "for_how_long", "10 days"),
        ("How Long", "2 months", "for_how_long", "2 months"),
        ("Weeks", "6", "for_how_long", "6 weeks"),
        ("Weeks", "1", "for_how_long", "1 week"),
    ],
)
def test_the_dose_of_a_table_is_read(
    heading: str, cell: str, field: str, printed: str, tmp_path: Path
) -> None:
    text = f"patient,points,Phone,{heading}\nAnn,SI3,1,{cell}\nBo,SI3,1,\nCy,SI3,1,N/A\n"
    rows, told = _read(text, tmp_path)
    assert getattr(rows[2].prescription, field) == printed
    assert rows[3].prescription
    if heading not in ("How Often", "For How Long"):
        assert any(f"“{heading}” is read as {field}." in one for one in told)
    rows, _ = _read(text, tmp_path, (heading, "none"))
    assert not getattr(rows[2].prescription, field)


@pytest.mark.parametrize("cells", [["30 min", "45"], ["0:45", "1 hr"], ["60 minutes", "1:30:00"]])
def test_how_long_an_appointment_takes_is_not_read(cells: list[str], tmp_path: Path) -> None:
    text = f"patient,points,Duration\nAnn,SI3,{cells[0]}\nBo,SI3,{cells[1]}\n"
    rows, told = _read(text, tmp_path)
    assert not any(row.prescription.for_how_long for row in rows.values() if row.prescription)
    assert any("not read: Duration" in one for one in told)


@pytest.mark.parametrize(
    ("heading", "cells", "odd", "field"),
    [
        ("Duration", ["6 weeks", "30 min"], "30 min", "for_how_long"),
        ("Frequency", ["daily", "High"], "High", "how_often"),
        ("Frequency", ["2", "3"], "2", "how_often"),
        ("How Long", ["2 min", "2 min"], "2 min", "hold"),
        ("Weeks", ["6", "32"], "32", "for_how_long"),  # of a pregnancy, perhaps
    ],
)
def test_what_may_be_the_dose_and_may_not_is_asked_about(
    heading: str, cells: list[str], odd: str, field: str, tmp_path: Path
) -> None:
    text = f"patient,points,{heading}\nAnn,SI3,{cells[0]}\nBo,SI3,{cells[1]}\n"
    said = _asked(text, tmp_path)
    assert f"“{odd}” is not" in said
    assert f"={field}" in said
    assert _read(text, tmp_path, (heading, "none"))[0][2].prescription


def test_a_column_of_that_field_goes_before_one_that_may_be(tmp_path: Path) -> None:
    text = "patient,points,how_often,Frequency\nAnn,SI3,Twice a day,daily\n"
    rows, _ = _read(text, tmp_path)
    assert rows[2].prescription
    assert rows[2].prescription.how_often == "Twice a day"


def test_a_name_is_said_as_it_stands_on_the_sheet(tmp_path: Path) -> None:
    text = (
        "First Name,Preferred Name,Last Name,points,Status\nMargaret,Peggy,Hollis,SI3,Cancelled\n"
    )
    assert "row 2 (Peggy Hollis: Cancelled)" in _asked(text, tmp_path)
