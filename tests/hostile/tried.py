"""One hostile input, tried: `try_case` runs the real command line and says all that came of it."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from handouts.commands import run

from .watch import Leak, Seen, watch

DOCUMENTED = frozenset({0, 2, 3, 4, 5, 6, 7})
MOST_SECONDS = 10.0
"""Of the processor's time; a machine that is busy with something else is not a hang."""
_PATIENCE = 90

Prepare = Callable[[Path], list[str]]
"""Writes the input into a folder, which is also where the call happens; gives the arguments."""


@dataclass(frozen=True, slots=True)
class Case:
    """`exits`: the codes that are right. `says`: what standard error must hold.

    `printed` are texts that the PDF must give back.
    """

    group: str
    name: str
    prepare: Prepare
    exits: tuple[int, ...]
    says: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.group}: {self.name}"


@dataclass(slots=True)
class Answer:
    """What came of a case."""

    code: int
    out: str
    err: str
    seconds: float
    seen: Seen
    new: dict[str, Path] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

    @property
    def pdfs(self) -> list[Path]:
        """The PDFs it has written."""
        return [path for name, path in sorted(self.new.items()) if name.endswith(".pdf")]

    @property
    def first(self) -> str:
        """The first line it said, without the folder of the try."""
        lines = (self.err or self.out).strip().splitlines()
        return lines[0] if lines else ""


def try_case(case: Case, folder: Path) -> Answer:
    """Prepare a case in `folder` and call the command line there."""
    home = folder / "home"
    home.mkdir()
    place = folder / "here"
    place.mkdir()
    arguments = case.prepare(place)
    return call(arguments, place, home)


def call(arguments: list[str], place: Path, home: Path) -> Answer:
    """Call the command line in `place` under a watch, as a user whose home is empty."""
    before = _marks(place)
    out, err = io.StringIO(), io.StringIO()
    with _at(place, home), watch(place, home) as seen, _alarm():
        began = time.process_time()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = run(arguments)
            except Leak:
                code = -1
        seconds = time.process_time() - began
    after = _marks(place)
    return Answer(
        code, out.getvalue(), err.getvalue(), seconds, seen,
        {name: place / name for name, mark in after.items() if before.get(name) != mark},
        [name for name in before if name not in after],
    )  # fmt: skip


def wrong_with(case: Case, answer: Answer) -> list[str]:
    """What breaks a promise, whatever the case is."""
    wrong = []
    if answer.code not in DOCUMENTED:
        wrong.append(f"exit code {answer.code}: {answer.err[-500:]}")
    elif answer.code not in case.exits:
        wrong.append(f"exit code {answer.code}, not one of {case.exits}: {answer.err[-500:]}")
    if "Traceback" in answer.err + answer.out or "fault in the program" in answer.err:
        wrong.append(answer.err)
    if "Warning" in answer.err or "site-packages" in answer.err:
        wrong.append(f"a warning of some library: {answer.err[:300]}")
    if answer.code and not answer.err.strip():
        wrong.append("failed without a word")
    if answer.seconds > MOST_SECONDS:
        wrong.append(f"took {answer.seconds:.1f} s")
    for kind in ("outside", "network", "programs"):
        wrong += [f"{kind}: {what}" for what in getattr(answer.seen, kind)]
    wrong += [f"left behind: {name}" for name in answer.new if _left_over(name, answer.code)]
    wrong += [f"took away: {name}" for name in answer.lost]
    if answer.code in (2, 3, 4, 5) and answer.pdfs:
        wrong.append(f"failed, yet wrote {answer.pdfs}")
    missing = [words for words in case.says if words not in answer.err]
    wrong += [f"does not say {words!r}: {answer.err[:500]}" for words in missing]
    if any(ord(char) < 32 and char != "\n" for char in answer.err + answer.out):
        wrong.append(f"a control character reached the terminal: {answer.err[:300]!r}")
    return wrong


def _left_over(name: str, code: int) -> bool:
    """A run that could not end leaves its journal, from which the next one goes on."""
    own = Path(name).name
    return own.startswith(".") and not (own == ".handouts-run" and code)


def _marks(place: Path) -> dict[str, tuple[int, int]]:
    """All ordinary files of a folder, each with what changes when it is written."""
    marks = {}
    for root, _, names in os.walk(place):
        for name in names:
            path = Path(root, name)
            if path.is_file() and not path.is_symlink():
                about = path.stat()
                marks[str(path.relative_to(place))] = (about.st_ino, about.st_mtime_ns)
    return marks


@contextlib.contextmanager
def _at(place: Path, home: Path) -> Iterator[None]:
    """In a folder, at home somewhere else, for a time."""
    names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "HANDOUTS_DATA",
             "HANDOUTS_DEBUG")  # fmt: skip
    before = {name: os.environ.get(name) for name in names}
    for name in names:
        os.environ.pop(name, None)
    os.environ["HOME"] = str(home)
    with contextlib.chdir(place):
        try:
            yield
        finally:
            for name, value in before.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value


@contextlib.contextmanager
def _alarm() -> Iterator[None]:
    """End what waits for something that never comes."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def ring(*_: object) -> None:
        raise Leak(f"nothing for {_PATIENCE} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(_PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
