"""Every point put on the body at rest by its own rule, on the right half or the midline.

Each region is a module with two functions:

- `marks(skin, known)` finds named landmarks (a bone bump, a crease, a tendon) by geometry;
- `spots(skin, marks)` places each point of the region from those landmarks, and says how a
  patient should be shown it: the view, the landmarks to label, the guide.

`solve(body)` runs them all. The left half is the mirror of the right.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module

from ..body import Body
from .frames import Place, Skin

MODULES = ("arm", "hand", "leg", "foot", "back", "shoulder", "front", "face", "head", "neck")
"""In this order: a later region may use the landmarks of an earlier one."""

Marks = dict[str, Place]
"""Landmarks by kebab-case name; right half, or midline."""


@dataclass(frozen=True)
class Guide:
    """A measure to draw: from a landmark (by name) or any place to the point, so many cun."""

    start: str | Place
    cun: float


@dataclass(frozen=True)
class Spot:
    """A point placed, and how to show it."""

    code: str
    places: tuple[Place, ...]
    view: str
    landmarks: tuple[str, ...]
    """One to four, in the order of the words that find the point."""
    cun: float
    """Centimetres in one cun here."""
    guide: Guide | None = None
    first: Guide | None = None
    """The measure before it, which ends where `guide` begins."""
    middle: bool = False
    """On the midline: it has no left and right."""


@dataclass
class Solved:
    """All points and landmarks of a body, at rest."""

    skin: Skin
    spots: dict[str, Spot] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)


def mirror(skin: Skin, place: Place) -> Place:
    """The place across the midline: the same spot of the other half."""
    xyz = place.xyz.copy()
    xyz[0] = -xyz[0]
    return skin.everywhere.near(xyz, 3.0).nearest(xyz)


def spot(
    code: str,
    place: Place | tuple[Place, ...],
    view: str,
    *landmarks: str,
    cun: float,
    guide: tuple[str | Place, float] | None = None,
    first: tuple[str | Place, float] | None = None,
    middle: bool = False,
) -> Spot:
    """A point, said shortly."""
    places = place if isinstance(place, tuple) else (place,)
    told, before = (Guide(*one) if one else None for one in (guide, first))
    return Spot(code, places, view, landmarks, cun, told, before, middle)


def solve(body: Body) -> Solved:
    """Place every point of every region."""
    solved = Solved(Skin(body))
    for name in MODULES:
        module = import_module(f"{__name__}.{name}")
        solved.marks.update(module.marks(solved.skin, solved.marks))
        for one in module.spots(solved.skin, solved.marks):
            if one.code in solved.spots:
                raise ValueError(f"{one.code} is placed twice")
            solved.spots[one.code] = one
    return solved
