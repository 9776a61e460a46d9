"""On which days of a week somebody presses, as far as free text says it.

The spellings stand in the wording (`counting`), since they are a language's own. Where a text says
anything besides ("daily, but not on Monday"), nothing is taken from it: a box too many is harmless.
"""

from __future__ import annotations

import re

from handouts.library.wording import Wording
from handouts.text.words import any_of, has_any

A_WEEK = 7


def named_days(text: str, say: Wording) -> tuple[int, ...]:
    """The days that a text names, from Monday as 0: `Mon, Wed, Fri`, `Monday to Friday`,
    `weekends`; empty where it names none, or leaves open which, or says all of them.
    """
    if has_any(text, say.many("counting.other_days")):
        return ()
    found: set[int] = set()
    spelt = {name: n for n, names in enumerate(say.at("counting.day_names")) for name in names}
    day = rf"(?<!\w)({any_of(spelt)})\.?(?!\w)"
    for first, last in re.findall(
        rf"{day} ?(?:{any_of(say.many('counting.through'))}) ?{day}", text
    ):
        start, end = spelt[first], spelt[last]
        found |= {n % A_WEEK for n in range(start, end + (A_WEEK if end < start else 0) + 1)}
    found |= {spelt[name] for name in re.findall(day, text)}
    for name, days in say.table("counting.day_groups").items():
        if has_any(text, [name]):
            found |= {*map(int, days)}
    return tuple(sorted(found)) if len(found) < A_WEEK else ()


def days_a_week(text: str, say: Wording) -> int | None:
    """How many days of each week a text asks for: `5x a week`, `3 to 4 days per week` (the most of
    them); None where it says nothing of it, or more than that.

    A text that also counts times a day must speak of days: in "twice a day, 3x a week" it is not
    clear what is counted.
    """
    numbers = {word: n for n, word in enumerate(say.many("counting.numbers"), 1)}
    numbers |= {word: n for n, word in enumerate(say.many("counting.times"), 1)}
    number = rf"(\d|{any_of(numbers)})"
    between = any_of(say.many("counting.between"))
    units = say.many("counting.days_of_week")
    if not any(has_any(text, [word]) for word in say.many("counting.daily")):
        units = (*units, *say.many("counting.times_of_week"), "")
    pattern = (
        rf"(?<![\w.,/-]){number}(?: ?(?:{between}) ?{number})? ?(?:{any_of(units)})"
        rf" ?(?:{any_of(say.many('counting.each_week'))})(?!\w)"
    )
    found = re.search(pattern, text)
    if not found or has_any(text[: found.start()], say.many("counting.at_least")):
        return None
    typed = found[2] or found[1]
    count = int(typed) if typed.isdecimal() else numbers[typed]
    return count if 0 < count < A_WEEK else None
