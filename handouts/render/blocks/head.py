"""The head of page one: title, for whom, and the clinic."""

from __future__ import annotations

from reportlab.platypus import Flowable

from handouts.handout import Handout, plain, words
from handouts.render import fonts
from handouts.render.blocks.frame import Block, SideBySide, Stack
from handouts.render.logo import PreparedLogo, draw_logo, prepare_logo
from handouts.render.style import Style
from handouts.render.tagging import TaggedCanvas
from handouts.render.text import GREY, TextBlock, TextStyle

_CLINIC = 0.42
"""The largest share of the width that the clinic takes, at the right of the title."""
_GAP = 12.0
_LEAST = 420.0
"""The width under which the clinic stands above the title."""


def head(handout: Handout, style: Style, width: float) -> Flowable:
    """Title at the left, clinic at the right; one above the other on a narrow page."""
    sizes = style.layout.sizes
    narrow = width < _LEAST
    clinic = _clinic(handout, style, "left" if narrow else "right")
    beside = 0.0
    if clinic and not narrow:
        beside = min(max(map(_widest, clinic)) + 0.5, _CLINIC * width)
    face = _title_face(plain(handout.title), style, width - beside - _GAP)
    title: list[Flowable] = [TextBlock(handout.title, face, "H1", heading=1)]
    if plain(handout.subtitle):
        title.append(TextBlock(handout.subtitle, style.soft))
    left = Stack(title, gap=2)
    if not clinic:
        return left
    if narrow:
        return Stack([Stack(clinic), left], gap=sizes.gap)
    return SideBySide([(left, None), (Stack(clinic, gap=1), beside)], gap=_GAP)


def _title_face(title: str, style: Style, width: float) -> TextStyle:
    """The title in its size, or a little smaller where that sets it on one line."""
    size = style.layout.sizes.title
    for smaller in (size, 0.92 * size, 0.84 * size):
        if fonts.width(title, "bold", smaller) <= width:
            return style.text(smaller, bold=True)
    return style.text(size, bold=True)


def _widest(line: Flowable) -> float:
    """The width that a line of the clinic would like."""
    if isinstance(line, LogoBlock):
        return line.logo.width
    style = line.text_style
    return fonts.width(line.words, style.weight, style.size)


def _clinic(handout: Handout, style: Style, align: str) -> list[Flowable]:
    brand, sizes = handout.brand, style.layout.sizes
    made: list[Flowable] = []

    def line(text: str, bold: bool = False, size: float = sizes.body, colour: str = GREY) -> None:
        face = TextStyle(
            size,
            1.25 * size,
            "bold" if bold else "regular",
            colour,
            align,  # type: ignore[arg-type]
        )
        link = brand.call and (brand.call[1], brand.call[0])
        made.append(TextBlock(words(text), face, "P", link if size > sizes.body else None))

    if brand.logo:
        logo = prepare_logo(brand.logo, style.layout.pictures.logo)
        made.append(LogoBlock(logo, brand.logo.alt, align))
    if brand.name:
        line(brand.name, bold=True, colour="#15110f")
    for text in brand.lines:
        line(text)
    if brand.call:
        line(brand.call[0], bold=True, size=sizes.call, colour=style.accent)
    return made


class LogoBlock(Block):
    """The clinic's picture."""

    def __init__(self, logo: PreparedLogo, alt: str, align: str) -> None:
        super().__init__()
        self.logo, self.alt, self.align = logo, alt, align

    def measure(self, width: float) -> float:
        """Its own height, and a little white under it."""
        return self.logo.height + 4

    def paint(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """At the edge that the words stand at."""
        left = x + (self.width - self.logo.width if self.align == "right" else 0)
        if self.alt:
            with canvas.figure(self.alt, left, y + 4, self.logo.width, self.logo.height):
                draw_logo(canvas, self.logo, 0, 0)
        else:
            with canvas.artifact():  # a picture that nobody named only decorates
                draw_logo(canvas, self.logo, left, y + 4)
