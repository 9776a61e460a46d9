"""How long a course lasts that goes on until a day: of the next visit, or one that is named."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

from handouts.counting import one_of, plain
from handouts.course import Course, in_days
from handouts.library.wording import Wording
from handouts.prescription.fields.dates import day, day_alone
from handouts.prescription.fields.values import Wrong
from handouts.prescription.model import Prescription
from handouts.text.words import has_any

_FURTHEST = timedelta(days=183)
"""A day without a year that lies further off than half a year has more likely been."""


def until_its_day(course: Course, prescription: Prescription, say: Wording) -> Course:
    """A course that counts nothing itself as long as it is from the day of its sheet to the day it
    goes on until. It stays as it is where one of the two is not known.
    """
    start = prescription.date
    if course.total or start is None:
        return course
    visit = prescription.next_visit
    if not course.text or has_any(plain(course.text), say.many("counting.next_visit")):
        end = visit and day_alone(visit)
    else:
        end = _day_named(plain(course.text), start, say)
    if end is None or end <= start:
        return course
    total, words = in_days((end - start).days, say)
    days = total if total % 7 else None
    return replace(course, total=total, words=words, days=days, odd=False)


def _day_named(text: str, start: date, say: Wording) -> date | None:
    """The day in `until 28 December`: of its year, else the next one after the `start`."""
    named = re.fullmatch(rf"(?:{one_of('until', say)} )?(.*?)\W*", text)
    if not named:
        return None
    with suppress(Wrong):
        return day(named[1])
    for year in (start.year, start.year + 1):
        for spelt in (f"{named[1]} {year}", f"{named[1]}/{year}"):
            with suppress(Wrong):
                found = day(spelt)
                if start < found <= start + _FURTHEST:
                    return found
    return None
