"""Files of which no sheet is made, and what is said of them: clinics', renewed, misnamed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from handouts.delivery.file_kind import kind_of
from handouts.errors import FileError, Problem
from handouts.prescription.clinic.find import is_clinic_name
from handouts.prescription.fields.values import one_of
from handouts.prescription.read import named_file

_MISNAMED = re.compile(r"\.ya?ml.*(?<!\.yaml)(?<!\.yml)(?<!\.pdf)(?<!\.png)$", re.I)
"""A name in which the ending of a prescription stands, but not at its end."""


def without_clinics(paths: tuple[Path, ...]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The files of several that are no clinic's, and a notice about the others: `*.yaml` names
    the clinic's as well. Where there are none but clinics' files, they were meant.
    """
    if len(paths) == 1:
        return paths, ()
    clinics = clinics_among(paths)
    kept = tuple(path for path in paths if path not in clinics)
    return (kept, passed_over(clinics)) if kept else (paths, ())


def clinics_among(paths: Iterable[Path]) -> list[Path]:
    """Clinics' files, those of their own words among them; links are not followed."""
    of_clinics = ("clinic", "wording")
    return [path for path in paths if not path.is_symlink() and kind_of(path) in of_clinics]


def renewed_among(paths: Iterable[Path]) -> list[Path]:
    """Prescriptions that another one names under `since`: the patient's next sheet is there."""
    plain = {path: path.resolve() for path in paths if not path.is_symlink()}
    last = {
        named.resolve()
        for path, whole in plain.items()
        if (named := _before(path)) and named.resolve() != whole
    }
    return [path for path, whole in plain.items() if whole in last]


def _before(path: Path) -> Path | None:
    """The prescription that one renews; what cannot be read is said when its turn comes."""
    try:
        return named_file(path, "since")
    except FileError:
        return None


def told_of_renewed(renewed: Sequence[Path]) -> tuple[Problem, ...]:
    """No handout is made of what was renewed."""
    one, many = "has been renewed and is passed over.", "have been renewed and are passed over."
    return _told_once(renewed, one, many, "To make one all the same: handouts build")


def passed_over(clinics: Sequence[Path]) -> tuple[Problem, ...]:
    """No handout is made of clinics' files."""
    one, many = "is a clinic's file and is passed over.", "are clinics' files and are passed over."
    return _told_once(clinics, one, many, "A prescription has `points:` or `routine:`.")


def misnamed(folder: Path) -> tuple[Problem, ...]:
    """Files that may have been meant for prescriptions: `maria.yaml.txt`."""
    found = sorted(path for path in folder.iterdir() if _MISNAMED.search(path.name))
    found = [one for one in found if not (one.name.startswith(".") or is_clinic_name(one.name))]
    cure = "The name of a prescription ends in .yaml: rename what is one."
    return _told_once(found, "is not read.", "are not read.", cure)


def _told_once(files: Sequence[Path], one: str, many: str, cure: str) -> tuple[Problem, ...]:
    """One notice for all files of a kind, in one folder; none where there are none."""
    if not files:
        return ()
    names = one_of((path.name for path in files), "and")
    wrong = f"{names} {one if len(files) == 1 else many}"
    return (Problem(str(files[0].parent), 0, "", wrong, cure),)
