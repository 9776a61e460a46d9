"""A clinic's own points, tips, routines, conditions and words, before ours."""

from __future__ import annotations

import hashlib
from collections import ChainMap
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from handouts.errors import Problem
from handouts.library import Library
from handouts.library.find import Found, NameIndex
from handouts.library.model import Condition, Kind, Point, Routine, Tip
from handouts.library.names import plain_key
from handouts.library.wording import Wording

Thing = Point | Tip | Routine | Condition
T = TypeVar("T")
_MOST_NEAR = 3


@dataclass(frozen=True, slots=True)
class Typed:
    """A text that the practitioner wrote for the patient, and where it begins; `about` is the point
    on whose card it stands, or what in a clinic's words it belongs to.
    """

    file: str
    line: int
    field: str
    text: str
    about: str = ""

    def problem(self, excerpt: str, wrong: str, cure: str) -> Problem:
        """What is wrong with an excerpt, at the line on which it stands in the file, or that of its
        field. A text may run over many lines; we look for its first word from where the field
        begins.
        """
        try:
            lines = Path(self.file).read_text("utf-8-sig").splitlines()
        except (OSError, ValueError):
            lines = []
        wanted = excerpt.casefold()
        behind = [*enumerate(lines, 1)][max(0, self.line - 1) :]
        places = (n for words in (wanted, wanted.split()[0]) for n, line in behind
                  if words in line.casefold())  # fmt: skip
        return Problem(self.file, next(places, self.line), self.field, wrong, cure)


@dataclass(slots=True, eq=False)
class Own:
    """What a clinic has of its own, by name. What stands in place of ours has the name of ours.

    `names` are further names that lead to each; `broken` is what is wrong in the files that cannot
    be used, by kind and plain name; `notes` is what the clinic should know of a thing that can,
    `sources` its file; `notices` are of the folder and the words. `words` are the changes of
    `page.yaml`, nested as it is, `replaced` all texts that stand for ours, `broken_words` what is
    wrong in their file; `files` are all that was read.
    """

    points: dict[str, Point] = field(default_factory=dict)
    tips: dict[str, Tip] = field(default_factory=dict)
    routines: dict[str, Routine] = field(default_factory=dict)
    conditions: dict[str, Condition] = field(default_factory=dict)
    names: dict[Kind, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    broken: dict[tuple[Kind, str], tuple[Problem, ...]] = field(default_factory=dict)
    words: Mapping[str, Any] = field(default_factory=dict)
    broken_words: tuple[Problem, ...] = ()
    replaced: list[Typed] = field(default_factory=list)
    notes: dict[tuple[Kind, str], tuple[Problem, ...]] = field(default_factory=dict)
    sources: dict[tuple[Kind, str], Path] = field(default_factory=dict)
    notices: list[Problem] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    def of(self, kind: Kind) -> dict[str, Any]:
        """Those of a kind."""
        things: dict[str, Any] = getattr(self, f"{kind}s")
        return things

    def digest(self) -> str:
        """Stands for the content of all files."""
        digest = hashlib.blake2b(digest_size=16)
        for file in self.files:
            with suppress(OSError):  # said by whoever needs it
                if file.is_file():
                    digest.update(file.name.encode("utf-8", "replace") + b"\0" + file.read_bytes())
        return digest.hexdigest()


class Layered(ChainMap[str, T]):
    """The clinic's own, and behind it ours; the own come first in its order, too."""

    def __iter__(self) -> Iterator[str]:
        own, ours = self.maps
        yield from (name for name in own if name not in ours)
        yield from ours


def _layered(own: Mapping[str, T], ours: Mapping[str, T]) -> Layered[T]:
    return Layered(dict(own), cast(dict[str, T], ours))  # which nobody writes into


class ClinicLibrary(Library):
    """Our library with a clinic's own in it, as far as that is read."""

    def __init__(self, ours: Library, own: Own) -> None:
        self.ours, self.own = ours, own
        self.wording = ours.wording.changed(dict(own.words))
        self.points = _layered(own.points, ours.points)
        self.tips = _layered(own.tips, ours.tips)
        self.routines = _layered(own.routines, ours.routines)
        self.conditions = _layered(own.conditions, ours.conditions)
        self._indices = {kind: NameIndex(names) for kind, names in own.names.items()}

    @cached_property
    def mail(self) -> Wording:
        """Those of our library."""
        return self.ours.mail

    def names_point(self, name: str, *, codes_only: bool = False) -> Found | None:
        """As in our library, the clinic's own first."""
        return self._own("point", name) or self.ours.names_point(name, codes_only=codes_only)

    def find(self, kind: Kind, name: str, *, guess: bool = True) -> Found:
        """As in our library, the clinic's own first, and among the suggestions, too."""
        if own := self._own(kind, name):
            return own
        found, index = self.ours.find(kind, name, guess=guess), self._indices.get(kind)
        if found.code or found.candidates or index is None or not guess:
            return found
        near = dict.fromkeys((*index.find(name).near, *found.near))
        return Found(near=tuple(near)[:_MOST_NEAR])

    def _own(self, kind: Kind, name: str) -> Found | None:
        """What the clinic itself has under this name, be it usable or not."""
        broken = self.own.broken.get((kind, plain_key(name)))
        if broken and not (kind == "condition" and self.ours.find("condition", name).code):
            return Found(broken=broken)
        index = self._indices.get(kind)
        return index.exact(name) if index else None


def own_of(library: Library) -> Own:
    """What is the clinic's own in a library; nothing, where all of it is ours."""
    return library.own if isinstance(library, ClinicLibrary) else Own()
