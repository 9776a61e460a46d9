"""The whole body, front and back, with every point of the handout in its place.

Numbers stand in columns beside the body, in clear space; a thin line joins each to a dot on the
skin. Lines never cross each other, a number or another dot. A pair of points is numbered on both
sides as long as there is room, and on one side, in turns, when there is not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from handouts.handout import BodyMap, Mark
from handouts.press.pictures import drawings
from handouts.press.pictures.geometry import XY, Segment, cross, distance
from handouts.press.pictures.mask import mask
from handouts.press.pictures.pen import INK, WHITE, Painted, Pen
from handouts.press.pictures.window import (
    Box,
    Look,
    Window,
    badge_radius,
    numbered,
    of_side,
    spot,
    whole,
)

VIEWS = ("body-front", "body-side", "body-back")  # in the order in which they stand
_ALWAYS = ("body-front", "body-back")
_GAP = 8.0  # between the body and a column of numbers
_BETWEEN = 12.0  # between two figures
_DOT = 2.3  # radius of the dot on the skin
_CLEAR = 3.6  # between a line and a dot it does not belong to
_STEP = 3.0  # of the positions tried in a column
_TRIES = 6_000  # a bound on the search, so that a crowded map takes no longer than 30 ms


Words = tuple[str, str, str]
"""Below a figure: left, middle, right."""


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
    words: Words
    caption: tuple[float, float, float]  # of the words: left, baseline, right
    pins: tuple[tuple[Pin, XY], ...]


def paint_map(figure: BodyMap, box: Box, look: Look) -> Painted:
    """The map, as large as `box` (width, height in points) lets it be."""
    pen = Pen(look.fonts)
    for one in plan(figure, box, look):
        _paint(one, pen, look)
    return pen.painted(*box)


def plan(figure: BodyMap, box: Box, look: Look) -> list[Figure]:
    """Where everything goes: the figures in a row, or one below the other in a narrow box."""
    chosen = _by_view(figure)
    views = [view for view in VIEWS if view in _ALWAYS or chosen[view]]
    words = {view: _words(view, dict(figure.labels)) for view in views}
    row = _scale([views], words, box, look)
    stack = _scale([[view] for view in views], words, box, look)
    if row >= stack:
        return _row(views, words, chosen, (0.0, 0.0, *box), row, look)
    high = box[1] / len(views)
    return [
        one
        for index, view in enumerate(views)
        for one in _row([view], words, chosen, (0.0, -index * high, box[0], high), stack, look)
    ]


def _scale(rows: list[list[str]], words: Mapping[str, Words], box: Box, look: Look) -> float:
    """Points per unit at which every row fits; next to nothing where the words do not."""
    high = box[1] / len(rows) - 1.6 * look.label
    scale = high / max(_size(view)[1] for row in rows for view in row)
    pen = Pen(look.fonts)
    for row in rows:
        room = box[0] - (len(row) - 1) * _BETWEEN
        bodies = sum(_size(view)[0] for view in row)
        scale = min(scale, (room - 2 * len(row) * _side(look)) / bodies)
        if max(_width(words[view], pen, look) for view in row) > room / len(row):
            scale = min(scale, 0.001)
    return scale


def _side(look: Look) -> float:
    """Width of a column of numbers with its gap."""
    return 2 * badge_radius(look) + 3 + _GAP


def _width(words: Words, pen: Pen, look: Look) -> float:
    gaps = 6.0 * (sum(map(bool, words)) - 1)
    return (
        pen.width(words[1], look.label, "bold")
        + gaps
        + sum(pen.width(word, look.label) for word in (words[0], words[2]))
    )


def _row(
    views: list[str],
    words: Mapping[str, Words],
    chosen: Mapping[str, list[tuple[Mark, list[XY]]]],
    place: tuple[float, float, float, float],
    scale: float,
    look: Look,
) -> list[Figure]:
    """Figures side by side in a place given by left, top, width and height."""
    pen, side = Pen(look.fonts), _side(look)
    start, top, width, height = place
    wide = {
        view: max(_size(view)[0] * scale + 2 * side, _width(words[view], pen, look))
        for view in views
    }
    used = sum(wide.values())
    between = min((width - used) / max(1, len(views) - 1), 3 * _BETWEEN)
    left = start + (width - used - between * (len(views) - 1)) / 2
    figures = []
    for view in views:
        body, high = (length * scale for length in _size(view))
        middle = left + wide[view] / 2
        window = whole(view, (middle - body / 2, top - high, middle + body / 2, top))
        area = (middle - body / 2 - side, middle + body / 2 + side)
        pins = _pins(chosen[view], window, area, look)
        caption = (left, top - height + 0.35 * look.label, left + wide[view])
        figures.append(Figure(window, words[view], caption, pins))
        left += wide[view] + between
    return figures


def _size(view: str) -> Box:
    left, top, right, bottom = mask(view).bounds()
    return right - left, bottom - top


def _by_view(figure: BodyMap) -> dict[str, list[tuple[Mark, list[XY]]]]:
    """The marks of each view, with the places of the sides that are pressed."""
    chosen: dict[str, list[tuple[Mark, list[XY]]]] = {view: [] for view in VIEWS}
    for mark, side in figure.marks:
        where = drawings.on_body(mark.code)
        view = next((view for view in where if view in _ALWAYS), next(iter(where)))
        chosen[view].append((mark, of_side(where[view], side)))
    return chosen


def _words(view: str, words: Mapping[str, str]) -> Words:
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
    middle = (area[0] + area[1]) / 2
    dots = [at for _, places in spots for at in places]
    for both in (True, False):
        sides = _sides(spots, middle, both=both)
        found = [
            _column(pins, x, (bottom, top), dots, radius) if len(pins) <= room else None
            for pins, x in zip(sides, columns, strict=True)
        ]
        if found[0] is not None and found[1] is not None:
            return (*found[0], *found[1])
    return tuple(
        pin
        for pins, x in zip(sides, columns, strict=True)
        for pin in _evenly(pins, x, (bottom, top), radius)
    )


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
            shown = ends if both else places  # numbered once, a pair still has its two dots
            sides[index].append(Pin(mark.number, outermost, tuple(shown)))
    return sides


def _column(
    pins: Sequence[Pin], x: float, span: tuple[float, float], dots: Sequence[XY], radius: float
) -> list[tuple[Pin, XY]] | None:
    """Heights for the numbers of a column: near their dots, apart, and with lines that are free.

    None when no such heights were found within `_TRIES`.
    """
    order = sorted(pins, key=lambda pin: -pin.at[1])
    count = max(1, int((span[1] - span[0]) / _STEP))
    heights = [span[1] - (span[1] - span[0]) * step / count for step in range(count + 1)]
    options = [_options(pin, x, heights, dots) for pin in order]
    floor = [0.0]  # what the numbers after this one cost at least
    for ways in reversed(options):
        floor.insert(0, floor[0] + ways[0][0])
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
            if tries > _TRIES or spent + cost + floor[depth + 1] >= limit:
                return
            if all(
                _apart((order[depth].at, at), (order[i].at, other), radius)
                for i, other in enumerate(chosen)
            ):
                descend([*chosen, at], spent + cost)

    descend([], 0.0)
    return list(zip(order, best, strict=True)) if len(best) == len(order) else None


def _options(
    pin: Pin, x: float, heights: Sequence[float], dots: Sequence[XY]
) -> list[tuple[float, XY]]:
    """Positions for a number, cheapest first: level with its dot, its line off other dots."""
    others = [dot for dot in dots if dot != pin.at]
    found = []
    for y in heights:
        near = sum(max(0.0, _CLEAR - distance(dot, (pin.at, (x, y)))) for dot in others)
        found.append((abs(y - pin.at[1]) + 40.0 * near, (x, y)))
    return sorted(found)


def _apart(one: Segment, other: Segment, radius: float) -> bool:
    """Whether two numbers and their lines keep off each other."""
    if abs(one[1][1] - other[1][1]) < 2 * radius or cross(one, other):
        return False
    return distance(one[1], other) >= radius and distance(other[1], one) >= radius


def _evenly(
    pins: Sequence[Pin], x: float, span: tuple[float, float], radius: float
) -> list[tuple[Pin, XY]]:
    """For a crowd: numbers one below the other around their dots, in an order without crossings.

    This is what is left when even one number a point leaves some line too near to another number.

    Of two lines that cross, swapping the ends makes both together shorter, so this comes to an end.
    """
    pins = sorted(pins, key=lambda pin: -pin.at[1])
    step = min(2 * radius + 0.5, (span[1] - span[0]) / max(1, len(pins) - 1))
    half = step * (len(pins) - 1) / 2
    middle = sum(pin.at[1] for pin in pins) / max(1, len(pins))
    top = min(max(middle, span[0] + half), span[1] - half) + half
    places = [(x, top - step * index) for index in range(len(pins))]
    swapped = True
    while swapped:
        swapped = False
        for i, j in combinations(range(len(pins)), 2):
            if _longer((pins[i].at, places[i]), (pins[j].at, places[j])):
                places[i], places[j] = places[j], places[i]
                swapped = True
    return list(zip(pins, places, strict=True))


def _longer(one: Segment, other: Segment) -> bool:
    """Whether two lines are longer together than with their ends swapped."""
    swapped = math.dist(one[0], other[1]) + math.dist(other[0], one[1])
    return math.dist(*one) + math.dist(*other) > swapped + 1e-6


# ── paint ───────────────────────────────────────────────────────────────────────────────────────


def _paint(figure: Figure, pen: Pen, look: Look) -> None:
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
    _caption(figure, pen, look)


def _caption(figure: Figure, pen: Pen, look: Look) -> None:
    left, middle, right = figure.words
    start, baseline, end = figure.caption
    before, after = (pen.width(word, look.label) for word in (left, right))
    wide = pen.width(middle, look.label, "bold")
    centred = (figure.window.rect[0] + figure.window.rect[2] - wide) / 2
    centred = max(start + before + 6, min(centred, end - after - 6 - wide)) if left else centred
    pen.text((centred, baseline), middle, look.label, INK, "bold")
    if left and right:
        pen.text((start, baseline), left, look.label)
        pen.text((end - after, baseline), right, look.label)
