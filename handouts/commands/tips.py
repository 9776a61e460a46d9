"""`handouts tips`: the home tips."""

from __future__ import annotations

import click

from handouts.commands.shared import json_option, print_json, print_table
from handouts.library import load_library


@click.command("tips", short_help="List the home tips.")
@json_option
def command(as_json: bool) -> None:
    """List the home tips."""
    tips = load_library().tips.values()
    if as_json:
        print_json(
            [
                {
                    "name": tip.name,
                    "title": tip.title,
                    "aliases": list(tip.aliases),
                    "steps": list(tip.steps),
                    "cautions": list(tip.cautions),
                    "flags": sorted(tip.flags),
                    "opt_in": tip.opt_in,
                }
                for tip in tips
            ]
        )
    else:
        print_table((tip.name, tip.title, " ".join(tip.steps)[:70]) for tip in tips)
