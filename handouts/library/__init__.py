"""The library: points, tips, routines, conditions and wording, looked up by any name in use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from handouts.library.find import Found, Names
from handouts.library.make import make_condition, make_point, make_routine, make_tip
from handouts.library.model import Condition, Point, Routine, Tip
from handouts.library.names import code_of
from handouts.library.search import search
from handouts.library.shelf import Shelf
from handouts.library.wording import Wording
from handouts.paths import ASSETS

__all__ = ["Found", "Library", "languages", "load_library"]


class Library:
    """Everything of one language. Files are read when they are first needed."""

    def __init__(self, language: str = "en") -> None:
        words = self._words = ASSETS / "wording" / language
        self.wording = Wording(words)
        self.points: Shelf[Point] = Shelf(ASSETS / "points", words / "points", make_point)
        self.tips: Shelf[Tip] = Shelf(ASSETS / "tips", words / "tips", make_tip)
        self.routines: Shelf[Routine] = Shelf(ASSETS / "routines", words / "routines", make_routine)
        self.conditions: Shelf[Condition] = Shelf(
            ASSETS / "conditions", words / "conditions", make_condition
        )

    def find_point(self, name: str) -> Found:
        """A point by code, alias, pinyin with or without tones, characters or English name."""
        code = code_of(name)
        return Found(code=code) if code in self.points else self._point_names.find(name)

    def find_tip(self, name: str) -> Found:
        """A tip by name, alias or title."""
        return Found(code=name) if name in self.tips else self._tip_names.find(name)

    def find_routine(self, name: str) -> Found:
        """A routine by name, alias or title."""
        return Found(code=name) if name in self.routines else self._routine_names.find(name)

    def find_condition(self, name: str) -> Found:
        """A condition by name, alias or title."""
        return Found(code=name) if name in self.conditions else self._condition_names.find(name)

    def search_points(self, query: str) -> list[Point]:
        """Points for a query, the best first; a name that is exact comes alone."""
        found = self.find_point(query)
        return [self.points[found.code]] if found.code else search(self.points.values(), query)

    @cached_property
    def mail(self) -> Wording:
        """The words of e-mail."""
        return Wording(self._words, "mail.yaml")

    @cached_property
    def _point_names(self) -> Names:
        return Names(
            {
                code: (p.pinyin, p.hanzi_trad, p.hanzi_simp, *_english(p), *p.aliases)
                for code, p in self.points.items()
            },
            {code: f"{code} {p.pinyin}" for code, p in self.points.items()},
        )

    @cached_property
    def _tip_names(self) -> Names:
        return _names(self.tips)

    @cached_property
    def _routine_names(self) -> Names:
        return _names(self.routines)

    @cached_property
    def _condition_names(self) -> Names:
        return _names(self.conditions)


def _english(point: Point) -> Iterable[str]:
    """English names are not standard; a point may carry several, divided by a slash."""
    return (name.strip() for name in point.english.split("/"))


def _names(shelf: Mapping[str, Tip | Routine | Condition]) -> Names:
    return Names(
        {name: (thing.title, *thing.aliases) for name, thing in shelf.items()},
        {name: name for name in shelf},
    )


@cache
def load_library(language: str = "en") -> Library:
    """The library in one language; made once a process."""
    return Library(language)


def languages() -> tuple[str, ...]:
    """Tags of the languages there are: the folders of `assets/wording/`."""
    return tuple(sorted(path.parent.name for path in (ASSETS / "wording").glob("*/page.yaml")))
