"""A clinic's own place on a drawing: between two points of ours, or read off a view."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from handouts.errors import Wrong
from handouts.handout import Spot
from handouts.library import atlas, load_library
from handouts.library.atlas import XY
from handouts.library.names import channel_of
from handouts.library.slips import closest

MEASURED = (0.5, 1, 1.3, 1.5, 2, 2.5, 3, 3.5, 4, 4.3, 5, 6, 7, 8, 9)
"""Distances in cun that can be said in fingers and thumbs; only these are drawn as a guide."""
_ON_LINE = 0.45  # cun: a point of the channel as near to a line as this lies on it
_ALONG = 0.75  # of its length on the page, a line that runs along a limb has at least this in cun
_PAST = 1.03  # a place so far beyond the end is still the end: scales are not that exact
_TWO_PARTS = frozenset({"thigh-hand", "flank-elbow"})
"""Views of an arm that lies on another part: a line between its points may run over that."""
_EDGE = 0.12  # of the drawing: nearer to its edge than this a place is hard to make out
_AT_HOME = 1.15  # how much better a view is that was made for one of the two points
_BOTH_HALVES = 1.15  # how much better a view of both halves is for a place by the midline
_MIDDLE = 0.015  # of the width: nearer to the midline than this is the midline
_READ = 0.015  # of the height: as exactly as a place can be read off the grid
_COVERED = 0.7  # cm: a landmark nearer to the marker than this is covered by it
_BESIDE = 4.0  # cun: a landmark so far from a place halves the worth of a view for it
_OTHER_ENDS = "Choose other ends, or say where it lies by view: and at:."
_VIEWS = "See: handouts points views"
_KNOWN_ON_THE_WAY = 0.5  # how much more a view is worth for each place on the way that WHO measures


def between(start: str, end: str, cun: float) -> Spot:
    """The place on the line from a point to another (codes of ours), so many cun from the first:
    by the distances of WHO where they are known along it, else by the scale of the view that shows
    the line best. Raises Wrong where there is no such place.
    """
    for code in (start, end):
        if not atlas.drawn(code):
            raise Wrong(f"{code} has no place on our drawings.", _OTHER_ENDS)
        if any(len(places) > 1 for places in atlas.place(code).at.values()):
            raise Wrong(f"{code} has several places, so no line begins or ends there.", _OTHER_ENDS)
    if start == end:
        raise Wrong(f"Both ends of the line are {start}.", _OTHER_ENDS)
    if not cun > 0:
        raise Wrong("The distance must be more than 0 cun.", _OTHER_ENDS)
    near = [name for name in atlas.close_views() if name not in _TWO_PARTS]
    both = [name for name in near if {start, end} <= atlas.seen(name).keys()]
    if not both:
        raise Wrong(f"No drawing shows {start} and {end} together.", _OTHER_ENDS)
    lines = [line for name in both if (line := _line(name, start, end)).on_body()]
    if not lines:
        raise Wrong(f"The straight line from {start} to {end} leaves the body.", _OTHER_ENDS)
    line = max(lines, key=lambda one: one.worth(cun))
    if cun > _PAST * line.length():
        raise Wrong(f"From {start} to {end} it is only {line.length():.2g} cun.", _OTHER_ENDS)
    middle = "middle" in atlas.place(start).at and "middle" in atlas.place(end).at
    guide = (line.known[0][1], line.at(cun), float(cun)) if cun in MEASURED else None
    return _spot(line.view, line.at(cun), "middle" if middle else "right", guide, mirrored=True)


def spot(name: str, x: float, y: float, paired: bool) -> Spot:
    """The place on a view at shares (0 to 1) of its width from the left and height from the top.

    A paired point on a view of both halves gets its mirrored place, too; close to the midline it
    is one place in the middle. Raises Wrong where there is no such view, or no body there.
    """
    chosen = known_view(name)
    if not (0 <= x <= 1 and 0 <= y <= 1):
        wrong = "A place is two numbers from 0 to 1: how far from the left edge, "
        raise Wrong(f"{wrong}how far from the top.", _VIEWS)
    at = (round(x * chosen.width, 1), round(y * chosen.height, 1))
    near_x, near_y = _nearest(chosen, at)
    if math.dist((near_x * chosen.width, near_y * chosen.height), at) > _READ * chosen.height:
        nearest = f"It is nearest at [{near_x:g}, {near_y:g}]."
        raise Wrong(f"There is no body at [{x:g}, {y:g}] of {name}. {nearest}", _VIEWS)
    return _spot(chosen, at, _side(chosen, at, paired), None, mirrored=paired)


def known_view(name: str) -> atlas.View:
    """The view of that name, on which a place can be. Raises Wrong."""
    if name in atlas.WHOLE_BODY:
        raise Wrong(f"{name} is the whole body, too small for one point.", _VIEWS)
    if name not in atlas.close_views():
        near = " or ".join(closest(name, atlas.close_views(), 3))
        guess = f" Did you mean {near}?" if near else ""
        raise Wrong(f"There is no view “{name}”.{guess}", _VIEWS)
    return atlas.view(name)


def nearby(own: Spot, cm: float) -> list[str]:
    """The points of ours that the same view shows no further than so many centimetres away."""
    far, seen = cm * atlas.view(own.view).cm, atlas.seen(own.view)
    at = [xy for _, xy in own.at]
    return [code for code in seen if any(math.dist(a, b) <= far for a in at for b in seen[code])]


def neighbour(own: Spot) -> str:
    """The point of ours that the view shows nearest to a place: in the middle if the place is."""
    sides = dict(own.at)
    at = sides.get("right") or next(iter(sides.values()))

    def away(code: str) -> tuple[bool, float]:
        other_kind = ("middle" in sides) != ("middle" in atlas.place(code).at)
        return other_kind, min(math.dist(at, one) for one in atlas.seen(own.view)[code])

    return min(atlas.seen(own.view), key=away)


@dataclass(frozen=True, slots=True)
class _Line:
    """The way from one point to another on a view.

    `known` are the start and the places on the way whose distance from it is known, nearest first;
    the higher `facing`, the more the skin at both ends looks at the reader.
    """

    view: atlas.View
    end: XY
    known: tuple[tuple[float, XY], ...]
    facing: float

    def length(self) -> float:
        """The whole way in cun."""
        far, last = self.known[-1]
        return far + math.dist(last, self.end) / self.view.cun

    def at(self, cun: float) -> XY:
        """The place so many cun from the start, no further than the end."""
        ways = (*self.known, (self.length(), self.end))
        for (less, here), (more, there) in pairwise(ways):
            if cun <= more:
                return _on_the_way(here, there, (cun - less) / (more - less))
        return self.end

    def on_body(self) -> bool:
        """Whether it runs over the body all the way: from limb to limb it does not."""
        start = self.known[0][1]
        return all(_covers(self.view, _on_the_way(start, self.end, n / 20)) for n in range(21))

    def worth(self, cun: float) -> float:
        """How well the view shows it: long, facing the reader, well inside, near a landmark, with
        places on the way whose distance is known.
        """
        start, at = self.known[0][1], self.at(cun)
        width, height = self.view.width, self.view.height
        edge = min(min(x, width - x, y, height - y) for x, y in (start, at)) / max(width, height)
        near = [math.dist(at, xy) / self.view.cun for xy in self.view.landmarks.values()]
        found = 1 / (1 + min(near, default=math.inf) / _BESIDE)
        known = 1 + _KNOWN_ON_THE_WAY * (len(self.known) - 1)
        return math.dist(start, self.end) * self.facing * min(edge / _EDGE, 1.0) * found * known


def _line(name: str, start: str, end: str) -> _Line:
    chosen = atlas.view(name)
    a, b = (atlas.seen(name)[code][0] for code in (start, end))
    facing = math.prod(math.cos(math.radians(atlas.turned(name, one))) for one in (start, end))
    if chosen.halves == "both" and any("middle" in atlas.place(code).at for code in (start, end)):
        facing *= _BOTH_HALVES
    facing *= _AT_HOME ** sum(atlas.place(code).view == name for code in (start, end))
    there = _Line(chosen, b, _known(start, end, chosen), facing)
    back = _Line(chosen, a, _known(end, start, chosen), facing)
    if len(there.known) >= len(back.known):
        return there
    whole = back.length()  # WHO measures this line from its end
    known = ((whole - cun, at) for cun, at in reversed(back.known))
    return _Line(chosen, b, ((0.0, a), *known), facing)


def _known(start: str, end: str, chosen: atlas.View) -> tuple[tuple[float, XY], ...]:
    """The distances that WHO gives along a line, by the measure that knows most of them."""
    ways = (_known_by(levels, start, end, chosen) for levels in atlas.measures().values())
    return max(ways, key=len)


def _known_by(
    levels: Mapping[str, float], start: str, end: str, chosen: atlas.View
) -> tuple[tuple[float, XY], ...]:
    """Distances that WHO gives along a line: to the points of its channels on it, and its end."""
    places = atlas.seen(chosen.name)
    (ax, ay), (bx, by) = places[start][0], places[end][0]
    long = math.dist((ax, ay), (bx, by))

    def way(code: str) -> tuple[float, float]:
        """How far along the line a point lies, and how far beside it, in units."""
        (x, y), *_ = places[code]
        along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / long
        return along, abs((x - ax) * (by - ay) - (y - ay) * (bx - ax)) / long

    found, last = [(0.0, (ax, ay))], 0.0
    channels = {channel_of(start), channel_of(end)} if start in levels else ()
    on_way = (code for code in levels if code in places and channel_of(code) in channels)
    for code in sorted(on_way, key=lambda one: (abs(levels[one] - levels[start]), way(one)[1])):
        cun, (along, aside) = abs(levels[code] - levels[start]), way(code)
        further = cun > found[-1][0] and last < along <= long + 0.1
        if aside <= _ON_LINE * chosen.cun and further and cun >= _ALONG * along / chosen.cun:
            found.append((cun, places[code][0]))
            last = along
    return tuple(found)


def _on_the_way(start: XY, end: XY, share: float) -> XY:
    (ax, ay), (bx, by) = start, end
    return round(ax + share * (bx - ax), 1), round(ay + share * (by - ay), 1)


def _spot(
    chosen: atlas.View, at: XY, side: str, guide: tuple[XY, XY, float] | None, *, mirrored: bool
) -> Spot:
    """A place with its mirrored one, where the view shows both halves, and two landmarks."""
    places, half = {side: at}, atlas.right_half(chosen)
    if mirrored and half and chosen.halves == "both" and side != "middle":
        other = "left" if side == "right" else "right"
        places[other] = (round(2 * _midline(half) - at[0], 1), at[1])
    named = _nearest_landmarks(chosen, places.get("right", at))
    return Spot(chosen.name, tuple(sorted(places.items())), guide, named)


def _nearest_landmarks(chosen: atlas.View, at: XY) -> tuple[str, ...]:
    """The two nearest that the marker does not cover and that are not called the same."""
    away = {name: math.dist(at, xy) for name, xy in chosen.landmarks.items()}
    called, found = load_library().wording.landmark, dict[str, str]()
    for name in sorted(away, key=lambda one: away[one]):
        if away[name] > _COVERED * chosen.cm:
            found.setdefault(called(name), name)
    return tuple(found.values())[:2]


def _side(chosen: atlas.View, at: XY, paired: bool) -> str:
    """The patient's side that a place is on; raises Wrong for the left on a view of the right."""
    half = atlas.right_half(chosen)
    if half is None:
        return "right" if paired else "middle"
    if abs(at[0] - _midline(half)) <= _MIDDLE * chosen.width:
        return "middle"
    if half[0] <= at[0] <= half[1]:
        return "right"
    if chosen.halves == "both":
        return "left"
    low, high = (end / chosen.width for end in half)
    wrong = f"That is the left half of the patient, and {chosen.name} is for the right one."
    across = f"from {low:.2g} to {high:.2g} across"
    raise Wrong(f"{wrong} Choose a place {across}; it is mirrored for the left.", _VIEWS)


def _midline(half: XY) -> float:
    return half[1] if half[0] == 0 else half[0]


def _covers(chosen: atlas.View, at: XY) -> bool:
    row = min(int(at[1] / chosen.step), len(chosen.bands) - 1)
    return any(left <= at[0] <= right for left, right in chosen.bands[row])


def _nearest(chosen: atlas.View, at: XY) -> XY:
    """The body nearest to a place of a view, in shares with two decimals."""

    def placed(xy: XY) -> XY:
        return xy[0] * chosen.width, xy[1] * chosen.height

    shares = ((x / 100, y / 100) for y in range(101) for x in range(101))
    on_body = (xy for xy in shares if _covers(chosen, placed(xy)))
    return min(on_body, key=lambda xy: math.dist(placed(xy), at))
