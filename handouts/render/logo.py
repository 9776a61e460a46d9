"""The clinic's logo: checked and packed once, then placed on every handout of a run.

A picture comes from outside, so it is looked at before it is decoded, and everything that a page
must not carry (profiles, layers, scripts, fonts) stays behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from handouts.errors import ContentError, Problem
from handouts.handout import Logo
from handouts.pixels import BadPicture, decoded
from handouts.render.objects import XObject, deflated, paint

MOST_BYTES = 10_000_000
_STROKE = 12.0  # points: what is narrower is no logo
_COARSE = 40  # dots an inch: fewer are seen one by one
_LIGHT = 200  # grey (0 to 255) up to which a pixel is seen on paper and on a copy of it
_FAINT = 0.005  # the share of pixels that are seen, under which nothing is
DPI = 300  # of a picture on paper; more is not seen and only makes the file larger

Box = tuple[float, float]


@dataclass(frozen=True, slots=True)
class PreparedLogo:
    """A logo of a size in points, for any number of files. `scale` is what a unit of the XObject
    measures on the page, across and up; `told`, what the clinic should know of it.
    """

    width: float
    height: float
    xobject: XObject
    scale: tuple[float, float]
    told: str = ""


@lru_cache(maxsize=8)  # a process has one clinic, and a logo may be 10 MB
def prepare_logo(logo: Logo, box: Box) -> PreparedLogo:
    """The logo, as large as `box` (width, height in points) lets it be. Raises ContentError, with
    the cure, for what cannot be read or must not be printed.
    """
    try:
        return _prepared(logo, box)
    except BadPicture as error:
        raise ContentError(Problem("logo", 0, "", error.wrong, error.cure)) from error


def _prepared(logo: Logo, box: Box) -> PreparedLogo:
    if len(logo.data) > MOST_BYTES:
        raise BadPicture("The logo is larger than 10 MB.", "Save it smaller.")
    if logo.kind == "svg":
        from handouts.render.logo_svg import read_svg  # svglib takes 50 ms to load

        form, width, height = read_svg(logo.data)
        factor = min(box[0] / width, box[1] / height)
        return PreparedLogo(width * factor, height * factor, form, (factor, factor))
    image = decoded(logo.data, ("PNG", "JPEG"), "The logo")
    factor = min(box[0] / image.width, box[1] / image.height)
    size = (image.width * factor, image.height * factor)
    return PreparedLogo(*size, _packed(_shrunk(image, size)), size, _seen(image, size))


def draw_logo(canvas: Canvas, prepared: PreparedLogo, x: float, y: float) -> None:
    """The logo with its lower left corner at (x, y) points; a file stores it once."""
    across, up = prepared.scale
    canvas.saveState()
    canvas.transform(across, 0, 0, up, x, y)
    paint(canvas, prepared.xobject)
    canvas.restoreState()


def _seen(image: Image.Image, size: Box) -> str:
    """What is wrong with a logo of a size on white paper; empty where nothing is."""
    if min(size) < _STROKE:
        return f"It prints {max(1, round(min(size)))} points across: hardly more than a line."
    if image.width < _COARSE / 72 * size[0]:
        return f"It has {image.width} by {image.height} pixels, and prints blurred."
    alpha = image.convert("RGBA")
    paper = Image.alpha_composite(Image.new("RGBA", image.size, "white"), alpha).convert("L")
    dark, pixels = paper.histogram(), image.width * image.height
    if sum(dark[: _LIGHT + 1]) < _FAINT * pixels:
        return "It is nearly white, and hardly seen on paper."
    return ""


def _shrunk(image: Image.Image, size: Box) -> Image.Image:
    """No more pixels than `DPI` asks for on paper."""
    width, height = (max(1, round(length / 72 * DPI)) for length in size)
    if width >= image.width:
        return image
    return image.resize((width, height), Image.Resampling.LANCZOS)


def _packed(image: Image.Image) -> XObject:
    """Pixels as an image of 8 bits of grey or sRGB, transparency as its soft mask."""
    if image.mode in ("RGB", "L"):
        return _xobject(image)
    return _xobject(image.convert(image.mode.removesuffix("A")), _xobject(image.getchannel("A")))


def _xobject(image: Image.Image, mask: XObject | None = None) -> XObject:
    """Deflated as it is, or as differences from pixel to pixel (ISO 32000-1, 7.4.4.4: predictor 2)
    where that is smaller: for shades, by a third or more.
    """
    colours = len(image.getbands())
    entries = (
        f"/Subtype/Image/Width {image.width}/Height {image.height}"
        f"/ColorSpace/{'DeviceRGB' if colours == 3 else 'DeviceGray'}/BitsPerComponent 8"
    )
    predicted = (
        f"{entries}/DecodeParms<</Predictor 2/Colors {colours}/BitsPerComponent 8"
        f"/Columns {image.width}>>"
    )
    ways = (
        deflated(entries, image.tobytes(), mask),
        deflated(predicted, _differences(image).tobytes(), mask),
    )
    return min(ways, key=lambda way: len(way.data))


def _differences(image: Image.Image) -> Image.Image:
    """Each pixel less the one at its left, modulo 256; the first of a row stays."""
    made = ImageChops.subtract_modulo(image, ImageChops.offset(image, 1, 0))
    made.paste(image.crop((0, 0, 1, image.height)), (0, 0))
    return made
