"""Where words go on a picture: in the white beside the body, joined by a thin line to what they
name.

A position is ruled out when the label would touch the body, a marker, another label or the frame,
or when its leader would run through a marker, a label or another leader. Of all sets of positions
the cheapest wins: short leaders, few lines. The search is in a fixed order and bounded, so it is
deterministic and quick.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import accumulate, combinations, pairwise
from operator import itemgetter
from typing import Literal

from handouts.render.pictures.geometry import (
    XY,
    Circle,
    Rect,
    Segment,
    apart,
    cross,
    cuts,
    distance,
    overlap,
    shrunk,
)
from handouts.render.pictures.look import LEADING, Look
from handouts.render.pictures.window import Window, bits, runs

Kind = Literal["landmark", "guide", "first", "inset", "lens"]
MEASURES: frozenset[Kind] = frozenset({"guide", "first"})

_WORDS = re.compile(r"\d+ × \S+|\S+")  # "2 × four" stays on a line
EDGE = 5.0  # between a label and the frame, points
CLEAR = 2.0  # between a label and the body
_BESIDE, _BELOW = 7.0, 3.0  # between a label and another beside it, or below
_PASS = 1.5  # between a leader and a marker
_STUB = 5.0  # the shortest leader that reads as one
_STEP = 5.0  # of the heights tried
_KEPT = 24  # positions looked at for each label
_TRIES = 1_500  # positions tried together
_PER_POINT = 0.4  # price of a point of leader
_LENS_FAR = 3.0  # times that for a lens, whose leader may run over the body
_OVER, _BACK = 0.5, 40.0  # price of a point of leader on the body more than needed; of coming back
_PER_LINE = 2.0  # price of another line of words
_ACROSS = 12.0  # price of a leader across the measure
_ALONG, _HIDES = 24.0, 3.0  # price of a leader that passes an end of the measure so near, points
_ASIDE = 18.0  # price of a leader whose dot does not stand on its landmark's side of a marker
_MOST_ASIDE = 60.0  # degrees from there to where such a dot may stand: beyond, it tells a falsehood
_DOT = 2.0  # from the ring of a marker to the dot of a leader beside it
_BY_SPOT = 6.0  # points between a landmark and a spot in the circle of a lens, to be told apart
_SAME = 0.35  # of a marker's radius: a landmark nearer to its middle is the same spot

Slot = tuple[float, float, float]
"""A height, and the ends of a gap there."""
Reached = tuple[float, Rect, tuple[str, ...], Segment, XY]
"""What a place costs at the least, its rectangle, lines of words, leader, and landmark."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Something to be placed in the white.

    `anchors` are where its leader may end, with what that costs (without one it goes to a corner);
    `text` are its words; an inset has a `size` (width, height) in their place. `price` is what it
    costs to leave it out, in points of leader.
    """

    kind: Kind
    anchors: tuple[tuple[XY, float], ...]
    price: float
    text: str = ""
    size: XY = (0.0, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class Label:
    """A wish in its place; its leader begins with a `dot` where that is a place of its own."""

    wish: Wish
    rect: Rect
    lines: tuple[str, ...]
    leader: Segment | None
    cost: float
    dot: bool = False


@dataclass(slots=True)
class Scene:
    """What a label must not touch: the frame, the body in its window, markers, the measure. With a
    lens the marker is the circle that it shows, and `spots` are the dots in that.
    """

    frame: Rect
    window: Window
    markers: Sequence[Circle]
    lines: Sequence[Segment] = field(default_factory=list)
    spots: Sequence[Circle] = ()
    _slots: dict[float, list[Slot]] = field(default_factory=dict)
    _things: list[tuple[float, float, int]] = field(init=False)
    """Markers and lines: from where to where they reach up, and across, as bits."""

    def __post_init__(self) -> None:
        self._things = [
            (y - radius, y + radius, bits(x - radius - CLEAR, x + radius + CLEAR))
            for (x, y), radius in self.markers
        ]
        self._things += [
            (min(ay, by), max(ay, by), bits(min(ax, bx) - CLEAR, max(ax, bx) + CLEAR))
            for (ax, ay), (bx, by) in self.lines
        ]

    def slots(self, height: float) -> list[Slot]:
        """Where something of a height has room: heights, from the lowest up, with their gaps."""
        if height not in self._slots:
            low, high = self.frame[1] + EDGE, self.frame[3] - EDGE - height
            count = max(1, math.ceil((high - low) / max(_STEP, high / 40)))
            steps = range(count + 1 if high >= low else 0)
            heights = (low + (high - low) * step / count for step in steps)
            self._slots[height] = [(y, *gap) for y in heights for gap in self.gaps(y, y + height)]
        return self._slots[height]

    def stops(self, anchor: XY) -> Sequence[Circle]:
        """What the leader of a landmark keeps clear of: markers. Into the circle of a lens it runs
        to the landmark itself, where no spot is so near that it would hide it.
        """
        inside = any(math.dist(anchor, one.at) < one.radius for one in self.markers)
        clear = all(math.dist(anchor, spot.at) > _BY_SPOT for spot in self.spots)
        return self.spots if self.spots and inside and clear else self.markers

    def gaps(self, low: float, high: float) -> list[XY]:
        """The x-intervals between two heights where nothing is."""
        low, high = low - CLEAR, high + CLEAR
        body = self.window.taken(low, high)
        taken = body | body << 2 | body >> 2 | body << 1 | body >> 1
        for bottom, top, across in self._things:
            if low < top and high > bottom:
                taken |= across
        return list(runs(bits(self.frame[0] + EDGE, self.frame[2] - EDGE) & ~taken))


def least(wishes: Sequence[Wish], scene: Scene, look: Look) -> list[float]:
    """What each wish costs at the least: left out, or in the free place that is nearest to it."""
    return [_least(wish, scene, look) for wish in wishes]


def place(
    wishes: Sequence[Wish], scene: Scene, look: Look, limit: float, rest: Sequence[float]
) -> tuple[float, list[Label]] | None:
    """The cheapest set of labels and its price, or None where that is not below `limit`; `rest` is
    what each costs at the least.
    """
    choices: list[list[Label | None]] = []
    total = sum(rest)
    for wish, least_of in zip(wishes, rest, strict=True):
        if wish.anchors:
            left = limit - (total - least_of)  # for this one, if all others cost the least
            spots = _reached(wish, scene, look, left)
            if min([wish.price, *(one[0] for one in spots)]) >= left:
                return None
            found = _labels(wish, spots, scene)
        else:
            found = [Label(wish, rect, (), None, 0.0) for rect in _corners(wish.size, scene)]
        choices.append([*found, None])
        total += (min(found[0].cost, wish.price) if found else wish.price) - least_of
        if total >= limit:
            return None
    return _cheapest(choices, [wish.price for wish in wishes], limit)


def _reached(wish: Wish, scene: Scene, look: Look, limit: float) -> list[Reached]:
    """Where a wish may stand for less than a limit, by distance, and the leaders that reach it."""
    found = []
    most = min(wish.price, limit)
    per_point = _per_point(wish)
    for lines, width, height in _shapes(wish, look):
        for anchor, price in wish.anchors:
            base = price + _PER_LINE * (len(lines) - 1)
            for away, rect in _spots(anchor, width, height, scene, (most - base) / per_point):
                found.append((base + per_point * away, rect, lines, anchor))
    found.sort()
    kept: list[Reached] = []
    stopping = {at: _stops(wish, at, scene) for at, _ in wish.anchors}
    for least, rect, lines, anchor in found:
        stops = stopping[anchor]
        for aside in (0.0, _ASIDE):
            segment = leader(anchor, rect, stops, circle=not wish.text, aside=aside > 0)
            honest = not aside or _honest(anchor, segment[0], stops)
            if honest and math.dist(*segment) >= _STUB and _passes(segment, stops):
                cost = least + aside + 0.1 * abs(segment[1][1] - segment[0][1])
                kept.append((cost, rect, lines, segment, anchor))
                break
        if len(kept) == _KEPT:
            break
    return kept


def _stops(wish: Wish, anchor: XY, scene: Scene) -> Sequence[Circle]:
    return scene.stops(anchor) if wish.kind == "landmark" else scene.markers


def _labels(wish: Wish, spots: Sequence[Reached], scene: Scene) -> list[Label]:
    """A wish in each of these places, the best first, with what its leader runs over."""
    kept = []
    for cost, rect, lines, segment, anchor in spots:
        over, back = scene.window.crossed(segment) if wish.kind != "lens" else (0.0, 0)
        cost += _BACK * back
        if wish.kind in MEASURES:
            cost += sum(_ALONG for line in scene.lines if _runs_along(segment, line))
        else:
            cost += sum(_ACROSS for line in scene.lines if cross(_off(segment), line))
        stops = _stops(wish, anchor, scene)
        dot = wish.kind == "landmark" and not any(same(anchor, one) for one in stops)
        kept.append((cost, over, rect, lines, segment, dot))
    needed = min((over for _, over, *_ in kept), default=0.0)
    priced = (
        Label(wish, rect, lines, segment, cost + _OVER * (over - needed), dot)
        for cost, over, rect, lines, segment, dot in kept
    )
    return sorted(priced, key=lambda label: (label.cost, label.rect))


def leader(
    anchor: XY,
    rect: Rect,
    markers: Sequence[Circle],
    *,
    circle: bool = False,
    aside: bool = False,
) -> Segment:
    """From a landmark to the nearest side of a label, or to the `circle` that fills its square;
    out of a marker that the landmark is in: on the landmark's own side of it, or, with `aside`, on
    that of the label.
    """
    left, bottom, right, top = rect
    x, y = (left + right) / 2, (bottom + top) / 2
    if circle:
        away = math.dist(anchor, (x, y)) or 1.0
        share = (right - left) / 2 / away
        end = (x + (anchor[0] - x) * share, y + (anchor[1] - y) * share)
    else:
        indent = min(8.0, (right - left) / 2)
        x = min(max(anchor[0], left + indent), right - indent)
        ends = ((left - 1, y), (right + 1, y), (x, bottom - 1), (x, top + 1))
        end = min(ends, key=lambda one: math.dist(anchor, one))
    for marker in markers:
        centre, radius = marker
        if math.dist(anchor, centre) < radius + _PASS:
            toward, reach = anchor, radius + _DOT
            if aside or same(anchor, marker):
                toward, reach = end, radius + 0.5
            away = math.dist(centre, toward) or 1.0
            share = reach / away if toward is anchor else min(1.0, reach / away)
            anchor = (
                centre[0] + (toward[0] - centre[0]) * share,
                centre[1] + (toward[1] - centre[1]) * share,
            )
            break
    return anchor, end


@lru_cache(maxsize=1000)
def breaks(text: str, look: Look, *, bold: bool = False) -> tuple[tuple[str, ...], ...]:
    """Ways to set a text on one, two or three lines, each as even as may be."""
    words = _WORDS.findall(text)
    ways = []
    for count in range(1, min(len(words), 3) + 1):
        options = [
            tuple(" ".join(words[a:b]) for a, b in pairwise((0, *cut, len(words))))
            for cut in combinations(range(1, len(words)), count - 1)
        ]
        ways.append(min(options, key=lambda way: max(look.width(one, bold=bold) for one in way)))
    return tuple(ways)


def _per_point(wish: Wish) -> float:
    return _PER_POINT * (_LENS_FAR if wish.kind == "lens" else 1.0)


def _shapes(wish: Wish, look: Look) -> Iterator[tuple[tuple[str, ...], float, float]]:
    """Lines of words with width and height of the label."""
    if not wish.text:
        yield (), *wish.size
        return
    bold = wish.kind in MEASURES
    for lines in breaks(wish.text, look, bold=bold):
        width = max(look.width(one, bold=bold) for one in lines)
        yield lines, width, len(lines) * LEADING * look.label


def _spots(
    anchor: XY, width: float, height: float, scene: Scene, far: float
) -> Iterator[tuple[float, Rect]]:
    """Free rectangles of a size that are nearer to the anchor than `far`, and how near: in each gap
    as near as may be, and at its ends.
    """
    at, up = anchor
    for y, start, end in scene.slots(height):
        last = end - width
        down = y - up if y > up else max(up - (y + height), 0.0)
        if last < start or down >= far:
            continue
        near = min(max(at - width / 2, start), last)
        for x in (near, start, last):
            if x == near or abs(x - near) > 4.0:
                away = math.hypot(max(x - at, at - (x + width), 0.0), down)
                if away < far:
                    yield away, (x, y, x + width, y + height)


def _least(wish: Wish, scene: Scene, look: Look) -> float:
    if not wish.anchors:
        return 0.0
    least, per_point = wish.price, _per_point(wish)
    for lines, width, height in _shapes(wish, look):
        for (at, up), price in wish.anchors:
            base = price + _PER_LINE * (len(lines) - 1)
            far = (least - base) / per_point
            for y, start, end in scene.slots(height):
                down = y - up if y > up else max(up - (y + height), 0.0)
                if down < far and end - width >= start:
                    far = min(far, math.hypot(max(start - at, at - end, 0.0), down))
            least = min(least, base + per_point * far)
    return least


def _corners(size: XY, scene: Scene) -> Iterator[Rect]:
    """Free corners of the frame."""
    left, bottom, right, top = shrunk(scene.frame, EDGE)
    for y in (bottom, top - size[1]):
        for x in (right - size[0], left):
            rect = (x, y, x + size[0], y + size[1])
            gaps = scene.gaps(rect[1], rect[3])
            if any(a - 0.01 <= rect[0] and rect[2] <= b + 0.01 for a, b in gaps):
                yield rect


def same(anchor: XY, marker: Circle) -> bool:
    """Whether a landmark is the very spot that a marker means."""
    return math.dist(anchor, marker.at) < _SAME * marker.radius


def _honest(anchor: XY, dot: XY, markers: Sequence[Circle]) -> bool:
    """Whether a dot beside a marker stands about where its landmark lies from there."""
    marker = min(markers, key=lambda one: math.dist(anchor, one.at))
    x, y = marker.at
    one, other = (math.degrees(math.atan2(at[1] - y, at[0] - x)) for at in (anchor, dot))
    return same(anchor, marker) or apart(one, other) <= _MOST_ASIDE


def _passes(line: Segment, markers: Sequence[Circle]) -> bool:
    """Whether a leader keeps clear of markers."""
    for centre, radius in markers:
        start = math.dist(line[0], centre)
        if distance(centre, line) < min(radius + _PASS, start - 0.1):
            return False
    return True


def _runs_along(leader: Segment, measure: Segment) -> bool:
    """Whether a leader that begins on a measure lies over a half of it."""
    return any(distance(end, leader) < _HIDES < math.dist(end, leader[0]) for end in measure)


def _off(line: Segment) -> Segment:
    """A leader without its first points: its landmark may be where a measure begins."""
    (ax, ay), (bx, by) = line
    share = min(1.0, 3.0 / (math.dist(*line) or 1.0))
    return (ax + (bx - ax) * share, ay + (by - ay) * share), line[1]


def _cheapest(
    choices: Sequence[Sequence[Label | None]], prices: Sequence[float], limit: float
) -> tuple[float, list[Label]] | None:
    """One position from each list, none in the way of another; branch and bound, within a limit.

    None in a list stands for leaving the wish out, at its price.
    """
    priced = [
        sorted(((one.cost if one else price, one) for one in options), key=itemgetter(0))
        for options, price in zip(choices, prices, strict=True)
    ]
    cheapest = (options[0][0] for options in reversed(priced))
    floor = [*accumulate(cheapest, initial=0.0)][::-1]
    best: tuple[float, list[Label]] | None = None
    tries = 0

    compatible = cache(_compatible)

    def descend(chosen: list[Label], depth: int, spent: float) -> None:
        nonlocal best, limit, tries
        if depth == len(priced):
            best, limit = (spent, chosen), spent
            return
        for cost, label in priced[depth]:
            tries += 1
            if tries > _TRIES or spent + cost + floor[depth + 1] >= limit:
                return
            if label is None or all(compatible(label, other) for other in chosen):
                descend([*chosen, label] if label else chosen, depth + 1, spent + cost)

    descend([], 0, 0.0)
    return best


def _compatible(one: Label, other: Label) -> bool:
    left, bottom, right, top = one.rect
    if overlap((left - _BESIDE, bottom - _BELOW, right + _BESIDE, top + _BELOW), other.rect):
        return False
    if other.leader and cuts(other.leader, shrunk(one.rect, -_BELOW)):
        return False
    if one.leader and cuts(one.leader, shrunk(other.rect, -_BELOW)):
        return False
    if one.leader is None or other.leader is None:
        return True
    starts = (distance(one.leader[0], other.leader), distance(other.leader[0], one.leader))
    return min(starts) > 3.0 and not cross(one.leader, other.leader)
