"""The points of a prescription: an entry is a name, a name with its dose, or a group of fields."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from handouts.dose import MOTIONS, PRESSURES, SIDES, HoldError, parse_hold
from handouts.library import Found, Library
from handouts.library.model import Dose
from handouts.library.yaml_text import Mapping, Node, Scalar, Sequence
from handouts.prescription.fields import POINT, Field
from handouts.prescription.fill import BASIC, Taker, divided, fill
from handouts.prescription.problems import ProblemLog
from handouts.prescription.values import Wrong, one_of
from handouts.reading import shown

_WORDS = dict.fromkeys(SIDES, "side")
_WORDS |= dict.fromkeys(MOTIONS, "motion") | dict.fromkeys(PRESSURES, "pressure")
_EMPTY = "An entry is empty."


def take_points(field: Field, node: Node, log: ProblemLog, library: Library) -> tuple[Dose, ...]:
    """All entries that are right, in order; what is wrong with the others is noted."""
    if isinstance(node, Mapping):
        raise Wrong("Here stands a group of fields; a list is needed.", "Start each with `- `.")
    items = node.items if isinstance(node, Sequence) else divided(node)
    if len(items) > field.limit:
        wrong = f"There are {len(items)} points; there is room for {field.limit}."
        raise Wrong(wrong, "Choose fewer: a patient manages about five.")
    doses: dict[str, Dose] = {}
    for item in items:
        dose = _entry(item, log, library)
        if dose and dose.code in doses:
            first = doses[dose.code].line
            where = f"; the first is in line {first}" if first != dose.line else ""
            wrong = f"{dose.code} stands here a second time{where}."
            log.wrong(dose.line, "points", wrong, "Keep one of them.")
        elif dose:
            _must_have_side(dose, log, library)
            doses[dose.code] = dose
            log.lines[f"points.{dose.code}"] = dose.line
    return tuple(doses.values())


def _must_have_side(dose: Dose, log: ProblemLog, library: Library) -> None:
    """A point in the middle of the body has no left and right; one of two sides is never there."""
    if dose.side is None:
        return
    paired = library.points[dose.code].paired
    if paired and dose.side == "middle":
        wrong = f"{dose.code} lies on both sides of the body, not in the middle."
        log.wrong(dose.line, "points", wrong, "Write both, left or right.")
    elif not paired and dose.side != "middle":
        wrong = f"{dose.code} lies in the middle of the body, so it has no side {dose.side}."
        log.wrong(dose.line, "points", wrong, "Leave the side out.")


def resolve(found: Found, name: str, kind: str) -> str:
    """The code that a name led to; raises Wrong that asks back or suggests."""
    if found.code is not None:
        return found.code
    if found.broken:
        wrong = f"The clinic's own {kind} {shown(name)} has a mistake, so that it cannot be used."
        raise Wrong(wrong, f"Mend {found.broken[0]}")
    if found.candidates:
        both = one_of(found.candidates)
        raise Wrong(f"{shown(name)} can be {both}.", "Write the code of the one you mean.")
    guess = f"Did you mean {one_of(found.near)}?" if found.near else ""
    look = f"See: handouts {kind}s"
    raise Wrong(f"There is no {kind} {shown(name)}.", guess or look)


def _entry(item: Node, log: ProblemLog, library: Library) -> Dose | None:
    try:
        if isinstance(item, Scalar):
            return _short(item, library)
        if isinstance(item, Mapping):
            return _long(item, log, library)
        raise Wrong("An entry is a list itself.", "Write one point in each entry.")
    except (Wrong, HoldError) as error:
        log.wrong(item.line, "points", error.wrong, error.cure)
        return None


# ── `LI4 30 s opposite` ─────────────────────────────────────────────────────────────────────────


def _short(item: Scalar, library: Library) -> Dose:
    """An entry in one text: a name, and behind it time, side, motion and pressure as wanted."""
    typed = " ".join(item.text.split())
    if not typed:
        raise Wrong(_EMPTY, "Write a point there, or delete the line.")
    if typed[0] in "–—•·‣▪*":
        wrong = "The entry starts with the dash or dot of a word processor."
        raise Wrong(wrong, "Start it with a plain hyphen and a space: - BL40")
    if len(typed) > 120:
        raise Wrong("An entry is too long to be a point.", "Use `point:` and `note:` for a text.")
    for codes_only in (True, False):
        for name, rest in _splits(typed):
            code = _find(name, codes_only, library)
            if code:
                return _dosed(Dose(code, line=item.line), rest, name)
    return Dose(resolve(library.find_point(typed), typed, "point"), line=item.line)


def _splits(typed: str) -> list[tuple[str, str]]:
    """Ways to part a name from its dose, the longest name first."""
    cuts = [match.start() for match in re.finditer(r"[\s:,(–-]+(?=[^\s:,(–-])", typed)]
    parts = [(typed[:cut], typed[cut:].strip(" :,()–-")) for cut in reversed(cuts)]
    return [(typed, ""), *parts]


def _find(name: str, codes_only: bool, library: Library) -> str | None:
    """A code is looked at first: names are read from every file of the library."""
    return library.point_code(name) if codes_only else library.names_point(name)


def _dosed(dose: Dose, rest: str, name: str) -> Dose:
    """The dose with what stands behind the name: words it knows, and a time."""
    changes: dict[str, Any] = {}
    time = []
    for word in rest.split():
        field = _WORDS.get(word.casefold().strip(","))
        if field is None:
            time.append(word)
        elif field in changes:
            raise Wrong(f"{shown(name)} has two words for its {field}.", "Keep one of them.")
        else:
            changes[field] = word.casefold().strip(",")
    if time:
        changes["hold"] = _hold(" ".join(time).strip(","), name)
    return replace(dose, **changes)


def _hold(typed: str, name: str) -> Any:
    try:
        return parse_hold(typed)
    except HoldError as error:
        wrong = f"{shown(typed)} behind {shown(name)}: {error.wrong[0].lower()}{error.wrong[1:]}"
        raise Wrong(wrong, error.cure) from error


# ── `point: LI4`, `hold: 30 s`, … ───────────────────────────────────────────────────────────────


def _long(item: Mapping, log: ProblemLog, library: Library) -> Dose | None:
    keys = list(item.items)
    if "point" not in item.items and len(keys) == 1 and library.names_point(keys[0]):
        raise Wrong(f"{shown(keys[0])} is followed by a colon.", f"Write: - {keys[0]} 30 s")
    before = len(log.problems)
    takers: dict[str, Taker] = {**BASIC, "point": lambda _, node, __: _point(node, library)}
    taken = fill(item, POINT, log, takers, "points.")
    if "point" in taken:
        dose: Dose = replace(taken.pop("point"), line=item.line)
        return replace(dose, **taken)
    if len(log.problems) == before:
        raise Wrong("The entry names no point.", "Write: point: and its code.")
    return None


def _point(node: Node, library: Library) -> Dose:
    if not isinstance(node, Scalar):
        raise Wrong("`point` needs one name.", "Write: point: LI4")
    return _short(node, library)
