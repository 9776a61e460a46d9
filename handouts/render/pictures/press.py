"""Picture B: a hand that presses this very spot.

The same view as picture A, closer, with a hand laid on it in its own size: the fingertip on the
spot, the arm from where the patient's own comes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from handouts.handout import PressFigure, plain
from handouts.library import atlas
from handouts.library.atlas import View
from handouts.library.hands import arm_for
from handouts.render.pictures import look as signs
from handouts.render.pictures.geometry import XY, Rect, along, inside, shrunk
from handouts.render.pictures.laying import ARM, Laid, by_edges, by_tip, close_up, lay, reach
from handouts.render.pictures.look import Look
from handouts.render.pictures.picture import caption_lines, captioned
from handouts.render.pictures.window import Window

_SHOWN, _SHOWN_WIDE = 20.0, 25.0  # cm of the body across the shorter side of the picture
_SHOWN_EAR, _SHOWN_SWAB = 6.0, 3.4  # the same of the large ear, under a fingertip and a swab
_EAR = 8.5  # cm that the large ear is lower than
_SHOWN_HEEL, _ARM_HEEL = 30.0, 17.0  # the same, and where the arm ends, of a hand laid flat
_WIDE = frozenset({"trunk", "shoulder", "arm"})  # regions of which more is shown, to be known
_ASIDE = 0.2  # how far the spot lies from the middle, away from the arm, as a share of that side
_ARROW = 1.7  # cm from the fingertip to the arrow around it
_RING = 5.0  # radius of the marker, which shows through the finger that hides the spot, points
_THUMBS = 20.0  # degrees from straight below to the arms of two hands
_WAIST = 18.0  # degrees above straight aside to an arm whose hand lies on the waist
_ARM_WAIST = 26.0  # where that arm ends
_SHOWN_WAIST, _SHOWN_ONE = 28.0, 26.0  # of the body beside what lies between two thumbs; for one
_LOW = 0.12  # how far below the middle they press, as a share of the shorter side
_FAR = 20.0  # cm between two spots from which both thumbs press one of them
_BESIDE_SHOWN = 0.4  # of what is shown: so near lies another spot that is pressed next, and seen
_HIDDEN = 1.5  # cm from a spot that the finger on it hides: another there is not marked
_BESIDE = 0.9  # cm from a spot to each of two thumbs that press it side by side


@dataclass(frozen=True, slots=True)
class PressPlan:
    """Where everything lies in the frame (points): what is pressed, and `tip`, which moves."""

    window: Window
    hands: tuple[Laid, ...]
    spots: tuple[XY, ...]
    tip: XY
    cm: float


def draw_press(
    canvas: Canvas, figure: PressFigure, width: float, height: float, look: Look
) -> None:
    """Draw the pressing hand into the box (0, 0)-(width, height) points, the caption below it.
    Raises KeyError where the atlas has no place for the point, FileError for no such drawing.
    """
    lines = caption_lines(plain(figure.caption), width, height, look)
    with captioned(canvas, lines, width, height, look) as frame:
        plan = plan_press(figure, frame, look.drawn_body)
        named = atlas.lines(figure.place, look.drawn_body)
        lay(canvas, plan.window, plan.hands, frame, look, named)
        _motion(canvas, figure.motion, plan)
        for spot in plan.spots:
            signs.target(canvas, spot, _RING)


def plan_press(figure: PressFigure, frame: Rect, body: str) -> PressPlan:
    """Where body and hands lie in a frame (points)."""
    body = atlas.body_for(figure.place, body)
    place = atlas.place(figure.place, body)
    view, at = atlas.view(place.view, body), place.at
    spots = atlas.of_side(at, figure.side)
    if figure.hand in ("thumbs", "waist") and view.halves == "both":
        return _two_thumbs(view, at, figure, frame, body)
    spot = max(spots) if view.halves == "both" else spots[0]
    pair = spots if figure.hand == "pinch" and len(spots) == 2 and view.halves == "right" else ()
    if pair:
        spot = along(pair, 0.5)
    mirrored, arm, right = reach(view, spot, figure.side, arm_for(figure.place))
    turn = math.radians(arm)
    by = 0.0 if figure.hand == "heel" or _is_ear(view) else -_ASIDE
    aside = (by * math.cos(turn), by * math.sin(turn))
    shown, ends = _shown(view, figure.hand), _ARM_HEEL if figure.hand == "heel" else ARM
    beside = [] if view.halves == "both" else [at for at in spots if at != spot and not pair]
    low, high = _HIDDEN * view.cm, _BESIDE_SHOWN * shown * view.cm
    near = [at for at in beside if low < math.dist(at, spot) < high]
    xs, ys = zip(spot, *near, strict=True)
    middle = sum(xs) / len(xs), sum(ys) / len(ys)
    window = close_up(view, middle, shown, aside, frame, mirrored, ends)
    tip, cm = window.place(spot), window.scale * view.cm
    hand = atlas.hand("thumb" if figure.hand == "thumbs" else figure.hand, body)
    if pair:
        one, other = map(window.place, pair)
        laid = by_edges(hand, one, other, arm, right=right)
        return PressPlan(window, (laid,), (one, other), tip, cm)
    laid = by_tip(hand, tip, cm, arm, right=right)
    room = shrunk(frame, _RING)
    others = [at for at in map(window.place, near) if inside((*at, *at), room)]
    return PressPlan(window, (laid,), (tip, *others), tip, cm)


def _shown(view: View, hand: str) -> float:
    if hand == "heel":
        return _SHOWN_HEEL
    if _is_ear(view):
        return _SHOWN_SWAB if hand == "swab" else _SHOWN_EAR
    return _SHOWN_WIDE if view.region in _WIDE else _SHOWN


def _is_ear(view: View) -> bool:
    """Whether it is the drawing of an ear alone, in which the spot stays in the middle."""
    return view.height / view.cm < _EAR


def _two_thumbs(view: View, at: atlas.At, figure: PressFigure, frame: Rect, body: str) -> PressPlan:
    """A thumb on either side at once, or both beside each other on one spot; arms from below, or of
    hands on the waist from outside. Of these, one alone presses one side.
    """
    rows = sorted(at.values())  # of a long row, the middle
    pair = rows[0][len(rows[0]) // 2], rows[-1][len(rows[-1]) // 2]
    both = figure.side == "both" and 1.0 < (pair[1][0] - pair[0][0]) / view.cm < _FAR
    if not both:
        own = at.get(figure.side, rows[-1])
        spot = own[len(own) // 2]
        pair = (spot, spot)
    middle = along(pair, 0.5)
    wide = (pair[1][0] - pair[0][0]) / view.cm
    waist = figure.hand == "waist"
    alone = waist and figure.side in ("left", "right")
    shown, low, ends = (_SHOWN_WAIST, 0.0, _ARM_WAIST) if waist else (_SHOWN, -_LOW, ARM)
    shown = _SHOWN_ONE if alone else shown
    window = close_up(view, middle, shown + wide, (0.0, low), frame, False, ends + wide / 2)
    cm, hand = window.scale * view.cm, atlas.hand("waist" if waist else "thumb", body)
    hands = []
    for spot, side in zip(pair, (-1.0, 1.0), strict=True):
        if alone and side != (1.0 if spot[0] > view.width / 2 else -1.0):
            continue
        x, y = window.place(spot)
        tip = (x, y) if both or alone else (x + side * _BESIDE * cm, y)
        arm = 90.0 - side * (90.0 - _WAIST) if waist else 270.0 + side * _THUMBS
        hands.append(by_tip(hand, tip, cm, arm, right=side > 0))
    places = tuple(map(window.place, dict.fromkeys(pair)))
    return PressPlan(window, tuple(hands), places, places[-1], cm)


def _motion(canvas: Canvas, motion: str, plan: PressPlan) -> None:
    """What the finger does, as arrows about the spot; nothing where it only presses."""
    (x, y), reach = plan.tip, _ARROW * plan.cm
    for wide, colour in ((4.0, signs.WHITE), (1.6, signs.INK)):
        if motion == "circles":
            _arc(canvas, (x, y), reach, 200.0, 470.0, wide, colour)
            _head(canvas, (x, y), reach, 470.0, wide, colour)
        elif motion == "rub":
            for side in (-1.0, 1.0):
                end = (x + side * 1.3 * reach, y - 0.5 * reach)
                signs.line(canvas, (x + side * 0.5 * reach, y - 0.5 * reach), end, wide, colour)
                for rise in (-1.0, 1.0):
                    barb = (end[0] - side * 0.35 * reach, end[1] + rise * 0.3 * reach)
                    signs.line(canvas, end, barb, wide, colour)
        elif motion == "tap":
            for far in (0.8, 1.2):
                _arc(canvas, (x, y), far * reach, 235.0, 305.0, wide, colour)


def _arc(
    canvas: Canvas, at: XY, radius: float, start: float, end: float, wide: float, colour: str
) -> None:
    canvas.setStrokeColor(HexColor(colour))
    canvas.setLineWidth(wide)
    canvas.setLineCap(1)
    canvas.setDash()
    (x, y), r = at, radius
    canvas.arc(x - r, y - r, x + r, y + r, start, end - start)


def _head(canvas: Canvas, at: XY, radius: float, angle: float, wide: float, colour: str) -> None:
    """The head of a round arrow that runs against the clock."""
    turn = math.radians(angle)
    tip = (at[0] + radius * math.cos(turn), at[1] + radius * math.sin(turn))
    for spread in (-0.5, 0.5):
        back = turn + math.pi / 2 + math.pi + spread
        end = (tip[0] + 0.5 * radius * math.cos(back), tip[1] + 0.5 * radius * math.sin(back))
        signs.line(canvas, tip, end, wide, colour)
