"""The example clinic with things of its own: its sheets keep both standards, and say it all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from handouts.delivery.build import check, compose_checked
from handouts.render import Renderer

from .test_pages import FOR_PATIENTS, hold

CLINIC = Path(__file__).resolve().parents[2] / "examples" / "own-clinic"


@pytest.mark.parametrize("layout", FOR_PATIENTS)
@pytest.mark.parametrize("name", ["frozen-shoulder", "tired-calves"])
def test_a_routine_of_its_own(renderer: Renderer, tmp_path: Path, name: str, layout: str) -> None:
    text = f"clinic: clinic.yaml\npatient: Ana\ndate: 2026-11-20\nroutine: {name}\n"
    shutil.copytree(CLINIC, tmp_path, dirs_exist_ok=True)
    (tmp_path / "ana.yaml").write_text(text, "utf-8")
    handout = compose_checked(check(tmp_path / "ana.yaml"))
    hold(renderer.render(handout, layout, "letter").pdf, handout, layout)
