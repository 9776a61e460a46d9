"""The press room: everything that is prepared once and used for every handout of a run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from handouts.handout import Block, Handout, Part, PointCard, Text, plain
from handouts.press.document import Document
from handouts.press.draft import Draft
from handouts.press.figures import Look
from handouts.press.flow import Area, Flow, Placed, Unit, stacked
from handouts.press.fold import Foot, fold
from handouts.press.fonts import Fonts
from handouts.press.house import Style, readable
from handouts.press.layout import Balance, Columns, Layout, Paper, Region, Split, load_layout, paper
from handouts.press.numbers import colour, text_string
from handouts.press.piece import Piece, seal
from handouts.press.set_contact import set_head
from handouts.press.set_text import heading
from handouts.press.setter import Setter, Setting, whole
from handouts.press.text import Face
from handouts.press.typeset import SOFT, Typesetter
from handouts.press.xmp import About


@dataclass(frozen=True, slots=True)
class Pressed:
    """A finished file and how many pages it has."""

    pdf: bytes
    pages: int


Job = tuple[Handout, Layout | str, Paper | str, str]
"""A handout of a print run, its design and paper, and its bookmark ("" for its title)."""


class Room:
    """Prepared pieces of one run, by value: the same block in the same style is set once."""

    def __init__(self, fonts: Fonts | None = None) -> None:
        self.fonts = fonts or Fonts()
        self._type = Typesetter(self.fonts)
        self._desks: dict[tuple[Layout, str, str, Paper], Desk] = {}

    def press(self, handout: Handout, layout: Layout | str, sheet: Paper | str) -> Pressed:
        """One handout as a file."""
        document = Document(self.fonts)
        self._add(document, handout, layout, sheet, None)
        return Pressed(document.finish(about(handout)), document.pages)

    def press_many(
        self,
        handouts: Iterable[Handout],
        layout: Layout | str,
        sheet: Paper | str,
        title: str | None = None,
    ) -> Pressed:
        """Many handouts in one design as one file to print."""
        return self.press_run(((one, layout, sheet, "") for one in handouts), title)

    def press_run(self, jobs: Iterable[Job], title: str | None = None) -> Pressed:
        """Many handouts as one file to print, each beginning on a new sheet."""
        document = Document(self.fonts)
        first: Handout | None = None
        for handout, layout, sheet, name in jobs:
            first = first or handout
            if document.pages % 2:
                document.blank(paper(sheet))
            entries = b"/T" + text_string(name or plain(handout.title))
            entries += b"/Lang" + text_string(handout.language)
            document.name_next(name)
            self._add(document, handout, layout, sheet, entries)
        if first is None:
            raise ValueError("a run needs at least one handout")
        told = about(first)
        told = replace(told, title=title or told.title)
        return Pressed(document.finish(told), document.pages)

    def _add(
        self,
        document: Document,
        handout: Handout,
        layout: Layout | str,
        sheet: Paper | str,
        part: bytes | None,
    ) -> None:
        design = load_layout(layout) if isinstance(layout, str) else layout
        size = paper(sheet)
        if design.panel.width:
            folded = fold(design.panel, size)
            page = self._arrange(design, handout, folded.panel)
            placed, feet = folded.unfold(page.placed), partial(folded.feet, page)
            document.add(placed, page.sections, folded.sheet, feet, part)
        else:
            page = self._arrange(design, handout, size)
            document.add(page.placed, page.sections, size, page.feet, part)

    def _arrange(self, design: Layout, handout: Handout, size: Paper) -> Arranged:
        """The roomiest variant of the layout that needs no more pages than the tightest."""
        tried = [
            self._desk(variant, handout, size).arrange(handout)
            for variant in reversed(design.variants)
        ]
        return min(reversed(tried), key=lambda one: one.pages)

    def _desk(self, layout: Layout, handout: Handout, size: Paper) -> Desk:
        key = (layout, handout.brand.colour, handout.skin, size)
        desk = self._desks.get(key)
        if desk is None:
            area = area_of(layout, size)
            most = area.height
            if not layout.cards.own_page:
                most -= 1.2 * layout.sizes.heading + 4  # a card and the heading of all cards
            setter = Setter(self._type, _style(layout, handout, self.fonts, most))
            desk = self._desks[key] = Desk(setter, area)
        return desk


def area_of(layout: Layout, size: Paper) -> Area:
    """What a layout fills of a page: all within its margins but the foot."""
    margins = layout.margins
    foot = 0.0 if layout.panel.width else layout.sizes.foot * 1.2 + 10
    return Area(
        margins.left,
        margins.bottom + foot,
        size.width - margins.left - margins.right,
        size.height - margins.top - margins.bottom - foot,
    )


def about(handout: Handout) -> About:
    """What the file of a handout says about itself."""
    return About(
        plain(handout.title), handout.author, handout.subject, handout.language, handout.created
    )


def _style(layout: Layout, handout: Handout, fonts: Fonts, most: float) -> Style:
    accent = readable(handout.brand.colour)
    look = Look(accent, handout.skin, fonts, layout.sizes.body)
    return Style(layout, colour(accent), look, most)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A block, sealed: whole, and in parts if it may come apart."""

    whole: Piece
    parts: tuple[Piece, ...]
    gaps: tuple[float, ...]
    breaks: bool


def prepare(setting: Setting) -> Prepared:
    """A setting, sealed."""
    one = seal(whole(setting))
    if len(setting.parts) == 1:
        return Prepared(one, (one,), (), False)
    parts = [seal(part, carries_on=index > 0) for index, part in enumerate(setting.parts)]
    return Prepared(one, tuple(parts), setting.gaps, setting.breaks)


class Desk:
    """Where handouts of one style are arranged. Keeps each piece it has set."""

    def __init__(self, setter: Setter, area: Area) -> None:
        self.setter = setter
        self.area = area
        self.style: Style = setter.style
        self._blocks: dict[tuple[Block, float, int], Prepared] = {}
        self._headings: dict[tuple[Text, float], Piece] = {}
        self._feet: dict[tuple[str, float], Piece] = {}

    def block(self, block: Block, width: float, level: int) -> Prepared:
        """A block in a column."""
        key = (block, width, level)
        found = self._blocks.get(key)
        if found is None:
            found = self._blocks[key] = prepare(self.setter.set(block, width, level))
        return found

    def heading(self, text: Text, width: float) -> Piece:
        """The heading of a part."""
        key = (text, width)
        found = self._headings.get(key)
        if found is None:
            size = self.style.layout.sizes.heading
            draft = heading(self.setter, text, size, width, 2, self.style.accent)
            found = self._headings[key] = seal(draft, heading=(2, plain(text)))
        return found

    def foot(self, text: str, width: float) -> Piece:
        """A running foot."""
        key = (text, width)
        found = self._feet.get(key)
        if found is None:
            size = self.style.layout.sizes.foot
            face = Face(size, size * 1.2)
            kind = b"<</Type/Pagination/Subtype/Footer>>"
            draft = self.setter.type.artifact_text(text, face, width, SOFT, kind)
            found = self._feet[key] = seal(draft)
        return found

    def arrange(self, handout: Handout) -> Arranged:
        """A handout on pages."""
        return _Arranger(self, handout).run()


@dataclass(frozen=True, slots=True)
class Arranged:
    """Pieces in their places, the sections they belong to, and the feet of the pages."""

    placed: Sequence[Placed]
    sections: Sequence[str]
    handout: Handout
    desk: Desk
    area: Area

    @property
    def pages(self) -> int:
        """How many there are."""
        return self.placed[-1].page + 1

    def feet(self, page: int, pages: int) -> list[Foot]:
        """What stands at the foot of a page."""
        area = self.area
        return self.foot(page, pages, area.left, area.bottom - 10, area.width)

    def foot(self, page: int, pages: int, x: float, y: float, width: float) -> list[Foot]:
        """The running line: clinic and version left, page and pages right."""
        desk, handout = self.desk, self.handout
        size = desk.style.layout.sizes.foot
        count = handout.page_of.format(page=page, pages=pages)
        right = desk.setter.type.breaker.width(count, "regular", size)
        running = plain(handout.running)
        return [
            (x, y, desk.foot(running, width - right - size)),
            (x + width - right, y, desk.foot(count, right)),
        ]


class _Arranger:
    """Walks the regions of a layout and pours the parts of a handout into them."""

    def __init__(self, desk: Desk, handout: Handout) -> None:
        self.desk = desk
        self.handout = handout
        self.area = desk.area
        self.flow = Flow(self.area)
        self.parts = {part.name: part for part in handout.parts}
        self.sections: list[str] = [""]
        self.groups: dict[str, int] = {}

    def run(self) -> Arranged:
        """Everything in its place."""
        self._head()
        for region in self.desk.style.layout.flow:
            self._region(region, self.area.width)
        return Arranged(self.flow.placed, self.sections, self.handout, self.desk, self.area)

    def _head(self) -> None:
        draft = set_head(self.desk.setter, self.handout, self.area.width)
        piece = seal(draft, heading=(1, plain(self.handout.title)))
        self.flow.pour([Unit(piece, (piece,), (), 0.0, 0)])

    def _region(self, region: Region, width: float) -> None:
        before = self.desk.style.layout.sizes.part
        if isinstance(region, Columns):
            self._columns(region, width, before)
        elif isinstance(region, Balance):
            self._balance(region, width, before)
        elif isinstance(region, Split):
            self._split(region, width)
        else:
            self.flow.pour(self._units(region, width))

    def _split(self, region: Split, width: float) -> None:
        left, right = self._widths(region.shares, width)
        part = self.parts.get(region.part)  # type: ignore[call-overload]
        if part is None or len(part.blocks) < 2 or min(left, right) < region.least:
            self.flow.pour(self._units(region.part, width))
            return
        units = self._units(region.part, left)
        head = [unit for unit in units if unit.keep]
        body = self._units(region.part, left)[len(head) :][:1]
        rest = self._units(region.part, right)[len(head) + 1 :]
        x = left + self.desk.style.layout.sizes.gutter
        gap = self.desk.style.layout.sizes.part
        if head:
            room = max(stacked(body), stacked(rest)) + head[0].before + head[0].whole.height + 4
            if self.flow.used and room > self.flow.left_over:
                self.flow.turn()
            self.flow.pour(head)
            gap = 4.0
        if not self.flow.side_by_side([(0.0, body), (x, rest)], gap):
            self.flow.pour([*body, *self._units(region.part, width)[len(head) + 1 :]])

    def _widths(self, shares: Sequence[float], width: float) -> list[float]:
        """Columns with these shares of a width."""
        room = width - self.desk.style.layout.sizes.gutter * (len(shares) - 1)
        return [round(room * share / sum(shares), 1) for share in shares]

    def _columns(self, region: Columns, width: float, before: float) -> None:
        gutter = self.desk.style.layout.sizes.gutter
        widths = self._widths(region.shares, width)
        columns = []
        x = 0.0
        for column, wide in zip(region.columns, widths, strict=True):
            columns.append((x, self._stack(column, wide)))
            x += wide + gutter
        if min(widths) >= region.least and self.flow.side_by_side(columns, before):
            return
        for column in region.columns:
            self.flow.pour(self._stack(column, width))

    def _stack(self, regions: Sequence[Region], width: float) -> list[Unit]:
        units: list[Unit] = []
        for region in regions:
            if isinstance(region, str):
                units += self._units(region, width)
            elif isinstance(region, Balance):
                units += [unit for name in region.parts for unit in self._units(name, width)]
            elif isinstance(region, Split):
                units += self._units(region.part, width)
            else:
                for column in region.columns:
                    units += self._stack(column, width)
        return units

    def _balance(self, region: Balance, width: float, before: float) -> None:
        gutter = self.desk.style.layout.sizes.gutter
        wide = round((width - gutter * (region.count - 1)) / region.count, 1)
        if wide < region.least:
            for name in region.parts:
                self.flow.pour(self._units(name, width))
            return
        xs = [index * (wide + gutter) for index in range(region.count)]
        units = [unit for name in region.parts for unit in self._units(name, wide)]
        if len(region.parts) == 1 and units and units[0].keep:
            head = self._units(region.parts[0], width)[0]
            room = head.before + head.whole.height + 4 + units[1].whole.height
            if self.flow.used and room > self.flow.left_over:
                self.flow.turn()
            self.flow.pour([head])
            units, before = units[1:], 4.0
        self.flow.pour_columns(xs, units, before)

    def _units(self, name: str, width: float) -> list[Unit]:
        part = self.parts.get(name)  # type: ignore[call-overload]
        if part is None or not part.blocks:
            return []
        group = self._section(part)
        sizes = self.desk.style.layout.sizes
        units = []
        level = 2
        before = sizes.part
        alone = self.desk.style.layout.cards.own_page and part.name == "points"
        if plain(part.title) and not alone and not _says_so_itself(part):
            piece = self.desk.heading(part.title, width)
            units.append(Unit(piece, (piece,), (), before, group, keep=True))
            level, before = 3, 4.0
        for block in part.blocks:
            made = self.desk.block(block, width, level)
            fresh = isinstance(block, PointCard) and self.desk.style.layout.cards.own_page
            units.append(
                Unit(
                    made.whole,
                    made.parts,
                    made.gaps,
                    before,
                    group,
                    breaks=made.breaks,
                    fresh=fresh,
                )
            )
            before = sizes.gap
        return units

    def _section(self, part: Part) -> int:
        number = self.groups.get(part.name)
        if number is None:
            number = self.groups[part.name] = len(self.sections)
            self.sections.append(plain(part.title) or part.name)
        return number


def _says_so_itself(part: Part) -> bool:
    """Whether the first block of a part carries its title already."""
    title = getattr(part.blocks[0], "title", None)
    return title is not None and plain(title) == plain(part.title)


__all__ = ["Desk", "Draft", "Pressed", "Room", "stacked"]
