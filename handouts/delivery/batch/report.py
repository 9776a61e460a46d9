"""What a run says while it works: a bar on a terminal, and what is wrong or worth knowing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

import click

from handouts.errors import Problem

MOST_NOTES = 50
_CLEAR = "\r\x1b[K"
_CLEAR_ABOVE = "\x1b[A\x1b[2K"


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
