"""What a YAML file is: a prescription, a clinic's file, a layout, or a thing of a clinic's own."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from handouts.library.model import Kind
from handouts.prescription.fields import (
    CLINIC,
    OWN_FIELDS,
    PRESCRIPTION,
    by_key,
    field_names,
    table,
)
from handouts.prescription.find_clinic import find_clinic, is_clinic_name

FileKind = Kind | Literal["clinic", "layout", "prescription"]

_OF_PRESCRIPTIONS = by_key(PRESCRIPTION).keys()
_OF_CLINICS = by_key(CLINIC).keys()
_OF_LAYOUTS = by_key(table("layout")).keys()
_ONLY_CLINICS = _OF_CLINICS - _OF_PRESCRIPTIONS - _OF_LAYOUTS
_ONLY_PRESCRIPTIONS = _OF_PRESCRIPTIONS - _OF_CLINICS
_ONLY_LAYOUTS = _OF_LAYOUTS - _OF_PRESCRIPTIONS - _OF_CLINICS
_OF_PATIENTS = {"points", "routine", "patient"}


def kind_of(path: Path) -> FileKind:
    """By the folder of a file, beside a clinic's, then by the fields that only one kind has, and by
    its name. Of what cannot be read the name decides: whoever reads it says what is wrong.
    """
    folder = path.absolute().parent
    for kind in OWN_FIELDS:
        if folder.name.casefold() == f"{kind}s" and find_clinic(None, None, folder):
            return kind
    names = field_names(path)
    clinics, others = names & _ONLY_CLINICS, names & _ONLY_PRESCRIPTIONS
    named = is_clinic_name(path.name) and not others
    if not names & _OF_PATIENTS and (named or len(clinics) > len(others)):
        return "clinic"
    if names & _ONLY_LAYOUTS or (folder.name == "layouts" and not names):
        return "layout"
    return "prescription"
