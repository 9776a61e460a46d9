"""One PDF file from one or many handouts: pages, structure tree, bookmarks, links.

The document hands out object numbers as things are added, so a structure element knows the number
of everything it names when it is written. Bodies of objects stand in `bodies` by number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from handouts.paths import ASSETS
from handouts.press.blocks.draft import Weight, merge_characters
from handouts.press.file import deflate
from handouts.press.file.deflate import stored
from handouts.press.file.piece import Piece
from handouts.press.file.writer import raw_stream, stream, write
from handouts.press.file.xmp import About, information, metadata
from handouts.press.kept.stencil import Made, Site
from handouts.press.layout import Paper
from handouts.press.numbers import num, text_string
from handouts.press.pages.flow import Placed
from handouts.press.pictures.figures import XObject, xobject
from handouts.press.typesetting.fonts import Fonts

_RESTORE = stored(b" Q\n")


@dataclass(slots=True)
class _Group:
    """An element made by the document itself; its kids are known at the end only."""

    tag: bytes
    parent: int
    entries: bytes
    kids: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    """A page being filled."""

    number: int
    index: int
    key: int
    paper: Paper
    content: list[deflate.Part] = field(default_factory=list)
    marks: int = 0
    owners: list[bytes] = field(default_factory=list)  # elements of the marks, as references
    links: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Bookmark:
    level: int
    title: str
    page: int
    y: float


@dataclass(frozen=True, slots=True)
class Sheets:
    """A handout on its pages. `titles` name the sections; `feet` gives what stands on a page
    (from 1, of so many) outside the structure: x, y and piece.
    """

    placed: Sequence[Placed]
    titles: Mapping[str, str]
    paper: Paper
    feet: Callable[[int, int], Sequence[tuple[float, float, Piece]]]

    @property
    def pages(self) -> int:
        """How many there are."""
        return max((one.page for one in self.placed), default=0) + 1

    def all_feet(self) -> list[tuple[int, float, float, Piece]]:
        """Page (from 0), x, y and piece of what stands outside the structure."""
        count = self.pages
        return [(n, *foot) for n in range(count) for foot in self.feet(n + 1, count)]


class Document:
    """Collects pages and their structure; `finish` gives the bytes."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._bodies: list[bytes] = [b""]
        self._streams: list[int] = []
        self._keys: list[bytes] = []  # entries of the parent tree, by key
        self._pages: list[_Page] = []
        self._groups: dict[int, _Group] = {}
        self._grown: dict[int, list[bytes]] = {}  # elements that later pieces carry on
        self._bookmarks: list[_Bookmark] = []
        self._pieces: set[Piece] = set()
        self._sites: list[tuple[Site, Piece]] = []
        self._name = ""
        self._catalog, self._tree, self._roots, self._resources = (
            self._reserve() for _ in range(4)
        )
        self._document = self._group(b"Document", self._roots, b"")

    @property
    def pages(self) -> int:
        """How many there are so far."""
        return len(self._pages)

    # ── adding ──────────────────────────────────────────────────────────────────────────────

    def add(self, sheets: Sheets, part: bytes | None = None) -> int:
        """A handout. With `part` it is a part of its own among others."""
        home = self._document if part is None else self._group(b"Part", self._document, part)
        groups: dict[str, int] = {}
        pages = [self._page(sheets.paper) for _ in range(sheets.pages)]
        heads: dict[int, int] = {}
        for index, one in enumerate(sheets.placed):
            if one.head >= 0:
                parent = heads[one.head]
            else:
                parent = self._section(groups, one.group, sheets.titles, home)
            first = self._place(one, pages[one.page], parent, one.head >= 0)
            heads[index] = first
        for page, x, y, piece in sheets.all_feet():
            self._paint(piece, pages[page], x, y)
        return len(pages)

    def _section(
        self, known: dict[str, int], name: str, titles: Mapping[str, str], home: int
    ) -> int:
        """The element of a part, made when the first of it is placed; what belongs to no part
        hangs in the handout itself.
        """
        if not name:
            return home
        if name not in known:
            known[name] = self._group(b"Sect", home, b"/T" + text_string(titles[name]))
        return known[name]

    def name_next(self, name: str) -> None:
        """The bookmark of the handout that comes next, in place of its title."""
        self._name = name

    def blank(self, paper: Paper) -> None:
        """An empty page, so that the next handout begins on a new sheet."""
        self._page(paper)

    def _reserve(self) -> int:
        self._bodies.append(b"")
        return len(self._bodies) - 1

    def _object(self, body: bytes) -> int:
        self._bodies.append(body)
        return len(self._bodies) - 1

    def _stream(self, body: bytes) -> int:
        number = self._object(body)
        self._streams.append(number)
        return number

    def _group(self, tag: bytes, parent: int, entries: bytes) -> int:
        number = self._reserve()
        self._groups[number] = _Group(tag, parent, entries)
        if parent in self._groups:
            self._groups[parent].kids.append(number)
        return number

    def _page(self, paper: Paper) -> _Page:
        page = _Page(self._reserve(), len(self._pages), len(self._keys), paper)
        self._keys.append(b"")
        self._pages.append(page)
        return page

    def _paint(
        self, piece: Piece, page: _Page, x: float, y: float, first: int = 0, parent: int = 0
    ) -> None:
        """The operators of a piece. Without `first` it has no structure."""
        at = len(page.content) + 1
        self._sites.append((Site(page.index, at, first, page.marks, parent, x, y), piece))
        page.content.append(stored(b"q 1 0 0 1 %b %b cm " % (num(x).encode(), num(y).encode())))
        page.content.append(piece.paint(page.marks))
        page.content.append(_RESTORE)
        page.marks += piece.marks
        self._pieces.add(piece)

    def _place(self, one: Placed, page: _Page, parent: int, carries_on: bool) -> int:
        """The number of the element that the piece begins with."""
        piece = one.sealed
        first, mark = len(self._bodies), page.marks
        self._paint(piece, page, one.x, one.y, first, parent)
        filled = piece.fill(first, mark, page.number, parent, one.x, one.y)
        self._bodies += filled.bodies
        if piece.marks:
            page.owners.append(filled.owners)
        for index in range(len(piece.links)):
            self._link(piece, index, page, one, first)
        kids = [first + root for root in piece.roots]
        if carries_on:
            self._carry_on(parent, kids, [mark + at for at in piece.loose], page)
        else:
            self._groups[parent].kids += kids
        if piece.heading:
            level, title = piece.heading
            if level == 1:
                title, self._name = self._name or title, ""
            self._bookmarks.append(_Bookmark(level, title, page.number, one.y + 8))
        return first

    def _carry_on(self, head: int, kids: Sequence[int], marks: Sequence[int], page: _Page) -> None:
        grown = self._grown.setdefault(head, [])
        grown += [b"%d 0 R" % kid for kid in kids]
        grown += [b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (page.number, mark) for mark in marks]

    def _link(self, piece: Piece, index: int, page: _Page, one: Placed, first: int) -> None:
        link = piece.links[index]
        left, bottom, right, top = link.box
        rect = f"{num(one.x + left)} {num(one.y + bottom)} {num(one.x + right)} {num(one.y + top)}"
        number = self._object(
            b"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[%b]/StructParent %d/Contents%b"
            b"/A<</S/URI/URI%b>>>>"
            % (
                rect.encode(),
                len(self._keys),
                text_string(link.contents),
                text_string(link.target),
            )
        )
        self._keys.append(b"%d 0 R" % (first + piece.link_elements[index]))
        page.links.append(number)

    # ── finishing ───────────────────────────────────────────────────────────────────────────

    def finish(self, about: About) -> bytes:
        """The file."""
        made = self.made(about)
        return write(made.bodies, made.streams, made.root, made.info)

    def made(self, about: About) -> Made:
        """All objects of the file."""
        info = self._object(information(about))
        contents = self._finish_pages()
        self._finish_elements()
        self._finish_resources()
        packet = self._finish_catalog(about)
        pages = [(p.number, n, p.content) for p, n in zip(self._pages, contents, strict=True)]
        return Made(self._bodies, self._streams, pages, self._sites, self._catalog, info, packet)

    def _finish_pages(self) -> list[int]:
        """The numbers of the contents."""
        contents = []
        for page in self._pages:
            content = self._stream(raw_stream(deflate.joined(page.content), b"/Filter/FlateDecode"))
            contents.append(content)
            links = b"/Annots[" + _references(page.links) + b"]" if page.links else b""
            self._keys[page.key] = b"[" + b" ".join(page.owners) + b"]"
            self._bodies[page.number] = (
                b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %b %b]/Resources %d 0 R/Contents %d 0 R"
                b"/StructParents %d/Tabs/S%b>>"
                % (
                    self._tree,
                    num(page.paper.width).encode(),
                    num(page.paper.height).encode(),
                    self._resources,
                    content,
                    page.key,
                    links,
                )
            )
        kids = _references([page.number for page in self._pages])
        self._bodies[self._tree] = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(self._pages), kids)
        return contents

    def _finish_elements(self) -> None:
        for number, more in self._grown.items():
            body = self._bodies[number]
            end = body.index(b"]", body.index(b"/K["))
            self._bodies[number] = body[:end] + b" " + b" ".join(more) + body[end:]
        for number, group in self._groups.items():
            self._bodies[number] = b"<</S/%b/P %d 0 R%b/K[%b]>>" % (
                group.tag,
                group.parent,
                group.entries,
                _references(group.kids),
            )
        entries = b"".join([b"%d %b\n" % pair for pair in enumerate(self._keys)])
        parents = self._object(b"<</Nums[" + entries + b"]>>")
        self._bodies[self._roots] = (
            b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d>>"
            % (self._document, parents, len(self._keys))
        )

    def _finish_resources(self) -> None:
        used = merge_characters(piece.characters for piece in self._pieces)
        fonts = b"".join(self._font(used))
        names = sorted({name for piece in self._pieces for name in piece.drawings})
        numbers: dict[str, int] = {}
        for name in names:
            self._drawing(name, numbers)
        drawings = b"".join(b"/%b %d 0 R" % (name.encode(), numbers[name]) for name in names)
        self._bodies[self._resources] = b"<</Font<<%b>>/XObject<<%b>>>>" % (fonts, drawings)

    def _font(self, used: Mapping[Weight, frozenset[str]]) -> list[bytes]:
        entries = []
        for font in self._fonts.embed(used):
            first = len(self._bodies)
            for body in font.bodies(first):
                if body.endswith(b"endstream"):
                    self._stream(body)
                else:
                    self._object(body)
            entries.append(b"/%b %d 0 R" % (font.name.encode(), first))
        return entries

    def _drawing(self, name: str, numbers: dict[str, int]) -> int:
        if name not in numbers:
            made: XObject = xobject(name)
            references = b"".join(
                b"/%b %d 0 R" % (key.encode(), self._drawing(other, numbers))
                for key, other in made.refs
            )
            numbers[name] = self._stream(raw_stream(made.data, made.entries + references))
        return numbers[name]

    def _finish_catalog(self, about: About) -> int:
        """The number of what the file says about itself."""
        profile = self._stream(_PROFILE())
        packet = self._stream(raw_stream(metadata(about), b"/Type/Metadata/Subtype/XML"))
        outlines = self._outlines()
        self._bodies[self._catalog] = (
            b"<</Type/Catalog/Pages %d 0 R/Lang%b/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R"
            b"/ViewerPreferences<</DisplayDocTitle true>>/Metadata %d 0 R%b"
            b"/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)"
            b"/Info(sRGB)/DestOutputProfile %d 0 R>>]>>"
            % (self._tree, text_string(about.language), self._roots, packet, outlines, profile)
        )
        return packet

    def _outlines(self) -> bytes:
        """Bookmarks, two levels deep: parts under the title of their handout."""
        if not self._bookmarks:
            return b""
        top = self._reserve()
        numbers = [self._reserve() for _ in self._bookmarks]
        parents: list[int] = []
        above = top
        for number, mark in zip(numbers, self._bookmarks, strict=True):
            parents.append(top if mark.level == 1 else above)
            above = number if mark.level == 1 else above
        kids_of: dict[int, list[int]] = {parent: [] for parent in (top, *numbers)}
        places: list[int] = []
        for number, parent in zip(numbers, parents, strict=True):
            places.append(len(kids_of[parent]))
            kids_of[parent].append(number)
        rows = zip(numbers, self._bookmarks, parents, places, strict=True)
        for number, mark, parent, place in rows:
            same, kids = kids_of[parent], kids_of[number]
            body = b"<</Title%b/Parent %d 0 R/Dest[%d 0 R/XYZ null %d null]" % (
                text_string(mark.title),
                parent,
                mark.page,
                round(mark.y),
            )
            if place:
                body += b"/Prev %d 0 R" % same[place - 1]
            if place + 1 < len(same):
                body += b"/Next %d 0 R" % same[place + 1]
            if kids:
                body += b"/First %d 0 R/Last %d 0 R/Count %d" % (kids[0], kids[-1], -len(kids))
            self._bodies[number] = body + b">>"
        tops = kids_of[top]
        self._bodies[top] = b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (
            tops[0],
            tops[-1],
            len(tops),
        )
        return b"/Outlines %d 0 R" % top


def _references(numbers: Sequence[int]) -> bytes:
    return b" ".join([b"%d 0 R" % number for number in numbers])


_kept_profile: list[bytes] = []


def _PROFILE() -> bytes:
    """The colour space of the file, as the body of its object."""
    if not _kept_profile:
        data = (ASSETS / "colour" / "srgb.icc").read_bytes()
        _kept_profile.append(stream(data, b"/N 3", 9))
    return _kept_profile[0]
