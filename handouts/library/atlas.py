"""The table of places that the atlas made: what each view shows, and where each point lies on it.

The one reader of `assets/drawings/atlas.json`, which docs/atlas-format.md describes.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from handouts.handout import Spot
from handouts.library.close import closest
from handouts.paths import ASSETS

DRAWINGS = ASSETS / "drawings"
MOST_SPOTS = 5
"""More places than these on one side are a row that is pressed along in one go."""

XY = tuple[float, float]
At = Mapping[str, tuple[XY, ...]]
"""Places by the patient's side: `left`, `right` or `middle`."""


@dataclass(frozen=True, slots=True)
class View:
    """What one drawing shows. Lengths are its units; the origin is top-left, y points down.

    `cun` and `cm` are the lengths of one cun and one centimetre; `body` says whether one half of
    the person is drawn (`right`) or `both`; `arm` is where on the page the arm that presses comes
    from, in degrees from the right, against the clock, and `hand` which hand it is (of a view of
    both halves, for a place on the right half of the page); `bands`
    are the x-intervals that the body covers, for each `step` from the top.
    """

    name: str
    width: float
    height: float
    cun: float
    cm: float
    body: str
    region: str
    arm: float
    hand: str
    landmarks: Mapping[str, XY]
    step: float
    bands: tuple[tuple[XY, ...], ...]

    def bounds(
        self, top: float = 0.0, bottom: float = math.inf
    ) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the body between two heights."""
        rows = [
            (index * self.step, spans)
            for index, spans in enumerate(self.bands)
            if spans and index * self.step < bottom and (index + 1) * self.step > top
        ]
        return (
            min(spans[0][0] for _, spans in rows),
            max(top, rows[0][0]),
            max(spans[-1][1] for _, spans in rows),
            min(bottom, self.height, rows[-1][0] + self.step),
        )

    def cut(self) -> tuple[bool, bool, bool, bool]:
        """Whether the body goes on beyond the left, top, right and bottom edge of the drawing."""
        left, top, right, bottom = self.bounds()
        return left <= 3, top <= 0, right >= self.width - 3, bottom >= self.height


@dataclass(frozen=True, slots=True)
class Place:
    """Where a point is: on its own view, on the whole body, and what it is found from.

    `guide` is the distance to measure: from, to (units of the view) and its length in cun.
    """

    code: str
    view: str
    at: At
    landmarks: tuple[str, ...]
    guide: tuple[XY, XY, float] | None
    body: Mapping[str, At]


@dataclass(frozen=True, slots=True)
class Hand:
    """The drawing of a left hand that presses: where its fingertip is, the length of a centimetre,
    and where its arm comes from, as in `View`.
    """

    name: str
    tip: XY
    cm: float
    arm: float


@cache
def hand(name: str) -> Hand:
    """`thumb`, `finger`, `tips` or `knuckle`."""
    entry = atlas()["hands"][f"hand-{name}"]
    return Hand(f"hand-{name}", _xy(entry["tip"]), entry["cm"], entry["arm"])


@cache
def atlas() -> dict[str, Any]:
    """`assets/drawings/atlas.json` as it is."""
    table: dict[str, Any] = json.loads((DRAWINGS / "atlas.json").read_text("utf-8"))
    return table


def drawn(code: str) -> bool:
    """Whether the atlas has a place for the point."""
    return code in atlas()["points"]


@cache
def view(name: str) -> View:
    """The view of that name; raises KeyError where the table has none."""
    entry = atlas()["views"][name]
    width, height = entry["box"]
    return View(
        name, width, height, entry["scale"], entry["cm"], entry["body"], entry["region"],
        entry["arm"], entry["hand"],
        {key: _xy(at) for key, at in entry["landmarks"].items()}, entry["rows"]["step"],
        tuple(tuple(map(_xy, spans)) for spans in entry["rows"]["spans"]),
    )  # fmt: skip


@cache
def place(code: str) -> Place:
    """Where the point of that code is; raises KeyError where the atlas has no place for it."""
    entry = atlas()["points"][code]
    guide = entry.get("guide")
    return Place(
        code,
        entry["view"],
        _at(entry["at"]),
        tuple(entry["landmarks"]),
        (_xy(guide["from"]), _xy(guide["to"]), float(guide["cun"])) if guide else None,
        {name: _at(at) for name, at in entry.get("map", {}).items()},
    )


def landmarks(code: str) -> tuple[str, ...]:
    """Names of the landmarks that a point's drawing labels, the most useful first."""
    return place(code).landmarks


def guide_cun(code: str) -> float | None:
    """The distance that a point's drawing measures out, in cun; None where none is drawn."""
    guide = place(code).guide
    return guide[2] if guide else None


def spots(code: str) -> int:
    """How many places of a point are pressed on one side: two dips of a hand are two.

    A long row (EX-B2, 17 beside the spine) is pressed along in one go and counts as one.
    """
    if not drawn(code):
        return 1
    most = max(map(len, place(code).at.values()))
    return most if most <= MOST_SPOTS else 1


@cache
def on_body(code: str) -> Mapping[str, At]:
    """Where a point lies on the whole-body views, the best view first.

    A place that none of them sees (a palm, a sole) takes that of its nearest neighbour that is
    seen: in the same view if there is one, else in the same region.
    """
    own = place(code)
    if own.body:
        return own.body

    def away(other: Place) -> tuple[bool, bool, float, str]:
        same = other.view == own.view
        region = view(other.view).region == view(own.view).region
        near = math.dist(_first(own.at), _first(other.at)) if same else 0.0
        return not same, not region, near, other.code

    seen = (place(code) for code in atlas()["points"])
    return min((other for other in seen if other.body), key=away).body


def of_side(at: At, side: str) -> tuple[XY, ...]:
    """The places for the side that is pressed; all of them for `both` or where no side is told."""
    return at[side] if side in at else tuple(one for places in at.values() for one in places)


def _first(at: At) -> XY:
    return next(iter(at.values()))[0]


def _at(entry: Mapping[str, Any]) -> At:
    return {side: _places(given) for side, given in entry.items()}


def _places(given: Sequence[Any]) -> tuple[XY, ...]:
    several: Iterable[Any] = given if isinstance(given[0], list) else [given]
    return tuple(map(_xy, several))


def _xy(given: Sequence[float]) -> XY:
    return float(given[0]), float(given[1])


# ── a clinic's own places ───────────────────────────────────────────────────────────────────────

MEASURED = (0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9)
"""Distances in cun that can be said in fingers and thumbs; only these are drawn as a guide."""
_WHOLE_BODY = ("body-front", "body-back", "body-side")
_ON_LINE = 0.45  # cun: a point of the channel as near to a line as this lies on it
_ALONG = 0.75  # of its length on the page, a line that runs along a limb has at least this in cun
_PAST = 1.03  # a place so far beyond the end is still the end: scales are not that exact
_EDGE = 0.12  # of the drawing: nearer to its edge than this a place is hard to make out
_AT_HOME = 1.15  # how much better a view is that was made for one of the two points
_MIDDLE = 0.015  # of the width: nearer to the midline than this is the midline
_READ = 0.015  # of the height: as exactly as a place can be read off the grid
_COVERED = 0.7  # cm: a landmark nearer to the marker than this is covered by it
_BESIDE = 4.0  # cun: a landmark so far from a place halves the worth of a view for it
_ONE_OF = re.compile(r"-(low|high|[tl]\d+)$")  # one of several landmarks that are called the same


def close_views() -> tuple[str, ...]:
    """Names of the views that show a part of the body, and so can show a place."""
    return tuple(name for name in atlas()["views"] if name not in _WHOLE_BODY)


@cache
def seen(name: str) -> Mapping[str, tuple[XY, ...]]:
    """The points that a view shows, on the patient's right half or the midline."""
    return {code: _places(at) for code, at in atlas()["views"][name]["seen"].items()}


def right_half(chosen: View) -> XY | None:
    """From where to where across a view the patient's right half lies, if both halves show."""
    half = atlas()["views"][chosen.name].get("right-half")
    return _xy(half) if half else None


def between(start: str, end: str, cun: float) -> Spot:
    """The place on the line from a point to another (codes of ours), so many cun from the first.

    It is measured by the distances of WHO where they are known along this line, else by the scale
    of the view; of the views that show both points it is the one that shows the line best. Raises
    ValueError, with the reason in plain words, where there is no such place.
    """
    for code in (start, end):
        if not drawn(code):
            raise ValueError(f"{code} has no place on our drawings.")
        if any(len(places) > 1 for places in place(code).at.values()):
            raise ValueError(f"{code} has several places, so no line begins or ends there.")
    if start == end:
        raise ValueError(f"Both ends of the line are {start}.")
    if not cun > 0:
        raise ValueError("The distance must be more than 0 cun.")
    both = [name for name in close_views() if start in seen(name) and end in seen(name)]
    if not both:
        raise ValueError(f"No drawing shows {start} and {end} together.")
    lines = [line for name in both if (line := _line(name, start, end)).on_body()]
    if not lines:
        raise ValueError(f"The straight line from {start} to {end} leaves the body.")
    line = max(lines, key=lambda one: one.worth(cun))
    if cun > _PAST * line.length():
        raise ValueError(f"From {start} to {end} it is only {line.length():.2g} cun.")
    middle = "middle" in place(start).at and "middle" in place(end).at
    guide = (line.known[0][1], line.at(cun), float(cun)) if cun in MEASURED else None
    return _spot(line.view, line.at(cun), "middle" if middle else "right", guide, mirrored=True)


def spot(name: str, x: float, y: float, paired: bool) -> Spot:
    """The place on a view at shares (0 to 1) of its width from the left and height from the top.

    A paired point on a view of both halves gets its mirrored place, too; close to the midline it
    is one place in the middle. Raises ValueError, with the reason in plain words, where there is
    no such view, or no body there.
    """
    chosen = known_view(name)
    if not (0 <= x <= 1 and 0 <= y <= 1):
        raise ValueError(
            "A place is two numbers from 0 to 1: how far from the left edge, how far from the top."
        )
    at = (round(x * chosen.width, 1), round(y * chosen.height, 1))
    near_x, near_y = _nearest(chosen, at)
    if math.dist((near_x * chosen.width, near_y * chosen.height), at) > _READ * chosen.height:
        raise ValueError(
            f"There is no body at [{x:g}, {y:g}] of {name}. It is nearest at"
            f" [{near_x:g}, {near_y:g}]."
        )
    return _spot(chosen, at, _side(chosen, at, paired), None, mirrored=paired)


def known_view(name: str) -> View:
    """The view of that name, on which a place can be; raises ValueError, in plain words."""
    cure = 'Type "handouts points views" to see them all.'
    if name in _WHOLE_BODY:
        raise ValueError(f"{name} is the whole body, too small for one point. {cure}")
    if name not in close_views():
        near = " or ".join(closest(name, close_views(), 3))
        raise ValueError(f'There is no view "{name}". {f"Did you mean {near}?" if near else cure}')
    return view(name)


def neighbour(own: Spot) -> str:
    """The point of ours that the same view shows nearest to a place: of those in the middle if the
    place is there, else of the paired ones.
    """
    sides = dict(own.at)
    at = sides.get("right") or next(iter(sides.values()))

    def away(code: str) -> tuple[bool, float]:
        other_kind = ("middle" in sides) != ("middle" in place(code).at)
        return other_kind, min(math.dist(at, one) for one in seen(own.view)[code])

    return min(seen(own.view), key=away)


@dataclass(frozen=True, slots=True)
class _Line:
    """The way from one point to another on a view.

    `known` are the start and the places on the way whose distance from it is known, nearest first;
    `facing` is 1 where the skin at both ends looks straight at the reader, 0 where it is turned
    away.
    """

    view: View
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
        """How well the view shows it: long, facing the reader, well inside, near a landmark."""
        start, at = self.known[0][1], self.at(cun)
        width, height = self.view.width, self.view.height
        edge = min(min(x, width - x, y, height - y) for x, y in (start, at)) / max(width, height)
        near = [math.dist(at, xy) / self.view.cun for xy in self.view.landmarks.values()]
        found = 1 / (1 + min(near, default=math.inf) / _BESIDE)
        return math.dist(start, self.end) * self.facing * min(edge / _EDGE, 1.0) * found


def _line(name: str, start: str, end: str) -> _Line:
    shown = atlas()["views"][name]["seen"]
    turned = (math.radians(shown[code][2]) for code in (start, end))
    home = _AT_HOME ** sum(place(code).view == name for code in (start, end))
    facing = home * math.prod(map(math.cos, turned))
    (a, *_), (b, *_) = seen(name)[start], seen(name)[end]
    there = _Line(view(name), b, _known(start, end, view(name)), facing)
    back = _Line(view(name), a, _known(end, start, view(name)), facing)
    if len(there.known) >= len(back.known):
        return there
    whole = back.length()  # WHO measures this line from its end
    known = ((whole - cun, at) for cun, at in reversed(back.known))
    return _Line(view(name), b, ((0.0, a), *known), facing)


def _known(start: str, end: str, chosen: View) -> tuple[tuple[float, XY], ...]:
    """The distances that WHO gives along a line, by the measure that knows most of them."""
    ways = (_known_by(levels, start, end, chosen) for levels in atlas()["measures"].values())
    return max(ways, key=len)


def _known_by(
    levels: Mapping[str, float], start: str, end: str, chosen: View
) -> tuple[tuple[float, XY], ...]:
    """Distances that WHO gives along a line: to the points of its channels that lie on it, and to
    its end.
    """
    shown = seen(chosen.name)
    (ax, ay), (bx, by) = shown[start][0], shown[end][0]
    long = math.dist((ax, ay), (bx, by))

    def way(code: str) -> tuple[float, float]:
        """How far along the line a point lies, and how far beside it, in units."""
        (x, y), *_ = shown[code]
        along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / long
        return along, abs((x - ax) * (by - ay) - (y - ay) * (bx - ax)) / long

    found, last = [(0.0, (ax, ay))], 0.0
    channels = {_channel(start), _channel(end)} if start in levels else ()
    on_way = (code for code in levels if code in shown and _channel(code) in channels)
    for code in sorted(on_way, key=lambda one: (abs(levels[one] - levels[start]), way(one)[1])):
        cun, (along, aside) = abs(levels[code] - levels[start]), way(code)
        further = cun > found[-1][0] and last < along <= long + 0.1
        if aside <= _ON_LINE * chosen.cun and further and cun >= _ALONG * along / chosen.cun:
            found.append((cun, shown[code][0]))
            last = along
    return tuple(found)


def _channel(code: str) -> str:
    return code.rstrip("0123456789")


def _on_the_way(start: XY, end: XY, share: float) -> XY:
    (ax, ay), (bx, by) = start, end
    return round(ax + share * (bx - ax), 1), round(ay + share * (by - ay), 1)


def _spot(
    chosen: View, at: XY, side: str, guide: tuple[XY, XY, float] | None, *, mirrored: bool
) -> Spot:
    """A place with its mirrored one, where the view shows both halves, and two landmarks."""
    places, half = {side: at}, right_half(chosen)
    if mirrored and half and chosen.body == "both" and side != "middle":
        other = "left" if side == "right" else "right"
        places[other] = (round(2 * _midline(half) - at[0], 1), at[1])
    named = _nearest_landmarks(chosen, places.get("right", at))
    return Spot(chosen.name, tuple(sorted(places.items())), guide, named)


def _nearest_landmarks(chosen: View, at: XY) -> tuple[str, ...]:
    """The two nearest that the marker does not cover and that are not called the same."""
    away = {name: math.dist(at, xy) for name, xy in chosen.landmarks.items()}
    found: dict[str, str] = {}
    for name in sorted(away, key=lambda one: away[one]):
        if away[name] > _COVERED * chosen.cm:
            found.setdefault(_ONE_OF.sub("", name), name)
    return tuple(found.values())[:2]


def _side(chosen: View, at: XY, paired: bool) -> str:
    """Which of the patient's sides a place is on; raises ValueError for the half that a view of
    the right half happens to show as well.
    """
    half = right_half(chosen)
    if half is None:
        return "right" if paired else "middle"
    if abs(at[0] - _midline(half)) <= _MIDDLE * chosen.width:
        return "middle"
    if half[0] <= at[0] <= half[1]:
        return "right"
    if chosen.body == "both":
        return "left"
    low, high = (end / chosen.width for end in half)
    raise ValueError(
        f"That is the left half of the patient, and {chosen.name} is for the right one. Choose a"
        f" place from {low:.2g} to {high:.2g} across; it is mirrored for the left."
    )


def _midline(half: XY) -> float:
    return half[1] if half[0] == 0 else half[0]


def _covers(chosen: View, at: XY) -> bool:
    """Whether the body of a view is there."""
    row = min(int(at[1] / chosen.step), len(chosen.bands) - 1)
    return any(left <= at[0] <= right for left, right in chosen.bands[row])


def _nearest(chosen: View, at: XY) -> XY:
    """The body nearest to a place of a view, in shares with two decimals."""
    hundredths = [n / 100 for n in range(101)]
    on_body = (
        (x, y)
        for y in hundredths
        for x in hundredths
        if _covers(chosen, (x * chosen.width, y * chosen.height))
    )
    return min(on_body, key=lambda xy: math.dist((xy[0] * chosen.width, xy[1] * chosen.height), at))
