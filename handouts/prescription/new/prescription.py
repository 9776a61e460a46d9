"""The text of a new prescription: it works as it stands, with comments on what else it may have."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from handouts.errors import located
from handouts.files.paths import ASSETS
from handouts.library import Library
from handouts.library.model import Point, Routine
from handouts.library.wording import filled
from handouts.library.yaml_text import asset_table
from handouts.prescription.fields import values
from handouts.prescription.fields.points import look_up
from handouts.prescription.fields.schema import POINT, PRESCRIPTION, named
from handouts.prescription.new.text import either, first_line, quoted, spelt


def new_prescription(patient: str, routine: str, library: Library, today: date) -> str:
    """A prescription that builds as it stands. Raises ContentError for a name that cannot be."""
    (field,) = named(PRESCRIPTION, "patient")
    with located("new", field.name):
        name = values.text(patient, field.limit)
    with located("new", "--routine"):
        chosen = library.routines[look_up("routine", routine, library)]
    said = {
        "schema": first_line("prescription"),
        "patient": f" {quoted(name)}" if name else "",
        "date": today.isoformat(),
        "routine": chosen.name,
        "title": quoted(chosen.title),
        "how_often": quoted(chosen.how_often.capitalize()),
        "for_how_long": quoted(chosen.for_how_long),
        "points": "\n".join(_points(chosen, library)),
        "tips": ", ".join(chosen.tips),
        "questions": "\n".join(_questions(library)),
        "fields": "\n".join(_fields("next_visit", "link", "email", "layout", "paper")),
    }
    return filled((ASSETS / "new" / "prescription.txt").read_text("utf-8"), said)


def _points(routine: Routine, library: Library) -> Iterable[str]:
    """The routine's points, ready to be changed; the last one shows all that can be said of one."""
    yield "# Behind a point you may say how long and how: BL40 45 s left gentle"
    yield "# points:"
    *first, last = routine.points
    for dose in first:
        yield f"#   - {dose.code:<8} # {_named(library.points[dose.code])}"
    point = library.points[last.code]
    yield f"#   - point: {last.code}   # {_named(point)}"
    yield f"#     hold: {spelt(last.hold or point.hold)}"
    for field in named(POINT, "side", "motion", "pressure"):
        value = getattr(last, field.name) or getattr(point, field.name)
        yield f"#     {field.name}: {value}{either(field)}"
    yield '#     # note: "Your own words about this point."'


def _named(point: Point) -> str:
    """Its pinyin, which one of the clinic's own has not, and its place."""
    return ", ".join(filter(None, (point.pinyin, point.place)))


def _questions(library: Library) -> Iterable[str]:
    """What to ask for safety, with the names of the answers."""
    for question, names in asset_table("questions").items():
        known = " · ".join(name for name in names if name in library.conditions)
        yield f"#   {question:<31} {known}"


def _fields(*names: str) -> Iterable[str]:
    for (field,) in (named(PRESCRIPTION, name) for name in names):
        yield f"# {field.name}: {field.example}{either(field)}"
