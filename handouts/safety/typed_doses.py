"""How long and how often to press, wherever it was typed ("Hold for one hour"), beside the cards.

The limits are those of the fields (`dose_limits`); what is only more than the cards say is told.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from handouts import counting
from handouts import phrases as spelt
from handouts.dose import LONGEST, Hold
from handouts.errors import Problem
from handouts.library import Library
from handouts.library.model import Point
from handouts.library.own import Typed
from handouts.library.wording import Wording
from handouts.often import most_times_a_day
from handouts.plan.make import Chosen, Plan
from handouts.plan.pressing import pressing, seconds
from handouts.safety import dose_limits as limits
from handouts.safety.typed_words import point_at
from handouts.text.words import (
    ANY_WORD,
    COLON,
    JoinedWords,
    Word,
    a_word,
    any_of,
    either,
    sentences,
    words_of,
)  # fmt: skip

_MUCH_AT_ONCE = limits.MUCH_A_DAY // 2 * 60
"""Seconds of pressing, one point after the other: longer than any programme that was tried."""
_WHOLLY = ("how_often", "for_how_long")
"""Fields that speak of nothing but pressing; how often the first says is counted as it is."""


class _Dose(NamedTuple):
    """What a clause says of pressing: seconds, and times a day, or 0. `each`: of one point;
    `points` are the codes that it names; `neck`: it names the neck or a point there.
    """

    words: str
    long: int
    often: int
    each: bool
    points: frozenset[str]
    neck: bool


def typed_doses(
    texts: Iterable[Typed], plan: Plan, library: Library
) -> tuple[list[Problem], list[Problem]]:
    """What stops a sheet of what its typed words say of times, and what is told."""
    say = library.wording
    stops, tells = [], []
    for typed in texts:
        of_card = [one for one in plan.points if one.point.code == typed.about]
        for dose in _doses(typed, library, card=bool(of_card)):
            meant = [
                one for one in plan.points
                if one.point.code in dose.points
                or (dose.neck and not dose.points and "neck" in one.point.flags)
            ] or of_card or plan.points  # fmt: skip
            named = bool(dose.points) or dose.neck or len(meant) == 1
            dose = dose._replace(each=dose.each or named)
            if why := _too_much(dose, meant, plan, say):
                cure = "Say it shorter or less often, or name the point that is meant."
                stops.append(typed.problem(dose.words, f"“{dose.words}” is too much. {why}", cure))
            elif why := _more(dose, meant, plan, say):
                cure = "Write it once: at the point, or into hold and how_often."
                tells.append(typed.problem(dose.words, f"“{dose.words}”: {why}", cure))
    return list(dict.fromkeys(stops)), list(dict.fromkeys(tells))


def _too_much(dose: _Dose, points: Sequence[Chosen], plan: Plan, say: Wording) -> str:
    """Why no sheet may say it; empty where one may."""
    once, often, _ = limits.day(plan, say)
    held = [replace(one, hold=Hold(dose.long)) for one in points] if dose.each and dose.long else []
    if dose.long > (LONGEST if held else max(_MUCH_AT_ONCE, once * 60)):
        return f"No sheet asks for more than {LONGEST // 60} minutes on one point."
    if held and dose.long > limits.LONGEST_EASED and (asking := limits.shortened(points)):
        return f"With {', '.join(asking)} pressing is to be short."
    neck = dose.neck or any("neck" in one.point.flags for one in points)
    if held and dose.long > limits.LONGEST_ON_NECK and neck:
        return "It is on the neck."
    once = ceil(seconds(pressing(one, say) for one in held or points)[1] / 60)
    total = once * (dose.often or often)
    over = (dose.often or held) and total > limits.most_a_day(plan)
    return f"It comes to {total:,} minutes of pressing a day." if over else ""


def _more(dose: _Dose, points: Sequence[Chosen], plan: Plan, say: Wording) -> str:
    """What is more than the cards or page one say."""
    longest = max((one.hold for one in points), key=lambda hold: hold.longest)
    once, often, _ = limits.day(plan, say)
    eased = dose.long > limits.LONGEST_EASED and limits.shortened(points)
    beyond = dose.each or eased or dose.long > once * 60
    if dose.long > longest.longest and beyond:
        return f"the longest time on its card is {spelt.hold(longest, say)}."
    times = "1 time" if often == 1 else f"{often} times"
    return f"page one says {times} a day." if dose.often > often else ""


def _doses(typed: Typed, library: Library, *, card: bool) -> Iterator[_Dose]:
    """The clauses of a text that say how long or how often to press. `card`: it stands on one."""
    kind = "field" if typed.field in _WHOLLY else "card" if card else "text"
    text = typed.text
    for sign, words in library.wording.table("typed_doses.signs").items():
        text = re.sub(sign, words, text, flags=re.IGNORECASE)
    for sentence in sentences(text):
        for dose in _of_sentence(sentence, kind, library):
            often = 0 if typed.field == "how_often" else dose.often
            if dose.long or often:
                yield dose._replace(often=often)


def _of_sentence(text: str, kind: str, library: Library) -> Iterator[_Dose]:
    say, grammar = library.wording, _grammar(library)
    line, points = _with_codes(text, library)
    neck = grammar["neck"].search(line.text) is not None
    for clause in _clauses(line, points, kind, library):
        first, last = line.words[clause.start], line.words[clause.stop - 1]
        typed, behind = text[first.start : last.end], line.words[clause.stop : clause.stop + 1]
        often = most_times_a_day(typed, say)
        within = line.text[line.places[clause.start] : line.places[clause.stop]]
        of_clause = [points[n] for n in clause if n in points]
        named = of_clause or [point for n, point in points.items() if n < clause.start]
        yield _Dose(
            words=typed,
            long=counting.longest_seconds(text[first.start : (*behind, last)[0].end], say),
            often=often if often > 1 else 0,
            each=first.gap == COLON or grammar["each"].search(within) is not None,
            points=frozenset(point.code for point in named),
            neck=any("neck" in point.flags for point in named) or (neck and not named),
        )


def _with_codes(text: str, library: Library) -> tuple[JoinedWords, dict[int, Point]]:
    """The words of a sentence, every code of a point as `_CODE`; and the points, by their words."""
    words, points = list[Word](), dict[int, Point]()
    for word in words_of(text):
        if points and word.start < words[-1].end:
            continue  # the number of "LI 4"
        if found := point_at(text, word.start, library):
            points[len(words)], end = found
            word = word._replace(text=_CODE, end=end)
        words.append(word)
    return JoinedWords(words), points


def _clauses(
    line: JoinedWords, points: Container[int], kind: str, library: Library
) -> Iterator[range]:
    """The words of each clause of pressing, cut before a further point behind a time."""
    grammar, over = _grammar(library), 0
    starts = {match.end() for match in grammar["starts"].finditer(line.text)}
    if grammar[kind].match(line.text):
        starts.add(0)
    for start in sorted(starts):
        clause = grammar["clause"].match(line.text, start) if start >= over else None
        if not clause or grammar["another"].match(line.text, clause.end()):
            continue
        over = clause.end()
        cuts, end = [line.index[start]], line.index[over]
        for at in range(cuts[0] + 1, end):
            said = " ".join(word.text for word in line.words[cuts[-1] : at])
            if at in points and counting.longest_seconds(said, library.wording):
                cuts.append(at)
        yield from (range(*cut) for cut in pairwise([*cuts, end]))


_CODE = "code"  # what stands in a line for the code of a point


@lru_cache(maxsize=8)
def _grammar(library: Library) -> dict[str, re.Pattern[str]]:
    """How a language speaks of pressing, as patterns of a line.

    A `clause` begins behind a match of `starts`; also at the beginning of a sentence that begins
    like `text`, like `card` on a card, like `field` in a field that speaks of nothing else. It is
    about something else where `another` stands behind it.
    """
    say = library.wording
    points = [*say.many("typed_doses.points"), _CODE]

    def some(name: str) -> str:
        lists = {"point": points, "code": [_CODE]}
        return either(say.many(f"typed_doses.{name}"), lists)

    def words(*names: str) -> str:
        return any_of(word for name in names for word in say.many(f"typed_doses.{name}"))

    ends, each, code, number = some("ends"), some("each"), a_word(_CODE), counting.number(say)
    begins = rf"(?:{a_word(words('for', 'goes_on'))}|\W{number}(?!\w))"
    more = a_word(rf"{_CODE}|{words('goes_on')}|(?!an?\b){number}")
    goes_on = rf"(?=(?:{a_word(words('and'))})?(?:{more}|\W\d))"  # behind a comma
    denies = (*say.many("denies"), *say.many("typed_doses.denies"))
    denied = "".join(rf"(?<!\W{one})" for one in denies)
    starts = (
        rf"(?:(?! )|{denied})(?={some('doing')})"  # not "do not press"
        rf"|(?:{a_word(any_of(points))}|{code}{ANY_WORD})(?=:)(?={begins})"  # "LI4: 5 minutes"
    )
    patterns = {
        "starts": starts,
        "field": f"(?!{ends})",
        "card": f"(?!{ends}){begins}",
        "text": f"(?!{ends})(?:{ANY_WORD}{{2,3}}{each}|(?={begins}){ANY_WORD}{{2,4}}{code})",
        "clause": rf"{ANY_WORD}(?:(?!{ends}|[(:*!])(?:(?!;)|{goes_on}){ANY_WORD})*",
        "another": rf"(?=:){ends}",
        "each": each,
        "neck": some("neck"),
    }
    return {name: re.compile(pattern) for name, pattern in patterns.items()}
