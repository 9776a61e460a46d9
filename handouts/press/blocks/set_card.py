"""Setting of the card of a point, and of a home tip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from handouts.handout import PointCard, Span, Text, TipCard, words
from handouts.press.blocks.draft import (
    Draft,
    artifact,
    assemble,
    beside,
    padded,
    stack,
    tagged,
)
from handouts.press.blocks.house import boxed, faded, later_picture, numbered_disc, rule
from handouts.press.blocks.set_text import (
    bullets,
    captioned,
    heading,
    pairs_in_lines,
    steps,
)
from handouts.press.blocks.setter import Setter
from handouts.press.blocks.setting import Setting, section, whole
from handouts.press.blocks.signs import sign
from handouts.press.pictures.figures import paint_icon, paint_point
from handouts.press.typesetting.paragraph import running
from handouts.press.typesetting.typeset import INK, SOFT, Lead, baseline

_BESIDE = 18.0  # ems that the words need to stand beside the drawing
_LABELLED = 27.0  # ems of a text column from which "Find it" stands in a column of its own
_GAP = 14.0
_ROW = 4.0


def set_card(setter: Setter, card: PointCard, width: float, level: int = 3) -> Setting:
    """A card as wide as its column: its name across, the drawing left, the words right; in a
    narrow column all below one another.
    """
    head = _head(setter, card, width, level)
    alone = setter.style.layout.cards.own_page
    top = head if alone else stack([rule(width), head], 6)
    least, most = setter.style.layout.figures.card
    room = width - most - _GAP
    if setter.style.layout.cards.brief:
        complete = _brief(setter, card, width, top)
    elif not _is_beside(setter, width):
        complete = _below(setter, card, width, level, top)
    elif setter.style.layout.cards.run_in:
        text = stack([_head(setter, card, room, level), *_rows(setter, card, room, level)], 2)
        figure = _figure(setter, card, most, min(max(least, text.height), most * 1.3))
        complete = stack([rule(width), beside([(0, figure), (most + _GAP, text)])], 4)
    else:
        text = stack(_rows(setter, card, room, level), _ROW)
        caption = _caption_height(setter, card, most)
        high = min(max(least, text.height - caption), most * 1.3)
        figure = _figure(setter, card, most, high)
        complete = stack([top, beside([(0, figure), (most + _GAP, text)])], _ROW)

    def rows() -> list[Draft]:
        side = min(width, most)
        return [
            stack([top, _figure(setter, card, side, least)], _ROW),
            *_rows(setter, replace(card, note=()), width, level),
            *_long_note(setter, card, width),
        ]

    if setter.style.layout.cards.brief:
        rows = partial(_brief_rows, setter, card, width, top)
    return section(complete, rows, setter.style.most, _ROW)


def _brief_rows(setter: Setter, card: PointCard, width: float, top: Draft) -> list[Draft]:
    brief = _brief(setter, replace(card, cautions=(), note=()), width, top)
    texts = _led_by(card.cautions_title, card.cautions) if card.cautions else []
    cautions = [_warning(setter, [text], width) for text in texts]
    return [brief, *cautions, *_long_note(setter, card, width)]


def _brief(setter: Setter, card: PointCard, width: float, top: Draft) -> Draft:
    """The little that one needs again and again: where, how long, what to mind."""
    least, side = setter.style.layout.figures.card
    facts = pairs_in_lines(setter, card.press, width - side - _GAP)
    rest = []
    if card.cautions:
        rest.append(_warning(setter, _led_by(card.cautions_title, card.cautions), width))
    if card.note:
        rest.append(_note(setter, card, width))
    below = stack(rest, 3)
    free = setter.style.most - top.height - below.height - 3 * _ROW
    bare = replace(card, figure=replace(card.figure, landmarks=(), guide=None))
    figure = _figure(setter, bare, side, min(max(free, least, facts.height), side * 1.1))
    middle = beside([(0, figure), (side + _GAP, facts)])
    return replace(stack([top, middle, below] if rest else [top, middle], _ROW), width=width)


def _below(setter: Setter, card: PointCard, width: float, level: int, top: Draft) -> Draft:
    """All below one another; the drawing as large as the page allows."""
    least, most = setter.style.layout.figures.card
    rows = stack(_rows(setter, card, width, level), 1.5 * _ROW)
    side = min(width, most)
    taken = top.height + rows.height + _caption_height(setter, card, side) + 4 * _ROW
    high = min(max(setter.style.most - taken, least), side)
    figure = padded(_figure(setter, card, side, high), left=(width - side) / 2)
    return replace(stack([top, figure, rows], 1.5 * _ROW), width=width)


def _long_note(setter: Setter, card: PointCard, width: float) -> list[Draft]:
    """A note too long for a box: paragraphs, cut where a page may end."""
    face = setter.style.body
    texts = _led_by(card.note_title, card.note) if card.note else ()
    rows = []
    for text in texts:
        lines = setter.type.checked_lines(text, face, width)
        rows += [
            setter.type.set_lines(lines[at : at + 6], face, width) for at in range(0, len(lines), 6)
        ]
    return rows


def _led_by(title: Text, texts: tuple[Text, ...]) -> list[Text]:
    """Paragraphs, the first of them after its title in bold."""
    lead: Text = (*_strong(title), *words(" ")) if title else ()
    return [(*lead, *texts[0]), *texts[1:]]


def _rows(setter: Setter, card: PointCard, width: float, level: int) -> list[Draft]:
    """The words of a card, top to bottom."""
    if setter.style.layout.cards.run_in:
        rows = _run_in_rows(setter, card, width, level)
    else:
        finding = partial(_steps, setter, card.find)
        pressing = partial(pairs_in_lines, setter, card.press)
        rows = [
            _labelled(setter, card.find_title, width, level, finding),
            _labelled(setter, card.press_title, width, level, pressing),
        ]
    if card.cautions:
        rows.append(_caution(setter, card, width))
    rows.append(whole(running(setter.type, card.why, setter.style.body, width)))
    if card.note:
        rows.append(_note(setter, card, width))
    return rows


def _run_in_rows(setter: Setter, card: PointCard, width: float, level: int) -> list[Draft]:
    """Finding and pressing in running lines, each opened by its heading; lists to a listener."""
    face = setter.style.body
    steps_ = [(words(f"{number}.", strong=True), text) for number, text in enumerate(card.find, 1)]
    facts = [(_strong(name), (*value, *words("\u2002"))) for name, value in card.press]
    return [
        setter.type.run_in(steps_, face, width, _lead(setter, card.find_title, level + 1)),
        setter.type.run_in(facts, face, width, _lead(setter, card.press_title, level + 1)),
    ]


def _lead(setter: Setter, text: Text, level: int) -> Lead:
    return Lead(f"H{level}", _strong(text), setter.style.accent)


def _strong(text: Text) -> Text:
    return tuple(replace(span, strong=True) for span in text)


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
    title = tagged(f"H{level}", assemble(width, height, [(0, 0, number), (start, -top, place)]))
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
    figure = card.figure
    paint = partial(paint_point, figure, (width, height), setter.style.look)
    drawn = later_picture(width, height, paint, figure.alt)
    if setter.style.layout.cards.caption:
        return captioned(setter, drawn, figure.caption, width)
    return drawn


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
    return whole(steps(setter, texts, width, 0))


def _joined(texts: Sequence[Text]) -> list[Text]:
    """Short texts as one paragraph."""
    joined: list[Span] = []
    for text in texts:
        joined += [*text, Span(" ")]
    return [tuple(joined)]


def _caution(setter: Setter, card: PointCard, width: float) -> Draft:
    face = setter.style.body
    size = face.leading
    inner = width - size - 22
    texts = _led_by(card.cautions_title, card.cautions)
    if setter.style.layout.cards.run_in:
        texts = _joined(texts)
    body = stack([whole(running(setter.type, text, face, inner)) for text in texts], 1)
    content = assemble(
        width,
        body.height + 5,
        [(8, -3, sign("caution", size - 1, INK)), (size + 14, -3, body)],
    )
    return tagged("Div", boxed(content, INK, None, 0.9, 4))


def _warning(setter: Setter, texts: Sequence[Text], width: float) -> Draft:
    """Cautions without a box, where a sign is enough."""
    face = setter.style.body
    size = face.leading * 0.85
    start = size + 5
    if setter.style.layout.cards.run_in:
        texts = _joined(texts)
    rows = [whole(running(setter.type, text, face, width - start)) for text in texts]
    body = stack(rows)
    return assemble(width, body.height, [(0, -1, sign("caution", size, INK)), (start, 0, body)])


def _note(setter: Setter, card: PointCard, width: float) -> Draft:
    """What the practitioner wrote, on a tint."""
    face = setter.style.body
    texts = _led_by(card.note_title, card.note)
    body = stack([whole(running(setter.type, text, face, width - 20)) for text in texts], 3)
    content = padded(body, left=10, top=3, right=10, bottom=4)
    return tagged("Div", boxed(content, None, faded(setter.style.accent, 0.9), radius=4))


def note_beside(setter: Setter, width: float) -> tuple[float, float] | None:
    """Where a note goes under a card in a column of `width`, as (x, width); nothing where notes
    are part of the card, for the drawing makes room for them.
    """
    if setter.style.layout.cards.brief or not _is_beside(setter, width):
        return None
    x = setter.style.layout.figures.card[1] + _GAP
    return x, width - x


def set_note(setter: Setter, card: PointCard, width: float) -> Draft:
    """A note as the last of a card's section."""
    return tagged("Sect", _note(setter, card, width))


def _is_beside(setter: Setter, width: float) -> bool:
    room = width - setter.style.layout.figures.card[1] - _GAP
    return room >= _BESIDE * setter.style.body.size


def set_tip(setter: Setter, tip: TipCard, width: float, level: int = 3) -> Setting:
    """A home tip: icon left, title and steps right."""
    size = setter.style.layout.figures.icon
    painted = paint_icon(tip.icon, size, setter.style.look)
    icon = artifact(size, size, painted.ops.replace(b"%", b"%%"), painted.drawings)
    start = size + 0.8 * setter.style.body.size
    body = stack(_tip_rows(setter, tip, width - start, level), 1)
    complete = assemble(width, max(body.height, size), [(0, 0, icon), (start, 0, body)])
    return section(complete, lambda: _tip_rows(setter, tip, width, level), setter.style.most, 1)


def _tip_rows(setter: Setter, tip: TipCard, width: float, level: int) -> list[Draft]:
    if setter.style.layout.cards.run_in:
        return [_run_in_tip(setter, tip, width, level)]
    rows = [heading(setter, tip.title, setter.style.body.size, width, level)]
    if tip.steps:
        rows.append(whole(bullets(setter, tip.steps, width, 0)))
    if tip.cautions:
        rows.append(_warning(setter, _led_by(tip.cautions_title, tip.cautions), width))
    return rows


def _run_in_tip(setter: Setter, tip: TipCard, width: float, level: int) -> Draft:
    """A tip in running lines; its cautions are led in by words instead of a sign."""
    cautions = _led_by(tip.cautions_title, tip.cautions) if tip.cautions else []
    entries: list[tuple[Text, Text]] = [((), text) for text in (*tip.steps, *cautions)]
    lead = _lead(setter, tip.title, level)
    return setter.type.run_in(entries, setter.style.body, width, lead)


SETTERS = {PointCard: set_card, TipCard: set_tip}
