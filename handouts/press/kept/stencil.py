"""A handout whose pages are settled: for the next patient only what is that patient's is put in.

Two patients who press the same points get the same pages but for a few pieces: name, note, next
visit, running lines. A stencil is made from the first document and keeps everything else as bytes
of the file: the objects that never change, joined at its start, and the pages, cut where a piece of
a patient stands. A *hole* is such a place. What goes through it must be of the same structure as
what stood there first; `fits` says so. Any handout goes through a stencil, also the first, so that
its bytes do not depend on what was made before it.

The order in the file: objects that never change · what the file says about itself · pages ·
an object stream of the small objects of holes · the table of objects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from handouts.digest import blake2b
from handouts.press.file import deflate
from handouts.press.file.deflate import Part
from handouts.press.file.piece import Piece
from handouts.press.file.writer import (
    HEADER,
    QUICK,
    ending,
    object_stream,
    raw_stream,
    table_entries,
    whole_object,
)
from handouts.press.file.xmp import About, information, metadata

_FILTER = b"/Filter/FlateDecode"
_NEVER = b"\0\0\0\0\0\xff\xff"  # the row of object 0
_SHORT = 600  # bytes that are not worth deflating


class Site(NamedTuple):
    """Where a document has placed a piece: page and place in its content (both from 0), first
    element, first mark, parent, and the corner in points. `first` is 0 for what has no structure.
    """

    page: int
    content: int
    first: int
    mark: int
    parent: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Made:
    """A document, complete but for the table of its objects. `bodies[0]` is none.

    `pages` are (number of the page, number of its content, its content); `info` and `packet` are
    the numbers of what the file says about itself.
    """

    bodies: Sequence[bytes]
    streams: Sequence[int]
    pages: Sequence[tuple[int, int, Sequence[Part]]]
    sites: Sequence[tuple[Site, Piece]]
    root: int
    info: int
    packet: int


class Stencil:
    """Everything of a file but what goes through its holes (`made.sites`, by index)."""

    def __init__(self, made: Made, holes: Sequence[int]) -> None:
        sites = [made.sites[index] for index in holes]
        self._sites = [site for site, _ in sites]
        self._shapes = [_shape(piece) for _, piece in sites]
        self._pages = [(page, number) for page, number, _ in made.pages]
        self._info, self._packet, self._root = made.info, made.packet, made.root
        self._size = len(made.bodies)
        inner = [n for site, piece in sites for n in _numbers(site, piece)]
        moving = [*(number for _, number, _ in made.pages), made.packet]
        loose = {0, made.info, *inner, *moving}
        alone = [number for number in made.streams if number not in loose]
        kept = sorted(set(range(self._size)) - loose - set(alone))
        self._inner = [made.info, *inner]
        self._head, places = _joined(made.bodies, alone, kept, self._size)
        self._digest = blake2b(self._head, digest_size=16).digest()
        self._contents = [
            _cut(content, [site.content for site, _ in sites if site.page == page])
            for page, (_, _, content) in enumerate(made.pages)
        ]
        self._rows = self._table(places, kept, moving)

    @property
    def size(self) -> int:
        """Bytes that it keeps, about."""
        return len(self._head) + sum(len(run.blocks) for runs in self._contents for run in runs)

    def state(self) -> tuple[Any, ...]:
        """All of it as plain data, for the pack."""
        contents = [list(map(tuple, runs)) for runs in self._contents]
        return (
            list(map(tuple, self._sites)), self._shapes, self._pages, self._info, self._packet,
            self._root, self._size, self._inner, self._head, self._digest, contents,
            list(map(tuple, self._rows)),
        )  # fmt: skip

    @classmethod
    def of(cls, state: tuple[Any, ...]) -> Stencil:
        """The stencil of a `state`."""
        made = cls.__new__(cls)
        (
            sites, made._shapes, made._pages, made._info, made._packet, made._root,
            made._size, made._inner, made._head, made._digest, contents, rows,
        ) = state  # fmt: skip
        made._sites = [Site(*site) for site in sites]
        made._contents = [[Part(*run) for run in runs] for runs in contents]
        made._rows = [Part(*run) for run in rows]
        return made

    def fits(self, pieces: Sequence[Piece]) -> bool:
        """Whether pieces are of the structure of those that stood in the holes first."""
        return [_shape(piece) for piece in pieces] == self._shapes

    def fill(self, pieces: Sequence[Piece], about: About) -> bytes:
        """The file with these pieces in its holes."""
        inner = [_about(about)[0]]
        holes: list[list[Part]] = [[] for _ in self._pages]
        for site, piece in zip(self._sites, pieces, strict=True):
            at, _, first, mark, parent, x, y = site
            holes[at].append(_shown(piece, mark))
            if first:
                inner += piece.fill(first, mark, self._pages[at][0], parent, x, y).bodies
        moving = []
        for (_, number), runs, found in zip(self._pages, self._contents, holes, strict=True):
            content = deflate.joined(_woven(runs, found))
            moving.append((number, raw_stream(content, _FILTER)))
        moving.append((self._packet, _about(about)[1]))
        level = 0 if sum(map(len, inner)) < 2 * _SHORT else QUICK
        moving.append((self._size + 1, object_stream(self._inner, inner, level)))
        return self._file(moving)

    def _file(self, moving: Sequence[tuple[int, bytes]]) -> bytes:
        """The kept objects, then the others, then the table."""
        parts, offsets, at = [self._head], [], len(self._head)
        for number, body in moving:
            whole = whole_object(number, body)
            offsets.append(at)
            at += len(whole)
            parts.append(whole)
        digest = blake2b(self._digest, digest_size=16)
        for part in parts[1:]:
            digest.update(part)
        table = self._size + 2
        rows = [_row(offset) for offset in (*offsets, at)]
        entries = table_entries(table + 1, self._root, self._info, digest.digest())
        data = deflate.joined(_woven(self._rows, rows))
        return b"".join(
            [*parts, whole_object(table, raw_stream(data, entries + _FILTER)), ending(at)]
        )

    def _table(
        self, places: Mapping[int, int], kept: Sequence[int], moving: Sequence[int]
    ) -> list[Part]:
        """The rows of the table of objects, cut where the offset of an object is not known yet."""
        rows: dict[int, bytes] = {0: _NEVER}
        for number, offset in places.items():
            rows[number] = b"\1%b\0\0" % offset.to_bytes(4, "big")
        for container, numbers in ((self._size, kept), (self._size + 1, self._inner)):
            for place, number in enumerate(numbers):
                rows[number] = b"\2%b%b" % (container.to_bytes(4, "big"), place.to_bytes(2, "big"))
        unknown = [*moving, self._size + 1, self._size + 2]
        assert unknown == sorted(unknown)
        runs, start = [], 0
        for number in unknown:
            runs.append(deflate.packed(b"".join([rows[n] for n in range(start, number)]), 9))
            start = number + 1
        return runs


def _joined(
    bodies: Sequence[bytes], alone: Sequence[int], kept: Sequence[int], size: int
) -> tuple[bytes, dict[int, int]]:
    """The start of the file: objects that never change, and where each of them stands."""
    parts, places, at = [HEADER], {}, len(HEADER)
    inside = object_stream(kept, [bodies[number] for number in kept], 6)
    for number, body in [*((number, bodies[number]) for number in alone), (size, inside)]:
        places[number] = at
        parts.append(whole_object(number, body))
        at += len(parts[-1])
    return b"".join(parts), places


def _cut(content: Sequence[Part], cuts: Sequence[int]) -> list[Part]:
    """The runs of a content between the holes, each in one part."""
    starts, ends = [0, *(cut + 1 for cut in cuts)], [*cuts, len(content)]
    return [deflate.run(content[a:b]) for a, b in zip(starts, ends, strict=True)]


def _woven(runs: Sequence[Part], between: Sequence[Part]) -> list[Part]:
    """Runs with something between each two of them, or behind each of them."""
    woven = []
    for index, run in enumerate(runs):
        woven.append(run)
        woven += between[index : index + 1]
    return woven


def _numbers(site: Site, piece: Piece) -> range:
    """The objects that a piece makes."""
    return range(site.first, site.first + piece.count) if site.first else range(0)


def _shape(piece: Piece) -> tuple[object, ...]:
    """What numbers hang on, as plain data."""
    return (
        piece.marks, piece.mark_elements, piece.count, piece.roots, piece.loose,
        repr(piece.links), piece.heading, tuple(sorted(piece.drawings)),
    )  # fmt: skip


def _shown(piece: Piece, mark: int) -> Part:
    """The operators, not deflated when they are few: that takes longer than it saves."""
    if len(piece.operators) > _SHORT:
        return piece.paint(mark)
    return deflate.stored(piece.operators % tuple(range(mark, mark + piece.marks)))


def _row(offset: int) -> Part:
    return deflate.stored(b"\1%b\0\0" % offset.to_bytes(4, "big"))


@lru_cache(maxsize=16)
def _about(about: About) -> tuple[bytes, bytes]:
    """The information dictionary and the packet of metadata."""
    return information(about), raw_stream(metadata(about), b"/Type/Metadata/Subtype/XML")
