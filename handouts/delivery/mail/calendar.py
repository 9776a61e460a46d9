"""A calendar file (RFC 5545): the next visit and, if asked, a reminder each day until then.

Times are the clinic's, with its zone: many calendars, Google's among them, take a time without a
zone for one of UTC. The zone is that of the computer at the desk. One that is set to UTC is a
server and says nothing about the clinic: its times go out without a zone. Nothing of health is in
the file.

A patient has one next visit with a clinic, and its UID is made of these two: when the visit moves,
a calendar moves its entry (RFC 5545, 3.8.4.7). SEQUENCE must rise for that (3.8.7.4); it is the
time at which the file was made, since a count would be one more place where patients stand.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import tzlocal
from icalendar import Alarm, Calendar, Event

from handouts.library.wording import Wording
from handouts.prescription.fields.dates import day_alone
from handouts.prescription.model import Clinic, Prescription
from handouts.prescription.tables.patient_name import patient_key

VISIT = timedelta(hours=1)
REMINDER = time(9, 0)
MOST_DAYS = 28
_START = datetime(2026, 1, 1, tzinfo=UTC)
_STEP = timedelta(seconds=0.25)
"""From when, and in which steps, SEQUENCE counts: no two runs of a person fall into one. It must
stay below 2^31 (RFC 5545, 3.3.8), and does until 2043."""
_NO_PLACE = ("UTC", "Etc/UTC", "GMT", "Etc/GMT", "Universal", "Zulu")


def calendar(
    prescription: Prescription,
    clinic: Clinic,
    say: Wording,
    people: tuple[str, str],
    made_at: datetime,
    *,
    reminders: bool,
    zone: ZoneInfo | None = None,
) -> bytes | None:
    """The file; None without a visit. `people` are the addresses of clinic and patient."""
    visit = prescription.next_visit
    if visit is None:
        return None
    events = {"visit": _visit(visit, clinic, say, zone)}
    days = days_until_visit(prescription)
    if reminders and prescription.date and days:
        events["daily"] = _reminders(prescription.date, days, say, zone)
    made = Calendar()
    made.add("prodid", "-//handouts//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    who = map(patient_key, (*people, prescription.patient or ""))  # however a name is typed
    key = hashlib.sha256("\n".join(who).encode()).hexdigest()[:32]  # it tells nothing of them
    for kind, event in events.items():
        event.add("uid", f"{kind}-{key}@handouts")
        event.add("dtstamp", made_at.astimezone(UTC))
        event.add("sequence", max(0, (made_at - _START) // _STEP))
        made.add_component(event)
    if zone:
        made.add_missing_timezones(date(visit.year - 1, 1, 1), date(visit.year + 1, 12, 31))
    data: bytes = made.to_ical()
    return data


def days_until_visit(prescription: Prescription) -> int:
    """From the handout's date to the visit, four weeks at most; 0 where there are none."""
    first, visit = prescription.date, prescription.next_visit
    if first is None or visit is None:
        return 0
    return max(0, min((day_alone(visit) - first).days, MOST_DAYS))


def local_zone() -> ZoneInfo | None:
    """The zone of this computer, or None where it is not known or UTC."""
    try:
        name = tzlocal.get_localzone_name()
        return ZoneInfo(name) if name and name not in _NO_PLACE else None
    except (ValueError, OSError, LookupError):  # what the system says is no zone
        return None


def _visit(when: date | datetime, clinic: Clinic, say: Wording, zone: ZoneInfo | None) -> Event:
    named = say("event.visit.clinic", clinic=clinic.name)
    name = named if clinic.name else say("event.visit.plain")
    start = when.replace(tzinfo=zone) if isinstance(when, datetime) else when
    event = _event(name, start, before=timedelta(days=1))
    if isinstance(start, datetime):
        event.add("dtend", start + VISIT)
    if clinic.address:
        event.add("location", clinic.address)
    return event


def _reminders(first: date, days: int, say: Wording, zone: ZoneInfo | None) -> Event:
    start = datetime.combine(first, REMINDER, zone)
    event = _event(say("event.reminder"), start, before=timedelta())
    event.add("duration", timedelta(minutes=15))
    event.add("rrule", {"freq": "daily", "count": days})
    event.add("transp", "TRANSPARENT")
    return event


def _event(name: str, start: date | datetime, before: timedelta) -> Event:
    """An entry that the phone reminds of, so long before it starts."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", name)
    alarm.add("trigger", -before)
    event = Event()
    event.add("summary", name)
    event.add("dtstart", start)
    event.add_component(alarm)
    return event
