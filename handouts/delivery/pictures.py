"""Pictures of pages: for a screen, a web page, or to look at one card."""

from __future__ import annotations

import io
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageOps

from handouts.compose.parts import compose
from handouts.compose.photos import read_photos
from handouts.files.paths import LAYOUTS
from handouts.files.writing import write_whole
from handouts.handout import Brand, Handout
from handouts.library import Library
from handouts.library.model import Dose
from handouts.plan.make import make_plan
from handouts.prescription.model import Clinic, Prescription
from handouts.render import load_layout, render

DOTS_PER_INCH = 150
MARGIN = 16
"""Dots around a card."""


def save_pictures(pdf: bytes, target: Path) -> list[Path]:
    """Write `name-1.png`, `name-2.png` … beside the PDF `target`; returns their paths."""
    paths = []
    for number, picture in enumerate(page_pictures(pdf), 1):
        path = target.with_name(f"{target.stem}-{number}.png")
        write_whole(path, picture)
        paths.append(path)
    return paths


def page_pictures(pdf: bytes, dots_per_inch: int = DOTS_PER_INCH) -> list[bytes]:
    """PNG data of each page."""
    import pypdfium2  # only pictures need it, and it takes 20 ms to load

    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [_png(page.render(scale=dots_per_inch / 72).to_pil()) for page in document]


def save_card(code: str, target: Path, library: Library) -> None:
    """Write the card of one point, cut out of its page, as a PNG."""
    plan = make_plan(Prescription(source=code, points=(Dose(code),)), library)
    photos = read_photos(chosen.point for chosen in plan.points)
    page = cards_alone(compose(plan, Clinic(), library, photos=photos))
    write_whole(target, picture_of_card(page))


def cards_alone(whole: Handout) -> bytes:
    """A page that holds nothing but the cards of a handout."""
    points = tuple(part for part in whole.parts if part.name == "points")
    brand = Brand("", (), None, whole.brand.colour)
    bare = replace(whole, subtitle=(), brand=brand, parts=points, running="", turn="")
    return render(bare, load_layout(LAYOUTS / "_card.yaml"), "letter").pdf


def picture_of_card(pdf: bytes) -> bytes:
    """The first page without its white edges, as a PNG."""
    page = Image.open(io.BytesIO(page_pictures(pdf)[0])).convert("RGB")
    box = ImageOps.invert(page).getbbox() or (0, 0, *page.size)
    return _png(ImageOps.expand(page.crop(box), MARGIN, "white"))


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
