"""Layouts: page designs as data. `layouts/<name>.yaml` in, a frozen `Layout` out.

Every mistake in a file is reported at once, with its line, and with what could stand there.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, get_args

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
from handouts.paths import LAYOUTS
from handouts.reading import read_bytes, shown

PAPERS: MappingOf[str, tuple[float, float]] = {
    "letter": (612.0, 792.0),
    "a4": (595.28, 841.89),
    "a5": (419.53, 595.28),
    "legal": (612.0, 1008.0),
}
PARTS: tuple[str, ...] = get_args(PartName)


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
    leading: float = 15
    lead: float = 13
    title: float = 26
    heading: float = 16
    card: float = 14
    foot: float = 10
    gap: float = 8  # between blocks of a part
    part: float = 14  # above a part
    gutter: float = 20  # between columns
    pad: float = 10  # inside boxes


@dataclass(frozen=True, slots=True)
class Figures:
    """Sizes of pictures in points; `card` the least and the usual side of its drawing."""

    card: tuple[float, float] = (104, 132)
    map: tuple[float, float] = (190, 300)
    picture: float = 90
    icon: float = 36
    code: float = 64  # the QR code
    logo: tuple[float, float] = (120, 44)


@dataclass(frozen=True, slots=True)
class Margins:
    """White around the page, in points."""

    top: float = 32
    right: float = 36
    bottom: float = 30
    left: float = 36


@dataclass(frozen=True, slots=True)
class Cards:
    """How much room a card takes. `run_in` sets steps one after the other, not one below the
    other; `caption` repeats under the drawing which point it shows.
    """

    run_in: bool = False
    caption: bool = True
    brief: bool = False
    own_page: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """The least size of the panels that a sheet is folded into; none where it is not folded."""

    width: float = 0
    height: float = 0


@dataclass(frozen=True, slots=True)
class Columns:
    """Regions side by side, by shares of the width; stacked if one were narrower than `least`."""

    shares: tuple[float, ...]
    columns: tuple[tuple[Region, ...], ...]
    least: float = 160


@dataclass(frozen=True, slots=True)
class Balance:
    """Parts poured into columns of equal width and as equal height as can be."""

    count: int
    parts: tuple[str, ...]
    least: float = 160


Region = str | Columns | Balance


@dataclass(frozen=True, slots=True)
class Layout:
    """A page design. `flow` names the parts in the order they are printed."""

    name: str
    about: str = ""
    margins: Margins = field(default_factory=Margins)
    sizes: Sizes = field(default_factory=Sizes)
    figures: Figures = field(default_factory=Figures)
    cards: Cards = field(default_factory=Cards)
    panel: Panel = field(default_factory=Panel)
    flow: tuple[Region, ...] = PARTS
    tighter: tuple[Layout, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that are printed, in order."""
        return tuple(name for region in self.flow for name in parts_of(region))

    @property
    def variants(self) -> tuple[Layout, ...]:
        """The layout as it should be, then ever tighter ones for what would not fit otherwise."""
        return (self, *self.tighter)


def parts_of(region: Region) -> tuple[str, ...]:
    """The parts in a region, in reading order."""
    if isinstance(region, Columns):
        return tuple(
            name for column in region.columns for inner in column for name in parts_of(inner)
        )
    return region.parts if isinstance(region, Balance) else (region,)


_Bounds = tuple[float, float]
_MOST_COLUMNS = 6
_MOST_VARIANTS = 12
_MOST_CHARACTERS = 300
_LEAST = 160.0
_NUMBER = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")
_WIDTHS: _Bounds = (1, 2000)
_SPACE: _Bounds = (0, 72)
_BOUNDS: MappingOf[type, MappingOf[str, _Bounds]] = {
    Margins: {"": (0, 144)},
    Sizes: {"": (6, 72), "gap": _SPACE, "part": _SPACE, "gutter": _SPACE, "pad": _SPACE},
    Figures: {"": (8, 600)},
    Cards: {"": (0, 1)},
    Panel: {"": (90, 2000)},
}
"""The least and the most of each number, in points; `""` for those that are not named."""


def layout_names(folder: Path | None = None) -> list[str]:
    """The names of the layouts there are."""
    return sorted(path.stem for path in (folder or LAYOUTS).glob("*.yaml"))


def load_layout(name: str | Path, folder: Path | None = None) -> Layout:
    """A layout by name, or from a file. A name is no path, whoever typed it."""
    path = name if isinstance(name, Path) else (folder or LAYOUTS) / f"{name}.yaml"
    if not isinstance(name, Path) and name not in layout_names(folder):
        choices = ", ".join(layout_names(folder))
        wrong = f"There is no layout {shown(name)}."
        raise ContentError(Problem("", 0, "layout", wrong, f"Use one of {choices}."))
    return read_layout(read_bytes(path, MAX_BYTES), path.name, path.stem)


def read_layout(source: bytes | str, file: str, name: str) -> Layout:
    """A layout from what stands in its file."""
    data = source.encode() if isinstance(source, str) else source
    return _Reader(file).read(data, name)


class _Reader:
    """Walks the nodes of a YAML file, so that each problem knows its line.

    A file may come from a stranger, so whatever a page could not be set from is refused here:
    each number has its bounds, and each part is printed once.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []

    def read(self, source: bytes, name: str) -> Layout:
        document = read_yaml(source, self._file, self._problems)
        layout = self._layout(Layout(name), document.root)
        if self._problems:
            raise ContentError(sorted(self._problems, key=lambda problem: problem.line))
        return layout

    def _layout(self, base: Layout, node: Node, where: str = "") -> Layout:
        """`base` with what the node says; `tighter` lists what ever tighter variants change."""
        values: dict[str, Any] = {}
        known: dict[str, Callable[[str, Node], Any]] = {
            "about": self._text,
            "margins": lambda at, node: self._numbers(at, node, base.margins),
            "sizes": lambda at, node: self._numbers(at, node, base.sizes),
            "figures": lambda at, node: self._numbers(at, node, base.figures),
            "cards": lambda at, node: self._numbers(at, node, base.cards),
            "panel": lambda at, node: self._panel(at, node, base.panel),
            "flow": self._whole_flow,
        }
        tighter = None
        for key, at in self._entries(where, node, [*known] if where else [*known, "tighter"]):
            if key == "tighter":
                tighter = at
            else:
                values[key] = known[key](f"{where}.{key}".strip("."), at)
        layout = replace(base, **values)
        return replace(layout, tighter=self._tighter(layout, tighter)) if tighter else layout

    def _tighter(self, layout: Layout, node: Node) -> tuple[Layout, ...]:
        variants: list[Layout] = []
        for number, one in enumerate(self._listed("tighter", node, _MOST_VARIANTS)):
            layout = self._layout(layout, one, f"tighter[{number}]")
            variants.append(layout)
        return tuple(variants)

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

    def _numbers(self, where: str, node: Node, base: Any) -> Any:
        """`base` with the values of the node, each of the kind that it has there."""
        names = [one.name for one in fields(base)]
        values: dict[str, Any] = {}
        for key, at in self._entries(where, node, names):
            here, usual = f"{where}.{key}", getattr(base, key)
            bounds = _BOUNDS[type(base)].get(key) or _BOUNDS[type(base)][""]
            if isinstance(usual, bool):
                values[key] = self._yes(here, at)
            elif isinstance(usual, tuple):
                values[key] = self._pair(here, at, bounds)
            else:
                values[key] = self._number(here, at, bounds)
        return replace(base, **values)

    def _panel(self, where: str, node: Node, base: Panel) -> Panel:
        panel: Panel = self._numbers(where, node, base)
        if bool(panel.width) != bool(panel.height):
            self._wrong(node, where, "A panel has a width and a height.", "Write both, or neither.")
            return base
        return panel

    def _yes(self, where: str, node: Node) -> bool:
        text = node.text if isinstance(node, Scalar) else ""
        if text not in ("yes", "no"):
            self._wrong(node, where, "This is neither yes nor no.", "Write yes or no.")
        return text == "yes"

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

    def _whole_flow(self, where: str, node: Node) -> tuple[Region, ...]:
        flow = self._flow(where, node)
        for part, times in Counter(n for region in flow for n in parts_of(region)).items():
            if times > 1 and part:
                self._wrong(node, where, f"{part} stands here {times} times.", "Keep one of them.")
        return flow

    def _flow(self, where: str, node: Node) -> tuple[Region, ...]:
        items = self._listed(where, node, len(PARTS))
        return tuple(self._region(f"{where}[{n}]", one) for n, one in enumerate(items))

    def _region(self, where: str, node: Node) -> Region:
        if isinstance(node, Scalar):
            return self._part(where, node)
        kinds: dict[str, Callable[[str, Node], Region]] = {
            "columns": self._columns,
            "balance": self._balance,
        }
        regions = [kinds[key](where, value) for key, value in self._entries(where, node, kinds)]
        if len(regions) > 1:
            self._wrong(node, where, "Two regions stand in one entry.", "Start each with `- `.")
        return regions[0] if regions else ""

    def _part(self, where: str, node: Node) -> str:
        name = node.text if isinstance(node, Scalar) else ""
        if name not in PARTS:
            wrong = f"There is no part {shown(name)}."
            self._wrong(node, where, wrong, f"Use {', '.join(PARTS)}.")
            return ""
        return name

    def _columns(self, where: str, node: Node) -> Columns:
        shares: tuple[float, ...] = ()
        columns: tuple[tuple[Region, ...], ...] = ()
        least = _LEAST
        for key, value in self._entries(where, node, ("shares", "of", "least")):
            here = f"{where}.{key}"
            if key == "least":
                least = self._number(here, value, _WIDTHS)
                continue
            items = self._listed(here, value, _MOST_COLUMNS)
            if key == "shares":
                shares = tuple(self._number(here, one, (1, 100)) for one in items)
            else:
                columns = tuple(self._flow(here, one) for one in items)
        if not columns or len(shares) != len(columns):
            cure = "Give as many shares as lists under `of`."
            self._wrong(node, where, "Shares and columns do not go together.", cure)
        return Columns(shares, columns, least)

    def _balance(self, where: str, node: Node) -> Balance:
        count, least = 2.0, _LEAST
        parts: tuple[str, ...] = ()
        for key, value in self._entries(where, node, ("count", "parts", "least")):
            here = f"{where}.{key}"
            if key == "count":
                count = self._number(here, value, (1, _MOST_COLUMNS))
            elif key == "least":
                least = self._number(here, value, _WIDTHS)
            else:
                items = self._listed(here, value, len(PARTS))
                parts = tuple(self._part(here, one) for one in items)
        return Balance(int(count), parts, least)
