"""Compressed streams put together from parts that were compressed before.

A deflate stream is a row of blocks. A part that ends at a byte border can stand in any stream, so
what is the same in many files is compressed once. The checksum of the whole follows from those of
the parts (RFC 1950, 1951).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_HEADER = b"\x78\x9c"
_END = b"\x03\x00"  # an empty last block
_BASE = 65521  # of Adler-32


class Part(NamedTuple):
    """Blocks of a stream, and the checksum and length of what they hold."""

    blocks: bytes
    checksum: int
    length: int


def packed(data: bytes, level: int = 6) -> Part:
    """Data, compressed to blocks that end at a byte border."""
    deflate = zlib.compressobj(level, zlib.DEFLATED, -15)
    blocks = deflate.compress(data) + deflate.flush(zlib.Z_SYNC_FLUSH)
    return Part(blocks, zlib.adler32(data), len(data))


def stored(data: bytes) -> Part:
    """A few bytes (fewer than 65536) as they are."""
    size = len(data)
    head = b"\0" + size.to_bytes(2, "little") + (size ^ 0xFFFF).to_bytes(2, "little")
    return Part(head + data, zlib.adler32(data), size)


def run(parts: Iterable[Part]) -> Part:
    """Parts, one after the other, as one: what comes again in a later one is packed once."""
    unpack = zlib.decompressobj(-15)
    return packed(b"".join([unpack.decompress(part.blocks) for part in parts]), 9)


def joined(parts: Sequence[Part]) -> bytes:
    """A zlib stream of the parts, one after the other."""
    blocks = [part.blocks for part in parts]
    return b"".join([_HEADER, *blocks, _END, _checksum(parts).to_bytes(4, "big")])


def _checksum(parts: Iterable[Part]) -> int:
    """Adler-32 of what the parts hold."""
    low, high = 1, 0
    for _, checksum, length in parts:
        high = (high + (checksum >> 16) + length * (low - 1)) % _BASE
        low = (low + (checksum & 0xFFFF) - 1) % _BASE
    return high << 16 | low
