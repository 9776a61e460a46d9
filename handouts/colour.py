"""Colours as numbers, and whether one can be read on white paper (WCAG 2.2, contrast ratio)."""

from __future__ import annotations

import colorsys
import re

from PIL import ImageColor

Rgb = tuple[int, int, int]

READABLE = 4.5
"""The least contrast for text (WCAG 2.2, 1.4.3, level AA)."""
CLEAR = 7.0
"""The least contrast of what is printed (WCAG 2.2, 1.4.6, level AAA)."""

NAMED = (
    "black", "blue", "brown", "crimson", "darkblue", "darkgreen", "darkred", "forestgreen", "gold",
    "gray", "green", "grey", "indigo", "magenta", "maroon", "midnightblue", "navy", "olive",
    "orange", "pink", "purple", "red", "royalblue", "seagreen", "slategray", "steelblue", "teal",
    "tomato", "turquoise", "violet", "yellow",
)  # fmt: skip
"""Names of colours as style sheets use them."""


def parse(text: str) -> Rgb | None:
    """`#rrggbb`, `#rgb` or one of the names; None for anything else."""
    typed = "".join(text.casefold().split())
    if typed not in NAMED and not re.fullmatch(r"#(?:[0-9a-f]{3}){1,2}", typed):
        return None
    red, green, blue, *_ = ImageColor.getrgb(typed)
    return red, green, blue


def hexed(colour: Rgb) -> str:
    """`#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def luminance(colour: Rgb) -> float:
    """Relative luminance, 0 to 1."""
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb = (255, 255, 255)) -> float:
    """Contrast ratio of two colours, 1 to 21; against white when one is given."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: Rgb, ratio: float = READABLE) -> Rgb:
    """The colour itself, or the lightest of its darker shades that reads on white, copied, too."""
    hue, light, fullness = colorsys.rgb_to_hls(*(channel / 255 for channel in colour))
    while min(contrast(colour), contrast(_copied(colour))) < ratio and light > 0:
        light = max(0.0, light - 0.005)
        shade = colorsys.hls_to_rgb(hue, light, fullness)
        colour = (round(shade[0] * 255), round(shade[1] * 255), round(shade[2] * 255))
    return colour


def too_light(colour: Rgb) -> tuple[str, str] | None:
    """What is told of a colour that is darkened on the page, and what to do; None for any other."""
    shade = readable(colour)
    if shade == colour:
        return None
    ratio = f"contrast {contrast(colour):.1f}:1 of {READABLE}:1"
    wrong = f"The colour is too light for text on white ({ratio})."
    return wrong, f"It was darkened; write {hexed(shade)} to say so yourself."


def _copied(colour: Rgb) -> Rgb:
    """The grey that a copier makes of a colour (weights of ITU-R BT.601)."""
    grey = round(0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2])
    return grey, grey, grey


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def tint(colour: str, share: float) -> str:
    """A light tint of `#rrggbb`: so much of it (0 to 1) on white."""
    parsed = parse(colour) or (0, 0, 0)
    red, green, blue = (round(255 - share * (255 - channel)) for channel in parsed)
    return hexed((red, green, blue))
