"""A PNG or JPEG logo as an image XObject: 8 bits of grey or sRGB, transparency as a soft mask."""

from __future__ import annotations

import struct
import warnings
from io import BytesIO

from PIL import Image, ImageChops, ImageCms, ImageOps, UnidentifiedImageError

from handouts.render.logo_parts import XObject, deflated, refused

MOST_PIXELS = 40_000_000
DPI = 300  # of a picture on paper; more is not seen and only makes the file larger

Box = tuple[float, float]


def read_pixels(data: bytes, box: Box) -> tuple[XObject, Box]:
    """The picture of a file, and its size in points: as large as `box` lets it be."""
    image = _decoded(data)
    scale = min(box[0] / image.width, box[1] / image.height)
    size = (image.width * scale, image.height * scale)
    image = _shrunk(image, size)
    if image.mode in ("RGB", "L"):
        return _xobject(image), size
    mask = _xobject(image.getchannel("A"))
    return _xobject(image.convert(image.mode.removesuffix("A")), mask), size


def _decoded(data: bytes) -> Image.Image:
    """The first picture of a PNG or JPEG, upright, in 8 bits of grey or sRGB, maybe with alpha."""
    try:
        with warnings.catch_warnings(action="ignore"):  # what can be shown is shown
            file = Image.open(BytesIO(data), formats=("PNG", "JPEG"))
            if file.width * file.height > MOST_PIXELS:
                raise refused("The logo has more than 40 million pixels.", "Save it smaller.")
            file.load()
            return _plain(ImageOps.exif_transpose(file))
    except UnidentifiedImageError as error:
        raise refused("The logo is not a PNG or JPEG picture.", "Save it as one.") from error
    except Image.DecompressionBombError as error:
        raise refused("The logo has more than 40 million pixels.", "Save it smaller.") from error
    except (OSError, ValueError, SyntaxError, EOFError, struct.error) as error:
        raise refused("The logo is damaged and cannot be read.", "Save it anew.") from error


def _plain(image: Image.Image) -> Image.Image:
    """Any mode as L, LA, RGB or RGBA; alpha that hides nothing and colour that is grey go."""
    if image.mode.startswith("I"):
        # 16 bits of grey: Pillow's own conversion would cut them off at 255
        image = image.convert("I").point([value // 257 for value in range(65536)], "L")
    if image.mode in ("CMYK", "YCbCr", "LAB", "HSV"):
        image = _from_profile(image)
    has_alpha = image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info
    image = image.convert("RGBA" if has_alpha else "RGB")
    if has_alpha and image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    red, green, blue = (image.getchannel(channel) for channel in "RGB")
    if red.tobytes() == green.tobytes() == blue.tobytes():
        image = image.convert("LA" if image.mode == "RGBA" else "L")
    return image


def _from_profile(image: Image.Image) -> Image.Image:
    """Ink colours as screen colours, by the profile in the file if it works."""
    profile = image.info.get("icc_profile")
    if profile:
        try:
            srgb = ImageCms.createProfile("sRGB")
            turned = ImageCms.profileToProfile(
                image, ImageCms.ImageCmsProfile(BytesIO(profile)), srgb, outputMode="RGB"
            )
            if turned is not None:
                return turned
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile is no reason to refuse a logo
    return image.convert("RGB")


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
