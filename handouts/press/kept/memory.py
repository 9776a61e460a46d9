"""What is worth knowing of pages: the wishes and holes that `recall` goes by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from handouts.handout import Handout, Paragraph, PointCard, plain
from handouts.press.blocks.draft import Weight
from handouts.press.blocks.set_text import paragraph_colour, paragraph_face
from handouts.press.file.document import Sheets
from handouts.press.kept.recall import Hole, Memory, Wish, own_texts
from handouts.press.kept.stencil import Stencil
from handouts.press.pages.desk import Desk
from handouts.press.pages.flow import Placed
from handouts.press.pages.settle import Pattern
from handouts.press.typesetting.paragraph import RUNNING, SUBTITLE, foot_face, foot_room
from handouts.press.typesetting.text import Face
from handouts.press.typesetting.typeset import SOFT


def memory_of(
    handout: Handout,
    desks: Sequence[Desk],
    pattern: Pattern,
    sheets: Sheets,
    stencil: Stencil,
    used: Mapping[Weight, frozenset[str]],
) -> Memory | None:
    """The memory of a handout on its pages; None where a text of the patient has no place that
    could be known again.
    """
    if any(isinstance(b, PointCard) and b.note for part in handout.parts for b in part.blocks):
        return None  # what was written for one patient stays out of the cache
    texts = own_texts(handout)
    placed = [one for one in sheets.placed if one.own]
    if {one.own for one in placed} != set(texts) - {RUNNING}:
        return None
    desk = pattern.page.desk
    return Memory(
        sheets.pages,
        list(texts),
        list(dict.fromkeys(_wishes(handout, desks, pattern))),
        [_hole(handout, desk, one) for one in placed],
        (desk.style.layout.sizes.foot, desk.area.width),
        {weight: "".join(sorted(chars)) for weight, chars in used.items()},
        stencil.state(),
    )


def _wishes(handout: Handout, desks: Sequence[Desk], pattern: Pattern) -> Iterator[Wish]:
    """How many lines the texts take wherever that decides about the page."""
    for desk in desks:
        count = desk.setter.type.checked_count
        if plain(handout.subtitle):
            face, width = desk.style.body, desk.room_for_patient(handout)
            lines = count(handout.subtitle, face, width)
            yield Wish(SUBTITLE, _told(face), width, lines)
        face = foot_face(desk.style.layout.sizes.foot)
        width = foot_room(desk.setter.type, handout, face, desk.area.width)
        yield Wish(RUNNING, _told(face), width, count(handout.running, face, width))
    for desk, name, width, taken in pattern.tried:
        for index, lines in enumerate(taken or ()):
            face = paragraph_face(desk.style, _block(handout, name, index).role)
            yield Wish(f"{name}.{index}", _told(face), width, lines)


def _hole(handout: Handout, desk: Desk, one: Placed) -> Hole:
    width = one.sealed.width
    if one.own == SUBTITLE:
        return Hole(one.own, _told(desk.style.body), width, SOFT)
    name, _, index = one.own.partition(".")
    role = _block(handout, name, int(index)).role
    return Hole(one.own, _told(paragraph_face(desk.style, role)), width, paragraph_colour(role))


def _block(handout: Handout, name: str, index: int) -> Paragraph:
    block = next(part for part in handout.parts if part.name == name).blocks[index]
    assert isinstance(block, Paragraph)
    return block


def _told(face: Face) -> tuple[float, float, Weight]:
    return face.size, face.leading, face.weight
