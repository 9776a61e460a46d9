"""What a patient's file says is printed, and shown nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from .tried import call

STORY = "Maria says that Zqcanary is ill and her cancer came back in spring"
SLIPS = {
    "no indent": f"points: [BL40]\nnotes: first\n{STORY}\n",
    "a colon at the start of a line": f"points: [BL40]\nnotes: |\n  x\n{STORY}: y\n",
    "a colon within": f"points: [BL40]\nnotes: {STORY}: y\n",
    "a field of its own": f"points: [BL40]\n{STORY}: y\n",
    "a field twice": f"points: [BL40]\n{STORY}: x\n{STORY}: x\n",
    "among the points": f"points:\n  - BL40\n  - {STORY}\n",
    "behind a point": f"points:\n  - BL40 {STORY}\n",
    "as a point's name": f"points:\n  - {{point: {STORY}}}\n",
    "as a side": f"points: [{{point: BL40, side: {STORY}}}]\n",
    "among the conditions": f"points: [BL40]\nconditions: [{STORY}]\n",
    "among the tips": f"points: [BL40]\ntips: [{STORY}]\n",
    "as a routine": f"routine: {STORY}\n",
    "as a time": f"points: [BL40]\nhold: {STORY}\n",
    "as a date": f"points: [BL40]\ndate: {STORY}\n",
    "as a visit": f"points: [BL40]\nnext_visit: {STORY}\n",
    "as an address": f"points: [BL40]\nemail: {STORY}\n",
    "as a link": f"points: [BL40]\nlink: {STORY}\n",
    "as a layout": f"points: [BL40]\nlayout: {STORY}\n",
    "as a clinic": f"points: [BL40]\nclinic: {STORY}\n",
    "as a version": f"points: [BL40]\nversion: {STORY}\n",
    "as a reason's name": f"points: [BL40]\nacknowledge: {{{STORY}: long enough a reason}}\n",
    "as a short reason": "points: [BL40]\nacknowledge: {BL40: Zqcanary}\n",
    "with an emoji": f"points: [BL40]\nnotes: {STORY} \U0001f600\n",
    "too long": f"points: [BL40]\ntitle: {STORY * 9}\n",
    "cut by a comment": f"points: [BL40]\nnotes: {STORY} # {STORY}\n",
    "in a quote never closed": f'points: [BL40]\nnotes: "{STORY}\n',
    "behind a quote": f'points: [BL40]\nnotes: "x" {STORY}\n',
    "with a tab": f"points: [BL40]\nnotes:\n\t{STORY}\n",
    "in a bracket": f"points: [BL40]\nnotes: [{STORY}\n",
    "in a file that is stopped for safety": (
        f"points: [LI4]\nconditions: [pregnant]\npatient: Zqcanary\nnotes: {STORY}\n"
    ),
    "in a reason that does not hold": (
        f"points: [LI4]\nconditions: [pregnant]\nacknowledge: {{BL40: {STORY}}}\n"
    ),
    "in a file that is right": f"points: [BL40]\npatient: Zqcanary\nnotes: {STORY}\n",
}


@pytest.mark.parametrize("verb", ["check", "build", "batch"])
@pytest.mark.parametrize("text", SLIPS.values(), ids=SLIPS)
def test_the_terminal_does_not_tell(text: str, verb: str, tmp_path: Path) -> None:
    place, home = tmp_path / "here", tmp_path / "home"
    (place / "in").mkdir(parents=True)
    home.mkdir()
    (place / "in" / "p.yaml").write_text(text, "utf-8")
    source = ["in", "-o", "out", "--jobs", "1"] if verb == "batch" else ["in/p.yaml"]
    answer = call([verb, *source], place, home)
    assert answer.code in (0, 3, 4)
    assert "Zqcanary" not in answer.err + answer.out.replace("zqcanary.pdf", "")
    assert not list(home.iterdir()), "noted down at home"


def test_a_list_of_failures_has_the_story_once(tmp_path: Path) -> None:
    """In the row to be mended, where the clinic wrote it; not again among the reasons."""
    place, home = tmp_path / "here", tmp_path / "home"
    place.mkdir()
    home.mkdir()
    (place / "t.csv").write_text(f"patient,points,conditions\nEve,BL40,{STORY}\n")
    answer = call(["batch", "t.csv", "-o", "out", "--jobs", "1"], place, home)
    assert answer.code == 3
    assert "Zqcanary" not in answer.err + answer.out
    assert (place / "out" / "failed.csv").read_text("utf-8-sig").count("Zqcanary") == 1


def test_what_is_asked_of_a_table_tells_who_and_what_but_no_story(tmp_path: Path) -> None:
    place, home = tmp_path / "here", tmp_path / "home"
    place.mkdir()
    home.mkdir()
    (place / "t.csv").write_text(
        f"patient,points,Medical History,Status\nEve,BL40,{STORY},Cancelled as {STORY}\n"
    )
    answer = call(["batch", "t.csv", "-o", "out"], place, home)
    assert "row 2 (Eve: cancer in Medical History)" in answer.err
    assert "row 2 (Eve: Cancelled as …)" in answer.err
    maps = ["--map", "Medical History=conditions", "--map", "Status=none"]
    answer = call(["batch", "t.csv", "-o", "out", "--jobs", "1", *maps], place, home)
    assert answer.code == 0
    assert "Zqcanary" not in answer.err + answer.out


def test_a_manifest_has_no_story(tmp_path: Path) -> None:
    place, home = tmp_path / "here", tmp_path / "home"
    place.mkdir()
    home.mkdir()
    (place / "t.csv").write_text(f"id,patient,points,notes\n7,Eve,BL40,{STORY}\n")
    answer = call(["batch", "t.csv", "-o", "out", "--jobs", "1", "--names", "id"], place, home)
    assert answer.code == 0
    manifest = (place / "out" / "manifest.csv").read_text("utf-8-sig")
    assert "Zqcanary" not in manifest
    assert "Eve" not in manifest


def test_nothing_is_kept_between_processes(tmp_path: Path) -> None:
    place, home = tmp_path / "here", tmp_path / "home"
    place.mkdir()
    home.mkdir()
    fields = ("patient", "notes", "title", "how_often", "for_how_long")
    lines = [f"{name}: {STORY}" for name in fields]
    (place / "a.yaml").write_text("\n".join([*lines, "points: [BL40]", "conditions: [cancer]"]))
    assert call(["build", "a.yaml"], place, home).code == 0
    assert sorted(path.name for path in place.iterdir()) == ["a.pdf", "a.yaml"]
    assert not list(home.iterdir())
