"""Where everything lies on the pages of a handout, read from the file: its tree and its pixels.

`faults` names all that a patient would stumble over; the empty list means: every label stands in
the white, no word lies on another or on a drawing, nothing is cut or broken, everything is large
enough, and no page but the last is left empty.

    PYTHONPATH=tests python -m proof.geometry [ROUTINE …]     # a table of what fails, over all
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from handouts.handout import Handout, PointCard, plain
from handouts.render import Layout, load_layout
from proof import contrast, structure
from proof.tree import Element

Box = contrast.Box

SCALE = 2.0  # pixels a point, to look under words
COARSE = 50 / 72  # to look for white bands
EDGE = 9.0  # points that a printer may leave out
WHITE = 250  # a grey level that prints as paper
MOST_BAND = 0.12  # of the height of a page
LARGE = {"large-print": (18.0, 15.0)}  # text; foot and labels of pictures
USUAL = (12.0, 12.0)
LEAST_PICTURE = {1: (150.0, 150.0), 2: (120.0, 110.0)}  # by columns of cards
LEAST_POCKET = (110.0, 110.0)
BADGE = 0.78  # radius of the disc behind a number in a picture, in sizes of the number
WHOLE = {"Div", "L", "LI", "Figure", "Table", "TR", "H1", "H2", "H3"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture on a page (from 1), with its alternative text; the box in points."""

    page: int
    box: Box
    alt: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is painted, with its words; `bare` is the page without any words."""

    number: int
    width: float
    height: float
    words: tuple[contrast.Word, ...]
    bare: Image.Image
    coarse: Image.Image


def faults(pdf: bytes, handout: Handout, layout: Layout | str) -> list[str]:
    """All that is wrong, each with its page."""
    design = load_layout(layout) if isinstance(layout, str) else layout
    pages = list(_pages(pdf))
    with structure.reading(pdf) as file:
        figures = list(_figures(file))
        return [
            *_tree(file, handout, design),
            *_pictures(figures, handout, design),
            *_words(pages, figures, design),
            *_edges(pages),
            *_bands(pages, design),
        ]


# ── reading ─────────────────────────────────────────────────────────────────────────────────────


def _pages(pdf: bytes) -> Iterator[Page]:
    document = pdfium.PdfDocument(pdf)
    try:
        for number, page in enumerate(document, 1):
            coarse = page.render(scale=COARSE).to_pil().convert("L")
            words = tuple(
                contrast.Word(text, number, size, box, 21, 21)
                for text, size, box in contrast.boxes(page)
            )
            for text in list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=1)):
                page.remove_obj(text)
            bare = page.render(scale=SCALE).to_pil().convert("RGB")
            yield Page(number, page.get_width(), page.get_height(), words, bare, coarse)
    finally:
        document.close()


def _figures(file: structure.File) -> Iterator[Figure]:
    for element in file.elements():
        if element.kind == "Figure":
            left, low, right, high = map(float, element.attribute("/Layout", "/BBox"))
            page = min(file.pages(element))
            yield Figure(page, (left, low, right, high), element.alt or "")


def _cards(handout: Handout) -> list[PointCard]:
    return [b for part in handout.parts for b in part.blocks if isinstance(b, PointCard)]


# ── nothing is broken, steps are lists ──────────────────────────────────────────────────────────


def _tree(file: structure.File, handout: Handout, layout: Layout) -> Iterator[str]:
    cards = _cards(handout)
    steps = layout.card_rules(len(cards))[0].steps
    names = {plain(part.title): part.name for part in handout.parts}
    found: list[Element] = []
    for element in file.elements():
        pages = sorted(file.pages(element))
        inner = element.kind == "Sect" and element.parent and element.parent.kind == "Sect"
        name = names.get(str(element.object.get("/T", ""))) if element.kind == "Sect" else None
        if (inner or element.kind in WHOLE) and len(pages) > 1:
            yield f"page {pages[0]}: {element.path()} goes on over {pages}: {_start(file, element)}"
        if name in ("dose", "safety") and pages != [1]:
            yield f"page {pages[0]}: {name} is not on page one alone"
        if inner and name is None and element.parent and _title(element.parent, names) == "points":
            found.append(element)
    if "points" in layout.parts and len(found) != len(cards):
        yield f"page 1: {len(found)} cards of {len(cards)} are sections of their own"
    for card, element in zip(cards, found, strict=False):
        yield from _steps(file, element, card if steps else None, card.number)
    yield from _headings(file)


def _title(element: Element, names: dict[str, str]) -> str:  # type: ignore[type-arg]
    return names.get(str(element.object.get("/T", "")), "")


def _start(file: structure.File, element: Element) -> str:
    return repr(file.text(element)[:40])


def _steps(
    file: structure.File, element: Element, card: PointCard | None, number: int
) -> Iterator[str]:
    """Each step is an item of a list, with its number."""
    items = [one for one in element.elements() if one.kind == "LI"]
    said = [[file.text(kid).strip() for kid in item.children()] for item in items]
    kinds = {tuple(kid.kind for kid in item.children()) for item in items}
    wanted = [[str(n), plain(step)] for n, step in enumerate(card.steps, 1)] if card else []
    page = min(file.pages(element))
    if said != wanted:
        yield f"page {page}: card {number}: steps {said} are not {wanted}"
    if kinds - {("Lbl", "LBody")}:
        yield f"page {page}: card {number}: items of {kinds}"


def _headings(file: structure.File) -> Iterator[str]:
    """A heading stands on the page of what it heads."""
    blocks = [e for e in file.elements() if e.kind in structure.BLOCKS and file.pages(e)]
    for one, after in pairwise(blocks):
        if one.kind in structure.HEADINGS and max(file.pages(one)) != min(file.pages(after)):
            page = max(file.pages(one))
            yield f"page {page}: heading {_start(file, one)} without what it heads"


# ── pictures ────────────────────────────────────────────────────────────────────────────────────


def _pictures(figures: list[Figure], handout: Handout, layout: Layout) -> Iterator[str]:
    cards = _cards(handout)
    alts = Counter(card.where.alt for card in cards)
    places = [one for one in figures if one.alt in alts]
    if "points" in layout.parts and len(places) != len(cards):
        yield f"page 1: {len(places)} drawings of {len(cards)} places"
    beside = any(_level(one, other) for one, other in combinations(places, 2))
    least = LEAST_POCKET if layout.name == "pocket" else LEAST_PICTURE[2 if beside else 1]
    for one in places:
        left, low, right, high = one.box
        if right - left < least[0] - 0.1 or high - low < least[1] - 0.1:
            size = f"{right - left:.0f}x{high - low:.0f}"
            wanted = f"{least[0]:.0f}x{least[1]:.0f}"
            yield f"page {one.page}: a drawing of {size}, not {wanted}: {one.alt[:40]!r}"
    for one, other in combinations(figures, 2):
        if one.page == other.page and _share(one.box, other.box) > 1:
            yield f"page {one.page}: pictures on each other: {one.alt[:30]!r}, {other.alt[:30]!r}"


def _level(one: Figure, other: Figure) -> bool:
    """Whether two pictures stand side by side."""
    return one.page == other.page and one.box[1] < other.box[3] and other.box[1] < one.box[3]


def _share(one: Box, other: Box) -> float:
    """The area that two boxes have in common, in square points."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, width) * max(0.0, height)


# ── words ───────────────────────────────────────────────────────────────────────────────────────


def _words(pages: list[Page], figures: list[Figure], layout: Layout) -> Iterator[str]:
    least, least_aside = LARGE.get(layout.name, USUAL)
    foot = layout.margins.bottom + 1.3 * layout.sizes.foot
    for page in pages:
        for one, other in contrast.collisions(list(page.words)):
            yield f"page {page.number}: {one!r} lies on {other!r}"
        inside = [one for one in figures if one.page == page.number]
        for word in page.words:
            picture = next((one for one in inside if _share(one.box, word.box) > 0), None)
            aside = picture is not None or word.box[1] < foot
            if word.size < (least_aside if aside else least) - 0.01:
                yield f"page {page.number}: {word.text!r} is set in {word.size:g}"
            yield from _ground(page, word, picture)


def _ground(page: Page, word: contrast.Word, picture: Figure | None) -> Iterator[str]:
    """Under a word lies paper or one colour; in a picture paper, or the disc of a number."""
    colours = _colours(page, word.box)
    total = sum(colours.values())
    ground, times = colours.most_common(1)[0]
    if total - times > 0.02 * total:
        yield f"page {page.number}: something is painted through {word.text!r}"
    elif picture and min(ground) < WHITE:
        if not word.text.isdigit():
            yield f"page {page.number}: label {word.text!r} lies on a drawing"
        elif _around(page, word) > 0.12:
            yield f"page {page.number}: number {word.text!r} lies on a drawing"
    elif picture and not _inside(word.box, picture.box):
        yield f"page {page.number}: label {word.text!r} leaves its picture"


def _inside(box: Box, frame: Box) -> bool:
    return (
        box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]
    )  # fmt: skip


def _colours(page: Page, box: Box) -> Counter[tuple[int, ...]]:
    left, low, right, high = box
    cut = (
        max(0, int(left * SCALE)), max(0, int((page.height - high) * SCALE)),
        math.ceil(right * SCALE), math.ceil((page.height - low) * SCALE),
    )  # fmt: skip
    if cut[0] >= cut[2] or cut[1] >= cut[3]:
        return Counter({(255, 255, 255): 1})  # off the page, which is told elsewhere
    image = page.bare.crop(cut)
    return Counter({colour: n for n, colour in image.getcolors(image.width * image.height)})


def _around(page: Page, word: contrast.Word) -> float:
    """How much of a circle close around a number's disc is not paper."""
    x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
    radius = BADGE * word.size + 2.2
    spots = [
        (
            int((x + radius * math.cos(turn)) * SCALE),
            int((page.height - y - radius * math.sin(turn)) * SCALE),
        )
        for turn in (2 * math.pi * n / 90 for n in range(90))
    ]
    return sum(min(page.bare.getpixel(spot)) < WHITE for spot in spots) / len(spots)


# ── edges and white ─────────────────────────────────────────────────────────────────────────────


def _edges(pages: list[Page]) -> Iterator[str]:
    for page in pages:
        for word in page.words:
            left, low, right, high = word.box
            if (
                min(left, low) < EDGE
                or right > page.width - EDGE
                or high > page.height - EDGE
            ):  # fmt: skip
                yield f"page {page.number}: {word.text!r} is within {EDGE:g} points of the edge"
        ink = page.bare.convert("L").point(lambda grey: 255 * (grey < WHITE)).getbbox()
        if ink:
            left, top, right, bottom = (edge / SCALE for edge in ink)
            gone = min(left, top, page.width - right, page.height - bottom)
            if gone < EDGE:
                yield f"page {page.number}: something is drawn {gone:.0f} points from the edge"


def _bands(pages: list[Page], layout: Layout) -> Iterator[str]:
    for page in pages[:-1]:
        share = band(page, layout)
        if share > MOST_BAND:
            yield f"page {page.number}: {100 * share:.0f} % of its height is one white band"


def band(page: Page, layout: Layout) -> float:
    """The highest band of paper across a whole page, between its margins, as a share of it."""
    width, height = page.coarse.size
    data = page.coarse.tobytes()
    first = round(layout.margins.top * COARSE)
    last = height - round(layout.margins.bottom * COARSE)
    best = run = 0
    for row in range(first, last):
        run = run + 1 if min(data[row * width : (row + 1) * width]) >= WHITE else 0
        best = max(best, run)
    return best / height


def main(names: list[str]) -> None:
    from render.sample import routine

    from handouts.errors import ContentError
    from handouts.library import load_library
    from handouts.render import Renderer

    renderer = Renderer()
    for name in names or sorted(load_library().routines):
        for layout in ("sheet", "large-print", "pocket"):
            for paper in ("letter", "a4", "a5", "legal"):
                made = routine(name)
                try:
                    rendered = renderer.render(made, layout, paper)
                    found = faults(rendered.pdf, made, layout)
                except ContentError as error:
                    found = [str(error)]
                for fault in found:
                    print(f"{name:24} {layout:12} {paper:7} {fault}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
