"""Write the places into `assets/drawings/<body>/atlas.json` and `tools/atlas/places/<body>.json`.

The table is what the product reads: the views with the landmarks they show, and the points.
`places` keeps the same places in space, so that tests can measure them without the model.
`python -m tools.atlas.build --table` renews both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
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
PALM_UP = frozenset(("hand-palm", "wrist-palm", "wrist-palm-little", "forearm-inner"))
"""Views of what a patient turns to the front: on the map it stands there, too."""
SHALLOW = 82.0
"""On the map a point is shown where the skin turns less than this from the eye (degrees)."""

CLEARLY = 75.0
"""A second picture of the whole body is given where the skin turns less than this from the eye."""

ARMS = frozenset(("shoulder", "arm", "hand"))
"""Regions that are shown from the front or the back, where both arms have their dots: from the side
a hand lies on the hip."""
ON_EDGE = 92.0
"""Those may lie on the outline."""

ENOUGH = 2
"""A clinic's own place is told by so many landmarks of its view."""

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
            if len(view["landmarks"]) < ENOUGH:
                view["landmarks"] |= found_by(BY_NAME[name], view["seen"], solved)
        view["landmarks"] = dict(sorted(view["landmarks"].items()))
    views = {**views, EAR: ear}
    points |= auricle.points(solved)
    table = {"views": dict(sorted(views.items())), "hands": hands,
             "points": dict(sorted(points.items())),
             "measures": measures(facts())}
    (folder / "atlas.json").write_text(text(table), encoding="utf-8")
    PLACES.mkdir(exist_ok=True)
    (PLACES / f"{body.name}.json").write_text(text(in_space(solved)), encoding="utf-8")


def renew(codes: Iterable[str], body: Body, folder: Path) -> None:
    """Place some points of a body anew in both files, in seconds; the others and the drawings stay
    as they are. Raises KeyError where no rule places a code.
    """
    whole = solve(body)
    of_ear = {*auricle.PLACES}.intersection(codes)
    solved = replace(whole, spots={code: whole.spots[code] for code in codes if code not in of_ear})
    file = folder / "atlas.json"
    table = json.loads(file.read_text(encoding="utf-8"))
    if of_ear:
        table["points"] |= auricle.points(whole)
        of_view = auricle.view(1.0)  # its scale stays as it is
        table["views"][auricle.VIEW] |= {key: of_view[key] for key in ("landmarks", "seen")}
    for code, one in solved.spots.items():
        table["points"][code] = entry(one, solved, table["views"])
    named = named_by_view(table["points"])
    for name, view in table["views"].items():
        own = {mark: at for mark, at in view["landmarks"].items() if mark in named.get(name, ())}
        kept = own if len(own) >= ENOUGH else view["landmarks"]
        view["landmarks"] = dict(sorted(kept.items()))
        if "seen" in view and name in BY_NAME:
            old = {code: at for code, at in view["seen"].items() if code not in solved.spots}
            view["seen"] = dict(sorted((old | seen(BY_NAME[name], solved)).items()))
    file.write_text(text(table), encoding="utf-8")
    file = PLACES / f"{body.name}.json"
    places, new = json.loads(file.read_text(encoding="utf-8")), in_space(solved)
    places["points"] = dict(sorted((places["points"] | new["points"]).items()))
    file.write_text(text({**places, "marks": new["marks"]}), encoding="utf-8")


def named_by_view(points: Json) -> dict[str, set[str]]:
    """The landmarks of the points that each view shows."""
    named: dict[str, set[str]] = {}
    for one in points.values():
        named.setdefault(one["view"], set()).update(one["landmarks"])
    return named


def shown(view: View, solved: Solved) -> Json:
    """Which points a view shows, and which part of the page is the patient's right half."""
    points = seen(view, solved)
    half = right_half(view, solved, points)
    return {"seen": points, **({"right-half": half} if half else {})}


def found_by(view: View, codes: Iterable[str], solved: Solved) -> dict[str, list[float]]:
    """Landmarks of all points that a view shows, where its own points have too few."""
    names = {name for code in codes for name in solved.spots[code].landmarks}
    places = {name: project(view, solved.skin.body, [solved.marks[name]])[0] for name in names}
    return {name: _page(p) for name, p in places.items() if p.inside and p.visible}


def entry(one: Spot, solved: Solved, views: Json) -> Json:
    """What the product must know of one point."""
    view, body = BY_NAME[one.view], solved.skin.body
    at = {side: [_page(p) for p in project(view, body, places)]
          for side, places in _sides(one, view, solved).items()}
    out: Json = {
        "view": one.view,
        "at": {side: spots if len(one.places) > 1 else spots[0] for side, spots in at.items()},
    }
    if one.guide:
        side = "middle" if one.middle else "right"
        out["guide"] = _measured(one.guide, at[side][0], view, solved)
        if one.first:
            out["first"] = _measured(one.first, out["guide"]["from"], view, solved)
    out["landmarks"] = list(one.landmarks)
    marks = [solved.marks[name] for name in one.landmarks]
    shown = (_page(p) for p in project(view, body, marks))
    views[one.view]["landmarks"].update(zip(one.landmarks, shown, strict=True))
    out["map"] = on_map(one, solved)
    return out


def _measured(guide: Guide, end: list[float], view: View, solved: Solved) -> Json:
    """A measure on the page of a view, up to its end."""
    place = solved.marks[guide.start] if isinstance(guide.start, str) else guide.start
    start = _page(project(view, solved.skin.body, [place])[0])
    return {"from": start, "to": end, "cun": guide.cun}


def _sides(one: Spot, view: View, solved: Solved) -> dict[str, list[Place]]:
    right = list(one.places)
    if one.middle:
        return {"middle": right}
    if view.body == "right":
        return {"right": right}
    return {"left": [mirror(solved.skin, p) for p in right], "right": right}


def on_map(one: Spot, solved: Solved) -> Json:
    """Where the point lies on the whole body, the best picture first."""
    found: list[tuple[float, str, Json]] = []
    rest: list[tuple[float, str, Json]] = []
    arms = BY_NAME[one.view].region in ARMS
    aside, limit = (100, ON_EDGE) if arms else (25, SHALLOW)
    for name in ("body-front",) if one.view in PALM_UP else MAPS:
        view = BY_NAME[name]
        sides = {side: project(view, solved.skin.body, places[:1])[0]
                 for side, places in _sides(one, view, solved).items()}
        seen = sides.get("right") or sides["middle"]
        hidden = seen.angle + (0 if seen.visible else 90) + (aside if name == "body-side" else 0)
        shown = (hidden, name, {side: _page(p) for side, p in sides.items()})
        (found if seen.angle < limit and seen.inside else rest).append(shown)
    best = sorted(found or rest, key=lambda f: f[:2])
    return {name: sides for hidden, name, sides in (best if found else best[:1])
            if name == best[0][1] or hidden < CLEARLY}


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
        if one.places[0].ribs is not None:
            points[code]["ribs"] = [round(float(v), 2) for v in one.places[0].ribs]
    marks = {name: [round(float(v), 2) for v in p.xyz]
             for name, p in sorted(solved.marks.items())}
    limbs = {name: [[round(float(v), 2) for v in end] for end in (limb.top, limb.end)]
             + [limb.cun] for name, limb in measured_limbs(solved.skin).items()}
    return {"points": points, "marks": marks, "limbs": limbs}


def measured_limbs(skin: Skin) -> dict[str, Limb]:
    """The limbs by which cun are measured."""
    arm, leg = Arm(skin), Leg(skin)
    crease, cun = arm.forearm.end, arm.forearm.unit_cun
    back = (-arm.palm, -arm.palm)
    hand = Limb(arm.part, crease, crease + arm.fingers * cun * 5, 5, back, (arm.thumbwards,) * 2)
    return {"hand": hand, "upper-arm": arm.upper, "forearm": arm.forearm, "shin": leg.shin,
            "inner-shin": leg.inner_shin, "back-thigh": leg.back_thigh,
            "outer-thigh": leg.outer_thigh, "front-thigh": leg.front_thigh}


def text(data: Json) -> str:
    """JSON with one line for every point and view, so that changes can be read."""
    parts = []
    for key, entries in data.items():
        lines = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v, separators=(',', ':'))}"
                           for k, v in entries.items())
        parts.append(f" {json.dumps(key)}: {{\n{lines}\n }}")
    return "{\n" + ",\n".join(parts) + "\n}\n"
