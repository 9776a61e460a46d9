"""What one entry says of a patient, wherever it stands: under `conditions:`, in a cell of alerts,
in a column of diagnoses or medicines.

A known name with nothing around it but a side, a place of the body, a day or an age (`port right
chest`, `stent 2024`, `child of 7`) is taken for that condition. The words that may stand there are
data (`assets/mentions.yaml`); where a single other one does, the entry says what it speaks of and
what makes it unsure. What is done about it is for the field or the column to decide.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from itertools import product
from typing import Literal

from handouts.files.reading import shown
from handouts.library import Library, mentions
from handouts.library.mentions import Mention, pattern
from handouts.prescription.fields.blanks import is_answer, is_no_alert
from handouts.prescription.fields.dates import MONTHS
from handouts.prescription.fields.values import Wrong, one_of
from handouts.today import today

State = Literal["is", "among", "nothing", "harmless", "noted", "denied", "may-be", "unknown"]
"""What an entry comes to. `is`: names a condition and says nothing that is not understood; `among`:
names one among other words, as plainly the patient's; `harmless`: what is known to need no rule;
`noted`: the same, but to be told; `denied`: what the patient has not got; `may-be`: what may not be
the patient's own, or not now, or one of several.
"""
Doubt = Literal[
    "", "relative", "long-ago", "over", "unsure", "to-come", "place", "side", "several", "both"
]
"""Why an entry may not be so: it is in the family; it was years ago, is over, is not known, is to
come; it is of a part of the body that the rules do not mean; a side stands among other words;
its words only lead to a condition; it denies one thing, and tells of another.
"""

_OLD, _PREGNANT, _NEVER = "frail-or-elderly", "pregnant", "cannot-be-pregnant"
_WOUND = "recent-surgery"
_MOST_SLIPS = 3
SAYS_YES = re.compile(r"(yes|y|true)\b", re.I)
"""How a cell begins that says yes to its heading."""
_BAND_AID = re.compile(r"band[ -]aid", re.I)
_YES_NO = re.compile(
    r"(?P<name>.+?)(?:\s*[:=?]+\s*|\s+[-–—]+\s*|\s*\(|\s+)"
    r"(?:(?P<no>no|n|nope|none|nil|false|neg|negative|denied|denies|never|(?P<sign>[-–—−](?:ve)?))"
    r"|(?P<yes>yes|y|true|positive|current))\W*",
    re.I,
)
"""`pregnant: no`, `warfarin - yes`, `DVT (-)`, as a form has it."""
_MADE_OF = {"child": ("infant", "teenager")}
"""What an age may make of a name: a child of 12 is a teenager here."""
_MEN, _WOMEN = ("man", "male"), ("", "woman", "female", "lady")
_HERS = ("baby", "babies", "infants", "children", "kids")
_PLAIN = re.compile(r"[^\W_]+(?:[\s().,:;/’'–—-]*[^\W_]+)*[\s().,:;]*")
"""A sign of another kind says more: `?stroke`, `stroke?`, `DVT+`."""
_TWICE = re.compile(r"([^()]+?)\s*\(([^()]+)\)")
_SIGNS = re.compile(r"[\s().,:;–—-]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS = [month[:3] for month in MONTHS]
_MONTH_YEAR = re.compile(r"(\d{1,2})/(?:20)?(\d\d)")
_MONTH = re.compile(rf"\b(?:{'|'.join(_MONTHS)})")
_PAST = re.compile(rf"{_YEAR.pattern}|[’']\d\d|\b(?:last|since|from|ago)\b")
_SPAN = re.compile(r"\b(?:ago|for|days?|weeks?|wks?|months?|mths?|years?|yrs?)\b")
_MOST_DAYS = 31
_APART = 1.5
"""Years: `8` and `8 years 6 months` are one age, and so is that of a birthday ago."""
_SOON = 3
"""Months: an operation in December may be one to come."""
_LATE = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """An entry as it was typed, and what it says: `conditions`, and `sides` of the first of them
    where a rule asks for one. `told`: how that is told, with a `cure`, which would add `perhaps`.
    `meant`: what may be meant where it is in doubt. `years`: the age that it says.
    """

    text: str
    state: State
    conditions: tuple[str, ...] = ()
    sides: frozenset[str] = frozenset()
    told: str = ""
    cure: str = ""
    perhaps: str = ""
    doubt: Doubt = ""
    meant: tuple[str, ...] = ()
    years: float | None = None

    @property
    def written(self) -> tuple[str, ...]:
        """How it is written under `conditions:`; a comma would divide what was typed."""
        return (self.text.replace(",", ""),) if self.told else self.conditions


def read_entry(
    text: str, library: Library, heading: str = "", *, of_health: bool = True
) -> ReadEntry:
    """What one entry says. `heading` is that of a column: it says what a tick or a number beneath
    it means, and an allergy. Not `of_health`: running text of any other matter, where a word that
    only leads to a condition, and an age, tell nothing.
    """
    tell = partial(told_under, heading, library=library, of_health=of_health)
    allergies = _of_allergies(heading)
    if allergies and mentions.needs_no_rule(f"{text} allergy", library):
        if not mentions.found_in(text, library):
            return ReadEntry(text, "harmless")
    elif not allergies and mentions.needs_no_rule(text, library):
        return ReadEntry(text, "harmless", years=next(iter(mentions.ages_in(text)), None))
    elif not allergies and mentions.needs_no_rule(text, library, noted=True):
        return ReadEntry(text, "noted")
    ticked = SAYS_YES.match(text) or is_answer(text, "yes") or pattern("value").fullmatch(text)
    of_heading = bool(heading and ticked and tell(heading))
    if of_health and not allergies and not of_heading and (taken := _taken(text, library)):
        return taken
    if is_no_alert(text):
        return ReadEntry(text, "nothing")
    said = f"{heading}: {text}" if of_heading else text
    if both := told_behind_denial(text, library):
        return ReadEntry(text, "may-be", both, doubt="both")
    if found := tell(said):
        return _among(text, said, found, library, by_heading=of_heading)
    may_be = mentions.may_be(text) or mentions.slips(text, library)[:_MOST_SLIPS]
    may_be = may_be if of_health else []
    if known := tuple(one for one in may_be if one in library.conditions):
        return ReadEntry(text, "may-be", known, doubt="several", meant=tuple(may_be))
    return ReadEntry(text, "unknown")


def _taken(text: str, library: Library) -> ReadEntry | None:
    """What an entry says plainly, on a form or as in a chart; None where it says more."""
    typed = " ".join(text.casefold().split())
    whole = library.find("condition", typed, guess=False)
    if whole.candidates or whole.broken:
        return None
    form = _YES_NO.fullmatch(typed)
    if "?" in typed and whole.code and library.conditions[whole.code].denies:
        return None  # a doubt takes no warning off
    if whole.code and not (form and form["sign"]):  # a name is found whatever signs are around it
        counted = typed in library.conditions[whole.code].counted
        return ReadEntry(text, "is", (whole.code,), told=whole.code if counted else "")
    if form and (code := _known(form["name"], library)):
        condition = library.conditions[code]
        says_so = form["yes"] and (condition.rules or condition.lasting)
        return ReadEntry(text, "is" if says_so else "denied", (code,))
    if pattern("weeks-pregnant").fullmatch(typed):
        return ReadEntry(text, "is", (_PREGNANT,), told=_PREGNANT)
    if not _PLAIN.fullmatch(typed):
        return None
    found = _of_age(typed, library) or _of_name(typed, library)
    return replace(found, text=text) if found else None


def _among(
    text: str, said: str, found: list[Mention], library: Library, *, by_heading: bool
) -> ReadEntry:
    """What speaks of conditions among other words; `said` is the text with its heading."""
    codes = tuple(dict.fromkeys(name for one in found for name in one.conditions))
    answers = [code for code in codes if not library.conditions[code].rules]
    each = bool(pattern("denies-each").match(said.casefold()))
    denies = each or (bool(pattern("denies").match(said)) and not answers)
    operated, days = _is_operation(said, codes, library), _without("chart-when", text.casefold())[1]
    leads = [one.conditions for one in found if not one.by_name and not by_heading]
    sides = sorted(_sides(_without("chart-side", text.casefold())[1]))
    sided = {one: [f"{one} {side}" for side in sides] for one in codes if _has_sides(one, library)}
    doubt, meant = doubt_of(said, found, library), tuple[str, ...]()
    if doubt:
        pass
    elif not (by_heading or each) and any(not library.conditions[one].lasting for one in answers):
        doubt = "unsure"  # it takes a warning off: "no blood clot since 2019"
    elif sided and sides:
        doubt, meant = "side", tuple(name for one in codes for name in sided.get(one, [one]))
    elif denies:
        doubt = "unsure" if pattern("yet").search(said) else ""
    elif leads:
        doubt, meant = "several", leads[0]
    if doubt:
        return ReadEntry(text, "may-be", codes, doubt=doubt, meant=meant)
    if denies:
        return ReadEntry(text, "denied", codes)
    late = operated and days and not _is_long_over(text)
    also = fresh(codes, library) if late else []
    return ReadEntry(text, "among", tuple(dict.fromkeys([*codes, *also])))


def told_behind_denial(text: str, library: Library) -> tuple[str, ...]:
    """What a text tells of where its denial has ended: of `No pacemaker. DVT 2024` the second."""
    if not pattern("denies").match(text):
        return ()
    text = with_lists_denied(text, library)
    turns = [*pattern("turn").finditer(text)]
    for match in pattern("turn-after").finditer(text):
        before = text[: match.start()].strip(" ,")
        if is_answer(before, "no", "healthy") or mentions.found_in(before, library, answers=True):
            turns.append(match)
    for match in turns:
        behind = text[match.end() :].strip()
        found = () if pattern("denies").match(behind) else mentions.found_in(behind, library)
        if found:
            return tuple(dict.fromkeys(name for one in found for name in one.conditions))
    return ()


def with_lists_denied(typed: str, library: Library) -> str:
    """A text in which the commas of a denied list of names divide nothing: `denies pacemaker, DVT`
    as `denies pacemaker or DVT`. What says how somebody is, and a medicine, is no more denied.
    """
    parts, denied, at = list[str](), False, 0
    for part in re.split(r"(?=[,;\r\n]|\.\s)", typed):
        names = re.split(r"\s+n?or\s+", re.sub(r"^,\s*(?:n?or\s)?", "", part).strip(" ."))
        if denied and part.startswith(",") and all(_may_be_denied(one, library) for one in names):
            parts.append(f" or {' or '.join(names)}")
            denied = len(names) == 1  # the last of the list
        else:
            denied = bool(pattern("denies-each").match(typed[at:].lstrip(" ,;.\r\n")))
            parts.append(part)
        at += len(part)
    return "".join(parts)


def _may_be_denied(name: str, library: Library) -> bool:
    code = _known(name.casefold(), library)
    known = library.conditions[code] if code else None
    return bool(known and known.rules and not known.of_medicines) and not (
        pattern("is-so").search(name)
    )


def must_be_readable(entry: ReadEntry) -> None:
    """Refuse a side or place that cannot be read, and what denies and tells. Raises Wrong."""
    typed, of = shown(entry.text), entry.conditions[0] if entry.conditions else ""
    if entry.doubt == "both":
        raise Wrong(f"{typed} says several things.", "Write each in an entry of its own.")
    if entry.doubt == "place":
        meant = f"If you mean {one_of(entry.meant)}, write that. If not, w" if entry.meant else "W"
        wrong = f"The rules of {of} say nothing of the part of the body in {typed}."
        raise Wrong(wrong, f"{meant}rite {of} alone, and press nothing near it.")
    if entry.doubt == "side":
        wrong = f"{typed} says a side, and more than can be read."
        raise Wrong(wrong, f"If it is so, write: {', '.join(entry.meant)}.")


def ages_apart(ages: Iterable[float]) -> bool:
    """Whether these cannot be ages of one person."""
    known = list(ages)
    return bool(known) and max(known) - min(known) > _APART


def doubt_of(text: str, found: Collection[Mention], library: Library) -> Doubt:
    """What makes it unsure whether the patient has what was found in a text, and now."""
    if pattern("relative").search(text):
        return "relative"
    is_due = pattern("due").search(text)
    if _is_long_over(text) and not is_due and all(mentions.is_over(one, library) for one in found):
        return "long-ago"
    stay = [library.conditions[name].stays for one in found for name in one.conditions]
    if not all(stay) and _is_to_come(text, found, library):
        return "to-come"
    if not any(stay) and pattern("over").search(text):
        return "over"
    return "unsure" if pattern("unsure").search(text) else ""


def _is_to_come(text: str, found: Collection[Mention], library: Library) -> bool:
    """Whether what was found may not be there yet. A birth that is due is of somebody who is
    pregnant, and who tries to be counts as it.
    """
    codes = {name for one in found for name in one.conditions}
    operated = _is_operation(text, codes, library)
    if operated and any(map(_may_come, _without("chart-when", text.casefold())[1])):
        return True
    if not pattern("to-come").search(text) or (pattern("due").search(text) and not operated):
        return False
    counted = {name for code in codes for name in library.conditions[code].counted}
    return all(one.by_name and one.words.strip() not in counted for one in found)


def told_under(heading: str, text: str, library: Library, *, of_health: bool) -> list[Mention]:
    """What a text under a heading tells; what stands under allergies need not say the word again,
    and whoever is allergic to a medicine does not take it.
    """
    found = _found_in(text, library, of_health=of_health)
    if not _of_allergies(heading):
        return found
    if not found:
        text = f"{_BAND_AID.sub('bandaid', text).partition('(')[0]} allergy"
        found = _found_in(text, library, of_health=of_health)
    if pattern("dose").search(text):
        return found
    taken = {name for name, one in library.conditions.items() if one.of_medicines}
    return [one for one in found if one.by_name and not taken & {*one.conditions}]


def _of_allergies(heading: str) -> bool:
    return bool(pattern("allergies-alone").fullmatch(heading))


def _found_in(text: str, library: Library, *, of_health: bool) -> list[Mention]:
    """People have kids: of ages, only numbers tell of the patient, and no year of what was then."""
    found = mentions.found_in(text, library, answers=True, ages=False, prose=not of_health)
    was_then = not of_health or pattern("long-ago").search(text)
    return found if was_then else [*found, *mentions.aged(text, library)]


# ── as in a chart ───────────────────────────────────────────────────────────────────────────────


def _of_age(typed: str, library: Library) -> ReadEntry | None:
    """An age alone, or beside a child or a man; beside anything else it may be that of a day long
    gone. It says what it says in a column of a table (`ages.py`).
    """
    match = pattern("chart-age").search(typed)
    if match is None:
        return None
    who, unit = _plain(f"{typed[: match.start()]} {typed[match.end() :]}"), match["unit"] or ""
    years = mentions.years_of(match["number"], unit or "y")
    known = years < mentions.OLDEST
    code = mentions.condition_of(years, library, answers=True) if known else ""
    by_age = _NEVER if code == _OLD else code
    named = _known(who, library) or ""
    if (unit[:1] == "w" and not match["old"]) or who in _HERS:
        return None  # perhaps those of a pregnancy, or of a mother's baby
    if who in _WOMEN:
        is_age = who or match["old"] or (match["age"] or "").startswith("age") or unit[:1] == "y"
        found = [by_age] if is_age else []
    elif who in _MEN or (named == _OLD and code in ("", _NEVER, _OLD)):
        found = [named, by_age]
    else:
        by_years = named and library.conditions[named].age_below
        found = [code] if by_years and code in (named, *_MADE_OF.get(named, ())) else []
    found = list(dict.fromkeys(filter(None, found)))
    if not found:
        return None
    perhaps = _OLD if code == _OLD and _OLD not in found else ""
    cure = f"If {_OLD} is right, write that, too." if perhaps else ""
    told = " and ".join(found)
    return ReadEntry(typed, "is", tuple(found), told=told, cure=cure, perhaps=perhaps, years=years)


def _of_name(typed: str, library: Library) -> ReadEntry | None:
    """A name with a side, a place or a day; a place may belong to the name, as in `artificial hip`.
    In doubt where its rules are about another part of the body: lymph nodes that were taken from a
    groin change a leg, not an arm.
    """
    rest, done = _without("chart-done", typed)
    rest, had = _without("chart-had", rest)
    rest, days = _without("chart-when", rest)
    rest, still = _without("chart-is", rest)
    rest, sided = _without("chart-side", rest)
    name, places, weak = _plain(rest), list[str](), list[str]()
    code = _known(name, library) or _known_twice(rest, library)
    still += ["twice"] if code and not _known(name, library) else []
    if code is None and (taken := _medicine(rest, library)):
        code, still = taken, ["dose"]
    if code is None:
        rest, places = _without("chart-place", rest)
        rest, weak = _without("chart-weak", rest)
        name = _plain(rest)
        code = _known(name, library)
    if code is None:
        return None
    condition, over = library.conditions[code], _is_long_over(typed)
    parts = [_plain(one).split()[-1] for one in places]
    if condition.placed and not {one.removesuffix("s") for one in parts} <= condition.placed.parts:
        meant = condition.placed.otherwise
        return ReadEntry(typed, "may-be", (code,), doubt="place", meant=meant)
    if not [*days, *still, *sided, *places, *had] or (weak and condition.side != "weak"):
        return None
    # `breast surgery` is more than `surgery`
    joined = (both for one in parts for both in (f"{one} {name}", f"{name} {one}"))
    others = {_known(one, library) for one in joined}
    others.update(*(one.conditions for one in mentions.found_in(typed, library, answers=True)))
    if others - {code, None} or (len(_sides(sided)) == 1 and condition.side == "asked"):
        return None
    is_over = over and mentions.is_over(Mention(name, (code,)), library)
    if is_over or not (condition.rules or condition.lasting):
        return None
    if had and (condition.passes or condition.of_medicines):
        return None
    if (days or had) and (code == _PREGNANT or (condition.excludes and not condition.lasting)):
        return None  # it was so on that day
    operated = _is_operation(name, [code], library)
    if (operated and any(map(_may_come, days))) or (done and not operated):
        return None
    late = operated and days and not over and not _is_wound(code, library)
    found = [code, *fresh([code], library)] if late else [code]
    sides = _sides(sided) if _has_sides(code, library) else frozenset()
    side, cure, perhaps = " and the ".join(sorted(sides)), "", ""
    if late:
        cure = f"If it has long healed, write: {' '.join([name, *sorted(sides)])}"
    elif operated and not days and not _is_wound(code, library):
        perhaps = fresh([code], library)[0]
        cure = f"If it was in the last months, write {perhaps}, too."
    elif sides and condition.side == "weak" and not weak:
        sides, cure = frozenset(), f"If the {side} side is weak, write: {name} {side} side weak"
    rest = f", on the {side}" if sides else "" if late else " (the rest changes nothing)"
    return ReadEntry(typed, "is", tuple(found), sides, " and ".join(found) + rest, cure, perhaps)


def _has_sides(condition: str, library: Library) -> bool:
    """Whether a rule of a condition is about one side of the body."""
    return any(rule.one_side for rule in library.conditions[condition].rules)


def _known(name: str, library: Library) -> str | None:
    return library.find("condition", name, guess=False).code


def _medicine(text: str, library: Library) -> str | None:
    """The condition of a medicine with how much of it is taken."""
    code = _known(_plain(_without("chart-dose", text)[0]), library)
    return code if code and library.conditions[code].of_medicines else None


def _known_twice(text: str, library: Library) -> str | None:
    """The condition of `blood thinners (Xarelto)`: both are names of it."""
    named = _TWICE.fullmatch(text.strip())
    both = {_known(_plain(one), library) for one in named.groups()} if named else set()
    return both.pop() if len(both) == 1 else None


def _without(name: str, text: str) -> tuple[str, list[str]]:
    """A text without what a pattern finds, and what that is."""
    found = [match[0] for match in pattern(name).finditer(text)]
    return pattern(name).sub(" ", text), found


def _plain(text: str) -> str:
    return _SIGNS.sub(" ", text).strip()


def _is_wound(condition: str, library: Library) -> bool:
    """Whether it is an operation that has not healed."""
    return _WOUND in (condition, *library.conditions[condition].implies)


def _is_operation(text: str, conditions: Iterable[str], library: Library) -> bool:
    """Whether what a text says of these conditions was done by a surgeon."""
    operated = any(
        _is_wound(one, library) or library.conditions[one].operated for one in conditions
    )
    return operated or bool(pattern("operation").search(text))


def fresh(conditions: Iterable[str], library: Library) -> list[str]:
    """What an operation behind these conditions is until it has healed."""
    named = [library.conditions[one].operated for one in conditions]
    return list(dict.fromkeys(filter(None, named))) or [_WOUND]


def may_be_late(text: str, conditions: Collection[str], library: Library) -> bool:
    """Whether an operation of these conditions may be of the last months, which nothing says."""
    wound = any(_is_wound(one, library) for one in conditions)
    operated = not wound and _is_operation(text, conditions, library)
    return operated and not _is_long_over(text)


def _sides(found: Iterable[str]) -> frozenset[str]:
    of = {"l": {"left"}, "r": {"right"}, "b": {"left", "right"}}
    named = (pattern("chart-side").fullmatch(one) for one in found)
    return frozenset().union(*(of[match["side"][0]] for match in named if match))


def _is_long_over(text: str) -> bool:
    """Whether a day lies years back; early in a year, the last one is none."""
    match = pattern("long-ago").search(text.casefold())
    year = _YEAR.fullmatch(match[0]) if match else None
    return bool(match) and (year is None or int(year[0]) < (today() - _LATE).year)


def _days(day: str) -> Iterator[date]:
    """The days that a date may mean, whichever of its numbers the month is; of a month with its
    year, the last.
    """
    numbers = [int(one) for one in re.findall(r"\d+", day)]
    if not numbers or _SPAN.search(day):
        return
    named, year = _MONTH.search(day), next((n for n in numbers if n > _MOST_DAYS), today().year)
    rest = [number for number in numbers if number <= _MOST_DAYS]
    months = [_MONTHS.index(named[0]) + 1] if named else rest
    for month, number in product(months, rest if rest and (named or rest[1:]) else [_MOST_DAYS]):
        if 1 <= month <= len(_MONTHS):
            yield date(year, month, min(max(number, 1), monthrange(year, month)[1]))


def _may_come(day: str) -> bool:
    """Whether a day may be one to come."""
    if (year := _YEAR.search(day)) and int(year[0]) > today().year:
        return True
    if any(one > today() for one in _days(day)):
        return True
    if day.startswith("this "):
        return True
    if of_chart := _MONTH_YEAR.fullmatch(day):
        of, now = (int(of_chart[2]), int(of_chart[1])), (today().year % 100, today().month)
        return of > now and of[1] <= len(_MONTHS)
    month = None if _PAST.search(day) else _MONTH.search(day)
    return month is not None and 0 < (_MONTHS.index(month[0]) + 1 - today().month) % 12 <= _SOON
