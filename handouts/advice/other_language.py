"""Sentences in another language ("Tome ibuprofeno"), which no list of ours has read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from handouts.files.paths import ASSETS
from handouts.library.yaml_text import read_assets
from handouts.text.words import sentences, words_of

ENOUGH = 2
"""Words of another language; of those that tell of medicine or a sign (`strong`), one."""


class _Signs(NamedTuple):
    """What a language's `foreign.yaml` says."""

    own: frozenset[str]
    others: frozenset[str]
    strong: frozenset[str]
    of_names: re.Pattern[str]
    scripts: re.Pattern[str]


def not_read(text: str, language: str = "en") -> Iterator[str]:
    """The sentences of a text in another language; none where the language has no list."""
    signs = _signs(language)
    if not signs:
        return
    for sentence in sentences(text):
        words = {word.text for word in words_of(signs.of_names.sub(" ", sentence))}
        others = len(words & signs.others)
        in_words = others >= ENOUGH and others > len(words & signs.own)
        if in_words or words & signs.strong or signs.scripts.search(sentence):
            yield sentence


@cache
def _signs(language: str) -> _Signs | None:
    path = ASSETS / "wording" / language / "foreign.yaml"
    if not path.is_file():
        return None
    data = read_assets(path)
    names = "|".join(data["names"])
    return _Signs(
        frozenset(data["own"]),
        frozenset(data["others"]),
        frozenset(data["strong"]),
        re.compile(rf"\b(?:(?:{names})\s+)+(?=[^\W\d_a-z])", re.UNICODE),
        re.compile(data["scripts"]),
    )
