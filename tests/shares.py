"""File systems that are not a plain disk: shares without flushing, locks or links, and Windows.

Windows lets nobody rename, replace or remove a file that is open (Microsoft, "CreateFile", without
FILE_SHARE_DELETE), and its `os.kill(…, 0)` presses Ctrl-C. Both are emulated in the place of the
system's own calls, for this process or, through `SITE`, for one that is started.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Patch = Callable[[Any, str, Any], None]
SITE = (
    "import os, sys\n"
    "sys.path[:0] = os.environ['HANDOUTS_TESTS'].split(os.pathsep)\n"
    "import shares\n"
    "shares.become(os.environ['HANDOUTS_SHARE'], setattr)\n"
)
"""What a `sitecustomize.py` says so that a new process works on such a share."""


def become(kind: str, patch: Patch) -> None:
    """Let this process find itself on `windows`, or on a share of which an errno is the reason."""
    if kind == "windows":
        _hold_open_files(patch)
        patch(os, "kill", _no_signal_0(os.kill))
    else:
        _know_less(int(kind), patch)


def is_open(path: Any) -> bool:
    """Whether this process has the file open."""
    try:
        wanted = Path(path).stat()
    except OSError:
        return False
    for entry in Path("/proc/self/fd").iterdir():
        try:
            if os.path.samestat(os.fstat(int(entry.name)), wanted):
                return True
        except OSError:  # the descriptor of the listing itself
            continue
    return False


def _hold_open_files(patch: Patch) -> None:
    def two(real: Callable[..., None]) -> Callable[..., None]:
        def call(source: Any, target: Any, *args: Any, **named: Any) -> None:
            _must_be_closed(source, target)
            real(source, target, *args, **named)

        return call

    def one(real: Callable[..., None]) -> Callable[..., None]:
        def call(path: Any, *args: Any, **named: Any) -> None:
            _must_be_closed(path)
            real(path, *args, **named)

        return call

    for name in ("replace", "rename"):
        patch(os, name, two(getattr(os, name)))
    for name in ("unlink", "remove"):
        patch(os, name, one(getattr(os, name)))


def _must_be_closed(*paths: Any) -> None:
    for path in paths:
        if is_open(path):
            raise PermissionError(errno.EACCES, "It is used by another process", str(path))


def _no_signal_0(real: Callable[[int, int], None]) -> Callable[[int, int], None]:
    def kill(process: int, number: int) -> None:
        assert number != 0, "Ctrl-C to a process that has done nothing"
        real(process, number)

    return kill


def _know_less(number: int, patch: Patch) -> None:
    import fcntl

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(number, os.strerror(number))

    for name in ("fsync", "link", "symlink", "chmod", "fchmod", "chown"):
        patch(os, name, refuse)
    for name in ("flock", "lockf"):
        patch(fcntl, name, refuse)


def site(folder: Path, kind: str) -> dict[str, str]:
    """The environment of a process that works on such a share."""
    if not Path("/proc/self/fd").exists():
        pytest.skip("needs /proc")
    (folder / "sitecustomize.py").write_text(SITE)
    here = Path(__file__).parent
    return os.environ | {
        "PYTHONPATH": os.pathsep.join([str(folder), str(here.parent)]),
        "HANDOUTS_TESTS": str(here),
        "HANDOUTS_SHARE": kind,
    }
