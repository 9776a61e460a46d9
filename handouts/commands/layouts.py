"""`handouts layouts`: the page designs, ours and the clinic's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from handouts.commands.shared import PATH, json_option, layouts_here, mark, print_list
from handouts.errors import HandoutsError
from handouts.files.paths import layout_names
from handouts.render import load_layout


@click.command("layouts")
@click.option("--clinic", type=PATH, help="The clinic file whose own are listed.")
@json_option
def command(clinic: Path | None, as_json: bool) -> None:
    """List the page designs: ours, and those in the folder 'layouts' beside the clinic's file."""
    folder = layouts_here(clinic)
    rows = [*_about(None), *(_about(folder) if folder else ())]
    data = ({"name": name, "own": bool(own), "about": about} for name, own, about in rows)
    print_list(as_json, data, rows)


def _about(own: Path | None) -> Iterator[tuple[str, str, str]]:
    """Name, whose, and what for; of a file that is wrong, what is wrong with it."""
    for name in layout_names(own):
        try:
            about = load_layout(name, own).about
        except HandoutsError as error:
            more = len(error.problems) - 1
            about = f"cannot be used: {error.problems[0]}" + (f" ({more} more)" if more else "")
        yield name, mark(bool(own)), about
