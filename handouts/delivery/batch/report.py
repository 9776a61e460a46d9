"""What a run says while it works: a bar on a terminal, and what is wrong or worth knowing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

import click

from handouts.errors import Problem
from handouts.prescription.values import rows, some

MOST_NOTES = 50
NAMED = 30
"""Lines of a table that a note names."""
_CLEAR = "\r\x1b[K"
_CLEAR_ABOVE = "\x1b[A\x1b[2K"
_SUMMED = {
    "own": ("No rule reads this, so it is yours to judge", "Nothing of it is printed."),
    "named": ("Taken for what they name", "If one is something else, write that there."),
    "none": (
        "`none` is taken as: nothing of what `handouts conditions` lists. These it does not answer,"
        " and the sheets warn of them",
        "If you asked about these, too, write in such a cell: none; not-pregnant; no-blood-clot.",
    ),
    "eased": (
        "{} some points lightly, for half the time or without a ball, because of what they"
        " live with",
        "The cards say which.",
    ),
}
"""What is said once for all patients, by what it is about, and what to do."""


class Reporter:
    """Writes to `out`, usually stderr: what is wrong always, the rest unless quiet."""

    def __init__(self, out: TextIO, *, quiet: bool = False) -> None:
        self._out = out
        self._quiet = quiet
        self._notes: set[str] = set()

    def problem(self, problem: Problem) -> None:
        """Something that is wrong with a handout."""
        self._line(str(problem))

    def note(self, notice: Problem) -> None:
        """Something worth knowing; said once, and not without end."""
        text = str(notice)
        if self._quiet or text in self._notes or len(self._notes) > MOST_NOTES:
            return
        self._notes.add(text)
        enough = len(self._notes) > MOST_NOTES
        self._line("note: there are more notes like these." if enough else f"note: {text}")

    @contextmanager
    def progress(self, what: str, total: int) -> Iterator[Callable[[int], None]]:
        """A bar while something lasts; gives what counts it. Nothing in a pipe or when quiet.

        At the end the bar is cleared: what follows are results.
        """
        hidden = self._quiet or not self._out.isatty()
        try:
            with click.progressbar(
                length=total, label=what, show_pos=True, file=self._out, hidden=hidden
            ) as bar:
                yield bar.update
        finally:
            if not hidden:
                self._out.write(_CLEAR_ABOVE)
                self._out.flush()

    def _line(self, text: str) -> None:
        self._out.write(f"{_CLEAR if self._out.isatty() else ''}{text}\n")


@dataclass(slots=True)
class PatientNotes:
    """The notices of a run over the table, or the folder, that is called `name`: each is said of
    the first patient, and at the end where else it holds.
    """

    name: str
    _said: dict[tuple[str, str], tuple[Problem, list[tuple[str, int]]]] = field(
        default_factory=dict
    )
    """By its words: the first of them, and where else it holds (file and line, for each item)."""
    _summed: dict[str, dict[str, dict[str, None]]] = field(default_factory=dict)
    """What is said once for all: about what, of which words, and of which patients."""

    def new_of(self, item: int, notices: Iterable[Problem]) -> Iterator[Problem]:
        """What is to be said at once of an item: what no other has had."""
        for notice in notices:
            about, words = notice.summed
            if about:
                where = str(item) if notice.file == self.name else Path(notice.file).name
                self._summed.setdefault(about, {}).setdefault(words, {})[where] = None
                continue
            said = notice.wrong, notice.cure
            if said not in self._said:
                self._said[said] = notice, []
                yield notice
                continue
            first, places = self._said[said]
            # what a table says of its clinic holds for all of its rows
            if notice.line or notice.field != "clinic" or notice.file != first.file:
                file = first.file if notice.file == first.file else notice.file
                places.append((file, notice.line))

    def at_the_end(self) -> Iterator[Problem]:
        """Where else it holds what was said of one item, and what is told of all together."""
        for first, places in self._said.values():
            here = first.file, first.line
            lines = [place for place in dict.fromkeys(places) if place[1] and place != here]
            others = [*lines, *(place for place in places if not place[1])]
            if not others:
                continue
            files = [*dict.fromkeys(file for file, _ in others)]
            where, source = f"{len(others):,} more", self.name
            if len(files) == 1 and lines == others:
                line_s, numbers = "s" * (len(lines) > 1), [str(number) for _, number in lines]
                where, source = f"the same in line{line_s} {some(numbers, NAMED)}", files[0]
            elif first.file not in files:
                names = dict.fromkeys(Path(file).name for file in files)
                where = f"the same in {some([*names], NAMED)}"
            yield Problem(source, 0, first.field, f"{where}: {first.wrong}", "")
        for about, found in sorted(self._summed.items()):
            many = len({where for places in found.values() for where in places})
            each = [f"{words} ({_places([*at])})" for words, at in sorted(found.items())]
            patients = "1 patient presses" if many == 1 else f"{many:,} patients press"
            wrong, cure = _SUMMED[about]
            listed = some(each, NAMED if about in ("own", "named") else len(each), "; ")
            yield Problem(self.name, 0, "conditions", f"{wrong.format(patients)}: {listed}.", cure)


def _places(places: list[str]) -> str:
    """Rows of a table by their numbers, or files by their names."""
    return (rows if places[0].isdecimal() else some)(places, NAMED)
