"""Pieces: drafts sealed for placing. Placing one only fills numbers into two templates.

A piece is set once for its block and column and placed on many pages of many handouts. What
differs from page to page (marked-content numbers, object numbers, the place) stands as `%d` in
`operators` and in `elements`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from handouts.press.blocks.draft import (
    Anchor,
    Draft,
    Item,
    Link,
    Node,
    Slot,
    Weight,
    merge_characters,
)
from handouts.press.file.deflate import Part, packed
from handouts.press.numbers import num

if TYPE_CHECKING:
    from handouts.press.pictures.pen import Painted


class Kind(IntEnum):
    """What a number in the template of the elements counts from."""

    ELEMENT = 0  # the object number of the piece's first element
    MARK = 1  # the marked-content number of its first mark
    PAGE = 2  # the object number of the page
    PARENT = 3  # the object number of the element that the piece hangs in
    LINK = 4  # the object number of its first annotation
    X = 5  # its place on the page
    Y = 6


Base = tuple[int, int, int, int, int, int]
"""First element, first mark, page, parent, x, y: all that the elements of a piece hang on."""

_KEPT = 8  # fillings of a piece


class Filled(NamedTuple):
    """The elements of a piece with their numbers, and the owners of its marks as references."""

    bodies: list[bytes]
    owners: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Something set, ready to be placed.

    `elements` holds the bodies of `count` structure elements, a line each, and `numbers` what
    fills it, as (kind, offset). `mark_elements[n]` is the element of mark n, -1 where the mark
    belongs to the element that the piece carries on. `heading` is (level, words).
    """

    width: float
    height: float
    operators: bytes
    marks: int
    mark_elements: tuple[int, ...]
    elements: bytes
    numbers: tuple[tuple[int, int], ...]
    count: int
    roots: tuple[int, ...]
    loose: tuple[int, ...]
    links: tuple[Link, ...]
    link_elements: tuple[int, ...]
    drawings: frozenset[str]
    characters: Mapping[Weight, frozenset[str]]
    heading: tuple[int, str] | None
    boxed: bool
    painted: dict[int, Part] = field(default_factory=dict)
    filled: dict[Base, Filled] = field(default_factory=dict)

    def paint(self, mark: int) -> Part:
        """The operators, compressed. In a run the same marks come again and again."""
        part = self.painted.get(mark)
        if part is None:
            if len(self.painted) >= _KEPT:
                self.painted.clear()
            marks = tuple(range(mark, mark + self.marks))
            part = self.painted[mark] = packed(self.operators % marks)
        return part

    def fill(self, first: int, mark: int, page: int, parent: int, x: float, y: float) -> Filled:
        """The elements. `first` is the object number of the first of them."""
        place = (round(x), round(y)) if self.boxed else (0, 0)
        base = (first, mark, page, parent, *place)
        filled = self.filled.get(base)
        if filled is None:
            if len(self.filled) >= _KEPT:
                self.filled.clear()
            filled = self.filled[base] = self._fill(base)
        return filled

    def _fill(self, base: Base) -> Filled:
        first, mark, page, parent, x, y = base
        starts = (first, mark, page, parent, first + self.count, x, y)
        bodies: list[bytes] = []
        if self.count:
            numbers = tuple([starts[kind] + at for kind, at in self.numbers])
            bodies = (self.elements % numbers).split(b"\n")
        owners = [first + at if at >= 0 else parent for at in self.mark_elements]
        return Filled(bodies, b" ".join([b"%d 0 R" % owner for owner in owners]))


class _Sealer:
    """Flattens nodes, parents before their kids."""

    def __init__(self, marks: int, links: int) -> None:
        self.bodies: list[bytes] = []
        self.numbers: list[list[tuple[int, int]]] = []
        self.mark_elements = [-1] * marks
        self.link_elements = [-1] * links

    def add(self, node: Node, parent: int | None) -> int:
        """The number of the element that the node becomes."""
        index = len(self.bodies)
        self.bodies.append(b"")
        hangs = (Kind.PARENT, 0) if parent is None else (Kind.ELEMENT, parent)
        numbers: list[tuple[int, int]] = [hangs, (Kind.PAGE, 0)]
        self.numbers.append(numbers)
        kids = b" ".join([self._kid(kid, index, numbers) for kid in node.kids])
        body = b"<</S/" + node.tag.encode() + b"/P %d 0 R/Pg %d 0 R/K[" + kids + b"]"
        if node.box:
            body += b"/A<</O/Layout/BBox[%d %d %d %d]>>"
            kinds = (Kind.X, Kind.Y, Kind.X, Kind.Y)
            numbers += [(kind, round(at)) for kind, at in zip(kinds, node.box, strict=True)]
        self.bodies[index] = body + node.attributes.replace(b"%", b"%%") + b">>"
        return index

    def _kid(self, kid: Node | Slot | Anchor, index: int, numbers: list[tuple[int, int]]) -> bytes:
        if isinstance(kid, Slot):
            self.mark_elements[kid.number] = index
            numbers.append((Kind.MARK, kid.number))
            return b"%d"
        if isinstance(kid, Anchor):
            self.link_elements[kid.number] = index
            numbers.append((Kind.LINK, kid.number))
            return b"<</Type/OBJR/Obj %d 0 R>>"
        numbers.append((Kind.ELEMENT, self.add(kid, index)))
        return b"%d 0 R"


def _operators(item: Item, picture: Painted | None) -> bytes:
    between = b""
    if picture:
        between = b" cm " + picture.ops.replace(b"%", b"%%").strip()
    return item.before + f"{num(item.x)} {num(item.y)}".encode() + between + item.after


def seal(
    draft: Draft, *, carries_on: bool = False, heading: tuple[int, str] | None = None
) -> Piece:
    """The piece of a draft.

    With `carries_on` the one element of the draft is left out: what it holds goes into the
    element that an earlier piece began.
    """
    sealer = _Sealer(draft.marks, len(draft.links))
    tops = draft.nodes[0].kids if carries_on else draft.nodes
    roots = tuple(sealer.add(top, None) for top in tops if isinstance(top, Node))
    loose = tuple(top.number for top in tops if isinstance(top, Slot))
    shown = [(item, item.picture() if item.picture else None) for item in draft.items]
    pictures = [picture for _, picture in shown if picture]
    return Piece(
        draft.width,
        draft.height,
        b"\n".join([_operators(item, picture) for item, picture in shown]),
        draft.marks,
        tuple(sealer.mark_elements),
        b"\n".join(sealer.bodies),
        tuple(number for numbers in sealer.numbers for number in numbers),
        len(sealer.bodies),
        roots,
        loose,
        draft.links,
        tuple(sealer.link_elements),
        draft.drawings.union(*(picture.drawings for picture in pictures)),
        merge_characters([draft.characters, *(picture.text for picture in pictures)]),
        heading,
        any(kind == Kind.X for numbers in sealer.numbers for kind, _ in numbers),
    )
