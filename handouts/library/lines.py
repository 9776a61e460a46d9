"""Sentences of ours that are not the same on every sheet. For whom one is left out, said, or said
otherwise stands where the sentence stands; what is typed is a plain `str`, and is never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import cache
from pathlib import Path
from typing import Any

from handouts.errors import ContentError
from handouts.files.paths import ASSETS
from handouts.library.yaml_text import read_assets

ITS_POINTS = "its-points"  # on a sheet with the points of its routine, and no others
ITS_TIMES = "its-times"  # on one that says to press as often as its routine does
ALL_LIGHTLY = "all-lightly"  # on one on which every point is pressed lightly
WOMAN = "woman"  # on one that draws a woman
_FIELDS = ("say", "needs", "any", "unless", "instead")  # nothing but a line has one of them
_KINDS = ("conditions", "tips", "routines", "points")


class Line(str):
    """Words of ours. As a text they are what most patients read; `on` is what stands on one sheet.

    `needs` are names that must all be the sheet's, `any` those of which one must be; with one of
    `unless` nothing is said, and the first of `instead` that is the sheet's has words of its own.
    `parts`: the sentences, where not all of them are for everybody. Names are those of conditions,
    tips, routines and points, `its-points`, `its-times`, `all-lightly` and `woman`.
    """

    needs: frozenset[str] = frozenset()
    any: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    instead: tuple[tuple[frozenset[str], Line], ...] = ()
    parts: tuple[Line, ...] = ()

    def on(self, sheet: Set[str]) -> Line:
        """What it says on a sheet with these names; empty for nothing."""
        if not is_about(self, sheet) or not self.unless.isdisjoint(sheet):
            return Line()
        for names, line in self.instead:
            if not names.isdisjoint(sheet):
                return line.on(sheet)
        if not self.parts:
            return self
        return Line(" ".join(filter(None, (part.on(sheet) for part in self.parts))))


def is_about(text: str, sheet: Set[str]) -> bool:
    """Whether what a text needs is on a sheet with these names; what is typed needs nothing."""
    if not isinstance(text, Line):
        return True
    return text.needs <= sheet and (not text.any or not text.any.isdisjoint(sheet))


def on_sheet(texts: Iterable[str], sheet: Set[str]) -> list[str]:
    """What some texts say on a sheet; what is typed says what it says."""
    said = (text.on(sheet) if isinstance(text, Line) else text for text in texts)
    return [text for text in said if text]


def read_words(path: Path) -> Any:
    """A file of our words, as lines. Raises ContentError for a wrong field or name in one."""
    try:
        return as_lines(read_assets(path))
    except ValueError as error:
        raise ContentError.at(path, str(error), "Mend the line.") from error


def as_lines(data: Any) -> Any:
    """The same data, each text a `Line`, and so each mapping with a field of one."""
    if isinstance(data, list):
        return [as_lines(one) for one in data]
    if isinstance(data, dict) and data.keys().isdisjoint(_FIELDS):
        return {key: as_lines(value) for key, value in data.items()}
    return _line(data)


def _line(data: Any) -> Line:
    if isinstance(data, str):
        return Line(data)
    strange = [key for key in data if key not in _FIELDS]
    if strange or "say" not in data:
        what = f"no field {strange[0]}" if strange else "no `say`"
        raise ValueError(f"A line has {what}: {data}")
    said = data["say"]
    parts = tuple(map(_line, said)) if isinstance(said, list) else ()
    line = Line(" ".join(parts) if parts else said)
    line.parts = parts
    line.needs, line.any, line.unless = (_names(data.get(key, []), data) for key in _FIELDS[1:4])
    line.instead = tuple(
        (_names(names.split(", "), data), _line(other))
        for names, other in data.get("instead", {}).items()
    )
    return line


def _names(names: list[str] | str, data: Any) -> frozenset[str]:
    if isinstance(names, str):
        raise ValueError(f"Here a list of names is needed: {data}")
    for name in names:
        if name not in _known():
            wrong = f"There is no condition, tip, routine or point {name}."
            raise ValueError(f"{wrong} It is in: {data}")
    return frozenset(names)


@cache
def _known() -> frozenset[str]:
    stems = (path.stem for kind in _KINDS for path in (ASSETS / kind).glob("*.yaml"))
    return frozenset((*stems, ITS_POINTS, ITS_TIMES, ALL_LIGHTLY, WOMAN))
