"""The main job, from the command line: a prescription in, a patient's handout out."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from spread import spread

from handouts.commands import VERBS, run
from handouts.errors import Exit
from handouts.library import load_library

ROOT = Path(__file__).parents[2]
SHORT_ROUTINES = sorted(
    name for name, routine in load_library().routines.items() if len(routine.points) <= 5
)
WRITTEN = """\
version: 1
patient: Maria Lopez
date: 2026-11-20
title: Easing low back pain at home
routine: low-back              # optional: points, tips, wording to start from
conditions: [pregnant]
points:
  - UB 60
  - point: LI-4
    hold: 30-60 seconds
    side: opposite
    motion: circles
    pressure: gentle
    note: Use the other thumb. Stop if it tingles.
  - point: Yao Tong Xue
    hold: 3 min
tips: [heat, stretch-hips, stretch-hamstrings, keep-moving, water]
how_often: twice a day
for_how_long: 2 weeks
notes: |
  Press before your evening walk.

  Two paragraphs are fine.
next_visit: 2026-12-04 15:30
link: {url: https://example.org/low-back, label: Watch the video}   # also as a QR code
layout: sheet
paper: letter
clinic: my-clinic.yaml         # optional
acknowledge:
  BL60: Talked through on 20 November; agreed with her midwife.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "maria.yaml").write_text(WRITTEN, "utf-8")
    shutil.copy(ROOT / "examples" / "willow-clinic.yaml", tmp_path / "my-clinic.yaml")
    return tmp_path


def without_conditions(folder: Path) -> Path:
    path = folder / "maria.yaml"
    path.write_text(WRITTEN.replace("conditions: [pregnant]\n", ""), "utf-8")
    return path


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    return re.sub(r"\s+", " ", text)


def test_with_the_condition_it_stops_for_the_one_point_not_acknowledged(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", str(folder / "maria.yaml")]) == Exit.SAFETY
    said = capsys.readouterr().err
    assert "LI4" in said
    assert "BL60" not in said.replace("BL60 or", "").replace("or BL60", "")
    assert not (folder / "maria.pdf").exists()


def test_without_the_condition_it_builds_and_says_everything(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = without_conditions(folder)
    assert run(["build", str(path)]) == Exit.DONE
    assert re.search(r"maria\.pdf \(\d pages\)", capsys.readouterr().out)
    text = text_of(folder / "maria.pdf")
    for words in (
        "Easing low back pain at home", "Maria Lopez", "November 20, 2026", "Kūnlún 崑崙",
        "Hégǔ 合谷", "Yāotòngdiǎn 腰痛點", "30 to 60 seconds", "3 minutes",
        "side that does not hurt",
        "Use the other thumb. Stop if it tingles.", "Press before your evening walk.",
        "Two paragraphs are fine.", "Friday, December 4, 2026 at 3:30 pm", "Watch the video",
        "example.org/low-back", "Willow Tree Acupuncture", "not medical advice",
    ):  # fmt: skip
        assert words in text, words
    assert "midwife" not in text


def test_the_same_input_gives_the_same_bytes(folder: Path) -> None:
    path = without_conditions(folder)
    outs = [folder / "a.pdf", folder / "b.pdf"]
    for out in outs:
        assert run(["build", str(path), "-o", str(out), "-q"]) == Exit.DONE
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_the_file_says_what_it_is(folder: Path) -> None:
    assert run(["build", str(without_conditions(folder)), "-q"]) == Exit.DONE
    with pikepdf.open(folder / "maria.pdf") as pdf:
        assert str(pdf.Root.Lang) == "en"
        assert pdf.docinfo["/Title"] == "Easing low back pain at home"
        assert pdf.docinfo["/Author"] == "Hannah Park"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


@pytest.mark.parametrize("paper", ["letter", "a4", "a5", "legal"])
@pytest.mark.parametrize("layout", ["sheet", "large-print", "pocket"])
def test_every_layout_on_every_paper(folder: Path, layout: str, paper: str) -> None:
    path = without_conditions(folder)
    assert run(["build", str(path), "--layout", layout, "--paper", paper, "-q"]) == Exit.DONE
    assert "Hollow behind the outer" in text_of(folder / "maria.pdf")


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("name", spread(SHORT_ROUTINES, 4))
def test_a_routine_of_five_points_or_fewer_takes_three_sides_at_most(
    tmp_path: Path, name: str, paper: str
) -> None:
    path = tmp_path / "ann.yaml"
    path.write_text(f"patient: Ann\ndate: 2026-11-20\nroutine: {name}\n", "utf-8")
    assert run(["build", str(path), "--paper", paper, "-q"]) == Exit.DONE
    with pikepdf.open(tmp_path / "ann.pdf") as pdf:
        assert len(pdf.pages) <= 3


def test_pictures_beside_the_pdf(folder: Path) -> None:
    assert run(["build", str(without_conditions(folder)), "--png", "-q"]) == Exit.DONE
    assert (folder / "maria-1.png").read_bytes().startswith(b"\x89PNG")


def test_check_writes_nothing_and_says_what_the_page_will_say(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(folder.iterdir())
    assert run(["check", str(without_conditions(folder)), "--text"]) == Exit.DONE
    assert sorted(folder.iterdir()) == before
    assert "Use the other thumb." in capsys.readouterr().out


def test_check_reports_what_was_acknowledged_and_why(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["check", str(folder / "maria.yaml")]) == Exit.SAFETY
    assert "agreed with her midwife" in capsys.readouterr().out


def test_several_files_one_of_them_wrong(folder: Path) -> None:
    good, bad = without_conditions(folder), folder / "bad.yaml"
    bad.write_text("points: [BL600]\n", "utf-8")
    assert run(["build", str(good), str(bad), "-o", str(folder / "out"), "-q"]) == Exit.SOME_FAILED
    assert [path.name for path in (folder / "out").glob("*.pdf")] == ["maria.pdf"]


def test_new_writes_a_file_that_builds_and_never_overwrites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["new", "Maria Lopez", "--routine", "low-back"]) == Exit.DONE
    written = (tmp_path / "maria-lopez.yaml").read_text("utf-8")
    assert written.startswith("# yaml-language-server: $schema=")
    assert run(["build", "maria-lopez.yaml", "-q"]) == Exit.DONE
    assert run(["new", "Maria Lopez"]) == Exit.FILES
    assert (tmp_path / "maria-lopez.yaml").read_text("utf-8") == written


# ── listings ────────────────────────────────────────────────────────────────────────────────────


def listed(capsys: pytest.CaptureFixture[str], *words: str) -> list[dict[str, object]]:
    assert run([*words, "--json"]) == Exit.DONE
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_points_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    points = listed(capsys, "points")
    assert len(points) == 422
    keys = {"code", "pinyin", "hanzi", "english", "aliases", "region", "home_use", "pregnancy"}
    assert all(keys <= set(point) for point in points)


@pytest.mark.parametrize("name", ["UB 60", "Kunlun", "kūn lún", "昆仑", "崑崙"])
def test_a_search_by_any_name_finds_the_one_point(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [point["code"] for point in listed(capsys, "points", name)] == ["BL60"]


def test_a_search_by_complaint_puts_the_mainstream_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = [point["code"] for point in listed(capsys, "points", "headache")]
    assert found[0] == "LI4"
    assert {"GB20", "EX-HN5"} <= set(found)


def test_tips_are_searched_and_one_is_shown_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert {tip["name"] for tip in listed(capsys, "tips", "water")} == {"water"}
    assert "ginger-tea" in {tip["name"] for tip in listed(capsys, "tips", "hot", "water")}
    assert run(["tips", "gentle", "heat"]) == Exit.DONE
    shown = capsys.readouterr().out
    assert "Never sleep on it" in shown
    assert "hot water bottle" in shown
    assert run(["tips", "heet"]) == Exit.CONTENT
    assert "Did you mean heat?" in capsys.readouterr().err


@pytest.mark.parametrize("verb", ["routines", "tips", "conditions", "layouts"])
def test_other_listings(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert all(entry["name"] for entry in listed(capsys, verb))
    assert run([verb]) == Exit.DONE
    assert capsys.readouterr().out


def test_a_card_as_a_picture(tmp_path: Path) -> None:
    out = tmp_path / "bl40.png"
    assert run(["points", "show", "BL40", "--png", str(out)]) == Exit.DONE
    assert out.read_bytes().startswith(b"\x89PNG")


def test_a_search_for_nothing_known_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["points", "qqqq"]) == Exit.CONTENT
    assert "Nothing is found" in capsys.readouterr().err


# ── the command line itself ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("verb", list(VERBS))
def test_every_verb_has_help(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([verb, "--help"]) == Exit.DONE
    assert "Usage: handouts" in capsys.readouterr().out


def test_help_names_every_verb_and_every_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == Exit.DONE
    said = capsys.readouterr().out
    assert all(verb in said for verb in VERBS)
    readme = (ROOT / "README.md").read_text("utf-8")
    for code in Exit:
        assert f"{int(code)} " in said
        assert f"| {int(code)} |" in readme


@pytest.mark.parametrize("words", [["build"], ["buld"], ["build", "--nope"], ["points", "--png"]])
def test_a_wrong_command_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == Exit.USAGE
    assert "Traceback" not in capsys.readouterr().err


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "no-such-file.yaml"]) == Exit.FILES
    assert "no-such-file.yaml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "word"),
    [("handouts points show BL4", "BL40"), ("handouts new x --routine low", "low-back")],
)
def test_completion(line: str, word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.shell_completion import ShellComplete

    from handouts.commands import cli

    *typed, last = line.split()[1:]
    found = ShellComplete(cli, {}, "handouts", "_HANDOUTS_COMPLETE").get_completions(typed, last)
    assert word in [item.value for item in found]


def test_watch_builds_again_after_a_change_and_goes_on_after_a_mistake(folder: Path) -> None:
    path = without_conditions(folder)
    words = [sys.executable, "-m", "handouts", "build", str(path), "--watch", "-q"]
    watching = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        first = appears(folder / "maria.pdf", b"")
        path.write_text("points: [BL600]\n", "utf-8")
        time.sleep(1.5)
        path.write_text(WRITTEN.replace("conditions: [pregnant]\n", "").replace("Lopez", "Ruiz"))
        appears(folder / "maria.pdf", first)
        assert "Maria Ruiz" in text_of(folder / "maria.pdf")
    finally:
        watching.kill()
        _, errors = watching.communicate()
    assert "BL600" in errors
    assert "Traceback" not in errors


def test_watch_looks_at_all_that_the_pages_are_made_from(tmp_path: Path) -> None:
    path, clinic = tmp_path / "p.yaml", tmp_path / "willow.yaml"
    path.write_text("routine: mine\nclinic: willow.yaml\nconditions: none\n", "utf-8")
    clinic.write_text("name: Willow\n", "utf-8")
    (tmp_path / "routines").mkdir()
    routine = tmp_path / "routines" / "mine.yaml"
    routine.write_text("title: Calm evenings\npoints: [SI3]\n", "utf-8")
    words = [sys.executable, "-m", "handouts", "build", str(path), "--watch", "-q"]
    watching = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        first = appears(tmp_path / "p.pdf", b"")
        clinic.write_text("name: Birch House\n", "utf-8")
        second = appears(tmp_path / "p.pdf", first)
        assert "Birch House" in text_of(tmp_path / "p.pdf")
        routine.write_text("title: Bright mornings\npoints: [SI3]\n", "utf-8")
        appears(tmp_path / "p.pdf", second)
        assert "Bright mornings" in text_of(tmp_path / "p.pdf")
    finally:
        watching.kill()
        watching.communicate()


def appears(path: Path, other_than: bytes) -> bytes:
    """Wait for a file that is not `other_than`, for half a minute at most."""
    for _ in range(300):
        if path.exists() and (data := path.read_bytes()) != other_than:
            return data
        time.sleep(0.1)
    raise AssertionError(f"{path.name} did not appear")


def test_check_knows_a_clinic_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", str(ROOT / "examples" / "willow-clinic.yaml")]) == Exit.DONE
    assert "a clinic file" in capsys.readouterr().out


def test_a_visit_that_has_passed_is_on_no_new_sheet(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "maria.yaml"
    path.write_text("points: [BL40]\nconditions: none\nnext_visit: January 12, 2026\n", "utf-8")
    assert run(["build", str(path), "-o", str(tmp_path)]) == Exit.CONTENT
    assert "maria.yaml:3: next_visit: 12 January 2026 has passed." in capsys.readouterr().err
    assert not list(tmp_path.glob("*.pdf"))
    path.write_text(f"{path.read_text('utf-8')}date: 2026-01-05\n", "utf-8")  # of that time
    assert run(["build", str(path), "-o", str(tmp_path)]) == Exit.DONE
