"""The drawing of a card: the place, found from what one sees and feels around it.

From back to front: the body; the measure (dashed); leader lines; the target (a dot on the exact
spot, a ring around it) and its number beside it, so that nothing hides the place; words on white.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Any

from handouts.handout import Mark, PointFigure
from handouts.press import drawings
from handouts.press.labels import (
    Label,
    Rect,
    Scene,
    Segment,
    Wish,
    clipped,
    cuts,
    distance,
    inside,
    place,
    touches,
)
from handouts.press.pen import CAP, INK, WHITE, XY, Painted, Pen, rounded
from handouts.press.window import (
    SHAPE,
    Box,
    Look,
    Window,
    badge_radius,
    numbered,
    of_side,
    spot,
    whole,
    widened,
)

if TYPE_CHECKING:
    from handouts.press.fonts import Weight

CORNER = 6.0
FRAME = "#b4b4b4"
RING = 6.4  # radius of the target, to the middle of its line
REACH = RING + 1.8  # with its white edge
_CLOSE = 42.0  # up to this many points apart, spots of a point are joined to one number
_WORDS_SHARE = 0.25  # of the picture that words may take at most
_CROWD = 2  # more spots than this share one number and have smaller rings
_LEAST_MEASURE = REACH + 3  # a shorter one would lie under the target
_SWARM = 10  # and more than this are dots
_LEAST_PANE = 88.0  # width and height of a picture beside another
_MOST_WIDER = 1.6  # how much wider a crop may get for a partner
_INSET_SHARE = 0.36  # height of the small body, as a share of the picture


@dataclass(frozen=True, slots=True)
class Target:
    """A marker on the page: exact spots, and the number that names them."""

    spots: tuple[XY, ...]
    number: int

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
            return 3.6 if len(self.spots) <= _SWARM else 2.3
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


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything stands on a pane."""

    pane: Pane
    badges: tuple[XY, ...]
    inset: Rect | None
    labels: tuple[Label, ...]


def paint_point(figure: PointFigure, box: Box, look: Look) -> Painted:
    """The drawing of a card, `box` (width, height) in points."""
    pen = Pen(look.fonts)
    for plan in plans(figure, box, look):
        _paint(plan, pen, look)
    return pen.painted(*box)


def plans(figure: PointFigure, box: Box, look: Look) -> list[Plan]:
    """What is to be drawn where: one plan, or two when a partner lies in another view."""
    pen = Pen(look.fonts)
    return [_plan(pane, pen, look) for pane in _panes(figure, box)]


# ── what to show ────────────────────────────────────────────────────────────────────────────────


def _panes(figure: PointFigure, box: Box) -> list[Pane]:
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


# ── where it goes ───────────────────────────────────────────────────────────────────────────────


def _plan(pane: Pane, pen: Pen, look: Look) -> Plan:
    scene = Scene(pane.window.rect, pane.window.cover())
    scene.circles = [(at, one.reach) for one in pane.targets for at in one.spots]
    if pane.guide:
        scene.lines += [pane.guide[0], *_ticks(pane)]
    landmarks = _affordable(pane, pen, look)
    keep = [wish.anchor for wish in landmarks]
    badges = tuple(_badge(target, keep, scene, look) for target in pane.targets)
    inset = _corner(pane, keep, scene)
    labels = _labels(pane, landmarks, inset, scene, pen, look)
    if landmarks and not any(label.leader for label in labels):
        # one landmark says more than the small body
        options = [_labels(pane, [one], None, scene, pen, look) for one in pane.landmarks]
        better = [one for one in options if any(label.leader for label in one)]
        inset, labels = (None, better[0]) if better else (inset, labels)
    return Plan(pane, badges, inset, tuple(labels))


def _labels(
    pane: Pane, landmarks: list[Wish], inset: Rect | None, scene: Scene, pen: Pen, look: Look
) -> list[Label]:
    wishes = list(landmarks)
    if pane.guide:
        (a, b), words = pane.guide
        wishes.insert(0, Wish(words, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), bound=True))
    around = replace(scene, rects=[*scene.rects, *([inset] if inset else [])])
    return place(wishes, around, partial(pen.width, size=look.label), 1.15 * look.label)


def _affordable(pane: Pane, pen: Pen, look: Look) -> list[Wish]:
    """The most useful landmarks: as many as leave the drawing to be seen, and always one."""
    left, bottom, right, top = pane.window.rect
    room = _WORDS_SHARE * (right - left) * (top - bottom) / look.label
    if pane.guide:
        room -= pen.width(pane.guide[1], look.label, "bold") + look.label
    kept: list[Wish] = []
    for wish in pane.landmarks:
        room -= pen.width(wish.text, look.label) + look.label
        if kept and room < 0:
            break
        kept.append(wish)
    return kept


def _badge(target: Target, keep: list[XY], scene: Scene, look: Look) -> XY:
    """The number: near its spots, off everything that must be seen. It joins the scene."""
    radius = badge_radius(look) + 1.5
    spots = target.joined
    x = sum(at[0] for at in spots) / len(spots)
    y = sum(at[1] for at in spots) / len(spots)
    first = 0.0 if len(spots) > 1 else REACH + radius
    options = [
        (x + (first + more) * math.cos(angle), y + (first + more) * math.sin(angle))
        for more in (3.0, 7.0, 12.0, 18.0, 26.0)
        for angle in (math.tau * (step + 0.5) / 16 for step in range(16))
    ]
    best = min(options, key=lambda at: _badge_cost(at, radius, target, keep, scene))
    scene.circles.append((best, radius))
    scene.circles += [(((best[0] + at[0]) / 2, (best[1] + at[1]) / 2), 3.0) for at in spots]
    return best


def _badge_cost(at: XY, radius: float, target: Target, keep: list[XY], scene: Scene) -> float:
    around = (at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius)
    hit = 0.0 if inside(around, _shrunk(scene.frame, 2.0)) else 1000.0
    hit += sum(300.0 for one in keep if math.dist(one, at) < radius + 4)
    hit += sum(300.0 for line in scene.lines if distance(at, line) < radius + 2)
    hit += sum(300.0 for centre, reach in scene.circles if math.dist(centre, at) < reach + radius)
    joints = [(at, one) for one in target.joined]
    hit += sum(60.0 for one in keep if min(distance(one, joint) for joint in joints) < 5)
    ends = [end for line in scene.lines for end in line]
    hit += sum(30.0 for end in ends if math.dist(at, end) < radius + 8)
    hit += sum(
        200.0 for a in target.spots for joint in joints if a != joint[1] and distance(a, joint) < 7
    )
    near = max(math.dist(at, one) for one in target.joined)
    return hit + near + 16.0 * scene.cover(around)


def _corner(pane: Pane, keep: list[XY], scene: Scene) -> Rect | None:
    """The emptiest corner for the small body, or none when all four are needed."""
    if pane.map is None:
        return None
    left, bottom, right, top = scene.frame
    body_left, body_top, body_right, body_bottom = drawings.mask(pane.map[0]).bounds()
    high = min(max(_INSET_SHARE * (top - bottom), 44.0), 72.0)
    wide = high * (body_right - body_left) / (body_bottom - body_top)
    width, height = wide + 8, high + 8
    options: list[Rect] = [
        (right - width, bottom, right, bottom + height),
        (left, bottom, left + width, bottom + height),
        (right - width, top - height, right, top),
        (left, top - height, left + width, top),
    ]
    free = [
        rect
        for rect in options
        if not any(touches(rect, circle) for circle in [*scene.circles, *((k, 4.0) for k in keep)])
        and not any(cuts(line, rect) for line in scene.lines)
    ]
    return min(free, key=scene.cover, default=None)


def _shrunk(rect: Rect, by: float) -> Rect:
    return (rect[0] + by, rect[1] + by, rect[2] - by, rect[3] - by)


# ── paint ───────────────────────────────────────────────────────────────────────────────────────


def _paint(plan: Plan, pen: Pen, look: Look) -> None:
    pane = plan.pane
    rect = pane.window.rect
    pane.window.draw(pen, look.skin, rounded(*rect, CORNER))
    if pane.guide:
        _measure(pen, pane, pane.guide[0])
    for label in plan.labels:
        _leader(pen, label)
    for target, badge in zip(pane.targets, plan.badges, strict=True):
        _target(pen, target, badge, look)
    for label in plan.labels:
        _words(pen, label, look)
    if plan.inset and pane.map:
        _inset(pen, plan.inset, *pane.map)
    pen.outline(rounded(*_shrunk(rect, 0.3), CORNER), 0.6, FRAME)


def _measure(pen: Pen, pane: Pane, line: Segment) -> None:
    """A dashed line with a tick at each end that is not a target."""
    for width, colour in ((3.8, WHITE), (1.5, INK)):
        pen.line(line, width, colour, (3.2, 2.8) if colour == INK else ())
        for tick in _ticks(pane):
            pen.line(tick, width, colour)


def _ticks(pane: Pane) -> list[Segment]:
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
        and inside((x, y, x, y), _shrunk(pane.window.rect, 2.0))
    ]


def _leader(pen: Pen, label: Label) -> None:
    if label.leader:
        pen.line(label.leader, 2.6, WHITE)
        pen.line(label.leader, 0.9, INK)
        spot(pen, label.leader[0], 1.7)


def _target(pen: Pen, target: Target, badge: XY, look: Look) -> None:
    for width, colour in ((4.4, WHITE), (1.7, INK)):
        for at in target.joined:
            pen.line([at, badge], width, colour)
    for at in target.spots:
        pen.disc(at, target.reach, WHITE)
        if len(target.spots) <= _SWARM:
            pen.ring(at, target.ring, 0.26 * target.ring)
        pen.disc(at, min(2.3, 0.4 * target.ring) if target.ring > 3 else target.ring, INK)
    numbered(pen, badge, target.number, look)


def _words(pen: Pen, label: Label, look: Look) -> None:
    left, bottom, right, top = label.rect
    pen.shape(rounded(left, bottom, right, top, 3.0), WHITE)
    leading = 1.15 * look.label
    weight: Weight = "bold" if label.wish.bound else "regular"
    baseline = (top + bottom) / 2 + leading * (len(label.lines) - 1) / 2 - CAP * look.label / 2
    for line in label.lines:
        start = (left + right - pen.width(line, look.label, weight)) / 2
        pen.text((start, baseline), line, look.label, INK, weight)
        baseline -= leading


def _inset(pen: Pen, rect: Rect, view: str, at: tuple[XY, ...]) -> None:
    """The small body in its corner, with a dot where the picture is."""
    pen.shape(rounded(*rect, CORNER), WHITE)
    window = whole(view, _shrunk(rect, 4.0))
    window.draw(pen, SHAPE)
    for radius, colour in ((3.4, WHITE), (2.4, INK)):
        for one in at:
            pen.disc(window.place(one), radius, colour)
    pen.outline(rounded(*_shrunk(rect, 0.3), CORNER), 0.6, FRAME)
