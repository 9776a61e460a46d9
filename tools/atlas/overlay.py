"""What a hand feels and the model hardly shows: bones, tendons, creases, nails.

Each is said once, on the right half of the body at rest, in the frames that the points use.
A **line** is drawn; a **form** raises or hollows the skin for the drawings (never for placing
points), so that light and outline show it. Both follow every pose and view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from importlib import import_module

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.spatial import cKDTree

from .body import Body, Floats
from .points import MODULES, Marks
from .points.arm import (
    LITTLE_CORD,
    Arm,
    back_of_forearm,
    bone_edge,
    elbow_fold,
    te13,
)
from .points.back import AT_SIDE, COUNTED, MUSCLE_EDGE, Back, lowest_rib
from .points.face import Face
from .points.foot import (
    BASES,
    HALVED,
    HEADS,
    TOE_CORDS,
    Foot,
    behind_web,
    heel_bone,
    sole_third,
    toe_cord,
)
from .points.foot import NAIL as TOENAIL
from .points.frames import Limb, Place, Skin, Vec, mix, unit, vec
from .points.front import Front
from .points.hand import NAIL_SIZE as FINGERNAIL
from .points.hand import Hand, beside, in_groove, palm_crease, skin_edge, valley
from .points.head import CROWN, HALFWAY, PUPIL, Ear, Head, temple_curve
from .points.leg import (
    BESIDE_SHIN,
    CORD,
    CORD_HALF,
    CREST,
    KNEE_SHELF,
    STRAP,
    Leg,
    beside_shin,
    by_cord,
    inner_cord,
    knee_eye,
    on_crease,
    shin_inner_edge,
    st40,
    thigh_groove,
    thin_bone,
)
from .points.neck import Neck, ear_curve
from .points.shoulder import li16
from .points.surface import UP, along, share
from .shapes import SHAPES

FACES = "face neck-front shoulder-front shoulder-raised forehead"
"""Views that show a face from the front."""
PROFILES = "head-side neck-side temple jaw"
"""Views that show it from the side."""
FELT = ("*-tick", "*-tick-?", "*-way", "third", "share", "toe-cord*", "front-ankle-cord",
        "knee-cord", "knee-front-cord", "strap-muscle", "thigh-*", "hip-muscle", "back-muscle-edge",
        "neck-cord", "neck-muscle-rear", "elbow-cord", "forearm-cord*", "finger-cord",
        "palm-skin-edge", "hand-wrist-crease", "skull-dip", "ear-lobe-dip", "jaw-muscle",
        "breastbone-ridge", "breastbone-tip", "little-finger-crease", "calf-middle", "calf-head",
        "front-rib-*", "counted-*", "start-*", "shoulder-muscle")
"""What is felt rather than seen, besides bones: a picture shows it only where its point is found
from it. What makes a body or is counted (creases, nails, the bumps of the spine) stays.
"""
SMALL = 0.08
"""Steps of a line round something as small as a toenail, cm."""


@dataclass(frozen=True)
class Line:
    """A line on the skin."""

    name: str
    kind: str  # "line", "fine", "bone", "halo"; or "hair", "shade": a filled closed shape
    points: Floats  # (k, 3) on the skin at rest
    closed: bool = False
    views: tuple[str, ...] = ("*",)
    weight: float = 1.0
    paired: bool = True


@dataclass(frozen=True)
class Form:
    """Skin raised along a path: `height` cm (hollow if negative), fading over `radius` cm."""

    path: Floats  # (k, 3) on the skin at rest
    radius: float
    height: float
    paired: bool = True


@dataclass
class Draft:
    """Collects lines and forms on one body."""

    body: Body
    lines: list[Line] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    marks: Marks = field(default_factory=dict)  # the landmarks that points are placed from

    def line(self, name: str, kind: str, points: Sequence[Vec], views: str = "*", *,
             closed: bool = False, weight: float = 1.0, paired: bool = True,
             step: float = 0.35) -> None:
        """A smooth line through positions on or near the skin, in steps of so many cm."""
        xyz = self.settle(through(points, closed=closed, step=step))
        self.lines.append(Line(name, kind, xyz, closed, tuple(views.split()), weight, paired))

    def form(self, points: Sequence[Vec], radius: float, height: float, *,
             paired: bool = True) -> None:
        """A raised or hollow stretch of skin."""
        path = through(points) if len(points) > 1 else np.array(points)
        self.forms.append(Form(self.settle(path), radius, height, paired))

    def oval(self, name: str, kind: str, middle: Vec, size: tuple[float, float], up: Vec,
             views: str = "*", *, weight: float = 1.0, paired: bool = True) -> None:
        """An oval on the skin: half width and half height in cm."""
        self.line(name, kind, self.around(middle, size, up), views, closed=True, weight=weight,
                  paired=paired)

    def around(self, middle: Vec, size: tuple[float, float], up: Vec,
               turns: Iterable[float] = np.arange(0, 360, 30)) -> list[Vec]:
        """Positions on an oval round a place on the skin."""
        hit = self.body.nearest_on_skin(middle)
        u = unit(up - (up @ hit.normal) * hit.normal)
        side = np.cross(u, hit.normal)
        return [hit.point + side * size[0] * np.cos(np.radians(a))
                + u * size[1] * np.sin(np.radians(a)) for a in turns]

    def settle(self, xyz: Floats) -> Floats:
        """Positions moved onto the skin."""
        return np.array([self.body.nearest_on_skin(p).point for p in xyz])


def through(points: Sequence[Vec], *, closed: bool = False, step: float = 0.35) -> Floats:
    """A smooth line through positions, in small steps, (k, 3)."""
    known = np.array([p.xyz if hasattr(p, "xyz") else p for p in points], float)
    if closed:
        known = np.vstack([known, known[:1]])
    at = np.r_[0, np.cumsum(np.linalg.norm(np.diff(known, axis=0), axis=1))]
    count = max(3, int(np.ceil(at[-1] / step)) + 1)
    if len(known) == 2:
        return np.linspace(known[0], known[1], count)
    curve = CubicSpline(at, known, bc_type="periodic" if closed else "natural")
    return np.asarray(curve(np.linspace(0, at[-1], count)))


def marks_of(body: Body) -> Marks:
    """The landmarks of the right half and the midline, at rest."""
    known: Marks = {}
    for name in MODULES:
        known.update(import_module(f"{__package__}.points.{name}").marks(Skin(body), known))
    return known


def draft(body: Body) -> Draft:
    """All lines and forms of the body at rest."""
    skin = Skin(body)
    d = Draft(body, marks=marks_of(body))
    for add in (leg, foot, back, chest, neck, face, arm, hand):
        add(d, skin)
    return d


def wanted(line: Line, view: str) -> bool:
    """Whether a view shows a line."""
    hit = any(fnmatchcase(view, v) for v in line.views)
    return hit and not (line.views == ("*",) and view.startswith("body-"))


def felt(line: Line) -> bool:
    """Whether a picture may do without a line."""
    return line.kind in ("bone", "halo") or any(fnmatchcase(line.name, name) for name in FELT)


def lift(body: Body, forms: Iterable[Form]) -> Floats:
    """How far each vertex is raised along its normal, cm, (N,)."""
    total = np.zeros(len(body.vertices))
    skin = body.groups["body"]
    for form in forms:
        tree = cKDTree(form.path)
        reach = 3 * form.radius
        gap, at = tree.query(body.vertices[skin], distance_upper_bound=reach)
        near = np.isfinite(gap)
        own = np.array([body.nearest_on_skin(p).normal for p in form.path])
        ids, gap, at = skin[near], gap[near], at[near]
        facing = np.clip((body.normals[ids] * own[at]).sum(1) * 2, 0, 1)
        raised = np.zeros(len(total))
        raised[ids] = form.height * np.exp(-((gap / form.radius) ** 2)) * facing
        if form.paired:
            other = raised[body.mirror]
            raised = np.where(np.abs(raised) > np.abs(other), raised, other)
        total += raised
    return total


# --- leg and foot --------------------------------------------------------------------------


def limbs(skin: Skin) -> tuple[Limb, Limb]:
    """Thigh (19 cun) and lower leg (16 cun) of the right side."""
    hip, knee, ankle = (skin.joint(f"{b}.R") for b in ("upperleg01", "lowerleg01", "foot"))
    ahead = unit((skin.joint("toe3-1.R") - ankle) * vec(1, 0, 1))
    side = np.cross(ahead, vec(0, 1, 0))
    part = skin.part("upperleg*.R", "lowerleg*.R", "foot.R", "toe*.R", "pelvis.R", above=0.4)
    front = unit(ahead + vec(0, 0, 1))
    out = np.cross(front, vec(0, 1, 0))
    return (Limb(part, hip, knee, 19, (vec(0, 0, 1), front), (vec(-1, 0, 0), out)),
            Limb(part, knee, ankle, 16, (front, ahead), (out, side)))


def leg(d: Draft, skin: Skin) -> None:
    """Kneecap, shin, head of the calf bone, calf, hollow of the knee."""
    thigh, shin = limbs(skin)
    up = -shin.axis
    top, low = (d.marks[f"kneecap-{end}"].xyz for end in ("top", "point"))
    cap = mix(top, low, 0.5)
    d.form([cap], 2.2, 0.65)
    d.form([shin.at(0.9, -38).xyz], 1.3, -0.25)
    d.form([shin.at(0.9, 34).xyz], 1.3, -0.25)
    d.form([shin.at(1.0, -3).xyz, shin.at(2.6, -3).xyz], 0.9, 0.22)
    tall = float(np.linalg.norm(top - low)) / 2
    d.line("kneecap", "bone", kneecap_shape(d, cap, 2.6, tall),
           "leg-front thigh-front leg-outer leg-inner shin-front thigh-hand thigh-sitting "
           "thigh-sitting-inner", closed=True, weight=1.2)
    # The skin stretches where a knee is bent; the bone keeps its length.
    d.line("kneecap", "bone", kneecap_shape(d, mix(low, top, 0.58), 2.6, tall * 0.8),
           "knee-front knee-outer knee-inner thigh-sitting-outer", closed=True, weight=1.2)
    point, bump = d.marks["kneecap-point"].xyz, d.marks["shin-bump"].xyz
    dip = d.marks["knee-dip-outer"].xyz
    wide = np.cross(shin.axis, shin.towards(0, 0))
    for way in (1, -1):
        d.line("knee-front-cord", "fine", [mix(point, bump, t) + wide * way * w for t, w in (
            (-0.05, 1.1), (0.3, 0.85), (0.65, 0.75), (0.95, 0.8))], "knee-front")
        d.oval("knee-dip", "shade", point + wide * way * float(np.linalg.norm(dip - point)),
               (0.9, 1.15), up, "knee-outer shin-front leg-front")
        for tone, size in (("shade", (1.25, 1.5)), ("deep", (0.8, 1.0))):
            d.oval("knee-dip", tone, knee_eye(Leg(skin), way).xyz, size, up, "knee-front")
    crest = [shin.at(c, a).xyz for c, a in CREST]
    d.form(crest, 0.9, 0.30)
    d.line("shin", "bone", crest, "leg-front leg-outer leg-inner knee-outer knee-front shin-front "
           "thigh-sitting thigh-sitting-inner")
    for cun in BESIDE_SHIN.values():
        d.line(f"finger-beside-shin-{cun}", "bone",
               [beside_shin(Leg(skin), cun, f).xyz for f in (0.0, 0.5, 1.0)], "shin-front")
    d.line("finger-beside-shin-40", "bone",
           [st40(Leg(skin), share).xyz for share in (0.0, 0.25, 0.5, 0.75, 1.0)], "leg-front")
    inner = Leg(skin).inner_shin
    edge = [inner.at(c, shin_inner_edge(c)).xyz for c in (2.6, 5, 8, 11, 13.9)]
    d.line("shin-inner-edge", "bone", edge, "leg-inner ankle-inner")
    d.line("shin-inner-edge", "bone", [*(inner.at(*at).xyz for at in KNEE_SHELF), *edge[1:]],
           "knee-inner", weight=1.2)
    bump, sp9 = d.marks["shin-bump-inner"].xyz, inner.at(2, -101).xyz
    d.line("shin-bump-level", "bone", [bump, mix(bump, sp9, 0.5), sp9], "knee-inner")
    d.oval("outer-knee-bone", "bone", d.marks["outer-knee-bone"].xyz, (1.2, 1.4), up,
           "knee-outer leg-outer thigh-sitting-outer")
    head = d.marks["little-bone-below-knee"].xyz
    d.form([head], 1.4, 0.45)
    d.oval("calf-bone-head", "shade", head, (1.15, 1.25), up, "knee-outer leg-outer")
    d.oval("calf-bone-head", "bone", head, (1.15, 1.25), up, "knee-outer leg-outer")
    for edge in (1, -1):
        d.line("thin-bone", "bone", [thin_bone(Leg(skin), c, edge).xyz
               for c in (2.1, 5, 8, 11, 13, 14.2)], "leg-outer ankle-outer", weight=0.8)
    hip, knee = (d.marks[n].xyz for n in ("hip-bump", "outer-knee-bone"))
    side = Leg(skin).outer_thigh
    for turn in (-5, 6):  # both edges of the band
        d.line("thigh-band", "fine", [hip + (knee - hip) * 0.12, *(side.at(c, 86 + turn).xyz
               for c in (5, 9, 13.5, 16.6)), knee],
               "thigh-hand knee-outer thigh-sitting-outer")
    _thigh_front(d, Leg(skin))
    _knee_back(d, Leg(skin), thigh, shin)
    calf = Leg(skin).shin
    _divided_by(d, "calf", lambda t: calf.at(16 * t, 180), (1 / 2,), "leg-back")
    d.oval("inner-knee-bone", "bone", d.marks["inner-knee-bone"].xyz, (1.3, 1.5), up,
           "knee-inner thigh-inner")
    d.line("thigh-groove", "fine", [thigh_groove(Leg(skin), c).xyz for c in (3, 5, 7, 9, 11)],
           "thigh-back")
    fold = d.marks["buttock-crease"].xyz
    d.line("buttock-crease", "line", [_from_behind(d, fold + vec(x, y, 0)) for x, y in (
        (5.2, 0.7), (3.0, -0.2), (0, -0.5), (-3.0, 0.2), (-5.2, 1.4))],
        "thigh-back sacrum", weight=0.7)


def kneecap_shape(d: Draft, middle: Vec, wide: float, tall: float) -> list[Vec]:
    """A kneecap, half so wide and tall (cm): broad above, with two corners, and a point below."""
    shape = ((0, 1.05), (0.5, 1.03), (0.88, 0.8), (1.0, 0.25), (0.9, -0.35), (0.55, -0.85))
    way = [*shape, (0, -1.1), *((-x, y) for x, y in shape[:0:-1])]
    return [_down_on(d, middle + vec(x * wide, y * tall, 3), vec(0, 0, 1), 9) for x, y in way]


def _knee_back(d: Draft, leg: Leg, thigh: Limb, shin: Limb) -> None:
    """Crease, the two firm cords above it, the two calf bellies below it."""
    d.line("knee-crease", "line", [on_crease(leg, a).xyz for a in (129, 146, 163, 180, 197, 216,
                                                                   231)],
           "knee-back leg-back calf-back thigh-back body-back")
    d.line("knee-crease", "line", [shin.at(c, a).xyz for c, a in (
        (0.05, 205), (0.0, 222), (-0.02, 234), (-0.08, 245))], "knee-inner")
    d.line("knee-crease", "line", [shin.at(c, a).xyz for c, a in (
        (0.05, 160), (0.0, 145), (0.0, 133), (0.0, 123))], "thigh-sitting-outer")
    for off in (-5, 5):
        d.line("knee-cord", "line", [thigh.at(c, a + off).xyz for c, a in (
            (12.4, 226), (14.5, 231), (16.4, 235), (18.2, 236))], "knee-inner", weight=0.8)
    for way, views in ((1, "knee-back knee-outer"), (-1, "knee-back knee-inner leg-inner")):
        d.form([by_cord(leg, way, c, 0).xyz for c in (3.4, 0.0)], 0.9, 0.42)
        for edge in (CORD_HALF, -CORD_HALF):
            d.line("knee-cord", "line", [by_cord(leg, way, c, edge).xyz for c, _ in CORD[::-1]],
                   views, weight=0.8)
    d.form([thigh.at(16.4, 180).xyz, shin.at(0.2, 180).xyz], 1.9, -0.5)
    d.form([shin.at(1.5, 180).xyz, shin.at(6.5, 180).xyz], 0.7, -0.28)
    d.line("calf-middle", "fine", [shin.at(c, 180).xyz for c in (2.6, 3.8, 5.0, 6.6)],
           "knee-back leg-back calf-back")
    for angles in ((148, 158, 169, 179), (212, 202, 191, 181)):
        d.line("calf-head", "fine", [shin.at(c, a).xyz for c, a in zip(
            (0.4, 0.9, 1.6, 2.6), angles, strict=True)], "knee-back leg-back calf-back")
    d.line("calf-edge", "fine", [shin.at(c, a).xyz for c, a in (
        (7.0, 128), (8.7, 150), (8.2, 172), (7.3, 180), (8.3, 188), (9.0, 208), (7.6, 234))],
        "leg-back calf-back")
    d.line("calf-edge", "fine", [shin.at(c, a).xyz for c, a in (
        (8.9, 200), (9.6, 213), (9.2, 228), (7.6, 239), (5.6, 245))], "leg-inner")
    d.form([shin.at(c, a).xyz for c, a in ((7.5, 130), (9.2, 152), (8.6, 172), (8.8, 188),
                                          (9.5, 208), (8.1, 232))], 1.0, -0.22)


def _thigh_front(d: Draft, leg: Leg) -> None:
    """The cord above the kneecap, the strap on the inner side, the two muscles under the hip."""
    thigh = leg.front_thigh
    d.line("thigh-cord", "shade", [thigh.at(c, a).xyz for c, a in (
        (17.3, -10), (16.2, -11), (14.8, -12.5), (13.0, -18), (13.0, 18), (14.8, 12.5), (16.2, 11),
        (17.3, 10))], "thigh-sitting", closed=True)
    for lean in (-11, 11):
        d.line("thigh-cord", "fine", [thigh.at(c, a).xyz for c, a in (
            (17.5, lean), (16.4, lean), (15.0, lean * 1.15), (12.8, lean * 1.7))], "thigh-sitting")
    d.form([thigh.at(c, 0).xyz for c in (13.5, 15.5, 17.3)], 1.3, 0.25)
    d.form([thigh.at(c, a).xyz for c, a in ((15.0, -34), (16.4, -33))], 1.9, 0.35)
    d.line("thigh-bulge", "fine", [thigh.at(c, a).xyz for c, a in (
        (13.6, -22), (15.0, -21), (16.4, -22), (17.3, -28), (17.5, -37), (16.9, -46), (15.6, -52))],
        "thigh-sitting-inner", weight=0.9)
    for wide in (0, 17):
        d.line("strap-muscle", "fine", [thigh.at(c, a + w).xyz for c, a, w in (
            (9.0, STRAP + 28, wide), (11.5, STRAP + 14, wide), (14, STRAP, wide),
            (16.4, STRAP - 14, wide * 0.9), (18.6, STRAP - 26, wide * 0.8))], "knee-inner")
    d.line("kneecap-level", "bone", [thigh.at(18, a).xyz for a in (-24, -38, -52, -66, -80)],
           "knee-inner", weight=0.8)
    point = leg.hip_bone_point().xyz
    st31 = leg.skin.everywhere.near(leg.hip, 18)
    for inwards, out in ((True, 1.0), (False, -1.0)):
        edge = [point + vec(0.2 * out, -1.2, 0), *(
            point + vec(out * w, -down, 0) for w, down in ((0.7, 4.5), (2.6, 10.0), (5.6, 17.0)))]
        d.line("hip-muscle", "fine", [st31.ray(vec(p[0], p[1], 0), vec(0, 0, 1)).xyz
               if inwards or p[1] > point[1] - 12 else st31.ray(
                   vec(p[0] + 0.8, p[1], 0), vec(0, 0, 1)).xyz for p in edge], "hip-front")


def foot(d: Draft, skin: Skin) -> None:
    """Ankle bones, Achilles tendon, bones and nails of the foot."""
    _, shin = limbs(skin)
    up = vec(0, 1, 0)
    for side in ("outer", "inner"):
        bump = d.marks[f"{side}-ankle-bone"].xyz
        d.form([bump - up * 0.3, bump + up * 1.2], 1.8, 0.8)
        d.line(f"{side}-ankle-bone", "line",
               d.around(bump + up * 0.5, (1.6, 1.9), up, range(-205, 26, 23)),
               f"ankle-{side} foot-{side} leg-{side} knee-{side}", weight=1.2)
    d.form([shin.at(c, 180).xyz for c in (10.5, 13, 15.5, 17)], 0.8, 0.34)
    slim = Foot(skin).size ** 4  # a slim ankle has shallower hollows
    for angle in (138, 224):
        d.form([shin.at(c, angle).xyz for c in (11.5, 13.5, 15.0, 16.3)], 1.0, -0.50 * slim)
    for angle, side in ((143, "outer"), (217, "inner")):
        d.line("achilles-hollow", "shade", [shin.at(c, angle + t).xyz for c, t in (
            (11.8, 2), (13.2, 7), (14.6, 8), (15.6, 4), (16.0, -2), (15.2, -7), (14.0, -8),
            (12.8, -5))], f"ankle-{side}", closed=True)
    levels = (11.8, 13.5, 15.2, 16.8)
    d.line("achilles-tendon", "line", [shin.at(c, t).xyz for c, t in zip(
        levels, (163, 163, 156.5, 150), strict=True)],
        "ankle-outer leg-outer foot-outer ankle-back")
    d.line("achilles-tendon", "line", [inner_cord(Leg(skin), c).xyz for c in levels],
           "ankle-inner leg-inner foot-inner ankle-back")
    joint = {n: skin.joint(f"toe{n}-1.R") for n in range(1, 6)}
    ankle = skin.joint("foot.R")
    foot = Foot(skin)
    for way, side in ((1, "outer"), (-1, "inner")):
        _divided_by(d, f"{side}-ankle", lambda t, way=way: foot.behind_ankle(way, min(t, 0.95)),
                    (1 / 2,),
                    f"ankle-{side}", HALVED)
    d.line("inner-ankle-back", "bone", [foot.behind_ankle(-1, float(t)).xyz
                                        for t in np.linspace(0.1, 1.0, 7)], "ankle-inner")
    for name, first, start, views in (
        ("big-toe-groove", 1, foot.bases_meet + foot.share(1.5), "foot-top"),
        ("little-toe-groove", 4, BASES[4][0] + foot.share(1.0), "foot-outer"),
    ):  # the way that a finger slides, from the web of the toes to where the bones meet
        way = np.linspace(start, HEADS[first][0], 6)
        d.line(name, "bone", [*(foot.groove(first, float(t)).xyz for t in way),
                              behind_web(foot, first).xyz], views)
    instep = [body_up(d, mix(ankle, joint[1], t)) for t in (0.25, 0.5, 0.75, 1.05)]
    d.form(instep, 0.55, 0.2)
    for n in joint:
        wide = 0.62 if n == 1 else 0.42
        base, head = (foot.inside(*foot.bone(n, share)) for share in (0.04, 0.90))
        # Two touch where a finger that slides between them is stopped.
        broad, long = {1: (1.75, 0.18), 2: (1.9, 0.18), 4: (1.4, 0.1), 5: (1.4, 0.1)}.get(
            n, (1.0, 0.1))
        bone = bone_shape(base, head, up, wide, broad, long)
        d.line(f"foot-bone-{n}", "bone", [body_up(d, p) for p in bone],
               "foot-top toes" + (" foot-outer" if n > 3 else ""), closed=True)
        name = ("big", "second", "third", "fourth", "little")[n - 1]
        d.oval(f"toe-joint-{n}", "bone", d.marks[f"{name}-toe-joint"].xyz, (wide, 0.5),
               vec(0, 0, 1), "foot-top", weight=0.8)
        _toe_nail(d, skin, n)
    _foot_bumps(d, foot)
    _ankle_front(d, foot, shin)
    _sole(d, foot)


def _foot_bumps(d: Draft, foot: Foot) -> None:
    """Bones that stand out at both edges of the foot."""
    for name, size, views in (
        ("outer-foot-bump", (1.0, 0.75), "foot-outer"),
        ("little-toe-joint-side", (0.95, 0.75), "foot-outer"),
        ("inner-foot-bump", (0.95, 0.8), "foot-inner ankle-inner"),
        ("big-toe-joint-side", (1.25, 1.05), "foot-inner"),
        ("big-toe-bone-base", (0.7, 0.7), "foot-inner"),
    ):
        d.oval(name, "bone", d.marks[name].xyz, size, vec(0, 1, 0), views)
    d.line("heel-bone-top", "bone", [p.xyz for p in heel_bone(foot)], "ankle-inner", weight=1.2)


def _ankle_front(d: Draft, foot: Foot, shin: Limb) -> None:
    """The crease and the cords that stand out when the toes are lifted."""
    crease = d.marks["front-ankle-crease"].xyz
    level = shin.level(crease)
    middle = shin.angle(crease)
    d.line("front-ankle-crease", "line", [shin.at(level - 0.0004 * t * t / 10, middle + t).xyz
                                          for t in (-48, -24, 0, 24, 48)], "ankle-front foot-top")
    cord = d.marks["front-ankle-cord"].xyz
    big = d.marks["big-toe-joint"].xyz
    inner = [shin.at(level - c, shin.angle(cord) + 1).xyz for c in (3.6, 1.8)]
    line = [*inner, cord, foot.on_top(0.46, 0.30).xyz, foot.on_top(0.58, 0.22).xyz, big]
    d.form(line, 0.5, 0.22)
    for shift in (0.35, -0.35):
        d.line("front-ankle-cord", "fine", [p + vec(shift, 0, 0) for p in line],
               "ankle-front ankle-inner")
    for shift in (0.3, -0.3):
        d.line("toe-cords", "fine", [p.xyz + vec(shift, 0, 0) for p in toe_cord(foot)],
               "ankle-outer")
    d.line("toe-cord", "fine", [shin.at(level - c, middle + TOE_CORDS).xyz
                                for c in (3.2, 1.6, 0.3)], "ankle-front", weight=0.8)
    for n, width in ((2, 0.41), (3, 0.47), (4, 0.54)):
        d.line("toe-cord", "fine", [foot.on_top(0.40, 0.56 + 0.035 * n).xyz,
               foot.on_top(0.48, width + 0.06).xyz, foot.on_top(*foot.bone(n, 0.75)).xyz],
               "ankle-front", weight=0.8)


def _sole(d: Draft, foot: Foot) -> None:
    """The two balls of the foot, the roots of the toes, the pad of the heel."""
    def low(*shares: tuple[float, float]) -> list[Vec]:
        return [foot.on_sole(*p).xyz for p in shares]

    d.line("ball-big", "fine", low((0.72, 0.05), (0.65, 0.13), (0.64, 0.24), (0.70, 0.36)), "sole")
    d.line("ball-small", "fine", low((0.71, 0.40), (0.66, 0.52), (0.61, 0.72), (0.60, 0.92)),
           "sole")
    d.line("sole-line", "bone", low(*map(foot.sole_line, (0.05, 1 / 3, 2 / 3, 1.0))), "sole")
    d.line("third", "line", low(*(sole_third(foot, cm) for cm in (-1.8, 0, 1.8))), "sole")
    d.line("heel-pad", "fine", low((0.19, 0.16), (0.235, 0.35), (0.24, 0.6), (0.20, 0.82)), "sole")


def _toe_nail(d: Draft, skin: Skin, n: int) -> None:
    last = 2 if n == 1 else 3
    root, tip = skin.joint(f"toe{n}-{last}.R"), skin.tip(f"toe{n}-{last}.R")
    along = unit(tip - root)
    back_of = unit(vec(0, 1, 0) - along[1] * along)
    far, wide, tall = TOENAIL[n]
    wide, tall = (v * Foot(skin).size for v in (wide, tall))
    middle = d.body.project_to_skin(mix(root, tip, far) + back_of * 3, -back_of)
    if middle is None:
        return
    side = np.cross(along, back_of)
    shape = nail_shape(middle.point, along, side, wide, tall)
    shape = [_down_on(d, p, back_of) for p in shape]
    d.line(f"toe-nail-{n}", "eye", shape, "toes", closed=True, step=SMALL)
    d.line(f"toe-nail-{n}", "fine", shape,
           "foot-top ankle-* leg-* foot-inner foot-outer toes knee-*",
           closed=True, weight=0.8, step=SMALL)


def _from_behind(d: Draft, p: Vec) -> Vec:
    hit = d.body.project_to_skin(p - vec(0, 0, 15), vec(0, 0, 1), bones=("*leg*.R",))
    return hit.point if hit else d.body.nearest_on_skin(p).point


def nail_shape(middle: Vec, along: Vec, side: Vec, wide: float, tall: float) -> list[Vec]:
    """A nail: rounded at its root, broad at its free edge."""
    shape = ((-0.92, 0.9), (-0.5, 1.12), (0, 1.2), (0.5, 1.12), (0.92, 0.9), (1.0, 0.0),
             (0.85, -0.75), (0.45, -1.05), (0, -1.1), (-0.45, -1.05), (-0.85, -0.75), (-1.0, 0.0))
    return [middle + side * x * wide + along * y * tall for x, y in shape]


def bone_shape(a: Vec, b: Vec, out: Vec, wide: float, base: float = 1.0,
               to: float = 0.1) -> list[Vec]:
    """The outline of a long bone from a to b: two knobs, the first `base` times as broad as
    usual and reaching `to` that share of the length, and a slim shaft.
    """
    along = unit(b - a)
    side = unit(np.cross(along, out))
    shape = ((0, 0.9 * base), (to, 0.95 * base), (to + 0.2, 0.55), (0.55, 0.5), (0.8, 0.8),
             (0.93, 1.0), (1, 0.55))
    left = [mix(a, b, t) + side * w * wide for t, w in shape]
    right = [mix(a, b, t) - side * w * wide for t, w in shape]
    return left + right[::-1]


def body_up(d: Draft, p: Vec) -> Vec:
    """The skin of the top of the foot above a position."""
    hit = d.body.project_to_skin(p + vec(0, 12, 0), vec(0, -1, 0), bones=("foot.R", "toe*.R"))
    return hit.point if hit else d.body.nearest_on_skin(p).point


def _down_on(d: Draft, p: Vec, out: Vec, length: float = 4) -> Vec:
    hit = d.body.project_to_skin(p + out * 2, -out, length=length)
    return hit.point if hit else d.body.nearest_on_skin(p).point


# --- trunk ---------------------------------------------------------------------------------


def back(d: Draft, skin: Skin) -> None:
    """Spine, shoulder blade, hip-bone crest, sacrum, twelfth rib."""
    b = Back(skin)
    y = b.levels
    behind = "upper-back low-back shoulder-back neck-back shoulder-top sacrum head-back spine"
    furrow = {"T8": 0.0, "T10": 0.40, "T12": 0.62, "L2": 0.80, "L4": 0.72, "S1": 0.0}
    d.line("spine-furrow", "shade", [b.behind(w, y[n]).xyz for n, w in furrow.items()]
           + [b.behind(-w, y[n]).xyz for n, w in list(furrow.items())[-2:0:-1]],
           "low-back upper-back sacrum shoulder-back spine", closed=True, paired=False)
    d.form([b.at(n, 1.35).xyz for n in ("T10", "L1", "L3", "L5")], 1.8, 0.35)
    d.form([b.at(y["C7"] + 0.9, 0).xyz], 1.4, 0.22, paired=False)
    for name, height in y.items():
        if name.startswith("S"):
            continue
        if name == "C7":
            middle, wide, tall = height + 0.9, 0.55, 0.88
        else:
            middle = b.bump(name)
            wide, tall = (0.55 if name[0] == "L" else 0.45), middle - height
        d.oval(f"spine-{name.lower()}", "fine", b.behind(0, middle).xyz, (wide, tall * 0.92),
               vec(0, 1, 0), behind, paired=False)
        if name in COUNTED or name in ("T3", "T7", "T8", "L4"):
            _counted(d, name, b.behind(0, middle).xyz, (wide, tall))
    d.line("spine", "fine", [b.at(n, 0).xyz for n in ("T2", "T5", "T9", "T12", "L3", "L5")],
           "body-back", paired=False)
    root, tip = (d.marks[f"shoulder-blade-{n}"].xyz for n in ("ridge-end", "tip"))
    corner = b.behind(skin.joint("upperarm01.R")[0] + 1.0, share(y["T3"], y["T1"], 0.35)).xyz
    edge = b.at(share(y["T3"], y["T7"], 0.45), 3.6).xyz
    top = d.marks["shoulder-blade-upper-corner"].xyz
    border = b.behind(top[0] - 2.6, top[1] - 0.2).xyz
    outer = [b.behind(tip[0] - 2.6, share(y["T6"], y["T5"], 0.8)).xyz,
             b.behind(tip[0] - 5.2, share(y["T5"], y["T4"], 1.0)).xyz]
    blades = "upper-back shoulder-back shoulder-top neck-back spine"
    d.line("shoulder-blade", "bone", [border, top, root, edge, tip, *outer], blades, weight=1.3)
    half = mix(root, corner, 0.5)
    ridge = [root, b.behind(half[0], half[1]).xyz, corner]
    d.line("shoulder-blade-ridge", "bone", ridge, blades.replace("shoulder-top ", ""), weight=1.3)
    d.line("shoulder-blade-ridge", "shade", [p + vec(0, 0.55, 0) for p in ridge]
           + [p - vec(0, 0.55, 0) for p in ridge[::-1]], "shoulder-back", closed=True)
    d.line("ridge-level", "bone", [b.at(b.bump("T3"), cun).xyz for cun in (0.25, 1.2, 2.1, 2.9)],
           "upper-back", weight=0.9)
    level = b.bump("T7")
    d.line("tip-level", "bone", [b.behind(x * -tip[0], level).xyz
                                 for x in (-1.0, -0.6, -0.2, 0.2, 0.6, 1.0)], "upper-back",
           weight=0.9, paired=False)
    d.form([root, half, corner], 1.2, 0.40)
    d.form([root, edge, tip], 1.1, 0.42)
    d.form([b.at(share(y["T3"], y["T7"], 0.5), 2.2).xyz], 2.2, -0.25)
    hips = ("low-back spine sacrum flank flank-high flank-low flank-elbow flank-back hip-back "
            "hip-side")
    crest = [b.behind(-4.6, y["S2"] + 0.6).xyz, b.behind(-6.2, y["S1"] + 0.6).xyz,
             b.behind(-8.6, y["L5"] + 1.2).xyz, b.behind(-10.8, y["L4"] + 0.5).xyz]
    side = [b.outward(vec(0, y["L4"] + 0.8, 2.0), vec(-1, 0, 0.15)).xyz,
            b.outward(vec(0, y["L4"] - 3.0, 3.0), vec(-1, 0, 0.55)).xyz,
            d.marks["hip-bone-front"].xyz]
    d.line("hip-bone-top", "bone", crest + side, hips + " abdomen")
    d.line("hip-bone-top", "bone", [*crest, *side[:-1], d.marks["hip-bone-point"].xyz],
           "hip-front thigh-front")
    d.form([*crest[2:], side[0]], 1.2, 0.25)
    level = b.bump("L4")
    d.line("hip-level", "bone", [b.behind(x, level).xyz for x in (-11.5, -8, -4, 0, 4, 8, 11.5)],
           "low-back", weight=1.0, paired=False)
    waist = y["L2"]
    d.line("waist-level", "bone", [b.at(waist, cun).xyz for cun in np.linspace(-1, 1, 9) * AT_SIDE],
           "low-back", weight=1.0, paired=False)
    d.line("waist-way", "line", [b.at(share(level, waist, t), AT_SIDE).xyz for t in (0, 0.5, 1)],
           "low-back", weight=1.1)
    for height in (level, waist):
        d.line("waist-tick", "line", [b.at(height, AT_SIDE + cun).xyz for cun in (-0.2, 0.2)],
               "low-back", weight=1.1)
    d.line("back-muscle-edge", "fine", [b.at(n, c).xyz for n, c in (
        ("L1", 3.05), ("L2", 3.05), ("L3", 3.1), ("L4", MUSCLE_EDGE), ("L5", 2.8))], "low-back")
    d.oval("hip-bump", "bone", d.marks["hip-bump"].xyz, (1.5, 2.0), vec(0, 1, 0),
           "sacrum hip-back hip-side thigh-front")
    _divided(d, b, "hip-bump", "sacrum-hollow", (1 / 3, 2 / 3), "hip-back")
    _divided(d, b, "hip-bone-front", "hip-bump", (1 / 2,), "hip-side")
    _divided(d, b, "shoulder-blade-ridge", "shoulder-blade-tip", (1 / 3,), "shoulder-back")
    ends = [d.marks[name] for name in ("neck-bump", "shoulder-halfway", "shoulder-tip")]
    _divided_by(d, "neck-bump", lambda t: along(b.part, *ends[:2], 2 * t) if t < 0.5
                else along(b.part, *ends[1:], 2 * t - 1), (1 / 2,), "shoulder-top")
    rib = lowest_rib(b)
    d.line("rib-12", "bone", [*(b.at(height + 0.3, cun).xyz for height, cun in rib[:-1]),
                              b.at(rib[-1][0], rib[-1][1]).xyz,
                              *(b.at(height - 0.3, cun - 0.1).xyz for height, cun in rib[-2::-1])],
           "low-back")
    dimple = d.marks["back-dimple"].xyz
    d.form([dimple], 1.0, -0.25)
    d.oval("back-dimple", "shade", dimple, (0.75, 0.9), vec(0, 1, 0), "sacrum low-back")
    tail = b.at(b.height(0.527), 0).xyz
    cleft = d.marks["buttock-cleft"].xyz
    d.line("buttock-cleft", "fine", [b.behind(0, cleft[1] - down).xyz for down in (0, 1.5, 3.0)],
           "sacrum hip-back", paired=False)
    d.oval("sacrum-dip", "shade", d.marks["sacrum-hollow"].xyz, (0.5, 0.6), vec(0, 1, 0),
           "sacrum hip-back", paired=False)
    d.line("sacrum", "bone", [b.behind(-4.9, y["S1"]).xyz, b.behind(-4.4, y["S2"]).xyz,
                              b.behind(-3.0, y["S3"]).xyz, b.behind(-1.4, y["S4"] - 1.0).xyz, tail],
           "sacrum low-back hip-back")


def _counted(d: Draft, level: str, middle: Vec, size: tuple[float, float]) -> None:
    """A bump of the spine that is counted: dark, so that it can be told from the others on a copy,
    too. One that is counted from has a thick edge. Both are strokes, since what is filled cannot be
    left out of a picture.
    """
    views = "low-back" if level in ("T12", "L1", "L2", "L3", "L4", "L5") else "upper-back"
    views += " neck-back shoulder-back" if level in ("T1", "T2") else ""
    (wide, tall), up = size, vec(0, 1, 0)
    half = max(0.86 * tall - wide, 0.25) * up
    d.line(f"counted-{level.lower()}", "line", [middle - half, middle + half], views,
           weight=wide * 15, paired=False)
    if level in ("T3", "T7", "L4"):
        d.oval(f"start-{level.lower()}", "line", middle, (wide * 1.3, tall), up, views,
               weight=1.8, paired=False)


def _divided(d: Draft, b: Back, start: str, end: str, shares: Sequence[float], views: str,
             *, paired: bool = False) -> None:
    """A straight way between two landmarks, with a tick at each share of it."""
    a, z = d.marks[start], d.marks[end]
    _divided_by(d, start, lambda t: along(b.part, a, z, t), shares, views, paired=paired)


def _divided_by(d: Draft, name: str, at: Callable[[float], Place], shares: Sequence[float],
                views: str, half: float = 1.0, *, paired: bool = True) -> None:
    """A way said by its shares (0 to 1), with a tick, of so many cm to both sides, at some."""
    d.line(f"{name}-way", "bone", [at(float(t)).xyz for t in np.linspace(0.0, 1.0, 9)], views,
           paired=paired)
    for t in shares:
        here, ahead = at(t), at(t + 0.05)
        square = unit(np.cross(here.normal, ahead.xyz - here.xyz)) * half
        d.line(f"{name}-tick", "line", [here.xyz + square * w for w in (-1.0, 0, 1.0)], views,
               weight=0.8, paired=paired)


def chest(d: Draft, skin: Skin) -> None:
    """Collarbone, breastbone, rib edge, navel."""
    f = Front(skin)
    bone = [(0.55, 0.35), (1.6, 0.55), (3.2, 0.8), (4.8, 1.5), (6.2, 2.3), (7.0, 2.9)]
    collar = [f.at(f.collarbone(c) + up, c).xyz for c, up in bone]
    front = "chest neck-front shoulder-front body-front neck-side"
    d.form(collar, 0.85, 0.45)
    d.form([p + vec(0, 1.8, 0) for p in collar[2:5]], 1.3, -0.25)
    d.line("collarbone", "line", [p + vec(0, -0.55, 0) for p in collar], front)
    d.line("collarbone", "line", [p + vec(0, -0.55, 0) for p in collar[:-1]], "shoulder-raised")
    _shoulder_v(d, collar[2:5])
    groove = [d.marks[n].xyz for n in ("collarbone-dip", "armpit-fold-front")]
    d.form([groove[0], mix(groove[0], groove[1], 0.5) + vec(-0.6, 0, 0), groove[1]], 1.0, -0.42)
    d.oval("collarbone-dip", "shade", groove[0], (1.3, 0.9), vec(-0.4, 1, 0), "shoulder-front")
    d.oval("collarbone-dip", "fine", groove[0], (1.3, 0.9), vec(-0.4, 1, 0), "shoulder-front")
    fold = d.marks["armpit-fold-back"].xyz
    front, dip = (d.marks[n].xyz for n in ("armpit-fold-front", "shoulder-dip-front"))
    d.line("front-fold-way", "bone", [front, mix(front, dip, 0.5), dip], "shoulder-front",
           weight=0.9)
    d.line("armpit-fold-front", "line", [front + vec(0, 0.1, 0), front + vec(-0.5, -0.8, 0),
                                         front + vec(-1.2, -1.9, 0)], "shoulder-front", weight=1.2)
    si10 = d.marks["shoulder-dip-below-ridge"].xyz
    d.line("armpit-fold-way", "bone", [fold, mix(fold, si10, 0.5), si10], "shoulder-back",
           weight=0.9)
    out = -0.6 if SHAPES[d.body.name].top else 0.0
    d.line("armpit-fold-back", "line", [fold + vec(0, 0.1, 0), fold + vec(out * 0.6, -1.0, 0),
                                        fold + vec(out, -2.2, 0.2)], "shoulder-back", weight=1.2)
    for name in ("shoulder-roof", "shoulder-roof-front"):
        d.form([d.marks[name].xyz], 1.3, 0.22)
    _shoulder_roof(d)
    notch = f.at(f.notch, 0).xyz
    d.form([notch], 0.9, -0.45, paired=False)
    edge = [(f.notch - 0.3, 1.0), (f.space(1, 1) - 0.6, 0.85), (f.space(2, 1), 0.75),
            (f.space(4, 1), 0.75), (f.bone_end + 0.6, 0.62), (f.bone_end - 0.15, 0.45),
            (f.bone_end - 0.4, 0.02)]
    d.line("breastbone", "bone", [f.at(h, c).xyz for h, c in edge], "chest chest-side neck-front")
    tip = d.marks["breastbone-tip"].xyz
    d.line("breastbone-tip", "fine", [f.at(f.bone_end - 0.45, 0.28).xyz, mix(
        f.at(f.bone_end - 0.45, 0.28).xyz, tip, 0.6) + vec(-0.2, 0, 0), tip], "chest")
    ridge = d.marks["breastbone-ridge"].xyz
    d.line("breastbone-ridge", "line", [f.at(ridge[1] + 0.1, 0.85).xyz, ridge],
           "chest chest-side", weight=0.8)
    line = [f.at(f.collarbone(4) - 0.4, 4), *(f.at(f.space(n, 4), 4) for n in range(1, 8))]
    d.line("collarbone-middle-line", "bone", [place.xyz for place in line], "chest chest-side",
           weight=0.9)
    if skin.flat is skin:
        d.oval("nipple", "deep", f.at(f.space(4, 4), 4).xyz, (0.75, 0.7), UP,
               "chest chest-side flank flank-high abdomen")
    arch = [f.at(f.bone_end - 0.5, 0.3).xyz, f.at(f.above(6.6), 1.6).xyz,
            f.at(f.above(5.2), 3.0).xyz, f.at(f.above(3.9), 4.4).xyz, f.flank(f.above(3.0), 16).xyz]
    d.form(arch, 1.5, 0.40)
    d.line("rib-edge", "bone", arch, "chest chest-side abdomen flank flank-high flank-low "
           "flank-elbow")
    _ribs(d, f)
    d.form([f.at(f.bone_end - 2, 0).xyz, f.at(f.navel + 2, 0).xyz], 0.9, -0.22, paired=False)
    d.line("belly-line", "fine", [f.at(h, 0).xyz for h in (f.above(6.8), f.above(4), f.above(1.5))],
           "chest", paired=False)
    half = f.at(f.above(4), 0).xyz
    d.line("belly-half", "bone", [f.at(f.above(c), 0).xyz for c in (7.8, 6, 4, 2, 0.6)],
           "abdomen", paired=False, weight=1.0)
    d.line("belly-half-tick", "line", [half + vec(x, 0, 0) for x in (-1.1, 0, 1.1)], "abdomen",
           paired=False, weight=0.8)
    groin = d.marks["groin"].xyz
    hip = d.marks["hip-bone-front"].xyz
    d.line("groin-fold", "fine", [hip + vec(0.6, -1.0, 0.3), mix(hip, groin, 0.5) + vec(0, -1.0, 0),
                                  groin + vec(1.0, -1.5, 0)], "abdomen hip-front")
    side = f.flank(f.navel, 8).xyz
    d.line("navel-level", "bone", [side, *(f.flank(f.navel, a).xyz for a in (30, 50, 70, 84))],
           "flank-low", weight=1.0, paired=False)
    navel = f.at(f.navel, 0).xyz
    d.form([navel], 0.6, -0.45, paired=False)
    d.line("navel", "line", d.around(navel, (0.5, 0.75), vec(0, 1, 0), range(-220, 41, 26)),
           "abdomen body-front chest", paired=False, weight=1.1)
    d.line("pubic-bone", "bone", [d.body.nearest_on_skin(vec(x, f.pubic + rise, 12)).point
                                  for x, rise in ((-4.5, 0.5), (-2.2, 0.1), (0, 0), (2.2, 0.1),
                                                  (4.5, 0.5))], "abdomen", paired=False)
    d.form([f.at(f.space(3, 3), 2.4).xyz], 4.0, 0.35)


def _shoulder_v(d: Draft, collar: Sequence[Vec]) -> None:
    """From above: collarbone and ridge of the shoulder blade, which meet in a V."""
    root, tip = d.marks["shoulder-blade-ridge"].xyz, d.marks["shoulder-tip"].xyz
    dip = li16(d.marks)
    corner = mix(dip, tip, 0.25)
    before, behind = (mix(dip, corner, 0.2) + vec(0, 0, z) for z in (1.9, -1.9))
    half = d.marks["shoulder-blade-ridge-outer"].xyz
    ahead = [collar[0] + vec(0, 0.5, -0.4), d.marks["collarbone-top"].xyz, before, corner]
    d.line("collarbone", "bone", ahead, "shoulder-top shoulder-ridge", weight=1.5)
    d.line("shoulder-blade-ridge", "bone", [root, half, behind, corner],
           "shoulder-top shoulder-ridge", weight=1.5)


def _shoulder_roof(d: Draft) -> None:
    """The bony roof over the joint, and the two dips below its edge."""
    roof = ("collarbone-outer-end", "shoulder-roof-front", "shoulder-tip", "shoulder-roof-back",
            "shoulder-blade-corner", "shoulder-blade-ridge")
    d.line("shoulder-roof", "bone", [d.marks[n].xyz for n in roof], "shoulder-raised* neck-side "
           "upper-arm-outer upper-arm-front upper-arm-back")
    for side in ("front", "back"):
        dip = d.marks[f"shoulder-dip-{side}"].xyz
        d.form([dip], 1.3, -0.45)
        d.oval("shoulder-dip", "shade", dip, (1.1, 0.9), vec(0, 1, 0), "neck-side")
        for tone, size in (("shade", (1.5, 1.2)), ("deep", (0.9, 0.7))):
            d.oval("shoulder-dip", tone, dip, size, vec(0, 1, 0), "shoulder-raised*")


def _ribs(d: Draft, f: Front) -> None:
    """Ribs 2 to 8, between which a finger lies in a gap; the free ends of the last two. The first
    lies behind the collarbone, where no hand feels it.
    """
    for n, (start, end) in RIBS.items():
        _rib(d, f, n, np.linspace(start, end, 6), "chest", "front-rib")
        if n < 8:
            _rib(d, f, n, np.linspace(start, max(end, 7.4), 8), "chest-side")
        if 3 < n < 8:
            last = 8.2 if n == 4 else 10.0  # behind that, the fourth runs up into the armpit
            _rib(d, f, n, np.linspace(max(start, 3.6), last, 7), "flank flank-high")
    for name, back_, views in (("rib-11-tip", (-0.4, 1.3, -2.8), "flank flank-*"),
                               ("rib-12-tip", (1.6, 1.6, -1.6), "flank-back")):
        tip = d.marks[name].xyz
        way, up = vec(*back_), vec(0, 0.62, 0.3)
        d.line(name, "bone", [tip + way * 2 + up, tip + way + up, tip - way * 0.05 + up * 0.8,
                              tip - way * 0.2, tip - way * 0.05 - up * 0.8, tip + way - up,
                              tip + way * 2 - up], views)


RIBS = {2: (1.0, 5.4), 3: (1.0, 6.2), 4: (1.0, 6.6), 5: (1.2, 6.8),
        6: (1.9, 6.8), 7: (3.0, 6.8), 8: (4.2, 6.8)}
"""From where to where a rib is drawn from the front: cun to the side."""
HALF_RIB = 0.68
"""Half the breadth of a rib that is drawn, cm."""


def _rib(d: Draft, f: Front, n: int, cun: Floats, views: str, name: str = "rib") -> None:
    """A rib between the two gaps beside it: a band of shade with an edge."""
    def middle(c: float) -> float:
        return (f.space(n - 1, c) + f.space(n, c)) / 2

    edges = [[f.at(middle(c) + up, c).xyz for c in cun] for up in (HALF_RIB, -HALF_RIB)]
    ends = [f.at(middle(c), c).xyz for c in (cun[-1] + 0.15, cun[0] - 0.1)]
    shape = [*edges[0], ends[0], *edges[1][::-1], ends[1]]
    if not SHAPES[d.body.name].top:  # shade would look like a pattern of the cloth
        d.line(f"{name}-{n}", "shade", shape, views, closed=True)
    d.line(f"{name}-{n}-edge", "fine", shape, views, closed=True, weight=0.5)


def neck(d: Draft, skin: Skin) -> None:
    """The strap muscle from behind the ear to the breastbone, voice box, nape."""
    h, f, b = Head(skin), Front(skin), Back(skin)
    eye = h.eye
    muscle = Neck(skin, d.marks)
    heights = np.linspace(d.marks["mastoid"].xyz[1] - 1.5, f.notch + 0.8, 6)
    front, rear = ([muscle.border(float(y), side).xyz for y in heights] for side in (True, False))
    d.form([mix(p, q, 0.4) for p, q in zip(front, rear, strict=True)], 1.0, 0.40)
    d.line("neck-muscle", "fine", front, "neck-front neck-side head-side chest shoulder-front")
    d.line("neck-muscle-rear", "fine", rear[:-1], "neck-side", weight=0.8)
    box_ = d.body.project_to_skin(vec(0, eye[1] - 13.6, 40), vec(0, 0, -1))
    if box_:
        d.form([box_.point], 0.9, 0.15 if SHAPES[d.body.name].top else 0.45, paired=False)
        d.line("voice-box", "fine", d.around(box_.point, (0.75, 0.8), vec(0, 1, 0),
               range(200, 341, 28)), "neck-front", paired=False)
    low = h.on_midline(11.0).xyz
    d.form([low, b.behind(0, b.levels["C7"] + 4).xyz], 0.9, -0.30, paired=False)
    d.oval("mastoid", "bone", d.marks["mastoid-middle"].xyz, (1.1, 2.0), vec(0, 1, 0),
           "head-side neck-side behind-ear", weight=0.8)
    top, under = (h.on_midline(cun).xyz for cun in (9.65, 10.7))
    tall = float(np.linalg.norm(top - under)) / 2
    d.oval("skull-bump", "bone", mix(top, under, 0.5), (2.0, tall), vec(0, 1, 0),
           "head-back head-back-high head-side neck-back", paired=False)
    cord = d.marks["neck-cord"].xyz
    outer_edge, inner_edge = (
        [b.behind(cord[0] + 0.1 + inward, low[1] - 0.4).xyz,
         b.behind(cord[0] + inward, cord[1]).xyz,
         b.behind(cord[0] - 0.6 + inward, b.levels["C7"] + 3.4).xyz,
         b.behind(cord[0] - 1.8 + inward, b.levels["C7"] + 1.6).xyz] for inward in (0.0, 1.35))
    _cord(d, "neck-cord", outer_edge, inner_edge, "neck-back behind-ear head-back")
    bone, over = d.marks["mastoid-middle"].xyz, d.marks["skull-dip"].xyz + vec(0, 1.8, 0)
    base = d.marks["skull-base"].xyz
    _on_hair(d, "skull-edge", [base, mix(base, over, 0.5) + vec(0, 0.2, 0), over,
                               mix(over, bone, 0.6) + vec(0, -0.5, 0)], "neck-back")
    for name in ("skull-dip", "ear-lobe-dip"):
        d.oval(name, "fine", d.marks[name].xyz, (0.8, 0.7), vec(0, 1, 0), "behind-ear")
    lobe, dip = (d.marks[n].xyz for n in ("ear-lobe-dip", "skull-dip"))
    d.line("dip-way", "bone", [mix(lobe, dip, float(t)) for t in np.linspace(0, 1, 7)],
           "behind-ear", weight=0.9)
    _scalp_lines(d, h)
    cords = [b.behind(-1.9, low[1] + 0.3).xyz, b.behind(-2.0, low[1] - 4).xyz,
             b.behind(-2.4, b.levels["C7"] + 2).xyz]
    d.form(cords, 1.0, 0.35)


def _on_hair(d: Draft, name: str, points: Sequence[Vec], views: str) -> None:
    """A line that is felt, with white around its dashes, so that they are seen on hair."""
    d.line(name, "halo", points, views, weight=1.1)
    d.line(name, "bone", points, views, weight=1.1)


def _scalp_lines(d: Draft, h: Head) -> None:
    """Lines that words divide or follow: over the crown, down the temple, round the ear."""
    over = h.across(CROWN)
    end = over.reach(float(Ear(h).tip.xyz[1]), 1)
    _on_hair(d, "ear-to-ear", [*(over.at(float(s)).xyz for s in np.linspace(0, end, 12)),
                               d.marks["ear-tip"].xyz], "head-top head-back-high")
    back_of = np.linspace(CROWN, 9.5, 10)
    d.line("crown-to-bump", "bone", [h.on_midline(float(c)).xyz for c in back_of],
           "head-back-high", paired=False)
    before = np.linspace(0, CROWN, 10)
    d.line("front-half", "bone", [h.on_midline(float(c)).xyz for c in before], "head-top",
           paired=False)
    d.line("front-half-tick", "line", [h.on_midline(HALFWAY).xyz, h.at(HALFWAY, 0.6).xyz],
           "head-top")
    up = [d.marks["brow-middle"], *(h.at(float(c), PUPIL) for c in np.linspace(0, 4, 9))]
    d.line("pupil-line", "bone", [p.xyz for p in up], "head-top")
    for start in ("brow-start", "brow-middle", "eye-corner"):
        end = d.marks[f"hairline-{'pupil' if start == 'brow-middle' else start}"]
        way = [mix(d.marks[start].xyz, end.xyz, float(t)) for t in np.linspace(0.06, 0.82, 6)]
        d.line(f"{start}-way", "bone", way, "forehead", weight=0.9)
    (gb6,), brow = temple_curve(h, 0.75), d.marks["brow-end"].xyz
    level = (mix(gb6.xyz, brow, float(t)) for t in np.linspace(0, 0.95, 8))
    d.line("brow-level", "bone", [h.beside(float(y), float(z)).xyz for _, y, z in level], "temple")
    for name, curve, ticks, views in (("temple-curve", temple_curve, (1 / 4, 1 / 2), "temple"),
                                      ("ear-curve", ear_curve, (1 / 3, 2 / 3), "behind-ear")):
        _on_hair(d, name, [p.xyz for p in curve(h, *np.linspace(0, 1, 13))], views)
        for n, stop in enumerate(ticks, 1):
            before, at, after = curve(h, stop - 0.03, stop, stop + 0.03)
            tick = unit(np.cross(after.xyz - before.xyz, at.normal)) * 0.75
            d.line(f"{name}-tick-{n}", "line", [at.xyz - tick, at.xyz, at.xyz + tick], views)


def face(d: Draft, skin: Skin) -> None:
    """Brows, lips and the groove above them."""
    h = Head(skin)
    x, y, _ = h.eye
    brow = [(-1.6, 1.75), (-0.5, 2.25), (0.7, 2.45), (1.7, 2.15), (2.5, 1.5), (1.6, 1.85),
            (0.6, 2.08), (-0.5, 1.9), (-1.5, 1.48), (-1.68, 1.58)]
    shape = [h.before(x - dx, y + dy).xyz for dx, dy in brow]
    d.line("brow", "hair", shape, f"{FACES} {PROFILES} ear head-top body-front "
           "body-side", closed=True)
    for down in (0, 1):  # for a page without tones the edge of the brow is a line
        edge = shape[:5] if down == 0 else shape[4:] + shape[:1]
        d.line("brow-edge", "fine", edge, f"{FACES} {PROFILES} ear", weight=0.5)
    _nose(d, h)
    _cheek(d)
    f = Face(h)
    lips = [(0.80, 0.603), (0.45, 0.562), (0.16, 0.541), (0, 0.549), (-0.16, 0.541),
            (-0.45, 0.562), (-0.80, 0.603), (-0.5, 0.652), (0, 0.676), (0.5, 0.652)]
    d.line("lips", "shade", [f.at(*p).xyz for p in lips], FACES,
           closed=True, paired=False)


def _nose(d: Draft, h: Head) -> None:
    """Wings of the nose, nostrils, the lines from the nose to the corners of the mouth."""
    top, wing, base = (d.marks[f"nostril-wing{n}"].xyz for n in ("-top", "", "-base"))
    d.line("nose-wing", "line", [h.before(*p[:2]).xyz for p in (
        top + vec(-0.1, 0.1, 0), wing + vec(0.0, 0.1, 0), wing + vec(0.05, -0.4, 0), base)],
        FACES, weight=0.7)
    d.line("nostril", "ink", [h.before(x, base[1] + y).xyz for x, y in (
        (-0.7, -0.12), (-0.9, 0.08), (-1.3, 0.16), (-1.7, 0.06), (-1.3, -0.06), (-0.95, -0.16))],
        FACES, closed=True)
    mouth = d.marks["mouth-corner"].xyz
    d.line("smile-line", "fine", [h.before(*p[:2]).xyz for p in (
        top + vec(-0.03, 0.4, 0), wing + vec(-0.35, 0.1, 0),
        mix(wing, mouth, 0.5) + vec(-0.6, 0.1, 0),
        mouth + vec(-0.75, 0.5, 0))], "face", weight=0.7)


def _cheek(d: Draft) -> None:
    """The bar of the cheekbone, and the front edge of the chewing muscle."""
    bar = [d.marks[n].xyz for n in ("cheekbone", "cheekbone-arch-start", "cheekbone-arch-end")]
    for up in (0.4, -0.4):
        d.line("cheekbone-bar", "bone", [p + vec(0, up, 0) for p in bar], "head-side jaw",
               weight=0.8)
    jaw = d.marks["jaw-corner"].xyz
    low = jaw + vec(0, -0.4, 2.6)
    chin = d.marks["chin"].xyz
    d.line("jaw-edge", "bone", [jaw + vec(0, 3.0, -0.4), jaw + vec(0, 1.0, -0.2),
           jaw + vec(0, -0.4, 0.7), jaw + vec(0, -1.5, 3.1),
           mix(jaw, chin, 0.72) + vec(0, -1.5, 0)], "head-side jaw", weight=0.9)
    d.line("jaw-muscle", "shade", [bar[1] + vec(0, -1.0, -0.4), mix(bar[1], low, 0.5), low,
           jaw + vec(0, 0.4, 0.9), jaw + vec(0, 2.4, 0.4), mix(bar[1], bar[2], 0.55)
           + vec(0, -1.2, 0)], "head-side jaw", closed=True)
    d.line("jaw-muscle", "fine", [bar[1] + vec(0, -1.0, -0.4), mix(bar[1], low, 0.5), low],
           "head-side jaw", weight=0.8)


# --- arm and hand --------------------------------------------------------------------------


def arm(d: Draft, skin: Skin) -> None:
    """Creases of elbow and wrist, elbow bones, tendons, wrist bones."""
    a = Arm(skin)
    w, up = a.wrist_at, -a.fore
    d.line("elbow-crease", "line", [a.crease(t).xyz for t in (-80, -68, -56, -44, -32)],
           "elbow-inner")
    d.line("elbow-crease", "line", [a.crease(t).xyz for t in (-58, -30, 0, 30, 58)],
           "elbow-inner elbow-crease forearm-inner upper-arm-outer "
           "upper-arm-front")
    # From the wrist to TE9: beyond it the measure is drawn.
    d.line("forearm-middle", "bone", [back_of_forearm(a, c).xyz for c in np.linspace(0, 7, 5)],
           "forearm-outer")
    fold = [elbow_fold(a, t).xyz for t in (30, 36, 40, 46, 50, 54, 57)]
    d.line("elbow-crease", "line", fold, "elbow-bent", weight=2.2)
    # Short, so that a measure from its end is seen to leave it.
    d.line("elbow-crease", "line", fold[2:], "elbow-outer", weight=2.2)
    d.form([a.crease(0).xyz], 1.6, -0.25)
    d.form([a.upper.at(7.2, 4).xyz, a.crease(3).xyz], 0.6, 0.28)
    _cord(d, "elbow-cord", *([*(a.upper.at(c, 3 + turn).xyz for c in (5.6, 6.6, 7.5, 8.2)),
                              a.crease(2 + turn).xyz] for turn in (-5, 5)),
          "elbow-crease forearm-inner")
    d.line("arm-bone-edge", "bone", [a.crease(100).xyz, *(a.upper.at(c, angle).xyz for c, angle in (
        (8.4, 95), (7.4, 92), (6.2, 87), (5.0, 83)))], "elbow-bent")
    d.form([a.upper.at(4.0, 0).xyz, a.upper.at(6.2, 0).xyz], 1.9, 0.40)
    tip = a.part.near(a.elbow, 8).extreme(-a.inside).xyz
    d.form([tip], 1.1, 0.35)
    d.oval("elbow-tip", "bone", tip, (0.95, 1.2), a.down, "elbow-outer forearm-outer "
           "elbow-back upper-arm-back forearm-little-side elbow-inner")
    outer, inner = a.crease(100).xyz, a.crease(-92).xyz
    around = "elbow-inner elbow-crease forearm-inner forearm-little-side elbow-back"
    for name, at, views in (
        ("outer-elbow-bone", outer,
         "elbow-outer elbow-bent upper-arm-outer elbow-crease"),
        ("inner-elbow-bone", inner, around),
    ):
        d.form([at], 1.1, 0.35)
        d.oval(name, "bone", at, (0.9, 0.9), a.down, views)
    wrist = "wrist-palm wrist-palm-little hand-palm forearm-inner forearm-little-side"
    _upper_arm(d, a)
    _thumb_side(d, a, Hand(skin))
    d.line("wrist-crease", "line", [w(t).xyz for t in (-58, -30, 0, 30, 58)], wrist,
           weight=2.2)
    d.line("wrist-crease-second", "fine", [w(t, 0.28 - 0.0008 * abs(t)).xyz
                                           for t in (-50, -25, 0, 25, 50)],
           wrist.replace("wrist-palm-little ", ""), weight=0.7)
    # Slanting, so that a label's line from its end is seen to leave it.
    d.line("wrist-crease", "line", [w(t, 0.4 * (t - 84) / 84).xyz for t in (-10, 15, 40, 60, 75,
                                                                            84)],
           "wrist-thumb-side", weight=2.2)
    for name, angle, far, height in (("thumb", 21, 6.6, 0.26), ("middle", -1, 6.6, 0.30),
                                     ("little", LITTLE_CORD, 4.5, 0.22)):
        cord = [w(angle, c).xyz for c in np.linspace(0.35, far, 5)]
        d.form(cord, 0.42, height)
        start = -0.1 if angle == LITTLE_CORD else 0.4
        edges = ([w(angle + turn, c).xyz for c in np.linspace(start, far, 5)] for turn in (-5, 5))
        _cord(d, f"forearm-cord-{name}", *edges, "wrist-palm* forearm-inner")
    d.form([w(10, c).xyz for c in (0.5, 3.5)], 0.5, -0.18)
    head = w(232, 0.75).xyz
    d.form([head], 1.0, 0.38)
    d.oval("little-side-wrist-bone", "bone", head, (0.9, 1.0), up,
           "wrist-back hand-back elbow-outer elbow-back "
           "hand-little-side hand-fist forearm-little-side")
    d.form([w(88, 0.7).xyz], 0.9, 0.2)
    d.oval("small-round-wrist-bone", "bone", d.marks["small-round-wrist-bone"].xyz, (0.62, 0.62),
           up, "wrist-palm wrist-palm-little hand-palm")
    d.line("forearm-bone-edge", "bone", [bone_edge(a, c).xyz for c in (0.7, 3, 5.5, 8, 10.6)],
           "forearm-little-side", weight=0.9)
    for angle, lean in ((112, 0), (150, 0), (217, 2.2), (248, 0)):  # both edges of both bones
        d.line("forearm-bone", "bone", [a.forearm.at(c, angle + lean * (11 - c)).xyz
                                        for c in (1.8, 4, 6, 8, 10, 10.4)],
               "wrist-back forearm-outer", weight=0.9)
    for name, views in (("back-wrist-crease", "wrist-back forearm-outer"),
                        ("hand-wrist-crease", "hand-back")):
        d.line(name, "line", [w(t).xyz for t in (140, 160, 180, 205, 222)], views, weight=1.8)
    d.form([w(170, c).xyz for c in (1.2, 4, 7)], 0.8, -0.2)


def _cord(d: Draft, name: str, left: list[Vec], right: list[Vec], views: str) -> None:
    """A cord under the skin: one band, whose ends run out."""
    band = [mix(left[0], right[0], 0.5), *left[1:-1], mix(left[-1], right[-1], 0.5),
            *right[-2:0:-1]]
    d.line(name, "shade", band, views, closed=True)
    d.line(name, "fine", band, views, closed=True, weight=0.8)


def _upper_arm(d: Draft, a: Arm) -> None:
    """The edges of the big muscle in front, and of the shoulder muscle, to where that ends."""
    for angle, turn, views in ((42, 0, "upper-arm-outer"),
                               (-66, 8, "elbow-inner upper-arm-front")):
        groove = [a.upper.at(c, angle + turn * (c - 5) / 4).xyz for c in (2.6, 4.2, 5.8, 7.4)]
        d.form(groove, 0.6, -0.22)
        d.line("upper-arm-groove", "fine", groove, views)
    d.line("upper-arm-groove", "line", [a.upper.at(c, 42).xyz for c in (1.8, 3.5, 5.5, 7.6)],
           "upper-arm-front")
    d.line("armpit-level", "bone", [a.upper.at(0, t).xyz for t in (-48, -30, -10, 10, 26, 44)],
           "upper-arm-front", weight=1.2)
    end = d.marks["shoulder-muscle-point"].xyz
    for side, out in (("front", vec(-0.4, 0, 0.6)), ("back", vec(-0.4, 0, -0.6))):
        roof, fold = (d.marks[f"{n}-{side}"].xyz for n in ("shoulder-roof", "armpit-fold"))
        start = mix(roof, fold, 0.45) + vec(-1.0, 0, 0)
        line = [start, mix(start, end, 0.5) + out, mix(start, end, 0.85) + out * 0.4,
                end - vec(0.4, 1.0, 0)]
        d.form(line, 0.8, -0.22)
        d.line("shoulder-muscle", "fine", line, "upper-arm-outer upper-arm-front")
    start, at = d.marks["shoulder-blade-ridge-outer"].xyz + vec(0, -1.0, 0), te13(a, 3).xyz
    rear = [start, mix(start, at, 0.5) + vec(-0.1, 0.2, 0), at, te13(a, 3.8).xyz, end]
    d.form(rear, 0.7, -0.2)
    d.line("shoulder-muscle", "line", rear, "upper-arm-back", weight=1.2)


def _thumb_side(d: Draft, a: Arm, h: Hand) -> None:
    """The bone above the wrist on the thumb side, and the two cords of the thumb past it."""
    bone = d.marks["thumb-side-wrist-bone"].xyz
    d.form([bone], 0.9, 0.2)
    d.oval("thumb-side-wrist-bone", "bone", bone, (0.75, 0.95), -a.fore,
           "wrist-thumb-side")
    d.oval("wrist-bone-by-thumb", "bone", d.marks["wrist-bone-by-thumb"].xyz, (0.85, 0.95), -a.fore,
           "hand-thumb-side")
    thumb = h.finger(1)
    cords = []
    for angle, joint, part in ((76, 2, 0.0), (146, 2, 0.9)):
        out = unit(h.thumbwards * np.cos(np.radians(angle - 90))
                   - h.palm * np.sin(np.radians(angle - 70)))
        ends = [mix(thumb.joint(1), thumb.joint(2), 0.45),
                mix(thumb.joint(joint), thumb.joint(joint + 1), part)]
        # The second cord bends round a knob of the wrist, so that the dip is wide there.
        start = ((angle, 0.35),) if part == 0 else ((154, 0.6), (141, -0.4))
        path = [*(a.wrist_at(*at).xyz for at in start),
                *(_down_on(d, p + out * 4, out, 9) for p in ends)]
        d.form(path, 0.4, 0.2)
        d.line("thumb-cord", "line", path, "hand-thumb-side wrist-palm",
               weight=1.3)
        cords.append(through(path))
    first, second = ([cord[int(share * (len(cord) - 1))] for share in (0.0, 0.15, 0.3, 0.45)]
                     for cord in cords)
    dip = [mix(p, q, 0.18) for p, q in zip(first, second, strict=True)]
    dip += [mix(q, p, 0.18) for p, q in zip(first[::-1], second[::-1], strict=True)]
    d.line("thumb-dip", "shade", dip, "hand-thumb-side", closed=True)
    for n, angle in ((2, 163), (3, 171), (4, 179)):
        d.line("finger-cord", "fine", [*(a.wrist_at(angle, c).xyz for c in (1.5, 0.9, 0.2)),
               h.on_back(*h.bone(n, 0.3)).xyz, h.knuckle(n).xyz], "wrist-back", weight=0.9)


def hand(d: Draft, skin: Skin) -> None:
    """Hand bones, knuckles, nails, palm lines and finger creases."""
    h = Hand(skin)
    for n in (2, 3, 4, 5):
        d.form([h.on_back(*h.bone(n, t)).xyz for t in (0.1, 0.4, 0.7)], 0.45, 0.13)
        d.form([h.knuckle(n).xyz], 0.75, 0.22)
        (x0, y0), (x1, y1) = h.bone(n, 0.06), h.bone(n, 0.98)
        shape = bone_shape(h.inside(x0, y0, 0), h.inside(x1, y1, 0), -h.palm, 0.55)
        d.line(f"hand-bone-{n}", "bone", [_down_on(d, p - h.palm * 4, -h.palm, 9) for p in shape],
               "hand-back hand-squeezed" if n == 2 else "hand-back", closed=True)
        if n == 2:
            cms = (-5.0, -3.8, -2.6, -1.6, -0.9)
            edges = [[beside(h, 2, cm, palmwards).xyz for cm in cms] for palmwards in (-1.7, -0.3)]
            d.line("hand-bone-2", "bone", edges[0] + edges[1][::-1], "hand-thumb-side", closed=True)
        if n == 5:
            d.line("hand-bone-5", "bone", [
                _down_on(d, p - h.thumbwards * 4, -h.thumbwards, 9) for p in bone_shape(
                    h.inside(x0, y0, 0.2), h.inside(x1, y1, 0.2), -h.thumbwards, 0.5)],
                "hand-little-side", closed=True)
        d.oval("knuckles", "bone", h.knuckle(n).xyz, (0.75, 0.7), h.fingers, "hand-back")
        for bone, part, spread_ in ((1, 0.93, 55), (1, 1.0, 55), (2, 0.97, 50)):
            _knuckle_crease(d, h, n, bone, part, spread_)
        d.line(f"hand-bone-{n}", "bone", [
            _down_on(d, p + h.palm * 4, h.palm, 9) for p in bone_shape(
                h.inside(x0, y0, 0), h.inside(x1, y1, 0), h.palm, 0.55)],
            "hand-palm", closed=True, weight=0.8)
    # Its base touches that of the index hand bone, where a finger that slides down between
    # them is stopped.
    touching = h.inside(3.3, 2.5)
    d.line("hand-bone-1", "bone", [_down_on(d, p - h.palm * 4, -h.palm, 9) for p in bone_shape(
        touching, h.thumb_bone(1.0), -h.palm, 0.55)], "hand-back", closed=True)
    out = unit(h.thumbwards * 0.55 + h.palm)
    d.line("hand-bone-1", "bone", [_down_on(d, p + out * 4, out, 9) for p in bone_shape(
        h.thumb_bone(0.0), h.thumb_bone(1.0), out, 0.55)],
           "hand-palm", closed=True, weight=0.8)
    for n in range(1, 6):
        _nail(d, h, n)
        bends = ((1, 0.42), (2, 0.0), (3, 0.0)) if n > 1 else ((2, 0.0), (3, 0.0))
        for bone, part in bends:
            _finger_crease(d, h, n, bone, part)
    for first in (2, 4):
        d.line(f"groove-{first}", "bone", [in_groove(h, first, t).xyz
                                           for t in np.linspace(0.0, 0.9, 8)], "hand-back")
    d.line("hand-groove", "bone", [in_groove(h, 4, t).xyz for t in np.linspace(0.1, 0.8, 7)],
           "wrist-back")
    bulge = h.on_back(*valley(h)).xyz
    outer, inner = (d.around(bulge, size, h.fingers, range(-120, 51, 17))
                    for size in ((1.15, 1.5), (0.8, 1.1)))
    d.line("thumb-bulge", "shade", outer + inner[::-1], "hand-squeezed", closed=True)
    d.line("thumb-bulge", "fine", outer, "hand-squeezed")
    palm = "hand-palm wrist-palm wrist-palm-little forearm-inner elbow-inner elbow-crease"
    (i_far, i_th), (l_far, l_th) = h.head(2), h.head(5)
    end = palm_crease(h).xyz
    d.line("palm-crease-end", "line", [d.body.nearest_on_skin(end + way).point for way in (
        h.palm * 0.9 + h.fingers * 0.1, h.palm * 0.4, vec(0, 0, 0),
        -h.palm * 0.5 - h.fingers * 0.15, -h.palm * 0.9 - h.fingers * 0.4)],
        "hand-fist hand-little-side", weight=1.2)
    d.line("little-finger-crease", "line", [d.body.nearest_on_skin(p).point for p in (
        h.inside(h.head(5)[0] + 1.3, h.head(5)[1] + 0.6, 1.6),
        d.marks["little-finger-crease"].xyz,
        h.inside(h.head(5)[0] + 0.9, h.head(5)[1] - 1.2, -0.2))], "hand-fist", weight=2.2)
    d.oval("little-knuckle", "bone", d.marks["little-knuckle-side"].xyz, (0.8, 0.75), h.fingers,
           "hand-fist")
    d.line("palm-skin-edge", "fine", [skin_edge(h, cm).xyz for cm in (
        -6.2, -4.6, -3.0, -1.6, -0.9, 0.2, 1.15)], "hand-fist", weight=1.2)
    d.oval("index-knuckle-side", "bone", d.marks["index-knuckle-side"].xyz, (0.8, 0.75), h.fingers,
           "hand-fist-thumb hand-thumb-side")
    d.line("palm-line", "line", [end - h.palm * 0.35 - h.fingers * 0.1, end] + [
        _in_palm(d, h, *p) for p in ((l_far + 0.1, l_th + 1.0), (l_far + 1.2, l_th + 2.7),
        (i_far + 0.7, i_th - 1.0))], palm)
    d.line("palm-line", "line", [_in_palm(d, h, *p) for p in (
        (i_far - 0.9, i_th + 0.8), (i_far - 1.5, i_th - 1.0), (l_far - 1.4, l_th + 0.6))], palm)
    d.line("thumb-line", "line", [_in_palm(d, h, *p) for p in (
        (i_far - 1.0, i_th + 0.7), (i_far - 2.2, i_th - 0.9), (3.6, 0.75), (1.3, 0.5))], palm)


def _in_palm(d: Draft, h: Hand, far: float, thumb: float) -> Vec:
    return _down_on(d, h.inside(far, thumb, 4), h.palm, 9)


def _knuckle_crease(d: Draft, h: Hand, n: int, bone: int, share: float, spread_: float) -> None:
    finger = h.finger(n)
    out, side = finger.back(bone), finger.thumb_side(bone)
    try:
        arc = [finger.at(bone, share + 0.05 * (1 if share < 0.99 else -1) * (abs(t) / spread_) ** 2,
                         out * np.cos(np.radians(t)) + side * np.sin(np.radians(t))).xyz
               for t in np.linspace(-spread_, spread_, 5)]
    except LookupError:
        return
    d.line("knuckle-crease", "fine", arc,
           "hand-back hand-squeezed fingers-back hand-thumb-side hand-little-side wrist-back "
           "forearm-outer elbow-outer hand-fist-thumb hand-thumb-nail press-*",
           weight=0.8)


def _finger_crease(d: Draft, h: Hand, n: int, bone: int, share: float) -> None:
    finger = h.finger(n)
    out, side = -finger.back(bone), finger.thumb_side(bone)
    try:
        arc = [finger.at(bone, share, out * np.cos(np.radians(t)) + side * np.sin(np.radians(t))
                         ).xyz for t in np.linspace(-58, 58, 5)]
    except LookupError:
        return
    d.line("finger-crease", "fine", arc, "hand-palm wrist-palm* forearm-inner press-*")


def _nail(d: Draft, h: Hand, n: int) -> None:
    finger = h.finger(n)
    out, along = finger.back(3), finger.along(3)
    side = finger.thumb_side(3)
    wide, tall = (v * h.size for v in FINGERNAIL[n])
    try:
        middle = finger.nail.xyz
    except LookupError:
        return
    shape = [_down_on(d, p, out) for p in nail_shape(middle, along, side, wide, tall * 0.85)]
    views = ("hand-back hand-squeezed fingers-back hand-thumb-* hand-little-side hand-fist* "
             "wrist-* forearm-* elbow-outer press-*")
    d.line(f"nail-{n}", "fine", shape, views, closed=True, weight=0.8)
