"""A visit stands in the patient's calendar at the clinic's time."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import icalendar
import pytest

from handouts.delivery.mail.calendar import calendar, local_zone
from handouts.library import load_library
from handouts.prescription.model import Clinic, Prescription

PEOPLE = ("desk@nadel.example", "ana@x.example")
CLINIC = Clinic(name="Nadel für Zoë", email=PEOPLE[0], address="Hafenstraße 3,\nKöln")
VISIT = datetime(2026, 12, 4, 15, 30)


def made(zone: ZoneInfo | None, visit: date | datetime = VISIT) -> tuple[bytes, icalendar.Calendar]:
    prescription = Prescription(
        source="x", patient="Ana", email=PEOPLE[1], next_visit=visit, date=date(2026, 10, 20)
    )
    when, say = datetime(2026, 10, 20, 9, 0, tzinfo=UTC), load_library().mail
    data = calendar(prescription, CLINIC, say, PEOPLE, when, reminders=True, zone=zone)
    assert data is not None
    return data, icalendar.Calendar.from_ical(data)


def test_a_time_goes_out_with_the_zone_of_the_clinic() -> None:
    data, read = made(ZoneInfo("America/New_York"))
    visit, daily = read.walk("VEVENT")
    assert visit["DTSTART"].dt.astimezone(UTC) == datetime(2026, 12, 4, 20, 30, tzinfo=UTC)
    assert {event["DTSTART"].params["TZID"] for event in (visit, daily)} == {"America/New_York"}
    assert [str(zone["TZID"]) for zone in read.walk("VTIMEZONE")] == ["America/New_York"]
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_a_day_without_a_time_is_a_whole_day() -> None:
    _, read = made(ZoneInfo("Europe/Berlin"), date(2026, 12, 4))
    assert read.walk("VEVENT")[0]["DTSTART"].dt == date(2026, 12, 4)


def test_a_computer_that_is_set_to_utc_says_nothing_about_the_clinic(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: "Europe/Berlin")
    assert local_zone() == ZoneInfo("Europe/Berlin")
    monkeypatch.setattr("tzlocal.get_localzone_name", lambda: "Etc/UTC")
    assert local_zone() is None
    assert made(None)[1].walk("VEVENT")[0]["DTSTART"].dt == VISIT
