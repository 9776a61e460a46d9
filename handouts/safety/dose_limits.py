"""What no sheet asks for: too long on one point, firm pressure on the neck, too much in a day.

Whoever wrote it most likely meant something else, and a patient would do it. Each limit lies well
above what any source teaches, so none of them can be acknowledged: write less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import ceil

from handouts import phrases
from handouts.errors import Problem
from handouts.files.reading import shown
from handouts.library import Library
from handouts.library.wording import Wording
from handouts.plan.make import Chosen, Plan
from handouts.plan.pressing import pressing, seconds

MOST_A_DAY, MUCH_A_DAY = 120, 60
"""Minutes of pressing in a day: what no sheet asks for, and what is told. The longest programme
that was tried takes 27 to 30 (University of Michigan, MeTime)."""
LONGEST_EASED = 120
"""Seconds on one point where a condition asks for half the time: the upper end of "1 to 2 minutes
as tolerated" (University of Minnesota, oncology)."""
LONGEST_ON_NECK = 180
"""Seconds on a point of the neck: the upper end of 1 to 3 minutes, on which sources agree. The
arteries to the brain lie near; a stroke after massaging one's own neck is on record."""


def too_much(plan: Plan, library: Library) -> list[Problem]:
    """What stops a sheet, for points and for the whole of a day."""
    say = library.wording
    found = [*_of_neck(plan, say), *_of_eased(plan, say)]
    once, times, total = day(plan, say)
    most = most_a_day(plan)
    if total > most:
        eased = shortened(plan.points)
        longest = f"{most} with {', '.join(eased)}." if eased else f"{most}."
        wrong = f"{_sum(once, times, total)} No sheet asks for more than {longest}"
        cure = "Choose fewer points, a shorter time, or fewer times a day."
        found.append(plan.prescription.problem(_field(plan), wrong, cure))
    return found


def much(plan: Plan, library: Library) -> Iterator[Problem]:
    """Where a day's pressing comes to so much that somebody may have written it by mistake."""
    once, times, total = day(plan, library.wording)
    if MUCH_A_DAY < total <= most_a_day(plan):
        wrong = f"{_sum(once, times, total)} Most sheets ask for 10 to 30."
        yield plan.prescription.problem(_field(plan), wrong, "If it is a slip, mend it.")
    if plan.how_often.unclear:
        often = shown(plan.how_often.text)
        wrong = f"How often a day is not clear in {often}: it counts as {times}."
        yield plan.prescription.problem("how_often", wrong, "Write it like `3 times a day`.")


def _of_neck(plan: Plan, say: Wording) -> Iterator[Problem]:
    for chosen in plan.points:
        code = chosen.point.code
        if "neck" not in chosen.point.flags:
            continue
        if chosen.pressure == "firm":
            wrong = f"{code} is on the neck, and you wrote firm pressure."
            wrong += " The arteries to the brain lie near."
            yield _at(chosen, plan, wrong, "Leave the pressure out: it is pressed lightly.")
        if chosen.hold.longest > LONGEST_ON_NECK:
            wrong = (
                f"{code} is on the neck, and {phrases.hold(chosen.hold, say)} is too long there."
            )
            yield _at(chosen, plan, wrong, f"The longest is {LONGEST_ON_NECK // 60} min.")


def _of_eased(plan: Plan, say: Wording) -> Iterator[Problem]:
    """Times that were written longer than a condition lets them be; alike ones at once."""
    alike: dict[tuple[str, str], list[Chosen]] = {}
    for chosen in plan.points:
        if "hold" in chosen.kept and chosen.hold.longest > LONGEST_EASED:
            why = phrases.hold(chosen.hold, say), ", ".join(chosen.asking("half"))
            alike.setdefault(why, []).append(chosen)
    for (time, asking), points in alike.items():
        codes = ", ".join(chosen.point.code for chosen in points)
        wrong = f"{time} on {codes} is too long with {asking}: pressing is to be short."
        cure = f"The longest is {LONGEST_EASED // 60} min; leave the time out to follow the rule."
        yield _at(points[0], plan, wrong, cure)


def _at(chosen: Chosen, plan: Plan, wrong: str, cure: str) -> Problem:
    """At the line of a point; that of `hold`, where a time for all points is written."""
    if chosen.line:
        return plan.prescription.problem("points", wrong, cure, chosen.line)
    return plan.prescription.problem("hold", wrong, cure)


def day(plan: Plan, say: Wording) -> tuple[int, int, int]:
    """Minutes that all points take once, times a day, and minutes a day, each at the most."""
    once = ceil(seconds(pressing(chosen, say) for chosen in plan.points)[1] / 60)
    times = plan.how_often.most
    return once, times, once * times


def most_a_day(plan: Plan) -> int:
    """More minutes of pressing in a day stop a sheet; fewer where a condition asks for less."""
    return MOST_A_DAY // 2 if shortened(plan.points) else MOST_A_DAY


def shortened(points: Iterable[Chosen]) -> list[str]:
    """The conditions that ask for half the time."""
    return list(dict.fromkeys(name for chosen in points for name in chosen.asking("half")))


def _sum(once: int, times: int, total: int) -> str:
    each = f"{once} minutes each time"
    often = f"{each}, {times} times a day, are {total:,}" if times > 1 else f"It takes {once}"
    return f"{often} minutes of pressing a day."


def _field(plan: Plan) -> str:
    """The field of what makes it so much: how often, where that is written."""
    lines = dict(plan.prescription.lines)
    return next((name for name in ("how_often", "hold", "points") if name in lines), "routine")
