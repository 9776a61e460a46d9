"""Left and right in typed words, beside the sides on which points are pressed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.errors import Problem
from handouts.library.wording import Wording
from handouts.plan.make import Plan

_SENTENCE = re.compile(r"[.!?;\n]+")


def side_notes(plan: Plan, say: Wording) -> Iterator[Problem]:
    """Where a title or a note speaks of one side only, and points are pressed on the other; or says
    to keep off a side on which they are pressed. One line for each text.
    """
    written = plan.prescription
    lines = dict(written.lines)
    for field, text in (("title", written.title), ("notes", written.notes)):
        for wrong in _wrong(text or "", plan, say):
            what = "title" if field == "title" else "note"
            yield _problem(plan, lines.get(field, 0), field, f"The {what} {wrong}")
    for chosen in plan.points:
        for wrong in _wrong(chosen.note, plan, say, chosen.point.code) if chosen.line else ():
            yield _problem(plan, chosen.line, "points", f"The note {wrong}")


def _problem(plan: Plan, line: int, field: str, wrong: str) -> Problem:
    return Problem(plan.prescription.source, line, field, wrong, "Is that what you mean?")


def _wrong(text: str, plan: Plan, say: Wording, code: str = "") -> Iterator[str]:
    """What does not go together in a text about all points, or about one."""
    meant, never = _sides(text, say)
    pressed: dict[str, list[str]] = {}
    for chosen in plan.points:
        if not code or chosen.point.code == code:
            pressed.setdefault(chosen.side, []).append(chosen.point.code)
    for side, other in (("left", "right"), ("right", "left")):
        if meant == {side} and other in pressed:
            yield f"speaks of the {side}, and {_points(pressed[other])} pressed on the {other}."
        if never == {side} and side in pressed:
            yield f"keeps off the {side}, and {_points(pressed[side])} pressed there."
        elif never == {side} and "both" in pressed:
            yield f"keeps off the {side}, and {_points(pressed['both'])} pressed on both sides."


def _points(codes: list[str]) -> str:
    return f"{', '.join(codes)} {'is' if len(codes) == 1 else 'are'}"


def _sides(text: str, say: Wording) -> tuple[set[str], set[str]]:
    """The sides that a text speaks of, and those that it says to keep off."""
    meant, never = set[str](), set[str]()
    for sentence in _SENTENCE.split(text.casefold()):
        for idiom in say.many("typed_sides.idioms"):
            sentence = sentence.replace(idiom, "")
        words = re.findall(r"[\w'’]+", sentence)
        found = {side for side in ("left", "right") if say(f"typed_sides.{side}") in words}
        denied = not set(words).isdisjoint(say.many("typed_sides.never"))
        (never if denied else meant).update(found)
    return meant, never
