"""What lines of ours say to whom, as the tests ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handouts.library import Library
from handouts.library.lines import Line

READERS = frozenset({"infant", "child", "teenager", "dementia"})
"""Who they are, or who reads for them, not what they live with."""


def said_otherwise(texts: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Name, sentence, and what a sheet of that name alone says in its place."""
    for text in texts:
        if isinstance(text, Line):
            yield from said_otherwise(text.parts)
            names = text.unless.union(*(names for names, _ in text.instead))
            yield from ((name, str(text), str(text.on({name}))) for name in sorted(names))


def cautions_given_up(library: Library) -> dict[str, dict[str, str]]:
    """By condition: sentences of cautions, and what is left of each for who lives with it."""
    found: dict[str, dict[str, str]] = {}
    for things in (library.points, library.tips):
        for thing in things.values():
            for name, sentence, left in said_otherwise(thing.cautions):
                if name not in READERS:
                    found.setdefault(name, {})[sentence] = left
    return found


def lines_of(library: Library) -> Iterator[str]:
    """All texts of ours that a patient may read."""
    for point in library.points.values():
        yield from (point.position, *point.find, point.reach_words, *point.cautions)
    for tip in library.tips.values():
        yield from (*tip.steps, *tip.cautions)
    for routine in library.routines.values():
        yield from (*routine.red_flags, *routine.call, *routine.not_today)
        yield from (*routine.about, *routine.notes)
    for condition in library.conditions.values():
        yield from (condition.briefly, *condition.lines.values())
    for name in ("safety", "how", "call", "card"):
        yield from _leaves(library.wording.at(name))


def _leaves(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for one in data.values() if isinstance(data, dict) else data:
            yield from _leaves(one)
