"""What is not needed is not loaded: a fresh interpreter for each verb says what it has imported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = {"reportlab", "PIL", "pikepdf", "pypdfium2", "svglib", "segno", "fontTools", "distributed"}
"""Each of them takes longer to load than a known page takes to build."""
RUN = """
import sys
from handouts.commands import run
code = run(sys.argv[1:])
print("\\n".join(sorted(sys.modules)), file=sys.stderr)
sys.exit(code)
"""
TYPED = "patient: Maria Lopez\nroutine: low-back\nconditions: none\nnotes: Walk slowly.\n"


def modules(folder: Path, *arguments: str) -> set[str]:
    """What a verb has imported."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "HANDOUTS_PACK": str(folder / "pack")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.yaml").write_text(TYPED)
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["points", "BL40"], ["points", "knee"], ["check", "one.yaml"], ["tips"]],
    ids=lambda words: " ".join(words),
)
def test_looking_and_checking_load_nothing_that_makes_pages(
    folder: Path, arguments: list[str]
) -> None:
    loaded = modules(folder, *arguments)
    assert not loaded & HEAVY
    assert "handouts.press.room" not in loaded


def test_help_loads_no_library(folder: Path) -> None:
    loaded = modules(folder, "--help")
    library = ("handouts.library", "handouts.press", "handouts.delivery", "handouts.compose")
    assert not [name for name in loaded if name.startswith(library)]
    assert "yaml" not in loaded


def test_a_page_without_pictures_of_its_own_is_built_without_them(folder: Path) -> None:
    assert not modules(folder, "build", "one.yaml") & HEAVY


def test_a_known_page_is_built_without_the_press_room(folder: Path) -> None:
    first = modules(folder, "build", "one.yaml")
    whole = (folder / "one.pdf").read_bytes()
    second = modules(folder, "build", "one.yaml")
    assert (folder / "one.pdf").read_bytes() == whole
    needless = {
        "room", "layout", "pages.desk", "blocks.setter", "pictures.figures", "pictures.drawings",
        "pictures.bodymap", "pictures.spot",
    }  # fmt: skip
    assert {f"handouts.press.{name}" for name in needless} <= first
    assert not {f"handouts.press.{name}" for name in needless} & second
    assert not {"ssl", "urllib.request", "hashlib", "difflib"} & second
