"""Logos of every kind come out flat and small; hostile ones are refused with a cure."""

from __future__ import annotations

import struct
import zlib
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from handouts.errors import ContentError
from handouts.handout import Logo
from handouts.press.pictures.figures import paint_logo, xobject

BOX = (120.0, 44.0)
SHAPES = '<circle cx="50" cy="50" r="40" fill="#0b5d66"/><path d="M110 20h160v60h-160z"/>'


def raster(mode="RGB", size=(600, 200), form="PNG", **options):
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


def only(painted):
    (name,) = painted.drawings
    return xobject(name)


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def decoded(stream):
    """The pixels of an image XObject, read back through the PNG predictor."""
    entries = stream.entries.decode()
    width, height = (int(entries.split(f"/{key} ")[1].split()[0]) for key in ("Width", "Height"))
    colour = 2 if "DeviceRGB" in entries else 0

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", stream.data) + chunk(b"IEND", b"")
    return Image.open(BytesIO(b"\x89PNG\r\n\x1a\n" + body))


# ── pixels ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("mode", ["RGB", "L", "P", "1", "I;16", "RGBA", "LA"])
def test_any_mode_of_png_is_printed(mode):
    painted = paint_logo(raster(mode, size=(1200, 400)), BOX)
    assert (painted.width, painted.height) == pytest.approx((120, 40))
    image = decoded(only(painted))
    assert image.size == (500, 167), "300 dots an inch and no more"
    if mode not in ("1", "I;16"):
        left, right = image.convert("L").getpixel((20, 80)), image.convert("L").getpixel((480, 80))
        assert left < 120
        assert right > 240 or only(painted).refs


def with_chunk(logo, kind, body):
    """The logo with one more chunk behind its head."""
    return replace(logo, data=logo.data[:33] + chunk(kind, body) + logo.data[33:])


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_small_plain_png_is_packed_as_it_was(mode):
    logo = raster(mode)
    stream = only(paint_logo(logo, BOX))
    assert stream.data in logo.data
    assert decoded(stream).tobytes() == Image.open(BytesIO(logo.data)).tobytes()


@pytest.mark.parametrize("kind", [b"gAMA", b"cHRM", b"tRNS"])
def test_a_png_that_says_more_about_its_colours_is_packed_anew(kind):
    body = {b"gAMA": b"\0\0\xb1\x8f", b"cHRM": bytes(32), b"tRNS": bytes(6)}[kind]
    logo = with_chunk(raster(), kind, body)
    assert only(paint_logo(logo, BOX)).data not in logo.data


def test_pixels_that_go_on_behind_the_last_row_are_packed_anew():
    logo = raster()
    head, rest = logo.data.split(b"IDAT", 1)
    length = int.from_bytes(head[-4:], "big")
    longer = zlib.compress(zlib.decompress(rest[:length]) + bytes(99))
    data = head[:-4] + chunk(b"IDAT", longer) + chunk(b"IEND", b"")
    assert only(paint_logo(replace(logo, data=data), BOX)).data != longer


def test_sixteen_bits_of_grey_keep_their_grey():
    assert decoded(only(paint_logo(raster("I;16"), BOX))).getpixel((5, 5)) == 40000 // 257


def test_alpha_becomes_a_soft_mask():
    stream = only(paint_logo(raster("RGBA"), BOX))
    ((key, name),) = stream.refs
    assert key == "SMask"
    mask = decoded(xobject(name))
    assert mask.getpixel((20, 80)) == 255
    assert mask.getpixel((480, 80)) == 0
    assert b"DeviceGray" in xobject(name).entries


def test_ink_colours_become_screen_colours():
    image = decoded(only(paint_logo(raster("CMYK", form="JPEG", quality=95), BOX)))
    red, green, blue = image.getpixel((20, 80))
    assert red > 180
    assert green < 80
    assert blue < 80


def test_a_picture_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    painted = paint_logo(raster(form="JPEG", exif=exif), (100, 300))
    assert painted.height == pytest.approx(3 * painted.width)


def test_of_an_animated_picture_the_first_is_printed():
    first, second = Image.new("RGB", (60, 20), "red"), Image.new("RGB", (60, 20), "blue")
    file = BytesIO()
    first.save(file, "PNG", save_all=True, append_images=[second])
    image = decoded(only(paint_logo(Logo(file.getvalue(), "png", ""), BOX)))
    assert image.getpixel((3, 3)) == (255, 0, 0)


def test_a_small_picture_is_not_blown_up():
    assert decoded(only(paint_logo(raster(size=(60, 20)), BOX))).size == (60, 20)


def test_the_same_logo_gives_the_same_bytes():
    first = only(paint_logo(raster("RGBA"), BOX))
    paint_logo.cache_clear()
    assert only(paint_logo(raster("RGBA"), BOX)) == first


def test_a_picture_swollen_on_paper_is_refused_before_it_is_decoded(monkeypatch):
    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + bytes(4) + b"IDAT"
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda *_: pytest.fail("decoded"))
    with pytest.raises(ContentError, match="40 million pixels"):
        paint_logo(Logo(start, "png", ""), BOX)


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
        paint_logo(Logo(data, "png", ""), BOX)


# ── shapes ──────────────────────────────────────────────────────────────────────────────────────


def content(painted):
    return zlib.decompress(only(painted).data)


def test_an_svg_stays_a_drawing():
    painted = paint_logo(svg(), BOX)
    assert (painted.width, painted.height) == pytest.approx((120, 40))
    assert b"/Subtype /Form" in only(painted).entries
    assert b" c" in content(painted)
    assert b" Tf" not in content(painted), "no font may come along"


def test_doctypes_of_drawing_programs_are_no_harm():
    doctype = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">'
    assert content(paint_logo(svg(before=doctype), BOX)) == content(paint_logo(svg(), BOX))


def test_gradients_and_opacity_are_kept():
    gradient = '<defs><linearGradient id="g"><stop offset="0" stop-color="red"/>'
    gradient += '<stop offset="1" stop-color="blue"/></linearGradient></defs>'
    body = gradient + '<g opacity="0.5"><rect width="9" height="9" style="opacity:0.5"/></g>'
    body += '<rect x="20" width="80" height="80" fill="url(#g)"/>'
    stream = only(paint_logo(svg(body), BOX))
    assert b" sh" in zlib.decompress(stream.data)
    assert b"/Shading" in stream.entries
    assert b"/ca 0.25" in stream.entries
    assert b" R" not in stream.entries.replace(b"DeviceRGB", b""), "nothing is referred to"


def test_notes_of_drawing_programs_are_dropped():
    notes = '<title>x</title><metadata><a/></metadata><i:pgf xmlns:i="http://x">…</i:pgf>'
    assert content(paint_logo(svg(notes + SHAPES), BOX)) == content(paint_logo(svg(), BOX))


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
        paint_logo(logo, BOX)


def test_a_drawing_that_contains_itself_is_refused():
    loop = '<g id="a"><use href="#a"/><rect width="9" height="9"/></g>'
    with pytest.raises(ContentError, match="too intricate"):
        paint_logo(svg(loop), BOX)


def test_what_is_used_often_counts_as_often():
    used = '<g id="a">' + "<path d='M0 0h9v9z'/>" * 90 + "</g>"
    paint_logo(svg(used + '<use href="#a"/>' * 9), BOX)
    with pytest.raises(ContentError, match="too intricate"):
        paint_logo(svg(used + '<use href="#a"/>' * 90), BOX)
