"""The two boxes of page one: the strip that says how much, the box that says when not."""

from __future__ import annotations

from handouts.handout import DoseStrip, SafetyBox, plain
from handouts.render import fonts
from handouts.render.blocks.frame import Block, Box, SideBySide, Space, Stack
from handouts.render.blocks.text import Inline
from handouts.render.style import Style
from handouts.render.text import INK, WHITE, TextBlock, TextStyle

_CELL = 7.7
"""Least width of a cell, in sizes of its text: narrower ones stand two by two."""


def dose_strip(block: DoseStrip, style: Style, width: float) -> Block:
    """Answers in large letters on the clinic's colour; each with a short line under it."""
    sizes = style.layout.sizes
    big = TextStyle(sizes.strip, 1.2 * sizes.strip, "bold", WHITE)
    small = TextStyle(sizes.body, 1.2 * sizes.body, "regular", WHITE)
    room = width - 2 * (sizes.pad + 4)
    across = len(block.items)
    while across > 1 and room / across < _CELL * sizes.strip:
        across = (across + 1) // 2
    cells = [
        Stack([TextBlock(answer, big, "P"), *_under(more, small)], gap=1)
        for answer, more in block.items
    ]
    rows = []
    for start in range(0, len(cells), across):
        row = cells[start : start + across]
        filled = [*row, *(Space(0) for _ in range(across - len(row)))]
        rows.append(SideBySide([(cell, None) for cell in filled], gap=10))
    inside = Stack(rows, gap=sizes.gap)
    return Box(inside, (sizes.pad + 4, sizes.pad), fill=style.accent, radius=8)


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
