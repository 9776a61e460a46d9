"""The strip at the top of page one, and what has changed since the last time."""

from __future__ import annotations

from collections.abc import Iterator

from handouts import handout as blocks
from handouts import phrases
from handouts.compose.case import Case
from handouts.dose import PRESSURES
from handouts.handout import Block, Paragraph, Span, words
from handouts.library.lines import Line
from handouts.often import Often
from handouts.phrases import capital
from handouts.plan.changes import Changes, changes
from handouts.plan.make import Chosen
from handouts.plan.pressing import seconds

LONGEST_BIG = 18
"""Characters of an answer in the strip, where our own words decide."""


def dose_strip(case: Case) -> tuple[Block, ...]:
    """How often, how long each time, for how long, and how hard."""
    answers = (_often(case), _each_time(case), _course(case), _hard(case))
    return (blocks.DoseStrip(tuple((words(big), words(small)) for big, small in answers)),)


def _often(case: Case) -> tuple[str, str]:
    """How often. What a practitioner typed stands as it is; our own words go in two lines."""
    say, plan = case.say, case.plan
    often, typed = _said_often(case), plan.prescription.how_often
    if not often:
        first, rest = say.many("strip.often")
        return first, rest
    if not typed:
        first, rest = _in_two(case, often)
        if rest:
            return capital(first), rest
    return typed or capital(often), _when(case, plan.how_often)


def _said_often(case: Case) -> str:
    """How often, in a routine's words of ours for who feels sick or tense."""
    plan, often = case.plan, case.plan.how_often.text
    ours = plan.routine is not None and isinstance(plan.routine.how_often, Line)
    return case.for_whom.sign(Line(often)) if ours and not plan.prescription.how_often else often


def _in_two(case: Case, text: str) -> tuple[str, str]:
    first, _, rest = text.partition(case.say("strip.part"))
    if not rest and len(text) > LONGEST_BIG:
        first, *pause = text.partition(case.say("strip.break"))
        rest = "".join(pause)
    return first, rest.strip()


def _when(case: Case, often: Often) -> str:
    """At what hours of the day, where the text leaves them open."""
    if often.says_hours:
        return ""
    if often.times == 1:
        return case.say("strip.once")
    times = [time.lower() for time in times_of(case, often.times)]
    return case.say.joined(times) if times else case.say("strip.tick")


def _each_time(case: Case) -> tuple[str, str]:
    say, pressed = case.say, case.pressed
    low, high = seconds(pressed)
    minutes = phrases.minutes(low, high, say)
    if phrases.same_minutes(low, high):
        minutes = say("strip.each", minutes=minutes)
    count, presses = len(pressed), sum(one.presses for one in pressed)
    kind = "points" if presses == count else "points_presses"
    if all(one.everywhere for one in pressed):
        kind = "points_both"
    return minutes, say.count(f"strip.{kind}", count, presses=presses)


def _course(case: Case) -> tuple[str, str]:
    say, course = case.say, case.plan.for_how_long
    if not course.text:
        return say("strip.course"), say("strip.then")
    if course.behind_for:
        return say("strip.course_for", course=course.text), say("strip.then")
    typed = case.plan.prescription.for_how_long
    return typed or capital(course.text), say("strip.then")


def _hard(case: Case) -> tuple[str, str]:
    """How hard, from the lightest point to the one that is pressed hardest."""
    names = [one for one in PRESSURES if one in case.pressures]
    below = "painless" if len(names) == 1 else "differs"
    return case.say(f"strip.hard.{'-'.join(names)}"), case.say(f"strip.{below}")


def since(case: Case) -> tuple[Block, ...]:
    """What has changed since the last time, in one line."""
    if case.earlier is None:
        return ()
    changed = changes(case.earlier, case.plan)
    said = case.say("list.sentence").join(_changed(case, changed))
    if not said:
        return ()
    return (Paragraph((Span(case.say("since.label"), strong=True), Span(f" {said}"))),)


def _changed(case: Case, changed: Changes) -> Iterator[str]:
    say, plan = case.say, case.plan
    if len(changed.new) == len(plan.points):
        yield say("since.all")
    else:
        if changed.new:
            yield _of_points(case, "new", changed.new)
        for ways, points in changed.pressed:
            how = say.joined([say(f"since.ways.{way}") for way in ways])
            yield _of_points(case, "pressed", points, how=how)
        if changed.gone:
            places = say("since.and").join(chosen.point.place for chosen in changed.gone)
            yield say("since.gone", points=places)
    for name, tips in (("tips_new", changed.tips_new), ("tips_gone", changed.tips_gone)):
        if tips:
            yield say(f"since.{name}", tips=say("since.and").join(tip.title for tip in tips))
    if changed.often:
        often = _said_often(case) or " ".join(say.many("strip.often"))
        yield say("since.often", often=often.rstrip("."))
    if changed.course:
        course = plan.for_how_long.text or say("strip.course")
        yield say("since.course", course=course.rstrip("."))


def _of_points(case: Case, kind: str, points: tuple[Chosen, ...], **values: str) -> str:
    say = case.say
    numbers = [n for n, chosen in enumerate(case.plan.points, 1) if chosen in points]
    named = say.count("since.point", len(points), numbers=phrases.numbers(numbers, say))
    return capital(say.count(f"since.{kind}", len(points), points=named, **values))


def times_of(case: Case, a_day: int | None) -> tuple[str, ...]:
    """The names of so many boxes a day; none where one box is enough."""
    return tuple(case.say.table("chart.times").get(str(a_day), ()))
