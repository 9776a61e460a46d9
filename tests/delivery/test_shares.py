"""Every verb that writes works on a share that knows little, and as on Windows."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from shares import become, site
from spread import spread

from handouts.commands import run
from handouts.errors import Exit
from handouts.files.writing import FileInUse, write_whole

from .conftest import Capsys
from .runs import batch, read_table, table, write_table

ROOT = Path(__file__).parents[2]
KINDS = {
    "Windows": "windows",
    **{
        errno.errorcode[n]: str(n)
        for n in (errno.EINVAL, errno.EOPNOTSUPP, errno.ENOSYS, errno.ENOTTY)
    },
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "p.yaml").write_text(
        "patient: Ana\npoints: [SI3]\nemail: ana@example.org\nnext_visit: 2026-12-04\n"
    )
    (tmp_path / "clinic.yaml").write_text("name: Willow\nemail: us@example.org\n")
    write_table(tmp_path / "p.csv", table(3))
    return tmp_path


@pytest.mark.parametrize("kind", spread([*KINDS], 2))
def test_every_verb_that_writes(
    kind: str, place: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    environment = site(tmp_path_factory.mktemp("site"), KINDS[kind])
    environment["HANDOUTS_DATA"] = str(place / "data")
    for words in (
        "new Bea -o bea.yaml",
        "build p.yaml --png",
        "build p.yaml",
        "batch p.csv -o out --jobs 1 --print-run",
        "batch p.csv -o out --jobs 1 --print-run --force",
        "email p.yaml -o mail",
        "email out/manifest.csv -o mail",
        "sent",
        "points show LI4 --png",
    ):
        done = subprocess.run(
            [sys.executable, str(ROOT / "cli.py"), *words.split()],
            cwd=place, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, f"{words}: {done.stderr}"
    left = [path for path in place.rglob("*") if path.name.startswith(".handouts")]
    assert not left


def test_a_disk_that_fails_while_flushing_is_not_passed_over(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    assert run(["build", str(place / "p.yaml")]) == Exit.FILES
    assert not (place / "p.pdf").exists()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
def test_a_pdf_that_is_open_in_a_viewer_stays_and_a_free_name_is_offered(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    pdf = place / "p.pdf"
    pdf.write_bytes(b"old")
    (place / "p-2.pdf").touch()
    become("windows", monkeypatch.setattr)
    with pdf.open("rb"):
        assert run(["build", str(place / "p.yaml")]) == Exit.FILES
    said = capsys.readouterr().err
    assert f"{pdf}: It may not be replaced: it is open in another program" in said
    assert f"-o {place / 'p-3.pdf'}" in said
    assert pdf.read_bytes() == b"old"
    assert run(["build", str(place / "p.yaml")]) == Exit.DONE
    assert pdf.read_bytes().startswith(b"%PDF")
    with pdf.open("rb"), pytest.raises(FileInUse, match="Close it there"):
        write_whole(pdf, b"x")
    assert not [path for path in place.iterdir() if path.suffix == ".part"]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
def test_a_run_passes_over_a_pdf_that_is_open(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    out = place / "out"
    assert batch(place / "p.csv", "-o", out, "--jobs", "1") == Exit.DONE
    held = out / read_table(out / "manifest.csv")[1]["file"]
    before = held.read_bytes()
    become("windows", monkeypatch.setattr)
    call = (place / "p.csv", "-o", out, "--jobs", "1", "--force")
    with held.open("rb"):
        assert batch(*call) == Exit.SOME_FAILED
    assert f"{held}: It may not be replaced" in capsys.readouterr().err
    assert held.read_bytes() == before
    rows = read_table(out / "manifest.csv")
    assert held.name not in {row["file"] for row in rows if row["sha256"]}, "nor is it mailed"
    assert len(read_table(out / "failed.csv")) == 1
    assert batch(*call) == Exit.DONE
    assert len(read_table(out / "manifest.csv")) == 3
