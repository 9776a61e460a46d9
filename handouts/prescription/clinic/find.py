"""Which file is the clinic's: where it is looked for, how its name is spelt, and whose it is."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from handouts.errors import ContentError
from handouts.files.paths import config_folder
from handouts.files.trusted import distrust
from handouts.prescription.fields.values import Wrong, must_stay, one_of

FILE_NAME = "clinic.yaml"
_SPELT = re.compile(r"clinic\s*\.\s*ya?ml\s*(\.txt)?")
"""With `.txt`, which Notepad adds and Windows hides."""
_USUAL = (
    ("clinic", "Clinic", "CLINIC", " clinic", "clinic "),
    (".yaml", ".yml", ".YAML", ".YML", ".Yaml", ".Yml"),
    ("", ".txt", ".TXT", ".Txt"),
)
_NEAR = re.compile(r"(my|our|the|copy of)?\W*clinic(?!\w)(.*\.ya?ml.*|.*\.(txt|rtf|docx?|odt))")


def find_clinic(explicit: Path | None, named: Path | None, source: Path | None) -> Path | None:
    """The clinic's file, or None for the neutral default.

    In order: the one named on the command line; the prescription's `clinic:`; `clinic.yaml` beside
    it or in a folder above; the one in the user's config folder. One that only lies there may be a
    stranger's: it may be no link to somewhere else, and must be this user's own (`trusted.py`).
    Raises ContentError for one that is not, and for two in one folder.
    """
    if explicit is not None:
        return explicit
    beside = source.absolute().parent if source else None
    found = named or next(filter(None, map(_only, _looked_at(beside))), None)
    if found is not None:
        _must_be_ours(found, beside)
    return found


def is_clinic_name(name: str) -> bool:
    """Whether a file is called `clinic.yaml`, in one of the spellings that mean it."""
    return _SPELT.fullmatch(_plain(name)) is not None


def near_names(folder: Path) -> list[str]:
    """Files in a folder that may have been meant for the clinic's, and are not taken."""
    names = (path.name for path in _listed(folder))
    return sorted(n for n in names if _NEAR.fullmatch(_plain(n)) and not is_clinic_name(n))


def _plain(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().strip()


def _looked_at(beside: Path | None) -> Iterator[list[Path]]:
    """Files that may be the clinic's, by folder, the nearest first; above, nothing else is seen."""
    if beside is not None:
        yield [path for path in _listed(beside) if is_clinic_name(path.name)]
        yield from (_usual(folder) for folder in beside.parents)
    try:
        yield _usual(config_folder())
    except RuntimeError:  # a user without a home
        return


def _only(paths: list[Path]) -> Path | None:
    """The one file of several names. Two are asked about: nobody knows which was mended last."""
    found: list[Path] = []
    for path in filter(os.path.isfile, paths):  # False, too, where this user may not look
        if not any(path.samefile(one) for one in found):  # one of two cases, on many disks
            found.append(path)
    if len(found) > 1:
        names = one_of(sorted(path.name for path in found), "and")
        cure = f"Keep one and call it {FILE_NAME}, or name one with --clinic."
        wrong = f"There is more than one clinic's file here: {names}."
        raise ContentError.at(found[0].parent, wrong, cure, field="clinic")
    return found[0] if found else None


def _usual(folder: Path) -> list[Path]:
    return [folder / f"{name}{kind}{end}" for name, kind, end in product(*_USUAL)]


def _listed(folder: Path) -> list[Path]:
    """What is in a folder; one that may not be listed may still hold the usual file."""
    try:
        return list(folder.iterdir())
    except OSError:
        return _usual(folder)


def _must_be_ours(path: Path, beside: Path | None) -> None:
    try:
        must_stay(path, path.parent)
    except Wrong as error:
        cure = "Copy the file itself there, or name it with --clinic."
        raise ContentError.at(path, error.wrong, cure) from None
    if why := distrust(path, beside):
        cure = "If it is the right one, name it with --clinic, or copy it to a folder of your own."
        raise ContentError.at(path, f"{why} So it is not taken.", cure)
