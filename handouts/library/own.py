"""What a clinic has of its own: points, tips, routines, conditions and words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from handouts.errors import Problem
from handouts.library.find import Found, NameIndex
from handouts.library.model import Condition, Kind, Point, Routine, Tip
from handouts.library.names import plain_key

Thing = Point | Tip | Routine | Condition


@dataclass(frozen=True, slots=True)
class Typed:
    """A text written for the patient, and where it begins; `about`: the point on whose card it
    stands, or what in a clinic's words it belongs to.
    """

    file: str
    line: int
    field: str
    text: str
    about: str = ""

    def problem(self, excerpt: str, wrong: str, cure: str) -> Problem:
        """What is wrong with an excerpt, at the line where it, or its first word, stands in the
        file from the beginning of the field on.
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


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file, and the thing that it gives; none where it cannot be used, for what `problems` say.

    `name` is that of the thing, which has the name of ours where it stands in its place; `names`
    are all others that lead here, or would. A picture or `wording.yaml` only `changes` a thing of
    another file, or of ours; `replaced` are its texts. `notices` are what the clinic should know.
    """

    kind: Kind
    name: str
    path: Path
    thing: Thing | None = None
    names: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    changes: bool = False
    replaced: tuple[Typed, ...] = ()


@dataclass(frozen=True, eq=False)
class Own:
    """All of it: of two `files` that give one thing, the later holds.

    `words` are the changes of `page.yaml`, nested as it is, `replaced` its texts that stand for
    ours, `broken_words` what is wrong in their file. `notices` are of the folder and the words;
    `paths` are all files that were looked at.
    """

    files: tuple[OwnFile, ...] = ()
    words: Mapping[str, Any] = field(default_factory=dict)
    replaced: tuple[Typed, ...] = ()
    broken_words: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    paths: tuple[Path, ...] = ()

    def of(self, kind: Kind) -> dict[str, Any]:
        """Those of a kind that can be used, by name."""
        return {one.name: one.thing for one in self.files if one.kind == kind and one.thing}

    def find(self, kind: Kind, name: str) -> Found | None:
        """What has this name, be it usable or not."""
        if broken := self.problems(kind, name):
            return Found(broken=broken)
        return self._indices[kind].exact(name) if kind in self._indices else None

    def near(self, kind: Kind, name: str) -> tuple[str, ...]:
        """What was likely meant by a name that is none."""
        return self._indices[kind].near(name) if kind in self._indices else ()

    def problems(self, kind: Kind, name: str) -> tuple[Problem, ...]:
        """What is wrong in the files that give a thing of this name, or would."""
        return self._broken.get((kind, plain_key(name)), ()) if self._broken else ()

    def notes(self, kind: Kind, name: str) -> tuple[Problem, ...]:
        """What the clinic should know of a thing."""
        files = (one for one in self.files if (one.kind, one.name) == (kind, name))
        return tuple(note for one in files for note in one.notices)

    def digest(self) -> str:
        """Stands for the content of all files."""
        digest = hashlib.blake2b(digest_size=16)
        for file in self.paths:
            with suppress(OSError):  # said by whoever needs it
                if file.is_file():
                    digest.update(file.name.encode("utf-8", "replace") + b"\0" + file.read_bytes())
        return digest.hexdigest()

    @cached_property
    def _broken(self) -> dict[tuple[Kind, str], tuple[Problem, ...]]:
        broken: dict[tuple[Kind, str], tuple[Problem, ...]] = {}
        for one in self.files:
            for key in {plain_key(name) for name in one.names if one.problems}:
                broken[one.kind, key] = (*broken.get((one.kind, key), ()), *one.problems)
        return broken

    @cached_property
    def _indices(self) -> dict[Kind, NameIndex]:
        names: dict[Kind, dict[str, tuple[str, ...]]] = {}
        for one in self.files:
            if one.thing and not one.changes:
                names.setdefault(one.kind, {})[one.name] = one.names
        return {kind: NameIndex(those) for kind, those in names.items()}
