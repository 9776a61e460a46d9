"""One family of errors, each with its exit code, written for the person at the keyboard.

A *problem* is data first (where, what, what to do), so that a reader can collect all of them and
show them at once. An error carries one or many problems.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Self


class Exit(IntEnum):
    """What the shell is told. Part of the documented interface; never renumbered."""

    DONE = 0
    FAULT = 1
    USAGE = 2
    CONTENT = 3
    SAFETY = 4
    FILES = 5
    SOME_FAILED = 6
    NOT_DELIVERED = 7


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, shown as `file:line: field: what is wrong. What to do.`.

    `line` counts from 1, 0 is the whole file; `field` is the column in a table. `summed`: about
    what, and which words, a batch says a notice once for all patients (`eased`, `own`, `named`,
    `none`).
    """

    file: str
    line: int
    field: str
    wrong: str
    cure: str
    summed: tuple[str, str] = ("", "")

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        parts = [where, self.field, f"{self.wrong} {self.cure}".strip()]
        return ": ".join(part for part in parts if part)


class Wrong(ValueError):
    """A value that cannot be taken, and what to do; who knows the place makes a problem of it."""

    def __init__(self, wrong: str, cure: str) -> None:
        super().__init__(f"{wrong} {cure}")
        self.wrong, self.cure = wrong, cure


class HandoutsError(Exception):
    """Base of all errors that a user may meet. `problems` are shown one a line."""

    exit_code: Exit = Exit.CONTENT

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @classmethod
    def at(cls, file: object, wrong: str, cure: str, *, line: int = 0, field: str = "") -> Self:
        """With one problem: of a file, or of what was typed (`--map`)."""
        return cls(Problem(str(file), line, field, wrong, cure))

    def __reduce__(self) -> tuple[type[HandoutsError], tuple[Any, ...]]:
        """With its problems, not their text, from one process to another."""
        return type(self), (self.problems,)


class ContentError(HandoutsError):
    """Something in a file is wrong: a name, a value, a missing key."""

    exit_code = Exit.CONTENT


@contextmanager
def located(file: str, field: str = "") -> Iterator[None]:
    """What is refused within is wrong in this field: of a file, or of what was typed."""
    try:
        yield
    except Wrong as error:
        raise ContentError.at(file, error.wrong, error.cure, field=field) from None


class ProgramFault(HandoutsError):
    """A mistake of ours that came up; nothing that a user can mend."""

    exit_code = Exit.FAULT


def fault(file: str, error: Exception) -> Problem:
    """What is told of a mistake of ours in `file`; with HANDOUTS_DEBUG it is raised as it is."""
    if os.environ.get("HANDOUTS_DEBUG"):
        raise error
    wrong = f"A fault in the program itself ({type(error).__name__})."
    cure = "Please report it, with what you see after setting HANDOUTS_DEBUG=1."
    return Problem(file, 0, "", wrong, cure)


@contextmanager
def faults_in(file: str) -> Iterator[None]:
    """Tell a mistake of ours with the file (ProgramFault), so that others can go on."""
    try:
        yield
    except (HandoutsError, OSError):
        raise
    except Exception as error:
        raise ProgramFault(fault(file, error)) from error


class SafetyStop(HandoutsError):
    """What must not be printed for this patient."""

    exit_code = Exit.SAFETY


class FileError(HandoutsError):
    """A file or folder cannot be read or written."""

    exit_code = Exit.FILES


class SomeFailed(HandoutsError):
    """A run finished, but some of many failed."""

    exit_code = Exit.SOME_FAILED


class NotDelivered(HandoutsError):
    """A message did not go out."""

    exit_code = Exit.NOT_DELIVERED
