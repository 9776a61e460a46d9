"""The chart to tick: its weeks, the days of a week, a box for each time."""

from __future__ import annotations

from handouts import handout as blocks
from handouts.compose.case import Case
from handouts.compose.strip import times_of
from handouts.counting import A_WEEK
from handouts.handout import Part, words


def chart(case: Case) -> Part:
    """The chart, if its length can be counted; the title says if the course goes on behind it."""
    say, often, course = case.say, case.plan.how_often, case.plan.for_how_long
    if not case.plan.has_chart:
        return Part("chart", (), ())
    a_day = often.boxes
    times = times_of(case, a_day)
    weeks = course.chart_weeks(a_day)
    title = "chart.first" if course.weeks > weeks or not course.total else "chart.title"
    rows = say.count("chart.weeks", weeks)
    daily = course.weeks == weeks and not often.days_a_week
    days = course.days if daily else None
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
    """What stands above the boxes of a week: its days, those that are named, or numbers."""
    say, how_often = case.say, case.plan.how_often
    names = say.many("chart.days")
    if how_often.days:
        return tuple(names[day] for day in how_often.days)
    if count := how_often.days_a_week or days:
        return say.many("chart.any_days")[:count]
    return names


def _chart_alt(
    case: Case, rows: str, columns: tuple[str, ...], times: tuple[str, ...], days: int | None
) -> str:
    """The chart in words: of `rows` weeks, or of `days` where it ends within one."""
    say = case.say
    if days:
        each = say.count("chart.of_day", max(1, len(times)))
        return say("chart.alt_course", days=days, boxes=each)
    if len(columns) < A_WEEK:
        if case.plan.how_often.days:
            return say("chart.alt_days", weeks=rows, days=say.joined([*columns]))
        boxes = len(columns) * max(1, len(times))
        return say("chart.alt_counted", weeks=rows, boxes=say.count("chart.of_week", boxes))
    of_day = say.joined([time.lower() for time in times])
    return say("chart.alt_times" if times else "chart.alt", weeks=rows, times=of_day)
