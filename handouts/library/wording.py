"""The fixed words of a language: `page.yaml`, `mail.yaml` and `landmarks.yaml` of its folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any, cast

from handouts.library.lines import as_lines, read_words
from handouts.library.yaml_text import read_assets

Data = dict[str, Any]
_BRACES = re.compile(r"\{([^{}]*)\}")


class Wording:
    """Words by dotted name: `wording("card.find")`, `wording("hold.range", low=1, high=2)`."""

    def __init__(self, folder: Path, file: str = "page.yaml") -> None:
        self._folder, self.language = folder, folder.name
        self._page = read_words(folder / file)

    def __call__(self, name: str, /, **values: object) -> str:
        """The words called `name`, with `{values}` filled in (never parsed any further)."""
        return filled(str(self.at(name)), values)

    def many(self, name: str, /, **values: object) -> tuple[str, ...]:
        """A list of words."""
        items: list[str] = self.at(name)
        return tuple(filled(item, values) for item in items) if values else tuple(items)

    def changed(self, changes: Data) -> Wording:
        """The same but for a clinic's own, a nest of mappings like `page.yaml`, as lines."""
        other = copy(self)
        other._page = _merged(self._page, as_lines(changes))
        return other

    def at(self, name: str) -> Any:
        """Words, a list of them, a mapping, or without a name the whole. Raises KeyError."""
        found: Any = self._page
        for key in filter(None, name.split(".")):
            found = found[key]
        return found

    def table(self, name: str) -> dict[str, Any]:
        """A mapping of words."""
        return dict(self.at(name))

    def count(self, name: str, n: int, /, **values: object) -> str:
        """The form for `n` things. English has two; a language with more adds its keys."""
        forms = self.at(name)
        return filled(forms["one" if n == 1 and "one" in forms else "other"], {"n": n, **values})

    def joined(self, items: list[str], last: str = "list.last") -> str:
        """`1, 2 and 4`; with the words called `list.or`: `1, 2 or 4`."""
        if len(items) < 2:
            return "".join(items)
        return f"{self('list.comma').join(items[:-1])}{self(last)}{items[-1]}"

    def landmark(self, name: str) -> str:
        """The label of a landmark of the atlas."""
        return str(_landmarks(self._folder)[name])


@cache
def _landmarks(folder: Path) -> Data:
    return cast(Data, read_assets(folder / "landmarks.yaml"))


def _merged(ours: Data, changes: Data) -> Data:
    """A copy of ours in which the leaves of `changes` stand."""
    merged = dict(ours)
    for key, value in changes.items():
        deeper = isinstance(value, dict) and isinstance(ours.get(key), dict)
        merged[key] = _merged(ours[key], value) if deeper else value
    return merged


def filled(template: str, values: Mapping[str, object]) -> str:
    """Replace `{name}` in one pass: braces in a value or round anything else stay what they are."""
    return _BRACES.sub(
        lambda found: str(values[found[1]]) if found[1] in values else found[0], template
    )
