"""A pen that collects PDF operators, and what they need, for one picture.

Lengths are points. The origin is the top-left corner of the picture and y points up, so that every
y on the picture is zero or less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handouts.press.numbers import num
from handouts.press.pictures.drawings import rgb
from handouts.press.pictures.geometry import XY

if TYPE_CHECKING:
    from handouts.press.typesetting.fonts import Fonts, Weight

INK = "#0f0a08"
WHITE = "#ffffff"
_ARC = 0.5523  # control length of a quarter circle of radius 1
CAP = 0.67  # height of a capital or figure, as a share of the size


@dataclass(frozen=True, slots=True)
class Painted:
    """A picture, ready to be placed: operators and what they lean on.

    `drawings` are the names of XObjects that `ops` invokes; `text` the characters it shows.
    """

    width: float
    height: float
    ops: bytes
    drawings: frozenset[str] = frozenset()
    text: Mapping[Weight, str] = field(default_factory=dict)


def n(*values: float) -> str:
    """Numbers as PDF writes them, one space apart."""
    return " ".join(map(num, values))


class Pen:
    """Draws one picture, back to front."""

    def __init__(self, fonts: Fonts | None = None) -> None:
        self._ops: list[bytes] = []
        self._drawings: set[str] = set()
        self._text: dict[Weight, set[str]] = {}
        self._fonts = fonts

    def raw(self, operators: str) -> None:
        """Operators as they are."""
        self._ops.append(operators.encode("ascii"))

    def invoke(self, name: str, matrix: Sequence[float], clip: str = "") -> None:
        """An XObject under a matrix, seen through a clip path (operators), if any."""
        self._drawings.add(name)
        clipping = f"{clip} W n " if clip else ""
        where = " ".join(f"{value:.5f}".rstrip("0").rstrip(".") for value in matrix)
        self.raw(f"q {clipping}{where} cm /{name} Do Q")

    def disc(self, centre: XY, radius: float, fill: str) -> None:
        """A filled circle."""
        self.raw(f"{rgb(fill)} rg {circle(centre, radius)} f")

    def ring(self, centre: XY, radius: float, width: float, colour: str = INK) -> None:
        """A drawn circle; `radius` to the middle of the line."""
        self.raw(f"{n(width)} w [] 0 d {rgb(colour)} RG {circle(centre, radius)} S")

    def line(
        self, points: Sequence[XY], width: float, colour: str = INK, dash: tuple[float, ...] = ()
    ) -> None:
        """A drawn line through the points, with round ends."""
        path = " l ".join(n(*point) for point in points).replace(" l ", " m ", 1)
        self.raw(f"1 J 1 j {n(width)} w [{n(*dash)}] 0 d {rgb(colour)} RG {path} l S")

    def shape(self, path: str, fill: str) -> None:
        """A filled path, given in operators."""
        self.raw(f"{rgb(fill)} rg {path} f")

    def outline(self, path: str, width: float, colour: str) -> None:
        """A drawn path, given in operators."""
        self.raw(f"{n(width)} w [] 0 d {rgb(colour)} RG {path} S")

    def width(self, text: str, size: float, weight: Weight = "regular") -> float:
        """How far the text runs."""
        assert self._fonts is not None
        return self._fonts.width(text, weight, size)

    def text(
        self, at: XY, text: str, size: float, colour: str = INK, weight: Weight = "regular"
    ) -> None:
        """A line of text that starts at `at`, on the baseline."""
        assert self._fonts is not None
        self._text.setdefault(weight, set()).update(text)
        self.raw(f"BT {rgb(colour)} rg 1 0 0 1 {n(*at)} Tm ")
        self._ops.append(self._fonts.show(text, weight, size))
        self.raw(" ET")

    def painted(self, width: float, height: float) -> Painted:
        """What was drawn, framed so that the state of the page is left as it was."""
        text = {weight: "".join(sorted(used)) for weight, used in sorted(self._text.items())}
        ops = b"q\n" + b"\n".join(self._ops) + b"\nQ\n"
        return Painted(width, height, ops, frozenset(self._drawings), text)


def circle(centre: XY, radius: float) -> str:
    """Path of a circle."""
    x, y = centre
    arm = _ARC * radius
    quarters = ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))
    arcs = " ".join(
        n(
            x + a * radius + c * arm, y + b * radius + d * arm,
            x + c * radius + a * arm, y + d * radius + b * arm,
            x + c * radius, y + d * radius,
        ) + " c"
        for a, b, c, d in quarters
    )  # fmt: skip
    return f"{n(x + radius, y)} m {arcs} h"


def rounded(left: float, bottom: float, right: float, top: float, radius: float) -> str:
    """Path of a rectangle with round corners."""
    r, k = radius, radius * (1 - _ARC)
    return (
        f"{n(left + r, top)} m {n(right - r, top)} l "
        f"{n(right - k, top, right, top - k, right, top - r)} c {n(right, bottom + r)} l "
        f"{n(right, bottom + k, right - k, bottom, right - r, bottom)} c {n(left + r, bottom)} l "
        f"{n(left + k, bottom, left, bottom + k, left, bottom + r)} c {n(left, top - r)} l "
        f"{n(left, top - k, left + k, top, left + r, top)} c h"
    )
