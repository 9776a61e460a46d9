"""What can be counted in the words of a practitioner: times a day, weeks."""

from __future__ import annotations

import pytest

from handouts.course import for_how_long
from handouts.library import load_library
from handouts.often import how_often

SAY = load_library().wording


@pytest.mark.parametrize(
    ("typed", "times"),
    [
        ("twice a day", 2),
        ("Twice daily", 2),
        ("2x a day", 2),
        ("2 times a day", 2),
        ("twice a day, an hour or more after a meal", 2),
        ("twice a day, and when a headache starts", 2),
        ("Every day, morning and evening", 2),
        ("three times a day", 3),
        ("thrice a day", 3),
        ("2 x / day", 2),
        ("2 times/day", 2),
        ("3 times daily", 3),
        ("Morning, noon and evening", 3),
        ("four times a day", 4),
        ("once a day, before bed", 1),
        ("once or twice a day", None),
        ("two or three times a day", None),
        ("2-3 times a day", None),
        ("2 to 3 times a day", None),
        ("when you feel sick, up to five times a day", None),
        ("no more than three times a day", None),
        ("three times a week", None),
        ("three times a day, every other day", None),
        ("twice a day on workdays", 2),
        ("Twice a day, 5 days a week", 2),
        ("twice a day, five days per week", 2),
        ("twice a day, 5 days/week", 2),
        ("Twice a day, 3x a week", None),
        ("Twice a day, most days a week", None),
        ("Twice a day, one day per week", 2),
        ("Twice a day for a week", 2),
        ("Twice a day in a week of stress", 2),
        ("Twice a day. Rest a week between courses.", 2),
        ("Twice a day, Mondays and Fridays", 2),
        ("1.5 times a day", None),
        ("when it hurts", None),
        ("", None),
        ("ž", None),
    ],
)
def test_times_a_day(typed: str, times: int | None) -> None:
    assert how_often(typed, SAY).times == times


@pytest.mark.parametrize(
    ("typed", "weeks"),
    [
        ("1 week", 1),
        ("a week", 1),
        ("2 weeks", 2),
        ("3 weeks", 3),
        ("two to three weeks", 3),
        ("6 weeks", 6),
        ("10 days", 2),
        ("ten days", 2),
        ("5 days", 1),
        ("15 days", 3),
        ("3 months", 13),
        ("1.5 weeks", 2),
        ("1 1/2 months", 7),
        ("half a week", 1),
        ("a week or two", 2),
        ("twice a week for a month", 5),
        ("until your next visit", 2),
        ("0 weeks", 2),
        ("", 2),
    ],
)
def test_weeks_of_a_course(typed: str, weeks: int) -> None:
    assert for_how_long(typed, SAY).weeks == weeks


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("10 days", "ten days"),
        ("14 days", "14 days"),
        ("1.5 weeks", "1.5 weeks"),
        ("1,5 weeks", "1,5 weeks"),
        ("1/2 week", "1/2 week"),
        ("½ week", "½ week"),
        ("1 1/2 months", "1 1/2 months"),
        ("1-1/2 months", "1-1/2 months"),
        ("one and a half weeks", "one and a half weeks"),
        ("a week and a half", "a week and a half"),
        ("6-8 wks", "eight weeks"),
        ("2wks", "two weeks"),
        ("half a year", "half a year"),
        ("1 year", "one year"),
        ("a couple of weeks", "a couple of weeks"),
        ("a week or two", "a week or two"),
        ("a few weeks", ""),
        ("three quarters of a year", ""),
        ("¾ of a month", ""),
        ("a course of two weeks", "two weeks"),
        ("3 times a week until your next visit", ""),
        ("3x a week until better", ""),
        ("3 x a week until better", ""),
        ("3 days a week", ""),
        ("5 days per week", ""),
        ("5 days a week for two weeks", "two weeks"),
        ("twice a day for a week", "a week"),
        ("2.345 weeks", ""),
    ],
)
def test_a_course_in_words(typed: str, words: str) -> None:
    assert for_how_long(typed, SAY).words == words


@pytest.mark.parametrize(
    ("typed", "odd"),
    [
        ("a few weeks", True),
        ("tonight only", True),
        ("until Friday", True),
        ("over the weekend", True),
        ("2 weeks, until Friday", False),
        ("as long as it helps", False),
    ],
)
def test_a_length_that_cannot_be_counted_is_seen(typed: str, odd: bool) -> None:
    assert for_how_long(typed, SAY).odd == odd


@pytest.mark.parametrize("typed", ["3 days on, 1 day off", "two weeks on, one off"])
def test_lengths_by_turns_are_no_length_of_all(typed: str) -> None:
    found = for_how_long(typed, SAY)
    assert (found.total, found.odd) == (0, True)


@pytest.mark.parametrize(
    ("typed", "lasting"),
    [
        ("Twice a day x 10 days", "10 days"), ("once a day x3 weeks", "3 weeks"),
        ("daily × 5 days", "5 days"), ("every other day for 3 weeks", "3 weeks"),
        ("twice a day, 10 days", "10 days"), ("3 weeks, 2x/day", "3 weeks"),
        ("twice a day 10 days", "10 days"), ("daily, 2-3 weeks", "2-3 weeks"),
        ("daily for up to 3 weeks", "up to 3 weeks"), ("every 2 days", ""),
        ("twice daily (10 days)", "10 days"), ("twice a day - 10 days", "10 days"),
        ("every 2-3 days", ""), ("every 2 - 3 days", ""), ("every 2, 3 days", ""),
        ("3 days before your period, twice a day", ""), ("twice a day, 5 days a week", ""),
        ("3x a day", ""), ("2 x 10 days", ""), ("for 5 days a week", ""),
    ],
)  # fmt: skip
def test_a_length_in_how_often(typed: str, lasting: str) -> None:
    assert how_often(typed, SAY).lasting == lasting


@pytest.mark.parametrize(
    ("typed", "boxes"),
    [
        ("am/pm", 2), ("morning, noon, night", 3), ("morning/noon/night", 3), ("am, noon, pm", 3),
    ],
)  # fmt: skip
def test_hours_of_the_day_are_boxes(typed: str, boxes: int) -> None:
    assert how_often(typed, SAY).boxes == boxes


@pytest.mark.parametrize("typed", ["weekly", "every week", "Once a week"])
def test_once_a_week_is_one_box(typed: str) -> None:
    assert how_often(typed, SAY).days_a_week == 1


@pytest.mark.parametrize(
    ("typed", "uneven"),
    [
        ("fortnightly", True), ("monthly", True), ("every other week", True),
        ("once a month", True), ("every two weeks", True),
        ("daily, then every other day", True), ("3x a day first week, then 1x a day", True),
        ("Twice a day, then rest", False), ("Press, then rest, twice a day", False),
        ("every other day", False), ("weekly", False), ("Twice a day for a month", False),
    ],
)  # fmt: skip
def test_what_no_chart_fits_has_none(typed: str, uneven: bool) -> None:
    assert how_often(typed, SAY).uneven == uneven


def test_a_course_in_steps_is_of_no_one_length() -> None:
    assert for_how_long("1 week, then once a day for 2 weeks", SAY).odd
    assert not for_how_long("2 weeks, then as needed", SAY).odd
