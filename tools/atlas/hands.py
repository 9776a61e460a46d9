"""Hands that press, the ball, and finger measures: the same body, its hands posed and moved.

A pressing hand is drawn alone, as one rigid piece laid so that a fingertip is the anchor; the
product lays it on any point of any view.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .body import Body, Floats, Place
from .draw import Actor, Model, Scene, draw_scene, raised
from .ink import Stroke
from .overlay import marks_of
from .pose import Pose, both, pose
from .svg import Drawing
from .trace import Curve, fit_open, straight
from .views import STAND, Camera, axes, camera_at

RIGHT_ARM = ("upperarm0*.R", "lowerarm*.R", "wrist.R", "finger*.R", "metacarpal*.R")
LEFT_ARM = tuple(n.replace(".R", ".L") for n in RIGHT_ARM)

CURLED: Pose = {
    **{f"finger{f}-1.R": [("spread", s), ("flex", 48)]
       for f, s in ((2, -8), (3, 0), (4, 8), (5, 14))},
    **{f"finger{f}-2.R": [("flex", 72)] for f in (2, 3, 4, 5)},
    **{f"finger{f}-3.R": [("flex", 40)] for f in (2, 3, 4, 5)},
}
THUMB_OUT: Pose = {"finger1-1.R": [("flex", -6)], "finger1-2.R": [("flex", -14)],
                   "finger1-3.R": [("flex", -12)]}
TIPS: Pose = {
    **{f"finger{f}-1.R": [("spread", s), ("flex", 14)] for f, s in ((2, -12), (3, 1), (4, 14))},
    **{f"finger{f}-2.R": [("flex", 12)] for f in (2, 3, 4)},
    **{f"finger{f}-3.R": [("flex", 6)] for f in (2, 3, 4)},
    "finger5-1.R": [("spread", 20), ("flex", 40)], "finger5-2.R": [("flex", 40)],
    "finger1-1.R": [("flex", 10)],
}
KNUCKLE: Pose = {**CURLED, "finger1-1.R": [("flex", 22)], "finger1-2.R": [("flex", 30)],
                 "finger1-3.R": [("flex", 35)],
                 "finger2-1.R": [("flex", 30)], "finger2-2.R": [("flex", 95)],
                 "finger2-3.R": [("flex", 45)]}


def _together(fingers: tuple[int, ...]) -> Pose:
    """These fingers straight and side by side, the others folded into the palm."""
    turn = {2: -19, 3: 1, 4: 17, 5: 28}
    out: dict[str, list[tuple[str, float]]] = {}
    for f, spread in turn.items():
        bends = (-14, -18, -12) if f in fingers else (75, 85, 45)
        out |= {f"finger{f}-{k}.R": [*([("spread", float(spread))] if k == 1 else []),
                                     ("flex", float(bend))] for k, bend in zip((1, 2, 3), bends,
                                                                              strict=True)}
    return out


# --- bringing a hand -----------------------------------------------------------------------


def moved(body: Body, basis: Floats, to: Floats, origin: Floats, at: Floats) -> Body:
    """The body turned so that the axes `basis` become `to`, with `origin` laid on `at`."""
    turn = to @ basis.T
    joints = {k: turn @ (v - origin) + at for k, v in body.joints.items()}
    return body.with_coarse((body.coarse - origin) @ turn.T + at, joints)


def basis(first: Floats, second: Floats) -> Floats:
    """Three unit axes as columns: the first, the second made square to it, their cross."""
    a = first / np.linalg.norm(first)
    b = second - (second @ a) * a
    b /= np.linalg.norm(b)
    return np.column_stack([a, b, np.cross(a, b)])


def left_place(rest: Body, xyz: Floats) -> Place:
    """The place on the left half across from a position on the right half."""
    return rest.nearest_on_skin(xyz * (-1, 1, 1)).place


def pad(body: Body, nail: Place) -> tuple[Floats, Floats]:
    """Opposite a nail: the position of the pad and the direction it looks."""
    out = body.normal(nail)
    start = body.point(nail) - out * 0.3
    through = body.all_hits(start, -out, 4.0)
    return (through[0].point if through else start), -out


def arm_actor(made: Model, turns: Pose, bones: tuple[str, ...], lines: str,
              place: Callable[[Body], Body] = lambda b: b) -> Actor:
    """An arm alone, posed and laid."""
    body = raised(place(pose(made.rest, both({**STAND, **turns}))), made.lift)
    keep = made.rest.bone_weight(*bones) > 0.5
    return Actor(body, keep, (), lines)


# --- scenes ------------------------------------------------------------------------------


def _knuckle(body: Body) -> tuple[Floats, Floats, Floats]:
    j = body.joints
    first, second = j["l-finger-2-2"] - j["l-finger-2-1"], j["l-finger-2-3"] - j["l-finger-2-2"]
    aim = first / np.linalg.norm(first) - second / np.linalg.norm(second)
    hits = body.all_hits(j["l-finger-2-2"], aim / np.linalg.norm(aim), 5.0)
    return hits[0].point, second, aim


def _arrow_head(tip: Floats, way: Floats, size: float, width: float
                ) -> tuple[tuple[str, Curve, float], ...]:
    way = way / np.linalg.norm(way)
    side = np.array([-way[1], way[0]])
    return tuple(("line", [straight(tip, tip - way * size + side * s * size * 0.55)], width)
                 for s in (1, -1))


def press_ball(made: Model) -> Scene:
    """A ball between the back and a wall, seen from the side."""
    turns = both({**STAND, "upperarm01.R": [("z", -30), ("x", -12)], "lowerarm01.R": [("flex", 12)],
                  "upperleg01.R": [("z", -5), ("flex", 22)], "lowerleg01.R": [("flex", 34)],
                  "foot.R": [("flex", 12)]})
    body = raised(pose(made.rest, turns), made.lift)
    eye = camera_at(np.array([-1.0, 0, 0]), np.array([0.0, 1, 0]),
                    np.array([0.0, 112.0, 0.0]), (40, 46, 64, 40))
    spine = made.rest.joints["spine-1"]
    back = body.project_to_skin((0, spine[1] + 1.5, -40), (0, 0, 1))
    assert back is not None
    radius = 3.6
    centre = back.point + np.array([0, 0, -radius + 0.5])
    wall = centre[2] - radius
    actor = Actor(body, made.rest.bone_weight("*.L") < 0.6, ("shorts", "hair"), "body-side")
    return Scene((actor,), eye, light="right", heavy=2.8, thin=0.7, least=160,
                 behind=_ball_and_wall(eye, centre, radius, wall),
                 strokes=_ball_ink(eye, centre, radius, wall), folds=True)


def _ball_and_wall(eye: Camera, centre: Floats, radius: float, wall: float
                   ) -> tuple[tuple[str, Curve], ...]:
    x = float(eye.to_page(np.array([0, 0, wall]))[0, 0])
    top = np.array([[0, 0], [x, 0], [x, eye.size[1]], [0, eye.size[1]]], float)
    edge = np.array([[x - 9, 0], [x, 0], [x, eye.size[1]], [x - 9, eye.size[1]]], float)
    xy = eye.to_page(centre)[0, :2]
    r = radius * eye.units
    return (("object", _polygon(top)), ("object-shade", _polygon(edge)),
            ("object", _circle(xy, r)), ("object-shade", _crescent(xy, r)))


def _ball_ink(eye: Camera, centre: Floats, radius: float, wall: float) -> tuple[Stroke, ...]:
    x = float(eye.to_page(np.array([0, 0, wall]))[0, 0])
    xy, r = eye.to_page(centre)[0, :2], radius * eye.units
    turn = np.radians(np.arange(60, 301, 4))
    arc = xy + r * np.column_stack([np.cos(turn), np.sin(turn)])
    line = np.column_stack([np.full(200, x), np.linspace(0, eye.size[1], 200)])
    return (Stroke(arc, np.full(len(arc), 2.4)), Stroke(line, np.full(200, 1.8)))


def _polygon(xy: Floats) -> Curve:
    return [straight(a, b) for a, b in zip(xy, np.roll(xy, -1, axis=0), strict=True)]


def _circle(xy: Floats, r: float) -> Curve:
    turn = np.radians(np.arange(0, 361, 5))
    return fit_open(xy + r * np.column_stack([np.cos(turn), np.sin(turn)]), 0.2)


def _crescent(xy: Floats, r: float) -> Curve:
    turn = np.radians(np.arange(40, 201, 5))
    outer = xy + r * np.column_stack([np.cos(turn), np.sin(turn)])
    inner = xy + r * np.column_stack([-0.1 + 0.86 * np.cos(turn[::-1]),
                                      -0.22 + 0.86 * np.sin(turn[::-1])])
    return fit_open(np.vstack([outer, inner, outer[:1]]), 0.3)


# --- hands alone, laid on any place --------------------------------------------------------

FOREARM = ("lowerarm*.L", "wrist.L", "finger*.L", "metacarpal*.L")
POINTING: Pose = {
    **{f"finger{f}-1.R": [("spread", s), ("flex", 58)] for f, s in ((3, 2), (4, 9), (5, 15))},
    **{f"finger{f}-2.R": [("flex", 84)] for f in (3, 4, 5)},
    **{f"finger{f}-3.R": [("flex", 45)] for f in (3, 4, 5)},
    "finger2-1.R": [("spread", -6), ("flex", 10)], "finger2-2.R": [("flex", 14)],
    "finger2-3.R": [("flex", 8)],
    "finger1-1.R": [("flex", 18)], "finger1-2.R": [("flex", 22)], "finger1-3.R": [("flex", 20)],
}
FROM_ABOVE, FROM_LEFT = (12.0, 12.0, 31.0, 4.0), (31.0, 11.0, 24.0, 4.0)
"""cm that a hand alone reaches to the left, right, up and down of what it presses."""
HALO = 26.0
"""Drawing units of white around a hand, so that it stands out from the body it lies on."""


@dataclass(frozen=True)
class Hand:
    """A left hand alone: its window, and where on the page its arm comes from (degrees from the
    right, against the clock).
    """

    window: tuple[float, float, float, float]
    arm: float
    scene: Callable[[Model], Scene]

    @property
    def eye(self) -> Camera:
        """Looks straight down on what is pressed; whoever places the drawing turns it."""
        return camera_at(np.array([0.0, 0, 1]), np.array([0.0, 1, 0]), np.zeros(3), self.window)

    def entry(self) -> dict[str, object]:
        """What the table says of it: box and fingertip in units, units a cm, and the arm."""
        tip = self.eye.to_page(np.zeros(3))[0, :2]
        return {"box": [self.eye.size[0], self.eye.size[1]],
                "tip": [round(float(v), 1) for v in tip],
                "cm": round(self.eye.units, 2), "arm": self.arm}


def laid(made: Model, name: str, turns: Pose,
         contact: Callable[[Body], tuple[Floats, Floats, Floats]], slant: float) -> Scene:
    """A left hand that presses the page at `slant` degrees; the fingertip is the anchor."""
    up, along, at = np.array([0.0, 0, 1]), np.array([0.0, 1, 0]), np.zeros(3)
    a = np.radians(slant)
    aim, face = -np.sin(a) * up - np.cos(a) * along, -np.cos(a) * up + np.sin(a) * along

    def lay(body: Body) -> Body:
        point, looks, points_to = contact(body)
        return moved(body, basis(points_to, looks), basis(aim, face), point, at)

    hand = arm_actor(made, turns, FOREARM, "press-hand", lay)
    return Scene((hand,), HANDS[name].eye, light="facing")


def _pad_of(made: Model, finger: int, name: str
            ) -> Callable[[Body], tuple[Floats, Floats, Floats]]:
    nail = left_place(made.rest, marks_of(made.rest)[name].xyz)

    def contact(body: Body) -> tuple[Floats, Floats, Floats]:
        point, looks = pad(body, nail)
        tip = body.joints[f"l-finger-{finger}-4"] - body.joints[f"l-finger-{finger}-3"]
        return point, looks, tip

    return contact


HANDS: Mapping[str, Hand] = {
    "hand-thumb": Hand(FROM_LEFT, 180, lambda made: laid(
        made, "hand-thumb", {**CURLED, **THUMB_OUT}, _pad_of(made, 1, "thumb-nail"), 35)),
    "hand-finger": Hand(FROM_ABOVE, 90, lambda made: laid(
        made, "hand-finger", POINTING, _pad_of(made, 2, "index-nail"), 40)),
    "hand-tips": Hand(FROM_ABOVE, 90, lambda made: laid(
        made, "hand-tips", TIPS, _pad_of(made, 3, "middle-nail"), 40)),
    "hand-knuckle": Hand(FROM_ABOVE, 90, lambda made: laid(
        made, "hand-knuckle", KNUCKLE, _knuckle, 30)),
}


# --- measures ------------------------------------------------------------------------------


def measure(made: Model, fingers: tuple[int, ...], joint: int) -> Scene:
    """Straight fingers side by side, with lines up from the outer edges of a joint."""
    body = raised(pose(made.rest, both({**STAND, **_together(fingers)})), made.lift)
    words, points = axes(body), body.joints
    keep = made.rest.bone_weight(*RIGHT_ARM) > 0.5
    eye = camera_at(words["hand.back"], words["hand.fingers"], points["r-finger-3-1"],
                    (8.5, 8.5, 13.5, 9.5))
    first, last = min(fingers), max(fingers)
    middle = points[f"r-finger-3-{joint}"]
    level = float(eye.to_page(middle)[0, 1])
    edges = [_edge(body, keep, eye, f, level, side)
             for f, side in ((first, -1), (last, 1))]
    top = min(float(eye.to_page(points[f"r-finger-{f}-4"])[0, 1]) for f in fingers) - 55
    return Scene((Actor(body, keep, (), "measure-hand"),), eye,
                 over=_bracket(edges, level, top))


def measure_thumb(made: Model) -> Scene:
    """The thumb seen on its nail, measured across its joint."""
    body = raised(pose(made.rest, both({**STAND, **CURLED, **THUMB_OUT})), made.lift)
    nail = made.rest.nearest_on_skin(marks_of(made.rest)["thumb-nail"].xyz).place
    tip = body.joints["r-finger-1-4"] - body.joints["r-finger-1-2"]
    eye = camera_at(body.normal(nail), tip, body.joints["r-finger-1-3"], (8.5, 8.5, 8.5, 11.5))
    keep = made.rest.bone_weight(*RIGHT_ARM) > 0.5
    level = float(eye.to_page(body.joints["r-finger-1-3"])[0, 1])
    edges = [_edge(body, keep, eye, 1, level, side) for side in (-1, 1)]
    top = float(eye.to_page(body.joints["r-finger-1-4"])[0, 1]) - 60
    return Scene((Actor(body, keep, (), "measure-hand"),), eye,
                 over=_bracket(sorted(edges), level, top))


def _edge(body: Body, keep: NDArray[np.bool_], eye: Camera, finger: int, level: float, side: int
          ) -> float:
    """Page x of a finger's outline, at its widest from a height of the page up to its tip."""
    own = body.bone_weight(f"finger{finger}-*.R") > 0.5
    page = eye.to_page(body.vertices[own & keep])
    near = page[page[:, 1] < level + 6, 0]
    return float(near.max() if side > 0 else near.min())


def _bracket(edges: list[float], level: float, top: float
             ) -> tuple[tuple[str, Curve, float], ...]:
    left, right = min(edges), max(edges)
    ends = [np.array([x, top + 14]) for x in (left, right)]
    posts = tuple(("line", [straight(np.array([x, level]), np.array([x, top - 14]))], 4.0)
                  for x in (left, right))
    bar = (("line", [straight(*ends)], 4.0),)
    way = np.array([1.0, 0.0])
    return (*posts, *bar, *_arrow_head(ends[0], -way, 18, 4.0), *_arrow_head(ends[1], way, 18, 4.0))


SCENES: Mapping[str, Callable[[Model], Scene]] = {
    "press-ball": press_ball,
    **{name: hand.scene for name, hand in HANDS.items()},
    "measure-1": measure_thumb,
    "measure-2": lambda made: measure(made, (2, 3, 4), 3),
    "measure-3": lambda made: measure(made, (2, 3, 4, 5), 2),
}


def draw_hands(name: str, made: Model) -> Drawing:
    """Draw one of these pictures."""
    page = draw_scene(SCENES[name](made), made)
    if name in HANDS:
        skin = next(d for kind, d, _ in page.paths if kind == "skin")
        page.paths.insert(0, ("halo", skin, HALO))
    return page
