"""What the values in a file of the clinic's own mean, where prescriptions have none like them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from handouts.files.paths import as_name
from handouts.files.reading import shown
from handouts.library import Library
from handouts.library.model import OwnPicture, Target
from handouts.library.yaml_text import Mapping, Node, Scalar, Sequence
from handouts.pixels import look_at
from handouts.prescription.fields import values
from handouts.prescription.fields.fill import BASIC, Taker, must_be_whole, scalar, scalars
from handouts.prescription.fields.points import look_up, take_points
from handouts.prescription.fields.problems import ProblemLog
from handouts.prescription.fields.schema import Field, regions
from handouts.prescription.fields.values import Wrong, did_you_mean, meant, one_of
from handouts.text.amount import AMOUNT, amount

CALL_FILLED = ("course",)
"""What is filled in where a page says when to call: how long the patient is to press."""
LONGEST_LINE = 200
MOST_CUN = 20.0
_NUMBER = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?)\s*(%?)")
_CUN = re.compile(rf"({AMOUNT})(?:\s*cun)?", re.I)


@dataclass(frozen=True, slots=True)
class Flags:
    """What safety has to know of a point or tip; `like` are tips of ours that it is like."""

    flags: frozenset[str]
    like: frozenset[str] = frozenset()


Named = tuple[Target, str, str]
"""One thing that a condition speaks of: target, field and value as of a rule."""


def takers(kind: str, library: Library, pictures: Path) -> dict[str, Taker]:
    """Takers for files of a kind. `pictures` is the folder of the clinic's pictures."""
    return BASIC | {
        "lines": _lines,
        "names": _names,
        "points": lambda field, node, log: take_points(field, node, log, library),
        "tips": partial(_tips, library),
        "point": lambda _, node, __: look_up("point", scalar(node), library),
        "tip": lambda _, node, __: look_up("tip", scalar(node), library),
        "routine": lambda _, node, __: look_up("routine", scalar(node), library),
        "flags": partial(_flags, kind, library),
        "pair": _pair,
        "cun": _cun,
        "picture": lambda _, node, __: take_picture(scalar(node), pictures),
        "things": partial(_things, library),
    }


def _lines(field: Field, node: Node, log: ProblemLog) -> tuple[str, ...]:
    """A list of short lines; one text, too, with a line for each of its lines."""
    items: list[Node] = []
    if isinstance(node, Scalar):
        texts = enumerate(node.text.split("\n"), node.line)
        items += (Scalar(text, line, node.quoted, node.cut) for line, text in texts)
    elif isinstance(node, Sequence):
        items = node.items
    else:
        raise Wrong("Here stands a group of fields; a list is needed.", "Start each with `- `.")
    lines = []
    for item in items:
        with log.noting(item.line, field.name):
            if not isinstance(item, Scalar):
                wrong = "This entry is a list itself."
                if isinstance(item, Mapping):
                    wrong = (
                        "This line is a list or a group of fields to YAML: a colon stands in it."
                    )
                raise Wrong(wrong, "Put the line in quotes.")
            must_be_whole(item)
            if item.text.strip():
                values.must_be_filled(item.text, CALL_FILLED if field.name == "call" else ())
                lines.append(values.text(item.text, LONGEST_LINE))
    cure = "Keep four or five: a patient remembers no more."
    values.must_have_room(len(lines), field.limit, "lines", cure)
    return tuple(lines)


def _names(field: Field, node: Node, _: ProblemLog) -> tuple[str, ...]:
    return tuple(values.text(item.text, 60) for item in scalars(node, field.limit, "a name"))


def _tips(library: Library, field: Field, node: Node, _: ProblemLog) -> tuple[str, ...]:
    items = scalars(node, field.limit, "heat, water")
    return tuple(dict.fromkeys(look_up("tip", scalar(item), library) for item in items))


# ── safety ──────────────────────────────────────────────────────────────────────────────────────


def _flags(kind: str, library: Library, field: Field, node: Node, _: ProblemLog) -> Flags:
    """Flags; of a tip, tips of ours that it is like, too."""
    tips = library.tips if kind == "tip" else {}
    flags = flags_of_tips(library) if kind == "tip" else _flags_of_points(library)
    known = {*flags, *tips}
    names = [item.text.strip().casefold() for item in scalars(node, field.limit, "none")]
    names = [] if names == ["none"] else names
    for name in names:
        if name not in known:
            cure = f"Choose of {one_of(sorted(known), 'and')}; or write: none"
            raise Wrong(f"{shown(name)} is not one of the choices.", meant(name, known) or cure)
    like = frozenset(name for name in names if name in tips)
    own = flags.intersection(names)
    return Flags(frozenset(own.union(*(tips[name].flags for name in like))), like)


def _flags_of_points(library: Library) -> set[str]:
    return {flag for point in library.points.values() for flag in point.flags}


def flags_of_tips(library: Library) -> set[str]:
    """All flags that a tip may have: those of ours, and those that a rule asks for."""
    rules = (rule for condition in library.conditions.values() for rule in condition.rules)
    asked = (rule.values for rule in rules if (rule.target, rule.field) == ("tips", "flags"))
    return {flag for tip in library.tips.values() for flag in tip.flags}.union(*asked)


def _things(library: Library, field: Field, node: Node, log: ProblemLog) -> tuple[Named, ...]:
    """Points, tips, parts of the body and flags; a word that means several means all of them."""
    parts, point_flags, tip_flags = regions(), _flags_of_points(library), flags_of_tips(library)
    found: list[Named] = []
    for item in scalars(node, field.limit, "GB21, heat"):
        word, before = item.text.strip(), len(found)
        low = as_name(word)
        tables: tuple[tuple[Target, str, Iterable[str]], ...] = (
            ("points", "region", parts), ("points", "flags", point_flags),
            ("tips", "flags", tip_flags),
        )  # fmt: skip
        found += [(target, name, low) for target, name, known in tables if low in known]
        if code := library.find("tip", word).code:
            found.append(("tips", "name", code))
        point = library.names_point(word)
        if point and point.code:
            found.append(("points", "code", point.code))
        if len(found) == before:
            near = [*library.find("tip", word).near]
            near += [library.label("point", code) for code in library.find("point", word).near]
            guess = did_you_mean(near[:3]) or meant(low, [*parts, *point_flags])
            wrong = f"{shown(word)} is no point, no tip and no part of the body."
            cure = guess or f"Parts of the body are {one_of(sorted(parts), 'and')}."
            log.wrong(item.line, field.name, wrong, cure)
    return tuple(found)


# ── places ──────────────────────────────────────────────────────────────────────────────────────


def _pair(field: Field, node: Node, _: ProblemLog) -> tuple[float, float]:
    """Two shares of one: `[0.53, 0.66]`, `0.53, 0.66`, `53%, 66%`."""
    if isinstance(node, Mapping):
        raise Wrong("Two numbers are needed.", f"Write: {field.name}: {field.example}")
    items = scalars(node, 9, field.example.strip("[]"))
    matches = [_NUMBER.fullmatch(item.text.strip()) for item in items]
    shares = [
        float(match[1].replace(",", ".")) / (100 if match[2] else 1) for match in matches if match
    ]
    if len(shares) != len(items) or len(shares) != 2:
        wrong = "Two numbers are needed: across and down."
        raise Wrong(wrong, f"Write: {field.name}: {field.example}")
    if not all(0 <= share <= 1 for share in shares):
        wrong = "The numbers are shares of the picture, from 0 to 1."
        raise Wrong(wrong, "Write 0, 0 for the corner at the top left, 1, 1 for the one opposite.")
    return shares[0], shares[1]


def _cun(_: Field, node: Node, __: ProblemLog) -> float:
    match = _CUN.fullmatch(scalar(node))
    cun = float(amount(match[1])) if match else 0.0
    if not 0 < cun <= MOST_CUN:
        cure = f"Write a number up to {MOST_CUN:g}: cun: 1.5"
        raise Wrong(f"{shown(scalar(node))} is not a distance in cun.", cure)
    return cun


# ── pictures ────────────────────────────────────────────────────────────────────────────────────


def take_picture(typed: str, pictures: Path) -> OwnPicture:
    """A picture in the folder of pictures, as far as its file's head tells. Raises a Wrong."""
    if not pictures.is_dir():
        raise Wrong("There is no folder `pictures` beside the clinic's file.", "Make one there.")
    values.must_stay(pictures, pictures.parent)
    path = values.inside(typed, pictures)
    look_at(path)
    return OwnPicture(path)
