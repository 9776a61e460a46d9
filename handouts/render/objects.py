"""PDF objects that reportlab writes as they are: prepared bodies and streams."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b, sha256
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFFile, PDFObject, PDFTrailer, xObjectName
from reportlab.pdfbase.pdfdoc import format as formatted
from reportlab.pdfgen.canvas import Canvas

_SPECIAL = re.compile(r"([\\()])")
_LEVEL = 2
"""Of zlib: pages are deflated for every patient, and 6 takes four times as long for 2 kB less."""


class Raw(PDFObject):  # type: ignore[misc]
    """An indirect object whose body is known."""

    __RefOnly__ = 1

    def __init__(self, body: bytes = b"") -> None:
        self.body = body

    def format(self, document: Any) -> bytes:
        """The body."""
        return self.body


class Stream(PDFObject):  # type: ignore[misc]
    """A stream with an end of line before `endstream`, as PDF/A asks (ISO 19005-2, 6.1.7.1). With
    no `/Filter` among its entries, the data are deflated here, unless `plain`.
    """

    __RefOnly__ = 1

    def __init__(self, entries: str, data: bytes, plain: bool = False) -> None:
        if not plain and "/Filter" not in entries:
            entries, data = f"{entries}/Filter/FlateDecode", zlib.compress(data, _LEVEL)
        self.entries = entries
        self.data = data

    def format(self, document: Any) -> bytes:
        """Dictionary and data."""
        head = f"<<{self.entries}/Length {len(self.data)}>>\nstream\n".encode()
        return head + self.data + b"\nendstream"


@dataclass(frozen=True)
class XObject:
    """A form or an image, deflated once for all files: its entries, and an image's soft mask."""

    entries: str
    data: bytes
    mask: XObject | None = None

    @cached_property
    def name(self) -> str:
        """The same for the same content, so that a file stores it once."""
        digest = sha256(self.entries.encode() + self.data)
        if self.mask:
            digest.update(self.mask.name.encode())
        return f"L-{digest.hexdigest()[:16]}"


class Stored(Stream):
    """An XObject in one file, where it brings its soft mask along."""

    def __init__(self, xobject: XObject) -> None:
        super().__init__(xobject.entries, xobject.data)
        self.xobject = xobject

    def format(self, document: Any) -> bytes:
        """Dictionary and data, with the number that the mask has in this file."""
        mask = self.xobject.mask
        if not mask:
            return super().format(document)
        name = xObjectName(mask.name)
        if name not in document.idToObject:
            document.Reference(Stored(mask), name)
        entries = f"{self.entries}/SMask {reference(document, document.idToObject[name])}"
        return Stream(entries, self.data).format(document)


def deflated(entries: str, data: bytes, mask: XObject | None = None) -> XObject:
    """An XObject of plain data."""
    return XObject(f"/Type/XObject{entries}/Filter/FlateDecode", zlib.compress(data, 9), mask)


def paint(canvas: Canvas, xobject: XObject, name: str = "") -> None:
    """Paint a form or an image under the matrix of now; a file stores it once, under its name."""
    name = name or xobject.name
    if not canvas.hasForm(name):
        canvas._doc.addForm(name, Stored(xobject))
    canvas.doForm(name)


def free_number(doc: Any) -> int:
    """The number of an object that `written` is given the body of."""
    doc.objectcounter += 1
    return int(doc.objectcounter)


def written(canvas: Canvas, bodies: Mapping[int, bytes]) -> bytes:
    """The file of a canvas; `bodies` are objects by number that reportlab does not know."""
    doc = canvas._doc
    for font in doc.delayedFonts:
        font.addObjects(doc)
    root, info = doc.Reference(doc.Catalog), doc.Reference(doc.info)
    head = PDFFile(doc._pdfVersion)
    parts, at = head.strings, head.offset
    xref = ["0000000000 65535 f "]
    number = 0
    while (number := number + 1) <= doc.objectcounter:  # which grows while objects are written
        body = bodies.get(number) or formatted(doc.idToObject[doc.numberToId[number]], doc, 1)
        part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        xref.append(f"{at:010} 00000 n ")
        parts.append(part)
        at += len(part)
    # made of the content alone; reportlab's would change with SOURCE_DATE_EPOCH
    digest = blake2b(b"".join(parts), digest_size=16).hexdigest()
    trailer = PDFTrailer(at, Size=number, Root=root, Info=info, ID=f"[<{digest}><{digest}>]")
    parts += ("\n".join(("xref", f"0 {number}", *xref, "")).encode(), trailer.format(doc))
    return b"".join(parts)


def reference(doc: Any, thing: Any) -> str:
    """The reference to an indirect object (`7 0 R`), which is one of the file from now on."""
    number, _ = doc.idToObjectNumberAndVersion[doc.Reference(thing).name]
    return f"{number} 0 R"


def text_string(text: str) -> str:
    """A text string (ISO 32000-1, 7.9.2.2): as it is where that will do, else in UTF-16."""
    if text.isascii() and text.isprintable():
        return "(" + _SPECIAL.sub(r"\\\1", text) + ")"
    return "<FEFF" + text.encode("utf-16-be").hex().upper() + ">"


def number(value: float) -> str:
    """A number as PDF writes it, to a thousandth of a point."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
