"""Compile drawings for the product, which parses nothing: SVG paths become PDF operators.

`python -m tools.atlas.compile` turns every icon in `tools/icons` into an `.ops` file, and writes
the silhouette of each view into the table.
`docs/atlas-format.md` describes both formats.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageDraw

DRAWINGS = Path("assets/drawings")
ICONS = Path("assets/icons")
ICON_SOURCES = Path("tools/icons")
STROKED = frozenset({"line", "fine", "bone", "halo"})
WHOLE_UNITS = frozenset({"skin", "shade", "deep", "cloth", "cloth-shade", "hair", "hair-shade",
                         "fine"})
"""Classes whose numbers are rounded to whole units: areas of one colour, whose edges lie under ink
or are soft, and thin lines. A tenth of a unit cannot be seen of them.
"""
STEP = 10
"""Height of a band of a silhouette, in units of the view."""
AT_LANDMARK, ON_LANDMARK, AT_POINT = 0.9, 0.3, 1.0
"""cm within which a line, a closed one, is that of a landmark; and one tells where the point beside
it is.
"""
ONE_PART = 100.0
"""Units to a cm from which a drawing is of one small part, the ear: its lines are outlines, each
drawn where the point or a landmark of it lies within.
"""
LABELLED: dict[str, str | tuple[str, ...]] = {
    "breastbone-tip": "breastbone-tip", "hip-bone-top": ("hip-bone", "back-dimple"),
    "belly-half": "belly-halfway", "belly-half-tick": "belly-halfway",
    "front-half": "scalp-halfway", "front-half-tick": "scalp-halfway",
    "temple-curve": "sideburn-top", "brow-start-way": "hairline-brow-start",
    "brow-middle-way": "hairline-pupil", "eye-corner-way": "hairline-eye-corner",
    "pupil-line": "pupil-line", "hip-level": "hip-bone-top", "dip-way": "ear-lobe-dip",
    **{f"toe-joint-{n}": f"{toe}-toe-joint" for n, toe in ((2, "second"), (4, "fourth"))},
    "finger-beside-shin-40": "fingers-beside-shin",
    "heel-bone-top": "heel-bone", "inner-ankle-tick": "ankle-halfway",
    "outer-ankle-tick": "ankle-halfway",
    "armpit-fold-way": "armpit-fold-back", "front-fold-way": "armpit-fold-front",
    **{f"front-rib-{n}{part}": ("breastbone-end-by-ribs", "breastbone-ridge",
                                "collarbone-gap", "collarbone-inner", "collarbone-middle")
       for n in range(2, 9) for part in ("", "-edge")},
    "ridge-level": ("spine-bump-t3", "spine-start-t3"), "tip-level": "shoulder-blade-tip",
    **{f"start-{n}": f"spine-start-{n}" for n in ("t3", "t7", "l4")},
    **{f"counted-{n}": f"spine-bump-{n}" for n in ("t3", "t7", "l4")},
    "counted-t1": "spine-neck-down-", "counted-t2": "spine-neck-down-2",
    "counted-t4": "spine-ridge-down-", "counted-t5": "spine-tip-up-2",
    "counted-t6": "spine-tip-up-", "counted-t8": "spine-tip-down-",
    "counted-t9": "spine-tip-down-", "counted-t10": ("spine-tip-down-3", "spine-tip-down-4"),
    "counted-t11": "spine-tip-down-4", "counted-t12": "spine-hip-up-4",
    "counted-l1": ("spine-hip-up-3", "spine-hip-up-4"), "counted-l3": "spine-hip-up-",
    "counted-l2": ("spine-hip-up-2", "spine-hip-up-3", "spine-hip-up-4"),
    "counted-l5": "spine-hip-down-", "rib-12": "lowest-rib",
    "back-muscle-edge": "back-muscle-edge",
    **dict.fromkeys(("waist-level", "waist-way", "waist-tick"), "fingers-above-hip"),
    "cheekbone-bar": "cheekbone", "ear-curve": "ear-tip", "ear-curve-tick": "ear-tip",
    "mastoid": "mastoid", "ridge-y": ("ear-fork", "ear-lower-arm"), "sacrum": "sacrum",
    "shin-inner-edge": "shin-bone-inner-edge", "knuckles": "hand-knuckles",
    "inner-ankle-back": "heel-cord-edge-inner", "big-toe-groove": "foot-bones-meet",
    "little-toe-groove": "little-foot-bones-meet", "brow-level": "ear-root-front",
    "thumb-groove": "hand-bones-meet",
    "lower-hollow": "ear-lower-hollow", "rim-root": ("ear-rim-root", "ear-rim-last"),
    "small-bump": "ear-bump",
    "groove-2": "hand-bone-groove", "groove-4": "hand-bone-groove",
    "arm-bone-edge": "arm-bone-edge", "finger-cord": "finger-cords",
    "palm-skin-edge": "palm-skin-edge", "little-finger-crease": "little-finger-crease",
}
"""Lines that words divide, follow or count, and how the landmark begins with which they are drawn:
many points lie beside them that are found without.
"""

Outline = list[tuple[float, float]]

Group = tuple[str, str, str, str]
"""Class, stroke width (empty when filled), name (empty of what is always drawn), path operators."""

_OPERATOR = {"M": "m", "L": "l", "C": "c", "Z": "h"}
_COMMAND = {operator: command for command, operator in _OPERATOR.items()}
_PATH = re.compile(r"<path\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_ON_THE_BODY = frozenset({"shade", "deep", "cloth-shade", "hair-shade", "object-shade", "eye"})


def main() -> None:
    """Compile the icons and renew the silhouettes."""
    for source in sorted(ICON_SOURCES.glob("*.svg")):
        target = ICONS / f"{source.stem}.ops"
        target.write_text(compiled(source.read_text("utf-8")), "utf-8")
    for table in sorted(DRAWINGS.glob("*/atlas.json")):
        write_shapes(table.parent)


# ── operators ───────────────────────────────────────────────────────────────────────────────────


def compiled(svg: str) -> str:
    """A drawing of `<path>` elements in absolute M, L, C and Z as groups of PDF operators."""
    box = _VIEW_BOX.search(svg)
    if box is None:
        raise ValueError("no viewBox of the form 0 0 width height")
    paths = [dict(_ATTRIBUTE.findall(path)) for path in _PATH.findall(svg)]
    groups = [
        (p["class"], p.get("stroke-width", "1") if p["class"] in STROKED else "", p.get("id", ""),
         operators(p["d"], whole=p["class"] in WHOLE_UNITS))
        for p in paths
    ]
    return ops(float(box[1]), float(box[2]), groups)


def ops(width: float, height: float, groups: list[Group]) -> str:
    """The text of an `.ops` file."""
    lines = [f"% box {width:g} {height:g}"]
    for kind, stroke, name, path in groups:
        lines += [f"% {kind} {stroke} {name}".rstrip(), path, "S" if stroke else "f*"]
    return "\n".join([*lines, ""])


def operators(d: str, whole: bool = False) -> str:
    """Absolute path data as path construction operators, each behind its numbers, which are
    rounded to whole units or left as they are.
    """
    out: list[str] = []
    waiting = ""
    for word in re.findall(r"[MLCZ]|[^\sMLCZ]+", d):
        if word in _OPERATOR:
            out += [waiting] if waiting else []
            waiting = _OPERATOR[word]
        else:
            out.append(str(round(float(word))) if whole else word)
    return " ".join([*out, waiting])


def read(text: str) -> tuple[float, float, list[Group]]:
    """Width, height and groups of an `.ops` file."""
    head, *parts = re.split(r"^% ", text, flags=re.MULTILINE)[1:]
    _, width, height = head.split()
    groups = []
    for part in parts:
        title, path, _ = part.splitlines()
        kind, stroke, name = [*title.split(), "", ""][:3]
        groups.append((kind, stroke, name, path))
    return float(width), float(height), groups


def svg(text: str) -> str:
    """An `.ops` file as an SVG again, for contact sheets."""
    width, height, groups = read(text)
    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}">']
    for kind, stroke, _, path in groups:
        wide = f' stroke-width="{stroke}"' if stroke else ""
        d = " ".join(" ".join([_COMMAND[step[-1]], *step[:-1]]) for step in _steps(path))
        lines.append(f'<path class="{kind}"{wide} d="{d}"/>')
    return "\n".join([*lines, "</svg>", ""])


def _steps(path: str) -> Iterator[list[str]]:
    """Each operator behind its numbers."""
    step: list[str] = []
    for word in path.split():
        step.append(word)
        if word in _COMMAND:
            yield step
            step = []


# ── silhouettes ─────────────────────────────────────────────────────────────────────────────────


def write_shapes(folder: Path) -> None:
    """Add to the table in a folder of compiled drawings what can be told from these alone: `rows`
    to each view, and to each point the `lines` of its view that it is found by.
    """
    file = folder / "atlas.json"
    table: dict[str, Any] = json.loads(file.read_text("utf-8"))
    named: dict[str, dict[str, list[Outline]]] = {}
    for name, view in table["views"].items():
        drawing = (folder / f"{name}.ops").read_text("utf-8")
        view["rows"] = {"step": STEP, "spans": silhouette(drawing)}
        named[name] = outlines(drawing)
    for point in table["points"].values():
        view = table["views"][point["view"]]
        point["lines"] = found_by(point, view, named[point["view"]])
    parts = []
    for key, value in table.items():
        entries = (f"  {json.dumps(k)}: {json.dumps(v, separators=(',', ':'))}" for k, v in
                   value.items())
        parts.append(f" {json.dumps(key)}: {{\n" + ",\n".join(entries) + "\n }")
    file.write_text("{\n" + ",\n".join(parts) + "\n}\n", "utf-8")


def outlines(text: str) -> dict[str, list[Outline]]:
    """The lines of a drawing that have a name."""
    found: dict[str, list[Outline]] = {}
    for _, _, name, path in read(text)[2]:
        if name:
            found.setdefault(name, []).extend(_outlines(path))
    return found


def found_by(
    point: dict[str, Any], view: dict[str, Any], named: dict[str, list[Outline]]
) -> list[str]:
    """The names of the lines at the landmarks of a point, at the ends of its measures and beside
    the point itself: those that tell where it is. The others of its view belong to other points.
    """
    cm = view["cm"] if view["cm"] < ONE_PART else 0.0
    marks = [view["landmarks"][name] for name in point["landmarks"]]
    marks += [point[key][end] for key in ("guide", "first") if key in point
              for end in ("from", "to")]
    spots: list[Any] = []
    for at in point["at"].values():
        spots += at if isinstance(at[0], list) else [at]

    def tells(name: str) -> bool:
        if name in LABELLED:
            return any(one.startswith(LABELLED[name]) for one in point["landmarks"])
        return any(
            any(_away(line, at) <= (ON_LANDMARK if _closed(line) else AT_LANDMARK) * cm
                for at in marks)
            or any(_away(line, at) <= AT_POINT * cm for at in spots)
            for line in named[name]
        )

    found = set(filter(tells, named))
    if "groove-2" in found:  # the grooves are drawn, and not the bones beside them as well
        found = {name for name in found if not name.startswith("hand-bone")}
    # A way that is divided is of use only to who stops at its tick.
    undivided = {f"{name[:-5]}-way" for name in named if name.endswith("-tick")} - {
        f"{name[:-5]}-way" for name in found if name.endswith("-tick")}
    return sorted(found - undivided)


def _closed(line: Outline) -> bool:
    return math.dist(line[0], line[-1]) < 1.0


def _away(line: Outline, at: list[float]) -> float:
    """How far a place is from a line, in units of the view; 0 within a closed one."""
    x, y = at
    within, least = False, math.inf
    for (x0, y0), (x1, y1) in pairwise(line):
        dx, dy = x1 - x0, y1 - y0
        share = ((x - x0) * dx + (y - y0) * dy) / ((dx * dx + dy * dy) or 1.0)
        share = min(1.0, max(0.0, share))
        least = min(least, math.hypot(x - x0 - share * dx, y - y0 - share * dy))
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * dx:
            within = not within
    return 0.0 if within and _closed(line) else least


def silhouette(text: str) -> list[list[list[int]]]:
    """For each band of STEP units from the top: the x-intervals that the body reaches into."""
    width, height, groups = read(text)
    body = Image.new("1", (round(width), round(height)))
    for kind, stroke, _, path in groups:
        if not stroke and kind not in _ON_THE_BODY:
            body = ImageChops.logical_or(body, _filled(path, body.size))
    bands = []
    for top in range(0, body.height, STEP):
        band = body.crop((0, top, body.width, min(top + STEP, body.height)))
        pixels = [any(band.getpixel((x, y)) for y in range(band.height)) for x in range(band.width)]
        edges = [x for x, (a, b) in enumerate(pairwise([False, *pixels, False])) if a != b]
        bands.append([[a, b] for a, b in zip(edges[::2], edges[1::2], strict=True)])
    return bands


def _filled(path: str, size: tuple[int, int]) -> Image.Image:
    """The path, filled by the even-odd rule."""
    whole = Image.new("1", size)
    for corners in _outlines(path):
        one = Image.new("1", size)
        ImageDraw.Draw(one).polygon(corners, fill=1)
        whole = ImageChops.logical_xor(whole, one)
    return whole


def _outlines(path: str) -> Iterator[Outline]:
    """The outlines of a path; a curve becomes eight straight pieces."""
    corners: list[tuple[float, float]] = []
    for *numbers, operator in _steps(path):
        values = [float(number) for number in numbers]
        points = list(zip(values[::2], values[1::2], strict=True))
        if operator == "m":
            if len(corners) > 1:
                yield corners
            corners = points
        elif operator == "l":
            corners.append(points[0])
        elif operator == "c":
            corners += _curve([corners[-1], *points])
        elif corners:
            corners.append(corners[0])
    if len(corners) > 1:
        yield corners


def _curve(p: list[tuple[float, float]]) -> list[tuple[float, float]]:
    out = []
    for t in (step / 8 for step in range(1, 9)):
        u = 1 - t
        weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
        out.append((sum(w * x for w, (x, _) in zip(weights, p, strict=True)),
                    sum(w * y for w, (_, y) in zip(weights, p, strict=True))))
    return out


if __name__ == "__main__":
    main()
