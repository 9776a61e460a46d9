"""How long and how often to press, in notes ("Hold for one hour"), beside what the cards say.

The limits are those of the fields (`dose_limits`); what is only more than the cards say is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from math import ceil
from typing import NamedTuple

from handouts import counting, phrases
from handouts.dose import LONGEST, Hold
from handouts.errors import Problem
from handouts.library import Library
from handouts.library.wording import Wording
from handouts.plan.make import Chosen, Plan
from handouts.plan.pressing import pressing, seconds
from handouts.safety.dose_limits import LONGEST_EASED, LONGEST_ON_NECK, MUCH_A_DAY, day, most_a_day
from handouts.safety.named_points import codes_in
from handouts.text.words import COMMA, SPACE, Phrase, Word, sentences, words_of
from handouts.text.words import phrases as phrases_of

_MUCH_AT_ONCE = MUCH_A_DAY // 2 * 60
"""Seconds of pressing, one point after the other: longer than any programme that was tried."""


class _Dose(NamedTuple):
    """What a clause says of pressing: how long in seconds, how often a day; 0 for nothing."""

    words: str
    long: int
    often: int
    each: bool


def typed_doses(plan: Plan, library: Library) -> tuple[list[Problem], list[Problem]]:
    """What stops a sheet of what notes say of times, and what is told."""
    written, say = plan.prescription, library.wording
    texts = [("notes", dict(written.lines).get("notes", 0), written.notes or "", plan.points)]
    texts += [("points", one.line, one.note, (one,)) for one in plan.points if one.line]
    stops, tells = [], []
    for field, line, text, points in texts:
        for sentence in sentences(text):
            codes = codes_in(sentence, library)
            meant = [one for one in points if one.point.code in codes] or points
            alone = field == "points" or bool(codes) or len(meant) == 1
            for dose in _doses(sentence, say):
                at = (written.source, line, field)
                each = alone or dose.each
                wrong = _too_much(dose, meant, plan, say, each=each)
                if wrong:
                    cure = "Say it shorter or less often, or name the point that is meant."
                    stops.append(Problem(*at, f"“{dose.words}” is too much. {wrong}", cure))
                elif more := _more(dose, meant, plan, say, each=each):
                    cure = "Write it once: at the point, or into hold and how_often."
                    tells.append(Problem(*at, f"“{dose.words}”: {more}", cure))
    return stops, tells


def _too_much(
    dose: _Dose, points: Sequence[Chosen], plan: Plan, say: Wording, *, each: bool
) -> str:
    eased = list(dict.fromkeys(name for one in points for name in one.asking("half")))
    if dose.long > (LONGEST if each else max(_MUCH_AT_ONCE, day(plan, say)[0] * 60)):
        return f"No sheet asks for more than {LONGEST // 60} minutes on one point."
    if each and eased and dose.long > LONGEST_EASED:
        return f"With {', '.join(eased)} pressing is to be short."
    if each and dose.long > LONGEST_ON_NECK and all("neck" in p.point.flags for p in points):
        return "It is on the neck."
    held = [replace(one, hold=Hold(dose.long)) if each and dose.long else one for one in points]
    once = ceil(seconds(pressing(one, say) for one in held)[1] / 60)
    total = once * (dose.often or day(plan, say)[1])
    if (dose.often or (each and dose.long)) and total > most_a_day(plan):
        return f"It comes to {total:,} minutes of pressing a day."
    return ""


def _more(dose: _Dose, points: Sequence[Chosen], plan: Plan, say: Wording, *, each: bool) -> str:
    """What is more than the cards or page one say."""
    longest = max((one.hold for one in points), key=lambda hold: hold.high or hold.low)
    once, often, _ = day(plan, say)
    if dose.long > (longest.high or longest.low) and (each or dose.long > once * 60):
        return f"the longest time on its card is {phrases.hold(longest, say)}."
    times = "1 time" if often == 1 else f"{often} times"
    return f"page one says {times} a day." if dose.often > often else ""


def _doses(sentence: str, say: Wording) -> Iterator[_Dose]:
    """The clauses of a sentence that say how long or how often to press."""
    words = words_of(sentence)
    ends, each = {*say.many("typed_doses.ends")}, {*say.many("typed_doses.each")}
    goes_on = {*say.many("typed_doses.goes_on"), *say.many("counting.numbers")}
    starts = {hit[0] for phrase in _doing(say) for hit in phrase.found(words)}
    if not starts and each & {word.text for word in words[2:3]}:
        starts = {0}  # "Ten minutes each."
    done = 0
    for start in sorted(starts):
        rest = range(start + 1, len(words))
        end = next((n for n in rest if _is_over(words[n], ends, goes_on)), len(words))
        if start < done or (start and words[start - 1].text in ends and words[start].gap == SPACE):
            continue  # "do not press"
        done = end
        clause = words[start:end]
        text = " ".join(word.text for word in clause)
        beside = end < len(words) and words[end].text in say.many("typed_doses.beside")
        long = 0 if beside else counting.longest_seconds(text, say)
        often = counting.most_times_a_day(text, say)
        if long or often > 1:
            typed = sentence[clause[0].start : clause[-1].end]
            by_point = not each.isdisjoint(word.text for word in clause)
            yield _Dose(typed, long, often if often > 1 else 0, by_point)


def _is_over(word: Word, ends: set[str], goes_on: set[str]) -> bool:
    """Whether something else begins with a word."""
    more = word.text in goes_on or word.text.isdecimal()
    return word.text in ends or word.gap > COMMA or (word.gap == COMMA and not more)


@cache
def _doing(say: Wording) -> tuple[Phrase, ...]:
    return phrases_of(say.many("typed_doses.doing"), {})
