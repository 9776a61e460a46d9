"""A calendar file (RFC 5545): the next visit and, if asked, a reminder each day until then.

Times are the clinic's wall clock, without a zone: a visit at half past three is at half past three
wherever the phone thinks it is. Nothing of health is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from handouts.library.wording import Wording
from handouts.prescription.model import Clinic, Prescription

VISIT = timedelta(hours=1)
REMINDER = time(9, 0)
MOST_DAYS = 28
_STAMP = datetime(2000, 1, 1, tzinfo=UTC)
"""When an entry was made, for every one: the same prescription gives the same file."""


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """The file, and whether it reminds of each day as well as of the visit."""

    data: bytes
    reminds: bool


def calendar(
    prescription: Prescription, clinic: Clinic, say: Wording, uid: str, *, reminders: bool
) -> CalendarFile | None:
    """The file, or None without a next visit. `uid` makes its entries unique."""
    visit = prescription.next_visit
    if visit is None:
        return None
    made = Calendar()
    made.add("prodid", "-//handouts//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add_component(_visit(visit, clinic, say, uid))
    course = _course(prescription.date, visit) if reminders else None
    if course:
        made.add_component(_reminders(*course, say, uid))
    return CalendarFile(made.to_ical(), reminds=course is not None)


def _visit(when: date | datetime, clinic: Clinic, say: Wording, uid: str) -> Event:
    named = say("event.visit.clinic", clinic=clinic.name)
    name = named if clinic.name else say("event.visit.plain")
    event = _event(f"visit-{uid}", name, when, before=timedelta(days=1))
    if isinstance(when, datetime):
        event.add("dtend", when + VISIT)
    if clinic.address:
        event.add("location", clinic.address)
    return event


def _reminders(first: date, days: int, say: Wording, uid: str) -> Event:
    start = datetime.combine(first, REMINDER)
    event = _event(f"daily-{uid}", say("event.reminder"), start, before=timedelta())
    event.add("duration", timedelta(minutes=15))
    event.add("rrule", {"freq": "daily", "count": days})
    event.add("transp", "TRANSPARENT")
    return event


def _course(first: date | None, visit: date | datetime) -> tuple[date, int] | None:
    """First day and number of days: from the handout's date to the visit, four weeks at most."""
    if first is None:
        return None
    last = visit.date() if isinstance(visit, datetime) else visit
    days = (last - first).days
    return (first, min(days, MOST_DAYS)) if days > 0 else None


def _event(uid: str, name: str, start: date | datetime, before: timedelta) -> Event:
    """An entry that the phone reminds of, so long before it starts."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", name)
    alarm.add("trigger", -before)
    event = Event()
    event.add("uid", f"{uid}@handouts")
    event.add("dtstamp", _STAMP)
    event.add("summary", name)
    event.add("dtstart", start)
    event.add_component(alarm)
    return event
