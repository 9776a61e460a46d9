"""Draw `docs/ear.png`: the large ear with its folds named in plain words, and with its points.

`python -m tools.ear_picture`, from the top of the repository, with the packages of `tools/atlas`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from PIL import Image, ImageDraw, ImageFont

from tools.atlas.compile import svg
from tools.atlas.sheet import paint, save

DRAWINGS = Path("assets/drawings/neutral")
WORDS = Path("assets/wording/en/landmarks.yaml")
FONT = "assets/fonts/AtkinsonHyperlegibleNext-Regular.ttf"
PAGE = Path("docs/ear.png")
VIEW = "auricle"
SIZE, WIDE, ASIDE = 24, 640, 290
"""Of the letters, of the ear and of the white at each side of it, in pixels."""
MIDDLE = 0.44
"""What lies further left than this share of the drawing is named on its left."""


def main() -> None:
    """Draw the two ears beside each other."""
    table: dict[str, Any] = json.loads((DRAWINGS / "atlas.json").read_text("utf-8"))
    view, words = table["views"][VIEW], yaml.safe_load(WORDS.read_text("utf-8"))
    folds = {words[name]: at for name, at in view["landmarks"].items()}
    points = {code: at[:2] for code, at in view["seen"].items()}
    halves = [labelled(view["box"], names) for names in (folds, points)]
    page = Image.new("RGB", (sum(half.width for half in halves), halves[0].height), "white")
    page.paste(halves[0], (0, 0))
    page.paste(halves[1], (halves[0].width, 0))
    save(page, PAGE)


def labelled(box: Sequence[float], names: Mapping[str, Sequence[float]]) -> Image.Image:
    """The ear with names in the white beside it, each with a line to its place."""
    ear = paint(svg((DRAWINGS / f"{VIEW}.ops").read_text("utf-8")), WIDE)
    page = Image.new("RGB", (WIDE + 2 * ASIDE, ear.height), "white")
    page.paste(ear, (ASIDE, 0))
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, SIZE)
    scale = WIDE / box[0]
    places = {name: (ASIDE + at[0] * scale, at[1] * scale) for name, at in names.items()}
    for left in (True, False):
        side = [name for name, at in names.items() if (at[0] < MIDDLE * box[0]) == left]
        for row, name in enumerate(sorted(side, key=lambda name: names[name][1])):
            level = page.height * (row + 0.8) / (len(side) + 0.6)
            start = ASIDE - 8 if left else page.width - ASIDE + 8
            pen.line([(start, level), places[name]], fill="white", width=5)
            pen.line([(start, level), places[name]], fill="#222222", width=2)
            edge = start - 8 if left else start + 8
            pen.text((edge, level), name, fill="black", font=font, anchor="rm" if left else "lm")
    for x, y in places.values():
        pen.ellipse([x - 6, y - 6, x + 6, y + 6], fill="#222222", outline="white", width=2)
    return page


if __name__ == "__main__":
    main()
