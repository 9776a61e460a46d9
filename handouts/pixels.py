"""Pictures from outside as pixels for a page: upright, grey or sRGB, nothing else of the file."""

from __future__ import annotations

import struct
import warnings
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from handouts.errors import Wrong

MOST_PIXELS = 40_000_000


MOST_BYTES = 20_000_000
"""Of the file of a photo."""
MOST_ACROSS = 1_400
"""Pixels of a photo's longer side on the page: 300 in an inch at the size of a card."""
LEAST_ACROSS, LONGEST = 100, 5
"""Pixels of a photo's shorter side at least, and how many times as long the other may be."""
PHOTOS = ("JPEG", "PNG", "WEBP")


class BadPicture(Wrong):
    """A picture that cannot be taken: what is wrong, and what to do."""


def decoded(data: bytes, formats: tuple[str, ...], what: str) -> Image.Image:
    """The first picture of a file, upright, in 8 bits of grey or sRGB, maybe with alpha.

    `formats` are those of Pillow ("PNG", "JPEG", "WEBP"); `what` names it in a message ("The
    logo"). Raises BadPicture for what is none of them, damaged, or larger than 40 million pixels.
    """
    try:
        with warnings.catch_warnings(action="ignore"):  # what can be shown is shown
            file = Image.open(BytesIO(data), formats=formats)
            if file.width * file.height > MOST_PIXELS:
                raise _too_large(what)
            file.load()
            return _plain(ImageOps.exif_transpose(file))
    except UnidentifiedImageError as error:
        raise _of_no_kind(what, formats) from error
    except Image.DecompressionBombError as error:
        raise _too_large(what) from error
    except BadPicture:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, struct.error) as error:
        raise BadPicture(f"{what} is damaged and cannot be read.", "Save it anew.") from error


def look_at(path: Path) -> None:
    """Raise BadPicture for a photo that cannot be one, as far as the head of its file tells."""
    try:
        if not path.is_file():
            raise BadPicture("This is no picture but a folder or a device.", "Name a JPEG file.")
        if path.stat().st_size > MOST_BYTES:
            raise BadPicture("The picture is larger than 20 MB.", "Save it smaller.")
        with warnings.catch_warnings(action="ignore"), Image.open(path, formats=PHOTOS) as file:
            if file.width * file.height > MOST_PIXELS:
                raise _too_large("The picture")
            size = f"The picture is {file.width} by {file.height} pixels"
            if min(file.size) < LEAST_ACROSS:
                cure = f"Take one of {LEAST_ACROSS} or more on each side."
                raise BadPicture(f"{size}: nothing can be seen.", cure)
            if max(file.size) > LONGEST * min(file.size):
                cure = f"Cut it so that no side is more than {LONGEST} times the other."
                raise BadPicture(f"{size}: it is too long for its width.", cure)
    except UnidentifiedImageError as error:
        raise _of_no_kind("The picture", PHOTOS) from error
    except Image.DecompressionBombError as error:
        raise _too_large("The picture") from error
    except (OSError, SyntaxError, struct.error) as error:
        raise BadPicture("The picture cannot be read.", "Save it anew as JPEG.") from error


def photo(path: Path) -> tuple[bytes, tuple[int, int]]:
    """A photo as JPEG data and its size in pixels: upright, no larger than a page needs, and with
    nothing left of what else its file says (place, camera, preview). Raises BadPicture.
    """
    look_at(path)
    return _photo(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _photo(path: Path, _written: int) -> tuple[bytes, tuple[int, int]]:
    image = decoded(path.read_bytes(), PHOTOS, "The picture")
    if image.mode.endswith("A"):
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image.convert("RGBA"))
    image = image.convert("RGB")
    image.thumbnail((MOST_ACROSS, MOST_ACROSS))
    out = BytesIO()
    image.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue(), image.size


def _too_large(what: str) -> BadPicture:
    return BadPicture(f"{what} has more than 40 million pixels.", "Save it smaller.")


def _of_no_kind(what: str, formats: tuple[str, ...]) -> BadPicture:
    kinds = " or ".join((", ".join(formats[:-1]), formats[-1]))
    return BadPicture(f"{what} is not a {kinds} picture.", "Save it as one.")


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
