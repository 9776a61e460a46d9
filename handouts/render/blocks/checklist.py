"""The chart to tick: a row a week, a column a day, one box for each time a day."""

from __future__ import annotations

from collections.abc import Iterable

from handouts.counting import A_WEEK
from handouts.handout import Text, TickChart, plain, words
from handouts.render import fonts
from handouts.render.blocks.frame import Block
from handouts.render.objects import text_string
from handouts.render.style import Style
from handouts.render.tagging import TaggedCanvas
from handouts.render.text import INK, TextBlock, TextStyle

_SPACE = 2.5


class Checklist(Block):
    """A table: header cells above and at the left of each row, boxes in the cells."""

    def __init__(self, block: TickChart, style: Style) -> None:
        super().__init__("Table", f"/A<</O/Table/Summary{text_string(block.alt)}>>")
        self.block, self.style = block, style

    def measure(self, width: float) -> float:
        """Rows as high as their boxes; with several times a day each has a row of its own."""
        body = self.style.body
        self.box = self.style.layout.pictures.tick
        labels = [*map(plain, self.block.rows), plain(self.block.corner)]
        times = [*map(plain, self.block.times)] or [""]
        bold = max(fonts.width(text, "bold", body.size) for text in labels)
        regular = max(fonts.width(text, "regular", body.size) for text in times)
        self.weeks, self.label = bold + 8, (regular + 8 if self.block.times else 0.0)
        # fewer days keep the width of a day, so that a chart looks like a week
        self.column = (width - self.weeks - self.label) / max(A_WEEK, len(self.block.columns))
        names = [name for day in self.block.columns if (name := plain(day)).isalpha()]
        self.short = any(fonts.width(name, "bold", body.size) > self.column for name in names)
        self.line = max(self.box, body.size) + 2 * _SPACE
        return body.leading + len(self.block.rows) * len(times) * self.line

    def paint(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """Row by row."""
        top = y + self.height
        block, leading = self.block, self.style.body.leading
        columns = x + self.weeks + self.label
        with canvas.element("TR"):
            self._head(canvas, [(block.corner, x, True)], top, "Column")
            for place, day in enumerate(block.columns):
                self._day(canvas, day, columns + place * self.column, top)
        top -= leading
        for row, week in enumerate(block.rows, 1):
            days = block.last if row == len(block.rows) else len(block.columns)
            for n, time in enumerate(block.times or (words(""),)):
                middle = top - self.line / 2
                with canvas.element("TR"):
                    labels = [(week, x, True)] if n == 0 else []
                    if block.times:
                        labels.append((time, x + self.weeks, False))
                    self._head(canvas, labels, middle + leading / 2, "Row")
                    for place in range(len(block.columns)):
                        self._box(canvas, columns + place * self.column, middle, place < days)
                top -= self.line

    def _head(
        self,
        canvas: TaggedCanvas,
        labels: Iterable[tuple[Text, float, bool]],
        top: float,
        scope: str,
    ) -> None:
        """A header cell: texts, each with its left end and whether it is bold."""
        with canvas.element("TH", f"/A<</O/Table/Scope/{scope}>>"):
            for text, x, bold in labels:
                face = self.style.strong if bold else self.style.body
                label = TextBlock((*text, *words(" ")), face, "TH")
                label.wrap(self.width, 0)
                label.lines(canvas, x, top - label.height, 0, label.line_count)

    def _day(self, canvas: TaggedCanvas, text: Text, x: float, top: float) -> None:
        """The name of a day, cut to two letters where columns are narrow; it is read whole."""
        body = self.style.strong
        face = TextStyle(body.size, body.leading, "bold", INK, "centre")
        name = plain(text)
        cut = self.short and name.isalpha()
        label = TextBlock(words(name[:2]) if cut else text, face, "")
        label.wrap(max(self.column, 2.5 * body.size), 0)
        entries = "/A<</O/Table/Scope/Column>>"
        if cut:
            entries += f"/ActualText{text_string(name)}"
        with canvas.marked("TH", entries):
            label.drawOn(canvas, x - (label.width - self.column) / 2, top - label.height)

    def _box(self, canvas: TaggedCanvas, x: float, middle: float, drawn: bool) -> None:
        """An empty cell: the box is for a pen. Behind the last day there is only the cell."""
        side = self.box
        left, low = x + (self.column - side) / 2, middle - side / 2
        with canvas.element("TD"), canvas.artifact():
            if not drawn:
                return
            canvas._code.append("q 1.1 w")
            canvas.roundRect(left, low, side, side, 2.5, stroke=1, fill=0)
            canvas._code.append("Q")
