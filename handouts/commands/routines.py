"""`handouts routines`: the ready-made routines."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.commands.shared import (
    clinic_option,
    complete_routines,
    json_option,
    library_here,
    mark,
    nothing_found,
    print_json,
    print_table,
)
from handouts.library.model import Routine


@click.command("routines", short_help="List the ready-made routines.")
@click.argument("words", nargs=-1, shell_complete=complete_routines)
@clinic_option
@json_option
def command(words: tuple[str, ...], clinic: Path | None, as_json: bool) -> None:
    """List the ready-made routines; WORDS narrow the list."""
    library = library_here(clinic)
    routines = [routine for routine in library.routines.values() if _fits(routine, words)]
    if not routines:
        name = " ".join(words)
        raise nothing_found("routines", name, library.find_routine(name).near)
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
                    "own": r.own,
                }
                for r in routines
            ]
        )
    else:
        print_table(
            (r.name, r.title, mark(r.own), " ".join(dose.code for dose in r.points))
            for r in routines
        )


def _fits(routine: Routine, words: tuple[str, ...]) -> bool:
    names = f"{routine.name} {routine.title} {' '.join(routine.aliases)}".casefold()
    return all(word.casefold() in names for word in words)
