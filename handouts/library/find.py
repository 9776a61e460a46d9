"""Looking things up by any name: one answer, several to ask back with, or what was meant."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handouts.library.names import code_of, plain_key, tonal_key


@dataclass(frozen=True, slots=True)
class Found:
    """What a name led to.

    `code` when it is one thing; `candidates` when it is several; `near` holds likely names
    ("BL60 Kūnlún") when it is nothing.
    """

    code: str | None = None
    candidates: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


class NameIndex:
    """An index from every name of a set of things to their codes.

    `shown` maps a code to how it is printed in a suggestion.
    """

    def __init__(self, names: Mapping[str, Iterable[str]], shown: Mapping[str, str]) -> None:
        self._shown = dict(shown)
        self._tonal: dict[str, set[str]] = defaultdict(set)
        self._plain: dict[str, set[str]] = defaultdict(set)
        for code, spellings in names.items():
            for spelling in (code, *spellings):
                self._tonal[tonal_key(spelling)].add(code)
                self._plain[plain_key(spelling)].add(code)

    def find(self, name: str) -> Found:
        """One thing, several, or suggestions; never an error."""
        for index, key in ((self._tonal, tonal_key(name)), (self._plain, plain_key(name))):
            hits = index.get(key, set()) if key else set()
            if len(hits) == 1:
                return Found(code=next(iter(hits)))
            if hits:
                return Found(candidates=tuple(self._shown[hit] for hit in sorted(hits)))
        return Found(near=self._near(name))

    def _near(self, name: str) -> tuple[str, ...]:
        """Up to three likely ones: the same channel's last point, then names spelt alike."""
        key = plain_key(code_of(name) or name)
        close = difflib.get_close_matches(key, self._plain, n=6, cutoff=0.6)
        codes = dict.fromkeys(hit for spelling in close for hit in sorted(self._plain[spelling]))
        return tuple(self._shown[hit] for hit in list(codes)[:3])
