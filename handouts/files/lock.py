"""One process at a time: a file that is locked as long as it is open.

The system gives the lock back when the process ends, however it ends, so a lock never goes stale.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from handouts.errors import FileError, Problem
from handouts.files.writing import NOT_KNOWN, file_errors

_FLAGS = os.O_RDWR | os.O_CREAT
_FLAGS |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_NO_LOCKS = {errno.ENOLCK, *NOT_KNOWN}
"""What a share says that has no locks: whoever locks has to do without there."""


@contextmanager
def locked(path: Path, held: Problem) -> Iterator[BinaryIO]:
    """The file, locked until the block ends. Raises FileError with `held` if another has it."""
    with os.fdopen(_hold(path, held), "r+b", buffering=0) as file:
        yield file


def _hold(path: Path, held: Problem) -> int:
    """The file, open and locked; one that was removed under our hands is opened anew."""
    while True:
        with file_errors(path):
            descriptor = os.open(path, _FLAGS, 0o600)
        try:
            _lock(descriptor)
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return descriptor
            os.close(descriptor)
            raise FileError(held) from None
        if _same(path, descriptor):
            return descriptor
        os.close(descriptor)


def _same(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except OSError:
        return False


if sys.platform == "win32":

    def _lock(descriptor: int) -> None:
        import msvcrt

        os.lseek(descriptor, 1 << 30, os.SEEK_SET)  # locks are mandatory there: behind the text
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:

    def _lock(descriptor: int) -> None:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
