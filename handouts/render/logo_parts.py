"""What the two kinds of logo, pixels and shapes, share: how one is stored, and how refused."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from reportlab.pdfbase.pdfdoc import xObjectName

from handouts.errors import ContentError, Problem
from handouts.render.objects import Stream


@dataclass(frozen=True, slots=True)
class XObject:
    """A form or an image, deflated once for all files. `entries` are those of its dictionary;
    `mask` is the soft mask of an image.
    """

    entries: str
    data: bytes
    mask: XObject | None = None

    @property
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
        self.mask = xobject.mask

    def format(self, document: Any) -> bytes:
        """Dictionary and data, with the number that the mask has in this file."""
        if not self.mask:
            return super().format(document)
        name = xObjectName(self.mask.name)
        if name not in document.idToObject:
            document.Reference(Stored(self.mask), name)
        number, _ = document.idToObjectNumberAndVersion[name]
        return Stream(f"{self.entries}/SMask {number} 0 R", self.data).format(document)


def deflated(entries: str, data: bytes, mask: XObject | None = None) -> XObject:
    """An XObject of plain data."""
    return XObject(f"/Type/XObject{entries}/Filter/FlateDecode", zlib.compress(data, 9), mask)


def refused(wrong: str, cure: str) -> ContentError:
    """A logo that cannot be printed, and what to do about it."""
    return ContentError(Problem("logo", 0, "", wrong, cure))
