"""The bytes of a PDF file, from the bodies of its objects.

Bodies that are no streams go into one compressed object stream, and the table of objects is a
compressed stream itself (PDF 1.5), which PDF/A-2 and PDF/UA-1 allow: a tagged page has hundreds of
small objects that shrink to a tenth together.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from handouts.digest import blake2b

QUICK = 1  # zlib's level for what differs from file to file: a tenth larger, five times as fast
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


MOST_TOGETHER = 20_000
"""Objects in one object stream; a place in it is written in two bytes."""


def stream(data: bytes, entries: bytes = b"", level: int = 6) -> bytes:
    """The body of a compressed stream object."""
    packed = zlib.compress(data, level)
    return b"<<%b/Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (
        entries,
        len(packed),
        packed,
    )


def raw_stream(data: bytes, entries: bytes = b"") -> bytes:
    """The body of a stream object whose data are written as they are."""
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(data), data)


def write(bodies: Sequence[bytes], streams: Sequence[int], root: int, info: int) -> bytes:
    """A file of objects; `bodies[n]` is object n, and 0 is none.

    `streams` are the numbers of those that are streams. The file's identifier is a hash of what
    it holds: the same input gives the same bytes.
    """
    packed = _inside(len(bodies), tuple(streams))[1]
    containers = [object_stream(group, [bodies[n] for n in group]) for group in packed]
    table = len(bodies) + len(containers)
    head, offsets, position = [HEADER], {}, len(HEADER)
    alone = [(number, bodies[number]) for number in streams]
    for number, body in [*alone, *enumerate(containers, len(bodies))]:
        whole = whole_object(number, body)
        offsets[number] = position
        position += len(whole)
        head.append(whole)
    offsets[table] = position
    content = b"".join(head)
    entries = table_entries(table + 1, root, info, blake2b(content, digest_size=16).digest())
    rows = _rows(len(bodies), tuple(streams), offsets)
    return content + whole_object(table, stream(rows, entries, QUICK)) + ending(position)


def whole_object(number: int, body: bytes) -> bytes:
    """An object as it stands in the file."""
    return b"%d 0 obj\n%b\nendobj\n" % (number, body)


def object_stream(numbers: Sequence[int], bodies: Sequence[bytes], level: int = QUICK) -> bytes:
    """The body of a stream of objects that are no streams themselves; level 0 leaves it plain."""
    starts = accumulate([len(body) + 1 for body in bodies], initial=0)
    index = b" ".join([b"%d %d" % pair for pair in zip(numbers, starts, strict=False)])
    entries = b"/Type/ObjStm/N %d/First %d" % (len(numbers), len(index) + 1)
    data = index + b"\n" + b"\n".join(bodies)
    return stream(data, entries, level) if level else raw_stream(data, entries)


def table_entries(size: int, root: int, info: int, identity: bytes) -> bytes:
    """The entries of the table of objects, which is a stream of rows of seven bytes."""
    name = identity.hex().upper().encode()
    return b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]" % (
        size, root, info, name, name,
    )  # fmt: skip


def ending(table: int) -> bytes:
    """The end of a file; `table` is where the table of objects stands."""
    return b"startxref\n%d\n%%%%EOF\n" % table


@lru_cache(maxsize=64)
def _inside(count: int, streams: tuple[int, ...]) -> tuple[bytes, tuple[tuple[int, ...], ...]]:
    """Rows of the table as if no object stood alone, and the numbers of those that do not, by the
    object stream they are in.
    """
    alone = set(streams)
    packed = tuple([number for number in range(1, count) if number not in alone])
    groups = [packed[at : at + MOST_TOGETHER] for at in range(0, len(packed), MOST_TOGETHER)]
    rows = [b"\0\0\0\0\0\xff\xff"] * (count + len(groups) + 1)
    for container, group in enumerate(groups, count):
        where = container.to_bytes(4, "big")
        for place, number in enumerate(group):
            rows[number] = b"\2%b%b" % (where, place.to_bytes(2, "big"))
    return b"".join(rows), tuple(groups)


def _rows(count: int, streams: tuple[int, ...], offsets: Mapping[int, int]) -> bytes:
    """The table of objects, seven bytes a row."""
    rows = bytearray(_inside(count, streams)[0])
    for number, offset in offsets.items():
        rows[7 * number : 7 * number + 7] = b"\1%b\0\0" % offset.to_bytes(4, "big")
    return bytes(rows)
