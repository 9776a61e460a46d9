"""Picture A, planned: how large the part of the body stands, and where markers and words go.

The whole part is shown. It is made smaller, or moved aside, until every label has white beside
the body; where that does not help, the least useful landmark goes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from handouts.handout import PointFigure, Spot
from handouts.library import atlas
from handouts.library.atlas import Measure, Place, View
from handouts.render.pictures.geometry import XY, Circle, Rect, Segment, along
from handouts.render.pictures.labels import MEASURES, Kind, Label, Scene, Wish, place, same
from handouts.render.pictures.lens import Lens, lens
from handouts.render.pictures.look import Look
from handouts.render.pictures.window import Window, cut

PAD = 6.0  # between the frame and a part that ends within the picture
_SIZES = (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52)
_SMALLER, _MUCH_SMALLER = 110.0, 180.0  # price of making the body smaller, and below 3/4
_MISSING = 300.0  # price of a measure or number without its words
_LANDMARKS = (200.0, 110.0, 90.0, 60.0)  # price of leaving out the first to the fourth landmark
_NO_INSET = 16.0
_NO_LENS, _NO_LENS_MEASURE = 250.0, 150.0  # the second where it only shows a measure better
_NO_PARTNERS = 45.0
_OTHER_HALF = 6.0  # price of naming a landmark on the half that is not the marker's
_OFF_MIDDLE = 5.0  # price of naming a measure elsewhere than in its middle
_SHORT_EDGE = 30.0  # price of a cut limb that ends before the frame
_LEAST_RING = 4.8
_LYING, _LYING_SHOWN = 1.3, 0.6  # width by height of an arm that lies, and the share shown of it
_KNEE = 0.45  # share of a leg's length: points above it belong to the knee
_NECK = 0.3  # share of a neck's view, with the shoulders, that is shown on either side at least
_LENS, _NAIL_LENS = 0.32, 0.37  # diameter of a lens, as a share of the picture
_ROOM = 0.7  # cun around the spots that a lens shows
_NAIL, _NAIL_ROOM = 1.5, 0.6  # cm: a nail so near to a point tells where it is; around both
_SEEN = 1.6  # of a marker's radius: a shorter measure is shown larger, in a lens
_DOT = 1.7  # radius of a spot that a lens shows larger
_LEAST_TRUNK, _LEAST_LIMB = 0.8, 0.62  # of the length of a view that is always shown
_INSET = 0.3  # height of the small body, as a share of the picture
_BESIDE, _ABOVE = 7.0, 3.0  # the white that labels take up, in sizes of their type
_UNNAMED = 15.0  # what a picture is worth less for each label left out, in points of its size
_FEWEST_CUT = 2  # edges that a part runs off, from which it does not tell where it is
_NAMING: frozenset[Kind] = frozenset({"landmark", *MEASURES})
_LIMBS = frozenset({"arm", "leg", "foot", "hand"})


@dataclass(frozen=True, slots=True)
class Marker:
    """A target on the page: `radius` is that of the outer edge of its ring."""

    at: XY
    radius: float
    place: str | Spot


@dataclass(frozen=True, slots=True)
class Detail:
    """A magnified detail: a circle on the body, and what a circle in the white shows of it."""

    source: Circle
    circle: Circle
    window: Window
    markers: tuple[Marker, ...]
    guide: Segment | None
    ticks: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class PointPlan:
    """Where everything stands in the frame (0, 0)-(width, height), in points. `first` is a measure
    that ends where `guide` begins.
    """

    window: Window
    markers: tuple[Marker, ...]
    first: Segment | None
    guide: Segment | None
    ticks: tuple[Segment, ...]
    labels: tuple[Label, ...]
    inset: tuple[View, tuple[XY, ...]] | None
    """The whole-body view of the small body, and the places (in its units) that get a dot."""
    detail: Detail | None = None


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is to be shown, in units of the view."""

    view: View
    mirrored: bool
    spots: tuple[tuple[str | Spot, XY], ...]  # whose, and where; the point's own first
    numbers: dict[str | Spot, int]
    landmarks: tuple[tuple[str, XY], ...]  # words and place, the most useful first
    nails: tuple[XY, ...]  # those of them that are nails
    guide: tuple[XY, XY, str] | None
    first: tuple[XY, XY, str] | None
    inset: tuple[View, tuple[XY, ...]] | None


@lru_cache(maxsize=64)
def plan_point(figure: PointFigure, width: float, height: float, look: Look) -> PointPlan:
    """Where everything stands on the picture of a point.

    `width` and `height` are points. Raises KeyError where the atlas has no place for the point.
    """
    subject = _subject(figure, atlas.body_for(figure.marks[0].place, look.drawn_body))
    frame = (0.0, 0.0, width, height)
    crop = _crop(subject, frame, look)
    subject = replace(subject, landmarks=_within(crop, subject.landmarks))
    edges = cut(subject.view, crop)
    if sum(edges) < _FEWEST_CUT:
        subject = replace(subject, inset=None)
    best: PointPlan | None = None
    limit = math.inf
    for wishes, extra in _wanted(subject):
        for price, window in sorted(_windows(subject, crop, edges, frame), key=lambda one: one[0]):
            price += extra
            if price >= limit:
                break
            found = _plan(subject, wishes, window, frame, look, limit - price)
            if found is not None:
                limit, best = price + found[0], found[1]
    assert best is not None  # leaving everything out has a price, too
    return best


def body_size(figure: PointFigure, look: Look) -> Callable[[float, float], float]:
    """About how large a picture of a width and height shows the body, with white for labels beside
    or above it: the side of a square of the same area, in points.

    Raises KeyError where the atlas has no place for the point.
    """
    subject = _subject(figure, atlas.body_for(figure.marks[0].place, look.drawn_body))

    def size(width: float, height: float) -> float:
        left, top, right, bottom = _crop(subject, (0.0, 0.0, width, height), look)
        across, down = right - left, bottom - top
        beside = min((width - _BESIDE * look.label) / across, height / down)
        above = min(width / across, (height - _ABOVE * look.label) / down)
        return max(beside, above) * math.sqrt(across * down)

    return size


def drawn_size(figure: PointFigure, width: float, height: float, look: Look) -> float:
    """How large it does show the body, when all labels have their places; less for each of them
    that has none.
    """
    plan = plan_point(figure, width, height, look)
    left, bottom, right, top = plan.window.rect
    wanted = len(figure.landmarks[: len(_LANDMARKS)]) + bool(figure.guide) + bool(figure.first)
    missing = wanted - sum(label.wish.kind in _NAMING for label in plan.labels)
    return math.sqrt((right - left) * (top - bottom)) - _UNNAMED * missing


def _subject(figure: PointFigure, body: str) -> _Subject:
    main = atlas.place(figure.marks[0].place, body)
    view = atlas.view(main.view, body)
    flipped = view.halves == "both" and figure.side == "left"

    def own(at: XY) -> XY:
        return (view.width - at[0], at[1]) if flipped else at

    spots = [
        (mark.place, at)
        for mark in figure.marks
        if atlas.place(mark.place, body).view == main.view
        for at in atlas.of_side(atlas.place(mark.place, body).at, figure.side)
    ]

    def measure(given: Measure | None, words: str | None) -> tuple[XY, XY, str] | None:
        return (own(given[0]), own(given[1]), words) if given and words else None

    guide = measure(main.guide, figure.guide)
    numbers = {mark.place: mark.number for mark in figure.marks}
    shown = {code for code, _ in spots}
    return _Subject(
        view,
        view.halves == "right" and figure.side == "left",
        tuple(spots),
        {code: n for code, n in numbers.items() if code in shown} if len(shown) > 1 else {},
        tuple((words, own(view.landmarks[name])) for name, words in figure.landmarks
              if name in view.landmarks),
        tuple(own(view.landmarks[name]) for name, _ in figure.landmarks if name.endswith("nail")),
        guide,
        measure(main.first, figure.first) if guide else None,
        _inset(main, view, figure.side, body),
    )  # fmt: skip


def _inset(main: Place, view: View, side: str, body: str) -> tuple[View, tuple[XY, ...]] | None:
    """Where the place lies on the whole body; a head tells by itself."""
    on_body = atlas.on_body(main.code, body)
    if view.region in ("head", "body") or not on_body:
        return None
    name, at = next(iter(on_body.items()))
    return atlas.view(name, body), atlas.of_side(at, side)


def _wanted(subject: _Subject) -> list[tuple[list[Wish], float]]:
    """What is to be placed, anchors in units still; with partners and, at a price, without."""
    wishes = []
    measures: tuple[tuple[Kind, tuple[XY, XY, str] | None], ...]
    measures = (("guide", subject.guide), ("first", subject.first))
    for kind, measure in measures:
        if measure:
            start, end, words = measure
            middle = along((start, end), 0.5)
            beside = tuple((along((start, end), share), _OFF_MIDDLE) for share in (0.3, 0.7))
            wishes.append(Wish(kind, middle, _MISSING, words, also=beside))
    wishes += [
        Wish("landmark", at, price, words, also=_across_body(subject, at))
        for price, (words, at) in zip(_LANDMARKS, subject.landmarks, strict=False)
    ]
    if subject.inset:
        wishes.append(Wish("inset", None, _NO_INSET))
    badges = [
        Wish("badge", next(at for code, at in subject.spots if code == one), _MISSING, "", number)
        for one, number in subject.numbers.items()
    ]
    alone = (wishes, _NO_PARTNERS if badges else 0.0)
    return [(wishes + badges, 0.0), alone] if badges else [alone]


def _across_body(subject: _Subject, at: XY) -> tuple[tuple[XY, float], ...]:
    """A landmark's place on the other half of a body of which both sides are pressed."""
    xs = [x for _, (x, _) in subject.spots]
    middle = subject.view.width / 2
    both = subject.view.halves == "both" and min(xs) < middle - 1 and max(xs) > middle + 1
    aside = both and abs(at[0] - middle) > 1
    return (((2 * middle - at[0], at[1]), _OTHER_HALF),) if aside else ()


# ── how large, and where ────────────────────────────────────────────────────────────────────────


def _windows(
    subject: _Subject, crop: Rect, edges: Sequence[bool], frame: Rect
) -> Iterator[tuple[float, Window]]:
    """Sizes and places of the body in the frame with their price, the largest first."""
    view = subject.view
    if subject.mirrored:
        edges = (edges[2], edges[1], edges[0], edges[3])
    room = [0.0 if edge else PAD for edge in edges]
    wide, high = frame[2] - room[0] - room[2], frame[3] - room[1] - room[3]
    across, down = crop[2] - crop[0], crop[3] - crop[1]
    fit = min(wide / across, high / down)
    for size in _SIZES:
        scale = fit * size
        spare_x, spare_y = wide - across * scale, high - down * scale
        for x, price_x in _offsets(spare_x, edges[0], edges[2]):
            for y, price_y in _offsets(spare_y, edges[1], edges[3]):
                corner = (room[0] + x, frame[3] - room[1] - y)
                price = _SMALLER * (1 - size) + _MUCH_SMALLER * max(0.0, 0.75 - size)
                price += price_x + price_y
                yield price, Window(view, crop, scale, corner, subject.mirrored)


def _offsets(spare: float, cut_start: bool, cut_end: bool) -> list[tuple[float, float]]:
    """Where a length may begin in what is spare, with the price: a cut edge lies on the frame."""
    if spare < 0.5:
        return [(0.0, 0.0)]
    if cut_start != cut_end:
        return [(0.0 if cut_start else spare, 0.0)]
    price = _SHORT_EDGE if cut_start else 0.0
    return [(spare / 2, 2 * price), (0.0, price + 3.0), (spare, price + 3.0)]


def _crop(subject: _Subject, frame: Rect, look: Look) -> Rect:
    """What is shown of the view: the whole body in it, or, when the marker would be too small to
    point at one spot, less of a limb at the end where it runs off the drawing anyway.
    """
    view = subject.view
    left, top, right, bottom = view.bounds()
    cut_left, cut_top, cut_right, cut_bottom = view.cut()
    high, wide = bottom - top, right - left
    found = [at for _, at in subject.spots]
    found += [*(subject.guide or ())[:2], *(subject.first or ())[:2]]
    named = [*found, *(at for _, at in subject.landmarks)]
    margin = 1.8 * view.cun
    if view.region == "neck" and view.halves == "both" and frame[2] * high < frame[3] * wide:
        return _between_shoulders(named, view, frame)
    fit = min(frame[2] / wide, frame[3] / high)
    want = 1.7 * _ring(frame, look) / view.cun
    if fit >= want:
        return left, top, right, bottom
    if view.region in ("arm", "hand") and wide > _LYING * high:
        # A landmark at the other end of an arm that lies is not worth a smaller arm.
        xs = [x for x, _ in found]
        length = max(_LYING_SHOWN * wide, frame[2] / want, frame[2] * high / frame[3])
        need = min(xs) - margin, max(xs) + margin
        left, right = _shorter((left, right), need, length, (cut_left, cut_right))
        return left, top, right, bottom
    heights = [y for _, y in named]
    if view.region == "leg" and max(heights) < top + _KNEE * high:
        cut_top, cut_bottom = False, True  # a knee between thigh and shin
    elif view.region in ("leg", "foot"):
        cut_bottom = False  # the foot tells what it is
    elif view.region in ("arm", "hand"):
        cut_top = False  # hand, elbow and shoulder
    least = (_LEAST_LIMB if view.region in _LIMBS else _LEAST_TRUNK) * high
    length = max(least, frame[3] / want, frame[3] * wide / frame[2])
    need = min(heights) - margin, max(heights) + margin
    top, bottom = _shorter((top, bottom), need, length, (cut_top, cut_bottom))
    left, _, right, _ = view.bounds(top, bottom)
    return left, top, right, bottom


def _shorter(whole: XY, need: XY, length: float, cut: tuple[bool, bool]) -> tuple[float, float]:
    """A stretch of the body, made as short as `length` at those of its ends where the body is cut
    anyway, without losing what it must show.
    """
    start, end = whole
    spare = end - start - length
    before = min(spare, max(0.0, need[0] - start)) if cut[0] else 0.0
    after = min(spare, max(0.0, end - need[1])) if cut[1] else 0.0
    if spare <= 0:
        return whole
    share = min(1.0, spare / ((before + after) or 1.0))
    return start + before * share, end - after * share


def _between_shoulders(marked: Sequence[XY], view: View, frame: Rect) -> Rect:
    """Of a neck in a narrow frame, less of the shoulders on both sides, so that head and neck are
    seen larger.
    """
    left, top, right, bottom = view.bounds()
    middle = (left + right) / 2
    need = max(abs(x - middle) for x, _ in marked) + 1.8 * view.cun
    half = max(need, _NECK * (right - left), (bottom - top) * frame[2] / frame[3] / 2)
    return max(left, middle - half), top, min(right, middle + half), bottom


def _within(crop: Rect, landmarks: Sequence[tuple[str, XY]]) -> tuple[tuple[str, XY], ...]:
    """The landmarks that are shown."""
    left, top, right, bottom = crop
    return tuple(
        (words, (x, y)) for words, (x, y) in landmarks if left <= x <= right and top <= y <= bottom
    )


# ── what stands where ───────────────────────────────────────────────────────────────────────────


def _plan(
    subject: _Subject,
    wanted: Sequence[Wish],
    window: Window,
    frame: Rect,
    look: Look,
    limit: float,
) -> tuple[float, PointPlan] | None:
    """The plan for one window and its price, or None where that is not below `limit`."""
    numbered = any(wish.kind == "badge" for wish in wanted)
    own = subject.spots[0][0]
    spots = [(code, window.place(at)) for code, at in subject.spots if numbered or code == own]
    places, cun = [at for _, at in spots], window.scale * subject.view.cun
    radius = _radius(places, cun, frame, look)
    close = _covered(subject, window, places, radius)
    glass = None
    hidden = _hidden(subject, window, radius)
    if (radius < _LEAST_RING or close or hidden) and not numbered:
        room = _NAIL_ROOM * window.scale * subject.view.cm if close else _ROOM * cun
        glass = lens([*places, *close, *hidden], room, frame, _NAIL_LENS if close else _LENS)
    markers = tuple(Marker(at, radius, code) for code, at in spots)
    seen = (Marker(*glass.source, own),) if glass else markers
    guide, ticks = _guide(subject, window, seen)
    first = _first(subject, window)
    within = glass is not None and guide is not None and _in_circle(guide, glass.source)
    drawn = [line for line in (first, guide) if line]
    lines = [*drawn, *ticks]
    wishes = [_on_page(wish, window, None if within else guide, frame, look) for wish in wanted]
    if glass:
        size = (2 * glass.radius, 2 * glass.radius)
        price = _NO_LENS if close or radius < _LEAST_RING else _NO_LENS_MEASURE
        wishes.insert(0, Wish("lens", glass.source[0], price, size=size))
    dots = [(at, _DOT) for at in places] if glass else []
    scene = Scene(frame, window, [(one.at, one.radius) for one in seen], lines, dots)
    found = place(wishes, scene, look, limit)
    if found and glass and all(label.wish.kind != "lens" for label in found[1]):
        plain = Scene(frame, window, [(one.at, one.radius) for one in markers], lines)
        missing = wishes[0].price
        found = place(wishes[1:], plain, look, limit - missing)
        found = (found[0] + missing, found[1]) if found else None
    if found is None:
        return None
    price, labels = found
    detail = _detail(subject, glass, window, labels, frame, look) if glass else None
    if within:
        guide, ticks = (None, ()) if detail else _guide(subject, window, markers)
    if detail:
        markers = tuple(replace(marker, radius=_DOT) for marker in markers)
    return price, PointPlan(
        window, markers, first, guide, ticks, tuple(labels), subject.inset, detail
    )


def _hidden(subject: _Subject, window: Window, radius: float) -> list[XY]:
    """Where a measure begins that is so short that the marker at its end hides most of it."""
    if subject.guide is None:
        return []
    start, end = (window.place(at) for at in subject.guide[:2])
    return [start] if math.dist(start, end) < _SEEN * radius else []


def _covered(subject: _Subject, window: Window, places: Sequence[XY], radius: float) -> list[XY]:
    """The nail beside the only marker: it is found from a corner that the ring would lie over."""
    if len(places) > 1:
        return []
    near = max(radius, _NAIL * window.scale * subject.view.cm)
    marker = (places[0], radius)
    return [
        at
        for at in map(window.place, subject.nails)
        if math.dist(at, places[0]) < near and not same(at, (marker,))
    ]


def _in_circle(line: Segment, circle: Circle) -> bool:
    return all(math.dist(end, circle[0]) <= circle[1] + 8.0 for end in line)


def _detail(
    subject: _Subject, glass: Lens, of: Window, labels: Sequence[Label], frame: Rect, look: Look
) -> Detail | None:
    """What the lens shows, where it found its place."""
    rect = next((label.rect for label in labels if label.wish.kind == "lens"), None)
    if rect is None:
        return None
    centre = ((rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2)
    window = glass.window(of, centre)
    own = subject.spots[0][0]
    spots = [window.place(at) for code, at in subject.spots if code == own]
    radius = _radius(spots, window.scale * subject.view.cun, frame, look)
    markers = tuple(Marker(at, radius, own) for at in spots)
    guide, ticks = _guide(replace(subject, first=None), window, markers)
    if guide and not _in_circle(guide, (centre, glass.radius - 10.0)):
        guide, ticks = None, ()
    return Detail(glass.source, (centre, glass.radius), window, markers, guide, ticks)


def _on_page(wish: Wish, window: Window, guide: Segment | None, frame: Rect, look: Look) -> Wish:
    """A wish with its anchor on the page."""
    anchor = window.place(wish.anchor) if wish.anchor else None
    also = tuple((window.place(at), price) for at, price in wish.also)
    if wish.kind == "guide" and guide:
        anchor = along(guide, 0.5)
        also = tuple((along(guide, share), _OFF_MIDDLE) for share in (0.3, 0.7))
    size = (2 * look.badge, 2 * look.badge) if wish.kind == "badge" else wish.size
    if wish.kind == "inset":
        high = min(max(_INSET * frame[3], 40.0), 90.0)
        size = (0.42 * high, high)
    return replace(wish, anchor=anchor, size=size, also=also)


def _ring(frame: Rect, look: Look) -> float:
    """Radius of a marker that is seen at once in a picture of this size."""
    return 4.0 + 0.015 * min(frame[2], frame[3]) + 0.25 * (look.label - 12)


def _radius(spots: Sequence[XY], cun: float, frame: Rect, look: Look) -> float:
    """Radius of the markers: no wider than the spot that they mean, nor touching."""
    usual = _ring(frame, look)
    radius = min(usual, max(0.85 * cun, _LEAST_RING))
    apart = min((math.dist(a, b) for a, b in combinations(spots, 2)), default=math.inf)
    return max(1.6, min(radius, apart / 2 - 0.8))


def _guide(
    subject: _Subject, window: Window, markers: Sequence[Marker]
) -> tuple[Segment | None, tuple[Segment, ...]]:
    """The measure with its end ticks."""
    if subject.guide is None:
        return None, ()
    start, end = window.place(subject.guide[0]), window.place(subject.guide[1])
    length = math.dist(start, end)
    if length < 1:
        return None, ()
    across = _across(start, end)
    radius = markers[0].radius
    reach = max(3.5, 0.7 * radius)
    ends = [(start, across), (end, across)]
    if subject.first:  # where the two meet is a corner, not an end
        begin, corner = (window.place(at) for at in subject.first[:2])
        ends = [(begin, _across(begin, corner)), (end, across)]
    ticks = tuple(
        (
            (at[0] - side[0] * reach, at[1] - side[1] * reach),
            (at[0] + side[0] * reach, at[1] + side[1] * reach),
        )
        for at, side in ends
        if all(math.dist(at, marker.at) > marker.radius + 1 for marker in markers)
    )
    return (start, end), ticks


def _first(subject: _Subject, window: Window) -> Segment | None:
    """The measure before the one that ends at the point."""
    if subject.first is None:
        return None
    return window.place(subject.first[0]), window.place(subject.first[1])


def _across(start: XY, end: XY) -> XY:
    """The unit direction square to a line."""
    length = math.dist(start, end) or 1.0
    return (end[1] - start[1]) / length, (start[0] - end[0]) / length
