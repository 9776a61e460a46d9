"""Points that typed words speak of by their code ("also press ST9"), where no card warns of them.

A card has the warnings of its point; a note has none. So what would stop as an entry of `points`
stops in a note as well, and a point without a card is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from handouts.errors import Problem
from handouts.library import Library
from handouts.library.effects import deciding, rules_about
from handouts.library.model import Point
from handouts.library.own import Typed
from handouts.plan.make import Plan
from handouts.text.words import has_any, sentences

_CODE = re.compile(r"(?<![\w.-])((?:EX-)?[A-Z]{2}[ -]?\d{1,2})(?![\w%]|[.,]\d)")
_IN_ANY_LETTERS = re.compile(_CODE.pattern, re.I)


def named_points(
    texts: Iterable[Typed], plan: Plan, library: Library
) -> tuple[list[Problem], list[Problem]]:
    """What stops a sheet of the points that typed words name, and what is told."""
    stops, tells = [], []
    cards = {chosen.point.code for chosen in plan.points}
    for typed in texts:
        for name, point in _named(typed.text, library):
            refused = _refused(point, plan, library)
            if refused:
                wrong = f"The words speak of {point.code}, which {refused}."
                stops.append(typed.problem(name, wrong, "Leave it out there."))
            elif point.code not in cards and typed.file == plan.prescription.source:
                wrong = f"The words speak of {point.code}, which has no card here: none of its"
                wrong += " warnings stand on the sheet."
                tells.append(
                    typed.problem(name, wrong, "List it under `points:`, or leave it out.")
                )
    return list(dict.fromkeys(stops)), list(dict.fromkeys(tells))


def point_at(text: str, at: int, library: Library) -> tuple[Point, int] | None:
    """The point whose code begins at a place of a text, in capitals or not, and where that ends."""
    match = _IN_ANY_LETTERS.match(text, at)
    found = library.names_point(match[0].upper(), codes_only=True) if match else None
    return (library.points[found.code], match.end()) if match and found and found.code else None


def _named(text: str, library: Library) -> Iterator[tuple[str, Point]]:
    """The points whose code stands in a text, with what was typed; none that it keeps off."""
    for sentence in sentences(text):
        if not has_any(sentence, library.wording.many("keeps_off")):
            for name in dict.fromkeys(_CODE.findall(sentence)):
                if found := point_at(name, 0, library):
                    yield name, found[0]


def _refused(point: Point, plan: Plan, library: Library) -> str:
    """Why a point must not be pressed on this sheet; empty where it may, as a card that was
    acknowledged says how.
    """
    if point.home_use == "practitioner-only":
        return "is not for a patient's sheet"
    if point.code in {chosen.point.code for chosen in plan.points}:
        return ""  # its own finding stops it, or was acknowledged
    for name in plan.prescription.conditions:
        rule = deciding(rules_about(library.conditions[name], point, library))
        if rule and rule.level == "avoid":
            return f"is to be avoided ({name})"
    return ""
