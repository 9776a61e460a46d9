"""The drawn line: where the body turns away from the eye, with a weight that swells and fades.

Lines come from the mesh itself (where normal and view stand at right angles), not from pixels,
so they are smooth. The depth raster only tells which of them can be seen, and what lies behind:
a line before a far ground is heavy, one before near skin is light, and its ends fade.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import vtk
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy import ndimage
from vtk.util import numpy_support

from .body import Floats, polydata
from .dress import Part
from .render import DENSITY, Picture
from .trace import resample, rings
from .views import Camera

FINE = 4.0  # pixels per drawing unit of the ink raster


@dataclass(frozen=True)
class Stroke:
    """A line on the page with its weight."""

    xy: Floats  # (k, 2) drawing units
    width: Floats  # (k,) drawing units


def contours(part: Part, eye: Camera, picture: Picture, heavy: float) -> list[Stroke]:
    """The visible lines where a part turns away from the eye."""
    smooth = part.normals
    for _ in range(2):
        smooth = part.link @ smooth
    lines = isolines(part, smooth @ eye.toward)
    return [s for line in lines for s in strokes(line, eye, picture, heavy, part_name=part.name)]


def rims(part: Part, eye: Camera, picture: Picture, heavy: float) -> list[Stroke]:
    """The visible open edges of a part, such as a hem."""
    edges = vtk.vtkFeatureEdges()
    edges.SetInputData(polydata(part.vertices, part.faces))
    edges.BoundaryEdgesOn()
    edges.FeatureEdgesOff()
    edges.NonManifoldEdgesOff()
    edges.ManifoldEdgesOff()
    return [s for line in _lines(edges) for s in strokes(line, eye, picture, heavy, plain=True)]


def missing(
    mask: NDArray[np.bool_], drawn: list[Stroke], size: tuple[float, float], heavy: float
) -> list[Stroke]:
    """Strokes for stretches of a mask's outline that no stroke runs along yet."""
    covered = np.zeros((int(size[1]), int(size[0])), bool)  # a cell a drawing unit
    bold = np.vstack([s.xy[s.width > 0.4 * heavy] for s in drawn] or [np.zeros((0, 2))])
    rows, columns = (np.clip(bold[:, i].astype(int), 0, covered.shape[1 - i] - 1) for i in (1, 0))
    covered[rows, columns] = True
    covered = ndimage.distance_transform_edt(~covered) < 3.0
    out = []
    for ring in rings(ndimage.gaussian_filter(mask.astype(np.float32), 1.5), 0.5):
        xy = resample((ring[:, ::-1] + 0.5) / DENSITY, 1.5)
        cells = np.clip(xy[:, ::-1].astype(int), 0, np.array(covered.shape) - 1)
        inner = ((xy > 2.5) & (xy < np.array(size) - 2.5)).all(axis=1)
        bare = ~covered[cells[:, 0], cells[:, 1]] & inner
        closed = bool(np.linalg.norm(xy[0] - xy[-1]) < 3)
        for a, b in _stretches(bare, closed, gap=2, least=5):
            index = np.arange(a - 3, b + 3)
            index = index % len(xy) if closed else np.unique(np.clip(index, 0, len(xy) - 1))
            line = ndimage.gaussian_filter1d(xy[index], 1.5, axis=0, mode="nearest")
            out.append(Stroke(line, np.full(len(line), heavy * 0.8)))
    return out


def isolines(part: Part, values: Floats, level: float = 0.0) -> list[Floats]:
    """Lines (k, 3) on a part's mesh where a value per vertex has a level."""
    mesh = polydata(part.vertices, part.faces)
    mesh.GetPointData().SetScalars(
        numpy_support.numpy_to_vtk(np.ascontiguousarray(values), deep=True)
    )
    cut = vtk.vtkContourFilter()
    cut.SetInputData(mesh)
    cut.SetValue(0, level)
    return _lines(cut)


def _lines(source: Any) -> list[Floats]:
    clean, strip = vtk.vtkCleanPolyData(), vtk.vtkStripper()
    clean.SetInputConnection(source.GetOutputPort())
    clean.SetTolerance(1e-7)
    strip.SetInputConnection(clean.GetOutputPort())
    strip.SetMaximumLength(100000)
    strip.JoinContiguousSegmentsOn()
    strip.Update()
    out = strip.GetOutput()
    if not out.GetNumberOfPoints():
        return []
    points = numpy_support.vtk_to_numpy(out.GetPoints().GetData()).astype(float)
    ids, found = vtk.vtkIdList(), []
    cells = out.GetLines()
    cells.InitTraversal()
    while cells.GetNextCell(ids):
        found.append(points[[ids.GetId(i) for i in range(ids.GetNumberOfIds())]])
    return found


def strokes(
    line: Floats,
    eye: Camera,
    picture: Picture,
    heavy: float,
    *,
    plain: bool = False,
    part_name: str = "",
) -> list[Stroke]:
    """The visible stretches of a line in space, weighted."""
    page = eye.to_page(line)
    if _length(page[:, :2]) < 6:
        return []
    page = resample(page, 1.5)
    seen = visible(page, picture)
    closed = bool(np.linalg.norm(page[0, :2] - page[-1, :2]) < 3)
    out = []
    for a, b in _stretches(seen, closed, gap=5, least=8):
        index = np.arange(a, b) % len(page)
        stretch = page[index]
        whole = closed and b - a >= len(page) - 1
        gap = np.full(len(stretch), 0.6) if plain else _gap(stretch, picture)
        if part_name == "cloth" and not plain and np.median(gap) < 3.0:
            continue
        out += _weigh(stretch, gap, eye.size, heavy, whole)
    return out


def visible(
    page: Floats, picture: Picture, slack: float = 0.35, reach: int = 2
) -> NDArray[np.bool_]:
    """Whether some pixel close by is not nearer to the eye than the line, and it is on the page."""
    depth = picture.depth
    rows = np.round(page[:, 1] * DENSITY - 0.5).astype(int)
    columns = np.round(page[:, 0] * DENSITY - 0.5).astype(int)
    ok = np.zeros(len(page), bool)
    for dy in (-reach, 0, reach):
        for dx in (-reach, 0, reach):
            r, c = rows + dy, columns + dx
            inside = (r >= 0) & (c >= 0) & (r < depth.shape[0]) & (c < depth.shape[1])
            near = np.full(len(page), np.inf)
            near[inside] = depth[r[inside], c[inside]]
            ok |= inside & (near <= page[:, 2] + slack)
    on_page = (
        (rows > -3) & (columns > -3) & (rows < depth.shape[0] + 2) & (columns < depth.shape[1] + 2)
    )
    return np.asarray(ok & on_page)


def on_part(page: Floats, picture: Picture, name: str) -> NDArray[np.bool_]:
    """Whether the thing seen at a position of the page belongs to a part."""
    mask = picture.mask(name)
    rows, columns = (
        np.clip((page[:, i] * DENSITY).astype(int), 0, mask.shape[1 - i] - 1) for i in (1, 0)
    )
    return np.asarray(mask[rows, columns])


def _gap(page: Floats, picture: Picture, reach: float = 2.5) -> Floats:
    """How far behind the line the ground lies, cm (99 where there is none)."""
    ahead = np.gradient(ndimage.gaussian_filter1d(page[:, :2], 2, axis=0, mode="nearest"), axis=0)
    ahead /= np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-9)
    across = np.column_stack([-ahead[:, 1], ahead[:, 0]])
    deepest = np.zeros(len(page))
    for side in (-1, 1):
        xy = page[:, :2] + side * reach * across
        rows, cols = (
            np.clip((xy[:, i] * DENSITY).astype(int), 0, picture.depth.shape[1 - i] - 1)
            for i in (1, 0)
        )
        behind = page[:, 2] - picture.depth[rows, cols]
        deepest = np.maximum(deepest, np.where(np.isfinite(behind), behind, 99.0))
    return np.minimum(deepest, 99.0)


def _weigh(
    page: Floats, gap: Floats, size: tuple[float, float], heavy: float, closed: bool
) -> list[Stroke]:
    xy = page[:, :2]
    mode = "wrap" if closed else "nearest"
    xy = ndimage.gaussian_filter1d(xy, 1.6, axis=0, mode=mode)
    ahead = np.gradient(xy, axis=0)
    ahead /= np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-9)
    strength = 0.30 + 0.70 * np.clip(gap / 5.0, 0, 1) ** 0.5
    # a gently swelling hand: heavier below and on the right, where the light does not reach
    normal_x, normal_y = np.abs(ahead[:, 1]), np.abs(ahead[:, 0])
    shadow = 0.85 + 0.2 * normal_y + 0.05 * normal_x
    width = ndimage.gaussian_filter1d(heavy * strength * shadow, 5, mode=mode)
    length = np.r_[0, np.cumsum(np.linalg.norm(np.diff(xy, axis=0), axis=1))]
    if not closed:
        if length[-1] < 9:
            return []
        fade = min(26.0, length[-1] * 0.45)
        for from_end, p in ((length, xy[0]), (length[-1] - length, xy[-1])):
            if 2 < p[0] < size[0] - 2 and 2 < p[1] < size[1] - 2:
                width = width * np.clip(0.12 + 0.88 * from_end / fade, 0, 1)
    return [Stroke(xy, width)]


def _stretches(
    seen: NDArray[np.bool_], closed: bool, gap: int, least: int
) -> list[tuple[int, int]]:
    """Runs of visible points, small gaps bridged; a run may pass the end of a closed line."""
    n = len(seen)
    if seen.all():
        return [(0, n)]
    if not seen.any():
        return []
    shift = int(np.argmin(seen)) if closed else 0
    flags = np.roll(seen, -shift)
    flags = ndimage.binary_closing(np.pad(flags, gap), np.ones(gap))[gap:-gap] | flags
    change = np.flatnonzero(np.diff(np.r_[0, flags.astype(int), 0]))
    return [
        (int(a) + shift, int(b) + shift)
        for a, b in zip(change[::2], change[1::2], strict=True)
        if b - a >= least
    ]


def raster(
    all_strokes: list[Stroke], size: tuple[float, float], extra: NDArray[np.bool_] | None = None
) -> Floats:
    """Strokes painted together: positive inside ink, `FINE` pixels a unit."""
    width, height = (round(s * FINE) for s in size)
    image = Image.new("L", (width, height), 0)
    draw = ImageDraw.Draw(image)
    for s in all_strokes:
        _paint(draw, s)
    ink = np.asarray(image, dtype=np.float32) / 255
    if extra is not None:
        ink = np.maximum(ink, extra)
    return np.asarray(ndimage.gaussian_filter(ink, 1.3, mode="nearest") - 0.5)


def _paint(draw: Any, s: Stroke) -> None:
    ahead = np.gradient(s.xy, axis=0)
    ahead /= np.maximum(np.linalg.norm(ahead, axis=1, keepdims=True), 1e-9)
    across = np.column_stack([-ahead[:, 1], ahead[:, 0]]) * (np.maximum(s.width, 0.5) / 2)[:, None]
    left, right = (s.xy + across) * FINE, (s.xy - across) * FINE
    for i in range(len(s.xy) - 1):
        quad = [tuple(left[i]), tuple(left[i + 1]), tuple(right[i + 1]), tuple(right[i])]
        draw.polygon(quad, fill=255)
    for p, w in zip(s.xy * FINE, np.maximum(s.width, 0.5) * FINE / 2, strict=True):
        draw.ellipse([p[0] - w, p[1] - w, p[0] + w, p[1] + w], fill=255)


def length_of(xy: Floats) -> float:
    """Length of a line."""
    return float(np.linalg.norm(np.diff(xy, axis=0), axis=1).sum())


_length = length_of
