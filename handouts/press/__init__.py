"""The press: a handout and a layout in, a tagged PDF out (PDF/UA-1 and PDF/A-2a in one file).

What is asked for is imported when it is asked for: a page that is known from before needs a tenth
of what it takes to set one.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from handouts.handout import Handout
    from handouts.press.layout import Layout, Paper, layout_names, load_layout
    from handouts.press.pressed import Pressed
    from handouts.press.room import Room

__all__ = ["Layout", "Paper", "Pressed", "Room", "layout_names", "load_layout", "press"]

_HOMES = {
    "Layout": "layout", "Paper": "layout", "layout_names": "layout", "load_layout": "layout",
    "Pressed": "pressed", "Room": "room",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"handouts.press.{_HOMES[name]}"), name)


def press(handout: Handout, layout: Layout | str, sheet: Paper | str) -> Pressed:
    """One handout as a file. For many, keep a `Room`: it sets what they share only once."""
    from handouts.press.room import Room

    return Room().press(handout, layout, sheet)
