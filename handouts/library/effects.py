"""What a condition does, rule by rule: what it stops, what it asks about, what it eases.

This is the view of somebody who looks a rule up; `handouts/safety.py` applies the same rules to a
prescription. Points that are not for pressing at home are left out, as they are refused anyhow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handouts.library import Library
from handouts.library.model import Condition, Ease, Level, Point, Rule, Tip


@dataclass(frozen=True, slots=True)
class Effect:
    """What one rule does.

    `selected` are all points that it speaks of, and that are pressed as `ease` says; `points` and
    `tips` are those that it decides: where two rules speak of a thing, the first that stops it
    does, else the first. `everywhere`: it speaks of every point. `reason` and `source` are for
    the practitioner, `line` is what the patient reads.
    """

    level: Level
    points: tuple[Point, ...]
    tips: tuple[Tip, ...]
    selected: tuple[Point, ...]
    everywhere: bool
    ease: Ease
    named_only: bool
    reason: str
    line: str
    source: str


def effects(condition: Condition, library: Library) -> list[Effect]:
    """The effects of all rules, in their order."""
    return list(_effects(condition, library))


def _effects(condition: Condition, library: Library) -> Iterator[Effect]:
    points = [p for p in library.points.values() if p.home_use != "practitioner-only"]
    tips = list(library.tips.values())
    for rule in condition.rules:
        yield Effect(
            level=rule.level,
            points=tuple(p for p in points if _deciding(_of_point(condition, p)) is rule),
            tips=tuple(t for t in tips if _deciding(_of_tip(condition, t, library)) is rule),
            selected=tuple(p for p in points if rule.selects(p)),
            everywhere=rule.target == "points" and rule.field == "all",
            ease=rule.ease,
            named_only=rule.named_only,
            reason=condition.reasons[rule.why],
            line=condition.lines[rule.why],
            source=rule.source,
        )


def _deciding(rules: list[Rule]) -> Rule | None:
    return min(rules, key=lambda rule: rule.level != "avoid", default=None)


def _of_point(condition: Condition, point: Point) -> list[Rule]:
    return [rule for rule in condition.rules if rule.selects(point)]


def _of_tip(condition: Condition, tip: Tip, library: Library) -> list[Rule]:
    """The rules that speak of a tip, or that stop a point which it has pressed."""
    rules = [rule for rule in condition.rules if rule.selects(tip)]
    for code in tip.presses:
        rules += [r for r in _of_point(condition, library.points[code]) if r.level == "avoid"]
    return rules
