from __future__ import annotations

import io

from handouts.delivery.progress import MOST_NOTES, Progress, Voice
from handouts.errors import Problem


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class _Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_terminal_gets_a_bar_with_rate_and_time_left() -> None:
    out, clock = _Terminal(), _Clock()
    bar = Progress("Building", 960, out, clock)
    clock.now += 8
    bar.add(320)
    assert out.getvalue() == (
        f"\rBuilding  {'█' * 8}{'░' * 16}  320 of 960 · 40 a second · 16 s left\x1b[K"
    )
    bar.add(1)
    assert out.getvalue().count("\r") == 1, "not drawn again at once"
    bar.end()
    assert out.getvalue().endswith("\r\x1b[K")


def test_elsewhere_a_line_now_and_then() -> None:
    out, clock = io.StringIO(), _Clock()
    bar = Progress("Building", 9_000, out, clock)
    for _ in range(30):
        clock.now += 1
        bar.add(10)
    bar.end()
    assert out.getvalue().splitlines() == [
        "Building  100 of 9,000 · 10 a second · 14 min 50 s left",
        "Building  200 of 9,000 · 10 a second · 14 min 40 s left",
        "Building  300 of 9,000 · 10 a second · 14 min 30 s left",
    ]


def test_quiet_says_what_is_wrong_and_nothing_else() -> None:
    out = _Terminal()
    voice = Voice(out, quiet=True)
    bar = voice.progress("Building", 1)
    bar.add()
    bar.end()
    voice.note(Problem("p.csv", 2, "", "It is odd.", ""))
    assert out.getvalue() == ""
    voice.problem(Problem("p.csv", 3, "", "It is wrong.", ""))
    assert "p.csv:3: It is wrong." in out.getvalue()


def test_notes_are_said_once_and_come_to_an_end() -> None:
    out = io.StringIO()
    voice = Voice(out)
    for line in [2, 2, *range(2, 500)]:
        voice.note(Problem("p.csv", line, "", "It is odd.", ""))
    lines = out.getvalue().splitlines()
    assert len(lines) == len(set(lines)) == MOST_NOTES + 1
    assert "more notes" in lines[-1]
