"""The two boxes of page one: the strip that says how much, the box that says when not."""

from __future__ import annotations

from handouts.handout import DoseStrip, SafetyBox, plain
from handouts.render import fonts
from handouts.render.blocks.frame import Block, Box, SideBySide, Space, Stack
from handouts.render.blocks.text import Inline
from handouts.render.style import Style
from handouts.render.text import INK, WHITE, TextBlock, TextStyle

_BETWEEN = 12.0
"""White between two cells, in points."""


def dose_strip(block: DoseStrip, style: Style, width: float) -> Block:
    """Answers in large letters on the clinic's colour, or framed in it; each with a short line
    under it.

    A cell is as wide as its words; where not all have room side by side, they stand two by two.
    """
    sizes = style.layout.sizes
    filled = style.layout.colours.strip == "filled"
    big = TextStyle(sizes.strip, 1.2 * sizes.strip, "bold", WHITE if filled else style.accent)
    small = TextStyle(sizes.body, 1.2 * sizes.body, "regular", WHITE if filled else INK)
    pad = sizes.pad + 4
    wanted = [
        max(
            fonts.width(plain(answer), "bold", big.size),
            fonts.width(plain(more), "regular", small.size),
        )
        for answer, more in block.items
    ]
    across = len(block.items)
    free = width - 2 * pad - sum(wanted) - _BETWEEN * (across - 1)
    widths: list[float | None] = [one + max(0.0, free / across) for one in wanted]
    if free < 0:
        across = (across + 1) // 2
        widths = [None] * len(wanted)
    cells = [
        Stack([TextBlock(answer, big, "P"), *_under(more, small)], gap=1)
        for answer, more in block.items
    ]
    rows = []
    for start in range(0, len(cells), across):
        row = [*zip(cells[start : start + across], widths[start:], strict=False)]
        row += [(Space(0), None)] * (across - len(row))
        rows.append(SideBySide(row, gap=_BETWEEN))
    inside = Stack(rows, gap=sizes.gap)
    fill, stroke = (style.accent, "") if filled else ("", style.accent)
    return Box(inside, (pad, sizes.pad), fill, stroke, radius=8)


def _under(text: object, style: TextStyle) -> list[TextBlock]:
    return [TextBlock(text, style, "P")] if plain(text) else []  # type: ignore[arg-type]


def safety_box(block: SafetyBox, style: Style, width: float) -> Block:
    """Not today if, let go if: one box, each row a label and a list."""
    sizes = style.layout.sizes
    room = width - 2 * (sizes.pad + 4)
    labels = [fonts.width(plain(label), "bold", sizes.body) for label, _ in block.rows]
    indent = max(labels, default=0) + 14
    if indent > 0.3 * room:
        indent = 0.0  # the label stands above its list
    rows = [Inline(label, items, style, indent) for label, items in block.rows]
    inside = Stack(rows, gap=sizes.gap * 0.75)
    return Box(inside, (sizes.pad + 4, sizes.pad - 1), stroke=INK, line=1.8, radius=8)
