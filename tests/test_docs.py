"""What the documents say is what the program does."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from handouts.commands import run
from handouts.errors import Exit

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("tool", ["reference", "safety_table", "layouts_page"])
def test_the_pages_that_are_made_are_fresh(tool: str) -> None:
    spec = importlib.util.spec_from_file_location(tool, ROOT / "tools" / f"{tool}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.page() == module.PAGE.read_text("utf-8"), f"run: python tools/{tool}.py"


@pytest.mark.parametrize(
    "page", [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")], ids=lambda p: p.name
)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_readme_command_builds_the_example() -> None:
    """As it is written, but for the environment that runs this test already."""
    readme = (ROOT / "README.md").read_text("utf-8")
    (command,) = re.findall(r"handouts (build examples/low-back\.yaml)\n```", readme)
    words = [sys.executable, "-m", "handouts", *command.split()]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert re.search(r"low-back\.pdf \(\d pages\)", done.stdout)


def _blocks(page: Path, kind: str) -> list[str]:
    """What stands between fences of a kind."""
    found = re.findall(r"^```(\w*)\n(.*?)^```$", page.read_text("utf-8"), re.M | re.S)
    return [text for one, text in found if one == kind]


def _commands(page: Path) -> list[list[str]]:
    """Every call of `handouts` in the blocks of a page, but for those that need a network."""
    lines = [line for block in _blocks(page, "sh") for line in block.splitlines()]
    calls = [shlex.split(line, comments=True) for line in lines if line.startswith("handouts ")]
    return [call[1:] for call in calls if not {"--yes", "--on"} & {*call}]


@pytest.mark.parametrize("page", ["README.md", "docs/batch.md", "docs/email.md"])
def test_every_command_works_as_it_is_written(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One after the other, in a folder that holds nothing but the examples."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HANDOUTS_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    commands = _commands(ROOT / page)
    assert len(commands) >= 4
    for words in commands:
        assert run(words) == Exit.DONE, f"{shlex.join(words)}: {capsys.readouterr().err}"


def test_the_prescriptions_of_the_documents_are_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for page in ("README.md", "docs/reference.md"):
        blocks = _blocks(ROOT / page, "yaml")
        assert blocks, page
        for block in blocks:
            whole = re.search("^(points|emergency):", block, re.M)
            text = block if whole else f"points: [SI3]\n{block}"
            path = tmp_path / "written.yaml"
            path.write_text(text, "utf-8")
            assert run(["check", str(path)]) == Exit.DONE, capsys.readouterr().err + block


def test_what_the_guide_shows_of_layouts_is_right(tmp_path: Path) -> None:
    """Layouts are written as the guide says, and as a file beside a clinic's that says the rest."""
    (tmp_path / "layouts").mkdir()
    shown = (ROOT / "docs" / "make-it-yours-layouts.md").read_text("utf-8")
    blocks = re.findall(r"^ *```yaml\n(.*?)^ *```$", shown, re.M | re.S)
    assert len(blocks) >= 2
    for block in map(textwrap.dedent, blocks):
        layout = "based-on" in block
        path = tmp_path / ("layouts/our-sheet.yaml" if layout else "clinic.yaml")
        path.write_text(block, "utf-8")
        assert run(["check", str(path)]) == Exit.DONE
    for example in ROOT.glob("examples/*/layouts/*.yaml"):
        assert run(["check", str(example)]) == Exit.DONE


def test_nothing_names_a_machine_or_a_registry() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\n")
    bad = re.compile(r"/work/|/root/|files\.pythonhosted|pypi\.org/simple|registry\.npmjs")
    for name in listed:
        path = ROOT / name
        if (
            path.suffix not in {".py", ".md", ".yaml", ".toml", ".txt", ".lock"}
            or not path.is_file()
        ):
            continue
        if path.name != "test_docs.py":
            assert not bad.search(path.read_text("utf-8", "replace")), name
