"""A PDF of an older day, or of somebody else, is not lost where a new one takes its place."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

from handouts.compose.parts import UNDATED
from handouts.delivery.patient_found import is_of_another
from handouts.errors import FileError, HandoutsError
from handouts.files.reading import read_bytes
from handouts.files.writing import FileInUse, clear_parts, numbered, same_file, write_whole
from handouts.prescription.new.renewed import undated
from handouts.render import Rendered
from handouts.render.pdfa import MOST_BYTES, title_and_day


def write_with_backup(
    rendered: Rendered, target: Path, day: date | None, patient: str
) -> Path | None:
    """Write the PDF of `day`; what it replaces is copied first, where it would be lost: one of 20
    November as `maria-lopez-2026-11-20.pdf`, what is none of ours as `maria-lopez-older.pdf`. One
    of the same day, or without one, is made anew where it is not of another `patient`.

    Gives the copy's name, if there is one. Raises FileError; then all is as it was.
    """
    kept = _kept(target, day, patient)
    clear_parts(target.parent)
    try:
        write_whole(target, rendered.pdf)
    except FileError as error:
        if kept:
            kept.unlink(missing_ok=True)
        if not isinstance(error, FileInUse):
            raise
        free = next(name for name in numbered(target) if name != target and not name.exists())
        cure = f"Close it there, or write another: -o {free}"
        raise FileInUse(replace(one, cure=cure) for one in error.problems) from None
    return kept


def _kept(target: Path, day: date | None, patient: str) -> Path | None:
    if not os.path.isfile(target):  # noqa: PTH113 - a name that is too long is told on writing
        return None
    data = read_bytes(target, MOST_BYTES)
    _, made = title_and_day(data) or ("", "older")
    of_day = made != "older" and (day is None or made in (day.isoformat(), UNDATED.isoformat()))
    if of_day and not is_of_another(target, patient):
        return None
    made = "older" if made == UNDATED.isoformat() else made
    stem = f"{undated(target.stem)}-{made}".lstrip("-")
    for name in numbered(target.with_name(f"{stem}.pdf")):
        if not os.path.lexists(name):
            write_whole(name, data)
            return name
        if not same_file(name, target) and _holds(name, data):
            return None  # it is kept there already
    raise AssertionError("numbers have no end")


def _holds(path: Path, data: bytes) -> bool:
    try:
        return read_bytes(path, len(data)) == data
    except HandoutsError:
        return False
