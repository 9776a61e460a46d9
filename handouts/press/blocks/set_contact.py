"""Setting of contact and web link, and of the head of the handout."""

from __future__ import annotations

from dataclasses import replace

from handouts.handout import Brand, Contact, Text, WebLink, plain, words
from handouts.press.blocks.draft import Anchor, Draft, Link, Node, artifact, assemble, beside, stack
from handouts.press.blocks.house import picture
from handouts.press.blocks.set_text import heading
from handouts.press.blocks.setter import Setter
from handouts.press.blocks.setting import Setting, one
from handouts.press.pictures.figures import paint_logo, paint_qr
from handouts.press.typesetting.typeset import INK, SOFT


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
    title = heading(setter, block.title, setter.style.layout.sizes.card, width, level)
    entries = [_contact_line(setter, line, width) for line in block.lines]
    placed, x, y, low = [], 0.0, 0.0, 0.0
    for entry in entries:
        if x and (not setter.style.layout.cards.run_in or x + entry.width > width):
            x, y = 0.0, low
        placed.append((x, y, entry))
        x += entry.width + 1.2 * setter.style.body.size
        low = min(low, y - entry.height)
    lines = assemble(width, -low, placed)
    return one(replace(stack([title, lines] if plain(block.title) else [lines], 1), width=width))


def _contact_line(setter: Setter, line: tuple[Text, Text, str | None], width: float) -> Draft:
    """What it is for and the value; one below the other where they do not fit a line."""
    label, value, target = line
    face = setter.style.body
    strong = tuple(replace(span, strong=True) for span in value)
    needed = setter.type.width(strong, face) + 0.1
    start = setter.type.width(label, face) + 5 if plain(label) else 0.0
    below = bool(start) and start + needed > width
    room = min(width if below else width - start, needed)
    shown = setter.type.text(strong, face, room, "Link" if target else "P")
    if target:
        shown = as_link(shown, target, plain(value))
    if not start:
        return shown
    named = setter.type.text(label, face, width if below else start, "P", SOFT)
    return stack([named, shown]) if below else beside([(0, named), (start, shown)])


def set_link(setter: Setter, block: WebLink, width: float, _level: int = 3) -> Setting:
    """The code to scan, and the address in words for whom scanning is not."""
    size = setter.style.layout.figures.code
    face = setter.style.body
    code = picture(paint_qr(block.url, size), block.alt)
    start = size + 12
    inner = width - start
    strong = tuple(replace(span, strong=True) for span in block.label)
    address = setter.type.text(words(block.url), face, inner, "Link")
    address = as_link(address, block.url, plain(block.label) or block.url)
    said = [text for text in (strong, block.hint) if plain(text)]
    text = stack([*(setter.type.text(one, face, inner) for one in said), address])
    return one(replace(beside([(0, code), (start, text)]), width=width))


def brand_beside(setter: Setter, brand: Brand, title: Text, width: float) -> Brand:
    """The clinic in fewer lines, where lines are dear and the title keeps its one line."""
    if not setter.style.layout.cards.run_in or len(brand.lines) < 3:
        return brand
    joined = replace(brand, lines=(brand.lines[0], "\u00a0\u00a0 ".join(brand.lines[1:])))
    face = setter.style.display(setter.style.layout.sizes.title)
    room, narrow = title_room(setter, joined, width)
    fits = not narrow and setter.type.width(title, face) <= room
    return joined if fits else brand


def title_room(setter: Setter, brand: Brand, width: float) -> tuple[float, bool]:
    """The width left for the title beside the clinic, and whether that is too little."""
    room = width - _brand_width(setter, brand, width * 0.42) - 20
    narrow = room < 9 * setter.style.layout.sizes.title
    return (width if narrow else room), narrow


def set_brand(setter: Setter, brand: Brand, width: float, *, flush_right: bool) -> Draft:
    """The clinic: logo, name, lines."""
    most = width * 0.42 if flush_right else width
    logo = _logo(setter, brand)
    start = logo.width + 10 if logo else 0.0
    room = _brand_width(setter, brand, most) - start
    put = setter.type.right if flush_right and not logo else setter.type.text
    rows = [put(words(brand.name), setter.style.strong, room, "P", INK)] if brand.name else []
    rows += [put(words(line), setter.style.body, room, "P", SOFT) for line in brand.lines]
    block = replace(stack(rows), width=room)
    return beside([(0, logo), (start, block)]) if logo else block


def _brand_width(setter: Setter, brand: Brand, most: float) -> float:
    """As wide as its longest line, or as it may be; never narrower than a short word."""
    logo = _logo(setter, brand)
    start = logo.width + 10 if logo else 0.0
    widths = [setter.type.width(words(line), setter.style.body) for line in brand.lines]
    widest = max([setter.type.width(words(brand.name), setter.style.strong), *widths]) + 0.1
    return start + max(min(most - start, widest), 4 * setter.style.body.size)


def _logo(setter: Setter, brand: Brand) -> Draft | None:
    if brand.logo is None:
        return None
    painted = paint_logo(brand.logo, setter.style.layout.figures.logo)
    if not brand.logo.alt:  # a sign without a name says nothing to who cannot see it
        return artifact(painted.width, painted.height, painted.ops, painted.drawings)
    return picture(painted, brand.logo.alt)


SETTERS = {Contact: set_contact, WebLink: set_link}
