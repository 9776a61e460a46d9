"""Codes are read by a decoder that is not ours, at the size at which they are printed."""

from __future__ import annotations

from io import BytesIO

import pypdfium2 as pdfium
import pytest
import zxingcpp
from PIL import ImageChops
from reportlab.pdfgen.canvas import Canvas

from handouts.render.qr import draw_qr, qr_size

ADDRESSES = [
    "https://example.org",
    "https://example.org/übung?x=1&y=2",
    "https://clinic.example.org/handouts/" + "abcdef0123/" * 12,
]


def page(url, size, x=0.0, y=0.0, colour="#ff0000"):
    """A code on a page that it fills, after something in another colour."""
    file = BytesIO()
    canvas = Canvas(file, (size + x, size + y), invariant=1)
    canvas.setFillColor(colour)
    draw_qr(canvas, url, x, y, size)
    canvas.save()
    return file.getvalue()


def seen(data, dots=4):
    """The page as PDFium paints it, `dots` pixels a point."""
    return pdfium.PdfDocument(data)[0].render(scale=dots).to_pil().convert("L")


@pytest.mark.parametrize("url", ADDRESSES)
@pytest.mark.parametrize("least", [64, 120])
def test_a_code_says_its_address(url, least):
    (code,) = zxingcpp.read_barcodes(seen(page(url, qr_size(url, least))))
    assert code.text == url
    assert code.ec_level == "M"


def test_a_code_is_black_whatever_was_drawn_before():
    assert seen(page(ADDRESSES[0], 90)).getextrema() == (0, 255)


def test_a_code_is_as_large_as_asked_when_that_can_be_read():
    assert qr_size(ADDRESSES[0], 90) == 90


def test_a_long_address_makes_the_code_larger_not_finer():
    size = qr_size(ADDRESSES[2], 40)
    assert size > 40
    left, top, right, _ = ImageChops.invert(seen(page(ADDRESSES[2], size), 20)).getbbox()
    assert left / 20 == pytest.approx(4 * 0.4 * 72 / 25.4, abs=0.06), "4 modules of 0.4 mm"
    assert top == left
    assert size * 20 - right == pytest.approx(left, abs=1)


def test_a_code_stands_where_it_is_put():
    moved = seen(page(ADDRESSES[0], 80, x=30, y=20))
    assert moved.size == (440, 400)
    still = seen(page(ADDRESSES[0], 80))
    assert not ImageChops.difference(moved.crop((120, 0, 440, 320)), still).getbbox()
    assert moved.crop((0, 320, 440, 400)).getextrema() == (255, 255)


def test_the_same_address_gives_the_same_bytes():
    assert page(ADDRESSES[1], 80) == page(ADDRESSES[1], 80)
