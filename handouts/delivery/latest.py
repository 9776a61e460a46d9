"""A patient's prescriptions, by the name of a file without its ending."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from handouts.delivery.build import Clinics, Options
from handouts.delivery.file_names import stem
from handouts.files.paths import YAML_ENDINGS
from handouts.prescription.new.renewed import day_in, prescriptions_of, undated
from handouts.prescription.read import day_of, named_file


def sheets_of(patient: Path) -> list[Path]:
    """The prescriptions of a patient up to the one that is meant, which is last: a file, or a name
    (`maria-lopez`) for the latest; a name with a day is that very file.
    """
    wanted = patient.stem if patient.suffix.lower() in YAML_ENDINGS else patient.name
    folder = patient.parent
    found = prescriptions_of(undated(wanted), folder) or prescriptions_of(stem(wanted), folder)
    if len(found) > 1:  # where days are the same, the one without a day in its name is first
        clinics = Clinics()
        found.sort(key=lambda path: _day(path, clinics))
    if day_in(wanted):
        named = [n for n, path in enumerate(found, 1) if path.stem.casefold() == wanted.casefold()]
        found = found[: named[0] if named else 0]
    return found


def by_name(path: Path) -> Path:
    """A file; where there is none, the latest prescription of whom it names."""
    if path.suffix or path.exists():
        return path
    return next(reversed(sheets_of(path)), path)


def _day(path: Path, clinics: Clinics) -> date:
    """The day in its name, else the one that is written in it."""
    if day := day_in(path.stem):
        return day
    clinic = clinics.file(Options(), named_file(path, "clinic"), path)
    return day_of(path, clinics.date_order(clinic)) or date.min
