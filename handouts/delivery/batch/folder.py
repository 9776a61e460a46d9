"""What lies in the folder of a batch, and in that of its drafts: the one table of it.

A file is known by what stands in it, since anybody may call one of theirs `failed.csv`. Whatever
else comes to be written there is added here, so that a run, a mail and `forget` know of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from handouts.errors import HandoutsError
from handouts.files.reading import read_bytes
from handouts.files.writing import PREFIX, SUFFIX, file_errors, numbered
from handouts.prescription.tables.formulas import from_cell
from handouts.prescription.tables.headings import OF_LISTS, OF_UNSENT
from handouts.prescription.tables.table_file import AS_IT_IS, open_file
from handouts.render.pdfa import MOST_BYTES, title_and_day

MAIL = "mail"
"""The folder of drafts beside the PDFs, unless `email -o` has named another."""
DRAFT_HEADER = "X-Handouts-Draft"
RUN_TITLE = "Print run"
"""The title of a print run, by which one is known."""


@dataclass(frozen=True, slots=True)
class BatchFile:
    """A kind of file. `name` is that of the first of it; `is_ours` looks into a file.

    `holds` says what stands of patients in one: a sheet of one patient, rows of which each is one
    patient's, the records of a manifest, or sheets of all, which are made anew together.
    """

    name: str
    holds: Literal["a sheet", "rows", "records", "all sheets"]
    is_ours: Callable[[Path], bool]


def batch_file(path: Path) -> BatchFile | None:
    """What a file is; None for what is not ours, or a patient's PDF, which the manifest knows."""
    return next((kind for kind in BATCH_FILES if kind.is_ours(path)), None)


def files_in(folder: Path) -> Iterator[Path]:
    """All files in a folder, in the order of their names; none where there is no such folder."""
    with file_errors(folder):
        names = sorted(os.listdir(folder)) if folder.is_dir() else []  # noqa: PTH208 - few bytes
    yield from filter(Path.is_file, (folder / name for name in names))


def old_files(folder: Path, kept: Collection[Path]) -> Iterator[Path]:
    """The print runs and lists of failures that are not `kept`: they are the user's to delete."""
    left = (path for path in files_in(folder) if path not in kept)
    return (path for path in left if PRINT_RUN.is_ours(path) or FAILED.is_ours(path))


def place_for(kind: BatchFile, folder: Path, name: str = "") -> Path:
    """Where a file of a kind goes: in the place of one that is there, never of somebody else's."""
    paths = numbered(folder / (name or kind.name))
    return next(path for path in paths if not path.exists() or kind.is_ours(path))


def rows_in(list_: Path) -> list[list[str]]:
    """All rows of a list of ours, headings and empty ones as well, as `as_csv` was given them."""
    records = open_file(list_, str(list_), AS_IT_IS).records()
    return [[*map(from_cell, cells)] for _, cells in records]


def _headed(columns: tuple[str, ...], path: Path) -> bool:
    """Whether a table begins with these columns, whatever divides them."""
    if path.suffix.lower() != ".csv":
        return False
    try:
        _, cells = next(iter(open_file(path, str(path), AS_IT_IS).records()), (0, []))
    except HandoutsError:
        return False
    return tuple(cells[: len(columns)]) == columns


def _draft(path: Path) -> bool:
    if path.suffix.lower() != ".eml":
        return False
    with file_errors(path), path.open("rb") as file:
        return file.readline(1000).startswith(f"{DRAFT_HEADER}: ".encode())


def _print_run(path: Path) -> bool:
    if not (path.name.startswith("print-run") and path.suffix == ".pdf"):
        return False  # to look into all PDFs would take long
    try:
        title, _ = title_and_day(read_bytes(path, MOST_BYTES)) or ("", "")
    except HandoutsError:
        return False
    return title == RUN_TITLE


def _part(path: Path) -> bool:
    return path.name.startswith(PREFIX) and path.name.endswith(SUFFIX)


_OF_MANIFESTS = ("source", "row", "patient", "email", "file")

MANIFEST = BatchFile("manifest.csv", "records", partial(_headed, _OF_MANIFESTS))
JOURNAL = BatchFile(".handouts-run", "records", lambda path: path.name == ".handouts-run")
PRINT_RUN = BatchFile("print-run.pdf", "all sheets", _print_run)
FAILED = BatchFile("failed.csv", "rows", partial(_headed, OF_LISTS))
UNSENT = BatchFile("not-sent.csv", "rows", partial(_headed, OF_UNSENT))
DRAFT = BatchFile("maria-lopez.eml", "a sheet", _draft)
PART = BatchFile(f"{PREFIX}…{SUFFIX}", "a sheet", _part)
BATCH_FILES = (MANIFEST, JOURNAL, PRINT_RUN, FAILED, UNSENT, DRAFT, PART)
