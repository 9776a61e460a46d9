"""A good file to spoil: the sample handout, which has every kind of block."""

from __future__ import annotations

import pytest
from render.sample import handout

from handouts.render import Renderer


@pytest.fixture(scope="session")
def good_pdf(renderer: Renderer) -> bytes:
    return renderer.render(handout(), "sheet", "letter").pdf
