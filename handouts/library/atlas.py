"""The tables of places that the atlas made: what each view shows, and where each point lies on it.

There is a folder of drawings with its table for each body, all with the same views, points and
landmarks. The one reader of `assets/drawings/*/atlas.json`, which docs/atlas-format.md describes.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeGuard

from handouts.files.paths import DRAWINGS
from handouts.handout import Spot
from handouts.library.yaml_text import asset_table

NEUTRAL = "neutral"
"""The body of a sheet for which none is chosen, and the one that spots are placed on."""
MOST_SPOTS = 5
"""More places than these on one side are a row that is pressed along in one go."""

_AT_MARK = 0.45  # cm within which a distance begins at a landmark
WHOLE_BODY = ("body-front", "body-back", "body-side")
"""The views for the map; all others are close views."""

XY = tuple[float, float]
Measure = tuple[XY, XY, float]
"""A distance on a view: from, to (its units), and how many cun."""
At = Mapping[str, tuple[XY, ...]]
"""Places by the patient's side: `left`, `right` or `middle`."""


@dataclass(frozen=True, slots=True)
class View:
    """What one drawing shows. Lengths are its units; the origin is top-left, y points down.

    `cun` and `cm` are the lengths of one cun and one centimetre; `halves` is the half of the person
    that is drawn (`right`), or `both`; `arm` is where on the page the arm that presses comes from,
    in degrees from the right, against the clock, and `hand` which hand it is (on the right half of
    the page); `bands` are the x-intervals that the body covers, for each `step` from the top.
    """

    name: str
    drawing: Path
    width: float
    height: float
    cun: float
    cm: float
    halves: str
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

    `landmarks` are those that its drawing labels, the most useful first; `guide` is the distance to
    measure, `first` the one before it; `lines` are the named lines that it is found by.
    """

    code: str | Spot
    view: str
    at: At
    landmarks: tuple[str, ...]
    guide: Measure | None
    first: Measure | None
    body: Mapping[str, At]
    lines: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hand:
    """The drawing of a left hand: its anchor (the fingertip, the middle of a pinch), the length of
    a centimetre, where its arm comes from, as in `View`, and the outer edges of a measure.
    """

    drawing: Path
    tip: XY
    cm: float
    arm: float
    edges: tuple[XY, XY] | None = None


@cache
def hand(name: str, body: str = NEUTRAL) -> Hand:
    """One that presses (`thumb`, `finger` …), or `measure-1` to `measure-4`."""
    file = name if name.startswith("measure-") else f"hand-{name}"
    entry = atlas(body)["hands"][file]
    edges = entry.get("edges")
    return Hand(
        drawing(file, body), _xy(entry["tip"]), entry["cm"], entry["arm"],
        (_xy(edges[0]), _xy(edges[1])) if edges else None,
    )  # fmt: skip


@cache
def atlas(body: str = NEUTRAL) -> dict[str, Any]:
    """The table of a body as it is."""
    table: dict[str, Any] = json.loads((DRAWINGS / body / "atlas.json").read_text("utf-8"))
    return table


def drawing(name: str, body: str = NEUTRAL) -> Path:
    """The file of a drawing."""
    return DRAWINGS / body / f"{name}.ops"


def body_for(code: str | Spot, body: str) -> str:
    """The body that a place is drawn on: a spot was read off the neutral one."""
    return NEUTRAL if isinstance(code, Spot) else body


def drawn(code: str | Spot | None) -> TypeGuard[str | Spot]:
    """Whether there is a place for it: the atlas has the point, or it is a spot."""
    return isinstance(code, Spot) or code in atlas()["points"]


@cache
def view(name: str, body: str = NEUTRAL) -> View:
    """The view of that name; raises KeyError where the table has none."""
    entry = atlas(body)["views"][name]
    width, height = entry["box"]
    return View(
        name, drawing(name, body), width, height, entry["scale"], entry["cm"], entry["body"],
        entry["region"], entry["arm"], entry["hand"],
        {key: _xy(at) for key, at in entry["landmarks"].items()}, entry["rows"]["step"],
        tuple(tuple(map(_xy, spans)) for spans in entry["rows"]["spans"]),
    )  # fmt: skip


@cache
def place(code: str | Spot, body: str = NEUTRAL) -> Place:
    """Where a point is; raises KeyError where the atlas has no place for its code."""
    if isinstance(code, Spot):
        at: At = {side: (xy,) for side, xy in code.at}
        shown = _lines_of(code.view, code.landmarks)
        return Place(code, code.view, at, code.landmarks, code.guide, None, {}, shown)
    entry = atlas(body)["points"][code]
    at = _at(entry["at"])
    return Place(
        code, entry["view"], at, tuple(entry["landmarks"]), _measure(entry.get("guide")),
        _measure(entry.get("first")), {name: _at(at) for name, at in entry.get("map", {}).items()},
        frozenset(entry["lines"]),
    )  # fmt: skip


def _lines_of(view: str, landmarks: Iterable[str]) -> frozenset[str]:
    """The named lines that landmarks bring along: of each, those of all points found from it."""
    found: set[str] = set()
    points = [one for one in atlas()["points"].values() if one["view"] == view]
    for name in landmarks:
        of = [{*one["lines"]} for one in points if name in one["landmarks"]]
        found |= set.intersection(*of) if of else set()
    return frozenset(found)


def lines(code: str | Spot, body: str = NEUTRAL) -> frozenset[str]:
    """The named lines that a picture of a point shows."""
    return place(code, body_for(code, body)).lines


def guide_cun(code: str | Spot) -> float | None:
    """The distance that a point's drawing measures out, in cun; None where none is drawn."""
    guide = place(code).guide
    return guide[2] if guide else None


@cache
def measured_from(code: str | Spot, first: bool = False) -> str | None:
    """The landmark at the beginning of a point's distance, or of the `first` one before it."""
    own = place(code)
    way, shown = own.first if first else own.guide, view(own.view)
    if way is None:
        return None
    away = {name: math.dist(way[0], at) for name, at in shown.landmarks.items()}
    near = (name for name in away if away[name] < _AT_MARK * shown.cm)
    return min(near, key=lambda name: (name not in own.landmarks, away[name]), default=None)


def spots(code: str | Spot | None) -> int:
    """How many places of a point are pressed on one side; a long row (EX-B2) counts as one."""
    if not drawn(code):
        return 1
    most = max(map(len, place(code).at.values()))
    return most if most <= MOST_SPOTS else 1


@cache
def on_body(code: str | Spot, body: str = NEUTRAL) -> Mapping[str, At]:
    """Where a point lies on the whole-body views, the best view first; of a place that none of them
    sees (a palm, a sole) that of its nearest neighbour, in the same view, else region.
    """
    own = place(code, body)
    if own.body:
        return own.body

    def away(other: Place) -> tuple[bool, bool, float, str]:
        same = other.view == own.view
        region = view(other.view).region == view(own.view).region
        near = math.dist(_first(own.at), _first(other.at)) if same else 0.0
        return not same, not region, near, str(other.code)

    seen = (place(code, body) for code in atlas(body)["points"])
    return min((other for other in seen if other.body), key=away).body


def of_side(at: At, side: str) -> tuple[XY, ...]:
    """The places for the side that is pressed; all of them for `both` or where no side is told."""
    return at[side] if side in at else tuple(one for places in at.values() for one in places)


def _first(at: At) -> XY:
    return next(iter(at.values()))[0]


def _at(entry: Mapping[str, Any]) -> At:
    """The places of each side, where one of them may stand alone."""
    return {
        side: tuple(map(_xy, given if isinstance(given[0], list) else [given]))
        for side, given in entry.items()
    }


def _measure(entry: Mapping[str, Any] | None) -> Measure | None:
    return (_xy(entry["from"]), _xy(entry["to"]), float(entry["cun"])) if entry else None


def _xy(given: Sequence[float]) -> XY:
    return float(given[0]), float(given[1])


def close_views() -> tuple[str, ...]:
    """Names of the views that show a part of the body, and so can show a place."""
    return tuple(name for name in atlas()["views"] if name not in WHOLE_BODY)


@cache
def seen(name: str) -> Mapping[str, tuple[XY, ...]]:
    """The points that a close view shows, on the patient's right half or the midline."""
    return _at(atlas()["views"][name]["seen"])


def turned(name: str, code: str) -> float:
    """How many degrees the skin at a point that a close view shows turns from the reader."""
    given = atlas()["views"][name]["seen"][code]
    return float(max(one[2] for one in given) if isinstance(given[0], list) else given[2])


def measures() -> Mapping[str, Mapping[str, float]]:
    """How many cun points lie down a limb, the belly or the scalp, as WHO gives it."""
    found: Mapping[str, Mapping[str, float]] = atlas()["measures"]
    return found


def right_half(chosen: View) -> XY | None:
    """From where to where across a view the patient's right half lies, if both halves show."""
    half = atlas()["views"][chosen.name].get("right-half")
    return _xy(half) if half else None


def about(name: str) -> str:
    """What a view shows, in words for the practitioner: `hand, the back`."""
    table: dict[str, dict[str, str]] = asset_table("views")
    if name in table["names"]:
        return table["names"][name]
    end, side = next(one for one in table["sides"].items() if name.endswith(one[0]))
    part = name.removesuffix(end)
    return f"{table['parts'].get(part, part)}, {side}"


def halves_shown(name: str) -> str:
    """Which half of the patient a view shows."""
    both = view(name).halves == "both"
    return "both sides" if both else "right side; mirrored for the left"
