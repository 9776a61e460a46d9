"""Colours as numbers, and whether one can be read on white paper (WCAG 2.2, contrast ratio)."""

from __future__ import annotations

import colorsys
import re

Rgb = tuple[int, int, int]

READABLE = 4.5
"""The least contrast for text (WCAG 2.2, 1.4.3, level AA)."""
CLEAR = 7.0
"""The least contrast of what is printed (WCAG 2.2, 1.4.6, level AAA)."""

NAMED: dict[str, str] = {
    "black": "#000000", "blue": "#0000ff", "brown": "#a52a2a", "crimson": "#dc143c",
    "darkblue": "#00008b", "darkgreen": "#006400", "darkred": "#8b0000", "forestgreen": "#228b22",
    "gold": "#ffd700", "gray": "#808080", "green": "#008000", "grey": "#808080",
    "indigo": "#4b0082", "magenta": "#ff00ff", "maroon": "#800000", "midnightblue": "#191970",
    "navy": "#000080", "olive": "#808000", "orange": "#ffa500", "pink": "#ffc0cb",
    "purple": "#800080", "red": "#ff0000", "royalblue": "#4169e1", "seagreen": "#2e8b57",
    "slategray": "#708090", "steelblue": "#4682b4", "teal": "#008080", "tomato": "#ff6347",
    "turquoise": "#40e0d0", "violet": "#ee82ee", "yellow": "#ffff00",
}  # fmt: skip
"""Names of colours as style sheets use them; the values are those of CSS."""


def parse(text: str) -> Rgb | None:
    """`#rrggbb`, `#rgb` or a name; None for anything else."""
    typed = "".join(text.casefold().split())
    typed = NAMED.get(typed, typed)
    if re.fullmatch(r"#[0-9a-f]{3}", typed):
        typed = "#" + "".join(digit * 2 for digit in typed[1:])
    if not re.fullmatch(r"#[0-9a-f]{6}", typed):
        return None
    return int(typed[1:3], 16), int(typed[3:5], 16), int(typed[5:7], 16)


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
