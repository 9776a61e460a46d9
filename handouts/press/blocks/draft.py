"""Drafts: what a block is set to, before it is sealed into a piece.

A draft is a box of a width and a height with painted items and their place in the structure tree.
Drafts are put together from smaller drafts (`stack`, `beside`, `boxed` …), so a setter never
counts marks or object numbers.

The only way to show text is `marked` (which names the structure element it belongs to) or
`artifact_text` (which says out loud that it is none): there is no third way, so no text can
reach a page untagged.

Units are points. The origin of a draft is its top-left corner and y points up, so everything
inside has y ≤ 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from handouts.press.numbers import text_string

if TYPE_CHECKING:
    from handouts.press.pictures.pen import Painted

Weight = Literal["regular", "bold"]


@dataclass(frozen=True, slots=True)
class Item:
    """Operators that belong at a place: `before`, then x and y, then `after`.

    `before` and `after` are templates in which each `%d` stands for a marked-content number.
    `picture` gives operators between the place and `after`; it is painted when the draft is
    sealed, since most drafts are only tried.
    """

    x: float
    y: float
    before: bytes
    after: bytes
    picture: Callable[[], Painted] | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A leaf of the structure: the n-th mark of the draft."""

    number: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """A leaf of the structure: the n-th link of the draft, as an annotation."""

    number: int


@dataclass(frozen=True, slots=True)
class Node:
    """A structure element. `attributes` are finished dictionary entries; `box` is its place."""

    tag: str
    kids: tuple[Node | Slot | Anchor, ...]
    attributes: bytes = b""
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A region that opens an address. `contents` says in words where it leads."""

    box: tuple[float, float, float, float]
    target: str
    contents: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Something set, that can still be moved into something larger."""

    width: float
    height: float
    items: tuple[Item, ...] = ()
    nodes: tuple[Node, ...] = ()
    marks: int = 0
    links: tuple[Link, ...] = ()
    drawings: frozenset[str] = frozenset()
    characters: Mapping[Weight, frozenset[str]] | None = None


def attributes(
    *,
    lang: str | None = None,
    alt: str | None = None,
    title: str | None = None,
    scope: str | None = None,
    numbering: str | None = None,
) -> bytes:
    """The entries of a structure element that say more than its tag."""
    entries = []
    if lang is not None:
        entries.append(b"/Lang" + text_string(lang))
    if alt is not None:
        entries.append(b"/Alt" + text_string(alt))
    if title is not None:
        entries.append(b"/T" + text_string(title))
    if scope is not None:
        entries.append(f"/A<</O/Table/Scope/{scope}>>".encode())
    if numbering is not None:
        entries.append(f"/A<</O/List/ListNumbering/{numbering}>>".encode())
    return b"".join(entries)


def _moved_box(
    box: tuple[float, float, float, float], dx: float, dy: float
) -> tuple[float, float, float, float]:
    return (box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy)


def _moved_node(node: Node, dx: float, dy: float, marks: int, links: int) -> Node:
    kids: list[Node | Slot | Anchor] = []
    for kid in node.kids:
        if isinstance(kid, Slot):
            kids.append(Slot(kid.number + marks))
        elif isinstance(kid, Anchor):
            kids.append(Anchor(kid.number + links))
        else:
            kids.append(_moved_node(kid, dx, dy, marks, links))
    box = node.box and _moved_box(node.box, dx, dy)
    return Node(node.tag, tuple(kids), node.attributes, box)


def merge_characters(
    maps: Iterable[Mapping[Weight, Iterable[str]] | None],
) -> dict[Weight, frozenset[str]]:
    """All characters shown, by weight."""
    merged: dict[Weight, frozenset[str]] = {}
    for one in maps:
        for weight, characters in (one or {}).items():
            merged[weight] = merged.get(weight, frozenset()).union(characters)
    return merged


def assemble(width: float, height: float, placed: Iterable[tuple[float, float, Draft]]) -> Draft:
    """One draft from several, each at its (x, y) in the new one. Their order is reading order."""
    items: list[Item] = []
    nodes: list[Node] = []
    links: list[Link] = []
    marks = 0
    drawings: frozenset[str] = frozenset()
    maps = []
    for dx, dy, draft in placed:
        items += [
            Item(item.x + dx, item.y + dy, item.before, item.after, item.picture)
            for item in draft.items
        ]
        nodes += [_moved_node(node, dx, dy, marks, len(links)) for node in draft.nodes]
        links += [replace(link, box=_moved_box(link.box, dx, dy)) for link in draft.links]
        marks += draft.marks
        drawings |= draft.drawings
        maps.append(draft.characters)
    return Draft(
        width, height, tuple(items), tuple(nodes), marks, tuple(links), drawings,
        merge_characters(maps),
    )  # fmt: skip


def stack(drafts: Sequence[Draft], gap: float | Sequence[float] = 0) -> Draft:
    """Drafts one below the other, with a gap between them, or a gap for each but the first."""
    gaps = list(gap) if isinstance(gap, Sequence) else [gap] * max(0, len(drafts) - 1)
    y = 0.0
    placed = []
    for index, draft in enumerate(drafts):
        y -= gaps[index - 1] if index else 0
        placed.append((0.0, y, draft))
        y -= draft.height
    return assemble(max((draft.width for draft in drafts), default=0.0), -y, placed)


def beside(drafts: Sequence[tuple[float, Draft]]) -> Draft:
    """Drafts side by side, tops level, each at its x."""
    width = max((x + draft.width for x, draft in drafts), default=0.0)
    height = max((draft.height for _, draft in drafts), default=0.0)
    return assemble(width, height, [(x, 0.0, draft) for x, draft in drafts])


def padded(
    draft: Draft, left: float = 0, top: float = 0, right: float = 0, bottom: float = 0
) -> Draft:
    """A draft with empty space around it."""
    width, height = draft.width + left + right, draft.height + top + bottom
    return assemble(width, height, [(left, -top, draft)])


def tagged(tag: str, draft: Draft, entries: bytes = b"", *, boxed: bool = False) -> Draft:
    """A draft as one structure element; `boxed` notes its place (figures need it)."""
    box = (0.0, -draft.height, draft.width, 0.0) if boxed else None
    return replace(draft, nodes=(Node(tag, draft.nodes, entries, box),))


def artifact(width: float, height: float, operators: bytes, drawings: Iterable[str] = ()) -> Draft:
    """Paint that says nothing: rules, boxes, signs. Text must not be among the operators."""
    return Draft(
        width,
        height,
        (Item(0, 0, b"/Artifact BMC q 1 0 0 1 ", b" cm " + operators + b" Q EMC"),),
        drawings=frozenset(drawings),
    )
