"""What a file says about itself: XMP metadata, information, output intent, outline.

The files claim PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2). PDF/A allows only properties it
knows or that the file describes, hence the extension schema for the `pdfuaid` claim.
"""

from __future__ import annotations

import re
import zlib
from functools import cache
from html import escape
from itertools import pairwise

from handouts import __version__
from handouts.files.paths import ASSETS
from handouts.handout import Handout
from handouts.render.objects import (
    Raw,
    Stream,
    free_number,
    number,
    reference,
    text_string,
    written,
)
from handouts.render.tagging import TaggedCanvas

PRODUCER = f"handouts {__version__}"
MOST_BYTES = 200_000_000
"""Of a file that is looked through for what it says about itself."""

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{when}</xmp:CreateDate>
<xmp:ModifyDate>{when}</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
_OURS = re.compile(
    rb'<rdf:li xml:lang="x-default">([^<]*)</rdf:li></rdf:Alt></dc:title>.{1,2000}?'
    rb"<pdf:Producer>handouts [^<]{1,40}</pdf:Producer>\s*<xmp:CreatorTool>[^<]{1,80}"
    rb"</xmp:CreatorTool>\s*<xmp:CreateDate>(\d{4}-\d\d-\d\d)T",
    re.S,
)
"""What `_XMP` says, of any version."""


def title_and_day(pdf: bytes) -> tuple[str, str] | None:
    """What a PDF of ours says it is, and of which day (`2026-11-20`); None for one that is not.

    A packet is made to be found by looking through the bytes (XMP specification, part 1, 7.3.2), so
    nobody's PDF has to be parsed.
    """
    found = _OURS.search(pdf)
    return (found[1].decode("utf-8", "replace"), found[2].decode()) if found else None


def finished(canvas: TaggedCanvas, title: str, first: Handout) -> bytes:
    """The file of a canvas whose pages are all shown; `first` is the first handout on them."""
    doc = canvas._doc
    bodies = canvas.write_structure()
    catalog = doc.Catalog
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
    catalog.ViewerPreferences = Raw(b"<</DisplayDocTitle true>>")
    catalog.Metadata = doc.Reference(
        Stream("/Type/Metadata/Subtype/XML", _metadata(title, first), plain=True)
    )
    profile = reference(doc, Stream(*_profile()))
    intent = "/Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)"
    catalog.OutputIntents = Raw(f"[<<{intent}/DestOutputProfile {profile}>>]".encode())
    catalog.Outlines = f"{_outline(canvas, bodies)} 0 R"
    doc.info = Raw(_information(title, first))
    return written(canvas, bodies)


def _metadata(title: str, first: Handout) -> bytes:
    said = {
        "title": title, "author": first.author, "subject": first.subject,
        "language": first.language, "producer": PRODUCER, "when": f"{first.created}T00:00:00Z",
    }  # fmt: skip
    return _XMP.format_map({k: escape(v, quote=False) for k, v in said.items()}).encode()


def _information(title: str, first: Handout) -> bytes:
    """The information dictionary; each entry says what the XMP says."""
    day = first.created.replace("-", "")
    return (
        f"<</Title{text_string(title)}/Author{text_string(first.author)}"
        f"/Subject{text_string(first.subject)}/Producer{text_string(PRODUCER)}"
        f"/Creator{text_string(PRODUCER)}/CreationDate(D:{day}000000Z)/ModDate(D:{day}000000Z)>>"
    ).encode()


@cache
def _profile() -> tuple[str, bytes]:
    """sRGB, as a profile of its own that needs no licence (assets/colour)."""
    data = (ASSETS / "colour" / "srgb.icc").read_bytes()
    return "/N 3/Filter/FlateDecode", zlib.compress(data, 9)


def _outline(canvas: TaggedCanvas, bodies: dict[int, bytes]) -> int:
    """Bookmarks, two levels deep, closed: the sections under a title. The outline's number."""
    doc = canvas._doc
    pages = [reference(doc, page) for page in doc.Pages.pages]
    top, within = free_number(doc), dict[int, list[int]]()
    within[top], above = [], top
    entries = dict[int, str]()
    for mark in canvas.bookmarks:
        own = free_number(doc)
        above = top if mark.level == 1 else above
        within[above].append(own)
        place = f"[{pages[mark.page]}/XYZ null {number(mark.top)} null]"
        entries[own] = f"/Title{text_string(mark.title)}/Parent {above} 0 R/Dest{place}"
        if mark.level == 1:
            within[own], above = [], own
    for above, kids in within.items():
        for one, after in pairwise(kids):
            entries[one] += f"/Next {after} 0 R"
            entries[after] += f"/Prev {one} 0 R"
        if kids:
            count = len(kids) if above == top else -len(kids)
            around = f"/First {kids[0]} 0 R/Last {kids[-1]} 0 R/Count {count}"
            entries[above] = entries.get(above, "/Type/Outlines") + around
    bodies.update((one, f"<<{entry}>>".encode()) for one, entry in entries.items())
    return top
