"""Compare the landmarks that *Find it* names with those that a point's picture labels.

`python -m tools.atlas.checks_words` prints the points whose words name a landmark without a
label, and those with a label that the words do not name. Plain Python and yaml; neither model nor
numpy is needed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

POINTS, WORDING = Path("assets/points"), Path("assets/wording/en")
DRAWINGS = Path("assets/drawings")

NAMED: Mapping[str, str] = {
    "knuckle": "knuckle|toe joint",
    "navel": "navel",
    "breastbone": "breastbone",
    "pubic bone": "pubic",
    "kneecap": "kneecap",
    "shin bone": "shin",
    "ankle bone": "ankle bone",
    "heel cord": "heel cord",
    "cord": "cord|muscle",
    "crease": "crease|smile",
    "knob": "bone|bump|knob",
    "bump": "bump|bone|knob",
    "ridge": "ridge|(fork|branch) of the y",
    "hip bone": "hip",
    "dimple": "dimple",
    "cleft": "cleft",
    "nail": "nail",
    "eyebrow": "eyebrow",
    "nostril": "nostril",
    "ear": r"\bear|top of the head|fork of the y|three-cornered hollow|small bump|rim",
    "jaw": "jaw",
    "collarbone": "collarbone",
    "armpit": "armpit",
    "rib tip": r"\brib",
    "short rib": r"\brib",
    "hairline": "hairline|crown",
    "skull": "skull|bone behind the ear",
    "shoulder blade": "shoulder blade|ridge",
    "tip of your shoulder": "shoulder",
    "elbow": "elbow|crease|cord",
    "wrist bump": "wrist",
    "pupil": "pupil|eyebrow",
    "throat": "throat",
    "cheekbone": "cheekbone",
    "calf": "calf",
    "hand bone": "hand bone|knuckle",
}
"""A landmark of the words, and what its label may say."""


def unlabelled(find: str, labels: str) -> list[str]:
    """The landmarks that a point's words name and no label of its picture says."""
    return [
        name
        for name, said in NAMED.items()
        if re.search(rf"\b{name}s?\b", find.lower()) and not re.search(said, labels.lower())
    ]


SAID: Mapping[str, str] = {
    "arch": "arch|bony bump",
    "arm": "arm|biceps",
    "ball": "joint",
    "biceps": "biceps|muscle",
    "bone": r"bon[ey]|bump|knob|jaw",
    "bump": "bump|knob|bone",
    "cheekbone": "cheek",
    "cord": "cord|muscle",
    "dimple": "dimple|dip",
    "dip": "dip|hollow",
    "ear": r"ears?\b",
    "eyebrow": "eyebrow|pupil",
    "fingernail": ".*nail",
    "fingertip": "fingertip|tip",
    "flap": "flap|notch",
    "hand": "hand|finger bones",
    "hairline": "hair",
    "joint": "joint|knuckle",
    "knuckle": "knuckle|joint|fingers",
    "level": "crease",
    "muscle": "muscle|cord|biceps|calf",
    "neck": "neck|nape|thick cord",
    "shin": "shin|thin outer bone",
    "smile": "smile|crease",
    "spine": "spine|bump",
    "toenail": ".*nail",
}
"""A word of a label, and how the steps may say it."""

DESCRIBING = frozenset((
    "the", "and", "its", "outer", "inner", "upper", "lower", "front", "back", "side", "small",
    "round", "big", "tip", "end", "middle", "first", "second", "third", "fourth", "little",
    "thumb", "finger", "index", "ring", "corner", "edge", "top", "bottom", "point", "above",
    "below", "under", "behind", "next", "thick", "thin", "firm", "bony", "lowest",
))
"""Words that tell a landmark from its neighbours, but name none."""

KINDS = frozenset((
    "bone", "bump", "knob", "crease", "cord", "muscle", "joint", "dip", "web", "ridge", "gap",
    "hair", "level", "line",
))
"""Words that many landmarks share: where a label also names a part of the body, that must be said.
"""


def unsaid(find: str, label: str) -> bool:
    """Whether the steps to a point say nothing of what a label of its picture names."""
    steps = find.lower()
    words = [w for w in re.findall(r"[a-z]+", label.lower()) if len(w) > 2]
    naming = [w for w in words if w not in DESCRIBING]
    if not naming:
        return not all(w in steps for w in words if w not in ("the", "and", "its"))
    parts = [w for w in naming if w not in KINDS] or naming
    return not any(re.search(rf"\b(?:{SAID.get(w, w)})", steps) for w in parts)


def findings(body: str = "neutral") -> Iterator[tuple[str, str, list[str]]]:
    """Code, view and missing labels of every point for home, on a body."""
    for code, view, find, labels in points_for_home(body):
        missing = unlabelled(find, "; ".join(labels))
        if missing:
            yield code, view, missing


def beyond_words(body: str = "neutral") -> Iterator[tuple[str, str, list[str]]]:
    """Code, view and labels that the words do not name, of every point for home."""
    for code, view, find, labels in points_for_home(body):
        strange = [label for label in labels if unsaid(find, label)]
        if strange:
            yield code, view, strange


def points_for_home(body: str) -> Iterator[tuple[str, str, str, list[str]]]:
    """Code, view, the steps of *Find it* and the labels of every point that a patient may press."""
    drawn = DRAWINGS / body / "atlas.json"
    table: dict[str, Any] = json.loads(drawn.read_text("utf-8"))["points"]
    words = yaml.safe_load((WORDING / "landmarks.yaml").read_text("utf-8"))
    for code, point in table.items():
        facts, said = POINTS / f"{code}.yaml", WORDING / "points" / f"{code}.yaml"
        if not facts.exists() or not said.exists():
            continue
        if "practitioner" in str(yaml.safe_load(facts.read_text("utf-8")).get("home_use")):
            continue
        steps = yaml.safe_load(said.read_text("utf-8")).get("find", [])
        find = " ".join(step for step in steps if isinstance(step, str))  # for everybody
        yield code, point["view"], find, [words[n] for n in point["landmarks"]]


def main() -> None:
    """Print them."""
    for body in sorted(folder.name for folder in DRAWINGS.iterdir() if folder.is_dir()):
        for said, found in (
            ("name a landmark that their picture does not label", list(findings(body))),
            ("label what their words do not name", list(beyond_words(body))),
        ):
            print(f"{body}: {len(found)} points {said}")
            for code, view, words in found:
                print(f"{code:8} {view:18} {', '.join(words)}")


if __name__ == "__main__":
    main()
