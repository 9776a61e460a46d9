"""Files appear whole or not at all.

Data is written to a temporary file beside the target, flushed to the disk, then renamed over it:
a reader sees the old file or the new one, never a part. Files hold what is a patient's, so only
their owner can read them. Temporary files of a run that was killed are cleared by the next one.
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from handouts.errors import FileError, Problem

PREFIX = ".handouts-"
SUFFIX = ".part"
STALE_SECONDS = 3600
"""A part file older than this belongs to nobody, even if its process number is in use again."""

_WORDS = {
    errno.ENOSPC: ("The disk is full.", "Make room, or write somewhere else with -o."),
    errno.EDQUOT: ("Your disk quota is used up.", "Make room, or write somewhere else with -o."),
    errno.EROFS: ("The disk is read-only.", "Write somewhere else with -o."),
    errno.EACCES: (
        "It may not be written.",
        "If it is open in a PDF viewer, close it; else choose another folder with -o.",
    ),
    errno.EPERM: ("It may not be written.", "Choose another folder with -o."),
    errno.ENOENT: (
        "The folder does not exist.",
        "Make the folder first, or choose another with -o.",
    ),
    errno.ENOTDIR: ("A part of the path is not a folder.", "Choose another place with -o."),
    errno.EISDIR: ("It is a folder, not a file.", "Name a file in it with -o."),
    errno.ENAMETOOLONG: ("The name is too long.", "Choose a shorter name with -o."),
}


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` to `path`, whole or not at all. Raises FileError (exit 5) with the cure."""
    if path.is_dir():
        raise FileError(Problem(str(path), 0, "", *_WORDS[errno.EISDIR]))
    try:
        _replace(path, data)
    except OSError as error:
        raise FileError(failure(path, error)) from None


def make_folder(path: Path) -> None:
    """Make a folder (and those above it) that only its owner can read, if it is not there yet."""
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(failure(path, error)) from None


def writable(folder: Path) -> None:
    """Fail before the work, not after it: try to make and remove a file in `folder`."""
    try:
        with _part(folder):
            pass
    except OSError as error:
        raise FileError(failure(folder, error)) from None


def clear_parts(folder: Path) -> None:
    """Remove part files that killed runs have left in `folder`."""
    with contextlib.suppress(OSError):
        for left in folder.glob(f"{PREFIX}*{SUFFIX}"):
            if _abandoned(left):
                left.unlink(missing_ok=True)


def _replace(path: Path, data: bytes) -> None:
    with _part(path.parent) as (descriptor, part):
        view = memoryview(data)
        while view:
            view = view[os.write(descriptor, view) :]
        os.fsync(descriptor)
        part.replace(path)


@contextlib.contextmanager
def _part(folder: Path) -> Iterator[tuple[int, Path]]:
    """An open temporary file in `folder`, readable by its owner only; gone at the end."""
    descriptor, name = tempfile.mkstemp(SUFFIX, f"{PREFIX}{os.getpid()}-", folder)
    part = Path(name)
    try:
        yield descriptor, part
    finally:
        os.close(descriptor)
        part.unlink(missing_ok=True)


def _abandoned(part: Path) -> bool:
    """Whether no living process owns the part file."""
    owner = part.name[len(PREFIX) :].partition("-")[0]
    if time.time() - part.stat().st_mtime > STALE_SECONDS:
        return True
    return owner.isdigit() and not _alive(int(owner))


def _alive(process: int) -> bool:
    """Whether it runs; one that has ended keeps its number until its parent has taken note."""
    if process == os.getpid():
        return True
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()[0]
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return state != b"Z"


def failure(path: Path, error: OSError) -> Problem:
    """What an error of the system means, and what to do about it."""
    wrong, cure = _WORDS.get(
        error.errno or 0,
        (f"It cannot be written ({error.strerror}).", "Try another folder with -o."),
    )
    return Problem(str(path), 0, "", wrong, cure)
