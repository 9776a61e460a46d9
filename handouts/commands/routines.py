"""`handouts routines`: the ready-made routines."""

from __future__ import annotations

import click

from handouts.commands.shared import (
    complete_routines,
    json_option,
    near,
    nothing_found,
    print_json,
    print_table,
    unclaimed,
)
from handouts.library import load_library


@click.command("routines", short_help="List the ready-made routines.")
@click.argument("words", nargs=-1, shell_complete=complete_routines)
@json_option
def command(words: tuple[str, ...], as_json: bool) -> None:
    """List the ready-made routines; WORDS narrow the list: a name, a complaint."""
    library = load_library()
    query = " ".join(words)
    routines = library.search.routines(query) if query else list(library.routines.values())
    if not routines:
        raise nothing_found("routines", query, near(query, library), unclaimed(query, library))
    if as_json:
        print_json(
            [
                {
                    "name": r.name,
                    "title": r.title,
                    "about": r.about,
                    "aliases": list(r.aliases),
                    "points": [dose.code for dose in r.points],
                    "tips": list(r.tips),
                    "how_often": r.how_often,
                    "for_how_long": r.for_how_long,
                    "source": r.source,
                }
                for r in routines
            ]
        )
    else:
        print_table((r.name, r.title, " ".join(dose.code for dose in r.points)) for r in routines)
