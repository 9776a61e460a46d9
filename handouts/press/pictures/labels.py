"""Where words go on a picture: beside what they name, never over what must be seen.

Each label may stand anywhere on the picture. A position is ruled out when the label, or the leader
line from it to its landmark, touches something that must stay free (markers, numbers, the guide,
other labels and their lines). Among what remains, the cheapest set wins: short lines, and words on
white paper rather than on the body. The search is exhaustive over a grid and so deterministic.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from handouts.press.pictures.geometry import (
    XY,
    Circle,
    Rect,
    Segment,
    cross,
    cuts,
    distance,
    distance_to,
    inside,
    overlap,
    touches,
)

Measure = Callable[[str], float]
"""Width of a text in points at the size of labels."""

PAD = 2.5  # white around the words of a label
MARGIN = 3.0  # between a label and the edge of the picture
CLEAR = 2.5  # between a leader line and what it must not touch
_STEP = 6.0  # of the grid of positions
_INDENT = 8.0  # of a leader line from the corners of a label
_SHORT = 48.0  # a line that need not be broken
_KEPT = 60  # positions looked at for each label
_TRIES = 5_000  # positions tried together before the best so far is taken
_COVER = 60.0  # price of a label that lies on the body altogether, in points of line
_STUB = 5.0  # shortest leader line that reads as one


@dataclass(frozen=True, slots=True)
class Wish:
    """A text to be placed, and what it names. A `bound` text stands close and needs no line."""

    text: str
    anchor: XY
    bound: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A text in its place: the white patch, lines of words, and where the leader line runs."""

    wish: Wish
    rect: Rect
    lines: tuple[str, ...]
    leader: Segment | None
    cost: float


@dataclass(slots=True)
class Scene:
    """What is on the picture already. `cover` says how much of a rectangle the body fills, 0…1."""

    frame: Rect
    cover: Callable[[Rect], float]
    circles: list[Circle] = field(default_factory=list)
    rects: list[Rect] = field(default_factory=list)
    lines: list[Segment] = field(default_factory=list)

    def free(self, rect: Rect) -> bool:
        """Whether a label may lie there."""
        return (
            inside(rect, self.frame)
            and not any(touches(rect, circle) for circle in self.circles)
            and not any(overlap(rect, other) for other in self.rects)
            and not any(cuts(line, rect) for line in self.lines)
        )

    def passable(self, leader: Segment) -> bool:
        """Whether a leader line may run there."""
        return (
            all(self._passes(leader, circle) for circle in self.circles)
            and not any(cuts(leader, rect) for rect in self.rects)
            and not any(cross(_from_off(leader), line) for line in self.lines)
        )

    @staticmethod
    def _passes(leader: Segment, circle: Circle) -> bool:
        """Keeps clear of a circle; where its landmark lies at the circle, it leads away from it."""
        centre, radius = circle
        own = math.dist(leader[0], centre) - 0.5
        return distance(centre, leader) >= min(radius + CLEAR, own)


def place(wishes: Sequence[Wish], scene: Scene, measure: Measure, leading: float) -> list[Label]:
    """All wishes, in order, at the lowest total cost; fewer where there is no room for all."""
    choices = [_positions(wish, wishes, scene, measure, leading) for wish in wishes]
    choices = [options for options in choices if options]
    for count in range(len(choices), 0, -1):
        for kept in combinations(choices, count):
            if found := _cheapest(kept):
                return found
    return []


def cost(labels: Iterable[Label]) -> float:
    """What a set of labels costs."""
    return sum(label.cost for label in labels)


def _cheapest(choices: Sequence[Sequence[Label]]) -> list[Label]:
    """One position from each list, none in the way of another; branch and bound, within a limit."""
    floor = [0.0]
    for options in reversed(choices):
        floor.insert(0, floor[0] + options[0].cost)
    best: list[Label] = []
    limit, tries = math.inf, 0

    def descend(chosen: list[Label], spent: float) -> None:
        nonlocal best, limit, tries
        depth = len(chosen)
        if depth == len(choices):
            best, limit = list(chosen), spent
            return
        for option in choices[depth]:
            tries += 1
            if tries > _TRIES or spent + option.cost + floor[depth + 1] >= limit:
                return
            if all(_compatible(option, other) for other in chosen):
                descend([*chosen, option], spent + option.cost)

    descend([], 0.0)
    return best


def _compatible(one: Label, other: Label) -> bool:
    if overlap(one.rect, other.rect):
        return False
    if (one.leader and cuts(one.leader, other.rect)) or (
        other.leader and cuts(other.leader, one.rect)
    ):
        return False
    return not (one.leader and other.leader and cross(one.leader, other.leader))


def _crossing(one: Segment, other: Segment | None) -> bool:
    return other is not None and cross(one, other)


def _positions(
    wish: Wish, wishes: Sequence[Wish], scene: Scene, measure: Measure, leading: float
) -> list[Label]:
    others = [(other.anchor, 2.0) for other in wishes if other is not wish]
    found: list[Label] = []
    for price, lines, rect in _priced(wish, scene, measure, leading):
        leader = None if wish.bound else _leader(wish.anchor, rect)
        if _allowed(wish, rect, leader, scene, others):
            found.append(Label(wish, rect, lines, leader, price))
            if len(found) == _KEPT:
                break
    return found


def _priced(
    wish: Wish, scene: Scene, measure: Measure, leading: float
) -> list[tuple[float, tuple[str, ...], Rect]]:
    """Every position on the grid, cheapest first, whether it is free or not."""
    per_point = 3.0 if wish.bound else 0.6
    found = []
    for lines in breaks(wish.text, measure):
        width = max(map(measure, lines)) + 2 * PAD
        height = len(lines) * leading + 2 * PAD - 2
        for rect in _grid(scene.frame, width, height):
            price = per_point * distance_to(wish.anchor, rect) + 1.5 * (len(lines) - 1)
            found.append((price + _COVER * scene.cover(rect), lines, rect))
    return sorted(found)


def _allowed(
    wish: Wish, rect: Rect, leader: Segment | None, scene: Scene, others: Sequence[Circle]
) -> bool:
    away = distance_to(wish.anchor, rect)
    if (not wish.bound and away < _STUB) or (wish.bound and away > 40):
        return False
    if any(touches(rect, circle) for circle in others) or not scene.free(rect):
        return False
    if leader is None:
        return True
    clear = not any(distance(centre, leader) < radius + CLEAR for centre, radius in others)
    return clear and scene.passable(leader)


def _from_off(leader: Segment) -> Segment:
    """A leader without its first points: its landmark may be where a guide begins."""
    (ax, ay), (bx, by) = leader
    share = min(1.0, 3.0 / (math.dist(*leader) or 1.0))
    return (ax + (bx - ax) * share, ay + (by - ay) * share), leader[1]


def _grid(frame: Rect, width: float, height: float) -> Iterator[Rect]:
    left, bottom, right, top = frame
    for x in _stops(left + MARGIN, right - MARGIN - width):
        for y in _stops(bottom + MARGIN, top - MARGIN - height):
            yield (x, y, x + width, y + height)


def _stops(low: float, high: float) -> list[float]:
    if high < low:
        return []
    count = max(1, math.ceil((high - low) / _STEP))
    return [low + (high - low) * step / count for step in range(count + 1)]


def _leader(anchor: XY, rect: Rect) -> Segment:
    """From the landmark to the middle of a short side or to the nearest place of a long one."""
    left, bottom, right, top = rect
    x = min(max(anchor[0], left + _INDENT), right - _INDENT)
    y = (bottom + top) / 2
    ends = ((left, y), (right, y), (x, bottom), (x, top))
    return anchor, min(ends, key=lambda end: math.dist(anchor, end))


def breaks(text: str, measure: Measure) -> list[tuple[str, ...]]:
    """Ways to set a text: on one line, and when that is long, on two or three, evenly."""
    ways: list[tuple[str, ...]] = [(text,)]
    words = text.split(" ")
    while len(ways) < min(len(words), 3) and max(map(measure, ways[-1])) > _SHORT:
        options = [
            tuple(" ".join(words[a:b]) for a, b in pairwise((0, *cut, len(words))))
            for cut in combinations(range(1, len(words)), len(ways))
        ]
        ways.append(min(options, key=lambda lines: max(map(measure, lines))))
    return ways
