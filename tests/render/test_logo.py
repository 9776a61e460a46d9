"""Logos of every kind come out as they are; hostile ones are refused with a cure."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageDraw
from proof.vera import validate
from reportlab.pdfgen.canvas import Canvas

from handouts.errors import ContentError
from handouts.handout import Logo
from handouts.render.logo import draw_logo, prepare_logo

BOX = (120.0, 44.0)
SHAPES = '<circle cx="50" cy="50" r="40" fill="#0b5d66"/><path d="M110 20h160v60h-160z"/>'


def raster(mode="RGB", size=(600, 200), form="PNG", **options):
    """Red on the left; on the right white, or nothing where there is transparency."""
    image = Image.new("RGBA", size, (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0] // 2, size[1]), fill=(200, 40, 20, 255))
    if mode not in ("RGBA", "LA"):
        flat = Image.new("RGB", size, "white")
        flat.paste(image, mask=image.getchannel("A"))
        image = flat
    if mode == "I;16":
        image = Image.new("I;16", size, 40000)
    file = BytesIO()
    image.convert(mode).save(file, form, **options)
    return Logo(file.getvalue(), "jpeg" if form == "JPEG" else "png", "")


def svg(body=SHAPES, before="", attributes='viewBox="0 0 300 100" width="300" height="100"'):
    text = f'{before}<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{body}</svg>'
    return Logo(text.encode(), "svg", "")


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def pdf(*pages: Callable[[Canvas], None]) -> bytes:
    """Pages as large as the box, drawn by functions."""
    file = BytesIO()
    canvas = Canvas(file, BOX, invariant=1)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def sheet(*logos: Logo, ground="#ffffff", box=BOX) -> bytes:
    """A page for each logo, on a coloured ground."""

    def page(logo):
        def draw(canvas):
            canvas.setFillColor(ground)
            canvas.rect(0, 0, *BOX, stroke=0, fill=1)
            draw_logo(canvas, prepare_logo(logo, box), 0, 0)

        return draw

    return pdf(*map(page, logos))


def seen(data: bytes, page=0) -> Image.Image:
    """The page as PDFium paints it, 4 pixels a point."""
    return pdfium.PdfDocument(data)[page].render(scale=4).to_pil().convert("RGB")


def at(image: Image.Image, x: float, y: float) -> tuple[int, int, int]:
    """The colour at a place in points from the lower left corner."""
    return image.getpixel((round(x * 4), image.height - 1 - round(y * 4)))


def near(colour, other, tolerance=4):
    return all(abs(a - b) <= tolerance for a, b in zip(colour, other, strict=True))


def streams(data: bytes, kind: str) -> list[dict[str, Any]]:
    """The entries of all images, or of all forms, of a file, and their data."""
    with pikepdf.open(BytesIO(data)) as file:
        return [
            {**{key: str(value) for key, value in one.items()}, "data": one.read_bytes()}
            for one in file.objects
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == kind
        ]


# ── pixels ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1", "RGBA", "LA"])
def test_any_mode_of_png_is_printed(mode):
    logo = raster(mode, size=(1200, 400))
    prepared = prepare_logo(logo, BOX)
    assert (prepared.width, prepared.height) == pytest.approx((120, 40))
    image = seen(sheet(logo))
    if mode != "1":
        assert max(at(image, 20, 20)[1:]) < 120
    assert near(at(image, 100, 20), (255, 255, 255))
    assert near(at(image, 100, 43), (255, 255, 255)), "nothing above it"


def test_three_hundred_dots_an_inch_are_enough():
    (image,) = streams(sheet(raster(size=(1200, 400))), "/Image")
    assert (image["/Width"], image["/Height"]) == ("500", "167")


def test_a_small_picture_is_not_blown_up():
    (image,) = streams(sheet(raster(size=(60, 20))), "/Image")
    assert (image["/Width"], image["/Height"]) == ("60", "20")


@pytest.mark.parametrize(
    ("colour", "size", "says"),
    [
        ((255, 255, 255, 255), (600, 200), "nearly white"),
        ((20, 90, 80, 255), (30, 10), "blurred"),
        ((20, 90, 80, 255), (40, 1200), "hardly more than a line"),
        ((20, 90, 80, 255), (600, 200), ""),
    ],
)
def test_a_logo_that_is_hardly_seen_on_paper_is_told(colour, size, says):
    image = Image.new("RGBA", size, (255, 255, 255, 0))
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1]), fill=colour)
    file = BytesIO()
    image.save(file, "PNG")
    told = prepare_logo(Logo(file.getvalue(), "png", ""), BOX).told
    assert (says in told) if says else not told


def test_sixteen_bits_of_grey_keep_their_grey():
    assert near(at(seen(sheet(raster("I;16"))), 20, 20), (40000 // 257,) * 3, 1)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_where_a_logo_is_transparent_the_ground_is_seen(mode):
    image = seen(sheet(raster(mode), ground="#2050c0"))
    assert near(at(image, 100, 20), (0x20, 0x50, 0xC0))
    assert not near(at(image, 20, 20), (0x20, 0x50, 0xC0))


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_the_colours_on_paper_are_those_of_the_file(mode):
    assert near(at(seen(sheet(raster(mode))), 20, 20), (200, 40, 20), 1)


def test_ink_colours_become_screen_colours():
    data = sheet(raster("CMYK", form="JPEG", quality=95))
    red, green, blue = at(seen(data), 20, 20)
    assert red > 180
    assert max(green, blue) < 80
    assert [image["/ColorSpace"] for image in streams(data, "/Image")] == ["/DeviceRGB"]


def test_a_picture_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    logo = raster(form="JPEG", exif=exif)
    prepared = prepare_logo(logo, BOX)
    assert prepared.height == pytest.approx(3 * prepared.width)
    image = seen(sheet(logo))
    assert near(at(image, 7, 40), (200, 40, 20), 12), "what was left is above"
    assert near(at(image, 7, 4), (255, 255, 255), 12)


def test_of_an_animated_picture_the_first_is_printed():
    first, second = Image.new("RGB", (60, 20), "red"), Image.new("RGB", (60, 20), "blue")
    file = BytesIO()
    first.save(file, "PNG", save_all=True, append_images=[second])
    assert at(seen(sheet(Logo(file.getvalue(), "png", ""))), 20, 20) == (255, 0, 0)


def test_a_picture_swollen_on_paper_is_refused_before_it_is_decoded(monkeypatch):
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + bytes(4) + b"IDAT"
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda *_: pytest.fail("decoded"))
    with pytest.raises(ContentError, match="40 million pixels"):
        prepare_logo(Logo(start, "png", ""), BOX)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"GIF89a" + bytes(50), "not a PNG or JPEG"),
        (b"", "not a PNG or JPEG"),
        (raster().data[:200], "damaged"),
        (bytes(10_000_001), "larger than 10 MB"),
    ],
    ids=["other", "empty", "cut", "large"],
)
def test_what_cannot_be_read_is_refused(data, words):
    with pytest.raises(ContentError, match=words):
        prepare_logo(Logo(data, "png", ""), BOX)


# ── shapes ──────────────────────────────────────────────────────────────────────────────────────


def test_an_svg_stays_a_drawing():
    prepared = prepare_logo(svg(), BOX)
    assert (prepared.width, prepared.height) == pytest.approx((120, 40))
    data = sheet(svg())
    image = seen(data)
    assert near(at(image, 20, 20), (0x0B, 0x5D, 0x66))
    assert near(at(image, 80, 20), (0, 0, 0))
    assert near(at(image, 118, 20), (255, 255, 255))
    assert not streams(data, "/Image")
    (form,) = streams(data, "/Form")
    assert b" Tf" not in form["data"], "no font may come along"


def test_doctypes_of_drawing_programs_are_no_harm():
    doctype = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">'
    assert sheet(svg(before=doctype)) == sheet(svg())


def test_notes_of_drawing_programs_are_dropped():
    notes = '<title>x</title><metadata><a/></metadata><i:pgf xmlns:i="http://x">…</i:pgf>'
    assert sheet(svg(notes + SHAPES)) == sheet(svg())


GRADIENT = (
    '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/>'
    '<stop offset="0.5" stop-color="lime"/><stop offset="1" stop-color="blue"/></linearGradient>'
    '<radialGradient id="r"><stop offset="0" stop-color="red"/>'
    '<stop offset="1" stop-color="blue"/></radialGradient></defs>'
)


def test_gradients_are_kept():
    body = f'{GRADIENT}<rect width="200" height="100" fill="url(#g)"/>'
    image = seen(sheet(svg(f'{body}<circle cx="250" cy="50" r="45" fill="url(#r)"/>')))
    assert near(at(image, 1, 20), (255, 0, 0), 20)
    assert near(at(image, 40, 20), (0, 255, 0), 20)
    assert near(at(image, 79, 20), (0, 0, 255), 20)
    assert near(at(image, 100, 20), (255, 0, 0), 20)
    assert near(at(image, 116, 20), (0, 0, 255), 60)


def test_opacity_is_kept():
    body = '<g opacity="0.5"><rect width="150" height="100" style="fill:black;opacity:0.5"/></g>'
    image = seen(sheet(svg(f'{body}<rect x="160" width="50" height="100" fill="black"/>')))
    assert near(at(image, 30, 20), (191, 191, 191)), "a half of a half"
    assert near(at(image, 70, 20), (0, 0, 0)), "and only there"


def test_what_the_page_drew_before_changes_no_logo():
    body = '<path d="M20 80L150 20L280 80" stroke="black" fill="none" stroke-width="8"/>'

    def after_much(canvas):
        canvas.setLineWidth(30)
        canvas.setDash(1, 9)
        canvas.setFillColor("#ff0000")
        canvas.setStrokeColor("#ff0000")
        draw_logo(canvas, prepare_logo(svg(SHAPES + body), BOX), 0, 0)

    alone = pdf(lambda canvas: draw_logo(canvas, prepare_logo(svg(SHAPES + body), BOX), 0, 0))
    assert not ImageChops.difference(seen(pdf(after_much)), seen(alone)).getbbox()


ENTITY = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
DEEP = "<g>" * 5000 + "</g>" * 5000


@pytest.mark.parametrize(
    ("logo", "words"),
    [
        (svg("<text>Clinic</text>"), "Convert the text to outlines"),
        (svg("<script>1</script>"), "holds a script"),
        (svg('<path onload="x()" d="M0 0"/>'), "holds a script"),
        (svg('<use href="other.svg#a"/>'), "refers to another file"),
        (svg('<use href="https://example.org/a.svg#a"/>'), "refers to another file"),
        (svg('<image href="a.png"/>'), "Save the logo as PNG"),
        (svg('<rect width="9" height="9" fill="url(https://x/y#z)"/>'), "refers to another file"),
        (svg("<style>@import 'x.css';</style>"), "refers to another file"),
        (svg("<style>.a{opacity:.5}</style>"), "opacity in a style sheet"),
        (svg("<foreignObject/>"), "holds a web page"),
        (svg("<filter/>"), "cannot be printed"),
        (svg(before=ENTITY), "cannot be read safely"),
        (svg("&b;", before=ENTITY), "cannot be read safely"),
        (svg(DEEP), "too intricate"),
        (svg("<g/>" * 6000), "too intricate"),
        (svg(SHAPES + " " * 1_000_000), "larger than 500 kB"),
        (svg(attributes='width="0" height="0"'), "cannot be drawn"),
        (svg("<g"), "cannot be read safely"),
        (Logo(b"<html/>", "svg", ""), "not an SVG"),
        (Logo(b"\xff\xfe\x00", "svg", ""), "cannot be read safely"),
    ],
)
def test_what_may_harm_or_cannot_be_printed_is_refused(logo, words):
    with pytest.raises(ContentError, match=words):
        prepare_logo(logo, BOX)


def test_a_drawing_that_contains_itself_is_refused():
    loop = '<g id="a"><use href="#a"/><rect width="9" height="9"/></g>'
    with pytest.raises(ContentError, match="too intricate"):
        prepare_logo(svg(loop), BOX)


def test_what_is_used_often_counts_as_often():
    used = '<g id="a">' + "<path d='M0 0h9v9z'/>" * 90 + "</g>"
    prepare_logo(svg(used + '<use href="#a"/>' * 9), BOX)
    with pytest.raises(ContentError, match="too intricate"):
        prepare_logo(svg(used + '<use href="#a"/>' * 90), BOX)


# ── in files ────────────────────────────────────────────────────────────────────────────────────

KINDS = {
    "png": raster(),
    "alpha": raster("RGBA"),
    "jpeg": raster(form="JPEG"),
    "svg": svg(GRADIENT + '<g opacity="0.5"><rect width="99" height="99" fill="url(#g)"/></g>'),
}
kinds = pytest.mark.parametrize("logo", KINDS.values(), ids=KINDS)


@kinds
def test_a_file_stores_a_logo_once_however_often_it_is_shown(logo):
    once, thrice = sheet(logo), sheet(logo, logo, logo)
    for kind in ("/Image", "/Form"):
        assert len(streams(thrice, kind)) == len(streams(once, kind))
    first, last = seen(thrice, 0), seen(thrice, 2)
    assert not ImageChops.difference(first, last).getbbox()


@kinds
def test_the_same_logo_gives_the_same_bytes(logo):
    first = sheet(logo)
    assert sheet(logo) == first, "prepared once, in two files"
    prepare_logo.cache_clear()
    assert sheet(logo) == first


@kinds
def test_a_logo_stands_where_it_is_put(logo):
    prepared = prepare_logo(logo, (60, 22))
    data = pdf(lambda canvas: draw_logo(canvas, prepared, 50, 10))
    left, _, _, bottom = ImageChops.invert(seen(data)).getbbox()
    assert left / 4 == pytest.approx(50, abs=1)
    assert (44 * 4 - bottom) / 4 == pytest.approx(10, abs=1)


@kinds
def test_a_logo_breaks_no_rule_of_an_archive(logo):
    """Held against PDF/A-2a: a bare page breaks rules of its own, a logo no others."""

    def bare(canvas):
        canvas.setFillColor("#ffffff")
        canvas.rect(0, 0, *BOX, stroke=0, fill=1)

    with_logo, without = (validate(file, "2a") for file in (sheet(logo), pdf(bare)))
    spoken_for_by_the_whole_file = {"6.2.4.3-2", "6.2.4.3-4", "6.2.10-2"}  # an output intent
    assert with_logo.rules - without.rules <= spoken_for_by_the_whole_file
