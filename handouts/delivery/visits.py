"""A calendar file (RFC 5545): the next visit and, if asked, a reminder each day of the course.

Times are the clinic's wall clock, without a zone: a visit at half past three is at half past three
wherever the phone thinks it is. Nothing of health is in it.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from handouts.library.wording import Wording
from handouts.prescription.model import Clinic, Prescription

VISIT = timedelta(hours=1)
REMINDER = time(9, 0)
MOST_DAYS = 28


def calendar(
    prescription: Prescription, clinic: Clinic, say: Wording, uid: str, *, reminders: bool
) -> bytes | None:
    """The file, or None when there is nothing to put into it. `uid` makes its entries unique."""
    events = []
    if prescription.next_visit:
        events.append(_visit(prescription.next_visit, clinic, say, uid))
    if reminders and (course := _course(prescription)):
        events.append(_reminders(*course, say, uid))
    if not events:
        return None
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//handouts//EN", "METHOD:PUBLISH"]
    lines += [line for event in events for line in event]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _fold(line)).encode("utf-8")


def _visit(when: date | datetime, clinic: Clinic, say: Wording, uid: str) -> list[str]:
    named = say("event.visit.clinic", clinic=clinic.name)
    name = named if clinic.name else say("event.visit.plain")
    times = _span(when)
    place = [f"LOCATION:{_escaped(clinic.address)}"] if clinic.address else []
    return _event(f"visit-{uid}", name, [*times, *place], alarm="-P1D")


def _reminders(first: date, days: int, say: Wording, uid: str) -> list[str]:
    start = datetime.combine(first, REMINDER)
    times = [
        f"DTSTART:{start:%Y%m%dT%H%M%S}",
        "DURATION:PT15M",
        f"RRULE:FREQ=DAILY;COUNT={days}",
        "TRANSP:TRANSPARENT",
    ]
    return _event(f"daily-{uid}", say("event.reminder"), times, alarm="PT0S")


def _course(prescription: Prescription) -> tuple[date, int] | None:
    """First day and number of days: from the handout's date to the visit, four weeks at most."""
    first, visit = prescription.date, prescription.next_visit
    if first is None:
        return None
    last = visit.date() if isinstance(visit, datetime) else visit
    days = (last - first).days if last else MOST_DAYS
    return (first, min(days, MOST_DAYS)) if days > 0 else None


def _span(when: date | datetime) -> list[str]:
    if isinstance(when, datetime):
        end = when + VISIT
        return [f"DTSTART:{when:%Y%m%dT%H%M%S}", f"DTEND:{end:%Y%m%dT%H%M%S}"]
    return [f"DTSTART;VALUE=DATE:{when:%Y%m%d}"]


def _event(uid: str, name: str, lines: list[str], alarm: str) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}@handouts",
        "DTSTAMP:20000101T000000Z",
        f"SUMMARY:{_escaped(name)}",
        *lines,
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(name)}",
        f"TRIGGER:{alarm}",
        "END:VALARM",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    """Section 3.3.11: backslash, semicolon, comma and line ends."""
    for char in "\\;,":
        text = text.replace(char, f"\\{char}")
    return text.replace("\r", "").replace("\n", "\\n")


def _fold(line: str) -> list[str]:
    """Section 3.1: no line longer than 75 octets; a continued one starts with a space."""
    parts, part, size = [], "", 0
    for char in line:
        octets = len(char.encode("utf-8"))
        if size + octets > 75:
            parts.append(part)
            part, size = " ", 1
        part, size = part + char, size + octets
    return [*parts, part]
