"""The chart to tick: its weeks, the days of a week, a box for each time."""

from __future__ import annotations

from handouts import counting
from handouts import handout as blocks
from handouts.compose.case import Case
from handouts.compose.strip import said_often, times_of
from handouts.days import A_WEEK, days_a_week, named_days
from handouts.handout import Part, words


def chart(case: Case) -> Part:
    """The chart; its title says that a long course goes on behind it."""
    say = case.say
    a_day = counting.boxes_a_day(said_often(case), say) or 1
    times = times_of(case, a_day)
    course = counting.weeks(case.plan.for_how_long, say)
    weeks = counting.chart_weeks(course, a_day)
    title = "chart.first" if course > weeks else "chart.title"
    rows = say.count("chart.weeks", weeks)
    days = _days_of_course(case) if course == weeks else None
    columns = _columns(case, days)
    made = blocks.TickChart(
        corner=words(say("chart.corner")),
        columns=tuple(map(words, columns)),
        rows=tuple(words(say("chart.row", n=week)) for week in range(1, weeks + 1)),
        times=tuple(map(words, say.table("chart.boxes").get(str(a_day), ()))),
        alt=_chart_alt(case, rows, columns, times, days),
        last=days % A_WEEK if days else len(columns),
    )
    return Part("chart", words(say.count(title, a_day, weeks=weeks)), (made,))


def _columns(case: Case, days: int | None) -> tuple[str, ...]:
    """What stands above the boxes of a week: its days, those that are named, or a number for
    each that the patient chooses, or of a course of so many `days`.
    """
    say, how_often = case.say, case.plan.how_often
    names = say.many("chart.days")
    if named := named_days(how_often, say):
        return tuple(names[day] for day in named)
    if count := days_a_week(how_often, say) or days:
        return say.many("chart.any_days")[:count]
    return names


def _days_of_course(case: Case) -> int | None:
    """The days of a course that is no whole weeks, where each is a day to press."""
    if days_a_week(case.plan.how_often, case.say):
        return None
    return counting.days(case.plan.for_how_long, case.say)


def _chart_alt(
    case: Case, rows: str, columns: tuple[str, ...], times: tuple[str, ...], days: int | None
) -> str:
    """The chart in words: of `rows` weeks, or of `days` where it ends within one, with boxes
    for the `times` of a day where it has more than one.
    """
    say = case.say
    if days:
        each = say.count("chart.of_day", max(1, len(times)))
        return say("chart.alt_course", days=days, boxes=each)
    if len(columns) < A_WEEK:
        if named_days(case.plan.how_often, say):
            return say("chart.alt_days", weeks=rows, days=say.joined([*columns]))
        boxes = len(columns) * max(1, len(times))
        return say("chart.alt_counted", weeks=rows, boxes=say.count("chart.of_week", boxes))
    of_day = say.joined([time.lower() for time in times])
    return say("chart.alt_times" if times else "chart.alt", weeks=rows, times=of_day)
