"""Sheets that fold into panels: each panel is filled like a small page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from handouts.render.blocks.frame import FRAME
from handouts.render.layout import Panel, Paper
from handouts.render.pages import Arranged, Placed, Rule
from handouts.render.tagging import TaggedCanvas
from handouts.render.text import rgb

_T = TypeVar("_T", Placed, Rule)


@dataclass(frozen=True, slots=True)
class Folded:
    """A sheet and its panels in rows, read like lines of text; `foot` is the height of the strip
    under them, in points.
    """

    sheet: Paper
    panel: Paper
    across: int
    down: int
    foot: float

    def unfold(self, arranged: Arranged) -> Arranged:
        """What stands on panels, on sheets."""
        panels = self.across * self.down
        return replace(
            arranged,
            placed=[self._moved(one) for one in arranged.placed],
            rules=[self._moved(one) for one in arranged.rules],
            pages=-(-arranged.pages // panels),
        )

    def _moved(self, one: _T) -> _T:
        sheet, cell = divmod(one.page, self.across * self.down)
        row, column = divmod(cell, self.across)
        return replace(
            one,
            page=sheet,
            x=one.x + column * self.panel.width,
            y=one.y + self.foot + (self.down - 1 - row) * self.panel.height,
        )

    def paint(self, canvas: TaggedCanvas) -> None:
        """Dashed lines where to fold."""
        width, height, low = self.sheet.width, self.sheet.height, self.foot
        with canvas.artifact():
            canvas._code.append(f"q {rgb(FRAME)} RG 0.5 w [2 4] 0 d")
            for n in range(1, self.across):
                x = n * self.panel.width
                canvas._code.append(f"{x:.2f} {low:.2f} m {x:.2f} {height:.2f} l S")
            for n in range(1, self.down):
                y = low + n * self.panel.height
                canvas._code.append(f"0 {y:.2f} m {width:.2f} {y:.2f} l S")
            canvas._code.append("Q")


def foldings(least: Panel, paper: Paper, foot: float) -> list[Folded]:
    """Ways to fold a paper, smallest panels first: none smaller than `least`, each way with half as
    many panels as the one before.
    """
    across = max(1, int(paper.width // least.width))
    down = max(1, int((paper.height - foot) // least.height))
    ways = []
    while True:
        panel = Paper(paper.name, paper.width / across, (paper.height - foot) / down)
        ways.append(Folded(paper, panel, across, down, foot))
        if across == down == 1:
            return ways
        if down > 1:
            down = down - 1 if down == 3 else down // 2
        else:
            across //= 2
