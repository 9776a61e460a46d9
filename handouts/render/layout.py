"""Layouts: page designs as data. `layouts/<name>.yaml` in, a frozen `Layout` out.

Every mistake in a file is reported at once, with its line, and with what could stand there. A file
may come from a stranger, so each number has bounds: those of clear print, too (text of 12 point on
15 or larger, pictures large enough to find a spot on).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

from handouts.errors import ContentError, Problem
from handouts.handout import PartName
from handouts.library.yaml_text import (
    MAX_BYTES,
    MAX_PROBLEMS,
    Mapping,
    Node,
    Scalar,
    Sequence,
    read_yaml,
)
from handouts.paper import PAPERS
from handouts.paths import LAYOUTS, is_hidden, layout_names
from handouts.reading import read_bytes, shown

PARTS: tuple[str, ...] = get_args(PartName)
NEVER_LEFT_OUT = ("safety", "points", "call", "disclaimer")
"""What every sheet for a patient carries, whatever its design."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet; width and height in points."""

    name: str
    width: float
    height: float


def paper(name: str | Paper) -> Paper:
    """The paper of that name."""
    if isinstance(name, Paper):
        return name
    size = PAPERS.get(name.lower())
    if size is None:
        choices = ", ".join(PAPERS)
        raise ContentError(
            Problem("", 0, "paper", f'There is no paper "{name}".', f"Use one of {choices}.")
        )
    return Paper(name.lower(), *size)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type and space, in points."""

    body: float = 12
    leading: float = 15.5
    title: float = 25
    heading: float = 16
    card: float = 15
    strip: float = 15
    call: float = 14
    foot: float = 12
    gap: float = 8  # between blocks of a part, and inside cards
    part: float = 16  # above a part
    gutter: float = 20  # between columns
    pad: float = 10  # inside boxes


@dataclass(frozen=True, slots=True)
class Margins:
    """White around the page, in points. The foot stands at the lower one."""

    top: float = 40
    right: float = 40
    bottom: float = 32
    left: float = 40


@dataclass(frozen=True, slots=True)
class Pictures:
    """Sizes of what is drawn, in points; of the body map the least and the most height, of the
    logo the most width and height.
    """

    icon: float = 30
    tick: float = 15  # a box of the chart
    code: float = 76  # the QR code
    map: tuple[float, float] = (150, 240)
    logo: tuple[float, float] = (130, 44)


@dataclass(frozen=True, slots=True)
class CardRule:
    """How the cards of a handout of up to so many points are arranged.

    `least` is the smallest width and height of the drawing of the place (`alone`, where paper is so
    narrow that one column of cards stands instead of several), `most` the largest height;
    what room is left over on a page goes into pictures. `hands` says whether the pictures of how to
    press are printed, `steps` whether how to find the point is, `why` what it is used for, `names`
    its code, pinyin and characters, `leave_out` who leaves it out, which page one says, too.
    """

    points: int
    columns: int = 1
    pictures: Literal["beside", "above"] = "beside"
    least: tuple[float, float] = (150, 150)
    most: float = 300
    hands: bool = True
    steps: bool = True
    why: bool = True
    names: bool = True
    leave_out: bool = True
    alone: tuple[float, float] = (0, 0)


@dataclass(frozen=True, slots=True)
class Columns:
    """Parts poured into columns of equal width and as equal height as can be; fewer columns where
    one were narrower than `least`.
    """

    count: int
    parts: tuple[str, ...]
    least: float = 200


Region = str | Columns


@dataclass(frozen=True, slots=True)
class Layout:
    """A page design. `flow` names the parts in the order they are printed."""

    name: str
    about: str = ""
    margins: Margins = field(default_factory=Margins)
    sizes: Sizes = field(default_factory=Sizes)
    pictures: Pictures = field(default_factory=Pictures)
    cards: tuple[CardRule, ...] = (CardRule(99),)
    flow: tuple[Region, ...] = PARTS

    def __hash__(self) -> int:
        """Of the name alone: it is asked for with every block that a handout is made of."""
        return hash(self.name)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that are printed, in order."""
        return tuple(name for region in self.flow for name in parts_of(region))

    def card_rule(self, points: int) -> CardRule:
        """The arrangement for a handout of so many points."""
        return next((rule for rule in self.cards if points <= rule.points), self.cards[-1])


def parts_of(region: Region) -> tuple[str, ...]:
    """The parts in a region, in reading order."""
    return region.parts if isinstance(region, Columns) else (region,)


_Bounds = tuple[float, float]
_MOST_COLUMNS = 4
_MOST_RULES = 12
_MOST_CHARACTERS = 300
_NUMBER = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")
_TYPE, _SPACE = (12, 72), (0, 72)
_BOUNDS: MappingOf[type, MappingOf[str, _Bounds]] = {
    Margins: {"": (10, 144)},
    Sizes: {
        "": _TYPE, "leading": (15, 90), "gap": _SPACE, "part": _SPACE, "gutter": _SPACE,
        "pad": _SPACE,
    },
    Pictures: {"": (12, 600), "map": (150, 600)},
    CardRule: {
        "": (1, 99), "columns": (1, 3), "least": (90, 500), "most": (90, 700), "alone": (0, 500),
    },
}  # fmt: skip
"""The least and the most of each number, in points; `""` for those that are not named."""


def load_layout(name: str | Path, folder: Path | None = None) -> Layout:
    """A layout by name, or from a file. A name is no path, whoever typed it."""
    path = name if isinstance(name, Path) else (folder or LAYOUTS) / f"{name}.yaml"
    if not isinstance(name, Path) and name not in layout_names(folder or LAYOUTS):
        choices = ", ".join(layout_names(folder or LAYOUTS))
        wrong = f"There is no layout {shown(name)}."
        raise ContentError(Problem("", 0, "layout", wrong, f"Use one of {choices}."))
    return read_layout(read_bytes(path, MAX_BYTES), path.name, path.stem)


def read_layout(source: bytes | str, file: str, name: str) -> Layout:
    """A layout from what stands in its file."""
    data = source.encode() if isinstance(source, str) else source
    return _Reader(file).read(data, name)


class _Reader:
    """Walks the nodes of a YAML file, so that each problem knows its line."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []

    def read(self, source: bytes, name: str) -> Layout:
        document = read_yaml(source, self._file, self._problems)
        layout = self._layout(Layout(name), document.root)
        missing = [part for part in NEVER_LEFT_OUT if part not in layout.parts]
        if missing and not self._problems and not is_hidden(name):
            wrong = f"The flow leaves out {', '.join(missing)}: no sheet may."
            self._wrong(document.root, "flow", wrong, "Name every part of safety in it.")
        if self._problems:
            raise ContentError(sorted(self._problems, key=lambda problem: problem.line))
        return layout

    def _layout(self, base: Layout, node: Node) -> Layout:
        known: dict[str, Callable[[str, Node], Any]] = {
            "about": self._text,
            "margins": lambda at, node: self._values(at, node, base.margins),
            "sizes": lambda at, node: self._values(at, node, base.sizes),
            "pictures": lambda at, node: self._values(at, node, base.pictures),
            "cards": self._cards,
            "flow": self._flow,
        }
        entries = self._entries("", node, known)
        return replace(base, **{key: known[key](key, at) for key, at in entries})

    def _wrong(self, node: Node, where: str, wrong: str, cure: str) -> None:
        if len(self._problems) < MAX_PROBLEMS:
            self._problems.append(Problem(self._file, node.line, where, wrong, cure))

    def _entries(self, where: str, node: Node, known: Iterable[str]) -> list[tuple[str, Node]]:
        if not isinstance(node, Mapping):
            self._wrong(node, where, "Here stand keys with values.", f"Use {', '.join(known)}.")
            return []
        found = []
        for key, value in node.items.items():
            if key in known:
                found.append((key, value))
            else:
                wrong, at = f"There is no key {shown(key)}.", Scalar(key, node.lines[key])
                self._wrong(at, where, wrong, f"Use {', '.join(known)}.")
        return found

    def _listed(self, where: str, node: Node, most: int) -> list[Node]:
        if not isinstance(node, Sequence):
            self._wrong(node, where, "This is not a list.", "Write it as [one, two].")
            return []
        if len(node.items) > most:
            self._wrong(node, where, "The list is too long.", f"Keep {most} entries.")
            return []
        return node.items

    def _text(self, where: str, node: Node) -> str:
        if isinstance(node, Scalar) and len(node.text) <= _MOST_CHARACTERS:
            return node.text
        self._wrong(node, where, "This is not a line of text.", "Write one, not too long.")
        return ""

    def _values(self, where: str, node: Node, base: Any) -> Any:
        """`base` with the values of the node, each of the kind that it has there."""
        names = [one.name for one in fields(base)]
        values: dict[str, Any] = {}
        for key, at in self._entries(where, node, names):
            here, usual = f"{where}.{key}", getattr(base, key)
            bounds = _BOUNDS[type(base)].get(key) or _BOUNDS[type(base)][""]
            if isinstance(usual, bool):
                values[key] = self._choice(here, at, ("yes", "no")) == "yes"
            elif isinstance(usual, str):
                values[key] = self._choice(here, at, ("beside", "above"))
            elif isinstance(usual, tuple):
                values[key] = self._pair(here, at, bounds)
            else:
                number = self._number(here, at, bounds)
                values[key] = int(number) if isinstance(usual, int) else number
        return replace(base, **values)

    def _cards(self, where: str, node: Node) -> tuple[CardRule, ...]:
        items = self._listed(where, node, _MOST_RULES)
        rules = [self._values(f"{where}[{n}]", one, CardRule(99)) for n, one in enumerate(items)]
        counts = [rule.points for rule in rules]
        if not rules or counts != sorted(set(counts)):
            wrong = "Here stand arrangements for ever more points."
            self._wrong(node, where, wrong, "Begin each with points: and the most it is for.")
            return (CardRule(99),)
        return tuple(rules)

    def _choice(self, where: str, node: Node, choices: tuple[str, ...]) -> str:
        text = node.text if isinstance(node, Scalar) else ""
        if text not in choices:
            either = " or ".join(choices)
            self._wrong(node, where, f"This is not {either}.", f"Write {either}.")
            return choices[0]
        return text

    def _number(self, where: str, node: Node, bounds: _Bounds) -> float:
        low, high = bounds
        text = node.text if isinstance(node, Scalar) else ""
        value = float(text) if _NUMBER.fullmatch(text) else math.nan
        if not low <= value <= high:
            wrong = f"This is not a number from {low:g} to {high:g}."
            self._wrong(node, where, wrong, "Write it like 12 or 14.5.")
            return low
        return value

    def _pair(self, where: str, node: Node, bounds: _Bounds) -> tuple[float, float]:
        if isinstance(node, Sequence) and len(node.items) == 2:
            first, second = (self._number(where, one, bounds) for one in node.items)
            return (first, second)
        self._wrong(node, where, "Here stand two lengths.", "Write them as [104, 132].")
        return bounds

    def _flow(self, where: str, node: Node) -> tuple[Region, ...]:
        items = self._listed(where, node, len(PARTS))
        if isinstance(node, Sequence) and not node.items:
            self._wrong(node, where, "Nothing would be printed.", f"Use {', '.join(PARTS)}.")
        flow = tuple(self._region(f"{where}[{n}]", one) for n, one in enumerate(items))
        for part, times in Counter(n for region in flow for n in parts_of(region)).items():
            if times > 1 and part:
                self._wrong(node, where, f"{part} stands here {times} times.", "Keep one of them.")
        return flow

    def _region(self, where: str, node: Node) -> Region:
        if isinstance(node, Scalar):
            return self._part(where, node)
        columns = self._entries(where, node, ("columns",))
        return self._columns(f"{where}.columns", columns[0][1]) if columns else ""

    def _part(self, where: str, node: Node) -> str:
        name = node.text if isinstance(node, Scalar) else ""
        if name not in PARTS:
            wrong = f"There is no part {shown(name)}."
            self._wrong(node, where, wrong, f"Use {', '.join(PARTS)}.")
            return ""
        return name

    def _columns(self, where: str, node: Node) -> Columns:
        count, least = 2.0, 200.0
        parts: tuple[str, ...] = ()
        for key, value in self._entries(where, node, ("count", "parts", "least")):
            here = f"{where}.{key}"
            if key == "count":
                count = self._number(here, value, (1, _MOST_COLUMNS))
            elif key == "least":
                least = self._number(here, value, (1, 2000))
            else:
                items = self._listed(here, value, len(PARTS))
                parts = tuple(self._part(here, one) for one in items)
        return Columns(int(count), parts, least)
