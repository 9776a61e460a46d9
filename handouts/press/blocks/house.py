"""The style of one handout: layout, accent and pictures' look, and the small shared shapes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from handouts.handout import words
from handouts.press.blocks.draft import Draft, Item, Node, Slot, artifact, assemble, attributes
from handouts.press.layout import Layout
from handouts.press.numbers import colour, num, nums, paint
from handouts.press.pictures.figures import Look, Painted
from handouts.press.pictures.pen import rounded
from handouts.press.typesetting.text import Face
from handouts.press.typesetting.typeset import Rgb, Typesetter

RULE: Rgb = (0.62, 0.62, 0.65)


def _luminance(rgb: Rgb) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return sum(w * linear(p) for w, p in zip((0.2126, 0.7152, 0.0722), rgb, strict=True))


def contrast_on_white(rgb: Rgb) -> float:
    """WCAG contrast against white paper."""
    return 1.05 / (_luminance(rgb) + 0.05)


def copied(rgb: Rgb) -> Rgb:
    """The grey that a copier makes of a colour (weights of ITU-R BT.601)."""
    grey = 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2]
    return grey, grey, grey


def darkened(rgb: Rgb, least: float) -> Rgb:
    """The colour, as dark as it takes to reach a contrast on white, on a grey copy too."""
    while min(contrast_on_white(rgb), contrast_on_white(copied(rgb))) < least:
        rgb = (rgb[0] * 0.95, rgb[1] * 0.95, rgb[2] * 0.95)
    return rgb


def faded(rgb: Rgb, share: float) -> Rgb:
    """The colour mixed with white."""
    return (
        rgb[0] + (1 - rgb[0]) * share,
        rgb[1] + (1 - rgb[1]) * share,
        rgb[2] + (1 - rgb[2]) * share,
    )


@dataclass(frozen=True)
class Style:
    """What a block needs to know to look like the rest of the page."""

    layout: Layout
    accent: Rgb
    look: Look
    most: float  # height of a page without its margins: nothing whole can be higher

    @cached_property
    def body(self) -> Face:
        """Running text."""
        return Face(self.layout.sizes.body, self.layout.sizes.leading)

    @cached_property
    def strong(self) -> Face:
        """Running text that stands out."""
        return Face(self.layout.sizes.body, self.layout.sizes.leading, "bold")

    def display(self, size: float) -> Face:
        """Headings of any size: tighter lines, bold."""
        return Face(size, round(size * 1.2 * 2) / 2, "bold")


def readable(brand_colour: str) -> str:
    """The clinic's colour (`#rrggbb`), taken to the 7:1 that text asks for."""
    return "#" + "".join(
        f"{round(part * 255):02x}" for part in darkened(colour(brand_colour), 7.05)
    )


def frame(width: float, height: float, radius: float) -> bytes:
    """The path of a box with round corners, from its top-left corner."""
    return rounded(0, -height, width, 0, radius).encode()


def boxed(
    draft: Draft, rim: Rgb | None, fill: Rgb | None, line: float = 1, radius: float = 6
) -> Draft:
    """A draft on a box of its own size."""
    path = frame(draft.width, draft.height, radius)
    operators = b""
    if fill:
        operators += paint(fill) + path + b" f "
    if rim:
        operators += f"{num(line)} w ".encode() + paint(rim, stroke=True) + path + b" S"
    return assemble(
        draft.width,
        draft.height,
        [(0, 0, artifact(draft.width, draft.height, operators)), (0, 0, draft)],
    )


def rule(width: float, rgb: Rgb = RULE, line: float = 0.75) -> Draft:
    """A thin line across."""
    operators = paint(rgb, stroke=True) + f"{num(line)} w 0 0 m {num(width)} 0 l S".encode()
    return artifact(width, 0, operators)


def numbered_disc(setter: Typesetter, number: int, size: float, rgb: Rgb) -> Draft:
    """A number in a circle: the sign that ties map, card and chart together. `size` across."""
    radius = size / 2
    face = Face(round(size * 0.62, 1), size, "bold")
    k = radius * 0.5523
    r = radius
    path = nums(r, 0) + b" m " + b" ".join(
        nums(*points) + b" c"
        for points in (
            (r + k, 0, 2 * r, -r + k, 2 * r, -r),
            (2 * r, -r - k, r + k, -2 * r, r, -2 * r),
            (r - k, -2 * r, 0, -r - k, 0, -r),
            (0, -r + k, r - k, 0, r, 0),
        )
    )  # fmt: skip
    disc = artifact(size, size, paint(rgb) + path + b" f")
    figure = setter.centred(words(f"{number} "), face, size, "Span", (1, 1, 1))
    return assemble(size, size, [(0, 0, disc), (0, 0, figure)])


def picture(painted: Painted, alt: str) -> Draft:
    """A picture as a figure. What it shows is said by its alternative text."""
    return later_picture(painted.width, painted.height, lambda: painted, alt)


def later_picture(width: float, height: float, paint: Callable[[], Painted], alt: str) -> Draft:
    """A picture of a known size as a figure, painted when its page is settled."""
    draft = Draft(
        width,
        height,
        (Item(0, 0, b"/Figure <</MCID %d>>BDC q 1 0 0 1 ", b" Q EMC", paint),),
        marks=1,
    )
    box = (0.0, -height, width, 0.0)
    return replace(draft, nodes=(Node("Figure", (Slot(0),), attributes(alt=alt), box),))
