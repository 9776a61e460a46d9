"""The stencils of a press room: found again by everything on the pages that is no patient's own.

What is not marked as a patient's own must be the very same pieces in the very same places. So
whatever else there is on a page, nothing of one patient can stand on the page of another.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from handouts.press.blocks.draft import Weight, merge_characters
from handouts.press.file.document import Document, Sheets
from handouts.press.file.piece import Piece
from handouts.press.file.xmp import About
from handouts.press.kept.stencil import Stencil
from handouts.press.typesetting.fonts import COMMON, Fonts

_KEPT_BYTES = 32_000_000
_Key = tuple[object, ...]
_Characters = dict[Weight, frozenset[str]]


class Stencils:
    """Makes files, keeping for each kind of page what its files share."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._known: dict[_Key, tuple[Stencil, _Characters, list[object]]] = {}
        self._size = 0

    def pdf(self, sheets: Sheets, about: About) -> tuple[bytes, int]:
        """A file of one handout, and how many pages it has."""
        feet = sheets.all_feet()
        own = [one.sealed for one in sheets.placed if one.own]
        own += [piece for _, _, _, piece in feet]
        key = _key(sheets, feet, about)
        stencil, used, _ = self._known.get(key) or (None, {}, [])
        if stencil and stencil.fits(own) and self._embedded(used, own):
            return stencil.fill(own, about), sheets.pages
        document = Document(self._fonts)
        document.add(sheets)
        holes = [index for index, one in enumerate(sheets.placed) if one.own]
        holes += range(len(sheets.placed), len(sheets.placed) + len(feet))
        stencil = Stencil(document.made(about), holes)
        shared = _shared(sheets)
        self._holds(shared, {"regular": COMMON})
        if self._embedded(shared, own):
            self._keep(key, stencil, shared, sheets)
        return stencil.fill(own, about), sheets.pages

    def known(self, sheets: Sheets, about: About) -> tuple[Stencil, _Characters] | None:
        """The stencil for such pages, and the characters that its fonts have for certain."""
        found = self._known.get(_key(sheets, sheets.all_feet(), about))
        return found and found[:2]

    def _embedded(self, used: _Characters, own: Iterable[Piece]) -> bool:
        """Whether the fonts that these characters need hold those of a patient's pieces, too."""
        return self._holds(used, merge_characters(piece.characters for piece in own))

    def _holds(self, used: _Characters, more: _Characters) -> bool:
        if all(used.get(weight, frozenset()) >= more[weight] for weight in more):
            return True
        both = merge_characters([used, more])
        if self._fonts.embed(used) != self._fonts.embed(both):
            return False
        used.update(both)  # from now on these are known to be there
        return True

    def _keep(self, key: _Key, stencil: Stencil, used: _Characters, sheets: Sheets) -> None:
        self._size += stencil.size
        if self._size > _KEPT_BYTES:
            self._known.clear()
            self._size = stencil.size
        pieces: list[object] = [one.piece for one in sheets.placed]  # so that their ids stay theirs
        self._known[key] = (stencil, used, pieces)


def _shared(sheets: Sheets) -> _Characters:
    """The characters of what is everybody's."""
    return merge_characters(one.sealed.characters for one in sheets.placed if not one.own)


def _key(sheets: Sheets, feet: Iterable[tuple[int, float, float, Piece]], about: About) -> _Key:
    """Equal for pages that are alike but for what is a patient's own."""
    return (
        sheets.paper,
        about.language,
        tuple(sheets.titles.items()),
        tuple([(page, x, y) for page, x, y, _ in feet]),
        tuple(
            chain.from_iterable(
                [
                    (one.page, one.x, one.y, one.group, one.head, 0 if one.own else id(one.piece))
                    for one in sheets.placed
                ]
            )
        ),
    )
