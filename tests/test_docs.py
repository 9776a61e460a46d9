"""What the documents say is what the program does."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("tool", ["reference", "safety_table"])
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
