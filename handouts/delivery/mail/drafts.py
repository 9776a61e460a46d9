"""Drafts: `.eml` files that a mail program opens, attachment in place, ready to be sent.

Each says in a header, as hashes, of which source, for which patient and which document it is. So a
draft is made anew in its place, nobody else's is ever written over, and one that no longer holds is
taken away before somebody sends it. One that somebody has changed since is theirs, and is not
touched.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from handouts.delivery.batch.folder import DRAFT_HEADER
from handouts.delivery.file_names import FileNames
from handouts.delivery.mail.message import Mail
from handouts.files.writing import clear_parts, file_errors, make_folder, write_whole

ENDING = ".eml"


@dataclass(frozen=True, slots=True)
class _Mark:
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
        mark = _Mark(self._source(source), _hash(*mail.recipient), mail.document)
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

    def take_away_old(self, sources: Iterable[Path]) -> list[Path]:
        """Delete the drafts of `sources` that this run has not written: their row was refused, has
        changed or is gone.
        """
        ours = {self._source(source) for source in sources}
        return self._take_away(lambda mark: mark.source in ours)

    def take_away_sent(
        self, sent: Iterable[Mail], kept: Iterable[Mail], sources: Iterable[Path]
    ) -> list[Path]:
        """Delete the drafts of `sources` for the patients of mails that went out, lest somebody
        sends them by hand as well; but those of mails that are `kept`, since they did not.
        """
        patients = {_hash(*mail.recipient) for mail in sent}
        marks = {_Mark(self._source(one), patient) for one in sources for patient in patients}
        wanted = {(_hash(*mail.recipient), mail.document) for mail in kept}
        return self._take_away(
            lambda mark: mark in marks and (mark.patient, mark.document) not in wanted
        )

    def take_away_others(
        self, mails: Iterable[Mail], documents: Collection[str], sources: Iterable[Path]
    ) -> list[Path]:
        """Delete the drafts of `sources` that are for none of the patients of these mails, and of
        none of these documents: their row is gone, or has another address by now.
        """
        patients = {_hash(*mail.recipient) for mail in mails}
        ours = {self._source(source) for source in sources}
        return self._take_away(
            lambda mark: (
                mark.source in ours
                and mark.patient not in patients
                and mark.document not in documents
            )
        )

    def of_the_same_patients(self) -> list[Path]:
        """Drafts that came from elsewhere, for patients that this run has written to."""
        return [path for path, mark in self._there.items() if mark.patient in self._patients]

    def _take_away(self, holds_no_more: Callable[[_Mark], bool]) -> list[Path]:
        old = [path for path, mark in self._there.items() if holds_no_more(mark)]
        for path in old:
            with file_errors(path):
                path.unlink(missing_ok=True)
            del self._there[path]
        return old

    def _read(self, path: Path) -> _Mark | None:
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
        return _Mark(*words[1:-1])  # one of version 0.1 names no document

    def _place(self, mail: Mail, mark: _Mark) -> Path:
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


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:20]


def _hash(*parts: str) -> str:
    return _digest("\n".join(parts).encode("utf-8", "surrogateescape"))
