"""Make the picture of the example clinic: `python -m tools.own_picture`.

A hand on a calf, drawn by ourselves, on a plain ground, as a photo of a clinic's own would be.
"""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from handouts.handout import PressFigure
from handouts.render.pictures import draw_press
from tools.picture_sheet import look

TARGET = Path("examples/own-clinic/pictures/calf.jpg")
WIDE, HIGH = 300.0, 300.0


def main() -> None:
    """Draw, and save as a JPEG."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDE, HIGH), invariant=1)
    canvas.setFillColor(HexColor("#dfe6e2"))
    canvas.rect(0, 0, WIDE, HIGH, stroke=0, fill=1)
    figure = PressFigure("BL57", "right", "thumb", "hold", "", ())
    draw_press(canvas, figure, WIDE, HIGH, look(12, "neutral"))
    canvas.save()
    page = pypdfium2.PdfDocument(out.getvalue())[0]
    picture = page.render(scale=3).to_pil().convert("RGB")
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    picture.crop((12, 12, 888, 888)).save(TARGET, "JPEG", quality=88, optimize=True)


if __name__ == "__main__":
    main()
