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
from handouts.library.atlas import Hand, View
from handouts.render.pictures import drawings
from handouts.render.pictures import look as signs
from handouts.render.pictures.drawings import Matrix
from handouts.render.pictures.geometry import XY, Rect
from handouts.render.pictures.look import CORNER, LEADING, Look
from handouts.render.pictures.picture import PAD, caption_lines
from handouts.render.pictures.window import Window

_SHOWN, _SHOWN_WIDE = 20.0, 25.0  # cm of the body across the shorter side of the picture
_WIDE = frozenset({"trunk", "shoulder", "arm"})  # regions of which more is shown, to be known
_ARM = 19.0  # cm from the spot to the edge, at most: there the drawn arm ends
_ASIDE = 0.2  # how far the spot lies from the middle, away from the arm, as a share of that side
_ARROW = 1.7  # cm from the fingertip to the arrow around it


@dataclass(frozen=True, slots=True)
class PressPlan:
    """Where everything lies in the frame, in points. `tip` is the spot that is pressed, `cm` a
    centimetre, `matrix` brings the hand's units to the page.
    """

    window: Window
    hand: Hand
    tip: XY
    cm: float
    matrix: Matrix


def draw_press(
    canvas: Canvas, figure: PressFigure, width: float, height: float, look: Look
) -> None:
    """Draw the pressing hand into the box (0, 0)-(width, height) points, the caption below it.

    Raises KeyError where the atlas has no place for the point, FileError where there is no such
    drawing or skin tone.
    """
    lines = caption_lines(plain(figure.caption), width - 2 * PAD, look)
    words = len(lines) * LEADING * look.label + (2 * PAD if lines else 0.0)
    plan = plan_press(figure, (0.0, words, width, height))
    canvas.saveState()
    clip = canvas.beginPath()
    clip.roundRect(0.3, 0.3, width - 0.6, height - 0.6, CORNER)
    canvas.clipPath(clip, stroke=0, fill=0)
    window = canvas.beginPath()
    window.rect(0, words, width, height - words)
    drawings.place(canvas, plan.window.view.name, look.skin, plan.window.matrix, window)
    drawings.veil(canvas, (0, words, width, height))
    drawings.place(canvas, plan.hand.name, look.skin, plan.matrix, window)
    canvas.restoreState()
    canvas.saveState()
    _motion(canvas, figure.motion, plan)
    if lines:
        signs.words(canvas, lines, (width / 2, words / 2), look)
    signs.frame(canvas, (0.0, 0.0, width, height))
    canvas.restoreState()


def plan_press(figure: PressFigure, frame: Rect) -> PressPlan:
    """Where body and hand lie in a frame (points)."""
    name, at = atlas.place(figure.place).press
    view, hand = atlas.view(name), atlas.hand(figure.hand)
    spots = atlas.of_side(at, figure.side)
    spot = max(spots) if view.body == "both" else spots[0]
    mirrored = view.body == "right" and figure.side == "left"
    left_half = view.body == "both" and spot[0] < 0.49 * view.width
    other = mirrored or left_half
    arm = 180.0 - view.arm if other else view.arm
    right_hand = (view.hand == "right") != other
    window = _window(view, spot, arm, frame, mirrored=mirrored)
    tip, cm = window.place(spot), window.scale * view.cm
    return PressPlan(window, hand, tip, cm, _laid(hand, tip, cm, arm, mirrored=right_hand))


def _window(view: View, spot: XY, arm: float, frame: Rect, *, mirrored: bool) -> Window:
    """The body around the spot, so that no cut edge of its drawing lies within the frame."""
    left, bottom, right, top = frame
    wide, high = right - left, top - bottom
    short = min(wide, high)
    bounds = view.bounds()
    cut_left, cut_top, cut_right, cut_bottom = view.cut()
    shown = _SHOWN_WIDE if view.region in _WIDE else _SHOWN
    scale = max(short / shown, (max(wide, high) / 2 + _ASIDE * short) / _ARM) / view.cm
    if cut_left and cut_right:
        scale = max(scale, wide / (bounds[2] - bounds[0]))
    if cut_top and cut_bottom:
        scale = max(scale, high / (bounds[3] - bounds[1]))
    x = (left + right) / 2 - _ASIDE * short * math.cos(math.radians(arm))
    y = (bottom + top) / 2 - _ASIDE * short * math.sin(math.radians(arm))
    if mirrored:
        cut_left, cut_right = cut_right, cut_left
    before = (bounds[2] - spot[0] if mirrored else spot[0] - bounds[0]) * scale
    after = (spot[0] - bounds[0] if mirrored else bounds[2] - spot[0]) * scale
    x = _held(x, left + before if cut_left else None, right - after if cut_right else None)
    above, below = (spot[1] - bounds[1]) * scale, (bounds[3] - spot[1]) * scale
    y = -_held(-y, above - top if cut_top else None, -bottom - below if cut_bottom else None)
    corner_x = x - ((bounds[2] - spot[0]) if mirrored else (spot[0] - bounds[0])) * scale
    return Window(view, bounds, scale, (corner_x, y + above), mirrored)


def _held(at: float, most: float | None, least: float | None) -> float:
    """A place that a cut edge before it keeps from being too far on, one behind it too far back."""
    if least is not None:
        at = max(at, least)
    return min(at, most) if most is not None else at


def _laid(hand: Hand, tip: XY, cm: float, arm: float, *, mirrored: bool) -> Matrix:
    """The hand in its own size, turned so that its arm comes from `arm`, its fingertip on `tip`."""
    scale, flip = cm / hand.cm, -1.0 if mirrored else 1.0
    turn = math.radians(arm - (180.0 - hand.arm if mirrored else hand.arm))
    cosine, sine = scale * math.cos(turn), scale * math.sin(turn)
    x, y = hand.tip
    return (
        flip * cosine,
        flip * sine,
        sine,
        -cosine,
        tip[0] - flip * x * cosine - y * sine,
        tip[1] - flip * x * sine + y * cosine,
    )


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
