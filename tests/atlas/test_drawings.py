"""The compiled drawings and the table of places: format and completeness. No model is needed."""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from handouts.render.pictures import drawings

DRAWINGS = Path(__file__).parents[2] / "assets" / "drawings"
BODIES = ("neutral", "woman", "man")
FILES = [file for name in BODIES for file in sorted((DRAWINGS / name).glob("*.ops"))]
TABLES: dict[str, dict[str, Any]] = {
    name: json.loads((DRAWINGS / name / "atlas.json").read_text(encoding="utf-8"))
    for name in BODIES
}
BONES = {
    "LI4": ["hand-bone-2"],
    "T22.05": ["hand-bone-1", "hand-bone-2"],
    "TE2": [],
    "TE3": ["hand-bone-4", "hand-bone-5"],
    "PC8": ["hand-bone-2", "hand-bone-3"],
    "LR3": ["foot-bone-1", "foot-bone-2"],
}
"""The long bones that the words of some points speak of: no picture shows others."""

VIEWS = {
    "abdomen", "ankle-back", "ankle-front", "ankle-inner", "ankle-outer", "auricle", "behind-ear",
    "body-back", "body-front", "body-side", "calf-back", "chest", "chest-side", "ear",
    "elbow-back", "elbow-bent", "elbow-crease", "elbow-inner", "elbow-outer", "face",
    "fingers-back", "flank", "flank-back", "flank-elbow", "flank-high", "flank-low",
    "foot-inner", "foot-outer", "foot-top",
    "forearm-inner", "forearm-little-side", "forearm-outer", "forehead",
    "hand-back", "hand-fist", "hand-fist-thumb", "hand-little-side", "hand-palm",
    "hand-squeezed", "hand-thumb-nail", "hand-thumb-side",
    "head-back", "head-back-high", "head-side", "head-top",
    "hip-back", "hip-front", "hip-side", "jaw", "knee-back", "knee-front", "knee-inner",
    "knee-outer", "leg-back", "leg-front", "leg-inner", "leg-outer", "low-back", "neck-back",
    "neck-front", "neck-side", "sacrum", "shin-front", "shoulder-back", "shoulder-front",
    "shoulder-raised", "shoulder-raised-back", "shoulder-ridge", "shoulder-top", "sole", "spine",
    "temple", "thigh-back",
    "thigh-front", "thigh-hand", "thigh-inner", "thigh-sitting", "thigh-sitting-inner",
    "thigh-sitting-outer", "toes", "upper-arm-back", "upper-arm-front", "upper-arm-outer",
    "upper-back", "wrist-back", "wrist-palm", "wrist-palm-little", "wrist-thumb-side",
}  # fmt: skip
HANDS = {
    "hand-finger", "hand-heel", "hand-knuckle", "hand-pinch", "hand-swab", "hand-thumb",
    "hand-tips", "hand-two", "hand-waist", "measure-1", "measure-2", "measure-3", "measure-4",
}  # fmt: skip
SCENES = HANDS | {"press-ball", "press-ball-buttock"}
FILLED = {
    "skin",
    "shade",
    "deep",
    "cloth",
    "cloth-shade",
    "hair",
    "hair-shade",
    "eye",
    "object",
    "object-shade",
    "ink",
}
STROKED = {"line", "fine", "bone", "halo"}
NUMBER = r"(?!-0(?:\s|$))-?\d+(?:\.\d)?"
TOKEN = re.compile(rf"[mlch]|{NUMBER}")
VALUES = {"m": 2, "l": 2, "c": 6, "h": 0}
SPILL = 12.0  # drawing units that a control point may reach over the edge of the page


def numbers(count: int, **limits: float) -> dict[str, Any]:
    """The schema of so many numbers."""
    item = {"type": "number", **limits}
    return {"type": "array", "items": item, "minItems": count, "maxItems": count}


def record(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """The schema of an entry with these keys and no others."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **(optional or {})},
        "additionalProperties": False,
    }


def several(entry: dict[str, Any], names: str = "") -> dict[str, Any]:
    """The schema of entries by name."""
    return {
        "type": "object",
        "minProperties": 1,
        "additionalProperties": entry,
        "propertyNames": {"pattern": names},
    }


def one_or_more(entry: dict[str, Any]) -> dict[str, Any]:
    """The schema of a place, or of a list of places."""
    return {"anyOf": [entry, {"type": "array", "items": entry, "minItems": 2}]}


LENGTH = {"type": "number", "exclusiveMinimum": 0}
DEGREES = {"type": "number", "minimum": 0, "maximum": 360}
KEBAB = "^[a-z0-9]+(-[a-z0-9]+)*$"
PLACE = numbers(2)
SIDES = several(one_or_more(PLACE), "^(left|right|middle)$")
MEASURE = record({"from": PLACE, "to": PLACE, "cun": LENGTH})
ROWS = record(
    {
        "step": LENGTH,
        "spans": {"type": "array", "items": {"type": "array", "items": numbers(2, minimum=0)}},
    }
)
VIEW = record(
    {
        "box": numbers(2, minimum=300, maximum=1000),
        "scale": LENGTH,
        "cm": LENGTH,
        "body": {"enum": ["right", "both"]},
        "region": {"type": "string", "pattern": KEBAB},
        "arm": DEGREES,
        "hand": {"enum": ["left", "right"]},
        "landmarks": {"type": "object", "additionalProperties": PLACE},
        "rows": ROWS,
    },
    {
        "seen": {"type": "object", "additionalProperties": one_or_more(numbers(3))},
        "right-half": PLACE,
    },
)
HAND = record(
    {"box": numbers(2), "tip": PLACE, "cm": LENGTH, "arm": DEGREES},
    {"edges": {"type": "array", "items": PLACE, "minItems": 2, "maxItems": 2}},
)
POINT = record(
    {
        "view": {"enum": sorted(VIEWS)},
        "at": SIDES,
        "landmarks": {
            "type": "array",
            "items": {"type": "string", "pattern": KEBAB},
            "uniqueItems": True,
            "minItems": 1,
            "maxItems": 4,
        },
        "lines": {"type": "array", "items": {"type": "string", "pattern": KEBAB}},
        "map": several(SIDES, "^body-(front|back|side)$"),
    },
    {"guide": MEASURE, "first": MEASURE},
)
SCHEMA = record(
    {
        "views": several(VIEW, KEBAB),
        "hands": several(HAND, KEBAB),
        "points": several(POINT),
        "measures": several(several({"type": "number", "minimum": -8, "maximum": 19}), KEBAB),
    }
)


def groups(file: Path) -> list[tuple[str, str, str, str, str]]:
    """Class, stroke width, name of a line, path and painting operator of a drawing, in the order of
    painting.
    """
    out = []
    for part in re.split(r"^% ", file.read_text("utf-8"), flags=re.MULTILINE)[2:]:
        title, path, paint = part.splitlines()
        kind, width, name = [*title.split(" "), "", ""][:3]
        out.append((kind, width, name, path, paint))
    return out


def box(file: Path) -> tuple[float, float]:
    """Width and height of a drawing."""
    found = re.match(rf"% box ({NUMBER}) ({NUMBER})\n", file.read_text("utf-8"))
    assert found
    return float(found[1]), float(found[2])


def steps(path: str) -> list[tuple[str, list[float]]]:
    """A path's operators with their numbers; fails on anything the format does not allow."""
    words = path.split(" ")
    assert all(TOKEN.fullmatch(w) for w in words), [w for w in words if not TOKEN.fullmatch(w)][:3]
    out: list[tuple[str, list[float]]] = []
    waiting: list[float] = []
    for word in words:
        if word in VALUES:
            out.append((word, waiting))
            waiting = []
        else:
            waiting.append(float(word))
    assert not waiting
    return out


def files_of(name: str) -> list[Path]:
    """The drawings of a body."""
    return [file for file in FILES if file.parent.name == name]


@pytest.mark.parametrize("name", BODIES)
def test_these_views_and_scenes_are_drawn_and_no_others(name: str) -> None:
    names = {f.stem for f in FILES if f.parent.name == name}
    assert names == VIEWS | SCENES
    assert set(TABLES[name]["views"]) == VIEWS
    assert set(TABLES[name]["hands"]) == HANDS


@pytest.mark.parametrize("name", BODIES[1:])
def test_every_body_has_the_same_points_and_landmarks(name: str) -> None:
    first, other = TABLES[BODIES[0]], TABLES[name]
    assert other["measures"] == first["measures"]
    assert set(other["points"]) == set(first["points"])
    differing = [
        code
        for code, point in first["points"].items()
        if shape_of(other["points"][code]) != shape_of(point)
    ]
    assert differing == []
    differing = [
        view
        for view, drawn in first["views"].items()
        if frame_of(other["views"][view]) != frame_of(drawn)
    ]
    assert differing == []


def shape_of(point: dict[str, Any]) -> tuple[Any, ...]:
    """What a point is shown with, wherever it lies."""
    measures = [point[key]["cun"] if key in point else None for key in ("first", "guide")]
    return point["view"], set(point["at"]), point["landmarks"], measures


def frame_of(view: dict[str, Any]) -> tuple[Any, ...]:
    """What a view shows, wherever it lies."""
    keys = ("box", "cm", "body", "region", "arm", "hand")
    return tuple(view[key] for key in keys)


@pytest.mark.parametrize("name", BODIES)
def test_the_drawings_of_a_body_stay_small(name: str) -> None:
    sizes = [file.stat().st_size for file in FILES if file.parent.name == name]
    assert sum(sizes) <= 1_500_000


@pytest.mark.parametrize("name", BODIES)
def test_a_drawing_adds_little_to_a_pdf(name: str) -> None:
    for file in files_of(name):
        page = drawings.painted(file, drawings.tones()["medium"])
        assert len(zlib.compress(page.encode(), 9)) <= 16_000, file


@pytest.mark.parametrize("name", BODIES)
def test_drawing_keeps_to_the_format(name: str) -> None:
    for file in files_of(name):
        width, height = box(file)
        assert 600 <= max(width, height) <= 1000, file
        for kind, stroke, line, _, paint in groups(file):
            assert kind in FILLED | STROKED, file
            assert paint == ("S" if kind in STROKED else "f*"), file
            assert bool(stroke) == (kind in STROKED), file
            # white, the edge of the Y of an ear, and bumps of the spine
            broad = kind == "halo" or line == "ridge-y" or line.startswith("counted-")
            assert not stroke or 0 < float(stroke) <= (30 if broad else 6), file
            assert not line or (stroke and re.match(KEBAB, line)), file


@pytest.mark.parametrize("name", BODIES)
def test_named_lines_are_painted_last(name: str) -> None:
    for file in files_of(name):
        named = [bool(line) for _, _, line, _, _ in groups(file)]
        assert named == sorted(named), file


@pytest.mark.parametrize("name", BODIES)
def test_a_point_is_shown_with_lines_of_its_own_view(name: str) -> None:
    points = TABLES[name]["points"]
    drawn = {view: drawings.names(DRAWINGS / name / f"{view}.ops") for view in VIEWS}
    assert [c for c, one in points.items() if not drawn[one["view"]].issuperset(one["lines"])] == []


@pytest.mark.parametrize("name", BODIES)
def test_a_bone_is_drawn_where_its_point_is_found_from_it_and_only_there(name: str) -> None:
    points = TABLES[name]["points"]
    for code, bones in BONES.items():
        shown = [line for line in points[code]["lines"] if line.startswith(("hand-", "foot-"))]
        assert shown == bones, code


@pytest.mark.parametrize("name", BODIES)
def test_paths_are_whole_and_stay_on_the_page(name: str) -> None:
    for file in files_of(name):
        width, height = box(file)
        for kind, _, _, path, _ in groups(file):
            operators = steps(path)
            assert operators[0][0] == "m", file
            assert [c for c, v in operators if len(v) != VALUES[c]] == [], file
            if kind in FILLED:
                starts = sum(c == "m" for c, _ in operators)
                assert starts == sum(c == "h" for c, _ in operators), file
            values = [v for _, v in operators if v]
            assert all(-SPILL <= x <= width + SPILL for v in values for x in v[0::2]), file
            assert all(-SPILL <= y <= height + SPILL for v in values for y in v[1::2]), file


@pytest.mark.parametrize("name", BODIES)
def test_skin_comes_first_and_ink_is_drawn(name: str) -> None:
    for file in files_of(name):
        if file.stem == "hand-swab":
            continue
        kinds = [kind for kind, *_ in groups(file)]
        of_bodies = [k for k in kinds if not k.startswith("object") and k != "halo"]
        assert of_bodies[0] == "skin", file
        assert "ink" in kinds, file


@pytest.mark.parametrize("name", BODIES)
def test_table_keeps_to_its_schema(name: str) -> None:
    wrong = jsonschema.Draft202012Validator(SCHEMA).iter_errors(TABLES[name])
    assert [f"{one.json_path}: {one.message[:80]}" for one in wrong] == []


@pytest.mark.parametrize("name", BODIES)
def test_a_close_view_tells_what_it_shows(name: str) -> None:
    views = TABLES[name]["views"]
    close = {view for view in views if view not in ("body-front", "body-back", "body-side")}
    assert {view for view in views if "seen" in views[view]} == close


@pytest.mark.parametrize("name", BODIES)
def test_table_and_drawing_agree_on_the_box(name: str) -> None:
    for view, told in TABLES[name]["views"].items():
        assert tuple(told["box"]) == box(DRAWINGS / name / f"{view}.ops"), view


@pytest.mark.parametrize("name", BODIES)
def test_both_halves_are_alike(name: str) -> None:
    """The skin's outline and its mirror image enclose the same area to the left and right."""
    for view, told in TABLES[name]["views"].items():
        if told["body"] == "both":
            file = DRAWINGS / name / f"{view}.ops"
            width, _ = box(file)
            skin = next(g for g in groups(file) if g[0] == "skin")
            xs = [x for _, v in steps(skin[3]) for x in v[0::2]]
            assert min(xs) == pytest.approx(width - max(xs), abs=2.0), view


def test_licence_is_beside_the_drawings() -> None:
    text = (DRAWINGS / "LICENSE-drawings.md").read_text(encoding="utf-8")
    assert "CC0" in text
    assert "MakeHuman" in text
