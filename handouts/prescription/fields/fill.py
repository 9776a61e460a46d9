"""From a file to checked values, field by field, along a table of fields.

What the kinds of fields mean is given by a set of *takers*: functions from a node to a value that
raise `Wrong`. Here is what all of them share: unknown keys, empty values, comments that cut a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as MappingOf
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from handouts.dose import parse_hold
from handouts.files.reading import shown
from handouts.library.names import plain_key
from handouts.library.slips import closest
from handouts.library.yaml_text import Mapping, Node, Scalar, Sequence, read_yaml
from handouts.prescription.fields import addresses, dates, values
from handouts.prescription.fields.blanks import says_nothing
from handouts.prescription.fields.dates import DateOrder
from handouts.prescription.fields.problems import ProblemLog
from handouts.prescription.fields.schema import CLINIC, PRESCRIPTION, VERSION, Field, by_key
from handouts.prescription.fields.times import in_plain_words, must_be_plain
from handouts.prescription.fields.typed_words import BEHIND_A_POINT, FIELDS_ELSEWHERE, OF_HEALTH
from handouts.prescription.fields.values import Wrong, did_you_mean
from handouts.text.typed import spaced, unquoted

Name = TypeVar("Name", bound=str)
Taker = Callable[[Field, Node, ProblemLog], Any]
"""Gives the value of a node, or None if it noted problems itself; raises Wrong with one."""

_WIDE = str.maketrans("；，、：", ";,,:")
_TYPED = frozenset({"text", "name", "paragraphs"})
_MAY_BE_EMPTY = _TYPED | {"lines", "names", "email", "url", "link", "visit"}
"""Kinds where `none` is an empty field; the others refuse by themselves what says nothing."""
_UNITS = {"how_often": ("times a day", "times a week"), "for_how_long": ("days", "weeks")}
"""What a bare number in a field may count."""
_KEEP_QUOTES = "To print them, put straight quotes around all of it."
_NAMED = re.compile(r"([A-Za-z_]+)(?:\s*[:=]|\s)")
"""How a file begins in which no colon and space stand behind a field's name."""


def opened(path: Path) -> tuple[ProblemLog, Mapping]:
    """The fields of a file, and what is wrong in it as YAML. Raises ContentError and FileError."""
    log = ProblemLog(str(path), path.parent)
    root = read_yaml(path, problems=log.problems)
    log.take_up()
    return log, root_of(root, log)


def root_of(root: Node, log: ProblemLog) -> Mapping:
    """The fields of a file; a file that is something else is noted and counts as empty."""
    if isinstance(root, Mapping):
        return root
    wrong, cure = "The file has no fields.", "Write them as `patient: Maria Lopez`, one in a line."
    named = _NAMED.match(root.text) if isinstance(root, Scalar) else None
    if named and plain_key(named[1]) in by_key((*PRESCRIPTION, *CLINIC)):
        cure = f"Put a colon and a space behind `{named[1]}`. {cure}"
    log.wrong(root.line, "", wrong, cure)
    return Mapping(root.line)


def fill(
    mapping: Mapping,
    fields: tuple[Field, ...],
    log: ProblemLog,
    takers: MappingOf[str, Taker],
    within: str = "",
) -> dict[str, Any]:
    """The values of all fields that are written and right; what is not is noted in `log`."""
    keyed = by_key(fields)
    taken: dict[str, Any] = {}
    for key, node in mapping.items.items():
        line = mapping.lines[key]
        field = keyed.get(plain_key(key))
        if field is None:
            _unknown(key, line, fields, log, within)
            continue
        if field.name in taken:
            log.wrong(line, within + key, "This field stands here twice.", "Keep one of them.")
        log.lines.setdefault(within + field.name, line)
        value = take(field, node, line, log, takers, within + key)
        if value is not None:
            taken[field.name] = value
    return taken


def take(
    field: Field, node: Node, line: int, log: ProblemLog, takers: MappingOf[str, Taker], where: str
) -> Any:
    """The value of one field, or None when nothing was written or it is wrong."""
    with log.noting(line, where):
        if isinstance(node, Scalar):
            node = _as_meant(node, field, line, log, where)
            # in quotes it is meant; a cell, which has none, is looked at where tables are read
            plain = bool(node.text.strip()) and not node.quoted
            if plain and field.kind in _MAY_BE_EMPTY and says_nothing(node.text):
                says = f"{shown(node.text)} is taken for an empty field."
                cure = "To print it, put it in quotes." if field.kind in _TYPED else ""
                log.notice(line, where, says, cure)
                return None
            if field.kind in _TYPED:
                must_be_whole(node)
            # `colour: #1f5f5b` is a comment to YAML; everybody writes it, and it means one thing
            if not node.text.strip() and (field.kind != "colour" or node.cut is None):
                return None
        return takers[field.kind](field, node, log)
    return None


def scalar(node: Node) -> str:
    """The text of a node that must be one text."""
    if isinstance(node, Scalar):
        return node.text.strip()
    kind = "a list" if isinstance(node, Sequence) else "a group of fields"
    raise Wrong(f"Here stands {kind}; one text is needed.", "Write it behind the colon, in quotes.")


def scalars(node: Node, limit: int, what: str) -> list[Scalar]:
    """The texts of a list, or the parts of one text divided by semicolons or commas."""
    if isinstance(node, Mapping):
        raise Wrong("Here stands a group of fields; a list is needed.", f"Write: [{what}]")
    items = divided(node) if isinstance(node, Scalar) else node.items
    values.must_have_room(len(items), limit, "entries")
    for item in items:
        if not isinstance(item, Scalar):
            raise Wrong("An entry is a list itself.", f"Write each by its name: [{what}]")
        item.text = unquoted(item.text)
    return [item for item in items if isinstance(item, Scalar) and item.text.strip()]


def entries(node: Node) -> list[Node]:
    """The entries of a list; what stands there alone is one."""
    return node.items if isinstance(node, Sequence) else [node]


def divided(node: Scalar) -> list[Scalar]:
    """`BL40; LI4 30 s` as a list; commas divide where there is no semicolon."""
    text = node.text.translate(_WIDE)
    sign = ";" if ";" in text else ","
    parts = text.replace("\n", sign).split(sign)
    return [
        Scalar(unquoted(part).strip(), node.line, quoted=True) for part in parts if part.strip()
    ]


def take_each(
    item: Scalar, log: ProblemLog, field: str, names: dict[Name, int], find: Callable[[str], Name]
) -> None:
    """Take one name of a list; noted when it is wrong or stands there twice."""
    with log.noting(item.line, field):
        name = find(" ".join(item.text.split())[:200])
        if name in names:
            log.wrong(item.line, field, f"{name} stands here a second time.", "Keep one of them.")
        names[name] = item.line
        log.lines[f"{field}.{name}"] = item.line


def _as_meant(node: Scalar, field: Field, line: int, log: ProblemLog, where: str) -> Scalar:
    """Without a word processor's quotes around it; of a cell, without odd spaces, too."""
    if node.quoted and not log.columns:
        return node
    spread = spaced(node.text) if log.columns else node.text
    text = unquoted(spread)
    if text != spread and field.kind in _TYPED:
        log.notice(line, where, "The curly quotes around it are left out.", _KEEP_QUOTES)
    return replace(node, text=text)


def must_be_whole(node: Scalar) -> None:
    """Refuse a text whose end YAML takes for a comment."""
    if node.cut is None:
        return
    wrong = "` #` starts a comment, so the text ends before it."
    kind = "straight quotes" if node.text.startswith(("“", "”", "„", "‘", "«")) else "quotes"
    raise Wrong(wrong, f"Put the whole text in {kind}, or the comment on a line of its own.")


def _unknown(key: str, line: int, fields: tuple[Field, ...], log: ProblemLog, within: str) -> None:
    """Note a field of no known name, and which field it may mean, or has the values of."""
    word, known = plain_key(key), {field.name: field.name for field in fields}
    known |= {name: field.name for field in fields for name in field.also}
    name = FIELDS_ELSEWHERE.get(word, "")
    cure = did_you_mean([name])
    if word in BEHIND_A_POINT:
        name, cure = "points", "It stands behind each point: `LI4 left gentle`."
    elif word in OF_HEALTH:
        name = "conditions"
        cure = "Write what the patient has under `conditions:`. See: handouts conditions"
    if name not in known.values():
        near = closest(key, known, 1)
        name, cure = "".join(known[one] for one in near), did_you_mean(near)
    if not within:
        log.unknown[line] = name
    names = [field.name for field in fields if field.name != "password"]
    cure = cure or f"The fields are {values.one_of(names, 'and')}."
    log.wrong(line, within.rstrip("."), f"There is no field {shown(key, 24)}.", cure)


# ── takers that need nothing but the text ───────────────────────────────────────────────────────


def in_order(order: DateOrder | None) -> dict[str, Taker]:
    """Takers of days, where `order` is that of day and month in 12/4/2026."""
    return {
        "date": lambda _, node, __: dates.day(scalar(node), order),
        "visit": lambda _, node, __: dates.visit(scalar(node), order),
    }


def _version(_: Field, node: Node, __: ProblemLog) -> None:
    typed = scalar(node)
    if typed == str(VERSION):
        return
    if typed.isdigit() and typed.isascii():
        wrong = f"This file is of version {shown(typed, 9)}; this program reads version {VERSION}."
        raise Wrong(wrong, "Upgrade: pip install --upgrade handouts")
    raise Wrong(f"{shown(typed)} is not a version.", f"Write: version: {VERSION}")


def _text(field: Field, node: Node, log: ProblemLog) -> str:
    typed = scalar(node)
    if field.name in _UNITS:
        must_be_plain(typed, _UNITS[field.name])
        if (plain := in_plain_words(typed)) != typed:
            says = f"{shown(typed)} is as charts have it, so the sheet says: {plain}"
            log.notice(node.line, field.name, says, "")
        typed = plain
    if field.name == "phone" and len(re.findall(r"\d", typed)) < 3:  # it is printed large
        raise Wrong(f"{shown(typed)} is not a number to call.", "Write the number, or nothing.")
    return values.text(typed, field.limit)


BASIC: dict[str, Taker] = in_order(None) | {
    "version": _version,
    "text": _text,
    "name": lambda field, node, _: values.name(scalar(node), field.limit),
    "paragraphs": lambda field, node, _: values.paragraphs(scalar(node), field.limit, field.lines),
    "hold": lambda _, node, __: parse_hold(scalar(node)),
    "choice": lambda field, node, _: values.choice(scalar(node), field.chosen_from),
    "url": lambda field, node, _: addresses.url(scalar(node), field.limit),
    "email": lambda _, node, __: addresses.email(scalar(node)),
    "host": lambda _, node, __: addresses.host(scalar(node)),
    "yes-no": lambda _, node, __: values.yes_no(scalar(node)),
    "emergency": lambda _, node, __: values.emergency(scalar(node)),
    "number": lambda field, node, _: values.number(scalar(node), 1, field.limit),
}
