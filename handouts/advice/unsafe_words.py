"""What a sheet for patients must not say ("stop your warfarin", "as hard as you can").

A patient does what stands on the sheet, so words that can do harm stop it, wherever they were
typed; what is only doubtful is told. The phrases stand in `unsafe.yaml` of a language, each rule
with its reason and its cure. There is no way to acknowledge them: other words are always at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any

from handouts.files.paths import ASSETS
from handouts.library.yaml_text import read_assets
from handouts.text.words import any_of

_GAP = r"[^\w.!?;:()\n]+(?:\n[^\w.!?;:()\n]*)?|\n[^\w.!?;:()\n]*"
"""Between two words of a phrase: a space, a comma, an end of line, but no end of a sentence."""
_SPACE = r"[ \t]*\n?[ \t]+|\n"
"""Between words that a gap stands for: no comma, behind which something else begins."""
_PLAINLY = str.maketrans({"’": "'", "\r": "\n", **dict.fromkeys('‘“”„«»"*_\xa0', " ")})
_WORD = re.compile(r"\w+")
_BULLET = r"\s*(?:[-•–]|\d+[.)])\s"


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


@dataclass(frozen=True)
class _Phrase:
    """What is looked for, where a text has one of these words: most texts have none of them, and a
    pattern takes longer to make than to look for.
    """

    words: frozenset[str]
    spelt: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(self.spelt)


@dataclass(frozen=True, slots=True)
class _Rule:
    stops: bool
    reason: str
    cure: str
    phrases: tuple[_Phrase, ...]
    but_behind: frozenset[str]


@dataclass(frozen=True, slots=True)
class _List:
    """The rules of a language, and what takes the harm out of a phrase: words before it that deny
    it (`denied`, but for those of `goes_on`) or ask about it, and words behind it that leave it to
    a doctor.
    """

    rules: tuple[_Rule, ...]
    denied: re.Pattern[str]
    goes_on: re.Pattern[str]
    asked: re.Pattern[str]
    left_to: re.Pattern[str]


@lru_cache(maxsize=2000)
def unsafe(text: str, language: str = "en") -> tuple[Unsafe, ...]:
    """What in a text must not stand on a sheet: of each rule the first, in the order of the rules;
    nothing in a language that has no list.
    """
    known = _list_of(language)
    plain = "".join(one if len(one.lower()) != 1 else one.lower() for one in text)
    plain = plain.translate(_PLAINLY)
    return tuple(_found(text, plain, known)) if known else ()


def _found(text: str, plain: str, known: _List) -> Iterator[Unsafe]:
    words = set(_WORD.findall(plain))
    for rule in known.rules:
        near = (phrase for phrase in rule.phrases if not words.isdisjoint(phrase.words))
        hits = (hit for phrase in near for hit in phrase.pattern.finditer(plain))
        meant = [hit for hit in hits if not _harmless(hit, plain, rule, known)]
        if first := min(meant, key=lambda hit: hit.start(), default=None):
            typed = " ".join(text[first.start() : first.end()].split())
            says = f"“{typed}” must not stand on a patient's sheet. {rule.reason}"
            if not rule.stops:
                says = f"“{typed}” is doubtful on a patient's sheet. {rule.reason}"
            yield Unsafe(typed, first.start(), rule.stops, says, rule.cure)


def _harmless(hit: re.Match[str], plain: str, rule: _Rule, known: _List) -> bool:
    """Whether the words around a phrase forbid it, ask about it, or leave it to a doctor."""
    before = plain[: hit.start()]
    last = re.findall(r"[\w']+", before[-40:])[-2:]
    return bool(
        (known.denied.search(before) and not known.goes_on.search(before))
        or known.asked.search(before)
        or known.left_to.match(plain, hit.end())
        or {*last} & rule.but_behind
    )


# ── the list of a language ──────────────────────────────────────────────────────────────────────


@cache
def _list_of(language: str) -> _List | None:
    path = ASSETS / "wording" / language / "unsafe.yaml"
    if not path.is_file():
        return None
    data = read_assets(path)
    breaks = any_of(data["breaks"])
    rules = tuple(
        _Rule(
            rule["does"] == "stops",
            rule["reason"],
            rule["cure"],
            tuple(_phrase(phrase, data["lists"], breaks) for phrase in rule["phrases"]),
            frozenset(rule.get("but_behind") or ()),
        )
        for rule in data["rules"].values()
    )
    return _List(rules, _denied(data), _goes_on(data), _asked(data), _left_to(data))


def _phrase(phrase: str, lists: Mapping[str, list[str]], breaks: str) -> _Phrase:
    """`stop your? .. pills/tablets`, as the head of the file says what a phrase is."""
    spelt, wanted = r"(?<![\w'-])", list[list[str]]()
    for number, word in enumerate(phrase.casefold().split()):
        gap = f"(?:{_GAP})" if number else ""
        if word in ("..", "..."):
            most = 2 if word == ".." else 5
            spelt += rf"(?:(?:{_SPACE})(?!(?:{breaks})\b)[\w'-]+){{0,{most}}}?"
            continue
        choices = [
            one
            for choice in word.strip("!?").split("/")
            for one in (lists[choice[1:-1]] if choice.startswith("{") else [choice])
        ]
        part = rf"(?:{gap}(?:{any_of(choices)})(?!\w|['-]\w))"
        if word.startswith("!"):
            part = rf"(?!{part})"
        elif not word.endswith("?"):
            wanted.append([_WORD.findall(one.casefold())[0] for one in choices])
        spelt += f"{part}?" if word.endswith("?") else part
    fewest = min(wanted, key=lambda words: len(words))
    return _Phrase(frozenset(fewest), spelt)


def _denied(data: Mapping[str, Any]) -> re.Pattern[str]:
    """The end of what stands before a phrase that is forbidden: `never`, `do not change or`,
    `do not stop, skip or`, and a list below `do not:`.
    """
    denies, urges = any_of(data["denies"]), any_of(data["urges"])
    word = rf"(?:(?!(?:{urges})\b)[\w'-]+)"
    near = rf"(?:[^\w.!?;:,]+{word}){{0,3}}[^\w.!?;:,]*"
    listed = rf"(?:[^\w.!?;:]+{word}){{1,8}}[^\w.!?;:]+(?:or|nor)(?:[^\w.!?;:,]+{word}){{0,2}}\s*"
    below = rf"\s*:[^.!?;:]*(?:\n{_BULLET}[^\n]*)*(?:\n{_BULLET})?\s*"
    return re.compile(rf"(?:\b(?:{denies})|n't)(?:{near}|{listed}|{below})$")


def _goes_on(data: Mapping[str, Any]) -> re.Pattern[str]:
    """`do not stop` before `until it hurts` tells somebody to go on."""
    denies, ends = any_of(data["denies"]), any_of(data["ends"])
    return re.compile(rf"(?:\b(?:{denies})|n't)\s+(?:{ends})\s*$")


def _asked(data: Mapping[str, Any]) -> re.Pattern[str]:
    """The end of what stands before a phrase that nobody is told to do: `before you`, or `your
    doctor may`.
    """
    asks, deciders = any_of(data["asks"]), any_of(data["deciders"])
    breaks = any_of([one for one in data["breaks"] if one not in ("off", "out", "away", "that")])
    word = rf"(?:(?!(?:{breaks})\b)[\w'-]+)"
    who = rf"\b(?:{deciders})(?:[^\w.!?;:,]+{word}){{0,4}}[^\w.!?;:,]*"
    return re.compile(rf"(?:\b(?:{asks})\s+|{who})$")


def _left_to(data: Mapping[str, Any]) -> re.Pattern[str]:
    """What stands behind a phrase that is left to a doctor: `if your doctor says so`."""
    deciders, says = any_of(data["deciders"]), any_of(data["left_to"])
    return re.compile(
        rf"[^.!?;\n]*?\b(?:if|when|once|as|until|unless|only|after)\s+(?:\w+\s+){{0,3}}(?:{deciders})"
        rf"\s+(?:\w+\s+)?(?:{says})\b"
    )
