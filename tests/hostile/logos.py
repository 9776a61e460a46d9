"""Hostile logos: pictures that swell, break off or run code, and names that lead elsewhere."""

# ruff: noqa: E501 - tables with one input a line
from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image

from .tried import Case

REFUSED, PRINTED, EITHER = (3,), (0,), (0, 3)
_HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' viewBox="0 0 100 50" width="100" height="50">'
)
_SHAPE = '<rect width="90" height="40" fill="#0b5d66"/>'


def svg(body: str, before: str = "", head: str = _HEAD) -> bytes:
    """An SVG with something in it."""
    return f"{before}{head}{body}{_SHAPE}</svg>".encode()


def picture(
    mode: str = "RGB", size: tuple[int, int] = (60, 20), form: str = "PNG", **how: object
) -> bytes:
    """An ordinary picture."""
    colour = {"RGB": (200, 40, 20), "RGBA": (200, 40, 20, 90), "LA": (9, 90)}.get(mode, 1)
    file = BytesIO()
    Image.new(mode, size, (9, 99, 200, 3) if mode == "CMYK" else colour).save(file, form, **how)
    return file.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(
    width: int, height: int, data: bytes, *, depth: int = 8, colour: int = 2, more: bytes = b""
) -> bytes:
    """A PNG that says what it is told to."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + more
    return start + chunk(b"IDAT", data) + chunk(b"IEND", b"")


_GOOD = zlib.compress((b"\0" + b"\x0b\x5d\x66" * 20) * 20)


def _doubled(count: int) -> str:
    """Groups that each use the one before twice."""
    groups = '<g id="g0"><path d="M0 0h9v9z"/></g>'
    for number in range(1, count):
        use = f'<use xlink:href="#g{number - 1}"/>'
        groups += f'<g id="g{number}">{use}{use}</g>'
    return f'<defs>{groups}</defs><use xlink:href="#g{count - 1}"/>'


def _chained(count: int) -> str:
    """Groups that each use the one behind them."""
    groups = (f'<g id="g{n}"><use xlink:href="#g{n + 1}"/></g>' for n in range(count))
    return "".join(groups) + f'<path id="g{count}" d="M0 0h9v9z"/>'


_LAUGHS = "<!DOCTYPE svg [" + '<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {b} "&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};">'
    for a, b in zip("abcdefghi", "bcdefghij", strict=True)
) + "]>"  # fmt: skip

SVGS: list[tuple[str, bytes, tuple[int, ...]]] = [
    ("plain", svg(""), PRINTED),
    ("a script", svg("<script>alert(1)</script>"), REFUSED),
    ("a script elsewhere", svg('<script xlink:href="http://127.0.0.1:9/x.js"/>'), REFUSED),
    ("a script when loaded", svg('<g onload="alert(1)"/>'), REFUSED),
    ("a script on the root", svg("", head=_HEAD[:-1] + ' onload="alert(1)">'), REFUSED),
    ("a script in another case", svg('<g ONCLICK="alert(1)"/>'), REFUSED),
    ("a script in HTML's name", svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml"/>'), EITHER),
    ("a link with a script", svg('<a xlink:href="javascript:alert(1)"><path d="M0 0h1v1z"/></a>'), REFUSED),
    ("a picture of the network", svg('<image xlink:href="http://127.0.0.1:9/x.png" width="9" height="9"/>'), REFUSED),
    ("a picture of a file", svg('<image href="file:///etc/passwd" width="9" height="9"/>'), REFUSED),
    ("a picture of a path", svg('<image xlink:href="/etc/passwd" width="9" height="9"/>'), REFUSED),
    ("a picture within", svg('<image xlink:href="data:image/png;base64,AAAA"/>'), REFUSED),
    ("a web page", svg("<foreignObject><iframe src='http://127.0.0.1:9'/></foreignObject>"), REFUSED),
    ("a use of another file", svg('<use xlink:href="other.svg#x"/>'), REFUSED),
    ("a use of the network", svg('<use href="http://127.0.0.1:9/x.svg#a"/>'), REFUSED),
    ("a use of a path", svg('<use xlink:href="../../etc/passwd#x"/>'), REFUSED),
    ("a use of nothing", svg('<use xlink:href="#nosuch"/>'), EITHER),
    ("a use of itself", svg('<use id="a" xlink:href="#a"/>'), EITHER),
    ("a use in a ring", svg('<g id="a"><use xlink:href="#b"/></g><g id="b"><use xlink:href="#a"/></g>'), EITHER),
    ("a use of the root", svg('<use xlink:href="#r"/>', head=_HEAD[:-1] + ' id="r">'), EITHER),
    ("uses that double 12 times", svg(_doubled(12)), EITHER),
    ("uses that double 40 times", svg(_doubled(40)), REFUSED),
    ("uses that double 1,000 times", svg(_doubled(1000)), REFUSED),
    ("1,000 uses in a chain", svg(_chained(1000)), REFUSED),
    ("2,000 uses of 2,000", svg('<g id="a">' + _SHAPE * 2000 + "</g>" + '<use xlink:href="#a"/>' * 2000), REFUSED),
    ("gradients in a ring", svg('<linearGradient id="a" xlink:href="#b"/><linearGradient id="b" xlink:href="#a"/><path d="M0 0h9v9z" fill="url(#a)"/>'), EITHER),
    ("a gradient of itself", svg('<linearGradient id="a" xlink:href="#a"/><path d="M0 0h9v9z" fill="url(#a)"/>'), EITHER),
    ("a gradient of another file", svg('<linearGradient id="a" xlink:href="x.svg#b"/>'), REFUSED),
    ("a clip of itself", svg('<clipPath id="c" clip-path="url(#c)"><path d="M0 0h9v9z" clip-path="url(#c)"/></clipPath><path d="M0 0h9v9z" clip-path="url(#c)"/>'), EITHER),
    ("a style that imports", svg("<style>@import url(http://127.0.0.1:9/x.css);</style>"), REFUSED),
    ("a style that imports in code", svg("<style>@\\69mport 'http://127.0.0.1:9/x.css';</style>"), EITHER),
    ("a style with a web address", svg("<style>rect{fill:url(http://127.0.0.1:9/x)}</style>"), REFUSED),
    ("a style with a coded address", svg("<style>rect{fill:u\\72l(http://127.0.0.1:9/x)}</style>"), EITHER),
    ("a style with an expression", svg("<style>rect{width:expression(alert(1))}</style>"), REFUSED),
    ("a style with a font", svg("<style>@font-face{font-family:x;src:url(http://127.0.0.1:9/f)}</style>"), REFUSED),
    ("a style from elsewhere", svg("", before='<?xml-stylesheet href="http://127.0.0.1:9/x.css"?>'), EITHER),
    ("a style of a million letters", svg("<style>" + "rect{fill:red}" * 60_000 + "</style>"), EITHER),
    ("a style with 900,000 brackets", svg("<style>" + "{" * 900_000 + "</style>"), EITHER),
    ("a style with 900,000 round brackets", svg("<style>a{b:" + "(" * 900_000 + "</style>"), EITHER),
    ("selectors over selectors", svg("<style>" + ":not(" * 900 + "a" + ")" * 900 + "{fill:red}</style>"), EITHER),
    ("an attribute with a web address", svg('<rect width="1" height="1" fill="url(http://127.0.0.1:9/x)"/>'), REFUSED),
    ("an entity of a file", svg("&e;", '<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///etc/passwd">]>'), REFUSED),
    ("an entity of the network", svg("&e;", '<!DOCTYPE svg [<!ENTITY e SYSTEM "http://127.0.0.1:9/">]>'), REFUSED),
    ("an entity of its own", svg("", '<!DOCTYPE svg [<!ENTITY e "x">]>'), REFUSED),
    ("a parameter entity", svg("", '<!DOCTYPE svg [<!ENTITY % e SYSTEM "http://127.0.0.1:9/">%e;]>'), REFUSED),
    ("a billion laughs", svg("<title>&j;</title>", _LAUGHS), REFUSED),
    ("a document type elsewhere", svg("", '<!DOCTYPE svg SYSTEM "http://127.0.0.1:9/x.dtd">'), EITHER),
    ("the document type of SVG", svg("", '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'), EITHER),
    ("an inclusion", svg('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'), EITHER),
    ("another base", svg('<g xml:base="http://127.0.0.1:9/"><use xlink:href="#x"/></g>'), EITHER),
    ("text", svg("<text>Clinic</text>"), REFUSED),
    ("text in a font of a file", svg('<text font-family="/etc/passwd">x</text>'), REFUSED),
    ("an animation", svg('<animate attributeName="x" to="9"/>'), REFUSED),
    ("a setting of a link", svg('<set attributeName="xlink:href" to="javascript:alert(1)"/>'), REFUSED),
    ("a filter", svg('<filter id="f"><feImage href="http://127.0.0.1:9/x"/></filter>'), REFUSED),
    ("a pattern", svg('<pattern id="p"><path d="M0 0h9v9z"/></pattern>'), REFUSED),
    ("a mask", svg('<mask id="m"/><path d="M0 0h9v9z" mask="url(#m)"/>'), REFUSED),
    ("50,000 shapes", svg('<path d="M0 0h1v1z"/>' * 45_000), REFUSED),
    ("100,000 groups in groups", svg("<g>" * 100_000 + "</g>" * 100_000), REFUSED),
    ("1,000 groups in groups", svg("<g>" * 1_000 + "</g>" * 1_000), REFUSED),
    ("a path of 900,000 letters", svg('<path d="M0 0' + "l1 1" * 225_000 + '"/>'), EITHER),
    ("a path of arcs", svg('<path d="M0 0' + "a9 9 0 0 1 1 1" * 50_000 + '"/>'), EITHER),
    ("a path that is none", svg('<path d="no path at all"/>'), EITHER),
    ("a path of 900,000 signs", svg('<path d="M' + "-" * 900_000 + '"/>'), EITHER),
    ("a path of one long number", svg('<path d="M0 0L' + "9" * 500_000 + ' 1"/>'), EITHER),
    ("numbers beyond numbers", svg('<path d="M1e999 -1e999L nan inf"/><rect width="1e400" height="NaN"/>'), EITHER),
    ("dashes of nothing", svg('<path d="M0 0h9" stroke="red" stroke-dasharray="0 0 0"/>'), EITHER),
    ("dashes below nothing", svg('<path d="M0 0h9" stroke="red" stroke-dasharray="-1 -2"/>'), EITHER),
    ("a stroke as wide as the world", svg('<path d="M0 0h9" stroke="red" stroke-width="1e30"/>'), EITHER),
    ("a matrix that is none", svg('<g transform="matrix(1 2 3)"><path d="M0 0h9v9z"/></g>'), EITHER),
    ("a matrix of nothing", svg('<g transform="matrix(0 0 0 0 0 0)"><path d="M0 0h9v9z"/></g>'), EITHER),
    ("a transform with code", svg('<g transform="__import__(\'os\').system(\'id\')"><path d="M0 0h9v9z"/></g>'), EITHER),
    ("a colour with code", svg('<rect width="1" height="1" fill="__import__(\'os\').system(\'id\')"/>'), EITHER),
    ("a colour that ran code (CVE-2023-33733)", svg('<rect width="1" height="1" fill="[[[getattr(pow,Word(\'__globals__\'))[\'os\'].system(\'id\') for Word in [type(\'W\',(str,),{})]]]]"/>'), EITHER),
    ("a colour profile", svg('<rect width="1" height="1" fill="icc-color(x, 1)"/>'), EITHER),
    ("points that are none", svg('<polygon points="1,2,3"/><polyline points=""/>'), EITHER),
    ("no size at all", svg("", head='<svg xmlns="http://www.w3.org/2000/svg">'), EITHER),
    ("a size of nothing", svg("", head='<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0">'), EITHER),
    ("a size below nothing", svg("", head='<svg xmlns="http://www.w3.org/2000/svg" width="-9" height="-9">'), EITHER),
    ("a size beyond numbers", svg("", head='<svg xmlns="http://www.w3.org/2000/svg" width="1e308" height="1e308">'), EITHER),
    ("a size that is none", svg("", head='<svg xmlns="http://www.w3.org/2000/svg" width="wide" viewBox="a b">'), EITHER),
    ("a view of nothing", svg("", head='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0">'), EITHER),
    ("a thousand to one", svg("", head='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100000 1">'), EITHER),
    ("opacity that is none", svg('<g opacity="half"><path d="M0 0h9v9z"/></g>'), EITHER),
    ("no SVG", b'<?xml version="1.0"?><html><svg/></html>', REFUSED),
    ("SVG that breaks off", svg("")[:-9], REFUSED),
    ("two roots", svg("") + svg(""), REFUSED),
    ("another encoding", svg("", '<?xml version="1.0" encoding="EBCDIC-CP-US"?>'), EITHER),
    ("an unknown encoding", svg("", '<?xml version="1.0" encoding="nosuch"?>'), EITHER),
    ("UTF-7", svg("", '<?xml version="1.0" encoding="UTF-7"?>'), EITHER),
    ("UTF-16", ('\ufeff<?xml version="1.0" encoding="UTF-16"?>' + svg("").decode()).encode("utf-16-le"), EITHER),
    ("half a surrogate as a code", svg("<title>&#xD800;</title>"), REFUSED),
    ("gzip", b"\x1f\x8b\x08\0\0\0\0\0\0\x03", REFUSED),
    ("a script behind a comment", b"<!-- <svg -->" + b"<html><script>x</script></html>", REFUSED),
    ("5 MB", svg("<desc>" + "x" * 5_000_000 + "</desc>"), REFUSED),
]  # fmt: skip

PIXELS: list[tuple[str, Callable[[], bytes], tuple[int, ...]]] = [
    *((f"PNG of mode {mode}", lambda mode=mode: picture(mode), PRINTED) for mode in ("RGB", "RGBA", "L", "LA", "P", "1", "I;16")),
    ("PNG of 16 bits of colour", lambda: png(20, 20, zlib.compress((b"\0" + b"\x12\x34" * 60) * 20), depth=16), PRINTED),
    ("PNG of 1 pixel", lambda: picture(size=(1, 1)), PRINTED),
    ("PNG of 1 by 9,000", lambda: picture(size=(1, 9000)), PRINTED),
    ("PNG of 9,000 by 1", lambda: picture(size=(9000, 1)), PRINTED),
    ("PNG of 40 million pixels", lambda: picture("L", (8000, 5000)), PRINTED),
    ("PNG of 40 million coloured pixels", lambda: picture("RGBA", (8000, 5000)), PRINTED),
    ("PNG of 41 million pixels", lambda: picture("1", (8200, 5000)), REFUSED),
    ("PNG that says 60,000 by 60,000", lambda: png(60_000, 60_000, zlib.compress(b"\0" * 99)), REFUSED),
    ("PNG that says 2 thousand million wide", lambda: png(2**31 - 1, 1, _GOOD), REFUSED),
    ("PNG of no width", lambda: png(0, 9, _GOOD), REFUSED),
    ("PNG whose pixels swell to 300 MB", lambda: png(20, 20, zlib.compress(b"\0" * 300_000_000, 9)), EITHER),
    ("PNG whose profile swells", lambda: png(20, 20, _GOOD, more=chunk(b"iCCP", b"x\0\0" + zlib.compress(b"\0" * 200_000_000))), EITHER),
    ("PNG whose text swells", lambda: png(20, 20, _GOOD, more=chunk(b"zTXt", b"x\0\0" + zlib.compress(b"a" * 200_000_000))), EITHER),
    ("PNG with 1,000 texts that swell", lambda: png(20, 20, _GOOD, more=chunk(b"zTXt", b"x\0\0" + zlib.compress(b"a" * 900_000)) * 1000), EITHER),
    ("PNG with a script in a text", lambda: png(20, 20, _GOOD, more=chunk(b"tEXt", b"Comment\0<script>x</script>")), PRINTED),
    ("PNG of an unknown depth", lambda: png(20, 20, _GOOD, depth=7), REFUSED),
    ("PNG of an unknown colour", lambda: png(20, 20, _GOOD, colour=5), REFUSED),
    ("PNG without its palette", lambda: png(20, 20, zlib.compress(b"\0" * 420), colour=3), EITHER),
    ("PNG with a palette too long", lambda: png(20, 20, zlib.compress(b"\0" * 420), colour=3, more=chunk(b"PLTE", b"x" * 3000)), EITHER),
    ("PNG with wrong sums", lambda: picture()[:-20] + b"x" * 20, EITHER),
    ("PNG that breaks off", lambda: picture(size=(600, 200))[:200], REFUSED),
    ("PNG that ends after its head", lambda: picture()[:8], REFUSED),
    ("PNG with bad pixels", lambda: png(20, 20, b"not deflate at all"), REFUSED),
    ("PNG with a file behind its pixels", lambda: png(20, 20, _GOOD + b"%PDF-1.7 hidden" * 99), EITHER),
    ("PNG with pixels missing", lambda: png(20, 20, zlib.compress(b"\0" * 99)), EITHER),
    ("PNG with bad filters", lambda: png(20, 20, zlib.compress((b"\x09" + b"x" * 60) * 20)), EITHER),
    ("PNG with chunks below nothing", lambda: picture()[:33] + struct.pack(">I", 2**32 - 9) + b"IDAT", REFUSED),
    ("PNG that is animated", lambda: picture(save_all=True, append_images=[Image.new("RGB", (60, 20), (9, 9, 200))]), PRINTED),
    ("PNG that says it has 4 thousand million frames", lambda: png(20, 20, _GOOD, more=chunk(b"acTL", struct.pack(">II", 2**32 - 1, 0))), EITHER),
    ("PNG with something behind it", lambda: picture() + b"<?php system('id') ?>" * 99, PRINTED),
    ("PNG called SVG", lambda: picture(), PRINTED),
    ("JPEG", lambda: picture(form="JPEG"), PRINTED),
    ("JPEG in grey", lambda: picture("L", form="JPEG"), PRINTED),
    ("JPEG in ink colours", lambda: picture("CMYK", form="JPEG"), PRINTED),
    ("JPEG in ink colours with a broken profile", lambda: picture("CMYK", form="JPEG", icc_profile=b"broken" * 99), PRINTED),
    ("JPEG step by step", lambda: picture(form="JPEG", progressive=True), PRINTED),
    ("JPEG turned by its notes", lambda: picture(form="JPEG", exif=_turned()), PRINTED),
    ("JPEG with broken notes", lambda: picture(form="JPEG", exif=b"Exif\0\0broken" * 9), EITHER),
    ("JPEG that breaks off", lambda: picture(form="JPEG", size=(600, 600))[:900], REFUSED),
    ("JPEG that says 65,500 by 65,500", lambda: _resized(picture(form="JPEG"), 65_500), REFUSED),
    ("JPEG of nothing", lambda: b"\xff\xd8\xff\xd9", REFUSED),
    ("JPEG of many nothings", lambda: b"\xff\xd8" + b"\xff\xe0\x00\x02" * 100_000, REFUSED),
    ("GIF", lambda: picture("P", form="GIF"), REFUSED),
    ("GIF that is animated", lambda: picture("P", form="GIF", save_all=True, append_images=[Image.new("P", (60, 20), 9)]), REFUSED),
    ("TIFF", lambda: picture(form="TIFF"), REFUSED),
    ("WebP", lambda: b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 24, REFUSED),
    ("BMP", lambda: picture(form="BMP"), REFUSED),
    ("ICO", lambda: picture(form="ICO"), REFUSED),
    ("PostScript", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n(id) system", REFUSED),
    ("a PDF", lambda: b"%PDF-1.7\n", REFUSED),
    ("nothing", lambda: b"", REFUSED),
    ("10 MB and one byte", lambda: picture() + b"\0" * 10_000_000, REFUSED),
    ("50 MB", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 50_000_000, REFUSED),
]  # fmt: skip

NAMES = {
    "a path up": "../../etc/passwd",
    "a path up and down": "a/../../secret.png",
    "an absolute path": "/etc/passwd",
    "a device": "/dev/zero",
    "a home": "~/logo.png",
    "a drive": "'C:\\logo.png'",
    "a drive without a root": "'C:logo.png'",
    "a server": "'\\\\192.0.2.1\\share\\logo.png'",
    "a server in slashes": "//192.0.2.1/share/logo.png",
    "a device of Windows": "'\\\\.\\PhysicalDrive0'",
    "a web address": "http://127.0.0.1:9/logo.png",
    "a file address": "file:///etc/passwd",
    "data": "'data:image/png;base64,AAAA'",
    "dots": "..",
    "a dot": "'.'",
    "blanks": "'  ../x '",
    "a null": '"logo.png\\0.txt"',
    "a line end": '"a\\nb.png"',
    "a name of 5,000 letters": "x" * 5000,
    "5,000 folders": "a/" * 2500 + "x.png",
    "markup": "'<img src=x>'",
    "a shell": "'$(id).png'",
    "a list": "[a.png, b.png]",
    "direction": '"gnp.\\u202elogo"',
}


def _turned() -> bytes:
    notes = Image.Exif()
    notes[0x0112] = 6
    return notes.tobytes()


def _resized(jpeg: bytes, size: int) -> bytes:
    """A JPEG that says it is larger than it is."""
    at = jpeg.index(b"\xff\xc0") + 5
    return jpeg[:at] + struct.pack(">HH", size, size) + jpeg[at + 4 :]


def _case(name: str, data: Callable[[], bytes], exits: tuple[int, ...]) -> Case:
    def prepare(folder: Path) -> list[str]:
        (folder / "logo.bin").write_bytes(data())
        return _clinic(folder, "logo.bin")

    return Case("a logo", name, prepare, exits, ("logo",) if exits == REFUSED else ())


def _named(name: str, written: str) -> Case:
    def prepare(folder: Path) -> list[str]:
        (folder.parent / "secret.png").write_bytes(picture())
        return _clinic(folder, written)

    return Case("a logo's name", name, prepare, REFUSED, ("clinic.yaml:1: logo",))


def _place(name: str, make: Callable[[Path], object], says: str) -> Case:
    def prepare(folder: Path) -> list[str]:
        (folder.parent / "secret.png").write_bytes(picture())
        make(folder / "logo.png")
        return _clinic(folder, "logo.png")

    return Case("instead of a logo", name, prepare, REFUSED, (says,))


def _clinic(folder: Path, logo: str) -> list[str]:
    (folder / "clinic.yaml").write_text(f"logo: {logo}\nname: Clinic\n", "utf-8")
    (folder / "p.yaml").write_text("points: [BL40]\n", "utf-8")
    return ["build", "p.yaml"]


def _cases() -> list[Case]:
    import os

    return [
        *(_case(f"SVG: {name}", lambda data=data: data, exits) for name, data, exits in SVGS),  # type: ignore[misc]
        *(_case(name, data, exits) for name, data, exits in PIXELS),
        *(_named(name, written) for name, written in NAMES.items()),
        _place("nothing", lambda path: None, "no file"),
        _place("a folder", Path.mkdir, "a folder"),
        _place("a pipe", os.mkfifo, "a pipe or a device"),
        _place("a link to a device", lambda path: path.symlink_to("/dev/zero"), "another folder"),
        _place("a link outside", lambda path: path.symlink_to("../secret.png"), "another folder"),
        _place("a link to itself", lambda path: path.symlink_to(path), ""),
        _place("a link to nothing", lambda path: path.symlink_to("nosuch.png"), "no file"),
    ]


CASES = _cases()
