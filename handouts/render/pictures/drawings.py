"""The drawings of the atlas as form XObjects: one for each drawing and tone in a file.

They were compiled when the atlas was built (docs/atlas-format.md), so nothing is parsed here: a
group of operators gets the colour of its class in front, and that is all. A form keeps the axes
of its drawing (origin top-left, y down); whoever places it brings a matrix.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from handouts.errors import FileError, Problem
from handouts.files.paths import DRAWINGS
from handouts.render.objects import XObject, deflated, paint
from handouts.render.pictures.geometry import Rect
from handouts.render.text import rgb

STROKED = frozenset({"line", "fine", "bone", "halo"})
"""Classes that are drawn as lines; all others are filled."""
LEAST_DASH = 7.0
"""Units; shorter dashes run together at the size of a card."""

Matrix = tuple[float, float, float, float, float, float]
Group = tuple[str, str, str, str]
"""Class, stroke width in units, name of a line that not every picture shows (else empty), path with
its painting operator.
"""


_VEIL = deflated(
    "/Subtype/Form/BBox[0 0 1 1]/Resources<</ExtGState<</V<</ca 0.55>>>>>>",
    b"/V gs 1 g 0 0 1 1 re f",
)
"""A white square, half transparent, of one point."""


_FADE = deflated(
    "/Subtype/Form/BBox[-0.1 0 1 1]/Resources<</ExtGState<</V<</ca 0.1>>>>>>",
    b"/V gs 1 g " + b" ".join(b"-0.1 0 %.3f 1 re f" % (0.1 + 0.9**n) for n in range(40)),
)  # layers of a tenth: at x, as many as leave a share of x to be seen
"""A square of one point, white at its left edge and clear at its right."""


def place(
    canvas: Canvas,
    drawing: Path,
    tone: str,
    matrix: Matrix,
    clip: PDFPathObject | None = None,
    lines: frozenset[str] | None = None,
) -> None:
    """Draw a compiled drawing in a tone of `tones.yaml`, its units under `matrix`, through `clip`
    (a path in points), with those of its named lines that are among `lines`; all without them.

    Raises FileError where there is no such drawing or tone.
    """
    named = tuple(sorted(one for one in names(drawing) if lines is None or one in lines))
    canvas.saveState()
    if clip is not None:
        canvas.clipPath(clip, stroke=0, fill=0)
    canvas.transform(*matrix)
    paint(canvas, form(drawing, tone), f"D-{drawing.parent.name}-{drawing.stem}-{tone}")
    if named:  # a form of their own, so that pictures of other points share the body
        paint(canvas, form(drawing, tone, named))
    canvas.restoreState()


def veil(canvas: Canvas, rect: Rect) -> None:
    """Make what is drawn there paler (points), so that what comes over it stands out."""
    left, bottom, right, top = rect
    _square(canvas, _VEIL, "D-veil", (right - left, 0, 0, top - bottom, left, bottom))


def fade(canvas: Canvas, matrix: Matrix) -> None:
    """Let what is drawn fade to white across the unit square under `matrix`: gone where x is 0."""
    _square(canvas, _FADE, "D-fade", matrix)


def _square(canvas: Canvas, form: XObject, name: str, matrix: Matrix) -> None:
    canvas.saveState()
    canvas.transform(*matrix)
    paint(canvas, form, name)
    canvas.restoreState()


@cache
def form(file: Path, tone: str, lines: tuple[str, ...] = ("",)) -> XObject:
    """The groups of a drawing that have one of these names, in a tone; without, the nameless."""
    if tone not in tones():
        cure = f"Use {', '.join(name for name in tones() if name != 'shape')}."
        raise _broken(DRAWINGS / "tones.yaml", f'There is no skin tone "{tone}".', cure)
    width, height = size(file)
    entries = f"/Subtype/Form/BBox[0 0 {width:g} {height:g}]/Resources<<>>"
    return deflated(entries, b"1 j 1 J\n" + painted(file, tones()[tone], lines).encode())


def painted(file: Path, colours: Mapping[str, str], lines: Container[str] | None = None) -> str:
    """A drawing in colours (`#rrggbb`, or `none`) by class; with `lines`, the groups so named."""
    out = []
    for kind, width, name, path in groups(file):
        colour = colours[kind]
        if colour == "none" or (lines is not None and name not in lines):
            continue
        if kind in STROKED:
            dash = f"{max(2.5 * float(width), LEAST_DASH):g}" if kind == "bone" else ""
            out.append(f"[{dash} {dash}] 0 d {width} w {rgb(colour)} RG\n{path}")
        else:
            out.append(f"{rgb(colour)} rg\n{path}")
    return "\n".join(out)


def size(file: Path) -> tuple[float, float]:
    """Width and height of a compiled drawing, in its units."""
    _, width, height = _parts(file)[0].split()
    return float(width), float(height)


def groups(file: Path) -> Iterator[Group]:
    """The groups of a compiled drawing, in the order of painting."""
    for part in _parts(file)[1:]:
        title, _, path = part.partition("\n")
        kind, width, name = [*title.split(), "", ""][:3]
        yield kind, width, name, path


@cache
def names(file: Path) -> frozenset[str]:
    """The lines that not every picture shows: what is felt under the skin, by name."""
    return frozenset(name for _, _, name, _ in groups(file) if name)


@cache
def tones() -> Mapping[str, Mapping[str, str]]:
    """Colour (`#rrggbb` or `none`) of each class, by name of the tone."""
    table = yaml.safe_load((DRAWINGS / "tones.yaml").read_text("utf-8"))
    return {name: {**table["always"], **own} for name, own in table["tones"].items()}


@cache
def _parts(file: Path) -> tuple[str, ...]:
    """The file, cut at the lines that begin with a percent sign."""
    try:
        text = file.read_text("utf-8")
    except OSError as error:
        raise _broken(file, f"It cannot be read ({error.strerror}).") from error
    return tuple(text.removeprefix("% ").rstrip().split("\n% "))


def _broken(file: Path, wrong: str, cure: str = "Install handouts again.") -> FileError:
    return FileError(Problem(f"assets/{file.parent.name}/{file.name}", 0, "", wrong, cure))
