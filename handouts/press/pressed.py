"""What comes out of the press."""

from __future__ import annotations

from typing import NamedTuple

from handouts.handout import Handout, plain
from handouts.press.file.xmp import About


class Pressed(NamedTuple):
    """A finished file and how many pages it has."""

    pdf: bytes
    pages: int


def about(handout: Handout) -> About:
    """What the file of a handout says about itself."""
    return About(
        plain(handout.title), handout.author, handout.subject, handout.language, handout.created
    )
