"""`handouts points views`: the drawings on which a clinic can place a point of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import click

from handouts.commands.shared import PATH, completing, json_option, print_list
from handouts.delivery.pictures import save_pictures
from handouts.errors import ContentError, Problem, Wrong
from handouts.files.writing import write_whole
from handouts.library import atlas, spots
from handouts.library.atlas import about, halves_shown
from handouts.paper import PAPERS
from handouts.prescription.fields.values import some

MOST_CODES = 8
"""Points named beside a view in the list."""


_complete_views = completing(lambda _: {name: name for name in atlas.close_views()}, about)


@click.command("views", short_help="The drawings on which to place a point of your own.")
@click.argument("names", nargs=-1, metavar="[NAME]...", shell_complete=_complete_views)
@click.option("--all", "every", is_flag=True, help="All drawings in one PDF.")
@click.option("-o", "--output", type=PATH, help="The PDF to write.")
@click.option("--png", is_flag=True, help="Write a picture of each page beside the PDF.")
@click.option("--paper", type=click.Choice(list(PAPERS)), default="letter", help="Paper size.")
@json_option
def command(
    names: tuple[str, ...], every: bool, output: Path | None, png: bool, paper: str, as_json: bool
) -> None:
    """List the drawings, or write one with a grid over it to read a place off.

    \b
      handouts points views                      what there is
      handouts points views hand-back            writes hand-back.pdf
      handouts points views hand-back --png      and a picture of it
      handouts points views --all -o views.pdf   all of them
    """
    if as_json and (every or names):
        raise click.UsageError("--json is for the list, without a name.")
    if every and names:
        raise click.UsageError("Name drawings, or say --all.")
    if not names and not every:
        if output or png:
            raise click.UsageError("Name a drawing, or say --all.")
        _list(as_json)
        return
    chosen = atlas.close_views() if every else _known(names)
    target = output or Path(f"{chosen[0] if len(chosen) == 1 else 'views'}.pdf")
    _write(chosen, target, paper, png=png)


def _list(as_json: bool) -> None:
    views = [
        (name, about(name), halves_shown(name), _made_for(name)) for name in atlas.close_views()
    ]
    keys = ("name", "about", "halves", "points")
    rows = ((name, words, half, some(codes, MOST_CODES)) for name, words, half, codes in views)
    print_list(as_json, (dict(zip(keys, one, strict=True)) for one in views), rows)


def _made_for(name: str) -> list[str]:
    """The points that are printed on this view, BL2 before BL10."""
    codes = [code for code in atlas.atlas()["points"] if atlas.place(code).view == name]
    return sorted(codes, key=lambda code: [part.zfill(3) for part in re.split(r"(\d+)", code)])


def _known(names: Sequence[str]) -> tuple[str, ...]:
    """The names, each once; all that are none are told at once."""
    wrong = []
    for name in dict.fromkeys(names):
        try:
            spots.known_view(name)
        except Wrong as error:
            wrong.append(Problem("points views", 0, "", error.wrong, error.cure))
    if wrong:
        raise ContentError(wrong)
    return tuple(dict.fromkeys(names))


def _write(names: Sequence[str], target: Path, paper: str, *, png: bool) -> None:
    from handouts.render.pictures.grid import grid_pdf  # the list needs no reportlab

    pdf = grid_pdf(names, PAPERS[paper])
    write_whole(target, pdf)
    click.echo(str(target))
    for path in save_pictures(pdf, target) if png else ():
        click.echo(str(path))
