"""Look at drawings: paint an SVG of the atlas with a palette into a picture."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cairosvg
from PIL import Image, ImageDraw, ImageFont

from .compile import svg

COLOUR: Mapping[str, str] = {  # the skin tone `light` of assets/drawings/tones.yaml
    "skin": "#f8dcc6", "shade": "#e9bfa1", "deep": "#cf9a79", "cloth": "#dfe5ea",
    "cloth-shade": "#c9d3db", "hair": "#8a7566", "hair-shade": "#75604f", "eye": "#ffffff",
    "object": "#e4e6e3", "object-shade": "#c3c8c2", "ink": "#0f0a08", "line": "#0f0a08",
    "fine": "#3b2c24", "bone": "#0f0a08",
}
COLOURS = 160  # in a saved sheet
MARKER = 8.0  # radius of a marker, pixels


def paint(svg: str, width: int, palette: Mapping[str, str] = COLOUR) -> Image.Image:
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
    out = Image.new("RGB", (columns * cell, rows * (cell + 20)), "white")
    pen, font = ImageDraw.Draw(out), ImageFont.load_default(14)
    for i, (name, picture) in enumerate(pictures.items()):
        small = picture.copy()
        small.thumbnail((cell - 8, cell - 8))
        x, y = (i % columns) * cell, (i // columns) * (cell + 20)
        out.paste(small, (x + (cell - small.width) // 2, y + (cell - small.height) // 2))
        pen.text((x + cell // 2, y + cell + 8), name, fill="black", font=font, anchor="mm")
    return out


def sheets(drawings: Path, out: Path) -> None:
    """All views, in colour and in grey, and all points on their windows, as a few pictures."""
    out.mkdir(parents=True, exist_ok=True)
    table: dict[str, Any] = json.loads((drawings / "atlas.json").read_text(encoding="utf-8"))
    files = {f.stem: svg(f.read_text(encoding="utf-8")) for f in sorted(drawings.glob("*.ops"))}
    views = sheet({name: paint(text, 300) for name, text in files.items()}, 9, 220)
    save(views, out / "views.png")
    save(views.convert("L"), out / "views-grey.png")
    codes = sorted(table["points"], key=natural)
    for page, start in enumerate(range(0, len(codes), 63), 1):
        crops = {code: point_picture(table["points"][code], files)
                 for code in codes[start:start + 63]}
        save(sheet(crops, 9, 220), out / f"points-{page}.png")


def save(picture: Image.Image, file: Path) -> None:
    """Write a picture with a few colours, so that it stays small."""
    few = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


def natural(code: str) -> tuple[str, int]:
    """Sorts BL2 before BL10."""
    head = code.rstrip("0123456789")
    return head, int(code[len(head):] or 0)


def point_picture(point: Mapping[str, Any], files: Mapping[str, str], width: int = 212
                  ) -> Image.Image:
    """A point's window with a ring on each of its places."""
    x, y, w, h = point["crop"]
    svg = re.sub(r'viewBox="[^"]*"', f'viewBox="{x} {y} {w} {h}"', files[point["view"]], count=1)
    picture = paint(svg, width * 2)
    pen, scale = ImageDraw.Draw(picture), picture.width / w
    for places in point["at"].values():
        for px, py in places if isinstance(places[0], list) else [places]:
            for radius, colour in ((2 * MARKER, "black"), (1.5 * MARKER, "white"),
                                   (0.6 * MARKER, "black")):
                cx, cy = (px - x) * scale, (py - y) * scale
                pen.ellipse([cx - radius, cy - radius, cx + radius, cy + radius], fill=colour)
    picture.thumbnail((width, width))
    return picture
