"""Boxes: the strip that says how much, when not to press, whom to call and when it is urgent."""

from __future__ import annotations

from reportlab.platypus import Flowable

from handouts.handout import (
    Bullets,
    Callout,
    CalloutKind,
    DoseStrip,
    Paragraph,
    SafetyBox,
    Text,
    plain,
)
from handouts.render import fonts
from handouts.render.blocks.drawn import icon
from handouts.render.blocks.frame import Block, Box, SideBySide, Stack
from handouts.render.blocks.text import Inline, bullets
from handouts.render.style import Style
from handouts.render.text import (
    INK,
    WHITE,
    TextBlock,
    TextStyle,
    last_words_together,
    numbers_together,
)

_BETWEEN = 12.0
"""White between two cells, in points."""
_HALF = 0.6
"""The share of a line's width that holds it in two lines."""
_LINES: dict[CalloutKind, float] = {"call": 1.2, "emergency": 2.2}


def dose_strip(block: DoseStrip, style: Style, width: float) -> Block:
    """Answers in large letters on the clinic's colour, or framed in it; each with a short line
    under it.

    A cell is as wide as its words. Where not all have room side by side, the longest short lines
    are broken in two; where that is not enough, the cells stand two by two.
    """
    sizes = style.layout.sizes
    filled = style.layout.colours.strip == "filled"
    big = TextStyle(sizes.strip, 1.2 * sizes.strip, "bold", WHITE if filled else style.accent)
    small = TextStyle(sizes.body, 1.2 * sizes.body, "regular", WHITE if filled else INK)
    pad = sizes.pad + 4
    least = [fonts.width(plain(answer), "bold", big.size) for answer, _ in block.items]
    lines = [fonts.width(plain(more), "regular", small.size) for _, more in block.items]
    room = width - 2 * pad - _BETWEEN * (len(block.items) - 1)
    across, widths = len(block.items), _widths(least, lines, room)
    if not widths:
        across = (across + 1) // 2
        wanted = list(map(max, least, lines))
        wide = [max(wanted[cell::across]) for cell in range(across)]
        room = width - 2 * pad - _BETWEEN * (across - 1)
        share = [max(one / sum(wide), 0.3) for one in wide]
        widths = [one / sum(share) * room for one in share]
    cells = [
        Stack([TextBlock(answer, big, "P"), *_under(more, small)], gap=1)
        for answer, more in block.items
    ]
    rows = [
        SideBySide(zip(cells[start:][:across], widths, strict=False), gap=_BETWEEN)
        for start in range(0, len(cells), across)
    ]
    inside = Stack(rows, gap=sizes.gap)
    fill, stroke = (style.accent, "") if filled else ("", style.accent)
    return Box(inside, (pad, sizes.pad), fill, stroke, radius=8)


def _widths(least: list[float], lines: list[float], room: float) -> list[float]:
    """Widths that come to `room`: as wide as answers and lines, or as few of the longest lines as
    need be broken in two; empty where that is not enough.
    """
    cells = range(len(lines))
    longest = sorted(cells, key=lambda cell: -lines[cell])
    for broken in range(len(lines) + 1):
        shares = [_HALF if cell in longest[:broken] else 1.0 for cell in cells]
        made = [max(least[cell], shares[cell] * lines[cell]) for cell in cells]
        if sum(made) <= room:
            return [one + (room - sum(made)) / len(made) for one in made]
    return []


def _under(text: Text, style: TextStyle) -> list[TextBlock]:
    return [TextBlock(last_words_together(text), style)] if plain(text) else []


def safety_box(block: SafetyBox, style: Style, width: float) -> Block:
    """Not today if, let go if: one box, each row a label and a list."""
    sizes = style.layout.sizes
    room = width - 2 * (sizes.pad + 4)
    labels = [fonts.width(plain(label), "bold", sizes.body) for label, _ in block.rows]
    indent = max(labels, default=0) + 14
    if indent > 0.3 * room:
        indent = 0.0  # the label stands above its list
    rows = [
        Inline(label, map(last_words_together, map(numbers_together, items)), style, indent)
        for label, items in block.rows
    ]
    inside = Stack(rows, gap=sizes.gap * 0.75)
    return Box(inside, (sizes.pad + 4, sizes.pad - 1), stroke=INK, line=1.8, radius=8)


def callout(block: Callout, style: Style) -> Block:
    """A framed box: sign, title, list. The emergency has the heaviest frame."""
    sizes = style.layout.sizes
    title = TextBlock(last_words_together(block.title), style.strong, "P")
    sign = icon(block.kind, 1.3 * sizes.body, style)
    head = SideBySide([(sign, 1.7 * sizes.body), (title, None)], middle=True)
    body: list[Flowable] = []
    for part in block.body:
        if isinstance(part, Bullets):
            body.append(bullets(part.items, style))
        elif isinstance(part, Paragraph):
            body.append(TextBlock(part.text, style.body))
    inside = Stack([head, *body], gap=0.3 * sizes.gap)
    pad = (sizes.pad, 0.75 * sizes.pad)
    return Box(inside, pad, stroke=INK, line=_LINES[block.kind], role="Div")
