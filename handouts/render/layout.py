"""A page design as a frozen `Layout`; `layout_file.py` reads it from a file."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal

from handouts.colour import parse, too_light
from handouts.errors import ContentError, Problem, Wrong
from handouts.paper import PAPERS
from handouts.prescription.model import Sections
from handouts.prescription.sections import FIRST, LAST, PARTS

DEFAULT_LAYOUT = "sheet"
"""Where nobody names one; it has room for all parts."""
_NARROW = 500.0
"""The width of a paper that is not small, in points."""
_NARROWEST = 12.0
"""The narrowest margin that printers keep, in points."""
_LINE = 18
"""The least length of a line across the page, by the size of the text."""
_SHORT_LINE = 15
"""The least length of a line in a column, by the size of the text."""
_LINES = 20
"""The least height of what is filled of a page, in lines."""
NEVER_LEFT_OUT = tuple(part for part, one in PARTS.items() if one.kept)
"""What every sheet for a patient carries, whatever its design."""


def paper_size(name: str) -> tuple[float, float]:
    """Width and height of a paper by its name, in points."""
    size = PAPERS.get(name.lower())
    if size is None:
        cure = f"Use one of {', '.join(PAPERS)}."
        raise ContentError(Problem("", 0, "paper", f'There is no paper "{name}".', cure))
    return size


@dataclass(frozen=True, slots=True)
class Sizes:
    """Type and space, in points."""

    body: float = 12
    leading: float = 15.5
    title: float = 25
    heading: float = 16
    card: float = 15
    strip: float = 15
    call: float = 14
    foot: float = 12
    gap: float = 8  # between blocks of a part, and inside cards
    part: float = 16  # above a part
    gutter: float = 16  # between columns
    pad: float = 10  # inside boxes


@dataclass(frozen=True, slots=True)
class Margins:
    """White around the page, in points. The foot stands at the lower one."""

    top: float = 40
    right: float = 40
    bottom: float = 32
    left: float = 40


@dataclass(frozen=True, slots=True)
class Pictures:
    """Sizes of what is drawn, in points: `map` is a figure's height, `logo` the most."""

    icon: float = 30
    tick: float = 15  # a box of the chart
    code: float = 76  # the QR code
    map: float = 150
    logo: tuple[float, float] = (130, 44)


@dataclass(frozen=True, slots=True)
class Colours:
    """`accent` takes the place of the clinic's colour; an outlined strip saves toner."""

    accent: str = ""
    strip: Literal["filled", "outlined"] = "filled"


@dataclass(frozen=True, slots=True)
class CardRule:
    """How the cards of a handout of up to so many points are arranged. Of several for the same
    number, the first counts that asks for no page more than the others.

    `least` is the smallest width and height of the drawing of the place (`alone`, where paper is so
    narrow that one column of cards stands instead of several), `most` the largest height;
    what room is left over on a page goes into pictures. `hands` says whether the pictures of how to
    press are printed, `steps` whether how to find the point is, `why` what it is used for, `names`
    its code, pinyin and characters, `leave_out` who leaves it out or asks first, as page one says.
    """

    points: int
    columns: int = 1
    pictures: Literal["beside", "above"] = "beside"
    least: tuple[float, float] = (150, 150)
    most: float = 300
    hands: bool = True
    steps: bool = True
    why: bool = True
    names: bool = True
    leave_out: bool = True
    alone: tuple[float, float] = (0, 0)


@dataclass(frozen=True, slots=True)
class Columns:
    """Parts poured into columns of equal width; fewer where one were narrower than `least`."""

    count: int
    parts: tuple[str, ...]
    least: float = 200


Region = str | Columns


@dataclass(frozen=True, slots=True)
class Layout:
    """A page design. `flow` names the parts in the order they are printed; it is `whole`, which
    the design has room for, as `sections` order and thin it out; `small` says, by group and field,
    what differs on paper narrower than `_NARROW`.
    """

    name: str
    about: str = ""
    margins: Margins = field(default_factory=Margins)
    sizes: Sizes = field(default_factory=Sizes)
    pictures: Pictures = field(default_factory=Pictures)
    small: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    cards: tuple[CardRule, ...] = (CardRule(99),)
    colours: Colours = field(default_factory=Colours)
    whole: tuple[Region, ...] = tuple(PARTS)
    sections: Sections = field(default_factory=Sections)
    flow: tuple[Region, ...] = tuple(PARTS)

    def __hash__(self) -> int:
        """Of the name alone: it is asked for with every block that a handout is made of."""
        return hash(self.name)

    def on(self, paper: str) -> Layout:
        """The layout as it is on a paper, by its name."""
        if paper_size(paper)[0] >= _NARROW:
            return self
        groups = {name: replace(getattr(self, name), **own) for name, own in self.small.items()}
        return replace(self, small={}, **groups)

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that are printed, in order."""
        return tuple(name for region in self.flow for name in parts_of(region))

    def card_rules(self, points: int) -> tuple[CardRule, ...]:
        """The arrangements for a handout of so many points, the one that is liked best first."""
        most = next((rule.points for rule in self.cards if points <= rule.points), None)
        return tuple(rule for rule in self.cards if rule.points == most) or self.cards[-1:]


def must_hold(layout: Layout, paper: str, named: str = "") -> None:
    """Refuse margins that leave too little of a paper for type of this size: for lines of a few
    words, and a first page that says how often to press and when not to. Raises Wrong.
    """
    layout = layout.on(paper)
    (width, height), margins, sizes = paper_size(paper), layout.margins, layout.sizes
    across, down = margins.left + margins.right, margins.top + margins.bottom
    lacking = {  # how much less white it takes, of how much there is
        "left and right": (_LINE * sizes.body - (width - across), across),
        "top and bottom": (_LINES * sizes.leading - (height - down), down),
    }
    less = {at: (math.ceil(lack), white) for at, (lack, white) in lacking.items() if lack > 0}
    if not less:
        return
    cure = "Write smaller, or give it larger paper and narrower margins."
    if all(white - points >= 2 * _NARROWEST for points, white in less.values()):
        points_less = (f"{points} points less at {at}" for at, (points, _) in less.items())
        cure = f"Together, give them {', and '.join(points_less)}; or write smaller."
    wrong = f"The margins leave too little of {named or paper} paper for text of {sizes.body:g}"
    raise Wrong(f"{wrong} points.", cure)


def cards_across(rule: CardRule, sizes: Sizes, width: float) -> tuple[int, float]:
    """How many cards stand side by side in a width, and how wide each is: two pictures at least."""
    return _across(rule.columns, 2 * rule.least[0], sizes, width)


def columns_across(columns: Columns, sizes: Sizes, width: float) -> tuple[int, float]:
    """How many columns of parts stand side by side in a width, and how wide each is."""
    return _across(columns.count, columns.least, sizes, width)


def _across(most: int, least: float, sizes: Sizes, width: float) -> tuple[int, float]:
    """As many as are wanted; fewer where one were too narrow, for itself or for its words."""
    least = max(least, _SHORT_LINE * sizes.body)
    shares = {n: (width - sizes.gutter * (n - 1)) / n for n in range(most, 0, -1)}
    return next((n, share) for n, share in shares.items() if share >= least or n == 1)


def without_room(layout: Layout) -> Iterator[tuple[str, int, int]]:
    """Columns that no paper is wide enough for: of what, how many are asked for, how many fit."""
    width = max(wide for wide, _ in PAPERS.values()) - layout.margins.left - layout.margins.right
    sizes = layout.sizes
    regions = [region for region in layout.whole if isinstance(region, Columns)]
    counts = {
        "cards": [(one.columns, cards_across(one, sizes, width)[0]) for one in layout.cards],
        "columns": [(one.count, columns_across(one, sizes, width)[0]) for one in regions],
    }
    for what, both in counts.items():
        asked, fit = (max((one[n] for one in both), default=1) for n in (0, 1))
        if fit < asked:
            yield what, asked, fit


def accent_too_light(layout: Layout) -> tuple[str, str] | None:
    """What is told of an accent that is darkened on the page, and what to do."""
    return too_light(parse(layout.colours.accent) or (0, 0, 0))


def parts_of(region: Region) -> tuple[str, ...]:
    """The parts in a region, in reading order."""
    return region.parts if isinstance(region, Columns) else (region,)


@lru_cache(maxsize=100)
def with_sections(layout: Layout, sections: Sections) -> Layout:
    """The layout as a prescription and its clinic want its parts; what they do not say, it says."""
    said = sections.over(layout.sections)
    return replace(layout, sections=said, flow=_flow(layout.whole, said))


def _flow(whole: tuple[Region, ...], sections: Sections) -> tuple[Region, ...]:
    """The parts without those that are hidden, the ordered ones first: behind the cards, or above
    them where they are named before `points`. What opens and what ends a sheet stays there.
    """
    order, hide = sections.order or (), sections.hide or ()
    there = {name for region in whole for name in parts_of(region)}.difference(hide)
    moved = [part for part in order if part in there and part not in (*FIRST, LAST)]
    at = moved.index("points") if "points" in moved else 0
    above, behind = moved[:at], [part for part in moved[at:] if part != "points"]
    rest = tuple(_without(whole, {*hide, *above, *behind}))
    cut = rest.index("points") if "points" in rest else len(rest)
    before = [*order, *rest[:cut]]
    opened = iter(sorted((one for one in rest[:cut] if one in FIRST), key=before.index))
    first = (next(opened) if region in FIRST else region for region in rest[:cut])
    return (*first, *above, *rest[cut : cut + 1], *_led_by(behind, rest[cut + 1 :]))


def _without(regions: Iterable[Region], names: set[str]) -> Iterable[Region]:
    for region in regions:
        kept = tuple(name for name in parts_of(region) if name not in names)
        if kept:
            yield replace(region, parts=kept) if isinstance(region, Columns) else kept[0]


def _led_by(parts: Sequence[str], regions: tuple[Region, ...]) -> tuple[Region, ...]:
    """The regions, with these parts in front: in the columns, where they begin with such."""
    if regions and isinstance(regions[0], Columns):
        first = replace(regions[0], parts=(*parts, *regions[0].parts))
        return (first, *regions[1:])
    return (*parts, *regions)
