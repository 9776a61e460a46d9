"""Left and right in typed words, beside the sides on which points are pressed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from handouts.errors import Problem
from handouts.library.wording import Wording
from handouts.plan.make import Plan
from handouts.text.words import has_any, sentences


def side_notes(plan: Plan, say: Wording) -> Iterator[Problem]:
    """Where a title or a note speaks of one side only, and points are pressed on the other; or says
    to keep off a side on which they are pressed. One line for each text.
    """
    written = plan.prescription
    lines = dict(written.lines)
    for name, text in (("title", written.title), ("notes", written.notes)):
        for wrong in _wrong(text or "", plan, say):
            what = "title" if name == "title" else "note"
            yield _problem(plan, lines.get(name, 0), name, f"The {what} {wrong}")
    for chosen in plan.points:
        for wrong in _wrong(chosen.note, plan, say, chosen.point.code) if chosen.line else ():
            yield _problem(plan, chosen.line, "points", f"The note {wrong}")


def _problem(plan: Plan, line: int, field: str, wrong: str) -> Problem:
    return Problem(plan.prescription.source, line, field, wrong, "Is that what you mean?")


def _wrong(text: str, plan: Plan, say: Wording, code: str = "") -> Iterator[str]:
    """What does not go together in a text about all points, or about one."""
    said = _said(text, say)
    pressed: dict[str, list[str]] = {}
    for chosen in plan.points:
        if not code or chosen.point.code == code:
            pressed.setdefault(chosen.side, []).append(chosen.point.code)
    both = pressed.get("both", [])
    for side, other in (("left", "right"), ("right", "left")):
        if said.meant == {side} and other in pressed:
            yield f"speaks of the {side}, and {_points(pressed[other])} pressed on the {other}."
        elif said.only == {side} and both:
            yield f"speaks of the {side} only, and {_points(both)} pressed on both sides."
        if said.never == {side} and side in pressed:
            yield f"keeps off the {side}, and {_points(pressed[side])} pressed there."
        elif said.never == {side} and both:
            yield f"keeps off the {side}, and {_points(both)} pressed on both sides."
        if said.both and side in pressed and not both:
            yield f"speaks of both sides, and {_points(pressed[side])} pressed on the {side}."


def _points(codes: list[str]) -> str:
    return f"{', '.join(codes)} {'is' if len(codes) == 1 else 'are'}"


@dataclass(slots=True)
class _Said:
    """The sides that a text speaks of, those that it says to press alone or to keep off, and
    whether it speaks of both.
    """

    meant: set[str] = field(default_factory=set)
    only: set[str] = field(default_factory=set)
    never: set[str] = field(default_factory=set)
    both: bool = False


def _said(text: str, say: Wording) -> _Said:
    said = _Said()
    for sentence in sentences(text.casefold()):
        for idiom in say.many("typed_sides.idioms"):
            sentence = sentence.replace(idiom, "")
        sides = ("left", "right")
        found = {side for side in sides if has_any(sentence, [say(f"typed_sides.{side}")])}
        if has_any(sentence, say.many("typed_sides.never")):
            said.never |= found
            continue
        said.meant |= found
        said.only |= found if has_any(sentence, say.many("typed_sides.only")) else set()
        said.both |= has_any(sentence, say.many("typed_sides.both"))
    return said
