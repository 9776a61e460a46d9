"""The structure tree of a file as plain Python values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from proof.marks import Stream

GROUPS = "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private"
PARAGRAPHS = "P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot"
INLINES = "Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP"
PICTURES = "Figure Formula Form"
STANDARD = frozenset(f"{GROUPS} {PARAGRAPHS} {INLINES} {PICTURES}".split())  # ISO 32000-1, 14.8.4


@dataclass(frozen=True, slots=True)
class Shown:
    """A leaf: marked content of a stream."""

    stream: Stream
    number: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """A leaf: an annotation, by its object number."""

    object: Stream


@dataclass(slots=True)
class Element:
    """A structure element. `kind` is its standard type, roles resolved."""

    kind: str
    object: Any
    parent: Element | None
    kids: list[Element | Shown | Annotated] = field(default_factory=list)

    @property
    def alt(self) -> str | None:
        return str(self.object["/Alt"]) if "/Alt" in self.object else None

    @property
    def language(self) -> str | None:
        """The language of the element, its own or inherited within the tree."""
        if "/Lang" in self.object:
            return str(self.object["/Lang"])
        return self.parent.language if self.parent else None

    def elements(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.elements()

    def leaves(self) -> Iterator[Shown | Annotated]:
        """All content below, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.leaves()
            else:
                yield kid

    def children(self) -> list[Element]:
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def attribute(self, owner: str, name: str) -> Any:
        """A value of the attribute dictionaries (/A), None where there is none."""
        found = self.object.get("/A", [])
        dictionaries = [found] if isinstance(found, pikepdf.Dictionary) else list(found)
        for one in dictionaries:
            if isinstance(one, pikepdf.Dictionary) and one.get("/O") == owner and name in one:
                return one[name]
        return None

    def path(self) -> str:
        above = f"{self.parent.path()}/" if self.parent else ""
        return above + self.kind


class TreeProblem(ValueError):
    """The tree cannot be read as a tree."""


def read_tree(pdf: pikepdf.Pdf) -> list[Element]:
    """The top elements of the tree; none where there is no tree."""
    if "/StructTreeRoot" not in pdf.Root:
        return []
    root = pdf.Root["/StructTreeRoot"]
    roles = {str(key)[1:]: str(value)[1:] for key, value in root.get("/RoleMap", {}).items()}
    return [
        _element(kid, None, None, roles, set()) for kid in _listed(root.get("/K", pikepdf.Array()))
    ]


def _element(
    item: Any, parent: Element | None, page: Any, roles: dict[str, str], seen: set[Stream]
) -> Element:
    if item.objgen != (0, 0) and item.objgen in seen:
        raise TreeProblem(f"element {item.objgen[0]} stands in the tree twice")
    seen.add(item.objgen)
    kind = str(item["/S"])[1:]
    for _ in range(8):
        kind = roles.get(kind, kind) if kind not in STANDARD else kind
    element = Element(kind, item, parent)
    page = item.get("/Pg", page)
    for kid in _listed(item.get("/K", pikepdf.Array())):
        element.kids.append(_kid(kid, element, page, roles, seen))
    return element


def _kid(
    kid: Any, parent: Element, page: Any, roles: dict[str, str], seen: set[Stream]
) -> Element | Shown | Annotated:
    if isinstance(kid, int):
        if page is None:
            raise TreeProblem(f"{parent.path()}: content {kid} of no page")
        return Shown(page.objgen, kid)
    kind = kid.get("/Type")
    if kind == "/MCR":
        return Shown(kid.get("/Stm", kid.get("/Pg", page)).objgen, int(kid["/MCID"]))
    if kind == "/OBJR":
        return Annotated(kid["/Obj"].objgen)
    return _element(kid, parent, page, roles, seen)


def _listed(kids: Any) -> list[Any]:
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]
