"""A handout on pages: the regions of a layout, filled with its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handouts.handout import Handout, Part, plain
from handouts.press.layout import Balance, Columns, Region
from handouts.press.pages.desk import Desk
from handouts.press.pages.flow import Flow, Placed, Unit
from handouts.press.pages.fold import Foot
from handouts.press.typesetting.paragraph import OWN, foot_face, foot_lines

ABOVE_FOOT = 10.0  # points between the page and its foot


@dataclass(frozen=True, slots=True)
class Arranged:
    """Pieces in their places; `titles` of the sections they belong to, by name."""

    placed: Sequence[Placed]
    titles: Mapping[str, str]
    handout: Handout
    desk: Desk
    parts: tuple[Part, ...]  # kept, so that they can be known by identity
    own: Mapping[tuple[str, float], Sequence[Unit]]  # of one patient, by part and width

    @property
    def pages(self) -> int:
        """How many there are."""
        return self.placed[-1].page + 1

    def feet(self, page: int, pages: int) -> list[Foot]:
        """What stands at the foot of a page."""
        area = self.desk.area
        return self.foot(page, pages, area.left, area.bottom - ABOVE_FOOT, area.width)

    def foot(self, page: int, pages: int, x: float, y: float, width: float) -> list[Foot]:
        """The running lines: clinic and version left, page and pages right of the first."""
        desk, handout = self.desk, self.handout
        face = foot_face(desk.style.layout.sizes.foot)
        count = handout.page_of.format(page=page, pages=pages)
        right = desk.setter.type.breaker.width(count, "regular", face.size)
        lines = foot_lines(desk.setter.type, handout, face, width)
        feet = [(x, y - n * face.leading, desk.foot(line, width)) for n, line in enumerate(lines)]
        return [*feet, (x + width - right, y, desk.foot(count, right))]


def arrange(desk: Desk, handout: Handout, parts: Mapping[str, Part], head: Unit) -> Arranged:
    """A handout in the style of a desk; `parts` are its parts, as the desk knows them."""
    filler = _Filler(desk, parts)
    filler.flow.pour([head])
    for region in desk.style.layout.flow:
        filler.fill(region, desk.area.width)
    titles = {name: plain(part.title) or name for name, part in parts.items()}
    return Arranged(filler.flow.placed, titles, handout, desk, tuple(parts.values()), filler.own)


class _Filler:
    """Walks the regions and pours parts into them."""

    def __init__(self, desk: Desk, parts: Mapping[str, Part]) -> None:
        self.desk = desk
        self.parts = parts
        self.flow = Flow(desk.area)
        self.own: dict[tuple[str, float], list[Unit]] = {}
        self.sizes = desk.style.layout.sizes

    def fill(self, region: Region, width: float) -> None:
        """A region over the whole width."""
        if isinstance(region, Columns):
            self._columns(region, width)
        elif isinstance(region, Balance):
            self._balance(region, width)
        else:
            self.flow.pour(self._part(region, width))

    def _part(self, name: str, width: float) -> list[Unit]:
        part = self.parts.get(name)
        if not part or not part.blocks:
            return []
        if name not in OWN:
            return self.desk.part(part, width)
        if (name, width) not in self.own:
            self.own[name, width] = self.desk.own(part, width)
        return self.own[name, width]

    def _columns(self, region: Columns, width: float) -> None:
        room = width - self.sizes.gutter * (len(region.shares) - 1)
        widths = [round(room * share / sum(region.shares), 1) for share in region.shares]
        columns = []
        x = 0.0
        for column, wide in zip(region.columns, widths, strict=True):
            columns.append((x, self._stack(column, wide)))
            x += wide + self.sizes.gutter
        side_by_side = min(widths) >= region.least and all(units for _, units in columns)
        if side_by_side and self.flow.side_by_side(columns, self.sizes.part):
            return
        for column in region.columns:
            self.flow.pour(self._stack(column, width))

    def _stack(self, regions: Sequence[Region], width: float) -> list[Unit]:
        units: list[Unit] = []
        for region in regions:
            if isinstance(region, Columns):
                for column in region.columns:
                    units += self._stack(column, width)
            else:
                names = region.parts if isinstance(region, Balance) else (region,)
                units += [unit for name in names for unit in self._part(name, width)]
        return units

    def _balance(self, region: Balance, width: float) -> None:
        wide = round((width - self.sizes.gutter * (region.count - 1)) / region.count, 1)
        if wide < region.least:
            self.flow.pour(self._stack([region], width))
            return
        units = self._stack([region], wide)
        if not units:
            return
        before = self.sizes.part
        if len(region.parts) == 1 and units[0].keep:
            head = self._part(region.parts[0], width)[0]
            self.flow.pour([head], follow=units[1].height + units[1].before)
            units, before = units[1:], units[1].before
        xs = [index * (wide + self.sizes.gutter) for index in range(region.count)]
        self.flow.pour_columns(xs, units, before)
