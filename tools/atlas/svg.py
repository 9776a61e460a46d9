"""Write drawings as docs/atlas-format.md says: paths only, absolute, one decimal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .compile import STROKED
from .trace import Curve, is_straight


@dataclass
class Drawing:
    """Paths in the order they are painted."""

    width: float
    height: float
    paths: list[tuple[str, str, float, str]] = field(default_factory=list)
    """Class, path data, stroke width, and the name of a line that can be left out."""

    def fill(self, kind: str, curves: Iterable[Curve]) -> None:
        """Add closed curves as one path."""
        d = " ".join(path_data(c, closed=True) for c in curves if c)
        if d:
            self.paths.append((kind, d, 0.0, ""))

    def stroke(self, kind: str, curves: Iterable[Curve], width: float, name: str = "") -> None:
        """Add open curves as one path; with a name, one that a picture may leave out."""
        d = " ".join(path_data(c, closed=False) for c in curves if c)
        if d:
            self.paths.append((kind, d, width, name))

    def text(self) -> str:
        """The SVG file."""
        lines = [f'<svg xmlns="http://www.w3.org/2000/svg" '
                 f'viewBox="0 0 {number(self.width)} {number(self.height)}">']
        for kind, d, width, name in self.paths:
            stroke = f' stroke-width="{number(width)}"' if kind in STROKED else ""
            own = f' id="{name}"' if name else ""
            lines.append(f'<path class="{kind}"{stroke}{own} d="{d}"/>')
        return "\n".join([*lines, "</svg>", ""])


def path_data(curve: Curve, *, closed: bool) -> str:
    """Cubic pieces as M, L and C commands."""
    words = ["M", *pair(curve[0][0])]
    here = pair(curve[0][0])
    for piece in curve:
        end = pair(piece[3])
        if end == here and is_straight(piece):
            continue
        if is_straight(piece):
            words += ["L", *end]
        else:
            words += ["C", *pair(piece[1]), *pair(piece[2]), *end]
        here = end
    return " ".join(words + (["Z"] if closed else []))


def pair(p: Iterable[float]) -> list[str]:
    """Two numbers as words."""
    return [number(v) for v in p]


def number(v: float) -> str:
    """At most one decimal, never `-0`."""
    text = f"{float(v):.1f}"
    text = text[:-2] if text.endswith(".0") else text
    return "0" if text == "-0" else text
