"""A folder of files as a mapping: a thing is read when it is asked for, and only then.

Most prescriptions need five points of four hundred; reading only those keeps a build quick, and a
new point, tip or routine is nothing but a new file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, KeysView, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from handouts.library.lines import read_words
from handouts.library.yaml_text import read_assets

T = TypeVar("T", covariant=True)
Data = dict[str, Any]


class AssetFolder(Mapping[str, T]):
    """Name → thing, made by `make(facts, words)` from `<name>.yaml` in two folders."""

    def __init__(self, facts: Path, words: Path, make: Callable[[Data, Data], T]) -> None:
        self._facts = facts
        self._words = words
        self._make = make
        self._read: dict[str, T] = {}

    @cached_property
    def names(self) -> KeysView[str]:
        """Names of all files there are, in order."""
        stems = (path.stem for path in self._facts.glob("*.yaml"))
        return dict.fromkeys(sorted(stems, key=_natural)).keys()

    def __getitem__(self, name: str) -> T:
        if name not in self._read:
            if name not in self.names:
                raise KeyError(name)
            facts = read_assets(self._facts / f"{name}.yaml")
            words = read_words(self._words / f"{name}.yaml")
            self._read[name] = self._make(facts, words)
        return self._read[name]

    def facts(self, before: str) -> dict[str, Data]:
        """Of everything, the facts that stand `before` the field of that name."""
        return {name: read_assets(self._facts / f"{name}.yaml", before) for name in self.names}

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.names


_HEAD = re.compile(r"(\D*)(\d*)")


def _natural(name: str) -> tuple[str, int, str]:
    """BL2 before BL10, AH6a behind AH6."""
    head, digits = _HEAD.findall(name)[0]
    return head, int(digits or 0), name
