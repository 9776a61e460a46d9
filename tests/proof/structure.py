"""The structure of a file, held against its pages by our own reading of both.

veraPDF does not see everything: a mark that no element claims, a parent tree that disagrees, text
declared an artifact, table rows of different length. `problems` names all of it; the empty list
means that the tree, the parent tree, the marks and the annotations tell the same story.

    PYTHONPATH=tests python -m proof.structure FILE.pdf       # problems, then the text in order
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

from proof.marks import Content, Mark, read_content
from proof.tree import STANDARD, Annotated, Element, Shown, TreeProblem, read_tree

HEADING = re.compile(r"H([1-6])$")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
CHINESE = re.compile(r"[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaffǎǐǒǔǖǘǚǜǍǏǑǓ]")  # and pinyin
SCOPES = {"/Row", "/Column", "/Both"}  # ISO 32000-1, table 349
HEADINGS = {"H1", "H2", "H3", "H4", "H5", "H6"}
BLOCKS = HEADINGS | {"P", "Lbl", "LBody", "TH", "TD", "Caption", "Figure"}


class File(NamedTuple):
    """A file, read both ways."""

    pdf: pikepdf.Pdf
    content: Content
    tops: list[Element]

    def elements(self) -> Iterator[Element]:
        for top in self.tops:
            yield from top.elements()

    def leaves(self) -> Iterator[tuple[Element, Shown | Annotated]]:
        for element in self.elements():
            for kid in element.kids:
                if not isinstance(kid, Element):
                    yield element, kid

    def pages(self, element: Element) -> set[int]:
        """The pages that an element stands on, from 1."""
        return {
            self.content.marks[leaf.stream, leaf.number].page
            for leaf in element.leaves()
            if isinstance(leaf, Shown)
        }

    def text(self, element: Element) -> str:
        """What a reader of the tree gets from an element."""
        if "/ActualText" in element.object:
            return str(element.object.ActualText)
        marks = (
            self.content.marks.get((leaf.stream, leaf.number))
            for leaf in element.leaves()
            if isinstance(leaf, Shown)
        )
        return "".join(mark.text for mark in marks if mark)


def problems(pdf: bytes | Path, password: str = "") -> list[str]:
    """All that is wrong, in words; empty for a good file."""
    with _opened(pdf, password) as opened:
        try:
            file = _read(opened)
        except (TreeProblem, KeyError, TypeError, ValueError, pikepdf.PdfError) as error:
            return [f"cannot be read: {error!r}"]
        found = list(file.content.problems)
        for check in CHECKS:
            found += check(file)
        return found


def structure_text(pdf: bytes | Path, password: str = "") -> list[tuple[str, str]]:
    """(type, text) of every element that holds text itself, in reading order. A figure gives its
    alternative text."""
    with _opened(pdf, password) as opened:
        return list(_blocks(_read(opened)))


def artifact_text(pdf: bytes | Path, password: str = "") -> list[str]:
    """Texts outside the structure: the running feet and nothing else."""
    with _opened(pdf, password) as opened:
        return [mark.text for mark in read_content(opened).artifacts if mark.text]


@contextmanager
def reading(pdf: bytes | Path) -> Iterator[File]:
    """A good file, open to look into."""
    with _opened(pdf, "") as opened:
        yield _read(opened)


def _opened(pdf: bytes | Path, password: str) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf) if isinstance(pdf, bytes) else pdf, password=password)


def _read(pdf: pikepdf.Pdf) -> File:
    return File(pdf, read_content(pdf), read_tree(pdf))


def _blocks(file: File) -> Iterator[tuple[str, str]]:
    def walk(element: Element) -> Iterator[tuple[str, str]]:
        inner = [kid for kid in element.elements() if kid is not element and kid.kind in BLOCKS]
        if element.kind == "Figure":
            yield "Figure", element.alt or ""
        elif element.kind in BLOCKS and not inner:
            yield element.kind, file.text(element)
        else:
            for kid in element.children():
                yield from walk(kid)

    for top in file.tops:
        yield from walk(top)


# ── checks ──────────────────────────────────────────────────────────────────────────────────────


def _catalog(file: File) -> Iterator[str]:
    root = file.pdf.Root
    if not LANGUAGE.match(str(root.get("/Lang", ""))):
        yield "the document has no language"
    if root.get("/MarkInfo", {}).get("/Marked") is not True:
        yield "the document does not say that it is tagged"
    if root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is not True:
        yield "the title is not shown"
    if not str(file.pdf.docinfo.get("/Title", "")).strip():
        yield "the document has no title"
    with file.pdf.open_metadata() as meta:
        if meta.get("dc:title") != str(file.pdf.docinfo.get("/Title", "")):
            yield "the two titles of the document differ"
        if meta.get("pdfuaid:part") != "1":
            yield "the document does not claim PDF/UA-1"
    for index, page in enumerate(file.pdf.pages, 1):
        if page.obj.get("/Tabs") != "/S":
            yield f"page {index}: tab order is not that of the structure"


def _tops(file: File) -> Iterator[str]:
    if [top.kind for top in file.tops] != ["Document"]:
        yield f"the tree does not have one Document on top but {[top.kind for top in file.tops]}"
    for element in file.elements():
        if element.kind not in STANDARD:
            yield f"{element.path()}: not a standard type"


def _marks_and_tree(file: File) -> Iterator[str]:
    claims = Counter(leaf for _, leaf in file.leaves() if isinstance(leaf, Shown))
    for leaf, count in claims.items():
        if (leaf.stream, leaf.number) not in file.content.marks:
            yield f"the tree claims mark {leaf.number} of object {leaf.stream[0]}, not there"
        if count > 1:
            yield f"mark {leaf.number} of object {leaf.stream[0]} stands in the tree {count} times"
    for (stream, number), mark in file.content.marks.items():
        if Shown(stream, number) not in claims:
            yield f"page {mark.page}: no element claims mark {number}: {mark.text[:40]!r}"


def _parents(file: File) -> Iterator[str]:
    for element in file.elements():
        above = element.parent.object if element.parent else file.pdf.Root["/StructTreeRoot"]
        if element.object.get("/P") is None or element.object["/P"].objgen != above.objgen:
            yield f"{element.path()}: its parent is not the element above it"


def _parent_tree(file: File) -> Iterator[str]:
    root = file.pdf.Root.get("/StructTreeRoot", {})
    if "/ParentTree" not in root:
        yield "there is no parent tree"
        return
    tree = dict(_numbers(root["/ParentTree"]))
    if int(root.get("/ParentTreeNextKey", -1)) <= max(tree, default=-1):
        yield "the next key of the parent tree is taken"
    used: set[int] = set()
    streams = {leaf.stream for _, leaf in file.leaves() if isinstance(leaf, Shown)}
    streams |= {page.obj.objgen for page in file.pdf.pages if "/StructParents" in page.obj}
    for stream in streams:
        owner = file.pdf.get_object(stream)
        key = int(owner.get("/StructParents", -1))
        used.add(key)
        yield from _parent_row(file, stream, tree.get(key))
    for annotation in _annotations(file):
        key = int(annotation.get("/StructParent", -1))
        used.add(key)
        owner = tree.get(key)
        holders = [
            element
            for element, leaf in file.leaves()
            if isinstance(leaf, Annotated) and leaf.object == annotation.objgen
        ]
        if len(holders) != 1:
            yield f"annotation {annotation.objgen[0]} stands in the tree {len(holders)} times"
        elif owner is None or owner.objgen != holders[0].object.objgen:
            yield f"annotation {annotation.objgen[0]}: parent tree and tree disagree"
    for key in sorted(set(tree) - used):
        yield f"the parent tree has an entry {key} that nothing uses"


def _parent_row(file: File, stream: tuple[int, int], row: Any) -> Iterator[str]:
    if row is None:
        yield f"object {stream[0]} has no row in the parent tree"
        return
    holders = {
        leaf.number: element
        for element, leaf in file.leaves()
        if isinstance(leaf, Shown) and leaf.stream == stream
    }
    for number, element in holders.items():
        if number >= len(row) or row[number] is None:
            yield f"mark {number} of object {stream[0]} is not in the parent tree"
        elif row[number].objgen != element.object.objgen:
            yield f"mark {number} of object {stream[0]}: parent tree and tree disagree"
    for number, entry in enumerate(row):
        if entry is not None and number not in holders:
            yield f"the parent tree has mark {number} of object {stream[0]}, the tree does not"


def _numbers(node: Any) -> Iterator[tuple[int, Any]]:
    """The pairs of a number tree."""
    row = list(node.get("/Nums", []))
    yield from ((int(key), value) for key, value in zip(row[::2], row[1::2], strict=True))
    for kid in node.get("/Kids", []):
        yield from _numbers(kid)


def _annotations(file: File) -> Iterator[Any]:
    return (annotation for _, annotation in _annotated(file))


def _annotated(file: File) -> Iterator[tuple[int, Any]]:
    """Annotations with their pages, from 1."""
    for number, page in enumerate(file.pdf.pages, 1):
        yield from ((number, annotation) for annotation in page.obj.get("/Annots", []))


def _artifacts(file: File) -> Iterator[str]:
    for mark in file.content.artifacts:
        if mark.text.strip() and mark.properties.get("/Type") != "/Pagination":
            yield f"page {mark.page}: text is hidden as an artifact: {mark.text[:40]!r}"


def _empty_marks(file: File) -> Iterator[str]:
    for (_, number), mark in file.content.marks.items():
        if not mark.paints:
            yield f"page {mark.page}: mark {number} holds nothing"


def _empty_elements(file: File) -> Iterator[str]:
    for element in file.elements():
        if element.kind not in ("TD", "TH") and not any(element.leaves()):
            yield f"{element.path()}: empty"
        if element.kind in BLOCKS - {"TD", "TH", "Figure"} and not file.text(element).strip():
            yield f"{element.path()}: without text"


def _headings(file: File) -> Iterator[str]:
    before = 0
    for element in file.elements():
        match = HEADING.match(element.kind)
        if element.kind == "H":
            yield "a heading without a level"
        if match:
            level = int(match[1])
            if level > before + 1:
                yield f"H{level} {file.text(element)[:30]!r} comes after level {before}"
            before = level
    if not before:
        yield "there are no headings"
    for whole in _parts(file) or file.tops:
        if sum(element.kind == "H1" for element in whole.elements()) != 1:
            yield "there is not exactly one H1"


def _parts(file: File) -> list[Element]:
    """The handouts of a print run."""
    return [element for element in file.elements() if element.kind == "Part"]


def _figures(file: File) -> Iterator[str]:
    for element in file.elements():
        if element.kind != "Figure":
            continue
        width, height = _page_size(file, min(file.pages(element), default=1))
        alt = (element.alt or "").strip()
        if len(alt) < 3 or re.search(r"\.(svg|png|jpe?g|pdf)$", alt, re.I):
            yield f"{element.path()}: no alternative text, but {alt!r}"
        box = element.attribute("/Layout", "/BBox")
        if box is None:
            yield f"{element.path()}: no bounding box"
            continue
        left, low, right, high = map(float, box)
        if not (-1 <= left < right <= width + 1 and -1 <= low < high <= height + 1):
            yield f"{element.path()}: bounding box {[left, low, right, high]} is off the page"
        for kid in element.elements():
            if kid is not element and kid.alt:
                yield f"{kid.path()}: alternative text inside alternative text"


def _page_size(file: File, number: int) -> tuple[float, float]:
    box = file.pdf.pages[number - 1].mediabox
    return float(box[2]), float(box[3])


def _links(file: File) -> Iterator[str]:
    for element in file.elements():
        if element.kind == "Link":
            targets = [kid for kid in element.kids if isinstance(kid, Annotated)]
            if not targets:
                yield f"{element.path()}: no annotation"
            if not file.text(element).strip() and not any(
                kid.kind == "Figure" for kid in element.elements()
            ):
                yield f"{element.path()}: no words"
    for page, annotation in _annotated(file):
        number = annotation.objgen[0]
        if annotation.get("/Subtype") != "/Link":
            yield f"annotation {number} is not a link but {annotation.get('/Subtype')}"
        if not str(annotation.get("/Contents", "")).strip():
            yield f"annotation {number}: no contents"
        if "/A" not in annotation and "/Dest" not in annotation:
            yield f"annotation {number}: leads nowhere"
        left, low, right, high = map(float, annotation["/Rect"])
        width, height = _page_size(file, page)
        if not (0 <= left < right <= width and 0 <= low < high <= height):
            yield f"annotation {number}: off the page"


def _lists(file: File) -> Iterator[str]:
    for element in file.elements():
        kinds = [kid.kind for kid in element.children()]
        if element.kind == "L":
            if not kinds or set(kinds) - {"LI", "Caption", "L"}:
                yield f"{element.path()}: a list of {kinds}"
            if "Lbl" in {kid.kind for kid in element.elements()} and (
                element.attribute("/List", "/ListNumbering") is None
            ):
                yield f"{element.path()}: labels without a numbering"
        if element.kind == "LI" and (kinds.count("LBody") != 1 or set(kinds) - {"Lbl", "LBody"}):
            yield f"{element.path()}: an item of {kinds}"
        if element.kind in ("LI", "Lbl", "LBody"):
            above = element.parent.kind if element.parent else ""
            if above != {"LI": "L", "Lbl": "LI", "LBody": "LI"}[element.kind]:
                yield f"{element.path()}: in the wrong place"


def _tables(file: File) -> Iterator[str]:
    for element in file.elements():
        kinds = {kid.kind for kid in element.children()}
        if element.kind == "TR" and (not kinds or kinds - {"TH", "TD"}):
            yield f"{element.path()}: a row of {sorted(kinds)}"
        if element.kind == "TH" and element.attribute("/Table", "/Scope") not in SCOPES:
            yield f"{element.path()}: a heading without a scope"
        if element.kind == "Table":
            if kinds - {"THead", "TBody", "TFoot", "TR", "Caption"}:
                yield f"{element.path()}: a table of {sorted(kinds)}"
            rows = [row for row in element.elements() if row.kind == "TR"]
            widths = {sum(map(_span, row.children())) for row in rows}
            if len(widths) != 1:
                yield f"{element.path()}: rows of {sorted(widths)} cells"
            if not str(element.attribute("/Table", "/Summary") or "").strip():
                yield f"{element.path()}: no summary"
            if not any(kid.kind == "TH" for kid in element.elements()):
                yield f"{element.path()}: no headings"


def _span(cell: Element) -> int:
    return int(cell.attribute("/Table", "/ColSpan") or 1)


def _languages(file: File) -> Iterator[str]:
    own = str(file.pdf.Root.get("/Lang", ""))
    for element in file.elements():
        language = element.language or own
        if not LANGUAGE.match(language):
            yield f"{element.path()}: {language!r} is not a language"
    for element, leaf in file.leaves():
        if isinstance(leaf, Shown):
            mark = file.content.marks.get((leaf.stream, leaf.number))
            text = mark.text if mark else ""
            if CHINESE.search(text) and not (element.language or own).startswith(("zh", "ja")):
                yield f"{element.path()}: Chinese in {element.language or own}: {text!r}"


def _page_order(file: File) -> Iterator[str]:
    """Reading never goes back to an earlier page."""
    before = 0
    for element, leaf in file.leaves():
        mark = _mark(file, leaf)
        if mark:
            if mark.page < before:
                yield f"{element.path()}: goes back from page {before} to {mark.page}"
            before = mark.page


def _mark(file: File, leaf: Shown | Annotated) -> Mark | None:
    return file.content.marks.get((leaf.stream, leaf.number)) if isinstance(leaf, Shown) else None


def _tags(file: File) -> Iterator[str]:
    """A mark is called what its element is: some readers go by the one, some by the other."""
    for element, leaf in file.leaves():
        mark = _mark(file, leaf)
        if mark and mark.tag != "/Span" and mark.tag[1:] != element.kind:
            yield f"{element.path()}: its mark {mark.number} is called {mark.tag}"


def _outlines(file: File) -> Iterator[str]:
    with file.pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        pages = [item.destination for item in outline.root]
    headings = [file.text(element) for element in file.elements() if element.kind == "H2"]
    if not titles:
        yield "there are no bookmarks"
    elif [title for title in titles if title not in headings] and headings:
        runs = {str(part.object.get("/T", "")) for part in _parts(file)}
        stray = [title for title in titles if title not in {*_heading_texts(file), *runs}]
        if stray:
            yield f"bookmarks that are no headings: {stray}"
    if any(page is None for page in pages):
        yield "a bookmark leads nowhere"


def _heading_texts(file: File) -> list[str]:
    return [file.text(element) for element in file.elements() if HEADING.match(element.kind)]


CHECKS: tuple[Callable[[File], Iterator[str]], ...] = (
    _catalog, _tops, _marks_and_tree, _parents, _parent_tree, _artifacts, _empty_marks,
    _empty_elements, _headings, _figures, _links, _lists, _tables, _languages, _page_order, _tags,
    _outlines,
)  # fmt: skip


def main(names: list[str]) -> int:
    failed = False
    for name in names:
        found = problems(Path(name))
        failed |= bool(found)
        print("\n".join([f"{name}: {len(found)} problems", *found]))
        for kind, text in structure_text(Path(name)):
            print(f"  {kind:8} {text}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
