"""`handouts layouts`: the page designs."""

from __future__ import annotations

import click

from handouts.commands.shared import json_option, print_json, print_table
from handouts.library.yaml_text import read_assets
from handouts.paths import LAYOUTS, layout_names


@click.command("layouts", short_help="List the page designs.")
@json_option
def command(as_json: bool) -> None:
    """List the page designs."""
    layouts = [(name, _about(name)) for name in layout_names()]
    if as_json:
        print_json([{"name": name, "about": about} for name, about in layouts])
    else:
        print_table(layouts)


def _about(name: str) -> str:
    return str(read_assets(LAYOUTS / f"{name}.yaml").get("about", ""))
