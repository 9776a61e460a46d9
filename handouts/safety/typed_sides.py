"""Left and right in typed words, beside the sides on which points are pressed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.errors import Problem
from handouts.library.wording import Wording
from handouts.plan.make import Plan
from handouts.text.words import has_any, sentences

_SIDES = {"left": "right", "right": "left"}


def side_notes(plan: Plan, say: Wording) -> Iterator[Problem]:
    """Where a title, a note or a dose in words speaks of one side only, and points are pressed on
    the other; or says to keep off a side on which they are pressed. One line for each text.
    """
    written = plan.prescription
    all_points = {chosen.point.code: chosen.side for chosen in plan.points}
    texts = [
        ("title", written.line_of("title"), "title", written.title, all_points),
        ("note", written.line_of("notes"), "notes", written.notes, all_points),
    ]
    for name, text in (("how_often", written.how_often), ("for_how_long", written.for_how_long)):
        texts.append(("text", written.line_of(name), name, text, all_points))
    for one in plan.points:
        if one.line:
            texts.append(("note", one.line, "points", one.note, {one.point.code: one.side}))
    for what, line, field, text, points in texts:
        for wrong in _wrong(text or "", points, say):
            yield written.problem(field, f"The {what} {wrong}", "Is that what you mean?", line)


def _wrong(text: str, sides: Mapping[str, str], say: Wording) -> Iterator[str]:
    """What does not go together in a text and the points that it is about."""
    said = _said(text, say)
    pressed: dict[str, list[str]] = {}
    for code, side in sides.items():
        pressed.setdefault(side, []).append(code)
    on = {
        side: f"{', '.join(codes)} {'is' if len(codes) == 1 else 'are'} pressed"
        for side, codes in pressed.items()
    }
    for side, other in _SIDES.items():
        if said["meant"] == {side} and other in on:
            yield f"speaks of the {side}, and {on[other]} on the {other}."
        elif said["only"] == {side} and "both" in on:
            yield f"speaks of the {side} only, and {on['both']} on both sides."
        if said["never"] == {side} and {side, "both"} & {*on}:
            where = f"{on[side]} there" if side in on else f"{on['both']} on both sides"
            yield f"keeps off the {side}, and {where}."
        if said["both"] and side in on and "both" not in on:
            yield f"speaks of both sides, and {on[side]} on the {side}."


def _said(text: str, say: Wording) -> dict[str, set[str]]:
    """The sides that a text speaks of (`meant`), those that it says to press alone (`only`) or to
    keep off (`never`), and all where it speaks of `both`.
    """
    said: dict[str, set[str]] = {"meant": set(), "only": set(), "never": set(), "both": set()}
    for sentence in sentences(text.casefold()):
        for idiom in say.many("typed_sides.idioms"):
            sentence = sentence.replace(idiom, "")
        found = {side for side in _SIDES if has_any(sentence, [say(f"typed_sides.{side}")])}
        if has_any(sentence, say.many("typed_sides.never")):
            said["never"] |= found
            continue
        said["meant"] |= found
        said["only"] |= found if has_any(sentence, say.many("typed_sides.only")) else set()
        said["both"] |= {*_SIDES} if has_any(sentence, say.many("typed_sides.both")) else set()
    return said
