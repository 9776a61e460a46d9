"""Geometry in which a point can be said as a sentence: skin, rings round it, limbs with cun.

Everything here works on the body at rest, in centimetres (x to the patient's left, y up, z to
the front). A *place* is a spot on the skin. A *part* is the skin that moves with some bones, so
that a ray out of a finger never ends on its neighbour. A *limb* measures a part as an
acupuncturist does: so many cun along it, so many degrees round it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from .. import body as model

Vec = NDArray[np.float64]
"""A position or direction, shape (3,)."""


def vec(*xyz: float) -> Vec:
    """A vector out of three numbers."""
    return np.array(xyz, dtype=float)


def unit(v: Vec) -> Vec:
    """The same direction, length one."""
    return np.asarray(v / np.linalg.norm(v), dtype=float)


def across(v: Vec, axis: Vec) -> Vec:
    """The part of a direction at right angles to an axis, length one."""
    a = unit(axis)
    return unit(v - (v @ a) * a)


def mix(a: Vec, b: Vec, t: float) -> Vec:
    """From a (t = 0) to b (t = 1) along the straight line."""
    return a + (b - a) * t


@dataclass(frozen=True)
class Place(model.Place):
    """A spot on the skin, and where that is on the body at rest."""

    xyz: Vec
    normal: Vec
    ribs: Vec | None = None
    """Of a place on the breast: where it lies on the body without one."""


@dataclass(frozen=True)
class Skin:
    """The whole skin at rest."""

    body: model.Body

    @property
    def vertices(self) -> Vec:
        """Positions, shape (n, 3), cm."""
        return self.body.vertices

    @property
    def faces(self) -> NDArray[np.int64]:
        """Triangles as vertex numbers, shape (m, 3)."""
        return self.body.faces

    def joint(self, bone: str) -> Vec:
        """Where a bone begins."""
        return np.array(self.body.rig[bone]["head"], dtype=float)

    def tip(self, bone: str) -> Vec:
        """Where a bone ends."""
        return np.array(self.body.rig[bone]["tail"], dtype=float)

    @cached_property
    def stature(self) -> float:
        """Height of the body, cm."""
        return float(self.vertices[:, 1].max())

    @cached_property
    def flat(self) -> Skin:
        """The skin of the same body with the least breast: what lies on the ribs."""
        return self if self.body.flat is self.body else Skin(self.body.flat)

    def carried(self, *xyz: float) -> Vec:
        """A position said in cm of the usual body, on this one."""
        return self.body.carried(xyz)

    def height(self, share: float, x: float = 0.0, z: float = 9.0) -> float:
        """The height of what lies at a share of the stature on the usual body, cm.

        `x` and `z` say where on that body: in front (9) or behind (-9), on the midline (0).
        """
        return float(self.carried(x, share * self.stature, z)[1])

    def part(self, *patterns: str, above: float = 0.3) -> Part:
        """The skin whose bones (names may hold `*`) carry more than `above` of each corner."""
        columns = [
            i for i, n in enumerate(self.body.bones) if any(fnmatchcase(n, p) for p in patterns)
        ]
        if not columns:
            raise LookupError(f"no bones like {patterns}")
        share = np.asarray(self.body.weights[:, columns].sum(axis=1)).ravel()
        return Part(self, np.flatnonzero((share[self.faces] > above).all(axis=1)))

    @cached_property
    def everywhere(self) -> Part:
        """The whole skin as one part."""
        return Part(self, np.arange(len(self.faces)))

    def place(self, face: int, bary: Vec) -> Place:
        """The place with these corner shares in this triangle."""
        shares = np.clip(bary, 0.0, 1.0)
        shares = shares / shares.sum()
        corners = self.faces[face]
        a, b, c = (float(x) for x in shares)
        return Place(
            int(face),
            (a, b, c),
            shares @ self.vertices[corners],
            unit(shares @ self.body.normals[corners]),
        )


@dataclass(frozen=True)
class Part:
    """Some triangles of the skin."""

    skin: Skin
    ids: NDArray[np.int64]

    @cached_property
    def corners(self) -> Vec:
        """Corner positions, shape (k, 3 corners, 3)."""
        return self.skin.vertices[self.skin.faces[self.ids]]

    @cached_property
    def centres(self) -> Vec:
        """Middles of the triangles, shape (k, 3)."""
        return np.asarray(self.corners.mean(axis=1))

    @cached_property
    def facing(self) -> Vec:
        """Flat unit normals of the triangles, shape (k, 3)."""
        a, b, c = np.moveaxis(self.corners, 1, 0)
        n = np.cross(b - a, c - a)
        return np.asarray(n / np.maximum(np.linalg.norm(n, axis=1), 1e-12)[:, None])

    def where(self, keep: NDArray[np.bool_]) -> Part:
        """Only the triangles kept (a mask over this part's triangles)."""
        return Part(self.skin, self.ids[keep])

    def near(self, xyz: Vec, radius: float) -> Part:
        """Only the triangles within a radius (cm) of a position."""
        return self.where(np.linalg.norm(self.centres - xyz, axis=1) < radius)

    def slab(self, xyz: Vec, axis: Vec, low: float, high: float) -> Part:
        """Only the triangles between two planes across an axis, measured from a position."""
        s = (self.centres - xyz) @ unit(axis)
        return self.where((s > low) & (s < high))

    def towards(self, direction: Vec, least: float = 0.0) -> Part:
        """Only the triangles that look a given way (cosine above `least`)."""
        return self.where(self.facing @ unit(direction) > least)

    def ray(self, origin: Vec, direction: Vec, outside: bool = False) -> Place:
        """Where a ray from inside first comes out through the skin, or one from outside goes in."""
        a, b, c = np.moveaxis(self.corners, 1, 0)
        d = unit(direction)
        ab, ac, at = b - a, c - a, origin - a
        h = np.cross(d, ac)
        det = np.einsum("ij,ij->i", ab, h)
        with np.errstate(divide="ignore", invalid="ignore"):
            inverse = 1.0 / det
            u = np.einsum("ij,ij->i", at, h) * inverse
            q = np.cross(at, ab)
            v = (q @ d) * inverse
            t = np.einsum("ij,ij->i", ac, q) * inverse
        eps = 1e-7
        hit = (np.abs(det) > 1e-14) & (u > -eps) & (v > -eps) & (u + v < 1 + eps) & (t > 0)
        hit &= (self.facing @ d > 0) != outside
        if not hit.any():
            raise LookupError("the ray meets no skin of this part")
        found = np.flatnonzero(hit)
        i = found[np.argmin(t[found])]
        return self.skin.place(int(self.ids[i]), np.array([1 - u[i] - v[i], u[i], v[i]]))

    def nearest(self, xyz: Vec) -> Place:
        """The place of this part closest to a position."""
        reach = np.linalg.norm(self.centres - xyz, axis=1)
        tried = np.argsort(reach)[:24]
        best, best_bary, best_gap = int(tried[0]), np.full(3, 1 / 3), np.inf
        for i in tried:
            bary = _closest(self.corners[i], xyz)
            gap = float(np.linalg.norm(bary @ self.corners[i] - xyz))
            if gap < best_gap:
                best, best_bary, best_gap = int(i), bary, gap
        return self.skin.place(int(self.ids[best]), best_bary)

    def extreme(self, direction: Vec) -> Place:
        """The place furthest in a direction: the top of a bump, the bottom of a dip."""
        heights = self.corners @ unit(direction)
        i, corner = np.unravel_index(int(np.argmax(heights)), heights.shape)
        return self.skin.place(int(self.ids[i]), np.eye(3)[corner])

    def ring(self, origin: Vec, normal: Vec) -> Ring:
        """The line on the skin where a plane cuts it, as seen from a point inside."""
        n = unit(normal)
        side = (self.corners - origin) @ n
        crossed = np.flatnonzero((side.min(axis=1) < 0) & (side.max(axis=1) >= 0))
        ends = [_crossing(self.corners[i], side[i]) for i in crossed]
        if not ends:
            raise LookupError("the plane meets no skin of this part")
        return Ring(self, origin, n, np.array(ends), self.ids[crossed])


@dataclass(frozen=True)
class Ring:
    """A cut across a part: short segments, shape (k, 2, 3), each on its triangle."""

    part: Part
    origin: Vec
    normal: Vec
    ends: Vec
    ids: NDArray[np.int64]

    def extreme(self, direction: Vec) -> Place:
        """The place on the ring furthest in a direction."""
        heights = self.ends @ across(direction, self.normal)
        i, end = np.unravel_index(int(np.argmax(heights)), heights.shape)
        return self._place(int(i), self.ends[i, end])

    def at(self, direction: Vec) -> Place:
        """The place on the ring seen from its origin in a direction."""
        return self.part.ray(self.origin, across(direction, self.normal))

    def _place(self, i: int, xyz: Vec) -> Place:
        face = int(self.ids[i])
        corners = self.part.skin.vertices[self.part.skin.faces[face]]
        return self.part.skin.place(face, _closest(corners, xyz))


@dataclass(frozen=True)
class Limb:
    """A stretch of limb: `cun` of length from `top` to `end`, degrees round the line between.

    Zero degrees is the front (the palm side of an arm), 90 the outer side (the thumb side),
    180 the back, 270 the inner side. The directions at both ends are given, since a forearm
    twists; between them they turn evenly.
    """

    part: Part
    top: Vec
    end: Vec
    cun: float
    front: tuple[Vec, Vec]
    """Where zero degrees looks, at the top and at the end."""
    outer: tuple[Vec, Vec]
    """Where 90 degrees looks, at the top and at the end."""

    @property
    def axis(self) -> Vec:
        """Unit direction from top to end."""
        return unit(self.end - self.top)

    @property
    def unit_cun(self) -> float:
        """Model units in one cun of this limb."""
        return float(np.linalg.norm(self.end - self.top)) / self.cun

    def spine(self, cun: float) -> Vec:
        """The middle of the limb, so many cun below its top."""
        return self.top + self.axis * cun * self.unit_cun

    def towards(self, cun: float, degrees: float) -> Vec:
        """The direction that an angle means at a level."""
        t = float(np.clip(cun / self.cun, 0.0, 1.0))
        front = across(mix(across(self.front[0], self.axis), self.front[1], t), self.axis)
        side = mix(across(self.outer[0], self.axis), across(self.outer[1], self.axis), t)
        side = unit(across(side, self.axis) - (across(side, self.axis) @ front) * front)
        a = np.radians(degrees)
        return np.asarray(np.cos(a) * front + np.sin(a) * side)

    def at(self, cun: float, degrees: float) -> Place:
        """The skin so many cun below the top, at an angle round the limb."""
        return self.part.ray(self.spine(cun), self.towards(cun, degrees))

    def level(self, place: Place | Vec) -> float:
        """How many cun below the top a place lies, along the limb."""
        xyz = place.xyz if isinstance(place, Place) else place
        return float((xyz - self.top) @ self.axis) / self.unit_cun

    def angle(self, place: Place | Vec) -> float:
        """The angle round the limb of a place, 0 to 360."""
        xyz = place.xyz if isinstance(place, Place) else place
        cun = self.level(xyz)
        out = xyz - self.spine(cun)
        a = np.arctan2(out @ self.towards(cun, 90), out @ self.towards(cun, 0))
        return float(np.degrees(a)) % 360

    def ring(self, cun: float) -> Ring:
        """The cut across the limb at a level."""
        return self.part.ring(self.spine(cun), self.axis)

    def on(self, a: Place, b: Place, cun: float) -> Place:
        """The place at a level on the line that runs along the limb from a to b."""
        t = (cun - self.level(a)) / (self.level(b) - self.level(a))
        return self.at(cun, self.angle(a) + _turn(self.angle(a), self.angle(b)) * t)

    def aside(self, place: Place, cm: float, fall: float = 0.0) -> Place:
        """Round the limb from a place, a straight distance towards 90 degrees (or away, if
        negative); and so many cun further down.
        """
        here, cun = self.angle(place), self.level(place)
        start = self.at(cun, here).xyz
        low, high = 0.0, 90.0
        for _ in range(24):
            turn = (low + high) / 2
            reached = self.at(cun, here + np.sign(cm) * turn).xyz
            low, high = (turn, high) if np.linalg.norm(reached - start) < abs(cm) else (low, turn)
        return self.at(cun + fall, here + np.sign(cm) * low)

    def between(self, a: Place, b: Place, t: float = 0.5) -> Place:
        """Between two places, a share of the way both along the limb and round it."""
        cun = self.level(a) + (self.level(b) - self.level(a)) * t
        return self.at(cun, self.angle(a) + _turn(self.angle(a), self.angle(b)) * t)


def halfway(part: Part, a: Place, b: Place, t: float = 0.5) -> Place:
    """A share of the straight way between two places, then out to the skin along its normal."""
    inside = mix(a.xyz, b.xyz, t)
    out = unit(mix(a.normal, b.normal, t))
    try:
        return part.ray(inside - out * 1.5, out)
    except LookupError:
        return part.nearest(inside)


def _turn(a: float, b: float) -> float:
    """The shorter way round from one angle to another, -180 to 180 degrees."""
    return (b - a + 180.0) % 360.0 - 180.0


def _crossing(corners: Vec, side: Vec) -> Vec:
    """The two ends of the cut through one triangle, shape (2, 3)."""
    ends = []
    for i, j in ((0, 1), (1, 2), (2, 0)):
        if (side[i] < 0) != (side[j] < 0):
            ends.append(mix(corners[i], corners[j], side[i] / (side[i] - side[j])))
    return np.array(ends[:2])


def _closest(corners: Vec, xyz: Vec) -> Vec:
    """Corner shares of the point of a triangle closest to a position."""
    a, b, c = corners
    basis = np.stack([b - a, c - a], axis=1)
    uv, *_ = np.linalg.lstsq(basis, xyz - a, rcond=None)
    shares = np.array([1 - uv[0] - uv[1], uv[0], uv[1]])
    if (shares >= 0).all():
        return shares
    best, gap = np.eye(3)[0], np.inf
    for i, j in ((0, 1), (1, 2), (2, 0)):
        edge = corners[j] - corners[i]
        t = float(np.clip((xyz - corners[i]) @ edge / max(edge @ edge, 1e-18), 0, 1))
        reach = float(np.linalg.norm(corners[i] + edge * t - xyz))
        if reach < gap:
            best, gap = np.eye(3)[i] * (1 - t) + np.eye(3)[j] * t, reach
    return np.asarray(best)
