"""A build that is killed leaves a whole PDF or none, and the next one clears up after it.

PYTHONPATH=tests python -m hostile.test_killed 100     # as many kills as you like
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pytest

from .reading_back import unsound

CLI = Path(__file__).parents[2] / "cli.py"
KILLS = int(os.environ.get("HANDOUTS_TEST_KILLS", "10"))
POINTS = "routine: low-back\nnotes: Press before your evening walk.\n"


def _call(place: Path) -> list[str]:
    return [sys.executable, str(CLI), "build", "p.yaml", "-q"]


def kill_some(place: Path, kills: int, seed: int) -> Counter[str]:
    """Kill builds at random moments; what they left, counted. Fails on anything in part."""
    chance = random.Random(seed)
    (place / "p.yaml").write_text(POINTS)
    usual = min(_timed(place) for _ in range(3))
    whole = (place / "p.pdf").read_bytes()
    left: Counter[str] = Counter()
    for number in range(kills):
        old = number % 2 == 0
        (place / "p.pdf").write_bytes(b"%PDF-old") if old else (place / "p.pdf").unlink()
        left[_kill(place, chance.uniform(0.3, 1.1) * usual, old, whole)] += 1
        _build(place)
        kept = {"p-older.pdf"}  # the old one is none of ours
        assert {path.name for path in place.iterdir()} - kept == {"p.pdf", "p.yaml"}
        assert (place / "p.pdf").read_bytes() == whole
    assert not unsound(place / "p.pdf")
    return left


def _build(place: Path) -> None:
    subprocess.run(_call(place), cwd=place, check=True)


def _timed(place: Path) -> float:
    began = time.monotonic()
    _build(place)
    return time.monotonic() - began


def _kill(place: Path, after: float, old: bool, whole: bytes) -> str:
    build = subprocess.Popen(_call(place), cwd=place)
    time.sleep(after)
    build.send_signal(signal.SIGKILL)
    build.wait()
    there = (place / "p.pdf").read_bytes() if (place / "p.pdf").exists() else b""
    assert there in (whole, b"%PDF-old" if old else b""), "a PDF in part"
    parts = any(path.name.startswith(".handouts-") for path in place.iterdir())
    return "the new one" if there == whole else "a part file" if parts else "the old one or none"


@pytest.mark.long
def test_killed_at_random(tmp_path: Path) -> None:
    place = tmp_path / "here"
    place.mkdir()
    left = kill_some(place, KILLS, seed=os.getpid())
    assert left.total() == KILLS


def test_killed_within_the_write(tmp_path: Path) -> None:
    """Where chance seldom comes: between the first byte and the name."""
    (tmp_path / "p.yaml").write_text(POINTS)
    slow = (
        "import os, sys; real = os.fsync\n"
        "os.fsync = lambda descriptor: (real(descriptor), os.kill(os.getpid(), 9))\n"
        "from handouts.commands import main; main(['build', 'p.yaml'])\n"
    )
    environment = os.environ | {"PYTHONPATH": str(CLI.parent)}
    ended = subprocess.run([sys.executable, "-c", slow], cwd=tmp_path, env=environment)
    assert ended.returncode == -signal.SIGKILL
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 2
    assert names[0].startswith(".handouts-")
    _build(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.pdf", "p.yaml"]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "here")
        place.mkdir()
        print(dict(kill_some(place, int(sys.argv[1]), seed=8)))
