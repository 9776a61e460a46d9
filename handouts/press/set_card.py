"""Setting of the card of a point, and of a home tip."""

from __future__ import annotations

from dataclasses import replace

from handouts.handout import PointCard, Text, TipCard, words
from handouts.press.draft import Draft, assemble, beside, padded, stack, tagged
from handouts.press.figures import paint_icon, paint_point
from handouts.press.house import boxed, faded, numbered_disc, picture, rule
from handouts.press.set_text import bullets, captioned, facts, heading, running, steps
from handouts.press.setter import Setter, Setting, even, one, whole
from handouts.press.signs import sign
from handouts.press.typeset import INK, SOFT

_THREE_COLUMNS = 36.0  # ems of running text from which find and press stand side by side
_TWO_COLUMNS = 20.0  # … from which the drawing stands beside the text
_GAP = 14.0


def set_card(setter: Setter, card: PointCard, width: float, level: int = 3) -> Setting:
    """A card as wide as its column: the drawing left, how to find and press the point right."""
    em = setter.style.body.size
    top = [rule(width), _head(setter, card, width, level)]
    if width >= _TWO_COLUMNS * em:
        side = setter.style.figure
        drawing = _figure(setter, card, side)
        beside_it = width - side - _GAP
        find, press = _find(setter, card, 0, level), None
        del find, press
        text = _columns(setter, card, beside_it, level)
        body = beside([(0, drawing), (side + _GAP, text)])
        parts = [*top, body]
    else:
        side = min(width, setter.style.figure * 1.5)
        parts = [
            *top,
            padded(_figure(setter, card, side), left=(width - side) / 2),
            _find(setter, card, width, level),
            _press(setter, card, width, level),
            *_after(setter, card, width),
        ]
    gaps = (6.0, 6.0, *(6.0 for _ in parts[3:]))
    sections = [tagged("Sect", part) for part in parts]
    return Setting(tuple(sections), gaps)


def _head(setter: Setter, card: PointCard, width: float, level: int) -> Draft:
    """Number, place and names on one line; names go below when they do not fit beside."""
    size = setter.style.layout.sizes.card
    face = setter.style.display(size)
    disc = round(size * 1.6)
    start = disc + 8
    number = numbered_disc(setter.type, card.number, disc, setter.style.accent)
    room = width - start
    place = setter.type.text(card.place, face, room, "Span")
    names = setter.type.text(card.names, setter.style.body, room, "P", SOFT)
    used = setter.type.width(card.place, face) + 10
    beside_it = used + setter.type.width(card.names, setter.style.body) <= room
    top = -(disc - face.leading) / 2
    title = tagged("H%d" % level, assemble(width, disc, [(0, 0, number), (start, top, place)]))
    if beside_it:
        shift = -(disc - setter.style.body.leading) / 2 - (face.size - setter.style.body.size) * 0.3
        return assemble(width, disc, [(0, 0, title), (start + used, shift, names)])
    height = -top + place.height
    return assemble(width, height + names.height, [(0, 0, title), (start, -height, names)])


def _figure(setter: Setter, card: PointCard, side: float) -> Draft:
    painted = paint_point(card.figure, (side, side), setter.style.look)
    return captioned(setter, picture(painted, card.figure.alt), card.figure.caption, side)


def _columns(setter: Setter, card: PointCard, width: float, level: int) -> Draft:
    """What stands beside the drawing: two columns if there is room, else one."""
    em = setter.style.body.size
    if width < (_THREE_COLUMNS - 8) * em:
        parts = [_find(setter, card, width, level), _press(setter, card, width, level)]
    else:
        left = round((width - _GAP) * 0.57)
        right = width - _GAP - left
        parts = [
            beside(
                [
                    (0, _find(setter, card, left, level)),
                    (left + _GAP, _press(setter, card, right, level)),
                ]
            )
        ]
    return replace(stack([*parts, *_after(setter, card, width)], 5), width=width)


def _find(setter: Setter, card: PointCard, width: float, level: int) -> Draft:
    title = heading(setter, card.find_title, setter.style.body.size, width, level + 1)
    return stack([title, whole(steps(setter, card.find, width, 0))], 1)


def _press(setter: Setter, card: PointCard, width: float, level: int) -> Draft:
    title = heading(setter, card.press_title, setter.style.body.size, width, level + 1)
    return stack([title, whole(facts(setter, card.press, width, 0))], 1)


def _after(setter: Setter, card: PointCard, width: float) -> list[Draft]:
    """Why, what to mind, and what the practitioner wrote."""
    parts = []
    if card.cautions:
        parts.append(_caution(setter, card, width))
    parts.append(whole(running(setter.type, card.why, setter.style.body, width)))
    if card.note:
        parts.append(_note(setter, card, width))
    return parts


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
    from handouts.press.draft import artifact

    icon = artifact(icon_size, icon_size, painted.ops.replace(b"%", b"%%"), painted.drawings)
    start = icon_size + 10
    inner = width - start
    parts = [
        heading(setter, tip.title, sizes.body, inner, level),
        whole(bullets(setter, tip.steps, inner, 0)),
    ]
    for text in tip.cautions:
        parts.append(whole(running(setter.type, text, setter.style.body, inner)))
    body = stack(parts, 1)
    height = max(body.height, icon_size)
    return one(tagged("Sect", assemble(width, height, [(0, 0, icon), (start, 0, body)])))


SETTERS = {PointCard: set_card, TipCard: set_tip}
