"""The text of new files: a working, commented prescription, and a clinic from answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from handouts.dose import Hold
from handouts.errors import ContentError, located
from handouts.files.paths import ASSETS
from handouts.library import Library
from handouts.library.model import Point, Routine
from handouts.library.wording import filled
from handouts.library.yaml_text import asset_table, read_yaml
from handouts.prescription import values
from handouts.prescription.clinic import TAKERS
from handouts.prescription.fields import CLINIC, POINT, PRESCRIPTION, Field, named
from handouts.prescription.fill import fill
from handouts.prescription.points import look_up
from handouts.prescription.problems import ProblemLog
from handouts.prescription.read import root_of

_MAIL = (
    "# The mail server. The password is asked for; it must not stand here.", "# smtp:",
    "#   host: mail.example.org", "#   user: office@example.org", "#   sender: office@example.org",
)  # fmt: skip


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


def new_clinic(answers: Mapping[str, str]) -> str:
    """A clinic's file from answers by field; empty ones are left for later, as comments."""
    lines = [first_line("clinic"), "version: 1"]
    for field in CLINIC:
        if field.kind in ("version", "smtp"):
            continue
        answer = answers.get(field.name, "").strip()
        example = field.example if field.kind in ("sections", "columns") else quoted(field.example)
        comment = f"# {field.name}: {example}{_either(field)}"
        lines += ["", f"# {field.about}", f"{field.name}: {quoted(answer)}" if answer else comment]
    lines += ["", *_MAIL, ""]
    return "\n".join(lines)


def schema_file(kind: str) -> Path:
    """The JSON Schema of a `prescription`, a `clinic` or a kind of the clinic's own."""
    return ASSETS / "schema" / f"{kind}.schema.json"


def first_line(kind: str) -> str:
    """The comment by which editors find the schema of a file."""
    uri = schema_file(kind).resolve().as_uri().replace("#", "%23")
    return f"# yaml-language-server: $schema={uri}"


def check_answer(name: str, answer: str) -> str:
    """What is wrong with an answer to a question of `new --clinic`; empty when it is right."""
    log = ProblemLog("clinic.yaml", Path())
    try:
        text = f"{name}: {quoted(answer)}\n".encode()
        fill(root_of(read_yaml(text, "clinic.yaml"), log), CLINIC, log, TAKERS)
        log.close()
    except ContentError as error:
        return f"{error.problems[0].wrong} {error.problems[0].cure}"
    except UnicodeEncodeError:
        return "This cannot be written."
    return ""


def quoted(text: str) -> str:
    """A text as YAML reads it back unchanged, whatever is in it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


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
        yield f"#     {field.name}: {value}{_either(field)}"
    yield '#     # note: "Your own words about this point."'


def _named(point: Point) -> str:
    return f"{point.pinyin}, {point.place}"


def spelt(hold: Hold) -> str:
    """A time in the notation of prescriptions: `45 s`, `1-2 min`, `30-90 s`."""
    ends = (hold.low,) if hold.high is None else (hold.low, hold.high)
    if any(end % 60 for end in ends):
        return f"{'-'.join(str(end) for end in ends)} s"
    return f"{'-'.join(str(end // 60) for end in ends)} min"


def _questions(library: Library) -> Iterable[str]:
    """What to ask for safety, with the names of the answers."""
    for question, names in asset_table("questions").items():
        known = " · ".join(name for name in names if name in library.conditions)
        yield f"#   {question:<31} {known}"


def _fields(*names: str) -> Iterable[str]:
    for (field,) in (named(PRESCRIPTION, name) for name in names):
        yield f"# {field.name}: {field.example}{_either(field)}"


def _either(field: Field) -> str:
    """The choices of a field, as a comment behind it."""
    return f"   # {' | '.join(field.chosen_from)}" if field.choices else ""
