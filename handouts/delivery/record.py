"""The record of what went out: one SQLite file, readable by its owner only.

A message is *claimed* before its data goes to the server and *settled* after the server's answer.
Whoever is killed in between leaves a claim: the message may or may not have gone out, nobody can
know. Such a claim is never sent again on its own; it is shown, and `--again` overrides.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from handouts import paths
from handouts.delivery.files import make_folder
from handouts.errors import FileError, Problem

State = Literal["sending", "sent"]
FILE_NAME = "sent.sqlite"
WAIT_SECONDS = 30

_TABLE = """
create table if not exists sent (
    address text not null,
    document text not null,
    state text not null check (state in ('sending', 'sent')),
    message_id text not null,
    file text not null,
    at text not null,
    process integer not null,
    primary key (address, document)
) without rowid
"""
_ROW = "into sent values (?, ?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Entry:
    """One message: to whom, which document (SHA-256 of the PDF before any protection), and when.

    `at` is ISO 8601 in UTC.
    """

    address: str
    document: str
    state: State
    message_id: str
    file: str
    at: str
    process: int


class SentRecord:
    """What went out, kept in `folder`; unless told otherwise in the one that `HANDOUTS_DATA` names,
    or in the clinic's data folder, by the custom of the system.
    """

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or Path(os.environ.get("HANDOUTS_DATA") or paths.data_folder())
        self.path = folder / FILE_NAME
        make_folder(self.path.parent)
        with self._open() as base:
            base.execute(_TABLE)

    def find(self, address: str, document: str) -> Entry | None:
        """The entry of a message, or None when it was never begun."""
        with self._open() as base:
            row = base.execute(
                "select * from sent where address = ? and document = ?",
                (address.casefold(), document),
            ).fetchone()
        return Entry(*row) if row else None

    def claim(self, entry: Entry, *, again: bool = False) -> bool:
        """Note that a message is about to go out; False when somebody else was first."""
        verb = "insert or replace" if again else "insert or ignore"
        to = entry.address.casefold()
        noted = replace(entry, address=to, state="sending", at=now(), process=os.getpid())
        with self._open() as base:
            done = base.execute(f"{verb} {_ROW}", astuple(noted))
        return done.rowcount == 1

    def settle(self, address: str, document: str) -> None:
        """Note that the server has taken the message."""
        with self._open() as base:
            base.execute(
                "update sent set state = 'sent', at = ? where address = ? and document = ?",
                (now(), address.casefold(), document),
            )

    def release(self, address: str, document: str, before: Entry | None = None) -> None:
        """Forget a claim: the server said no, so nothing went out. What was there before it, when
        a message was sent again, is there again.
        """
        with self._open() as base:
            if before:
                base.execute(f"replace {_ROW}", astuple(before))
                return
            base.execute(
                "delete from sent where address = ? and document = ? and state = 'sending'",
                (address.casefold(), document),
            )

    def entries(self) -> list[Entry]:
        """Everything, the latest first."""
        with self._open() as base:
            rows = base.execute("select * from sent order by at desc, address").fetchall()
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
            cure = (
                "Nothing is sent without it. Move the file away, or set HANDOUTS_DATA to a folder."
            )
            raise FileError(Problem(str(self.path), 0, "", wrong, cure)) from None


def now() -> str:
    """The present moment, ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def local_time(at: str) -> str:
    """A moment of the record as the clock on the wall shows it."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
