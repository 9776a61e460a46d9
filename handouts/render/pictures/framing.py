"""How much of the body a picture shows, how large, and where in its frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handouts.library.atlas import View
from handouts.render.pictures.geometry import XY, Rect
from handouts.render.pictures.look import Look
from handouts.render.pictures.subject import Subject
from handouts.render.pictures.window import Window

PAD = 6.0  # between the frame and a part that ends within the picture
_SIZES = (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52)
_SMALLER, _MUCH_SMALLER = 110.0, 180.0  # price of making the body smaller, and below 3/4
_SHORT_EDGE = 30.0  # price of a cut limb that ends before the frame
_LYING, _LYING_SHOWN = 1.3, 0.6  # width by height of an arm that lies, and the share shown of it
_KNEE = 0.45  # share of a leg's length: points above it belong to the knee
_NECK = 0.3  # share of a neck's view, with the shoulders, that is shown on either side at least
_LEAST_PROFILE = 0.72  # of a wide head from the side, in a narrow frame without the back of it
_LEAST_TRUNK, _LEAST_LIMB = 0.8, 0.62  # of the length of a view that is always shown
_LIMBS = frozenset({"arm", "leg", "foot", "hand"})


def windows(
    subject: Subject, crop: Rect, edges: Sequence[bool], frame: Rect
) -> Iterator[tuple[float, Window]]:
    """Sizes and places of the body in the frame with their price, the largest first."""
    view = subject.view
    if subject.mirrored:
        edges = (edges[2], edges[1], edges[0], edges[3])
    room = [0.0 if edge else PAD for edge in edges]
    wide, high = frame[2] - room[0] - room[2], frame[3] - room[1] - room[3]
    across, down = crop[2] - crop[0], crop[3] - crop[1]
    fit = min(wide / across, high / down)
    for size in _SIZES:
        scale = fit * size
        spare_x, spare_y = wide - across * scale, high - down * scale
        for x, price_x in _offsets(spare_x, edges[0], edges[2]):
            for y, price_y in _offsets(spare_y, edges[1], edges[3]):
                corner = (room[0] + x, frame[3] - room[1] - y)
                price = _SMALLER * (1 - size) + _MUCH_SMALLER * max(0.0, 0.75 - size)
                price += price_x + price_y
                yield price, Window(view, crop, scale, corner, subject.mirrored)


def _offsets(spare: float, cut_start: bool, cut_end: bool) -> list[tuple[float, float]]:
    """Where a length may begin in what is spare, with the price: a cut edge lies on the frame."""
    if spare < 0.5:
        return [(0.0, 0.0)]
    if cut_start != cut_end:
        return [(0.0 if cut_start else spare, 0.0)]
    price = _SHORT_EDGE if cut_start else 0.0
    return [(spare / 2, 2 * price), (0.0, price + 3.0), (spare, price + 3.0)]


def crop_of(subject: Subject, frame: Rect, look: Look) -> Rect:
    """What is shown of the view: the whole body in it, or, when the marker would be too small to
    point at one spot, less of a limb at the end where it runs off the drawing anyway.
    """
    view = subject.view
    left, top, right, bottom = view.bounds()
    cut_left, cut_top, cut_right, cut_bottom = view.cut()
    high, wide = bottom - top, right - left
    found = list(subject.spots)
    found += [*(subject.guide or ())[:2], *(subject.first or ())[:2]]
    named = [*found, *(at for _, at in subject.landmarks)]
    margin = 1.8 * view.cun
    if view.region == "neck" and view.halves == "both" and frame[2] * high < frame[3] * wide:
        return _between_shoulders(named, view, frame)
    if view.region == "head" and not cut_right and wide > high:
        xs = [x for x, _ in named]
        length = max(_LEAST_PROFILE * wide, high * frame[2] / frame[3])
        need = min(xs) - margin, max(xs) + margin
        left, right = _shorter((left, right), need, length, (True, False))
        return left, top, right, bottom
    fit = min(frame[2] / wide, frame[3] / high)
    want = 1.7 * marker_radius(frame, look) / view.cun
    if fit >= want:
        return left, top, right, bottom
    if view.region in ("arm", "hand") and wide > _LYING * high:
        # A landmark at the other end of an arm that lies is not worth a smaller arm.
        xs = [x for x, _ in found]
        length = max(_LYING_SHOWN * wide, frame[2] / want, frame[2] * high / frame[3])
        need = min(xs) - margin, max(xs) + margin
        left, right = _shorter((left, right), need, length, (cut_left, cut_right))
        return left, top, right, bottom
    heights = [y for _, y in named]
    if view.region == "leg" and max(heights) < top + _KNEE * high:
        cut_top, cut_bottom = False, True  # a knee between thigh and shin
    elif view.region in ("leg", "foot"):
        cut_bottom = False  # the foot tells what it is
    elif view.region in ("arm", "hand"):
        cut_top = False  # hand, elbow and shoulder
    least = (_LEAST_LIMB if view.region in _LIMBS else _LEAST_TRUNK) * high
    length = max(least, frame[3] / want, frame[3] * wide / frame[2])
    need = min(heights) - margin, max(heights) + margin
    top, bottom = _shorter((top, bottom), need, length, (cut_top, cut_bottom))
    left, _, right, _ = view.bounds(top, bottom)
    return left, top, right, bottom


def _shorter(whole: XY, need: XY, length: float, cut: tuple[bool, bool]) -> tuple[float, float]:
    """A stretch as short as `length`, by what is cut anyway and without what it must show."""
    start, end = whole
    spare = end - start - length
    before = min(spare, max(0.0, need[0] - start)) if cut[0] else 0.0
    after = min(spare, max(0.0, end - need[1])) if cut[1] else 0.0
    if spare <= 0:
        return whole
    share = min(1.0, spare / ((before + after) or 1.0))
    return start + before * share, end - after * share


def _between_shoulders(marked: Sequence[XY], view: View, frame: Rect) -> Rect:
    """Less of the shoulders on both sides of a neck, so that head and neck are seen larger."""
    left, top, right, bottom = view.bounds()
    middle = (left + right) / 2
    need = max(abs(x - middle) for x, _ in marked) + 1.8 * view.cun
    half = max(need, _NECK * (right - left), (bottom - top) * frame[2] / frame[3] / 2)
    return max(left, middle - half), top, min(right, middle + half), bottom


def marker_radius(frame: Rect, look: Look) -> float:
    """Radius of a marker that is seen at once in a picture of this size."""
    return 4.0 + 0.015 * min(frame[2], frame[3]) + 0.25 * (look.label - 12)
