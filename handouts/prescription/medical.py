"""Columns of an export in which something of health may stand: medicines, diagnoses, allergies.

What safety knows of a cell is told apart from what no rule knows, and from what may not be the
patient's own, or not now. Before anything is made, one list of patients to look at is asked about:
what stands in columns that are not read, who is not expected, and a side of the whole patient.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from handouts.files.reading import shown
from handouts.library import Library
from handouts.library.spoken import (
    Told,
    aged,
    is_over,
    may_be,
    needs_no_rule,
    pattern,
    slips,
    told,
    words,
)
from handouts.library.yaml_text import Scalar
from handouts.prescription import headings, values
from handouts.prescription.charted import (
    charted,
    days_in,
    is_long_over,
    is_operation,
    misplaced,
    sides_in,
)
from handouts.prescription.fill import divided
from handouts.prescription.headings import Asked, Column, is_health, plain, question
from handouts.prescription.nothing import is_no_alert, kind_of, says, says_yes
from handouts.prescription.table_file import NumberedCells
from handouts.prescription.table_rows import Headings, filled
from handouts.prescription.typed_words import SYNONYMS
from handouts.prescription.values import Wrong, one_of, some

_WOUND = "recent-surgery"
_MOST_NAMED, _MOST_TEXTS, _MOST_SLIPS = 30, 60, 3
_SAYS_YES = re.compile(r"(yes|y|true)\b", re.I)
_BAND_AID = re.compile(r"band[ -]aid", re.I)
_PARTS = re.compile(r"[,;|•\r\n]+|\.\s+")


def may_hold(heading: str, library: Library) -> bool:
    """Whether safety looks into a column that is not read: all but those of other matters. A city
    may be called Burn, and a therapist Asa.
    """
    other = pattern("other-matter").search(plain(heading)) and not is_health(heading)
    return not other or bool(told(heading, library, answers=True, ages=False, prose=True))


@dataclass(frozen=True, slots=True)
class CellTold:
    """What a cell says: conditions that are plainly the patient's, parts that speak of some and may
    not be, and parts that no rule knows. `entries`: how the first ones are written under
    `conditions:`, as they were typed where the side or the day is read there.
    """

    conditions: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    of_unsure: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """All conditions that the cell speaks of."""
        return tuple(dict.fromkeys([*self.conditions, *self.of_unsure]))


def told_in(cell: str, heading: str, library: Library, *, read: bool = False) -> CellTold:
    """What a cell under such a heading tells, part by part; `read`: it was said that the column is
    one of conditions, whatever its heading is.
    """
    conditions: list[str] = []
    entries: list[str] = []
    unsure: dict[str, tuple[str, ...]] = {}
    unknown: list[str] = []
    denied: list[str] = []
    allergies = bool(pattern("allergies-alone").fullmatch(heading))
    of_health = read or is_health(heading)
    for part in _with_years(filter(None, (one.strip(" -\t") for one in _PARTS.split(cell)))):
        if is_no_alert(part) or _needs_no_rule(part, library, allergies=allergies):
            continue
        of_heading = says_yes(part) or _SAYS_YES.match(part) or pattern("value").fullmatch(part)
        if taken := _taken(part, library) if of_health and not allergies else ():
            conditions += taken
            entries.append(part.replace(",", ""))
            continue
        text = f"{heading}: {part}" if of_heading else part
        found = _told(text, heading, library, of_health=of_health)
        codes = _codes(found)
        clear = of_heading or all(one.by_name for one in found)
        answers = [code for code in codes if not library.conditions[code].rules]
        denies = bool(pattern("denies").match(text)) and not answers
        may_not_be = any(pattern(one).search(text) for one in ("relative", "over", "unsure"))
        if is_long_over(part) and not pattern("due").search(text):
            may_not_be |= all(map(is_over, found))
        operated, (days, is_to_come) = is_operation(text, codes), days_in(text)
        may_not_be |= (operated and is_to_come) or misplaced(part, library) is not None
        may_not_be |= bool(sides_in(part)) and _has_sides(codes, library)
        if may_not_be or (pattern("yet").search(text) if denies else not clear):
            unsure |= {part: codes} if codes else {}
            unknown += [] if codes else [part]
        elif denies:
            denied.append(part)
        elif codes:
            late = [_WOUND] if operated and days and not is_long_over(part) else []
            conditions += [*codes, *late]
            entries += [*codes, *late]
        elif meant := _may_be(part, library) if of_health else []:
            unsure[part] = tuple(one for one in meant if one in library.conditions)
        else:
            unknown.append(part)
    of_heading_too = ()
    if not conditions and not unsure:
        of_heading_too = _codes(_told(heading, heading, library, of_health=of_health))
    if of_heading_too:  # "Pregnant: not sure yet" is no answer
        unsure, unknown = dict.fromkeys(unknown, of_heading_too), []
    of_unsure = tuple(code for codes in unsure.values() for code in codes)
    unknown += denied
    given = (tuple(dict.fromkeys(one)) for one in (conditions, entries))
    conditions_of, entries_of = given
    return CellTold(conditions_of, tuple(unsure), tuple(unknown), of_unsure, entries_of)


def _taken(part: str, library: Library) -> tuple[str, ...]:
    """What a part says as it does under `conditions:`, where it says nothing else."""
    code, chart = library.find("condition", part, guess=False).code, charted(part, library)
    return (code,) if code else chart.conditions if chart else ()


def _may_be(part: str, library: Library) -> list[str]:
    """What a part may mean that is the name of none: `arthritis`, `warfrin`."""
    return may_be(part) or slips(part, library)[:_MOST_SLIPS]


def _has_sides(codes: Iterable[str], library: Library) -> bool:
    """Whether a rule of one of these conditions is about one side of the body."""
    return any(rule.one_side for code in codes for rule in library.conditions[code].rules)


def _with_years(typed: Iterable[str]) -> list[str]:
    """Parts of a cell; when it was belongs to what it was: `broken arm, 1990`."""
    parts: list[str] = []
    for part in typed:
        if parts and pattern("long-ago").fullmatch(part.strip(" ().")):
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    return parts


def _needs_no_rule(part: str, library: Library, *, allergies: bool) -> bool:
    """Whether a part of a cell is taken in silence; not a medicine somebody is allergic to."""
    if not allergies:
        return needs_no_rule(part, library)
    return needs_no_rule(f"{part} allergy", library) and not told(part, library)


def conditions_in(cell: str, heading: str, library: Library) -> tuple[str, ...]:
    """What a cell says of conditions, as entries under `conditions:`. Raises Wrong where it speaks
    of one that may not be the patient's own, or not now, or that a word only leads to.
    """
    cell_told = told_in(cell, heading, library, read=True)
    for part in cell_told.unsure:
        if there := misplaced(part, library):
            other = one_of(there[1]) if there[1] else f"{there[0]} alone"
            wrong = f"The rules of {there[0]} say nothing of the part of the body in {shown(part)}."
            raise Wrong(wrong, f"If you mean {other}, write that in its place; if not, delete it.")
        found = _told(part, heading, library, of_health=True)
        leads = [one.conditions for one in found if not one.by_name]
        if meant := leads[0] if leads else () if found else _may_be(part, library):
            wrong = f"{shown(part)} may mean {one_of(meant)}."
            raise Wrong(wrong, "Write in its place what is true, by its name, or delete it.")
        if sides_in(part) and _has_sides(_codes(found), library):
            wrong = f"{shown(part)} says a side, and more than can be read."
            name = found[0].conditions[0]
            raise Wrong(wrong, f"Write what is true: {name} left or {name} right. Delete the rest.")
        wrong = f"It is not clear whether {shown(part)} is the patient's own, and now."
        raise Wrong(wrong, "Keep in this cell what the patient has, and delete the rest.")
    return cell_told.entries


def under_condition(cell: str, heading: str, library: Library) -> str:
    """What a cell under a heading that is a condition comes to: the heading where it says yes, with
    a side or a day behind it (`yes, left side`), or what it tells besides (`yes, and on warfarin`);
    nothing for no; else what it names. Raises Wrong for anything else.
    """
    if yes := _SAYS_YES.match(cell):
        rest = cell[yes.end() :].strip(" -–—,;:()")
        if charted(f"{heading} {rest}", library):
            return f"{heading} {rest}".replace(",", "")
        own = library.find("condition", heading).code
        besides = [one for one in told(rest, library) if own not in one.conditions]
        return f"{heading}\n{rest}" if besides else heading
    if says_yes(cell):
        return heading
    if is_no_alert(cell) or told(cell, library, answers=True):
        return cell
    wrong = f"{shown(cell)} is neither yes nor no."
    raise Wrong(wrong, f"Under {heading} write yes or no, or the name of what the patient has.")


def named_in(cell: str, heading: str, library: Library) -> Iterator[tuple[str, str]]:
    """The parts of a cell of alerts, each with the conditions that it names where it says nothing
    else that counts (`TKA 2024 at St. Mary's`, `30 wks pregnant`). What is a name alone, may not be
    so, may be an operation of late or has a number that says no year stays as it is typed.
    """
    for part in _with_years(one.text for one in divided(Scalar(cell, 0))):
        if charted(part, library):
            yield part.replace(",", ""), ""
            continue
        said = told_in(part, heading, library, read=True)
        more = {*_codes(told(part, library, answers=True))} - {*said.conditions}  # an age
        number = re.search(r"\d", pattern("harmless-number").sub("", part))
        number = number if "pregnant" not in said.conditions else None
        late = is_operation(part, said.conditions) and not is_long_over(part)
        late &= _WOUND not in said.conditions
        plain_name = library.find("condition", part).code
        unclear = plain_name or said.unsure or said.unknown or more or number or late
        yield part, "" if unclear else "; ".join(said.conditions)


def _told(text: str, heading: str, library: Library, *, of_health: bool) -> list[Told]:
    """What a text tells, and an age in a column of health; what stands under allergies need not say
    the word again, and whoever is allergic to a medicine does not take it.
    """
    under = bool(pattern("allergies-alone").fullmatch(heading))
    found = _told_of_text(text, library, of_health=of_health)
    if under and not found:
        text = f"{_BAND_AID.sub('bandaid', text).partition('(')[0]} allergy"
        found = _told_of_text(text, library, of_health=of_health)
    if under and not pattern("dose").search(text):
        taken = words("of_medicines")
        return [one for one in found if one.by_name and not taken & {*one.conditions}]
    return found


def _told_of_text(text: str, library: Library, *, of_health: bool) -> list[Told]:
    """People have kids: of ages, only numbers tell of the patient, and no year of what was then."""
    found = told(text, library, answers=True, ages=False, prose=not of_health)
    was_then = not of_health or pattern("long-ago").search(text)
    return found if was_then else [*found, *aged(text)]


def _codes(found: Iterable[Told]) -> tuple[str, ...]:
    return tuple(name for one in found for name in one.conditions)


# ── what is asked before anything is made ───────────────────────────────────────────────────────


def questions(table: Headings, rows: Iterable[NumberedCells], library: Library) -> list[Asked]:
    """What is to be asked of columns that are not read, each with its cure. Where yes can mean
    both, that is asked of a status, too.
    """
    medical = [c for c in table.columns if c.is_left and may_hold(c.heading, library)]
    columns = [c for c in table.columns if c.is_left or c.field == headings.STATUS]
    to_look_at: list[str] = []
    holding: set[int] = set()
    found: dict[tuple[str, int], list[str]] = {}
    for number, cells in rows:
        known_here = []
        for one, cell in filled(columns, cells):
            known = told_in(cell, one.heading, library).known if one in medical else ()
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
    """What was read in columns that are said to be conditions, what no rule knows in them, and what
    safety knows in those that are said not to be read.
    """
    read = table.of(headings.MEDICAL)
    said = [one for one in table.of(headings.PASSED_OVER) if one.said]
    passed = [one for one in said if may_hold(one.heading, library)]
    if not read and not passed:
        return []
    known, unknown, left, sides = _Tally(dict), _Tally(dict), _Tally(dict), _Tally(dict)
    holding: set[int] = set()
    for number, cells in rows:
        for one, cell in filled(read, cells):
            cell_told = told_in(cell, one.heading, library, read=True)
            for code in cell_told.conditions:
                known[code][number] = None
            for part in cell_told.unknown:
                unknown[shown(part)][number] = None
        for one, cell in filled(passed, cells):
            for code in _with_rules(told_in(cell, one.heading, library).known, library):
                left[code][number] = None
                holding.add(one.place)
            if _says(table, one, cell, cells) == "side":
                sides[one.in_command][number] = None
    notices = []
    names = ", ".join(one.in_command for one in read)
    if known:
        notices.append((f"Read as conditions in {names}: {_listed(known)}.", ""))
    if unknown:
        wrong = f"This in {names} changes no sheet: {_listed(unknown)}."
        cure = "What safety should know of it: write it by its name into a column conditions."
        notices.append((wrong, cure))
    if left:
        named = [one.in_command for one in passed if one.place in holding]
        wrong = f"Not read, as was said ({', '.join(named)}), though safety knows: {_listed(left)}."
        notices.append((wrong, f'To read it: --map "{named[0]}=conditions".'))
    if sides:
        wrong = f"A side that is not read, as was said: {_listed(sides)}."
        notices.append((wrong, "See that it stands behind the points of these rows."))
    return notices


def _with_rules(codes: Iterable[str], library: Library) -> list[str]:
    """Without mere answers, as `not-pregnant`."""
    return [code for code in codes if library.conditions[code].rules]
