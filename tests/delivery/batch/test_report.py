from __future__ import annotations

import io
from pathlib import Path

from handouts.delivery.batch.report import MOST_NOTES, Reporter
from handouts.errors import Problem


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _run(out: io.StringIO, *, quiet: bool = False) -> None:
    with Reporter(out, quiet=quiet).progress("Building", 960) as done:
        done(320)
        done(640)


def test_a_terminal_gets_a_bar_that_goes_when_it_is_done() -> None:
    out = _Terminal()
    _run(out)
    assert "Building" in out.getvalue()
    assert "320/960" in out.getvalue()
    assert out.getvalue().endswith("\n\x1b[A\x1b[2K"), "what follows are results"


def test_a_pipe_gets_none() -> None:
    out = io.StringIO()
    _run(out)
    assert out.getvalue() == ""


def test_what_is_wrong_stands_on_a_line_of_its_own() -> None:
    out = _Terminal()
    reporter = Reporter(out)
    with reporter.progress("Building", 2) as done:
        done(1)
        reporter.problem(Problem("p.csv", 3, "", "It is wrong.", ""))
        done(1)
    assert "\r\x1b[Kp.csv:3: It is wrong.\n" in out.getvalue()


def test_quiet_says_what_is_wrong_and_nothing_else() -> None:
    out = _Terminal()
    _run(out, quiet=True)
    reporter = Reporter(out, quiet=True)
    reporter.note(Problem("p.csv", 2, "", "It is odd.", ""))
    assert out.getvalue() == ""
    reporter.problem(Problem("p.csv", 3, "", "It is wrong.", ""))
    assert "p.csv:3: It is wrong." in out.getvalue()


def test_a_patient_whose_file_says_it_twice_is_one_patient(tmp_path: Path) -> None:
    out, name = io.StringIO(), str(tmp_path)
    reporter = Reporter(out)
    for file, line in (("ann.yaml", 2), ("ann.yaml", 3), ("bo.yaml", 2)):
        summed = "eased", f"gout {line}"
        reporter.note(Problem(str(tmp_path / file), line, "points", "Lightly.", "", summed))
    reporter.sum_up(name)
    (said,) = out.getvalue().splitlines()
    assert "2 patients press some points lightly" in said
    assert "gout 2 (ann.yaml, bo.yaml); gout 3 (ann.yaml)." in said
    reporter.sum_up(name)
    assert len(out.getvalue().splitlines()) == 1, "nothing of it is kept"


def test_notes_are_said_once_and_come_to_an_end() -> None:
    out = io.StringIO()
    reporter = Reporter(out)
    for line in [2, 2, *range(2, 500)]:
        reporter.note(Problem("p.csv", line, "", f"It is odd: {line}.", ""))
    lines = out.getvalue().splitlines()
    assert len(lines) == len(set(lines)) == MOST_NOTES + 1
    assert "more notes" in lines[-1]
