"""Pictures among words: signs, the clinic's logo and photos, the body map, a code."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from handouts.handout import Text, plain, words
from handouts.render.blocks.frame import Block, SideBySide
from handouts.render.pictures import draw_icon
from handouts.render.style import Style
from handouts.render.tagging import TaggedCanvas
from handouts.render.text import Align, TextBlock, short_words_together

Draw = Callable[[TaggedCanvas, float, float], None]
"""Draws into the box (0, 0)-(width, height), in points."""


class Drawn(Block):
    """A picture with its meaning for who cannot see it; without one (`alt`) it only decorates.
    `size` gives width and height in points at a width; `white` is free above and below it.
    """

    def __init__(
        self,
        draw: Draw,
        size: Callable[[float], tuple[float, float]],
        alt: str = "",
        align: Align = "left",
        white: tuple[float, float] = (0.0, 0.0),
    ) -> None:
        super().__init__()
        self.draw, self.size, self.alt, self.align, self.white = draw, size, alt, align, white

    def measure(self, width: float) -> float:
        """Its own height, and the white."""
        self.drawn = self.size(width)
        return self.drawn[1] + sum(self.white)

    @property
    def fits(self) -> bool:
        """Whether it is no wider than what it was given."""
        return self.drawn[0] <= self.width

    def paint(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """At its edge of the width, or in the middle."""
        free = self.width - self.drawn[0]
        x += {"left": 0.0, "centre": free / 2, "right": free}[self.align]
        y += self.white[1]
        if self.alt:
            with canvas.figure(self.alt, x, y, *self.drawn):
                self.draw(canvas, *self.drawn)
            return
        with canvas.artifact():
            canvas.saveState()
            canvas.translate(x, y)
            self.draw(canvas, *self.drawn)
            canvas.restoreState()


def icon(name: str, size: float, style: Style, alt: str = "", white: float = 0.0) -> Drawn:
    """A sign of `size` points, with so much white above and below it."""
    return Drawn(
        lambda canvas, width, _: draw_icon(canvas, name, width, style.accent),
        lambda _: (size, size), alt, white=(white, white),
    )  # fmt: skip


def caution(lines: Iterable[Text], title: Text, style: Style) -> SideBySide:
    """What to take care of, in one paragraph, behind its sign, which says `title`."""
    body = style.body
    size = 1.12 * body.size
    sign = icon("caution", size, style, plain(title), (body.leading - size) / 2)
    text = TextBlock(short_words_together(words(" ".join(map(plain, lines)))), body)
    return SideBySide([(sign, body.size * 1.45), (text, None)], role="Div")
