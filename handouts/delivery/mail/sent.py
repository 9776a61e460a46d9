"""The record of what went out: one SQLite file, readable by its owner only.

A message is *claimed* before its data goes to the server and *settled* after the server's answer.
Whoever is killed in between leaves a claim: the message may or may not have gone out, nobody can
know. Such a claim is never sent again on its own; it is shown, and `--again-to` overrides. Each
sending has an entry of its own: what is sent again does not forget the first time.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from handouts.delivery.mail.message import Mail
from handouts.errors import FileError, Problem
from handouts.files import paths
from handouts.files.lock import locked
from handouts.files.writing import make_folder

State = Literal["sending", "sent"]
FILE_NAME = "sent.sqlite"
LOCK = "sent.lock"
WAIT_SECONDS = 30

_VERSION = 2
"""Of the table. The first one had no `number`, and one entry for a document to an address."""
_TABLE = """
create table sent (
    address text not null,
    document text not null,
    state text not null check (state in ('sending', 'sent')),
    message_id text not null,
    file text not null,
    at text not null,
    process integer not null,
    number integer primary key
)
"""
_NUMBER = re.compile(r"(?<=-)(.+)-\d+(?=\.pdf$)")
"""What a run adds for a second patient of a name: `handout-maria-lopez-2.pdf`. The number of
`handout-17.pdf` is an id.
"""
_OF_OLD = "insert into sent select *, null from sent_old order by at, address"
_CLAIM = """
insert into sent select ?, ?, 'sending', ?, ?, ?, ?, null
where ? or not exists (select * from sent where address = ? and document = ?)
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One message: to whom, which document (SHA-256 of the PDF before any protection), and when.

    `at` is ISO 8601 in UTC, `number` counts the sendings.
    """

    address: str
    document: str
    state: State
    message_id: str
    file: str
    at: str
    process: int
    number: int


class SentRecord:
    """What went out, kept in `folder`, else where `HANDOUTS_DATA` says, else in the data folder."""

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or Path(os.environ.get("HANDOUTS_DATA") or paths.data_folder())
        self.path = folder / FILE_NAME
        make_folder(self.path.parent)
        with self._open() as base:
            _make_table(base)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """No other run sends meanwhile, whose claims would seem left behind. Raises FileError."""
        wrong, cure = "Another run is sending mail.", "Wait for it to end, then run this again."
        held = Problem(str(self.path.parent), 0, "", wrong, cure)
        with locked(self.path.with_name(LOCK), held):
            yield

    def find(self, mail: Mail) -> Entry | None:
        """The latest entry of a message that went out, else of one that may have; else None."""
        found = self._entries("where address = ? and document = ?", *mail.key)
        return max(found, key=lambda one: one.state == "sent", default=None)  # the first of these

    def earlier(self, mail: Mail) -> Entry | None:
        """The latest other document to the same address under the same name but for its number."""
        found = self._entries("where address = ? and document != ?", *mail.key)
        name = _NUMBER.sub(r"\1", mail.file)
        return next((one for one in found if _NUMBER.sub(r"\1", one.file) == name), None)

    def claim(self, mail: Mail, *, again: bool = False) -> int:
        """Note that a message is about to go out; its number, 0 when somebody else was first."""
        row = *mail.key, str(mail.message["Message-ID"]), mail.file, now(), os.getpid()
        with self._open() as base:
            done = base.execute(_CLAIM, (*row, again, *mail.key))
            return done.lastrowid or 0 if done.rowcount == 1 else 0

    def settle(self, number: int) -> None:
        """Note that the server has taken the message."""
        with self._open() as base:
            base.execute("update sent set state = 'sent', at = ? where number = ?", (now(), number))

    def release(self, number: int) -> None:
        """Forget a claim: the server said no, so nothing went out."""
        with self._open() as base:
            base.execute("delete from sent where number = ?", (number,))

    def forget(self, numbers: Iterable[int]) -> None:
        """Delete entries for good: what they name is not to be found in the file any more."""
        with self._open() as base:
            base.execute("pragma secure_delete = on")
            base.executemany("delete from sent where number = ?", [(one,) for one in numbers])

    def entries(self) -> list[Entry]:
        """Everything, the latest first."""
        return self._entries("")

    def _entries(self, where: str, *values: str) -> list[Entry]:
        with self._open() as base:
            rows = base.execute(
                f"select * from sent {where} order by at desc, number desc", values
            ).fetchall()
        return [Entry(*row) for row in rows]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection for one transaction; the file is made for its owner only."""
        try:
            self.path.touch(mode=0o600, exist_ok=True)
            base = sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level="IMMEDIATE")
            with closing(base), base:
                base.execute("pragma synchronous = full")
                yield base
        except (OSError, sqlite3.Error) as error:
            wrong = f"The record of what was sent cannot be used ({error})."
            cure = "Move the file away, or set HANDOUTS_DATA to a folder."
            raise FileError.at(self.path, wrong, f"Nothing is sent without it. {cure}") from None


def _make_table(base: sqlite3.Connection) -> None:
    """Make the table where there is none, and bring one of an older version into its form. An older
    program then sends nothing, rather than what it does not find.
    """
    base.execute("begin immediate")
    if base.execute("pragma user_version").fetchone()[0] >= _VERSION:
        return
    old = base.execute("select * from sqlite_master where name = 'sent'").fetchone()
    if old:
        base.execute("alter table sent rename to sent_old")
    base.execute(_TABLE)
    if old:
        base.execute(_OF_OLD)
        base.execute("drop table sent_old")
    base.execute(f"pragma user_version = {_VERSION}")


def now() -> str:
    """The present moment, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def local_time(at: str) -> str:
    """A moment of the record as the clock on the wall shows it."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
