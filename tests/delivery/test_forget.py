"""`handouts forget`: nothing of the patient is left, and everybody else keeps theirs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.commands import run
from handouts.delivery.batch.journal import FILE_NAME as JOURNAL
from handouts.delivery.mail.sent import SentRecord
from handouts.errors import Exit

from .conftest import Capsys, Serve
from .runs import batch, read_table

pytestmark = pytest.mark.usefixtures("clinic")
HEAD = "First Name,Last Name,email,points\n"
MARIA, BO = "Maria,Lopez,maria@x.org,SI3\n", "Bo,Lee,bo@x.org,SI3\n"


def forget(*words: object) -> int:
    return run(["forget", *map(str, words)])


def clinic_day(folder: Path, rows: str) -> Path:
    """The folder of a batch of these rows, with its print run and drafts."""
    (folder / "day.csv").write_text(HEAD + rows)
    batch(folder / "day.csv", "-o", folder / "out", "-q", "--print-run")
    run(["email", str(folder / "out" / "manifest.csv"), "-q"])
    return folder / "out"


def everything(folder: Path) -> bytes:
    """All that stands in the files of a folder, but for the table that is the clinic's own."""
    kept = (path for path in folder.rglob("*") if path.is_file() and path.name != "day.csv")
    return b"".join(path.name.encode() + path.read_bytes() for path in sorted(kept))


def test_nothing_of_the_patient_is_left_and_others_keep_theirs(
    tmp_path: Path, serve: Serve, capsys: Capsys
) -> None:
    serve({})
    bad = "Maria,Lopez,maria@x.org,LI44\nCy,Poe,cy@x.org,LI45\nDi,Ray,no.di@x.org,SI3\n"
    out = clinic_day(tmp_path, MARIA + BO + bad)
    manifest = out / "manifest.csv"
    failed = out / "failed.csv"
    failed.write_text(failed.read_text("utf-8-sig").replace("LI45", "LI4"), "utf-8")
    batch(failed, "-o", out, "-q")
    by_hand = out / "mail" / "handout-maria-lopez.eml"
    assert run(["email", str(manifest), "-q", "--send", "--yes"]) == Exit.DONE
    assert run(["email", str(manifest), "-q", "--again"]) == Exit.DONE
    by_hand.write_bytes(by_hand.read_bytes().replace(b"Hello", b"Dear"))
    before = everything(tmp_path)
    assert forget("maria  LOPEZ", out) == Exit.DONE
    said = capsys.readouterr()
    assert "Nothing was deleted. Add --yes" in said.out
    assert f"would delete: row 2 of {failed} (Maria, Lopez, maria@x.org)\n" in said.out
    assert everything(tmp_path) == before
    assert forget("Maria Lopez", out, "--yes") == Exit.DONE
    said = capsys.readouterr()
    assert f"{tmp_path / 'day.csv'}, row 2 still names this patient" in said.err
    left = everything(tmp_path)
    for word in (b"maria", b"Maria", b"Lopez"):
        assert word not in left
    assert {one.name for one in out.glob("*.pdf")} == {"bo-lee.pdf", "cy-poe.pdf", "di-ray.pdf"}
    assert [row["patient"] for row in read_table(manifest)] == ["Bo Lee", "Di Ray", "Cy Poe"]
    (tmp_path / "day.csv").write_text(HEAD + BO + bad.partition("\n")[2])
    batch(tmp_path / "day.csv", "-o", out, "-q", "--print-run")
    assert run(["email", str(manifest), "--send"]) == Exit.DONE
    told = capsys.readouterr()
    assert "would send" not in told.out, "nobody is mailed twice, Cy's mended row holds"
    assert told.err.count("sent before") == 3
    assert forget("Maria Lopez", out) == Exit.CONTENT
    assert "Nothing of a patient Maria Lopez is found" in capsys.readouterr().err


def test_of_two_patients_of_one_name_the_address_says_which(tmp_path: Path, capsys: Capsys) -> None:
    out = clinic_day(tmp_path, f"{MARIA}Maria,Lopez,other@x.org,SI3\nMaria,Lopez,,SI3\n")
    assert forget("Maria Lopez", out, "--yes") == Exit.CONTENT
    said = capsys.readouterr().err
    assert "with these addresses: maria@x.org, none, other@x.org." in said
    assert forget("Maria Lopez", out, "--email", "other", "--yes") == Exit.USAGE
    assert forget("Maria Lopez", out, "--email", "OTHER@x.org", "--yes") == Exit.DONE
    assert [row["email"] for row in read_table(out / "manifest.csv")] == ["maria@x.org", ""]
    assert forget("Maria Lopez", out, "--email", "none", "--yes") == Exit.DONE
    assert [row["email"] for row in read_table(out / "manifest.csv")] == ["maria@x.org"]
    assert (out / "maria-lopez.pdf").exists()
    assert len(list((out / "mail").glob("*.eml"))) == 1


def test_what_went_to_a_familys_address_stays_for_the_others(
    tmp_path: Path, serve: Serve, capsys: Capsys
) -> None:
    serve({})
    out = clinic_day(tmp_path, f"{MARIA}Leo,Lopez,maria@x.org,LI4\n")
    words = ["email", str(out / "manifest.csv"), "-q", "--shared-addresses", "--send", "--yes"]
    assert run(words) == Exit.DONE
    assert forget("Maria Lopez", out, "--yes") == Exit.DONE
    assert "another patient's" not in capsys.readouterr().err
    assert [one.file for one in SentRecord().entries()] == ["handout-leo-lopez.pdf"]


def test_an_id_is_no_age(tmp_path: Path, capsys: Capsys) -> None:
    day, out = tmp_path / "day.csv", tmp_path / "out"
    rows = "17,Ann Lee,40,a@x.org,SI3\n18,Bo Poe,17,b@x.org,LI44\n19,Cy Ray,17,,LI44\n"
    day.write_text(f"id,patient,age,email,points\n{rows}17,Ann Lee,40,a@x.org,LI45\n")
    batch(day, "-o", out, "-q", "--names", "id")
    run(["email", str(out / "manifest.csv"), "-q"])
    assert forget("17", out, "--yes") == Exit.DONE
    assert [row["id"] for row in read_table(out / "failed.csv")] == ["18", "19"]
    assert not [*out.glob("*.pdf"), *out.glob("mail/*.eml")]


def test_a_manifest_leads_nowhere_else_and_a_run_is_not_disturbed(
    tmp_path: Path, capsys: Capsys, clinic: Callable[[int], None]
) -> None:
    out = clinic_day(tmp_path, MARIA + BO)
    mine = tmp_path / "mine.pdf"
    mine.write_bytes(b"mine")
    manifest = out / "manifest.csv"
    text = manifest.read_text("utf-8-sig").replace("maria-lopez.pdf", "../mine.pdf")
    manifest.write_text(text, "utf-8")
    (out / JOURNAL).write_bytes(b"")
    assert forget("Maria Lopez", out, "--yes") == Exit.DONE
    assert mine.exists()
    assert "../mine.pdf" not in manifest.read_text("utf-8-sig")
