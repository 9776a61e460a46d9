"""The drawings of the atlas as form XObjects: rewritten once per process and tone, never parsed.

A drawing is a flat list of paths in absolute commands (docs/atlas-format.md), which is what PDF
wants, only with the operator first. So two substitutions turn one into the other. The form keeps
the axes of the drawing (origin top-left, y down); whoever places it brings a matrix.
"""

from __future__ import annotations

import json
import math
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

import yaml

from handouts.errors import FileError, Problem
from handouts.paths import ASSETS

FOLDER = ASSETS / "drawings"
"""Where views, `atlas.json` and `tones.yaml` are; tests point it elsewhere and call `forget`."""

PathItem = tuple[str, str, str]
"""Class, stroke width in units, and path data `d`."""

STROKED = frozenset({"line", "fine", "bone"})
_ON_THE_BODY = frozenset({"shade", "deep", "cloth-shade", "hair-shade", "object-shade", "eye"})
_CELLS = 100
Edge = tuple[float, float, float, float]
_STEPS = re.compile(r"([MLCZ])([-\d. ]*)")
_OPERATOR = {"M": "m", "L": "l", "C": "c"}
_PATH = re.compile(r"<path\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_COMMAND = re.compile(r"([MLC]) ?([-\d. ]+?) ?(?=[MLCZ]|$)")


@dataclass(frozen=True, slots=True)
class XObject:
    """A stream to be written as it is.

    `entries` are its dictionary entries but for `/Length`; `refs` are (key, name of another
    XObject) pairs to be written as indirect references.
    """

    entries: bytes
    data: bytes
    refs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """One view: its size in units, and its paths in the order of painting."""

    name: str
    width: float
    height: float
    paths: tuple[PathItem, ...]


@cache
def drawing(view: str) -> Drawing:
    """The view of that name."""
    return Drawing(view, *read_paths(FOLDER / f"{view}.svg"))


def read_paths(file: Path) -> tuple[float, float, tuple[PathItem, ...]]:
    """Width, height and paths of a drawing in the format of docs/atlas-format.md."""
    source = _read(file)
    box = _VIEW_BOX.search(source)
    if box is None:
        raise _broken(file, "It has no viewBox of the form 0 0 width height.")
    paths = (dict(_ATTRIBUTE.findall(path)) for path in _PATH.findall(source))
    return (
        float(box[1]),
        float(box[2]),
        tuple((path["class"], path.get("stroke-width", "1"), path["d"]) for path in paths),
    )


@cache
def atlas() -> Mapping[str, Any]:
    """The table of views and places."""
    table: dict[str, Any] = json.loads(_read(FOLDER / "atlas.json"))
    return table


def point(code: str) -> Mapping[str, Any]:
    """The entry of a point in the table."""
    found: Mapping[str, Any] | None = atlas()["points"].get(code)
    if found is None:
        raise _broken(FOLDER / "atlas.json", f"It has no place for {code}.")
    return found


@cache
def on_body(code: str) -> Mapping[str, Any]:
    """Where a point lies on the whole-body views.

    A place that none of them sees (a palm, a sole) takes that of its nearest neighbour that is
    seen: in the same view if there is one, else in the same region.
    """
    own = point(code)
    if own.get("map"):
        found: Mapping[str, Any] = own["map"]
        return found
    seen = {name: entry for name, entry in atlas()["points"].items() if entry.get("map")}
    views = atlas()["views"]

    def away(name: str) -> tuple[bool, bool, float, str]:
        view = seen[name]["view"]
        near = math.dist(_middle(own), _middle(seen[name])) if view == own["view"] else 0.0
        same_region = views[view].get("region") == views[own["view"]].get("region")
        return (view != own["view"], not same_region, near, name)

    return atlas()["points"][min(seen, key=away)]["map"] if seen else {}


def _middle(entry: Mapping[str, Any]) -> tuple[float, float]:
    """One place of a point in its view, to compare points by."""
    at: Any = next(iter(entry["at"].values()))
    x, y = at[0] if isinstance(at[0], list) else at
    return x, y


@cache
def tones() -> Mapping[str, Mapping[str, str]]:
    """Colour (`#rrggbb` or `none`) of each class, by name of the tone."""
    table = yaml.safe_load(_read(FOLDER / "tones.yaml"))
    return {name: {**table["always"], **own} for name, own in table["tones"].items()}


def drawing_name(view: str, tone: str) -> str:
    """The name under which a page invokes the view in that tone."""
    if tone not in tones():
        raise _broken(
            FOLDER / "tones.yaml", f'There is no skin tone "{tone}".', f"Use {_choices()}."
        )
    return f"D-{view}-{tone}"


@cache
def form(name: str) -> XObject:
    """The XObject behind a `drawing_name`."""
    view, _, tone = name.removeprefix("D-").rpartition("-")
    found = drawing(view)
    colours = tones()[tone]
    body = "1 j 1 J\n" + "".join(operators(path, colours) for path in found.paths)
    entries = (
        f"/Type /XObject /Subtype /Form /BBox [0 0 {found.width:g} {found.height:g}]"
        " /Resources << >> /Filter /FlateDecode"
    )
    return XObject(entries.encode(), zlib.compress(body.encode(), 9))


def rgb(colour: str) -> str:
    """`#rrggbb` as the three operands of `rg` and `RG`."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return " ".join(f"{part:.3f}".rstrip("0").rstrip(".") for part in parts)


def path_operators(d: str) -> str:
    """Absolute path data as path construction operators, without painting."""
    moved = _COMMAND.sub(lambda found: f"{found[2]} {_OPERATOR[found[1]]}\n", d)
    return moved.replace("Z", "h\n")


def forget() -> None:
    """Drop everything read so far, for tests that bring their own folder."""
    for kept in (drawing, atlas, on_body, tones, form, mask):
        kept.cache_clear()


def operators(path: PathItem, colours: Mapping[str, str]) -> str:
    """One path, painted."""
    kind, width, d = path
    colour = colours[kind]
    if colour == "none":
        return ""
    if kind not in STROKED:
        return f"{rgb(colour)} rg\n{path_operators(d)}f*\n"
    dash = f"[{2.5 * float(width):g} {2.5 * float(width):g}] 0 d " if kind == "bone" else "[] 0 d "
    return f"{dash}{width} w {rgb(colour)} RG\n{path_operators(d)}S\n"


# ── where the body is ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Mask:
    """Which cells of a view the body fills, as running sums: `sums[row][column]`."""

    cell: float  # units
    sums: tuple[tuple[int, ...], ...]

    def share(self, left: float, top: float, right: float, bottom: float) -> float:
        """How much of a rectangle of the view (units, y down) the body fills, 0…1."""
        rows, columns = len(self.sums) - 1, len(self.sums[0]) - 1
        x0, x1 = (min(max(round(x / self.cell), 0), columns) for x in (left, right))
        y0, y1 = (min(max(round(y / self.cell), 0), rows) for y in (top, bottom))
        sums = self.sums
        filled = sums[y1][x1] - sums[y0][x1] - sums[y1][x0] + sums[y0][x0]
        area = (right - left) * (bottom - top) / self.cell**2
        return min(1.0, filled / area) if area else 0.0

    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of the body, in units."""
        rows, columns = len(self.sums) - 1, len(self.sums[0]) - 1
        xs = [x for x in range(columns) if self.sums[rows][x + 1] > self.sums[rows][x]]
        ys = [y for y in range(rows) if self.sums[y + 1][columns] > self.sums[y][columns]]
        cell = self.cell
        return (xs[0] * cell, ys[0] * cell, (xs[-1] + 1) * cell, (ys[-1] + 1) * cell)

    def cut(self) -> tuple[bool, bool, bool, bool]:
        """Whether the body goes on beyond the left, top, right and bottom edge of the view."""
        sums = self.sums
        rows, columns = len(sums) - 1, len(sums[0]) - 1
        return (
            sums[rows][1] > 0,
            sums[1][columns] > 0,
            sums[rows][columns] > sums[rows][columns - 1],
            sums[rows][columns] > sums[rows - 1][columns],
        )


@cache
def mask(view: str) -> Mask:
    """The body of a view on a grid of about 100 cells along the longer side."""
    found = drawing(view)
    cell = max(found.width, found.height) / _CELLS
    columns, rows = math.ceil(found.width / cell), math.ceil(found.height / cell)
    filled = [bytearray(columns) for _ in range(rows)]
    for kind, _, d in found.paths:
        if kind not in STROKED and kind not in _ON_THE_BODY:
            _fill(filled, _edges(d), cell)
    sums = [(0,) * (columns + 1)]
    for row in filled:
        running = accumulate(row, initial=0)
        sums.append(tuple(map(sum, zip(sums[-1], running, strict=True))))
    return Mask(cell, tuple(sums))


def _fill(filled: list[bytearray], edges: Iterable[Edge], cell: float) -> None:
    """Even-odd fill, one scan line through the middle of each row of cells."""
    crossings: list[list[float]] = [[] for _ in filled]
    for x0, y0, x1, y1 in edges:
        if y0 > y1:
            x0, y0, x1, y1 = x1, y1, x0, y0
        first = max(math.ceil(y0 / cell - 0.5), 0)
        last = min(math.ceil(y1 / cell - 0.5), len(filled))
        for row in range(first, last):
            crossings[row].append(x0 + (x1 - x0) * ((row + 0.5) * cell - y0) / (y1 - y0))
    for cells, xs in zip(filled, crossings, strict=True):
        xs.sort()
        for start, end in zip(xs[::2], xs[1::2], strict=False):
            a, b = max(round(start / cell), 0), min(round(end / cell), len(cells))
            cells[a:b] = b"\x01" * max(b - a, 0)


def _edges(d: str) -> Iterator[Edge]:
    """The outline as straight edges; a curve becomes four."""
    start = at = (0.0, 0.0)
    for letter, numbers in _STEPS.findall(d):
        values = [float(value) for value in numbers.split()]
        if letter == "M":
            start = at = (values[0], values[1])
            continue
        for point in _corners(letter, at, values, start):
            yield (*at, *point)
            at = point


def _corners(
    letter: str, at: tuple[float, float], values: list[float], start: tuple[float, float]
) -> list[tuple[float, float]]:
    if letter == "Z":
        return [start]
    if letter == "L":
        return [(values[0], values[1])]
    (x0, y0), (x1, y1, x2, y2, x3, y3) = at, values
    return [
        (
            u**3 * x0 + 3 * u * u * t * x1 + 3 * u * t * t * x2 + t**3 * x3,
            u**3 * y0 + 3 * u * u * t * y1 + 3 * u * t * t * y2 + t**3 * y3,
        )
        for t, u in ((0.25, 0.75), (0.5, 0.5), (0.75, 0.25), (1.0, 0.0))
    ]


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise _broken(file, f"It cannot be read ({error.strerror}).") from error


def _broken(file: Path, wrong: str, cure: str = "Install handouts again.") -> FileError:
    return FileError(Problem(f"assets/{file.parent.name}/{file.name}", 0, "", wrong, cure))


def _choices() -> str:
    return ", ".join(name for name in tones() if name != "shape")
