"""What the drawing of a card shows: which views, how much of them, which spots and landmarks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from typing import Any

from handouts.handout import Mark, PointFigure
from handouts.press.pictures import drawings
from handouts.press.pictures.geometry import XY, Rect, Segment, clipped, inside, shrunk
from handouts.press.pictures.labels import Wish
from handouts.press.pictures.window import Box, Window, of_side, widened

RING = 6.4  # radius of the target, to the middle of its line
REACH = RING + 1.8  # with its white edge
_CROWD = 2  # more spots than this share one number and have smaller rings
_SWARM = 10  # and more than this are dots
_CLOSE = 42.0  # up to this many points apart, spots of a point are joined to one number
_LEAST_MEASURE = REACH + 3  # a shorter one would lie under the target
_LEAST_PANE = 88.0  # width and height of a picture beside another
_MOST_WIDER = 1.6  # how much wider a crop may get for a partner


@dataclass(frozen=True, slots=True)
class Target:
    """A marker on the page: exact spots, and the number that names them."""

    spots: tuple[XY, ...]
    number: int

    @property
    def swarm(self) -> bool:
        """Whether there are so many that even small rings would not fit."""
        return len(self.spots) > _SWARM

    @property
    def crowded(self) -> bool:
        """Whether there are so many spots that rings would hide what lies between them."""
        return len(self.spots) > _CROWD

    @property
    def joined(self) -> tuple[XY, ...]:
        """The spots that a line joins to the number; of a crowd, the first alone."""
        return self.spots[:1] if self.crowded else self.spots

    @property
    def reach(self) -> float:
        """Radius of what is drawn on a spot."""
        return self.ring + (1.8 if not self.crowded else 0.9)

    @property
    def ring(self) -> float:
        """Radius of the rings, to the middle of the line."""
        if self.crowded:
            return 2.3 if self.swarm else 3.6
        apart = min((math.dist(a, b) for a, b in combinations(self.spots, 2)), default=99.0)
        return min(RING, max(apart / 2 - 1.0, 3.4))


@dataclass(frozen=True, slots=True)
class Pane:
    """One view on one part of the picture."""

    window: Window
    targets: tuple[Target, ...]
    landmarks: tuple[Wish, ...]
    guide: tuple[Segment, str] | None
    map: tuple[str, tuple[XY, ...]] | None  # view and places of the small body


def panes(figure: PointFigure, box: Box) -> list[Pane]:
    """The view of the point, and those of its partners if the picture is large enough for more."""
    groups: dict[str, list[Mark]] = {}
    for mark in figure.marks:
        groups.setdefault(drawings.point(mark.code)["view"], []).append(mark)
    rects = _split(box, len(groups))
    if min(min(right - left, top - low) for left, low, right, top in rects) < _LEAST_PANE:
        rects = _split(box, 1)
    return [_pane(figure, marks, rect) for marks, rect in zip(groups.values(), rects, strict=False)]


def _split(box: Box, count: int) -> list[Rect]:
    """The picture cut into panes, side by side or, when it is high, one above the other."""
    width, height = box
    gap = 4.0
    if width >= height:
        each = (width - gap * (count - 1)) / count
        return [(i * (each + gap), -height, i * (each + gap) + each, 0.0) for i in range(count)]
    each = (height - gap * (count - 1)) / count
    return [(0.0, -i * (each + gap) - each, width, -i * (each + gap)) for i in range(count)]


def _pane(figure: PointFigure, marks: list[Mark], rect: Rect) -> Pane:
    main = drawings.point(marks[0].code)
    view = drawings.atlas()["views"][main["view"]]
    entries = [main, *filter(partial(_near, main, figure.side), map(_entry, marks[1:]))]
    crop = _crop(entries, figure.side)
    mirrored = figure.side == "left" and view["body"] == "right"
    window = widened(main["view"], crop, rect, mirrored)
    targets = tuple(
        Target(spots, mark.number)
        for mark in marks
        if _entry(mark) in entries
        for spots in _joined([window.place(at) for at in shown(_entry(mark), figure.side)])
    )
    wishes = tuple(
        Wish(words, window.place(view["landmarks"][name]))
        for name, words in figure.landmarks
        if name in view["landmarks"] and _within(window, view["landmarks"][name])
    )
    guide = None
    if figure.guide and "guide" in main and marks[0] == figure.marks[0]:
        ends = (window.place(main["guide"]["from"]), window.place(main["guide"]["to"]))
        line = clipped(ends, rect)
        guide = (line, figure.guide) if math.dist(*line) >= _LEAST_MEASURE else None
    body = _small_body(marks[0].code, figure.side) if marks[0] == figure.marks[0] else None
    return Pane(window, targets, wishes, guide, body)


def _entry(mark: Mark) -> Mapping[str, Any]:
    return drawings.point(mark.code)


def _near(main: Mapping[str, Any], side: str, other: Mapping[str, Any]) -> bool:
    """Whether a partner can be shown without making the picture of a point much smaller."""
    alone, together = _crop([main], side), _crop([main, other], side)
    return max(together[2:]) <= _MOST_WIDER * max(alone[2:])


def _joined(spots: list[XY]) -> list[tuple[XY, ...]]:
    """Spots that share a number: all of a point when they lie close together, else each its own."""
    if len(spots) > _CROWD:
        return [tuple(spots)]
    apart = max((math.dist(a, b) for a in spots for b in spots), default=0.0)
    return [tuple(spots)] if apart <= _CLOSE else [(at,) for at in spots]


def _crop(entries: Sequence[Mapping[str, Any]], side: str) -> tuple[float, float, float, float]:
    """The crop of the first point, made larger where a partner lies outside it."""
    x, y, width, height = entries[0]["crop"]
    left, top, right, bottom = x, y, x + width, y + height
    for entry in entries:
        room = 0.09 * max(width, height)
        for px, py in shown(entry, side):
            left, right = min(left, px - room), max(right, px + room)
            top, bottom = min(top, py - room), max(bottom, py + room)
    return (left, top, right - left, bottom - top)


def _within(window: Window, at: list[float]) -> bool:
    left, bottom, right, top = window.rect
    x, y = window.place(at)
    return left + 2 < x < right - 2 and bottom + 2 < y < top - 2


def shown(entry: Mapping[str, Any], side: str) -> list[XY]:
    """Where the markers of a point go in its own view, for the side shown."""
    return of_side(entry["at"], side)


def _small_body(code: str, side: str) -> tuple[str, tuple[XY, ...]] | None:
    where = drawings.on_body(code)
    if not where or drawings.point(code)["view"] in where:
        return None
    view, at = next(iter(where.items()))
    return view, tuple(of_side(at, side))


def ticks(pane: Pane) -> list[Segment]:
    """Short lines across the ends of the measure, where no target and no edge is."""
    if pane.guide is None:
        return []
    (ax, ay), (bx, by) = line = pane.guide[0]
    length = math.dist(*line) or 1.0
    dx, dy = 5 * (by - ay) / length, -5 * (bx - ax) / length
    spots = [at for target in pane.targets for at in target.spots]
    return [
        ((x - dx, y - dy), (x + dx, y + dy))
        for x, y in line
        if min(math.dist((x, y), at) for at in spots) > REACH
        and inside((x, y, x, y), shrunk(pane.window.rect, 2.0))
    ]
