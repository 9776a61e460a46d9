"""Files appear whole or not at all.

Data is written to a temporary file beside the target, flushed to the disk, closed, then renamed
over it: a reader sees the old file or the new one, never a part. Files hold what is a patient's, so
only their owner can read them. Temporary files of a run that was killed are cleared by the next.

A share may know less than a disk: no flushing, no locks, other machines. Windows neither renames
nor removes a file that is open, and knows no signal 0.
"""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from handouts.errors import FileError

PREFIX = ".handouts-"
SUFFIX = ".part"
STALE_SECONDS = 3600
"""A part file older than this belongs to nobody, even if its process number is in use again."""
IN_RUN = "-run-"
"""In the names of a run's part files, which the next run in the folder removes."""
MACHINE = f"{zlib.crc32(platform.node().encode()):08x}"
"""In the names of part files: a process number means something on its own machine only."""
NOT_KNOWN = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.ENOTTY, errno.EROFS}
"""What a share says of `fsync`, or of a lock, where it knows no such thing (fsync(2), flock(2))."""
_BRIEFLY = (0.05, 0.2, 0.5) if sys.platform == "win32" else ()
"""Seconds to wait, one after the other: virus scanners and indexers hold new files for a moment."""
_LONGEST_ON_WINDOWS = 259

_WORDS = {
    errno.ENOSPC: ("The disk is full.", "Make room, or write somewhere else with -o."),
    errno.EDQUOT: ("Your disk quota is used up.", "Make room, or write somewhere else with -o."),
    errno.EROFS: ("The disk is read-only.", "Write somewhere else with -o."),
    errno.EACCES: ("It may not be written.", "Choose another folder with -o."),
    errno.EPERM: ("It may not be written.", "Choose another folder with -o."),
    errno.ENOENT: (
        "The folder does not exist.",
        "Make the folder first, or choose another with -o.",
    ),
    errno.EEXIST: ("It is a file, not a folder.", "Name a folder with -o."),
    errno.ENOTDIR: ("A part of the path is not a folder.", "Choose another place with -o."),
    errno.EISDIR: ("It is a folder, not a file.", "Name a file in it with -o."),
    errno.ENAMETOOLONG: (
        "The name, or the path to it, is too long.",
        "Choose a shorter one with -o.",
    ),
}


class FileInUse(FileError):
    """A file that another program holds, or another user: it stays as it is."""


def write_whole(path: Path, data: bytes, last_look: Callable[[], None] | None = None) -> None:
    """Write `data` to `path`, whole or not at all. `last_look`, called first and before the name is
    given, raises when the file must not appear any more. Raises FileError (exit 5) with the cure,
    FileInUse when the old file is held.
    """
    if path.is_dir():
        raise FileError.at(path, *_WORDS[errno.EISDIR])
    with file_errors(path):
        if last_look:
            last_look()
        part = _part(path.parent, data, IN_RUN if last_look else "-")
        try:
            if last_look:
                last_look()
            _replace(part, path)
        finally:
            _remove(part)


def make_folder(path: Path) -> None:
    """Make a folder (and those above it) that only its owner can read, if it is not there yet."""
    with file_errors(path):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)


def writable(folder: Path) -> None:
    """Fail before the work, not after it: try to make and remove a file in `folder`."""
    with file_errors(folder):
        _part(folder, b"", "-").unlink()


def clear_parts(folder: Path) -> None:
    """Remove part files that killed programs have left in `folder`."""
    with contextlib.suppress(OSError):
        for left in folder.glob(f"{PREFIX}*{SUFFIX}"):
            if _abandoned(left):
                _remove(left)


def take_parts_of_runs(folder: Path) -> None:
    """Remove part files of all former runs, so that a process of one that wakes finds nothing to
    rename. Raises FileError when one cannot be removed.
    """
    with file_errors(folder):
        for left in folder.glob(f"{PREFIX}*{IN_RUN}*{SUFFIX}"):
            left.unlink(missing_ok=True)


def full(path: Path) -> Path:
    """The path from the root, without `..`; links in it stay what they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow the links


def numbered(path: Path) -> Iterator[Path]:
    """The path itself, then `lopez-2.pdf`, `lopez-3.pdf` and so on, without end."""
    yield path
    for number in count(2):
        yield path.with_name(f"{path.stem}-{number}{path.suffix}")


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file; one that leads nowhere does not."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _part(folder: Path, data: bytes, kind: str) -> Path:
    """A temporary file in `folder` with `data`, readable by its owner only, on the disk."""
    prefix = f"{PREFIX}{os.getpid()}-{MACHINE}{kind}"
    descriptor, name = tempfile.mkstemp(SUFFIX, prefix, folder)
    try:
        try:
            write_all(descriptor, data)
            flush(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        _remove(Path(name))
        raise
    return Path(name)


def write_all(descriptor: int, data: bytes) -> None:
    """Write all of it, in as many steps as the system takes."""
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def flush(descriptor: int) -> None:
    """Bring what was written to the disk, where the file system can be asked to."""
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in NOT_KNOWN:
            raise


def _replace(part: Path, path: Path) -> None:
    """Put the part in the place of a file; under another name, the old one would be handed out."""
    for pause in _BRIEFLY:
        with contextlib.suppress(PermissionError):
            part.replace(path)
            return
        time.sleep(pause)
    try:
        part.replace(path)
    except PermissionError:
        if not path.exists():
            raise
        wrong = "It may not be replaced: it is open in another program, or belongs to another user."
        raise FileInUse.at(path, wrong, "Close it there, then run this again.") from None


def _remove(part: Path) -> None:
    with contextlib.suppress(OSError):
        part.unlink()


def _abandoned(part: Path) -> bool:
    """Whether no living process owns the part file. One of another machine is told by its age."""
    owner, _, rest = part.name[len(PREFIX) :].partition("-")
    if time.time() - part.stat().st_mtime > STALE_SECONDS:
        return True
    return owner.isdigit() and rest.startswith(MACHINE) and not _alive(int(owner))


def _alive(process: int) -> bool:
    """Whether it runs; one that has ended keeps its number until its parent has taken note."""
    if process == os.getpid() or sys.platform == "win32":
        return True
    try:
        if not Path("/proc/self").exists():
            os.kill(process, 0)
            return True
        state = Path(f"/proc/{process}/stat").read_bytes().rpartition(b")")[2].split()[0]
    except (ProcessLookupError, FileNotFoundError):
        return False
    except OSError:
        return True
    return state != b"Z"


@contextlib.contextmanager
def file_errors(path: Path) -> Iterator[None]:
    """What the system refuses within is told of `path`: a FileError with the cure."""
    try:
        yield
    except OSError as error:
        number = error.errno or 0
        if number == errno.ENOENT and os.name == "nt" and len(str(path)) > _LONGEST_ON_WINDOWS:
            number = errno.ENAMETOOLONG
        other = f"It cannot be written ({error.strerror}).", "Try another folder with -o."
        raise FileError.at(path, *_WORDS.get(number, other)) from None
