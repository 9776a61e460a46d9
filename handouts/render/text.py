"""Text on a page: reportlab's Paragraph breaks it into lines, this module draws and tags them.

A paragraph is made of fragments, never of markup: what was typed is text. Each stretch of one
language, and each link, is a structure element of its own beside its neighbours, since some readers
lose what follows a mark within a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from typing import Any, Literal, NamedTuple

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus.paraparser import ParaFrag

from handouts.handout import Text, words
from handouts.render import fonts
from handouts.render.fonts import Weight
from handouts.render.objects import number, text_string
from handouts.render.tagging import Element, TaggedCanvas

INK = "#15110f"
GREY = "#595450"
WHITE = "#ffffff"
NO_BREAK = "\u00a0"

_SCRIPTS = {
    "zh": re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U000323af]"),
    "ko": re.compile(r"[\uac00-\ud7a3]"),
}
"""The language of typed characters that nobody has named: the likeliest of their script."""

_SHORT = (12, 9)
"""Letters of the last two words that are joined."""
_PART = 26
"""Letters of a part that a line is kept for."""
_NUMBERS = re.compile(r" \d+\b(?:,? (?:\w+ )?\d+\b)*")
"""One number or a list of them: "3", "3, 4 and 5"."""

_SPACES = {
    **dict.fromkeys((*range(0x2000, 0x200B), 0x205F, 0x3000), " "),
    **dict.fromkeys((0x2007, 0x202F), NO_BREAK),
}
"""Spaces of other widths, as the two that lines are broken by, or not."""

_OUTLINED = {"H1": 1, "H2": 2}
"""Roles of which the outline has an entry, and its level."""

Align = Literal["left", "right", "centre"]


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set: size and leading in points, weight, colour (`#rrggbb`), where it lies."""

    size: float
    leading: float
    weight: Weight = "regular"
    colour: str = INK
    align: Align = "left"


def last_words_together(text: Text) -> Text:
    """The text with its last two words joined, so that no line holds the last one alone."""
    *before, last = text
    start, space, end = last.text.rpartition(" ")
    return (*before, replace(last, text=f"{start}{NO_BREAK}{end}")) if space else text


def short_words_together(text: Text) -> Text:
    """The text with a short last word joined to the one before: no line holds it alone."""
    last = text[-1].text.split()[-2:] if text else []
    short = len(last) == 2 and len(last[0]) <= _SHORT[0] and len(last[1]) <= _SHORT[1]
    return last_words_together(text) if short else text


def parts_together(text: Text) -> Text:
    """The text with its last part, behind a comma, in one piece; a single word with that before."""
    *before, last = text
    head, comma, part = last.text.rpartition(", ")
    if " " not in part:
        head, comma, other = head.rpartition(", ")
        part = f"{other}, {part}"
    if not comma or len(part) > _PART:
        return text
    return (*before, replace(last, text=f"{head}{comma}{part.replace(' ', NO_BREAK)}"))


def numbers_together(text: Text) -> Text:
    """The text with a list of numbers joined to the word before them: "leave out 3, 4 and 5"."""
    return tuple(
        replace(span, text=_NUMBERS.sub(lambda it: it[0].replace(" ", NO_BREAK), span.text))
        for span in text
    )


class TextBlock(Paragraph):  # type: ignore[misc]
    """A paragraph of one element.

    `role` is its structure type (P, H1, Lbl, LBody …); `link` makes all of it a link: the address
    and what the link says of itself; `tail` runs on behind it in another style. A text of no role
    belongs to the mark that is open.
    """

    def __init__(
        self,
        text: Text,
        style: TextStyle,
        role: str = "P",
        link: tuple[str, str] | None = None,
        tail: tuple[Text, TextStyle] | None = None,
    ) -> None:
        self.text_style = style
        self.role = role
        self.link = link
        self.element: Element | None = None  # of its slices, once the first is drawn
        self.words = "".join(span.text for span in text)
        made = list(_fragments(text, style))
        if tail:
            made += [*_fragments(words("  "), style), *_fragments(*tail)]
        self._source = "".join("\n" if hasattr(one, "lineBreak") else one.text for one in made)
        super().__init__("", _style(style), frags=made)

    def slices(self, lines: int) -> list[TextBlock | TextSlice]:
        """The wrapped paragraph in parts of so many lines, to go on over columns and pages."""
        if self.line_count <= lines + 1:
            return [self]
        starts = range(0, self.line_count - 1, lines)  # no line of its own at the end
        ends = [*starts[1:], self.line_count]
        return [TextSlice(self, first, last) for first, last in zip(starts, ends, strict=True)]

    @property
    def line_count(self) -> int:
        """Lines it was broken into."""
        return len(self.blPara.lines)

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw with its lower left corner at (x, y)."""
        if not self.role:
            self.lines(canvas, x, y, 0, self.line_count)
            return
        if self.role in _OUTLINED:
            canvas.heading(_OUTLINED[self.role], self.words, y + self.height)
        with canvas.element(self.role):
            self.lines(canvas, x, y, 0, self.line_count)

    def lines(self, canvas: TaggedCanvas, x: float, y: float, first: int, last: int) -> None:
        """Draw the lines from `first` to before `last`, with the lowest at y."""
        style = self.text_style
        # half of what the leading adds stands above, half below the line
        ascent, descent = _metrics(style.size)
        above = (style.leading - ascent - descent) / 2 + ascent
        baseline = y + (last - first) * style.leading - above
        pieces: list[_Piece] = []
        for line, spaced in islice(self._broken(), first, last):
            pieces += self._placed(line, x, baseline, spaced)
            baseline -= style.leading
        if not any(piece.text.strip() for piece in pieces):
            return  # nothing but empty lines: a mark must hold something
        for key, group in groupby(pieces, key=lambda piece: piece.fragment.link):
            self._stretch(canvas, key, list(group))

    def _broken(self) -> Iterator[tuple[list[ParaFrag], bool]]:
        """The fragments of each line, and whether a space stood where it ends: it must be there
        for a reader, who joins lines, and must not where a long word was cut.
        """
        broken, source = self.blPara, self._source
        at = 0
        for line in broken.lines:
            if broken.kind == 0:
                words = [self.frags[0].clone(text=" ".join(line[1]))]
            else:
                words = line.words
            letters = sum(not c.isspace() for fragment in words for c in fragment.text)
            while letters and at < len(source):
                letters -= not source[at].isspace()
                at += 1
            yield words, at < len(source) and source[at].isspace()

    def _placed(
        self, line: Sequence[ParaFrag], x: float, baseline: float, spaced: bool
    ) -> Iterator[_Piece]:
        texts = [fragment.text for fragment in line]
        if texts:
            texts[-1] = texts[-1].rstrip()
        widths = [
            fonts.face(fragment.fontName).stringWidth(text, fragment.fontSize)
            for fragment, text in zip(line, texts, strict=True)
        ]
        if texts:
            texts[-1] += " " * spaced  # read, but no part of what is seen
        if self.text_style.align != "left":
            free = self.width - sum(widths)
            x += free if self.text_style.align == "right" else free / 2
        for fragment, text, width in zip(line, texts, widths, strict=True):
            if text:
                yield _Piece(fragment, text, x, baseline, width)
            x += width

    def _stretch(self, canvas: TaggedCanvas, key: Any, pieces: Sequence[_Piece]) -> None:
        """One stretch of one kind, in a mark of its own where the paragraph has a role."""
        if not self.role:
            _show(canvas, pieces)
        elif self.link:
            with canvas.element("Link"):
                _mark(canvas, "Link", pieces)
                self._links(canvas, pieces)
        elif key:
            with canvas.marked("Span", f"/Lang{text_string(key)}"):
                _show(canvas, pieces)
        else:
            _mark(canvas, self.role, pieces)

    def _links(self, canvas: TaggedCanvas, pieces: Sequence[_Piece]) -> None:
        """One area to press for each line of the link."""
        assert self.link
        target, contents = self.link
        ascent, descent = _metrics(self.text_style.size)
        for y, line in groupby(pieces, key=lambda piece: piece.y):
            row = list(line)
            right = row[-1].x + row[-1].width
            canvas.link((row[0].x, y - descent, right, y + ascent), target, contents)


class TextSlice(Flowable):  # type: ignore[misc]
    """Some lines of a paragraph; all slices of it are one element."""

    def __init__(self, whole: TextBlock, first: int, last: int) -> None:
        super().__init__()
        self.whole, self.first, self.last = whole, first, last
        self.width = whole.width
        self.height = (last - first) * whole.text_style.leading

    def drawOn(self, canvas: TaggedCanvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw with its lower left corner at (x, y)."""
        whole = self.whole
        if not self.first:
            with canvas.element(whole.role) as whole.element:
                whole.lines(canvas, x, y, self.first, self.last)
        else:
            assert whole.element is not None  # the first slice was drawn before
            with canvas.within(whole.element):
                whole.lines(canvas, x, y, self.first, self.last)


class _Piece(NamedTuple):
    """Text of one fragment in its place."""

    fragment: ParaFrag
    text: str
    x: float
    y: float
    width: float


def _mark(canvas: TaggedCanvas, role: str, pieces: Sequence[_Piece]) -> None:
    canvas.begin_mark(role)
    _show(canvas, pieces)
    canvas.end_mark()


def _show(canvas: TaggedCanvas, pieces: Sequence[_Piece]) -> None:
    """One text object for all pieces."""
    code = ["BT"]
    doc, font, colour = canvas._doc, "", ""
    for fragment, text, x, y, _ in pieces:
        if fragment.textColor != colour:
            colour = fragment.textColor
            code.append(f"{rgb(colour)} rg")
        code.append(f"1 0 0 1 {number(x)} {number(y)} Tm")
        face = fonts.face(fragment.fontName)
        for subset, codes in face.splitString(text, doc):
            name = f"{face.getSubsetInternalName(subset, doc)} {number(fragment.fontSize)}"
            if name != font:
                code.append(f"{name} Tf")
                font = name
            code.append(f"({canvas._escape(codes)}) Tj")
    code.append("ET")
    canvas._code.append(" ".join(code))


def rgb(colour: str) -> str:
    """`#rrggbb` as the operands of `rg` and `RG`."""
    return " ".join(number(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))


def _metrics(size: float) -> tuple[float, float]:
    """Ascent and descent of a line, in points, both positive."""
    return 0.95 * size, 0.25 * size


def _style(style: TextStyle) -> ParagraphStyle:
    fonts.face(fonts.CHAINS[style.weight][0])
    return ParagraphStyle(
        "text", fontName=fonts.CHAINS[style.weight][0], fontSize=style.size, leading=style.leading
    )


def _fragments(text: Text, style: TextStyle) -> Iterator[ParaFrag]:
    for span in text:
        for index, line in enumerate(span.text.translate(_SPACES).split("\n")):
            if index:
                yield _fragment("", fonts.CHAINS[style.weight][0], style, None, lineBreak=True)
            weight: Weight = "bold" if span.strong or style.weight == "bold" else "regular"
            for name, part in fonts.stretches(line, weight):
                yield _fragment(part, name, style, span.lang or _language(part))


def _language(part: str) -> str | None:
    return next((lang for lang, script in _SCRIPTS.items() if script.search(part)), None)


def _fragment(text: str, face: str, style: TextStyle, lang: str | None, **more: Any) -> ParaFrag:
    fonts.face(face)  # from here on reportlab knows it
    # reportlab joins neighbours whose `link` is the same: the language travels in it
    return ParaFrag(
        text=text, fontName=face, fontSize=style.size, textColor=style.colour, rise=0,
        us_lines=[], link=lang, backColor=None, **more,
    )  # fmt: skip
