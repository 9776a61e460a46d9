"""Look at drawings: paint an SVG of the atlas with a palette into a picture."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import cairosvg
from PIL import Image, ImageDraw, ImageFont

from .compile import STROKED, svg

COLOUR: Mapping[str, str] = {  # the skin tone `light` of assets/drawings/tones.yaml
    "skin": "#f8dcc6", "shade": "#e9bfa1", "deep": "#cf9a79", "cloth": "#dfe5ea",
    "cloth-shade": "#c9d3db", "hair": "#8a7566", "hair-shade": "#75604f", "eye": "#ffffff",
    "object": "#e4e6e3", "object-shade": "#c3c8c2", "ink": "#0f0a08", "line": "#0f0a08",
    "fine": "#3b2c24", "bone": "#0f0a08", "halo": "#ffffff",
}
COLOURS = 160  # in a saved sheet


def paint(svg: str, width: int, palette: Mapping[str, str] = COLOUR) -> Image.Image:
    """An SVG of the atlas as a picture."""
    rules = "".join(
        f".{k}{{fill:none;stroke:{c};stroke-linecap:round;stroke-linejoin:round"
        f"{';stroke-dasharray:7 6' if k == 'bone' else ''}}}"
        if k in STROKED else f".{k}{{fill:{c};fill-rule:evenodd}}"
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


def sheets(drawings: Path, out: Path, name: str) -> None:
    """All views of a body, in colour and in grey, as `name`."""
    out.mkdir(parents=True, exist_ok=True)
    files = {f.stem: svg(f.read_text(encoding="utf-8")) for f in sorted(drawings.glob("*.ops"))}
    views = sheet({name: paint(text, 300) for name, text in files.items()}, 9, 220)
    save(views, out / f"{name}.png")
    save(views.convert("L"), out / f"{name}-grey.png")


def save(picture: Image.Image, file: Path) -> None:
    """Write a picture with a few colours, so that it stays small."""
    few = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
