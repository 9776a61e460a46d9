"""When not to press and when to let go, in the box on page one; whom to call, and when."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import chain

from handouts import handout as blocks
from handouts import phrases
from handouts.compose.cards import said_once
from handouts.compose.case import Case
from handouts.course import for_how_long
from handouts.dose import PRESSURES
from handouts.handout import Block, words
from handouts.library.wording import filled
from handouts.plan.make import Plan
from handouts.safety.examine import in_short


def safety_box(case: Case) -> tuple[Block, ...]:
    """When not to press, when to let go, and what holds for every point."""
    rows = (
        (case.say("safety.not_today"), _not_today(case)),
        (case.say("safety.let_go"), case.signs(case.say.many("safety.let_go_items"))),
        (case.say("card.care"), _for_all(case)),
    )
    told = tuple((words(label), tuple(map(words, items))) for label, items in rows if items)
    return (blocks.SafetyBox(told),)


def _not_today(case: Case) -> list[str]:
    say, plan = case.say, case.plan
    leg = (say.at("safety.leg"),) if _on_leg(plan) else ()
    of_routine = plan.routine.not_today if plan.routine else ()
    items = case.signs([*say.many("safety.not_today_items"), *leg, *of_routine])
    for clause, out, ask in in_short(plan, case.library):
        reasons = case.signs([clause])
        if len(out) < len(plan.points):
            way = "both" if out and ask else "leave_out" if out else "ask_first"
            numbers = {"points": phrases.numbers(out, say), "others": phrases.numbers(ask, say)}
            way = f"safety.in_short.{way}"
            reasons = [say(way, reason=reason, **numbers) for reason in reasons]
        items += reasons
    return items


def _for_all(case: Case) -> tuple[str, ...]:
    """What holds for every point, once; behind what asks for light pressure who gets more."""
    asked = [f for f in case.findings if f.general and f.kind == "point" and f.level == "ask"]
    light = [finding for finding in asked if finding.light]
    lines = [
        *case.asked(light),
        *_pressed_harder(case, {finding.name for finding in light}),
        *case.asked(finding for finding in asked if not finding.light),
    ]
    return tuple(map(case.for_whom.in_words, said_once(case.lines(lines))))


def _pressed_harder(case: Case, light: Set[str]) -> Iterator[str]:
    """Those of some points that are pressed harder than a condition asks for."""
    say, points = case.say, list(enumerate(case.plan.points, 1))
    harder = [(n, one.pressure) for n, one in points if one.harder and one.point.code in light]
    for pressure in PRESSURES:
        if found := [n for n, written in harder if written == pressure]:
            named = say.count("since.point", len(found), numbers=phrases.numbers(found, say))
            yield say("safety.harder", points=named, pressure=say(f"dose.pressure.{pressure}"))


def callouts(case: Case) -> tuple[Block, ...]:
    """What is an emergency, and when to call the clinic."""
    say, clinic = case.say, case.clinic
    us, now = say("call.us"), say("call.emergency")
    if clinic.phone:
        us = say("call.us_on", phone=clinic.phone)
    if clinic.emergency:
        now = say("call.emergency_on", number=clinic.emergency)
    signs, calls = (
        blocks.Bullets(tuple(map(words, items))) for items in (_emergencies(case), _calls(case))
    )
    return (
        blocks.Callout("emergency", words(now), (signs,)),
        blocks.Callout("call", words(us), (calls,)),
    )


def _calls(case: Case) -> list[str]:
    """When to call the clinic: what conditions ask for, what a routine names, what holds for every
    sheet. What says when to give up says it after the course that the page prints.
    """
    say, routine = case.say, case.plan.routine
    signs = list(routine.call) if routine else []
    if routine is None or routine.own or not signs:
        signs += say.many("call.items")
    of_conditions = _of_conditions(case, "call.besides")
    signs = case.signs([*of_conditions, *say.many("call.always"), *signs])
    written = case.plan.for_how_long
    course = written.words or say("call.course_open" if written.odd else "call.course")
    if written.is_long(for_how_long(routine.for_how_long if routine else "", say)):
        course = say("call.course_long")
    return list(dict.fromkeys(filled(sign, {"course": course}) for sign in signs))


def _emergencies(case: Case) -> list[str]:
    """The routine's signs of an emergency, else those of the parts that are pressed; those of a
    condition stand before these (a fever in cancer treatment) or in their place (a baby).
    """
    say, plan, routine = case.say, case.plan, case.plan.routine
    own = _of_conditions(case, "call.emergency_items.conditions")
    signs = own or (list(routine.red_flags) if routine else [])
    if not own and (routine is None or routine.own):
        regions = say.table("call.emergency_items.regions")
        of_points = (regions.get(chosen.point.region, ()) for chosen in plan.points)
        signs += [*say.many("call.emergency_items.general"), *chain.from_iterable(of_points)]
    signs += [say.at("call.emergency_items.leg")] * _on_leg(plan)
    signs += say.many("call.emergency_items.always")
    before = _of_conditions(case, "call.emergency_items.besides")
    return case.signs([*_of_others(case), *before, *signs])


def _of_others(case: Case) -> Iterator[str]:
    """The signs for what a patient has that no rule reads: low mood, or fear."""
    others = " ".join(case.plan.prescription.other_conditions).casefold()
    for one in case.say.at("call.emergency_items.others"):
        if any(word in others for word in one["words"]):
            yield from one["signs"]


def _of_conditions(case: Case, table: str) -> list[str]:
    signs = case.say.table(table)
    return [one for name in case.plan.prescription.conditions for one in signs.get(name, ())]


def _on_leg(plan: Plan) -> bool:
    return any("leg" in chosen.point.flags for chosen in plan.points)
