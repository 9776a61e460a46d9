"""Compare the landmarks that *Find it* names with those that a point's picture labels.

`python -m tools.atlas.checks_words` prints the points whose words name a landmark without a
label. Plain Python and yaml; neither model nor numpy is needed.
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
    "knob": "bone|bump",
    "bump": "bump|bone|knob",
    "ridge": "ridge",
    "hip bone": "hip",
    "dimple": "dimple",
    "cleft": "cleft",
    "nail": "nail",
    "eyebrow": "eyebrow",
    "nostril": "nostril",
    "ear": r"\bear",
    "jaw": "jaw",
    "collarbone": "collarbone",
    "armpit": "armpit",
    "rib tip": r"\brib",
    "short rib": r"\brib",
    "hairline": "hairline|crown",
    "skull": "skull",
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


def findings(body: str = "neutral") -> Iterator[tuple[str, str, list[str]]]:
    """Code, view and missing labels of every point that a patient may press, on a body."""
    drawn = DRAWINGS / body / "atlas.json"
    table: dict[str, Any] = json.loads(drawn.read_text("utf-8"))["points"]
    words = yaml.safe_load((WORDING / "landmarks.yaml").read_text("utf-8"))
    for code, point in table.items():
        facts, said = POINTS / f"{code}.yaml", WORDING / "points" / f"{code}.yaml"
        if not facts.exists() or not said.exists():
            continue
        if "practitioner" in str(yaml.safe_load(facts.read_text("utf-8")).get("home_use")):
            continue
        find = " ".join(yaml.safe_load(said.read_text("utf-8")).get("find", []))
        missing = unlabelled(find, "; ".join(words[n] for n in point["landmarks"]))
        if missing:
            yield code, point["view"], missing


def main() -> None:
    """Print them."""
    for body in sorted(folder.name for folder in DRAWINGS.iterdir() if folder.is_dir()):
        found = list(findings(body))
        print(f"{body}: {len(found)} points name a landmark that their picture does not label")
        for code, view, missing in found:
            print(f"{code:8} {view:18} {', '.join(missing)}")


if __name__ == "__main__":
    main()
