"""The whole body, front and back, with every point of the handout in its place.

Numbers stand in columns beside the body, in clear space; a thin line joins each to a dot on the
skin. Lines never cross each other, a number or another dot. A pair of points is numbered on both
sides as long as there is room, and on one side, in turns, when there is not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from handouts.handout import BodyMap, Mark
from handouts.press import drawings
from handouts.press.labels import Segment, cross, distance
from handouts.press.pen import INK, WHITE, XY, Painted, Pen
from handouts.press.window import Box, Look, Window, badge_radius, numbered, of_side, spot, whole

VIEWS = ("body-front", "body-side", "body-back")  # in the order in which they stand
_ALWAYS = ("body-front", "body-back")
_GAP = 8.0  # between the body and a column of numbers
_BETWEEN = 12.0  # between two figures
_DOT = 2.3  # radius of the dot on the skin
_CLEAR = 4.2  # between a line and a dot it does not belong to
_STEP = 3.0  # of the positions tried in a column
_TRIES = 20_000  # a bound on the search, so that a crowded map takes no longer than 0.1 s


@dataclass(frozen=True, slots=True)
class Pin:
    """A number to be placed: the dots of its point, and the one its line leads to."""

    number: int
    at: XY
    dots: tuple[XY, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One view of the body on the page, its dots, and its numbers with their places."""

    window: Window
    words: tuple[str, str, str]  # below it: left, middle, right
    area: tuple[float, float]  # left and right edge of what belongs to it
    pins: tuple[tuple[Pin, XY], ...]


def paint_map(figure: BodyMap, box: Box, look: Look) -> Painted:
    """The map, as large as `box` (width, height in points) lets it be."""
    pen = Pen(look.fonts)
    for one in plan(figure, box, look):
        _paint(one, pen, look, box[1])
    return pen.painted(*box)


def plan(figure: BodyMap, box: Box, look: Look) -> list[Figure]:
    """Where everything goes."""
    chosen = _by_view(figure)
    views = [view for view in VIEWS if view in _ALWAYS or chosen[view]]
    words = dict(figure.labels)
    width, height = box
    foot = 1.6 * look.label
    sizes = {view: _size(view) for view in views}
    side = 2 * badge_radius(look) + 3 + _GAP  # of a column
    room = width - len(views) * 2 * side - (len(views) - 1) * _BETWEEN
    scale = min(
        room / sum(size[0] for size in sizes.values()),
        (height - foot) / max(size[1] for size in sizes.values()),
    )
    used = sum(size[0] * scale + 2 * side for size in sizes.values())
    between = min((width - used) / max(1, len(views) - 1), 3 * _BETWEEN)
    left = (width - used - between * (len(views) - 1)) / 2
    figures = []
    for view in views:
        wide, high = sizes[view][0] * scale, sizes[view][1] * scale
        rect = (left + side, -high, left + side + wide, 0.0)
        window = whole(view, rect)
        area = (left, left + wide + 2 * side)
        pins = _pins(chosen[view], window, area, look)
        figures.append(Figure(window, _words(view, words), area, pins))
        left = area[1] + between
    return figures


def _size(view: str) -> Box:
    left, top, right, bottom = drawings.mask(view).bounds()
    return right - left, bottom - top


def _by_view(figure: BodyMap) -> dict[str, list[tuple[Mark, list[XY]]]]:
    """The marks of each view, with the places of the sides that are pressed."""
    chosen: dict[str, list[tuple[Mark, list[XY]]]] = {view: [] for view in VIEWS}
    for mark, side in figure.marks:
        where: dict[str, Any] = drawings.atlas()["points"][mark.code]["map"]
        view = next((view for view in where if view in _ALWAYS), next(iter(where)))
        chosen[view].append((mark, of_side(where[view], side)))
    return chosen


def _words(view: str, words: dict[str, str]) -> tuple[str, str, str]:
    left, right = words.get("left", ""), words.get("right", "")
    around = {"body-front": (right, left), "body-back": (left, right)}.get(view, ("", ""))
    return around[0], words.get(view, ""), around[1]


# ── numbers ─────────────────────────────────────────────────────────────────────────────────────


def _pins(
    marks: Sequence[tuple[Mark, list[XY]]], window: Window, area: tuple[float, float], look: Look
) -> tuple[tuple[Pin, XY], ...]:
    radius = badge_radius(look) + 1.5
    columns = (area[0] + radius, area[1] - radius)
    top, bottom = window.rect[3] - radius, window.rect[1] + radius
    room = int((top - bottom) // (2 * radius)) + 1
    spots = [(mark, [window.place(at) for at in places]) for mark, places in marks]
    sides = _sides(spots, (area[0] + area[1]) / 2, both=True)
    if max(map(len, sides)) > room:
        sides = _sides(spots, (area[0] + area[1]) / 2, both=False)
    dots = [at for _, places in spots for at in places]
    placed: list[tuple[Pin, XY]] = []
    for pins, x in zip(sides, columns, strict=True):
        placed += _column(pins, x, (bottom, top), dots, radius)
    return tuple(placed)


def _sides(
    spots: Sequence[tuple[Mark, list[XY]]], middle: float, *, both: bool
) -> tuple[list[Pin], list[Pin]]:
    """Which numbers stand left and which right of the body."""
    sides: tuple[list[Pin], list[Pin]] = ([], [])
    for mark, places in spots:
        halves = (
            [at for at in places if at[0] < middle - 1],
            [at for at in places if at[0] > middle + 1],
        )
        used = [index for index in (0, 1) if halves[index]]
        if not used or (len(used) == 2 and not both):
            used = [0 if len(sides[0]) <= len(sides[1]) else 1]
        for index in used:
            ends = halves[index] or places
            outermost = min(ends) if index == 0 else max(ends)
            sides[index].append(Pin(mark.number, outermost, tuple(ends)))
    return sides


def _column(
    pins: Sequence[Pin], x: float, span: tuple[float, float], dots: Sequence[XY], radius: float
) -> list[tuple[Pin, XY]]:
    """Heights for the numbers of a column: near their dots, apart, and with lines that are free."""
    order = sorted(pins, key=lambda pin: -pin.at[1])
    count = max(1, int((span[1] - span[0]) / _STEP))
    heights = [span[1] - (span[1] - span[0]) * step / count for step in range(count + 1)]
    options = [_options(pin, x, heights, dots) for pin in order]
    best: list[XY] = []
    limit, tries = math.inf, 0

    def descend(chosen: list[XY], spent: float) -> None:
        nonlocal best, limit, tries
        depth = len(chosen)
        if depth == len(order):
            best, limit = list(chosen), spent
            return
        for cost, at in options[depth]:
            tries += 1
            if tries > _TRIES or spent + cost >= limit:
                return
            if all(
                _apart((order[depth].at, at), (order[i].at, other), radius)
                for i, other in enumerate(chosen)
            ):
                descend([*chosen, at], spent + cost)

    descend([], 0.0)
    return list(zip(order, best or _evenly(order, x, span), strict=True))


def _options(
    pin: Pin, x: float, heights: Sequence[float], dots: Sequence[XY]
) -> list[tuple[float, XY]]:
    """Positions for a number, cheapest first: level with its dot, its line off other dots."""
    others = [dot for dot in dots if dot != pin.at]
    found = []
    for y in heights:
        near = sum(1 for dot in others if distance(dot, (pin.at, (x, y))) < _CLEAR)
        found.append((abs(y - pin.at[1]) + 200.0 * near, (x, y)))
    return sorted(found)


def _apart(one: Segment, other: Segment, radius: float) -> bool:
    """Whether two numbers and their lines keep off each other."""
    if math.dist(one[1], other[1]) < 2 * radius or cross(one, other):
        return False
    return distance(one[1], other) >= radius and distance(other[1], one) >= radius


def _evenly(pins: Sequence[Pin], x: float, span: tuple[float, float]) -> list[XY]:
    """A last resort for a crowd: numbers evenly from top to bottom."""
    step = (span[1] - span[0]) / max(1, len(pins) - 1)
    return [(x, span[1] - step * index) for index in range(len(pins))]


# ── paint ───────────────────────────────────────────────────────────────────────────────────────


def _paint(figure: Figure, pen: Pen, look: Look, height: float) -> None:
    figure.window.draw(pen, look.skin)
    for pin, at in figure.pins:
        pen.line([pin.at, at], 2.6, WHITE)
    for pin, at in figure.pins:
        pen.line([pin.at, at], 0.9, INK)
    for pin, _ in figure.pins:
        for dot in pin.dots:
            spot(pen, dot, _DOT)
    for pin, at in figure.pins:
        numbered(pen, at, pin.number, look)
    _caption(figure, pen, look, -height + 0.35 * look.label)


def _caption(figure: Figure, pen: Pen, look: Look, baseline: float) -> None:
    left, middle, right = figure.words
    start, end = figure.area
    wide = pen.width(middle, look.label, "bold")
    centre = (figure.window.rect[0] + figure.window.rect[2]) / 2
    if middle:
        pen.text((centre - wide / 2, baseline), middle, look.label, INK, "bold")
    if left:
        pen.text((start, baseline), left, look.label)
    if right:
        pen.text((end - pen.width(right, look.label), baseline), right, look.label)
