"""Makes `assets/colour/srgb.icc`, the colour space that the files declare.

    python tools/colour.py

Little CMS writes the time into bytes 24 to 35 of a profile; a fixed date keeps files the same.
"""

from __future__ import annotations

from pathlib import Path

from PIL import ImageCms

DATE = bytes.fromhex("07ea 0001 0001 0000 0000 0000".replace(" ", ""))
TARGET = Path(__file__).parent.parent / "assets" / "colour" / "srgb.icc"


def profile() -> bytes:
    """The profile, the same each time."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made[:24] + DATE + made[36:84] + bytes(16) + made[100:]


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(profile())
