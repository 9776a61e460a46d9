"""A clinic's own layouts and sections, from the files to the PDF."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from handouts.commands import run
from handouts.delivery.batch.manifest import read_manifest
from handouts.delivery.build import Options, check
from handouts.errors import Exit

from .conftest import Capsys
from .runs import text_of

SILENT = Options()
TITLES = {"chart": "The first 2 weeks", "notes": "A note for you", "tips": "At home"}


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a clinic, a layout of its own and a patient."""
    (tmp_path / "layouts").mkdir()
    write(tmp_path, "clinic.yaml", "name: Willow Tree\nlayout: our-sheet\n")
    write(tmp_path, "layouts/our-sheet.yaml", "about: Ours.\nsizes: {body: 14}\n")
    write(
        tmp_path, "maria.yaml", "patient: Maria Lopez\npoints: [LI4]\ntips: [heat]\nnotes: Rest.\n"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, "utf-8")


def layout_of(path: Path, options: Options = SILENT) -> str:
    return check(path, options).layout.name


def built(*words: str) -> str:
    """The text of Maria's page."""
    assert run(["build", "maria.yaml", "-q", *words]) == Exit.DONE
    return text_of(Path("maria.pdf"))


def test_a_light_accent_is_darkened_and_told_as_the_clinic_s_colour_is(
    clinic: Path, capsys: Capsys
) -> None:
    write(clinic, "layouts/our-sheet.yaml", "colours: {accent: gold}\n")
    told = [one for one in check(clinic / "maria.yaml", SILENT).notices if one.field == "layout"]
    assert ["It was darkened; write #8a7400" in one.cure for one in told] == [True]
    assert run(["check", "layouts/our-sheet.yaml"]) == Exit.DONE
    assert "colours.accent: The colour is too light" in capsys.readouterr().err
    write(clinic, "layouts/our-sheet.yaml", "colours: {accent: '#8a7400'}\n")
    dark = check(clinic / "maria.yaml", SILENT).notices
    assert not [one for one in dark if one.field == "layout"]


def test_the_command_line_wins_over_the_prescription_and_that_over_the_clinic(clinic: Path) -> None:
    maria = clinic / "maria.yaml"
    assert layout_of(maria) == "our-sheet"
    assert layout_of(maria, Options(layout="pocket")) == "pocket"
    write(clinic, "maria.yaml", maria.read_text("utf-8") + "layout: Large Print\n")
    assert layout_of(maria) == "large-print"
    assert layout_of(maria, Options(layout="sheet")) == "sheet"
    write(clinic, "clinic.yaml", "name: Willow Tree\n")
    write(clinic, "maria.yaml", "points: [LI4]\n")
    assert layout_of(maria) == "sheet"


def test_a_file_on_the_command_line_is_taken(clinic: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "far"
    elsewhere.mkdir()
    write(elsewhere, "big.yaml", "based-on: base\nsections: {hide: [tips]}\n")
    write(elsewhere, "base.yaml", "sizes: {body: 20}\n")
    assert TITLES["tips"] in built()
    assert TITLES["tips"] not in built("--layout", str(Path("far") / "big.yaml"))
    assert run(["build", "maria.yaml", "--layout", "far/none.yaml"]) == Exit.FILES
    assert TITLES["tips"] in built("--layout", "our-sheet.yaml")  # by the name of its file


def test_unknown_layouts_are_told_with_their_line(clinic: Path, capsys: Capsys) -> None:
    write(clinic, "maria.yaml", "points: [LI4]\nlayout: our-shet\n")
    assert run(["build", "maria.yaml"]) == Exit.CONTENT
    told = capsys.readouterr().err
    assert told == "maria.yaml:2: layout: There is no layout “our-shet”. Did you mean our-sheet?\n"
    write(clinic, "clinic.yaml", "name: Willow Tree\nlayout: ours\n")
    assert run(["check", "clinic.yaml"]) == Exit.CONTENT
    assert capsys.readouterr().err.startswith("clinic.yaml:2: layout: There is no layout “ours”.")


def test_a_wrong_layout_stops_only_what_uses_it(clinic: Path, capsys: Capsys) -> None:
    write(clinic, "layouts/half.yaml", "based-on: sheet\nsizes: {body: 3}\n")
    assert built()
    assert run(["build", "maria.yaml", "--layout", "half"]) == Exit.CONTENT
    assert f"{Path('layouts') / 'half.yaml'}:2: " in capsys.readouterr().err
    assert run(["check", "layouts/half.yaml"]) == Exit.CONTENT
    assert run(["check", "layouts/our-sheet.yaml"]) == Exit.DONE
    assert "all right, a layout" in capsys.readouterr().out
    assert run(["layouts", "--json"]) == Exit.DONE
    listed = {one["name"]: one for one in json.loads(capsys.readouterr().out)}
    assert listed["half"]["about"].startswith("cannot be used: ")
    assert listed["our-sheet"] == {"name": "our-sheet", "own": True, "about": "Ours."}
    assert not listed["sheet"]["own"]


def test_columns_that_no_paper_is_wide_enough_for_are_told(clinic: Path, capsys: Capsys) -> None:
    write(clinic, "layouts/three.yaml", "based-on: sheet\ncolumns: 3\ncards: {columns: 3}\n")
    assert run(["check", "layouts/three.yaml"]) == Exit.DONE
    told = capsys.readouterr().err
    assert "columns: 3 side by side have no room on any paper, only 2." in told
    assert "cards: 3 side by side have no room on any paper, only 2." in told


def test_papers_that_a_layout_has_no_room_on_are_told(clinic: Path, capsys: Capsys) -> None:
    write(clinic, "layouts/large.yaml", "based-on: sheet\nsizes: {body: 22}\n")
    assert run(["check", "layouts/large.yaml"]) == Exit.DONE
    assert "too little of a5 paper" in capsys.readouterr().err
    assert run(["check", "maria.yaml", "--layout", "large"]) == Exit.DONE
    assert run(["check", "maria.yaml", "--layout", "large", "--paper", "a5"]) == Exit.CONTENT
    assert "maria.yaml: layout: The margins leave too little of a5" in capsys.readouterr().err


def test_layouts_are_listed_with_ours_and_marked(
    clinic: Path, capsys: Capsys, tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    assert run(["layouts"]) == Exit.DONE
    (line,) = (one for one in capsys.readouterr().out.splitlines() if "our-sheet" in one)
    assert line.split() == ["our-sheet", "yours", "Ours."]
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert run(["layouts"]) == Exit.DONE
    assert "our-sheet" not in capsys.readouterr().out
    assert run(["layouts", "--clinic", str(clinic / "clinic.yaml")]) == Exit.DONE
    assert "our-sheet" in capsys.readouterr().out


@pytest.mark.parametrize("whose", ["maria.yaml", "clinic.yaml", "layouts/our-sheet.yaml"])
def test_what_is_hidden_is_not_printed_and_told(clinic: Path, whose: str, capsys: Capsys) -> None:
    assert all(title in built() for title in TITLES.values())
    assert run(["check", "maria.yaml"]) == Exit.DONE
    assert "hides" not in capsys.readouterr().out
    text = (clinic / whose).read_text("utf-8")
    write(clinic, whose, text + "sections: {hide: [tick chart, my notes]}\n")
    page = built()
    assert TITLES["chart"] not in page
    assert TITLES["notes"] not in page
    assert TITLES["tips"] in page
    assert run(["check", "maria.yaml", "--text"]) == Exit.DONE
    told, text = capsys.readouterr().out.split("maria.yaml: all right")
    assert (
        "hides: A chart to tick, A note for you. What you typed is not on the page: notes." in told
    )
    assert TITLES["notes"] not in text
    assert TITLES["tips"] in text


def test_a_prescription_can_print_what_its_clinic_hides(clinic: Path) -> None:
    text = (clinic / "clinic.yaml").read_text("utf-8")
    write(clinic, "clinic.yaml", text + "sections: {hide: [chart]}\n")
    assert TITLES["chart"] not in built()
    write(clinic, "maria.yaml", "points: [LI4]\nsections: {hide: none}\n")
    assert TITLES["chart"] in built()


def test_parts_are_printed_in_the_order_that_is_asked_for(clinic: Path) -> None:
    def places(page: str) -> list[int]:
        return [page.index(words) for words in ("Please note", TITLES["notes"], "How to press")]

    page = built()
    assert places(page) == sorted(places(page), reverse=True)
    write(clinic, "maria.yaml", (clinic / "maria.yaml").read_text("utf-8")
          + "sections: {order: [notes, how to press]}\n")  # fmt: skip
    last, *first = places(built())
    assert first == sorted(first)
    assert max(first) < last


def test_a_batch_is_made_anew_where_its_layout_has_changed(clinic: Path, capsys: Capsys) -> None:
    write(clinic, "p.csv", "patient,points,layout\nAna,LI4,\nBo,BL40,pocket\nCy,SI3,ours\n")
    batch = ["batch", "p.csv", "-o", "out", "--print-run", "--jobs", "1"]
    assert run(batch) == Exit.SOME_FAILED
    said = capsys.readouterr().err
    assert "p.csv:4: layout: There is no layout “ours”." in said
    write(clinic, "p.csv", "patient,points,layout\nAna,LI4,\nBo,BL40,pocket\n")
    assert run(batch) == Exit.DONE
    assert "(2 unchanged)" in capsys.readouterr().out
    write(clinic, "layouts/our-sheet.yaml", "sizes: {body: 16}\n")
    assert run(batch) == Exit.DONE
    assert "(1 unchanged)" in capsys.readouterr().out
    with pikepdf.open(clinic / "out" / "print-run.pdf") as file:
        assert len(file.pages) >= 3


def test_a_file_for_a_batch_is_known_to_the_mail_that_follows(clinic: Path) -> None:
    text = "name: Willow Tree\nemail: hello@willow.example\nphone: 555 0142\n"
    write(clinic, "clinic.yaml", text)
    write(clinic, "p.csv", "patient,email,points\nAna,ana@example.org,LI4\n")
    words = ["--layout", "layouts/our-sheet.yaml"]
    assert run(["batch", "p.csv", "-o", "out", "-q", "--jobs", "1", *words]) == Exit.DONE
    (record,) = read_manifest(clinic / "out" / "manifest.csv")
    assert record.layout == "../layouts/our-sheet.yaml"
    assert run(["email", "out/manifest.csv", "-q"]) == Exit.DONE
    write(clinic, "layouts/our-sheet.yaml", "sizes: {body: 16}\n")
    assert run(["email", "out/manifest.csv", "-q"]) == Exit.CONTENT
