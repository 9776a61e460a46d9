"""All things of a kind as a mapping: one of ours is read when it is asked for, and only then."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, KeysView, Mapping
from functools import cache, cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from handouts.files.paths import ASSETS
from handouts.library.lines import read_words
from handouts.library.make import make_condition, make_point, make_routine, make_tip
from handouts.library.model import Kind
from handouts.library.yaml_text import read_assets

T = TypeVar("T", covariant=True)
Data = dict[str, Any]
_MAKERS: Mapping[Kind, Callable[[Data, Data], Any]] = {
    "point": make_point,
    "tip": make_tip,
    "routine": make_routine,
    "condition": make_condition,
}


class Things(Mapping[str, T]):
    """Those of a kind in a language by name: a clinic's `own`, then ours."""

    def __init__(
        self, kind: Kind, language: str, own: Mapping[str, T] = MappingProxyType({})
    ) -> None:
        self._kind, self._language, self._own = kind, language, own

    @cached_property
    def names(self) -> KeysView[str]:
        """The clinic's own first; of ours, each file that there is, in their order."""
        ours = _our_names(self._kind)
        return dict.fromkeys((*(name for name in self._own if name not in ours), *ours)).keys()

    def __getitem__(self, name: str) -> T:
        if name in self._own:
            return self._own[name]
        if name not in self.names:
            raise KeyError(name)
        thing: T = _ours(self._kind, self._language, name)
        return thing

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.names


@cache
def _our_names(kind: Kind) -> KeysView[str]:
    stems = (path.stem for path in (ASSETS / f"{kind}s").glob("*.yaml"))
    return dict.fromkeys(sorted(stems, key=_natural)).keys()


def our_facts(kind: Kind, name: str, before: str = "") -> Data:
    """What holds of a thing of ours in all languages; only what stands `before` a field."""
    facts: Data = read_assets(ASSETS / f"{kind}s" / f"{name}.yaml", before)
    return facts


@cache
def _ours(kind: Kind, language: str, name: str) -> Any:
    return _MAKERS[kind](our_facts(kind, name), _words(kind, language, name))


def _words(kind: Kind, language: str, name: str) -> Data:
    """What is said of a thing of ours; signs that a routine has not itself are those of another."""
    words: Data = read_words(ASSETS / "wording" / language / f"{kind}s" / f"{name}.yaml")
    if kind == "routine" and (like := our_facts(kind, name).get("signs_like")):
        theirs = _words(kind, language, like)
        words = {signs: theirs[signs] for signs in ("call", "red_flags")} | words
    return words


def _natural(name: str) -> tuple[str, int, str]:
    """BL2 before BL10, AH6a behind AH6."""
    head, digits = re.findall(r"(\D*)(\d*)", name)[0]
    return head, int(digits or 0), name
