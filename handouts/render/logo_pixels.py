"""A PNG or JPEG logo as an image XObject: 8 bits of grey or sRGB, transparency as a soft mask."""

from __future__ import annotations

from PIL import Image, ImageChops

from handouts.pixels import BadPicture, decoded
from handouts.render.logo_parts import refused
from handouts.render.objects import XObject, deflated

DPI = 300  # of a picture on paper; more is not seen and only makes the file larger

Box = tuple[float, float]


def read_pixels(data: bytes, box: Box) -> tuple[XObject, Box]:
    """The picture of a file, and its size in points: as large as `box` lets it be."""
    try:
        image = decoded(data, ("PNG", "JPEG"), "The logo")
    except BadPicture as error:
        raise refused(error.wrong, error.cure) from error
    scale = min(box[0] / image.width, box[1] / image.height)
    size = (image.width * scale, image.height * scale)
    image = _shrunk(image, size)
    if image.mode in ("RGB", "L"):
        return _xobject(image), size
    mask = _xobject(image.getchannel("A"))
    return _xobject(image.convert(image.mode.removesuffix("A")), mask), size


def _shrunk(image: Image.Image, size: Box) -> Image.Image:
    """No more pixels than `DPI` asks for on paper."""
    width, height = (max(1, round(length / 72 * DPI)) for length in size)
    if width >= image.width:
        return image
    return image.resize((width, height), Image.Resampling.LANCZOS)


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
