"""What a sheet for patients must not say ("stop your warfarin", "as hard as you can").

A patient does what stands on the sheet, so words that can do harm stop it, wherever they were
typed; what is only doubtful is told. The phrases stand in `unsafe.yaml` of a language, each rule
with its reason and its cure. There is no way to acknowledge them: other words are always at hand.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from handouts.advice.plain_words import Advice
from handouts.files.paths import ASSETS
from handouts.library import load_library
from handouts.library.yaml_text import read_assets
from handouts.text.words import (
    END,
    SPACE,
    JoinedWords,
    Phrase,
    Word,
    compiled,
    either,
    head_of,
    phrases,
    words_of,
)  # fmt: skip

_LONGEST = 16  # words of what takes the harm out of a phrase behind it


@dataclass(frozen=True, slots=True)
class _Rule:
    """Phrases with what is said of them, for patients with one of `conditions`, if there are any; a
    word of `unless` in the sentence makes it no harm, and one of `beside` must stand there.
    """

    stops: bool
    reason: str
    cure: str
    phrases: tuple[Phrase, ...]
    beside: tuple[Phrase, ...]
    but_behind: frozenset[str]
    unless: frozenset[str]
    conditions: frozenset[str]


@dataclass(frozen=True, slots=True)
class _List:
    """The rules of a language, and what takes the harm out of a phrase: phrases before it that deny
    it (`denied`, unless `ends` makes it an order again), that ask about it or name who does it
    (`asked`), and phrases behind it that leave it to them. A word that is `like` one of a kind is
    read as the name of that kind (`warfarin` as `medicine`). `firm` asks for firm pressure, which
    is harm at some points alone.
    """

    like: tuple[tuple[str, re.Pattern[str]], ...]
    rules: tuple[_Rule, ...]
    firm: _Rule
    denies: frozenset[str]
    denied: str
    ends: str
    asked: str
    left_to: str


@lru_cache(maxsize=300)  # words of a clinic come back, notes do not
def unsafe(text: str, language: str = "en", conditions: tuple[str, ...] = ()) -> tuple[Advice, ...]:
    """What in a text must not stand on a sheet for these conditions: of each rule the first."""
    known = _list_of(language) if text else None
    return tuple(_found(text, known, conditions)) if known else ()


@lru_cache(maxsize=300)
def firmly(text: str, language: str = "en") -> tuple[str, ...]:
    """Where a text asks for firm pressure, in its own words ("Press GB20 and LI4 firmly")."""
    known = _list_of(language) if text else None
    if not known:
        return ()
    line, found = _read(text, known), dict[bool, list[tuple[int, int]]]({True: [], False: []})
    for hit in _hits(known.firm, line, {word.text for word in line.words}):
        found[_harmless(*hit, line, known.firm, known)].append(hit)
    meant: list[tuple[int, int]] = []
    for start, end in sorted(found[False], key=lambda hit: hit[0] - hit[1]):
        if not any(one <= start and end <= other for one, other in (*found[True], *meant)):
            meant.append((start, end))
    return tuple(_typed(text, line, *hit) for hit in sorted(meant))


def _read(text: str, known: _List) -> JoinedWords:
    words = words_of(text.replace("?", ","))  # "Worst headache ever? Press LI4."
    return JoinedWords([
        next((w._replace(text=kind) for kind, like in known.like if like.fullmatch(w.text)), w)
        for w in words
    ])  # fmt: skip


def _hits(rule: _Rule, line: JoinedWords, said: Set[str]) -> Iterator[tuple[int, int]]:
    """From where to where each phrase of a rule stands; `said` are the words of the line."""
    return (hit for one in rule.phrases if one.is_near(said) for hit in one.found(line))


def _typed(text: str, line: JoinedWords, start: int, end: int) -> str:
    return " ".join(text[line.words[start].start : line.words[end - 1].end].split())


def _found(text: str, known: _List, conditions: Collection[str]) -> Iterator[Advice]:
    line = _read(text, known)
    said = {word.text for word in line.words}
    for rule in known.rules:
        if rule.conditions and rule.conditions.isdisjoint(conditions):
            continue
        meant = [
            both for hit in _hits(rule, line, said) if not _harmless(*hit, line, rule, known)
            if (both := _with_beside(*hit, line, rule, known))
        ]  # fmt: skip
        if first := min(meant, key=lambda hit: hit[0], default=None):
            typed = _typed(text, line, *first)
            fault = "must not stand" if rule.stops else "is doubtful"
            says = f"“{typed}” {fault} on a patient's sheet. {rule.reason}"
            yield Advice(typed, says, rule.cure, rule.stops)


def _harmless(start: int, end: int, line: JoinedWords, rule: _Rule, known: _List) -> bool:
    """Whether the words around a phrase forbid it, ask about it, or leave it to a doctor."""
    words = line.words
    first, last = _sentence(start, end, words)
    head = head_of(words, start)  # of "Do not:", or of a list below it
    return bool(
        (_ends_at(known.denied, line, start) and not _ends_at(known.ends, line, start))
        or (head > 0 and words[head - 1].text in known.denies)
        or (not rule.beside and _ends_at(known.asked, line, start))  # "if you fall, rest"
        or compiled(known.left_to).search(line.text, line.places[end], line.places[last])
        or any(word.text in rule.but_behind for word in words[max(0, start - 2) : start])
        or any(word.text in rule.unless for word in words[first:last])
    )


def _sentence(start: int, end: int, words: Sequence[Word]) -> tuple[int, int]:
    over = (n for n in range(end, len(words)) if words[n].gap == END)
    return max(n for n in range(start + 1) if words[n].gap == END), next(over, len(words))


def _with_beside(
    start: int, end: int, line: JoinedWords, rule: _Rule, known: _List
) -> tuple[int, int] | None:
    """From where to where a phrase stands with the nearest that must stand beside it; None where
    there is none, or it is denied ("if you fall, do not wait").
    """
    if not rule.beside:
        return start, end
    found = [
        (one, other)
        for phrase in rule.beside
        for one, other in phrase.found(line, *_sentence(start, end, line.words))
        if (one >= end or other <= start) and not _ends_at(known.denied, line, one)
    ]
    both = [(min(start, one), max(end, other)) for one, other in found]
    return min(both, key=lambda span: span[1] - span[0], default=None)


def _ends_at(pattern: str, line: JoinedWords, end: int) -> bool:
    """Whether a pattern stands right before a word."""
    first = line.places[max(0, end - _LONGEST)]
    directly = line.words[end].gap == SPACE
    ending = compiled(rf"{pattern}\Z")
    return directly and ending.search(line.text, first, line.places[end]) is not None


@cache
def _list_of(language: str) -> _List | None:
    path = ASSETS / "wording" / language / "unsafe.yaml"
    if not path.is_file():
        return None
    data = read_assets(path)
    breaks, denies = data["breaks"], load_library(language).wording.many("denies")
    lists = data["lists"] | {"denies": [*denies, *data["lists"]["denies"]]}

    def made(rule: dict[str, Any]) -> _Rule:
        ends = [*breaks, *rule.get("breaks", ())]
        return _Rule(
            rule.get("does") == "stops",
            rule.get("reason", ""),
            rule.get("cure", ""),
            phrases(rule["phrases"], lists, ends),
            phrases(rule.get("beside") or (), lists, ends),
            frozenset(rule.get("but_behind") or ()),
            frozenset(rule.get("unless") or ()),
            frozenset(rule.get("with") or ()),
        )

    return _List(
        tuple((kind, re.compile("|".join(likes))) for kind, likes in data["like"].items()),
        tuple(map(made, data["rules"].values())),
        made(data["firm"]),
        frozenset(lists["denies"]),
        either(data["denied"], lists, data["urges"]),
        either(data["ends"], lists),
        either(data["asks"], lists, [one for one in breaks if one not in data["passes"]]),
        either(data["left_to"], lists),
    )
