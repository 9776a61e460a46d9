"""The clinic's own pictures of points and tips, read before a handout is composed of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from handouts.errors import ContentError, Problem
from handouts.library.model import Point, Tip
from handouts.pixels import BadPicture, photo

Photos = Mapping[Path, tuple[bytes, tuple[int, int]]]
"""JPEG data and size in pixels of each file."""
NO_PHOTOS: Photos = MappingProxyType({})


def read_photos(things: Iterable[Point | Tip]) -> Photos:
    """The pictures of points and tips. Raises ContentError with all that cannot be read."""
    read: dict[Path, tuple[bytes, tuple[int, int]]] = {}
    wrong: list[Problem] = []
    for file in dict.fromkeys(thing.picture.file for thing in things if thing.picture):
        try:
            read[file] = photo(file)
        except BadPicture as error:
            wrong.append(Problem(str(file), 0, "", error.wrong, error.cure))
    if wrong:
        raise ContentError(wrong)
    return read
