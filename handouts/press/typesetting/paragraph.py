"""Paragraphs and running feet: texts that a patient's own pieces are made of.

They are set by these functions alone, whether a page is set anew or known from before.
"""

from __future__ import annotations

from handouts.handout import Handout, Text
from handouts.press.blocks.draft import Draft
from handouts.press.blocks.setting import Setting, even
from handouts.press.typesetting.text import Face, Line
from handouts.press.typesetting.typeset import INK, SOFT, Rgb, Typesetter

OWN = frozenset({"notes", "visit"})
"""Parts that are written for one patient."""
SUBTITLE, RUNNING = "subtitle", "running"
"""The other texts of a patient: the line with the name, and the foot with version and date."""
_KEPT_LINES = 2  # of a paragraph that comes apart, on either side
_FOOTER = b"<</Type/Pagination/Subtype/Footer>>"


def running(type_: Typesetter, text: Text, face: Face, width: float, rgb: Rgb = INK) -> Setting:
    """A paragraph in parts."""
    lines = type_.checked_lines(text, face, width)
    parts = [type_.set_lines(part, face, width, "P", rgb) for part in _torn(lines)]
    return even(parts, 0, breaks=True)


def _torn(lines: tuple[Line, ...]) -> list[tuple[Line, ...]]:
    if len(lines) < 2 * _KEPT_LINES:
        return [lines]
    middle = lines[_KEPT_LINES:-_KEPT_LINES]
    return [lines[:_KEPT_LINES], *((line,) for line in middle), lines[-_KEPT_LINES:]]


def foot_face(size: float) -> Face:
    """How the running lines are set."""
    return Face(size, size * 1.2)


def foot_room(type_: Typesetter, handout: Handout, face: Face, width: float) -> float:
    """What the count of pages leaves of a width for the running lines."""
    count = type_.breaker.width(handout.page_of.format(page=88, pages=88), "regular", face.size)
    return width - count - face.size


def foot_lines(type_: Typesetter, handout: Handout, face: Face, width: float) -> list[str]:
    """The running text in as many lines as it takes beside the count of pages."""
    room = foot_room(type_, handout, face, width)
    lines = type_.checked_lines(handout.running, face, room)
    return ["".join(run.text for run in line.runs).rstrip() for line in lines]


def foot_line(type_: Typesetter, text: str, face: Face, width: float) -> Draft:
    """A running line, outside the structure."""
    return type_.artifact_text(text, face, width, SOFT, _FOOTER)
