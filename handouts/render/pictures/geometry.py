"""Plane geometry of a picture: points, stretches of line, rectangles, circles.

Lengths are points and y points up. A rectangle is (left, bottom, right, top).
"""

from __future__ import annotations

import math
from typing import NamedTuple

from handouts.library.atlas import XY as XY

Rect = tuple[float, float, float, float]
Segment = tuple[XY, XY]


class Circle(NamedTuple):
    """A circle around a place; of a marker, the outer edge of its ring."""

    at: XY
    radius: float


def inside(rect: Rect, frame: Rect) -> bool:
    """Whether a rectangle lies within a frame."""
    return (
        rect[0] >= frame[0] and rect[1] >= frame[1] and rect[2] <= frame[2] and rect[3] <= frame[3]
    )


def overlap(one: Rect, other: Rect) -> bool:
    """Whether two rectangles share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def apart(one: float, other: float) -> float:
    """Degrees between two directions, 0 to 180."""
    return abs((one - other + 180.0) % 360.0 - 180.0)


def distance_to(point: XY, rect: Rect) -> float:
    """From a point to a rectangle; 0 inside it."""
    x, y = point
    left, bottom, right, top = rect
    return math.hypot(max(left - x, x - right, 0.0), max(bottom - y, y - top, 0.0))


def along(line: Segment, share: float) -> XY:
    """The place at a share of the way from one end of a line to the other."""
    (ax, ay), (bx, by) = line
    return ax + share * (bx - ax), ay + share * (by - ay)


def tick(at: XY, line: Segment, reach: float) -> Segment:
    """A short line square to another, `reach` to either side of a place."""
    (ax, ay), (bx, by) = line
    length = math.dist(*line) or 1.0
    x, y = (by - ay) / length * reach, (ax - bx) / length * reach
    return (at[0] - x, at[1] - y), (at[0] + x, at[1] + y)


def distance(point: XY, line: Segment) -> float:
    """From a point to a stretch of line."""
    (ax, ay), (bx, by) = line
    dx, dy = bx - ax, by - ay
    length = dx * dx + dy * dy
    share = 0.0 if length == 0 else ((point[0] - ax) * dx + (point[1] - ay) * dy) / length
    share = min(max(share, 0.0), 1.0)
    return math.hypot(point[0] - ax - share * dx, point[1] - ay - share * dy)


def cross(one: Segment, other: Segment) -> bool:
    """Whether two stretches of line cross or touch."""
    (a, b), (c, d) = one, other
    for axis in (0, 1):  # boxes apart: the common case, and the only one for lines in line
        low, high = (a[axis], b[axis]) if a[axis] < b[axis] else (b[axis], a[axis])
        if (c[axis] > high and d[axis] > high) or (c[axis] < low and d[axis] < low):
            return False
    return _turn(a, b, c) * _turn(a, b, d) <= 0 and _turn(c, d, a) * _turn(c, d, b) <= 0


def _turn(a: XY, b: XY, c: XY) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def cuts(line: Segment, rect: Rect) -> bool:
    """Whether a stretch of line runs into a rectangle."""
    left, bottom, right, top = rect
    if distance_to(line[0], rect) == 0 or distance_to(line[1], rect) == 0:
        return True
    return cross(line, ((left, bottom), (right, top))) or cross(
        line, ((left, top), (right, bottom))
    )


def shrunk(rect: Rect, by: float) -> Rect:
    """A rectangle, smaller on all sides."""
    return (rect[0] + by, rect[1] + by, rect[2] - by, rect[3] - by)
