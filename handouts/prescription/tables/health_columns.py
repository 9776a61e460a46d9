"""Columns of an export in which something of health may stand: medicines, diagnoses, allergies.

What safety knows of a cell is told apart from what no rule knows, and from what may not be the
patient's own, or not now. Before anything is made, one list of patients to look at is asked about:
what stands in columns that are not read, who is not expected, and a side of the whole patient.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from handouts.files.reading import shown
from handouts.library import Library
from handouts.library.mentions import found_in, pattern
from handouts.library.yaml_text import Scalar
from handouts.prescription.age import read_age
from handouts.prescription.entry import (
    SAYS_YES,
    ReadEntry,
    may_be_late,
    must_be_readable,
    read_entry,
    told_under,
    with_lists_denied,
)
from handouts.prescription.fields import values
from handouts.prescription.fields.blanks import is_answer, is_no_alert, kind_of, says
from handouts.prescription.fields.fill import divided
from handouts.prescription.fields.typed_words import SYNONYMS
from handouts.prescription.fields.values import Wrong, some
from handouts.prescription.tables import headings
from handouts.prescription.tables.headings import Asked, Column, is_health, plain, question
from handouts.prescription.tables.table_file import NumberedCells
from handouts.prescription.tables.table_rows import Headings, filled

_MOST_NAMED, _MOST_TEXTS = 30, 60
_UNCLEAR = ("may-be", "denied", "noted", "unknown")
_CODE = re.compile(r"\b[a-z]\d[\da-z](?:\.[\da-z]{1,4})?\b", re.I)
"""Of a diagnosis, under a heading that says which list it is from: R11.0."""
_PARTS = re.compile(r"[,;|•\r\n]+|\.\s+")


def may_hold(heading: str, library: Library) -> bool:
    """Whether safety looks into a column that is not read: a city may be called Burn."""
    other = pattern("other-matter").search(plain(heading)) and not is_health(heading)
    return not other or bool(found_in(heading, library, answers=True, ages=False, prose=True))


def read_cell(
    cell: str, heading: str, library: Library, *, read: bool = False
) -> tuple[ReadEntry, ...]:
    """What a cell says, entry by entry; `read`: somebody has said that the column is of conditions,
    whatever its heading is.
    """
    of_health = read or is_health(heading)
    of_list = list[str]()
    if pattern("code-list").search(heading):
        heading, of_list = pattern("code-list").sub(" ", heading), _CODE.findall(cell)
        cell = _CODE.sub(" ", cell)
    if not read and _is_of_other_matter(cell, heading, library):
        return ()
    cell = with_lists_denied(cell, library)
    typed = (one.lstrip(" -\t").rstrip() for one in _PARTS.split(cell))
    parts = _with_years(filter(None, typed))
    entries = [read_entry(one, library, heading, of_health=of_health) for one in parts]
    entries += [ReadEntry(one, "noted") for one in of_list]
    if any(one.state in ("is", "among", "may-be") for one in entries):
        return tuple(entries)
    found = told_under(heading, heading, library, of_health=of_health)
    codes = tuple(name for one in found for name in one.conditions)
    return tuple(  # "Pregnant: not sure yet" is no answer
        replace(one, state="may-be", conditions=codes, doubt="unsure")
        if codes and one.state in ("noted", "unknown") else one
        for one in entries
    )  # fmt: skip


def _is_of_other_matter(cell: str, heading: str, library: Library) -> bool:
    """Whether a cell is the letter of a middle name, or a number under a heading that says nothing
    of which condition that would be: ages have columns of their own.
    """
    typed = cell.strip()
    if pattern("initial").fullmatch(heading.strip()):
        return len(typed.rstrip(".")) == 1 and not SAYS_YES.match(typed)
    if not typed.replace(".", "").isdecimal():
        return False
    return not told_under(heading, heading, library, of_health=is_health(heading))


def spoken_of(entries: Iterable[ReadEntry]) -> tuple[str, ...]:
    """All conditions that a cell speaks of, the patient's own or perhaps so."""
    sure, unsure = list[str](), list[str]()
    for one in entries:
        if one.state in ("is", "among"):
            sure += one.conditions
        elif one.state == "may-be":
            unsure += one.conditions
    return tuple(dict.fromkeys([*sure, *unsure]))


def _with_years(typed: Iterable[str]) -> list[str]:
    """Parts of a cell; when it was belongs to what it was: `broken arm, 1990`."""
    parts: list[str] = []
    for part in typed:
        if parts and pattern("long-ago").fullmatch(part.strip(" ().")):
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    return parts


def conditions_in(cell: str, heading: str, library: Library) -> tuple[str, ...]:
    """What a cell says, as entries under `conditions:`, where a word that only leads to some may
    have its answer. Raises Wrong for what may not be the patient's own, or not now.
    """
    taken: dict[str, None] = {}
    for one in read_cell(cell, heading, library, read=True):
        if one.doubt == "several" or (one.state == "unknown" and read_age(one.text, library)):
            taken[one.text] = None  # asked about there
        elif one.state == "may-be":
            must_be_readable(one)
            wrong = f"It is not clear whether {shown(one.text)} is the patient's own, and now."
            raise Wrong(wrong, "Keep in this cell what the patient has, and delete the rest.")
        elif one.state in ("is", "among"):
            taken |= dict.fromkeys(one.written)
    return tuple(taken)


def under_condition(cell: str, heading: str, library: Library) -> str:
    """What a cell under a heading that is a condition comes to: the heading where it says yes, with
    a side or a day behind it (`yes, left side`), or what it tells besides (`yes, and on warfarin`);
    nothing for no; else what it names. Raises Wrong for anything else.
    """
    if yes := SAYS_YES.match(cell):
        rest = cell[yes.end() :].strip(" -–—,;:()")
        with_it = read_entry(f"{heading} {rest}", library)
        if rest and with_it.state == "is":
            return with_it.written[0]
        own = library.find("condition", heading).code
        besides = [one for one in found_in(rest, library) if own not in one.conditions]
        return f"{heading}\n{rest}" if besides else heading
    if is_answer(cell, "yes"):
        return heading
    if is_no_alert(cell) or found_in(cell, library, answers=True):
        return cell
    wrong = f"{shown(cell)} is neither yes nor no."
    raise Wrong(wrong, f"Under {heading} write yes or no, or the name of what the patient has.")


def named_in(cell: str, heading: str, library: Library) -> Iterator[tuple[str, str]]:
    """The parts of a cell of alerts, each with the conditions that it names where it says nothing
    else that counts (`TKA 2024 at St. Mary's`). What is a name alone, may not be so, may be an
    operation of late or has a number that says no year stays as it is typed.
    """
    typed = divided(Scalar(with_lists_denied(cell, library), 0))
    for part in _with_years(one.text for one in typed):
        entries = read_cell(part, heading, library, read=True)
        if [one.state for one in entries] == ["is"]:
            yield part.replace(",", ""), ""
            continue
        named = {name for one in found_in(part, library, answers=True) for name in one.conditions}
        number = re.search(r"\d", pattern("harmless-number").sub("", part))
        clear = all(one.state not in _UNCLEAR for one in entries) and not number
        clear = clear and named <= {*spoken_of(entries)} and not may_be_late(part, named, library)
        yield part, "" if not clear else "; ".join(name for one in entries for name in one.written)


# ── what is asked before anything is made ───────────────────────────────────────────────────────


def questions(table: Headings, rows: Iterable[NumberedCells], library: Library) -> list[Asked]:
    """What is asked of columns that are not read, and of a status where yes can mean both."""
    medical = [c for c in table.columns if c.is_left and may_hold(c.heading, library)]
    columns = [c for c in table.columns if c.is_left or c.field == headings.STATUS]
    to_look_at: list[str] = []
    holding: set[int] = set()
    found: dict[tuple[str, int], list[str]] = {}
    for number, cells in rows:
        known_here = []
        for one, cell in filled(columns, cells):
            known = spoken_of(read_cell(cell, one.heading, library)) if one in medical else ()
            if codes := _with_rules(known, library):
                known_here.append(f"{', '.join(codes)} in {one.in_command}")
                holding.add(one.place)
            about = _says(table, one, cell, cells)
            if about == "unclear" or (about != "in" and one.is_left):
                row = table.row(number, cells, shown(cell)[1:-1])
                found.setdefault((about, one.place), []).append(row)
        if known_here:
            to_look_at.append(table.row(number, cells, "; ".join(known_here)))
    maps = " ".join(f'--map "{c.in_command}=conditions"' for c in medical if c.place in holding)
    asked = [("known", maps, to_look_at)] if to_look_at else []
    asked += [(about, table.columns[at].in_command, those) for (about, at), those in found.items()]
    return [question(*one, rows=some(those, _MOST_NAMED)) for *one, those in asked]


def _says(table: Headings, column: Column, cell: str, cells: Sequence[str]) -> str:
    """What a cell says by its heading; a side that stands at the points of the row is nothing."""
    said = says(cell, kind_of(column.name))
    if said != "side":
        return said
    typed = _sides_in(" ".join(points for _, points in filled(table.of("points"), cells)))
    return "in" if typed and typed == _sides_in(cell) else said


def _sides_in(text: str) -> set[str]:
    typed = re.findall(r"[^\W\d_]+", text.casefold())
    return {SYNONYMS.get(word, word) for word in typed} & {"left", "right"}


# ── what is told of columns that were spoken of ─────────────────────────────────────────────────


_Tally = defaultdict[str, dict[int, None]]
"""Things that were found, each with its rows."""


def _listed(found: _Tally) -> str:
    """`blood-thinners (rows 2, 5)`."""
    each = [f"{what} ({values.rows([*at], _MOST_NAMED)})" for what, at in found.items()]
    return some(each, _MOST_TEXTS)


def told_of(table: Headings, rows: Iterable[NumberedCells], library: Library) -> list[Asked]:
    """What was read in columns that are said to be conditions, or is not read as was said."""
    read = table.of(headings.MEDICAL)
    said = [one for one in table.of(headings.PASSED_OVER) if one.said]
    passed = [one for one in said if may_hold(one.heading, library)]
    found = {about: _Tally(dict) for about in ("read", "read_unknown", "unread", "unread_side")}
    holding: set[int] = set()
    for number, cells in rows:
        for one, cell in filled(read, cells):
            for entry in read_cell(cell, one.heading, library, read=True):
                if entry.state in ("is", "among"):
                    for code in entry.conditions:
                        found["read"][code][number] = None
                elif entry.state in ("noted", "unknown", "denied"):
                    found["read_unknown"][shown(entry.text)][number] = None
        for one, cell in filled(passed, cells):
            for code in _with_rules(spoken_of(read_cell(cell, one.heading, library)), library):
                found["unread"][code][number] = None
                holding.add(one.place)
            if _says(table, one, cell, cells) == "side":
                found["unread_side"][one.in_command][number] = None
    names = [one.in_command for one in read]
    left = [one.in_command for one in passed if one.place in holding]
    parts = {"heading": "".join(left[:1]), "left": ", ".join(left), "read": ", ".join(names)}
    return [
        question(f"told_{about}", listed=_listed(tally), **parts)
        for about, tally in found.items() if tally
    ]  # fmt: skip


def _with_rules(codes: Iterable[str], library: Library) -> list[str]:
    """Without mere answers, as `not-pregnant`."""
    return [code for code in codes if library.conditions[code].rules]
