"""Searching points and routines by whatever a practitioner remembers: a code, a name, a place, a
use, or the word for a complaint that stands in no patient's sheet (`assets/search.yaml`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache

from handouts.library.model import Point, Routine
from handouts.library.names import channel_of, channels_of, plain_key
from handouts.library.slips import closest
from handouts.library.yaml_text import asset_table

Words = frozenset[str]


class Search:
    """Searches of one library."""

    def __init__(self, points: Mapping[str, Point], routines: Mapping[str, Routine]) -> None:
        table = asset_table("search")
        self._points, self._routines = points, routines
        self._ranks = {code: rank for rank, code in enumerate(table["mainstream"])}
        self._passed_over = frozenset(table["passed_over"])
        self._unclaimed = {self._words(name): name for name in table["not_claimed"]}
        names = {name: one for one in table["complaints"] for name in one["words"]}
        self._known = tuple(names)
        self._complaints: dict[Words, dict[str, list[str]]] = {}
        for name, one in names.items():
            self._complaints.setdefault(self._words(name), one)

    def points(self, query: str) -> list[Point]:
        """Points for a query, the best first; those of a channel in their order."""
        if channels := channels_of(query):
            return [p for c, p in self._points.items() if channel_of(c) in channels]
        wanted = self._words(query)
        if not wanted or self.unclaimed(query):
            return []
        taught = [self._points[code] for one in self._fitting(wanted) for code in one["points"]]
        scored = [(_score(point, wanted), point) for point in self._points.values()]
        last = len(self._ranks)
        scored.sort(key=lambda one: (-one[0], self._ranks.get(one[1].code, last)))
        return list(dict.fromkeys([*taught, *(point for score, point in scored if score)]))

    def routines(self, query: str) -> list[Routine]:
        """Routines for a query: the one of this name, those for this complaint, all others."""
        wanted = self._words(query)
        if not wanted or self.unclaimed(query):
            return []
        found = [*filter(None, [self._called(query)])]
        for one in self._fitting(wanted):
            found += [self._routines[name] for name in one.get("routines", ())]
        for routine in self._routines.values():
            if any(all(_is_in(word, name) for word in wanted) for name in _names(routine)):
                found.append(routine)
        return list(dict.fromkeys(found))

    def unclaimed(self, query: str) -> str:
        """The word of a query that nothing here may be said to help with; most often none."""
        wanted = self._words(query)
        if self._called(query) or wanted in self._complaints:
            return ""
        return next((name for words, name in self._unclaimed.items() if words <= wanted), "")

    def near(self, query: str) -> list[str]:
        """Words that were likely meant by one that finds nothing."""
        return closest(query, self._known, 3)

    def _called(self, query: str) -> Routine | None:
        key = plain_key(query)
        named = (one for one in self._routines.values() if key in map(plain_key, _names(one)))
        return next(named, None)

    def _fitting(self, wanted: Words) -> list[dict[str, list[str]]]:
        """The complaint of this name, or those whose names stand among words that we all know."""
        if wanted in self._complaints:
            return [self._complaints[wanted]]
        within = [name for name in self._complaints if name <= wanted <= self._vocabulary]
        return [self._complaints[name] for name in sorted(within, key=len, reverse=True)]

    @cached_property
    def _vocabulary(self) -> Words:
        """Words that we know: of complaints, of what points are used for, and where they lie."""
        points = self._points.values()
        of_points = (f"{' '.join(one.uses)} {one.place} {one.region}" for one in points)
        return frozenset().union(*map(self._words, (*self._known, *of_points)))

    def _words(self, text: str) -> Words:
        words = re.split(r"[\s/,;&+()-]+", text.casefold())
        return frozenset(filter(None, (_stem(w) for w in words if w not in self._passed_over)))


@lru_cache(maxsize=10_000)
def _stem(word: str) -> str:
    """A word without accents and without the s of a plural."""
    key = plain_key(word)
    return key[:-1] if len(key) > 3 and key.endswith("s") and not key.endswith("ss") else key


def _names(routine: Routine) -> tuple[str, ...]:
    return (routine.name, routine.title, *routine.aliases)


def _is_in(word: str, text: str) -> bool:
    """Whether a word of the text is it, or starts with it: `head` is in `headache`, `ear` is in
    neither `heart` nor `early`. Chinese puts no spaces between words.
    """
    if not word.isascii():
        return word in plain_key(text)
    words = map(_stem, re.split(r"[\s/,;-]+", text))
    return any(one == word or (len(word) > 3 and one.startswith(word)) for one in words)


def _score(point: Point, wanted: Words) -> int:
    """0: no match. Uses weigh most, since a complaint is what people search by."""
    whole = (*(use.split() for use in point.uses), point.region.split("-"))
    if any(frozenset(map(_stem, words)) == wanted for words in whole):
        return 4
    fields = (
        (3, " ".join(point.uses)),
        (3, " ".join((point.code, point.pinyin, point.hanzi_trad, point.hanzi_simp))),
        (3, " ".join((point.english, *point.aliases))),
        (2, f"{point.region} {point.place} {point.surface}"),
        (1, point.why),
    )
    weights = [max((n for n, text in fields if _is_in(w, text)), default=0) for w in wanted]
    return max(1, sum(weights) // len(weights)) if all(weights) else 0
