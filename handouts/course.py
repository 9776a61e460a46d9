"""For how long somebody presses, as far as free text says it: for boxes to tick, when to call."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from math import ceil

from handouts import counting
from handouts.counting import A_WEEK, Counted
from handouts.library.wording import Wording
from handouts.text.words import has_any

USUAL_WEEKS, MOST_WEEKS, MOST_WEEKS_OF_ONE_BOX = 2, 4, 6
LONGEST_WAIT = 6 * 7
"""Days after which somebody whose pain is the same should call, however long the course is."""


@dataclass(frozen=True, slots=True)
class Course:
    """For how long somebody presses, of which `text` is what stands for it.

    `total` is the longest time that it counts, in days, and `words` the same in words (`eight
    weeks`); 0 and empty where it counts none. `days` are those of a course of no whole weeks, and
    nothing more: of `10 days`, not of `3 days, then as needed`. `odd`: it names a length that
    cannot be counted ("a few weeks"). `behind_for`: it goes on behind "For". `said` is the same for
    texts that differ in their spelling only.
    """

    text: str
    total: int
    words: str
    days: int | None
    odd: bool
    behind_for: bool
    said: str

    @property
    def weeks(self) -> int:
        """Weeks that it lasts, begun ones too; two where that is left open."""
        return ceil(self.total / A_WEEK) or USUAL_WEEKS

    def is_long(self, usual: Course) -> bool:
        """Whether it is longer than six weeks, or than is `usual`, with the same pain."""
        return self.total > max(LONGEST_WAIT, usual.total)

    def chart_weeks(self, boxes: int) -> int:
        """For how many of its weeks a chart has room, with so many boxes a day."""
        return min(self.weeks, MOST_WEEKS if boxes > 1 else MOST_WEEKS_OF_ONE_BOX)


@lru_cache(maxsize=1000)
def for_how_long(typed: str, say: Wording) -> Course:
    """What a text says of for how long."""
    text = counting.plain(typed)
    found = counting.counted(text, "days", say)
    if len(found) > 1 and has_any(text, say.many("counting.then")):
        found = []  # in steps, of which no chart of one rate is true
    longest = max(found, key=lambda one: one.total, default=None)
    return Course(
        text=typed,
        total=ceil(longest.total) if longest else 0,
        words=_in_words(longest, say) if longest else "",
        days=_days_alone(longest, say) if longest else None,
        odd=not found and (_is_until(text, say) or _names_a_length(text, say)),
        behind_for=any(one.match.start() == 0 for one in found) and not typed[:1].isupper(),
        said=counting.as_numbers(text, "days", say),
    )


def in_days(days: int, say: Wording) -> tuple[int, str]:
    """So many days, and the same in words: `four weeks`, `ten days`."""
    each = A_WEEK if days % A_WEEK == 0 else 1
    return days, _amount(str(days // each), str(each), say)


def _in_words(longest: Counted, say: Wording) -> str:
    found = longest.match.groupdict()
    if "number" not in found:
        return longest.match[0]
    return _amount(found["number"], longest.each, say) + (found["more"] or "")


def _amount(number: str, each: str, say: Wording) -> str:
    one, several = say.table("counting.days")[each][:2]
    unit: str = one if counting.value(number, say) <= 1 else several
    words = say.many("counting.numbers")
    if number.isdigit() and 0 < int(number) <= len(words):
        number = words[int(number) - 1]
    return unit.replace("{n}", number)


def _days_alone(longest: Counted, say: Wording) -> int | None:
    """The days of a course of no whole weeks; None where anything is to be done behind them. Beside
    them may stand words of `nothing_more`, and the lower end of "5 to 10 days".
    """
    rest = re.findall(r"\w+", f"{longest.before} {longest.behind}")
    if longest.left_open:
        rest = [word for word in rest if not (word.isdecimal() or word in counting.numbers(say))]
    total = ceil(longest.total) if {*rest} <= {*say.many("counting.nothing_more")} else 0
    return total if total % A_WEEK else None


def _is_until(text: str, say: Wording) -> bool:
    """Whether it goes on to some day, whichever that is ("until birth"), but the next visit's."""
    if any(visit in text for visit in say.many("counting.next_visit")):
        return False
    return any(f"{text} ".startswith(f"{word} ") for word in say.many("counting.until"))


def _names_a_length(text: str, say: Wording) -> bool:
    spelt = chain(*say.table("counting.days").values())
    units = {word for phrase in spelt for word in re.findall(r"\w{3,}", phrase)}
    units |= {*say.many("counting.odd"), *(day.casefold() for day in say.many("weekdays"))}
    named = re.findall(r"\d|[^\W\d_]+", text)
    return any(word.isdecimal() or word in units for word in named)
