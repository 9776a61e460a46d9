"""Setting of the card of a point, and of a home tip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import permutations

from handouts.handout import PointCard, Text, TipCard, words
from handouts.press.draft import (
    Draft,
    artifact,
    assemble,
    attributes,
    beside,
    padded,
    stack,
    tagged,
)
from handouts.press.figures import paint_icon, paint_point
from handouts.press.house import boxed, faded, numbered_disc, picture, rule
from handouts.press.set_text import bullets, captioned, heading, running, steps
from handouts.press.setter import Setter, Setting, even, one, whole
from handouts.press.signs import sign
from handouts.press.typeset import INK, SOFT, baseline

_BESIDE = 24.0  # ems of running text from which the drawing stands beside the words
_LABELLED = 27.0  # ems of a text column from which "Find it" stands in a column of its own
_GAP = 14.0
_ROW = 4.0


def set_card(setter: Setter, card: PointCard, width: float, level: int = 3) -> Setting:
    """A card as wide as its column: its name across, the drawing left, the words right; in a
    narrow column all below one another."""
    top = stack([rule(width), _head(setter, card, width, level)], 6)
    side = setter.style.figure
    if width < _BESIDE * setter.style.body.size:
        side = min(width, side * 1.5)
        figure = padded(_figure(setter, card, side, side), left=(width - side) / 2)
        parts = [top, figure, *_rows(setter, card, width, level)]
        return even([tagged("Sect", part) for part in parts], _ROW + 1)
    room = width - side - _GAP
    text = stack(_rows(setter, card, room, level), _ROW)
    caption = _caption_height(setter, card, side)
    high = min(max(side * 0.9, text.height - caption), side * 1.3)
    figure = _figure(setter, card, side, high)
    body = beside([(0, figure), (side + _GAP, text)])
    return Setting((tagged("Sect", stack([top, body], 4)),))


def _rows(setter: Setter, card: PointCard, width: float, level: int) -> list[Draft]:
    """The words of a card, top to bottom."""
    rows = [
        _labelled(setter, card.find_title, width, level, partial(_steps, setter, card.find)),
        _labelled(setter, card.press_title, width, level, partial(_pairs, setter, card.press)),
    ]
    if card.cautions:
        rows.append(_caution(setter, card, width))
    rows.append(whole(running(setter.type, card.why, setter.style.body, width)))
    if card.note:
        rows.append(_note(setter, card, width))
    return rows


def _head(setter: Setter, card: PointCard, width: float, level: int) -> Draft:
    """Number, place and names on one line; names go below when they do not fit beside."""
    face = setter.style.display(setter.style.layout.sizes.card)
    disc = round(face.size * 1.5)
    start = disc + 7
    number = numbered_disc(setter.type, card.number, disc, setter.style.accent)
    room = width - start
    place = setter.type.text(card.place, face, room, "Span")
    used = setter.type.width(card.place, face) + 10
    top = max(0.0, (disc - face.leading) / 2)
    height = max(float(disc), top + place.height)
    title = tagged(
        f"H{level}", assemble(width, height, [(0, 0, number), (start, -top, place)])
    )
    body = setter.style.body
    if used + setter.type.width(card.names, body) <= room:
        names = setter.type.text(card.names, body, room - used, "P", SOFT)
        level_with = top + baseline(face) - baseline(body)
        return assemble(width, height, [(0, 0, title), (start + used, -level_with, names)])
    names = setter.type.text(card.names, body, room, "P", SOFT)
    return assemble(width, height + names.height, [(0, 0, title), (start, -height, names)])


def _caption_height(setter: Setter, card: PointCard, width: float) -> float:
    if not setter.style.layout.cards.caption:
        return 0.0
    lines = setter.type.lines(card.figure.caption, setter.style.body, width)
    return len(lines) * setter.style.body.leading


def _figure(setter: Setter, card: PointCard, width: float, height: float) -> Draft:
    painted = paint_point(card.figure, (width, height), setter.style.look)
    figure = card.figure
    if setter.style.layout.cards.caption:
        return captioned(setter, picture(painted, figure.alt), figure.caption, width)
    return picture(painted, figure.alt)


def _labelled(
    setter: Setter, label: Text, width: float, level: int, setting: Callable[[float], Draft]
) -> Draft:
    """A heading in a column of its own and what it heads beside it; above it in a narrow column."""
    face = setter.style.strong
    if width < _LABELLED * face.size:
        title = heading(setter, label, face.size, width, level + 1)
        return stack([title, setting(width)])
    start = 4.6 * face.size
    title = setter.type.text(label, face, start, f"H{level + 1}")
    return beside([(0, title), (start, setting(width - start))])


def _steps(setter: Setter, texts: tuple[Text, ...], width: float) -> Draft:
    if setter.style.layout.cards.run_in:
        return _run_in_steps(setter, texts, width)
    return whole(steps(setter, texts, width, 0))


def _run_in_steps(setter: Setter, texts: tuple[Text, ...], width: float) -> Draft:
    """Steps one after the other in running lines, still a list to whoever hears them."""
    return setter.type.run_in(
        [(words(f"{number}.", strong=True), text) for number, text in enumerate(texts, 1)],
        setter.style.body,
        width,
    )


def _pairs(setter: Setter, pairs: tuple[tuple[Text, Text], ...], width: float) -> Draft:
    """Names and answers, as many to a line as fit: a card has no room for a line each."""
    entries = [_pair(setter, name, value, width) for name, value in pairs]
    gap = 1.2 * setter.style.body.size
    if setter.style.layout.cards.run_in:
        entries = min(permutations(entries), key=lambda order: _lines(order, gap, width))
    x = y = low = 0.0
    placed = []
    for one_entry in entries:
        if x and x + one_entry.width > width:
            x, y = 0.0, low
        placed.append((x, y, one_entry))
        x += one_entry.width + gap
        low = min(low, y - one_entry.height)
    return tagged("L", assemble(width, -low, placed), attributes(numbering="None"))


def _lines(entries: Sequence[Draft], gap: float, width: float) -> int:
    """How many lines entries take in this order."""
    lines, x = 1, 0.0
    for one_entry in entries:
        if x and x + one_entry.width > width:
            lines, x = lines + 1, 0.0
        x += one_entry.width + gap
    return lines


def _pair(setter: Setter, name: Text, value: Text, width: float) -> Draft:
    """A name and its answer, as wide as they are."""
    face, strong = setter.style.body, setter.style.strong
    start = setter.type.width(name, strong) + 0.45 * face.size
    room = min(width - start, setter.type.width(value, face) + 0.1)
    label = setter.type.text(name, strong, start, "Lbl")
    body = setter.type.text(value, face, max(room, 4 * face.size), "LBody")
    return tagged("LI", beside([(0, label), (start, body)]))


def _caution(setter: Setter, card: PointCard, width: float) -> Draft:
    face = setter.style.body
    size = face.leading
    inner = width - size - 22
    strong = tuple(replace(span, strong=True) for span in card.cautions_title)
    lead: Text = (*strong, *words(" ")) if strong else ()
    first, *others = card.cautions
    texts = [(*lead, *first), *others]
    body = stack([whole(running(setter.type, text, face, inner)) for text in texts], 1)
    content = assemble(
        width,
        body.height + 6,
        [(8, -3, sign("caution", size - 1, INK)), (size + 14, -3, body)],
    )
    return tagged("Div", boxed(content, INK, None, 0.9, 4))


def _note(setter: Setter, card: PointCard, width: float) -> Draft:
    face = setter.style.body
    inner = width - 20
    strong = tuple(replace(span, strong=True) for span in card.note_title)
    lead: Text = (*strong, *words(" ")) if strong else ()
    first, *others = card.note
    texts = [(*lead, *first), *others]
    body = stack([whole(running(setter.type, text, face, inner)) for text in texts], 3)
    content = padded(body, left=10, top=3, right=10, bottom=4)
    return tagged("Div", boxed(content, None, faded(setter.style.accent, 0.9), radius=4))


def set_tip(setter: Setter, tip: TipCard, width: float, level: int = 3) -> Setting:
    """A home tip: icon left, title and steps right."""
    sizes = setter.style.layout.sizes
    icon_size = setter.style.layout.figures.icon
    painted = paint_icon(tip.icon, icon_size, setter.style.look)
    icon = artifact(icon_size, icon_size, painted.ops.replace(b"%", b"%%"), painted.drawings)
    start = icon_size + 10
    inner = width - start
    if setter.style.layout.cards.run_in:
        listed = setter.type.run_in([((), text) for text in tip.steps], setter.style.body, inner)
    else:
        listed = whole(bullets(setter, tip.steps, inner, 0))
    parts = [heading(setter, tip.title, sizes.body, inner, level), listed]
    for text in tip.cautions:
        parts.append(whole(running(setter.type, text, setter.style.body, inner)))
    body = stack(parts, 1)
    height = max(body.height, icon_size)
    return one(tagged("Sect", assemble(width, height, [(0, 0, icon), (start, 0, body)])))


SETTERS = {PointCard: set_card, TipCard: set_tip}
