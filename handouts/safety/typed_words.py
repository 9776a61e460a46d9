"""What typed words say beside the rest of a sheet: of points that have no card, of left and right,
and of the patient's health. How long and how often they say to press is read by `typed_doses`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from handouts.errors import Problem
from handouts.library import Library
from handouts.library.effects import deciding, rules_about
from handouts.library.mentions import Mention, found_in_prose, pattern
from handouts.library.model import Point
from handouts.library.names import plain_key
from handouts.library.own import Typed
from handouts.library.wording import Wording
from handouts.plan.make import Plan
from handouts.safety.named_points import points_named
from handouts.text.words import has_any, sentences, words_of

_CODE = re.compile(r"(?<![\w.-])((?:EX-)?[A-Z]{2}[ -]?\d{1,2})(?![\w%]|[.,]\d)", re.I)
_SIDES = {"left": "right", "right": "left"}
_CALLED = {"title": "title", "notes": "note", "points": "note", "how_often": "text",
           "for_how_long": "text"}  # fmt: skip
"""The fields of a prescription in which sides are looked for, and what their text is called."""


def typed_words(
    texts: Sequence[Typed], plan: Plan, library: Library
) -> tuple[list[Problem], list[Problem]]:
    """What stops a sheet of what its typed words say, and what is told; health and sides only of
    the prescription, as the words of a clinic are for all its patients.
    """
    of_patient = [typed for typed in texts if typed.file == plan.prescription.source]
    stops, tells = _points(texts, plan, library)
    tells += _health(of_patient, plan, library)
    tells += _sides(of_patient, plan, library.wording)
    return list(dict.fromkeys(stops)), list(dict.fromkeys(tells))


# ── points that are named ───────────────────────────────────────────────────────────────────────


def _points(
    texts: Iterable[Typed], plan: Plan, library: Library
) -> tuple[list[Problem], list[Problem]]:
    """Points that are spoken of by a name ("also press ST9"), for which a note has no warnings:
    what would stop in `points` stops here, too, and a point without a card is told.
    """
    stops, tells = [], []
    cards = {chosen.point.code for chosen in plan.points}
    for typed in texts:
        for name, point in _named(typed.text, library):
            says = f"The words speak of {point.code}, which"
            if refused := _refused(point, plan, library):
                stops.append(typed.problem(name, f"{says} {refused}.", "Leave it out there."))
            elif point.code not in cards and typed.file == plan.prescription.source:
                wrong = f"{says} has no card here: none of its warnings stand on the sheet."
                cure = "List it under `points:`, or leave it out."
                tells.append(typed.problem(name, wrong, cure))
    return stops, tells


def point_at(text: str, at: int, library: Library) -> tuple[Point, int] | None:
    """The point whose code begins at a place of a text, in capitals or not, and where that ends."""
    match = _CODE.match(text, at)
    found = library.names_point(match[0].upper(), codes_only=True) if match else None
    return (library.points[found.code], match.end()) if match and found and found.code else None


def points_in(text: str, library: Library) -> list[Point]:
    """The points whose code stands in a text, in capitals or not."""
    found = (point_at(text, word.start, library) for word in words_of(text))
    return list(dict.fromkeys(point for point, _ in filter(None, found)))


def _named(text: str, library: Library) -> Iterator[tuple[str, Point]]:
    """The points that a text names, with what was typed; none that it keeps off."""
    keeps_off = [*library.wording.many("denies"), *library.wording.many("keeps_off")]
    for sentence in sentences(text):
        if not has_any(sentence, keeps_off):
            yield from points_named(sentence, library)


def _refused(point: Point, plan: Plan, library: Library) -> str:
    """Why a point must not be pressed on this sheet; empty where it may."""
    if point.home_use == "practitioner-only":
        return "is not for a patient's sheet"
    if point.code in {chosen.point.code for chosen in plan.points}:
        return ""  # its own finding stops it, or was acknowledged
    for name in plan.prescription.conditions:
        rule = deciding(rules_about(library.conditions[name], point, library))
        if rule and rule.level == "avoid":
            return f"is to be avoided ({name})"
    return ""


# ── the patient's health ────────────────────────────────────────────────────────────────────────


def _health(texts: Iterable[Typed], plan: Plan, library: Library) -> Iterator[Problem]:
    """What notes tell of the patient that stands not under `conditions:`, a text at a time."""
    known = plan.prescription.conditions
    strokes = pattern("strokes-baby" if "infant" in known else "strokes-skin")
    said: set[tuple[str, ...]] = set()
    for typed in texts:
        if not typed.field.startswith(("notes", "points.")):
            continue
        found = [
            one for one in found_in_prose(strokes.sub("", typed.text), library)
            if not {*one.conditions} & {*known} and one.conditions not in said
        ]  # fmt: skip
        said |= {one.conditions for one in found}
        if found:
            words = ", ".join(_as_told(one) for one in found)
            denied = [name for name in known for one in found
                      if {*library.conditions[name].excludes} & {*one.conditions}]  # fmt: skip
            says = f"says {', '.join(dict.fromkeys(denied))}" if denied else "does not"
            wrong = f"Your words speak of {words}, and `conditions:` {says}."
            cure = "If the patient has it, write it there as well: safety reads nothing else."
            yield typed.problem(found[0].words, wrong, cure)


def _as_told(one: Mention) -> str:
    """`“apixaban” (blood-thinners)`, or the name alone where that was typed."""
    meant = " or ".join(one.conditions)
    return meant if plain_key(one.words) == plain_key(meant) else f"“{one.words}” ({meant})"


# ── left and right ──────────────────────────────────────────────────────────────────────────────


def _sides(texts: Iterable[Typed], plan: Plan, say: Wording) -> Iterator[Problem]:
    """Where a text speaks of a side and points are pressed on the other, or keeps off theirs."""
    for typed in texts:
        if called := _CALLED.get(typed.field.partition(".")[0]):
            pressed: dict[str, list[str]] = {}
            for chosen in plan.points:
                if typed.about in ("", chosen.point.code):
                    pressed.setdefault(chosen.side, []).append(chosen.point.code)
            for side, wrong in _against(_said(typed.text, say), pressed):
                wrong = f"The {called} {wrong}"
                yield typed.problem(say(f"typed_sides.{side}"), wrong, "Is that what you mean?")


def _against(
    said: Mapping[str, set[str]], pressed: Mapping[str, list[str]]
) -> Iterator[tuple[str, str]]:
    """What a text says of a side that does not go together with those of its points."""
    on = {
        side: f"{', '.join(codes)} {'is' if len(codes) == 1 else 'are'} pressed"
        for side, codes in pressed.items()
    }
    for side, other in _SIDES.items():
        if said["meant"] == {side} and other in on:
            yield side, f"speaks of the {side}, and {on[other]} on the {other}."
        elif said["only"] == {side} and "both" in on:
            yield side, f"speaks of the {side} only, and {on['both']} on both sides."
        if said["never"] == {side} and {side, "both"} & {*on}:
            where = f"{on[side]} there" if side in on else f"{on['both']} on both sides"
            yield side, f"keeps off the {side}, and {where}."
        if said["both"] and side in on and "both" not in on:
            yield side, f"speaks of both sides, and {on[side]} on the {side}."


def _said(text: str, say: Wording) -> dict[str, set[str]]:
    """The sides that a text speaks of (`meant`), alone (`only`), to keep off (`never`), `both`."""
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
