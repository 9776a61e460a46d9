"""A magnified detail beside the body, for spots that lie too close to be told apart on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

from handouts.render.pictures.geometry import XY, Circle, Rect
from handouts.render.pictures.window import Window

_LEAST, _MOST = 50.0, 100.0  # diameter, in points
_WORTH = 1.6  # less magnified than this, it tells no more


def lens(
    spots: Sequence[XY], room: float, frame: Rect, share: float
) -> tuple[Circle, float] | None:
    """What a lens shows of the body for spots on the page with so much room around them, in points,
    and its own radius: a `share` of the picture. None if it told no more.
    """
    xs, ys = zip(*spots, strict=True)
    centre = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    reach = max(math.dist(a, b) for a, b in combinations(spots, 2)) / 2 + max(room, 4.0)
    radius = min(max(share * min(frame[2], frame[3]), _LEAST), _MOST) / 2
    return (Circle(centre, reach), radius) if radius >= _WORTH * reach else None


def magnified(of: Window, source: Circle, circle: Circle) -> Window:
    """The window that shows the source in the circle of a lens."""
    zoom = circle.radius / source.radius
    (x, y), (left, top) = source.at, of.corner
    corner = circle.at[0] - (x - left) * zoom, circle.at[1] + (top - y) * zoom
    return Window(of.view, of.crop, of.scale * zoom, corner, of.mirrored)
