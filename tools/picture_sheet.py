"""Look at pictures: `python -m tools.picture_sheet OUT.png WIDTH HEIGHT LABEL [CODE …]`.

Draws picture A of the codes (default: every home point) on one contact sheet, with `--press`
picture B, the hand that presses, with `--measure` the fingers that measure; `--body NAME` draws
them on that body. `python -m tools.picture_sheet docs/atlas` draws all points that have a drawing,
as a card shows them, and the pictures of every home point on a woman and a man.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from handouts.compose.parts import compose
from handouts.handout import MeasureFigure, Picture, PointCard, PointFigure, PressFigure
from handouts.library import atlas, load_library
from handouts.library.model import Dose
from handouts.plan.make import make_plan
from handouts.prescription.model import Clinic, Prescription
from handouts.render import fonts
from handouts.render.pictures import Look, draw_measure, draw_picture, draw_point, draw_press

COLUMNS_WIDE = 1500.0
A_SHEET = 63
BODIES = ("woman", "man")
KINDS = ("press", "measure")


def look(label: float, body: str) -> Look:
    """The look of the trials, its fonts known to reportlab."""
    fonts.open_faces()
    return Look("#1f5f5b", "light", body, label)


def figure(code: str, side: str | None = None) -> PointFigure:
    """The figure of a point as it is composed for English."""
    library = load_library("en")
    say, place = library.wording, atlas.place(code)
    cun, first = atlas.guide_cun(code), place.first
    distances = say.table("figure.guide")
    return PointFigure(
        code,
        side or "both",
        tuple((name, say.landmark(name)) for name in place.landmarks),
        distances.get(f"{cun:g}") if cun else None,
        "",
        distances.get(f"{first[2]:g}") if first else None,
    )


def home_points() -> list[str]:
    """Codes of the points for home, view by view."""
    points = load_library("en").points
    codes = [
        code for code, point in points.items() if point.home_use == "yes" and atlas.drawn(code)
    ]
    return sorted(codes, key=lambda code: (atlas.place(code).view, code))


def all_sheets(folder: Path) -> None:
    """All points with a drawing, and both pictures of home points on the two other bodies."""
    codes = sorted(atlas.atlas()["points"], key=natural)
    for page, part in enumerate(batched(codes), 1):
        draw(folder / f"points-{page}.png", 150, 150, 12, part)
    for body in BODIES:
        for page, part in enumerate(batched(home_points()), 1):
            draw(folder / f"{body}-where-{page}.webp", 150, 150, 12, part, body=body)
            draw(folder / f"{body}-press-{page}.webp", 150, 150, 12, part, "press", body=body)
        for page, part in enumerate(batched([*filter(atlas.guide_cun, home_points())]), 1):
            draw(folder / f"{body}-measure-{page}.webp", 150, 150, 12, part, "measure", body=body)


def batched(codes: Sequence[str]) -> list[Sequence[str]]:
    """The codes of each sheet."""
    return [codes[start : start + A_SHEET] for start in range(0, len(codes), A_SHEET)]


def natural(code: str) -> tuple[str, int]:
    """Sorts BL2 before BL10."""
    head = code.rstrip("0123456789")
    return head, int(code[len(head) :] or 0)


def main() -> None:
    """Read the arguments and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("size", nargs="*", help="width, height, size of labels; then codes")
    for kind in KINDS:
        parser.add_argument(f"--{kind}", dest="kind", action="store_const", const=kind)
    parser.add_argument("--body", default=atlas.NEUTRAL)
    options = parser.parse_args()
    if not options.size:
        all_sheets(options.out)
        return
    size, codes = map(float, options.size[:3]), options.size[3:]
    draw(options.out, *size, codes or home_points(), options.kind, body=options.body)


def how_figures(code: str, kind: str) -> Sequence[MeasureFigure | PressFigure | Picture]:
    """The pictures of how a point is measured or pressed, as they are composed for English."""
    library = load_library("en")
    plan = make_plan(Prescription("", points=(Dose(code),)), library)
    parts = compose(plan, Clinic(), library).parts
    cards = [block for part in parts for block in part.blocks if isinstance(block, PointCard)]
    *measures, press = cards[0].how
    return [press] if kind == "press" else measures


def draw(
    out: Path,
    wide: float,
    high: float,
    label: float,
    codes: Sequence[str],
    kind: str | None = None,
    *,
    body: str = atlas.NEUTRAL,
) -> None:
    """The pictures of the codes, each `wide` by `high` points, on one sheet; of how to press or
    measure by `kind`.
    """
    shown = [(code, how) for code in codes for how in (how_figures(code, kind) if kind else [None])]
    columns = max(1, int(COLUMNS_WIDE / (wide + 8)))
    rows = -(-len(shown) // columns)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, (columns * (wide + 8), rows * (high + 18)))
    chosen = look(label, body)
    for index, (code, how) in enumerate(shown):
        row, column = divmod(index, columns)
        canvas.saveState()
        canvas.translate(column * (wide + 8) + 4, (rows - row - 1) * (high + 18) + 2)
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
    if out.suffix == ".webp":
        page.render(scale=1).to_pil().convert("RGB").save(out, quality=45, method=6)
        return
    picture = page.render(scale=1.3).to_pil().convert("RGB")
    few = picture.quantize(96, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(out, optimize=True)


if __name__ == "__main__":
    main()
