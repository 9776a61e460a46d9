from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.prescription.fields import dates
from handouts.prescription.fields.values import Wrong

DAY = date(2026, 12, 4)


@pytest.mark.parametrize(
    "typed",
    ["2026-12-04", "2026-12-4", "4 Dec 2026", "04 December 2026", "4. Dec. 2026",
     "4th December 2026", "Dec 4, 2026", "December 4 2026", "Dec. 4th, 2026", "4-Dec-2026",
     "04.12.2026", "2026-12-04 00:00:00", "4-Dec-26", "2026-Dec-04", "4 Dec '26", "2026/12/04",
     "2026.12.4",     "Friday, December 4, 2026", "Fri 4 Dec 2026", "Fri, 4/12/2026", "4.12.26",
     "Dec 4, 2026 (Fri)"],
)  # fmt: skip
def test_a_day_in_many_spellings(typed: str) -> None:
    assert dates.visit(typed) == DAY


def test_a_day_that_the_numbers_tell() -> None:
    assert dates.day("11/20/2026") == dates.day("20/11/2026") == date(2026, 11, 20)
    assert dates.day("12/12/2026") == date(2026, 12, 12)


@pytest.mark.parametrize(
    "typed",
    ["2026-12-04 15:30", "2026-12-04T15:30", "2026-12-04 15:30:00", "4 Dec 2026 at 3:30 pm",
     "Dec 4, 2026, 3:30 p.m.", "2026-12-04 3:30PM",
     "2026-12-04 3.30pm", "4 Dec 2026 15h30", "4-Dec-26 3:30 p", "Fri, Dec 4, 2026, 3:30 PM",
     "2026-12-04 15:30:00.000", "4.12.2026 15.30"],
)  # fmt: skip
def test_a_time_of_day_in_many_spellings(typed: str) -> None:
    assert dates.visit(typed) == datetime(2026, 12, 4, 15, 30)


def test_noon_and_midnight() -> None:
    assert dates.visit("2026-12-04 12:05 pm") == datetime(2026, 12, 4, 12, 5)
    assert dates.visit("2026-12-04 12:05 am") == datetime(2026, 12, 4, 0, 5)
    assert dates.visit("2026-12-04 9 am") == datetime(2026, 12, 4, 9, 0)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("04/12/2026", "Write 12 Apr 2026 or 4 Dec 2026"),
        ("26/12/04", "year"),
        ("4-Dec", "no year"),
        ("46360", "a number"),
        ("Monday, December 4, 2026", "is a Friday"),
        ("2026-12-04T15:30:00Z", "time zone"),
        ("2026-12-04 15:30 PST", "time zone"),
        ("2026-12-04 half past three", "time of day is not understood"),
        ("Dec 4, 2026, noon", "time of day is not understood"),
        ("2026-13-01", "no such day"),
        ("2025-02-29", "no such day"),
        ("1926-12-04", "century"),
        ("tomorrow", "not a date"),
        ("2026-12-04 24:00", "no such time"),
        ("2026-12-04 13:00 pm", "no such time"),
        ("4 Foo 2026", "not a date"),
        ("4 Ma 2026", "not a date"),
    ],
)
def test_a_date_that_is_asked_back(typed: str, says: str) -> None:
    with pytest.raises(Wrong, match=says):
        dates.visit(typed)


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_every_day_reads_back(on: date) -> None:
    assert dates.day(on.isoformat()) == on


@given(st.text(max_size=30) | st.text(alphabet="0123456789-/. :apmTDec", max_size=20))
def test_any_text_is_a_moment_or_refused(typed: str) -> None:
    with suppress(Wrong):
        assert 2000 <= dates.visit(typed).year <= 2100


@pytest.mark.parametrize("typed", ["12/4/2026", "12/4/26", "12-4-2026", "Fri 12/4/2026"])
def test_an_order_decides(typed: str) -> None:
    assert dates.day(typed, "us") == DAY
    if "Fri" not in typed:
        assert dates.day(typed, "day-first") == date(2026, 4, 12)


def test_what_has_no_place_in_an_order_is_asked_back() -> None:
    with pytest.raises(Wrong, match=r"no day with the month first\. .*write 13 Dec 2026"):
        dates.day("13/12/2026", "us")


def test_a_column_tells_its_order() -> None:
    assert dates.orders_of(["12/4/2026", "12/13/2026 3pm", "", "nothing"]) == {"us"}
    assert dates.orders_of(["4.12.2026", "12/12/2026", "2026-12-13"]) == set()
    assert dates.orders_of(["12/13/2026", "13/12/26"]) == {"us", "day-first"}
    assert dates.needs_order("12/4/2026 3:30 PM")
    assert not dates.needs_order("12/12/2026")


@pytest.mark.parametrize(
    "typed",
    ["Dec 4, 2026 - 3:30pm", "Friday, December 4, 2026 – 3:30 PM", "4 Dec 2026 | 15:30",
     "Dec 4, 2026 3:30 PM - 4:30 PM", "4 Dec 2026 15:30 to 16:30"],
)  # fmt: skip
def test_as_calendars_of_practice_programs_write_a_visit(typed: str) -> None:
    assert dates.visit(typed) == datetime(2026, 12, 4, 15, 30)


def test_an_end_whose_start_has_no_half_of_the_day_is_asked_back() -> None:
    with pytest.raises(Wrong, match="time of day"):
        dates.visit("Dec 4, 2026 3:30 - 4:30 PM")
