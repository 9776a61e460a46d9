"""`handouts conditions`: what safety knows to ask about."""

from __future__ import annotations

import click

from handouts.commands.shared import json_option, print_json, print_table
from handouts.library import load_library


@click.command("conditions", short_help="List the conditions that safety knows.")
@json_option
def command(as_json: bool) -> None:
    """List the conditions that can stand under 'conditions:' in a prescription."""
    conditions = load_library().conditions.values()
    if as_json:
        print_json(
            [
                {"name": c.name, "title": c.title, "aliases": list(c.aliases), "reasons": c.reasons}
                for c in conditions
            ]
        )
    else:
        print_table((c.name, c.title, ", ".join(c.aliases)) for c in conditions)
