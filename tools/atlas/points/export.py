"""Write the places into `assets/drawings/<body>/atlas.json` and `tools/atlas/places/<body>.json`.

The table is what the press reads: the views with the landmarks they show, and the points.
`places` keeps the same places in space, so that tests can measure them without the model.
`python -m tools.atlas.build --table` renews both.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

from ..body import Body
from ..checks import facts
from ..ear import VIEW as EAR
from ..views import BY_NAME, Projected, View, project
from . import Guide, Solved, Spot, auricle, mirror, solve
from .arm import Arm
from .frames import Limb, Place, Skin
from .leg import Leg
from .measures import measures
from .seen import right_half, seen

PLACES = Path("tools/atlas/places")
MAPS = ("body-front", "body-back", "body-side")
MARGIN = 1.8
"""Free space round point and landmarks in a window (cm)."""
SMALLEST = {
    "hand": 14,
    "wrist": 15,
    "forearm": 19,
    "elbow": 19,
    "upper-arm": 25,
    "shoulder": 28,
    "chest": 32,
    "abdomen": 30,
    "flank": 34,
    "upper-back": 32,
    "low-back": 32,
    "sacrum": 30,
    "knee": 20,
    "leg": 25,
    "thigh": 32,
    "ankle": 15,
    "foot": 16,
    "toes": 9,
    "sole": 18,
    "face": 13,
    "ear": 9,
    "head": 20,
    "neck": 20,
    "temple": 14,
    "forehead": 14,
    "behind-ear": 14,
}
"""The narrowest window (cm) on a view, by the longest name it begins with: a patient must see
at a glance which part of the body it is."""
RATIOS = (0.8, 1.35)
SHALLOW = 82.0
"""On the map a point is shown where the skin turns less than this from the eye (degrees)."""

CLEARLY = 75.0
"""A second picture of the whole body is given where the skin turns less than this from the eye."""

CLEAR = 0.03
"""A landmark nearer to the marker than this share of the window could not be told
from it; of a window wider than 20 cm, 20 cm count."""

Box = tuple[float, float, float, float]
Json = dict[str, Any]


def export(views: Json, ear: Json, hands: Json, body: Body, folder: Path) -> None:
    """Place every point on a body and write both files, with what is known of the hands and of the
    large ear, whose points lie on its drawing and not in space.
    """
    solved = solve(body)
    points = {code: entry(one, solved, views) for code, one in sorted(solved.spots.items())}
    for name, view in views.items():
        if name not in MAPS:
            view.update(shown(BY_NAME[name], solved))
            view["landmarks"] = view["landmarks"] or found_by(BY_NAME[name], view["seen"], solved)
        view["landmarks"] = dict(sorted(view["landmarks"].items()))
    views = {**views, EAR: {**ear, "press": auricle.on_head(solved)}}
    points |= auricle.points(solved)
    table = {
        "views": dict(sorted(views.items())),
        "hands": hands,
        "points": dict(sorted(points.items())),
        "measures": measures(facts()),
    }
    (folder / "atlas.json").write_text(text(table), encoding="utf-8")
    PLACES.mkdir(exist_ok=True)
    (PLACES / f"{body.name}.json").write_text(text(in_space(solved)), encoding="utf-8")


def shown(view: View, solved: Solved) -> Json:
    """Which points a view shows, and which part of the page is the patient's right half."""
    points = seen(view, solved)
    half = right_half(view, solved, points)
    return {"seen": points, **({"right-half": half} if half else {})}


def found_by(view: View, codes: Iterable[str], solved: Solved) -> dict[str, list[float]]:
    """Landmarks of points that a view shows, for a view that is no point's own."""
    names = {name for code in codes for name in solved.spots[code].landmarks}
    places = {name: project(view, solved.skin.body, [solved.marks[name]])[0] for name in names}
    return {name: _page(p) for name, p in places.items() if p.inside and p.visible}


def entry(one: Spot, solved: Solved, views: Json) -> Json:
    """What the press must know of one point."""
    view, drawn = BY_NAME[one.view], views[one.view]
    body = solved.skin.body
    sides = _sides(one, view, solved)
    at = {side: [_page(p) for p in project(view, body, places)] for side, places in sides.items()}
    out: Json = {
        "view": one.view,
        "at": {side: spots if len(one.places) > 1 else spots[0] for side, spots in at.items()},
    }
    wanted = [p for spots in at.values() for p in spots]
    if one.guide:
        side = "middle" if one.middle else "right"
        out["guide"] = _measured(one.guide, at[side][0], view, solved)
        wanted.append(out["guide"]["from"])
        if one.first:
            out["first"] = _measured(one.first, out["guide"]["from"], view, solved)
            wanted.append(out["first"]["from"])
    markers = [p for spots in at.values() for p in spots]
    wide = min(one.window.cun * one.cun if one.window else smallest(one.view), 20)
    gap = CLEAR * wide * drawn["scale"] / one.cun
    clear = _clear(_landmarks(one, view, solved), markers, gap)
    names, crop = _frame(one, at, wanted, clear, drawn)
    drawn["landmarks"].update(names)
    out["landmarks"], out["crop"] = list(names), crop
    out["map"] = on_map(one, solved)
    return out


def _measured(guide: Guide, end: list[float], view: View, solved: Solved) -> Json:
    """A measure on the page of a view, up to its end."""
    place = solved.marks[guide.start] if isinstance(guide.start, str) else guide.start
    start = _page(project(view, solved.skin.body, [place])[0])
    return {"from": start, "to": end, "cun": guide.cun}


def _mirrored(wanted: list[list[float]], spots: list[list[float]]) -> list[list[float]]:
    """The same on the other half of the page, so that a window shows both halves of a person."""
    middle = sum(x for x, _ in spots) / len(spots)
    return [[2 * middle - x, y] for x, y in wanted]


def _sides(one: Spot, view: View, solved: Solved) -> dict[str, list[Place]]:
    right = list(one.places)
    if one.middle:
        return {"middle": right}
    if view.body == "right":
        return {"right": right}
    return {"left": [mirror(solved.skin, p) for p in right], "right": right}


def _landmarks(one: Spot, view: View, solved: Solved) -> dict[str, list[float]]:
    """Where the view shows the point's landmarks, the most useful first."""
    seen = {
        name: project(view, solved.skin.body, [solved.marks[name]])[0] for name in one.landmarks
    }
    return {name: _page(p) for name, p in seen.items() if p.inside}


def _clear(
    landmarks: dict[str, list[float]],
    markers: list[list[float]],
    gap: float,
) -> dict[str, list[float]]:
    """Only the landmarks that a marker does not cover, unless it covers all."""
    free = {
        name: xy
        for name, xy in landmarks.items()
        if all(math.dist(xy, marker) > gap for marker in markers)
    }
    return free or landmarks


def _frame(
    one: Spot,
    at: dict[str, list[list[float]]],
    wanted: list[list[float]],
    landmarks: dict[str, list[float]],
    drawn: Json,
) -> tuple[dict[str, list[float]], list[float]]:
    """The window, and as many landmarks as fit into it: the last ones give way first."""
    centre = next(iter(at.values()))[0] if len(at) == 1 else None
    scale = drawn["scale"] / one.cun
    both = BY_NAME[one.view].body == "both"
    markers = [p for spots in at.values() for p in spots]
    for count in range(len(landmarks), -1, -1):
        for names in combinations(landmarks, count):
            told = [*wanted, *(landmarks[n] for n in names)]
            halves = _mirrored(told, markers) if both else []
            crop = window([*told, *halves], centre, one, scale, drawn["box"])
            if all(_holds(crop, p) for p in told):
                return {n: landmarks[n] for n in names}, crop
    return {}, window(wanted, centre, one, scale, drawn["box"])


def _holds(crop: list[float], xy: list[float]) -> bool:
    return (crop[0] <= xy[0] <= crop[0] + crop[2]) and (crop[1] <= xy[1] <= crop[1] + crop[3])


def on_map(one: Spot, solved: Solved) -> Json:
    """Where the point lies on the whole body, the best picture first."""
    found: list[tuple[float, str, Json]] = []
    rest: list[tuple[float, str, Json]] = []
    for name in MAPS:
        view = BY_NAME[name]
        sides = {
            side: project(view, solved.skin.body, places[:1])[0]
            for side, places in _sides(one, view, solved).items()
        }
        seen = sides.get("right") or sides["middle"]
        worth = seen.angle + (0 if seen.visible else 90) + (25 if name == "body-side" else 0)
        shown = (worth, name, {side: _page(p) for side, p in sides.items()})
        (found if seen.angle < SHALLOW and seen.inside else rest).append(shown)
    best = sorted(found or rest, key=lambda f: f[:2])
    return {
        name: sides
        for worth, name, sides in (best if found else best[:1])
        if name == best[0][1] or worth < CLEARLY
    }


def window(
    wanted: Iterable[list[float]],
    centre: list[float] | None,
    one: Spot,
    scale: float,
    box: list[float],
) -> list[float]:
    """A window round everything wanted: x, y, width, height; `scale` is units for one cm."""
    if one.window and centre:
        cun = scale * one.cun
        width = one.window.cun * cun
        height = width / one.window.ratio
        x = centre[0] + one.window.shift[0] * cun - width / 2
        y = centre[1] + one.window.shift[1] * cun - height / 2
        return _within((x, y, width, height), box)
    xs, ys = zip(*wanted, strict=True)
    gap = MARGIN * scale
    x, y = min(xs) - gap, min(ys) - gap
    width, height = max(xs) + gap - x, max(ys) + gap - y
    return _within(_shaped((x, y, width, height), smallest(one.view) * scale), box)


def smallest(view: str) -> float:
    """The narrowest window on a view, cm."""
    known = sorted((n for n in SMALLEST if view.startswith(n)), key=len)
    return SMALLEST[known[-1]] if known else 24


def _shaped(box: Box, smallest: float) -> Box:
    """The same window made no smaller than needed and of a fitting ratio, same middle."""
    x, y, width, height = box
    wide, high = max(width, smallest), max(height, smallest)
    wide, high = max(wide, high * (RATIOS[0] + 0.02)), max(high, wide / (RATIOS[1] - 0.02))
    return x - (wide - width) / 2, y - (high - height) / 2, wide, high


def _within(box: Box, page: list[float]) -> list[float]:
    """The window moved, and if it must be cut, onto the page; its ratio stays allowed."""
    x, y, width, height = box
    width, height = min(width, page[0]), min(height, page[1])
    width = min(width, height * RATIOS[1])
    height = min(height, width / RATIOS[0])
    x = min(max(x + (box[2] - width) / 2, 0), page[0] - width)
    y = min(max(y + (box[3] - height) / 2, 0), page[1] - height)
    return [round(v, 1) for v in (x, y, width, height)]


def _page(seen: Projected) -> list[float]:
    return [round(seen.x, 1), round(seen.y, 1)]


def in_space(solved: Solved) -> Json:
    """The same places in space (cm, right half) with how the view shows them, for the tests."""
    body = solved.skin.body
    points: Json = {}
    for code, one in sorted(solved.spots.items()):
        seen = project(one.view, body, one.places)
        points[code] = {
            "at": [[round(float(v), 2) for v in p.xyz] for p in one.places],
            "left": [[round(float(v), 2) for v in mirror(solved.skin, p).xyz] for p in one.places],
            "cun": round(one.cun, 3),
            "middle": one.middle,
            "view": one.view,
            "angle": [round(p.angle) for p in seen],
            "hidden": not all(p.visible and p.inside for p in seen),
        }
        if one.places[0].ribs is not None:
            points[code]["ribs"] = [round(float(v), 2) for v in one.places[0].ribs]
    marks = {name: [round(float(v), 2) for v in p.xyz] for name, p in sorted(solved.marks.items())}
    limbs = {
        name: [[round(float(v), 2) for v in end] for end in (limb.top, limb.end)] + [limb.cun]
        for name, limb in yards(solved.skin).items()
    }
    return {"points": points, "marks": marks, "limbs": limbs}


def yards(skin: Skin) -> dict[str, Limb]:
    """The limbs by which cun are measured."""
    arm, leg = Arm(skin), Leg(skin)
    crease, cun = arm.forearm.end, arm.forearm.unit_cun
    back = (-arm.palm, -arm.palm)
    hand = Limb(arm.part, crease, crease + arm.fingers * cun * 5, 5, back, (arm.thumbwards,) * 2)
    return {
        "hand": hand,
        "upper-arm": arm.upper,
        "forearm": arm.forearm,
        "shin": leg.shin,
        "inner-shin": leg.inner_shin,
        "back-thigh": leg.back_thigh,
        "outer-thigh": leg.outer_thigh,
        "front-thigh": leg.front_thigh,
    }


def text(data: Json) -> str:
    """JSON with one line for every point and view, so that changes can be read."""
    parts = []
    for key, entries in data.items():
        lines = ",\n".join(
            f"  {json.dumps(k)}: {json.dumps(v, separators=(',', ':'))}" for k, v in entries.items()
        )
        parts.append(f" {json.dumps(key)}: {{\n{lines}\n }}")
    return "{\n" + ",\n".join(parts) + "\n}\n"
