"""Which points each view shows besides its own, and where.

By this a clinic's own place is put between points of ours (`from: LI11, to: LI5, cun: 2`).
"""

from __future__ import annotations

import numpy as np

from ..body import Body, Place
from ..views import View, camera, kept, posed, project
from . import Solved

TURNED = 65.0
"""A point is seen where the skin turns less than this from the eye (degrees); on the view that was
made for it no point turns more than 60."""
STRAIGHT = 50.0
"""A midline that is not upright on the page may stray so far (units) and still part two halves."""

Seen = list[float]
"""x, y, and how far the skin turns from the eye, in degrees."""


def seen(view: View, solved: Solved) -> dict[str, Seen | list[Seen]]:
    """The points that a view shows: of a paired point the place on the patient's right half, of
    one with several places all of them.
    """
    body = solved.skin.body
    stands = posed(body, view.pose)
    eye, shown = camera(view, stands), kept(view, stands)
    limit = np.cos(np.radians(TURNED))

    def drawn(place: Place) -> bool:
        """Whether it is on the page and faces the eye; what stands before it takes longer."""
        x, y, _ = eye.to_page(stands.point(place))[0]
        return bool(
            0 <= x <= eye.size[0]
            and 0 <= y <= eye.size[1]
            and stands.normal(place) @ eye.toward > limit
            and shown[stands.faces[place.face]].all()
        )

    out: dict[str, Seen | list[Seen]] = {}
    for code, spot in sorted(solved.spots.items()):
        own = spot.view == view.name
        if not own and not all(map(drawn, spot.places)):
            continue
        places = project(view, body, spot.places)
        if own or all(place.visible for place in places):
            at = [[round(p.x, 1), round(p.y, 1), round(p.angle)] for p in places]
            out[code] = at if len(at) > 1 else at[0]
    return out


def right_half(view: View, solved: Solved, shown: dict[str, Seen | list[Seen]]) -> Seen | None:
    """From where to where, across the page, the patient's right half lies; None where the view
    does not show both halves beside each other.
    """
    if view.pose in ("sitting", "leg-out-ahead"):  # the thigh lies before the midline
        return None
    body: Body = posed(solved.skin.body, view.pose)
    eye = camera(view, body)
    on_midline = [
        at[0]
        for code, at in shown.items()
        if solved.spots[code].middle and isinstance(at[0], float)
    ]
    if abs(eye.toward[0]) < 1e-6 and abs(eye.up[0]) < 1e-6:
        middle = float(eye.to_page(eye.centre * (0, 1, 1))[0][0])
    elif len(on_midline) > 1 and max(on_midline) - min(on_midline) < STRAIGHT:
        middle = max(on_midline) if eye.right[0] > 0 else min(on_midline)
    else:
        return None
    if not 0 < middle < eye.size[0]:
        return None
    ends = [0.0, middle] if eye.right[0] > 0 else [middle, eye.size[0]]
    return [round(end, 1) for end in ends]
