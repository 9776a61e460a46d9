"""Who gets a handout, and who is asked about before anything is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.commands import run
from handouts.errors import Exit

from . import runs


@pytest.fixture(autouse=True)
def own_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDOUTS_DATA", str(tmp_path / "data"))


def _batch(table: Path, out: Path, *words: object) -> int:
    return runs.batch(table, "-o", out, "--jobs", "1", "--layout", "pocket", *words)


def _table(tmp_path: Path, text: str) -> Path:
    (tmp_path / "clinic.yaml").write_text("name: Willow\nemail: hi@willow.example\n", "utf-8")
    path = tmp_path / "p.csv"
    path.write_text(text, "utf-8")
    return path


def test_nothing_is_made_before_the_front_desk_has_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = _table(
        tmp_path,
        "patient,email,points,Medications,Status\nAnn,a@x.org,SI3,Apixaban,Booked\n"
        "Bo,b@x.org,SI3,,Cancelled\nCy,c@x.org,SI3,melatonin,Booked\n",
    )
    out = tmp_path / "out"
    assert _batch(table, out) == Exit.CONTENT
    said = capsys.readouterr().err
    assert said.count("p.csv:1: ") == 2
    assert "row 2 (Ann: blood-thinners in Medications)" in said
    assert "row 3 (Bo: Cancelled)" in said
    assert not out.exists()
    answers = ("--map", "Medications=conditions", "--map", "Status=status")
    assert _batch(table, out, *answers) == Exit.DONE
    said = capsys.readouterr().err
    assert "row 3 (Bo: Cancelled)" in said
    assert "“melatonin” (row 4)" in said
    assert {one["patient"] for one in runs.read_table(out / "manifest.csv")} == {"Ann", "Cy"}
    assert "You bruise more easily" in runs.text_of(out / "ann.pdf")
    assert "You bruise" not in runs.text_of(out / "cy.pdf")
    assert run(["email", str(out / "manifest.csv"), "-o", str(tmp_path / "mail")]) == Exit.DONE
    assert len(list((tmp_path / "mail").rglob("*.eml"))) == 2


def test_who_cancels_after_the_run_is_not_mailed(tmp_path: Path) -> None:
    text = "patient,email,points,Status\nAnn,a@x.org,SI3,Booked\nBo,b@x.org,SI3,Booked\n"
    table, out = _table(tmp_path, text), tmp_path / "out"
    answer = ("--map", "Status=status")
    assert _batch(table, out, *answer) == Exit.DONE
    table.write_text(text.replace("b@x.org,SI3,Booked", "b@x.org,SI3,Cancelled"), "utf-8")
    assert _batch(table, out, *answer) == Exit.DONE
    run(["email", str(out / "manifest.csv"), "-o", str(tmp_path / "mail")])
    drafts = [path.read_text("utf-8") for path in (tmp_path / "mail").rglob("*.eml")]
    assert len(drafts) == 1
    assert "a@x.org" in drafts[0]


def test_a_birth_date_stands_nowhere_but_in_the_list_to_be_mended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And a mended list says the same of the baby's age."""
    table = _table(
        tmp_path,
        "patient,points,DOB,next visit\nLily,SI3,6/14/2020,\nNoah,SI4O,3/1/2026,12/13/2026\n",
    )
    out = tmp_path / "out"
    assert _batch(table, out) == Exit.SOME_FAILED
    said = capsys.readouterr().err
    manifest = (out / "manifest.csv").read_text("utf-8-sig")
    printed = runs.text_of(out / "lily.pdf")
    for text in (said, manifest, printed):
        assert "6/14" not in text
        assert "2020" not in text
        assert "14 Jun" not in text
    failed = out / "failed.csv"
    mended = failed.read_text("utf-8-sig")
    assert "1 Mar 2026" in mended
    failed.write_text(mended.replace("SI4O", "SI3"), "utf-8-sig", newline="")
    assert _batch(failed, out) == Exit.DONE
    assert "under 2: infant" in capsys.readouterr().err


def test_two_of_one_name_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = _table(
        tmp_path,
        "patient,DOB,points\nMaria Lopez,7/1/1990,SI3\nAna Ruiz,,SI3\nMARIA LOPEZ,1/2/1955,SI3\n",
    )
    assert _batch(table, tmp_path / "out") == Exit.DONE
    said = capsys.readouterr().err
    assert (
        "2 rows are of one name, Maria Lopez: row 2 is maria-lopez.pdf, row 4 is maria-lopez-2.pdf."
        in said
    )
    assert _batch(table, tmp_path / "ids", "--names", "initials") == Exit.DONE
    assert "of one name" not in capsys.readouterr().err
