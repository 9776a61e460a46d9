"""What a clinic has of its own: points, tips, routines, conditions and words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

from handouts.errors import Problem
from handouts.library.find import Found, NameIndex
from handouts.library.model import Condition, Kind, Point, Routine, Tip
from handouts.library.names import plain_key

Thing = Point | Tip | Routine | Condition


@dataclass(frozen=True, slots=True)
class Typed:
    """A text written for the patient, where it begins, and the point or word that it is `about`."""

    file: str
    line: int
    field: str
    text: str
    about: str = ""

    def problem(self, excerpt: str, wrong: str, cure: str) -> Problem:
        """What is wrong with an excerpt, at the line on which it, or its first word, is found."""
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
    """A file, and the thing that it gives; none where `problems` say that it cannot be used.

    `name` is that of the thing, or of ours in whose place it stands; `names` are all others that
    lead here. A picture or `wording.yaml` only `changes` another thing; `replaced` are its texts.
    `notices` are what the clinic should know.
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

    `words` are the changes of `page.yaml`, `replaced` its texts that stand for ours, `broken_words`
    what is wrong in their file. `notices` are of the folder and the words; `paths` are all files.
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
        return self._indices[kind].exact(name)

    def near(self, kind: Kind, name: str) -> tuple[str, ...]:
        """What was likely meant by a name that is none."""
        return self._indices[kind].near(name)

    def problems(self, kind: Kind, name: str) -> tuple[Problem, ...]:
        """What is wrong in the files that give a thing of this name, or would."""
        of_kind = (one for one in self.files if one.problems and one.kind == kind)
        broken = (one for one in of_kind if plain_key(name) in map(plain_key, one.names))
        return tuple(problem for one in broken for problem in one.problems)

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
    def _indices(self) -> dict[Kind, NameIndex]:
        names: dict[Kind, dict[str, tuple[str, ...]]] = {kind: {} for kind in get_args(Kind)}
        for one in self.files:
            if one.thing and not one.changes:
                names[one.kind][one.name] = one.names
        return {kind: NameIndex(those) for kind, those in names.items()}
