"""A picture from outside as pixels that a page can carry: looked at before it is decoded, upright, in
grey or sRGB, and without anything else that its file holds.
"""

from __future__ import annotations

import struct
import warnings
from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MOST_PIXELS = 40_000_000


class BadPicture(ValueError):
    """A picture that cannot be taken: what is wrong, and what to do."""

    def __init__(self, wrong: str, cure: str) -> None:
        super().__init__(f"{wrong} {cure}")
        self.wrong, self.cure = wrong, cure


def decoded(data: bytes, formats: Sequence[str], what: str) -> Image.Image:
    """The first picture of a file, upright, in 8 bits of grey or sRGB, maybe with alpha.

    `formats` are those of Pillow ("PNG", "JPEG", "WEBP"); `what` names it in a message ("The
    logo"). Raises BadPicture for what is none of them, damaged, or larger than 40 million pixels.
    """
    too_large = BadPicture(f"{what} has more than 40 million pixels.", "Save it smaller.")
    kinds = " or ".join((", ".join(formats[:-1]), formats[-1]))
    try:
        with warnings.catch_warnings(action="ignore"):  # what can be shown is shown
            file = Image.open(BytesIO(data), formats=formats)
            if file.width * file.height > MOST_PIXELS:
                raise too_large
            file.load()
            return _plain(ImageOps.exif_transpose(file))
    except UnidentifiedImageError as error:
        raise BadPicture(f"{what} is not a {kinds} picture.", "Save it as one.") from error
    except Image.DecompressionBombError as error:
        raise too_large from error
    except BadPicture:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, struct.error) as error:
        raise BadPicture(f"{what} is damaged and cannot be read.", "Save it anew.") from error


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
