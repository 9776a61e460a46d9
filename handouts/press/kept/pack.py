"""The pack: what a process has prepared, kept on disk for the next one.

A folder of small files in the user's cache (`XDG_CACHE_HOME/handouts`; `HANDOUTS_PACK` names
another, `HANDOUTS_PACK=off` none). It only saves time: whatever is missing, damaged or of another
version is made anew without a word, and the folder may be deleted at any moment.

*Which entry?* A key is a hash of everything an entry was made from: what is on the page by value,
and a stamp of the program and its assets. The stamp takes name, size and time of change of each
file, in nanoseconds: reading four megabytes of fonts and drawings would take longer than all else,
and no tool changes a file without one of them. Python's version is part of it, as of the format.

*Safe?* Entries are `marshal` data: numbers, texts, bytes and tuples of them. Unlike a pickle they
cannot make Python call anything. As `marshal` may still stumble over nonsense, a hash over the
bytes comes first: an entry that was cut short or has a flipped bit is refused before it is read.
Files are the owner's only; a folder of somebody else, or one that others may write in, is not used.

*Two processes* write to files of their own and rename them into place, so that nobody ever sees a
part of one. The oldest go when there are too many.
"""

from __future__ import annotations

import marshal
import os
import stat
import sys
import time
from collections.abc import Iterable
from typing import Any

from handouts import __version__
from handouts.digest import blake2b

MOST_FILES = 60
MOST_BYTES = 1_000_000  # of one entry
_ABANDONED = 60_000_000_000  # nanoseconds; no write takes as long
_DIGEST = 16
_FORMAT = "1"
_ENDING = ".pack"

Data = Any
"""Numbers, texts, bytes, None, and tuples, lists and dicts of them."""


def folder() -> str | None:
    """Where the pack lies; None where there is none."""
    named = os.environ.get("HANDOUTS_PACK")
    if named:
        return None if named == "off" else named
    base = os.environ.get("XDG_CACHE_HOME")
    if not base:
        home = os.path.expanduser("~")  # noqa: PTH111 - pathlib costs more than the whole look
        if home == "~":
            return None
        base = f"{home}/Library/Caches" if sys.platform == "darwin" else f"{home}/.cache"
        base = os.environ.get("LOCALAPPDATA", base) if os.name == "nt" else base
    return f"{base}/handouts"


def key(stamp: str, *parts: bytes) -> str:
    """A name for what was made from these."""
    digest = blake2b(digest_size=_DIGEST)
    for part in (stamp.encode(), *parts):
        digest.update(b"%d:" % len(part))
        digest.update(part)
    return digest.hexdigest()


def stamp(folders: Iterable[str]) -> str:
    """Another one for another version of the program, of Python, or of any file in the folders."""
    seen = [_FORMAT, __version__, sys.implementation.cache_tag or "", sys.platform]
    for path in folders:
        with os.scandir(path) as entries:
            found = [(entry.name, entry.stat()) for entry in entries if entry.is_file()]
        seen += [f"{name} {at.st_size} {at.st_mtime_ns}" for name, at in sorted(found)]
    return blake2b("\n".join(seen).encode(), digest_size=_DIGEST).hexdigest()


def get(name: str) -> Data:
    """The entry of that key; None where there is none, or none that can be trusted."""
    where = folder()
    if where is None:
        return None
    try:
        if not _ours(where):
            return None
        with open(f"{where}/{name}{_ENDING}", "rb") as file:  # noqa: PTH123
            data = file.read(MOST_BYTES + 1)
    except OSError:
        return None
    if len(data) > MOST_BYTES or _hash(data[_DIGEST:]) != data[:_DIGEST]:
        return None
    try:
        found: Data = marshal.loads(data[_DIGEST:])
    except (ValueError, EOFError, TypeError):
        return None
    return found


def put(name: str, data: Data) -> None:
    """Keep an entry. Without room or rights nothing is kept, and nothing is said."""
    where = folder()
    if where is None:
        return
    try:
        body = marshal.dumps(data)
        if len(body) + _DIGEST > MOST_BYTES:
            return
        os.makedirs(where, mode=0o700, exist_ok=True)  # noqa: PTH103
        if not _ours(where):
            return
        _write(where, name, _hash(body) + body)
        _tidy(where)
    except (OSError, ValueError):
        return


def _hash(body: bytes) -> bytes:
    return blake2b(body, digest_size=_DIGEST).digest()


def _ours(where: str) -> bool:
    """Whether nobody else can have put anything there."""
    if os.name == "nt":
        return True  # the folders of a user are closed to others
    seen = os.stat(where)  # noqa: PTH116
    return seen.st_uid == os.getuid() and not seen.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _write(where: str, name: str, data: bytes) -> None:
    part = f"{where}/{name}.{os.getpid()}.part"
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(part, f"{where}/{name}{_ENDING}")  # noqa: PTH105
    except OSError:
        os.unlink(part)  # noqa: PTH108
        raise


def _tidy(where: str) -> None:
    """Drop the oldest entries beyond `MOST_FILES`, and what killed processes left."""
    with os.scandir(where) as entries:
        found = sorted(
            ((entry.stat().st_mtime_ns, entry.path) for entry in entries if _is_ours(entry.name)),
            reverse=True,
        )
    left = time.time_ns() - _ABANDONED
    for place, (at, path) in enumerate(found):
        if place >= MOST_FILES or (path.endswith(".part") and at < left):
            os.unlink(path)  # noqa: PTH108


def _is_ours(name: str) -> bool:
    return name.endswith((_ENDING, ".part"))
