"""`sections:` which parts of the page come first, and which are left out."""

from __future__ import annotations

from dataclasses import dataclass

from handouts.files.reading import shown
from handouts.handout import PartName
from handouts.library.names import plain_key
from handouts.library.slips import closest
from handouts.library.yaml_text import Mapping, Node, Scalar, asset_table
from handouts.prescription.fields.fill import Taker, fill, scalars, take_each
from handouts.prescription.fields.problems import ProblemLog
from handouts.prescription.fields.schema import SECTIONS, Field
from handouts.prescription.fields.values import Wrong, did_you_mean, one_of
from handouts.prescription.model import Sections

FIRST: tuple[PartName, ...] = ("dose", "since", "safety")
"""What opens every sheet, so that nobody presses before it is read."""
LAST: PartName = "disclaimer"


@dataclass(frozen=True, slots=True)
class Section:
    """A part by the names that people have for it. `kept`: why no sheet may go without it."""

    about: str
    also: tuple[str, ...]
    kept: str = ""


PARTS: dict[PartName, Section] = {
    part: Section(one["about"], tuple(one["also"]), one.get("kept", ""))
    for part, one in asset_table("sections").items()
}
"""Every part of a handout, in the order in which they are told."""
_NAMES: dict[str, PartName] = {
    plain_key(name): part for part, one in PARTS.items() for name in (part, *one.also)
}


def take_sections(_: Field, node: Node, log: ProblemLog) -> Sections:
    """`order` and `hide`; what is wrong in them is noted."""
    if not isinstance(node, Mapping):
        raise Wrong("`sections` has no fields.", "Write: {hide: [chart]}, or {order: [chart]}")
    taken = fill(node, SECTIONS, log, TAKERS, "sections.")
    lines = node.lines
    for part in taken.get("hide", ()):
        if why := PARTS[part].kept:
            wrong = f"{part} cannot be hidden: {why}."
            log.wrong(lines["hide"], "sections.hide", wrong, f"Delete {part} from the list.")
        elif part in taken.get("order", ()):
            wrong = f"{part} is hidden, and stands in `order` as well."
            log.wrong(lines["order"], "sections.order", wrong, "Keep one of them.")
    if broken := out_of_order(taken.get("order", ())):
        log.wrong(lines["order"], "sections.order", *broken)
    return Sections(**taken)


def out_of_order(parts: tuple[str, ...]) -> tuple[str, str] | None:
    """What an order breaks of what every sheet promises, and the cure; None when nothing."""
    for part, before in zip(parts[1:], parts, strict=False):
        if part in FIRST and before not in FIRST:
            return f"{part} stands behind other parts: it opens the sheet.", "Move it to the front."
    if LAST in parts[:-1]:
        return f"{LAST} stands before other parts: it ends the sheet.", "Move it to the end."
    return None


def take_parts(field: Field, node: Node, log: ProblemLog) -> tuple[PartName, ...]:
    """Parts by any of their names; `none` for an empty list."""
    if isinstance(node, Scalar) and node.text.strip().casefold() in ("none", "nothing"):
        return ()
    found: dict[PartName, int] = {}
    where = "flow.columns.parts" if field.name == "parts" else f"sections.{field.name}"
    for item in scalars(node, field.limit, "chart, map"):
        take_each(item, log, where, found, part_named)
    return tuple(found)


def part_named(typed: str) -> PartName:
    """The part that is meant by a name. Raises Wrong with what was likely meant."""
    part = _NAMES.get(plain_key(typed))
    if part is None:
        known = {name: one for one, section in PARTS.items() for name in (one, *section.also)}
        near = dict.fromkeys(known[name] for name in closest(typed, known, 3))
        cure = did_you_mean(near) or f"Use {one_of(PARTS)}."
        raise Wrong(f"There is no part {shown(typed.strip())}.", cure)
    return part


TAKERS: dict[str, Taker] = {"sections": take_sections, "parts": take_parts}
