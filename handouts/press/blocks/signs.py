"""Signs that say what a box is for, by shape alone: they work in grey and at arm's length."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin

from handouts.press.blocks.draft import Draft, artifact
from handouts.press.numbers import nums, paint
from handouts.press.pictures.pen import circle
from handouts.press.typesetting.typeset import Rgb

_WHITE = paint((1, 1, 1))


def sign(kind: str, size: float, rgb: Rgb) -> Draft:
    """The sign of a callout: stop (octagon), caution (triangle), call (handset) and so on."""
    return artifact(size, size, _SIGNS[kind](size, rgb))


def _path(points: Sequence[tuple[float, float]]) -> bytes:
    first, *others = points
    return nums(*first) + b" m " + b"".join(nums(*point) + b" l " for point in others) + b"h "


def _bar(left: float, bottom: float, width: float, height: float) -> bytes:
    return nums(left, bottom, width, height) + b" re "


def _exclamation(x: float, top: float, height: float) -> bytes:
    """A stroke and a dot, filled."""
    half = height * 0.11
    stroke = _path(
        [
            (x - half, top),
            (x + half, top),
            (x + half * 0.7, top - height * 0.66),
            (x - half * 0.7, top - height * 0.66),
        ]
    )
    dot = circle((x, top - height + half * 1.1), half * 1.1).encode()
    return stroke + dot + b" "


def _stop(size: float, rgb: Rgb) -> bytes:
    middle, radius = size / 2, size / 2 / cos(pi / 8)
    corners = [
        (middle + radius * cos(pi / 8 + n * pi / 4), -middle + radius * sin(pi / 8 + n * pi / 4))
        for n in range(8)
    ]
    bar = _bar(size * 0.22, -middle - size * 0.08, size * 0.56, size * 0.16)
    return paint(rgb) + _path(corners) + b"f " + _WHITE + bar + b"f"


def _caution(size: float, rgb: Rgb) -> bytes:
    corners = [(size * 0.5, -size * 0.04), (size, -size * 0.94), (0, -size * 0.94)]
    mark = _exclamation(size * 0.5, -size * 0.34, size * 0.5)
    return (
        paint(rgb)
        + paint(rgb, stroke=True)
        + b"1 j 1.5 w "
        + _path(corners)
        + b"B "
        + _WHITE
        + mark
        + b"f"
    )


def _disc(size: float, rgb: Rgb) -> bytes:
    return paint(rgb) + circle((size / 2, -size / 2), size / 2).encode() + b" f " + _WHITE


def _call(size: float, rgb: Rgb) -> bytes:
    """A telephone handset on a disc."""
    unit = size / 24
    arc = (
        nums(7 * unit, -8.2 * unit)
        + b" m "
        + nums(8 * unit, -14 * unit, 11 * unit, -17 * unit, 16 * unit, -17.4 * unit)
        + b" c "
    )
    ends = (
        nums(6.6 * unit, -6.4 * unit) + b" m " + nums(8.4 * unit, -10 * unit) + b" l "
        + nums(14 * unit, -15.8 * unit) + b" m " + nums(17.6 * unit, -17.4 * unit) + b" l "
    )  # fmt: skip
    white = paint((1, 1, 1), stroke=True)
    thin = b"1 J " + nums(2.2 * unit) + b" w "
    thick = nums(4.4 * unit) + b" w "
    return _disc(size, rgb) + white + thin + arc + b"S " + thick + ends + b"S"


def _emergency(size: float, rgb: Rgb) -> bytes:
    third = size * 0.2
    long = size * 0.62
    start = (size - long) / 2
    cross = _bar(start, -size / 2 - third / 2, long, third) + _bar(
        size / 2 - third / 2, -size / 2 - long / 2, third, long
    )
    return _disc(size, rgb) + cross + b"f"


def _note(size: float, rgb: Rgb) -> bytes:
    """A small i on a disc."""
    stem = _bar(size * 0.42, -size * 0.76, size * 0.16, size * 0.34)
    dot = circle((size * 0.5, -size * 0.28), size * 0.1).encode()
    return _disc(size, rgb) + stem + dot + b" f"


_SIGNS = {
    "stop": _stop,
    "caution": _caution,
    "call": _call,
    "emergency": _emergency,
    "note": _note,
}
