"""The library: points, tips, routines, conditions and wording, looked up by any name in use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import Any, get_args

from handouts.files.paths import ASSETS
from handouts.library.find import MOST_NEAR, Found, NameIndex
from handouts.library.folder import Data, Things, our_facts
from handouts.library.model import Condition, Kind, Point, Routine, Tip
from handouts.library.names import codes_of, is_ear
from handouts.library.own import Own
from handouts.library.search import Search
from handouts.library.wording import Wording

__all__ = ["Found", "Library", "languages", "load_library"]

_KINDS: tuple[Kind, ...] = get_args(Kind)


class Library:
    """Everything of one language, read when it is first needed; before it a clinic's own."""

    def __init__(self, language: str = "en", own: Own | None = None) -> None:
        self.language, self.own = language, own or Own()
        self._indices: dict[Kind, NameIndex] = {}
        words = _wording(language, "page.yaml")
        self.wording = words.changed(dict(self.own.words)) if self.own.words else words
        self._things = {kind: Things[Any](kind, language, self.own.of(kind)) for kind in _KINDS}
        self.points: Mapping[str, Point] = self._things["point"]
        self.tips: Mapping[str, Tip] = self._things["tip"]
        self.routines: Mapping[str, Routine] = self._things["routine"]
        self.conditions: Mapping[str, Condition] = self._things["condition"]

    @property
    def ours(self) -> Library:
        """The same without the clinic's own."""
        return load_library(self.language) if self.own.files else self

    @cached_property
    def unasked_conditions(self) -> tuple[Condition, ...]:
        """Those whose warnings stand on every sheet until somebody has answered."""
        return tuple(one for one in self.conditions.values() if one.unasked)

    def names_point(self, name: str, *, codes_only: bool = False) -> Found | None:
        """The point or points of this name, or None; `codes_only`: of ours, only by its code."""
        if own := self.own.find("point", name):
            return own
        codes = [code for code in codes_of(name) if code in self.points]
        if codes:
            return Found(code=codes[0]) if len(codes) == 1 else Found(candidates=tuple(codes))
        return None if codes_only else self.ours._index("point").exact(name)

    def find(self, kind: Kind, name: str, *, guess: bool = True) -> Found:
        """A thing by any of its names, the clinic's own first. To `guess` what was meant takes
        time.
        """
        if kind == "point":
            found = self.names_point(name)
        elif name in self._things[kind]:
            found = self.own.find(kind, name) or Found(code=name)
        else:
            found = self.own.find(kind, name) or self.ours._index(kind).exact(name)
        if found or not guess:
            return found or Found()
        near = (*self.own.near(kind, name), *self.ours._index(kind).near(name))
        return Found(near=tuple(dict.fromkeys(near))[:MOST_NEAR])

    def _index(self, kind: Kind) -> NameIndex:
        """All names of things of a kind. Those of points are in no language's words."""
        if kind not in self._indices:
            names: dict[str, Iterable[str]]
            if kind == "point":  # names stand first in a file: a quarter of the time
                names = {c: _spellings(our_facts(kind, c, before="region")) for c in self.points}
            else:
                things = self._things[kind].items()
                names = {name: (one.title, *one.aliases) for name, one in things}
            self._indices[kind] = NameIndex(names)
        return self._indices[kind]

    def answers(self, condition: str) -> list[str]:
        """The conditions that say, for now, that the patient has not got one."""
        known = self.conditions.values()
        return [one.name for one in known if condition in one.denies and not one.lasting]

    @cached_property
    def search(self) -> Search:
        """Searches of its points and routines."""
        return Search(self.points, self.routines)

    @property
    def mail(self) -> Wording:
        """The words of e-mail."""
        return _wording(self.language, "mail.yaml")

    def label(self, kind: Kind, code: str) -> str:
        """A thing in a suggestion: `LI4 Hégǔ`; what is no point of ours by its name alone."""
        return f"{code} {self.points[code].pinyin}".strip() if kind == "point" else code


@cache
def load_library(language: str = "en") -> Library:
    """The library in one language; made once a process."""
    return Library(language)


def languages() -> tuple[str, ...]:
    """Tags of the languages there are: the folders of `assets/wording/`."""
    return tuple(sorted(path.parent.name for path in (ASSETS / "wording").glob("*/page.yaml")))


@cache
def _wording(language: str, file: str) -> Wording:
    return Wording(ASSETS / "wording" / language, file)


def _spellings(facts: Data) -> Iterable[str]:
    """All names of a point. That of an ear point is its own only beside the word `ear`."""
    pinyin, characters = facts["pinyin"], facts["hanzi"].values()
    if is_ear(facts["code"]):
        yield from (f"ear {pinyin}", f"{pinyin} ear")
        yield from (f"耳{name.removeprefix('耳')}" for name in characters)
    else:
        yield from (pinyin, *characters)
    yield from (name.strip() for name in facts["english"].split("/"))
    yield from facts["aliases"]
