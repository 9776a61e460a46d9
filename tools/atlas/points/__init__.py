"""Every point put on the body at rest by its own rule, on the right half or the midline.

Each region is a module with two functions:

- `marks(skin, known)` finds named landmarks (a bone bump, a crease, a tendon) by geometry;
- `spots(skin, marks)` places each point of the region from those landmarks, and says how a
  patient should be shown it: the view, the landmarks to label, the guide, the window.

`solve(body)` runs them all. The left half is the mirror of the right.
"""

from __future__ import annotations

from collections.abc import Iterable
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
class Window:
    """The crop, when the default (point, its landmarks, a margin) is not the best one."""

    cun: float
    """Width in cun of this place of the body."""
    ratio: float = 1.0
    """Width over height, 0.8 to 1.35."""
    shift: tuple[float, float] = (0.0, 0.0)
    """Middle of the window from the point, in cun: right and down on the paper."""


@dataclass(frozen=True)
class Spot:
    """A point placed, and how to show it."""

    code: str
    places: tuple[Place, ...]
    view: str
    landmarks: tuple[str, ...]
    """One to three, in the order of the words that find the point."""
    cun: float
    """Centimetres in one cun here."""
    guide: Guide | None = None
    first: Guide | None = None
    """The measure before it, which ends where `guide` begins."""
    window: Window | None = None
    middle: bool = False
    """On the midline: it has no left and right."""


@dataclass
class Solved:
    """All points and landmarks of a body, at rest."""

    skin: Skin
    spots: dict[str, Spot] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)

    def mirrored(self, place: Place) -> Place:
        """The same place on the left half."""
        return mirror(self.skin, place)


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
    window: Window | None = None,
    middle: bool = False,
) -> Spot:
    """A point, said shortly."""
    places = place if isinstance(place, tuple) else (place,)
    told, before = (Guide(*one) if one else None for one in (guide, first))
    return Spot(code, places, view, landmarks, cun, told, before, window, middle)


def solve(body: Body, modules: Iterable[str] = MODULES) -> Solved:
    """Place every point of every region that is written, or of some."""
    solved = Solved(Skin(body))
    for name in modules:
        try:
            module = import_module(f"{__name__}.{name}")
        except ModuleNotFoundError as gone:
            if gone.name != f"{__name__}.{name}":
                raise
            continue
        solved.marks.update(module.marks(solved.skin, solved.marks))
        for one in module.spots(solved.skin, solved.marks):
            if one.code in solved.spots:
                raise ValueError(f"{one.code} is placed twice")
            solved.spots[one.code] = one
    return solved
