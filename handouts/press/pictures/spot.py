"""The drawing of a card: the place, found from what one sees and feels around it.

From back to front: the body; the measure (dashed); leader lines; the target (a dot on the exact
spot, a ring around it) and its number beside it, so that nothing hides the place; words on white.
What is shown is chosen in `spot_pane`, where it stands in `spot_plan`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from handouts.handout import PointFigure
from handouts.press.pictures.geometry import XY, Rect, Segment, shrunk
from handouts.press.pictures.labels import Label
from handouts.press.pictures.pen import CAP, INK, WHITE, Painted, Pen, rounded
from handouts.press.pictures.spot_pane import Pane, Target, ticks
from handouts.press.pictures.spot_plan import Plan, plans
from handouts.press.pictures.window import SHAPE, Box, Look, numbered, spot, whole

if TYPE_CHECKING:
    from handouts.press.typesetting.fonts import Weight

CORNER = 6.0
FRAME = "#b4b4b4"


def paint_point(figure: PointFigure, box: Box, look: Look) -> Painted:
    """The drawing of a card, `box` (width, height) in points."""
    pen = Pen(look.fonts)
    for plan in plans(figure, box, look):
        _paint(plan, pen, look)
    return pen.painted(*box)


def _paint(plan: Plan, pen: Pen, look: Look) -> None:
    pane = plan.pane
    rect = pane.window.rect
    pane.window.draw(pen, look.skin, rounded(*rect, CORNER))
    if pane.guide:
        _measure(pen, pane, pane.guide[0])
    for label in plan.labels:
        _leader(pen, label)
    for target, badge in zip(pane.targets, plan.badges, strict=True):
        _target(pen, target, badge, look)
    for label in plan.labels:
        _words(pen, label, look)
    if plan.inset and pane.map:
        _inset(pen, plan.inset, *pane.map)
    pen.outline(rounded(*shrunk(rect, 0.3), CORNER), 0.6, FRAME)


def _measure(pen: Pen, pane: Pane, line: Segment) -> None:
    """A dashed line with a tick at each end that is not a target."""
    for width, colour in ((3.8, WHITE), (1.5, INK)):
        pen.line(line, width, colour, (3.2, 2.8) if colour == INK else ())
        for tick in ticks(pane):
            pen.line(tick, width, colour)


def _leader(pen: Pen, label: Label) -> None:
    if label.leader:
        pen.line(label.leader, 2.6, WHITE)
        pen.line(label.leader, 0.9, INK)
        spot(pen, label.leader[0], 1.7)


def _target(pen: Pen, target: Target, badge: XY, look: Look) -> None:
    for width, colour in ((4.4, WHITE), (1.7, INK)):
        for at in target.joined:
            pen.line([at, badge], width, colour)
    for at in target.spots:
        pen.disc(at, target.reach, WHITE)
        if not target.swarm:
            pen.ring(at, target.ring, 0.26 * target.ring)
        pen.disc(at, min(2.3, 0.4 * target.ring) if target.ring > 3 else target.ring, INK)
    numbered(pen, badge, target.number, look)


def _words(pen: Pen, label: Label, look: Look) -> None:
    left, bottom, right, top = label.rect
    pen.shape(rounded(left, bottom, right, top, 3.0), WHITE)
    leading = 1.15 * look.label
    weight: Weight = "bold" if label.wish.bound else "regular"
    baseline = (top + bottom) / 2 + leading * (len(label.lines) - 1) / 2 - CAP * look.label / 2
    for line in label.lines:
        start = (left + right - pen.width(line, look.label, weight)) / 2
        pen.text((start, baseline), line, look.label, INK, weight)
        baseline -= leading


def _inset(pen: Pen, rect: Rect, view: str, at: tuple[XY, ...]) -> None:
    """The small body in its corner, with a dot where the picture is."""
    pen.shape(rounded(*rect, CORNER), WHITE)
    window = whole(view, shrunk(rect, 4.0))
    window.draw(pen, SHAPE)
    for radius, colour in ((3.4, WHITE), (2.4, INK)):
        for one in at:
            pen.disc(window.place(one), radius, colour)
    pen.outline(rounded(*shrunk(rect, 0.3), CORNER), 0.6, FRAME)
