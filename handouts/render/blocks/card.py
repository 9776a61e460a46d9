"""The card of a point: where it is, a hand that presses, numbered steps, one line of dose.

A card is never broken. Its text has one height at a width; its pictures take whatever height they
are given, so that the room left over on a page goes to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from reportlab.platypus import Flowable

from handouts.handout import (
    MeasureFigure,
    Photo,
    Picture,
    PointCard,
    PointFigure,
    PressFigure,
    Span,
    Text,
    plain,
)
from handouts.render import fonts
from handouts.render.blocks.drawn import caution
from handouts.render.blocks.frame import Block, Box, Stack, wrapped
from handouts.render.blocks.text import steps
from handouts.render.layout import CardRule
from handouts.render.pictures import (
    body_size,
    draw_measure,
    draw_photo,
    draw_picture,
    draw_point,
    draw_press,
    drawn_size,
)
from handouts.render.style import Style
from handouts.render.tagging import TaggedCanvas
from handouts.render.text import NO_BREAK, WHITE, TextBlock, TextStyle, parts_together, rgb

_GAP = 8.0  # between pictures
_BESIDE = 16.0  # between pictures and words
_HAND = 92.0  # least width of the pictures of how to press
_WORDS, _FEW_WORDS = 205.0, 130.0  # least width of the words beside pictures; beside one
_WAIST = 0.85  # width by height of a picture of two hands on the waist, at least
_STEP = 12.0  # by which pictures are tried larger
_LOW = 0.62  # height by width under which two pictures of hands stand side by side
_WIDEST = 0.46  # share of a card that a photo beside its words takes at most
_SHAPELY = 0.8  # height by width of a picture that is not made lower
_LOWEST = 150.0  # the least height of a picture that hands stand below
_HANDS = 0.35  # what larger hands are worth, to a larger body
_SMALL = 75.0  # what a picture of hands has across at least, but for want of room
_SQUARE = 12.0  # what it is worth less where it is as long again: it shows less of the body
_CLOSE = 0.25  # share of the most that it may be worth less by, where a way is looked at closely
_CLEARLY = 0.9  # share of its estimated size under which labels keep a body small
_SMALL_BODY = 0.62  # share of its estimated size under which other ways are planned, too
_MORE = 4  # so many of them, the best by their estimate
_MEASURE = 25.0  # what it is worth to show the first of two measures, too
_LEAST_OF = {1: 0.0, 2: 5.6, 3: 7.0}
"""What so many pictures of hands have across at least, in sizes of their words."""


@dataclass(frozen=True, slots=True)
class _Way:
    """How the pictures of a card stand: the width of all, width and height of the first and of
    what the hands have, `stacked` below it; `hands` are how many of them, from the last.
    """

    width: float
    place: tuple[float, float]
    hand: tuple[float, float] = (0.0, 0.0)
    stacked: bool = False
    hands: int = 0

    @property
    def height(self) -> float:
        """Of all pictures."""
        return self.place[1] + (self.hand[1] + _GAP if self.stacked else 0.0)


class Card(Block):
    """A card, arranged by a rule of its layout. `wrap` gives its least height; `stretch` sets it to
    a height between that and `most`. Without a picture it is a heading and words.
    """

    def __init__(self, card: PointCard, style: Style, rule: CardRule) -> None:
        super().__init__("Sect")
        self.card, self.style, self.rule = card, style, rule
        self.hands = card.how if rule.hands else ()
        self._texts: dict[float, Stack] = {}

    def measure(self, width: float) -> float:
        """The height with the smallest pictures."""
        least = self.rule.least
        words = _WORDS if self.hands else _FEW_WORDS
        narrow = width < self._block(min(least[0], 150)) + _BESIDE + words
        self.beside = self.rule.pictures == "beside" and not narrow and self.card.where is not None
        self._under = 0.0
        if self.card.where is None:
            return self._words(width).height
        if self.beside:
            return max(least[1], self._words(width - self._block(least[0]) - _BESIDE).height)
        return least[1] + _GAP + self._words(width).height

    def most(self) -> float:
        """The height with the largest pictures."""
        if self.card.where is None:
            return self.height
        most = self.rule.most
        if self.beside and isinstance(self.card.where, Photo):  # which keeps its shape
            most = min(most, _WIDEST * self.width * _shape(self.card.where))
        elif not self.beside:
            most += _GAP + self._words(self.width).height
        return max(most, self.height)

    @property
    def words_height(self) -> float:
        """The height of the words under the pictures; 0 where they stand beside them."""
        return 0.0 if self.beside else self._words(self.width).height

    def stretch(self, height: float, words: float) -> None:
        """Take this height; pictures grow as far as the words beside them allow, or leave `words`
        points to the words under them, so that cards in a row stand level.
        """
        self.height, self._under = height, words

    @cached_property
    def way(self) -> _Way:
        """How the pictures stand; found when the card is drawn, at the height that it has then."""
        if self.beside:
            way = self._best(self._beside(self.width, self.height))
            words = self._words(self.width - way.width - _BESIDE).height
            return self._trimmed(way) if words > self.height - _STEP else way
        words = max(self._under, self._words(self.width).height)
        return self._best(self._pictures(self.width, self.height - _GAP - words))

    @property
    def used(self) -> float:
        """The height that words and pictures use of the one that it has."""
        if self.card.where is None:
            return self.height
        pictures = self._trimmed(self.way).height
        if self.beside:
            return max(pictures, self._words(self.width - self.way.width - _BESIDE).height)
        return pictures + _GAP + max(self._under, self._words(self.width).height)

    def _best(self, ways: Iterable[_Way]) -> _Way:
        """What shows body and hands largest. Of ways that differ in kind and come close, each is
        planned to see how large the body is beside its labels; where these keep it small, all are.
        """
        ways = list(ways)
        kinds: dict[tuple[bool, int], tuple[float, _Way]] = {}
        for way in ways:
            worth, kind = self._worth(way, self._size(*way.place)), (way.stacked, way.hands)
            if kind not in kinds or worth > kinds[kind][0]:
                kinds[kind] = worth, way
        most = max(worth for worth, _ in kinds.values())
        close = [way for worth, way in kinds.values() if most - worth <= _CLOSE * abs(most)]
        where = self.card.where
        if not isinstance(where, PointFigure):
            return close[0]

        def size(way: _Way) -> float:
            return drawn_size(where, *way.place, self.style.look)

        def drawn(way: _Way) -> float:
            return self._worth(way, size(way))

        best = max(close, key=drawn) if len(close) > 1 else close[0]
        if size(best) < _SMALL_BODY * self._size(*best.place):
            likely = sorted(ways, key=lambda way: -self._worth(way, self._size(*way.place)))
            best = max(likely[:_MORE], key=drawn)
        return best

    def _trimmed(self, way: _Way) -> _Way:
        """No higher than body and hands can use."""
        where, (width, height) = self.card.where, way.place
        if not isinstance(where, PointFigure):
            return way
        hands = 0.0 if way.stacked else way.hands * (way.hand[0] + _GAP)
        least = max(self.rule.least[1], _SHAPELY * width, hands)
        low, most = height, drawn_size(where, width, height, self.style.look)
        hidden = most < _CLEARLY * self._size(width, height)  # it may be larger in a lower frame
        while low - _STEP >= least:
            if not hidden and self._size(width, low - _STEP) < self._size(width, height):
                break
            size = drawn_size(where, width, low - _STEP, self.style.look)
            if size < most - 1:
                break
            low, most = low - _STEP, max(most, size)
        hand = way.hand if way.stacked or not way.hands else (way.hand[0], low)
        return replace(way, place=(width, low), hand=hand)

    def _beside(self, width: float, height: float) -> Iterator[_Way]:
        """Pictures as wide as the words beside them allow."""
        block = self._block(self.rule.least[0])
        yield from self._pictures(block, height)
        widest = max(_WIDEST * width, width - _BESIDE - _WORDS)
        while (block := block + _STEP) <= widest:
            if self._words(width - block - _BESIDE).height > height:
                break
            yield from self._pictures(block, height)

    def _block(self, place: float) -> float:
        """The width of a picture of this width and of the narrowest hands beside it."""
        return place + (_HAND + _GAP if self.hands else 0)

    def _pictures(self, width: float, high: float) -> Iterator[_Way]:
        """The hands beside the first picture or below it, as large as both allow; without the
        measures, the first of two before the other, where they could not be told. Words follow a
        photo at once, which keeps its shape.
        """
        if not self.hands:
            if isinstance(self.card.where, Photo) and not self.beside:
                high = min(high, width * _shape(self.card.where))
            yield _Way(width, (width, high))
            return
        found = [
            way for count in range(1, len(self.hands) + 1)
            for way in self._with_hands(count, width, high) if self._can_be_read(way)
        ]  # fmt: skip
        yield from found or self._with_hands(1, width, high)

    def _with_hands(self, count: int, width: float, high: float) -> Iterator[_Way]:
        """The last so many pictures of hands beside the first picture, or below it."""
        least, low = self.rule.least[0], min(self.rule.least[1], _LOWEST)
        hand = _HAND
        while hand == _HAND or width - hand - _GAP >= max(least, hand):
            yield _Way(width, (width - hand - _GAP, high), (hand, high), hands=count)
            hand += _STEP
        hand = _HAND
        while high - hand - _GAP >= max(low, hand):
            yield _Way(width, (width, high - hand - _GAP), (width, hand), True, count)
            hand += _STEP

    def _can_be_read(self, way: _Way) -> bool:
        """Whether hands are large enough to be told, and two on the waist wide enough."""
        least, boxes = _LEAST_OF[way.hands] * self.style.look.label, self._hand_boxes(way)
        press = self.hands[-1]
        if isinstance(press, PressFigure) and press.hand == "waist":
            wide, high = boxes[-1][2:]
            if wide < _WAIST * high:
                return False
        return all(min(box[2:]) >= least for box in boxes)

    def _worth(self, way: _Way, size: float) -> float:
        """How large a way shows the body (points) and hands, and how well what is under them."""
        hands = (
            min(box[2:]) - _SQUARE * max(box[2:]) / min(box[2:]) for box in self._hand_boxes(way)
        )
        small = min(hands, default=_SMALL)
        return size + _HANDS * small - max(0.0, _SMALL - small) + _MEASURE * way.hands

    @cached_property
    def _size(self) -> Callable[[float, float], float]:
        where = self.card.where
        if isinstance(where, PointFigure):
            return body_size(where, self.style.look)
        assert where is not None
        return lambda width, height: min(width, height / _shape(where))

    def _words(self, width: float) -> Stack:
        if width not in self._texts:
            children = _words_of(self.card, self.style, self.rule)
            self._texts[width] = wrapped(Stack(children, self.style.layout.sizes.gap * 0.6), width)
        return self._texts[width]

    def paint(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """Heading first, so that a reader of the structure knows what a drawing is of."""
        top = y + self.height
        width, words_x, words_top = self.width, x, top
        if self.card.where is not None and self.beside:
            words_x = x + self.way.width + _BESIDE
            width = self.width - self.way.width - _BESIDE
        elif self.card.where is not None:
            words_top = top - self.way.height - _GAP
        words = self._words(width)
        for child in words.children:
            child.drawOn(canvas, words_x, words_top - child.height)
            if child is words.children[0]:
                self._draw(canvas, x, top)
            words_top -= child.height + words.gap

    def _draw(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        """The pictures, their top left corner at (x, top)."""
        if self.card.where is None:
            return
        width, height = self.way.place
        _figure(canvas, self.card.where, self.style, (x, top - height, width, height))
        shown = self.hands[len(self.hands) - self.way.hands :]
        for picture, box in zip(shown, self._hand_boxes(self.way), strict=True):
            if isinstance(picture, MeasureFigure) and len(shown) < len(self.hands):
                picture = replace(picture, caption=picture.alone)
            left, down, wide, high = box
            _figure(canvas, picture, self.style, (x + left, top - down - high, wide, high))

    def _hand_boxes(self, way: _Way) -> list[tuple[float, float, float, float]]:
        """How far right and down of the corner of the pictures, width and height of each hand; one
        below the other where they are high enough, else side by side.
        """
        if not way.hands:
            return []
        (wide, high), (width, height), count = way.place, way.hand, way.hands
        x, y = (0.0, high + _GAP) if way.stacked else (wide + _GAP, 0.0)
        each = (height - _GAP * (count - 1)) / count
        if count == 1 or each >= _LOW * width:
            return [(x, y + n * (each + _GAP), width, each) for n in range(count)]
        each = (width - _GAP * (count - 1)) / count
        return [(x + n * (each + _GAP), y, each, height) for n in range(count)]


class CardStart(Card):
    """Heading and pictures of a card that is too tall for a page; its words follow one by one."""

    def measure(self, width: float) -> float:
        """Heading and the smallest pictures."""
        self.beside = False
        self._head = self._words(width).children[0]
        pictures = 0.0 if self.card.where is None else _GAP + self.rule.least[1]
        return float(self._head.height) + pictures

    @cached_property
    def way(self) -> _Way:
        """With the smallest pictures."""
        return self._best(self._pictures(self.width, self.rule.least[1]))

    def paint(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """The heading above."""
        top = y + self.height
        self._head.drawOn(canvas, x, top - self._head.height)
        self._draw(canvas, x, top - self._head.height - _GAP)

    def words_after(self, width: float) -> list[Flowable]:
        """What follows: steps, dose, cautions, note."""
        return self._words(width).children[1:]


def _shape(photo: Photo) -> float:
    """Height by width of a clinic's own picture."""
    return photo.size[1] / photo.size[0]


def _figure(
    canvas: TaggedCanvas,
    picture: PointFigure | MeasureFigure | PressFigure | Picture | Photo,
    style: Style,
    box: tuple[float, float, float, float],
) -> None:
    width, height = box[2:]
    with canvas.figure(picture.alt, *box):
        if isinstance(picture, PointFigure):
            draw_point(canvas, picture, width, height, style.look)
        elif isinstance(picture, MeasureFigure):
            draw_measure(canvas, picture, width, height, style.look)
        elif isinstance(picture, PressFigure):
            draw_press(canvas, picture, width, height, style.look)
        elif isinstance(picture, Photo):
            draw_photo(canvas, picture, width, height)
        else:
            draw_picture(canvas, picture, width, height, style.look)


def _words_of(card: PointCard, style: Style, rule: CardRule) -> list[Flowable]:
    made: list[Flowable] = [Title(card, style, rule.names)]
    if card.steps and (rule.steps or card.where is None):  # else nothing would say where
        made.append(steps(card.steps, style))
    made.append(TextBlock(parts_together(card.dose), style.strong))
    leave_out = (card.leave_out,) if card.leave_out and rule.leave_out else ()
    if cautions := (*leave_out, *card.cautions):
        made.append(caution(cautions, card.cautions_title, style))
    if plain(card.why) and rule.why:
        made.append(TextBlock(card.why, style.soft))
    if card.note:
        made.append(_note(card, style))
    return made


def _note(card: PointCard, style: Style) -> Flowable:
    """What the practitioner typed for this patient."""
    title, first = plain(card.note_title), card.note[0]
    lines = [(Span(f"{title}: ", strong=True), *first), *card.note[1:]]
    inside = Stack([TextBlock(line, style.body) for line in lines], gap=2)
    pad = style.layout.sizes.pad
    return Box(inside, (pad, pad * 0.5), fill=style.pale, radius=5)


class Title(Block):
    """A number in a circle, the place in plain words, then small and grey the point's names."""

    def __init__(self, card: PointCard, style: Style, with_names: bool) -> None:
        super().__init__("H2")
        self.number = str(card.number)
        self.style = style
        self.card, self.with_names = card, with_names
        self.face = style.text(style.layout.sizes.card, bold=True)

    def _tail(self, width: float) -> tuple[Text, TextStyle] | None:
        """The names in one piece, where a line holds them."""
        soft, names = self.style.soft, self.card.names
        if not self.with_names:
            return None
        wide = sum(fonts.width(s.text, "bold" if s.strong else "regular", soft.size) for s in names)
        if wide < width:
            names = tuple(replace(s, text=s.text.replace(" ", NO_BREAK)) for s in names)
        return names, soft

    def measure(self, width: float) -> float:
        """The circle is as high as a line and a third."""
        self.radius = 0.72 * self.face.size
        self.indent = 2 * self.radius + 0.55 * self.face.size
        width -= self.indent
        self.place = TextBlock(self.card.place, self.face, "H2", tail=self._tail(width))
        height: float = self.place.wrap(width, 0)[1]
        return max(height, 2 * self.radius)

    def paint(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """One mark for number and place, so that they are read as one heading."""
        top = y + self.height
        canvas.heading(2, f"{self.number} {self.place.words}", top)
        first = max(self.face.leading, 2 * self.radius)
        middle = top - first / 2
        with canvas.artifact():
            canvas.saveState()
            canvas._code.append(f"{rgb(self.style.accent)} rg")
            canvas.circle(x + self.radius, middle, self.radius, stroke=0, fill=1)
            canvas.restoreState()
        size = max(self.style.body.size, self.face.size * (0.92 if len(self.number) == 1 else 0.8))
        canvas.begin_mark("H2")
        canvas._code.append(f"q {rgb(WHITE)} rg")
        start = x + self.radius - fonts.width(self.number, "bold", size) / 2
        low = middle - fonts.cap_height(size) / 2
        fonts.show(canvas, start, low, f"{self.number} ", "bold", size)
        canvas._code.append("Q")
        canvas.end_mark()
        low = top - (first - self.face.leading) / 2 - self.place.height
        self.place.lines(canvas, x + self.indent, low, 0, self.place.line_count)
