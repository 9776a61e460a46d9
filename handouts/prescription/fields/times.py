"""How often and for how long, in the words of a patient: not as charts and pharmacies write it, and
never a number alone.
"""

from __future__ import annotations

import re

from handouts.files.reading import shown
from handouts.prescription.fields.typed_words import OF_CHARTS, UNITS_OF_CHARTS
from handouts.prescription.fields.values import Wrong, one_of
from handouts.text.amount import AMOUNT
from handouts.text.typed import narrow
from handouts.text.words import any_of

_COUNT = rf"(?:{AMOUNT}|one|two|three|four|five|six|seven|eight|nine|ten)"
_ONLY_COUNTED = re.compile(
    rf"\W*(?:x|×)?\s*({_COUNT}(?:\s*(?:[-‐‑–—/]|to|or)\s*{_COUNT})?)\s*(?:x|×|times?)?\W*"
    r"|(once|twice)\W*", re.I,
)  # fmt: skip
_ZERO = re.compile(r"\W*(?:0+(?:[.,]0+)?|zero)(?![\d.,:/]|\s*(?:[-–—]|to\b|or\b))\b", re.I)
_DOSES = re.compile(r"[\W_]*([0-9])[-–—+]([0-9])[-–—+]([0-9])(?:[-–—+][0-9])?[\W_]*")
"""Morning, noon and evening in the way of a pharmacy: `1-0-1`."""
_FRACTION = re.compile(r"(?<![\d/.])(\d{1,2})/(7|12|40|52)(?![\d/])")
"""`6/52`: six weeks to a British doctor, and a sum to a patient."""
_UNTIL = re.compile(r"\b(?:un)?till? $|\b(?:thru|through|by) $", re.I)
"""Behind it, `12/7` is a day."""
_UNIT_OF = {"7": "day", "12": "month", "52": "week"}
_TIMES = re.compile(
    r"(?:(?<![^\W_])([-‐‑–—]?)(\d+) ?[x×]|[x×] ?()(\d+))"
    r"(?= ?/| (?:a|on|per|each|every|daily|weekly)\b)", re.I,
)  # fmt: skip
"""`3x`, `x3`, where it says of what."""
_BY = re.compile(r"(?<![^\W_])(\d+)[x×](\d+) ?(?=[^\W\d_])", re.I)
"""`2x5min`."""
_LASTING = re.compile(
    rf"^\W*(?:for )?[x×] ?(?={_COUNT}(?: ?(?:[-‐‑–—]|to|or) ?{_COUNT})?"
    rf" ?(?:{any_of((*UNITS_OF_CHARTS, *UNITS_OF_CHARTS.values()))})s?\b)", re.I,
)  # fmt: skip
"""`x` before `10 days`."""
_UNIT = re.compile(
    rf"(?:({_COUNT}) ?|\b(?:a|per|each|every) )({any_of(UNITS_OF_CHARTS)})\b\.?", re.I
)
_HOURS = re.compile(r"\bq ?(\d{1,2}) ?h(?:rs?|ours?)?\b", re.I)
_DAYS = {"M": "Mon", "T": "Tue", "Tu": "Tue", "W": "Wed", "Th": "Thu", "F": "Fri", "Sa": "Sat",
         "Su": "Sun"}  # fmt: skip
_DAY = r"(?:Th|Tu|Sa|Su|M|T|W|F)"
_LETTERS = re.compile(rf"(?<![^\W_]){_DAY}(?: ?[/,;&+-] ?{_DAY}| {_DAY}|{_DAY})+(?![^\W_])")
"""`M/W/F`, `TTh`: letters for days of the week."""
_ODD_LETTERS = re.compile(r"(?<![^\W_])[A-Z] ?/ ?[A-Z](?![^\W_])")
_TWO_MEANINGS = re.compile(r"\bbi-?(week|month)ly\b", re.I)
_A_RATE = re.compile(
    rf"\W*({_COUNT}) ?/ ?({any_of((*UNITS_OF_CHARTS, *UNITS_OF_CHARTS.values()))})\W*", re.I
)
_RATE = re.compile(rf" ?/ ?({any_of((*UNITS_OF_CHARTS, *UNITS_OF_CHARTS.values()))})\b\.?", re.I)


def in_plain_words(typed: str) -> str:
    """How often and for how long in a patient's words, not as charts have it (`BID`, `3 wks`)."""
    short = narrow(typed)
    said = _BY.sub(r"\1 x \2 ", _LASTING.sub("", short))
    said = re.sub(r"[^\W_]+(?:\.[^\W_]+)*\.?", _word, _HOURS.sub(r"every \1 hours", said))
    if said != short:
        said = said[:1].upper() + said[1:]
    said = _RATE.sub(lambda rate: f" a {rate[1].lower()}", _TIMES.sub(_times, said))
    said = _UNIT.sub(_unit, said)
    return typed if said == short else said


def _word(match: re.Match[str]) -> str:
    return OF_CHARTS.get(match[0].replace(".", "").casefold(), match[0])


def _times(match: re.Match[str]) -> str:
    number, once = match[2] or match[4], "once" if match.start() else "Once"
    return once if number == "1" and not match[1] else f"{match[1] or ''}{number} times"


def _unit(match: re.Match[str]) -> str:
    """`3 wks` as `3 weeks`, `a wk` as `a week`."""
    unit = UNITS_OF_CHARTS[match[2].casefold()]
    several = match[1] and match[1].casefold() not in ("1", "one")
    before = match[0][: match.start(2) - match.start()].rstrip()
    return f"{before} {unit}{'s' if several else ''}"


def must_be_plain(typed: str, units: tuple[str, ...]) -> None:
    """Refuse what a patient would not understand; `units` are what a number may count (`days`)."""
    plain = narrow(typed)
    if _ZERO.match(plain):  # whatever is meant, it is nothing to press by
        raise Wrong(f"{shown(typed)} is none at all.", "Write how many, or leave the field out.")
    if doses := _DOSES.fullmatch(plain):
        times = zip(doses.groups(), ("morning", "noon", "evening"), strict=True)
        wrong = f"{shown(typed)} is how pharmacies write it, which patients may not know."
        when = one_of((time for count, time in times if count != "0"), "and")
        raise Wrong(wrong, f"Write: {when or 'when'}")
    _must_name_its_days(plain)
    rate = None if units[0].startswith("times ") else _A_RATE.fullmatch(plain)
    if rate:
        unit = UNITS_OF_CHARTS.get(rate[2].casefold(), rate[2])
        cure = f"Write how long, like: {rate[1]} {unit}s"
        raise Wrong(f"{shown(typed)} says how often, not how long.", cure)
    found = _FRACTION.search(plain)
    if found and not (found[2] in ("7", "12") and _UNTIL.search(plain[: found.start()])):
        if found[0] == "24/7":
            raise Wrong("“24/7” is no time to press.", "Write how often, like: 3 times a day")
        number, of = found.groups()
        unit = f"{_UNIT_OF.get(of)}{'' if number == '1' else 's'}"
        meant = f"week {number} of the pregnancy" if of == "40" else f"{number} {unit}"
        wrong = f"{shown(found[0])} is how charts write it, which patients do not know."
        raise Wrong(wrong, f"Write: {meant}")
    _must_have_unit(typed, units)


def _must_name_its_days(plain: str) -> None:
    """Refuse letters for days of the week, others, and what some take for twice as often."""
    if letters := _LETTERS.search(plain):
        between = " to " if "-" in letters[0] and letters[0].count("-") == 1 else ", "
        days = between.join(_DAYS[one] for one in re.findall(_DAY, letters[0]))
        raise Wrong(f"A patient may not know what {shown(letters[0])} means.", f"Write: {days}")
    if letters := _ODD_LETTERS.search(plain):
        raise Wrong(f"A patient may not know what {shown(letters[0])} means.", "Write it in words.")
    if two := _TWO_MEANINGS.search(plain):
        of = two[1].casefold()
        wrong = f"{shown(two[0])} is twice a {of} to some, and every second {of} to others."
        raise Wrong(wrong, f"Write: twice a {of}, or every two {of}s")


def _must_have_unit(typed: str, units: tuple[str, ...]) -> None:
    """Refuse a number that does not say of what (`14`, `3x`); `units` are offered behind it."""
    match = _ONLY_COUNTED.fullmatch(narrow(typed)) if len(typed) <= 40 else None
    times = units[0].startswith("times ")
    if not match or (match[2] and not times):  # `once` counts times, not days
        return
    number = (match[1] or match[2]).casefold()
    if match[2]:
        units = tuple(unit.removeprefix("times ") for unit in units)
    elif number in ("1", "one"):
        units = tuple(unit.replace("s", "", 1) if " " not in unit else unit.replace("times", "time")
                      for unit in units)  # fmt: skip
    asked = one_of(unit.removeprefix("time").removeprefix("s").strip() for unit in units)
    offered = one_of(f"{number} {unit}" for unit in units)
    raise Wrong(f"{shown(typed)} says no unit: {asked}?", f"Write: {offered}")
