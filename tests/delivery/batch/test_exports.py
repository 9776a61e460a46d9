"""From a practice program's export to the mail server, and back and forth through Excel."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from handouts.commands import run
from handouts.errors import Exit
from handouts.today import today

from .. import runs, server
from ..conftest import Capsys
from . import exports
from .exports import export, saved_by_excel


@pytest.fixture(autouse=True)
def own_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDOUTS_DATA", str(tmp_path / "data"))


def _batch(table: Path, out: Path, *words: object) -> int:
    return runs.batch(table, "-o", out, "--jobs", "1", "--layout", "pocket", *words)


def _mended(failed: Path, *changes: tuple[str, str]) -> None:
    text = failed.read_text("utf-8-sig")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    failed.write_text(text, "utf-8-sig", newline="")


def test_an_export_is_built_with_one_column_said(tmp_path: Path, capsys: Capsys) -> None:
    clinic = "name: Quiet River\nemail: office@example.org\n"
    (tmp_path / "clinic.yaml").write_text(clinic, "utf-8")
    table = export(tmp_path / "clients.csv", 12, date(2026, 12, 4))
    words = ("--routine", "low-back", "--map", exports.MAP)
    assert _batch(table, tmp_path / "out", *words) == Exit.DONE
    said = capsys.readouterr().err.replace(str(tmp_path), "")  # its folder may have these digits
    assert said.count("not read") == 2  # one notice: the columns, and what safety may need
    for private in ("Shield", "M54", "01/", "555", "vip"):
        assert private not in said
    manifest = runs.read_table(tmp_path / "out" / "manifest.csv")
    assert len(manifest) == 12
    printed = runs.text_of(tmp_path / "out" / manifest[0]["file"])
    assert manifest[0]["patient"] in printed
    assert re.search(r"4 December 2026,? at \d+:\d0", printed)
    for private in ("Shield", "M54", "555", "vip", "Castro"):
        assert private not in printed
    assert run(["email", str(tmp_path / "out" / "manifest.csv"), "--calendar"]) == Exit.DONE
    drafts = sorted((tmp_path / "out").rglob("*.eml"))
    assert len(drafts) == 12
    assert all(b"visit.ics" in draft.read_bytes() for draft in drafts)


def test_what_the_clinic_says_once_holds_for_each_table(tmp_path: Path) -> None:
    text = "name: Quiet River\nlayout: pocket\ncolumns:\n  Appointment Date: next visit\n"
    (tmp_path / "clinic.yaml").write_text(text, "utf-8")
    table = export(tmp_path / "clients.csv", 2, date(2026, 12, 12))  # two days that tell the order
    assert _batch(table, tmp_path / "out", "--routine", "low-back") == Exit.DONE
    (tmp_path / "clinic.yaml").write_text(f"{text}dates: us\n", "utf-8")
    table = export(tmp_path / "clients.csv", 2, date(2026, 12, 4))
    assert _batch(table, tmp_path / "out", "--routine", "low-back") == Exit.DONE
    first = runs.read_table(tmp_path / "out" / "manifest.csv")[0]["file"]
    assert "December 4, 2026" in runs.text_of(tmp_path / "out" / first)


@pytest.mark.parametrize("country", ["us", "day-first"])
def test_failures_mended_in_excel_do_not_loop(country: str, tmp_path: Path, capsys: Capsys) -> None:
    table = tmp_path / "day.csv"
    table.write_text(
        "patient,points,next visit,how often,id\n"
        "Zq00001,BL40,12/13/2026,Daily,007\n"
        "Zq00002,BL4O,12/4/2026,Daily,008\n"
        "Zq00003,BL40,2026-12-04 15:30,2-Mar,009\n"
        "Zq00004,BL40,12/5/2026 half past,Daily,010\n",
        "utf-8",
    )
    out = tmp_path / "out"
    assert _batch(table, out) == Exit.SOME_FAILED
    failed = out / "failed.csv"
    failed.write_bytes(saved_by_excel(failed.read_bytes(), country))
    _mended(failed, ("BL4O", "BL40"), ("2-Mar", "2 to 3 times a day"),
            ("12/5/2026 half past", "5 Dec 2026"))  # fmt: skip
    failed.write_bytes(saved_by_excel(failed.read_bytes(), country))
    assert _batch(failed, out) == Exit.DONE
    manifest = runs.read_table(out / "manifest.csv")
    printed = {one["patient"]: runs.text_of(out / one["file"]) for one in manifest}
    assert "4 December 2026" in printed["Zq00002"]
    assert "4 December 2026" in printed["Zq00003"]
    assert "3:30 pm" in printed["Zq00003"]
    assert "5 December 2026" in printed["Zq00004"]


def test_a_sheet_carries_the_day_on_which_it_was_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "day.csv"
    (tmp_path / "clinic.yaml").write_text("name: Willow\nemail: hi@willow.example\n", "utf-8")
    rows = "Ana,BL40,,ana@example.org\nBo,BL40,1 Nov 2026,bo@example.org\n"
    table.write_text(f"patient,points,date,email\n{rows}", "utf-8")
    assert _batch(table, tmp_path / "out") == Exit.DONE
    now = today()
    spelt = f"{now.day} {now:%B} {now.year}"
    ana = tmp_path / "out" / "ana.pdf"
    assert spelt in runs.text_of(ana)
    assert "1 November 2026" in runs.text_of(tmp_path / "out" / "bo.pdf")

    tomorrow = datetime.combine(now + timedelta(days=1), datetime.min.time(), UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(tomorrow.timestamp())))
    before = ana.read_bytes()
    mail = ["email", str(tmp_path / "out" / "manifest.csv"), "-o", str(tmp_path / "mail")]
    assert run(mail) == Exit.DONE, "what was batched yesterday is mailed today"
    assert _batch(table, tmp_path / "out", "--print-run") == Exit.DONE
    assert ana.read_bytes() == before
    assert spelt in runs.text_of(tmp_path / "out" / "print-run.pdf"), "as in the patient's own"
    assert run(mail) == Exit.DONE, "an unchanged sheet keeps its day"
    assert _batch(table, tmp_path / "out", "--force") == Exit.DONE
    assert spelt not in runs.text_of(ana)


def test_a_visit_before_the_day_of_the_run_is_refused(tmp_path: Path, capsys: Capsys) -> None:
    """As in a prescription with a date: the sheet would carry the day of the run."""
    table = tmp_path / "day.csv"
    table.write_text(
        "patient,points,next visit\nAna,BL40,12/13/2025\nBo,BL40,2026-11-20\n", "utf-8"
    )
    assert _batch(table, tmp_path / "out") == Exit.SOME_FAILED
    said = "day.csv:2: next_visit: The next visit is 13 December 2025, before the day of this run."
    assert said in capsys.readouterr().err
    assert [one["patient"] for one in runs.read_table(tmp_path / "out" / "failed.csv")] == ["Ana"]


def test_a_day_to_press_until_before_the_day_of_the_run_is_refused(
    tmp_path: Path, capsys: Capsys
) -> None:
    table = tmp_path / "day.csv"
    table.write_text(
        'patient,points,for_how_long\nAna,BL40,"until May 5, 2020"\nBo,BL40,10 days\n', "utf-8"
    )
    assert _batch(table, tmp_path / "out") == Exit.SOME_FAILED
    assert "day.csv:2: for_how_long: “until May 5, 2020” does not" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--map=A=notes", "--sheet=x", "--dates=us", "--encoding=gbk"])
def test_what_is_said_of_a_table_goes_with_a_table(option: str, tmp_path: Path) -> None:
    assert _batch(tmp_path, tmp_path / "out", option) == Exit.USAGE


@pytest.mark.long
def test_three_hundred_are_built_and_mailed_in_one_go(
    tmp_path: Path, handler: server.Handler
) -> None:
    table = export(tmp_path / "clients.csv", 300, date(2026, 12, 4))
    words = ("--routine", "low-back", "--map", exports.MAP)
    assert _batch(table, tmp_path / "out", *words) == Exit.DONE
    manifest = str(tmp_path / "out" / "manifest.csv")
    assert run(["email", manifest, "--send", "--yes", "--calendar"]) == Exit.DONE
    assert {handler.taken(f"client{number}@example.org") for number in range(300)} == {1}
