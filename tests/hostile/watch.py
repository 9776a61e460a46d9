"""A watch over one call: what it opens, starts, or says to the network.

Python tells its audit hooks about every file it opens, every socket and every program. A hook
cannot be taken away again, so there is one for the process, and it looks only while a watch is on.
"""

from __future__ import annotations

import contextlib
import mimetypes
import os
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import handouts
from handouts.files.paths import ASSETS, LAYOUTS


class Leak(BaseException):
    """The network or another program was called. No `except Exception` may swallow it."""


@dataclass(slots=True)
class Seen:
    """What a watch has seen: `outside` are files opened beyond what was allowed."""

    allowed: tuple[str, ...]
    outside: list[str] = field(default_factory=list)
    network: list[str] = field(default_factory=list)
    programs: list[str] = field(default_factory=list)


_NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.sendto",
            "socket.bind", "urllib.", "http.", "ftplib.", "smtplib.")  # fmt: skip
_PROGRAMS = ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "os.startfile")
_FILES = ("open", "os.listdir", "os.scandir")
_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/lib/X11/fonts", "/Library/Fonts")
"""reportlab looks once which folders there are; it opens no file in them for us."""
_current: Seen | None = None
_installed = False


def _own() -> tuple[str, ...]:
    """Where this program and Python itself are: what may be read without being named."""
    package = Path(handouts.__file__).parent
    python = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    places = [package, ASSETS, LAYOUTS, *python, sys.prefix, sys.base_prefix, "/usr/share/zoneinfo"]
    system = ("/dev/null", "/etc/localtime", *mimetypes.knownfiles, *_FONTS)
    return (*map(os.path.realpath, places), *system)


def _hook(event: str, args: tuple[object, ...]) -> None:
    if _current is None:
        return
    if event in _FILES:
        if event == "open" or args[0] not in sys.path:  # where Python looks for its modules
            _opened(_current, args[0])
    elif event.startswith(_NETWORK):
        _current.network.append(f"{event} {args[1:]}")
        raise Leak(event)
    elif event.startswith(_PROGRAMS):
        _current.programs.append(f"{event} {args[:2]}")
        raise Leak(event)


def _opened(seen: Seen, path: object) -> None:
    if path is None or isinstance(path, int):
        return
    real = os.path.realpath(os.fsdecode(path))  # type: ignore[arg-type]
    if not any(real == place or real.startswith(place + os.sep) for place in seen.allowed):
        seen.outside.append(real)


@contextlib.contextmanager
def watch(*folders: Path) -> Iterator[Seen]:
    """Notice what happens meanwhile; files in `folders` are allowed, with what is our own."""
    global _current, _installed
    if not _installed:
        sys.addaudithook(_hook)
        _installed = True
    _current = seen = Seen((*_own(), *(os.path.realpath(folder) for folder in folders)))
    try:
        yield seen
    finally:
        _current = None
