"""Lengths along the skin, as a tape measure laid on the body gives them.

Head and trunk are not limbs: their cun run over curved skin, from one hairline over the crown
to the other, or from the midline round the ribs. A *tape* is such a line with lengths in cm.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .frames import Part, Place, Skin, Vec, mix, unit, vec

UP, FRONT, RIGHT = vec(0, 1, 0), vec(0, 0, 1), vec(-1, 0, 0)
"""Of the standing body; right is the patient's right."""


@dataclass(frozen=True)
class Tape:
    """A line on the skin that begins at a place and runs one way."""

    part: Part
    line: Vec
    """Positions along the line, shape (k, 3), cm."""

    @cached_property
    def lengths(self) -> Vec:
        """Length from the start to each position, shape (k,), cm."""
        steps = np.linalg.norm(np.diff(self.line, axis=0), axis=1)
        return np.concatenate([[0.0], np.cumsum(steps)])

    def xyz(self, length: float) -> Vec:
        """The position so many cm from the start."""
        return np.array([np.interp(length, self.lengths, self.line[:, i]) for i in range(3)])

    def at(self, length: float) -> Place:
        """The skin so many cm from the start."""
        return settle(self.part, self.xyz(length))

    def length(self, place: Place | Vec) -> float:
        """How far from the start the line passes closest to a place."""
        xyz = place.xyz if isinstance(place, Place) else place
        return float(self.lengths[np.argmin(np.linalg.norm(self.line - xyz, axis=1))])

    def reach(self, value: float, axis: int) -> float:
        """How far from the start the line first passes a coordinate (axis 0, 1 or 2)."""
        passed = np.flatnonzero(np.diff(np.sign(self.line[:, axis] - value)) != 0)
        if not len(passed):
            raise LookupError(f"the line never passes {value} on axis {axis}")
        i = int(passed[0])
        a, b = self.line[i, axis], self.line[i + 1, axis]
        t = float(np.clip((value - a) / (b - a), 0, 1)) if a != b else 0.0
        return float(self.lengths[i] + t * (self.lengths[i + 1] - self.lengths[i]))


def share(a: float, b: float, t: float) -> float:
    """From a (t = 0) to b (t = 1)."""
    return a + (b - a) * t


def tape(part: Part, centre: Vec, start: Vec, towards: Vec) -> Tape:
    """The line round a part, in the plane of its centre, a start and a way to go.

    It runs on round the part until it is back at the start. As far as it is used, the part must
    be star-shaped round the centre: every position on the line is seen from there.
    """
    out = unit(start - centre)
    way = unit(towards - (towards @ out) * out)
    ring = part.ring(centre, np.cross(out, way))
    ends = ring.ends.reshape(-1, 3) - centre
    angle = np.mod(np.arctan2(ends @ way, ends @ out) + 1e-6, 2 * np.pi)
    order = np.argsort(angle)
    line = np.vstack([start, centre + ends[order]])
    keep = np.concatenate([[True], np.linalg.norm(np.diff(line, axis=0), axis=1) > 1e-6])
    return Tape(part, line[keep])


def outmost(part: Part, inside: Vec, direction: Vec) -> Place:
    """Where a ray from inside leaves the part for good: the skin seen from that side."""
    way = unit(direction)
    return part.ray(inside + way * 60.0, -way, outside=True)


def settle(part: Part, xyz: Vec) -> Place:
    """The skin of a part nearest to a position that is almost on it."""
    near = part.near(xyz, 2.0)
    return (near if len(near.ids) else part).nearest(xyz)


def box(skin: Skin, low: tuple[float, float, float], high: tuple[float, float, float]) -> Part:
    """The skin whose triangles have their middles within a box, cm."""
    whole = skin.everywhere
    above, below = whole.centres > np.array(low), whole.centres < np.array(high)
    return whole.where(np.all(above & below, axis=1, keepdims=True)[:, 0])


def between(part: Part, a: Place, b: Place, t: float = 0.5) -> Place:
    """A share of the way between two places, lifted straight out to the skin."""
    inside = mix(a.xyz, b.xyz, t)
    out = unit(mix(a.normal, b.normal, t))
    near = part.near(inside, 8.0)
    try:
        return near.ray(inside - out * 3.0, out)
    except LookupError:
        return near.nearest(inside)


def along(part: Part, a: Place, b: Place, t: float) -> Place:
    """A share of the way from a to b, measured along the skin."""
    out = unit(a.normal + b.normal)
    line = tape(part, mix(a.xyz, b.xyz, 0.5) - out * 6.0, a.xyz, b.xyz - a.xyz)
    return line.at(line.length(b) * t)


def middle(part: Part, place: Place) -> Place:
    """The place moved onto the midline exactly."""
    return settle(part, place.xyz * np.array([0.0, 1.0, 1.0]))
