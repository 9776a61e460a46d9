"""What can be counted in typed text: times a day, weeks.

How often and for how long is typed as free text. What can be counted in it decides about the boxes
to tick; the spellings stand in the wording (`counting`), since they are a language's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from handouts.library.wording import Wording

Counted = tuple[int, int, bool, str]
"""Where a text says a number, the number, whether it leaves it open ("2 or 3"), its words."""

USUAL_WEEKS, MOST_WEEKS, MOST_WEEKS_OF_ONE_BOX = 2, 4, 6


def times_a_day(how_often: str, say: Wording) -> int | None:
    """How many times a day a text asks for; None where it leaves that open or says nothing."""
    found = sorted(_counted(how_often, "counting.a_day", say))
    if not found:
        return None
    _, times, left_open, _ = found[0]
    return None if left_open else times


def weeks(for_how_long: str, say: Wording) -> int:
    """How many weeks a course lasts: what the text says ("10 days"), else two."""
    days = [count for _, count, *_ in _counted(for_how_long, "counting.days", say)]
    return -(-max(days) // 7) if any(days) else USUAL_WEEKS


def course(for_how_long: str, say: Wording) -> str:
    """The longest time that a text counts, in words: `3 days, then as needed` → `three days`; empty
    where it counts none.
    """
    found = [(days, text) for _, days, _, text in _counted(for_how_long, "counting.days", say)]
    if not found:
        return ""
    number, _, unit = max(found)[1].partition(" ")
    words = say.many("counting.numbers")
    if number.isdigit() and 0 < int(number) <= len(words):
        number = words[int(number) - 1]
    return f"{number} {unit}"


def alike(one: str, other: str, table: str, say: Wording) -> bool:
    """Whether two texts say the same, however they spell what a table counts: `once a day` and
    `Once daily`, `14 days` and `two weeks`.
    """
    return _counted_out(one, table, say) == _counted_out(other, table, say)


def _counted_out(typed: str, table: str, say: Wording) -> str:
    text = " ".join(typed.casefold().split())
    for pattern, worth in _patterns(table, say):
        while match := pattern.search(text):
            text = f"{text[: match.start()]}#{_count(match, say) * worth}{text[match.end() :]}"
    return text.rstrip(".")


def chart_weeks(course: int, times: int) -> int:
    """How many weeks of a course a chart has room for, with so many boxes a day."""
    return min(course, MOST_WEEKS if times > 1 else MOST_WEEKS_OF_ONE_BOX)


def starts_with_time(for_how_long: str, say: Wording) -> bool:
    """Whether a text goes on behind "For": `2 weeks`, `ten days, then as you need`."""
    found = _counted(for_how_long, "counting.days", say)
    return any(start == 0 for start, *_ in found) and not for_how_long[:1].isupper()


def _counted(typed: str, table: str, say: Wording) -> Iterator[Counted]:
    text = typed.casefold()
    for pattern, worth in _patterns(table, say):
        for match in pattern.finditer(text):
            count = _count(match, say)
            left_open = _left_open(text[: match.start()], say)
            yield match.start(), count * worth, left_open, match[0]


@lru_cache(maxsize=100)
def _patterns(table: str, say: Wording) -> tuple[tuple[re.Pattern[str], int], ...]:
    """Each spelling of a table, and what one of it counts for (a week is seven days)."""
    number = "|".join([r"\d{1,3}", *map(re.escape, say.many("counting.numbers"))])
    return tuple(
        (re.compile(rf"(?<!\w){spelt}(?!\w)"), int(worth))
        for worth, phrases in say.table(table).items()
        for phrase in phrases
        for spelt in [re.escape(phrase.casefold()).replace(r"\{n\}", f"({number})")]
    )


def _count(match: re.Match[str], say: Wording) -> int:
    """The number that a spelling gives; one that has no number counts once."""
    return _number(match[1], say) if match.groups() else 1


def _number(typed: str, say: Wording) -> int:
    return int(typed) if typed.isdigit() else say.many("counting.numbers").index(typed) + 1


def _left_open(before: str, say: Wording) -> bool:
    """Whether the words before a number make it an upper end or one of two."""
    last = before.split()[-1:]
    signs = tuple(sign for sign in say.many("counting.open") if not sign.isalpha())
    return before.rstrip().endswith(signs) or bool({*last} & {*say.many("counting.open")})
