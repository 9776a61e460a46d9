"""The drawings of the atlas as form XObjects: one for each drawing and tone in a file.

They were compiled when the atlas was built (docs/atlas-format.md), so nothing is parsed here: a
group of operators gets the colour of its class in front, and that is all. A form keeps the axes
of its drawing (origin top-left, y down); whoever places it brings a matrix.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import yaml
from reportlab.pdfbase.pdfdoc import PDFObject, xObjectName
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from handouts.errors import FileError, Problem
from handouts.paths import DRAWINGS
from handouts.render.pictures.geometry import Rect

STROKED = frozenset({"line", "fine", "bone", "halo"})
"""Classes that are drawn as lines; all others are filled."""
LEAST_DASH = 7.0
"""Units; shorter dashes run together at the size of a card."""

Matrix = tuple[float, float, float, float, float, float]
Group = tuple[str, str, str]
"""Class, stroke width in units, path with its painting operator."""


_VEIL = "D-veil"
_VEIL_DRAWN = b"/V gs 1 g 0 0 1 1 re f"
_VEIL_FORM = (
    b"<< /BBox [0 0 1 1] /Length %d /Resources << /ExtGState << /V << /ca 0.55 >> >> >>"
    b" /Subtype /Form /Type /XObject >>\nstream\n%s\nendstream"
) % (len(_VEIL_DRAWN), _VEIL_DRAWN)
"""A white square, half transparent, of one point."""


class _Form(PDFObject):  # type: ignore[misc]  # reportlab has no types
    """A form XObject whose bytes are ready."""

    __RefOnly__ = 1

    def __init__(self, data: bytes) -> None:
        self.data = data

    def format(self, document: object) -> bytes:  # reportlab's protocol
        """The object as it stands in the file."""
        return self.data


def place(
    canvas: Canvas, drawing: Path, tone: str, matrix: Matrix, clip: PDFPathObject | None = None
) -> None:
    """Draw a compiled drawing in a tone of `tones.yaml`, its units under `matrix`, through `clip`.

    The clip is a path in points. Raises FileError where there is no such drawing or tone.
    """
    name = f"D-{drawing.parent.name}-{drawing.stem}-{tone}"
    if not canvas.hasForm(name):
        canvas._doc.Reference(_Form(form(drawing, tone)), xObjectName(name))
    canvas.saveState()
    if clip is not None:
        canvas.clipPath(clip, stroke=0, fill=0)
    canvas.transform(*matrix)
    canvas.doForm(name)
    canvas.restoreState()


def veil(canvas: Canvas, rect: Rect) -> None:
    """Make what is drawn there paler (points), so that what comes over it stands out."""
    if not canvas.hasForm(_VEIL):
        canvas._doc.Reference(_Form(_VEIL_FORM), xObjectName(_VEIL))
    left, bottom, right, top = rect
    canvas.saveState()
    canvas.transform(right - left, 0, 0, top - bottom, left, bottom)
    canvas.doForm(_VEIL)
    canvas.restoreState()


@cache
def form(file: Path, tone: str) -> bytes:
    """Dictionary and compressed stream of a compiled drawing in a tone."""
    if tone not in tones():
        cure = f"Use {', '.join(name for name in tones() if name != 'shape')}."
        raise _broken(DRAWINGS / "tones.yaml", f'There is no skin tone "{tone}".', cure)
    width, height = size(file)
    data = zlib.compress(b"1 j 1 J\n" + painted(file, tones()[tone]).encode(), 9)
    head = (
        f"<< /BBox [0 0 {width:g} {height:g}] /Filter /FlateDecode /Length {len(data)}"
        " /Resources << >> /Subtype /Form /Type /XObject >>\nstream\n"
    )
    return head.encode() + data + b"\nendstream"


def painted(file: Path, colours: Mapping[str, str]) -> str:
    """A compiled drawing in colours (`#rrggbb`, or `none` for what is left out) by class."""
    out = []
    for kind, width, path in groups(file):
        colour = colours[kind]
        if colour == "none":
            continue
        if kind in STROKED:
            dash = f"{max(2.5 * float(width), LEAST_DASH):g}" if kind == "bone" else ""
            out.append(f"[{dash} {dash}] 0 d {width} w {operands(colour)} RG\n{path}")
        else:
            out.append(f"{operands(colour)} rg\n{path}")
    return "\n".join(out)


def size(file: Path) -> tuple[float, float]:
    """Width and height of a compiled drawing, in its units."""
    _, width, height = _parts(file)[0].split()
    return float(width), float(height)


def groups(file: Path) -> Iterator[Group]:
    """The groups of a compiled drawing, in the order of painting."""
    for part in _parts(file)[1:]:
        title, _, path = part.partition("\n")
        kind, _, width = title.partition(" ")
        yield kind, width, path


@cache
def tones() -> Mapping[str, Mapping[str, str]]:
    """Colour (`#rrggbb` or `none`) of each class, by name of the tone."""
    table = yaml.safe_load((DRAWINGS / "tones.yaml").read_text("utf-8"))
    return {name: {**table["always"], **own} for name, own in table["tones"].items()}


def operands(colour: str) -> str:
    """`#rrggbb` as the three operands of `rg` and `RG`."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return " ".join(f"{part:.3f}".rstrip("0").rstrip(".") for part in parts)


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
