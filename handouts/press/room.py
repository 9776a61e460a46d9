"""The press room: everything that is prepared once and used for every handout of a run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from handouts.handout import Handout, Part, Text, plain
from handouts.press.blocks.house import Style, readable
from handouts.press.blocks.setter import Setter
from handouts.press.file.document import Document, Sheets
from handouts.press.kept.memory import memory_of
from handouts.press.kept.recall import Memory
from handouts.press.kept.stencils import Stencils
from handouts.press.layout import Layout, Paper, load_layout, paper
from handouts.press.numbers import colour, text_string
from handouts.press.pages.arrange import ABOVE_FOOT, Arranged
from handouts.press.pages.desk import Desk
from handouts.press.pages.flow import Area
from handouts.press.pages.fold import EDGE, fold
from handouts.press.pages.settle import Settler
from handouts.press.pictures.figures import Look
from handouts.press.pressed import Pressed, about
from handouts.press.typesetting.fonts import Fonts
from handouts.press.typesetting.paragraph import OWN, foot_face, foot_lines
from handouts.press.typesetting.text import Face
from handouts.press.typesetting.typeset import Typesetter

_KEPT_PARTS = 2000


Job = tuple[Handout, Layout | str, Paper | str, str]
"""A handout of a print run, its design and paper, and its bookmark ("" for its title)."""


class Room:
    """Keeps what it has set, by value: the same block in the same style is set once."""

    def __init__(self, fonts: Fonts | None = None) -> None:
        self.fonts = fonts or Fonts()
        self._type = Typesetter(self.fonts)
        self._layouts: dict[str, Layout] = {}
        self._desks: dict[tuple[int, str, str, Paper, float], tuple[Layout, Desk]] = {}
        self._known: dict[Part, Part] = {}
        self._met: dict[int, Part] = {}
        self._feet: dict[tuple[Text, str, Face, float], float] = {}
        self._settler = Settler()
        self._stencils = Stencils(self.fonts)

    def press(self, handout: Handout, layout: Layout | str, sheet: Paper | str) -> Pressed:
        """One handout as a file."""
        return Pressed(*self._stencils.pdf(self._sheets(handout, layout, sheet), about(handout)))

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
            document.add(self._sheets(handout, layout, sheet), entries)
        if first is None:
            raise ValueError("a run needs at least one handout")
        told = about(first)
        told = replace(told, title=title or told.title)
        return Pressed(document.finish(told), document.pages)

    def _sheets(self, handout: Handout, layout: Layout | str, sheet: Paper | str) -> Sheets:
        design = self._layout(layout)
        size = paper(sheet)
        if design.panel.width:
            foot = self._foot(design, handout, size.width - 2 * EDGE)
            folded = fold(design.panel, size, foot)
            page = self.arrange(handout, design, folded.panel)
            placed, feet = folded.unfold(page.placed), partial(folded.feet, page)
            return Sheets(placed, page.titles, folded.sheet, feet)
        page = self.arrange(handout, design, size)
        return Sheets(page.placed, page.titles, size, page.feet)

    def _layout(self, layout: Layout | str) -> Layout:
        if isinstance(layout, Layout):
            return layout
        if layout not in self._layouts:
            self._layouts[layout] = load_layout(layout)
        return self._layouts[layout]

    def arrange(self, handout: Handout, layout: Layout, size: Paper) -> Arranged:
        """The roomiest variant of a layout that needs no more pages than the tightest."""
        return self._settler.settle(*self._on_desks(handout, layout, size))

    def _on_desks(
        self, handout: Handout, layout: Layout, size: Paper
    ) -> tuple[Handout, dict[str, Part], list[Desk]]:
        """A handout, its parts as they are known here, and the desks of all variants."""
        parts: dict[str, Part] = {
            part.name: part if part.name in OWN else self._same(part) for part in handout.parts
        }
        return handout, parts, [self.desk(variant, handout, size) for variant in layout.variants]

    def memory(self, handout: Handout, layout: str, sheet: str) -> Memory | None:
        """What is worth knowing, in another process, of the pages of a handout that was pressed;
        None where they cannot be known again.
        """
        design = self._layout(layout)
        sheets = self._sheets(handout, layout, sheet)
        known = self._stencils.known(sheets, about(handout))
        if not known or design.panel.width:
            return None
        _, parts, desks = self._on_desks(handout, design, paper(sheet))
        _, pattern = self._settler.settled(handout, parts, desks)
        return memory_of(handout, desks, pattern, sheets, *known)

    def _foot(self, layout: Layout, handout: Handout, width: float) -> float:
        """The height of the running lines; hardly ever another one in a run."""
        face = foot_face(layout.sizes.foot)
        key = (handout.running, handout.page_of, face, width)
        if key not in self._feet:
            if len(self._feet) > _KEPT_PARTS:
                self._feet.clear()
            lines = foot_lines(self._type, handout, face, width)
            self._feet[key] = len(lines) * face.leading
        return self._feet[key]

    def _same(self, part: Part) -> Part:
        """The part as it was when it was first met: from then on it is known by identity."""
        if self._met.get(id(part)) is part:
            return part
        if len(self._met) > _KEPT_PARTS:
            self._known.clear()
            self._met.clear()
        known = self._known.setdefault(part, part)
        self._met[id(known)] = known
        return known

    def desk(self, layout: Layout, handout: Handout, size: Paper) -> Desk:
        """Where handouts of this layout, clinic and paper are set."""
        width = size.width - layout.margins.left - layout.margins.right
        foot = 0.0 if layout.panel.width else self._foot(layout, handout, width) + ABOVE_FOOT
        key = (id(layout), handout.brand.colour, handout.skin, size, foot)
        found = self._desks.get(key)
        if found is None:
            area = area_of(layout, size, foot)
            most = area.height
            if not layout.cards.own_page:
                most -= 1.2 * layout.sizes.heading + 4  # a card and the heading of all cards
            accent = readable(handout.brand.colour)
            look = Look(accent, handout.skin, self.fonts, layout.sizes.body)
            setter = Setter(self._type, Style(layout, colour(accent), look, most))
            found = self._desks[key] = (layout, Desk(setter, area))
        return found[1]


def area_of(layout: Layout, size: Paper, foot: float) -> Area:
    """What a layout fills of a page: all within its margins but the foot."""
    margins = layout.margins
    return Area(
        margins.left,
        margins.bottom + foot,
        size.width - margins.left - margins.right,
        size.height - margins.top - margins.bottom - foot,
    )
