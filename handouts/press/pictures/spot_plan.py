"""Where everything stands on the drawing of a card: numbers, small body, words."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import partial

from handouts.handout import PointFigure
from handouts.press.pictures.geometry import (
    XY,
    Rect,
    around,
    cuts,
    distance,
    inside,
    shrunk,
    touches,
)
from handouts.press.pictures.labels import Label, Scene, Wish, place
from handouts.press.pictures.mask import mask
from handouts.press.pictures.pen import Pen
from handouts.press.pictures.spot_pane import REACH, Pane, Target, panes, ticks
from handouts.press.pictures.window import Box, Look, badge_radius

_WORDS_SHARE = 0.2  # of the picture that words may take at most
_INSET_SHARE = 0.36  # height of the small body, as a share of the picture


@dataclass(frozen=True, slots=True)
class Plan:
    """Where everything stands on a pane."""

    pane: Pane
    badges: tuple[XY, ...]
    inset: Rect | None
    labels: tuple[Label, ...]


def plans(figure: PointFigure, box: Box, look: Look) -> list[Plan]:
    """What is to be drawn where: one plan, or two when a partner lies in another view."""
    pen = Pen(look.fonts)
    return [_plan(pane, pen, look) for pane in panes(figure, box)]


def _plan(pane: Pane, pen: Pen, look: Look) -> Plan:
    scene = Scene(pane.window.rect, pane.window.cover())
    scene.circles = [(at, one.reach) for one in pane.targets for at in one.spots]
    if pane.guide:
        scene.lines += [pane.guide[0], *ticks(pane)]
    landmarks = _affordable(pane, pen, look)
    keep = [wish.anchor for wish in landmarks]
    badges = tuple(_badge(target, keep, scene, look) for target in pane.targets)
    inset = _corner(pane, keep, scene)
    labels = _labels(pane, landmarks, inset, scene, pen, look)
    if landmarks and not any(label.leader for label in labels):
        # one landmark says more than the small body
        options = [_labels(pane, [one], None, scene, pen, look) for one in pane.landmarks]
        better = [one for one in options if any(label.leader for label in one)]
        inset, labels = (None, better[0]) if better else (inset, labels)
    return Plan(pane, badges, inset, tuple(labels))


def _labels(
    pane: Pane, landmarks: list[Wish], inset: Rect | None, scene: Scene, pen: Pen, look: Look
) -> list[Label]:
    wishes = list(landmarks)
    if pane.guide:
        (a, b), words = pane.guide
        wishes.insert(0, Wish(words, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), bound=True))
    full = replace(scene, rects=[*scene.rects, *([inset] if inset else [])])
    return place(wishes, full, partial(pen.width, size=look.label), 1.15 * look.label)


def _affordable(pane: Pane, pen: Pen, look: Look) -> list[Wish]:
    """The most useful landmarks: as many as leave the drawing to be seen, and always one."""
    left, bottom, right, top = pane.window.rect
    room = _WORDS_SHARE * (right - left) * (top - bottom) / look.label
    if pane.guide:
        room -= pen.width(pane.guide[1], look.label, "bold") + look.label
    kept: list[Wish] = []
    for wish in pane.landmarks:
        room -= pen.width(wish.text, look.label) + look.label
        if kept and room < 0:
            break
        kept.append(wish)
    return kept


def _badge(target: Target, keep: list[XY], scene: Scene, look: Look) -> XY:
    """The number: near its spots, off everything that must be seen. It joins the scene."""
    radius = badge_radius(look) + 1.5
    spots = target.joined
    x = sum(at[0] for at in spots) / len(spots)
    y = sum(at[1] for at in spots) / len(spots)
    first = 0.0 if len(spots) > 1 else REACH + radius
    options = [
        (x + (first + more) * math.cos(angle), y + (first + more) * math.sin(angle))
        for more in (3.0, 7.0, 12.0, 18.0, 26.0)
        for angle in (math.tau * (step + 0.5) / 16 for step in range(16))
    ]
    best = min(options, key=lambda at: _badge_cost(at, radius, target, keep, scene))
    scene.circles.append((best, radius))
    scene.circles += [(((best[0] + at[0]) / 2, (best[1] + at[1]) / 2), 3.0) for at in spots]
    return best


def _badge_cost(at: XY, radius: float, target: Target, keep: list[XY], scene: Scene) -> float:
    square = around(at, radius)
    hit = 0.0 if inside(square, shrunk(scene.frame, 2.0)) else 1000.0
    hit += sum(300.0 for one in keep if math.dist(one, at) < radius + 4)
    hit += sum(300.0 for line in scene.lines if distance(at, line) < radius + 2)
    hit += sum(300.0 for centre, reach in scene.circles if math.dist(centre, at) < reach + radius)
    joints = [(at, one) for one in target.joined]
    hit += sum(60.0 for one in keep if min(distance(one, joint) for joint in joints) < 5)
    ends = [end for line in scene.lines for end in line]
    hit += sum(30.0 for end in ends if math.dist(at, end) < radius + 8)
    hit += sum(
        200.0 for a in target.spots for joint in joints if a != joint[1] and distance(a, joint) < 7
    )
    near = max(math.dist(at, one) for one in target.joined)
    return hit + near + 16.0 * scene.cover(square)


def _corner(pane: Pane, keep: list[XY], scene: Scene) -> Rect | None:
    """The emptiest corner for the small body, or none when all four are needed."""
    if pane.map is None:
        return None
    left, bottom, right, top = scene.frame
    body_left, body_top, body_right, body_bottom = mask(pane.map[0]).bounds()
    high = min(max(_INSET_SHARE * (top - bottom), 44.0), 72.0)
    wide = high * (body_right - body_left) / (body_bottom - body_top)
    width, height = wide + 8, high + 8
    options: list[Rect] = [
        (right - width, bottom, right, bottom + height),
        (left, bottom, left + width, bottom + height),
        (right - width, top - height, right, top),
        (left, top - height, left + width, top),
    ]
    free = [
        rect
        for rect in options
        if not any(touches(rect, circle) for circle in [*scene.circles, *((k, 4.0) for k in keep)])
        and not any(cuts(line, rect) for line in scene.lines)
    ]
    return min(free, key=scene.cover, default=None)
