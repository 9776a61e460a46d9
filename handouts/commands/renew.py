"""`handouts renew`: the last prescription of a patient as a new one of today."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from handouts.commands.shared import PATH, write_new
from handouts.delivery.build import check
from handouts.delivery.latest import of_nobody, sheets_of
from handouts.errors import ContentError, FileError, Problem
from handouts.plan.changes import what_changed
from handouts.plan.previous import earlier_plan
from handouts.prescription.model import Prescription
from handouts.prescription.new import renewed
from handouts.prescription.new.renewed import day_in, undated
from handouts.today import today

LONGEST_NOTE = 100
"""Characters of a note that are repeated: enough to know it again."""


@click.command("renew")
@click.argument("patient", type=PATH)
@click.option("--open", "show", is_flag=True, help="Open the new file to change it.")
@click.option("--diff", is_flag=True, help="Write nothing; say what the last one has changed.")
def command(patient: Path, show: bool, diff: bool) -> None:
    """Copy the last prescription to a new one of today, beside it.

    PATIENT is a file (maria-lopez.yaml) or its name (maria-lopez). Of several with a day in their
    names the latest is taken; a name with a day is that very file.
    """
    found = sheets_of(patient)
    if not found:
        raise of_nobody(patient)
    if diff:
        click.echo(_difference(found[-1], found[-2] if len(found) > 1 else None))
        return
    new = _renew(found[-1])
    if show:
        _open(new)


def _renew(path: Path) -> Path:
    last, now = check(path, former=True).prescription, today()
    if last.date and last.date > now:
        wrong = f"It is of {last.date.isoformat()}, which is still to come."
        raise ContentError.at(path, wrong, "Change this one, or its date.", field="date")
    for there in renewed.prescriptions_of(undated(path.stem), path.parent):
        if day_in(there.stem) == now:
            wrong = "There is one of today already, and it is left as it is."
            raise FileError.at(there, wrong, "Change that one, or rename it.")
    new = renewed.renewed_path(path, now)
    write_new(new, renewed.renewed_text(path, last, now))
    click.echo(f"{new} (from {path.name})")
    for line in _to_look_at(last, now):
        click.echo(line)
    named = f'"{new}"' if " " in str(new) else new
    click.echo(f"Next: change it, then: handouts check {named}")
    return new


def _to_look_at(last: Prescription, today: date) -> Iterator[str]:
    """What the last prescription says that may no longer be true."""
    if last.asked:
        said = ", ".join((*last.conditions, *last.other_conditions))
        yield f"Ask again: conditions: {said or 'none'}"
    for name, reason in last.acknowledge:
        yield f"Look again: acknowledge: {name}: {reason}"
    if last.notes:
        yield f"Your note is kept, see whether it still holds: {_in_a_line(last.notes)}"
    for dose in last.points or ():
        if dose.note:
            note = _in_a_line(dose.note)
            yield f"Your note at {dose.code} is kept, see whether it still holds: {note}"
    if renewed.has_passed(last, today):
        yield f"The next visit of {last.next_visit:%Y-%m-%d} is a comment now: write the new one."
    elif last.next_visit:
        yield f"The next visit of {last.next_visit:%Y-%m-%d} is kept: see whether it still holds."


def _in_a_line(note: str) -> str:
    text = " ".join(note.split())
    return text if len(text) <= LONGEST_NOTE else f"{text[:LONGEST_NOTE].rstrip()} …"


def _difference(path: Path, before: Path | None) -> str:
    """What a prescription changes in the one that it names, else in the one before it."""
    checked = check(path)
    earlier = checked.earlier
    told = tuple(notice for notice in checked.notices if notice.field == "since")
    if earlier is None and checked.prescription.since is None:
        named = replace(checked.prescription, since=before)
        earlier, told = earlier_plan(named, checked.library, checked.clinic.date_order)
    if earlier is None:
        wrong, cure = "There is no prescription before this one.", "Name it: since: FILE.yaml"
        raise ContentError(told or Problem(str(path), 0, "", wrong, cure))
    return what_changed(earlier, checked.plan)


def _open(path: Path) -> None:
    """In the user's own editor, then say what was changed; else in the system's program."""
    if os.environ.get("VISUAL") or os.environ.get("EDITOR"):
        click.edit(filename=str(path))
        click.echo(_difference(path, None))
    else:
        click.launch(str(path))
