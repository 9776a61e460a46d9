"""What the model does not wear: shorts, hair, eyes with an iris, brows.

Each is cut out of a mesh by a field given per vertex on the body at rest (positive inside), so
that hems and hairlines are smooth curves whatever the mesh, and follow every pose.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import vtk
from numpy.typing import NDArray
from scipy import sparse
from scipy.interpolate import PchipInterpolator
from scipy.spatial import cKDTree
from vtk.util import numpy_support

from .body import Body, Floats, Ints, polydata, smooth_normals
from .shapes import SHAPES

WAIST = 3.7  # cm from the pelvis joint up to the waistband, at the side
HEM = 0.36  # how far down the thigh the shorts reach, 0 hip to 1 knee
HAIR_DEPTH = 0.55  # cm that the hair stands off the skin


@dataclass(frozen=True, eq=False)
class Part:
    """One thing to draw: a mesh with its vertices' normals."""

    name: str  # "skin", "cloth", "hair", "eye", "iris"
    vertices: Floats
    faces: Ints
    normals: Floats

    @cached_property
    def link(self) -> sparse.csr_matrix:
        """The mean over a vertex and its neighbours, (N, N)."""
        ends = np.concatenate([self.faces[:, [0, 1]], self.faces[:, [1, 2]], self.faces[:, [2, 0]]])
        n = len(self.vertices)
        m = sparse.csr_matrix((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(n, n))
        m = ((m + m.T) > 0).astype(float) + sparse.identity(n)
        return sparse.csr_matrix(sparse.diags(1 / np.asarray(m.sum(axis=1)).ravel()) @ m)


def cropped(part: Part, inside: NDArray[np.bool_]) -> Part:
    """The part without the faces that have no corner inside, and without unused vertices."""
    faces = part.faces[inside[part.faces].any(axis=1)]
    used = np.unique(faces)
    number = np.zeros(len(part.vertices), np.int64)
    number[used] = np.arange(len(used))
    return Part(part.name, part.vertices[used], number[faces], part.normals[used])


def shorts_field(rest: Body) -> Floats:
    """Positive inside the shorts, cm, (N,)."""
    v, joints = rest.vertices, rest.joints
    waist = joints["pelvis"][1] + WAIST - 0.16 * np.clip(v[:, 2], 0, 20)
    below_waist = waist - v[:, 1]
    above_hem = np.full(len(v), np.inf)
    for side, sign in (("l", 1), ("r", -1)):
        hip, knee = joints[f"{side}-upper-leg"], joints[f"{side}-knee"]
        along = (v - hip) @ (knee - hip) / np.linalg.norm(knee - hip)
        here = v[:, 0] * sign > 0
        above_hem[here] = HEM * np.linalg.norm(knee - hip) - along[here]
    limb = rest.bone_weight("upperleg*", "lowerleg*", "pelvis*", "root", "spine*") > 0.5
    return np.where(limb, np.minimum(below_waist, above_hem), -5.0)


# A top, said in cm of the usual body: its upper edge in front and behind, its lower hem; half
# its breadth at the upper edge, and how much that grows with each cm below; from the midline to
# the middle of a strap, and half its breadth.
EDGE_FRONT, EDGE_BACK, TOP_HEM = 131.0, 132.5, 116.5
HEM_RISES, HEM_HALF = 4.2, 6.0
"""How much higher the hem is in the middle of the front, so that the lower end of the breastbone is
seen on the skin; and how far to the side, cm."""
BREADTH, WIDENS = 13.6, 0.25
STRAP, STRAP_HALF = 12.0, 1.4


def top_field(rest: Body) -> Floats:
    """Positive inside a short top with straps, cm on the usual body, (N,)."""
    x, y, z = np.abs(rest.as_usual[:, 0]), *rest.as_usual.T[1:]
    edge = np.where(z < 0, EDGE_BACK, EDGE_FRONT)
    upper = soft_max(edge - y, STRAP_HALF - np.abs(x - STRAP))
    side = soft_min(BREADTH + WIDENS * np.clip(edge - y, 0, None) - x, upper)
    trunk = rest.bone_weight("spine*", "breast*", "clavicle*", "shoulder01*", "neck01") > 0.4
    hem = TOP_HEM + np.where(z > 0, HEM_RISES * np.exp(-((x / HEM_HALF) ** 2)), 0.0)
    return np.where(trunk, np.minimum(side, y - hem), -5.0)


def soft_max(a: Floats, b: Floats, round_: float = 2.0) -> Floats:
    """The larger of two, with a round corner where they are alike, cm."""
    gap = np.clip(round_ - np.abs(a - b), 0, None)
    return np.asarray(np.maximum(a, b) + gap**2 / (4 * round_))


def soft_min(a: Floats, b: Floats, round_: float = 2.0) -> Floats:
    """The smaller of two, with a round corner."""
    return -soft_max(-a, -b, round_)


EYE = (-2.91725, 159.416667, 12.30625)  # of the usual body, by which its hairline is said
# Height of the hairline above the eyes (cm) by angle round the head: 0 front, 180 back.
HAIRLINE: tuple[tuple[float, float], ...] = (
    (0, 6.6), (16, 6.7), (30, 6.5), (36, 6.0), (40, 4.9), (44, 3.5), (48, 2.5), (53, 1.6),
    (58, 0.4), (62, -1.2), (66, -2.5), (70, -2.8), (74, -2.2), (78, 0.2), (83, 1.1), (90, 1.4),
    (96, 1.0), (99, 0.2), (102, -1.4), (107, -3.5), (115, -4.9), (126, -5.8), (138, -6.5),
    (155, -7.0), (180, -7.3),
)


def hair_field(rest: Body) -> Floats:
    """Positive inside the hair, cm on the usual body, (N,)."""
    v = rest.as_usual
    _, eye_y, eye_z = EYE
    axis_z = eye_z - 8.2  # the ear hole lies about here
    angle = np.degrees(np.arctan2(np.abs(v[:, 0]), v[:, 2] - axis_z))
    line = _smooth_line(angle)
    field = v[:, 1] - eye_y - line
    ears = cKDTree(v[rest.groups["ears"]])
    field = np.minimum(field, ears.query(v, distance_upper_bound=5)[0] - 0.45)
    head = rest.bone_weight("head", "neck*", "jaw", "temporalis*", "oculi*", "special*",
                            "levator*", "orbicularis*") > 0.5
    return np.where(head, field, -5.0)


def _smooth_line(angle: Floats) -> Floats:
    known = np.array(HAIRLINE)
    return np.asarray(PchipInterpolator(known[:, 0], known[:, 1])(angle))


def iris_field(rest: Body, degrees: float = 27.0) -> Floats:
    """Positive on the iris, degrees from its edge, (N,)."""
    out = np.full(len(rest.vertices), -90.0)
    eyes = rest.groups["eyes"]
    v = rest.vertices[eyes]
    for sign in (1, -1):
        here = v[:, 0] * sign > 0
        ball = v[here]
        middle = (ball.min(axis=0) + ball.max(axis=0)) / 2
        d = ball - middle
        d /= np.linalg.norm(d, axis=1, keepdims=True)
        out[eyes[here]] = degrees - np.degrees(np.arccos(np.clip(d[:, 2], -1, 1)))
    return out


def parts(rest: Body, body: Body, keep: NDArray[np.bool_], dress: tuple[str, ...]) -> list[Part]:
    """Everything a view draws of a posed body."""
    skin = body.faces[keep[body.faces].all(axis=1)]
    worn = clothes(rest, dress)
    shown = skin
    for name in worn:
        shown = shown[(_fields(rest)[name][shown] < 1.2).any(axis=1)]
    out = [Part("skin", _even_cut(body.vertices, body.faces, keep), shown, body.normals)]
    suit = body.cloth_faces[keep[body.cloth_faces].all(axis=1)]
    out += [_cut("cloth", body, suit, _fields(rest)[name], 0.25) for name in worn]
    if "hair" in dress:
        out.append(_cut("hair", body, skin, _fields(rest)["hair"], HAIR_DEPTH))
    balls = body.eye_faces[keep[body.eye_faces].all(axis=1)]
    out.append(Part("eye", body.vertices, balls, body.normals))
    out.append(_cut("iris", body, balls, _fields(rest)["iris"], 0.02))
    return [p for p in out if len(p.faces)]


def clothes(rest: Body, dress: tuple[str, ...]) -> list[str]:
    """What a body wears in a view: shorts, and a woman a top as well."""
    if "shorts" not in dress:
        return []
    return ["shorts", "top"] if SHAPES[rest.name].top else ["shorts"]


def _even_cut(vertices: Floats, faces: Ints, keep: NDArray[np.bool_], rounds: int = 40) -> Floats:
    """Vertices with the edge of what is kept drawn out to a smooth line, (N, 3)."""
    drawn = keep[faces].all(axis=1)
    edges = [np.sort(np.concatenate([f[:, [0, 1]], f[:, [1, 2]], f[:, [2, 0]]]), axis=1)
             @ np.array([len(vertices), 1]) for f in (faces[drawn], faces[~drawn])]
    a, b = np.divmod(np.intersect1d(*edges), len(vertices))
    if not len(a):
        return vertices
    rim, out = np.unique(np.concatenate([a, b])), vertices.copy()
    for _ in range(rounds):
        total, count = np.zeros_like(out), np.zeros(len(out))
        for here, there in ((a, b), (b, a)):
            np.add.at(total, here, out[there])
            np.add.at(count, here, 1.0)
        out[rim] = (out[rim] + total[rim] / count[rim, None]) / 2
    return out


@lru_cache(maxsize=2)
def _cached_fields(key: int, rest: Any) -> dict[str, Floats]:
    del key
    body: Body = rest.body
    shorts = shorts_field(body)
    soft = Part("hair", body.vertices, body.faces, body.normals).link
    hair = hair_field(body)
    for _ in range(12):
        hair = soft @ hair
    return {"shorts": shorts, "top": top_field(body), "hair": hair, "iris": iris_field(body)}


class _Box:
    def __init__(self, body: Body) -> None:
        self.body = body

    def __hash__(self) -> int:
        return id(self.body)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Box) and other.body is self.body


def _fields(rest: Body) -> dict[str, Floats]:
    return _cached_fields(id(rest), _Box(rest))


def _cut(name: str, body: Body, faces: Ints, field: Floats, lift: float) -> Part:
    """The faces where the field is positive, cut smoothly at zero and lifted off the skin."""
    near = faces[(field[faces] > -1.0).any(axis=1)]
    if not len(near):
        return Part(name, body.vertices, near, body.normals)
    rise = lift * np.clip(0.35 + field / (2.5 * max(lift, 0.1)), 0.35, 1.0)[:, None]
    mesh = polydata(body.vertices + body.normals * rise, near)
    mesh.GetPointData().SetScalars(numpy_support.numpy_to_vtk(field, deep=True))
    mesh.GetPointData().SetNormals(numpy_support.numpy_to_vtk(body.normals, deep=True))
    clip, clean = vtk.vtkClipPolyData(), vtk.vtkTriangleFilter()
    clip.SetInputData(mesh)
    clip.SetValue(0.0)
    clean.SetInputConnection(clip.GetOutputPort())
    clean.Update()
    cut = clean.GetOutput()
    if not cut.GetNumberOfCells():
        return Part(name, body.vertices, near[:0], body.normals)
    points = numpy_support.vtk_to_numpy(cut.GetPoints().GetData()).astype(float)
    cells = numpy_support.vtk_to_numpy(cut.GetPolys().GetConnectivityArray()).reshape(-1, 3)
    cells = cells.astype(np.int64)
    return Part(name, points, cells, smooth_normals(points, cells))
