"""Codes are read by a decoder that is not ours, at the size at which they are printed."""

from __future__ import annotations

import re

import pytest
from PIL import Image, ImageDraw

from handouts.press.pictures.qr import QUIET, SMALLEST_MODULE, paint_qr

ADDRESSES = [
    "https://example.org",
    "https://example.org/übung?x=1&y=2",
    "https://clinic.example.org/handouts/" + "abcdef0123/" * 12,
]


def pixels(painted, dots=4):
    """The code as a picture, `dots` pixels a point."""
    image = Image.new("L", (round(painted.width * dots), round(painted.height * dots)), 255)
    draw = ImageDraw.Draw(image)
    for found in re.finditer(rb"([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+) re", painted.ops):
        x, y, width, height = (float(number) for number in found.groups())
        box = [x * dots, -(y + height) * dots, (x + width) * dots - 1, -y * dots - 1]
        draw.rectangle([round(edge) for edge in box], fill=0)
    return image


@pytest.mark.parametrize("url", ADDRESSES)
@pytest.mark.parametrize("size", [64, 120])
def test_a_code_says_its_address(url, size):
    zxing = pytest.importorskip("zxingcpp", reason="the decoder comes with zxing-cpp")
    found = zxing.read_barcodes(pixels(paint_qr(url, size)))
    assert [code.text for code in found] == [url]
    assert found[0].ec_level == "M"


def test_a_code_is_as_large_as_asked_when_that_can_be_read():
    painted = paint_qr("https://example.org", 90)
    assert (painted.width, painted.height) == (90, 90)


def test_a_long_address_makes_the_code_larger_not_finer():
    painted = paint_qr(ADDRESSES[2], 40)
    runs = [float(found) for found in re.findall(rb" ([\d.]+) re", painted.ops)]
    assert painted.width > 40
    assert min(runs) == pytest.approx(SMALLEST_MODULE, abs=0.01)


def test_the_quiet_zone_is_part_of_the_square():
    painted = paint_qr("https://example.org", 99)
    module = min(float(found) for found in re.findall(rb" ([\d.]+) re", painted.ops))
    xs = [float(found) for found in re.findall(rb"(?:^|\n)([\d.]+) ", painted.ops) if found]
    assert min(x for x in xs if x > 0) == pytest.approx(QUIET * module, abs=0.05)


def test_the_same_address_gives_the_same_bytes():
    assert paint_qr(ADDRESSES[1], 80) == paint_qr(ADDRESSES[1], 80)
