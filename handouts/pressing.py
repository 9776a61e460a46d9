"""How a point is pressed on this sheet: its steps, the hand, and what is pressed at one time."""

from __future__ import annotations

import re
from collections.abc import Iterable

from handouts.handout import Tool
from handouts.library import atlas
from handouts.library.hands import hand_for
from handouts.library.wording import Wording
from handouts.plan import Chosen


def steps(chosen: Chosen, say: Wording, *, woman: bool = False) -> list[str]:
    """How to sit, how to find the point, how to reach it; for a woman without the sign that only a
    man has.
    """
    point = chosen.point
    found = [point.position, *point.find] if point.position else list(point.find)
    if point.on_a_man and not woman:
        found.append(point.on_a_man)
    if "ball" in point.flags and chosen.ease.no_ball:
        if point.reach == "ball":
            found.append(say("card.helper_light"))
    elif point.reach_words:
        found.append(point.reach_words)
    elif point.home_use == "helper":
        found.append(say("card.helper"))
    return found


def hand(chosen: Chosen, say: Wording) -> Tool:
    """The hand that presses: what the steps or the practitioner's note ask for, else that of the
    rules.
    """
    told = steps(chosen, say)
    if _asks(told, chosen.note, "how.knuckle", say):
        return "knuckle"
    if say("card.helper_light") in told:
        return "two"
    found = hand_for(chosen.point, chosen.motion, chosen.pressure)
    if found != "thumbs" or chosen.side == "middle":
        return found
    if by_helper(chosen, say):  # who has both thumbs on a side, where it is known which
        return "thumbs" if chosen.side in ("both", "left", "right") else "thumb"
    both = chosen.side == "both" and not _asks(told, chosen.note, "how.one_side", say)
    return "thumbs" if both else "thumb"


def _asks(told: Iterable[str], note: str, phrases: str, say: Wording) -> bool:
    """Whether the steps or the note of a card ask for it; "do not use a knuckle" does not."""
    for clause in re.split(r"[.!?,;:\n]+", ". ".join([*told, note]).casefold()):
        for phrase in say.many(phrases):
            before, found, _ = clause.partition(phrase)
            if found and {*before.split()}.isdisjoint(say.many("how.no")):
                return True
    return False


def by_helper(chosen: Chosen, say: Wording) -> bool:
    """Whether somebody else presses."""
    return chosen.point.home_use == "helper" or say("card.helper_light") in steps(chosen, say)


def both_at_once(chosen: Chosen, say: Wording) -> bool:
    """Whether two thumbs press both sides of the body at one time."""
    point = chosen.point
    by_hand = atlas.drawn(point.drawing) and not (point.own and point.picture)
    by_hand = by_hand and not chosen.with_ball
    return chosen.side == "both" and by_hand and hand(chosen, say) == "thumbs"


def spots(chosen: Chosen, say: Wording) -> int:
    """Spots of a side that are pressed one after the other; thumb and finger press two at once."""
    return 1 if hand(chosen, say) == "pinch" else atlas.spots(chosen.point.drawing)


def sides(chosen: Chosen, say: Wording) -> int:
    """Sides of the body that are pressed one after the other."""
    return 2 if chosen.side == "both" and not both_at_once(chosen, say) else 1


def presses(points: Iterable[Chosen], say: Wording) -> int:
    """How often somebody presses and lets go when every point is pressed once: a point with two
    dips in each hand is pressed four times.
    """
    return sum(sides(chosen, say) * spots(chosen, say) for chosen in points)


def seconds(points: Iterable[Chosen], say: Wording) -> tuple[int, int]:
    """Seconds that pressing every point once takes, at the least and at the most."""
    low = high = 0
    for chosen in points:
        times = presses([chosen], say)
        low += times * chosen.hold.low
        high += times * (chosen.hold.high or chosen.hold.low)
    return low, high
