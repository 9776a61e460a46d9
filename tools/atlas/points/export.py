"""Write the places into `assets/drawings/atlas.json` and `tools/atlas/places.json`.

The table is what the press reads: the views with the landmarks they show, and the points.
`places.json` keeps the same places in space, so that tests can measure them without the model.
`python -m tools.atlas.build --table` renews both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..body import Body
from ..views import BY_NAME, Projected, View, project
from . import Solved, Spot, Window, mirror, solve
from .frames import Place

PLACES = Path("tools/atlas/places.json")
MAPS = ("body-front", "body-back", "body-side")
MARGIN = 0.9
"""Free space round point and landmarks in a window (cun)."""
SMALLEST = 5.0
"""The narrowest window (cun), unless a point says otherwise."""
RATIOS = (0.8, 1.35)
SHALLOW = 82.0
"""On the map a point is shown where the skin turns less than this from the eye (degrees)."""

Box = tuple[float, float, float, float]
Json = dict[str, Any]


def export(views: Json, body: Body, folder: Path) -> None:
    """Place every point on a body and write both files."""
    solved = solve(body)
    points = {code: entry(one, solved, views) for code, one in sorted(solved.spots.items())}
    for view in views.values():
        view["landmarks"] = dict(sorted(view["landmarks"].items()))
    table = {"views": dict(sorted(views.items())), "points": points}
    (folder / "atlas.json").write_text(text(table), encoding="utf-8")
    PLACES.write_text(text(in_space(solved)), encoding="utf-8")


def entry(one: Spot, solved: Solved, views: Json) -> Json:
    """What the press must know of one point."""
    view, drawn = BY_NAME[one.view], views[one.view]
    body = solved.skin.body
    sides = _sides(one, view, solved)
    at = {side: [_page(p) for p in project(view, body, places)]
          for side, places in sides.items()}
    names = _landmarks(one, view, solved, drawn)
    out: Json = {
        "view": one.view,
        "at": {side: spots if len(one.places) > 1 else spots[0] for side, spots in at.items()},
        "landmarks": names,
    }
    if one.guide:
        start = one.guide.start
        place = solved.marks[start] if isinstance(start, str) else start
        side = "middle" if one.middle else "right"
        out["guide"] = {"from": _page(project(view, body, [place])[0]), "to": at[side][0],
                        "cun": one.guide.cun}
    wanted = [p for spots in at.values() for p in spots] + [drawn["landmarks"][n] for n in names]
    if one.guide:
        wanted.append(out["guide"]["from"])
    if view.body == "both":
        wanted += _mirrored(wanted, [p for spots in at.values() for p in spots])
    centre = next(iter(at.values()))[0] if len(at) == 1 else None
    out["crop"] = window(wanted, centre, one.window, drawn["scale"], drawn["box"])
    out["map"] = on_map(one, solved)
    return out


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


def _landmarks(one: Spot, view: View, solved: Solved, drawn: Json) -> list[str]:
    """The names whose place the view shows; they are noted in the view's own table."""
    names = []
    for name in one.landmarks:
        seen = project(view, solved.skin.body, [solved.marks[name]])[0]
        if seen.inside:
            drawn["landmarks"][name] = _page(seen)
            names.append(name)
    return names


def on_map(one: Spot, solved: Solved) -> Json:
    """Where the point lies on the whole body, the best picture first."""
    found: list[tuple[float, str, Json]] = []
    for name in MAPS:
        view = BY_NAME[name]
        sides = {side: project(view, solved.skin.body, places[:1])[0]
                 for side, places in _sides(one, view, solved).items()}
        seen = sides.get("right") or sides["middle"]
        if seen.angle < SHALLOW and seen.inside:
            worth = seen.angle + (0 if seen.visible else 90) + (25 if name == "body-side" else 0)
            found.append((worth, name, {side: _page(p) for side, p in sides.items()}))
    return {name: sides for _, name, sides in sorted(found, key=lambda f: f[:2])}


def window(wanted: Iterable[list[float]], centre: list[float] | None, asked: Window | None,
           scale: float, box: list[float]) -> list[float]:
    """A window round everything wanted, in drawing units: x, y, width, height."""
    if asked and centre:
        width = asked.cun * scale
        height = width / asked.ratio
        x = centre[0] + asked.shift[0] * scale - width / 2
        y = centre[1] + asked.shift[1] * scale - height / 2
        return _within((x, y, width, height), box)
    xs, ys = zip(*wanted, strict=True)
    gap = MARGIN * scale
    x, y = min(xs) - gap, min(ys) - gap
    width, height = max(xs) + gap - x, max(ys) + gap - y
    return _within(_shaped((x, y, width, height), SMALLEST * scale), box)


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
            "left": [[round(float(v), 2) for v in mirror(solved.skin, p).xyz]
                     for p in one.places],
            "cun": round(one.cun, 3), "middle": one.middle, "view": one.view,
            "angle": [round(p.angle) for p in seen],
            "hidden": not all(p.visible and p.inside for p in seen),
        }
    marks = {name: [round(float(v), 2) for v in p.xyz]
             for name, p in sorted(solved.marks.items())}
    return {"points": points, "marks": marks}


def text(data: Json) -> str:
    """JSON with one line for every point and view, so that changes can be read."""
    parts = []
    for key, entries in data.items():
        lines = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v, separators=(',', ':'))}"
                           for k, v in entries.items())
        parts.append(f" {json.dumps(key)}: {{\n{lines}\n }}")
    return "{\n" + ",\n".join(parts) + "\n}\n"
