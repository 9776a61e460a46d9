"""PDF objects that reportlab writes as they are: prepared bodies and streams."""

from __future__ import annotations

import re
import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject

_SPECIAL = re.compile(r"([\\()])")
_LEVEL = 3
"""Of zlib: pages are deflated for every patient, and 6 takes three times as long for 2 kB less."""


class Raw(PDFObject):  # type: ignore[misc]
    """An indirect object whose body is known."""

    __RefOnly__ = 1

    def __init__(self, body: bytes = b"") -> None:
        self.body = body

    def format(self, document: Any) -> bytes:
        """The body."""
        return self.body


class Stream(PDFObject):  # type: ignore[misc]
    """A stream with an end of line before `endstream`, as PDF/A asks (ISO 19005-2, 6.1.7.1).

    `entries` are its dictionary entries but for `/Length`; with no `/Filter` among them the data
    are deflated here, unless `plain`.
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
        return head + self.data + b"\nendstream\n"


def text_string(text: str) -> str:
    """A text string (ISO 32000-1, 7.9.2.2): as it is where that will do, else in UTF-16."""
    if text.isascii() and text.isprintable():
        return "(" + _SPECIAL.sub(r"\\\1", text) + ")"
    return "<FEFF" + text.encode("utf-16-be").hex().upper() + ">"


def number(value: float) -> str:
    """A number as PDF writes it, to a thousandth of a point."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
