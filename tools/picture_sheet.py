"""Look at pictures: `python -m tools.picture_sheet OUT.png WIDTH HEIGHT LABEL [CODE …]`.

Draws picture A of the codes (default: every home point) on one contact sheet, with `--press`
picture B, the hand that presses, with `--measure` the fingers that measure. With
`python -m tools.picture_sheet docs/atlas` all points that have a drawing, as a card shows them.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from handouts.compose import compose
from handouts.handout import Mark, MeasureFigure, Picture, PointCard, PointFigure, PressFigure
from handouts.library import atlas, load_library
from handouts.library.model import Dose
from handouts.plan import make_plan
from handouts.prescription.model import Clinic, Prescription
from handouts.render import fonts
from handouts.render.pictures import Look, draw_measure, draw_picture, draw_point, draw_press

COLUMNS_WIDE = 1500.0
A_SHEET = 63
KINDS = ("press", "measure")


def look(label: float) -> Look:
    """The look of the trials, its fonts known to reportlab."""
    fonts.open_faces()
    return Look("#1f5f5b", "light", label, fonts.REGULAR, fonts.BOLD)


def figure(code: str, side: str | None = None) -> PointFigure:
    """The figure of a point as it is composed for English."""
    library = load_library("en")
    say, place = library.wording, atlas.place(code)
    cun = atlas.guide_cun(code)
    return PointFigure(
        (Mark(code, 1),),
        side or "both",
        tuple((name, say.landmark(name)) for name in place.landmarks),
        say.table("figure.guide").get(f"{cun:g}") if cun else None,
        "",
        (),
    )


def home_points() -> list[str]:
    """Codes of the points for home, view by view."""
    points = load_library("en").points
    codes = [
        code for code, point in points.items() if point.home_use == "yes" and atlas.drawn(code)
    ]
    return sorted(codes, key=lambda code: (atlas.place(code).view, code))


def all_sheets(folder: Path) -> None:
    """All points with a drawing, as a few pictures of few colours."""
    codes = sorted(atlas.atlas()["points"], key=natural)
    for page, start in enumerate(range(0, len(codes), A_SHEET), 1):
        draw(folder / f"points-{page}.png", 150, 150, 12, codes[start : start + A_SHEET])


def natural(code: str) -> tuple[str, int]:
    """Sorts BL2 before BL10."""
    head = code.rstrip("0123456789")
    return head, int(code[len(head) :] or 0)


def main() -> None:
    """Read the arguments and draw."""
    given = [one for one in sys.argv[1:] if not one.startswith("--")]
    if len(given) == 1:
        all_sheets(Path(given[0]))
        return
    out, width, height, label, *codes = given
    kind = next((one for one in KINDS if f"--{one}" in sys.argv), None)
    draw(Path(out), float(width), float(height), float(label), codes or home_points(), kind)


def how_figure(code: str, kind: str) -> MeasureFigure | PressFigure | Picture | None:
    """The picture of how a point is measured or pressed, as it is composed for English."""
    library = load_library("en")
    plan = make_plan(Prescription("", points=(Dose(code),)), library)
    parts = compose(plan, Clinic(), library).parts
    cards = [block for part in parts for block in part.blocks if isinstance(block, PointCard)]
    *measures, press = cards[0].how
    return press if kind == "press" else next(iter(measures), None)


def draw(
    out: Path, wide: float, high: float, label: float, codes: Sequence[str], kind: str | None = None
) -> None:
    """The pictures of the codes, each `wide` by `high` points, on one sheet; of how to press or
    measure by `kind`.
    """
    codes = [code for code in codes if kind is None or how_figure(code, kind)]
    columns = max(1, int(COLUMNS_WIDE / (wide + 8)))
    rows = -(-len(codes) // columns)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, (columns * (wide + 8), rows * (high + 18)))
    chosen = look(label)
    for index, code in enumerate(codes):
        row, column = divmod(index, columns)
        canvas.saveState()
        canvas.translate(column * (wide + 8) + 4, (rows - row - 1) * (high + 18) + 2)
        how = how_figure(code, kind) if kind else None
        if isinstance(how, MeasureFigure):
            draw_measure(canvas, how, wide, high, chosen)
        elif isinstance(how, PressFigure):
            draw_press(canvas, how, wide, high, chosen)
        elif how:
            draw_picture(canvas, how, wide, high, chosen)
        else:
            draw_point(canvas, figure(code), wide, high, chosen)
        canvas.setFont(fonts.BOLD, 9)
        canvas.drawString(2, high + 3, f"{code}  {atlas.place(code).view}")
        canvas.restoreState()
    canvas.save()
    page = pypdfium2.PdfDocument(buffer.getvalue())[0]
    picture = page.render(scale=1.3).to_pil().convert("RGB")
    few = picture.quantize(96, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(out, optimize=True)


if __name__ == "__main__":
    main()
