"""A prescription file → a checked `Prescription`, or every problem in it at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from handouts.course import for_how_long
from handouts.dose import Hold
from handouts.errors import ContentError, Problem
from handouts.files.paths import as_name
from handouts.files.reading import shown
from handouts.library import Library
from handouts.library.model import Dose, Tip
from handouts.library.names import plain_key
from handouts.library.wording import Wording
from handouts.library.yaml_text import Mapping, Node, Scalar, Sequence, read_yaml
from handouts.often import how_often
from handouts.prescription.acknowledge import take_reasons
from handouts.prescription.conditions import take_conditions
from handouts.prescription.fields import addresses, values
from handouts.prescription.fields.dates import DateOrder, day_alone
from handouts.prescription.fields.fill import (
    BASIC,
    Taker,
    entries,
    fill,
    in_order,
    opened,
    scalar,
    scalars,
    take_each,
)
from handouts.prescription.fields.points import look_up, take_points
from handouts.prescription.fields.problems import ProblemLog, Read
from handouts.prescription.fields.schema import LINK, PRESCRIPTION, TYPED_TIP, Field, by_key
from handouts.prescription.fields.until import day_until, names_a_day, until_in
from handouts.prescription.fields.values import Wrong
from handouts.prescription.layouts import layout_name
from handouts.prescription.model import Link, Prescription
from handouts.prescription.name_and_title import must_be_in_conditions
from handouts.prescription.own.make import File, make_tip, written_in
from handouts.prescription.own.takers import takers
from handouts.prescription.sections import TAKERS as SECTIONS
from handouts.today import today

_EARLIEST = 6
FURTHEST = timedelta(days=550)
"""A next visit that lies further off is looked at again."""
_DECIDE = frozenset({
    "version", "routine", "conditions", "points", "hold", "tips", "body", "clinic", "acknowledge",
})  # fmt: skip
"""Fields by which safety decides, or which say how all others are read."""
_NO_TIPS = ("none", "[]", "no")


class ReadInPart(ContentError):
    """What is wrong in a prescription, with what could be read of it: never to be printed, but
    safety may look at it, so that all of it is mended at once. `unread` are the fields by which
    safety decides and that were not read as a whole.
    """

    def __init__(
        self, problems: Iterable[Problem], prescription: Prescription, unread: frozenset[str]
    ) -> None:
        super().__init__(problems)
        self.prescription, self.unread = prescription, unread

    def __reduce__(self) -> tuple[type[ReadInPart], tuple[Any, ...]]:
        return type(self), (self.problems, self.prescription, self.unread)


def read_prescription(
    path: Path, library: Library, order: DateOrder | None = None
) -> Read[Prescription]:
    """Read and check a file; `order` is the clinic's for 12/4/2026. Raises ReadInPart with all
    problems, ContentError where nothing can be read, FileError without a file.
    """
    log, root = opened(path)
    return whole(prescribe(root, log, library, order), log)


def whole(prescription: Prescription, log: ProblemLog) -> Read[Prescription]:
    """What `prescribe` gave, with the notices about it. Raises ReadInPart for the problems."""
    try:
        return Read(prescription, log.close())
    except ContentError as error:
        unread = _DECIDE.intersection(_fields_of(error.problems, log))
        raise ReadInPart(error.problems, prescription, unread) from None


def _fields_of(problems: Iterable[Problem], log: ProblemLog) -> Iterator[str]:
    """The fields in which something is wrong; of one of no known name, the field that it may mean.
    What is wrong in none of them (YAML) may be wrong in all, as a version is; a cell of a table,
    in what its other columns say of the patient.
    """
    keyed, elsewhere = by_key(PRESCRIPTION), "conditions" if log.columns else "version"
    for problem in problems:
        field = keyed.get(plain_key(problem.field.partition(".")[0]))
        yield field.name if field else log.unknown.get(problem.line, elsewhere)


def named_file(path: Path, field: str) -> Path | None:
    """The file that a prescription names in a field (`clinic`, `since`); None for none, or what is
    wrong, which is said when it is read. Raises FileError where there is no file to read.
    """
    try:
        named = next(iter(_alone(path, field, []).items.values()), None)
        return values.inside(scalar(named), path.parent) if named and scalar(named) else None
    except (ContentError, Wrong):
        return None


def day_of(path: Path, order: DateOrder | None = None) -> date | None:
    """The day that a prescription says it is of, whatever else is wrong in it; `order` is the
    clinic's. Raises ContentError where that cannot be read.
    """
    slips: list[Problem] = []
    log = ProblemLog(str(path), path.parent)
    taken = fill(_alone(path, "date", slips), PRESCRIPTION, log, BASIC | in_order(order))
    day: date | None = taken.get("date")
    if day is None:  # it may stand where the file is no YAML
        log.problems += slips
    log.close()
    return day


def _alone(path: Path, field: str, problems: list[Problem]) -> Mapping:
    """A file with nothing in it but one field; `problems` takes what is no YAML in it."""
    root = read_yaml(path, problems=problems)
    return _only(root, field) if isinstance(root, Mapping) else Mapping(root.line)


def _only(group: Mapping, field: str) -> Mapping:
    items = {key: node for key, node in group.items.items() if plain_key(key) == field}
    return replace(group, items=items)


def prescribe(
    root: Mapping, log: ProblemLog, library: Library, order: DateOrder | None = None
) -> Prescription:
    """The prescription that fields make. With problems in `log` it is not fit for use."""
    taken = fill(root, PRESCRIPTION, log, _takers(library, _typed_tips(root)) | in_order(order))
    _must_have_points(root, taken, log)
    _must_be_in_order(taken, log)
    _must_say_how_long_once(taken, log, library)
    long, start = taken.get("for_how_long", ""), taken.get("date")
    with log.noting(log.lines.get("for_how_long", 0), "for_how_long"):
        until = until_in(long, library.wording)
        if names_a_day(until, library.wording) and for_how_long(long, library.wording).total:
            wrong = f"{shown(long)} says a length, and a day to go on until."
            raise Wrong(wrong, "Keep one of them: boxes to tick and words are to say the same.")
        if start:
            day_until(long, start, order, library.wording)
    _must_have_a_printable_name(taken, log)
    if "hold" in taken:
        taken["points"] = _held(taken, taken.pop("hold"), library)
    asked = "conditions" in taken
    conditions, others, sides = taken.pop("conditions", ((), (), ()))
    must_be_in_conditions(taken, conditions, log, library)
    return Prescription(
        source=log.file,
        conditions=conditions,
        other_conditions=others,
        sides=sides,
        links=taken.pop("link", ()),
        asked=asked,
        day_order=order if names_a_day(long, library.wording) else None,
        in_table=log.columns,
        lines=tuple(log.lines.items()),
        **taken,
    )


def _held(taken: dict[str, Any], hold: Hold, library: Library) -> tuple[Dose, ...]:
    """The points with the prescription's own time, which wins over the routine's."""
    if "points" in taken:
        return tuple(replace(dose, hold=dose.hold or hold) for dose in taken["points"])
    routine = library.routines[taken["routine"]].points if "routine" in taken else ()
    return tuple(Dose(dose.code, hold=hold) for dose in routine)


def _routine(library: Library, _: Field, node: Node, __: ProblemLog) -> str:
    """The routine that is named. Raises Wrong for several, of which a sheet has one."""
    several = scalars(node, 9, "knee") if isinstance(node, Sequence | Scalar) else []
    known = [code for one in several if (code := library.find("routine", one.text).code)]
    if len(known) > 1:
        wrong = f"{values.one_of(known, 'and')} are {len(known)} routines; a sheet has one."
        cure = f"List all points under `points:`. Those of one: handouts routines {known[0]}"
        raise Wrong(wrong, cure)
    return look_up("routine", scalar(node), library)


def _takers(library: Library, typed: frozenset[str]) -> dict[str, Taker]:
    """`typed` are the names of tips that are typed into the prescription."""
    return BASIC | SECTIONS | {
        "points": lambda field, node, log: take_points(field, node, log, library),
        "tips": partial(_tips, library),
        "conditions": partial(take_conditions, library),
        "routine": partial(_routine, library),
        "reasons": partial(take_reasons, library, typed),
        "link": _links,
        "clinic": lambda _, node, log: values.inside(scalar(node), log.folder),
        # one that is not there stops nothing; it is told where it would be read
        "earlier": lambda _, node, log: values.inside(scalar(node), log.folder, there=False),
        # whether there is one is seen when the clinic is known, which may have its own
        "layout": lambda _, node, __: layout_name(scalar(node)),
    }  # fmt: skip


def _must_have_points(root: Mapping, taken: dict[str, Any], log: ProblemLog) -> None:
    said = any(p.field.partition(".")[0] in ("", "points", "routine") for p in log.problems)
    if taken.get("points") or "routine" in taken or said:
        return
    line, field, wrong = log.lines.get("points", 0), "points", "There are no points to press."
    cure = "Write `points:` with a list under it, or `routine:` with the name of one."
    if log.columns:
        line = log.lines.get("points", root.line)
        cure = "Write points in a column points, or the name of a routine in a column routine."
    elif not root.items:
        field, wrong = "", "The file is empty, or has only comments."
    log.wrong(line, field, wrong, cure)


def _must_be_in_order(taken: dict[str, Any], log: ProblemLog) -> None:
    written, visit = taken.get("date"), taken.get("next_visit")
    line = log.lines.get("next_visit", 0)
    if isinstance(visit, datetime) and visit.hour < _EARLIEST:
        cure = f"If it is in the afternoon, write {visit.hour + 12}:{visit.minute:02}."
        log.notice(line, "next_visit", "The visit is at night.", cure)
    on = visit and day_alone(visit)
    if written and written > today() + FURTHEST:
        at = log.lines.get("date", 0)
        log.notice(at, "date", f"The date is {written:%d %B %Y}.", "Check the year.")
    if on and on > (written or today()) + FURTHEST:
        log.notice(line, "next_visit", f"The next visit is {on:%d %B %Y}.", "Check the year.")
    if on and written and on < written:
        log.wrong(line, "next_visit", "It lies before the `date` of this file.", "Check the year.")


def passed(prescription: Prescription, say: Wording) -> Iterator[Problem]:
    """What is wrong with a day that has passed on a sheet of no date, which is of today."""
    if prescription.date is not None:
        return
    again = "An old sheet that is made again needs its `date:`."
    on = prescription.next_visit and day_alone(prescription.next_visit)
    if on and on < today():
        wrong = f"{on:%d %B %Y} has passed."
        yield prescription.problem("next_visit", wrong, f"Check the year. {again}")
    for problem in until_passed(prescription, today(), say):
        yield replace(problem, cure=f"{problem.cure} {again}")


def until_passed(prescription: Prescription, start: date, say: Wording) -> Iterator[Problem]:
    """What is wrong with a length until a day that does not come after the start of the course."""
    try:
        day_until(prescription.for_how_long or "", start, prescription.day_order, say)
    except Wrong as error:
        yield prescription.problem("for_how_long", error.wrong, error.cure)


def _must_say_how_long_once(taken: dict[str, Any], log: ProblemLog, library: Library) -> None:
    """How often is no place for how long: the page would print the routine's length beside it. A
    length that stands there alone is taken for the one of the sheet.
    """
    often, long, say = taken.get("how_often", ""), taken.get("for_how_long"), library.wording
    said = _length_in(often, say)
    if not said:
        return
    spaces = r"\s+".join(map(re.escape, said.split()))
    if as_typed := re.search(rf"(?<![^\W\d_]){spaces}", often, re.I):
        said = as_typed[0]
    spaces = rf"(?:(?<!\w)(?:for|x|×)\s*)?(?<![^\Wx×]){spaces}"
    ends = rf"^\s*{spaces}\s*[,;.]\s*|[\s,;.(/–—-]*{spaces}[\s.)]*$"
    alone = re.sub(ends, "", often, count=1, flags=re.I)
    line, wrong = log.lines.get("how_often", 0), f"It says how long, too: “{said}”."
    if long and for_how_long(said, say).said == for_how_long(long, say).said:
        taken["how_often"] = alone or often
    elif long:
        log.wrong(line, "how_often", wrong, "Leave that out; it stands under for_how_long.")
    elif alone in ("", often) or _length_in(alone, say):
        cure = f"Write how often here, and into for_how_long: {said}"
        log.wrong(line, "how_often", wrong, cure)
    else:
        taken |= {"how_often": alone, "for_how_long": said}
        log.lines["for_how_long"] = line
        cure = "It is taken for for_how_long. If it is not, mend it."
        log.notice(line, "how_often", wrong, cure)


def _length_in(often: str, say: Wording) -> str:
    """What a text of how often says of how long; empty where it says nothing of it."""
    return until_in(often, say) or how_often(often, say).lasting


def _must_have_a_printable_name(taken: dict[str, Any], log: ProblemLog) -> None:
    """A name in letters that no font has needs another that can be printed."""
    if "patient_latin" in taken or "patient_latin" in log.lines:
        return
    cure = "Write below it, in Latin letters: patient_latin: and the name."
    if log.columns:
        cure = "Write it in Latin letters, too, in a column patient_latin."
    with log.noting(log.lines.get("patient", 0), "patient"):
        values.must_be_printable(taken.get("patient", ""), cure)


# ── takers that look things up ──────────────────────────────────────────────────────────────────


def _tips(library: Library, field: Field, node: Node, log: ProblemLog) -> tuple[str | Tip, ...]:
    """Names of tips; one with a title and steps of its own is made here. `none` stands alone."""
    items = entries(node)
    values.must_have_room(len(items), field.limit, "entries")
    first = items[0] if len(items) == 1 else None
    if isinstance(first, Scalar) and first.text.strip().casefold() in _NO_TIPS:
        return ()
    typed = [item for item in items if isinstance(item, Mapping)]
    named: list[Node] = [item for item in items if not isinstance(item, Mapping)]
    names: dict[str, int] = {}
    if named or not typed:
        whole = Sequence(node.line, named) if typed else node
        for item in scalars(whole, field.limit, "heat, water"):
            take_each(item, log, "tips", names, partial(look_up, "tip", library=library))
    tips: list[tuple[int, str | Tip]] = [(line, name) for name, line in names.items()]
    for group in typed:
        if tip := _typed_tip(group, log, library, names):
            tips.append((group.line, tip))
    return tuple(tip for _, tip in sorted(tips, key=lambda one: one[0]))


def _typed_tip(
    group: Mapping, log: ProblemLog, library: Library, names: dict[str, int]
) -> Tip | None:
    """A tip that is typed in its place; None when something is wrong in it."""
    before = len(log.problems)
    taken = fill(group, TYPED_TIP, log, takers("tip", library, log.folder), "tips.")
    name = as_name(taken.get("title", ""))
    written, guessed = written_in(group.items, TYPED_TIP)
    tip = make_tip(taken, File(name, log, library, written, guessed, "tips.", group.line))
    same = library.find("tip", name).code
    if same or name in names:
        wrong = f"There is a tip of that name already: {same or name}."
        log.wrong(group.line, "tips", wrong, "Change its title.")
    if library.names_point(name):
        wrong = f"{shown(taken['title'])} is the name of a point."
        log.wrong(group.line, "tips", wrong, "Call it otherwise.")
    names[name] = group.line
    log.lines[f"tips.{name}"] = group.line
    return tip if len(log.problems) == before else None


def _typed_tips(root: Mapping) -> frozenset[str]:
    """Names of the tips that are typed in their place."""
    tips = [one for node in _only(root, "tips").items.values() for one in entries(node)]
    groups = [_only(one, "title") for one in tips if isinstance(one, Mapping)]
    titles = [node for one in groups for node in one.items.values() if isinstance(node, Scalar)]
    return frozenset(as_name(node.text) for node in titles)


def _links(field: Field, node: Node, log: ProblemLog) -> tuple[Link, ...]:
    """An address, an address with its label, or a list of these."""
    listed = entries(node)
    values.must_have_room(len(listed), field.limit, "links", "Keep those that help most.")
    links: dict[str, Link] = {}
    for entry in listed:
        link = _link(entry, log)
        if link and link.url in links:
            wrong = f"{shown(link.url)} stands here a second time."
            log.wrong(entry.line, "link", wrong, "Keep one of them.")
        elif link:
            links[link.url] = link
    return tuple(links.values())


def _link(node: Node, log: ProblemLog) -> Link | None:
    """An address alone, or `url` and `label`; None when a problem was noted."""
    with log.noting(node.line, "link"):
        if isinstance(node, Sequence):
            raise Wrong("An entry is a list itself.", "Write each link in an entry of its own.")
        if isinstance(node, Scalar):
            return Link(addresses.url(scalar(node), LINK[0].limit), "")
        before = len(log.problems)
        taken = fill(node, LINK, log, BASIC, "link.")
        if "url" not in taken and len(log.problems) == before:
            raise Wrong("The link has no address.", "Write: url: https://example.org")
        return Link(taken["url"], taken.get("label", "")) if "url" in taken else None
    return None
