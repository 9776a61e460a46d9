"""What a condition does, rule by rule: what it stops, what it asks about, what it eases.

`handouts/safety/examine.py` applies the same rules to a prescription. Points that are not for
pressing at home are left out, as they are refused anyhow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handouts.library import Library
from handouts.library.model import Condition, Point, Rule, Tip


@dataclass(frozen=True, slots=True)
class Effect:
    """What one rule does.

    `selected` are all points that it speaks of, and that are pressed as its `ease` says; `points`
    and `tips` those about which it decides. `everywhere`: it speaks of every point; `own`: only of
    tips of a clinic's own. `reason` is for the practitioner, `line` is what the patient reads.
    """

    rule: Rule
    points: tuple[Point, ...]
    tips: tuple[Tip, ...]
    selected: tuple[Point, ...]
    everywhere: bool
    reason: str
    line: str
    own: bool


def effects(condition: Condition, library: Library) -> list[Effect]:
    """The effects of all rules, in their order."""
    points = [p for p in library.points.values() if p.home_use != "practitioner-only"]
    tips = list(library.tips.values())
    return [
        Effect(
            rule=rule,
            points=tuple(p for p in points if deciding(rules_about(condition, p, library)) is rule),
            tips=tuple(t for t in tips if deciding(rules_about(condition, t, library)) is rule),
            selected=tuple(p for p in points if rule.selects(p)),
            everywhere=rule.target == "points" and rule.field == "all",
            reason=condition.reasons[rule.why],
            line=condition.lines[rule.why],
            own=not any(map(rule.selects, points)) and not any(map(rule.selects, tips)),
        )
        for rule in condition.rules
    ]


# ── which rules speak of a thing, and which of them decides ─────────────────────────────────────


def rules_about(condition: Condition, thing: Point | Tip, library: Library) -> list[Rule]:
    """The rules of a condition that speak of a point or tip, or stop a point that a tip presses."""
    rules = [rule for rule in condition.rules if rule.selects(thing)]
    if isinstance(thing, Tip):
        for code in thing.presses:
            pressed = rules_about(condition, library.points[code], library)
            rules += [rule for rule in pressed if rule.level == "avoid"]
    return rules


def deciding(rules: Iterable[Rule]) -> Rule | None:
    """The first rule that stops, else the first that asks; None where there is none."""
    return min(rules, key=lambda rule: rule.level != "avoid", default=None)
