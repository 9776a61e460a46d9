from __future__ import annotations

import contextlib
import hashlib
import os
import random
import re
import shlex
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from handouts.commands import run
from handouts.delivery import made_from
from handouts.delivery.batch import worker
from handouts.delivery.batch.executors import WORTH_A_PROCESS
from handouts.delivery.batch.folder import JOURNAL
from handouts.delivery.batch.journal import open_journal
from handouts.delivery.batch.manifest import PdfRecord, read_manifest, write_manifest
from handouts.delivery.build import Checked, Options
from handouts.delivery.build import render_checked as press
from handouts.delivery.mail.jobs import mail_jobs
from handouts.errors import ContentError, Exit, FileError, Problem

from ..conftest import Capsys
from ..runs import (
    BAD,
    COLUMNS,
    batch,
    mark,
    marks_of,
    read_table,
    started,
    table,
    text_of,
    write_table,
)

MANY = int(os.environ.get("HANDOUTS_TEST_PATIENTS", "120"))
KILLS = int(os.environ.get("HANDOUTS_TEST_KILLS", "10"))
EXAMPLES = Path(__file__).parents[3] / "examples"


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def _hashes(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.glob("*.pdf")}


# ── what comes out ──────────────────────────────────────────────────────────────────────────────


def test_everybody_gets_their_own_and_the_wrong_rows_come_back(
    tmp_path: Path, capsys: Capsys
) -> None:
    bad = max(MANY // 25, len(BAD))
    rows = table(MANY - bad, bad)
    source, out = write_table(tmp_path / "patients.csv", rows), tmp_path / "out"
    assert batch(source, "-o", out) == Exit.SOME_FAILED

    records = {record.row: record for record in read_manifest(out / "manifest.csv")}
    good = {n for n, row in enumerate(rows) if not row["patient"].startswith(("Bad", "Zq99999"))}
    assert len(good) == MANY - bad
    assert set(records) == {n + 2 for n in good}
    assert {p.name for p in out.glob("*.pdf")} == {record.file for record in records.values()}
    for number in good:
        record = records[number + 2]
        assert marks_of(out / record.file) == {mark(number)}
        assert hashlib.sha256((out / record.file).read_bytes()).hexdigest() == record.sha256
        assert (record.patient, record.email) == (f"{mark(number)} Lopez", rows[number]["email"])

    again = list(mail_jobs(out / "manifest.csv", Options()))
    assert len(again) == len(good)
    for job in again[:: max(1, len(again) // 9)]:
        pdf = press(job.open()).pdf
        assert hashlib.sha256(pdf).hexdigest() == job.expected, "another process made another"

    failed = read_table(out / "failed.csv")
    assert len(failed) == bad
    assert all(row["reason"] for row in failed)
    result = capsys.readouterr().err
    for number in set(range(MANY)) - good:
        assert f"{source}:{number + 2}: " in result
    assert len({row["reason"] for row in failed}) >= len(BAD) - 1
    assert "handouts batch" in result.splitlines()[-1]


def test_a_mended_list_is_run_and_nobody_is_lost(tmp_path: Path, capsys: Capsys) -> None:
    source, out = write_table(tmp_path / "patients.csv", table(3, 2)), tmp_path / "out"
    assert batch(source, "-o", out) == Exit.SOME_FAILED
    first = _hashes(out)
    failed = read_table(out / "failed.csv")
    for row in failed:
        row |= {"points": "", "routine": "low-back"}
        row["acknowledge"] = ""  # a column that a reason told somebody to add
    mended = write_table(out / "failed.csv", failed, list(failed[0]))
    assert batch(mended, "-o", out) == Exit.DONE
    failed = [row | {"reason": ""} for row in failed]
    assert read_table(mended) == failed, "a row without a reason is right"
    records = read_manifest(out / "manifest.csv")
    assert sorted((record.source, record.row) for record in records) == [
        ("../patients.csv", 3), ("../patients.csv", 5), ("../patients.csv", 6),
        ("failed.csv", 2), ("failed.csv", 3),
    ]  # fmt: skip
    assert "former run" not in capsys.readouterr().err, "it is read from"
    assert _hashes(out).items() >= first.items()
    assert len(_hashes(out)) == 5
    assert batch(source, "-o", out) == Exit.DONE, "what is mended is not asked for again"
    assert read_table(mended) == failed, "what somebody has mended is not overwritten"
    assert not (out / "failed-2.csv").exists()
    assert len(read_manifest(out / "manifest.csv")) == 5


def test_a_list_of_failures_that_is_over_is_named(tmp_path: Path, capsys: Capsys) -> None:
    source, out = write_table(tmp_path / "patients.csv", table(2, 2)), tmp_path / "out"
    assert batch(source, "-o", out) == Exit.SOME_FAILED
    assert "former run" not in capsys.readouterr().err
    write_table(source, table(3, 1))
    assert batch(source, "-o", out) == Exit.SOME_FAILED
    assert "former run" not in capsys.readouterr().err, "nobody has mended it, so it is kept anew"
    assert len(read_table(out / "failed.csv")) == 1
    write_table(source, table(4))
    assert batch(source, "-o", out) == Exit.DONE
    assert "not from this one: failed.csv" in capsys.readouterr().err


def test_there_is_one_list_of_failures_that_keeps_what_was_mended(
    tmp_path: Path, capsys: Capsys
) -> None:
    day, out = tmp_path / "day.csv", tmp_path / "out"
    head, rows = "patient,points\n", ["Ann,LI44\n", "Bo,LI45\n", "Cy,SI3\n", "Di,LI46\n"]
    day.write_text(head + "".join(rows))
    failed = out / "failed.csv"
    assert batch(day, "-o", out, "--print-run") == Exit.SOME_FAILED
    failed.write_text(failed.read_text("utf-8-sig").replace("LI44", "LI4"), "utf-8")
    assert batch(failed, "-o", out, "--print-run") == Exit.SOME_FAILED
    assert f"handouts batch {failed} -o" in capsys.readouterr().err
    reasons = [(one["patient"], bool(one["reason"])) for one in read_table(failed)]
    assert reasons == [("Ann", False), ("Bo", True), ("Di", True)]
    day.write_text(head + "".join(rows) + "Ed,LI47\n")
    assert batch(day, "-o", out) == Exit.SOME_FAILED
    assert [one["patient"] for one in read_table(failed)] == ["Ann", "Bo", "Di", "Ed"]
    assert batch(day, "-o", out) == Exit.SOME_FAILED
    assert len(read_table(failed)) == 4, "what stands in it is not added again"
    mended = re.sub(r"LI4\d", "LI4", failed.read_text("utf-8-sig"))
    failed.write_text(mended, "utf-8")
    assert batch(failed, "-o", out, "--print-run") == Exit.DONE
    assert [path.name for path in out.glob("failed*")] == ["failed.csv"]
    printed = text_of(out / "print-run.pdf")
    assert [name in printed for name in ("For Ann", "For Bo", "For Di", "For Ed")] == [
        False, True, True, True,
    ]  # fmt: skip
    assert len(list(mail_jobs(out / "manifest.csv", Options()))) == 5


def test_what_is_mended_is_told_once_the_clinic_has_another_phone(
    tmp_path: Path, capsys: Capsys
) -> None:
    """Else the desk hands out sheets with the old one, in the belief that all were made anew."""
    clinic, day, out = tmp_path / "clinic.yaml", tmp_path / "day.csv", tmp_path / "out"
    clinic.write_text("name: Willow\nphone: 555-0199\n")
    day.write_text("patient,notes,points\nMaria,,SI3\nAna,,LI44\n")
    batch(day, "-o", out)
    failed = out / "failed.csv"
    failed.write_text(failed.read_text("utf-8-sig").replace("LI44", "LI4"), "utf-8")
    assert batch(failed, "-o", out, "-q") == Exit.DONE
    capsys.readouterr()
    assert batch(day, "-o", out) == Exit.DONE
    assert "older" not in capsys.readouterr().err
    clinic.write_text("name: Willow\nphone: 555-0222\n")
    assert batch(day, "-o", out, "-q", "--print-run") == Exit.DONE
    said = capsys.readouterr().err
    assert "1 sheet is older than your clinic's file, and not to be handed out: Ana." in said
    assert "555-0199" in text_of(out / "ana.pdf")
    again = shlex.split(said.rstrip().rpartition("handouts ")[2])
    assert again == ["batch", str(failed), "-o", str(out), "--print-run", "--quiet"]
    assert run(again) == Exit.DONE
    assert "555-0222" in text_of(out / "ana.pdf")
    capsys.readouterr()
    assert batch(day, "-o", out, "--paper", "a4") == Exit.DONE
    assert "1 sheet is not as they would be made now" in capsys.readouterr().err


def test_a_list_has_each_row_once_however_its_table_was_read(
    tmp_path: Path, capsys: Capsys
) -> None:
    """`--map` changes what a row says, not which row it is."""
    day, out = tmp_path / "day.csv", tmp_path / "out"
    day.write_text("patient,DOB,points\nAnn,02/13/1980,LI44\nBo,03/14/1981,SI3\n")
    failed = out / "failed.csv"
    for words in (["--map", "DOB=none"], [], ["--map", "DOB=none"], []):
        assert batch(day, "-o", out, *words) == Exit.SOME_FAILED
        assert [row["patient"] for row in read_table(failed)] == ["Ann"]
    failed.write_text(failed.read_text("utf-8-sig").replace("LI44", "LI4"), "utf-8")
    assert batch(failed, "-o", out) == Exit.DONE
    assert "passed over" not in capsys.readouterr().err


def test_two_of_one_name_are_told_where_one_is_mended_in_a_list(
    tmp_path: Path, capsys: Capsys
) -> None:
    day, out = tmp_path / "day.csv", tmp_path / "out"
    day.write_text("patient,email,points\nJohn Smith,a@x.org,SI3\nJohn Smith,b@x.org,LI44\n")
    batch(day, "-o", out)
    failed = out / "failed.csv"
    failed.write_text(failed.read_text("utf-8-sig").replace("LI44", "LI4"), "utf-8")
    for source, rows in (
        (failed, f"row 2 is john-smith-2.pdf, row 2 of {day} is john-smith.pdf"),
        (day, f"row 2 is john-smith.pdf, row 2 of {failed} is john-smith-2.pdf"),
    ):
        capsys.readouterr()
        assert batch(source, "-o", out) == Exit.DONE
        assert f"2 rows are of one name, John Smith: {rows}." in capsys.readouterr().err


def test_a_sheet_without_a_name_is_told_however_names_are_written(
    tmp_path: Path, capsys: Capsys
) -> None:
    day = tmp_path / "day.csv"
    day.write_text("First Name,Last Name,email,points\n,,n@x.org,SI3\nAnn,Lee,a@x.org,SI3\n")
    assert batch(day, "-o", tmp_path / "out") == Exit.DONE
    assert f"{day}:2: patient: There is no name in this row" in capsys.readouterr().err


def test_a_sheet_whose_words_are_for_grown_ups_is_to_be_read_first(
    tmp_path: Path, capsys: Capsys
) -> None:
    """As `build` says; no card tells of it."""
    day = tmp_path / "day.csv"
    kids = "".join(f"Kid {n},{of},child\n" for n, of in enumerate(("sleep", "stress", "sleep")))
    day.write_text(f"patient,routine,conditions\n{kids}")
    assert batch(day, "-o", tmp_path / "out") == Exit.DONE
    said = capsys.readouterr().err
    assert f"note: {day}:2: routine: Its words are for grown-ups, and the patient is" in said
    assert "the same in lines 3, 4: Its words are for grown-ups" in said
    assert said.count("Read the sheet first, when to call above all") == 2


def test_a_list_that_is_run_from_elsewhere_makes_one_more_and_not_many(tmp_path: Path) -> None:
    day, out = tmp_path / "day.csv", tmp_path / "out"
    day.write_text("patient,points\nAnn,LI44\n")
    batch(day, "-o", out)
    mended = tmp_path / "mended.csv"
    mended.write_text((out / "failed.csv").read_text("utf-8-sig").replace("LI44", "LI45"))
    for _ in range(3):
        batch(mended, "-o", out)
    assert sorted(path.name for path in out.glob("failed*")) == ["failed-2.csv", "failed.csv"]


def test_a_list_of_other_columns_is_left_alone(tmp_path: Path) -> None:
    day, out = tmp_path / "day.csv", tmp_path / "out"
    day.write_text("patient,points\nAnn,LI44\n")
    batch(day, "-o", out)
    first = (out / "failed.csv").read_bytes()
    day.write_text("patient,points,tips\nAnn,LI44,heat\n")
    batch(day, "-o", out)
    assert (out / "failed.csv").read_bytes() == first
    assert (out / "failed-2.csv").exists()


@pytest.mark.parametrize("is_run", [True, False])
def test_a_list_with_a_column_more_stays_the_one_list(is_run: bool, tmp_path: Path) -> None:
    """A reason tells to write into a column acknowledge; what was written there is not lost."""
    day, out = tmp_path / "day.csv", tmp_path / "out"
    day.write_text("patient,conditions,points\nAnn,pregnant,SP6\nBea,none,LI44\n")
    batch(day, "-o", out)
    ann, bea = read_table(out / "failed.csv")
    ann["acknowledge"], bea["acknowledge"] = "SP6: Her midwife agrees. 20 Nov HP", ""
    mended = write_table(out / "failed.csv", [ann, bea], list(ann))
    if is_run:
        batch(mended, "-o", out)
    day.write_text(f"{day.read_text()}Cy,none,LI45\n")
    batch(day, "-o", out)
    batch(day, "-o", out)
    rows = read_table(mended)
    assert [row["patient"] for row in rows] == ["Ann", "Bea", "Cy"]
    assert rows[0]["acknowledge"] == ann["acknowledge"]
    assert [path.name for path in out.glob("failed*")] == ["failed.csv"]


def test_what_is_told_to_run_again_has_every_option_that_was_given(
    tmp_path: Path, capsys: Capsys
) -> None:
    """Without `--names id`, the mended row's file would be named after its patient; without
    `--dates`, a day typed anew could not be read.
    """
    source, out = write_table(tmp_path / "p.csv", table(1, 1)), tmp_path / "the out"
    given = ["--names", "id", "--print-run", "--copies", "2", "--paper", "a4", "--map", "no=none",
             "--map", "notes=notes", "--dates", "day-first"]  # fmt: skip
    write_table(source, [row | {"no": ""} for row in read_table(source)], (*COLUMNS, "no"))
    assert batch(source, "-o", out, *given) == Exit.SOME_FAILED
    told = capsys.readouterr().err.splitlines()[-1]
    assert "Print the print run, which is made anew" in told
    again = shlex.split(told.partition("handouts ")[2])
    assert again[:4] == ["batch", str(out / "failed.csv"), "-o", str(out)]
    assert {*again[4:]} == {*given}
    (failed,) = read_table(out / "failed.csv")
    mended = failed | {"points": "", "routine": "low-back", "id": "17"}
    write_table(out / "failed.csv", [mended], list(failed))
    assert run(again) == Exit.DONE
    assert "17.pdf" in _names(out)


def test_a_formula_in_a_cell_is_refused_and_stays_text(tmp_path: Path) -> None:
    rows = table(4)
    rows[0] |= {"patient": "=1+1"}
    rows[1] |= {"patient": "@SUM(A1)"}
    rows[2] |= {"notes": '=HYPERLINK("http://example.org")'}
    rows[3] |= {"notes": "=> Press gently, 2 + 2 times."}
    source, out = write_table(tmp_path / "p.csv", rows), tmp_path / "out"
    assert batch(source, "-o", out) == Exit.SOME_FAILED
    failed = (out / "failed.csv").read_text("utf-8-sig")
    assert "'=1+1" in failed
    assert "'@SUM(A1)" in failed
    assert "'=HYPERLINK" in failed
    assert failed.count("is a formula, which says nothing to a patient") == 3
    (record,) = [one for one in read_manifest(out / "manifest.csv") if one.file]
    assert "2 + 2 times" in text_of(out / record.file)


@pytest.mark.parametrize(
    ("row", "code"),
    [(BAD[0], Exit.CONTENT), (BAD[2], Exit.SAFETY)],
)
def test_when_nothing_is_right_the_code_says_what_is_wrong(
    row: dict[str, str], code: Exit, tmp_path: Path
) -> None:
    rows = table(1)
    rows[0] |= row
    source, out = write_table(tmp_path / "p.csv", rows), tmp_path / "out"
    assert batch(source, "-o", out) == code
    assert _names(out) == {"failed.csv", "manifest.csv"}


def test_the_example_of_a_day(tmp_path: Path) -> None:
    assert batch(EXAMPLES / "clinic-day.csv", "-o", tmp_path / "out") == Exit.DONE
    files = {path.name for path in (tmp_path / "out").glob("*.pdf")}
    assert files == {
        "maria-lopez.pdf", "maria-lopez-2.pdf", "john-smith.pdf", "王小明.pdf", "zoe-muller.pdf",
    }  # fmt: skip


def test_only_the_owner_can_read_what_is_written(tmp_path: Path) -> None:
    source, out = write_table(tmp_path / "p.csv", table(1, 1)), tmp_path / "out"
    batch(source, "-o", out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}


@pytest.mark.parametrize(
    ("names", "files", "called"),
    [
        ("full", {"zq00000-lopez.pdf", "zq00001-lopez.pdf"}, ["Zq00000 Lopez", "Zq00001 Lopez"]),
        ("initials", {"zl.pdf", "zl-2.pdf"}, ["ZL", "ZL"]),
        ("id", {"1000.pdf", "1001.pdf"}, ["1000", "1001"]),
    ],
)
def test_names(names: str, files: set[str], called: list[str], tmp_path: Path) -> None:
    source, out = write_table(tmp_path / "p.csv", table(2)), tmp_path / "out"
    assert batch(source, "-o", out, "--names", names) == Exit.DONE
    assert {path.name for path in out.glob("*.pdf")} == files
    records = read_manifest(out / "manifest.csv")
    assert [record.patient for record in records] == called
    assert [marks_of(out / record.file) for record in records] == [{mark(0)}, {mark(1)}]


def test_a_row_without_an_id_cannot_be_named_after_it(tmp_path: Path, capsys: Capsys) -> None:
    rows = table(2)
    rows[1]["id"] = " "
    source = write_table(tmp_path / "p.csv", rows)
    assert batch(source, "-o", tmp_path / "out", "--names", "id") == Exit.SOME_FAILED
    assert f"{source}:3: id: There is no id." in capsys.readouterr().err


# ── other sources ───────────────────────────────────────────────────────────────────────────────


def test_a_folder_of_prescriptions(tmp_path: Path, capsys: Capsys) -> None:
    folder, out = tmp_path / "day", tmp_path / "out"
    folder.mkdir()
    (folder / "clinic.yaml").write_text("name: Quiet River\n")
    (folder / "b.yaml").write_text("patient: Ann Lee\nroutine: low-back\nconditions: none\n")
    (folder / "sheet.yml").write_text("routine: sciatica\nconditions: none\n")
    (folder / "wrong.yaml").write_text("patient: Bob\nroutine: nothing\n")
    (folder / "notes.txt").write_text("no prescription")
    assert batch(folder, "-o", out) == Exit.SOME_FAILED
    assert _names(out) == {"ann-lee.pdf", "sheet.pdf", "manifest.csv"}
    assert "Quiet River" in text_of(out / "ann-lee.pdf")
    assert f"{folder / 'wrong.yaml'}:2: routine" in capsys.readouterr().err
    sources = [record.source for record in read_manifest(out / "manifest.csv")]
    assert sources == ["../day/b.yaml", "../day/sheet.yml"]


def test_a_clinic_file_of_any_name_is_passed_over(tmp_path: Path, capsys: Capsys) -> None:
    folder, out = tmp_path / "day", tmp_path / "out"
    folder.mkdir()
    (folder / "willow.yaml").write_text("name: Willow\nemergency: 911\n")
    (folder / "river.yml").write_text("colour: teal\nlanguage: en\n")
    (folder / "wording.yaml").write_text("page: {}\n")
    (folder / "ann.yaml").write_text("patient: Ann\npoints: [SI3]\nclinic: willow.yaml\n")
    assert batch(folder, "-o", out) == Exit.DONE
    assert _names(out) == {"ann.pdf", "manifest.csv"}
    said = capsys.readouterr().err
    assert said.count("passed over") == 1
    names = "river.yml, willow.yaml and wording.yaml"
    assert f"note: {folder}: {names} are clinics' files and are passed" in said
    assert batch(folder, "-o", out, "-q") == Exit.DONE
    assert "passed over" not in capsys.readouterr().err


@pytest.mark.parametrize("text", ["name: Ann\ntips: [heat]\n", "name: Ann\ndate: 2026-11-20\n"])
def test_a_prescription_with_a_wrong_field_is_no_clinic(
    text: str, tmp_path: Path, capsys: Capsys
) -> None:
    folder = tmp_path / "day"
    folder.mkdir()
    (folder / "ann.yaml").write_text(text)
    assert batch(folder, "-o", tmp_path / "out") == Exit.CONTENT
    assert f"{folder / 'ann.yaml'}:1: There is no field “name”" in capsys.readouterr().err


def test_several_files_may_have_a_clinic_among_them(tmp_path: Path, capsys: Capsys) -> None:
    ann, clinic = tmp_path / "ann.yaml", tmp_path / "willow.yaml"
    ann.write_text("patient: Ann\nemail: ann@example.org\npoints: [SI3]\n")
    clinic.write_text("name: Willow\nemail: hello@example.org\n")
    for verb in ("build", "email"):
        assert run([verb, str(ann), str(clinic), "--clinic", str(clinic)]) == Exit.DONE
        assert capsys.readouterr().err.count("willow.yaml is a clinic's file and is passed") == 1
        assert run([verb, str(clinic)]) == Exit.CONTENT
        said = capsys.readouterr().err
        assert said.startswith(f"{clinic}: This is a clinic's file, not a prescription.")
        assert len(said.splitlines()) == 1


def test_a_table_that_does_not_say_what_to_press_is_asked_about_once(
    tmp_path: Path, capsys: Capsys
) -> None:
    source, out = tmp_path / "p.csv", tmp_path / "out"
    source.write_text("Patient,Appointment Type,Treatment Protocol\nA,x,low-back\nB,x,stress\n")
    assert batch(source, "-o", out) == Exit.CONTENT
    (said,) = capsys.readouterr().err.splitlines()
    assert '--map "Treatment Protocol=routine"' in said
    source.write_text("Patient,Points used,Routine Name\nA,LI4,low-back\nB,LI4,stress\n")
    assert batch(source, "-o", out) == Exit.CONTENT
    assert '--map "Routine Name=routine"' in capsys.readouterr().err
    source.write_text("Patient,Appointment Type,Treatment Protocol\nA,x,low-back\nB,x,stress\n")
    assert batch(source, "-o", out, "--map", "Treatment Protocol=routine") == Exit.DONE
    assert batch(source, "-o", out, "--routine", "nausea") == Exit.DONE


def test_an_empty_folder_is_said(tmp_path: Path, capsys: Capsys) -> None:
    (tmp_path / "in").mkdir()
    assert batch(tmp_path / "in", "-o", tmp_path / "out") == Exit.CONTENT
    assert "no prescriptions" in capsys.readouterr().err


def test_the_routine_of_the_command_line_fills_empty_cells(tmp_path: Path) -> None:
    rows = table(2)
    rows[0] |= {"routine": ""}
    source, out = write_table(tmp_path / "p.csv", rows), tmp_path / "out"
    assert batch(source, "-o", out, "--routine", "Sciatica") == Exit.DONE
    assert [r.routine for r in read_manifest(out / "manifest.csv")] == ["sciatica"] * 2
    assert len(list(mail_jobs(out / "manifest.csv", Options()))) == 2


@pytest.mark.parametrize(
    "arguments",
    [(), ("p.csv", "--packs", "low-back"), ("p.csv", "--copies", "2"),
     ("--packs", "low-back", "--routine", "low-back")],
)  # fmt: skip
def test_options_that_do_not_go_together(arguments: tuple[str, ...], tmp_path: Path) -> None:
    assert batch(*arguments, "-o", tmp_path / "out") == Exit.USAGE
    assert not (tmp_path / "out").exists()


def test_a_clinic_file_that_is_wrong_is_said_once(tmp_path: Path, capsys: Capsys) -> None:
    source = write_table(tmp_path / "p.csv", table(3))
    (tmp_path / "clinic.yaml").write_text("nmae: Quiet River\n")
    assert batch(source, "-o", tmp_path / "out") == Exit.CONTENT
    assert capsys.readouterr().err.count("clinic.yaml") == 1


def test_places_that_cannot_be_read_or_written(tmp_path: Path, capsys: Capsys) -> None:
    source = write_table(tmp_path / "p.csv", table(1))
    assert batch(tmp_path / "none.csv", "-o", tmp_path / "out") == Exit.FILES
    assert batch(source, "-o", source) == Exit.FILES
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / JOURNAL.name).symlink_to(tmp_path / "elsewhere")
    assert batch(source, "-o", tmp_path / "out") == Exit.FILES
    assert not (tmp_path / "elsewhere").exists()
    assert len(capsys.readouterr().err.splitlines()) == 3
    (tmp_path / "out" / JOURNAL.name).unlink()
    (tmp_path / "out" / "manifest.csv").write_text("a,b\n")
    assert batch(source, "-o", tmp_path / "out") == Exit.CONTENT
    assert "Move it away" in capsys.readouterr().err
    assert (tmp_path / "out" / "manifest.csv").read_text() == "a,b\n"


# ── running again ───────────────────────────────────────────────────────────────────────────────


def _stamps(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("*.pdf")}


def test_a_further_run_builds_only_what_changed(tmp_path: Path, capsys: Capsys) -> None:
    rows = table(4)
    source, out = write_table(tmp_path / "p.csv", rows), tmp_path / "out"
    batch(source, "-o", out)
    before, manifest = _stamps(out), (out / "manifest.csv").read_bytes()
    capsys.readouterr()
    assert batch(source, "-o", out) == Exit.DONE
    assert "(4 unchanged)" in capsys.readouterr().out
    assert _stamps(out) == before
    assert (out / "manifest.csv").read_bytes() == manifest

    rows[1]["notes"] = "Rest more."
    write_table(source, rows)
    (out / "zq00002-lopez.pdf").write_bytes(b"damaged")
    (out / "zq00003-lopez.pdf").unlink()
    assert batch(source, "-o", out) == Exit.DONE
    changed = {name for name, stamp in _stamps(out).items() if before[name] != stamp}
    assert changed == {"zq00001-lopez.pdf", "zq00002-lopez.pdf", "zq00003-lopez.pdf"}
    assert "Rest more." in text_of(out / "zq00001-lopez.pdf")

    before = _stamps(out)
    assert batch(source, "-o", out, "--force") == Exit.DONE
    assert all(before[name] != stamp for name, stamp in _stamps(out).items())


def test_another_clinic_or_paper_builds_all_anew(tmp_path: Path) -> None:
    source, out = write_table(tmp_path / "p.csv", table(2)), tmp_path / "out"
    batch(source, "-o", out)
    first = _hashes(out)
    (tmp_path / "clinic.yaml").write_text("name: Quiet River\n")
    batch(source, "-o", out)
    second = _hashes(out)
    batch(source, "-o", out, "--paper", "a4")
    assert all(first[n] != second[n] != _hashes(out)[n] for n in first)


def test_moved_rows_are_not_built_again(tmp_path: Path) -> None:
    rows = table(3)
    for row in rows:
        row |= {"points": "BL40", "routine": ""}
    source, out = write_table(tmp_path / "p.csv", rows), tmp_path / "out"
    batch(source, "-o", out)
    before = _stamps(out)
    write_table(source, reversed(rows))
    batch(source, "-o", out)
    assert _stamps(out) == before


def test_each_of_several_patients_of_one_name_keeps_their_file(
    tmp_path: Path, capsys: Capsys
) -> None:
    """Rows are deleted, sorted and changed; a new patient takes nobody's file."""
    out, source = tmp_path / "out", tmp_path / "p.csv"
    people = {n: f"Maria Lopez,m{n}@x.org,SI3,Sheet Zq0000{n}" for n in range(1, 5)}

    def run_of(*rows: str) -> dict[str, set[str]]:
        source.write_text("\n".join(["patient,email,points,notes", *rows, ""]))
        capsys.readouterr()
        assert batch(source, "-o", out) == Exit.DONE
        made = [one for one in read_manifest(out / "manifest.csv") if one.sha256]
        return {one.file: marks_of(out / one.file) for one in made}

    first = run_of(people[1], people[2], people[3])
    assert first == {
        f"maria-lopez{end}.pdf": {mark(n)} for end, n in (("", 1), ("-2", 2), ("-3", 3))
    }
    assert run_of(people[3], people[2], people[1]) == first
    changed = people[3].replace("Sheet", "Another sheet")
    now = run_of(people[4], changed, people[2])
    assert now == {
        f"maria-lopez{end}.pdf": {mark(n)} for end, n in (("-2", 2), ("-3", 3), ("-4", 4))
    }
    assert "not from this one: maria-lopez.pdf" in capsys.readouterr().err
    assert marks_of(out / "maria-lopez.pdf") == {mark(1)}
    (out / "maria-lopez.pdf").unlink()
    (tmp_path / "clinic.yaml").write_text("name: Quiet River\n")
    assert run_of(changed, people[4], people[2].replace("Sheet", "New sheet")) == now


def test_what_is_not_ours_is_not_overwritten(tmp_path: Path, capsys: Capsys) -> None:
    source, out = write_table(tmp_path / "p.csv", table(2)), tmp_path / "out"
    out.mkdir()
    (out / "Zq00000-Lopez.pdf").write_bytes(b"somebody's")
    assert batch(source, "-o", out) == Exit.DONE
    assert (out / "Zq00000-Lopez.pdf").read_bytes() == b"somebody's"
    assert marks_of(out / "zq00000-lopez-2.pdf") == {mark(0)}

    other = write_table(tmp_path / "q.csv", table(1))
    assert batch(other, "-o", out) == Exit.DONE
    assert {r.source: r.file for r in read_manifest(out / "manifest.csv") if r.row == 2} == {
        "../p.csv": "zq00000-lopez-2.pdf", "../q.csv": "zq00000-lopez-3.pdf",
    }  # fmt: skip

    write_table(source, table(1))
    capsys.readouterr()
    assert batch(source, "-o", out) == Exit.DONE
    assert "not from this one: zq00001-lopez.pdf" in capsys.readouterr().err
    assert (out / "zq00001-lopez.pdf").exists()

    batch(source, "-o", out, "--print-run")
    capsys.readouterr()
    batch(source, "-o", out)
    assert "not from this one: print-run.pdf" in capsys.readouterr().err


def test_a_pdf_that_is_left_is_named_until_it_is_deleted_and_never_mailed(
    tmp_path: Path, capsys: Capsys
) -> None:
    """Whoever prints all of the folder would hand it out."""
    rows = table(2)
    for row in rows:
        row["patient"] = "Maria Lopez"
    source, out = write_table(tmp_path / "p.csv", rows), tmp_path / "out"
    other = write_table(tmp_path / "q.csv", table(1))
    assert batch(source, "-o", out) == Exit.DONE
    write_table(source, rows[1:])
    left = out / "maria-lopez.pdf"
    for run_again in (source, source, other, source):
        capsys.readouterr()
        assert batch(run_again, "-o", out) == Exit.DONE
        assert "not from this one: maria-lopez.pdf. They may be" in capsys.readouterr().err
    assert [job.label for job in mail_jobs(out / "manifest.csv", Options())] == [
        f"{other}:2", f"{source}:2",
    ]  # fmt: skip
    left.unlink()
    assert batch(source, "-o", out) == Exit.DONE
    assert "former run" not in capsys.readouterr().err
    assert len(read_manifest(out / "manifest.csv")) == 2


def test_a_manifest_comes_back_as_it_was_written(tmp_path: Path) -> None:
    first = ("../p.csv", 2, "-1 ; \"'=x\n王", "a@b.c", "x.pdf", 3, "00", "k", "en")
    records = [PdfRecord(*first, made_on="20261120")]
    write_manifest(tmp_path / "manifest.csv", records)
    assert read_manifest(tmp_path / "manifest.csv") == records
    saved = (tmp_path / "manifest.csv").read_text("utf-8-sig").replace(",", ";")
    (tmp_path / "manifest.csv").write_text(saved, "utf-8")
    assert len(read_manifest(tmp_path / "manifest.csv")) == 1, "saved by a spreadsheet"
    older = saved.replace(";origin", "").replace(";20261120;", ";20261120")
    (tmp_path / "manifest.csv").write_text(older, "utf-8")
    assert [one.made_on for one in read_manifest(tmp_path / "manifest.csv")] == ["20261120"]
    oldest = older.replace(";made_on", "").replace(";20261120", "")
    (tmp_path / "manifest.csv").write_text(oldest, "utf-8")
    assert [one.made_on for one in read_manifest(tmp_path / "manifest.csv")] == [""]
    first_of_all = oldest.replace(";table", "").rstrip().removesuffix(";")
    (tmp_path / "manifest.csv").write_text(first_of_all, "utf-8")
    assert [one.table for one in read_manifest(tmp_path / "manifest.csv")] == [""], "of 0.1"
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    with pytest.raises(ContentError, match="not the manifest"):
        read_manifest(tmp_path / "other.csv")


# ── the way back to the row ─────────────────────────────────────────────────────────────────────


def test_each_pdf_can_be_made_again_from_its_row(tmp_path: Path) -> None:
    source, out = write_table(tmp_path / "p.csv", table(3)), tmp_path / "out"
    batch(source, "-o", out, "--paper", "a4", "--layout", "large-print")
    for number, job in enumerate(mail_jobs(out / "manifest.csv", Options())):
        checked = job.open()
        assert checked.prescription.patient == f"{mark(number)} Lopez"
        assert hashlib.sha256(press(checked).pdf).hexdigest() == job.expected


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs root")
def test_a_strangers_manifest_names_no_clinic(tmp_path: Path) -> None:
    source, out = write_table(tmp_path / "p.csv", table(1)), tmp_path / "out"
    clinic = tmp_path / "willow.yaml"
    clinic.write_text("name: Willow\n")
    assert batch(source, "-o", out, "--clinic", clinic) == Exit.DONE
    assert list(mail_jobs(out / "manifest.csv", Options()))
    out.chmod(0o777)
    os.chown(out / "manifest.csv", 4242, 4242)
    with pytest.raises(ContentError, match="the clinic's file that it names is not taken"):
        list(mail_jobs(out / "manifest.csv", Options()))
    assert list(mail_jobs(out / "manifest.csv", Options(clinic=clinic)))


def test_a_row_that_changed_since_is_refused(tmp_path: Path) -> None:
    rows = table(3)
    source, out = write_table(tmp_path / "p.csv", rows), tmp_path / "out"
    batch(source, "-o", out)
    write_table(source, [rows[1], rows[0]])
    for job in mail_jobs(out / "manifest.csv", Options()):
        with pytest.raises(ContentError, match=r"This row has changed since|no such row any more"):
            job.open()


def test_a_table_that_changes_during_the_run_spoils_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    rows = table(3)
    source, out = write_table(tmp_path / "p.csv", rows), tmp_path / "out"
    real = worker.check_items

    def check_then_swap(*arguments: object) -> object:
        result = real(*arguments)  # type: ignore[arg-type]
        write_table(source, [rows[1], rows[0]])
        return result

    monkeypatch.setattr("handouts.delivery.batch.run.check_items", check_then_swap)
    assert batch(source, "-o", out) == Exit.CONTENT
    assert not list(out.glob("*.pdf"))
    result = capsys.readouterr().err
    for row in (2, 3, 4):
        assert f"{source}:{row}: It has changed since it was checked, or is gone." in result


# ── one at a time, whole or not at all ──────────────────────────────────────────────────────────


def test_a_second_run_in_the_folder_is_told_to_wait(tmp_path: Path, capsys: Capsys) -> None:
    source, out = write_table(tmp_path / "p.csv", table(1)), tmp_path / "out"
    out.mkdir()
    with open_journal(out, "1"):
        assert batch(source, "-o", out) == Exit.FILES
        assert "Another run is writing" in capsys.readouterr().err
    assert batch(source, "-o", out) == Exit.DONE


def test_a_fault_in_one_handout_spoils_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    monkeypatch.delenv("HANDOUTS_DEBUG", raising=False)
    real = worker.render_checked

    def press_some(checked: Checked) -> object:
        if mark(1) in (checked.prescription.patient or ""):
            raise ZeroDivisionError
        return real(checked)

    monkeypatch.setattr(worker, "render_checked", press_some)
    source, out = write_table(tmp_path / "p.csv", table(3)), tmp_path / "out"
    assert batch(source, "-o", out) == Exit.SOME_FAILED
    assert len(list(out.glob("*.pdf"))) == 2
    assert f"{source}:3: A fault in the program itself" in capsys.readouterr().err


def test_a_full_disk_ends_the_run_and_the_next_one_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = write_table(tmp_path / "p.csv", table(40)), tmp_path / "out"
    written: list[Path] = []
    real = worker.write_in_run

    def write_some(path: Path, data: bytes, run: str) -> None:
        if len(written) >= 20:
            raise FileError(Problem(str(path), 0, "", "The disk is full.", "Make room."))
        written.append(path)
        real(path, data, run)

    monkeypatch.setattr(worker, "write_in_run", write_some)
    assert batch(source, "-o", out, "--jobs", "1") == Exit.FILES
    monkeypatch.undo()
    assert len(list(out.glob("*.pdf"))) >= 20
    before = _stamps(out)
    assert batch(source, "-o", out) == Exit.DONE
    assert len(read_manifest(out / "manifest.csv")) == 40
    assert len(list(out.glob("*.pdf"))) == 40
    kept = [name for name, stamp in before.items() if _stamps(out)[name] == stamp]
    assert len(kept) == 16, "what the journal had noted is not built again"


def _must_end(group: int, within: float = 10.0) -> None:
    """Every process of a group ends in time."""
    until = time.monotonic() + within
    while living := _living(group):
        if time.monotonic() > until:
            raise AssertionError(f"{living} outlived the run that was killed")
        time.sleep(0.02)


def _living(group: int) -> list[str]:
    """Processes of a group that are not just waiting to be buried."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, its_group = entry.read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and state != "Z":
                found.append(entry.parent.name)
    return found


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")
def test_killed_at_any_moment(tmp_path: Path) -> None:
    """A killed run leaves whole files only, and the one after it loses nobody."""
    chance = random.Random(5)
    rows = table(2 * WORTH_A_PROCESS)
    source, out = write_table(tmp_path / "p.csv", rows), tmp_path / "out"
    whole = _seconds_of_a_run(source, out)
    kills = amid = 0
    while (kills < KILLS or amid < KILLS // 3) and kills < 6 * KILLS:
        kills += 1
        process = started(source, "-o", out, "--jobs", "2", "--force")
        time.sleep(chance.uniform(0.05, 1.0) * whole)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        _must_end(process.pid)
        if (out / JOURNAL.name).exists():
            amid += 1
        for pdf in out.glob("*.pdf") if out.exists() else ():
            assert len(marks_of(pdf)) == 1
    assert amid >= KILLS // 3
    assert batch(source, "-o", out) == Exit.DONE
    records = read_manifest(out / "manifest.csv")
    assert [record.row for record in records] == list(range(2, 2 + len(rows)))
    for record in records:
        assert marks_of(out / record.file) == {mark(record.row - 2)}
    assert _names(out) == {"manifest.csv", *(record.file for record in records)}


def _seconds_of_a_run(source: Path, out: Path) -> float:
    """How long a run takes on this machine now, so that kills fall within it."""
    began = time.monotonic()
    started(source, "-o", out, "--jobs", "2", "--force").communicate()
    return time.monotonic() - began


def test_two_runs_at_once(tmp_path: Path) -> None:
    first = write_table(tmp_path / "p.csv", table(6))
    second = write_table(tmp_path / "q.csv", table(6))
    out = tmp_path / "out"
    both = [started(first, "-o", out), started(second, "-o", out)]
    result = [process.communicate()[1] for process in both]
    codes = sorted(process.returncode for process in both)
    assert codes in ([Exit.DONE, Exit.DONE], [Exit.DONE, Exit.FILES]), result
    records = read_manifest(out / "manifest.csv")
    assert len(records) == 6 * codes.count(0)
    assert _names(out) == {"manifest.csv", *(record.file for record in records)}


KEY = """
import sys
from handouts.delivery.build import Options, check
from handouts.delivery.made_from import key_of
from pathlib import Path
print(key_of(check(Path(sys.argv[1]), Options()), 1))
"""


def test_a_key_stands_for_all_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sheet that an older one has made is made anew."""
    assert (made_from.PROGRAM / "compose/parts.py").is_file()
    assert (made_from.PROGRAM / "render" / "document.py").is_file()
    stamps = set()
    monkeypatch.setattr(made_from, "PROGRAM", tmp_path)
    for text in ("", "changed = True\n", "changed = True\n"):
        (tmp_path / "compose.py").write_text(text, "utf-8")
        stamps.add(made_from.stamp.__wrapped__())
    assert len(stamps) == 2


def test_a_key_is_the_same_in_every_process(tmp_path: Path) -> None:
    """Each process of a run puts the members of a set in an order of its own."""
    file = tmp_path / "p.yaml"
    tip = "{title: Rice sack, steps: [Warm it.], flags: [heat, cold, ear-seeds]}"
    file.write_text(f"patient: Ana\npoints: [LI4]\ntips:\n  - {tip}\n")
    keys = {
        subprocess.run(
            [sys.executable, "-c", KEY, str(file)],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip
    assert len(keys) == 1


def test_a_new_picture_of_a_typed_tip_is_built_anew(tmp_path: Path) -> None:
    day, out = tmp_path / "day", tmp_path / "out"
    day.mkdir()
    tip = "{title: Sack, steps: [Warm it.], flags: none, picture: sack.png, alt: a sack}"
    (day / "p.yaml").write_text(f"patient: Ana\npoints: [LI4]\ntips:\n  - {tip}\n")
    made = []
    for colour in ("red", "red", "blue"):
        Image.new("RGB", (300, 300), colour).save(day / "sack.png")
        assert batch(day, "-o", out) == Exit.DONE
        made.append(next(out.glob("*.pdf")).read_bytes())
    assert made[0] == made[1] != made[2]
