"""What is a clinic's own is known to a batch, to packs and to a print run, and a change in it is
built anew.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest

from handouts.commands import run

from ..conftest import Capsys

CLINIC = Path(__file__).resolve().parents[3] / "examples" / "own-clinic"
TABLE = (
    "patient,routine,tips\nAna,frozen shoulder,\nBea,tired-calves,Epsom bath\n"
    "Cleo,low-back,warm-socks\n"
)


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(CLINIC, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    Path("day.csv").write_text(TABLE, "utf-8")
    return tmp_path


def pages(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def test_a_batch_and_a_print_run_know_the_clinics_own(clinic: Path) -> None:
    assert run(["batch", "day.csv", "-o", "out", "--print-run", "--jobs", "1"]) == 0
    made = sorted((clinic / "out").glob("*.pdf"))
    assert len(made) == 4
    (whole,) = (path for path in made if "print" in path.name)
    assert pages(whole) >= sum(pages(path) for path in made if path != whole)


def test_packs_know_the_clinics_own(clinic: Path) -> None:
    assert run(["batch", "--packs", "frozen-shoulder:3", "-o", "out", "--jobs", "1"]) == 0
    (made,) = (clinic / "out").glob("*.pdf")
    assert pages(made) >= 3


def test_a_changed_tip_is_built_anew(clinic: Path, capsys: Capsys) -> None:
    call = ["batch", "day.csv", "-o", "out", "--jobs", "1"]
    assert run(call) == 0
    assert run(call) == 0
    assert "3 unchanged" in capsys.readouterr().out
    tip = clinic / "tips" / "warm-socks.yaml"
    tip.write_text(tip.read_text("utf-8").replace("Wear them to bed.", "Keep them on."), "utf-8")
    assert run(call) == 0
    assert "unchanged" not in capsys.readouterr().out


def test_a_broken_tip_fails_only_its_rows(clinic: Path, capsys: Capsys) -> None:
    (clinic / "tips" / "warm-socks.yaml").write_text("title: Socks\n", "utf-8")
    assert run(["batch", "day.csv", "-o", "out", "--jobs", "1"]) == 6
    said = capsys.readouterr().err
    assert "warm-socks.yaml" in said
    assert [path.stem for path in (clinic / "out").glob("*.pdf")] == ["ana"]
