"""One view as a drawing: tones, cloth, hair, ink and the lines of landmarks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from . import ink, trace
from .body import Body, Floats
from .dress import Part, parts
from .render import DENSITY, Picture, picture
from .svg import Drawing
from .views import Camera, View, camera, kept, posed

Mask = NDArray[np.bool_]

FROM_UPPER_LEFT = np.array([-0.46, 0.52, 0.72])
FROM_ABOVE = np.array([0.0, 0.50, 0.87])
SHADE, DEEP = 0.46, 0.08  # light below which a tone begins
HOLLOW = 1.1  # 1/cm; a valley this sharp is inked


def draw(view: View, rest: Body) -> Drawing:
    """Draw a view."""
    body = posed(rest, view.pose)
    eye = camera(view, body)
    scene = parts(rest, body, kept(view, body), view.dress)
    light = FROM_ABOVE if view.body == "both" else FROM_UPPER_LEFT
    if view.light == "right":
        light = light * (-1, 1, 1)
    seen = picture(scene, eye, light / np.linalg.norm(light))
    page = Drawing(*eye.size)
    add_tones(page, seen)
    add_ink(page, scene, seen, eye, view)
    return page


def add_tones(page: Drawing, seen: Picture) -> None:
    """Fill skin, cloth, hair and eyes, each with its shades."""
    body = seen.part >= 0
    _fill(page, "skin", body)
    skin = seen.mask("skin")
    light = trace.blurred(seen.light, skin, 3.0 * DENSITY)
    _shade(page, "shade", light, skin, SHADE)
    _shade(page, "deep", light, skin, DEEP)
    for name in ("cloth", "hair"):
        mask = seen.mask(name)
        if mask.sum() > 200:
            _fill(page, name, mask)
            _shade(page, f"{name}-shade", trace.blurred(seen.light, mask, 4 * DENSITY), mask, 0.42)
    eyes = seen.mask("eye", "iris")
    if eyes.sum() > 60:
        _fill(page, "eye", eyes, least=3)
        _fill(page, "ink", seen.mask("iris"), least=3)


def add_ink(page: Drawing, scene: list[Part], seen: Picture, eye: Camera, view: View) -> None:
    """Outlines, hems and sharp valleys in one filled shape."""
    heavy = 3.4 if view.region != "body" else 2.2
    lines: list[ink.Stroke] = []
    for part in scene:
        if part.name in ("skin", "cloth", "hair"):
            lines += ink.contours(part, eye, seen, heavy)
        if part.name in ("cloth", "eye"):
            lines += ink.rims(part, eye, seen, heavy * 0.8)
    field = ink.raster(lines, eye.size, lambda: valleys(seen, eye))
    page.fill("ink", trace.outlines(field, ink.FINE, least=8, smooth=0.6, tolerance=0.4))


def valleys(seen: Picture, eye: Camera) -> Mask:
    """Thin shapes where the skin is sharply hollow, at the ink's density."""
    skin = seen.mask("skin")
    sigma = 0.9 * DENSITY
    hollow = trace.blurred(seen.hollow, skin, sigma)
    inner = ndimage.binary_erosion(skin, iterations=3)
    strong = (hollow > HOLLOW) & inner
    sure = ndimage.binary_propagation((hollow > HOLLOW * 1.6) & inner, mask=strong)
    label, count = ndimage.label(sure)
    if count:
        size = ndimage.sum_labels(sure, label, np.arange(count + 1))
        sure = size[label] > 30 * DENSITY
    scale = ink.FINE / DENSITY
    return ndimage.zoom(ndimage.gaussian_filter(sure.astype(np.float32), 1.0), scale, order=1,
                        grid_mode=True, mode="nearest") > 0.5


def _fill(page: Drawing, kind: str, mask: Mask, least: float = 30) -> None:
    page.fill(kind, trace.outlines(trace.soft(mask, 1.2), DENSITY, least=least))


def _shade(page: Drawing, kind: str, light: Floats, mask: Mask, level: float) -> None:
    filled = trace.spread(light, mask)
    dark = np.minimum((level - filled) * 4, trace.soft(mask, 1.2))
    page.fill(kind, trace.outlines(dark, DENSITY, least=160, smooth=2.5, tolerance=0.6))


__all__ = ["draw", "replace"]
