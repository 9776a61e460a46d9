"""Where everything stands, found once for all handouts that take the same room.

To find the roomiest variant of a layout, a handout is arranged in several. For the next patient
nothing moves as long as the parts are the same and what is that patient's own takes as many lines
in every variant that was tried; then only those pieces are set anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handouts.handout import Handout, Part
from handouts.press.pages.arrange import Arranged, arrange
from handouts.press.pages.desk import Desk
from handouts.press.pages.flow import Flow, Placed, Unit
from handouts.press.typesetting.paragraph import OWN

_KEPT = 200
_Lines = tuple[int, ...] | None
_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A handout as it was arranged. `tried` are the lines of its own parts, by desk and width;
    `own` are those that were placed, by width.
    """

    page: Arranged
    desk: int
    tried: Sequence[tuple[Desk, str, float, _Lines]]
    own: Sequence[tuple[str, float]]

    def suits(self, parts: dict[str, Part]) -> bool:
        """Whether the own parts of another handout take the same room."""
        return all(
            lines is not None and desk.lines(parts[name], width) == lines
            for desk, name, width, lines in self.tried
        )

    def whole(self) -> bool:
        """Whether every own piece on the pages is known as such: none was torn over two pages."""
        titles = {
            id(member.piece)
            for units in self.page.own.values()
            for unit in units
            if unit.keep
            for member in unit.members
        }
        return all(
            one.own or id(one.piece) in titles for one in self.page.placed if one.group in OWN
        )


class Settler:
    """Arranges handouts, and knows those again that stand alike."""

    def __init__(self) -> None:
        self._patterns: dict[_Key, list[Pattern]] = {}

    def settle(self, handout: Handout, parts: dict[str, Part], desks: Sequence[Desk]) -> Arranged:
        """A handout in the roomiest variant that needs no more pages than the tightest, which is
        the last of `desks`. `parts` are known by identity, but for those of one patient.
        """
        return self.settled(handout, parts, desks)[0]

    def settled(
        self, handout: Handout, parts: dict[str, Part], desks: Sequence[Desk]
    ) -> tuple[Arranged, Pattern]:
        """The same, and what it is known by."""
        heads = [desk.head(handout) for desk in desks]
        key = (
            tuple([id(desk) for desk in desks]),
            tuple([part.title if name in OWN else id(part) for name, part in parts.items()]),
            tuple([(head.height, len(head.members)) for head in heads]),
        )
        known = self._patterns.setdefault(key, [])
        for pattern in known:
            if pattern.suits(parts):
                desk, head = desks[pattern.desk], heads[pattern.desk]
                return _like(pattern, handout, parts, desk, head), pattern
        if sum(map(len, self._patterns.values())) > _KEPT:
            self._patterns.clear()
            known = self._patterns.setdefault(key, [])
        pattern = _arranged(handout, parts, desks, heads)
        if pattern.whole():
            known.append(pattern)
        return pattern.page, pattern


def _arranged(
    handout: Handout, parts: dict[str, Part], desks: Sequence[Desk], heads: Sequence[Unit]
) -> Pattern:
    tried = [arrange(desks[-1], handout, parts, heads[-1])]
    for desk, head in zip(desks[:-1], heads[:-1], strict=True):
        tried.append(arrange(desk, handout, parts, head))
        if tried[-1].pages == tried[0].pages:
            break
    else:
        tried.append(tried[0])
    page = tried[-1]
    asked = {
        (name, width, one.desk.style.layout.sizes.body, one.desk.style.layout.sizes.lead): one.desk
        for one in tried
        for name, width in one.own
    }
    lines = [
        (desk, name, width, desk.lines(parts[name], width))
        for (name, width, *_), desk in asked.items()
    ]
    return Pattern(page, desks.index(page.desk), lines, _own(page))


def _own(page: Arranged) -> list[tuple[str, float]]:
    """The own parts that stand on the pages, of all that were tried in several widths."""
    placed = {id(one.piece) for one in page.placed if one.own}
    return [
        key
        for key, units in page.own.items()
        if any(id(member.piece) in placed for unit in units for member in unit.members)
    ]


def _like(
    pattern: Pattern, handout: Handout, parts: dict[str, Part], desk: Desk, head: Unit
) -> Arranged:
    """A handout of which all but its own pieces stands as in another one."""
    flow = Flow(desk.area)
    flow.pour([head])
    placed: list[Placed] = [*flow.placed, *pattern.page.placed[len(flow.placed) :]]
    own = {
        member.own: member.piece
        for name, width in pattern.own
        for unit in desk.own(parts[name], width)
        for member in unit.members
        if member.own
    }
    for index, one in enumerate(placed[len(flow.placed) :], len(flow.placed)):
        if one.own:
            placed[index] = replace(one, piece=own[one.own])
    return replace(pattern.page, placed=placed, handout=handout)
