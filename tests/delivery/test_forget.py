"""`handouts forget`: nothing of the patient is left, and everybody else keeps theirs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.commands import run
from handouts.delivery.batch.folder import JOURNAL
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
    assert f"would delete: row 2 of {failed} (maria  LOPEZ, maria@x.org)\n" in said.out
    assert everything(tmp_path) == before
    assert forget("Maria Lopez", out, "--yes") == Exit.DONE
    said = capsys.readouterr()
    assert f"this patient is in {tmp_path / 'day.csv'} (rows 2, 4): yours" in said.err
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


def test_a_name_without_its_accents_is_asked_about(tmp_path: Path, capsys: Capsys) -> None:
    out = clinic_day(tmp_path, "José,Núñez,jose@x.org,SI3\n伟,李,li@x.org,SI3\n")
    assert forget("Jose Nunez", out, "--yes") == Exit.CONTENT
    assert "is found in it. Did you mean José Núñez?" in capsys.readouterr().err
    assert (out / "jose-nunez.pdf").exists()
    assert forget("李伟", out, "--yes") == Exit.DONE
    said = capsys.readouterr()
    assert "李伟.pdf" in said.out
    assert "day.csv (row 3): yours to delete" in said.err


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


@pytest.mark.parametrize("is_unknown", [False, True])
def test_older_sheets_that_went_to_a_familys_address_are_forgotten(
    tmp_path: Path, serve: Serve, capsys: Capsys, is_unknown: bool
) -> None:
    """Also when the row is gone, and with it the document of the latest."""
    serve({})
    leo = "Leo,Lopez,maria@x.org,LI4\n"
    for points in ("SI3", "SI3; LI4"):
        out = clinic_day(tmp_path, MARIA.replace("SI3", points) + leo)
        words = ["email", str(out / "manifest.csv"), "-q", "--shared-addresses", "--send", "--yes"]
        assert run(words) == Exit.DONE
    clinic_day(tmp_path, leo)
    if is_unknown:
        (out / "manifest.csv").unlink()
        clinic_day(tmp_path, leo)
        assert forget("Maria Lopez", out) == Exit.CONTENT
        assert "What was mailed is found with --email ADDRESS." in capsys.readouterr().err
    assert forget("Maria Lopez", out, "--yes", "--email", "maria@x.org") == Exit.DONE
    assert "another patient's" not in capsys.readouterr().err
    assert [one.file for one in SentRecord().entries()] == ["handout-leo-lopez.pdf"]


def test_a_row_is_told_by_name_and_address_alone(tmp_path: Path, capsys: Capsys) -> None:
    day = tmp_path / "day.csv"
    day.write_text("patient,sheet notes,password,email,points\nDee Fox,HIV,hunter22,d@x.org,LI44\n")
    batch(day, "-o", tmp_path / "out", "-q")
    capsys.readouterr()
    assert forget("Dee Fox", tmp_path / "out") == Exit.DONE
    said = capsys.readouterr()
    assert "failed.csv (Dee Fox, d@x.org)\n" in said.out
    assert f"this patient is in {day} (row 2)" in said.err, "the next batch would write her back"
    assert not [word for word in ("HIV", "hunter22", "LI44") if word in said.out + said.err]


def test_no_row_of_another_is_named_as_the_patients(tmp_path: Path, capsys: Capsys) -> None:
    out, day = clinic_day(tmp_path, MARIA + BO), tmp_path / "day.csv"
    for rows, says in (
        (BO + MARIA, f"this patient is in {day} (row 3): yours"),
        (BO, f"look for this patient in {day}, if"),
    ):
        day.write_text(HEAD + rows)
        capsys.readouterr()
        assert forget("Maria Lopez", out) == Exit.DONE
        said = capsys.readouterr().err
        assert says in said
        assert "row 2" not in said


def test_each_folder_with_nothing_is_named(tmp_path: Path, capsys: Capsys) -> None:
    out = clinic_day(tmp_path, MARIA + BO)
    empty, other = tmp_path / "empty", tmp_path / "other"
    empty.mkdir()
    batch(tmp_path / "day.csv", "-o", other, "-q", "--names", "initials")
    capsys.readouterr()
    assert forget("Maria Lopez", out, tmp_path / "nodir", "--yes") == Exit.FILES
    assert "nodir: There is no such folder. So nothing is deleted." in capsys.readouterr().err
    assert forget("Maria Lopez", out / "manifest.csv") == Exit.FILES
    assert "This is a file." in capsys.readouterr().err
    assert forget(" ", out, "--yes") == Exit.USAGE, "packs are without a name"
    assert forget("Maria Lopez", empty) == Exit.CONTENT
    assert f"{empty}: No batch was made here" in capsys.readouterr().err
    assert forget("Maria Lopez", out, empty, other, "--yes") == Exit.DONE
    said = capsys.readouterr().err
    assert f"note: {empty}: No batch was made here" in said
    assert f"note: {other}: Nothing of a patient Maria Lopez is found in it." in said
    assert "It seems to have ids or initials: write the patient's." in said


def test_initials_and_the_name_are_each_asked_for(tmp_path: Path, capsys: Capsys) -> None:
    day, out = tmp_path / "day.csv", tmp_path / "out"
    day.write_text(f"{HEAD}{MARIA}{BO}Maria,Lopez,maria@x.org,LI44\n")
    batch(day, "-o", out, "-q", "--names", "initials")
    for name in ("Maria Lopez", "ML"):
        capsys.readouterr()
        assert forget(name, out, "--yes") == Exit.DONE
        says = "manifest.csv seems to have ids or initials: run this for those and for the name."
        assert says in capsys.readouterr().err
    assert [path.name for path in out.iterdir() if path.suffix == ".pdf"] == ["bl.pdf"]
    assert not (out / "failed.csv").exists()


def test_prescriptions_are_the_clinics_and_what_was_mailed_is_forgotten(
    tmp_path: Path, serve: Serve, capsys: Capsys
) -> None:
    serve({})
    bo = tmp_path / "bo.yaml"
    bo.write_text("patient: Bo Chan\nemail: bo@example.org\npoints: [SI3]\n")
    (tmp_path / "cy.yaml").write_text("patient: Cy\nemail: cy@example.org\npoints: [SI3]\n")
    assert run(["build", str(bo), "-q"]) == Exit.DONE
    for name in ("bo", "cy"):
        words = ["email", str(tmp_path / f"{name}.yaml"), "-q", "--send", "--yes"]
        assert run(words) == Exit.DONE
    assert forget("Bo Chan", tmp_path, "--yes") == Exit.DONE
    said = capsys.readouterr()
    assert "deleted: 1 entry of" in said.out
    assert f"this patient is in {bo}, {bo.with_suffix('.pdf')}: yours to delete" in said.err
    assert bo.exists()
    assert [one.address for one in SentRecord().entries()] == ["cy@example.org"]


def test_where_others_tell_of_the_patient_is_named(tmp_path: Path, capsys: Capsys) -> None:
    """A note of another says with whom to come: in the list of failed rows, in the sheet of the
    mended row and in its draft; so is a sheet of the patient's under a name of its own.
    """
    day, out = tmp_path / "day.csv", tmp_path / "out"
    note = "Ask Maria Lopez for a lift."
    rows = f"Maria Lopez,maria@x.org,SI3,\nLia Park,lia@x.org,LI44,{note}\nBo Lee,bo@x.org,SI3,\n"
    day.write_text(f"patient,email,points,notes\n{rows}", "utf-8")
    batch(day, "-o", out, "-q")
    failed = out / "failed.csv"
    failed.write_text(failed.read_text("utf-8-sig").replace("LI44", "LI4"), "utf-8")
    batch(failed, "-o", out, "-q")
    run(["email", str(out / "manifest.csv"), "-q"])
    (tmp_path / "one.yaml").write_text("patient: Maria Lopez\npoints: [SI3]\n", "utf-8")
    run(["build", str(tmp_path / "one.yaml"), "-q", "-o", str(out / "oh-sheet.pdf")])
    capsys.readouterr()
    assert forget("Maria Lopez", out, "--email", "maria@x.org", "--yes") == Exit.DONE
    look = next(line for line in capsys.readouterr().err.splitlines() if "look for" in line)
    mail = out / "mail" / "handout-lia-park.eml"
    named = (f"{day} (row 3)", f"{failed} (row 2)", out / "lia-park.pdf", out / "oh-sheet.pdf")
    for path in (*named, mail):
        assert str(path) in look
    assert "bo-lee" not in look
    assert mail.exists()


def test_a_namesakes_sheet_is_not_named(tmp_path: Path, capsys: Capsys) -> None:
    out = clinic_day(tmp_path, f"{MARIA}Maria,Lopez,other@x.org,SI3\nMaria,Lopez Gil,,SI3\n")
    assert forget("Maria Lopez", out, "--email", "maria@x.org", "--yes") == Exit.DONE
    assert ".pdf" not in capsys.readouterr().err


def test_a_table_is_named_once(
    tmp_path: Path, capsys: Capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = clinic_day(tmp_path, MARIA + BO)
    monkeypatch.chdir(tmp_path)
    assert forget("Maria Lopez", out, ".") == Exit.DONE
    assert capsys.readouterr().err.count("day.csv (row 2)") == 1


@pytest.mark.parametrize("typed", ["Lopez, Ana", "ana o'lopez", "ipek şahin"])
def test_a_name_is_known_however_it_is_typed(tmp_path: Path, typed: str) -> None:
    day = tmp_path / "day.csv"
    names = ('"Lopez, Ana"', "Ana O’Lopez", "İpek Şahin")
    day.write_text("patient,points\n" + "".join(f"{name},SI3\n" for name in names), "utf-8")
    batch(day, "-o", tmp_path / "out", "-q")
    assert forget(typed, tmp_path / "out", "--yes") == Exit.DONE
    assert len(read_table(tmp_path / "out" / "manifest.csv")) == 2


def test_a_row_without_address_may_be_somebody_elses(tmp_path: Path, capsys: Capsys) -> None:
    out = clinic_day(tmp_path, f"{MARIA}Maria,Lopez,,LI44\n")
    assert forget("Maria Lopez", out, "--yes") == Exit.CONTENT
    assert "with these addresses: maria@x.org, none." in capsys.readouterr().err
    assert forget("Maria Lopez", out, "--yes", "--email", "maria@x.org") == Exit.DONE
    assert len(read_table(out / "failed.csv")) == 1


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
    (out / JOURNAL.name).write_bytes(b"")
    assert forget("Maria Lopez", out, "--yes") == Exit.DONE
    assert mine.exists()
    assert "../mine.pdf" not in manifest.read_text("utf-8-sig")
