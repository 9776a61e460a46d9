"""How long and how often to press, in notes ("Hold for one hour"), beside what the cards say.

The limits are those of the fields (`dose_limits`); what is only more than the cards say is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from math import ceil
from typing import NamedTuple

from handouts import counting
from handouts import phrases as spelt
from handouts.dose import LONGEST, Hold
from handouts.errors import Problem
from handouts.library import Library
from handouts.library.wording import Wording
from handouts.plan.make import Chosen, Plan
from handouts.plan.pressing import pressing, seconds
from handouts.safety.dose_limits import LONGEST_EASED, LONGEST_ON_NECK, MUCH_A_DAY, day, most_a_day
from handouts.safety.named_points import points_in
from handouts.text.words import COMMA, SPACE, Phrase, phrases, sentences, words_of

_MUCH_AT_ONCE = MUCH_A_DAY // 2 * 60
"""Seconds of pressing, one point after the other: longer than any programme that was tried."""


class _Dose(NamedTuple):
    """What a clause says of pressing: how long in seconds, how often a day; 0 for nothing. `each`:
    it is the time of one point.
    """

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
            named = {point.code for point in points_in(sentence, library).values()}
            meant = [one for one in points if one.point.code in named] or points
            for dose in _doses(sentence, say):
                dose = dose._replace(each=dose.each or bool(named) or len(meant) == 1)
                if why := _too_much(dose, meant, plan, say):
                    cure = "Say it shorter or less often, or name the point that is meant."
                    wrong = f"“{dose.words}” is too much. {why}"
                    stops.append(Problem(written.source, line, field, wrong, cure))
                elif why := _more(dose, meant, plan, say):
                    cure = "Write it once: at the point, or into hold and how_often."
                    wrong = f"“{dose.words}”: {why}"
                    tells.append(Problem(written.source, line, field, wrong, cure))
    return stops, tells


def _too_much(dose: _Dose, points: Sequence[Chosen], plan: Plan, say: Wording) -> str:
    """Why no sheet may say it; empty where one may."""
    once, often, _ = day(plan, say)
    held = [replace(one, hold=Hold(dose.long)) for one in points] if dose.each and dose.long else []
    if dose.long > (LONGEST if held else max(_MUCH_AT_ONCE, once * 60)):
        return f"No sheet asks for more than {LONGEST // 60} minutes on one point."
    if held and dose.long > LONGEST_EASED and any(one.asking("half") for one in points):
        asking = dict.fromkeys(name for one in points for name in one.asking("half"))
        return f"With {', '.join(asking)} pressing is to be short."
    if held and dose.long > LONGEST_ON_NECK and all("neck" in p.point.flags for p in points):
        return "It is on the neck."
    once = ceil(seconds(pressing(one, say) for one in held or points)[1] / 60)
    total = once * (dose.often or often)
    over = (dose.often or held) and total > most_a_day(plan)
    return f"It comes to {total:,} minutes of pressing a day." if over else ""


def _more(dose: _Dose, points: Sequence[Chosen], plan: Plan, say: Wording) -> str:
    """What is more than the cards or page one say."""
    longest = max((one.hold for one in points), key=lambda hold: hold.high or hold.low)
    once, often, _ = day(plan, say)
    if dose.long > (longest.high or longest.low) and (dose.each or dose.long > once * 60):
        return f"the longest time on its card is {spelt.hold(longest, say)}."
    times = "1 time" if often == 1 else f"{often} times"
    return f"page one says {times} a day." if dose.often > often else ""


def _doses(sentence: str, say: Wording) -> Iterator[_Dose]:
    """The clauses of a sentence that say how long or how often to press."""
    words = words_of(sentence)
    ends, each, beside = ({*say.many(f"typed_doses.{name}")} for name in ("ends", "each", "beside"))
    goes_on = {*say.many("typed_doses.goes_on"), *say.many("counting.numbers")}
    starts = {start for phrase in _doing(say) for start, _ in phrase.found(words)}
    if not starts and each & {word.text for word in words[2:3]}:
        starts = {0}  # "Ten minutes each."
    end = 0
    for start in sorted(starts):
        if start < end or (start and words[start - 1].text in ends and words[start].gap == SPACE):
            continue  # "do not press"
        end = start + 1
        while end < len(words) and words[end].gap <= COMMA and words[end].text not in ends:
            more = words[end].text in goes_on or words[end].text.isdecimal()
            if words[end].gap == COMMA and not more:
                break
            end += 1
        clause = words[start:end]
        text = " ".join(word.text for word in clause)
        is_beside = end < len(words) and words[end].text in beside
        long = 0 if is_beside else counting.longest_seconds(text, say)
        often = counting.most_times_a_day(text, say)
        if long or often > 1:
            typed = sentence[clause[0].start : clause[-1].end]
            of_one = not each.isdisjoint(word.text for word in clause)
            yield _Dose(typed, long, often if often > 1 else 0, of_one)


@cache
def _doing(say: Wording) -> tuple[Phrase, ...]:
    return phrases(say.many("typed_doses.doing"), {})
