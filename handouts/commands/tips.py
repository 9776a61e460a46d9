"""`handouts tips`: the home tips."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.commands import shared
from handouts.library.model import Tip


@click.command("tips")
@click.argument("words", nargs=-1, shell_complete=shared.complete_tips)
@shared.clinic_option
@shared.json_option
def command(words: tuple[str, ...], clinic: Path | None, as_json: bool) -> None:
    """List the home tips; WORDS narrow the list. A name shows all that its tip says."""
    library = shared.library_here(clinic)
    name = " ".join(words)
    found = library.find("tip", name)
    if name and found.code and not as_json:
        _show(library.tips[found.code])
        return
    tips = [library.tips[found.code]] if name and found.code else list(library.tips.values())
    hits = [tip for tip in tips if found.code or _fits(tip, name)]
    if not hits:
        raise shared.nothing_found("tips", name, found.near)
    fields = "name title aliases steps cautions flags own"
    data = (shared.fields_of(tip, fields) for tip in hits)
    rows = ((tip.name, tip.title, shared.mark(tip.own), " ".join(tip.steps)[:70]) for tip in hits)
    shared.print_list(as_json, data, rows)


def _fits(tip: Tip, words: str) -> bool:
    said = " ".join([tip.name, tip.title, *tip.aliases, *tip.steps]).casefold()
    return all(word in said for word in words.casefold().split())


def _show(tip: Tip) -> None:
    click.echo(f"{tip.name}  {tip.title}")
    if tip.aliases:
        click.echo(f"also: {', '.join(tip.aliases)}")
    lines = [("why", tip.why), *(("step", step) for step in tip.steps)]
    lines += [("caution", caution) for caution in tip.cautions]
    shared.print_table([line for line in lines if line[1]])
