"""The whole body with every point in its place."""

from __future__ import annotations

from handouts.handout import BodyMap
from handouts.render.blocks.frame import Block
from handouts.render.pictures import draw_map, map_size
from handouts.render.style import Style
from handouts.render.tagging import TaggedCanvas


class Map(Block):
    """Figures side by side, as high as `height` says or lower where they have less room."""

    def __init__(self, block: BodyMap, style: Style, height: float) -> None:
        super().__init__()
        self.block, self.style, self._height = block, style, height

    def measure(self, width: float) -> float:
        """Its own height."""
        self.drawn = map_size(self.block, self.style.look, self._height, width)
        return self.drawn[1]

    @property
    def fits(self) -> bool:
        """Whether its figures find room side by side."""
        return self.drawn[0] <= self.width

    def paint(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """In the middle of its width."""
        width, height = self.drawn
        with canvas.figure(self.block.alt, x + (self.width - width) / 2, y, width, height):
            draw_map(canvas, self.block, height, self.style.look)
