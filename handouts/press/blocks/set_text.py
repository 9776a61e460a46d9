"""Setting of running text: paragraphs, lists, facts, callouts, headings, rows of pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import permutations

from handouts.handout import (
    Bullets,
    Callout,
    Facts,
    Paragraph,
    Picture,
    Pictures,
    Steps,
    Text,
    plain,
    words,
)
from handouts.press.blocks.draft import (
    Draft,
    assemble,
    attributes,
    beside,
    padded,
    stack,
    tagged,
)
from handouts.press.blocks.house import Style, boxed, faded, picture
from handouts.press.blocks.setter import Setter
from handouts.press.blocks.setting import Setting, even, one, section, whole
from handouts.press.blocks.signs import sign
from handouts.press.pictures.figures import paint_picture
from handouts.press.typesetting.paragraph import running
from handouts.press.typesetting.text import Face
from handouts.press.typesetting.typeset import INK, SOFT, Rgb

_LONG = 38.0  # ems from which a line is too long for a list


def paragraph_face(style: Style, role: str) -> Face:
    """The face of a role."""
    sizes = style.layout.sizes
    if role == "lead":
        return Face(sizes.lead, round(sizes.lead * 2.6) / 2)
    return style.body


def paragraph_colour(role: str) -> Rgb:
    """The colour of a role."""
    return SOFT if role == "small" else INK


def set_paragraph(setter: Setter, block: Paragraph, width: float, _level: int = 3) -> Setting:
    """A paragraph; a long one may come apart, but for two lines on either side."""
    return running(
        setter.type,
        block.text,
        paragraph_face(setter.style, block.role),
        width,
        paragraph_colour(block.role),
    )


def entry(label: Draft, indent: float, body: Draft) -> Draft:
    """An entry of a list: its label (number, bullet, name) and what it says."""
    return tagged("LI", beside([(0, label), (indent, body)]))


def list_of(items: list[Draft], numbering: str, gap: float) -> Setting:
    """Entries as one list. It comes apart between entries, but never leaves one alone."""
    entries = attributes(numbering=numbering)
    parts = [items] if len(items) < 4 else [items[:2], *([one] for one in items[2:-2]), items[-2:]]
    drafts = [tagged("L", stack(part, gap), entries) for part in parts]
    return even(drafts, gap, breaks=True)


def in_columns(
    listed: Callable[[float], list[Draft]], numbering: str, width: float, gap: float, em: float
) -> Setting:
    """A list; where lines would be too long to read, in two columns, the first read first."""
    if width < _LONG * em:
        return list_of(listed(width), numbering, gap)
    gutter = 2 * em
    column = (width - gutter) / 2
    items = listed(column)
    half = (len(items) + 1) // 2
    sides = [(0.0, stack(items[:half], gap)), (column + gutter, stack(items[half:], gap))]
    return one(tagged("L", replace(beside(sides), width=width), attributes(numbering=numbering)))


def set_steps(setter: Setter, block: Steps, width: float, _level: int = 3) -> Setting:
    """Steps, numbered."""
    em = setter.style.body.size
    return in_columns(partial(step_items, setter, block.items), "Decimal", width, 2, em)


def steps(setter: Setter, texts: tuple[Text, ...], width: float, gap: float = 2) -> Setting:
    """Numbered entries."""
    return list_of(step_items(setter, texts, width), "Decimal", gap)


def step_items(setter: Setter, texts: tuple[Text, ...], width: float) -> list[Draft]:
    """Entries with figures that stand out, so that one finds the way back to a step."""
    face, strong = setter.style.body, setter.style.strong
    widest = max(setter.type.width(words(f"{n}."), strong) for n in range(1, len(texts) + 1))
    indent = widest + 0.4 * face.size
    return [
        entry(
            setter.type.text(words(f"{number}."), strong, indent, "Lbl"),
            indent,
            setter.type.text(text, face, width - indent, "LBody"),
        )
        for number, text in enumerate(texts, 1)
    ]


def set_bullets(setter: Setter, block: Bullets, width: float, _level: int = 3) -> Setting:
    """Entries with a bullet."""
    em = setter.style.body.size
    return in_columns(partial(bullet_items, setter, block.items), "Disc", width, 2, em)


def bullets(setter: Setter, texts: tuple[Text, ...], width: float, gap: float = 2) -> Setting:
    """Bulleted entries."""
    return list_of(bullet_items(setter, texts, width), "Disc", gap)


def bullet_items(setter: Setter, texts: tuple[Text, ...], width: float) -> list[Draft]:
    """Entries with a bullet."""
    face = setter.style.body
    indent = setter.type.width(words("•"), face) + 0.45 * face.size
    return [
        entry(
            setter.type.text(words("•"), face, indent, "Lbl"),
            indent,
            setter.type.text(text, face, width - indent, "LBody"),
        )
        for text in texts
    ]


def set_facts(setter: Setter, block: Facts, width: float, _level: int = 3) -> Setting:
    """Names and answers."""
    if setter.style.layout.cards.run_in:
        return one(pairs_in_lines(setter, block.items, width))
    return facts(setter, block.items, width)


def facts(
    setter: Setter, pairs: tuple[tuple[Text, Text], ...], width: float, gap: float = 2
) -> Setting:
    """A line each: the name in bold, the answers aligned behind the longest name."""
    face, strong = setter.style.body, setter.style.strong
    names = max(setter.type.width(name, strong) for name, _ in pairs) + 0.7 * face.size
    if names > 0.5 * width:
        return list_of([_run_in(setter, name, value, width) for name, value in pairs], "None", gap)
    items = [
        entry(
            setter.type.text(name, strong, names, "Lbl"),
            names,
            setter.type.text(value, face, width - names, "LBody"),
        )
        for name, value in pairs
    ]
    return list_of(items, "None", gap)


def pairs_in_lines(setter: Setter, pairs: tuple[tuple[Text, Text], ...], width: float) -> Draft:
    """Names and answers, as many to a line as fit: a card has no room for a line each."""
    entries = tuple(_pair(setter, name, value, width) for name, value in pairs)
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


def _run_in(setter: Setter, name: Text, value: Text, width: float) -> Draft:
    """Name and answer in one paragraph, where a column is too narrow for two."""
    strong = tuple(replace(span, strong=True) for span in name)
    text = setter.type.text((*strong, *words(": "), *value), setter.style.body, width, "LBody")
    return tagged("LI", text)


def heading(
    setter: Setter, text: Text, size: float, width: float, level: int, rgb: Rgb = INK
) -> Draft:
    """A heading of a level, its lines about as long as each other."""
    face = setter.style.display(size)
    lines = setter.type.level_lines(text, face, width)
    return setter.type.set_lines(lines, face, width, f"H{level}", rgb)


def set_callout(setter: Setter, block: Callout, width: float, level: int = 3) -> Setting:
    """A box with a sign, a title and what follows from it."""
    sizes = setter.style.layout.sizes
    pad, size = sizes.pad, sizes.leading * 1.5
    start = pad + size + 0.7 * sizes.body
    inner = width - start - pad

    def rows(column: float) -> list[Draft]:
        title = heading(setter, block.title, sizes.card, column, level)
        return [title, *(whole(setter.set(one_block, column)) for one_block in block.body)]

    loud = block.kind in ("stop", "emergency")
    rim = INK if loud else setter.style.accent
    body = stack(rows(inner), 3)
    content = assemble(
        width,
        body.height + 2 * pad - 4,
        [(pad, -pad + 1, sign(block.kind, size, rim)), (start, -pad + 2, body)],
    )
    fill = None if loud else faded(setter.style.accent, 0.93)
    boxes = boxed(content, rim, fill, 1.5 if loud else 1)
    return section(boxes, lambda: rows(width), setter.style.most, 3)


def set_pictures(setter: Setter, block: Pictures, width: float, _level: int = 3) -> Setting:
    """Pictures in a row, captions under them; as many rows as it takes."""
    sizes = setter.style.layout.sizes
    least = setter.style.layout.figures.picture
    gap = 12.0
    across = max(1, min(len(block.items), int((width + gap) // (least + gap))))
    column = (width - gap * (across - 1)) / across
    rows = [
        beside(
            [
                (place * (column + gap), one_picture(setter, shown, column))
                for place, shown in enumerate(block.items[start : start + across])
            ]
        )
        for start in range(0, len(block.items), across)
    ]
    parts = [tagged("Div", row) for row in rows]
    return even(parts, sizes.gap, breaks=True)


def one_picture(setter: Setter, shown: Picture, width: float) -> Draft:
    """A picture over its caption."""
    height = setter.style.layout.figures.picture
    painted = paint_picture(shown, (width, height), setter.style.look)
    return captioned(setter, picture(painted, shown.alt), shown.caption, width)


def captioned(setter: Setter, figure: Draft, caption: Text, width: float) -> Draft:
    """A figure and the words under it."""
    centred = padded(figure, left=max(0.0, (width - figure.width) / 2))
    if not plain(caption):
        return replace(centred, width=width)
    words_below = setter.type.centred(caption, setter.style.body, width, "Caption", SOFT)
    return replace(stack([centred, words_below], 2), width=width)


SETTERS = {
    Paragraph: set_paragraph,
    Steps: set_steps,
    Bullets: set_bullets,
    Facts: set_facts,
    Callout: set_callout,
    Pictures: set_pictures,
}
