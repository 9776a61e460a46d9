"""The press: a handout and a layout in, a tagged PDF out (PDF/UA-1 and PDF/A-2a in one file)."""

from __future__ import annotations

from handouts.press.layout import Layout, Paper, layout_names, load_layout
from handouts.press.room import Pressed, Room

__all__ = ["Layout", "Paper", "Pressed", "Room", "layout_names", "load_layout", "press"]


def press(handout: object, layout: Layout | str, sheet: Paper | str) -> Pressed:
    """One handout as a file. For many, keep a `Room`: it sets what they share only once."""
    from handouts.handout import Handout

    assert isinstance(handout, Handout)
    return Room().press(handout, layout, sheet)
