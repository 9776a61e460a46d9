"""The first run takes away what version 0.1 kept, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from handouts.files.old_cache import remove_old_cache
from handouts.files.paths import cache_folder

ROOT = Path(__file__).parents[2]
LEFT = (f"{'0a' * 16}.pack", f"{'f3' * 16}.4711.part")
OTHERS = ("sent.sqlite", "clinic.yaml", "notes.pack", f"{'0a' * 16}.pdf", "a.part")


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("HANDOUTS_PACK", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = cache_folder()
    assert folder.is_relative_to(tmp_path)
    folder.mkdir(parents=True)
    return folder


def _fill(folder: Path, names: tuple[str, ...]) -> None:
    for name in names:
        (folder / name).write_bytes(b"x")


def test_what_was_kept_goes_with_its_folder(cache: Path) -> None:
    _fill(cache, LEFT)
    remove_old_cache()
    assert not cache.exists()
    remove_old_cache()


def test_what_is_not_ours_stays(cache: Path) -> None:
    _fill(cache, LEFT + OTHERS)
    remove_old_cache()
    assert sorted(path.name for path in cache.iterdir()) == sorted(OTHERS)


def test_a_folder_that_was_named(
    cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "named"
    named.mkdir()
    monkeypatch.setenv("HANDOUTS_PACK", str(named))
    for folder in (cache, named):
        _fill(folder, LEFT)
    remove_old_cache()
    assert not cache.exists()
    assert not named.exists()


def test_the_command_does_it(cache: Path) -> None:
    _fill(cache, LEFT)
    call = [sys.executable, str(ROOT / "cli.py"), "--version"]
    subprocess.run(call, check=True, capture_output=True)
    assert not cache.exists()
