"""Small signs beside words."""

from __future__ import annotations

from handouts.render.blocks.frame import Block
from handouts.render.pictures import draw_icon
from handouts.render.style import Style
from handouts.render.tagging import TaggedCanvas


class Sign(Block):
    """A small sign before a line, with its meaning in words for who cannot see it."""

    def __init__(self, name: str, meaning: str, style: Style) -> None:
        super().__init__()
        self.name, self.meaning, self.style = name, meaning, style

    def measure(self, width: float) -> float:
        """One line of text."""
        return self.style.body.leading

    def paint(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """On the height of capitals."""
        size = 1.12 * self.style.body.size
        canvas.saveState()
        canvas.translate(x, y + (self.height - size) / 2)
        with canvas.figure(self.meaning, size, size):
            draw_icon(canvas, self.name, 0, 0, size, self.style.accent)
        canvas.restoreState()


class Decoration(Sign):
    """A sign whose meaning the words beside it say."""

    def __init__(self, name: str, size: float, style: Style) -> None:
        super().__init__(name, "", style)
        self.size = size

    def measure(self, width: float) -> float:
        """Its own size."""
        return self.size

    def paint(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """An artifact."""
        with canvas.artifact():
            draw_icon(canvas, self.name, x, y, self.size, self.style.accent)
