"""How long a course lasts that goes on until a day: of the next visit, or one that is named."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from handouts.counting import plain
from handouts.course import Course, in_days
from handouts.library.wording import Wording
from handouts.prescription.fields.dates import day_alone
from handouts.prescription.fields.until import day_until
from handouts.prescription.fields.values import Wrong
from handouts.prescription.model import Prescription
from handouts.text.words import has_any


def until_its_day(course: Course, prescription: Prescription, say: Wording) -> Course:
    """A course that counts nothing itself, counted from its sheet's day until the day it names."""
    start = prescription.date
    if course.total or start is None:
        return course
    visit, end = prescription.next_visit, None
    if not course.text or has_any(plain(course.text), say.many("counting.next_visit")):
        end = visit and day_alone(visit)
    else:
        with suppress(Wrong):  # a day that has passed was refused when it was read
            end = day_until(course.text, start, prescription.day_order, say)
    if end is None or end <= start:
        return course
    if has_any(plain(course.text), say.many("counting.whole_day")):
        end += timedelta(days=1)
    total, words = in_days((end - start).days, say)
    days = total if total % 7 else None
    return replace(course, total=total, words=words, days=days, odd=False)
