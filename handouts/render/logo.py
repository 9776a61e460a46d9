"""The clinic's logo: checked and packed once, then placed on every handout of a run.

A picture comes from outside, so it is looked at before it is decoded, and everything that a page
must not carry (profiles, layers, scripts, fonts) stays behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reportlab.pdfgen.canvas import Canvas

from handouts.handout import Logo
from handouts.render.logo_parts import refused
from handouts.render.logo_pixels import read_pixels
from handouts.render.objects import XObject, paint

MOST_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class PreparedLogo:
    """A logo of a size in points, ready to be drawn in any number of files.

    `scale` is what one unit of the XObject measures on the page, across and up; `told`, what the
    clinic should know of it.
    """

    width: float
    height: float
    name: str
    xobject: XObject
    scale: tuple[float, float]
    told: str = ""


@lru_cache(maxsize=8)  # a process has one clinic, and a logo may be 10 MB
def prepare_logo(logo: Logo, box: tuple[float, float]) -> PreparedLogo:
    """The logo, as large as `box` (width, height in points) lets it be.

    Raises ContentError, with the cure, for what cannot be read or must not be printed.
    """
    if len(logo.data) > MOST_BYTES:
        raise refused("The logo is larger than 10 MB.", "Save it smaller.")
    if logo.kind == "svg":
        from handouts.render.logo_svg import read_svg  # svglib takes 50 ms to load

        form, own_width, own_height = read_svg(logo.data)
        factor = min(box[0] / own_width, box[1] / own_height)
        size = (own_width * factor, own_height * factor)
        return PreparedLogo(*size, form.name, form, (factor, factor))
    image, size, told = read_pixels(logo.data, box)
    return PreparedLogo(*size, image.name, image, size, told)


def draw_logo(canvas: Canvas, prepared: PreparedLogo, x: float, y: float) -> None:
    """The logo with its lower left corner at (x, y) points; a file stores it once."""
    across, up = prepared.scale
    canvas.saveState()
    canvas.transform(across, 0, 0, up, x, y)
    paint(canvas, prepared.name, lambda: prepared.xobject)
    canvas.restoreState()
