"""Hands laid on the body: the close-up that they lie on, and how their units come to the page."""

from __future__ import annotations

import cmath
import math
from collections.abc import Iterable
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from handouts.handout import Side
from handouts.library.atlas import Hand, View
from handouts.render.pictures import drawings
from handouts.render.pictures.drawings import Matrix
from handouts.render.pictures.geometry import XY, Rect, apart
from handouts.render.pictures.look import Look
from handouts.render.pictures.window import Window

ARM = 17.0
"""cm from what is pressed to the edge of the picture, at most: there the drawn arm ends."""
_CLOSER = 1.5
"""How much larger a body is shown at most that would leave much of the frame empty."""
_FULL = 0.8
"""The share of the frame's height up to which it is."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A hand on the page. `turn` turns and scales it as a complex number, `mirrored` makes the left
    hand a right one, and `shift` is where its origin comes to lie.
    """

    hand: Hand
    turn: complex
    shift: complex
    mirrored: bool

    @property
    def matrix(self) -> Matrix:
        """From the hand's units, y down, to the page, y up."""
        (a, b), (x, y) = (self.turn.real, self.turn.imag), (self.shift.real, self.shift.imag)
        return (a, b, -b, a, x, y) if self.mirrored else (a, b, b, -a, x, y)

    def at(self, place: XY) -> XY:
        """A place of the drawing, on the page."""
        a, b, c, d, e, f = self.matrix
        return a * place[0] + c * place[1] + e, b * place[0] + d * place[1] + f

    @property
    def arm(self) -> float:
        """Where on the page its arm comes from: degrees from the right, against the clock."""
        own = -self.hand.arm if self.mirrored else self.hand.arm
        return (own + math.degrees(cmath.phase(self.turn))) % 360.0


def reach(view: View, spot: XY, side: Side, own: float | None = None) -> tuple[bool, float, bool]:
    """How somebody gets at a place: whether the limb is shown mirrored, from where on the page the
    arm comes (degrees from the right, against the clock), and whether it is a right hand. As the
    view's table has it, which tells of right limbs and of the right half of the page; or with the
    arm from `own` degrees.
    """
    mirrored = view.halves == "right" and side == "left"
    other = mirrored or (view.halves == "both" and spot[0] < 0.49 * view.width)
    arm = view.arm if own is None else own
    arm = (180.0 - arm) % 360.0 if other else arm
    return mirrored, arm, (view.hand == "right") != other


def by_tip(hand: Hand, tip: XY, cm: float, arm: float, *, right: bool) -> Laid:
    """In its own size (`cm` points a centimetre), its arm from `arm` degrees, anchor on `tip`."""
    own = -hand.arm if right else hand.arm
    turn = cmath.rect(cm / hand.cm, math.radians(arm - own))
    return Laid(hand, turn, complex(*tip) - turn * _units(hand.tip, right), right)


def by_edges(hand: Hand, start: XY, end: XY, arm: float, *, right: bool) -> Laid:
    """As broad as from `start` to `end` (points of the page), which its outer fingers touch. Of the
    two ways to lie so, that whose arm comes from nearer to `arm` degrees.
    """
    assert hand.edges is not None
    one, other = (_units(edge, right) for edge in hand.edges)
    ways = []
    for first, last in ((start, end), (end, start)):
        turn = (complex(*last) - complex(*first)) / (other - one)
        ways.append(Laid(hand, turn, complex(*first) - turn * one, right))
    return min(ways, key=lambda way: apart(way.arm, arm))


def lay(
    canvas: Canvas,
    window: Window,
    hands: Iterable[Laid],
    rect: Rect,
    look: Look,
    lines: frozenset[str],
    *,
    earlier: Iterable[Laid] = (),
) -> None:
    """Draw the body paler, with these of its lines, filling the rectangle (points), and the hands
    over it in order. Where the same hand lay `earlier` it is as pale as the body, so that nobody
    thinks of a second one.
    """
    drawings.place(canvas, window.view.drawing, look.skin, window.matrix, lines=lines)
    for laid in earlier:
        drawings.place(canvas, laid.hand.drawing, look.skin, laid.matrix)
    drawings.veil(canvas, rect)
    for laid in hands:
        drawings.place(canvas, laid.hand.drawing, look.skin, laid.matrix)


def _units(at: XY, right: bool) -> complex:
    """A place of the drawing of a left hand, as `turn` takes it: y up, or a right hand's."""
    return complex(at[0], at[1] if right else -at[1])


def close_up(
    view: View,
    spot: XY,
    shown: float,
    aside: XY,
    frame: Rect,
    mirrored: bool,
    arm: float,
) -> Window:
    """The body around a spot, `shown` cm across the shorter side of the frame: closer, where else a
    cut edge of its drawing would lie within, or the end of an arm, `arm` cm from the spot. The spot
    is moved from the middle by `aside`, shares of that side. A limb that would leave much of the
    frame empty above it, or below, is shown larger.
    """
    left, bottom, right, top = frame
    wide, high = right - left, top - bottom
    short = min(wide, high)
    bounds = view.bounds()
    cut_left, cut_top, cut_right, cut_bottom = view.cut()
    far = max(wide, high) / 2 + math.hypot(*aside) * short
    scale = max(short / shown, far / arm) / view.cm
    if cut_left and cut_right:
        scale = max(scale, wide / (bounds[2] - bounds[0]))
    if cut_top and cut_bottom:
        scale = max(scale, high / (bounds[3] - bounds[1]))
    x = (left + right) / 2 + aside[0] * short
    y = (bottom + top) / 2 + aside[1] * short
    if (cut_top or cut_bottom) and not (cut_left or cut_right):
        scale = max(scale, min(_CLOSER * scale, _FULL * high / (bounds[3] - bounds[1])))
    if mirrored:
        cut_left, cut_right = cut_right, cut_left
    before = (bounds[2] - spot[0] if mirrored else spot[0] - bounds[0]) * scale
    after = (spot[0] - bounds[0] if mirrored else bounds[2] - spot[0]) * scale
    x = _held(x, left + before if cut_left else None, right - after if cut_right else None)
    above, below = (spot[1] - bounds[1]) * scale, (bounds[3] - spot[1]) * scale
    y = -_held(-y, above - top if cut_top else None, -bottom - below if cut_bottom else None)
    return Window(view, bounds, scale, (x - before, y + above), mirrored)


def _held(at: float, most: float | None, least: float | None) -> float:
    """A place that a cut edge before it keeps from being too far on, one behind it too far back."""
    if least is not None:
        at = max(at, least)
    return min(at, most) if most is not None else at
