"""Sheets that fold into panels: each panel is filled like a small page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from handouts.press.blocks.draft import artifact
from handouts.press.file.piece import Piece, seal
from handouts.press.layout import Panel, Paper
from handouts.press.numbers import nums
from handouts.press.pages.flow import Placed

EDGE = 18.0  # left and right of the running lines, in points
_UNDER_FOOT = 10.0
_LINE = b"0.6 G 0.5 w [2 4] 0 d "

Foot = tuple[float, float, Piece]


class Runs(Protocol):
    """What puts a running line on a page."""

    def foot(self, page: int, pages: int, x: float, y: float, width: float) -> list[Foot]:
        """The line at (x, y)."""
        ...


@dataclass(frozen=True, slots=True)
class Folded:
    """A sheet and its panels in rows, read like lines of text."""

    sheet: Paper
    panel: Paper
    across: int
    down: int
    foot: float  # height of the strip under the panels

    def unfold(self, placed: Sequence[Placed]) -> list[Placed]:
        """Pieces on panels to pieces on sheets."""
        return [self._moved(one) for one in placed]

    def _moved(self, one: Placed) -> Placed:
        sheet, cell = divmod(one.page, self.across * self.down)
        row, column = divmod(cell, self.across)
        return replace(
            one,
            page=sheet,
            x=one.x + column * self.panel.width,
            y=one.y + self.foot + (self.down - 1 - row) * self.panel.height,
        )

    def feet(self, runs: Runs, page: int, pages: int) -> list[Foot]:
        """The running line and where to fold."""
        line = runs.foot(page, pages, EDGE, self.foot, self.sheet.width - 2 * EDGE)
        return [*line, (0, 0, self._folds())]

    def _folds(self) -> Piece:
        width, height = self.sheet.width, self.sheet.height
        upright = [(n * self.panel.width, self.foot) for n in range(1, self.across)]
        level = [(0.0, self.foot + n * self.panel.height) for n in range(1, self.down)]
        lines = [nums(x, y) + b" m " + nums(x, height) + b" l S " for x, y in upright]
        lines += [nums(x, y) + b" m " + nums(width, y) + b" l S " for x, y in level]
        return seal(artifact(width, height, _LINE + b"".join(lines)))


def fold(least: Panel, paper: Paper, foot: float) -> Folded:
    """A paper folded into as many panels as are no smaller than `least`, over running lines that
    are `foot` high.
    """
    foot += _UNDER_FOOT
    across = max(1, int(paper.width // least.width))
    down = max(1, int((paper.height - foot) // least.height))
    panel = Paper(paper.name, paper.width / across, (paper.height - foot) / down)
    return Folded(paper, panel, across, down, foot)
