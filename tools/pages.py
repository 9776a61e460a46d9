"""Make `docs/pages.png`: one A4 sheet of pictures of real pages, for the README.

Run from the top folder: `python tools/pages.py`. Development only.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageOps

TOP = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOP))

from handouts.delivery.build import Options, check, render_checked  # noqa: E402
from handouts.delivery.pictures import page_pictures  # noqa: E402

SHEET = (1654, 2339)  # A4 at 200 dots an inch
MARGIN = 60
GAP = 40
COLUMNS = 2
SHOWN = (
    ("low-back.yaml", Options(layout="sheet"), (0, 1)),
    ("neck-and-shoulder.yaml", Options(layout="pocket"), (0,)),
    ("nausea.yaml", Options(layout="large-print", paper="a4"), (1,)),
)
"""Example, how it is laid out, and which of its pages are shown."""


def pictures() -> Iterator[Image.Image]:
    """The pages that are shown, each with a thin line round it."""
    for name, options, wanted in SHOWN:
        pdf = render_checked(check(TOP / "examples" / name, options)).pdf
        pages = page_pictures(pdf, 110)
        for number in wanted:
            page = Image.open(io.BytesIO(pages[number])).convert("RGB")
            yield ImageOps.expand(page, 2, "#c8ccce")


def main() -> None:
    """Lay the pages out on a light ground."""
    sheet = Image.new("RGB", SHEET, "#eef1f1")
    width = (SHEET[0] - 2 * MARGIN - GAP * (COLUMNS - 1)) // COLUMNS
    height = (SHEET[1] - 2 * MARGIN - GAP) // 2
    for number, page in enumerate(pictures()):
        page.thumbnail((width, height), Image.Resampling.LANCZOS)
        x = MARGIN + number % COLUMNS * (width + GAP) + (width - page.width) // 2
        y = MARGIN + number // COLUMNS * (height + GAP)
        sheet.paste(page, (x, y))
    sheet.quantize(128).save(TOP / "docs" / "pages.png", optimize=True)


if __name__ == "__main__":
    main()
