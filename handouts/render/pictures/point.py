"""Picture A: where a point is, drawn. What stands where is planned in `point_plan`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from reportlab.pdfgen.canvas import Canvas

from handouts.handout import PointFigure
from handouts.library import atlas
from handouts.library.atlas import View
from handouts.render.pictures import drawings
from handouts.render.pictures import look as signs
from handouts.render.pictures.drawings import Matrix
from handouts.render.pictures.geometry import XY, Rect, Segment, along, shrunk
from handouts.render.pictures.labels import MEASURES, Label
from handouts.render.pictures.look import INK, WHITE, Look
from handouts.render.pictures.point_plan import Detail, PointPlan, plan_point
from handouts.render.pictures.window import Window, whole

_DOT = 2.0  # radius of the smallest dot on the small body, in points
_FADE, _FADED = 26.0, 0.16
"""How long a cut limb takes to fade out, in points and as a share of what is shown, at most."""


def draw_point(
    canvas: Canvas, figure: PointFigure, width: float, height: float, look: Look
) -> None:
    """Draw where a point is into the box (0, 0)-(width, height), in points: the whole part of the
    body, one marker, labels in the white. Raises KeyError where the atlas has no place for the
    point, FileError where it has no drawing or no such skin tone.
    """
    plan = plan_point(figure, width, height, look)
    lines = atlas.lines(figure.place, look.drawn_body)
    canvas.saveState()
    _body(canvas, plan, lines, width, height, look)
    _measure(canvas, plan.first, ())
    _measure(canvas, plan.guide, plan.ticks)
    if plan.detail:
        signs.ring(canvas, *plan.detail.source, 2.6, WHITE)
        signs.ring(canvas, *plan.detail.source, 1.0)
    for label in plan.labels:
        if label.leader:
            signs.leader(canvas, *label.leader, dot=label.dot)
    for marker in plan.markers:
        signs.target(canvas, marker.at, marker.radius)
    if plan.detail:
        _detail(canvas, plan.detail, lines, look)
    for label in plan.labels:
        _label(canvas, label, plan, look)
    signs.frame(canvas, (0.0, 0.0, width, height))
    canvas.restoreState()


def _body(
    canvas: Canvas,
    plan: PointPlan,
    lines: frozenset[str],
    width: float,
    height: float,
    look: Look,
) -> None:
    """The part of the body with these of its lines, within the frame."""
    body, clip = plan.window, canvas.beginPath()
    left, bottom, right, top = body.rect
    clip.rect(left, bottom, right - left, top - bottom)
    canvas.saveState()
    signs.within(canvas, 0, 0, width, height)
    drawings.place(canvas, body.view.drawing, look.skin, body.matrix, clip, lines)
    for matrix in _fading(body, width, height):
        drawings.fade(canvas, matrix)
    canvas.restoreState()


def _fading(window: Window, width: float, height: float) -> Iterator[Matrix]:
    """Where the body goes on, but its drawing ends within the frame: it fades out there."""
    left, bottom, right, top = window.rect
    wide, high = right - left, top - bottom
    short = min(_FADE, _FADED * high, _FADED * wide)
    at_left, at_top, at_right, at_bottom = window.cut
    if at_left and left > 1:
        yield short, 0, 0, high, left, bottom
    if at_right and right < width - 1:
        yield -short, 0, 0, high, right, bottom
    if at_bottom and bottom > 1:
        yield 0, short, wide, 0, left, bottom
    if at_top and top < height - 1:
        yield 0, -short, wide, 0, left, top


def _measure(canvas: Canvas, guide: Segment | None, ticks: Sequence[Segment]) -> None:
    """A dashed line with a tick at each end that is not a marker."""
    if guide is None:
        return
    for wide, colour in ((3.6, WHITE), (1.5, INK)):
        signs.line(canvas, *guide, wide, colour, (3.2, 2.8) if colour == INK else ())
        for tick in ticks:
            signs.line(canvas, *tick, wide, colour)


def _detail(canvas: Canvas, detail: Detail, lines: frozenset[str], look: Look) -> None:
    """A magnified part of the body in a circle."""
    at, radius = detail.circle
    clip = canvas.beginPath()
    clip.circle(*at, radius)
    signs.disc(canvas, at, radius, WHITE)
    body = detail.window
    drawings.place(canvas, body.view.drawing, look.skin, body.matrix, clip, lines)
    _measure(canvas, detail.guide, detail.ticks)
    for marker in detail.markers:
        signs.target(canvas, marker.at, marker.radius)
    signs.ring(canvas, at, radius, 1.0)


def _label(canvas: Canvas, label: Label, plan: PointPlan, look: Look) -> None:
    left, bottom, right, top = label.rect
    middle = ((left + right) / 2, (bottom + top) / 2)
    if label.wish.kind == "lens":
        return  # drawn with what it shows
    if label.wish.kind == "inset":
        if plan.inset:
            _inset(canvas, label.rect, *plan.inset)
    else:
        signs.words(canvas, label.lines, middle, look, bold=label.wish.kind in MEASURES)


def _inset(canvas: Canvas, rect: Rect, view: View, at: tuple[XY, ...]) -> None:
    """The small grey body, with a dot where the point is; two that would run together touch."""
    window = whole(view, shrunk(rect, 2.0))
    drawings.place(canvas, view.drawing, "shape", window.matrix)
    radius = max(_DOT, 0.04 * (rect[3] - rect[1]))
    places = [window.place(one) for one in at]
    if len(places) == 2 and 0 < (far := math.dist(*places)) < 2 * radius + 1.0:
        radius, pair = _DOT, (places[0], places[1])  # no farther apart than they must be
        least = max(far, 2 * radius + 1.0)
        places = [along(pair, 0.5 - least / 2 / far), along(pair, 0.5 + least / 2 / far)]
    for wide, colour in ((radius + 1.0, WHITE), (radius, INK)):
        for one in places:
            signs.disc(canvas, one, wide, colour)
