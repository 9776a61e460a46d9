"""What a run says while it works: a bar on a terminal, and what is wrong or worth knowing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from handouts.errors import Problem
from handouts.prescription.fields.values import rows, some

MOST_NOTES = 50
NAMED = 30
"""Rows, patients or places that a line names."""
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


_Place = tuple[str, int]
"""A file and a line."""


class Reporter:
    """Writes to `out`, usually stderr: what is wrong always, the rest unless quiet."""

    def __init__(self, out: TextIO, *, quiet: bool = False) -> None:
        self._out = out
        self._quiet = quiet
        self._many = 0
        self._said: dict[tuple[str, str], tuple[Problem, list[_Place]]] = {}
        """By its words: the first note of them, and where else it holds."""
        self._summed: dict[str, dict[str, dict[_Place, None]]] = {}
        """What is said once for all: about what, of which words, and where."""

    def problem(self, problem: Problem) -> None:
        """Something that is wrong with a handout."""
        self._line(str(problem))

    def note(self, notice: Problem) -> None:
        """Something worth knowing: said of the first it holds for, of others by `sum_up`."""
        if self._quiet:
            return
        about, words = notice.summed
        if about:
            every = self._summed.setdefault(about, {}).setdefault(words, {})
            every[notice.file, notice.line] = None
            return
        said = notice.wrong, notice.cure
        if said not in self._said:
            self._said[said] = notice, []
            self._say(notice)
            return
        first, places = self._said[said]
        # what a table says of its clinic holds for all of its rows
        if notice.line or notice.field != "clinic" or notice.file != first.file:
            file = first.file if notice.file == first.file else notice.file
            places.append((file, notice.line))

    def sum_up(self, name: str) -> None:
        """Say where else it holds what was noted of the table, or the folder, that is called
        `name`, and what is told of all patients together. Nothing of it is kept.
        """
        for first, places in self._said.values():
            if more := _more(first, places, name):
                self._say(more)
        for about, found in sorted(self._summed.items()):
            where = {place for of_words in found.values() for place in of_words}
            many = len({(file, line if file == name else 0) for file, line in where})
            each = [f"{words} ({_places([*at], name)})" for words, at in sorted(found.items())]
            patients = "1 patient presses" if many == 1 else f"{many:,} patients press"
            wrong, cure = _SUMMED[about]
            listed = some(each, NAMED if about in ("own", "named") else len(each), "; ")
            self._say(Problem(name, 0, "conditions", f"{wrong.format(patients)}: {listed}.", cure))
        self._said.clear()
        self._summed.clear()

    def _say(self, notice: Problem) -> None:
        """Not without end."""
        self._many += 1
        if self._many <= MOST_NOTES:
            self._line(f"note: {notice}")
        elif self._many == MOST_NOTES + 1:
            self._line("note: there are more notes like these.")

    @contextmanager
    def progress(self, what: str, total: int) -> Iterator[Callable[[int], None]]:
        """A bar, and what counts it; cleared at the end, and none in a pipe or when quiet."""
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


def _more(first: Problem, places: list[_Place], name: str) -> Problem | None:
    """Where else a note holds than in its first place."""
    here = first.file, first.line
    lines = [place for place in dict.fromkeys(places) if place[1] and place != here]
    others = [*lines, *(place for place in places if not place[1])]
    if not others:
        return None
    files = [*dict.fromkeys(file for file, _ in others)]
    where, source = f"{len(others):,} more", name
    if len(files) == 1 and lines == others:
        line_s, numbers = "s" * (len(lines) > 1), [str(number) for _, number in lines]
        where, source = f"the same in line{line_s} {some(numbers, NAMED)}", files[0]
    elif first.file not in files:
        names = dict.fromkeys(Path(file).name for file in files)
        where = f"the same in {some([*names], NAMED)}"
    return Problem(source, 0, first.field, f"{where}: {first.wrong}", "")


def _places(places: list[_Place], name: str) -> str:
    """Rows of the table by their numbers, or files by their names."""
    if places[0][0] == name:
        return rows([line for _, line in places], NAMED)
    return some([*dict.fromkeys(Path(file).name for file, _ in places)], NAMED)
