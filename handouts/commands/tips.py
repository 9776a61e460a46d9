"""`handouts tips`: the home tips."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.commands import shared
from handouts.commands.shared import clinic_option, json_option, mark, print_list


@click.command("tips")
@clinic_option
@json_option
def command(clinic: Path | None, as_json: bool) -> None:
    """List the home tips."""
    tips = shared.library_here(clinic).tips.values()
    fields = "name title aliases steps cautions flags own"
    data = (shared.fields_of(tip, fields) for tip in tips)
    rows = ((tip.name, tip.title, mark(tip.own), " ".join(tip.steps)[:70]) for tip in tips)
    print_list(as_json, data, rows)
