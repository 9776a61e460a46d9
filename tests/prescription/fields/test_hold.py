from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.dose import LONGEST, SHORTEST, Hold, parse_hold
from handouts.errors import Wrong
from handouts.prescription.new.text import spelt


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [
        ("45 s", 45, None),
        ("1-2 min", 60, 120),
        ("1–2 minutes", 60, 120),
        ("1 — 2 Min.", 60, 120),
        ("90", 90, None),
        ("1:30", 90, None),
        ("1:30 min", 90, None),
        ("1:00-2:30", 60, 150),
        ("30 s to 3 min", 30, 180),
        ("30 sec. - 1 min.", 30, 60),
        ("30-60 seconds", 30, 60),
        ("1 1/2 min", 90, None),
        ("1 1/2 - 2 min", 90, 120),
        ("1-1/2 min", 90, None),
        ("1-1/2 - 2-1/2 min", 90, 150),
        ("1/2-3/4 min", 30, 45),
        ("2½ minutes", 150, None),
        ("½ min", 30, None),
        ("1.5 min", 90, None),
        ("1,5 min", 90, None),
        ("1 min 30 s", 90, None),
        ("1m30s", 90, None),
        ("2-2 min", 120, None),
        ("two minutes", 120, None),
        ("a minute", 60, None),
        ("half a minute", 30, None),
        ("one to two minutes", 60, 120),
        ("Thirty seconds", 30, None),
    ],
)
def test_a_time_keeps_its_meaning(typed: str, low: int, high: int | None) -> None:
    assert parse_hold(typed) == Hold(low, high)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("a while", "not a time"),
        ("1-2", r"minutes\? Write: 1-2 min$"),
        ("2", r"minutes\? Write: 2 min$"),
        ("5", r"seconds or minutes\? Write: 5 s, or 5 min$"),
        ("８", "Write: 8 s, or 8 min$"),
        ("5-10", "Write: 5-10 s, or 5-10 min$"),
        ("4 s", "too short"),
        ("11 min", "too long"),
        ("3-1 min", "longer than the second"),
        ("7.5 s", "whole seconds"),
        ("1:75", "not a time"),
        ("1 min 30", "not a time"),
        ("2x30 s", "not a time"),
        ("1-2-3 min", "not a time"),
        ("-30 s", "not a time"),
        ("", "not a time"),
        ("9" * 1000, "not a time"),
    ],
)
def test_what_is_no_time_is_asked_back(typed: str, says: str) -> None:
    with pytest.raises(Wrong, match=says):
        parse_hold(typed)


@given(st.integers(SHORTEST, LONGEST), st.integers(SHORTEST, LONGEST))
def test_what_is_spelt_reads_back(one: int, other: int) -> None:
    hold = Hold(min(one, other), max(one, other) if one != other else None)
    assert parse_hold(spelt(hold)) == hold


@given(st.text(alphabet="0123456789 .,:/-–½smint", max_size=20) | st.text(max_size=20))
def test_any_text_is_a_time_within_bounds_or_refused(typed: str) -> None:
    try:
        hold = parse_hold(typed)
    except Wrong:
        return
    assert SHORTEST <= hold.low <= LONGEST
    assert hold.high is None or hold.low < hold.high <= LONGEST
