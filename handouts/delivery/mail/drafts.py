"""Drafts: `.eml` files that a mail program opens, attachment in place, ready to be sent.

Each says in a header, as hashes, of which source, for which patient and which document it is. So a
draft is made anew in its place, nobody else's is ever written over, and one that no longer holds is
taken away before somebody sends it. One that somebody has changed since is theirs, and is not
touched.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from handouts.delivery.batch.folder import DRAFT_HEADER
from handouts.delivery.file_names import FileNames
from handouts.delivery.mail.message import Mail
from handouts.files.writing import clear_parts, file_errors, make_folder, write_whole

ENDING = ".eml"


@dataclass(frozen=True, slots=True)
class DraftMark:
    """What a draft says of itself; equal for the same source and patient, here as hashes."""

    source: str
    patient: str
    document: str = field(default="", compare=False)


class Drafts:
    """The drafts of a folder: those that are there, and those that a run writes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.changed: list[Path] = []
        """Drafts that were changed since they were written."""
        with file_errors(folder):
            files = sorted(folder.iterdir()) if folder.is_dir() else []
            self._there = {path: mark for path in files if (mark := self._read(path))}
        self._names = FileNames(path.name for path in files)
        self._patients: set[str] = set()
        """Those that this run has written to."""

    def write(self, mail: Mail, source: Path) -> Path:
        """Write a mail; `source` is what it was asked for with (a prescription, a manifest)."""
        make_folder(self._folder)
        clear_parts(self._folder)
        mark = DraftMark(self._source(source), patient_mark(mail), mail.document)
        path = self._place(mail, mark)
        message = mail.message
        message["X-Unsent"] = "1"  # Outlook then opens it as a draft that can be sent
        data = message.as_bytes()
        says = (mark.source, mark.patient, mark.document, _digest(data))
        first = f"{DRAFT_HEADER}: {' '.join(says)}\r\n"
        write_whole(path, first.encode("ascii") + data)
        self._there.pop(path, None)
        self._patients.add(mark.patient)
        return path

    def settle(
        self, sources: Iterable[Path], ended: Callable[[Path, DraftMark], str]
    ) -> Iterator[tuple[Path, str]]:
        """Delete drafts of `sources` that were not written now and `ended`; gives each, and why."""
        ours = {self._source(source): source for source in sources}
        for path, mark in [*self._there.items()]:
            if mark.source in ours and (why := ended(ours[mark.source], mark)):
                with file_errors(path):
                    path.unlink(missing_ok=True)
                del self._there[path]
                yield path, why

    def of_the_same_patients(self) -> list[Path]:
        """Drafts that came from elsewhere, for patients that this run has written to."""
        return [path for path, mark in self._there.items() if mark.patient in self._patients]

    def _read(self, path: Path) -> DraftMark | None:
        """What a draft says of itself; None for one that is not as it was written."""
        if path.suffix.lower() != ENDING or not path.is_file():
            return None
        first, _, data = path.read_bytes().partition(b"\r\n")
        words = first.decode("ascii", "replace").split()
        if len(words) not in (4, 5) or words[0] != f"{DRAFT_HEADER}:":
            return None
        if words[-1] != _digest(data):
            self.changed.append(path)
            return None
        return DraftMark(*words[1:-1])  # one of version 0.1 names no document

    def _place(self, mail: Mail, mark: DraftMark) -> Path:
        """Where a draft of the same source and patient stands, else under a name of its own."""
        same = (path for path, its in self._there.items() if its == mark)
        wanted = mail.file.removesuffix(".pdf")
        return next(same, None) or self._folder / self._names.take(wanted, ENDING)

    def _source(self, path: Path) -> str:
        """By the way from the folder to it, so that both may be moved together."""
        try:
            return _hash(os.path.relpath(path.resolve(), self._folder.resolve()).casefold())
        except ValueError:  # on another drive
            return _hash(str(path.resolve()).casefold())


def patient_mark(mail: Mail) -> str:
    """The patient of a mail, as its draft has it."""
    return _hash(*mail.recipient)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:20]


def _hash(*parts: str) -> str:
    return _digest("\n".join(parts).encode("utf-8", "surrogateescape"))
