"""What *Find it* names is labelled on the picture of its point."""

from __future__ import annotations

import json
import math
import re

import pytest

from tools.atlas import checks_words
from tools.atlas.compile import outlines

BODIES = ("neutral", "woman", "man")

BEYOND = {"EX-UE11": ["nail"], "TE20": ["hairline"]}
"""Points whose words name something that their view does not show."""


@pytest.mark.parametrize("body", BODIES)
def test_every_landmark_of_the_words_is_labelled(body: str) -> None:
    assert {code: names for code, _, names in checks_words.findings(body)} == BEYOND


@pytest.mark.parametrize("body", BODIES)
def test_every_label_occurs_in_the_words(body: str) -> None:
    assert list(checks_words.beyond_words(body)) == []


def test_nobody_has_to_count_ribs() -> None:
    """Not to be felt through a breast or much flesh: fingers lead to the gap, from what is felt."""
    for code, _, find, labels in checks_words.points_for_home("neutral"):
        told = f"{find} {' '.join(labels)}"
        assert not re.search(r"gap number|(second|third|fourth|fifth) (rib )?gap", told), code


@pytest.mark.parametrize("body", BODIES)
def test_bumps_of_the_spine_are_counted_alike_in_words_labels_and_drawing(body: str) -> None:
    table = json.loads((checks_words.DRAWINGS / body / "atlas.json").read_text("utf-8"))["points"]
    numbers = {"one": 1, "two": 2, "three": 3, "four": 4}
    counted = 0
    for code, view, find, labels in checks_words.points_for_home(body):
        said = re.findall(r"count ((\w+) bumps? (?:up|down))", find.lower())
        told = [label for label in labels if re.search(r"bumps? (up|down)$", label)]
        assert told == [words for words, _ in said], code
        lines = table[code]["lines"]
        if said:
            dark = [line for line in lines if line.startswith("counted-")]
            assert len(dark) == numbers[said[0][1]], (code, view)
            counted += 1
        started = any(line.startswith("start-") for line in lines)
        assert started == ("start" in labels) == bool(said and "neck" not in find), code
        if "bump of the spine" in find:
            assert "In a gap? Take the bump above." in find, code
    assert counted >= 24


@pytest.mark.parametrize("body", BODIES)
def test_the_tip_of_the_shoulder_blade_lies_on_the_drawn_one(body: str) -> None:
    folder = checks_words.DRAWINGS / body
    view = json.loads((folder / "atlas.json").read_text("utf-8"))["views"]["upper-back"]
    x, y = view["landmarks"]["shoulder-blade-tip"]
    drawn = outlines((folder / "upper-back.ops").read_text("utf-8"))["shoulder-blade"]
    away = min(math.dist((x, y), at) for line in drawn for at in line)
    assert away < 0.4 * view["cm"]


def test_a_label_beyond_the_words_is_noticed() -> None:
    assert checks_words.unsaid("Find your wrist crease.", "tip of the thumb")
    assert checks_words.unsaid("Press beside the bony bump.", "outer ankle bone")
    assert checks_words.unsaid("Find the crease of your wrist.", "knee crease")
    assert checks_words.unsaid("Press near your nose.", "tip of the ear")
    assert not checks_words.unsaid("Find the edge of your biceps.", "upper arm muscle")


def test_a_missing_label_is_noticed() -> None:
    assert checks_words.unlabelled("Find your wrist crease.", "kneecap") == ["crease"]
    assert checks_words.unlabelled("Find your wrist crease.", "wrist crease") == []


@pytest.mark.parametrize("body", BODIES)
def test_ribs_are_drawn_where_they_are_counted(body: str) -> None:
    table = json.loads((checks_words.DRAWINGS / body / "atlas.json").read_text("utf-8"))["points"]
    ribs = {code for code, point in table.items() if any("front-rib" in n for n in point["lines"])}
    counted = {
        code
        for code, view, find, _ in checks_words.points_for_home(body)
        if view == "chest" and "rib gap" in find
    }
    assert counted <= ribs
    assert not ribs & {"CV16", "CV17", "CV21", "KI27"}, "found without a rib"


@pytest.mark.parametrize("body", BODIES)
def test_lu1_lies_straight_below_its_dip(body: str) -> None:
    table = json.loads((checks_words.DRAWINGS / body / "atlas.json").read_text("utf-8"))
    x0, y0 = table["views"]["shoulder-front"]["landmarks"]["collarbone-dip"]
    x1, y1 = table["points"]["LU1"]["at"]["right"]
    assert abs(x1 - x0) < 0.05 * (y1 - y0)
