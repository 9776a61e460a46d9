"""Of which conditions a typed text speaks: by name, by a medicine, an age, weeks of pregnancy.

The tables are data: names stand in `assets/conditions/`, what is no name in `assets/spoken.yaml`.
Nothing is guessed: a word stands in a table, or it says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from handouts.files.paths import ASSETS
from handouts.library import Library
from handouts.library.close import is_slip
from handouts.library.names import plain_key
from handouts.library.yaml_text import read_assets

_DAYS = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}
_LONG = 7
"""Letters of a word in which one that is wrong does not make another word."""
_SHORT = 4
"""Letters of a name that counts in running text only in capitals: `MS`, `PE`, but no `port`."""


@dataclass(frozen=True, slots=True)
class Told:
    """`words` tell of one of `conditions`; which, where there are several, a person decides."""

    words: str
    conditions: tuple[str, ...]


def told(text: str, library: Library) -> list[Told]:
    """What a text under `conditions:` tells, those with a name first, in the library's order."""
    found = [*named(text, library), *_hinted(text, prose=False)]
    sure = {one.conditions[0] for one in found if len(one.conditions) == 1}
    return [
        one for n, one in enumerate(found)
        if one.conditions not in [other.conditions for other in found[:n]]
        and (len(one.conditions) == 1 or not sure & {*one.conditions})
    ]  # fmt: skip


def named(text: str, library: Library) -> list[Told]:
    """The conditions with rules of which a name stands in a text, in the library's order."""
    found = {name: words for words, name, _ in _names_in(word_by_word(text), library)}
    return [Told(found[name], (name,)) for name in library.conditions if name in found]


def _names_in(words: str, library: Library) -> list[tuple[str, str, int]]:
    """Names of conditions among words, which they are, and where. What stands within a longer name
    is none: a dialysis shunt is no shunt of the brain.
    """
    out: list[tuple[str, str, int]] = []
    end = 0
    for match in _pattern(library).finditer(_without_phrases(words)):
        if match.end(1) > end:
            out.append((match[1], _spellings(library)[match[1]], match.start(1)))
            end = match.end(1)
    return out


def slips(text: str, library: Library) -> list[str]:
    """Conditions that are one slip of the fingers away from a long word of a text: `pregnent`."""
    words = [word for word in word_by_word(text).split() if len(word) >= _LONG]
    return list(dict.fromkeys(
        name for spelling, name in _spellings(library).items()
        if len(spelling) >= _LONG and any(is_slip(word, spelling) for word in words)
    ))  # fmt: skip


def word_by_word(text: str) -> str:
    """Its words between single spaces, so that whole words are found."""
    words = " ".join(re.findall(r"[^\W_]+", text.casefold()))
    return f" {words} "


def has_no_rule(name: str) -> bool:
    """Whether there is none for it, whatever it looks like."""
    return plain_key(name) in {plain_key(one) for one in _table()["no_rule"]}


def passes(condition: str) -> bool:
    """Whether it is over one day, so that one of years ago says nothing."""
    return condition in _table()["passing"]


def is_age(text: str) -> bool:
    """Whether a text says an age, of whatever years."""
    return any(True for _ in _ages(_squeezed(text)))


# ── running text ────────────────────────────────────────────────────────────────────────────────

_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_CLAUSE = re.compile(r",|\b(?:but|so|and|since|because)\b")
_OPEN = re.compile(
    r"\b(?:if|unless|when|whenever|whether|in case|ask|may|might|can|could|should|should you|who"
    r"|until|call|like|such as|helps?|for people|others?)\b|^with (?!your|his|her)|\?$"
)
"""What makes a sentence hold for some day or for somebody, not for this patient now."""
_MONTH = re.compile(r"\b(?:in|of|since|last|next|this|from|by|early|late|\d{1,2}) May\b|\bMay \d")
_NEW = re.compile(r"\b(?:you|your|he|she|his|her|is|are|was|has|had|have|takes?)\b")
"""What begins a clause of its own; without it, a comma only goes on with a list."""
_SURE = re.compile(r"\b(?:since|because|as) (?:you|he|she|they|your|his|her)\b")
_DENIED = re.compile(r"\b(?:no|not|never|without|avoid|cannot|nor)\b|n't\b")
_OWN = re.compile(r"\b(?:your|his|her|my|their) (?:[\w-]+ ){0,1}$")


def told_in_prose(text: str, library: Library) -> list[Told]:
    """What notes or a title tell of this patient: `He takes apixaban`, `Keep off your pacemaker`;
    nothing from "Do not use heat", "Ask us if you are pregnant".
    """
    found: dict[tuple[str, ...], Told] = {}
    for sentence in _SENTENCE.split(text.replace("’", "'")):
        denied = False
        for clause in _clauses(sentence):
            plain = clause.casefold()
            denied = bool(_DENIED.search(plain)) or (denied and not _NEW.search(plain))
            for one in _told_in_clause(clause, library, denied=denied):
                found.setdefault(one.conditions, one)
    return list(found.values())


def _clauses(sentence: str) -> list[str]:
    """The parts of a sentence that say how it is."""
    plain = _MONTH.sub("", sentence.strip())
    if _OPEN.search(plain.casefold()):
        sure = _SURE.search(plain.casefold())
        if not sure or _OPEN.search(plain.casefold(), sure.end()):
            return []
        plain = plain[sure.start() :]
    return _CLAUSE.split(plain)


def _told_in_clause(clause: str, library: Library, *, denied: bool) -> Iterator[Told]:
    words, everyday = word_by_word(clause), {*_table()["everyday"]}
    for name, condition, at in _names_in(words, library):
        if name in everyday or (len(name) <= _SHORT and not _in_capitals(name, clause)):
            continue
        if not denied or _OWN.search(words[:at]):
            as_typed = re.search(name.replace(" ", r"[\W_]+"), clause, re.IGNORECASE)
            yield Told(as_typed[0] if as_typed else name, (condition,))
    if not denied:
        yield from _hinted(clause, prose=True)


def _in_capitals(name: str, clause: str) -> bool:
    return not clause.isupper() and re.search(rf"\b{name.upper()}\b", clause) is not None


def _without_phrases(words: str) -> str:
    """Words with phrases blanked that tell of nothing: hearing aids."""
    for phrase in _table()["nothing"]:
        words = words.replace(f" {phrase} ", f" {'-' * len(phrase)} ")
    return words


# ── what is no name ─────────────────────────────────────────────────────────────────────────────


def _hinted(text: str, *, prose: bool) -> Iterator[Told]:
    plain = _squeezed(text)
    for entry in _table()["tells"]:
        if prose and entry.get("prose") != "yes":
            continue
        for like in entry["like"]:
            head = re.split(r" ?[(,;:]", plain)[0]
            whole = entry.get("whole") == "yes"
            if match := re.fullmatch(like, head) if whole else re.search(like, plain):
                yield Told(match[0].strip(), tuple(entry["ask"]))
                break
    yield from _aged(plain, prose=prose)


def _aged(plain: str, *, prose: bool) -> Iterator[Told]:
    """What ages tell; a number alone, as between the commas of a list, is none in prose."""
    for words, years in _ages(plain):
        if prose and not re.search(r"[a-z]{2}|/", words):
            continue
        below = [name for name, limit in _table()["below"].items() if years < float(limit)]
        above = [name for name, limit in _table()["above"].items() if years >= float(limit)]
        if known := [*below, *above]:
            yield Told(words, (known[0],))
    if match := re.search(_table()["decades"], plain):
        yield Told(match[0], (list(_table()["above"])[-1],))


def _ages(plain: str) -> Iterator[tuple[str, float]]:
    """Ages in years, with the words that say them."""
    for unit, likes in _table()["ages"].items():
        for like in likes:
            for match in re.finditer(like.replace("{n}", r"(?<![\d/.+])(\d{1,3})"), plain):
                number = int(match[1])
                born = unit == "born"
                years = date.today().year - number if born else number * _DAYS[unit] / _DAYS["year"]
                yield match[0].strip(), years


def _squeezed(text: str) -> str:
    return " ".join(text.casefold().split())


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = read_assets(ASSETS / "spoken.yaml")
    return table


@lru_cache(maxsize=4)
def _spellings(library: Library) -> dict[str, str]:
    """Every name of a condition that has rules, word by word, and which it is."""
    return {
        word_by_word(spelling).strip(): name
        for name, condition in library.conditions.items()
        if condition.rules
        for spelling in (name, *condition.aliases)
    }


@lru_cache(maxsize=4)
def _pattern(library: Library) -> re.Pattern[str]:
    """Any of these names at each word, the longest first."""
    longest = sorted(_spellings(library), key=len, reverse=True)
    return re.compile(rf"(?<= )(?=({'|'.join(map(re.escape, longest))}) )")
