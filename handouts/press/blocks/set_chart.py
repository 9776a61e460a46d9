"""Setting of the tick chart and of the body map."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from handouts.handout import BodyMap, Text, TickChart, plain
from handouts.press.blocks.draft import Draft, artifact, assemble, attributes, tagged
from handouts.press.blocks.house import later_picture
from handouts.press.blocks.set_text import captioned
from handouts.press.blocks.setter import Setter
from handouts.press.blocks.setting import Setting, one
from handouts.press.numbers import paint
from handouts.press.pictures.figures import paint_map
from handouts.press.pictures.pen import rounded
from handouts.press.typesetting.typeset import INK, SOFT

_BOX = 14.0  # of a box to tick, in points


def set_map(setter: Setter, block: BodyMap, width: float, _level: int = 3) -> Setting:
    """The whole body, as large as the layout has it and the column allows."""
    most_wide, most_high = setter.style.layout.figures.map
    box = (min(width, most_wide), most_high)
    drawn = later_picture(*box, partial(paint_map, block, box, setter.style.look), block.alt)
    return one(captioned(setter, drawn, block.caption, width))


def set_chart(setter: Setter, block: TickChart, width: float, _level: int = 3) -> Setting:
    """Boxes to tick, as a table: a reader hears week and day with each box."""
    chart = _Chart(setter, block, width)
    if not chart.fits and len(block.rows) < len(block.columns):
        turned = replace(block, columns=block.rows, rows=block.columns)
        chart = _Chart(setter, turned, width)
        block = turned
    rows = [chart.header(), *(chart.row(text) for text in block.rows)]
    entries = attributes()
    parts = [tagged("Table", row, entries) for row in rows]
    if plain(block.caption):
        caption = setter.type.text(block.caption, setter.style.body, width, "Caption", SOFT)
        below = tagged("Table", caption, entries)
        return Setting((below, *parts), (4.0, *(0.0 for _ in parts[1:])))
    return Setting(tuple(parts), (0.0,) * (len(parts) - 1))


class _Chart:
    """The measures of one chart."""

    def __init__(self, setter: Setter, block: TickChart, width: float) -> None:
        self.setter, self.block, self.width = setter, block, width
        body, strong = setter.style.body, setter.style.strong
        labels = (block.corner, *block.rows)
        self.label = max(setter.type.width(text, strong) for text in labels) + body.size
        self.column = (width - self.label) / max(1, len(block.columns))
        self.high = body.leading + (3 if setter.style.layout.cards.run_in else 7)
        heads = [setter.type.width(text, strong) for text in block.columns]
        self.fits = self.column >= max([_BOX, *heads]) + 4

    def header(self) -> Draft:
        """The row of headings."""
        cells = [self._head(self.block.corner, self.label, "Column")]
        cells += [self._head(text, self.column, "Column") for text in self.block.columns]
        return self._row(cells, self.setter.style.body.leading + 3)

    def row(self, label: Text) -> Draft:
        """A label and its boxes."""
        strong = self.setter.style.strong
        entries = attributes(scope="Row")
        text = self.setter.type.text(label, strong, self.label, "TH", INK, entries)
        shift = (self.high - text.height) / 2
        cells = [assemble(self.label, self.high, [(0, -shift, text)])]
        cells += [self._box() for _ in self.block.columns]
        return self._row(cells, self.high)

    def _head(self, text: Text, width: float, scope: str) -> Draft:
        strong = self.setter.style.strong
        entries = attributes(scope=scope)
        if width == self.label:
            return self.setter.type.text(text, strong, width, "TH", INK, entries)
        return self.setter.type.centred(text, strong, width, "TH", INK, entries)

    def _box(self) -> Draft:
        left, top = (self.column - _BOX) / 2, (self.high - _BOX) / 2
        path = rounded(left, -top - _BOX, left + _BOX, -top, 2.5)
        operators = paint(INK, stroke=True) + b"1 w " + path.encode() + b" S"
        box = artifact(self.column, self.high, operators)
        return tagged("TD", box)

    def _row(self, cells: list[Draft], height: float) -> Draft:
        x = 0.0
        placed = []
        for cell in cells:
            placed.append((x, 0.0, cell))
            x += cell.width
        return tagged("TR", assemble(self.width, height, placed))


SETTERS = {BodyMap: set_map, TickChart: set_chart}
