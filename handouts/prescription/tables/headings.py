"""What the headings of a table mean: a practice program's export has many, and names of its own.

What has one meaning is taken; what has none for a handout is passed over and named in a notice, so
that nobody misses it only on paper.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as field_of
from difflib import SequenceMatcher
from functools import cache, partial
from pathlib import Path

from handouts.errors import ContentError, Problem
from handouts.files.reading import shown
from handouts.library.mentions import pattern
from handouts.library.yaml_text import asset_table
from handouts.prescription.fields.blanks import says_nothing
from handouts.prescription.fields.dates import DateOrder
from handouts.prescription.fields.problems import ProblemLog
from handouts.prescription.fields.schema import PRESCRIPTION
from handouts.prescription.fields.typed_words import BEHIND_A_POINT
from handouts.prescription.fields.values import Wrong, meant, one_of, some

_table = partial(asset_table, "columns")
REASON, ORIGIN = "reason", "from"
OF_LISTS = (REASON, ORIGIN)
"""The first columns of `failed.csv`: why a row was not built, and which row of which table it is.
Ours only there, so that a mended file can be run as it is: anywhere else, one may be why a patient
has come, and the other where from."""
OF_UNSENT = ("patient", "email", "where", "reason")
"""All columns of `not-sent.csv`: whose mail did not go. It is no table of patients."""
OWN_COLUMNS = ("id", "password", *OF_LISTS)
"""Columns that are no field of a prescription: for file names, to lock a PDF, and those two."""
LABEL = "link_label"
FIRST, LAST, PREFERRED, TIME = "first_name", "last_name", "preferred_name", "next_visit_time"
PASSED_OVER = ""
NOT_READ = "none"
"""What `--map` calls a column that is not to be read."""

FIELDS = {field.name: field for field in PRESCRIPTION if field.kind != "sections"}
OF_NAMES = (FIRST, LAST, PREFERRED)
ALERT = "alert"
"""What a practice program warns of: read as conditions, so that what safety does not know of it is
asked about. Each of several such columns is read."""
AGE, BORN = "age", "birth_date"
"""They say who is a baby, a child or very old; nothing of them is printed."""
STATUS, CAME, NO_SHOW = ATTENDANCE = ("status", "came", "no_show")
"""Who is not expected, read only where somebody has said so: by what its heading means; by yes for
whoever came; by yes for whoever did not.
"""
MEDICAL = "medical"
"""What is said to be conditions and is called otherwise: words that no rule knows stop no row. It
is no name that a column can be given."""
SEVERAL = frozenset({ALERT, AGE, BORN, *ATTENDANCE, MEDICAL})
"""Of these a table may have more than one column; each is read."""
_PARTS = (*OF_NAMES, TIME, ALERT, AGE, BORN, *ATTENDANCE)
"""Columns that are a part of a field, or say something of the row."""
TARGETS = (*FIELDS, LABEL, *OWN_COLUMNS, *_PARTS)

_VISITS = re.compile(
    r"(appointment|appt|visit|session)(_date)?|start_.*(visit|appoint).*|starts?(_at|_time|_date)?"
)
_PASSWORD = re.compile(r"pass(?:word|code|phrase)")
_NO_SLIPS = frozenset({*OF_LISTS, AGE, BORN, *ATTENDANCE})
"""No slips of these: `Page` is a page, `State` a state."""
_CLOSE = 0.8
"""How alike a heading must be to one of ours for a slip of the fingers: `Payer` is no `paper`."""


def plain(heading: str) -> str:
    """A heading as it is looked up: ` Next Visit: ` and `NEXT-VISIT` are `next_visit`."""
    folded = unicodedata.normalize("NFKC", heading).casefold().replace("’", "").replace("'", "")
    return "_".join(re.findall(r"[^\W_]+", folded))


@cache
def _named() -> dict[str, str]:
    """All names of the columns that are read, without what parts their words."""
    also = {other: name for name, others in _table()["also"].items() for other in others}
    also |= dict.fromkeys(_table()["conditions"], ALERT)
    named = also | {name: name for name in TARGETS}
    return {other.replace("_", ""): name for other, name in named.items()}


def _field(name: str) -> str:
    """The field that a plain heading names, however its words are joined; else empty."""
    field, alone = _aged(name)
    return _named().get(name.replace("_", "")) or (field if alone else PASSED_OVER)


@cache
def _aged(name: str) -> tuple[str, bool]:
    """Which of age and birth a plain heading speaks of, if any, and whether of nothing besides."""
    table, words = _table()["ages"], name.replace("_", " ")
    every, named = "|".join((*table["of"].values(), table["beside"])), list[str]()
    alone = re.fullmatch(rf"(?:(?:{every}) ?)+", words) is not None
    for field, of in table["of"].items():
        if re.search(rf"(?:{of})" if alone else rf"\b(?:{of})\b", words):
            named.append(field)
    return next(iter(named), PASSED_OVER), alone and len(named) == 1


def of_conditions() -> frozenset[str]:
    """Headings that are a condition; what stands under them says yes or no, or which."""
    return frozenset(_table()["conditions"])


def is_health(heading: str) -> bool:
    """Whether a column speaks of health by its heading."""
    return bool(pattern("health").search(plain(heading)))


def known(heading: str, columns: Mapping[str, str]) -> bool:
    """Whether a cell is a heading that is read."""
    name = plain(heading)
    return bool(_field(name)) or name in columns


def divider(lines: Sequence[str], columns: Mapping[str, str], signs: str) -> str:
    """The sign that divides the cells of a table: the one with which most headings in one of its
    first lines are known, else the most frequent.
    """

    def score(sign: str) -> tuple[int, int]:
        rows = [next(csv.reader([line], delimiter=sign), []) for line in lines]
        many = max((sum(known(cell, columns) for cell in row) for row in rows), default=0)
        return many, lines[0].count(sign) if lines else 0

    return max(signs, key=score)


def as_columns(pairs: Sequence[tuple[str, str]], where: str) -> dict[str, str]:
    """`Column=field` pairs, checked, by plain heading. Raises ContentError for `where`."""
    found: dict[str, str] = {}
    log = ProblemLog(where, Path())
    for heading, field in pairs:
        with log.noting(0, ""):
            answer(found, heading, field)
    log.close()
    return found


def answer(found: dict[str, str], heading: str, field: str) -> None:
    """Note what a column is said to be. Raises Wrong for no field, or a second, other answer."""
    meant_field, name = target(field), plain(heading)
    if found.setdefault(name, meant_field) != meant_field:
        answers = one_of((one or NOT_READ for one in (found[name], meant_field)), "and")
        raise Wrong(f"{shown(heading)} is said to be {answers}.", "Keep one of the two answers.")


def left_out(
    columns: Iterable[Column], usual: Mapping[str, str], now: Mapping[str, str]
) -> dict[str, str]:
    """The headings of our fields that the clinic's file alone, for any table, says not to read."""
    usually = (c for c in columns if c.name not in now and usual.get(c.name) == PASSED_OVER)
    return {one.heading.strip(): field for one in usually if (field := _field(one.name))}


def target(field: str) -> str:
    """The field that a column is said to be; empty for `none`. Raises Wrong."""
    name = plain(field)
    if name == NOT_READ:
        return PASSED_OVER
    if field_name := _field(name):
        return field_name
    if name.removesuffix("s") in BEHIND_A_POINT:
        cure = "It stands behind each point, in the column points: `LI4 left`."
        raise Wrong(f"A table has no field {shown(field)}.", cure)
    cure = meant(field, TARGETS) or f"Fields are {one_of((*TARGETS, NOT_READ), 'and')}."
    raise Wrong(f"There is no field {shown(field)}.", cure)


def rows_above(first: Sequence[tuple[int, Sequence[str]]], columns: Mapping[str, str]) -> int:
    """The row in which the headings stand, where it is not the first of some rows; else 0."""
    scores = [sum(known(cell, columns) for cell in cells) for _, cells in first]
    if not scores or max(scores) < 2 or scores[0] > 1:
        return 0
    best = scores.index(max(scores))
    return first[best][0] if best and scores[best] > scores[0] else 0


@dataclass(slots=True)
class Column:
    """A column of a table: its heading as it is written, and the name by which that is looked up.

    `field` is the one that it names (empty for what is passed over), `said` whether somebody has
    said so, `hidden` whether the sheet does not show it; `order` is that of day and month in it.
    """

    place: int
    heading: str
    hidden: bool = False
    field: str = PASSED_OVER
    said: bool = False
    order: DateOrder | None = None
    name: str = field_of(init=False)

    def __post_init__(self) -> None:
        self.name = plain(self.heading)

    @property
    def in_command(self) -> str:
        """The heading as it is put into a command."""
        return self.heading.strip().replace('"', "")[:40]

    @property
    def is_left(self) -> bool:
        """Whether it is not read, and nobody has said so."""
        return bool(self.name) and self.field == PASSED_OVER and not self.said


Cells = Callable[[Column], Iterable[str]]
"""What stands in a column."""
Asked = tuple[str, str]
"""What is asked or told of columns, with the cure."""


def name_columns(
    columns: Sequence[Column],
    where: str,
    line: int,
    given: Mapping[str, str],
    cells: Cells,
    questions: Callable[[], Iterable[Asked]],
) -> tuple[Problem, ...]:
    """Find the field of each column; `given` by plain heading goes before its own name. Gives what
    is to be known of the others; `questions` what is asked of those that are not read. Raises
    ContentError with everything that is wrong in the headings.
    """
    for one in columns:
        one.said = one.name in given or one.name in _table()["of_sheets"]
        own = _field(one.name)
        foreign = one.name in OF_LISTS and not _begins_as_our_lists(columns[: one.place + 1])
        if one.said:
            one.field = given.get(one.name, own)
            if one.field == "conditions" and one.field != own:
                one.field = MEDICAL
        elif not foreign and own not in ATTENDANCE:
            one.field = own
    _give_way(columns)
    by_values, guessed = [*_by_values(columns, cells)], _join_time(columns)
    slips = [*_slips(columns)]
    problems = [*slips, *_twice(columns), *_theirs(columns, cells), *_ages(columns, cells)]
    problems += [asked for _, odd, asked in by_values if odd]
    read = {one.field for one in columns} - {PASSED_OVER}
    if read and not slips:
        problems += questions()
    if not any(one.name for one in columns):
        problems.append(question("no_headings"))
    elif not problems and read <= {*OWN_COLUMNS}:
        problems.append(question("none_known"))
    if problems:
        raise ContentError(Problem(where, line, "", wrong, cure) for wrong, cure in problems)
    told = [*_told([one for one in columns if one.is_left], has_visit="next_visit" in read)]
    if alerts := [one for one in columns if one.field == ALERT and not one.said]:
        told.append(_of_many("alerts", alerts))
    if unseen := [one for one in columns if one.hidden and one.field]:
        told.append(_of_many("hidden", unseen))
    for one in [*(one for one, *_ in by_values), *filter(None, [guessed])]:
        field = "the time of the next visit" if one.field == TIME else one.field
        told.append(question("read_as", one.in_command, column=_quoted(one), field=field))
    return tuple(Problem(where, line, "", wrong, cure) for wrong, cure in told)


def _begins_as_our_lists(columns: Sequence[Column]) -> bool:
    headings = tuple(one.heading for one in columns)
    return headings == OF_LISTS[: len(headings)]


def _give_way(columns: Sequence[Column]) -> None:
    """What is said of a column goes before what another is called, a whole name before parts."""
    said = {one.field for one in columns if one.said} - {PASSED_OVER}
    whole = any(one.field == "patient" for one in columns)
    for one in columns:
        if (one.field in said and not one.said) or (whole and one.field in OF_NAMES):
            one.field = PASSED_OVER


def _join_time(columns: Sequence[Column]) -> Column | None:
    """A time of day belongs to the next visit where its heading says so, or it stands behind it;
    one that speaks of an appointment, which may be today's, is given.
    """
    fields = [one.field for one in columns]
    if fields.count("next_visit") != 1 or TIME in fields:
        return None
    visit = columns[fields.index("next_visit")]
    times, own_name = _table()["times"], f"{visit.name.removesuffix('_date')}_time"
    for one in columns:
        beside = one.place == visit.place + 1 and one.name in times
        if one.field == PASSED_OVER and (one.name == own_name or beside):
            one.field = TIME
            return None if one.name in (own_name, *times[:2]) else one
    return None


def _by_values(columns: Sequence[Column], cells: Cells) -> Iterator[tuple[Column, str, Asked]]:
    """Columns that may mean a field of ours by what stands in them, with what does not mean it, and
    what is asked then; they are read where all does.
    """
    for entry in _table()["by_values"]:
        like, unlike = (re.compile("|".join(entry[one]), re.I) for one in ("like", "unlike"))
        for one in columns:
            if one.said or one.field or one.name not in entry["headings"]:
                continue
            if any(other.field == entry["field"] for other in columns):
                continue
            typed = [cell for cell in cells(one) if not says_nothing(cell)]
            odd = next((cell for cell in typed if not like.search(cell)), "")
            if typed and not (odd and all(map(unlike.search, typed))):
                one.field = PASSED_OVER if odd else entry["field"]
                also, shortened = entry.get("also", ""), shown(odd)[1:-1]
                parts = {"field": entry["field"], "odd": shortened, "also": also}
                yield one, odd, question("by_values", one.in_command, **parts)


def _ages(columns: Sequence[Column], cells: Cells) -> Iterator[Asked]:
    """Columns that are not read and may say who is a child, by a word of their headings and what
    stands in them: an age of onset, or the patient's.
    """
    like = re.compile(_table()["ages"]["like"], re.I)
    for one in columns:
        field = _aged(one.name)[0] if one.is_left else PASSED_OVER
        odd = next(filter(like.search, cells(one)), "") if field else ""
        if odd:
            odd = "a date" if re.search(r"\d[/.-]\d", odd) else shown(odd)
            yield question("aged", one.in_command, field=field, odd=odd)


def _slips(columns: Sequence[Column]) -> Iterator[Asked]:
    """Headings that are probably one of ours with a slip of the fingers; or that speak of a
    password, where none is read: the sheet would go out open.
    """
    ours = [name for name in TARGETS if name not in _NO_SLIPS]
    locked = any(one.field == "password" for one in columns)
    for one in columns:
        if one.field != PASSED_OVER or one.said or _field(one.name) or len(one.name) > 40:
            continue
        close = next((name for name in ours if _alike(one.name, name)), "")
        if not close and not locked and _PASSWORD.search(one.name):
            close = "password"
        if close:
            yield question("slip", one.in_command, column=_quoted(one), field=close)


def _alike(name: str, other: str) -> bool:
    swapped = sorted(name) == sorted(other)
    like = swapped or SequenceMatcher(None, name, other).ratio() > _CLOSE
    return like and bool(meant(name, [other]))


def _twice(columns: Sequence[Column]) -> Iterator[Asked]:
    for field in dict.fromkeys(one.field for one in columns):
        same = [one for one in columns if one.field == field]
        if field == PASSED_OVER or field in SEVERAL or len(same) < 2:
            continue
        if len({one.name for one in same}) > 1:
            headings = one_of(map(_quoted, same), "and")
            yield question("several", same[0].in_command, headings=headings, field=field)
        else:
            yield question("again", column=_quoted(same[0]), times=str(len(same)))


def _theirs(columns: Sequence[Column], cells: Cells) -> Iterator[Asked]:
    """Columns that mean one thing to us and another in a program's export. A table is ours only
    where it has something in a column that no program has, and none by a name that is not a
    field's: one such column, whatever is said of it, and private notes may be among the others.
    What is hidden may be private in any table.
    """
    theirs, only_ours = _table()["of_programs"], _table()["of_ours"]
    asked = [one for one in columns if one.field in theirs and not one.said]
    if not asked:
        return
    named = all(
        one.name
        and one.name.replace("_", "") == one.field.replace("_", "")
        and one.field not in SEVERAL
        for one in columns
        if one.heading.strip()
    )
    ours = named and any(one.field in only_ours and any(cells(one)) for one in columns)
    for one in asked:
        if one.hidden or not ours:
            where = "a hidden column" if one.hidden else "an export"
            parts = {"where": where, "theirs": theirs[one.field], "field": one.field}
            yield question("theirs", one.in_command, **parts)


def _quoted(column: Column) -> str:
    return shown(column.heading.strip())


def question(about: str, heading: str = "", **parts: str) -> Asked:
    """What is asked or told of a column, with the cure, in the words of the table."""
    words = _table()["asked"]["words"]
    parts |= {"heading": heading, "once": words["once"]}
    return words[about]["wrong"].format(**parts), words[about]["cure"].format(**parts)


def _told(left: Sequence[Column], *, has_visit: bool) -> Iterator[Asked]:
    """One notice about the columns that are not read; what safety may need stands apart."""
    if not left:
        return
    health = [one for one in left if is_health(one.heading) and _field(one.name) not in OF_NAMES]
    visits = [one for one in left if _VISITS.fullmatch(one.name)]
    times = [one for one in left if has_visit and one.name in _table()["times"]]
    others = [one for one in left if one not in health]
    kinds = {"left": others, "left_health": health, "left_visit": visits, "left_time": times}
    asked = [_of_many(about, those) for about, those in kinds.items() if those]
    says, cures = (" ".join(filter(None, told)) for told in zip(*asked, strict=True))
    yield says, cures or question("any_left")[1]


def _of_many(about: str, columns: Sequence[Column]) -> Asked:
    shorts = (" ".join(one.heading.split()) for one in columns)
    names = ["".join(c for c in one if c.isprintable())[:40] for one in shorts]
    return question(about, columns[0].in_command, headings=some(names, 30))
