"""The canvas that tags: reportlab's Canvas with a structure tree (ISO 32000-1, 14.7 and 14.8).

Whatever is painted stands either in a mark of a structure element or in an artifact:

    with canvas.element("L"):
        with canvas.element("LI"), canvas.marked("LBody"):
            canvas.drawString(…)
    with canvas.artifact():
        canvas.rect(…)

What is the same for everybody is drawn once on a canvas of its own, kept as a `Recording`, and
placed on many pages: its operators go into the page with the mark numbers of that page. Marks so
stay on the page, where every reader of PDF finds them, and a file shares drawings and fonts only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObjectReference
from reportlab.pdfgen.canvas import Canvas

from handouts.render import fonts
from handouts.render.objects import (
    Raw,
    Stored,
    Stream,
    XObject,
    free_number,
    number,
    reference,
    text_string,
)
from handouts.text.web_address import as_uri

_SLOT = "\0"
"""Stands for a mark number in recorded operators."""

Edges = tuple[float, float, float, float]
"""Left, bottom, right and top on the page, in points."""


@dataclass(slots=True)
class MarkedContent:
    """Marked content of a page: the number under which the page knows it."""

    page: int
    number: int


@dataclass(slots=True)
class LinkArea:
    """A link annotation: where it is on its page, where it leads, what it says of itself."""

    page: int
    box: Edges
    target: str
    contents: str


@dataclass(slots=True, eq=False)
class Element:
    """A structure element; `entries` are further ones of its dictionary, `box` its place."""

    role: str
    entries: str = ""
    kids: list[Kid] = field(default_factory=list)
    box: Edges | None = None


Kid = Element | MarkedContent | LinkArea


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: its level (1 or 2), its words, page and height on it."""

    level: int
    title: str
    page: int
    top: float


@dataclass(frozen=True, slots=True, eq=False)
class Recording:
    """What a block paints and means, ready to be placed: operators cut at the mark numbers, its
    elements, the characters it shows by face, and the forms it needs by name.
    """

    code: tuple[str, ...]
    kids: tuple[Kid, ...]
    characters: tuple[tuple[str, frozenset[int]], ...]
    forms: tuple[tuple[str, XObject], ...]
    headings: tuple[Bookmark, ...]


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """A canvas that knows what everything on it is."""

    def __init__(self, language: str = "en") -> None:
        fonts.open_faces()
        self._forms: dict[str, XObject] = {}
        self._elements = [Element("Document")]
        self._marks = 0
        self._open = ""
        self.pages = 0  # that are finished
        self.bookmarks: list[Bookmark] = []
        super().__init__(
            BytesIO(), invariant=1, pageCompression=0, lang=language,
            initialFontName=fonts.REGULAR, pdfVersion=(1, 7),
        )  # fmt: skip

    # ── structure ───────────────────────────────────────────────────────────────────────────

    @property
    def here(self) -> Element:
        """The element that is open."""
        return self._elements[-1]

    @contextmanager
    def element(self, role: str, entries: str = "") -> Iterator[Element]:
        """A structure element around what is drawn within."""
        made = Element(role, entries)
        self._elements[-1].kids.append(made)
        with self.within(made):
            yield made

    @contextmanager
    def within(self, element: Element) -> Iterator[None]:
        """Go on in an element that exists."""
        self._elements.append(element)
        try:
            yield
        finally:
            self._elements.pop()

    @contextmanager
    def marked(self, role: str, entries: str = "") -> Iterator[None]:
        """An element of its own around one stretch of painting."""
        with self.element(role, entries):
            self.begin_mark(role)
            yield
            self.end_mark()

    def begin_mark(self, role: str) -> None:
        """Start a mark of the element that is open; it ends before the next one starts."""
        if self._open:
            raise RuntimeError(f"{role} within {self._open}: marks do not nest")
        self._elements[-1].kids.append(MarkedContent(self.pages, self._marks))
        self._code.append(f"/{role} <</MCID {self._mark_number()}>> BDC")
        self._marks += 1
        self._open = role

    def _mark_number(self) -> str:
        return str(self._marks)

    def end_mark(self) -> None:
        """End the mark that is open."""
        self._code.append("EMC")
        self._open = ""

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What only decorates: rules, frames, backgrounds, page numbers."""
        if self._open:
            raise RuntimeError(f"an artifact within {self._open}")
        self._code.append("/Artifact BMC")
        self._open = "Artifact"
        yield
        self.end_mark()

    @contextmanager
    def figure(self, alt: str, x: float, y: float, width: float, height: float) -> Iterator[None]:
        """A drawing whose lower left corner (x, y) is the origin within; `alt` is its words."""
        with self.element("Figure", f"/Alt{text_string(alt)}") as made:
            self.saveState()
            self.translate(x, y)
            made.box = (
                *self.absolutePosition(0, 0), *self.absolutePosition(width, height)
            )  # fmt: skip
            self.begin_mark("Figure")
            yield
            self.end_mark()
            self.restoreState()

    def link(self, box: Edges, target: str, contents: str) -> None:
        """A link annotation of the element that is open; `box` in the axes of now."""
        left, bottom = self.absolutePosition(box[0], box[1])
        right, top = self.absolutePosition(box[2], box[3])
        where = (left, bottom, right, top)
        self._elements[-1].kids.append(LinkArea(self.pages, where, target, contents))

    def heading(self, level: int, title: str, top: float = 0.0) -> None:
        """An entry of the outline that leads here."""
        _, height = self.absolutePosition(0, top)
        self.bookmarks.append(Bookmark(level, title, self.pages, height))

    # ── forms and text ──────────────────────────────────────────────────────────────────────

    def doForm(self, name: str) -> None:
        """Invoke a form, and note it for a recording."""
        super().doForm(name)
        self._forms[name] = self._doc.idToObject[self._doc.getXObjectName(name)].xobject

    # ── recordings ──────────────────────────────────────────────────────────────────────────

    def place(self, recording: Recording, x: float, y: float) -> None:
        """Paint a recording with its origin at (x, y)."""
        code, first = recording.code, self._marks
        parts = [f"q 1 0 0 1 {number(x)} {number(y)} cm\n", code[0]]
        for index, part in enumerate(code[1:]):
            parts += (str(first + index), part)
        self._code.append("".join(parts) + "\nQ")
        self._marks += len(code) - 1
        for name, chars in recording.characters:
            fonts.use(name, chars, self._doc)
        for name, form in recording.forms:
            if not self._doc.hasForm(name):
                self._doc.addForm(name, Stored(form))
            self._formsinuse.append(name)
        for mark in recording.headings:
            self.heading(mark.level, mark.title, y + mark.top)
        moved = [_moved(kid, self.pages, first, x, y) for kid in recording.kids]
        self._elements[-1].kids += moved

    # ── pages ───────────────────────────────────────────────────────────────────────────────

    def _make_preamble(self) -> None:
        """No font is set and no axes are turned before the first operator of a page."""
        self._preamble = ""

    def _setAnnotations(self, page: Any) -> None:
        """The last call before a page goes into the file: what reportlab's page lacks."""
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.Trans = None
        page.StructParents = self.pages
        page.Tabs = "/S"
        page.Contents = Stream("", page.stream.encode("latin-1"))
        self.pages += 1
        self._marks = 0

    def write_structure(self) -> dict[int, bytes]:
        """The structure tree, parent tree and links, in the file; elements by number."""
        return _Writer(self._doc, self.pages).write(self._elements[0])


def _moved(kid: Kid, page: int, first: int, x: float, y: float) -> Kid:
    """What was recorded, on a page: its marks from number `first` on, and moved by (x, y)."""
    if isinstance(kid, MarkedContent):
        return MarkedContent(page, first + kid.number)
    if isinstance(kid, LinkArea):
        return LinkArea(page, _shifted(kid.box, x, y), kid.target, kid.contents)
    kids = [_moved(one, page, first, x, y) for one in kid.kids]
    return Element(kid.role, kid.entries, kids, kid.box and _shifted(kid.box, x, y))


def _shifted(box: Edges, x: float, y: float) -> Edges:
    left, bottom, right, top = box
    return left + x, bottom + y, right + x, top + y


class Recorder(TaggedCanvas):
    """A canvas to draw one block on; its origin is the block's own."""

    def _mark_number(self) -> str:
        return _SLOT

    def recording(self) -> Recording:
        """What has been drawn."""
        code = "\n".join(self._code)
        used = fonts.characters_of(self._doc)
        return Recording(
            tuple(code.split(_SLOT)),
            tuple(self._elements[0].kids),
            tuple((name, frozenset(chars)) for name, chars in sorted(used.items())),
            tuple(sorted(self._forms.items())),
            tuple(self.bookmarks),
        )


class _Writer:
    """Numbers and writes the elements of a file."""

    def __init__(self, doc: Any, pages: int) -> None:
        self._doc = doc
        self._marks: list[dict[int, str]] = [{} for _ in range(pages)]
        self._links: list[tuple[str, str]] = []  # element and annotation, as references
        self._annotations: list[list[str]] = [[] for _ in range(pages)]
        self._page_refs = [reference(self._doc, page) for page in doc.Pages.pages]
        self._bodies: dict[int, bytes] = {}

    def write(self, root: Element) -> dict[int, bytes]:
        """Everything under `root`."""
        tree = Raw()
        tree_ref = reference(self._doc, tree)
        top = self._element(root, tree_ref)
        parents = self._parent_tree()
        tree.body = (
            f"<</Type/StructTreeRoot/K {top}/ParentTree {parents}"
            f"/ParentTreeNextKey {len(self._marks) + len(self._links)}>>"
        ).encode()
        self._doc.Catalog.StructTreeRoot = PDFObjectReference(tree.__InternalName__)
        self._doc.Catalog.MarkInfo = Raw(b"<</Marked true>>")
        for page, links in zip(self._doc.Pages.pages, self._annotations, strict=True):
            if links:
                page.Annots = Raw(f"[{' '.join(links)}]".encode())
        return self._bodies

    def _element(self, element: Element, parent: str) -> str:
        """The element and all in it; it names the page of the first of its marks."""
        number = free_number(self._doc)
        own = f"{number} 0 R"
        pages = [kid.page for kid in element.kids if isinstance(kid, MarkedContent)]
        kids = [self._kid(kid, own, pages) for kid in element.kids]
        on = f"/Pg {self._page_refs[pages[0]]}" if pages else ""
        inside = f"/K {kids[0]}" if len(kids) == 1 else f"/K[{' '.join(kids)}]" if kids else ""
        box = f"/A<</O/Layout/BBox[{_numbers(element.box)}]>>" if element.box else ""
        entries = f"/S/{element.role}/P {parent}{on}{element.entries}{box}"
        self._bodies[number] = f"<<{entries}{inside}>>".encode()
        return own

    def _kid(self, kid: Kid, own: str, pages: list[int]) -> str:
        if isinstance(kid, Element):
            return self._element(kid, own)
        if isinstance(kid, LinkArea):
            return self._annotation(kid, own)
        self._marks[kid.page][kid.number] = own
        if kid.page == pages[0]:
            return str(kid.number)
        return f"<</Type/MCR/Pg {self._page_refs[kid.page]}/MCID {kid.number}>>"

    def _annotation(self, link: LinkArea, own: str) -> str:
        key = len(self._marks) + len(self._links)
        made = reference(
            self._doc,
            Raw(
                f"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{_numbers(link.box)}]"
                f"/StructParent {key}/Contents{text_string(link.contents)}"
                f"/A<</S/URI/URI{text_string(as_uri(link.target))}>>>>".encode()
            ),
        )
        self._links.append((own, made))
        self._annotations[link.page].append(made)
        return f"<</Type/OBJR/Obj {made}/Pg {self._page_refs[link.page]}>>"

    def _parent_tree(self) -> str:
        """Mark numbers and annotations → their elements (ISO 32000-1, 14.7.4.4)."""
        rows = [
            f"{page} [{' '.join(marks[n] for n in range(len(marks)))}]"
            for page, marks in enumerate(self._marks)
        ]
        rows += [f"{len(rows) + n} {owner}" for n, (owner, _) in enumerate(self._links)]
        return reference(self._doc, Raw(f"<</Nums[{' '.join(rows)}]>>".encode()))


def _numbers(box: Edges) -> str:
    return " ".join(map(number, box))
