"""How well each word stands out from what lies under it, measured on the painted page.

Nothing the program says about its colours is believed: the page is painted by pdfium, every word's
box is cut out, and the ink is held against its ground, in colour and as a grey copier shows it.

    PYTHONPATH=tests python -m proof.contrast FILE.pdf      # the faintest and the smallest words
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

SCALE = 3.0  # pixels a point: the strokes of 12 pt letters are then three pixels wide
Rgb = tuple[int, int, int]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is painted. `size` and `box` in points; `colour` and `grey` are contrasts.

    The box holds the ink: (left, bottom, right, top) from the page's lower left corner.
    """

    text: str
    page: int
    size: float
    box: Box
    colour: float
    grey: float

    @property
    def least(self) -> float:
        return min(self.colour, self.grey)


def words(pdf: bytes | Path) -> list[Word]:
    """Every word of a file."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [word for index in range(len(document)) for word in _page(document[index], index)]
    finally:
        document.close()


def _page(page: pdfium.PdfPage, index: int) -> Iterator[Word]:
    picture = page.render(scale=SCALE).to_pil().convert("RGB")
    grey = picture.convert("L").convert("RGB")
    height = page.get_height()
    for text, size, box in boxes(page):
        cut = _pixels(box, height, picture.size)
        colour, copied = _contrast(picture.crop(cut)), _contrast(grey.crop(cut))
        yield Word(text, index + 1, size, box, colour, copied)


def boxes(page: pdfium.PdfPage) -> Iterator[tuple[str, float, Box]]:
    """Words with their size and box; a word ends at a blank or where the next letter is away."""
    letters = page.get_textpage()
    text, size, box = "", 0.0, (0.0, 0.0, 0.0, 0.0)
    for index in range(letters.count_chars()):
        char = letters.get_text_range(index, 1)
        here = letters.get_charbox(index)
        beside = box[0] <= here[0] < box[2] + size / 2 and abs(here[1] - box[1]) < size
        away = text and not beside
        if text and (away or not char.strip()):
            yield text, size, box
            text = ""
        if char.strip():
            box = _joined(box, here) if text else here
            text += char
            size = _size(letters, index)
    if text:
        yield text, size, box


def _joined(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])
    )  # fmt: skip


def _size(letters: pdfium.PdfTextPage, index: int) -> float:
    """The size in points as painted, whatever matrices it went through."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(letters, index, ctypes.byref(matrix))
    stretch = (matrix.c**2 + matrix.d**2) ** 0.5
    return round(float(raw.FPDFText_GetFontSize(letters, index)) * stretch, 2)


def _pixels(box: Box, height: float, size: tuple[int, int]) -> tuple[int, int, int, int]:
    left, bottom, right, top = box
    return (
        max(0, int(left * SCALE) - 1),
        max(0, int((height - top) * SCALE) - 1),
        min(size[0], int(right * SCALE) + 2),
        min(size[1], int((height - bottom) * SCALE) + 2),
    )


def _contrast(cut: Image.Image) -> float:
    """Of what is most of the box, its ground, and what differs most from it, its ink."""
    colours = cut.getcolors(cut.width * cut.height)
    _, ground = max(colours)
    return max(ratio(ground, colour) for _, colour in colours)


def collisions(found: list[Word]) -> list[tuple[str, str]]:
    """Pairs of words on one page that are painted over each other."""
    pairs = []
    for page in {word.page for word in found}:
        row = sorted((word for word in found if word.page == page), key=lambda word: word.box[0])
        for index, one in enumerate(row):
            for other in row[index + 1 :]:
                if other.box[0] >= one.box[2]:
                    break
                if _overlap(one.box, other.box) > 0.1:
                    pairs.append((one.text, other.text))
    return pairs


def _overlap(one: Box, other: Box) -> float:
    """The common area of two boxes as a share of the smaller one."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    if width <= 0 or height <= 0:
        return 0.0
    areas = [(box[2] - box[0]) * (box[3] - box[1]) for box in (one, other)]
    return width * height / max(min(areas), 0.01)


def ratio(one: Rgb, other: Rgb) -> float:
    """Contrast as WCAG 2.2 defines it, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=1 << 16)
def _luminance(colour: Rgb) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def main(names: list[str]) -> None:
    for name in names:
        found = words(Path(name))
        print(f"{name}: {len(found)} words")
        for word in sorted(found, key=lambda word: word.least)[:12]:
            print(f"  contrast {word.colour:5.1f} grey {word.grey:5.1f} p{word.page} {word.text}")
        for word in sorted(found, key=lambda word: word.size)[:12]:
            print(f"  size {word.size:5.1f} p{word.page} {word.text}")


if __name__ == "__main__":
    main(sys.argv[1:])
