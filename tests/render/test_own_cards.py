"""Cards of a clinic's own points: with a photo, and with words alone."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from handouts.delivery.build import check, compose_checked
from handouts.render import Renderer

POINT = (
    "title: The sorest spot\nregion: lower-leg\npregnancy: ok\nflags: none\n"
    "steps: [Feel for it slowly.]\n"
)


@pytest.mark.parametrize("layout", ["sheet", "large-print", "pocket"])
@pytest.mark.parametrize("others", ["", ", LI4", ", LI4, LI11, ST36, BL60"])
def test_a_point_without_a_picture_says_where_it_is_on_every_layout(
    renderer: Renderer, tmp_path: Path, layout: str, others: str
) -> None:
    (tmp_path / "clinic.yaml").write_text("name: Cedar Hill\n", "utf-8")
    (tmp_path / "points").mkdir()
    (tmp_path / "points" / "mine.yaml").write_text(POINT, "utf-8")
    (tmp_path / "p.yaml").write_text(f"points: [mine{others}]\n", "utf-8")
    handout = compose_checked(check(tmp_path / "p.yaml"))
    pdf = pypdfium2.PdfDocument(renderer.render(handout, layout, "letter").pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    assert "Feel for it slowly." in " ".join(text.split())
