"""Running text: paragraphs, numbered steps, lists."""

from __future__ import annotations

from collections.abc import Iterable

from handouts.handout import Text, words
from handouts.render import fonts
from handouts.render.blocks.frame import Block, SideBySide, Stack
from handouts.render.style import Style
from handouts.render.tagging import TaggedCanvas
from handouts.render.text import TextBlock, TextStyle, short_words_together

NUMBERED = "/A<</O/List/ListNumbering/Decimal>>"
UNORDERED = "/A<</O/List/ListNumbering/Disc>>"


def steps(items: Iterable[Text], style: Style) -> Stack:
    """What to do in order: always a list, a number before each step."""
    text = style.body
    number = TextStyle(text.size, text.leading, "bold", style.accent)
    listed = list(items)
    indent = (1.25 if len(listed) < 10 else 1.7) * text.size
    rows = [_item(words(str(n)), item, number, text, indent) for n, item in enumerate(listed, 1)]
    return Stack(rows, gap=0.14 * text.size, role="L", entries=NUMBERED)


def bullets(items: Iterable[Text], style: Style) -> Stack:
    """Things that stand side by side."""
    text = style.body
    rows = [_item(words("•"), item, text, text, 0.8 * text.size) for item in items]
    return Stack(rows, gap=0.1 * text.size, role="L", entries=UNORDERED)


def _item(label: Text, body: Text, sign: TextStyle, text: TextStyle, indent: float) -> SideBySide:
    return SideBySide(
        [
            (TextBlock(label, sign, "Lbl"), indent),
            (TextBlock(short_words_together(body), text, "LBody"), None),
        ],
        role="LI",
    )


class Inline(Block):
    """A label and a list that runs on in lines, its items parted by dots: "Not today if  fever ·
    sore skin". An item stays whole where it can.
    """

    def __init__(self, label: Text, items: Iterable[Text], style: Style, indent: float) -> None:
        super().__init__("L", UNORDERED)
        self.words = (label, tuple(items))
        self.label = TextBlock(label, style.strong, "Caption")
        self.items = [TextBlock(item, style.body, "LBody") for item in self.words[1]]
        self.style, self.indent = style, indent

    def split(self, availWidth: float, availHeight: float) -> list[Inline]:
        """The items that a height holds, and the rest, each under the label."""
        label, items = self.words
        for count in range(len(items) - 1, 0, -1):
            parts = [
                Inline(label, part, self.style, self.indent)
                for part in (items[:count], items[count:])
            ]
            if parts[0].wrap(availWidth, 0)[1] <= availHeight:
                return parts
        return []

    def measure(self, width: float) -> float:
        """Lines filled with whole items; a long item takes lines of its own."""
        body = self.style.body
        left = self.indent
        label_height: float = self.label.wrap(left or width, 0)[1]
        room = width - left
        self.dot = fonts.width("  ·  ", "regular", body.size)
        self.places: list[tuple[TextBlock, float, float, bool]] = []  # item, x, top, dot before
        x, top = 0.0, 0.0 if left else label_height
        for item in self.items:
            own = min(fonts.width(item.words, "regular", body.size) + 0.1, room)
            start = x + self.dot if x else 0.0
            if start + own > room and x:
                top += body.leading
                start = 0.0
            height = item.wrap(own, 0)[1]
            self.places.append((item, left + start, top, start > 0))
            x = start + own
            if height > body.leading:
                top += height - body.leading
                x = room
        return max(label_height, top + body.leading)

    def paint(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """Label, then items; dots only decorate."""
        head = y + self.height
        self.label.drawOn(canvas, x, head - self.label.height)
        body = self.style.body
        for item, left, top, dotted in self.places:
            if dotted:
                with canvas.artifact():
                    middle = head - top - body.leading / 2 + 0.05 * body.size
                    canvas.circle(x + left - self.dot / 2, middle, 1.1, stroke=0, fill=1)
            with canvas.element("LI"):
                item.drawOn(canvas, x + left, head - top - item.height)
