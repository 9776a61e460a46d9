from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from handouts.errors import Exit, FileError
from handouts.files import writing
from handouts.files.writing import MACHINE, clear_parts, make_folder, writable, write_whole


def _gone() -> int:
    """The number of a process that has ended."""
    return int(subprocess.check_output([sys.executable, "-c", "import os; print(os.getpid())"]))


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    os.umask(0o000)
    try:
        make_folder(tmp_path / "out")
        write_whole(tmp_path / "out" / "a.pdf", b"x")
    finally:
        os.umask(0o022)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "out" / "a.pdf").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("number", "says"), [(errno.ENOSPC, "disk is full"), (errno.EIO, "cannot be written")]
)
def test_a_write_that_fails_leaves_the_old_file(
    number: int, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.pdf"
    write_whole(target, b"old")
    real, calls = os.write, []

    def write(descriptor: int, data: memoryview) -> int:
        calls.append(descriptor)
        if len(calls) > 1:
            raise OSError(number, os.strerror(number))
        return real(descriptor, data[:2])

    monkeypatch.setattr(writing.os, "write", write)
    with pytest.raises(FileError, match=says) as caught:
        write_whole(target, b"new and longer")
    assert caught.value.exit_code is Exit.FILES
    assert caught.value.problems[0].cure
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.parametrize(("times", "written"), [(2, True), (9, False)])
def test_a_scanner_that_holds_a_file_for_a_moment_is_waited_for(
    times: int, written: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, held, real = tmp_path / "a.pdf", iter(range(times)), Path.replace
    write_whole(target, b"old")

    def replace(part: Path, path: Path) -> Path:
        if next(held, None) is not None:
            raise PermissionError(errno.EACCES, "It is used by another process")
        return real(part, path)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(writing, "_BRIEFLY", (0.0, 0.0, 0.0))
    if written:
        write_whole(target, b"new")
    else:
        with pytest.raises(FileError, match="open in another program"):
            write_whole(target, b"new")
    assert target.read_bytes() == (b"new" if written else b"old")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_a_folder_in_the_place_of_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(FileError, match="It is a folder"):
        write_whole(tmp_path / "a.pdf", b"x")


def test_a_file_in_the_place_of_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(FileError, match="out"):
        make_folder(tmp_path / "out")


def test_a_folder_that_may_not_be_written_is_found_before_the_work(ordinary_user: Path) -> None:
    ordinary_user.chmod(0o500)
    with pytest.raises(FileError, match="may not be written"):
        writable(ordinary_user)


def test_parts_of_the_dead_are_cleared_and_those_of_the_living_kept(tmp_path: Path) -> None:
    dead = tmp_path / f".handouts-{_gone()}-{MACHINE}-abc.part"
    mine = tmp_path / f".handouts-{os.getpid()}-{MACHINE}-abc.part"
    old = tmp_path / f".handouts-{os.getppid()}-{MACHINE}-abc.part"
    far = tmp_path / f".handouts-{_gone()}-0-abc.part"  # by another machine, on a share
    other = tmp_path / "notes.part"
    for path in (dead, mine, old, far, other):
        path.write_bytes(b"x")
    os.utime(old, (0, 0))
    clear_parts(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {mine.name, far.name, other.name}


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_one_that_has_ended_and_is_not_yet_buried_owns_no_part(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE)
    assert ended.stdout is not None
    ended.stdout.read()  # closed at its end; nobody has asked for its exit code
    part = tmp_path / f".handouts-{ended.pid}-{MACHINE}-abc.part"
    part.write_bytes(b"x")
    os.waitid(os.P_PID, ended.pid, os.WEXITED | os.WNOWAIT)
    clear_parts(tmp_path)
    assert not part.exists()
    ended.communicate()
