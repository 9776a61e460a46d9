"""One handout, or a print run of many, as a tagged PDF (PDF/UA-1 and PDF/A-2a in one file)."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import chain

from handouts.colour import CLEAR, hexed, parse, readable
from handouts.errors import located
from handouts.handout import Handout, plain
from handouts.library.wording import filled
from handouts.render import fonts
from handouts.render.filling import Area, Arranged
from handouts.render.layout import Layout, must_hold, paper_size
from handouts.render.layout_file import load_layout
from handouts.render.objects import text_string
from handouts.render.pages import arrange
from handouts.render.pdfa import finished
from handouts.render.setting import Setter
from handouts.render.style import Style
from handouts.render.tagging import TaggedCanvas
from handouts.render.text import GREY, TextStyle
from handouts.text.words import sentences

_ABOVE_FOOT = 10.0

Job = tuple[Handout, Layout | str, str, str]
"""A handout of a print run, its design and paper, and its bookmark ("" for its title)."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file and how many pages it has."""

    pdf: bytes
    pages: int


@dataclass(frozen=True, slots=True)
class _Sheets:
    """A handout on its sheets, ready to be drawn."""

    handout: Handout
    style: Style
    size: tuple[float, float]
    arranged: Arranged


class Renderer:
    """Renders handouts in one process. What they share is set once."""

    def __init__(self) -> None:
        self._setter = Setter()

    def render(self, handout: Handout, layout: Layout | str, paper: str) -> Rendered:
        """One handout as a file. Raises ContentError where a page cannot hold it."""
        return self._file([(handout, layout, paper, "")])

    def render_run(self, jobs: Iterable[Job], title: str | None = None) -> Rendered:
        """Many handouts in one file, each beginning on a front side; they share fonts and drawings.
        Raises ContentError where a page cannot hold one of them.
        """
        return self._file(jobs, title, run=True)

    def _file(self, jobs: Iterable[Job], title: str | None = None, run: bool = False) -> Rendered:
        jobs = iter(jobs)
        first = next(jobs)
        canvas = TaggedCanvas(first[0].language)
        for handout, layout, paper, name in chain([first], jobs):
            sheets = self._sheets(handout, layout, paper)
            if canvas.pages % 2:
                canvas.setPageSize(sheets.size)
                canvas.showPage()
            named = text_string(name or plain(handout.title))
            entries = f"/T{named}/Lang{text_string(handout.language)}"
            with canvas.element("Part", entries) if run else nullcontext():
                self._draw(canvas, sheets, name)
        said = title or plain(first[0].title)
        return Rendered(finished(canvas, said, first[0]), canvas.pages)

    def _sheets(self, handout: Handout, layout: Layout | str, paper: str) -> _Sheets:
        design = layout if isinstance(layout, Layout) else load_layout(layout)
        size = paper_size(paper)
        with located("", "layout"):
            must_hold(design, paper)
        design = design.on(paper)
        colour = design.colours.accent or handout.brand.colour
        accent = readable(parse(colour) or (0, 0, 0), CLEAR)
        style = Style(design, hexed(accent), handout.skin, handout.drawn_body)
        alone, area = _area(design, size), _area(design, size, foot=True)
        return _Sheets(handout, style, size, arrange(handout, style, alone, area, self._setter))

    def _draw(self, canvas: TaggedCanvas, sheets: _Sheets, name: str) -> None:
        """All pages of a handout, in reading order, each part in a section of its own."""
        arranged = sheets.arranged
        titles: dict[str, str] = {part.name: plain(part.title) for part in sheets.handout.parts}
        section, part = canvas.here, ""
        begun = len(canvas.bookmarks)
        for page in range(arranged.pages):
            canvas.setPageSize(sheets.size)
            for one in (placed for placed in arranged.placed if placed.page == page):
                if one.part != part:
                    part = one.part
                    title = f"/T{text_string(titles[part])}" if titles[part] else ""
                    with canvas.element("Sect", title) as section:
                        pass  # filled below, and on further pages
                with canvas.within(section):
                    one.flowable.drawOn(canvas, one.x, one.y)
            self._foot(canvas, sheets, page)
            canvas.showPage()
        if name:  # a print run names its handouts itself
            first = canvas.bookmarks[begun]
            canvas.bookmarks[begun] = replace(first, level=1, title=name)

    def _foot(self, canvas: TaggedCanvas, sheets: _Sheets, page: int) -> None:
        """Who, and where it goes on, at the left; which page of how many at the right."""
        handout, margins, pages = sheets.handout, sheets.style.layout.margins, sheets.arranged.pages
        if pages == 1:
            return
        size, width = sheets.style.layout.sizes.foot, _area(sheets.style.layout, sheets.size).width
        left = handout.running
        if page + 1 < pages and page % 2 == 0:
            left = handout.turn or left
        elif page + 1 < pages:  # another sheet of paper follows
            go_on = filled(handout.go_on, {"page": page + 2})
            left = " · ".join(filter(None, (go_on, left)))
        right = filled(handout.page_of, {"page": page + 1, "pages": pages})
        room = width - fonts.width(right, "regular", size) - 12
        canvas._code.append("/Artifact <</Type/Pagination/Subtype/Footer>> BDC")
        at_left = TextStyle(size, 1.25 * size, colour=GREY)
        at_right = replace(at_left, align="right")
        for text, style in ((_shortened(left, room, size), at_left), (right, at_right)):
            line = self._setter.line(text, style, width)
            line.drawOn(canvas, margins.left, margins.bottom - 0.075 * size)
        canvas.end_mark()


def render(handout: Handout, layout: Layout | str, paper: str) -> Rendered:
    """One handout as a file. For many, keep a `Renderer`: it sets what they share once."""
    return Renderer().render(handout, layout, paper)


def _area(layout: Layout, size: tuple[float, float], foot: bool = False) -> Area:
    """What is filled of a page. A single page needs no foot: it says all that one would say."""
    margins, (width, height) = layout.margins, size
    strip = 1.25 * layout.sizes.foot + _ABOVE_FOOT if foot else 0.0
    return Area(
        margins.left,
        height - margins.top,
        width - margins.left - margins.right,
        height - margins.top - margins.bottom - strip,
    )


def _shortened(text: str, room: float, size: float) -> str:
    """What there is room for: the text, what stands behind its last dot, its first sentence."""
    choices = (text, text.rpartition(" · ")[2], next(sentences(text), ""))
    return next((one for one in choices if fonts.width(one, "regular", size) <= room), "")
