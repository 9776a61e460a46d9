"""The card of a point: where it is, a hand that presses, numbered steps, one line of dose.

A card is never broken. Its text has one height at a width; its pictures take whatever height they
are given, so that the room left over on a page goes to them.
"""

from __future__ import annotations

import math
from dataclasses import replace

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
from handouts.render.blocks.frame import Block, Box, Stack
from handouts.render.blocks.sign import caution
from handouts.render.blocks.text import steps
from handouts.render.layout import CardRule
from handouts.render.pictures import (
    draw_measure,
    draw_photo,
    draw_picture,
    draw_point,
    draw_press,
)
from handouts.render.style import Style
from handouts.render.tagging import TaggedCanvas
from handouts.render.text import NO_BREAK, WHITE, TextBlock, TextStyle, rgb

_GAP = 8.0  # between pictures
_BESIDE = 16.0  # between pictures and words
_HAND = 92.0  # least width of the pictures of how to press
_WORDS = 205.0  # least width of the words beside pictures
_STEP = 12.0  # by which pictures are tried larger
_LOW = 0.62  # height by width under which two pictures of hands stand side by side
_WIDEST = 0.46  # share of a card that a picture beside its words takes at most
_STACKED = 0.95  # height by width from which pictures above the words stand one above the other


class Card(Block):
    """A card, arranged by a rule of its layout. `wrap` gives its least height; `stretch` sets it to
    a height between that and `most`. Without a picture it is a heading and words.
    """

    def __init__(self, card: PointCard, style: Style, rule: CardRule) -> None:
        super().__init__("Sect")
        self.card, self.style, self.rule = card, style, rule
        self.hands = card.how if rule.hands else ()
        self.stacked = False
        self._texts: dict[float, Stack] = {}

    def measure(self, width: float) -> float:
        """The height with the smallest pictures."""
        room = self.card.where is not None and width >= self._narrowest()
        self.beside = room and self.rule.pictures == "beside"
        least = self._least(width)
        self._arrange(width, least)
        return least

    def _narrowest(self) -> float:
        """The width under which pictures stand above the words."""
        hand = _HAND + _GAP if self.hands else 0
        words = _WORDS if self.hands else 130.0
        return min(self.rule.least[0], 150) + hand + _BESIDE + words

    def _least(self, width: float) -> float:
        least = self.rule.least[1]
        if self.card.where is None:
            return self._words(width).height
        if not self.beside:
            return least + _GAP + self._words(width).height
        return max(least, self._words(self._beside_words(width, self.rule.least[0])).height)

    def most(self) -> float:
        """The height with the largest pictures."""
        if self.card.where is None:
            return self.height
        if self.beside:
            return max(min(self.rule.most, self._tallest()), self.height)
        return max(self.rule.most + _GAP + self._words(self.width).height, self.height)

    def _tallest(self) -> float:
        """How high the picture beside the words can become; a photo keeps its shape."""
        where = self.card.where
        if not isinstance(where, Photo):
            return math.inf
        return _WIDEST * self.width * where.size[1] / where.size[0]

    @property
    def words_height(self) -> float:
        """The height of the words under the pictures; 0 where they stand beside them."""
        return 0.0 if self.beside else self._words(self.width).height

    def stretch(self, height: float, words: float) -> None:
        """Take this height; pictures grow as far as the words beside them allow, or leave `words`
        points to the words under them, so that cards in a row stand level.
        """
        self._arrange(self.width, height, words)
        self.height = height

    def _arrange(self, width: float, height: float, words: float = 0) -> None:
        if self.card.where is None:
            return
        if self.beside:
            place = self.rule.least[0]
            widest = min(1.05 * height, _WIDEST * width)
            while place + _STEP <= widest:
                if self._words(self._beside_words(width, place + _STEP)).height > height:
                    break
                place += _STEP
            self.stacked = False
            self._place, self._hand = (place, height), (self._hand_width(place), height)
        else:
            self._above(width, height - _GAP - max(words, self._words(width).height))

    def _above(self, width: float, high: float) -> None:
        """Side by side; one above the other where that makes both drawings larger. Words follow a
        photo at once, which keeps its shape.
        """
        where = self.card.where
        if isinstance(where, Photo) and not self.hands:
            high = min(high, width * where.size[1] / where.size[0])
        self.stacked = bool(self.hands) and high > _STACKED * width
        if self.stacked:
            hand = max(_HAND, min(0.36 * high, 150.0))
            self._place, self._hand = (width, high - hand - _GAP), (width, hand)
            return
        hand = 0.0
        if self.hands:
            hand = max(_HAND, min(0.42 * width, high * (1.0 if len(self.hands) > 1 else 0.95)))
            if len(self.hands) > 1 and (high - _GAP) / 2 < _LOW * hand:  # they stand side by side
                hand = max(hand, min(1.6 * high, width - _GAP - self.rule.least[0]))
        self._place, self._hand = (width - hand - (_GAP if hand else 0), high), (hand, high)

    def _hand_width(self, place: float) -> float:
        return max(_HAND, 0.52 * place) if self.hands else 0.0

    def _beside_words(self, width: float, place: float) -> float:
        hand = self._hand_width(place)
        return width - place - (hand + _GAP if hand else 0) - _BESIDE

    def _words(self, width: float) -> Stack:
        if width not in self._texts:
            children = _words_of(self.card, self.style, self.rule)
            self._texts[width] = Stack(children, gap=self._gap)
            self._texts[width].wrap(width, 0)
        return self._texts[width]

    @property
    def _gap(self) -> float:
        return self.style.layout.sizes.gap * 0.6

    def paint(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """Heading first, so that a reader of the structure knows what a drawing is of."""
        top = y + self.height
        if self.beside:
            width = self._beside_words(self.width, self._place[0])
            words_x, words_top = x + self.width - width, top
        elif self.card.where is None:
            width, words_x, words_top = self.width, x, top
        else:
            width = self.width
            high = self._place[1] + (self._hand[1] + _GAP if self.stacked else 0)
            words_x, words_top = x, top - high - _GAP
        words = self._words(width)
        heading, *others = words.children
        heading.drawOn(canvas, words_x, words_top - heading.height)
        self._pictures(canvas, x, top)
        words_top -= heading.height + words.gap
        for child in others:
            child.drawOn(canvas, words_x, words_top - child.height)
            words_top -= child.height + words.gap

    def _pictures(self, canvas: TaggedCanvas, x: float, top: float) -> None:
        if self.card.where is None:
            return
        width, height = self._place
        _figure(canvas, self.card.where, self.style, (x, top - height, width, height))
        if self.hands:
            x, top = (x, top - height - _GAP) if self.stacked else (x + width + _GAP, top)
            for picture, box in zip(self.hands, self._hand_boxes(x, top), strict=True):
                _figure(canvas, picture, self.style, box)

    def _hand_boxes(self, x: float, top: float) -> list[tuple[float, float, float, float]]:
        """One below the other where they are high enough, else side by side."""
        width, height = self._hand
        count = len(self.hands)
        each = (height - _GAP * (count - 1)) / count
        if count == 1 or each >= _LOW * width:
            return [(x, top - n * (each + _GAP) - each, width, each) for n in range(count)]
        each = (width - _GAP * (count - 1)) / count
        return [(x + n * (each + _GAP), top - height, each, height) for n in range(count)]


class CardStart(Card):
    """Heading and pictures of a card whose words have no room on the same page (large type on a
    small sheet); they follow one by one.
    """

    def measure(self, width: float) -> float:
        """Heading and the smallest pictures."""
        self.beside = False
        self._head = self._words(width).children[0]
        if self.card.where is None:
            return float(self._head.height)
        self._above(width, self.rule.least[1])
        return float(self._head.height) + _GAP + self.rule.least[1]

    def paint(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """The heading above."""
        top = y + self.height
        self._head.drawOn(canvas, x, top - self._head.height)
        self._pictures(canvas, x, top - self._head.height - _GAP)

    def words_after(self, width: float) -> list[Flowable]:
        """What follows: steps, dose, cautions, note."""
        return self._words(width).children[1:]


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
    made: list[Flowable] = [
        Title(card, style, rule.names),
    ]
    if card.steps and (rule.steps or card.where is None):  # else nothing would say where
        made.append(steps(card.steps, style))
    made.append(TextBlock(card.dose, style.strong))
    leave_out = (card.leave_out,) if card.leave_out and rule.leave_out else ()
    if cautions := (*leave_out, *card.cautions):
        made.append(caution(cautions, card.cautions_title, style))
    if plain(card.why) and rule.why:
        made.append(TextBlock(card.why, style.soft))
    if card.note:
        made.append(note(card, style))
    return made


def note(card: PointCard, style: Style) -> Flowable:
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
        canvas.show(start, middle - fonts.cap_height(size) / 2, f"{self.number} ", "bold", size)
        canvas._code.append("Q")
        canvas.end_mark()
        low = top - (first - self.face.leading) / 2 - self.place.height
        self.place.lines(canvas, x + self.indent, low, 0, self.place.line_count)
