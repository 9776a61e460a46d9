"""The text of a new file of the clinic's own: it works as it stands, and comments say what else it
may have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from handouts.library import Library
from handouts.library.model import Dose, Kind
from handouts.prescription.fields.schema import OWN_FIELDS, Field
from handouts.prescription.model import Prescription
from handouts.prescription.new.text import first_line, quoted, spelt
from handouts.prescription.own.make import TEMPLATE

_PLAIN = re.compile(r"[^\W_]+(?:[ '’-][^\W_]+)*")


def new_own(kind: Kind, name: str, region: str = "", instead_of: str = "", typed: str = "") -> str:
    """A working file. `region` is the part of the body of a point, `instead_of` what of ours it
    takes the place of, `typed` the name as it was typed (`Harold's spot`), for the title.
    """
    starts: dict[str, dict[str, object]] = {
        "routine": {"points": ["LI4 1 min"], "tips": ["slow-breathing"]},
        "tip": {"steps": [TEMPLATE], "pregnancy": "ask"},
        "point": {"steps": [TEMPLATE], "region": region, "pregnancy": "avoid"},
        "condition": {"ask": ["GB21"], "line": "Ask us before you press here."},
    }
    title = _title(typed if _PLAIN.fullmatch(typed) else name)
    filled = {"title": title, **starts[kind], "instead_of": instead_of}
    return _text(kind, name, filled)


def routine_of(
    prescription: Prescription, name: str, library: Library, instead_of: str = ""
) -> str:
    """A routine with the points, tips and times of a prescription. Nothing of the patient goes into
    it: no name, no notes, no conditions.
    """
    routine = library.routines[prescription.routine] if prescription.routine else None
    doses, tips = prescription.points, prescription.tips
    if doses is None:
        doses = routine.points if routine else ()
    if tips is None:
        tips = routine.tips if routine else ()
    filled: dict[str, object] = {
        "instead_of": instead_of,
        "title": prescription.title or (routine.title if routine else _title(name)),
        "points": [_dose(dose) for dose in doses],
        "tips": [tip for tip in tips if isinstance(tip, str)],
        "how_often": prescription.how_often or (routine.how_often if routine else ""),
        "for_how_long": prescription.for_how_long or (routine.for_how_long if routine else ""),
    }
    if routine:
        filled |= {"not_today": [*routine.not_today], "call": [*routine.call]}
        filled["emergency"] = [*routine.red_flags]
    return _text("routine", name, {field: value for field, value in filled.items() if value})


def _title(name: str) -> str:
    return name[:1].upper() + name[1:].replace("-", " ")


def _dose(dose: Dose) -> str:
    """`BL40 45 s left gentle`: a point with what was said of it."""
    hold = spelt(dose.hold) if dose.hold else ""
    said = (dose.code, hold, dose.side, dose.motion, dose.pressure)
    return " ".join(part for part in said if part)


def _text(kind: Kind, name: str, filled: Mapping[str, object]) -> str:
    use = f"routine: {name}" if kind == "routine" else f"{kind}s: [{name}]"
    lines = [
        first_line(kind),
        f"# A {kind} of your own. Use it as: {use}",
        "# Look at it: handouts check this-file.yaml",
    ]
    for field in OWN_FIELDS[kind]:
        lines += ["", *_field(field, filled.get(field.name))]
    return "\n".join(lines) + "\n"


def _field(field: Field, value: object) -> Iterator[str]:
    """What a field is for, and the field; as a comment where it has no value yet."""
    choices = field.chosen_from
    if len(choices) > 8:
        choices = ()
    yield f"# {field.about.replace('`', '')}" + (f" ({' | '.join(choices)})" if choices else "")
    if isinstance(value, list):
        yield f"{field.name}:"
        yield from (
            f"  - {item if field.name in ('points', 'tips') else quoted(item)}" for item in value
        )
    elif value:
        yield f"{field.name}: {quoted(str(value))}"
    else:
        yield f"# {field.name}: {field.example}"
