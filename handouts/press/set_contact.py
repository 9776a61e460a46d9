"""Setting of contact and web link, and of the head of the handout."""

from __future__ import annotations

from dataclasses import replace

from handouts.handout import Brand, Contact, Handout, Text, WebLink, plain, words
from handouts.press.draft import Anchor, Draft, Link, Node, assemble, beside, padded, stack, tagged
from handouts.press.figures import paint_logo, paint_qr
from handouts.press.house import picture, rule
from handouts.press.set_text import heading
from handouts.press.setter import Setter, Setting, one
from handouts.press.typeset import INK, SOFT


def as_link(draft: Draft, target: str, contents: str) -> Draft:
    """A text tagged `Link` as a paragraph that is one: a press on its box opens the address."""
    node = draft.nodes[0]
    box = (0.0, -draft.height, draft.width, 0.0)
    inner = Node("Link", (*node.kids, Anchor(len(draft.links))), node.attributes)
    return replace(
        draft,
        nodes=(Node("P", (inner,)),),
        links=(*draft.links, Link(box, target, contents)),
    )


def set_contact(setter: Setter, block: Contact, width: float, level: int = 3) -> Setting:
    """Who to call: what it is for, and the number or address in bold."""
    face = setter.style.body
    rows = []
    for label, value, target in block.lines:
        strong = tuple(replace(span, strong=True) for span in value)
        named = plain(label)
        start = setter.type.width(label, face) + 5 if named else 0.0
        if named and start + setter.type.width(strong, face) > width:
            start = -1.0
        shown = setter.type.text(
            strong, face, width - max(start, 0.0), "Link" if target else "P"
        )
        if target:
            room = min(shown.width, max(setter.type.width(strong, face), 1.0))
            shown = as_link(replace(shown, width=room), target, plain(value))
        if not named:
            rows.append(shown)
        elif start < 0:
            rows.append(stack([setter.type.text(label, face, width, "P", SOFT), shown]))
        else:
            text = setter.type.text(label, face, start, "P", SOFT)
            rows.append(beside([(0, text), (start, shown)]))
    parts = [heading(setter, block.title, setter.style.layout.sizes.card, width, level)]
    if not plain(block.title):
        parts = []
    return one(replace(stack([*parts, *rows], 1), width=width))


def set_link(setter: Setter, block: WebLink, width: float, _level: int = 3) -> Setting:
    """The code to scan, and the address in words for whom scanning is not."""
    size = setter.style.layout.figures.code
    face = setter.style.body
    code = picture(paint_qr(block.url, size), block.alt)
    start = size + 12
    inner = width - start
    strong = tuple(replace(span, strong=True) for span in block.label)
    address = setter.type.text(words(block.url), face, inner, "Link")
    address = as_link(address, block.url, plain(block.label))
    text = stack(
        [
            setter.type.text(strong, face, inner),
            setter.type.text(block.hint, face, inner),
            address,
        ]
    )
    return one(replace(beside([(0, code), (start, text)]), width=width))


def set_head(setter: Setter, handout: Handout, width: float) -> Draft:
    """Title and patient on the left, the clinic on the right, a line of its colour under both."""
    sizes = setter.style.layout.sizes
    brand, brand_width = _brand(setter, handout.brand, width * 0.42)
    room = width - brand_width - 20
    title = heading(setter, handout.title, sizes.title, room, 1)
    subtitle = setter.type.text(handout.subtitle, setter.style.body, room, "P", SOFT)
    left = stack([title, subtitle], 2)
    height = max(left.height, brand.height)
    row = assemble(
        width,
        height,
        [(width - brand_width, 0, brand), (0, -(height - left.height), left)],
    )
    line = rule(width, setter.style.accent, 2)
    return replace(stack([row, line], 8), width=width)


def _brand(setter: Setter, brand: Brand, most: float) -> tuple[Draft, float]:
    """The clinic: logo, name, lines, flush right."""
    face, strong = setter.style.body, setter.style.strong
    texts: list[tuple[Text, bool]] = [(words(brand.name), True)]
    texts += [(words(line), False) for line in brand.lines]
    widest = max(setter.type.width(text, strong if bold else face) for text, bold in texts)
    width = min(most, widest)
    rows = [
        setter.type.right(text, strong if bold else face, width, "P", INK if bold else SOFT)
        for text, bold in texts
    ]
    block = stack(rows)
    if brand.logo is None:
        return replace(block, width=width), width
    painted = paint_logo(brand.logo, setter.style.layout.figures.logo)
    logo = picture(painted, brand.logo.alt)
    whole_width = width + 10 + logo.width
    return beside([(0, logo), (logo.width + 10, block)]), whole_width


SETTERS = {Contact: set_contact, WebLink: set_link}
