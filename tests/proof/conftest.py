"""A good file to spoil: the sample handout, which has every kind of block."""

from __future__ import annotations

import pytest
from press.sample import handout

from handouts.press import Room


@pytest.fixture(scope="session")
def good_pdf() -> bytes:
    return Room().press(handout(), "sheet", "letter").pdf
