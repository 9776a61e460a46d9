"""Hands that press, the ball, and finger measures: the same body, its hands posed and moved.

A pressing hand is drawn alone, as one rigid piece laid so that a fingertip is the anchor; the
product lays it on any point of any view.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np

from .body import Body, Floats, Place
from .draw import Actor, Model, Scene, draw_scene, raised
from .ink import Stroke
from .overlay import marks_of
from .pose import Pose, both, pose
from .svg import Drawing
from .trace import Curve, fit_open, straight
from .views import LONGEST, STAND, Camera, camera_at

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


PINCH: Pose = {
    **CURLED,
    "wrist.R": [("flex", -34)],
    "finger2-1.R": [("flex", 20)], "finger2-2.R": [("flex", 38)], "finger2-3.R": [("flex", 22)],
    "finger1-1.R": [("spread", 40)], "finger1-2.R": [("flex", 4)], "finger1-3.R": [("flex", 8)],
}
WAIST: Pose = {  # on the waist from outside, the thumb behind, the fingers round to the front
    **{f"finger{f}-1.R": [("spread", s), ("flex", 40)]
       for f, s in ((2, -8), (3, 0), (4, 8), (5, 14))},
    **{f"finger{f}-2.R": [("flex", 20)] for f in (2, 3, 4, 5)},
    **{f"finger{f}-3.R": [("flex", 10)] for f in (2, 3, 4, 5)},
    "finger1-1.R": [("spread", -40), ("flex", 40)], "finger1-2.R": [("flex", -6)],
    "finger1-3.R": [("flex", -14)], "wrist.R": [("flex", -12), ("spread", -30)],
}
HEEL: Pose = {
    **{f"finger{f}-1.R": [("spread", s), ("flex", -4)]
       for f, s in ((2, -12), (3, 1), (4, 12), (5, 20))},
    **{f"finger{f}-2.R": [("flex", -6)] for f in (2, 3, 4, 5)},
}


def _together(fingers: tuple[int, ...], bends: tuple[float, float, float] = (-14, -18, -12)
              ) -> Pose:
    """These fingers straight (or a little bent) and side by side, the others folded."""
    turn = {2: -22, 3: 1, 4: 18, 5: 28}
    out: dict[str, list[tuple[str, float]]] = {}
    for f, spread in turn.items():
        bends_of = bends if f in fingers else (75, 85, 45)
        out |= {f"finger{f}-{k}.R": [*([("spread", float(spread))] if k == 1 else []),
                                     ("flex", float(bend))]
                for k, bend in zip((1, 2, 3), bends_of, strict=True)}
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


# --- scenes ------------------------------------------------------------------------------


def _knuckle(body: Body) -> tuple[Floats, Floats, Floats]:
    j = body.joints
    first, second = j["l-finger-2-2"] - j["l-finger-2-1"], j["l-finger-2-3"] - j["l-finger-2-2"]
    aim = first / np.linalg.norm(first) - second / np.linalg.norm(second)
    hits = body.all_hits(j["l-finger-2-2"], aim / np.linalg.norm(aim), 5.0)
    return hits[0].point, second, aim


def press_ball(made: Model, joint: str, beside: float) -> Scene:
    """A ball between a wall and the back, or a buttock, seen from the side: at the height of a
    joint, so many cm beside the midline.
    """
    turns = both({**STAND, "upperarm01.R": [("z", -30), ("x", -12)], "lowerarm01.R": [("flex", 12)],
                  "upperleg01.R": [("z", -5), ("flex", 22)], "lowerleg01.R": [("flex", 34)],
                  "foot.R": [("flex", 12)]})
    body = raised(pose(made.rest, turns), made.lift)
    eye = camera_at(np.array([-1.0, 0, 0]), np.array([0.0, 1, 0]),
                    np.array([0.0, 112.0, 0.0]), (40, 46, 64, 40))
    height = float(body.joints[joint][1]) + 1.5
    back = body.project_to_skin((beside, height, -40), (0, 0, 1))
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
FLAT_FROM_ABOVE, HEEL_FROM_ABOVE = (13.0, 11.0, 33.0, 7.5), (12.0, 12.0, 22.5, 15.5)
THUMB_FROM_LEFT = (27.0, 9.0, 25.0, 3.0)
WAIST_FROM_ABOVE = (6.0, 18.0, 31.0, 3.0)
"""cm that a hand alone reaches to the left, right, up and down of its anchor."""
HALO = 26.0
"""Drawing units of white around a hand, so that it stands out from the body it lies on."""
NEAR = 2.5
"""Drawing units up and down from a joint in which the breadth of fingers is taken."""


FINGERS = tuple(f"finger{f}-*.L" for f in (2, 3, 4, 5))
ROUND = 1.0
"""cm before the skin of the back from which the body hides a hand that goes round it."""

Contact = Callable[[Body], tuple[Floats, Floats, Floats]]
"""Where a posed hand touches, which way the skin looks there, which way its fingers point."""


@dataclass(frozen=True)
class Hand:
    """A left hand alone: its pose, its anchor, how steeply it stands (degrees), its window, and
    where on the page its arm comes from (degrees from the right, against the clock). The fingers
    `across` are a measure at their `joint`; two `pads` press one spot each. Of one that goes
    `round` the body its fingers are out of sight.
    """

    turns: Pose
    contact: Callable[[Model], Contact]
    slant: float
    window: tuple[float, float, float, float] = FROM_ABOVE
    arm: float = 90.0
    across: tuple[int, ...] = ()
    joint: str = ""
    pads: tuple[Callable[[Model], Contact], ...] = ()
    round: bool = False

    @property
    def eye(self) -> Camera:
        """Looks straight down on what is pressed; whoever places the drawing turns it."""
        return camera_at(np.array([0.0, 0, 1]), np.array([0.0, 1, 0]), np.zeros(3), self.window)

    def scene(self, made: Model) -> Scene:
        """The hand, its anchor on the page's own plane."""
        return Scene((self.actor(made),), self.eye, light="facing")

    def actor(self, made: Model) -> Actor:
        """The hand laid on the page."""
        up, along, at = np.array([0.0, 0, 1]), np.array([0.0, 1, 0]), np.zeros(3)
        a = np.radians(self.slant)
        aim, face = -np.sin(a) * up - np.cos(a) * along, -np.cos(a) * up + np.sin(a) * along
        stands = pose(made.rest, both({**STAND, **self.turns}))
        point, looks, points_to = self.contact(made)(stands)
        laid = moved(stands, basis(points_to, looks), basis(aim, face), point, at)
        keep = made.rest.bone_weight(*FOREARM) > 0.5
        if self.round:
            keep &= (made.rest.bone_weight(*FINGERS) < 0.05) & (laid.vertices[:, 2] > -ROUND)
        return Actor(raised(laid, made.lift), keep, (), "press-hand")

    def entry(self, made: Model) -> dict[str, object]:
        """What the table says of it: box and anchor in units, units a cm, the arm, and of a measure
        the outer edges of its fingers, the thumb's side first, of a pinch its two pads.
        """
        tip = self.eye.to_page(np.zeros(3))[0, :2]
        found: dict[str, object] = {
            "box": [self.eye.size[0], self.eye.size[1]], "tip": [round(float(v), 1) for v in tip],
            "cm": round(self.eye.units, 2), "arm": self.arm}
        actor = self.actor(made)
        if self.across:
            found["edges"] = self.edges(actor)
        if self.pads:
            pads = np.array([pad(made)(actor.body)[0] for pad in self.pads])
            found["edges"] = np.round(self.eye.to_page(pads)[:, :2], 1).tolist()
        return found

    def edges(self, actor: Actor) -> list[list[float]]:
        """Where the outer fingers end at the level of the joint (units)."""
        body, (first, *others) = actor.body, self.across
        level = float(self.eye.to_page(body.joints[self.joint])[0, 1])
        found = []
        for finger, side in ((first, -1), ((first, *others)[-1], 1)):
            page = self.eye.to_page(body.vertices[body.bone_weight(f"finger{finger}-*.L") > 0.5])
            x = page[abs(page[:, 1] - level) < NEAR, 0]
            found.append([round(float(x.max() if side > 0 else x.min()), 1), round(level, 1)])
        return found


def pad_of(finger: int, name: str) -> Callable[[Model], Contact]:
    """The pad of one finger, opposite its nail."""
    def of(made: Model) -> Contact:
        nail = left_place(made.rest, marks_of(made.rest)[name].xyz)

        def contact(body: Body) -> tuple[Floats, Floats, Floats]:
            point, looks = pad(body, nail)
            tip = body.joints[f"l-finger-{finger}-4"] - body.joints[f"l-finger-{finger}-3"]
            return point, looks, tip

        return contact
    return of


def between(*pads: Callable[[Model], Contact]) -> Callable[[Model], Contact]:
    """Midway between pads that lie side by side."""
    def of(made: Model) -> Contact:
        def contact(body: Body) -> tuple[Floats, Floats, Floats]:
            found = np.mean([one(made)(body) for one in pads], axis=0)
            return found[0], found[1], found[2]

        return contact
    return of


def pinched(made: Model) -> Contact:
    """Midway between the pads of thumb and index finger, seen from the side of the thumb."""
    thumb, index = THUMB(made), INDEX(made)

    def contact(body: Body) -> tuple[Floats, Floats, Floats]:
        j = body.joints
        middle = (thumb(body)[0] + index(body)[0]) / 2
        return middle, j["l-finger-5-1"] - j["l-finger-2-1"], middle - j["l-hand"]

    return contact


def palm(body: Body) -> Floats:
    """The unit direction out of a posed left palm, which curled fingers tell from the back."""
    j = body.joints
    out = np.cross(j["l-finger-2-1"] - j["l-finger-5-1"], j["l-finger-3-1"] - j["l-hand"])
    curl = j["l-finger-3-4"] - j["l-finger-3-1"]
    return np.asarray(out / np.linalg.norm(out) * np.sign(out @ curl))


def heel(_: Model) -> Contact:
    """The middle of the palm's heel, near the wrist."""
    def contact(body: Body) -> tuple[Floats, Floats, Floats]:
        j = body.joints
        ahead = j["l-finger-3-1"] - j["l-hand"]
        out = palm(body)
        hit = body.all_hits(j["l-hand"] + 0.3 * ahead, out, 6.0)[0]
        return hit.point, out, ahead

    return contact


def knuckle(_: Model) -> Contact:
    """The bent middle joint of the index finger."""
    return _knuckle


THUMB, INDEX, MIDDLE = (pad_of(n, f"{name}-nail") for n, name in (
    (1, "thumb"), (2, "index"), (3, "middle")))
HANDS: Mapping[str, Hand] = {
    "hand-thumb": Hand({**CURLED, **THUMB_OUT}, THUMB, 35, FROM_LEFT, 180),
    "hand-finger": Hand(POINTING, INDEX, 40),
    "hand-two": Hand(_together((2, 3), (12, 12, 8)), between(INDEX, MIDDLE), 40),
    "hand-tips": Hand(TIPS, MIDDLE, 40),
    "hand-knuckle": Hand(KNUCKLE, knuckle, 30),
    "hand-pinch": Hand(PINCH, pinched, 12, (13.0, 11.0, 31.0, 5.0), 90, pads=(THUMB, INDEX)),
    "hand-waist": Hand(WAIST, THUMB, 12, WAIST_FROM_ABOVE, 72, round=True),
    "hand-heel": Hand(HEEL, heel, -8, HEEL_FROM_ABOVE),
    "measure-1": Hand({**CURLED, **THUMB_OUT}, THUMB, 0, THUMB_FROM_LEFT, 150,
                      across=(1,), joint="l-finger-1-3"),
    "measure-2": Hand(_together((2, 3)), MIDDLE, 0, FLAT_FROM_ABOVE,
                      across=(2, 3), joint="l-finger-3-3"),
    "measure-3": Hand(_together((2, 3, 4)), MIDDLE, 0, FLAT_FROM_ABOVE,
                      across=(2, 3, 4), joint="l-finger-3-3"),
    "measure-4": Hand(_together((2, 3, 4, 5)), MIDDLE, 0, FLAT_FROM_ABOVE,
                      across=(2, 3, 4, 5), joint="l-finger-3-2"),
}


# --- the swab that presses an ear ----------------------------------------------------------

SWAB = "hand-swab"
SWAB_WINDOW = (3.0, 3.0, 20.5, 1.5)
"""cm to the left, right, up and down of its anchor; its stick leaves every picture."""
SWAB_UNITS = LONGEST / (SWAB_WINDOW[2] + SWAB_WINDOW[3])
SWAB_HALO = 6.0
"""Drawing units of white around it: less than a hand's, so that the ear is seen."""
COTTON, STICK = (0.2, 0.65), 0.055
"""Half the breadth and length of its cotton, half the breadth of its stick, cm."""
PRESSED = 0.06
"""cm that the cotton reaches past the anchor: its tip alone touches the spot."""


def swab_entry() -> dict[str, object]:
    """What the table says of the swab, as of a hand."""
    left, right, up, _ = SWAB_WINDOW
    return {"box": [round((left + right) * SWAB_UNITS, 1), LONGEST],
            "tip": [round(left * SWAB_UNITS, 1), round(up * SWAB_UNITS, 1)],
            "cm": round(SWAB_UNITS, 2), "arm": 90.0}


def draw_swab() -> Drawing:
    """A cotton swab that comes from above, its cotton on the anchor."""
    left, _, up, _ = (cm * SWAB_UNITS for cm in SWAB_WINDOW)
    wide, tall = (cm * SWAB_UNITS for cm in COTTON)
    half, middle = STICK * SWAB_UNITS, up + PRESSED * SWAB_UNITS - tall
    turn = np.radians(np.arange(0, 361, 5))
    # Seen from the side: slim at its tip, so that the folds around the spot stay in sight.
    slim = wide * (1 - 0.45 * np.clip(np.sin(turn), 0, 1))
    ring = np.column_stack([left + slim * np.cos(turn), middle + tall * np.sin(turn)])
    sides = [np.column_stack([np.full(60, left + x), np.linspace(0, middle, 60)])
             for x in (-half, half)]
    stick = _polygon(np.array([[left - half, 0], [left + half, 0], [left + half, middle],
                               [left - half, middle]]))
    cotton = fit_open(ring, 0.2)
    page = Drawing(round((SWAB_WINDOW[0] + SWAB_WINDOW[1]) * SWAB_UNITS, 1), LONGEST)
    page.stroke("halo", [stick, cotton], SWAB_HALO)
    page.fill("object", [stick])
    page.stroke("line", [fit_open(side, 0.2) for side in sides], 3.0)
    page.fill("eye", [cotton])
    page.stroke("line", [cotton], 3.0)
    return page


SCENES: Mapping[str, Callable[[Model], Scene]] = {
    "press-ball": partial(press_ball, joint="spine-1", beside=0.0),
    "press-ball-buttock": partial(press_ball, joint="r-upper-leg", beside=-9.0),
    **{name: hand.scene for name, hand in HANDS.items()},
}


def draw_hands(name: str, made: Model) -> Drawing:
    """Draw one of these pictures."""
    page = draw_scene(SCENES[name](made), made)
    if name in HANDS:
        skin = next(d for kind, d, *_ in page.paths if kind == "skin")
        page.paths.insert(0, ("halo", skin, HALO, ""))
    return page
