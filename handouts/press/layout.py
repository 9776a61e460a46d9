"""Layouts: page designs as data. `layouts/<name>.yaml` in, a frozen `Layout` out.

Every mistake in a file is reported at once, with its line, and with what could stand there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, get_args

import yaml

from handouts.errors import ContentError, FileError, Problem
from handouts.handout import PartName
from handouts.paths import LAYOUTS

INCH = 72.0
PAPERS: Mapping[str, tuple[float, float]] = {
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


def layout_names(folder: Path | None = None) -> list[str]:
    """The names of the layouts there are."""
    return sorted(path.stem for path in (folder or LAYOUTS).glob("*.yaml"))


def load_layout(name: str | Path, folder: Path | None = None) -> Layout:
    """A layout by name, or from a file."""
    home = folder or LAYOUTS
    path = name if isinstance(name, Path) else home / f"{name}.yaml"
    try:
        source = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        choices = ", ".join(layout_names(folder))
        raise ContentError(
            Problem("", 0, "layout", f'There is no layout "{name}".', f"Use one of {choices}.")
        ) from None
    except OSError as error:
        raise FileError(Problem(str(path), 0, "", f"Cannot be read: {error}.", "")) from error
    return read_layout(source, path.name, path.stem)


def read_layout(source: str, file: str, name: str) -> Layout:
    """A layout from the text of its file."""
    return _Reader(file).read(source, name)


class _Reader:
    """Walks the nodes of a YAML file, so that each problem knows its line."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._problems: list[Problem] = []

    def read(self, source: str, name: str) -> Layout:
        try:
            node = yaml.compose(source, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            raise ContentError(
                Problem(self._file, line, "", "This is not YAML.", f"{error.problem}.")
            ) from error
        layout = self._layout(Layout(name), node)
        if self._problems:
            raise ContentError(sorted(self._problems, key=lambda problem: problem.line))
        return layout

    def _layout(self, base: Layout, node: yaml.Node | None, where: str = "") -> Layout:
        """`base` with what the node says; `tighter` lists what ever tighter variants change."""
        values: dict[str, Any] = {}
        known: dict[str, Callable[[str, yaml.Node], Any]] = {
            "about": self._text,
            "margins": lambda at, node: self._numbers(at, node, base.margins),
            "sizes": lambda at, node: self._numbers(at, node, base.sizes),
            "figures": lambda at, node: self._numbers(at, node, base.figures),
            "cards": lambda at, node: self._numbers(at, node, base.cards),
            "panel": lambda at, node: self._numbers(at, node, base.panel),
            "flow": self._flow,
        }
        tighter = None
        for key, at in self._entries(where, node, [*known] if where else [*known, "tighter"]):
            if key == "tighter":
                tighter = at
            else:
                values[key] = known[key](f"{where}.{key}".strip("."), at)
        layout = replace(base, **values)
        return replace(layout, tighter=self._tighter(layout, tighter)) if tighter else layout

    def _tighter(self, layout: Layout, node: yaml.Node) -> tuple[Layout, ...]:
        if not isinstance(node, yaml.SequenceNode):
            self._wrong(node, "tighter", "This is not a list.", "List what changes, step by step.")
            return ()
        variants: list[Layout] = []
        for number, one in enumerate(node.value):
            layout = self._layout(layout, one, f"tighter[{number}]")
            variants.append(layout)
        return tuple(variants)

    def _wrong(self, node: yaml.Node | None, where: str, wrong: str, cure: str) -> None:
        line = node.start_mark.line + 1 if node is not None else 0
        self._problems.append(Problem(self._file, line, where, wrong, cure))

    def _entries(
        self, where: str, node: yaml.Node | None, known: Mapping[str, Any] | Sequence[str]
    ) -> list[tuple[str, yaml.Node]]:
        if not isinstance(node, yaml.MappingNode):
            self._wrong(node, where, "Here stand keys with values.", f"Use {', '.join(known)}.")
            return []
        found = []
        for key, value in node.value:
            if key.value in known:
                found.append((str(key.value), value))
            else:
                wrong = f'There is no key "{key.value}".'
                self._wrong(key, where, wrong, f"Use {', '.join(known)}.")
        return found

    def _text(self, where: str, node: yaml.Node) -> str:
        if isinstance(node, yaml.ScalarNode):
            return str(node.value)
        self._wrong(node, where, "This is not text.", "Write a line of text.")
        return ""

    def _numbers(self, where: str, node: yaml.Node, base: Any) -> Any:
        """`base` with the values of the node, each of the kind that it has there."""
        names = [one.name for one in fields(base)]
        values: dict[str, Any] = {}
        for key, at in self._entries(where, node, names):
            here, usual = f"{where}.{key}", getattr(base, key)
            if isinstance(usual, bool):
                values[key] = self._yes(here, at)
            elif isinstance(usual, tuple):
                values[key] = self._pair(here, at)
            else:
                values[key] = self._number(here, at)
        return replace(base, **values)

    def _yes(self, where: str, node: yaml.Node) -> bool:
        if node.value not in ("yes", "no"):
            self._wrong(node, where, "This is neither yes nor no.", "Write yes or no.")
        return bool(node.value == "yes")

    def _number(self, where: str, node: yaml.Node) -> float:
        try:
            value = float(node.value)
        except (TypeError, ValueError):
            value = -1.0
        if not 0 <= value <= 2000:
            self._wrong(node, where, "This is not a length.", "Write points, like 12 or 14.5.")
        return value

    def _pair(self, where: str, node: yaml.Node) -> tuple[float, float]:
        if isinstance(node, yaml.SequenceNode) and len(node.value) == 2:
            first, second = (self._number(where, one) for one in node.value)
            return (first, second)
        self._wrong(node, where, "Here stand two lengths.", "Write them as [104, 132].")
        return (0.0, 0.0)

    def _flow(self, where: str, node: yaml.Node) -> tuple[Region, ...]:
        if not isinstance(node, yaml.SequenceNode):
            self._wrong(node, where, "This is not a list.", "List parts, columns or balance.")
            return ()
        return tuple(self._region(f"{where}[{n}]", one) for n, one in enumerate(node.value))

    def _region(self, where: str, node: yaml.Node) -> Region:
        if isinstance(node, yaml.ScalarNode):
            return self._part(where, node)
        kinds: dict[str, Callable[[str, yaml.Node], Region]] = {
            "columns": self._columns,
            "balance": self._balance,
        }
        for key, value in self._entries(where, node, kinds):
            return kinds[key](where, value)
        return ""

    def _part(self, where: str, node: yaml.Node) -> str:
        if node.value not in PARTS:
            wrong = f'There is no part "{node.value}".'
            self._wrong(node, where, wrong, f"Use {', '.join(PARTS)}.")
        return str(node.value)

    def _columns(self, where: str, node: yaml.Node) -> Columns:
        shares: tuple[float, ...] = ()
        columns: tuple[tuple[Region, ...], ...] = ()
        least = 160.0
        for key, value in self._entries(where, node, ("shares", "of", "least")):
            if key == "shares":
                shares = tuple(self._number(f"{where}.shares", one) for one in value.value)
            elif key == "least":
                least = self._number(f"{where}.least", value)
            else:
                columns = tuple(self._flow(f"{where}.of", one) for one in value.value)
        if not columns or len(shares) != len(columns):
            cure = "Give as many shares as lists under `of`."
            self._wrong(node, where, "Shares and columns do not go together.", cure)
        return Columns(shares, columns, least)

    def _balance(self, where: str, node: yaml.Node) -> Balance:
        count, least = 2.0, 160.0
        parts: tuple[str, ...] = ()
        for key, value in self._entries(where, node, ("count", "parts", "least")):
            if key == "count":
                count = self._number(f"{where}.count", value)
            elif key == "least":
                least = self._number(f"{where}.least", value)
            else:
                parts = tuple(self._part(f"{where}.parts", one) for one in value.value)
        return Balance(int(count), parts, least)
