"""`handouts conditions`: what safety knows to ask about, and what each condition does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from handouts.commands import shared
from handouts.dose import LONGEST_SHORT
from handouts.library import Library
from handouts.library.effects import Effect, effects
from handouts.library.mentions import found_in, needs_no_rule
from handouts.library.model import Condition
from handouts.library.names import code_ranges


@click.command("conditions")
@click.argument("words", nargs=-1, shell_complete=shared.complete_conditions)
@shared.clinic_option
@shared.json_option
def command(words: tuple[str, ...], clinic: Path | None, as_json: bool) -> None:
    """List what can stand under 'conditions:' in a prescription, or show what one does.

    \b
      handouts conditions                  every condition
      handouts conditions heart            those with the word in a name
      handouts conditions blood-thinners   what it stops, asks about and eases, and why
    """
    library = shared.library_here(clinic)
    name = " ".join(words[1:] if words[:1] == ("show",) and len(words) > 1 else words)
    found = library.find("condition", name)
    if name and found.code:
        _show(library.conditions[found.code], library, as_json)
        return
    hits = [one for one in library.conditions.values() if _fits(one, name)]
    if not hits:  # an age, weeks of pregnancy, a medicine for several
        asked = {told_of for one in found_in(name, library) for told_of in one.conditions}
        hits = [library.conditions[one] for one in library.conditions if one in asked]
    if not hits and needs_no_rule(name, library):
        click.echo(f"“{name}” needs no rule: it is taken as it stands, and changes no sheet.")
        return
    if not hits:
        own = "If it is yours to judge, write it behind `other:`."
        raise shared.nothing_found("conditions", name, found.near, own)
    _list(hits, as_json)


def _fits(condition: Condition, words: str) -> bool:
    names = f"{condition.name} {condition.title} {' '.join(condition.aliases)}".casefold()
    return all(word in names for word in words.casefold().split())


def _list(conditions: list[Condition], as_json: bool) -> None:
    data = (shared.fields_of(one, "name title aliases reasons") for one in conditions)
    rows = ((c.name, c.title, shared.mark(c.own), ", ".join(c.aliases)) for c in conditions)
    shared.print_list(as_json, data, rows)


def _show(condition: Condition, library: Library, as_json: bool) -> None:
    found = effects(condition, library)
    if as_json:
        shared.print_json(_data(condition, found))
        return
    click.echo(f"{condition.name}  {condition.title}")
    if condition.aliases:
        click.echo(f"also: {', '.join(condition.aliases)}")
    for line in _standing(condition, library):
        click.echo(line)
    for effect in found:
        click.echo()
        shared.print_table(row for row in _rows(effect) if row[1])


def _standing(condition: Condition, library: Library) -> Iterator[str]:
    """What it does on sheets where nobody has written it, and to other conditions."""
    if condition.unasked:
        denied = [c.name for c in library.conditions.values() if condition.name in c.excludes]
        answers = " or ".join([condition.name, *denied])
        yield f"Its warnings stand on every sheet they matter to until you write: {answers}"
    for other in condition.excludes:
        whole = condition.rules or condition.lasting
        short = "page one, too" if whole else "page one keeps them in short"
        yield f"Takes the warnings of {other} off points and tips; {short}."


def _rows(effect: Effect) -> Iterator[tuple[str, str]]:
    """A rule, one thing a line; what is empty is not printed."""
    verb = "stops" if effect.rule.level == "avoid" else "asks"
    tips = ", ".join(tip.name for tip in effect.tips)
    yield verb, _decided(effect)
    yield verb, f"tip: {tips}" if tips else "tips of your own that say so" if effect.own else ""
    yield "eases", _eased_where(effect)
    if effect.rule.named_only:
        yield "when", "only where you write the condition"
    if effect.rule.one_side:
        yield "side", "stops until the sound side is written (`LI4 left`)"
    yield "why", effect.reason
    yield "sheet", effect.line
    yield "source", effect.rule.source


def _decided(effect: Effect) -> str:
    if effect.everywhere and effect.points:
        return "all points" if effect.points == effect.selected else "all other points"
    return code_ranges(point.code for point in effect.points)


def _eased_where(effect: Effect) -> str:
    """How points are pressed; their names, where a stronger rule decides about some of them."""
    ways = ", ".join(_ways(effect))
    if not ways or effect.points == effect.selected:
        return ways
    all_ = "all points" if effect.everywhere else code_ranges(p.code for p in effect.selected)
    return f"{all_}: {ways}"


def _ways(effect: Effect) -> list[str]:
    ease = effect.rule.ease
    ways = (
        (ease.light, "lightly"),
        (ease.half, "for half the time"),
        (ease.short, f"{LONGEST_SHORT} seconds at most"),
        (ease.no_ball, "no ball"),
        (ease.stroked, "only stroked"),
    )
    return [way for holds, way in ways if holds]


def _data(condition: Condition, found: list[Effect]) -> dict[str, Any]:
    return shared.fields_of(condition, "name title aliases unasked excludes briefly") | {
        "rules": [
            {
                "level": effect.rule.level,
                "points": [point.code for point in effect.points],
                "tips": [tip.name for tip in effect.tips],
                "eases": _ways(effect),
                "eased_points": [p.code for p in effect.selected if effect.rule.ease],
                "only_when_written": effect.rule.named_only,
                "needs_side": effect.rule.one_side,
                "reason": effect.reason,
                "line": effect.line,
                "source": effect.rule.source,
            }
            for effect in found
        ]
    }
