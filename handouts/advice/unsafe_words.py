"""What a sheet for patients must not say ("stop your warfarin", "as hard as you can").

A patient does what stands on the sheet, so words that can do harm stop it, wherever they were
typed; what is only doubtful is told. The phrases stand in `unsafe.yaml` of a language, each rule
with its reason and its cure. There is no way to acknowledge them: other words are always at hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from handouts.files.paths import ASSETS
from handouts.library.yaml_text import read_assets
from handouts.text.words import END, Denial, Hit, Phrase, Word, phrases, words_of


@dataclass(frozen=True, slots=True)
class Unsafe:
    """Words of a text that must not stand on a sheet. `excerpt` is what was typed, `at` where it
    begins; `stops`: no sheet is made with it.
    """

    excerpt: str
    at: int
    stops: bool
    says: str
    cure: str


@dataclass(frozen=True, slots=True)
class _Rule:
    stops: bool
    reason: str
    cure: str
    phrases: tuple[Phrase, ...]
    but_behind: frozenset[str]


@dataclass(frozen=True, slots=True)
class _List:
    """The rules of a language, and what takes the harm out of a phrase: what denies it, phrases
    before it that ask about it or name who does it, and phrases behind it that leave it to them.
    """

    rules: tuple[_Rule, ...]
    denial: Denial
    asked: tuple[Phrase, ...]
    left_to: tuple[Phrase, ...]


@lru_cache(maxsize=2000)
def unsafe(text: str, language: str = "en") -> tuple[Unsafe, ...]:
    """What in a text must not stand on a sheet: of each rule the first, in the order of the rules;
    nothing in a language that has no list.
    """
    known = _list_of(language) if text else None
    return tuple(_found(text, words_of(text), known)) if known else ()


def _found(text: str, words: tuple[Word, ...], known: _List) -> Iterator[Unsafe]:
    said = {word.text for word in words}
    for rule in known.rules:
        near = (one for one in rule.phrases if not said.isdisjoint(one.needs))
        hits = (hit for one in near for hit in one.found(words))
        meant = [hit for hit in hits if not _harmless(hit, words, rule, known)]
        if first := min(meant, key=lambda hit: hit.start, default=None):
            at, end = words[first.start].start, words[first.end - 1].end
            typed = " ".join(text[at:end].split())
            says = f"“{typed}” must not stand on a patient's sheet. {rule.reason}"
            if not rule.stops:
                says = f"“{typed}” is doubtful on a patient's sheet. {rule.reason}"
            yield Unsafe(typed, at, rule.stops, says, rule.cure)


def _harmless(hit: Hit, words: tuple[Word, ...], rule: _Rule, known: _List) -> bool:
    """Whether the words around a phrase forbid it, ask about it, or leave it to a doctor."""
    rest = words[hit.end :]
    sentence = rest[: next((n for n, word in enumerate(rest) if word.gap == END), len(rest))]
    return (
        known.denial.holds(words, hit.start)
        or any(one.ends_at(words, hit.start) for one in known.asked)
        or any(True for one in known.left_to for _ in one.found(sentence))
        or any(word.text in rule.but_behind for word in words[max(0, hit.start - 2) : hit.start])
    )


@cache
def _list_of(language: str) -> _List | None:
    path = ASSETS / "wording" / language / "unsafe.yaml"
    if not path.is_file():
        return None
    data = read_assets(path)
    lists, breaks, asks = data["lists"], data["breaks"], data["asks"]
    rules = tuple(
        _Rule(
            rule["does"] == "stops",
            rule["reason"],
            rule["cure"],
            tuple(phrases(rule["phrases"], lists, breaks)),
            frozenset(rule.get("but_behind") or ()),
        )
        for rule in data["rules"].values()
    )
    denial = Denial(*(frozenset(data[name]) for name in ("denies", "urges", "ends")))
    breaks = [one for one in breaks if one not in data["passes"]]
    return _List(
        rules, denial, tuple(phrases(asks, lists, breaks)), tuple(phrases(data["left_to"], lists))
    )
