"""The journal of a run: what it is about to write, and what it has written.

One file does three jobs. While a run holds it, no other run may work in the folder: the system
gives the lock back when the process ends, however it ends, so a lock never goes stale. A run that
was killed leaves it behind, so that the next one knows which files are its own and which are done.
And its first line is the number of the run that may write here: a process of a killed run may have
been asleep, and wake when the next run is under way. Such a process puts its file beside the old
one, then looks at the number, then renames; a new run writes its number, then removes such files.
In whichever order these come, no old sheet takes the place of a new one, with or without locks.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, astuple, fields
from pathlib import Path
from typing import BinaryIO

from handouts.delivery.batch.folder import JOURNAL
from handouts.delivery.batch.manifest import PdfRecord
from handouts.errors import FileError, Problem
from handouts.files.lock import locked
from handouts.files.writing import file_errors, flush, take_parts_of_runs, write_all, write_whole

_NUMBER = 40
"""Characters of a run's number in the first line."""


_TYPES = [int if one.type == "int" else str for one in fields(PdfRecord)]


class Journal:
    """The open journal of a folder, to be appended to."""

    def __init__(self, path: Path, file: BinaryIO, run: str) -> None:
        self._path = path
        self._file = file
        with file_errors(path):
            file.seek(0)  # a pipe says here that it is none, and is not waited for
            text = file.read()
            self.left = tuple(_records(text))
            """What a run that was killed has noted."""
            file.seek(0)
            self._write(_first_line(run))
            if not _is_first_line(text[: _NUMBER + 1]):
                self._write(text)
            flush(file.fileno())
            file.seek(0, os.SEEK_END)
        if text and not text.endswith(b"\n"):
            self._write(b"\n")  # what is added must not run into a line that was cut short

    def add(self, records: list[PdfRecord]) -> None:
        """Note records: without a hash, what will be written; with one, what is written."""
        self._write("".join(json.dumps(asdict(record)) + "\n" for record in records).encode())

    def _write(self, lines: bytes) -> None:
        with file_errors(self._path):
            write_all(self._file.fileno(), lines)


def new_number() -> str:
    """The number of a run, which no other has."""
    return f"{os.getpid()}-{os.urandom(8).hex()}"


@contextlib.contextmanager
def open_journal(folder: Path, run: str) -> Iterator[Journal]:
    """The journal of `folder`, ours alone: from here on only the run of this number may write in
    the folder. The journal is removed when the run comes to its end.
    """
    path = folder / JOURNAL.name
    wrong = "Another run is writing into this folder."
    cure = "Wait for it to end, or choose another folder with -o."
    stays = False
    with locked(path, Problem(str(folder), 0, "", wrong, cure)) as file:
        journal = Journal(path, file, run)
        take_parts_of_runs(folder)
        yield journal
        try:
            path.unlink(missing_ok=True)  # while it is ours
        except PermissionError:
            stays = True  # as on Windows, where an open file cannot be removed
    if stays:
        with contextlib.suppress(OSError):  # nor if another run has opened it meanwhile
            path.unlink(missing_ok=True)


def write_in_run(path: Path, data: bytes, run: str) -> None:
    """Write a file of a run, whole or not at all. Raises FileError when another run has begun."""
    write_whole(path, data, lambda: must_be_current(path.parent, run))


def must_be_current(folder: Path, run: str) -> None:
    """Raise FileError unless the run of this number is the one that may write in `folder`."""
    try:
        with (folder / JOURNAL.name).open("rb") as journal:
            current = journal.read(_NUMBER + 1) == _first_line(run)
    except OSError:
        current = False
    if not current:
        wrong = "Another run has begun in this folder, so this one has ended."
        raise FileError.at(folder, wrong, "Wait for it, then look at its result.")


def _first_line(run: str) -> bytes:
    return f"{run:<{_NUMBER}.{_NUMBER}}\n".encode()


def _is_first_line(line: bytes) -> bool:
    return len(line) == _NUMBER + 1 and line.endswith(b"\n") and not line.startswith(b"{")


def _records(text: bytes) -> Iterator[PdfRecord]:
    """The records of whole lines; a line that was cut short when the run was killed is none."""
    for line in text.split(b"\n")[:-1]:
        with contextlib.suppress(ValueError, TypeError, RecursionError):
            record = PdfRecord(**json.loads(line))
            if [*map(type, astuple(record))] == _TYPES:
                yield record
