"""How far a point is from where one measures: fingers laid on the body, each as broad as it means.

Between landmark and point, at the scale of the body: four fingers are drawn three cun broad.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from handouts.handout import MeasureFigure, plain
from handouts.library import atlas
from handouts.library.atlas import Hand, View
from handouts.render.pictures import look as signs
from handouts.render.pictures.geometry import Rect, Segment, along, apart, inside, shrunk, tick
from handouts.render.pictures.laying import Laid, by_edges, close_up, lay, reach
from handouts.render.pictures.look import INK, WHITE, Look
from handouts.render.pictures.picture import caption_lines, captioned
from handouts.render.pictures.window import Window

_SHOWN, _SHOWN_WIDE = 17.0, 22.0  # cm of the body across the shorter side, at least
_WIDE = frozenset({"trunk", "shoulder"})  # regions of which more is shown, to be known
_CM = 5.0  # points of a centimetre at least, where the distance leaves it: fingers can be told
_ARM = 21.0  # cm of a hand in its own size from the middle to the edge, at most: its arm ends there
_LONGEST = 0.62  # of the frame that the distance takes, at most
_BOTH_HANDS = "leg"  # the region where one hand stays while the other is laid beside it
_ASIDE = 0.08  # how far the middle of it lies from the arm, as a share of the shorter side
_TICK = 7.0  # points that a tick reaches to either side of the line
_DOT = 2.2  # radius of the dot on the landmark, as a label's, points
_RING, _GROWS = 4.0, 0.015  # radius of the marker, points, and the share of the picture added to it
HAND_OF = {3.0: "measure-4", 2.0: "measure-3", 1.5: "measure-2", 1.0: "measure-1",
           0.5: "measure-1"}  # fmt: skip
"""The drawing for a breadth in cun (WHO 2008: a thumb is one, four fingers are three). Half a thumb
is a whole one that reaches half its breadth beyond the point.
"""


@dataclass(frozen=True, slots=True)
class MeasurePlan:
    """Where everything lies in the frame, in points. `hands` in the order in which they are laid,
    `line` along them, from the landmark to the point, or to the corner where `rest` turns to it.
    """

    window: Window
    hands: tuple[Laid, ...]
    line: Segment
    rest: Segment | None = None


def draw_measure(
    canvas: Canvas, figure: MeasureFigure, width: float, height: float, look: Look
) -> None:
    """Draw the fingers between landmark and point into the box (0, 0)-(width, height) points.
    Raises KeyError where nothing is measured, FileError where there is no such drawing or tone.
    """
    lines = caption_lines(plain(figure.caption), width, height, look)
    with captioned(canvas, lines, width, height, look) as frame:
        plan = plan_measure(figure, frame, look.drawn_body)
        drawn = atlas.lines(figure.place, look.drawn_body)
        lay(canvas, plan.window, plan.hands[-1:], frame, look, drawn, earlier=plan.hands[:-1])
        _line(canvas, plan, _RING + _GROWS * min(width, height), frame)


def plan_measure(figure: MeasureFigure, frame: Rect, body: str) -> MeasurePlan:
    """Where body and hands lie in a frame (points)."""
    body = atlas.body_for(figure.place, body)
    place = atlas.place(figure.place, body)
    view = atlas.view(place.view, body)
    way = place.first if figure.first else place.guide
    if way is None:
        raise KeyError(place.code)
    start, end, cun = way
    point = place.guide[1] if place.guide else end
    if view.halves == "both" and figure.side == "left":
        start, end, point = ((view.width - x, y) for x, y in (start, end, point))
    middle = along((start, end), 0.5)
    mirrored, own, right = reach(view, middle, figure.side)
    arm = _across((start, end), own, mirrored)
    turn = math.radians(arm)
    aside = (-_ASIDE * math.cos(turn), -_ASIDE * math.sin(turn))
    shown, one = _shown(view, (start, end), frame), math.dist(start, end) / view.cm / cun
    drawn = [atlas.hand(HAND_OF[breadth], body) for breadth in figure.laid]
    ends = min(
        _ARM * max(breadth, 1.0) * one / _breadth(hand)
        for breadth, hand in zip(figure.laid, drawn, strict=True)
    )
    xs, ys = zip(start, end, point, strict=True)
    seen = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    ends -= math.dist(seen, middle) / view.cm
    window = close_up(view, seen, shown, aside, frame, mirrored, ends)
    line = (window.place(start), window.place(end))
    hands, laid = [], 0.0
    for number, (breadth, hand) in enumerate(zip(figure.laid, drawn, strict=True)):
        wide = max(breadth, 1.0)
        edges = (along(line, laid / cun), along(line, (laid + wide) / cun))
        other = number == 1 and breadth > 1.0 and view.region == _BOTH_HANDS
        come = arm + 180.0 if other else arm
        hands.append(by_edges(hand, *edges, come, right=right != other))
        laid += breadth
    rest = (line[1], window.place(point)) if figure.first else None
    return MeasurePlan(window, tuple(hands), line, rest)


def _breadth(hand: Hand) -> float:
    """How broad its fingers are, in its own cm."""
    assert hand.edges is not None
    return math.dist(*hand.edges) / hand.cm


def _across(guide: Segment, arm: float, mirrored: bool) -> float:
    """The direction across a distance (degrees on the page) that is nearer to the arm's."""
    (ax, ay), (bx, by) = guide
    along = math.degrees(math.atan2(ay - by, (ax - bx) if mirrored else (bx - ax)))
    ways = ((along + 90.0) % 360.0, (along - 90.0) % 360.0)
    return min(ways, key=lambda way: apart(way, arm))


def _shown(view: View, guide: Segment, frame: Rect) -> float:
    """Cm across the shorter side, so that the whole distance is seen."""
    wide, high = frame[2] - frame[0], frame[3] - frame[1]
    short = min(wide, high)
    dx, dy = abs(guide[1][0] - guide[0][0]), abs(guide[1][1] - guide[0][1])
    least = min(_SHOWN_WIDE if view.region in _WIDE else _SHOWN, short / _CM)
    return max(least, max(dx / wide, dy / high) * short / view.cm / _LONGEST)


def _line(canvas: Canvas, plan: MeasurePlan, radius: float, frame: Rect) -> None:
    """From a dot and a tick at the landmark, which the fingers may hide, to the marker, of this
    radius; at a corner to another tick, and then to the marker, if the frame holds it whole.
    """
    ends = plan.line if plan.rest else plan.line[:1]
    ticks = [tick(at, plan.line, _TICK) for at in ends]
    ways = [plan.line, *([plan.rest] if plan.rest else [])]
    for wide, colour in ((4.2, WHITE), (1.8, INK)):
        for one in ticks:
            signs.line(canvas, *one, wide, colour)
        for way in ways:
            signs.line(canvas, *way, wide - 0.4, colour, (3.2, 2.8) if colour == INK else ())
    for size, colour in ((_DOT + 1.0, WHITE), (_DOT, INK)):
        signs.disc(canvas, plan.line[0], size, colour)
    at = ways[-1][1]
    if not plan.rest or inside((*at, *at), shrunk(frame, radius)):
        signs.target(canvas, at, radius)
