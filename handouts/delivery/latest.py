"""A patient's prescriptions, by the name of a file without its ending."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from handouts.delivery.build import Clinics, Options
from handouts.delivery.file_names import stem
from handouts.errors import FileError
from handouts.files.paths import YAML_ENDINGS
from handouts.files.reading import shown
from handouts.prescription.clinic.find import is_clinic_name
from handouts.prescription.fields.values import did_you_mean, meant
from handouts.prescription.new.renewed import day_in, prescriptions_of, undated
from handouts.prescription.read import day_of, named_file

MOST_NAMES = 5
"""Of patients, that are offered in place of one."""


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
    if _is_file(path):
        return path
    return next(reversed(sheets_of(path)), path)


def by_names(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The same of several; words of which none is a file or name are one name: `Maria Lopez`."""
    found = tuple(map(by_name, paths))
    if len(found) > 1 and not any(map(_is_file, found)):
        return (by_name(Path(" ".join(map(str, paths)))),)
    return found


def must_be_meant(path: Path) -> None:
    """Raise FileError, with what may be meant, for a name of nobody here and for a PDF."""
    if path.suffix.lower() == ".pdf":
        made_from = (path.with_suffix(ending) for ending in YAML_ENDINGS)
        of_it = next((one for one in made_from if one.exists()), None)
        wrong = "This is a PDF, not a prescription."
        cure = f"Its prescription is {of_it}" if of_it else "Name a file that ends in .yaml."
        raise FileError.at(path, wrong, cure)
    if not _is_file(path):
        raise of_nobody(path)


def of_nobody(patient: Path) -> FileError:
    """That there is no prescription of a patient, and whose there are that are called alike."""
    files = (path for path in patient.parent.glob("*") if path.suffix.lower() in YAML_ENDINGS)
    names = {undated(path.stem) for path in files if not is_clinic_name(path.name)}
    wanted = patient.stem if patient.suffix.lower() in YAML_ENDINGS else patient.name
    words = {*stem(wanted).split("-")}
    alike = sorted(name for name in names if words <= {*stem(name).split("-")})
    cure = did_you_mean(alike[:MOST_NAMES]) or meant(wanted, names)
    wrong = f"There is no prescription of {shown(wanted)} here."
    return FileError.at(patient, wrong, cure or "Name its file, or start one: handouts new")


def _is_file(path: Path) -> bool:
    """Whether a file is meant, be it there or not, and no name."""
    return bool(path.suffix) or path.exists()


def _day(path: Path, clinics: Clinics) -> date:
    """The day in its name, else the one that is written in it."""
    if day := day_in(path.stem):
        return day
    clinic = clinics.file(Options(), named_file(path, "clinic"), path)
    return day_of(path, clinics.date_order(clinic)) or date.min
