"""What a reader notes down about one file while it goes through it, to tell it all at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from handouts.errors import ContentError, Problem, Wrong

MOST = 50
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """Something read, and the notices about it: nothing in them stops a build."""

    value: T
    notices: tuple[Problem, ...] = ()


@dataclass(slots=True)
class ProblemLog:
    """Problems and notices of one file (or one row of a table, where fields are columns).

    `folder` is where files named in this one must lie; `lines` says where each field stands,
    `unknown` in which lines stands a field of no known name, and which one it may mean, if any.
    """

    file: str
    folder: Path
    columns: bool = False
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    spoiled: frozenset[int] = frozenset()
    unknown: dict[int, str] = field(default_factory=dict)

    def take_up(self) -> None:
        """Go on with a file whose YAML has been read; lines that were wrong as YAML are done."""
        self.spoiled = frozenset(problem.line for problem in self.problems)

    def wrong(self, line: int, name: str, wrong: str, cure: str) -> None:
        """Note a problem; after fifty, nobody reads on."""
        if len(self.problems) < MOST and (line not in self.spoiled or not line):
            self.problems.append(Problem(self.file, line, name, wrong, cure))

    @contextmanager
    def noting(self, line: int, name: str) -> Iterator[None]:
        """Note what is refused within, and go on behind it."""
        try:
            yield
        except Wrong as error:
            self.wrong(line, name, error.wrong, error.cure)

    def notice(
        self, line: int, name: str, says: str, cure: str, summed: tuple[str, str] = ("", "")
    ) -> None:
        """Note what the practitioner should know, and stops nothing; `summed` as in Problem."""
        self.notices.append(Problem(self.file, line, name, says, cure, summed))

    def close(self) -> tuple[Problem, ...]:
        """Raise the problems, if there are any, from top to bottom; else give the notices."""
        if self.problems:
            raise ContentError(sorted(self.problems, key=lambda problem: problem.line))
        return tuple(self.notices)
