"""How far a run is: a bar on a terminal, a line now and then elsewhere, nothing when quiet."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

from handouts.errors import Problem

BAR = 24
REDRAW_SECONDS = 0.1
LINE_SECONDS = 10.0
MOST_NOTES = 50


class Progress:
    """Counts what is done of `total` (0: nobody knows) and says so on `out`."""

    def __init__(
        self,
        what: str,
        total: int,
        out: TextIO | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._what = what
        self._total = total
        self._out = out
        self._clock = clock
        self._began = self._said = clock()
        self._done = 0
        self._live = out is not None and out.isatty()

    def add(self, count: int = 1) -> None:
        """So many more are done."""
        self._done += count
        every = REDRAW_SECONDS if self._live else LINE_SECONDS
        if self._out and self._clock() - self._said >= every:
            self._say()

    def end(self) -> None:
        """Clear the bar: what follows are results."""
        if self._live and self._out:
            self._out.write("\r\x1b[K")
            self._out.flush()

    def _say(self) -> None:
        assert self._out is not None
        self._said = self._clock()
        text = self.text()
        self._out.write(f"\r{text}\x1b[K" if self._live else f"{text}\n")
        self._out.flush()

    def text(self) -> str:
        """`Building  ████░░░  312 of 960 · 41 a second · 16 s left`."""
        seconds = max(self._clock() - self._began, 1e-6)
        rate = self._done / seconds
        parts = [f"{self._done:,}", f"{rate:.0f} a second"]
        if self._total:
            parts[0] += f" of {self._total:,}"
            if rate:
                parts.append(f"{_time((self._total - self._done) / rate)} left")
        bar = f"{self._bar()}  " if self._live and self._total else ""
        return f"{self._what}  {bar}{' · '.join(parts)}"

    def _bar(self) -> str:
        full = min(BAR, BAR * self._done // self._total)
        return "█" * full + "░" * (BAR - full)


def _time(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60} min {whole % 60} s" if whole >= 60 else f"{whole} s"


class Voice:
    """What a run says while it works, on stderr: what is wrong always, the rest unless quiet."""

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

    def progress(self, what: str, total: int) -> Progress:
        """A new bar."""
        return Progress(what, total, None if self._quiet else self._out)

    def _line(self, text: str) -> None:
        clear = "\r\x1b[K" if self._out.isatty() else ""
        self._out.write(f"{clear}{text}\n")
