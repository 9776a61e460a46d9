"""How a point is pressed on this sheet: its steps, the hand, and what is pressed at one time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from handouts.handout import Tool
from handouts.library import atlas
from handouts.library.hands import hand_for
from handouts.library.lines import Line
from handouts.library.wording import Wording
from handouts.plan.make import Chosen
from handouts.text.words import first_of

BOTH = ("thumbs", "waist")
"""Hands that press both sides at one time."""
Lines = Callable[[Iterable[str]], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Pressing:
    """How one point is pressed. `steps` say how to sit, find the point and reach it; `helped`:
    somebody else presses; `at_once`: two thumbs press both sides at one time; `spots` are those of
    a side that are pressed one after the other.
    """

    chosen: Chosen
    steps: tuple[str, ...]
    hand: Tool
    helped: bool
    at_once: bool
    spots: int

    @property
    def presses(self) -> int:
        """How often somebody presses and lets go: of two dips in each hand four times."""
        return self.spots * (2 if self.chosen.side == "both" and not self.at_once else 1)

    @property
    def everywhere(self) -> bool:
        """Whether it is one spot on both sides."""
        return self.chosen.side == "both" and self.spots == 1


def pressing(chosen: Chosen, say: Wording, lines: Lines = list) -> Pressing:
    """How a point is pressed. `lines`: what steps become."""
    point = chosen.point
    helper_light = "ball" in point.flags and chosen.ease.no_ball and point.reach == "ball"
    found = lines(_steps(chosen, say))
    steps = tuple(filter(None, (_one_side(step, chosen, say) for step in found)))
    helped = point.home_use == "helper" or helper_light
    hand: Tool = "two" if helper_light else _hand(chosen, helped=helped)
    in_turn = hand in BOTH and not helped and _asks(steps, chosen.note, "how.one_side", say)
    if _asks(steps, chosen.note, "how.knuckle", say):
        hand = "knuckle"
    elif point.own and first_of(say.many("card.signs.heel"), *steps):
        hand = "heel"
    elif hand == "swab" and not _asks(steps, chosen.note, "how.swab", say):
        hand = "finger"  # a clinic's own steps: "press the seed with a fingertip"
    elif hand == "thumbs" and in_turn:
        hand = "thumb"
    by_hand = atlas.drawn(point.drawing) and not (point.own and point.picture)
    by_hand &= not chosen.with_ball or _asks(steps, "", "how.two_balls", say)
    at_once = chosen.side == "both" and hand in BOTH and by_hand and not in_turn
    at_once = at_once and atlas.view(atlas.place(point.drawing).view).halves == "both"
    # thumb and finger press two spots at once
    spots = 1 if hand == "pinch" else atlas.spots(point.drawing)
    return Pressing(chosen, steps, hand, helped, at_once, spots)


def seconds(pressed: Iterable[Pressing]) -> tuple[int, int]:
    """Seconds that pressing every point once takes, at the least and at the most."""
    times = [(one.presses, one.chosen.hold) for one in pressed]
    return sum(n * hold.low for n, hold in times), sum(n * hold.longest for n, hold in times)


def _steps(chosen: Chosen, say: Wording) -> Iterable[str]:
    point = chosen.point
    if point.position:
        yield point.position
    yield from point.find
    if "ball" in point.flags and chosen.ease.no_ball:
        if point.reach == "ball":
            yield say.at("card.helper_light")
    elif point.reach_words:
        yield point.reach_words
    elif point.home_use == "helper" and not first_of(say.many("card.helped"), *point.find):
        yield say.at("card.helper")


def _one_side(step: str, chosen: Chosen, say: Wording) -> str:
    """A step of ours without what it says of the other side, which may be a new knee."""
    side = say.table("card.one_side.sides").get(chosen.side)
    if isinstance(step, Line) and side and chosen.point.paired:
        for words, instead in say.table("card.one_side.words").items():
            step = step.replace(words, instead.format(side=side)).strip()
    return step


def _hand(chosen: Chosen, *, helped: bool) -> Tool:
    """The hand of the rules; a single thumb for a single side, unless somebody helps."""
    found = hand_for(chosen.point, chosen.motion, chosen.pressure)
    thumbs = ("both", "middle", "left", "right") if helped else ("both", "middle")
    return "thumb" if found == "thumbs" and chosen.side not in thumbs else found


def _asks(steps: Iterable[str], note: str, phrases: str, say: Wording) -> bool:
    """Whether the steps or the note of a card ask for it; "do not use a knuckle" does not."""
    told = ". ".join([*steps, note]).casefold()
    if not any(phrase in told for phrase in say.many(phrases)):
        return False
    for clause in re.split(r"[.!?,;:\n]+", told):
        for phrase in say.many(phrases):
            before, found, _ = clause.partition(phrase)
            if found and {*before.split()}.isdisjoint(say.many("how.no")):
                return True
    return False
