"""Layout files: `layouts/<name>.yaml`, ours or a clinic's own, as a `Layout`. Data only.

A clinic's own layout names the one that it is based on, and says only what differs. Every mistake
is told at once, with its line, and with what could stand there. A file may come from a stranger,
so each number has bounds: those of clear print (text of 12 points on 15 or larger, pictures large
enough to find a spot on), of pages that can hold what is so large, and of printers.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping as MappingOf
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from handouts.colour import hexed
from handouts.errors import Problem, located
from handouts.files.paths import LAYOUTS, as_name, is_hidden, layout_files
from handouts.files.reading import read_bytes, shown
from handouts.library.names import plain_key
from handouts.library.yaml_text import MAX_BYTES, Mapping, Node, Scalar, Sequence, read_yaml
from handouts.paper import PAPERS
from handouts.prescription.clinic.read import colour_of
from handouts.prescription.fields import values
from handouts.prescription.fields.fill import BASIC, Taker, fill, scalar
from handouts.prescription.fields.problems import ProblemLog
from handouts.prescription.fields.schema import Field, table
from handouts.prescription.fields.values import Wrong
from handouts.prescription.layouts import find_layout
from handouts.prescription.model import Sections
from handouts.prescription.sections import FIRST, LAST, PARTS, out_of_order, part_named
from handouts.prescription.sections import TAKERS as SECTION_TAKERS
from handouts.render.layout import (
    DEFAULT_LAYOUT,
    NEVER_LEFT_OUT,
    CardRule,
    Columns,
    Layout,
    Region,
    Sizes,
    must_hold,
    parts_of,
    with_sections,
)

_MOST_BASES = 10
_MOST_RULES = 12
_TIGHTEST = 1.25
"""The least leading by the size of the text: 12 on 15."""
_ALONE = 150.0
"""The least width and height of the drawing on a card that has the page for itself, in points."""
_NUMBER = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")

LAYOUT = table("layout")
GROUPS: MappingOf[str, tuple[Field, ...]] = {
    name: table(f"layout-{name}")
    for name in ("margins", "sizes", "pictures", "small", "colours", "cards", "columns")
}
"""The fields of each group; `columns` is that of `flow`. Lengths are in points (72 to the inch)."""
_BASED_ON = plain_key("based-on")


def load_layout(name: str | Path, own: Path | None = None) -> Layout:
    """A layout by its name, ours or in the folder `own`; a path is a file of the shell's. Raises
    ContentError with all that is wrong in the file, FileError where it cannot be read.
    """
    if isinstance(name, Path):
        return _load(name, name.parent, ())
    with located("", "layout"):
        path = find_layout(name, own)
    return _load(path, own, ())


def _load(path: Path, own: Path | None, within: tuple[str, ...]) -> Layout:
    """`within`: the names of those that are based on this one."""
    data = read_bytes(path, MAX_BYTES)
    ours = path.parent == LAYOUTS
    file, name = path.name if ours else str(path), as_name(path.stem)
    base, wrong = None, None
    line, named = _based_on(data, file)
    if ours and not line:
        return read_layout(data, file, name, base, wrong)
    try:
        if not ours and (is_hidden(path.name) or name in layout_files()):
            line = 0
            raise Wrong(
                f"No layout of yours can be called {name}.", "Rename it, as our-sheet.yaml."
            )
        found = find_layout(named, own)
        around = (*within, name)
        if as_name(found.stem) in around and found.parent != LAYOUTS:
            ring = " → ".join((*around, as_name(found.stem)))
            raise Wrong(f"It is based on itself: {ring}.", f"Write: based-on: {DEFAULT_LAYOUT}")
        if len(around) > _MOST_BASES:
            raise Wrong("Too many layouts stand on each other.", "Base it on one of ours.")
        base = _load(found, own, around)
    except Wrong as error:
        wrong = Problem(file, line, "based-on", error.wrong, error.cure)
    return read_layout(data, file, name, base, wrong)


@lru_cache(256)
def _based_on(data: bytes, file: str) -> tuple[int, str]:
    """What a file is based on, and the line that says it; what else is wrong is told later."""
    root = read_yaml(data, file, [])
    fields = root.items if isinstance(root, Mapping) else {}
    node = next((fields[key] for key in fields if plain_key(key) == _BASED_ON), None)
    text = node.text.strip() if isinstance(node, Scalar) else ""
    return node.line if node else 0, text or DEFAULT_LAYOUT


@lru_cache(256)
def read_layout(
    source: bytes | str,
    file: str,
    name: str,
    base: Layout | None = None,
    wrong: Problem | None = None,
) -> Layout:
    """A layout from what stands in its file. `wrong` is what is known to be wrong already."""
    data = source.encode() if isinstance(source, str) else source
    log = ProblemLog(file, Path())
    root = read_yaml(data, file, log.problems)
    log.take_up()
    log.problems += [wrong] if wrong else []
    taken: dict[str, Any] = {}
    if isinstance(root, Mapping):
        taken = fill(root, LAYOUT, log, TAKERS)
    else:
        cure = "Write them as `based-on: sheet`, one in a line."
        log.wrong(root.line, "", "The file has no fields.", cure)
    layout = _made(base or Layout(name), name, taken, log)
    log.close()
    return layout


# ── what is written, on what it is based ────────────────────────────────────────────────────────


def _made(base: Layout, name: str, taken: dict[str, Any], log: ProblemLog) -> Layout:
    whole = taken.get("flow", base.whole)
    if "flow" in taken and not is_hidden(name):
        _must_be_safe(whole, log)
    if "columns" in taken:
        whole = _in_columns(whole, taken["columns"])
    layout = Layout(
        name,
        about=taken.get("about", ""),
        margins=replace(base.margins, **taken.get("margins", {})),
        sizes=_sizes(base.sizes, taken.get("sizes", {}), log),
        pictures=replace(base.pictures, **taken.get("pictures", {})),
        small=_small(base, taken, log),
        cards=_cards(base, taken["cards"], log) if "cards" in taken else base.cards,
        colours=replace(base.colours, **taken.get("colours", {})),
        whole=whole,
        sections=base.sections,
    )
    with log.noting(log.lines.get("margins") or log.lines.get("sizes", 0), "margins"):
        must_hold(layout, max(PAPERS, key=lambda paper: PAPERS[paper]), "any")
    return with_sections(layout, taken.get("sections", Sections()))


def _must(log: ProblemLog, field: str, wrong: str, cure: str) -> None:
    """Note what does not go together, at the line that says so."""
    log.wrong(log.lines.get(field) or log.lines.get(field.partition(".")[0], 0), field, wrong, cure)


def _sizes(base: Sizes, taken: dict[str, float], log: ProblemLog) -> Sizes:
    """What is not named grows with the text, in half points, and never below what it may be."""
    share = taken.get("body", base.body) / base.body
    grown = {
        field.name: max(float(field.least), round(2 * share * getattr(base, field.name)) / 2)
        for field in GROUPS["sizes"]
    }
    sizes = Sizes(**(grown | taken if share != 1 else asdict(base) | taken))
    least = math.ceil(2 * _TIGHTEST * sizes.body) / 2
    if sizes.leading < least:
        wrong = f"Lines {sizes.leading:g} points apart are too tight for text of {sizes.body:g}."
        _must(log, "sizes.leading", wrong, f"Write {least:g} or more, or leave `leading` out.")
    return sizes


def _small(base: Layout, taken: dict[str, Any], log: ProblemLog) -> dict[str, dict[str, Any]]:
    """What differs on small paper; of a group that is new for all papers, the base's does not. All
    that is not named grows with the text there, too.
    """
    own = dict(taken.get("small", {}))
    if "body" in own.get("sizes", {}):
        sizes = _sizes(base.sizes, taken.get("sizes", {}), log)
        own["sizes"] = asdict(_sizes(sizes, own["sizes"], log))
    kept = {name: dict(group) for name, group in base.small.items() if name not in taken}
    return kept | {name: kept.get(name, {}) | group for name, group in own.items()}


def _cards(
    base: Layout, taken: dict[str, Any] | list[dict[str, Any]], log: ProblemLog
) -> tuple[CardRule, ...]:
    """A group changes every arrangement of the base; a list takes their place."""
    if isinstance(taken, dict):
        counts = dict.fromkeys(rule.points for rule in base.cards)
        rules = [rule for count in counts for rule in _alike(base.card_rules(count), taken)]
        return tuple(_card_rule(rule, taken, "cards", log) for rule in rules)
    return tuple(
        _card_rule(_alike(base.card_rules(one["points"]), one)[0], one, f"cards[{n}]", log)
        for n, one in enumerate(taken)
    )


def _alike(rules: tuple[CardRule, ...], taken: dict[str, Any]) -> tuple[CardRule, ...]:
    """Those with as many columns as are asked for, whose sizes suit it; all, if there are none."""
    asked = taken.get("columns")
    return tuple(rule for rule in rules if rule.columns == asked) or rules


def _card_rule(base: CardRule, taken: dict[str, Any], where: str, log: ProblemLog) -> CardRule:
    rule = replace(base, **taken)
    if rule.columns == 1 and "least" not in taken:
        rule = replace(rule, least=(max(_ALONE, rule.least[0]), max(_ALONE, rule.least[1])))
    if "most" not in taken:
        rule = replace(rule, most=max(rule.most, rule.least[1]))
    if rule.columns == 1 and min(rule.least) < _ALONE:
        wrong = f"In one column, a drawing is {_ALONE:g} points wide and high at least."
        _once(log, f"{where}.least", wrong, "Write [150, 150] or more.")
    if rule.most < rule.least[1]:
        wrong = f"The most height is less than the least, which is {rule.least[1]:g}."
        _once(log, f"{where}.most", wrong, f"Write {rule.least[1]:g} or more.")
    return rule


def _once(log: ProblemLog, field: str, wrong: str, cure: str) -> None:
    """A group is tried with each arrangement of the base; what is wrong in it is said once."""
    if not any(problem.field == field for problem in log.problems):
        _must(log, field, wrong, cure)


def _in_columns(whole: tuple[Region, ...], count: int) -> tuple[Region, ...]:
    """So many columns for each region of columns, or for all that stands behind the cards."""
    if any(isinstance(region, Columns) for region in whole):
        return tuple(
            replace(region, count=count) if isinstance(region, Columns) else region
            for region in whole
        )
    at = whole.index("points") + 1 if "points" in whole else 0
    behind = tuple(part for region in whole[at:] for part in parts_of(region))
    return (*whole[:at], Columns(count, behind)) if behind else whole


def _must_be_safe(whole: tuple[Region, ...], log: ProblemLog) -> None:
    """Every sheet says on page one when not to press, and goes without no part of safety."""
    named = tuple(part for region in whole for part in parts_of(region))
    for part in NEVER_LEFT_OUT:
        if part not in named:
            wrong = f"{part} is left out: {PARTS[part].kept}."
            _must(log, "flow", wrong, f"Write {part} into the flow.")
        elif part in (*FIRST, "points") and part not in whole:
            wrong = f"{part} stands in columns; it needs the whole width."
            _must(log, "flow", wrong, f"Write {part} by itself.")
    if broken := out_of_order(tuple(part for part in named if part != LAST)):
        _must(log, "flow", *broken)


# ── takers ──────────────────────────────────────────────────────────────────────────────────────


def _number(text: str, field: Field) -> float:
    value = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not field.least <= value <= field.limit:
        wrong = f"{shown(text)} is not a number from {field.least:g} to {field.limit:g}."
        raise Wrong(wrong, f"Write it in points, 72 to the inch, like {field.example}.")
    return value


def _take_length(field: Field, node: Node, _: ProblemLog) -> float:
    if isinstance(node, Sequence):
        raise Wrong("One length is needed here.", f"Write it as {field.example}.")
    return _number(scalar(node), field)


def _take_count(field: Field, node: Node, _: ProblemLog) -> int:
    return values.number(scalar(node), field.least, field.limit)


def _take_lengths(field: Field, node: Node, _: ProblemLog) -> tuple[float, float]:
    if not isinstance(node, Sequence) or len(node.items) != 2:
        raise Wrong("Two lengths are needed here.", f"Write them as {field.example}.")
    first, second = (_number(scalar(one), field) for one in node.items)
    return first, second


def _take_accent(_: Field, node: Node, __: ProblemLog) -> str:
    return hexed(colour_of(node))


def _take_group(field: Field, node: Node, log: ProblemLog) -> dict[str, Any]:
    return _group(field.name, node, log, f"{field.name}.")


def _group(name: str, node: Node, log: ProblemLog, within: str) -> dict[str, Any]:
    if not isinstance(node, Mapping):
        one = GROUPS[name][0]
        raise Wrong(
            "A group of fields is needed here.", f"Write it as {{{one.name}: {one.example}}}."
        )
    return fill(node, GROUPS[name], log, TAKERS, within)


def _take_cards(_: Field, node: Node, log: ProblemLog) -> Any:
    if not isinstance(node, Sequence):
        taken = _group("cards", node, log, "cards.")
        if "points" in taken:
            wrong = "`points` stands in a list of groups only."
            raise Wrong(wrong, "Leave it out, or write a list.")
        return taken
    values.must_have_room(len(node.items), _MOST_RULES, "entries")
    groups = [_group("cards", one, log, f"cards[{n}].") for n, one in enumerate(node.items)]
    counts = [group.get("points", 0) for group in groups]
    if not counts:
        raise Wrong("There are no groups in the list.", "Write one, or leave `cards` out.")
    if 0 in counts or counts != sorted(counts):
        cure = "Begin each with `points:` and the most it is for; the fewest come first."
        raise Wrong("The groups are not in the order of their points.", cure)
    return groups


def _take_flow(_: Field, node: Node, log: ProblemLog) -> tuple[Region, ...] | None:
    if not isinstance(node, Sequence) or not node.items:
        raise Wrong("A list of parts is needed here.", f"Use {', '.join(PARTS)}.")
    values.must_have_room(len(node.items), len(PARTS), "entries")
    before = len(log.problems)
    regions = [_region(one, log) for one in node.items]
    flow = tuple(region for region in regions if region is not None)
    for part, times in Counter(name for region in flow for name in parts_of(region)).items():
        if times > 1:
            wrong = f"{part} stands here {times} times."
            log.wrong(node.line, "flow", wrong, "Keep one of them.")
    return flow if len(log.problems) == before else None


def _region(node: Node, log: ProblemLog) -> Region | None:
    with log.noting(node.line, "flow"):
        if isinstance(node, Scalar):
            return part_named(node.text)
        if not isinstance(node, Mapping) or list(node.items) != ["columns"]:
            raise Wrong("This is no part.", "Write its name, or columns: {count: 2, parts: [how]}")
        taken = _group("columns", node.items["columns"], log, "flow.columns.")
        if not taken.get("parts"):
            raise Wrong("The columns are empty.", "Write: parts: [how, tips]")
        return Columns(**({"count": 2} | taken))
    return None


TAKERS: dict[str, Taker] = BASIC | SECTION_TAKERS | {
    "layout": lambda _, node, __: scalar(node) and None,  # found by whoever loads the file
    "length": _take_length,
    "lengths": _take_lengths,
    "count": _take_count,
    "colour": _take_accent,
    "group": _take_group,
    "cards": _take_cards,
    "flow": _take_flow,
}  # fmt: skip
