"""The prescription before this one, which `since:` names: read for its plan, and nothing else.

Whatever is wrong with it stops no sheet: what changed is then not printed, and that is said. A
prescription of somebody else is refused, since a sheet must tell nothing of another patient.
"""

from __future__ import annotations

from pathlib import Path

from handouts.errors import ContentError, FileError, Problem
from handouts.library import Library
from handouts.plan.make import Plan, make_plan
from handouts.prescription.fields.dates import DateOrder
from handouts.prescription.model import Prescription
from handouts.prescription.read import read_prescription
from handouts.prescription.tables.patient_name import patient_key


def earlier_plan(
    prescription: Prescription, library: Library, order: DateOrder | None = None
) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plan of the last time, or None; and why there is none, where one is named. `order` is
    the clinic's for 12/4/2026. Raises ContentError for a prescription of another patient.
    """
    path = prescription.since
    if path is None:
        return None, ()
    if Path(prescription.source).resolve() == path.resolve():
        cure = "Name the file of the last time."
        return None, (_not_printed(prescription, f"{path.name} is this file itself.", cure),)
    try:
        earlier = read_prescription(path, library, order).value
    except (ContentError, FileError) as error:
        return None, (_not_printed(prescription, str(error.problems[0]), ""),)
    names = {patient_key(one.patient or "") for one in (earlier, prescription)}
    if len(names) > 1:
        wrong = f"{path.name} is for another patient."
        cure = "Name the last prescription of this one, or delete the line."
        if all(names):
            cure += " If it is the same patient, write the name alike in both files."
        raise ContentError(prescription.problem("since", wrong, cure))
    if earlier.date and prescription.date and earlier.date > prescription.date:
        cure = "Check the `date` of both."
        return None, (_not_printed(prescription, f"{path.name} is of a later day.", cure),)
    return make_plan(earlier, library), ()


def _not_printed(prescription: Prescription, why: str, cure: str) -> Problem:
    says = f"What changed since last time is not printed. {why}"
    return prescription.problem("since", says, cure)
