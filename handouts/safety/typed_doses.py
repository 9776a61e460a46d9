"""How long and how often to press, wherever it was typed ("Hold for one hour"), beside the cards.

The limits are those of the fields (`dose_limits`); what is only more than the cards say is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from handouts import counting
from handouts import phrases as spelt
from handouts.dose import LONGEST, Hold
from handouts.errors import Problem
from handouts.library import Library
from handouts.library.own import Typed
from handouts.library.wording import Wording
from handouts.plan.make import Chosen, Plan
from handouts.plan.pressing import pressing, seconds
from handouts.safety.dose_limits import LONGEST_EASED, LONGEST_ON_NECK, MUCH_A_DAY, day, most_a_day
from handouts.safety.named_points import point_at
from handouts.text.words import COLON, COMMA, SPACE, Phrase, Word, phrases, sentences, words_of

_MUCH_AT_ONCE = MUCH_A_DAY // 2 * 60
"""Seconds of pressing, one point after the other: longer than any programme that was tried."""
_WHOLLY = ("how_often", "for_how_long")
"""Fields that speak of nothing but pressing; how often the first says is counted as it is."""


class _Dose(NamedTuple):
    """What a clause says of pressing: how long in seconds, how often a day; 0 for nothing. `each`:
    it is the time of one point; `points` are the codes that it names, `neck`: it names the neck
    or a point there, which need not be on the sheet.
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
        for dose in _doses(typed, library, whole=typed.field in _WHOLLY, card=bool(of_card)):
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
    once, often, _ = day(plan, say)
    held = [replace(one, hold=Hold(dose.long)) for one in points] if dose.each and dose.long else []
    if dose.long > (LONGEST if held else max(_MUCH_AT_ONCE, once * 60)):
        return f"No sheet asks for more than {LONGEST // 60} minutes on one point."
    if held and dose.long > LONGEST_EASED and any(one.asking("half") for one in points):
        asking = dict.fromkeys(name for one in points for name in one.asking("half"))
        return f"With {', '.join(asking)} pressing is to be short."
    neck = dose.neck or any("neck" in one.point.flags for one in points)
    if held and dose.long > LONGEST_ON_NECK and neck:
        return "It is on the neck."
    once = ceil(seconds(pressing(one, say) for one in held or points)[1] / 60)
    total = once * (dose.often or often)
    over = (dose.often or held) and total > most_a_day(plan)
    return f"It comes to {total:,} minutes of pressing a day." if over else ""


def _more(dose: _Dose, points: Sequence[Chosen], plan: Plan, say: Wording) -> str:
    """What is more than the cards or page one say."""
    longest = max((one.hold for one in points), key=lambda hold: hold.high or hold.low)
    once, often, _ = day(plan, say)
    eased = dose.long > LONGEST_EASED and any(one.asking("half") for one in points)
    beyond = dose.each or eased or dose.long > once * 60
    if dose.long > (longest.high or longest.low) and beyond:
        return f"the longest time on its card is {spelt.hold(longest, say)}."
    times = "1 time" if often == 1 else f"{often} times"
    return f"page one says {times} a day." if dose.often > often else ""


def _doses(typed: Typed, library: Library, *, whole: bool, card: bool) -> Iterator[_Dose]:
    """The clauses that say how long or how often to press. `whole`: the text speaks of nothing
    else; `card`: a sentence that begins with a number does so.
    """
    say = library.wording
    for sentence in sentences(_as_words(typed.text, say)):
        words = words_of(sentence)
        codes = [point_at(sentence, word.start, library) for word in words]
        coded = {n for n, point in enumerate(codes) if point}
        starts = _places("doing", words, library)
        neck = bool(_places("neck", words, library))
        on_a_point = bool(coded & {2, 3, 4}) and _begins(words, say)  # "One hour on BL40"
        if whole or on_a_point or _starts_with_time(words, say, library, card=card):
            starts.add(0)
        starts |= {n for n, word in enumerate(words) if n and word.gap == COLON
                   and _is_point(words, n, coded, say) and _begins(words[n:], say)}  # fmt: skip
        for clause, beside in _clauses(words, starts, coded, library):
            dose = _dose(sentence, words[clause.start : clause.stop], beside, library)
            named = [codes[n] for n in clause] if coded & {*clause} else codes[: clause.start]
            points = frozenset(point.code for point in named if point)
            each = dose.each or (clause.start > 0 and words[clause.start].gap == COLON)
            of_neck = any("neck" in point.flags for point in named if point)
            of_neck |= neck and not points
            dose = dose._replace(each=each, points=points, neck=of_neck)
            dose = dose._replace(often=0) if typed.field == "how_often" else dose
            if dose.long or dose.often > 1:
                yield dose


def _as_words(text: str, say: Wording) -> str:
    """A text in which what a bracket or a sign says of times stands in words."""
    for pattern, instead in _signs(say):
        text = pattern.sub(instead, text)

    def of_times(match: re.Match[str]) -> str:
        inner = match[1]
        says = counting.longest_seconds(inner, say) or counting.most_times_a_day(inner, say) > 1
        return f", {inner}, " if says else " "

    return re.sub(r" ?\(([^()]*)\) ?", of_times, text)


@cache
def _signs(say: Wording) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Signs for what the tables count in words, and what stands for them; last a time as a clock
    shows it, `hold 5:00`, `for 1:00:00`.
    """
    seconds, minutes, hours = say.many("typed_doses.units")
    leads, of_day = (
        "|".join(map(re.escape, say.many(f"typed_doses.{name}"))) for name in ("clock", "of_day")
    )
    no_hour = rf"(?![:\d]| ?(?:{of_day})(?!\w))"
    signs = {
        r"(?<=[^\W\d_])\s*\(\d{1,3}\)(?=\s)": "",  # "one (1) hour"
        r"(?<=\d)\s?×": "x",
        r"(?<=\d),(?=\d{3}(?!\d))": "",
        r"(\d)\s?(?:''|\"|″)": rf"\1 {seconds}",
        r"(\d)\s?['′’](?!\w)": rf"\1 {minutes}",
        rf"\b({leads}) 0?(\d+):00:00{no_hour}": rf"\1 \2 {hours}",
        rf"\b({leads}) 0?(\d+):00{no_hour}": rf"\1 \2 {minutes}",
    }
    return tuple((re.compile(sign, re.IGNORECASE), words) for sign, words in signs.items())


def _starts_with_time(words: Sequence[Word], say: Wording, library: Library, *, card: bool) -> bool:
    """Whether a sentence begins with a time: `Ten minutes each.`, on a card also `5 minutes`."""
    if card:
        return _begins(words, say)
    return any(2 <= at <= 3 for p in _phrases("each", library) for at, _ in p.found(words))


def _begins(words: Sequence[Word], say: Wording) -> bool:
    """Whether words begin with a number, or with how they lead to one: `for 30 minutes`."""
    leads = {*say.many("typed_doses.for"), *say.many("typed_doses.goes_on")}
    first = 1 if words and words[0].text in leads else 0
    head = " ".join(word.text for word in words[first : first + 4])
    return first > 0 or counting.starts_with_number(head, say)


def _is_point(words: Sequence[Word], at: int, coded: set[int], say: Wording) -> bool:
    """Whether the words before a colon end with a point: `BL 40: `, `Each point: `."""
    before = range(max(0, at - 2), at)
    return bool(coded & {*before}) or words[at - 1].text in say.many("typed_doses.points")


def _clauses(
    words: Sequence[Word], starts: set[int], coded: set[int], library: Library
) -> Iterator[tuple[range, bool]]:
    """The words of each clause of pressing, cut before a further point behind a time; and whether
    what stands behind makes its time none of pressing.
    """
    say = library.wording
    never = _places("never", words, library)
    joins = say.many("typed_doses.and")
    ends = {
        n
        for n in _places("ends", words, library)
        if not (words[n].text in joins and n + 1 in coded)
    }  # "LI4 and then ST36"
    denied = {*say.many("typed_doses.denies")}
    end = 0
    for start in sorted(starts):
        before = words[start - 1] if start and words[start].gap == SPACE else None
        if start < end or (before and before.text in denied) or (not start and 0 in ends):
            continue  # "do not press"
        end = start + 1
        while end < len(words) and words[end].gap <= COMMA and end not in ends:
            behind = end + 1 if words[end].text in joins else end
            if words[end].gap == COMMA and not (behind in coded or _goes_on(words, behind, say)):
                break
            end += 1
        if end < len(words) and words[end].gap == COLON and end in ends:
            continue  # "Do this 10 times a day: breathe in"
        cuts = [start]
        for at in sorted(coded & {*range(start + 1, end)}):
            if _long(words[cuts[-1] : at], say):
                cuts.append(at)
        for first, last in pairwise([*cuts, end]):
            yield range(first, last), last == end and _is_beside(words, first, end, never, say)


def _goes_on(words: Sequence[Word], at: int, say: Wording) -> bool:
    """Whether a clause goes on with a word behind a comma."""
    text = words[at].text if at < len(words) else ""
    known = *say.many("typed_doses.goes_on"), *say.many("counting.numbers")
    return text in known or text[:1].isdecimal()


def _is_beside(words: Sequence[Word], start: int, end: int, never: set[int], say: Wording) -> bool:
    """Whether the time of a clause is none of pressing: `ten minutes before bed`, `a 3 hour
    flight`, but not `for ten minutes before bed`.
    """
    if any(_long(words[start:at], say) for at in never & {*range(start, end + 1)}):
        return True
    for_so_long = any(
        word.text in say.many("typed_doses.for") and _long(words[n + 1 : n + 4], say)
        for n, word in enumerate(words[start:end], start)
    )
    beside = end < len(words) and words[end].text in say.many("typed_doses.beside")
    return beside and not for_so_long


def _places(name: str, words: Sequence[Word], library: Library) -> set[int]:
    return {start for phrase in _phrases(name, library) for start, _ in phrase.found(words)}


def _long(words: Sequence[Word], say: Wording) -> int:
    return counting.longest_seconds(" ".join(word.text for word in words), say)


def _dose(sentence: str, clause: Sequence[Word], beside: bool, library: Library) -> _Dose:
    say = library.wording
    typed = sentence[clause[0].start : clause[-1].end]
    often = counting.most_times_a_day(typed, say)
    each = any(any(phrase.found(clause)) for phrase in _phrases("each", library))
    long = 0 if beside else counting.longest_seconds(typed, say)
    return _Dose(typed, long, often if often > 1 else 0, each, frozenset(), False)


@lru_cache(maxsize=32)
def _phrases(name: str, library: Library) -> tuple[Phrase, ...]:
    """Phrases of the wording, where {point} is any code or word for a point."""
    digits = re.compile(r"(?<=\D)(?=\d)")
    codes = [digits.sub(sign, code) for code in library.points for sign in ("", " ", "-")]
    points = [*library.wording.many("typed_doses.points"), *codes]
    return phrases(library.wording.many(f"typed_doses.{name}"), {"point": points})
