"""What blocks are built from: things one below the other, side by side, in a box.

All are reportlab flowables: `wrap` gives the size in points, `drawOn` draws from the lower left
corner. A height is known before anything is drawn, so that pages are filled by adding up.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from typing import TypeVar

from reportlab.platypus import Flowable

from handouts.render.tagging import TaggedCanvas
from handouts.render.text import rgb

FRAME = "#b9b4ae"
"""Of thin rules and frames; they only decorate."""


F = TypeVar("F", bound=Flowable)


def wrapped(flowable: F, width: float) -> F:
    """A flowable at a width in points: its height is known."""
    flowable.wrap(width, 0)
    return flowable


class Block(Flowable):  # type: ignore[misc]
    """A flowable that places others. `entries` go into its element, if it has a `role`."""

    def __init__(self, role: str = "", entries: str = "") -> None:
        super().__init__()
        self.role, self.entries = role, entries

    def wrap(self, availWidth: float, availHeight: float = 0) -> tuple[float, float]:
        """Width and height that it takes of a width."""
        self.width = availWidth
        self.height = self.measure(availWidth)
        return self.width, self.height

    def measure(self, width: float) -> float:
        """The height at a width."""
        raise NotImplementedError

    def paint(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """Draw with the lower left corner at (x, y)."""
        raise NotImplementedError

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw within its element."""
        with canvas.element(self.role, self.entries) if self.role else nullcontext():
            self.paint(canvas, x, y)


class Stack(Block):
    """Flowables one below the other, `gap` points apart."""

    def __init__(
        self, children: Iterable[Flowable], gap: float = 0, role: str = "", entries: str = ""
    ) -> None:
        super().__init__(role, entries)
        self.children, self.gap = list(children), gap

    def measure(self, width: float) -> float:
        """All heights and the gaps."""
        heights = [child.wrap(width, 0)[1] for child in self.children]
        return float(sum(heights)) + self.gap * max(0, len(heights) - 1)

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """The children that a height holds, and the rest; nothing where it does not hold one."""
        upper: list[Flowable] = []
        lower = list(self.children)
        room = availHeight
        while lower and lower[0].wrap(availWidth, 0)[1] <= room:
            room -= lower[0].height + self.gap
            upper.append(lower.pop(0))
        if lower and (parts := lower[0].split(availWidth, room)):
            upper.append(parts[0])
            lower[:1] = parts[1:]
        if not upper or not lower:
            return [self] if upper else []
        return [Stack(part, self.gap, self.role, self.entries) for part in (upper, lower)]

    def paint(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """From the top."""
        top = y + self.height
        for child in self.children:
            child.drawOn(canvas, x, top - child.height)
            top -= child.height + self.gap


class SideBySide(Block):
    """Flowables side by side: each with its width, None for what is left over."""

    def __init__(
        self,
        cells: Iterable[tuple[Flowable, float | None]],
        gap: float = 0,
        middle: bool = False,
        role: str = "",
    ) -> None:
        super().__init__(role)
        self.cells, self.gap, self.middle = list(cells), gap, middle

    def measure(self, width: float) -> float:
        """The highest of them."""
        fixed = sum(own or 0 for _, own in self.cells) + self.gap * (len(self.cells) - 1)
        flexible = sum(1 for _, own in self.cells if own is None)
        share = (width - fixed) / flexible if flexible else 0
        self.widths = [share if own is None else own for _, own in self.cells]
        cells = zip(self.cells, self.widths, strict=True)
        return float(max(cell.wrap(own, 0)[1] for (cell, _), own in cells))

    def paint(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """From the left, tops level or middles level."""
        for (cell, _), own in zip(self.cells, self.widths, strict=True):
            free = self.height - cell.height
            cell.drawOn(canvas, x, y + (free / 2 if self.middle else free))
            x += own + self.gap


class Box(Block):
    """A rounded frame around a flowable."""

    def __init__(
        self,
        child: Flowable,
        pad: tuple[float, float],
        fill: str = "",
        stroke: str = "",
        line: float = 1.5,
        radius: float = 7,
        role: str = "",
    ) -> None:
        super().__init__(role)
        self.child, self.pad = child, pad
        self.fill, self.stroke, self.line, self.radius = fill, stroke, line, radius

    def measure(self, width: float) -> float:
        """What is in it, and the room around."""
        return float(self.child.wrap(width - 2 * self.pad[0], 0)[1]) + 2 * self.pad[1]

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        """What is in it, in two boxes."""
        across, down = (2 * one for one in self.pad)
        look = (self.pad, self.fill, self.stroke, self.line, self.radius, self.role)
        parts = self.child.split(availWidth - across, availHeight - down)
        return [Box(part, *look) for part in parts]

    def paint(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """The frame, then what is in it."""
        inset = self.line / 2 if self.stroke else 0
        with canvas.artifact():
            canvas.saveState()
            if self.fill:
                canvas._code.append(f"{rgb(self.fill)} rg")
            if self.stroke:
                canvas._code.append(f"{rgb(self.stroke)} RG {self.line} w")
            canvas.roundRect(
                x + inset, y + inset, self.width - 2 * inset, self.height - 2 * inset, self.radius,
                stroke=int(bool(self.stroke)), fill=int(bool(self.fill)),
            )  # fmt: skip
            canvas.restoreState()
        self.child.drawOn(canvas, x + self.pad[0], y + self.pad[1])


class RowRule(Block):
    """A thin level line between rows of cards, `length` points long."""

    def __init__(self, length: float) -> None:
        super().__init__()
        self.length = length

    def measure(self, width: float) -> float:
        """It takes no height."""
        return 0.0

    def paint(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """It only decorates."""
        with canvas.artifact():
            line = f"{x:.2f} {y:.2f} m {x + self.length:.2f} {y:.2f} l S"
            canvas._code.append(f"q {rgb(FRAME)} RG 0.7 w {line} Q")
