"""The clinic's logo as one prepared XObject: made once, placed on every handout of a run.

A picture comes from outside, so it is looked at before it is decoded, and everything that a page
must not carry (profiles, layers, scripts, fonts) stays behind. Drawings live in `logo_svg`.
"""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from handouts.errors import ContentError, Problem
from handouts.press.pictures.drawings import XObject
from handouts.press.pictures.pen import Painted, Pen

if TYPE_CHECKING:
    from PIL.Image import Image

    from handouts.handout import Logo

MOST_BYTES = 10_000_000
MOST_PIXELS = 40_000_000
_PLAIN = {b"\x08\x02\0\0\0": 3, b"\x08\0\0\0\0": 1}
"""End of a PNG's head → colours: 8 bits, grey or red, green and blue, row after row."""
SMALL_BYTES = 40_000  # up to this size a plain PNG is taken as it is
_CHANGES = frozenset({b"tRNS", b"iCCP", b"gAMA", b"cHRM", b"eXIf", b"acTL"})
"""Chunks by which the numbers in a PNG are not the colours or places to be shown."""
DPI = 300  # of a picture on paper; more is not seen and only makes the file larger

Box = tuple[float, float]
_MADE: dict[str, XObject] = {}


def made(name: str) -> XObject:
    """An XObject that a logo was turned into in this process."""
    return _MADE[name]


@lru_cache(maxsize=32)
def paint_logo(logo: Logo, box: Box) -> Painted:
    """The logo, as large as `box` (width, height in points) lets it be; the box shrinks to it."""
    if len(logo.data) > MOST_BYTES:
        raise refused("The logo is larger than 10 MB.", "Save it smaller.")
    key = sha256(logo.data + f"{logo.kind} {box}".encode()).hexdigest()[:16]
    if logo.kind == "svg":
        from handouts.press.pictures.logo_svg import (
            vector,  # needs reportlab: only where there is an SVG
        )

        form, width, height = vector(logo.data)
        scale = min(box[0] / width, box[1] / height)
        return _placed(f"L-{key}", {f"L-{key}": form}, (width * scale, height * scale), scale)
    if plainest := _plainest(logo.data, box):
        stream, size = plainest
        return _placed(f"L-{key}", {f"L-{key}": stream}, size, None)
    image = _decoded(logo.data)
    size = _fitted(image.width, image.height, box)
    return _placed(f"L-{key}", _image_objects(_shrunk(image, size), key), size, None)


def _fitted(width: int, height: int, box: Box) -> Box:
    """As large as `box` lets it be."""
    scale = min(box[0] / width, box[1] / height)
    return width * scale, height * scale


def refused(wrong: str, cure: str) -> ContentError:
    """A logo that cannot be printed, and what to do about it."""
    return ContentError(Problem("logo", 0, "", wrong, cure))


def _placed(name: str, objects: dict[str, XObject], size: Box, scale: float | None) -> Painted:
    """The XObject as a picture of a size; an image fills a unit square, a form has a scale."""
    _MADE.update(objects)
    width, height = size
    across, down = (width, height) if scale is None else (scale, scale)
    pen = Pen()
    pen.invoke(name, (across, 0, 0, down, 0, -height))
    return pen.painted(width, height)


# ── pixels ──────────────────────────────────────────────────────────────────────────────────────


def _decoded(data: bytes) -> Image:
    """The first picture of a PNG or JPEG, upright, in 8 bits of grey or sRGB, maybe with alpha."""
    from PIL import Image, ImageOps, UnidentifiedImageError

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


def _plain(image: Image) -> Image:
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


def _from_profile(image: Image) -> Image:
    """Ink colours as screen colours, by the profile in the file if it works."""
    from PIL import ImageCms

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


def _shrunk(image: Image, size: Box) -> Image:
    """No more pixels than `DPI` asks for on paper."""
    width, height = (max(1, round(length / 72 * DPI)) for length in size)
    if width >= image.width:
        return image
    from PIL.Image import Resampling

    return image.resize((width, height), Resampling.LANCZOS)


def _plainest(data: bytes, box: Box) -> tuple[XObject, Box] | None:
    """A small PNG of the plainest kind, as it is: packing its pixels again takes longer than all
    else on the page, and fewer but mixed pixels may even take more room.
    """
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or len(data) > SMALL_BYTES:
        return None
    chunks = list(_chunks(data))
    kind, head = chunks[0] if chunks else (b"", b"")
    colours = _PLAIN.get(head[8:]) if kind == b"IHDR" else None
    if not colours or {kind for kind, _ in chunks} & _CHANGES:
        return None
    width, height = (int.from_bytes(head[at : at + 4], "big") for at in (0, 4))
    pixels = b"".join(body for kind, body in chunks if kind == b"IDAT")
    if not 0 < width * height <= MOST_PIXELS or not _whole(pixels, 1 + colours * width, height):
        return None
    size = _fitted(width, height, box)
    if width > 2 * size[0] / 72 * DPI:
        return None
    return _xobject("RGB" if colours == 3 else "L", width, height, pixels, ()), size


def _whole(pixels: bytes, row: int, height: int) -> bool:
    """Whether they unpack to so many rows, each with a filter that there is, and no more."""
    unpacker = zlib.decompressobj()
    try:
        rows = unpacker.decompress(pixels, row * height + 1)
    except zlib.error:
        return False
    ended = unpacker.eof and not unpacker.unused_data
    return len(rows) == row * height and ended and max(rows[::row]) <= 4


def _image_objects(image: Image, key: str) -> dict[str, XObject]:
    """The image and, where it has alpha, its soft mask."""
    if image.mode not in ("RGBA", "LA"):
        return {f"L-{key}": _stream(image)}
    mask = _stream(image.getchannel("A"))
    colours = image.convert("RGB" if image.mode == "RGBA" else "L")
    return {f"L-{key}": _stream(colours, (("SMask", f"L-{key}-mask"),)), f"L-{key}-mask": mask}


def _stream(image: Image, refs: tuple[tuple[str, str], ...] = ()) -> XObject:
    """The pixels as PNG packs them, which PDF reads as they are."""
    bare = image.copy()
    bare.info.clear()
    packed = BytesIO()
    bare.save(packed, "PNG", optimize=True)
    pixels = b"".join(body for kind, body in _chunks(packed.getvalue()) if kind == b"IDAT")
    return _xobject(image.mode, image.width, image.height, pixels, refs)


def _xobject(
    mode: str, width: int, height: int, pixels: bytes, refs: tuple[tuple[str, str], ...]
) -> XObject:
    colours, space = (3, "DeviceRGB") if mode == "RGB" else (1, "DeviceGray")
    entries = (
        f"/Type /XObject /Subtype /Image /Width {width} /Height {height}"
        f" /ColorSpace /{space} /BitsPerComponent 8 /Filter /FlateDecode /DecodeParms"
        f" << /Predictor 15 /Colors {colours} /BitsPerComponent 8 /Columns {width} >>"
    )
    return XObject(entries.encode(), pixels, refs)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and body of each chunk of a PNG file."""
    at = 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length
