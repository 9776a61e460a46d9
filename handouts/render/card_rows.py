"""The cards of a handout in rows, and how high each row is."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from handouts.handout import PointCard
from handouts.render.blocks import Card
from handouts.render.filling import Area, Arranged
from handouts.render.layout import CardRule, Sizes, cards_across
from handouts.render.setting import Prepared

SetCard = Callable[[PointCard, CardRule, float, float, float], Prepared]
"""Sets a card by a rule: width, height, and the height of the words in its row (see `Card`)."""
_SPARE = 12.0
"""Points of its height that a row may have more than it uses."""
_SHARES = (1.0, 0.75, 0.5, 0.25)
"""Of what pictures may become larger, what is tried."""


@dataclass(frozen=True, slots=True)
class CardRow:
    """Cards side by side by one rule, each of one width, with the least and the most height of the
    row, and the height of the longest words under their pictures.
    """

    cards: tuple[PointCard, ...]
    rule: CardRule
    width: float
    least: float
    most: float
    words: float


class CardRows:
    """The rows of cards on pages of an area, in points; with `last`, a card that is left over for
    the last row is as wide as the page.
    """

    def __init__(
        self,
        cards: Sequence[PointCard],
        rule: CardRule,
        sizes: Sizes,
        area: Area,
        set_card: SetCard,
        last: bool,
    ) -> None:
        self.area, self._set, self._last = area, set_card, last
        self.rule, self._gutter = rule, sizes.gutter
        self.columns, self.card_width = cards_across(rule, sizes, area.width)
        if self.columns < self.rule.columns:
            self.rule = replace(self.rule, least=self._least)
        rows = self._made(cards)
        if self.rule.why and any(row.least > area.height for row in rows):
            self.rule = replace(self.rule, why=False)  # rather than a card on two pages
            rows = self._made(cards)
        self.rows = rows

    @property
    def leaves_one(self) -> bool:
        """Whether one card is left over for the last row."""
        return self.columns > 1 and sum(len(row.cards) for row in self.rows) % self.columns == 1

    @property
    def ends_wide(self) -> bool:
        """Whether the last of several columns' cards is as wide as the page."""
        return bool(self.rows) and self.rows[-1].width > self.card_width

    @property
    def ends_alone(self) -> bool:
        """Whether the last card stands alone in a row for several."""
        alone = bool(self.rows) and len(self.rows[-1].cards) == 1 < self.columns
        return alone and not self.ends_wide

    def _made(self, cards: Sequence[PointCard]) -> list[CardRow]:
        starts = range(0, len(cards), self.columns)
        rows = [cards[start : start + self.columns] for start in starts]
        made = [self._row(row, self.rule, self.card_width) for row in rows]
        if self._last and made and len(rows[-1]) == 1 < self.columns:
            alone = replace(self.rule, pictures="beside", least=self._least)
            made[-1] = self._row(rows[-1], alone, self.area.width)
        return made

    def _row(self, cards: Sequence[PointCard], rule: CardRule, width: float) -> CardRow:
        made = [self._set(card, rule, width, 0, 0).flowable for card in cards]
        assert all(isinstance(one, Card) for one in made)
        return CardRow(
            tuple(cards),
            rule,
            width,
            max(one.height for one in made),
            max(one.most() for one in made),
            max(one.words_height for one in made),
        )

    @property
    def _least(self) -> tuple[float, float]:
        """Width and height of the smallest picture of a card that is as wide as the page."""
        least, alone = self.rule.least, self.rule.alone
        return max(least[0], alone[0]), max(least[1], alone[1])

    def placed(self, number: int, height: float) -> list[tuple[float, Prepared]]:
        """The cards of a row at a height (0: the least for pictures), each with its left edge."""
        row, step = self.rows[number], self.card_width + self._gutter
        words = row.words if height else 0.0
        made = [self._set(card, row.rule, row.width, height, words) for card in row.cards]
        return [(n * step, card) for n, card in enumerate(made)]

    def filled(self, arranged: Arranged, heights: dict[int, float]) -> dict[int, float]:
        """The heights of rows, from these on, that take up what is free on their pages."""
        filled: dict[int, float] = {}
        for page, free in enumerate(arranged.free):
            numbers = [row for at, row in arranged.rows if at == page]
            low = {n: heights.get(n, self.rows[n].least) for n in numbers}
            most = {n: self.rows[n].most for n in numbers}
            while True:
                shared = self._shared(free - 1.0, low, most)  # 1: what rounding may take
                grown = [n for n in numbers if shared[n] > low[n] + _SPARE]
                used = {n: max(low[n], self.used(n, shared[n])) for n in grown}
                spare = {n: used[n] for n in grown if used[n] < shared[n] - _SPARE}
                if not spare:
                    break
                most |= spare
            filled |= shared
        return filled

    def fuller(
        self, arranged: Arranged, heights: dict[int, float], spare: Sequence[float]
    ) -> dict[int, float]:
        """The heights of rows that take up what is spare on their pages, whether they use it or
        not.
        """
        fuller = dict(heights)
        for page, room in enumerate(spare):
            low = {row: heights[row] for at, row in arranged.rows if at == page}
            fuller |= self._shared(room, low, {n: self.rows[n].most for n in low})
        return fuller

    def _shared(
        self, free: float, low: dict[int, float], most: dict[int, float]
    ) -> dict[int, float]:
        """The heights of rows among which what is free is shared, each from `low` up to `most`."""
        shared = {}
        # the one that can grow least comes first
        for place, number in enumerate(sorted(low, key=lambda n: most[n] - low[n])):
            more = max(0.0, min(free / (len(low) - place), most[number] - low[number]))
            free -= more
            shared[number] = max(self.rows[number].least, int(2 * (low[number] + more)) / 2)
        return shared

    def used(self, number: int, height: float) -> float:
        """What words and pictures of a row use of a height."""
        cards = (card.flowable for _, card in self.placed(number, height))
        return max(card.used for card in cards if isinstance(card, Card))

    def level(self, arranged: Arranged, heights: dict[int, float]) -> Iterator[dict[int, float]]:
        """Heights to try for the rows on the last page that has any, then less: pictures as high as
        the highest before them, or as high as can be where there is no page before.
        """
        if not arranged.rows:
            return
        pages = [page for page, _ in arranged.rows]
        last = {n: self.rows[n] for at, n in arranged.rows if at == pages[-1]}
        if pages[0] == pages[-1]:
            goal = math.inf
        else:
            last = {n: row for n, row in last.items() if row.words}
            goal = max(height - self.rows[n].words for n, height in heights.items())
        for share in _SHARES:
            wanted = {
                n: row.least
                + share * (min(row.most, self.area.height, goal + row.words) - row.least)
                for n, row in last.items()
            }
            if any(height > last[n].least for n, height in wanted.items()):
                yield wanted
