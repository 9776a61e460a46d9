"""How one handout looks: the sizes of its layout, colours, body and skin tone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from handouts.colour import tint
from handouts.render.layout import Layout
from handouts.render.pictures import Look
from handouts.render.text import GREY, INK, TextStyle


@dataclass(frozen=True, slots=True)
class Style:
    """How a handout looks. `accent` is `#rrggbb`, dark enough for white text."""

    layout: Layout
    accent: str
    skin: str
    drawn_body: str

    def text(self, size: float, bold: bool = False, colour: str = INK) -> TextStyle:
        """A text of any size; large ones stand a little tighter."""
        sizes = self.layout.sizes
        share = sizes.leading / sizes.body
        share = share if size <= sizes.body else max(1.18, share - 0.1)
        return TextStyle(size, round(2 * size * share) / 2, "bold" if bold else "regular", colour)

    @property
    def body(self) -> TextStyle:
        """Running text."""
        sizes = self.layout.sizes
        return TextStyle(sizes.body, sizes.leading)

    @property
    def strong(self) -> TextStyle:
        """What stands out in running text."""
        return replace(self.body, weight="bold")

    @property
    def soft(self) -> TextStyle:
        """What may be passed over."""
        return replace(self.body, colour=GREY)

    @property
    def heading(self) -> TextStyle:
        """The title of a part."""
        return self.text(self.layout.sizes.heading, bold=True, colour=self.accent)

    @property
    def pale(self) -> str:
        """A light tint of the accent, for backgrounds."""
        return tint(self.accent, 0.1)

    @property
    def look(self) -> Look:
        """What pictures are drawn with."""
        return Look(self.accent, self.skin, self.drawn_body, self.layout.sizes.body)
