"""The day that somebody presses until, as a practitioner writes it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from handouts.delivery.build import Checked, check
from handouts.errors import ContentError
from handouts.library import load_library
from handouts.often import how_often
from handouts.prescription.fields.dates import DateOrder
from handouts.prescription.fields.until import day_until
from handouts.prescription.tables.table import open_table
from handouts.prescription.tables.table_file import TableOptions
from prescription.rows import row_of

LIBRARY = load_library()
SAY = LIBRARY.wording
MONDAY = date(2026, 11, 30)
DATED = f"date: {MONDAY}\n"


def checked(folder: Path, fields: str, dates: str = "") -> Checked:
    if dates:
        (folder / "clinic.yaml").write_text(f"name: Ours\ndates: {dates}\n", "utf-8")
    path = folder / "p.yaml"
    path.write_text(f"points: [LI4]\nconditions: none\n{fields}\n", "utf-8")
    return check(path)


@pytest.mark.parametrize(
    ("typed", "order", "on"),
    [
        ("until December 28", None, date(2026, 12, 28)),
        ("till Friday", None, date(2026, 12, 4)),
        ("until Mon.", None, date(2026, 12, 7)),
        ("by 12/21", None, date(2026, 12, 21)),
        ("until 12/5", "us", date(2026, 12, 5)),
        ("until 5/12/2026", "day-first", date(2026, 12, 5)),
        ("until 12/5", None, None),
        ("until next Friday", None, None),
        ("10 days", None, None),
    ],
)
def test_a_day_to_go_on_until(typed: str, order: DateOrder | None, on: date | None) -> None:
    assert day_until(typed, MONDAY, order, SAY) == on


def test_the_clinics_order_of_day_and_month_counts(tmp_path: Path) -> None:
    fields = f"{DATED}for_how_long: until 12/5"
    (notice,) = [one for one in checked(tmp_path, fields).notices if one.field == "for_how_long"]
    assert "write the month as a word" in notice.cure
    for dates, words in (("us", "five days"), ("day-first", "163 days")):
        assert checked(tmp_path, fields, dates).plan.for_how_long.words == words


def test_a_length_until_a_day_needs_the_date(tmp_path: Path) -> None:
    for typed in ("until December 28", "until Friday"):
        found = checked(tmp_path, f"for_how_long: {typed}").notices
        assert any("counted from the `date:`" in one.cure for one in found), typed


@pytest.mark.parametrize(
    "fields",
    [
        f"{DATED}for_how_long: until November 5",
        f"{DATED}for_how_long: until November 5, 2026",
        f"{DATED}how_often: daily until November 5, 2026",
        "for_how_long: until November 5, 2020",
    ],
)
def test_a_day_that_has_passed_is_refused(tmp_path: Path, fields: str) -> None:
    with pytest.raises(ContentError, match="Check the day"):
        checked(tmp_path, fields)


def test_a_day_and_another_length_are_asked_back(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="Leave that out"):
        checked(tmp_path, "how_often: 2x/day until Friday\nfor_how_long: 2 weeks")
    both = checked(tmp_path, "how_often: 2x/day until Friday\nfor_how_long: until Friday")
    assert both.plan.how_often.text == "2 times a day"
    assert both.plan.how_often.days == ()


def test_a_length_and_a_day_are_one_too_many(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="a length, and a day to go on until"):
        checked(tmp_path, f"{DATED}for_how_long: 10 days, until Dec 9")


@pytest.mark.parametrize("typed", ["until Thursday, Dec 4", "until Thu 4 December", "Mon. 12/4"])
def test_a_day_that_is_another_day_of_the_week_is_refused(typed: str, tmp_path: Path) -> None:
    with pytest.raises(
        ContentError, match=r"4 December 2026 is a Friday\. Check day and weekday\."
    ):
        checked(tmp_path, f"{DATED}for_how_long: {typed}", "us")


def test_through_a_day_is_with_that_day(tmp_path: Path) -> None:
    until = checked(tmp_path, f"{DATED}for_how_long: until December 11").plan.for_how_long
    through = checked(tmp_path, f"{DATED}for_how_long: through December 11").plan.for_how_long
    assert (until.total, through.total) == (11, 12)


def test_times_on_a_day_of_the_week_are_boxes_of_that_day() -> None:
    for typed in ("3x on Mondays", "three times on Monday"):
        often = how_often(typed, SAY)
        assert (often.boxes, often.days) == (3, (0,)), typed


def test_a_row_is_read_by_the_clinics_order_too(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("patient,points,date,for_how_long\nAna,LI4,2026-11-30,until 12/5\n", "utf-8")
    headings, rows, _ = open_table(path, TableOptions(usual_dates="us"))
    ((number, cells),) = rows
    row = row_of(headings, number, cells, LIBRARY)
    assert row.prescription is not None
    assert row.prescription.day_order == "us"
