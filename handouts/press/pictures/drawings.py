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
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import yaml

from handouts.errors import FileError, Problem
from handouts.paths import ASSETS

FOLDER = ASSETS / "drawings"
"""Where views, `atlas.json` and `tones.yaml` are; tests point it elsewhere and call `forget`."""

P = ParamSpec("P")
R = TypeVar("R")
_CLEAR: list[Callable[[], None]] = []

PathItem = tuple[str, str, str]
"""Class, stroke width in units, and path data `d`."""

STROKED = frozenset({"line", "fine", "bone"})
_OPERATOR = {"M": "m", "L": "l", "C": "c"}
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


def kept(function: Callable[P, R]) -> Callable[P, R]:
    """A cache that `forget` empties."""
    wrapped = cache(function)
    _CLEAR.append(wrapped.cache_clear)
    return wrapped  # type: ignore[return-value]  # the wrapper of functools forgets parameters


def forget() -> None:
    """Drop everything read so far, for tests that bring their own folder."""
    for clear in _CLEAR:
        clear()


@kept
def drawing(view: str) -> Drawing:
    """The view of that name."""
    return Drawing(view, *read_paths(FOLDER / f"{view}.ops"))


def read_paths(file: Path) -> tuple[float, float, tuple[PathItem, ...]]:
    """Width, height and paths of a drawing in the format of docs/atlas-format.md."""
    head, *groups = _read(file).removeprefix("% ").split("\n% ")
    _, width, height = head.split()
    paths = []
    for group in groups:
        title, path = group.splitlines()[:2]
        kind, _, stroke = title.partition(" ")
        steps = re.findall(r"([-\d. ]*?) ?([mlch])(?: |$)", path)
        d = " ".join(f"{step[1].upper().replace('H', 'Z')} {step[0]}".strip() for step in steps)
        paths.append((kind, stroke or "1", d))
    return float(width), float(height), tuple(paths)


@kept
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


@kept
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


@kept
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


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise _broken(file, f"It cannot be read ({error.strerror}).") from error


def _broken(file: Path, wrong: str, cure: str = "Install handouts again.") -> FileError:
    return FileError(Problem(f"assets/{file.parent.name}/{file.name}", 0, "", wrong, cure))


def _choices() -> str:
    return ", ".join(name for name in tones() if name != "shape")
