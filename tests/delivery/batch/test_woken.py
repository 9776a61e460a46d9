"""A run that was stopped, killed and started again: what wakes later spoils nothing."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from handouts.delivery.batch.journal import open_journal, write_in_run
from handouts.delivery.batch.manifest import read_manifest
from handouts.errors import Exit, FileError

from ..conftest import Capsys
from ..runs import batch, started, table, text_of, write_table

ROOT = Path(__file__).parents[3]
stops = pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="no process can be stopped")
MOMENTS = {
    "before the part": "tempfile.mkstemp",
    "within the part": "os.fsync",
    "before the last look": "os.close",
    "before the name": "pathlib.Path.replace",
}
SLEEPER = """
import importlib, os, pathlib, signal, sys, tempfile
from handouts.delivery.batch.journal import write_in_run
*module, name = sys.argv[1].split(".")
owner = getattr(pathlib, "Path") if "Path" in module else importlib.import_module(module[0])
real = getattr(owner, name)
def stopped(*args, **named):
    setattr(owner, name, real)
    os.kill(os.getpid(), signal.SIGSTOP)
    return real(*args, **named)
setattr(owner, name, stopped)
write_in_run(pathlib.Path(sys.argv[2]), b"%PDF-old", "run-1")
"""


def agree(out: Path) -> None:
    """Every PDF is the one that the manifest describes, and nothing is left over."""
    records = read_manifest(out / "manifest.csv")
    assert {path.name for path in out.glob("*.pdf")} == {record.file for record in records}
    for record in records:
        assert hashlib.sha256((out / record.file).read_bytes()).hexdigest() == record.sha256
    assert not [path for path in out.iterdir() if path.name.startswith(".handouts")]


def killed_run(out: Path) -> None:
    """Leave a folder as run-1 leaves it when it is killed."""
    out.mkdir()
    with contextlib.suppress(KeyboardInterrupt), open_journal(out, "run-1"):
        raise KeyboardInterrupt


@stops
@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_an_old_sheet_is_not_put_over_a_new_one(moment: str, tmp_path: Path) -> None:
    source, out = write_table(tmp_path / "p.csv", table(2)), tmp_path / "out"
    killed_run(out)
    assert batch(source, "-o", out) == Exit.DONE
    target = out / read_manifest(out / "manifest.csv")[0].file
    for path in out.iterdir():
        path.unlink()
    out.rmdir()
    killed_run(out)
    sleeper = subprocess.Popen(
        [sys.executable, "-c", SLEEPER, moment, str(target)],
        env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        assert os.WIFSTOPPED(os.waitpid(sleeper.pid, os.WUNTRACED)[1])
        assert batch(source, "-o", out) == Exit.DONE
        agree(out)
    finally:
        sleeper.send_signal(signal.SIGCONT)
        sleeper.communicate(timeout=30)
    assert sleeper.returncode, "it should say that it came too late"
    agree(out)


def test_only_the_latest_run_may_write(tmp_path: Path) -> None:
    killed_run(tmp_path / "out")
    write_in_run(tmp_path / "out" / "a.pdf", b"1", "run-1")
    with open_journal(tmp_path / "out", "run-2"):
        with pytest.raises(FileError, match="Another run has begun"):
            write_in_run(tmp_path / "out" / "a.pdf", b"1 again", "run-1")
        write_in_run(tmp_path / "out" / "a.pdf", b"2", "run-2")
    with pytest.raises(FileError, match="Another run has begun"):
        write_in_run(tmp_path / "out" / "a.pdf", b"2 again", "run-2")
    assert (tmp_path / "out" / "a.pdf").read_bytes() == b"2"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.pdf"]


def test_what_a_killed_run_has_noted_is_kept_with_a_new_number(tmp_path: Path) -> None:
    """However often runs are killed, and whichever version they were of."""
    source, out = write_table(tmp_path / "p.csv", table(2)), tmp_path / "out"
    assert batch(source, "-o", out) == Exit.DONE
    records = read_manifest(out / "manifest.csv")
    old = tmp_path / "old"
    old.mkdir()
    (old / ".handouts-run").write_bytes(b"\n")  # as version 0.2 begins one
    for number in ("a", "b"):
        with contextlib.suppress(KeyboardInterrupt), open_journal(old, number) as journal:
            assert len(journal.left) == (2 if number == "b" else 0)
            journal.add(records)
            raise KeyboardInterrupt
    with open_journal(old, "c") as journal:
        assert len(journal.left) == 4


@stops
def test_a_stopped_run_keeps_its_folder(tmp_path: Path, capsys: Capsys) -> None:
    source, out = write_table(tmp_path / "p.csv", table(60)), tmp_path / "out"
    run = started(source, "-o", out, "--jobs", "1")
    try:
        _until_built(out, 1)
        os.killpg(run.pid, signal.SIGSTOP)
        assert batch(source, "-o", out) == Exit.FILES
        assert "Another run is writing into this folder" in capsys.readouterr().err
        _agree_so_far(out)
    finally:
        os.killpg(run.pid, signal.SIGKILL)
        run.communicate()
    assert batch(source, "-o", out) == Exit.DONE
    agree(out)


@stops
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
@pytest.mark.long
def test_workers_of_a_killed_run_that_wake_in_the_next(tmp_path: Path) -> None:
    rows = table(240)
    source, out = write_table(tmp_path / "p.csv", rows), tmp_path / "out"
    run = started(source, "-o", out, "--jobs", "2")
    _until_built(out, 20)
    os.killpg(run.pid, signal.SIGSTOP)
    run.send_signal(signal.SIGKILL)
    run.wait()
    for row in rows:
        row["notes"] = "The new one."
    write_table(source, rows)
    with contextlib.suppress(ProcessLookupError):
        assert batch(source, "-o", out, "--jobs", "1") == Exit.DONE
        os.killpg(run.pid, signal.SIGCONT)
    run.communicate(timeout=30)  # until the last worker has ended
    assert len(_agree_so_far(out)) == len(list(out.glob("*.pdf"))) == 240
    assert all("The new one." in text_of(path) for path in out.glob("*.pdf"))
    assert batch(source, "-o", out) == Exit.DONE
    agree(out)


@stops
def test_the_manifest_agrees_with_the_files_at_any_moment(tmp_path: Path) -> None:
    """Of a run that makes everything anew, and is killed anywhere within."""
    rows = table(40)
    source, out = write_table(tmp_path / "p.csv", rows), tmp_path / "out"
    assert batch(source, "-o", out) == Exit.DONE
    for number in range(3):
        for row in rows[::2]:
            row["notes"] = f"Sheet {number}."
        write_table(source, rows)
        run = started(source, "-o", out, "--jobs", "1")
        until = time.monotonic() + 60
        while len(read_manifest(out / "manifest.csv")) == 40 and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(0.03 * number)
        os.killpg(run.pid, signal.SIGKILL)
        run.communicate()
        assert len(_agree_so_far(out)) >= 20
    assert batch(source, "-o", out) == Exit.DONE
    agree(out)
    assert len(read_manifest(out / "manifest.csv")) == 40


def _until_built(out: Path, files: int) -> None:
    until = time.monotonic() + 60
    while len(list(out.glob("*.pdf"))) < files:
        assert time.monotonic() < until
        time.sleep(0.01)


def _agree_so_far(out: Path) -> list[str]:
    """What the manifest of a run under way names is there, and is what it says."""
    if not (out / "manifest.csv").exists():
        return []
    records = read_manifest(out / "manifest.csv")
    for record in records:
        assert hashlib.sha256((out / record.file).read_bytes()).hexdigest() == record.sha256
    return [record.file for record in records]
