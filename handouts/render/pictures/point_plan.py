"""Picture A, planned: where markers and words go.

The whole part is shown (`framing`). It is made smaller, or moved aside, until every label has
white beside the body; where that does not help, the least useful landmark goes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from operator import itemgetter

from handouts.handout import PointFigure
from handouts.library import atlas
from handouts.library.atlas import View
from handouts.render.pictures.framing import crop_of, marker_radius, windows
from handouts.render.pictures.geometry import XY, Circle, Rect, Segment, along, inside, tick
from handouts.render.pictures.labels import (
    MEASURES,
    Kind,
    Label,
    Scene,
    Wish,
    least,
    place,
    same,
)
from handouts.render.pictures.lens import lens, magnified
from handouts.render.pictures.look import Look
from handouts.render.pictures.subject import Subject, subject_of
from handouts.render.pictures.window import Window, cut

_MISSING = 300.0  # price of a measure or number without its words
_LANDMARKS = (245.0, 110.0, 90.0, 60.0)  # price of leaving out the first to the fourth landmark
_NO_INSET = 16.0
_NO_LENS, _NO_LENS_MEASURE = 310.0, 150.0  # the second where it only shows a measure better
_OTHER_HALF = 6.0  # price of naming a landmark on the half that is not the marker's
_OFF_MIDDLE = 5.0  # price of naming a measure elsewhere than in its middle
_LEAST_RING = 4.8
_LENS, _NAIL_LENS = 0.32, 0.37  # diameter of a lens, as a share of the picture
_ROOM = 0.7  # cun around the spots that a lens shows
_NAIL, _NAIL_ROOM = 1.5, 0.6  # cm: a nail so near to a point tells where it is; around both
_SEEN = 1.75  # of a marker's radius: a shorter measure is shown larger, in a lens
_GAP = 2.2  # of its usual radius: so near are two landmarks between which it covers the gap
_DOT = 1.7  # radius of a spot that a lens shows larger
_INSET = 0.3  # height of the small body, as a share of the picture
_BESIDE, _ABOVE = 7.0, 3.0  # the white that labels take up, in sizes of their type
_UNNAMED = 15.0  # what a picture is worth less for each label left out, in points of its size
_FEWEST_CUT = 2  # edges that a part runs off, from which it does not tell where it is
_NAMING: frozenset[Kind] = frozenset({"landmark", *MEASURES})


@dataclass(frozen=True, slots=True)
class Detail:
    """A magnified detail: a circle on the body, and what a circle in the white shows of it."""

    source: Circle
    circle: Circle
    window: Window
    markers: tuple[Circle, ...]
    guide: Segment | None
    ticks: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class PointPlan:
    """Where everything stands in the frame (0, 0)-(width, height), in points. `first` is a measure
    that ends where `guide` begins; `inset` the whole-body view of the small body, and the places
    (in its units) that get a dot.
    """

    window: Window
    markers: tuple[Circle, ...]
    first: Segment | None
    guide: Segment | None
    ticks: tuple[Segment, ...]
    labels: tuple[Label, ...]
    inset: tuple[View, tuple[XY, ...]] | None
    detail: Detail | None = None


@lru_cache(maxsize=64)
def plan_point(figure: PointFigure, width: float, height: float, look: Look) -> PointPlan:
    """Where everything stands on the picture of a point, of a size in points. Raises KeyError where
    the atlas has no place for the point.
    """
    subject = subject_of(figure, atlas.body_for(figure.place, look.drawn_body))
    frame = (0.0, 0.0, width, height)
    crop = crop_of(subject, frame, look)
    shown = tuple((words, at) for words, at in subject.landmarks if inside((*at, *at), crop))
    subject = replace(subject, landmarks=shown)
    edges = cut(subject.view, crop)
    if sum(edges) < _FEWEST_CUT:
        subject = replace(subject, inset=None)
    best: PointPlan | None = None
    limit = math.inf
    for price, window in sorted(windows(subject, crop, edges, frame), key=itemgetter(0)):
        if price >= limit:
            break  # what comes behind it costs more before its labels are placed
        search = _Search(subject, window, frame, look)
        found = search.plan(limit - price) if price + search.least < limit else None
        if found:
            limit, best = price + found[0], found[1]
    assert best is not None  # leaving everything out has a price, too
    return best


def body_size(figure: PointFigure, look: Look) -> Callable[[float, float], float]:
    """About how large a picture of a width and height shows the body, with white for labels beside
    or above it: the side of a square of the same area, in points. Raises KeyError for no place.
    """
    subject = subject_of(figure, atlas.body_for(figure.place, look.drawn_body))

    def size(width: float, height: float) -> float:
        left, top, right, bottom = crop_of(subject, (0.0, 0.0, width, height), look)
        across, down = right - left, bottom - top
        beside = min((width - _BESIDE * look.label) / across, height / down)
        above = min(width / across, (height - _ABOVE * look.label) / down)
        return max(beside, above) * math.sqrt(across * down)

    return size


def drawn_size(figure: PointFigure, width: float, height: float, look: Look) -> float:
    """How large it does show the body, less for each label that has no place."""
    plan = plan_point(figure, width, height, look)
    left, bottom, right, top = plan.window.rect
    wanted = len(figure.landmarks[: len(_LANDMARKS)]) + bool(figure.guide) + bool(figure.first)
    missing = wanted - sum(label.wish.kind in _NAMING for label in plan.labels)
    return math.sqrt((right - left) * (top - bottom)) - _UNNAMED * missing


def _wanted(seen: Subject, window: Window, frame: Rect) -> list[Wish]:
    """What is to be placed, of what is seen on the page."""
    wishes = []
    measures: dict[Kind, tuple[XY, XY, str] | None] = {"guide": seen.guide, "first": seen.first}
    for kind, measure in measures.items():
        if measure:
            line, shares = measure[:2], {0.5: 0.0, 0.3: _OFF_MIDDLE, 0.7: _OFF_MIDDLE}
            anchors = tuple((along(line, share), price) for share, price in shares.items())
            wishes.append(Wish(kind, anchors, _MISSING, measure[2]))
    wishes += [
        Wish("landmark", ((at, 0.0), *_across_body(seen, window, at)), price, words)
        for price, (words, at) in zip(_LANDMARKS, seen.landmarks, strict=False)
    ]
    if seen.inset:
        high = min(max(_INSET * frame[3], 40.0), 90.0)
        wishes.append(Wish("inset", (), _NO_INSET, size=(0.42 * high, high)))
    return wishes


def _across_body(seen: Subject, window: Window, at: XY) -> list[tuple[XY, float]]:
    """A landmark's place on the other half of a body of which both sides are pressed."""
    middle, _ = window.place((seen.view.width / 2, 0.0))
    sides = {x > middle for x, _ in seen.spots if abs(x - middle) > window.scale}
    both = seen.view.halves == "both" and len(sides) == 2 and abs(at[0] - middle) > window.scale
    return [((2 * middle - at[0], at[1]), _OTHER_HALF)] if both else []


# ── what stands where ───────────────────────────────────────────────────────────────────────────


class _Search:
    """Looks for places of everything in one window; `least` is what that costs at the least."""

    def __init__(self, subject: Subject, window: Window, frame: Rect, look: Look) -> None:
        self.subject, self.window, self.frame, self.look = subject, window, frame, look
        self.on_page, cun = _on_page(subject, window), window.scale * subject.view.cun
        places = self.on_page.spots
        radius = min(_radius(places, cun, frame, look), _in_gap(self.on_page, frame, look))
        self.close = _covered(self.on_page, radius, window.scale * subject.view.cm)
        self.needed = bool(self.close) or radius < _LEAST_RING
        """Whether the spot cannot be told without a lens."""
        self.markers = tuple(Circle(at, radius) for at in places)
        self.glass = self._glass(_hidden(self.on_page, radius))
        self.wishes = _wanted(self.on_page, window, frame)
        self.dots = [Circle(at, _DOT) for at in places] if self.glass else []
        seen = (self.glass[0],) if self.glass else self.markers
        if self.glass:
            source, across = self.glass[0], 2 * self.glass[1]
            price = _NO_LENS if self.needed else _NO_LENS_MEASURE
            lens = Wish("lens", ((source.at, 0.0),), price, size=(across, across))
            self.wishes.insert(0, lens)
        self.guide, self.ticks = _guide(self.on_page, seen)
        first = self.on_page.first
        self.first = first and first[:2]
        lines = [*(line for line in (self.first, self.guide) if line), *self.ticks]
        self.scene = Scene(frame, window, seen, lines, self.dots)
        self._each = least(self.wishes, self.scene, look)
        self.least = sum(self._each)

    def _glass(self, hidden: list[XY]) -> tuple[Circle, float] | None:
        """What a lens shows, and its radius, where the spot is too small or too near to be seen."""
        if not (self.needed or hidden):
            return None
        view, scale = self.subject.view, self.window.scale
        room = _NAIL_ROOM * scale * view.cm if self.close else _ROOM * scale * view.cun
        shown = [*self.on_page.spots, *self.close, *hidden]
        return lens(shown, room, self.frame, _NAIL_LENS if self.close else _LENS)

    def plan(self, limit: float) -> tuple[float, PointPlan] | None:
        """The plan and its price, or None where that is not below `limit`."""
        found = place(self.wishes, self.scene, self.look, limit, self._each)
        if found and self.glass and all(label.wish.kind != "lens" for label in found[1]):
            found = self._without_lens(limit)
        if found is None:
            return None
        price, labels = found
        glass, window, look = self.glass, self.window, self.look
        detail = (
            _detail(self.subject, glass[0], window, labels, self.frame, look) if glass else None
        )
        guide, ticks, markers = self.guide, self.ticks, self.markers
        if glass and guide and _in_circle(guide, glass[0]):
            guide, ticks = (None, ()) if detail else _guide(self.on_page, markers)
        if detail:
            markers = tuple(self.dots)
        inset = self.subject.inset
        named = tuple(labels)
        return price, PointPlan(window, markers, self.first, guide, ticks, named, inset, detail)

    def _without_lens(self, limit: float) -> tuple[float, list[Label]] | None:
        plain = Scene(self.frame, self.window, self.markers, self.scene.lines)
        missing, wishes = self.wishes[0].price, self.wishes[1:]
        found = place(wishes, plain, self.look, limit - missing, least(wishes, plain, self.look))
        return (found[0] + missing, found[1]) if found else None


def _on_page(subject: Subject, window: Window) -> Subject:
    """A subject with all its places on the page."""

    def measure(given: tuple[XY, XY, str] | None) -> tuple[XY, XY, str] | None:
        return given and (window.place(given[0]), window.place(given[1]), given[2])

    return replace(
        subject,
        spots=tuple(map(window.place, subject.spots)),
        landmarks=tuple((words, window.place(at)) for words, at in subject.landmarks),
        nails=tuple(map(window.place, subject.nails)),
        guide=measure(subject.guide),
        first=measure(subject.first),
    )


def _hidden(seen: Subject, radius: float) -> list[XY]:
    """Where a measure begins that is so short that the marker at its end hides most of it."""
    short = seen.guide is not None and math.dist(*seen.guide[:2]) < _SEEN * radius
    return [seen.guide[0]] if seen.guide and short else []


def _covered(seen: Subject, radius: float, cm: float) -> list[XY]:
    """The nail beside the only marker: it is found from a corner that the ring would lie over."""
    if len(seen.spots) > 1:
        return []
    marker, near = Circle(seen.spots[0], radius), max(radius, _NAIL * cm)
    return [at for at in seen.nails if math.dist(at, marker.at) < near and not same(at, marker)]


def _in_circle(line: Segment, circle: Circle) -> bool:
    return all(math.dist(end, circle.at) <= circle.radius + 8.0 for end in line)


def _detail(
    subject: Subject, source: Circle, of: Window, labels: Sequence[Label], frame: Rect, look: Look
) -> Detail | None:
    """What the lens shows, where it found its place."""
    rect = next((label.rect for label in labels if label.wish.kind == "lens"), None)
    if rect is None:
        return None
    centre = ((rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2)
    circle = Circle(centre, (rect[2] - rect[0]) / 2)
    window = magnified(of, source, circle)
    seen = _on_page(replace(subject, first=None), window)
    radius = _radius(seen.spots, window.scale * subject.view.cun, frame, look)
    markers = tuple(Circle(at, radius) for at in seen.spots)
    guide, ticks = _guide(seen, markers)
    if guide and not _in_circle(guide, Circle(centre, circle.radius - 10.0)):
        guide, ticks = None, ()
    return Detail(source, circle, window, markers, guide, ticks)


def _radius(spots: Sequence[XY], cun: float, frame: Rect, look: Look) -> float:
    """Radius of the markers: no wider than the spot that they mean, nor touching."""
    usual = marker_radius(frame, look)
    radius = min(usual, max(0.85 * cun, _LEAST_RING))
    apart = min((math.dist(a, b) for a, b in combinations(spots, 2)), default=math.inf)
    return max(1.6, min(radius, apart / 2 - 0.8))


def _in_gap(seen: Subject, frame: Rect, look: Look) -> float:
    """The most radius of a marker between two landmarks that lets the gap be seen."""
    places, near = seen.spots, _GAP * marker_radius(frame, look)
    beside = [mark for _, mark in seen.landmarks
              if len(places) == 1 and 1 < math.dist(mark, places[0]) < near]  # fmt: skip
    gaps = (min(math.dist(mark, places[0]) for mark in two)
            for two in combinations(beside, 2) if _across_from(places[0], *two))  # fmt: skip
    return max(_LEAST_RING, min(gaps, default=math.inf) / 2)


def _across_from(at: XY, one: XY, other: XY) -> bool:
    """Whether a place lies between two others."""
    (ax, ay), (bx, by) = (one[0] - at[0], one[1] - at[1]), (other[0] - at[0], other[1] - at[1])
    return ax * bx + ay * by < -0.5 * math.hypot(ax, ay) * math.hypot(bx, by)


def _guide(seen: Subject, markers: Sequence[Circle]) -> tuple[Segment | None, tuple[Segment, ...]]:
    """The measure with its end ticks; where another one ends, there is a corner and none."""
    if seen.guide is None or math.dist(*seen.guide[:2]) < 1:
        return None, ()
    guide = seen.guide[:2]
    begin = seen.first[:2] if seen.first else guide
    reach = max(3.5, 0.7 * markers[0].radius)
    return guide, tuple(
        tick(at, line, reach)
        for at, line in ((begin[0], begin), (guide[1], guide))
        if all(math.dist(at, marker.at) > marker.radius + 1 for marker in markers)
    )
