"""How hard to press, wherever it was typed ("Press GB20 firmly"), beside what the cards say.

Where the field `pressure` stops a sheet, typed words do, too; what is only more is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from handouts.advice.unsafe_words import firmly
from handouts.counting import longest_seconds
from handouts.errors import Problem
from handouts.library import Library
from handouts.library.model import Point
from handouts.library.own import Typed
from handouts.plan.make import Plan
from handouts.safety.examine import Finding
from handouts.safety.typed_words import points_in
from handouts.text.words import words_of

_OF_PRESSING = ("title", "how_often", "for_how_long", "notes")
"""Fields that are about the points where they name none; a tip may have its feet on the floor."""


def typed_pressure(
    texts: Iterable[Typed], plan: Plan, library: Library, findings: Iterable[Finding]
) -> tuple[list[Problem], list[Problem]]:
    """What stops a sheet of how hard its typed words say to press, and what is told."""
    stops, tells = [], []
    agreed = {one.name for one in findings if one.kind == "point" and one.acknowledged}
    pressed = {one.point.code: one.pressure for one in plan.points}
    for typed in texts:
        behind = f"{typed.about} " if typed.about in pressed else ""
        text = re.sub(r"(?<=\d): ", ", ", f"{behind}{typed.text}")  # "GB20: firmly"
        for words in firmly(text, library.language):
            meant = [
                point for point in _meant(words, typed, plan, library)
                if pressed.get(point.code) != "firm"
            ]  # fmt: skip
            words = words.removeprefix(behind)
            found = list(_too_hard(meant, agreed, plan, library))
            codes = ", ".join(point.code for point in meant if point.code in pressed)
            if found:
                wrong = f"“{words}” asks for firm pressure. {' '.join(found)}"
                cure = "Leave it out: the cards say how hard. Or name the points to press so."
                stops.append(typed.problem(words, wrong, cure))
            elif codes and typed.file == plan.prescription.source:
                wrong = f"“{words}” is harder than the card says: {codes}."
                cure = "Leave it out, or write `pressure: firm` at the point."
                tells.append(typed.problem(words, wrong, cure))
    return list(dict.fromkeys(stops)), list(dict.fromkeys(tells))


def _meant(words: str, typed: Typed, plan: Plan, library: Library) -> Sequence[Point]:
    """The points that some words speak of: by code, by number, that of the card they stand on, by
    the part of the body, or all; words that are not about pressing alone only what they name.
    """
    on_sheet = [one.point for one in plan.points]
    if named := points_in(words, library):
        return named
    if numbered := [on_sheet[n - 1] for n in _numbers(words, library) if n <= len(on_sheet)]:
        return numbered
    if of_card := [point for point in on_sheet if point.code == typed.about]:
        return of_card
    if typed.field not in _OF_PRESSING:
        return []
    parts = {part for point in library.points.values() for part in point.region.split("-")}
    if said := parts & {word.text.removesuffix("s") for word in words_of(words)}:
        there = [point for point in on_sheet if said & {*point.region.split("-")}]
        return there or [point for point in on_sheet if "neck" not in point.flags]
    return on_sheet


def _numbers(words: str, library: Library) -> Iterator[int]:
    """Those of cards ("points 1 and 3"), and none of a time."""
    say, of_points = library.wording, False
    for word in () if longest_seconds(words, say) else words_of(words):
        if of_points and word.text.isdecimal() and word.text != "0":
            yield int(word.text)
        numbers = of_points and (word.text.isdecimal() or word.text in say.many("typed_doses.and"))
        of_points = numbers or word.text in say.many("typed_doses.points")


def _too_hard(
    points: Iterable[Point], agreed: set[str], plan: Plan, library: Library
) -> Iterator[str]:
    """Why points must not be pressed firmly."""
    conditions = [library.conditions[name] for name in plan.prescription.conditions]
    why: dict[str, list[str]] = {}
    for point in points:
        asking = [
            one.name for one in conditions
            if any(rule.ease.light and rule.selects(point) for rule in one.rules)
        ]  # fmt: skip
        if "neck" in point.flags:
            why.setdefault("On the neck, over the arteries to the brain", []).append(point.code)
        elif asking:
            why.setdefault(f"To be pressed lightly ({', '.join(asking)})", []).append(point.code)
        elif point.code in agreed:
            why.setdefault("Agreed on as its card says", []).append(point.code)
    return (f"{reason}: {', '.join(codes)}." for reason, codes in why.items())
