"""`handouts renew`, and what the sheet, `check` and the PDF of the last time have to do with it."""

from __future__ import annotations

import os
import re
from datetime import timedelta
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from handouts.commands import run
from handouts.errors import Exit
from handouts.today import today

TODAY = today()
LAST = """\
patient: Maria Lopez
date: 2026-01-20
conditions: [not-pregnant, blood-thinners]
points: [LI4 30 s, PC6]
next_visit: 2026-02-03
acknowledge:
  PC6: Her doctor agrees, 20 January, HP
"""
NEW = f"maria-lopez-{TODAY.isoformat()}.yaml"
Said = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "maria-lopez-2026-01-20.yaml").write_text(LAST, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def words_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return re.sub(r"\s+", " ", text)


def test_from_the_last_sheet_to_the_new_one(folder: Path, capsys: Said) -> None:
    assert run(["renew", "maria-lopez"]) == Exit.DONE
    said = capsys.readouterr().out
    assert said.startswith(f"{NEW} (from maria-lopez-2026-01-20.yaml)\n")
    for words in ("Ask again: conditions: not-pregnant, blood-thinners", "PC6: Her doctor agrees",
                  "next visit of 2026-02-03", f"handouts check {NEW}"):  # fmt: skip
        assert words in said, words
    new = folder / NEW
    new.write_text(new.read_text("utf-8").replace("LI4 30 s, PC6", "LI4 1 min, LR3"), "utf-8")
    changed = "Since 20 January 2026: new: 2 LR3; longer: 1 LI4; gone: PC6."
    for command in (["check", NEW], ["renew", "maria-lopez", "--diff"]):
        assert run(command) == Exit.DONE
        assert changed in capsys.readouterr().out
    assert run(["build", NEW, "-q"]) == Exit.DONE
    words = words_of(new.with_suffix(".pdf"))
    assert "Since last time: Point 2 is new. Point 1: press longer. No longer press: inner" in words
    assert "Her doctor" not in words


@pytest.mark.parametrize(
    "meant", ["maria-lopez", "Maria Lopez", "maria-lopez.yaml", "maria-lopez-2026-01-20.yaml"]
)
def test_the_last_one_is_found_by_any_of_its_names(folder: Path, meant: str) -> None:
    older = LAST.replace("2026-01-20", "2025-12-01").replace("PC6", "LR3")
    (folder / "maria-lopez.yaml").write_text(older, "utf-8")
    assert run(["renew", str(folder / meant)]) == Exit.DONE
    assert "since: maria-lopez-2026-01-20.yaml" in (folder / NEW).read_text("utf-8")


def test_a_name_with_a_day_is_that_very_file(folder: Path) -> None:
    (folder / "maria-lopez-2026-01-27.yaml").write_text(LAST, "utf-8")
    assert run(["renew", "maria-lopez-2026-01-20"]) == Exit.DONE
    assert "since: maria-lopez-2026-01-20.yaml" in (folder / NEW).read_text("utf-8")


def test_a_file_without_a_day_in_its_name_is_as_new_as_it_says(folder: Path) -> None:
    newer = LAST.replace("2026-01-20", "2026-02-01")
    (folder / "maria-lopez.yaml").write_text(newer, "utf-8")
    assert run(["renew", "maria-lopez"]) == Exit.DONE
    assert "since: maria-lopez.yaml" in (folder / NEW).read_text("utf-8")


@pytest.mark.parametrize("slip", ["points: [BL600]", "routine: our own", "phon 555"])
def test_a_slip_in_the_newest_renews_no_older_one(folder: Path, capsys: Said, slip: str) -> None:
    newest = f"Date: 2026-02-01\npatient: Maria Lopez\n{slip}\n"
    (folder / "maria-lopez.yaml").write_text(newest, "utf-8")
    assert run(["renew", "maria-lopez"]) == Exit.CONTENT
    assert "maria-lopez.yaml:3:" in capsys.readouterr().err
    assert not (folder / NEW).exists()


@pytest.mark.parametrize("day", ["date: 2/1/2026", "date: soon", "date 2026-02-01"])
def test_a_day_that_cannot_be_read_is_said(folder: Path, capsys: Said, day: str) -> None:
    (folder / "maria-lopez.yaml").write_text(f"patient: Maria Lopez\n{day}\npoints: [LI4]\n")
    assert run(["renew", "maria-lopez"]) == Exit.CONTENT
    assert "maria-lopez.yaml:2:" in capsys.readouterr().err
    assert not (folder / NEW).exists()


def test_a_clinics_own_routine_is_compared(folder: Path, capsys: Said) -> None:
    (folder / "clinic.yaml").write_text("name: Cedar Hill\n", "utf-8")
    (folder / "routines").mkdir()
    (folder / "routines" / "stiff.yaml").write_text("title: Stiff\npoints: [LI4, LR3]\n", "utf-8")
    for day, what in (("2026-02-01", "routine: stiff"), ("2026-02-08", "points: [LI4]")):
        text = f"patient: Maria Lopez\ndate: {day}\n{what}\n"
        (folder / f"maria-lopez-{day}.yaml").write_text(text, "utf-8")
    assert run(["renew", "maria-lopez", "--diff"]) == Exit.DONE
    assert capsys.readouterr().out.startswith("Since 1 February 2026: gone: LR3.")


def test_nothing_is_written_over(folder: Path, capsys: Said) -> None:
    assert run(["renew", "maria-lopez"]) == Exit.DONE
    (folder / NEW).write_text("points: [LI4]\n", "utf-8")
    for meant in ("maria-lopez", "maria-lopez-2026-01-20.yaml"):
        assert run(["renew", meant]) == Exit.FILES
        assert f"{NEW}: There is one of today already" in capsys.readouterr().err
    assert (folder / NEW).read_text("utf-8") == "points: [LI4]\n"


@pytest.mark.parametrize(
    ("name", "text", "meant", "code", "said"),
    [
        ("x.yaml", LAST, "mario-lopez", Exit.FILES, "Did you mean maria-lopez?"),
        ("x.yaml", LAST, "nowhere/maria", Exit.FILES, "maria"),
        ("x.yaml", "points: [BL600]\n", "x", Exit.CONTENT, "x.yaml:1: points: There is no point"),
        ("x.yaml", "name: Quiet River\nphone: 555 0142\n", "x", Exit.CONTENT, "clinic's file"),
        ("x.yaml", f"points: [LI4]\ndate: {TODAY + timedelta(days=2)}\n", "x", Exit.CONTENT,
         "still to come"),
    ],
)  # fmt: skip
def test_what_cannot_be_renewed_is_said_and_nothing_is_written(
    folder: Path, capsys: Said, name: str, text: str, meant: str, code: Exit, said: str
) -> None:
    (folder / name).write_text(text, "utf-8")
    before = sorted(folder.iterdir())
    assert run(["renew", meant]) == code
    assert said in capsys.readouterr().err
    assert sorted(folder.iterdir()) == before


def test_one_prescription_alone_has_no_difference(folder: Path, capsys: Said) -> None:
    assert run(["renew", "maria-lopez", "--diff"]) == Exit.CONTENT
    assert "no prescription before this one" in capsys.readouterr().err


def test_two_that_were_dated_by_hand_are_compared_as_well(folder: Path, capsys: Said) -> None:
    later = LAST.replace("2026-01-20", "2026-02-02").replace("30 s", "10 s")
    (folder / "maria-lopez-2026-02-02.yaml").write_text(later, "utf-8")
    assert run(["renew", "maria-lopez", "--diff"]) == Exit.DONE
    assert capsys.readouterr().out == "Since 20 January 2026: shorter: 1 LI4.\n"


@pytest.mark.skipif(os.name == "nt", reason="the editor here is a shell command")
def test_after_the_editor_is_closed_the_difference_is_said(
    folder: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "sed -i.old 's/LI4 30 s/LI4 90 s/'")
    assert run(["renew", "maria-lopez", "--open"]) == Exit.DONE
    assert "Since 20 January 2026: longer: 1 LI4.\n" in capsys.readouterr().out


# ── `since:` ────────────────────────────────────────────────────────────────────────────────────


def since(folder: Path, last: str | None, named: str = "last.yaml") -> Path:
    if last is not None:
        (folder / "last.yaml").write_text(last, "utf-8")
    path = folder / "now.yaml"
    path.write_text(f"patient: Maria Lopez\ndate: 2026-01-27\nsince: {named}\npoints: [LR3]\n")
    return path


@pytest.mark.parametrize(
    ("last", "why"),
    [
        (None, "There is no such file"),
        ("points: [BL600]\n", "last.yaml:1: points: There is no point"),
        ("\0", "last.yaml"),
        (LAST.replace("2026-01-20", "2026-01-28"), "of a later day"),
    ],
)
def test_what_is_wrong_with_the_last_one_stops_no_sheet(
    folder: Path, capsys: Said, last: str | None, why: str
) -> None:
    assert run(["build", str(since(folder, last))]) == Exit.DONE
    said = capsys.readouterr().err
    assert re.search(rf"note: .*now\.yaml:3: since: What changed .*not printed.*{why}", said)
    assert "Since last time" not in words_of(folder / "now.pdf")


def test_a_sheet_is_not_compared_with_itself(folder: Path, capsys: Said) -> None:
    (folder / NEW).write_text(f"{LAST}since: {NEW}\n", "utf-8")
    assert run(["build", NEW]) == Exit.DONE
    assert f"{NEW} is this file itself" in capsys.readouterr().err


@pytest.mark.parametrize("patient", ["patient: Mario Ruiz\n", ""])
def test_nothing_of_another_patient(folder: Path, capsys: Said, patient: str) -> None:
    other = LAST.replace("patient: Maria Lopez\n", patient)
    assert run(["build", str(since(folder, other))]) == Exit.CONTENT
    said = capsys.readouterr().err
    assert "now.yaml:3: since: last.yaml is for another patient." in said
    assert "Ruiz" not in said
    assert not (folder / "now.pdf").exists()


@pytest.mark.parametrize("named", ["../last.yaml", "/etc/passwd", "~/last.yaml", "//host/a.yaml"])
def test_the_last_one_lies_in_the_same_folder(folder: Path, capsys: Said, named: str) -> None:
    assert run(["check", str(since(folder, LAST, named))]) == Exit.CONTENT
    assert "now.yaml:3: since: The file must lie in the same folder." in capsys.readouterr().err


def test_a_layout_without_room_says_so_only_if_there_was_something(
    folder: Path, capsys: Said
) -> None:
    path = since(folder, LAST)
    assert run(["check", str(path), "--layout", "pocket"]) == Exit.DONE
    assert "Since last time, How to press" in capsys.readouterr().out
    (folder / "last.yaml").write_text("patient: maria  lopez\npoints: [LR3]\n", "utf-8")
    assert run(["check", str(path), "--layout", "pocket"]) == Exit.DONE
    said = capsys.readouterr().out
    assert "Since last time, How to press" not in said
    assert "Since last time: nothing has changed." in said


def test_a_row_of_a_table_names_it_as_well(folder: Path) -> None:
    since(folder, LAST)
    (folder / "day.csv").write_text(
        "patient,date,points,since\nMaria Lopez,2026-01-27,LR3,last.yaml\n", "utf-8"
    )
    assert run(["batch", "day.csv", "-o", "out", "-q"]) == Exit.DONE
    (pdf,) = (folder / "out").glob("*.pdf")
    assert "Since last time: All points are new." in words_of(pdf)


# ── the PDF of the last time ────────────────────────────────────────────────────────────────────


def build(folder: Path, day: str, more: str = "") -> None:
    path = folder / "maria.yaml"
    path.write_text(f"points: [LI4]\n{f'date: {day}' if day else ''}\n{more}", "utf-8")
    assert run(["build", str(path)]) == Exit.DONE


def pdfs(folder: Path) -> dict[str, str]:
    """The PDFs there are, each with the day that it says it is of."""
    found = {}
    for path in folder.glob("*.pdf"):
        with pikepdf.open(path) as pdf:
            found[path.name] = str(pdf.docinfo["/CreationDate"])[2:10]
    return found


def test_the_pdf_of_an_older_day_is_kept_beside_the_new_one(folder: Path, capsys: Said) -> None:
    build(folder, "2026-11-20")
    build(folder, "2026-11-20", "notes: Again, on the same day.")
    assert pdfs(folder) == {"maria.pdf": "20261120"}
    assert "kept" not in capsys.readouterr().err
    build(folder, "2026-11-28")
    assert pdfs(folder) == {"maria-2026-11-20.pdf": "20261120", "maria.pdf": "20261128"}
    assert "kept as" in capsys.readouterr().err
    assert "Again, on the same day." in words_of(folder / "maria-2026-11-20.pdf")


def test_what_is_kept_replaces_nothing(folder: Path) -> None:
    for notes in ("one", "two", "two", "three"):
        build(folder, "2026-11-20", f"notes: {notes}")
        build(folder, "2026-11-28")
    kept = [words_of(path) for path in sorted(folder.glob("maria-2026-11-20*.pdf"))]
    assert len(kept) == 3
    assert all(any(word in text for text in kept) for word in ("one", "two", "three"))


def test_a_file_whose_name_is_its_day_is_kept_as_well(folder: Path) -> None:
    """The name under which it would be kept is its own."""
    path = folder / "2026-11-20.yaml"
    for day in ("2026-11-20", "2026-11-28"):
        path.write_text(f"points: [LI4]\ndate: {day}\n", "utf-8")
        assert run(["build", str(path), "-q"]) == Exit.DONE
    assert sorted(pdfs(folder).values()) == ["20261120", "20261128"]


def test_without_a_day_the_pdf_is_made_anew(folder: Path) -> None:
    for day in ("", "2026-11-20", ""):
        build(folder, day)
    assert list(pdfs(folder)) == ["maria.pdf"]


@pytest.mark.parametrize("day", ["", "date: 2026-11-20\n"])
@pytest.mark.parametrize("other", ["Bob Smith", "Bo Li", "李伟"])
def test_another_patients_sheet_is_not_lost(day: str, other: str, folder: Path) -> None:
    out = folder / "out"
    for name in ("Ann Smith", "Ann Smith", other):
        path = folder / name.replace(" ", "-") / "smith.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"patient: {name}\npoints: [LI4]\n{day}", "utf-8")
        assert run(["build", str(path), "-o", str(out), "-q"]) == Exit.DONE
    (kept,) = {*pdfs(out)} - {"smith.pdf"}
    assert kept == ("smith-2026-11-20.pdf" if day else "smith-older.pdf")
    assert "Ann Smith" in words_of(out / kept)
    assert other in words_of(out / "smith.pdf")


@pytest.mark.parametrize("data", [b"no PDF", b"", b"%PDF-1.7\nfrom another program"])
def test_a_strangers_file_is_not_lost(folder: Path, data: bytes) -> None:
    (folder / "maria.pdf").write_bytes(data)
    build(folder, "")
    assert (folder / "maria-older.pdf").read_bytes() == data
    assert words_of(folder / "maria.pdf")


def test_a_batch_makes_only_the_last_of_a_patient(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two sheets of one patient in one run would be mailed both."""
    folder = tmp_path / "day"
    folder.mkdir()
    (folder / "maria-1.yaml").write_text("patient: Maria\npoints: [LI4]\n", "utf-8")
    (folder / "maria-2.yaml").write_text(
        "patient: Maria\nSince: maria-1.yaml\npoints: [LI4, LI11]\n", "utf-8"
    )
    assert run(["batch", str(folder), "-o", str(tmp_path / "out"), "--jobs", "1"]) == 0
    assert "maria-1.yaml has been renewed and is passed over." in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "out").glob("*.pdf")] == ["maria.pdf"]


@pytest.mark.parametrize("last", ["archive/maria.yaml", "maria.yaml"])
def test_only_what_another_one_names_has_been_renewed(
    tmp_path: Path, capsys: Said, last: str
) -> None:
    folder = tmp_path / "day"
    (folder / "archive").mkdir(parents=True)
    (folder / "archive" / "maria.yaml").write_text("patient: Maria\npoints: [LI4]\n", "utf-8")
    (folder / "maria.yaml").write_text(f"patient: Maria\nsince: {last}\npoints: [LI11]\n", "utf-8")
    assert run(["batch", str(folder), "-o", str(tmp_path / "out"), "--jobs", "1"]) == Exit.DONE
    assert "renewed" not in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "out").glob("*.pdf")] == ["maria.pdf"]


def test_a_batch_builds_anew_when_the_last_one_changed(folder: Path, capsys: Said) -> None:
    since(folder, LAST)
    (folder / "day.csv").write_text(
        "patient,date,points,since\nMaria Lopez,2026-01-27,LR3,last.yaml\n", "utf-8"
    )
    call = ["batch", "day.csv", "-o", "out", "--jobs", "1"]
    assert run(call) == Exit.DONE
    assert run(call) == Exit.DONE
    assert "(1 unchanged)" in capsys.readouterr().out
    (folder / "last.yaml").write_text(LAST.replace("PC6]", "LR3]"), "utf-8")
    assert run(call) == Exit.DONE
    assert "unchanged" not in capsys.readouterr().out
    (pdf,) = (folder / "out").glob("*.pdf")
    assert "All points are new" not in words_of(pdf)


def test_notes_that_are_kept_are_told(folder: Path, capsys: Said) -> None:
    file = folder / "maria-lopez-2026-01-20.yaml"
    text = LAST.replace("points: [LI4 30 s, PC6]", "points: [LI4, {point: PC6, note: Left wrist.}]")
    file.write_text(f"{text}notes: |\n  Rest until we meet on Tuesday.\n", "utf-8")
    assert run(["renew", "maria-lopez"]) == Exit.DONE
    said = capsys.readouterr().out
    assert "Your note is kept, see whether it still holds: Rest until we meet on Tuesday." in said
    assert "Your note at PC6 is kept, see whether it still holds: Left wrist." in said
    new = (folder / NEW).read_text("utf-8")
    comment = f"# Renewed {TODAY.isoformat()}: see whether your note still holds.\nnotes: |\n"
    assert new.count(comment) == 1


def test_build_and_check_take_a_name_as_renew_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, point in (("rose", "LI4"), ("rose-2026-11-20", "SI3"), ("rose-abernathy", "LI10")):
        (tmp_path / f"{name}.yaml").write_text(f"points: [{point}]\ndate: 2026-11-01\n", "utf-8")
    assert run(["check", "rose"]) == Exit.DONE
    assert "rose-2026-11-20.yaml: all right. SI3." in capsys.readouterr().out
    assert run(["build", "rose", "rose-abernathy"]) == Exit.DONE
    assert sorted(path.name for path in tmp_path.glob("*.pdf")) == [
        "rose-2026-11-20.pdf", "rose-abernathy.pdf",
    ]  # fmt: skip
    assert run(["build", "ruth"]) == Exit.FILES
    assert "ruth: There is no prescription of “ruth” here." in capsys.readouterr().err
