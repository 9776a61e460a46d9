"""What is written is whole or not there, and its owner's alone, whatever the disk does."""

from __future__ import annotations

import contextlib
import errno
import os
import resource
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handouts.commands import run
from handouts.delivery.batch import folder
from handouts.files import writing
from handouts.files.writing import PREFIX, SUFFIX

from .reading_back import unsound

CLI = Path(__file__).parents[2] / "cli.py"
POINTS = "patient: Zqcanary\npoints: [BL40]\n"
TABLE = "patient,points\nMaria,BL40\nBob,LI4\n"


def prepared(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with something to make PDFs from."""
    (folder / "p.yaml").write_text(POINTS)
    (folder / "t.csv").write_text(TABLE)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(folder / "home"))
    monkeypatch.setenv("HANDOUTS_DATA", str(folder / "data"))
    return folder


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return prepared(tmp_path, monkeypatch)


@pytest.fixture
def open_place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """One that everybody can look into; pytest shuts those that it makes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield prepared(folder, monkeypatch)
        monkeypatch.undo()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk with room for nothing, where this user may make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs", str(disk)]
    made = shutil.which("mount") and subprocess.run(mount, capture_output=True, check=False)
    if not made or made.returncode:
        pytest.skip("only an administrator can mount a disk; a full one is also played below")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def fill(disk: Path) -> None:
    """Take all the room there is."""
    with (disk / "fill").open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 1024)


CALLS: dict[str, Callable[[Path], list[str]]] = {
    "build": lambda out: ["build", "p.yaml", "-o", str(out / "p.pdf")],
    "build with pictures": lambda out: ["build", "p.yaml", "--png", "-o", str(out / "p.pdf")],
    "batch": lambda out: ["batch", "t.csv", "-o", str(out), "--jobs", "1"],
    "batch, new folder": lambda out: ["batch", "t.csv", "-o", str(out / "new"), "--jobs", "1"],
    "new": lambda out: ["new", "Maria", "-o", str(out / "p.yaml")],
    "card": lambda out: ["points", "show", "LI4", "--png", str(out / "p.png")],
}  # fmt: skip


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_disk_without_room(
    call: Callable[[Path], list[str]],
    place: Path,
    small_disk: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fill(small_disk)
    assert run(call(small_disk)) == 5
    assert "Make room" in capsys.readouterr().err
    left = [path.name for path in small_disk.rglob("*") if path.is_file()]
    assert set(left) <= {"fill", folder.JOURNAL.name}
    (small_disk / "fill").unlink()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("after", [0, 1, 2, 3])
@pytest.mark.parametrize("verb", ["build", "batch"])
def test_writing_fails_after_some_writes(
    verb: str, after: int, number: int, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An old file is as it was; no new one is there in part."""
    out = place / "out"
    out.mkdir()
    (out / "p.pdf").write_bytes(b"old")
    real, calls = os.write, iter(range(10**6))

    def write(descriptor: int, data: memoryview) -> int:
        if next(calls) >= after:
            raise OSError(number, os.strerror(number))
        return real(descriptor, data[:999])

    with monkeypatch.context() as failing:
        failing.setattr(writing.os, "write", write)
        assert run(CALLS[verb](out)) == 5
    assert (out / "p.pdf").read_bytes() == b"old"
    assert {path.name for path in out.iterdir()} <= {"p.pdf", folder.JOURNAL.name}
    assert run(CALLS[verb](out)) == 0
    assert all(not unsound(path) for path in out.glob("*.pdf") if path.read_bytes() != b"old")
    assert not [path for path in out.iterdir() if path.name.startswith(".")]


def test_files_that_may_not_grow(place: Path) -> None:
    """The system's own limit, which would end a program that does not look out for it."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4000, 4000))

    call = [sys.executable, str(CLI), "build", "p.yaml"]
    ended = subprocess.run(call, preexec_fn=limit, capture_output=True, text=True, check=False)
    assert ended.returncode == 5, ended.stderr
    assert "Traceback" not in ended.stderr
    assert sorted(path.name for path in place.iterdir() if path.is_file()) == ["p.yaml", "t.csv"]


def as_an_ordinary_user(call: list[str]) -> int:
    """The exit code of a call by somebody who has no rights here; an administrator becomes one."""
    if os.geteuid() != 0:
        return run(call)
    child = os.fork()
    if child == 0:
        os.setuid(65534)
        os._exit(run(call))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_folder_that_may_not_be_written(
    call: Callable[[Path], list[str]], open_place: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (open_place / "warm").mkdir()
    assert run(call(open_place / "warm")) == 0  # what is loaded when it is needed is loaded now
    out = open_place / "out"
    out.mkdir(mode=0o500)
    assert as_an_ordinary_user(call(out)) == 5
    assert str(out) in capfd.readouterr().err
    assert not list(out.iterdir())


@pytest.mark.parametrize("name", ["p.yaml", "clinic.yaml", "t.csv"])
def test_a_file_that_may_not_be_read(
    name: str, open_place: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (open_place / "clinic.yaml").write_text("name: Clinic\n")
    verb = ["batch", "t.csv", "--jobs", "1"] if name == "t.csv" else ["build", "p.yaml"]
    assert run([*verb, "-o", "warm"]) == 0
    (open_place / name).chmod(0o000)
    open_place.chmod(0o777)
    assert as_an_ordinary_user([*verb, "-o", "out"]) == 5
    assert f"{name}: You are not allowed to read" in capfd.readouterr().err


@pytest.mark.parametrize("kind", ["folder", "pipe", "link to nothing", "link in a ring"])
def test_a_diary_that_is_none(kind: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = place / "out"
    out.mkdir()
    diary = out / folder.JOURNAL.name
    make: dict[str, Callable[[], object]] = {
        "folder": diary.mkdir,
        "pipe": lambda: os.mkfifo(diary),
        "link to nothing": lambda: diary.symlink_to("/nonexistent"),
        "link in a ring": lambda: diary.symlink_to(diary),
    }
    make[kind]()
    assert run(CALLS["batch"](out)) == 5
    assert folder.JOURNAL.name in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000 + "\n",
        '{"source": 1}\n',
        '{"source": ["x"], "row": "x", "patient": null, "email": {}, "file": 3}\n',
        '{"source": "../../etc/passwd", "row": 1, "patient": "", "email": "", "file": "../x"}\n',
        "\x00\xff\n" * 999,
        '{"source": "t.csv", "row": 2, "patient": "x", "email": "", "file": "maria.pdf"',
    ],
)
def test_a_diary_with_something_else_in_it(text: str, place: Path) -> None:
    out = place / "out"
    out.mkdir()
    (out / folder.JOURNAL.name).write_text(text, "latin-1")
    assert run(CALLS["batch"](out)) == 0
    assert sorted(path.name for path in out.iterdir()) == ["bob.pdf", "manifest.csv", "maria.pdf"]


def test_everything_is_its_owners_alone(place: Path) -> None:
    """Whatever the user's own habits are."""
    before = os.umask(0)
    try:
        assert run(["build", "p.yaml", "--png", "-o", "one"]) == 0
        assert run(["batch", "t.csv", "-o", "two", "--jobs", "1", "--print-run"]) == 0
        (place / "bad.csv").write_text(TABLE + "Eve,ZZ99\n")
        assert run(["batch", "bad.csv", "-o", "three", "--jobs", "1"]) == 6
        assert run(["sent"]) == 0
    finally:
        os.umask(before)
    made = [path for name in ("one", "two", "three", "data") for path in (place / name).rglob("*")]
    assert {"failed.csv", "manifest.csv", "print-run.pdf", "p-1.png"} <= {one.name for one in made}
    for path in made:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    for name in ("one", "two", "three"):
        assert stat.S_IMODE((place / name).stat().st_mode) == 0o700


def test_a_part_is_its_owners_from_the_first_byte(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes = []
    real = os.write

    def write(descriptor: int, data: memoryview) -> int:
        modes.append(stat.S_IMODE(os.fstat(descriptor).st_mode))
        return real(descriptor, data)

    monkeypatch.setattr(writing.os, "write", write)
    before = os.umask(0)
    try:
        assert run(["build", "p.yaml"]) == 0
    finally:
        os.umask(before)
    assert modes
    assert set(modes) == {0o600}


def test_a_link_in_the_place_of_the_pdf_is_replaced_not_followed(place: Path) -> None:
    (place / "precious").write_text("precious")
    (place / "p.pdf").symlink_to("precious")
    assert run(["build", "p.yaml"]) == 0
    assert (place / "precious").read_text() == "precious"
    assert not (place / "p.pdf").is_symlink()


def test_two_builds_at_once(place: Path) -> None:
    call = [sys.executable, str(CLI), "build", "p.yaml", "-q"]
    both = [subprocess.Popen(call, stderr=subprocess.PIPE) for _ in range(3)]
    assert [one.wait(120) for one in both] == [0, 0, 0]
    assert not unsound(place / "p.pdf")
    assert not list(place.glob(f"{PREFIX}*{SUFFIX}"))
