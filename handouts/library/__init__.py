"""The library: points, tips, routines, conditions and wording, looked up by any name in use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from typing import TypeVar

from handouts.files.paths import ASSETS
from handouts.library.find import Found, NameIndex
from handouts.library.folder import AssetFolder, Data
from handouts.library.make import make_condition, make_point, make_routine, make_tip
from handouts.library.model import Condition, Kind, Point, Routine, Tip
from handouts.library.names import codes_of, is_ear
from handouts.library.search import Search
from handouts.library.wording import Wording

__all__ = ["Found", "Library", "languages", "load_library"]

T = TypeVar("T")


class Library:
    """Everything of one language. Files are read when they are first needed."""

    def __init__(self, language: str = "en") -> None:
        words = self._words = ASSETS / "wording" / language
        self.wording = Wording(words)
        self._indices: dict[Kind, NameIndex] = {}
        self._files = self._folder("points", make_point)
        self.points: Mapping[str, Point] = self._files
        self.tips: Mapping[str, Tip] = self._folder("tips", make_tip)
        self.routines: Mapping[str, Routine] = self._folder("routines", make_routine)
        self.conditions: Mapping[str, Condition] = self._folder("conditions", make_condition)

    def _folder(self, name: str, make: Callable[[Data, Data], T]) -> AssetFolder[T]:
        return AssetFolder(ASSETS / name, self._words / name, make)

    @cached_property
    def unasked_conditions(self) -> tuple[Condition, ...]:
        """Those whose warnings stand on every sheet until somebody has answered."""
        return tuple(one for one in self.conditions.values() if one.unasked)

    def names_point(self, name: str, *, codes_only: bool = False) -> Found | None:
        """The point that has this name, or several; None where none has it, as nothing is guessed.
        For a code no file is read.
        """
        codes = [code for code in codes_of(name) if code in self.points]
        if codes:
            return Found(code=codes[0]) if len(codes) == 1 else self._point_names.either(codes)
        return None if codes_only else self._point_names.exact(name)

    def find(self, kind: Kind, name: str, *, guess: bool = True) -> Found:
        """A thing of a kind by any of its names: a point by code, alias, pinyin with or without
        tones, characters or English name. What else was likely meant takes time to `guess`.
        """
        if kind == "point":
            return self.names_point(name) or self._point_names.find(name)
        things: Mapping[str, Tip | Routine | Condition] = getattr(self, f"{kind}s")
        if name in things:
            return Found(code=name)
        if kind not in self._indices:
            names = {one: (thing.title, *thing.aliases) for one, thing in things.items()}
            self._indices[kind] = NameIndex(names)
        index = self._indices[kind]
        return index.find(name) if guess else index.exact(name) or Found()

    def answers(self, condition: str) -> list[str]:
        """The conditions that say, for now, that the patient has not got one."""
        known = self.conditions.values()
        return [one.name for one in known if condition in one.denies and not one.lasting]

    @cached_property
    def search(self) -> Search:
        """Searches of its points and routines."""
        return Search(self.points, self.routines)

    @cached_property
    def mail(self) -> Wording:
        """The words of e-mail."""
        return Wording(self._words, "mail.yaml")

    @cached_property
    def _point_names(self) -> NameIndex:
        facts = self._files.facts(before="region")  # names stand first: a quarter of the time
        return NameIndex(
            {code: _spellings(one) for code, one in facts.items()},
            {code: f"{code} {one['pinyin']}" for code, one in facts.items()},
        )


def _spellings(facts: Data) -> Iterable[str]:
    """All names of a point. Those in English are not standard; a slash divides several. An ear
    point has the name of a part of the body, so it is its own only behind the word `ear`.
    """
    pinyin, characters = facts["pinyin"], facts["hanzi"].values()
    if is_ear(facts["code"]):
        yield from (
            f"ear {pinyin}",
            f"{pinyin} ear",
            *(f"耳{name.removeprefix('耳')}" for name in characters),
        )
    else:
        yield from (pinyin, *characters)
    yield from (name.strip() for name in facts["english"].split("/"))
    yield from facts["aliases"]


@cache
def load_library(language: str = "en") -> Library:
    """The library in one language; made once a process."""
    return Library(language)


def languages() -> tuple[str, ...]:
    """Tags of the languages there are: the folders of `assets/wording/`."""
    return tuple(sorted(path.parent.name for path in (ASSETS / "wording").glob("*/page.yaml")))
