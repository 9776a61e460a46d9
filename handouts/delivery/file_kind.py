"""What a YAML file is: a prescription, a clinic's file, its words, a layout, a thing of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from handouts.errors import Problem
from handouts.library.model import Kind
from handouts.prescription.clinic.find import find_clinic, is_clinic_name
from handouts.prescription.fields.schema import (
    CLINIC,
    OWN_FIELDS,
    PRESCRIPTION,
    by_key,
    field_names,
    table,
)
from handouts.prescription.own.wording import FILE_NAME as WORDING

FileKind = Kind | Literal["clinic", "layout", "prescription", "wording"]

_FIELDS: dict[FileKind, frozenset[str]] = {
    **{kind: frozenset(by_key(fields)) for kind, fields in OWN_FIELDS.items()},
    "layout": frozenset(by_key(table("layout"))),
    "clinic": frozenset(by_key(CLINIC)),
    "prescription": frozenset(by_key(PRESCRIPTION)),
}
_ONLY_CLINICS = _FIELDS["clinic"] - _FIELDS["prescription"] - _FIELDS["layout"]
_ONLY_PRESCRIPTIONS = _FIELDS["prescription"] - _FIELDS["clinic"]
_ONLY_LAYOUTS = _FIELDS["layout"] - _FIELDS["prescription"] - _FIELDS["clinic"]
_OF_PATIENTS = {"points", "routine", "patient"}


def kind_of(path: Path) -> FileKind:
    """By the folder of a file, beside a clinic's, then by the fields that only one kind has, and by
    its name. Of what cannot be read the name decides: whoever reads it says what is wrong.
    """
    folder = path.absolute().parent
    if path.name == WORDING:
        return "wording"
    for kind in OWN_FIELDS:
        if folder.name.casefold() == f"{kind}s" and find_clinic(None, None, folder):
            return kind
    names = field_names(path)
    if folder.name == "layouts" and not names & _OF_PATIENTS:
        return "layout"
    clinics, others = names & _ONLY_CLINICS, names & _ONLY_PRESCRIPTIONS
    named = is_clinic_name(path.name) and not others
    if not names & _OF_PATIENTS and (named or len(clinics) > len(others)):
        return "clinic"
    if names & _ONLY_LAYOUTS:
        return "layout"
    return "prescription"


def misplaced(path: Path, taken_for: FileKind) -> Problem | None:
    """What a file of the clinic's own is by its fields, where it was taken for another by its
    folder, and where it belongs; None where its fields do not say so. Of kinds that know as many
    of them it is the one with the fewest others.
    """
    if taken_for == "wording":
        return None
    names = field_names(path)
    fits = {kind: len(names & fields) for kind, fields in _FIELDS.items()}
    best = max(fits, key=lambda kind: (fits[kind], -len(_FIELDS[kind])))
    more = fits[best] - fits[taken_for]
    if more < (1 if names <= _FIELDS[best] else 2) or best in ("clinic", "prescription"):
        return None
    wrong = f"This looks like a {best}, and nobody looks for one in this folder."
    cure = f"Move it into the folder {best}s, beside your clinic's file."
    return Problem(str(path), 0, "", wrong, cure)
