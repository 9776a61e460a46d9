"""Whatever lies in the folder of a batch is in its table, and `forget` finds a patient in it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from handouts.commands import run
from handouts.delivery.batch.folder import BATCH_FILES, DRAFT, JOURNAL, batch_file, files_in
from handouts.delivery.batch.manifest import PdfRecord
from handouts.errors import Exit
from handouts.files.writing import MACHINE

from .conftest import Capsys
from .runs import batch, read_table

pytestmark = pytest.mark.usefixtures("clinic")
ROWS = (
    "patient,email,points\nMaria Lopez,maria@x.org,SI3\nMaria Lopez,maria@x.org,LI44\n"
    "Maria Lopez,,LI4\nBo Lee,bo@x.org,SI3\n"
)


def folder_with_all(place: Path) -> Path:
    """The folder of a batch with every kind of file in it, each about one patient, but for the
    journal, which is there while a run lasts.
    """
    (place / "day.csv").write_text(ROWS)
    out = place / "out"
    assert batch(place / "day.csv", "-o", out, "-q", "--print-run") == Exit.SOME_FAILED
    assert run(["email", str(out / "manifest.csv"), "-q"]) == Exit.SOME_FAILED
    for name in ("", "mail/"):
        part = out / f"{name}.handouts-999999-{MACHINE}-abc.part"
        part.write_text("Maria Lopez")
    return out


def test_every_kind_of_file_is_in_the_table_and_none_keeps_a_patient(tmp_path: Path) -> None:
    out = folder_with_all(tmp_path)
    files = [*files_in(out), *files_in(out / "mail")]
    pdfs = {out / row["file"] for row in read_table(out / "manifest.csv")}
    assert {batch_file(path) for path in files if path not in pdfs} == {*BATCH_FILES} - {JOURNAL}
    assert run(["forget", "Maria Lopez", str(out), "--email", "maria@x.org", "--email", "none",
                "--yes"]) == Exit.DONE  # fmt: skip
    left = {path.name: path.read_bytes() for path in (*files_in(out), *files_in(out / "mail"))}
    assert left.keys() == {"bo-lee.pdf", "manifest.csv", "handout-bo-lee.eml"}
    assert not [name for name, data in left.items() if b"Maria" in data or b"maria" in data]


def test_nothing_is_forgotten_by_halves_where_a_run_has_left_its_journal(
    tmp_path: Path, capsys: Capsys
) -> None:
    out = folder_with_all(tmp_path)
    manifest = (out / "manifest.csv").read_bytes()
    record = asdict(PdfRecord("../day.csv", 2, "Maria Lopez", "", "m.pdf"))
    (out / JOURNAL.name).write_text(f"{json.dumps(record)}\n")
    words = ["forget", "Maria Lopez", str(out), "--email", "maria@x.org", "--yes"]
    assert run(words) == Exit.FILES
    assert "A batch was stopped in this folder." in capsys.readouterr().err
    assert (out / "manifest.csv").read_bytes() == manifest


def test_what_may_name_the_patient_is_named(tmp_path: Path, capsys: Capsys) -> None:
    """The clinic's own files are not ours to delete, but nobody is to miss one."""
    out = folder_with_all(tmp_path)
    named = {
        out / "maria-lopez-1.png": b"a picture",
        out / "Lopez_Maria 2026.pdf": b"scanned",
        out / "calls.txt": "Tuesday: called LOPEZ, Maria\n".encode("utf-16"),
        out / "mail" / "answer.eml": b"From: Maria Lopez <m@x.org>\n\nHello\n",
        out / "failed-3.csv": b"reason,from,patient\n\xe9,,Maria Lopez\n",
    }
    for path, data in (named | {out / "other.txt": b"Maria came.\nMr Lopez, too.\n"}).items():
        path.write_bytes(data)
    assert run(["forget", "Maria Lopez", str(out), "--email", "maria@x.org"]) == Exit.DONE
    (said,) = [line for line in capsys.readouterr().err.splitlines() if "look for" in line]
    assert not [path for path in named if str(path) not in said]
    assert "other.txt" not in said
    assert "bo-lee" not in said


def test_a_table_in_the_folder_is_named_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capsys
) -> None:
    monkeypatch.chdir(tmp_path)
    out = Path("out")
    out.mkdir()
    (out / "day.csv").write_text(ROWS)
    batch(out / "day.csv", "-o", out, "-q")
    words = ["forget", "Maria Lopez", "out", "--email", "maria@x.org", "--email", "none"]
    assert run(words) == Exit.DONE
    assert capsys.readouterr().err.count("day.csv") == 1 + 1, "one row failed, and one note"


def test_a_file_is_known_by_what_stands_in_it(tmp_path: Path) -> None:
    for name in ("manifest.csv", "failed.csv", "not-sent.csv", "print-run.pdf", "ann.eml"):
        (tmp_path / name).write_text("name,email\nAnn,ann@x.org\n")
        assert batch_file(tmp_path / name) is None
    (tmp_path / "mine.csv").write_text("patient;email;where;reason\nAnn;a@x.org;day.csv:2;No\n")
    assert (kind := batch_file(tmp_path / "mine.csv"))
    assert kind.name == "not-sent.csv", "a spreadsheet has saved it anew"
    assert kind is not DRAFT
