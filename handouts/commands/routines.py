"""`handouts routines`: the ready-made routines."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.commands import shared


@click.command("routines")
@click.argument("words", nargs=-1, shell_complete=shared.complete_routines)
@shared.clinic_option
@shared.json_option
def command(words: tuple[str, ...], clinic: Path | None, as_json: bool) -> None:
    """List the ready-made routines; WORDS narrow the list: a name, a complaint."""
    library = shared.library_here(clinic)
    query = " ".join(words)
    routines = library.search.routines(query) if query else list(library.routines.values())
    if not routines:
        raise shared.no_sheet_for("routines", query, library)
    codes = {r.name: [dose.code for dose in r.points] for r in routines}
    data = (
        shared.fields_of(r, "name title")
        | {"about": " ".join(r.about[:1]), "aliases": r.aliases, "points": codes[r.name]}
        | shared.fields_of(r, "tips how_often for_how_long source own")
        for r in routines
    )
    rows = ((r.name, r.title, shared.mark(r.own), " ".join(codes[r.name])) for r in routines)
    shared.print_list(as_json, data, rows)
