"""Phrases that go against the safety words that stand on every sheet ("press as hard as you can").

Advice only: a phrase cannot know what was meant. The phrases stand in `plain.yaml` of a language,
under `unsafe`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from handouts.advice.plain_words import Advice, word_lists

_GAP = r"[^\w.!?;:]+"
_SOME = rf"(?:[\w'-]+{_GAP}){{0,2}}?"
_FORBIDDEN = re.compile(
    r"(?:\b(?:not|never|no|nor|cannot|without|avoid)|n't)(?:[^\w.!?;:,]+[\w'-]+){0,3}[^\w.!?;:,]*$"
)
"""What stands before a phrase that is forbidden, not told: "never press so that", up to its end."""


def unsafe(text: str, language: str = "en") -> Iterator[Advice]:
    """What in a text goes against the safety words of the sheet, in the order of the list."""
    plain = text.casefold().replace("’", "'")
    for phrase in _phrases(language):
        for found in phrase.finditer(plain):
            if not _FORBIDDEN.search(plain[: found.start()]):
                typed = " ".join(text[found.start() : found.end()].split())
                says = f"This goes against the sheet's own safety words: “{typed}”."
                yield Advice(typed, says, "Leave it out, or say it another way.")
                break


@cache
def _phrases(language: str) -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(phrase) for phrase in word_lists(language).get("unsafe") or ())


def _pattern(phrase: str) -> re.Pattern[str]:
    """`stop your .. pills/tablets`: a slash joins words of which one is enough; two dots stand for
    up to two words of any kind.
    """
    parts = []
    for word in phrase.casefold().split():
        if word == "..":
            parts.append(_SOME)
        else:
            parts.append(f"(?:{'|'.join(map(re.escape, word.split('/')))})\\b(?!'){_GAP}")
    return re.compile(rf"\b{''.join(parts).removesuffix(_GAP)}")
