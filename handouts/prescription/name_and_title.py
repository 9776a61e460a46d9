"""What a patient's name and a title say of conditions, which the conditions do not.

Such a sheet stops (`Noah Reid (baby)`, `Nausea in pregnancy`), since safety reads conditions alone;
what notes say is told (`safety/notes.py`). A bare name that is only a name can be answered for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from handouts.files.reading import shown
from handouts.library import Library, mentions
from handouts.library.mentions import Mention, pattern
from handouts.prescription.age import ages_between
from handouts.prescription.fields import values
from handouts.prescription.fields.blanks import must_be_expected
from handouts.prescription.fields.problems import ProblemLog
from handouts.prescription.fields.values import Wrong

OF_NAME = "name"
"""What `acknowledge` calls a name that speaks of a condition and is only a name."""
OF_NAME_SAYS = f"{OF_NAME}: her surname, she says so, 20 Nov, HP"
"""How that is written, in full."""
_PARTICLE = 3
"""Letters of a small word within a name."""
_BARE_NAME = re.compile(
    r"[^\W\d_]+(?:[ .'’-]+[^\W\d_]+)*\.?"
    r"(?: \((?:née|nee|né|born|geb\.?) [^\W\d_]+(?:[ '’-][^\W\d_]+)*\))?", re.I
)  # fmt: skip
"""Letters, spaces, hyphens, apostrophes, and the name that somebody had before."""
_IN_BRACKETS = re.compile(r"[(\[]([^)\]]*)")
_BEHIND = re.compile(r"[,;:/|]|\s[-–—]\s|\s(?:on|with|has|takes)\s", re.I)
_BABY_FIRST = re.compile(r"(baby|newborn|infant|toddler)\b", re.I)


def must_be_in_conditions(
    taken: Mapping[str, Any], conditions: Collection[str], log: ProblemLog, library: Library
) -> None:
    """Note what a patient's name and a title speak of and `conditions` do not say; what was
    acknowledged of a bare name is that it is only a name, and nothing more.
    """
    name = taken.get("patient", "")
    reason = dict(taken.get("acknowledge", ())).get(OF_NAME, "")
    with log.noting(log.lines.get("patient", 0), "patient"):
        must_be_expected(name)
        beside = _beside_the_name(name)
        found = mentions.found_in(beside, library, answers=True, prose=True)
        found += mentions.aged_beside(name, library)
        found += _young_beside(name, beside, library)
        at = log.lines.get(f"acknowledge.{OF_NAME}", 0), f"acknowledge.{OF_NAME}"
        where = "in a column acknowledge" if log.columns else "under `acknowledge:`"
        only_a_name = _is_only_a_name(name, found, library)
        if reason and not found:
            log.notice(*at, f"Nothing in the name {shown(name)} needs it.", "Take it out.")
        elif reason and only_a_name:
            words = shown(" ".join(one.words for one in found))
            log.notice(*at, f"{words} in the name {shown(name)} is taken as a name: {reason}", "")
        elif found:
            cure = " If it is only a name, write the name alone, like Lea Stone."
            if only_a_name:
                cure = f" If it is only a name, write {where}: {OF_NAME_SAYS}"
            elif reason:
                cure += f" `{OF_NAME}:` {where} answers for nothing else."
            _must_be_said("name", found, conditions, log, library, cure)
    with log.noting(log.lines.get("title", 0), "title"):
        if found := mentions.found_in_prose(taken.get("title", ""), library):
            _must_be_said("title", found, conditions, log, library)


def _young_beside(name: str, beside: str, library: Library) -> Iterator[Mention]:
    """What tells of a child `beside` a name: an age that is no mere number, the day of a birth, a
    son.
    """
    for part, age in ages_between(name, library).items():
        known = tuple(one for one in age.names(library) if one in library.conditions)
        if known and part != name and not part.isdecimal():
            yield Mention(part, known, by_name=False)
    numbers = (word for word in name.split() if any(map(str.isdecimal, word)))
    if child := pattern("child-beside").search(" ".join([beside, *numbers])):
        young = (one.name for one in library.conditions.values() if one.age_below)
        yield Mention(child[0], tuple(young), by_name=False)


def _must_be_said(
    what: str,
    found: Collection[Mention],
    conditions: Collection[str],
    log: ProblemLog,
    library: Library,
    more: str = "",
) -> None:
    """Refuse what tells of a condition that is not said, or denied; `more` is a further cure."""
    told = {name for one in found for name in one.conditions}
    for answer in conditions:
        if denied := told & {*library.conditions[answer].denies}:
            wrong = f"The {what} speaks of {', '.join(denied)}, and the conditions say {answer}."
            raise Wrong(wrong, f"Keep the one that is true: mend the {what}, or take it out there.")
    said = {*conditions}.union(*(library.conditions[name].excludes for name in conditions))
    said |= {"child"} if "infant" in conditions else set()
    said |= {name for name, one in library.conditions.items() if not one.rules}  # mere answers
    unsaid = [one.conditions for one in found if not said & {*one.conditions}]
    if unsaid:
        names = values.one_of(dict.fromkeys(map(values.one_of, unsaid)), "and")
        wrong = f"The {what} speaks of {names}, and the conditions do not."
        where = "into a column conditions" if log.columns else "under `conditions:`"
        cure = f"If it is right, write {names} {where}; if not, change the {what}."
        raise Wrong(wrong, f"{cure}{more}")


def _is_only_a_name(name: str, found: Iterable[Mention], library: Library) -> bool:
    """Whether a name has nothing beside it, and what it tells of are surnames alone."""
    surnames = {one for of in library.conditions.values() for one in of.surnames}
    told_words = {one.words.casefold() for one in found}
    return bool(_BARE_NAME.fullmatch(name)) and told_words <= surnames


def _beside_the_name(name: str) -> str:
    """What stands beside a name in its field: in brackets, behind a comma or a dash, in small
    letters or in capitals, a baby in front. The name itself may be any: Julia Child.
    """
    behind = _BEHIND.split(_IN_BRACKETS.sub("", name))[1:]
    words = name.split()
    mixed = name not in (name.upper(), name.lower())
    inner = [
        word for n, word in enumerate(words)
        if not (0 < n < len(words) - 1 and len(word) <= _PARTICLE and words[n + 1].istitle())
    ]  # fmt: skip
    parts = [
        *(pattern("maiden").sub("", part) for part in _IN_BRACKETS.findall(name)),
        *(part for part in behind if not part.strip().istitle() or " " in part.strip()),
        " ".join(word for word in inner if mixed and word.islower()),
        " ".join(word for word in words if mixed and len(word) > 2 and word.isupper()),
        *(match[0] for match in [_BABY_FIRST.match(name)] if match),
    ]
    return " ".join(parts)
