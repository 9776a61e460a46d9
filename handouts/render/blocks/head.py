"""The head of page one: title, for whom, and the clinic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reportlab.platypus import Flowable

from handouts.handout import Brand, Handout, Logo, Text, plain, words
from handouts.render import fonts
from handouts.render.blocks.drawn import Drawn
from handouts.render.blocks.frame import SideBySide, Stack
from handouts.render.logo import draw_logo, prepare_logo
from handouts.render.style import Style
from handouts.render.text import GREY, INK, NO_BREAK, Align, TextBlock, TextStyle

_CLINIC = 0.42
"""The largest share of the width that the clinic takes, at the right of the title."""
_GAP = 12.0
_DOT = " · "
_LEAST = 420.0
"""The width under which the clinic stands above the title."""


def is_narrow(width: float) -> bool:
    """Whether the clinic stands above the title."""
    return width < _LEAST


def head(handout: Handout, style: Style, width: float, clinic: Flowable) -> Flowable:
    """Title at the left, clinic (see `clinic_lines`) at the right, or above on a narrow page."""
    beside = clinic.width if clinic.height and not is_narrow(width) else 0.0
    face = _title_face(plain(handout.title), style, width - beside - _GAP)
    title: list[Flowable] = [TextBlock(handout.title, face, "H1")]
    if plain(handout.subtitle):
        title.append(_subtitle(handout.subtitle, style.soft, width - beside - _GAP))
    left = Stack(title, gap=2)
    if not clinic.height:
        return left
    if is_narrow(width):
        return Stack([clinic, left], gap=style.layout.sizes.gap)
    return SideBySide([(left, None), (clinic, beside)], gap=_GAP)


def _subtitle(text: Text, style: TextStyle, width: float) -> TextBlock:
    """For whom, and the date, each on one line where it has room; a dot between them on one."""
    parts = plain(text).split(_DOT)
    whole, *each = (fonts.width(one, "regular", style.size) for one in (plain(text), *parts))
    if max(each) <= width:
        between = _DOT if whole <= width else "\n"
        text = words(between.join(part.replace(" ", NO_BREAK) for part in parts))
    else:
        text = words(_DOT.replace(" ", NO_BREAK, 1).join(parts))
    return TextBlock(text, style)


def clinic_lines(brand: Brand, style: Style, width: float) -> Flowable:
    """The clinic's picture, name, practitioner and number, wrapped; of no height without any."""
    narrow = is_narrow(width)
    lines = list(_clinic(brand, style, "left" if narrow else "right"))
    widest = max(map(_widest, lines), default=0.0) + 0.5
    made = Stack(lines, gap=0 if narrow else 1)
    made.wrap(width if narrow else min(widest, _CLINIC * width))
    return made


def _title_face(title: str, style: Style, width: float) -> TextStyle:
    """The title in its size, or a little smaller where that sets it on one line."""
    size = style.layout.sizes.title
    for smaller in (size, 0.92 * size, 0.84 * size):
        if fonts.width(title, "bold", smaller) <= width:
            return style.text(smaller, bold=True)
    return style.text(size, bold=True)


def _widest(line: Flowable) -> float:
    """The width that a line of the clinic would like."""
    if isinstance(line, Drawn):
        return line.size(0)[0]
    style = line.text_style
    return fonts.width(line.words, style.weight, style.size)


def _clinic(brand: Brand, style: Style, align: Align) -> Iterator[Flowable]:
    sizes = style.layout.sizes
    plain_line = TextStyle(sizes.body, 1.25 * sizes.body, colour=GREY, align=align)
    if brand.logo:
        yield _logo(brand.logo, style, align)
    if brand.name:
        yield TextBlock(words(brand.name), replace(plain_line, weight="bold", colour=INK))
    for line in brand.lines:
        yield TextBlock(words(line), plain_line)
    if brand.call:
        text, address = brand.call
        face = TextStyle(sizes.call, 1.25 * sizes.call, "bold", style.accent, align)
        yield TextBlock(words(text), face, link=(address, text))


def _logo(logo: Logo, style: Style, align: Align) -> Drawn:
    """The clinic's picture, with a little white under it; one that nobody named only decorates."""
    made = prepare_logo(logo, style.layout.pictures.logo)
    return Drawn(
        lambda canvas, _, __: draw_logo(canvas, made, 0, 0),
        lambda _: (made.width, made.height), logo.alt, align, (0.0, 4.0),
    )  # fmt: skip
