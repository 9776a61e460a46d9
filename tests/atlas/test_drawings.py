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
VIEWED = [(name, view) for name in BODIES for view in sorted(TABLES[name]["views"])]

VIEWS = [
    "body-front",
    "body-back",
    "body-side",
    "head-side",
    "head-back",
    "head-top",
    "face",
    "ear",
    "auricle",
    "neck-front",
    "neck-side",
    "neck-back",
    "shoulder-front",
    "shoulder-top",
    "shoulder-back",
    "chest",
    "abdomen",
    "flank",
    "upper-back",
    "low-back",
    "sacrum",
    "upper-arm-back",
    "upper-arm-outer",
    "elbow-inner",
    "elbow-outer",
    "forearm-inner",
    "forearm-outer",
    "wrist-palm",
    "wrist-back",
    "hand-back",
    "hand-palm",
    "hand-thumb-side",
    "hand-little-side",
    "hand-fist",
    "thigh-front",
    "thigh-back",
    "thigh-inner",
    "thigh-outer",
    "knee-front",
    "knee-back",
    "knee-inner",
    "knee-outer",
    "leg-front",
    "leg-back",
    "leg-inner",
    "leg-outer",
    "ankle-inner",
    "ankle-outer",
    "ankle-front",
    "ankle-back",
    "foot-top",
    "foot-inner",
    "foot-outer",
    "sole",
]
SCENES = [
    "hand-thumb",
    "hand-finger",
    "hand-tips",
    "hand-knuckle",
    "hand-two",
    "hand-pinch",
    "hand-heel",
    "press-ball",
    "measure-1",
    "measure-2",
    "measure-3",
    "measure-4",
]
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
NUMBER = r"-?\d+(?:\.\d)?"
TOKEN = re.compile(rf"[mlch]|{NUMBER}")
VALUES = {"m": 2, "l": 2, "c": 6, "h": 0}
SPILL = 12.0  # drawing units that a control point may reach over the edge of the page

PLACE = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
SIDES = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": False,
    "properties": {
        side: {"anyOf": [PLACE, {"type": "array", "items": PLACE, "minItems": 1}]}
        for side in ("left", "right", "middle")
    },
}
SCHEMA = {
    "type": "object",
    "required": ["views", "hands", "points"],
    "properties": {
        "views": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": [
                    "box",
                    "scale",
                    "cm",
                    "body",
                    "region",
                    "arm",
                    "hand",
                    "landmarks",
                    "rows",
                ],
                "properties": {
                    "box": PLACE,
                    "scale": {"type": "number", "exclusiveMinimum": 0},
                    "cm": {"type": "number", "exclusiveMinimum": 0},
                    "arm": {"type": "number", "minimum": 0, "maximum": 360},
                    "hand": {"enum": ["left", "right"]},
                    "body": {"enum": ["right", "both"]},
                    "region": {"type": "string", "minLength": 1},
                    "rows": {
                        "type": "object",
                        "required": ["step", "spans"],
                        "properties": {
                            "step": {"type": "number", "exclusiveMinimum": 0},
                            "spans": {"type": "array", "items": {"type": "array", "items": PLACE}},
                        },
                    },
                    "landmarks": {
                        "type": "object",
                        "additionalProperties": PLACE,
                        "propertyNames": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
                    },
                },
            },
        },
        "hands": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["box", "tip", "cm", "arm"],
                "properties": {
                    "box": PLACE,
                    "tip": PLACE,
                    "edges": {"type": "array", "items": PLACE, "minItems": 2, "maxItems": 2},
                },
            },
        },
        "points": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["view", "at", "crop", "landmarks", "map"],
                "properties": {
                    "view": {"type": "string"},
                    "at": SIDES,
                    "crop": {
                        "type": "array",
                        "items": {"type": "number"},
                        "minItems": 4,
                        "maxItems": 4,
                    },
                    "landmarks": {
                        "type": "array",
                        "items": {"type": "string"},
                        "uniqueItems": True,
                    },
                    "map": {"type": "object", "additionalProperties": SIDES},
                },
            },
        },
    },
}


def groups(file: Path) -> list[tuple[str, str, str, str]]:
    """Class, stroke width, path and painting operator of a drawing, in the order of painting."""
    out = []
    for part in re.split(r"^% ", file.read_text("utf-8"), flags=re.MULTILINE)[2:]:
        title, path, paint = part.splitlines()
        kind, _, width = title.partition(" ")
        out.append((kind, width, path, paint))
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


def of(file: Path) -> str:
    """Body and drawing, as the name of a test."""
    return f"{file.parent.name}-{file.stem}"


@pytest.mark.parametrize("name", BODIES)
def test_every_view_and_scene_is_drawn(name: str) -> None:
    names = {f.stem for f in FILES if f.parent.name == name}
    assert set(VIEWS) | set(SCENES) <= names
    assert set(VIEWS) <= set(TABLES[name]["views"]) <= names


def test_every_body_has_the_same_drawings_points_and_landmarks() -> None:
    first, *others = (TABLES[name] for name in BODIES)
    for other in others:
        assert other.keys() == first.keys()
        assert other["points"].keys() == first["points"].keys()
        assert other["views"].keys() == first["views"].keys()
        assert other["measures"] == first["measures"]
        for code, point in first["points"].items():
            assert other["points"][code]["view"] == point["view"], code
            assert set(other["points"][code]["at"]) == set(point["at"]), code
        for view, drawn in first["views"].items():
            assert other["views"][view]["box"] == drawn["box"], view


@pytest.mark.parametrize("name", BODIES)
def test_the_drawings_of_a_body_stay_small(name: str) -> None:
    sizes = [file.stat().st_size for file in FILES if file.parent.name == name]
    assert sum(sizes) <= 1_500_000


@pytest.mark.parametrize("file", FILES, ids=of)
def test_a_drawing_adds_little_to_a_pdf(file: Path) -> None:
    page = drawings.painted(file, drawings.tones()["medium"])
    assert len(zlib.compress(page.encode(), 9)) <= 16_000


@pytest.mark.parametrize("file", FILES, ids=of)
def test_drawing_keeps_to_the_format(file: Path) -> None:
    width, height = box(file)
    assert 600 <= max(width, height) <= 1000
    for kind, stroke, _, paint in groups(file):
        assert kind in FILLED | STROKED
        assert paint == ("S" if kind in STROKED else "f*")
        assert bool(stroke) == (kind in STROKED)
        assert not stroke or 0 < float(stroke) <= (30 if kind == "halo" else 6)


@pytest.mark.parametrize("file", FILES, ids=of)
def test_paths_are_whole_and_stay_on_the_page(file: Path) -> None:
    width, height = box(file)
    for kind, _, path, _ in groups(file):
        operators = steps(path)
        assert operators[0][0] == "m"
        assert [c for c, v in operators if len(v) != VALUES[c]] == []
        if kind in FILLED:
            starts = sum(c == "m" for c, _ in operators)
            assert starts == sum(c == "h" for c, _ in operators)
        values = [v for _, v in operators if v]
        assert all(-SPILL <= x <= width + SPILL for v in values for x in v[0::2])
        assert all(-SPILL <= y <= height + SPILL for v in values for y in v[1::2])


@pytest.mark.parametrize("file", FILES, ids=of)
def test_skin_comes_first_and_ink_is_drawn(file: Path) -> None:
    kinds = [kind for kind, *_ in groups(file)]
    of_bodies = [k for k in kinds if not k.startswith("object") and k != "halo"]
    assert of_bodies[0] == "skin"
    assert "ink" in kinds


@pytest.mark.parametrize("name", BODIES)
def test_table_keeps_to_its_schema(name: str) -> None:
    jsonschema.validate(TABLES[name], SCHEMA)


@pytest.mark.parametrize(("name", "view"), VIEWED)
def test_table_and_drawing_agree_on_the_box(name: str, view: str) -> None:
    assert tuple(TABLES[name]["views"][view]["box"]) == box(DRAWINGS / name / f"{view}.ops")


@pytest.mark.parametrize(
    ("name", "view"), [(n, v) for n, v in VIEWED if TABLES[n]["views"][v]["body"] == "both"]
)
def test_both_halves_are_alike(name: str, view: str) -> None:
    """The skin's outline and its mirror image enclose the same area to the left and right."""
    file = DRAWINGS / name / f"{view}.ops"
    width, _ = box(file)
    skin = next(g for g in groups(file) if g[0] == "skin")
    xs = [x for _, v in steps(skin[2]) for x in v[0::2]]
    assert min(xs) == pytest.approx(width - max(xs), abs=2.0)


def test_licence_is_beside_the_drawings() -> None:
    text = (DRAWINGS / "LICENSE-drawings.md").read_text(encoding="utf-8")
    assert "CC0" in text
    assert "MakeHuman" in text
