"""What a run has noted of its patients: each thing once, and then where else it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from handouts.delivery.batch.work import ItemResult
from handouts.errors import Problem
from handouts.prescription.values import some

NAMED = 30
"""Lines of a table that a note names."""


@dataclass(slots=True)
class Noted:
    """The notices of a run over the table, or the folder, that is called `name`."""

    name: str
    _same: dict[tuple[str, str], _Same] = field(default_factory=dict)
    _eased: dict[str, dict[str, None]] = field(default_factory=dict)
    """Conditions because of which points are pressed more gently, each with its patients."""

    def new_of(self, result: ItemResult) -> Iterator[Problem]:
        """What is to be said at once of an item: what no other has had."""
        for notice in result.notices:
            said = notice.wrong, notice.cure
            if notice.eased:
                in_table = notice.file == self.name
                where = str(result.item) if in_table else Path(notice.file).name
                self._eased.setdefault(notice.eased, {})[where] = None
            elif said in self._same:
                self._same[said].add(notice)
            else:
                self._same[said] = _Same(notice)
                yield notice

    def at_the_end(self) -> Iterator[Problem]:
        """Where else it holds what was said of one item, and what is told of all together."""
        for same in self._same.values():
            if others := list(same.elsewhere()):
                file = others[0][0]
                lines = [str(line) for at, line in others if line and at == file]
                line_s = "line" if len(lines) == 1 else "lines"
                alike = len(lines) == len(others)
                where = (
                    f"the same in {line_s} {some(lines, NAMED)}"
                    if alike
                    else f"{len(others):,} more"
                )
                wrong = f"{where}: {same.first.wrong}"
                yield Problem(file if alike else self.name, 0, same.first.field, wrong, "")
        if self._eased:
            many = len({where for places in self._eased.values() for where in places})
            patients = "1 patient presses" if many == 1 else f"{many:,} patients press"
            by = "; ".join(f"{why} ({_places([*at])})" for why, at in sorted(self._eased.items()))
            wrong = (
                f"{patients} some points lightly, for half the time or without a ball, because of"
                f" what they live with: {by}."
            )
            yield Problem(self.name, 0, "conditions", wrong, "The cards say which.")


@dataclass(slots=True)
class _Same:
    """A notice that was said, and where else it holds: file and line, for each item one."""

    first: Problem
    places: list[tuple[str, int]] = field(default_factory=list)

    def add(self, other: Problem) -> None:
        """The same of another item. What a table says of its clinic holds for all of its rows."""
        here = other.file == self.first.file
        if not (here and other.field == "clinic" and not other.line):
            self.places.append((self.first.file if here else other.file, other.line))

    def elsewhere(self) -> Iterator[tuple[str, int]]:
        """The places besides that of the first, a line of a file once."""
        seen = {(self.first.file, self.first.line)}
        for place in self.places:
            if place not in seen or not place[1]:
                seen.add(place)
                yield place


def _places(places: list[str]) -> str:
    """Rows of a table by their numbers, or files by their names."""
    row_s = "row " if len(places) == 1 else "rows "
    return f"{row_s if places[0].isdecimal() else ''}{some(places, NAMED)}"
