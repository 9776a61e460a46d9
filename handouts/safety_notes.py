"""What the practitioner is told about safety: what was not asked, and what conditions change."""

from __future__ import annotations

from collections.abc import Iterator

from handouts import phrases
from handouts.errors import Problem
from handouts.library import Library
from handouts.plan import Plan
from handouts.reading import shown
from handouts.safety import open_conditions


def safety_notes(plan: Plan, library: Library) -> list[Problem]:
    """What `check` and `build` say besides the findings; nothing in it stops a build."""
    return [*_asked(plan, library), *_eased(plan, library), *_harder(plan)]


def _asked(plan: Plan, library: Library) -> Iterator[Problem]:
    prescription = plan.prescription
    line = dict(prescription.lines).get("conditions", 0)
    at = (prescription.source, line, "conditions")
    if not prescription.asked:
        wrong = "Nothing says what this patient lives with, so the sheet warns of everything."
        cure = "Ask, and write what you hear, or `none`. See: handouts conditions"
        yield Problem(*at, wrong, cure)
    elif not prescription.conditions and not prescription.other_conditions:
        still = [c.name for c in open_conditions(prescription, library)]
        wrong = "`none` is taken as: nothing of what `handouts conditions` lists."
        cure = f"It does not answer {' and '.join(still)}: those warnings stay on the sheet."
        yield Problem(*at, wrong, cure)
    for other in prescription.other_conditions:
        wrong = f"No rule knows {shown(other)}: it is yours to judge."
        yield Problem(*at, wrong, "Nothing of it is printed.")


def _eased(plan: Plan, library: Library) -> Iterator[Problem]:
    """How conditions change what is printed, and what stays because it was typed."""
    for chosen in plan.points:
        if not chosen.asked_by:
            continue
        why, say = ", ".join(chosen.asked_by), library.wording
        where = (plan.prescription.source, chosen.line, "points")
        code, time = chosen.point.code, phrases.hold(chosen.hold, say)
        ways = [
            text
            for asked, text in (
                (chosen.ease.light and "pressure" not in chosen.kept, "lightly"),
                (chosen.ease.half and "hold" not in chosen.kept, f"for half the time ({time})"),
                (chosen.ease.no_ball and chosen.point.reach == "ball", "without a ball"),
            )
            if asked
        ]
        if ways:
            yield Problem(*where, f"{code} is pressed {', '.join(ways)}, because of {why}.", "")
        for name in chosen.kept:
            value = time if name == "hold" else chosen.pressure
            less = "half the time" if name == "hold" else "light pressure"
            wrong = f"{code} keeps your `{name}` ({value}), though {why} asks for {less}."
            yield Problem(*where, wrong, f"Leave `{name}` out to follow the rule.")


def _harder(plan: Plan) -> Iterator[Problem]:
    """Where more pressure is written than a point over a vessel or nerve is meant for."""
    for chosen in plan.points:
        over = sorted({"vessel", "nerve"} & chosen.point.flags)
        if over and chosen.point.pressure == "gentle" and chosen.pressure != "gentle":
            wrong = f"{chosen.point.code} lies over a {' and a '.join(over)}."
            cure = f"You wrote {chosen.pressure} pressure; gentle is what it is meant for."
            yield Problem(plan.prescription.source, chosen.line, "points", wrong, cure)
