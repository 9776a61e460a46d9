"""What lies in a front desk's folders: equal names, odd spellings, one file for another."""

from __future__ import annotations

import errno
import json
import os
import shlex
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from handouts.commands import run
from handouts.errors import Exit

ROOT = Path(__file__).parents[2]


def put(path: Path, patient: str = "Ana") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"patient: {patient}\npoints: [SI3]\n", "utf-8")
    return path


# ── two with one name ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("mon/lopez.yaml", "tue/lopez.yaml"),
        ("mon/lopez.yaml", "tue/lopez.yml"),
        ("mon/lopez.yaml", "tue/Lopez.yaml"),
        ("mon/josé.yaml", "tue/" + unicodedata.normalize("NFD", "josé.yaml")),
        ("mon/STRASSE.yaml", "tue/straße.yaml"),
    ],
)
def test_two_at_one_place_are_refused_before_anything_is_written(
    one: str, other: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = put(tmp_path / one), put(tmp_path / other, "Bea")
    out = tmp_path / "out"
    assert run(["build", str(first), str(second), "-o", str(out)]) == Exit.FILES
    said = capsys.readouterr().err
    assert str(second) in said
    assert f"that of {first}" in said
    assert not out.exists()
    assert run(["build", str(first), str(second), "-q"]) == Exit.DONE, "beside each"


def test_two_beside_each_other_are_refused_too(tmp_path: Path) -> None:
    first, second = put(tmp_path / "lopez.yaml"), put(tmp_path / "lopez.yml")
    assert run(["build", str(first), str(second)]) == Exit.FILES
    assert not (tmp_path / "lopez.pdf").exists()


def test_another_kind_of_file_is_refused_with_what_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = put(tmp_path / "lopez.yaml")
    assert run(["build", str(source), "-o", str(tmp_path / "lopez.docx")]) == Exit.FILES
    assert "lopez.pdf" in capsys.readouterr().err
    assert not (tmp_path / "lopez.docx").exists()
    folder = tmp_path / "week.49"
    assert run(["build", str(source), "-o", str(folder), "-q"]) == Exit.DONE
    assert (folder / "lopez.pdf").exists()


def test_a_file_named_twice_is_built_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path / "lopez.yaml")
    again = tmp_path / "sub" / ".." / "lopez.yaml"
    (tmp_path / "sub").mkdir()
    assert run(["build", str(file), str(again), "-o", str(tmp_path / "out")]) == Exit.DONE
    assert capsys.readouterr().out.count("lopez.pdf") == 1


def test_several_do_not_go_into_one_pdf(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(put(tmp_path / "x.yaml")), str(put(tmp_path / "y.yaml"))]
    assert run(["build", *files, "-o", str(tmp_path / "one.pdf")]) == Exit.FILES
    assert "Name a folder with -o" in capsys.readouterr().err
    assert not (tmp_path / "one.pdf").exists()


@pytest.mark.parametrize("name", ["aux.pdf", "CON.pdf", "nul.pdf", "com1.pdf", "Lpt9.x.pdf"])
def test_a_name_that_windows_keeps_for_itself(name: str, tmp_path: Path) -> None:
    assert run(["build", str(put(tmp_path / "p.yaml")), "-o", str(tmp_path / name)]) == Exit.FILES
    assert not (tmp_path / name).exists()


# ── one file for another ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["willow.yaml", "clinic.yml", "Clinic.yaml"])
@pytest.mark.parametrize("verb", ["build {}", "batch {} -o out", "email {} -o mail"])
def test_a_clinics_file_given_as_a_prescription_is_called_so(
    verb: str,
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text("name: Willow\nemail: us@example.org\n")
    assert run(verb.format(name).split()) == Exit.CONTENT
    said = capsys.readouterr().err
    assert f"{name}: This is a clinic's file, not a" in said
    assert f"Check it: handouts check {name}" in said or verb.startswith("email")
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert run(["check", name]) == Exit.DONE
    assert "all right, a clinic file" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("place", "text", "kind"),
    [
        ("tips/big.yaml", "based-on: sheet\n", "layout"),
        ("layouts/bath.yaml", "title: Bath\nsteps: [Lie.]\npregnancy: ok\nflags: []\n", "tip"),
        ("tips/ear.yaml", "region: ear\ntitle: Ear\nsteps: [Feel.]\npregnancy: ok\n", "point"),
        ("calf.yaml", "title: Calf\nabout: For calves.\npoints: [BL57]\ncall: [it]\n", "routine"),
    ],
)
def test_a_file_in_the_wrong_folder_is_told_where_it_belongs(
    place: str, text: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "clinic.yaml").write_text("name: Willow\n")
    file = tmp_path / place
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)
    assert run(["check", str(file)]) == Exit.CONTENT
    said = capsys.readouterr().err
    assert f"This looks like a {kind}" in said
    assert f"Move it into the folder {kind}s" in said
    assert "no field" not in said


def test_a_layout_of_our_name_is_not_added(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "clinic.yaml").write_text("name: Willow\n")
    assert run(["add", "layout", "Sheet"]) == Exit.CONTENT
    assert "One of ours has the name sheet" in capsys.readouterr().err
    assert not (tmp_path / "layouts").exists()


def test_a_prescription_given_as_a_table_is_called_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = put(tmp_path / "p.yaml")
    assert run(["batch", str(file), "-o", str(tmp_path / "out")]) == Exit.CONTENT
    assert "This is a prescription, not a table. Make its PDF" in capsys.readouterr().err


# ── odd spellings ───────────────────────────────────────────────────────────────────────────────


def test_a_clinic_in_another_spelling_is_on_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "p.yaml")
    (tmp_path / "Clinic.YML").write_text("name: Willow Tree\nphone: 555 0142\n")
    assert run(["check", str(tmp_path / "p.yaml"), "--text"]) == Exit.DONE
    assert "555 0142" in capsys.readouterr().out


def test_what_was_perhaps_meant_for_a_clinic_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(tmp_path / "p.yaml")
    (tmp_path / "clinic (1).yaml").write_text("name: Willow Tree\n")
    assert run(["build", str(tmp_path / "p.yaml")]) == Exit.DONE
    assert "clinic (1).yaml is not read. If it is your clinic's" in capsys.readouterr().err


def test_a_folder_names_what_it_does_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "day", tmp_path / "out"
    for name in ("a.yaml", "b.yaml.txt", "c.YML", "d.yml.bak", ".e.yaml.swp", "Clinic.yaml.txt"):
        put(folder / name)
    (folder / "Clinic.yaml.txt").write_text("name: Willow Tree\n")
    assert run(["batch", str(folder), "-o", str(out)]) == Exit.DONE
    said = capsys.readouterr().err
    assert f"note: {folder}: b.yaml.txt and d.yml.bak are not read." in said
    assert "swp" not in said
    assert len(list(out.glob("*.pdf"))) == 2


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_prescription_is_found_however_its_accents_are_composed(
    form: str, tmp_path: Path
) -> None:
    other = {"NFC": "NFD", "NFD": "NFC"}[form]
    put(tmp_path / unicodedata.normalize(form, "josé") / unicodedata.normalize(form, "zoë.yaml"))
    typed = tmp_path / unicodedata.normalize(other, "josé/zoë.yaml")
    assert run(["build", str(typed), "-q"]) == Exit.DONE
    (pdf,) = tmp_path.rglob("*.pdf")
    assert unicodedata.normalize("NFC", pdf.name) == unicodedata.normalize("NFC", "zoë.pdf")


# ── JSON ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "encoding", ["cp1252", "cp437", "cp1251", "gbk", "ascii", "utf-16", "latin-1:strict"]
)
@pytest.mark.parametrize("words", ["points --json", "check p.yaml --json", "schema", "tips --json"])
def test_json_is_utf8_whatever_the_system_writes(words: str, encoding: str, tmp_path: Path) -> None:
    put(tmp_path / "p.yaml", "Zoë 王小明")
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *words.split()],
        cwd=tmp_path, env=environment, capture_output=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout.decode("utf-8"))
    if words.startswith("points"):
        assert "Hégǔ" in done.stdout.decode("utf-8")


# ── days ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("dates", "visit"), [("us", "4 December 2027"), ("day-first", "12 April 2027"), ("iso", "")]
)
def test_a_day_in_a_prescription_is_read_as_the_clinic_writes_it(
    dates: str, visit: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "clinic.yaml").write_text(f"dates: {dates}\n", "utf-8")
    path = put(tmp_path / "p.yaml")
    path.write_text("points: [SI3]\nnext_visit: 12/4/2027\n", "utf-8")
    done = run(["check", str(path), "--text"])
    said = capsys.readouterr()
    assert done == (Exit.DONE if visit else Exit.CONTENT)
    if not visit:
        assert "can be two days" in said.err
        return
    day, month, _ = visit.split()
    assert f"{month} {day}" in said.out or f"{day} {month}" in said.out


def test_the_last_prescription_is_read_in_the_same_order(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text("dates: us\n", "utf-8")
    for name, day in (("a", "11/5/2026"), ("b", "12/4/2026")):
        (tmp_path / f"{name}.yaml").write_text(f"date: {day}\npoints: [SI3]\nsince: a.yaml\n")
    own = "date: 11/5/2026\npoints: [SI3]\n"
    (tmp_path / "a.yaml").write_text(own, "utf-8")
    assert run(["check", str(tmp_path / "b.yaml")]) == Exit.DONE


def test_a_day_that_contradicts_the_clinic_is_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "clinic.yaml").write_text("dates: us\n", "utf-8")
    (tmp_path / "p.yaml").write_text("points: [SI3]\nnext_visit: 13/12/2026\n", "utf-8")
    assert run(["check", str(tmp_path / "p.yaml")]) == Exit.CONTENT
    assert "no day with the month first. If it is right, write 13 Dec 2026" in (
        capsys.readouterr().err
    )


def test_a_date_in_a_far_year_is_looked_at_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "p.yaml"
    path.write_text("date: 2062-11-29\npoints: [SI3]\n", "utf-8")
    assert run(["check", str(path)]) == Exit.DONE
    assert "p.yaml:1: date: The date is 29 November 2062. Check" in capsys.readouterr().out


def test_a_visit_in_a_far_year_is_looked_at_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "p.yaml"
    for year, told in (("2028", True), ("2027", False)):
        path.write_text(f"date: 2026-11-20\npoints: [SI3]\nnext_visit: {year}-12-04\n", "utf-8")
        assert run(["check", str(path)]) == Exit.DONE
        assert (f"The next visit is 04 December {year}. Check" in capsys.readouterr().out) is told


# ── what a command is given instead of what it wants ────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ("new Rose Alvarez", Exit.DONE, "rose-alvarez.yaml"),
        ("new rose.yaml", Exit.USAGE, "is the name of a file"),
        ("new ''", Exit.USAGE, "Name the patient"),
        ("build -", Exit.USAGE, "Name a file."),
        ("check '~/rose.yaml'", Exit.DONE, "rose.yaml: all right"),  # no shell has opened it
        ("new --clinic Rose", Exit.USAGE, "Its name is asked for"),
        ("email p.csv", Exit.CONTENT, "handouts batch p.csv -o out; then: handouts email out/m"),
        ("email out", Exit.CONTENT, "Name the manifest in it: handouts email out/manifest.csv"),
        ("email wide.csv", Exit.CONTENT, "This is a table, not the manifest"),
        ("email day", Exit.CONTENT, "First: handouts batch day -o out"),
        ("batch p.csv -o p.csv", Exit.FILES, "It is a file, not a folder. Name a folder with -o."),
    ],
)
def test_what_was_meant_is_told(
    words: str, code: Exit, told: str,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    for folder in ("out", "day"):
        Path(folder).mkdir()
    Path("out/manifest.csv").touch()
    Path("wide.csv").write_text("patient\n" + 200_000 * "a", "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    if "~" in words:
        put(Path("rose.yaml"))
    Path("p.csv").write_text("patient,email,points\nAnn,a@example.org,SI3\n", "utf-8")
    assert run(shlex.split(words)) == code
    said = capsys.readouterr()
    assert told in said.out + said.err


def test_a_table_is_told_of_columns(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row has no lines to write below, and no group to write under."""
    table, out = tmp_path / "p.csv", tmp_path / "out"
    rows = "Ann,SI3,\nBo,,\n\u1200\u1201,SI3,\nCy,BL40,blood clot\n"
    table.write_text(f"patient,points,conditions\n{rows}", "utf-8")
    assert run(["batch", str(table), "-o", str(out)]) == Exit.SOME_FAILED
    assert run(["email", str(out / "manifest.csv")]) != Exit.DONE
    said = capsys.readouterr().err
    for column in ("points", "patient_latin", "acknowledge", "email"):
        assert f"in a column {column}" in said
    assert "under" not in said
    assert "below" not in said


def test_without_a_terminal_a_password_is_asked_of_the_environment(tmp_path: Path) -> None:
    file = put(tmp_path / "rose.yaml")
    done = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "email", str(file), "--protect"],
        env=os.environ | {"PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, start_new_session=True, check=False,
    )  # fmt: skip
    assert done.returncode == Exit.USAGE
    assert "Set HANDOUTS_PDF_PASSWORD instead." in done.stderr
    assert "Warning" not in done.stderr


@pytest.mark.parametrize(
    ("verb", "name", "says"),
    [
        ("check", "day.csv", "handouts batch {file} -o try"),
        ("email", "rose.pdf", "Name what it was made from"),
    ],
)
def test_what_is_no_prescription_is_told_by_its_kind(
    verb: str, name: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    file.write_bytes(b"%PDF-1.7" if name.endswith("pdf") else b"patient,points\nRose,SI3\n")
    assert run([verb, str(file)]) == Exit.CONTENT
    assert says.format(file=file) in capsys.readouterr().err


def test_no_option_is_named_that_the_command_has_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    file = put(tmp_path / "rose.yaml")
    monkeypatch.setattr("handouts.files.writing.tempfile.mkstemp", refuse)
    for words, named in ((["renew", str(file)], False), (["build", str(file)], True)):
        assert run(words) == Exit.FILES
        said = capsys.readouterr().err
        assert "It may not be written. Choose another folder" in said
        assert (" with -o" in said) is named


# ── names of patients ───────────────────────────────────────────────────────────────────────────


def test_a_name_needs_no_quotes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put(Path("maria-lopez.yaml"))
    for verb in ("check", "build"):
        assert run([verb, "Maria", "Lopez"]) == Exit.DONE, verb
    assert Path("maria-lopez.pdf").exists()


@pytest.mark.parametrize("verb", ["build", "check", "renew"])
def test_who_is_not_there_is_told_once_with_who_may_be_meant(
    verb: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    put(Path("maria-lopez-2026-11-20.yaml"))
    assert run([verb, "maria"]) == Exit.FILES
    assert "no prescription of “maria” here. Did you mean maria-lopez?" in capsys.readouterr().err
    if verb != "renew":  # which takes one
        assert run([verb, "Ann", "Chen"]) == Exit.FILES
        assert capsys.readouterr().err.count("There is no") == 1


def test_a_pdf_is_told_with_its_prescription(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = put(tmp_path / "maria.yaml")
    pdf = path.with_suffix(".pdf")
    assert run(["build", str(path), "-q"]) == Exit.DONE
    before = pdf.read_bytes()
    for verb in ("build", "check"):
        assert run([verb, str(pdf)]) == Exit.FILES
        said = capsys.readouterr().err
        assert f"This is a PDF, not a prescription. Its prescription is {path}" in said
    assert pdf.read_bytes() == before
