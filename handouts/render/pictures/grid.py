"""A view with a grid over it, to read a place off: a working sheet for the practitioner.

Points of the library are dots on it, for guidance. The grid runs from 0 to 1, from the left and
from the top, as a clinic's own point is written (`view: hand-back`, `at: [0.53, 0.66]`).
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from itertools import product

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from handouts.library import atlas
from handouts.library.atlas import about, halves_shown
from handouts.render import fonts
from handouts.render.pictures import drawings
from handouts.render.pictures import look as signs
from handouts.render.pictures.geometry import XY, Rect, inside, overlap
from handouts.render.pictures.look import INK, WHITE

_MARGIN, _HEAD, _NUMBERS = 30.0, 78.0, 18.0  # around the page, above the grid, beside the grid
_SIZE, _SMALL, _TINY = 11.0, 9.0, 6.5  # of type, in points
_GRID, _FINE, _ACCENT = "#1f5f8b", "#8fb3cc", "#b3261e"
_TICK = 3.0
_DOT = 1.7


def grid_pdf(names: Sequence[str], paper: tuple[float, float]) -> bytes:
    """A page for each view, on paper of that size (points). Raises KeyError for no view."""
    fonts.open_faces()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.setTitle(f"Where is it: {names[0]}" if len(names) == 1 else "Where is it: all drawings")
    for name in names:
        view = atlas.view(name)
        wide, high = sorted(paper, reverse=view.width > view.height)
        canvas.setPageSize((wide, high))
        canvas.bookmarkPage(name)
        canvas.addOutlineEntry(f"{name}: {about(name)}", name)
        _page(canvas, view, wide, high)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _page(canvas: Canvas, view: atlas.View, wide: float, high: float) -> None:
    room = (wide - 2 * (_MARGIN + _NUMBERS), high - 2 * (_MARGIN + _NUMBERS) - _HEAD)
    scale = min(room[0] / view.width, room[1] / view.height)
    left = (wide - view.width * scale) / 2
    top = high - _MARGIN - _HEAD - _NUMBERS
    rect = (left, top - view.height * scale, left + view.width * scale, top)
    _head(canvas, view, high - _MARGIN)
    drawings.place(canvas, view.drawing, "light", (scale, 0, 0, -scale, left, top))
    drawings.veil(canvas, rect)
    _other_half(canvas, view, rect, scale)
    _grid(canvas, rect)
    _points(canvas, view, rect, scale)


def _head(canvas: Canvas, view: atlas.View, top: float) -> None:
    """What it is, and what to write: the example is a point that the view was made for."""
    words = f"{about(view.name)} ({halves_shown(view.name)})"
    code, (x, y) = _example(view)
    lines = (
        "Read the place off: first the number at the top or bottom, then the one at the side.",
        f"Write it into the file of your point. {code}, for example, would be:",
        f"view: {view.name}",
        f"at: [{x:g}, {y:g}]",
    )
    _write(canvas, (_MARGIN, top - _SIZE), words[0].upper() + words[1:], _SIZE + 3, fonts.BOLD)
    for row, line in enumerate(lines):
        font = fonts.BOLD if row > 1 else fonts.REGULAR
        _write(canvas, (_MARGIN, top - 28 - 14 * row), line, _SIZE, font)


def _example(view: atlas.View) -> tuple[str, XY]:
    """A point and its place, as it would be read off."""
    shown, middle = atlas.seen(view.name), (view.width / 2, view.height / 2)
    own = [one for one in shown if atlas.place(one).view == view.name] or [*shown]
    code = min(own, key=lambda one: math.dist(shown[one][0], middle))
    (x, y), *_ = shown[code]
    return code, (round(x / view.width, 2), round(y / view.height, 2))


def _other_half(canvas: Canvas, view: atlas.View, rect: Rect, scale: float) -> None:
    """The midline; and paler, the half of the patient that a view of the right one shows too."""
    half = atlas.right_half(view)
    if half is None:
        return
    left, bottom, right, top = rect
    low, high = (left + end * scale for end in half)
    if view.halves == "right":
        gone = (high, bottom, right, top) if half[0] == 0 else (left, bottom, low, top)
        drawings.veil(canvas, gone)
        drawings.veil(canvas, gone)
    middle = high if half[0] == 0 else low
    signs.line(canvas, (middle, bottom), (middle, top), 0.8, _ACCENT, (4, 3))


def _grid(canvas: Canvas, rect: Rect) -> None:
    """Lines at each twentieth, numbers at each tenth, ticks at each hundredth of both ways."""
    left, bottom, right, top = rect
    for n in range(101):
        x, y = left + (right - left) * n / 100, top - (top - bottom) * n / 100
        if n % 5 == 0:
            width, colour = (0.4, _FINE) if n % 10 else (0.7, _GRID)
            signs.line(canvas, (x, bottom), (x, top), width, colour)
            signs.line(canvas, (left, y), (right, y), width, colour)
        tick = _TICK * (2 if n % 5 == 0 else 1)
        for start, end in (
            ((x, top), (x, top + tick)),
            ((x, bottom), (x, bottom - tick)),
            ((left, y), (left - tick, y)),
            ((right, y), (right + tick, y)),
        ):
            signs.line(canvas, start, end, 0.4, _GRID)
        if n % 10 == 0:
            _numbers(canvas, f"{n / 100:g}", (x, y), rect)


def _numbers(canvas: Canvas, number: str, at: XY, rect: Rect) -> None:
    """At all four edges."""
    left, bottom, right, top = rect
    canvas.setFillColor(HexColor(INK))
    canvas.setFont(fonts.BOLD, _SMALL)
    rise, gap = _SMALL / 3, 2 * _TICK + 2
    canvas.drawCentredString(at[0], top + gap, number)
    canvas.drawCentredString(at[0], bottom - gap - 2 * rise, number)
    canvas.drawRightString(left - gap, at[1] - rise, number)
    canvas.drawString(right + gap, at[1] - rise, number)


def _points(canvas: Canvas, view: atlas.View, rect: Rect, scale: float) -> None:
    """Our points as dots with their codes, where there is room for these."""
    dots = [
        (code, (rect[0] + x * scale, rect[3] - y * scale))
        for code, places in atlas.seen(view.name).items()
        for x, y in places
    ]
    taken = [(x - _DOT, y - _DOT, x + _DOT, y + _DOT) for _, (x, y) in dots]
    for code, at in dots:
        label = _free(code, at, rect, taken)
        if label:
            taken.append(label)
            canvas.setFillColor(HexColor(WHITE), alpha=0.75)
            canvas.rect(label[0], label[1], label[2] - label[0], label[3] - label[1], 0, 1)
            canvas.setFillAlpha(1)
            _write(canvas, (label[0] + 0.5, label[1] + 1.2), code, _TINY)
    for _, at in dots:
        signs.disc(canvas, at, _DOT + 0.6, WHITE)
        signs.disc(canvas, at, _DOT, _ACCENT)


def _free(code: str, at: XY, frame: Rect, taken: Sequence[Rect]) -> Rect | None:
    """Where a code fits beside its dot without touching another: right or left, then all round."""
    wide, high = stringWidth(code, fonts.REGULAR, _TINY) + 1.0, _TINY
    for away, angle in product((3.0, 6.0), (0, 180, 90, 270, 45, 135, 225, 315)):
        x = at[0] + math.cos(math.radians(angle)) * (away + wide / 2)
        y = at[1] + math.sin(math.radians(angle)) * (away + high / 2)
        rect = (x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
        if inside(rect, frame) and not any(overlap(rect, other) for other in taken):
            return rect
    return None


def _write(canvas: Canvas, at: XY, text: str, size: float, font: str = fonts.REGULAR) -> None:
    canvas.setFillColor(HexColor(INK))
    canvas.setFont(font, size)
    canvas.drawString(*at, text)
