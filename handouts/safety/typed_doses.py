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
from handouts.text.words import COLON, COMMA, SPACE, Phrase, phrases, sentences, words_of

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


def _doses(typed: Typed, library: Library, *, card: bool) -> Iterator[_Dose]:
    """The clauses of a text that say how long or how often to press."""
    for sentence in sentences(_as_words(typed.text, library.wording)):
        for dose in _Sentence(sentence, library).doses(whole=typed.field in _WHOLLY, card=card):
            often = 0 if typed.field == "how_often" else dose.often
            if dose.long or often:
                yield dose._replace(often=often)


class _Sentence:
    """A sentence of a typed text, word by word. `points` are those whose codes begin at each word,
    `coded` the places of these words.
    """

    def __init__(self, text: str, library: Library) -> None:
        self.text, self.library, self.say = text, library, library.wording
        self.words = words_of(text)
        self.points = [point_at(text, word.start, library) for word in self.words]
        self.coded = {n for n, point in enumerate(self.points) if point}

    def doses(self, *, whole: bool, card: bool) -> Iterator[_Dose]:
        """What its clauses say of pressing. `whole`: the text speaks of nothing else; `card`: a
        sentence that begins with a number does so.
        """
        starts = self._places("doing")
        on_a_point = bool(self.coded & {2, 3, 4}) and self._begins(0)  # "One hour on BL40"
        if whole or on_a_point or self._starts_with_time(card=card):
            starts.add(0)
        colons = (n for n, word in enumerate(self.words) if n and word.gap == COLON)
        starts |= {n for n in colons if self._is_point(n) and self._begins(n)}
        neck = bool(self._places("neck"))
        for clause, beside in self._clauses(starts):
            words = self.words[clause.start : clause.stop]
            typed = self.text[words[0].start : words[-1].end]
            often = counting.most_times_a_day(typed, self.say)
            each = any(any(phrase.found(words)) for phrase in _phrases("each", self.library))
            of_clause = [self.points[n] for n in clause]
            named = [*filter(None, of_clause if any(of_clause) else self.points[: clause.start])]
            yield _Dose(
                words=typed,
                long=0 if beside else counting.longest_seconds(typed, self.say),
                often=often if often > 1 else 0,
                each=each or (clause.start > 0 and self.words[clause.start].gap == COLON),
                points=frozenset(point.code for point in named),
                neck=any("neck" in point.flags for point in named) or (neck and not named),
            )

    def _starts_with_time(self, *, card: bool) -> bool:
        """Whether it begins with a time: `Ten minutes each.`, on a card also `5 minutes`."""
        if card:
            return self._begins(0)
        each = _phrases("each", self.library)
        return any(2 <= at <= 3 for phrase in each for at, _ in phrase.found(self.words))

    def _begins(self, at: int) -> bool:
        """Whether a number begins at a word, or how it leads to one: `for 30 minutes`."""
        words, say = self.words[at:], self.say
        leads = {*say.many("typed_doses.for"), *say.many("typed_doses.goes_on")}
        if words and words[0].text in leads:
            return True
        return counting.starts_with_number(" ".join(word.text for word in words[:4]), say)

    def _is_point(self, at: int) -> bool:
        """Whether the words before a colon end with a point: `BL 40: `, `Each point: `."""
        before = range(max(0, at - 2), at)
        is_word = self.words[at - 1].text in self.say.many("typed_doses.points")
        return is_word or bool(self.coded & {*before})

    def _clauses(self, starts: set[int]) -> Iterator[tuple[range, bool]]:
        """The words of each clause of pressing, cut before a further point behind a time; and
        whether what stands behind makes its time none of pressing.
        """
        words, coded = self.words, self.coded
        joins = self.say.many("typed_doses.and")
        ends = {
            n for n in self._places("ends") if not (words[n].text in joins and n + 1 in coded)
        }  # "LI4 and then ST36"
        denied = {*self.say.many("typed_doses.denies")}
        end = 0
        for start in sorted(starts):
            before = words[start - 1] if start and words[start].gap == SPACE else None
            if start < end or (before and before.text in denied) or (not start and 0 in ends):
                continue  # "do not press"
            end = start + 1
            while end < len(words) and words[end].gap <= COMMA and end not in ends:
                behind = end + 1 if words[end].text in joins else end
                if words[end].gap == COMMA and not (behind in coded or self._goes_on(behind)):
                    break
                end += 1
            if end < len(words) and words[end].gap == COLON and end in ends:
                continue  # "Do this 10 times a day: breathe in"
            cuts = [start]
            for at in sorted(coded & {*range(start + 1, end)}):
                if self._long(cuts[-1], at):
                    cuts.append(at)
            for first, last in pairwise([*cuts, end]):
                yield range(first, last), last == end and self._is_beside(first, end)

    def _goes_on(self, at: int) -> bool:
        """Whether a clause goes on with a word behind a comma."""
        text = self.words[at].text if at < len(self.words) else ""
        known = *self.say.many("typed_doses.goes_on"), *self.say.many("counting.numbers")
        return text in known or text[:1].isdecimal()

    def _is_beside(self, start: int, end: int) -> bool:
        """Whether the time of a clause is none of pressing: `ten minutes before bed`, `a 3 hour
        flight`, but not `for ten minutes before bed`.
        """
        words, say = self.words, self.say
        never = self._places("never") & {*range(start, end + 1)}
        if any(self._long(start, at) for at in never):
            return True
        if end == len(words) or words[end].text not in say.many("typed_doses.beside"):
            return False
        leads = (n for n in range(start, end) if words[n].text in say.many("typed_doses.for"))
        return not any(self._long(n + 1, n + 4) for n in leads)

    def _places(self, name: str) -> set[int]:
        """Where phrases of the wording begin."""
        phrases = _phrases(name, self.library)
        return {start for phrase in phrases for start, _ in phrase.found(self.words)}

    def _long(self, start: int, end: int) -> int:
        """The longest time that some of its words name, in seconds."""
        typed = " ".join(word.text for word in self.words[start:end])
        return counting.longest_seconds(typed, self.say)


@lru_cache(maxsize=32)
def _phrases(name: str, library: Library) -> tuple[Phrase, ...]:
    """Phrases of the wording, where {point} is any code or word for a point."""
    digits = re.compile(r"(?<=\D)(?=\d)")
    codes = [digits.sub(sign, code) for code in library.points for sign in ("", " ", "-")]
    points = [*library.wording.many("typed_doses.points"), *codes]
    return phrases(library.wording.many(f"typed_doses.{name}"), {"point": points})
