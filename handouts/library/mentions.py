"""Of which conditions a typed text speaks: by name, by a medicine, an age, weeks of pregnancy.

What leads to one condition stands in its file in `assets/conditions/`, what may be one of several,
and the words around any of them, in `assets/mentions.yaml`. Nothing is guessed, and nothing
decided: whoever looks into a field, a name, a note or a cell stops, asks or tells.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from handouts.library import Library
from handouts.library.names import plain_key
from handouts.library.slips import is_slip
from handouts.library.yaml_text import asset_table
from handouts.text.words import sentences, word_by_word
from handouts.today import today

_table = partial(asset_table, "mentions")
OLDEST = 125  # years; more is no age
_PER_YEAR = {"d": 365.25, "w": 52.18, "m": 12.0, "y": 1.0}
_NUMBER = r"(?<![\d/.+])(\d{1,3}(?:[.,]\d{1,2})?)"
_LONG = 7  # letters of a word in which one that is wrong does not make another word
_SHORT = 4  # letters of a name that in running text counts only in capitals: `MS`, but no `port`


@dataclass(frozen=True, slots=True)
class Mention:
    """`words` tell of one of `conditions`; which, where there are several, a person decides.
    `by_name`: a name of the one stands there, and no word that only leads to it.
    """

    words: str
    conditions: tuple[str, ...]
    by_name: bool = True


def found_in(
    text: str, library: Library, *, answers: bool = False, ages: bool = True, prose: bool = False
) -> list[Mention]:
    """What a text tells, as one under `conditions:`; those with a name first, in the library's
    order. `answers` (`not-pregnant`) are found as well, and hide what they deny. Without `ages` a
    child is none, nor what is as old: people have kids. `prose`: only what running text means.
    """
    text = _without_allergies(text, library)
    names = _names_in(word_by_word(text), library, answers=answers)
    known = library.conditions
    by_name = {name: words for words, name, _ in names if ages or not known[name].age_below}
    found = [Mention(by_name[name], (name,)) for name in library.conditions if name in by_name]
    found += (
        one for one in _hinted(text, library, prose=prose)
        if not any(word_by_word(one.words) in word_by_word(words) for words, *_ in names)
    )  # fmt: skip
    found += _aged(_squeezed(text), library, prose=prose) if ages else ()
    sure = {one.conditions[0] for one in found if len(one.conditions) == 1}
    return [
        one for n, one in enumerate(found)
        if one.conditions not in [other.conditions for other in found[:n]]
        and (len(one.conditions) == 1 or not sure & {*one.conditions})
    ]  # fmt: skip


def _names_in(words: str, library: Library, *, answers: bool) -> list[tuple[str, str, str]]:
    """Names of conditions among words, the longest ones, which they are, and the words before."""
    names, most = _names(library, answers)
    said = _without_phrases(words, names).split()
    out: list[tuple[str, str, str]] = []
    end = 0
    for start in range(len(said)):
        for stop in range(min(start + most, len(said)), max(start, end), -1):
            name = " ".join(said[start:stop])
            if name in names:
                out.append((name, names[name], " ".join(["", *said[:start], ""])))
                end = stop
                break
    return out


def slips(text: str, library: Library) -> list[str]:
    """Conditions that are one slip of the fingers away from a long word of a text: `pregnent`."""
    words = [word for word in word_by_word(text).split() if len(word) >= _LONG]
    return list(dict.fromkeys(
        name for spelling, name in _names(library, False)[0].items()
        if len(spelling) >= _LONG and any(is_slip(word, spelling) for word in words)
    ))  # fmt: skip


def has_no_rule(name: str) -> bool:
    """Whether there is none for it, whatever it looks like."""
    return plain_key(name) in {*map(plain_key, words("no_rule"))}


def may_be(name: str) -> list[str]:
    """What a name that is not clear may be: `arthritis`."""
    return list(_table()["unclear"].get(name.casefold(), []))


def needs_no_rule(text: str, library: Library, *, noted: bool = False) -> bool:
    """Whether all of a text needs no rule: `hay fever`, `age 45`; `noted`: or is to be told."""
    plain = _squeezed(text)
    if any(
        age == plain and not condition_of(years, library, answers=True)
        for age, years in _ages(plain, "ages")
    ):
        return not plain.isdecimal()
    bare = pattern("harmless-number").sub(" ", text)
    return is_harmless(bare, library, noted=noted) or bool(denied_one(text, library))


def denied_one(text: str, library: Library) -> str:
    """The condition that a text only denies (`no pacemaker`), where safety has no answer for it."""
    match = pattern("denied-one").fullmatch(_squeezed(text))
    name = next(filter(None, match.groups())) if match else ""
    known = _names(library, False)[0].get(word_by_word(name).strip(), "")
    return "" if any(known in one.excludes for one in library.conditions.values()) else known


def is_harmless(text: str, library: Library, *, numbers: bool = False, noted: bool = False) -> bool:
    """Whether words say nothing that has rules; `numbers`: whatever numbers stand among them."""
    if _names_own(text, library):
        return False
    rest = _without_allergies(text, library)
    said, around = word_by_word(rest).split(), words("around")
    known = words("no_rule_needed") | (words("noted") if noted else frozenset())
    is_allergy = any(word.startswith(("allerg", "intoler")) for word in said)
    if is_allergy:
        known |= words("allergens")
    at, found = 0, is_allergy and rest != text
    while at < len(said):
        ends = {" ".join(said[at:n]): n for n in range(at + 4, at, -1)}
        here = next((name for name in ends if name in known or name in around), "")
        if not here and not (numbers and said[at][0].isdecimal()):
            return False
        found |= here in known
        at = min(ends[here], len(said)) if here else at + 1
    return found


def _names_own(text: str, library: Library) -> bool:
    """Whether a name of one of the clinic's own conditions stands in a text, in one or many."""
    said, own = re.sub(r"s\b", "", word_by_word(text)), library.own.of("condition")
    names = (name for name, condition in _names(library, True)[0].items() if condition in own)
    return any(re.sub(r"s\b", "", f" {name} ") in said for name in names)


def is_over(one: Mention, library: Library) -> bool:
    """Whether all that is told of is over one day, so that one of years ago says nothing."""
    passes = all(library.conditions[name].passes for name in one.conditions)
    return passes or pattern("event").search(one.words) is not None


def ages_in(text: str) -> list[float]:
    """The ages that a text says, in years."""
    return [years for _, years in _ages(_squeezed(text), "ages")]


def condition_of(years: float, library: Library, *, answers: bool = False) -> str:
    """The condition that an age is; with `answers` also what only answers a question."""
    known = [one for one in library.conditions.values() if one.rules or answers]
    below = [(one.age_below, one.name) for one in known if one.age_below and years < one.age_below]
    old = [(one.age_from, one.name) for one in known if one.age_from and years >= one.age_from]
    return min(below)[1] if below else max(old, default=(0, ""))[1]


def years_of(number: str, unit: str) -> float:
    """An age in years; `unit` begins with d, w, m or y."""
    return float(number.replace(",", ".")) / _PER_YEAR[unit[0]]


def aged(text: str, library: Library) -> list[Mention]:
    """What an age in a text tells, and no word like child: people have kids."""
    return [*_aged(_squeezed(text), library, prose=False)]


def aged_beside(name: str, library: Library) -> list[Mention]:
    """What an age or weeks beside a person's name tell: `Dad, 94`, `Noah (8 mo)`, `Ann 28 wks`."""
    plain = _squeezed(name)
    beside = ((words, condition_of(years, library)) for words, years in _ages(plain, "beside"))
    found = [
        Mention(match[0], tuple(one["ask"]), by_name=False) for one in _table()["tells"]
        if "whole" in one
        and (match := re.search(rf"(?<= )\W?(?:{'|'.join(one['like'])})\b(?!.?old)", plain))
    ] or [*_aged(plain, library, prose=True)]  # fmt: skip
    return found + [Mention(words, (known,), by_name=False) for words, known in beside if known]


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One of the patterns that stand in the table by a name, in capitals or not: `denies`."""
    return re.compile("|".join(_table()["patterns"][name]), re.IGNORECASE)


@cache
def words(name: str) -> frozenset[str]:
    """The words that stand in the table by a name, in small letters."""
    return frozenset(_table()[name])


# ── running text ────────────────────────────────────────────────────────────────────────────────

_CLAUSE = re.compile(r",|\b(?:but|so|and|since|because)\b")
_MONTH = re.compile(r"\b(?:in|of|since|last|next|this|from|by|early|late|\d{1,2}) May\b|\bMay \d")


def found_in_prose(text: str, library: Library) -> list[Mention]:
    """What notes or a title tell of this patient, not what they ask: `He takes apixaban`."""
    found: dict[tuple[str, ...], Mention] = {}
    for sentence in sentences(text.replace("’", "'")):
        denied = False
        for clause in _clauses(sentence):
            plain = clause.casefold()
            goes_on = denied and not pattern("prose-new").search(plain)
            denied = goes_on or bool(pattern("prose-denied").search(plain))
            for one in _found_in_clause(clause, library, denied=denied):
                found.setdefault(one.conditions, one)
    return list(found.values())


def _clauses(sentence: str) -> list[str]:
    """The parts of a sentence that say how it is."""
    plain = _MONTH.sub("", sentence.strip())
    if pattern("prose-open").search(plain.casefold()):
        sure = pattern("prose-sure").search(plain.casefold())
        if not sure or pattern("prose-open").search(plain.casefold(), sure.end()):
            return []
        plain = plain[sure.start() :]
    return _CLAUSE.split(plain)


def _found_in_clause(clause: str, library: Library, *, denied: bool) -> Iterator[Mention]:
    words = word_by_word(clause)
    for name, condition, before in _names_in(words, library, answers=False):
        capitals = not clause.isupper() and re.search(rf"\b{name.upper()}\b", clause)
        if name in library.conditions[condition].everyday or (len(name) <= _SHORT and not capitals):
            continue
        if not denied or pattern("prose-own").search(before):
            as_typed = re.search(name.replace(" ", r"[\W_]+"), clause, re.IGNORECASE)
            yield Mention(as_typed[0] if as_typed else name, (condition,))
    if not denied:
        yield from _hinted(clause, library, prose=True)
        yield from _aged(_squeezed(clause), library, prose=True)


def _without_phrases(words: str, names: Container[str]) -> str:
    """Words with phrases blanked that tell of nothing (hearing aids), unless a clinic's own do."""
    phrases = "|".join(_table()["nothing"])
    return re.sub(
        rf"(?<= )(?:{phrases})(?= )",
        lambda found: found[0] if found[0] in names else "-" * len(found[0]),
        words,
    )


def _without_allergies(text: str, library: Library) -> str:
    """A text without the medicines that somebody is allergic to, and so does not take."""
    if "aller" not in text.casefold() and "intoler" not in text.casefold():
        return text
    names = _names(library, False)[0]

    def kept(found: re.Match[str]) -> str:
        word = next(filter(None, found.groups())).casefold()
        both = names.get(word), names.get(word_by_word(found[0]).strip())
        known = {*filter(None, both)}
        is_medicine = bool(known) or any(True for _ in _hinted(word, library, prose=False))
        if is_medicine and all(library.conditions[one].of_medicines for one in known):
            return found[0].replace(found[1] or found[2], "-")
        return found[0]

    return pattern("allergy-to").sub(kept, text)


# ── what is no name ─────────────────────────────────────────────────────────────────────────────


def _hinted(text: str, library: Library, *, prose: bool) -> Iterator[Mention]:
    plain = _squeezed(text)
    head = re.split(r" ?[(,;:]", plain, maxsplit=1)[0]
    for like, conditions, whole in _hints(library, prose):
        if match := like.fullmatch(head) if whole else like.search(plain):
            yield Mention(match[0].strip(), conditions, by_name=False)


@lru_cache(maxsize=8)
def _hints(
    library: Library, prose: bool
) -> tuple[tuple[re.Pattern[str], tuple[str, ...], bool], ...]:
    """Patterns, the conditions to which they lead, and whether they must be all that is typed."""
    of_one = (
        ((*one.hints_in_notes, *(() if prose else one.hints)), (one.name,), False)
        for one in library.conditions.values()
    )
    of_several = (
        (one["like"], tuple(one["ask"]), one.get("whole") == "yes")
        for one in _table()["tells"] if not prose or one.get("prose") == "yes"
    )  # fmt: skip
    found = (*of_one, *of_several)
    return tuple((re.compile("|".join(like)), names, whole) for like, names, whole in found if like)


def _aged(plain: str, library: Library, *, prose: bool) -> Iterator[Mention]:
    """What ages tell; a number alone, as between the commas of a list, is none in prose."""
    for words, years in _ages(plain, "ages"):
        known = condition_of(years, library)
        if known and (not prose or re.search(r"[a-z]{2}|/", words)):
            yield Mention(words, (known,), by_name=False)
    if match := re.search(_table()["decades"], plain):
        yield Mention(match[0], (condition_of(OLDEST, library),), by_name=False)


def _ages(plain: str, table: str) -> Iterator[tuple[str, float]]:
    """Ages in years that a table of patterns finds, with the words that say them."""
    for unit, likes in _table()[table].items() if any(map(str.isdecimal, plain)) else ():
        for like in likes:
            for match in re.finditer(like.replace("{n}", _NUMBER), plain):
                born = unit == "born"
                years = today().year - int(match[1]) if born else years_of(match[1], unit)
                if years < OLDEST:
                    yield match[0].strip(" ,("), years


def _squeezed(text: str) -> str:
    return " ".join(text.casefold().split())


@lru_cache(maxsize=8)
def _names(library: Library, answers: bool) -> tuple[dict[str, str], int]:
    """Every name of a condition, word by word, and which it is; the words of the longest."""
    names = {
        word_by_word(spelling).strip(): name
        for name, condition in library.conditions.items()
        if condition.rules or answers
        for spelling in (*condition.aliases, condition.title, name)
    }
    return names, max((len(name.split()) for name in names), default=0)
