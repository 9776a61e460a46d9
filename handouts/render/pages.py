"""What stands on which page.

Heights are known before a page is filled, so pages are filled by adding up. Cards stand in rows,
which are never broken; the room that is left over on a page then goes to the pictures of its cards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from handouts.errors import ContentError, Problem
from handouts.handout import Handout, PointCard
from handouts.prescription.sections import FIRST
from handouts.render.card_rows import CardRows
from handouts.render.columns import TINY, chains
from handouts.render.filling import Area, Arranged, Filler
from handouts.render.layout import CardRule, Columns, Region, columns_across, parts_of
from handouts.render.setting import (
    IN_COLUMNS,
    Prepared,
    Setter,
    Unit,
    divided,
    stacked,
    together,
)
from handouts.render.style import Style

_SAFETY = "safety"
_NEW = "since"
_BEFORE = "how"
"""The part that comes before the cards where page one has no room for the first of them."""
_MOST_WHITE = 0.1
"""The share of a page's height that may stay empty under what it holds, but for the last page."""
_LEFT_WHITE = 0.06
"""The share that stays empty rather than be taken up by pictures that do not use it."""
_ALL_BUT_EMPTY = 0.75
"""The share from which it is saved, if that is enough, by less space between blocks: more than that
on it is worth the larger pictures of the pages before.
"""
_CRAMPED = 0.85
"""The share of its height that a row of cards keeps where the body map is printed."""
_CLOSER = 0.75
"""The share of the usual space that then stands between blocks."""


@dataclass(frozen=True, slots=True)
class _Choice:
    """What may be chosen: the rule by which cards stand, whether what comes after the cards begins
    on a page of its own, whether the last of an odd number is as wide as the page, and whether
    later parts are drawn up into gaps.
    """

    rule: CardRule
    fresh: bool = False
    last: bool = False
    drawn_up: bool = False


def arrange(handout: Handout, style: Style, alone: Area, area: Area, setter: Setter) -> Arranged:
    """A handout on its pages: as few as hold it, its pictures as large as these pages allow.

    `alone` is what is filled of a page that is the only one, `area` what is filled of one of
    several. Where it asks for no page more, cards stand by the first rule of their layout, page one
    has a card, what comes after the cards begins on a page of its own, the last of an odd number of
    cards is as wide as the page, and the body map is printed; and no page but the last has much
    white. Raises ContentError for a block that no page can hold.
    """
    ways = _ways(handout, style, alone, area, setter)
    least = min(way.pages for way in ways)
    best: tuple[_Arranger, _Rows] | None = None
    for made in (one for way in ways if way.pages == least for one in way.arrangers()):
        rows = made.planned()
        if made.with_map and _cramped(rows.used, made.without_map().planned().used):
            continue
        if best is None or rows.too_white < best[1].too_white:
            best = made, rows
        if not any(rows.too_white):
            break
    assert best is not None  # one of the choices made the fewest pages
    return best[0].arranged(best[1].heights)


def _cramped(heights: dict[int, float], others: dict[int, float]) -> bool:
    """Whether a row of cards is much lower than it could be."""
    return any(height < _CRAMPED * others[row] for row, height in heights.items())


@dataclass(frozen=True, slots=True)
class _Rows:
    """The heights of rows of cards: what they use, and how high they are made so that no page but
    the last has much white; `too_white`: what it has too much, in points, and what it would have
    if rows were no higher than they use.
    """

    used: dict[int, float]
    heights: dict[int, float]
    too_white: tuple[float, float]


def _white(made: Arranged, low: dict[int, float], heights: dict[int, float]) -> list[float]:
    """What stays white of each page but the last, where rows grow from `low` to these heights."""
    white = list(made.free)
    for page, row in made.rows:
        white[page] -= heights[row] - low[row]
    return white[:-1]


@dataclass(frozen=True, slots=True)
class _Way:
    """Cards by one rule, with the usual space between blocks or with less: how many pages it takes,
    and the area that is filled on them.
    """

    units: _Units
    rule: CardRule
    pages: int
    area: Area

    def arrangers(self) -> Iterator[_Arranger]:
        """What takes no page more, the best first."""
        mapped = (True, False) if "map" in self.units.parts else (False,)
        for choice in self.units.choices(self.rule):
            for wanted in _Arranger(self.units, self.area, choice).choices(self.pages):
                bare = _Arranger(self.units, self.area, wanted)
                if not bare.helps() or bare.draft().pages > self.pages:
                    continue
                for with_map in mapped:
                    made = _Arranger(self.units, self.area, wanted, with_map)
                    if made.draft().pages <= self.pages:
                        yield made


def _ways(handout: Handout, style: Style, alone: Area, area: Area, setter: Setter) -> list[_Way]:
    """One for each rule of the layout in their order; where the last page would be all but empty,
    with less space as well.
    """
    usual = _Units(handout, style, setter)
    closer: _Units | None = None
    ways = []
    for rule in style.layout.card_rules(len(usual.points)):
        way, tried = _least(usual, rule, alone, area)
        ways.append(way)
        if way.pages > 1 and tried.draft().free[-1] > _ALL_BUT_EMPTY * area.height:
            closer = closer or _Units(handout, _closer(style), setter)
            ways.append(_least(closer, rule, alone, area)[0])
    return ways


def _closer(style: Style) -> Style:
    """A style with less space between blocks, and above parts."""
    sizes = style.layout.sizes
    sizes = replace(sizes, part=_CLOSER * sizes.part, gap=_CLOSER * sizes.gap)
    return replace(style, layout=replace(style.layout, sizes=sizes))


def _least(units: _Units, rule: CardRule, alone: Area, area: Area) -> tuple[_Way, _Arranger]:
    """The fewest pages that hold a handout without its map, and how: with parts drawn up into gaps
    only where that saves a page, and the most free on the last.
    """
    best, least = None, 0
    for choice in units.choices(rule):
        if best and (best.draft().pages == 1 or best.draft().pages == least > 2):
            break  # no page is saved by drawing parts up
        tried = [_Arranger(units, area, choice)]
        if tried[0].cards.leaves_one:
            tried.append(_Arranger(units, area, replace(choice, last=True)))
        least = min(way.draft().least for way in tried)
        way = min(tried, key=lambda one: (one.draft().pages, -one.draft().free[-1]))
        if best is None or way.draft().pages < best.draft().pages:
            best = way
        if best.draft().pages <= 2:
            single = _Arranger(units, alone, choice)
            if single.draft().pages == 1:
                return _Way(units, rule, 1, alone), single
    assert best is not None
    return _Way(units, rule, best.draft().pages, area), best


class _Units:
    """The units of one handout, set once however often it is arranged; of its parts, those that the
    layout prints.
    """

    def __init__(self, handout: Handout, style: Style, setter: Setter) -> None:
        self.handout, self.style, self.setter = handout, style, setter
        self.parts = {one.name: one for one in handout.parts if one.name in style.layout.parts}
        self.opening = 0.7 * style.layout.sizes.part  # above each of the boxes of page one
        blocks = self.parts["points"].blocks if "points" in self.parts else ()
        self.points = [block for block in blocks if isinstance(block, PointCard)]
        self._known: dict[tuple[str, float, bool], list[Unit]] = {}
        self._before: dict[tuple[float, str], float] = {}
        self._cards: dict[tuple[int, CardRule, float, float, float], Prepared] = {}
        self._rows: dict[tuple[Area, CardRule, bool], CardRows] = {}
        self.drafts: dict[tuple[Area, _Choice, bool], Arranged] = {}
        """By area, choice and whether the map is printed: handouts with their smallest pictures."""

    def card(
        self, card: PointCard, rule: CardRule, width: float, height: float, words: float
    ) -> Prepared:
        """A card; by its number, which is found sooner than all that it says."""
        key = (card.number, rule, width, height, words)
        if key not in self._cards:
            self._cards[key] = self.setter.card(card, self.style, *key[1:])
        return self._cards[key]

    def choices(self, rule: CardRule) -> list[_Choice]:
        """With cards by a rule; then with later parts drawn up, unless an order was asked for."""
        as_asked = bool(self.style.layout.sections.order)
        return [_Choice(rule, drawn_up=one) for one in ((False,) if as_asked else (False, True))]

    def rows(self, area: Area, choice: _Choice) -> CardRows:
        """The rows of all cards, as far as the choice is about them."""
        key = (area, choice.rule, choice.last)
        if key not in self._rows:
            sizes = self.style.layout.sizes
            self._rows[key] = CardRows(
                self.points, choice.rule, sizes, area, self.card, choice.last
            )
        return self._rows[key]

    def before(self, width: float, without: str = "") -> float:
        """The height of what stands before the cards on page one, but for one part."""
        key = (width, without)
        if key not in self._before:
            names = [name for name in self.style.layout.parts if name in FIRST and name != without]
            units = [unit for name in names for unit in self.part(name, width)]
            boxes = sum(unit.height + self.opening for unit in units)
            self._before[key] = stacked(self.head(width)) + boxes
        return self._before[key]

    def head(self, width: float) -> list[Unit]:
        """Title, for whom, clinic."""
        key = ("", width, False)
        if key not in self._known:
            self._known[key] = [self.setter.head(self.handout, self.style, width)]
        return self._known[key]

    def part(self, name: str, width: float, in_columns: bool = False) -> list[Unit]:
        """A part with its heading; nothing of one that this handout has not."""
        if name not in self.parts:
            return []
        key = (name, width, in_columns and name in IN_COLUMNS)
        if key not in self._known:
            if key[2]:
                self._known[key] = together(self.part(name, width), self.style)
            else:
                self._known[key] = self.setter.part(self.parts[name], self.style, width)
        return self._known[key]


class _Arranger:
    """Arranges a handout in one way. `helps` says whether what was chosen makes a difference."""

    def __init__(self, units: _Units, area: Area, choice: _Choice, with_map: bool = False) -> None:
        self.units, self.area, self.choice, self.with_map = units, area, choice, with_map
        self.style = units.style
        self.cards = units.rows(area, choice)
        self._left: list[PointCard] = []
        self._poured = 0  # units of the part that came before the cards

    def without_map(self) -> _Arranger:
        """The same without the body map."""
        return _Arranger(self.units, self.area, self.choice)

    def choices(self, pages: int) -> Iterator[_Choice]:
        """What may be chosen for a handout of so many pages, the best first."""
        for fresh in (True, False) if pages > 1 else (False,):
            for last in (True, False) if self.cards.leaves_one else (False,):
                yield replace(self.choice, fresh=fresh, last=last)

    def helps(self) -> bool:
        """Whether it was possible to do as was chosen."""
        alone = self.choice.fresh and self.odd  # its row would have a page of its own
        return self.cards.ends_wide == self.choice.last and not alone

    @property
    def odd(self) -> bool:
        """Whether the last card stands alone in its row, so that the columns that come after the
        cards may begin with it.
        """
        after = dict(pairwise(self.style.layout.flow)).get("points")
        if not isinstance(after, Columns) or not self.cards.ends_alone:
            return False
        return self._columns(after)[0] == self.cards.columns

    def _columns(self, columns: Columns) -> tuple[int, float]:
        return columns_across(columns, self.style.layout.sizes, self.area.width)

    def planned(self) -> _Rows:
        """The heights of the rows of cards.

        The room left over goes to the rows, on each page to its own; on the last with cards also
        that of what comes after them, where it asks for no page more.
        """
        made, low = self.draft(), dict[int, float]()
        heights = self.cards.filled(made, low)
        ways = list(self.cards.level(made, heights))
        levels = made.pages > 1 and not self.choice.fresh and bool(ways)
        if levels and (least := self._held(made, ways[-1])):
            larger = ((one, held) for one in ways[:-1] if (held := self._held(made, one)))
            low, made = next(larger, (ways[-1], least))
            heights = self.cards.filled(made, low)
        low = {row: low.get(row, self.cards.rows[row].least) for _, row in made.rows}
        left = _LEFT_WHITE * self.area.height
        spare = [room - left for room in _white(made, low, heights)]
        fuller = self.cards.fuller(made, heights, spare)
        after, before = (self._too_white(_white(made, low, one)) for one in (fuller, heights))
        return _Rows(heights, fuller, (after, before))

    def _too_white(self, white: Sequence[float]) -> float:
        """What a page has too much, in half points."""
        much = max(white, default=0.0) - _MOST_WHITE * self.area.height
        return max(0.0, round(2 * much) / 2)

    def _held(self, made: Arranged, wanted: dict[int, float]) -> Arranged | None:
        """With rows of these heights, where that leaves all rows and pages as they are."""
        tried = self.arranged(wanted, draft=True)
        return tried if (tried.pages, tried.rows) == (made.pages, made.rows) else None

    def draft(self) -> Arranged:
        """All regions in their order, with the smallest pictures."""
        key = (self.area, self.choice, self.with_map)
        if key not in self.units.drafts:
            self.units.drafts[key] = self.arranged({}, draft=True)
        return self.units.drafts[key]

    def arranged(self, heights: dict[int, float], draft: bool = False) -> Arranged:
        """All regions in their order; as a draft, with the pictures of cards not yet larger."""
        filler = Filler(self.area, self.style.layout.sizes.part)
        head = self.units.head(self.area.width)
        self._must_fit(head, "The title")
        filler.pour(head)
        self._poured = 0
        for region in self._flow():
            if region == "points":
                self._pour_cards(filler, heights, draft)
                if self.choice.fresh and filler.used:
                    filler.turn()
            else:
                self._pour(filler, region)
        return filler.arranged()

    def _flow(self) -> tuple[Region, ...]:
        """The regions in their order; where page one has no room for all that is before the cards,
        what is new stands behind the others, or else when not to press before all that is short.
        Parts that may be drawn up as one column.
        """
        flow, room = self.style.layout.flow, self.area.height + TINY
        if _SAFETY in flow and self.units.before(self.area.width) > room:
            first = [region for region in flow if region in FIRST and region != _NEW]
            if self.units.before(self.area.width, _NEW) > room:
                first.sort(key=_SAFETY.__ne__)
            flow = (*first, *(region for region in flow if region not in first))
        behind = flow[flow.index("points") + 1 :] if "points" in flow else ()
        if self.choice.drawn_up and not any(isinstance(region, Columns) for region in behind):
            flow = (*flow[: len(flow) - len(behind)], Columns(1, tuple(map(str, behind))))
        return flow

    def _pour_before(self, filler: Filler) -> None:
        """Fill page one with what may come before the cards, as far as it has room, where the rest
        of it leaves room for the first card on the next page.
        """
        order = self.style.layout.parts
        behind = order[order.index("points") :]
        units = self.units.part(_BEFORE, self.area.width) if _BEFORE in behind else []
        least = self.cards.rows[0].least
        begun, room = 0, filler.left
        for chain in chains(units):
            room -= chain.before + chain.height
            if room < -TINY:
                break
            begun += len(chain.units)
        rest = units[begun:]
        if not rest or stacked(rest) + filler.row_gap + least <= self.area.height:
            filler.pour(units)
            self._poured = len(units)

    def _pour_cards(self, filler: Filler, heights: dict[int, float], draft: bool) -> None:
        rows = self.cards.rows
        if rows and not filler.holds(rows[0].least):
            self._pour_before(filler)
        odd = self.odd and not self.choice.fresh
        self._left = list(rows[-1].cards) if odd else []
        for number, row in enumerate(rows[: len(rows) - odd]):
            if row.least > self.area.height:
                self._pour_divided(filler, row.cards)
                continue
            height = heights.get(number, row.least)
            filler.row(number, self.cards.placed(number, 0 if draft else height), height)

    def _pour_divided(self, filler: Filler, cards: Sequence[PointCard]) -> None:
        """Cards that are too tall for a page: heading and pictures, then the words; what comes
        behind the steps stays together.
        """
        for card in cards:
            parts = self.units.setter.divided(card, self.style, self.cards.rule, self.area.width)
            gap = 0.6 * self.style.layout.sizes.gap
            units = [Unit(part, "points", gap) for part in parts]
            if stacked(units[2:]) <= self.area.height:
                for unit in units[2:-1]:
                    unit.keep = True
            short = "Shorten its note, or choose" if card.note else "Choose"
            self._must_fit(units, f"The card of point {card.number}", short)
            if not filler.holds(units[0].height):
                filler.turn()
            filler.pour(units)

    def _must_fit(
        self, units: Sequence[Unit], what: str = "", cure: str = "Shorten it, or choose"
    ) -> None:
        for unit in units:
            if unit.height > self.area.height + TINY:
                wrong = f"{what or f'A piece of `{unit.part}`'} is too large for a page."
                problem = Problem("", 0, "layout", wrong, f"{cure} another layout or paper.")
                raise ContentError(problem)

    def _pour(self, filler: Filler, region: Region) -> None:
        width, xs = self.area.width, [0.0]
        if isinstance(region, Columns):
            count, width = self._columns(region)
            xs = [n * (width + self.style.layout.sizes.gutter) for n in range(count)]
        names = [name for name in parts_of(region) if name != "map" or self.with_map]
        units = [
            Unit(self.units.card(card, self.cards.rule, self.cards.card_width, 0, 0), "points")
            for card in self._left
        ]
        for name in names:
            done = self._poured if name == _BEFORE else 0
            units += self.units.part(name, width, len(xs) > 1)[done:]
        self._left = []
        room = filler.left - self.units.opening
        begins = region == _SAFETY and not filler.page  # it must, on page one
        most = room if begins else self.area.height
        pieces = [
            divided(unit, room, self.area.height) if unit.height > most else [unit]
            for unit in units
        ]
        units = [piece for unit in pieces for piece in unit]
        self._must_fit(units)
        if isinstance(region, Columns) and (len(xs) > 1 or self.choice.drawn_up):
            filler.pour_columns(xs, units, self.choice.drawn_up)
        elif units:
            if units[0].part in FIRST:
                units[0].before = self.units.opening
            filler.pour(units)
