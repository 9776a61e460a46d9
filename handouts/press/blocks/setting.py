"""Settings: a block as it was set, in parts that may come apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from handouts.press.blocks.draft import Draft, Node, stack, tagged


@dataclass(frozen=True, slots=True)
class Setting:
    """A block, set. `gaps` stand between the parts; `breaks` says whether it may come apart
    although a page could hold it whole.
    """

    parts: tuple[Draft, ...]
    gaps: tuple[float, ...] = ()
    breaks: bool = False
    complete: Draft | None = None  # where the whole is more than its parts: a box around them

    @property
    def height(self) -> float:
        """Of the whole, in points."""
        if self.complete:
            return self.complete.height
        return sum(part.height for part in self.parts) + sum(self.gaps)


def one(draft: Draft) -> Setting:
    """A block that never comes apart."""
    return Setting((draft,))


def whole(setting: Setting) -> Draft:
    """All parts as one draft with one structure element."""
    if setting.complete:
        return setting.complete
    if len(setting.parts) == 1:
        return setting.parts[0]
    draft = stack(setting.parts, setting.gaps)
    first = draft.nodes[0]
    kids = tuple(kid for node in draft.nodes for kid in node.kids)
    return replace(draft, nodes=(Node(first.tag, kids, first.attributes, first.box),))


def even(parts: Sequence[Draft], gap: float, *, breaks: bool = False) -> Setting:
    """Parts with the same gap between all of them."""
    return Setting(tuple(parts), (gap,) * (len(parts) - 1), breaks)


def section(
    complete: Draft, rows: Callable[[], Sequence[Draft]], most: float, gap: float
) -> Setting:
    """A box of rows as one section; plain rows where the box is higher than a page (`most`)."""
    boxed = tagged("Sect", complete)
    if complete.height <= most:
        return one(boxed)
    parts = [tagged("Sect", row) for row in rows()]
    return Setting(tuple(parts), (gap,) * (len(parts) - 1), complete=boxed)
