"""Look at drawings: paint an SVG of the atlas with a palette into a picture."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cairosvg
from PIL import Image, ImageDraw

COLOUR: Mapping[str, str] = {
    "skin": "#f3d9c4", "shade": "#e3b897", "deep": "#c99672", "cloth": "#5d7285",
    "cloth-shade": "#4a5c6d", "hair": "#5a4a3f", "hair-shade": "#43362d", "eye": "#ffffff",
    "object": "#d7dde2", "object-shade": "#b4bec6", "ink": "#3a2a22", "line": "#7a5138",
    "fine": "#7a5138", "bone": "#7a5138",
}
GREY: Mapping[str, str] = {
    "skin": "#ffffff", "shade": "#e2e2e2", "deep": "#bdbdbd", "cloth": "#8a8a8a",
    "cloth-shade": "#6e6e6e", "hair": "#555555", "hair-shade": "#3c3c3c", "eye": "#ffffff",
    "object": "#eeeeee", "object-shade": "#cccccc", "ink": "#000000", "line": "#333333",
    "fine": "#333333", "bone": "#555555",
}


def paint(svg: str, palette: Mapping[str, str], width: int) -> Image.Image:
    """An SVG of the atlas as a picture."""
    rules = "".join(
        f".{k}{{fill:none;stroke:{c};stroke-linecap:round;stroke-linejoin:round"
        f"{';stroke-dasharray:7 6' if k == 'bone' else ''}}}"
        if k in ("line", "fine", "bone") else f".{k}{{fill:{c};fill-rule:evenodd}}"
        for k, c in palette.items())
    styled = svg.replace("<path", f"<style>{rules}</style><path", 1)
    png = cairosvg.svg2png(bytestring=styled.encode(), output_width=width,
                           background_color="white")
    return Image.open(io.BytesIO(png)).convert("RGB")


def sheet(pictures: Mapping[str, Image.Image], columns: int, cell: int) -> Image.Image:
    """Pictures in rows, each with its name under it."""
    rows = -(-len(pictures) // columns)
    out = Image.new("RGB", (columns * cell, rows * (cell + 16)), "white")
    pen = ImageDraw.Draw(out)
    for i, (name, picture) in enumerate(pictures.items()):
        small = picture.copy()
        small.thumbnail((cell - 6, cell - 6))
        x, y = (i % columns) * cell, (i // columns) * (cell + 16)
        out.paste(small, (x + (cell - small.width) // 2, y + (cell - small.height) // 2))
        pen.text((x + 6, y + cell), name, fill="black")
    return out


def sheets(drawings: Path, out: Path) -> None:
    """All views, and all points on their windows, in colour and in grey, as a few pictures."""
    out.mkdir(parents=True, exist_ok=True)
    table: dict[str, Any] = json.loads((drawings / "atlas.json").read_text(encoding="utf-8"))
    files = {f.stem: f.read_text(encoding="utf-8") for f in sorted(drawings.glob("*.svg"))}
    for name, palette in (("colour", COLOUR), ("grey", GREY)):
        sheet({k: paint(v, palette, 320) for k, v in files.items()}, 8, 330).save(
            out / f"views-{name}.png")
        codes = sorted(table["points"])
        for page, start in enumerate(range(0, len(codes), 70), 1):
            crops = {code: point_picture(table["points"][code], files, palette)
                     for code in codes[start:start + 70]}
            sheet(crops, 10, 220).save(out / f"points-{name}-{page}.png")


def point_picture(point: Mapping[str, Any], files: Mapping[str, str],
                  palette: Mapping[str, str], width: int = 210) -> Image.Image:
    """A point's window with a ring on each of its places and a dot on each landmark."""
    x, y, w, h = point["crop"]
    svg = re.sub(r'viewBox="[^"]*"', f'viewBox="{x} {y} {w} {h}"', files[point["view"]], count=1)
    picture = paint(svg, palette, width)
    pen, scale = ImageDraw.Draw(picture), width / w
    for places in point["at"].values():
        for px, py in places if isinstance(places[0], list) else [places]:
            cx, cy = (px - x) * scale, (py - y) * scale
            pen.ellipse([cx - 7, cy - 7, cx + 7, cy + 7], outline="black", width=2, fill="white")
            pen.ellipse([cx - 2, cy - 2, cx + 2, cy + 2], fill="black")
    return picture
