"""Conditions as they stand in a chart: `port right chest`, `stent 2024`, `child of 7`.

A known name with nothing around it but a side, a place of the body, a day or an age is taken for
that condition, and what was made of it is told. The words that may stand there are data
(`assets/spoken.yaml`); where a single other one does (`poss.`, `no`, `family`, `in remission`),
nothing is taken, and whoever typed it is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from handouts.library import Library, spoken
from handouts.library.spoken import Told, pattern, words
from handouts.today import today

_OLD, _PREGNANT, _NEVER = "frail-or-elderly", "pregnant", "cannot-be-pregnant"
_WOUND = "recent-surgery"
_MADE_OF = {"child": ("infant", "teenager")}
"""What an age may make of a name: a child of 12 is a teenager here."""
_MEN, _WOMEN = ("man", "male"), ("", "woman", "female", "lady")
_HERS = ("baby", "babies", "infants", "children", "kids")
_PLAIN = re.compile(r"[^\W_]+(?:[\s().,:;/’'–—-]*[^\W_]+)*[\s().,:;]*")
"""A sign of another kind says more: `?stroke`, `stroke?`, `DVT+`."""
_SIGNS = re.compile(r"[\s().,:;–—-]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})")
_PAST = re.compile(rf"{_YEAR.pattern}|[’']\d\d|\b(?:last|since|from|ago)\b")
_SOON = 3
"""Months: an operation in December may be one to come."""
_LATE = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Charted:
    """What an entry is taken for, on which sides of the body where rules ask for one, and how that
    is told.
    """

    conditions: tuple[str, ...]
    sides: frozenset[str]
    told: str
    cure: str = ""


def charted(text: str, library: Library) -> Charted | None:
    """What an entry says as in a chart; None where it is a plain name, or says anything more."""
    typed = " ".join(text.casefold().split())
    whole = library.find("condition", typed, guess=False)
    if whole.code or whole.candidates or whole.broken or not _PLAIN.fullmatch(typed):
        return None
    return _of_age(typed, library) or _of_name(typed, library)


def _of_age(typed: str, library: Library) -> Charted | None:
    """An age alone, or beside a child or a man; beside anything else it may be that of a day long
    gone. It says what it says in a column of a table (`ages.py`).
    """
    match = pattern("chart-age").search(typed)
    if match is None:
        return None
    who, unit = _plain(f"{typed[: match.start()]} {typed[match.end() :]}"), match["unit"] or ""
    years = spoken.years_of(match["number"], unit or "y")
    code = spoken.condition_of(years) if years < spoken.OLDEST else ""
    by_age = _NEVER if code == _OLD else code
    named = _known(who, library) or ""
    if (unit[:1] == "w" and not match["old"]) or who in _HERS:
        return None  # perhaps those of a pregnancy, or of a mother's baby
    if who in _WOMEN:
        is_age = who or match["old"] or (match["age"] or "").startswith("age") or unit[:1] == "y"
        found = [by_age] if is_age else []
    elif who in _MEN or (named == _OLD and code in ("", _OLD)):
        found = [named, by_age]
    else:
        is_so = named in words("below") and code in (named, *_MADE_OF.get(named, ()))
        found = [code] if is_so else []
    found = list(dict.fromkeys(filter(None, found)))
    if not found:
        return None
    cure = f"If {_OLD} is right, write that, too." if code == _OLD and _OLD not in found else ""
    return Charted(tuple(found), frozenset(), " and ".join(found), cure)


@dataclass(frozen=True, slots=True)
class _Parted:
    """An entry in its parts: a condition by its `name`, and what stands around that."""

    code: str
    name: str
    days: list[str]
    sided: list[str]
    places: list[str]
    weak: list[str]


def _parted(typed: str, library: Library) -> _Parted | None:
    """The parts of an entry; None where no known name is left in it. A place may belong to a name,
    as in `artificial hip`.
    """
    rest, days = _without("chart-when", typed)
    rest, sided = _without("chart-side", rest)
    code, places, weak = _known(_plain(rest), library), list[str](), list[str]()
    if code is None:
        rest, places = _without("chart-place", rest)
        rest, weak = _without("chart-weak", rest)
        code = _known(_plain(rest), library)
    return _Parted(code, _plain(rest), days, sided, places, weak) if code else None


def _of_name(typed: str, library: Library) -> Charted | None:
    """A name with a side, a place or a day."""
    parted = _parted(typed, library)
    if parted is None:
        return None
    code, name, weak = parted.code, parted.name, parted.weak
    days, sided, places = parted.days, parted.sided, parted.places
    if not [*days, *sided, *places] or (weak and code not in words("weak_side")):
        return None
    condition, over = library.conditions[code], is_long_over(typed)
    others = {_known(one, library) for one in _joined(name, places)}
    others.update(*(told.conditions for told in spoken.told(typed, library, answers=True)))
    if others - {code, None} or spoken.elsewhere(code, _parts(places)) is not None:
        return None
    if len(_sides(sided)) == 1 and code in words("not_of_one_side"):
        return None
    if not (condition.rules or condition.lasting) or (over and spoken.is_over(Told(name, (code,)))):
        return None
    if days and (code == _PREGNANT or (condition.excludes and not condition.lasting)):
        return None  # it was so on that day
    operated = is_operation(name, [code])
    if operated and any(map(_may_come, days)):
        return None
    late = operated and days and not over and code != _WOUND
    found = [code, _WOUND] if late else [code]
    sides = _sides(sided) if any(one.one_side for one in condition.rules) else frozenset()
    side, cure = " and the ".join(sorted(sides)), ""
    if late:
        cure = f"If it has long healed, write: {' '.join([name, *sorted(sides)])}"
    elif operated and not days and code != _WOUND:
        cure = f"If it was in the last months, write {_WOUND}, too."
    elif sides and code in words("weak_side") and not weak:
        sides, cure = frozenset(), f"If the {side} side is weak, write: {name} {side} side weak"
    rest = f", on the {side}" if sides else "" if late else " (the rest changes nothing)"
    return Charted(tuple(found), sides, " and ".join(found) + rest, cure)


def _known(name: str, library: Library) -> str | None:
    return library.find("condition", name, guess=False).code


def _without(name: str, text: str) -> tuple[str, list[str]]:
    """A text without what a pattern finds, and what that is."""
    found = [match[0] for match in pattern(name).finditer(text)]
    return pattern(name).sub(" ", text), found


def _plain(text: str) -> str:
    return _SIGNS.sub(" ", text).strip()


def is_operation(text: str, conditions: Iterable[str]) -> bool:
    """Whether what a text says of these conditions was done by a surgeon."""
    operated = {_WOUND, *words("operated")} & {*conditions}
    return bool(operated or pattern("operation").search(text))


def days_in(text: str) -> tuple[list[str], bool]:
    """The days that a text names, and whether one of them may be still to come."""
    days = _without("chart-when", text.casefold())[1]
    return days, any(map(_may_come, days))


def sides_in(text: str) -> frozenset[str]:
    """The sides of the body that a text names."""
    return _sides(_without("chart-side", text.casefold())[1])


def misplaced(text: str, library: Library) -> tuple[str, list[str]] | None:
    """A condition that an entry says of a part of the body that its rules are not about, and what
    may be meant instead: lymph nodes taken from a groin change a leg, not an arm.
    """
    typed = " ".join(text.casefold().split())
    parted = _parted(typed, library) if _PLAIN.fullmatch(typed) else None
    if parted is None:
        return None
    meant = spoken.elsewhere(parted.code, _parts(parted.places))
    return None if meant is None else (parted.code, meant)


def _parts(places: Iterable[str]) -> set[str]:
    """The parts of the body that are named, each as one."""
    return {_plain(one).split()[-1].removesuffix("s") for one in places}


def _joined(name: str, places: Iterable[str]) -> Iterable[str]:
    """A name with each place before or behind it: `breast surgery` is more than `surgery`."""
    for place in places:
        word = _plain(place).split()[-1]
        yield from (f"{word} {name}", f"{name} {word}")


def _sides(found: Iterable[str]) -> frozenset[str]:
    """The sides of the body that are named."""
    of = {"l": {"left"}, "r": {"right"}, "b": {"left", "right"}}
    named = (pattern("chart-side").fullmatch(one) for one in found)
    return frozenset().union(*(of[match["side"][0]] for match in named if match))


def is_long_over(text: str) -> bool:
    """Whether a day lies years back; early in a year, the last one is none."""
    match = pattern("long-ago").search(text.casefold())
    year = _YEAR.fullmatch(match[0]) if match else None
    return bool(match) and (year is None or int(year[0]) < (today() - _LATE).year)


def _may_come(day: str) -> bool:
    """Whether a day may be one to come."""
    if (year := _YEAR.search(day)) and int(year[0]) > today().year:
        return True
    if day.startswith("this "):
        return True
    month = None if _PAST.search(day) else _MONTH.search(day)
    return month is not None and 0 < (_MONTHS.index(month[0]) + 1 - today().month) % 12 <= _SOON
