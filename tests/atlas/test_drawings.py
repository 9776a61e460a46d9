"""The drawings as the press reads them: format, sizes, completeness. No model is needed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

DRAWINGS = Path(__file__).parents[2] / "assets" / "drawings"
FILES = sorted(DRAWINGS.glob("*.svg"))
ATLAS: dict[str, Any] = json.loads((DRAWINGS / "atlas.json").read_text(encoding="utf-8"))

VIEWS = [
    "body-front",
    "body-back",
    "body-side",
    "head-front",
    "head-side",
    "head-back",
    "head-top",
    "face",
    "ear",
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
    "upper-arm-inner",
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
    "press-thumb",
    "press-circles",
    "press-knuckle",
    "press-ball",
    "measure-1",
    "measure-2",
    "measure-3",
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
STROKED = {"line", "fine", "bone"}
NUMBER = r"-?\d+(?:\.\d)?"
TOKEN = re.compile(rf"[MLCZ]|{NUMBER}")
VALUES = {"M": 2, "L": 2, "C": 6, "Z": 0}
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
    "required": ["views", "points"],
    "properties": {
        "views": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["box", "scale", "body", "region", "landmarks"],
                "properties": {
                    "box": PLACE,
                    "scale": {"type": "number", "exclusiveMinimum": 0},
                    "body": {"enum": ["right", "both"]},
                    "region": {"type": "string", "minLength": 1},
                    "landmarks": {
                        "type": "object",
                        "additionalProperties": PLACE,
                        "propertyNames": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
                    },
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


def paths(file: Path) -> list[dict[str, str]]:
    """The attributes of a drawing's paths, in the order they are painted."""
    return [dict(e.attrib) for e in ElementTree.parse(file).getroot()]


def box(file: Path) -> tuple[float, float]:
    """Width and height of a drawing."""
    x, y, width, height = map(float, ElementTree.parse(file).getroot().attrib["viewBox"].split())
    assert (x, y) == (0, 0)
    return width, height


def steps(d: str) -> list[tuple[str, list[float]]]:
    """A path's commands with their numbers; fails on anything the format does not allow."""
    words = d.split(" ")
    assert all(TOKEN.fullmatch(w) for w in words), [w for w in words if not TOKEN.fullmatch(w)][:3]
    out: list[tuple[str, list[float]]] = []
    for word in words:
        if word in VALUES:
            out.append((word, []))
        else:
            out[-1][1].append(float(word))
    return out


def test_every_view_and_scene_is_drawn() -> None:
    names = {f.stem for f in FILES}
    assert set(VIEWS) | set(SCENES) <= names
    assert set(VIEWS) <= set(ATLAS["views"]) <= names


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_drawing_keeps_to_the_format(file: Path) -> None:
    root = ElementTree.parse(file).getroot()
    assert set(root.attrib) == {"viewBox"}
    width, height = box(file)
    assert 600 <= max(width, height) <= 1000
    for path in paths(file):
        kind = path["class"]
        assert kind in FILLED | STROKED
        assert set(path) == ({"class", "d", "stroke-width"} if kind in STROKED else {"class", "d"})
        if kind in STROKED:
            assert 0 < float(path["stroke-width"]) <= 6


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_paths_are_whole_and_stay_on_the_page(file: Path) -> None:
    width, height = box(file)
    for path in paths(file):
        commands = steps(path["d"])
        assert commands[0][0] == "M"
        assert [c for c, v in commands if len(v) != VALUES[c]] == []
        if path["class"] in FILLED:
            starts = sum(c == "M" for c, _ in commands)
            assert starts == sum(c == "Z" for c, _ in commands)
        values = [v for _, v in commands if v]
        assert all(-SPILL <= x <= width + SPILL for v in values for x in v[0::2])
        assert all(-SPILL <= y <= height + SPILL for v in values for y in v[1::2])


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_skin_comes_first_and_ink_is_drawn(file: Path) -> None:
    kinds = [p["class"] for p in paths(file)]
    of_bodies = [k for k in kinds if not k.startswith("object")]
    assert of_bodies[0] == "skin"
    assert "ink" in kinds


def test_sizes() -> None:
    large = {f.stem: f.stat().st_size for f in FILES if f.stat().st_size > 40_000}
    assert large == {}
    assert sum(f.stat().st_size for f in FILES) <= 2_500_000


def test_table_keeps_to_its_schema() -> None:
    jsonschema.validate(ATLAS, SCHEMA)


@pytest.mark.parametrize("name", sorted(ATLAS["views"]))
def test_table_and_drawing_agree_on_the_box(name: str) -> None:
    assert tuple(ATLAS["views"][name]["box"]) == box(DRAWINGS / f"{name}.svg")


@pytest.mark.parametrize(
    "name", [n for n in VIEWS if ATLAS["views"].get(n, {}).get("body") == "both"]
)
def test_both_halves_are_alike(name: str) -> None:
    """The skin's outline and its mirror image enclose the same area to the left and right."""
    width, _ = box(DRAWINGS / f"{name}.svg")
    skin = next(p for p in paths(DRAWINGS / f"{name}.svg") if p["class"] == "skin")
    xs = [x for _, v in steps(skin["d"]) for x in v[0::2]]
    assert min(xs) == pytest.approx(width - max(xs), abs=2.0)


def test_licence_is_beside_the_drawings() -> None:
    text = (DRAWINGS / "LICENSE-drawings.md").read_text(encoding="utf-8")
    assert "CC0" in text
    assert "MakeHuman" in text
