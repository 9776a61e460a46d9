"""What stands on which page.

Heights are known before a page is filled, so pages are filled by adding up. Cards stand in rows,
which are never broken; the room that is left over on a page then goes to the pictures of its cards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reportlab.platypus import Flowable

from handouts.errors import ContentError, Problem
from handouts.handout import Handout, Part, PointCard
from handouts.prescription.sections import FIRST
from handouts.render.blocks import Card
from handouts.render.blocks.frame import RowRule
from handouts.render.columns import TINY, Chain, chains, filled, height, level, without_gaps
from handouts.render.layout import CardRule, Columns, Region, fitting, parts_of
from handouts.render.setting import Prepared, Setter, Unit, stacked
from handouts.render.style import Style

_SAFETY = "safety"
_BEFORE = "how"
"""The part that comes before the cards where page one has no room for the first of them."""
_MOST_WHITE = 0.1
"""The share of a page's height that may stay empty under what it holds, but for the last page."""
_MOST_LOOSE = 14.0
"""The most that is added between two blocks of a column that goes on on the next page."""
_MOST_SPREAD = 0.105
"""The most that the space between two parts comes to on a page that has room left over, as a share
of its height."""
_NEARLY_EMPTY = 0.5
"""The share of the last page's height that is free where it may be saved by drawing up what would
fill the gaps of columns before it.
"""
_RULE = 4.0
"""What a rule between two rows of cards adds to the space between them."""


@dataclass(frozen=True, slots=True)
class Area:
    """The part of a page that is filled: its left and top edge from the lower left corner of the
    page, width and height, in points.
    """

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Placed:
    """A flowable on a page; x and y are its lower left corner. `part` names its section."""

    page: int
    x: float
    y: float
    flowable: Flowable
    part: str


@dataclass(slots=True)
class Arranged:
    """Where everything stands. `rows` are the rows of cards by page, for their pictures to grow."""

    placed: list[Placed]
    pages: int
    free: list[float]
    rows: list[tuple[int, int]]  # page and number of each row


@dataclass(frozen=True, slots=True)
class _Row:
    """Cards side by side, with the least and the most height of the row, and the height of the
    longest words under their pictures.
    """

    cards: tuple[PointCard, ...]
    least: float
    most: float
    words: float


def arrange(handout: Handout, style: Style, alone: Area, area: Area, setter: Setter) -> Arranged:
    """A handout on its pages: as few as hold it, its pictures as large as these pages allow.

    `alone` is what is filled of a page that is the only one, `area` what is filled of one of
    several. Where it asks for no page more, the body map is printed, and what comes after the cards
    begins on a page of its own. Raises ContentError for a block that no page can hold.
    """
    parts: dict[str, Part] = {part.name: part for part in handout.parts}
    bare = {name: part for name, part in parts.items() if name != "map"}
    units = _Units(handout, style, setter)
    least, area, drawn_up = _least(bare, style, alone, area, units)
    shown = [parts, bare] if "map" in parts and "map" in style.layout.parts else [bare]
    for chosen, fresh in ((one, fresh) for fresh in (True, False) for one in shown):
        made = _Arranger(chosen, style, area, units, fresh, drawn_up)
        if fresh and (made.odd or least == 1):
            continue  # the last card would stand alone; one page has no second
        arranged = made.grown()
        white = max(arranged.free[:-1], default=0.0)
        if arranged.pages == least and white <= _MOST_WHITE * area.height:
            break
    return arranged


def _least(
    parts: dict[str, Part], style: Style, alone: Area, area: Area, units: _Units
) -> tuple[int, Area, bool]:
    """The fewest pages that hold these parts, the area that is filled on them, and whether parts
    must be drawn up into gaps for that; they stay in their order where that saves no page.
    """
    pages, drawn_up = 0, False
    as_asked = bool(style.layout.sections.order)
    for drawing in (False,) if as_asked else (False, True):
        made = _Arranger(parts, style, area, units, drawn_up=drawing).arranged({})
        if not pages or made.pages < pages:
            pages, drawn_up = made.pages, drawing
        if pages <= 2:
            single = _Arranger(parts, style, alone, units, drawn_up=drawing)
            if single.arranged({}).pages == 1:
                return 1, alone, drawing
        if made.pages == 1 or made.free[-1] < _NEARLY_EMPTY * area.height:
            break
    return pages, area, drawn_up


class _Units:
    """The units of one handout, set once however often it is arranged."""

    def __init__(self, handout: Handout, style: Style, setter: Setter) -> None:
        self.handout, self.style, self.setter = handout, style, setter
        self._known: dict[tuple[str, float], list[Unit]] = {}
        self._cards: dict[tuple[int, CardRule, float, float, float], Prepared] = {}

    def card(
        self, card: PointCard, rule: CardRule, width: float, height: float, words: float
    ) -> Prepared:
        """A card; by its number, which is found sooner than all that it says."""
        key = (card.number, rule, width, height, words)
        if key not in self._cards:
            self._cards[key] = self.setter.card(card, self.style, *key[1:])
        return self._cards[key]

    def head(self, width: float) -> list[Unit]:
        """Title, for whom, clinic."""
        if ("", width) not in self._known:
            self._known["", width] = [self.setter.head(self.handout, self.style, width)]
        return self._known["", width]

    def part(self, part: Part, width: float) -> list[Unit]:
        """A part with its heading."""
        if (part.name, width) not in self._known:
            self._known[part.name, width] = self.setter.part(part, self.style, width)
        return self._known[part.name, width]


class _Arranger:
    def __init__(
        self,
        parts: dict[str, Part],
        style: Style,
        area: Area,
        units: _Units,
        fresh: bool = False,
        drawn_up: bool = False,
    ) -> None:
        self.parts, self.style, self.area, self.units = parts, style, area, units
        self.fresh, self.drawn_up = fresh, drawn_up
        blocks = parts["points"].blocks if "points" in parts else ()
        cards = [block for block in blocks if isinstance(block, PointCard)]
        self.rule = style.layout.card_rule(len(cards))
        self.gutter = style.layout.sizes.gutter
        self.opening = 0.7 * style.layout.sizes.part  # above each of the boxes of page one
        self.columns, self.card_width = fitting(
            self.rule.columns, 2 * self.rule.least[0], area.width, self.gutter
        )  # a card is twice as wide as its picture
        if self.columns < self.rule.columns:
            least, alone = self.rule.least, self.rule.alone
            least = (max(least[0], alone[0]), max(least[1], alone[1]))
            self.rule = replace(self.rule, least=least)
        self._left: list[PointCard] = []
        self._poured = 0  # units of the part that came before the cards
        self.rows = self._rows(cards)
        if self.rule.why and any(row.least > area.height for row in self.rows):
            self.rule = replace(self.rule, why=False)  # rather than a card on two pages
            self.rows = self._rows(cards)

    def _rows(self, cards: Sequence[PointCard]) -> list[_Row]:
        starts = range(0, len(cards), self.columns)
        return [self._row(cards[start : start + self.columns]) for start in starts]

    def _row(self, cards: Sequence[PointCard]) -> _Row:
        made = [self._card(card).flowable for card in cards]
        assert all(isinstance(one, Card) for one in made)
        return _Row(
            tuple(cards),
            max(one.height for one in made),
            max(one.most() for one in made),
            max(one.words_height for one in made),
        )

    def _card(self, card: PointCard, height: float = 0, words: float = 0) -> Prepared:
        return self.units.card(card, self.rule, self.card_width, height, words)

    def grown(self) -> Arranged:
        """All in its place, the room left over on each page given to the rows of cards on it."""
        arranged = self.arranged({})
        heights: dict[int, float] = {}
        for page, free in enumerate(arranged.free):
            numbers = [row for at, row in arranged.rows if at == page]
            # the one that can grow least comes first
            numbers.sort(key=lambda n: self.rows[n].most - self.rows[n].least)
            free -= 1.0  # what rounding may take
            for place, number in enumerate(numbers):
                row = self.rows[number]
                more = max(0.0, min(free / (len(numbers) - place), row.most - row.least))
                free -= more
                heights[number] = max(row.least, int(2 * (row.least + more)) / 2)
        return self.arranged(heights) if heights else arranged

    def arranged(self, heights: dict[int, float]) -> Arranged:
        """All regions in their order."""
        filler = _Filler(self.area, self.style.layout.sizes.part)
        head = self.units.head(self.area.width)
        self._must_fit(head, "The title")
        filler.pour(head)
        self._poured = 0
        for region in self._flow(filler):
            if region == "points":
                if self.rows and not filler.holds(self.rows[0].least):
                    self._pour_before(filler)
                self._pour_cards(filler, heights, self.odd and not self.fresh)
                if self.fresh and filler.used:
                    filler.turn()
            else:
                self._pour(filler, region)
        return filler.arranged()

    def _flow(self, filler: _Filler) -> tuple[Region, ...]:
        """The regions in their order, but when not to press before all that is short, where page
        one has no room for both.
        """
        flow = self.style.layout.flow
        opening = [region for region in flow if region in FIRST]
        parts = [self.parts[name] for name in opening if name in self.parts]
        units = [unit for part in parts for unit in self.units.part(part, self.area.width)]
        high = sum(unit.height + self.opening for unit in units)
        if _SAFETY not in opening or filler.used + high <= self.area.height + TINY:
            return flow
        return (_SAFETY, *(region for region in flow if region != _SAFETY))

    @property
    def odd(self) -> bool:
        """Whether the last card would stand alone in its row, so that the columns that come after
        the cards may begin with it.
        """
        after = dict(pairwise(self.style.layout.flow)).get("points")
        if not self.rows or not isinstance(after, Columns) or self.columns == 1:
            return False
        count, _ = fitting(after.count, after.least, self.area.width, self.gutter)
        return count == self.columns and len(self.rows[-1].cards) == 1

    def _pour_before(self, filler: _Filler) -> None:
        """Fill page one with what may come before the cards, as far as it has room; the rest comes
        with it where it leaves room for the first card on the next page, else in its own place.
        """
        order = self.style.layout.parts
        behind = order[order.index("points") :]
        part = self.parts.get(_BEFORE) if _BEFORE in behind else None
        units = self.units.part(part, self.area.width) if part else []
        for chain in chains(units):
            if not filler.holds(stacked(chain)):
                break
            filler.pour(chain)
            self._poured += len(chain)
        rest = units[self._poured :]
        together = stacked(rest) + filler.gap + _RULE + self.rows[0].least
        if rest and together <= self.area.height:
            filler.pour(rest)
            self._poured = len(units)

    def _pour_cards(self, filler: _Filler, heights: dict[int, float], odd: bool) -> None:
        self._left = list(self.rows[-1].cards) if odd else []
        step = self.card_width + self.gutter
        for number, row in enumerate(self.rows[: len(self.rows) - odd]):
            if row.least > self.area.height:
                self._pour_divided(filler, row)
                continue
            height = heights.get(number, row.least)
            made = [self._card(card, height, row.words) for card in row.cards]
            filler.row(number, [(n * step, card) for n, card in enumerate(made)], height)

    def _pour_divided(self, filler: _Filler, row: _Row) -> None:
        """Cards that are too tall for a page: heading and pictures, then the words."""
        for card in row.cards:
            parts = self.units.setter.divided(card, self.style, self.rule, self.area.width)
            gap = 0.6 * self.style.layout.sizes.gap
            units = [Unit(part, "points", gap) for part in parts]
            self._must_fit(units, f"The card of point {card.number}")
            if not filler.holds(units[0].height):
                filler.turn()
            filler.pour(units)

    def _must_fit(self, units: Sequence[Unit], what: str = "") -> None:
        for unit in units:
            if unit.height > self.area.height + TINY:
                raise _too_large(what or f"A piece of `{unit.part}`")

    def _pour(self, filler: _Filler, region: Region) -> None:
        width, xs = self.area.width, [0.0]
        if isinstance(region, Columns):
            count, width = fitting(region.count, region.least, width, self.gutter)
            xs = [n * (width + self.gutter) for n in range(count)]
        parts = [self.parts[name] for name in parts_of(region) if name in self.parts]
        units = [Unit(self._card(card), "points") for card in self._left]
        for part in parts:
            done = self._poured if part.name == _BEFORE else 0
            units += self.units.part(part, width)[done:]
        self._left = []
        self._must_fit(units)
        if len(xs) > 1:
            filler.pour_columns(xs, units, self.drawn_up)
        elif parts:
            if parts[0].name in FIRST and units:
                units[0].before = self.opening
            filler.pour(units)


def _too_large(what: str) -> ContentError:
    wrong = f"{what} is too large for a page."
    return ContentError(
        Problem("", 0, "layout", wrong, "Shorten its note, or choose another layout or paper.")
    )


class _Filler:
    """Fills pages from the top. `used` is the height taken on the page that is open."""

    def __init__(self, area: Area, gap: float) -> None:
        self.area, self.gap = area, gap
        self.page = 0
        self.used = 0.0
        self._placed: list[Placed] = []
        self._rows: list[tuple[int, int]] = []
        self._free: list[float] = []

    @property
    def left(self) -> float:
        """Height that is free on the page."""
        return self.area.height - self.used

    def holds(self, height: float) -> bool:
        """Whether a row of cards of this height has room on the page."""
        return self.used + self.gap + _RULE + height <= self.area.height + TINY

    def turn(self) -> None:
        """Begin a new page."""
        if not any(page == self.page for page, _ in self._rows):
            self._spread()
        self._free.append(self.left)
        self.page += 1
        self.used = 0.0

    def _spread(self) -> None:
        """Give parts one below the other some of the room left over on their page."""
        here = [n for n, one in enumerate(self._placed) if one.page == self.page]
        level = all(self._placed[n].x == self.area.left for n in here)
        starts = [
            n for n, after in pairwise(here) if self._placed[n].part != self._placed[after].part
        ]
        if not level or not starts:
            return
        more = min(_MOST_SPREAD * self.area.height - self.gap, 0.85 * self.left / len(starts))
        moved = 0.0
        for n in here:
            one = self._placed[n]
            self._placed[n] = replace(one, y=one.y - moved)
            moved += more if n in starts else 0.0
        self.used += moved

    def arranged(self) -> Arranged:
        """Everything, when all is placed."""
        free = [*self._free, self.left]
        return Arranged(self._placed, self.page + 1, free, self._rows)

    def _gap(self, gap: float, height: float) -> float:
        """The space above what comes next: none at the top of a page, which is begun if need be."""
        if self.used and gap + height > self.left + TINY:
            self.turn()
        return gap if self.used else 0.0

    def pour(self, units: Sequence[Unit]) -> None:
        """Units one below the other, over as many pages as it takes."""
        for chain in chains(units):
            gap = self._gap(chain[0].before, stacked(chain))
            self._column(chain, 0.0, self.used + gap)
            self.used += gap + stacked(chain)

    def _chains(self, column: Sequence[Chain], x: float, down: float, room: float) -> None:
        """A column of chains; those that `room` points are left for stand a little looser."""
        seams = [index for index, chain in enumerate(column) if index and not chain[0].goes_on]
        more = max(0.0, min((room - height(column)) / max(1, len(seams)), _MOST_LOOSE))
        for index, chain in enumerate(column):
            down += chain[0].before if index else 0.0
            down += more if index in seams else 0.0
            self._column(chain, x, down)
            down += stacked(chain)

    def _column(self, units: Iterable[Unit], x: float, down: float) -> None:
        """Units one below the other from `down` under the top of the area."""
        for index, unit in enumerate(units):
            down += (unit.before if index else 0.0) + unit.height
            self._put(unit.flowable, x, down, unit.part)

    def _put(self, flowable: Flowable, x: float, down: float, part: str) -> None:
        area = self.area
        self._placed.append(Placed(self.page, area.left + x, area.top - down, flowable, part))

    def row(self, number: int, cards: Sequence[tuple[float, Prepared]], height: float) -> None:
        """Cards side by side with their tops level, under a rule."""
        gap = self._gap(self.gap + _RULE, height)
        if gap:
            self._put(RowRule(self.area.width), 0.0, self.used + gap / 2, "points")
        for x, card in cards:
            self._put(card, x, self.used + gap + card.height, "points")
        self._rows.append((self.page, number))
        self.used += gap + height

    def pour_columns(self, xs: Sequence[float], units: Sequence[Unit], drawn_up: bool) -> None:
        """Units down columns of one width, as level as they go, over as many pages as it takes."""
        waiting = list(chains(units))
        if drawn_up:
            room = self.left - (self.gap if self.used else 0.0)
            for page, columns in enumerate(without_gaps(waiting, len(xs), room, self.area.height)):
                if page:
                    self.turn()
                self._columns(xs, columns)
            return
        while waiting:
            gap = self.gap if self.used else 0.0
            columns = level(waiting, len(xs), self.left - gap)
            if not columns:
                columns = filled(waiting, len(xs), self.left - gap)
            if not columns:
                self.turn()
                continue
            waiting = waiting[sum(map(len, columns)) :]
            # the last columns need not be full
            self._columns(xs, columns, self.left - gap if waiting else 0.0)
            if waiting:
                self.turn()

    def _columns(
        self, xs: Sequence[float], columns: Sequence[Sequence[Chain]], room: float = 0.0
    ) -> None:
        """Columns side by side, their tops level."""
        if not any(columns):
            return
        gap = self.gap if self.used else 0.0
        for x, column in zip(xs, columns, strict=False):
            self._chains(column, x, self.used + gap, room)
        self.used += gap + max(map(height, columns))
