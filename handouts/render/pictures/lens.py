"""A magnified detail beside the body, for spots that lie too close to be told apart on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from handouts.render.pictures.geometry import XY, Circle, Rect
from handouts.render.pictures.window import Window

_LEAST, _MOST = 50.0, 100.0  # diameter, in points
_WORTH = 1.6  # less magnified than this, it tells no more


@dataclass(frozen=True, slots=True)
class Lens:
    """A round window: what it shows of the body (`source`), and how many times larger."""

    source: Circle
    radius: float
    zoom: float

    def window(self, of: Window, centre: XY) -> Window:
        """The magnified window whose middle lies at `centre` on the page."""
        left, top, right, bottom = of.crop
        scale = of.scale * self.zoom
        (x, y), _ = self.source
        start = (
            centre[0] - (x - of.corner[0]) * self.zoom,
            centre[1] + (of.corner[1] - y) * self.zoom,
        )
        return Window(of.view, (left, top, right, bottom), scale, start, of.mirrored)


def lens(spots: Sequence[XY], room: float, frame: Rect, share: float) -> Lens | None:
    """The lens for spots on the page with so much room around them, in points, as large as a
    `share` of the picture; None if it told no more.
    """
    xs, ys = [at[0] for at in spots], [at[1] for at in spots]
    centre = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    reach = max(math.dist(a, b) for a, b in combinations(spots, 2)) / 2 + max(room, 4.0)
    radius = min(max(share * min(frame[2], frame[3]), _LEAST), _MOST) / 2
    return Lens((centre, reach), radius, radius / reach) if radius >= _WORTH * reach else None
