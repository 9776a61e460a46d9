"""The whole body with every point of the handout in its place.

The fewest figures that show all points stand side by side, none without a point. Numbers stand in
columns in the white beside the body; a thin line joins each to its dot, and no two lines cross.
A pair is numbered on both sides where there is room, else on one.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from reportlab.pdfgen.canvas import Canvas

from handouts.handout import BodyMap, Mark
from handouts.library import atlas
from handouts.render.pictures import drawings
from handouts.render.pictures import look as signs
from handouts.render.pictures.geometry import XY, Segment, cross, distance
from handouts.render.pictures.look import INK, WHITE, Look
from handouts.render.pictures.window import Window, whole

LEAST = 150.0
"""The least height of a figure, in points: lower, a point cannot be told from its neighbour."""
_GAP = 10.0  # between the body and a column of numbers
_BETWEEN = 14.0  # between two figures
_DOT = 2.4  # radius of the dot on the skin
_CAPTION = 1.7  # height of the line of words below, in sizes of a label


@dataclass(frozen=True, slots=True)
class Pin:
    """A number, the dot that its line leads to, and where the number stands."""

    number: int
    dot: XY
    at: XY


@dataclass(frozen=True, slots=True)
class Figure:
    """One view of the body on the page with its dots and numbers; `name` stands under it."""

    window: Window
    name: str
    dots: tuple[XY, ...]
    pins: tuple[Pin, ...]


def map_views(body_map: BodyMap, body: str) -> tuple[str, ...]:
    """The fewest whole-body views that show every point, in the order in which they stand."""
    seen = [tuple(_on_body(mark, body)) for mark, _ in body_map.marks]
    for count in range(1, len(atlas.WHOLE_BODY) + 1):
        fit = [
            views
            for views in combinations(atlas.WHOLE_BODY, count)
            if all(any(view in views for view in known) for known in seen)
        ]
        if fit:  # of several, the one that shows most points in their best view
            best = max(fit, key=lambda views: sum(known[0] in views for known in seen))
            used = {_view_of(mark, best, body) for mark, _ in body_map.marks}
            return tuple(view for view in best if view in used)
    return ()


def map_size(body_map: BodyMap, look: Look, height: float, room: float) -> tuple[float, float]:
    """Width and height of a map with figures so high; lower in less room, never under 150."""
    views = map_views(body_map, look.drawn_body)
    while True:
        widths = [_width(view, height, body_map, look) for view in views]
        wide = sum(widths) + _BETWEEN * (len(widths) - 1)
        if wide <= room or height <= LEAST:
            return wide, height + _CAPTION * look.label
        height = max(LEAST, height - 10)


def draw_map(canvas: Canvas, body_map: BodyMap, height: float, look: Look) -> None:
    """Draw the map, `height` points high with the words under it, from (0, 0)."""
    canvas.saveState()
    for figure in plan_map(body_map, height, look):
        _draw(canvas, figure, look)
    canvas.restoreState()


def plan_map(body_map: BodyMap, height: float, look: Look) -> list[Figure]:
    """Where everything stands."""
    views = map_views(body_map, look.drawn_body)
    high, x = height - _CAPTION * look.label, 0.0
    names, figures = dict(body_map.labels), []
    for view in views:
        across = _width(view, high, body_map, look)
        window = whole(atlas.view(view, look.drawn_body), (x, height - high, x + across, height))
        marks = [
            (
                mark,
                list(map(window.place, atlas.of_side(_on_body(mark, look.drawn_body)[view], side))),
            )
            for mark, side in body_map.marks
            if _view_of(mark, views, look.drawn_body) == view
        ]
        columns = (x + look.badge + 1.2, x + across - look.badge - 1.2)
        figures.append(
            Figure(
                window,
                names.get(view, ""),
                tuple(dot for _, dots in marks for dot in dots),
                _pins(marks, columns, (height - high, height), look),
            )
        )
        x += across + _BETWEEN
    return figures


def _on_body(mark: Mark, body: str) -> Mapping[str, atlas.At]:
    """Where a point lies on the views of a body; a spot, where it lies on the neutral one's."""
    return atlas.on_body(mark.place, atlas.body_for(mark.place, body))


def _view_of(mark: Mark, views: Sequence[str], body: str) -> str:
    """The view of these that shows a point best."""
    return next(view for view in _on_body(mark, body) if view in views)


def _width(view: str, height: float, body_map: BodyMap, look: Look) -> float:
    """Of a figure with its two columns of numbers, and of the words under it."""
    left, top, right, bottom = atlas.view(view, look.drawn_body).bounds()
    body = (right - left) * height / (bottom - top)
    words = look.width(dict(body_map.labels).get(view, ""), bold=True)
    return max(body + 2 * (2 * look.badge + 2.4 + _GAP), words)


# ── numbers ─────────────────────────────────────────────────────────────────────────────────────


def _pins(
    marks: Sequence[tuple[Mark, list[XY]]], columns: XY, span: XY, look: Look
) -> tuple[Pin, ...]:
    """The numbers of a figure, on both sides for pairs while the columns hold them."""
    radius = look.badge + 1.5
    room = int((span[1] - span[0]) / (2 * radius))
    sides: Mapping[int, list[tuple[int, XY]]] = {}
    for both in (True, False):
        sides = _sides(marks, sum(columns) / 2, both=both)
        if max(map(len, sides.values())) <= room:
            break
    return tuple(
        pin
        for index, wanted in sides.items()
        for pin in _column(wanted, columns[index], span, radius)
    )


def _sides(
    marks: Sequence[tuple[Mark, list[XY]]], middle: float, *, both: bool
) -> Mapping[int, list[tuple[int, XY]]]:
    """Number and dot of what stands left (0) and right (1) of the body."""
    sides: dict[int, list[tuple[int, XY]]] = {0: [], 1: []}
    for mark, dots in marks:
        halves = (
            [at for at in dots if at[0] < middle - 1],
            [at for at in dots if at[0] > middle + 1],
        )
        used = [index for index in (0, 1) if halves[index]]
        if not used or (len(used) == 2 and not both):
            used = [0 if len(sides[0]) <= len(sides[1]) else 1]
        for index in used:
            ends = halves[index] or dots
            sides[index].append((mark.number, min(ends) if index == 0 else max(ends)))
    return sides


def _column(wanted: Sequence[tuple[int, XY]], x: float, span: XY, radius: float) -> list[Pin]:
    """Numbers one below the other, each as near to the height of its dot as the others allow."""
    order = sorted(wanted, key=lambda one: (-one[1][1], one[0]))
    heights = _spread([dot[1] for _, dot in order], 2 * radius, span[0] + radius, span[1] - radius)
    places = [(x, height) for height in heights]
    swapped = True
    while swapped:  # of two lines that cross, the swapped ones are shorter: this comes to an end
        swapped = False
        for i, j in combinations(range(len(order)), 2):
            if _better_swapped((order[i][1], places[i]), (order[j][1], places[j]), radius):
                places[i], places[j] = places[j], places[i]
                swapped = True
    return [Pin(number, dot, at) for (number, dot), at in zip(order, places, strict=True)]


def _spread(heights: Sequence[float], step: float, low: float, high: float) -> list[float]:
    """Heights, from the top, at least `step` apart within a span, moved as little as may be."""

    def placed(group: Sequence[float]) -> list[float]:
        """A group that stands `step` apart around its own mean."""
        half, middle = step * (len(group) - 1) / 2, sum(group) / len(group)
        first = min(max(middle, low + half), high - half) + half
        return [first - step * index for index in range(len(group))]

    groups: list[list[float]] = []
    for height in heights:
        groups.append([height])
        while len(groups) > 1 and placed(groups[-2])[-1] - step < placed(groups[-1])[0]:
            last = groups.pop()
            groups[-1] += last
    return [place for group in groups for place in placed(group)]


def _better_swapped(one: Segment, other: Segment, radius: float) -> bool:
    """Whether two lines cross, or one runs through the other's number, and swapping is shorter."""
    in_the_way = (
        cross(one, other) or distance(one[1], other) < radius or distance(other[1], one) < radius
    )
    swapped = math.dist(one[0], other[1]) + math.dist(other[0], one[1])
    return in_the_way and math.dist(*one) + math.dist(*other) > swapped + 1e-6


# ── drawing ─────────────────────────────────────────────────────────────────────────────────────


def _draw(canvas: Canvas, figure: Figure, look: Look) -> None:
    drawings.place(canvas, figure.window.view.drawing, look.skin, figure.window.matrix)
    for pin in figure.pins:
        signs.line(canvas, pin.dot, pin.at, 2.2, WHITE)
    for pin in figure.pins:
        signs.line(canvas, pin.dot, pin.at, 0.8)
    for dot in figure.dots:
        signs.disc(canvas, dot, _DOT + 1.0, WHITE)
        signs.disc(canvas, dot, _DOT, INK)
    for pin in figure.pins:
        signs.badge(canvas, pin.at, pin.number, look)
    left, bottom, right, _ = figure.window.rect
    middle = ((left + right) / 2, bottom - _CAPTION * look.label / 2)
    signs.words(canvas, (figure.name,), middle, look, bold=True)
