"""A QR code as one filled path (ISO/IEC 18004)."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from reportlab.pdfgen.canvas import Canvas

QUIET = 4  # modules of white all around
SMALLEST_MODULE = 0.4 * 72 / 25.4  # 0.4 mm in points: what a phone reads from a copy

Run = tuple[int, int, int]
"""Row from the top, first dark module, how many."""


def qr_size(url: str, least: float) -> float:
    """The side of the code in points: `least`, or more, so that no module is under 0.4 mm."""
    modules, _ = _code(url)
    return max(least, modules * SMALLEST_MODULE)


def draw_qr(canvas: Canvas, url: str, x: float, y: float, size: float) -> None:
    """The address in black with its quiet zone: a square of `size` points, lower left at (x, y)."""
    modules, runs = _code(url)
    module = size / modules
    path = canvas.beginPath()
    for row, start, length in runs:
        bottom = y + size - (QUIET + row + 1) * module
        path.rect(x + (QUIET + start) * module, bottom, length * module, module)
    canvas.saveState()
    canvas.setFillGray(0)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


@lru_cache(maxsize=32)
def _code(url: str) -> tuple[int, tuple[Run, ...]]:
    """Modules along a side, with the quiet zone, and the runs of dark ones."""
    import segno  # takes 20 ms to load, and most sheets have no code

    code = segno.make(url, error="m", micro=False, boost_error=False)
    runs = list[Run]()
    for row, modules in enumerate(code.matrix):
        for dark, run in groupby(range(len(modules)), modules.__getitem__):
            start, *more = run
            runs += [(row, start, 1 + len(more))] if dark else []
    return len(code.matrix) + 2 * QUIET, tuple(runs)
