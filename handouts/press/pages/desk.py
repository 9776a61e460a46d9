"""The desk of one style: what is set there is kept, and given out as units to be placed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import cast

from handouts.handout import Block, Brand, Handout, Paragraph, Part, PointCard, Text, plain
from handouts.press.blocks.draft import Draft
from handouts.press.blocks.house import Style, rule
from handouts.press.blocks.set_card import note_beside, set_note
from handouts.press.blocks.set_contact import brand_beside, set_brand, title_room
from handouts.press.blocks.set_text import heading, paragraph_face
from handouts.press.blocks.setter import Setter
from handouts.press.blocks.setting import Setting, whole
from handouts.press.file.piece import Piece, seal
from handouts.press.pages.flow import Area, Later, Member, Unit
from handouts.press.typesetting.paragraph import SUBTITLE, foot_face, foot_line
from handouts.press.typesetting.typeset import SOFT

_KEPT = 3000  # pieces of a style; those of single patients must not pile up in a long run
_UNDER_HEADING = 4.0  # points between a heading and what it heads


class Desk:
    """Sets blocks in one style. Everything is set once, and kept by value."""

    def __init__(self, setter: Setter, area: Area) -> None:
        self.setter = setter
        self.area = area
        self.style: Style = setter.style
        self._pieces: dict[Hashable, Piece] = {}
        self._units: dict[Hashable, Unit] = {}
        self._mastheads: dict[tuple[Brand, Text], tuple[Piece, Piece, Piece, float, bool]] = {}
        self._parts: dict[tuple[int, float], tuple[Part, list[Unit]]] = {}

    # ── parts ───────────────────────────────────────────────────────────────────────────────

    def part(self, part: Part, width: float) -> list[Unit]:
        """A part in a column: its heading and its blocks. `part` is known by identity."""
        key = (id(part), width)
        found = self._parts.get(key)
        if found is None:
            if len(self._parts) > _KEPT:
                self._parts.clear()
            found = self._parts[key] = (part, self._part(part, width))
        return found[1]

    def own(self, part: Part, width: float) -> list[Unit]:
        """A part that was written for one patient: set anew each time, not kept."""
        return self._part(part, width, keep=False)

    def lines(self, part: Part, width: float) -> tuple[int, ...] | None:
        """The lines that each paragraph of a part takes, all that its place hangs on; None where
        it holds anything else.
        """
        if not all(type(block) is Paragraph for block in part.blocks):
            return None
        count = self.setter.type.checked_count
        paragraphs = cast(tuple[Paragraph, ...], part.blocks)
        return tuple(
            [count(one.text, paragraph_face(self.style, one.role), width) for one in paragraphs]
        )

    def _part(self, part: Part, width: float, *, keep: bool = True) -> list[Unit]:
        sizes = self.style.layout.sizes
        units = []
        before, level = sizes.part, 2
        alone = self.style.layout.cards.own_page and part.name == "points"
        if plain(part.title) and not alone and not _says_so_itself(part):
            units.append(self.heading(part, width, before))
            before, level = _UNDER_HEADING, 3
        for index, block in enumerate(part.blocks):
            if keep:
                units.append(self.block(block, part.name, width, level, before))
            else:
                unit = unit_of(self.setter.set(block, width, level), part.name, before)
                units.append(_owned(unit, f"{part.name}.{index}"))
            before = sizes.gap
        return units

    def heading(self, part: Part, width: float, before: float) -> Unit:
        """The heading of a part, to stay with what follows."""
        text = part.title

        def make() -> Draft:
            return heading(
                self.setter, text, self.style.layout.sizes.heading, width, 2, self.style.accent
            )

        piece = self._piece(("heading", text, width), make, (2, plain(text)))
        return single(piece, part.name, before, keep=True)

    # ── blocks ──────────────────────────────────────────────────────────────────────────────

    def block(self, block: Block, group: str, width: float, level: int, before: float) -> Unit:
        """A block in a column."""
        if isinstance(block, PointCard) and block.note:
            beside = note_beside(self.setter, width)
            if beside:
                return self._noted(block, group, width, level, before, *beside)
        key = (block, group, width, level, before)
        found = self._units.get(key)
        if found is None:
            if len(self._units) > _KEPT:
                self._units.clear()
            setting = self.setter.set(block, width, level)
            fresh = isinstance(block, PointCard) and self.style.layout.cards.own_page
            found = self._units[key] = unit_of(setting, group, before, fresh=fresh)
        return found

    def _noted(
        self, card: PointCard, group: str, width: float, level: int, before: float,
        x: float, room: float,
    ) -> Unit:  # fmt: skip
        """A card as it is for everyone, and under it the note for this patient."""
        bare = self.block(replace(card, note=()), group, width, level, before)
        note = set_note(self.setter, card, room)
        gap = self.style.layout.sizes.gap * 0.6
        height = bare.height + gap + note.height
        if height > self.style.most:
            return unit_of(self.setter.set(card, width, level), group, before)
        member = Member(x, -bare.height - gap, seal(note, carries_on=True), carries_on=True)
        return replace(bare, members=(*bare.members, member), height=height)

    # ── head and foot ───────────────────────────────────────────────────────────────────────

    def head(self, handout: Handout) -> Unit:
        """Title and patient left, the clinic right, a line of its colour below; on narrow paper
        the clinic above.
        """
        sizes = self.style.layout.sizes
        brand, title, line, room, narrow = self._masthead(handout.brand, handout.title)
        name = self._patient(handout.subtitle, room)
        left = title.height + (2 + name.height if name else 0)
        if narrow:
            top = brand.height + sizes.gap
            height = top + left
            members = [Member(0, 0, brand)]
        else:
            height = max(left, brand.height)
            top = height - left
            members = [Member(self.area.width - brand.width, 0, brand)]
        members.append(Member(0, -top, title))
        if name:
            members.append(Member(0, -top - title.height - 2, name, own=SUBTITLE))
        members.append(Member(0, -height - 8, line))
        return Unit(tuple(members), height + 8, (), (), 0.0, "")

    def _masthead(self, of: Brand, text: Text) -> tuple[Piece, Piece, Piece, float, bool]:
        """Clinic, title and the line below; the room for the title, and whether paper is narrow."""
        found = self._mastheads.get((of, text))
        if found is None:
            if len(self._mastheads) > _KEPT:
                self._mastheads.clear()
            width, size = self.area.width, self.style.layout.sizes.title
            clinic = brand_beside(self.setter, of, text, width)
            room, narrow = title_room(self.setter, clinic, width)
            found = self._mastheads[of, text] = (
                seal(set_brand(self.setter, clinic, width, flush_right=not narrow)),
                seal(heading(self.setter, text, size, room, 1), heading=(1, plain(text))),
                seal(rule(width, self.style.accent, 2)),
                room,
                narrow,
            )
        return found

    def room_for_patient(self, handout: Handout) -> float:
        """The width of the line that names the patient."""
        return self._masthead(handout.brand, handout.title)[3]

    def _patient(self, text: Text, width: float) -> Later | None:
        """The line that names the patient; set when the page is settled."""
        if not plain(text):
            return None
        face, type_ = self.style.body, self.setter.type

        def make() -> Piece:
            lines = type_.checked_lines(text, face, width)
            return seal(type_.set_lines(lines, face, width, "P", SOFT))

        return Later(type_.checked_count(text, face, width) * face.leading, make)

    def foot(self, text: str, width: float) -> Piece:
        """A running foot."""
        face = foot_face(self.style.layout.sizes.foot)
        return self._piece(
            ("foot", text, width), lambda: foot_line(self.setter.type, text, face, width)
        )

    def _piece(
        self, key: Hashable, make: Callable[[], Draft], told: tuple[int, str] | None = None
    ) -> Piece:
        found = self._pieces.get(key)
        if found is None:
            if len(self._pieces) > _KEPT:
                self._pieces.clear()
            found = self._pieces[key] = seal(make(), heading=told)
        return found


def single(piece: Piece | Later, group: str, before: float, *, keep: bool = False) -> Unit:
    """A piece as a unit of its own."""
    return Unit((Member(0, 0, piece),), piece.height, (piece,), (), before, group, keep)


def unit_of(setting: Setting, group: str, before: float, *, fresh: bool = False) -> Unit:
    """A setting, sealed."""
    complete = Later(setting.height, lambda: seal(whole(setting)))
    if len(setting.parts) == 1:
        return replace(single(complete, group, before), fresh=fresh)
    parts = tuple(
        Later(part.height, _sealing(part, carries_on=index > 0))
        for index, part in enumerate(setting.parts)
    )
    return Unit(
        (Member(0, 0, complete),),
        complete.height,
        parts,
        setting.gaps,
        before,
        group,
        breaks=setting.breaks,
        fresh=fresh,
    )


def _owned(unit: Unit, own: str) -> Unit:
    """A unit that is one patient's."""
    return replace(unit, members=tuple(replace(member, own=own) for member in unit.members))


def _sealing(draft: Draft, *, carries_on: bool) -> Callable[[], Piece]:
    return lambda: seal(draft, carries_on=carries_on)


def _says_so_itself(part: Part) -> bool:
    """Whether the first block of a part carries its title already."""
    title = getattr(part.blocks[0], "title", None)
    return title is not None and plain(title) == plain(part.title)
