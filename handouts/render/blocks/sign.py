"""Small signs beside words."""

from __future__ import annotations

from collections.abc import Iterable

from handouts.handout import Text, plain, words
from handouts.render.blocks.frame import Block, SideBySide
from handouts.render.pictures import draw_icon
from handouts.render.style import Style
from handouts.render.tagging import TaggedCanvas
from handouts.render.text import TextBlock


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
        with canvas.figure(self.meaning, x, y + (self.height - size) / 2, size, size):
            draw_icon(canvas, self.name, 0, 0, size, self.style.accent)


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


def caution(lines: Iterable[Text], title: Text, style: Style) -> SideBySide:
    """What to take care of behind its sign, in one paragraph: short sentences that follow each
    other. `title` is what the sign says.
    """
    sign = Sign("caution", plain(title), style)
    text = TextBlock(words(" ".join(map(plain, lines))), style.body)
    return SideBySide([(sign, style.body.size * 1.45), (text, None)], role="Div")
