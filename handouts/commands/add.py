"""`handouts add`: a file of the clinic's own to start from. Never overwrites."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click

from handouts.commands.shared import PATH, write_new
from handouts.delivery.build import Clinics
from handouts.delivery.file_names import stem
from handouts.errors import ContentError, FileError, located
from handouts.files.paths import ASSETS, as_name, layout_files
from handouts.library import load_library
from handouts.library.model import Kind, Tip
from handouts.prescription.clinic.find import find_clinic
from handouts.prescription.fields.schema import OWN_FIELDS, regions
from handouts.prescription.fields.values import choice
from handouts.prescription.new.own import new_own, routine_of
from handouts.prescription.own.read import clinic_library, of_ours
from handouts.prescription.read import read_prescription


@click.command("add")
@click.argument("kind", type=click.Choice(["routine", "tip", "point", "condition", "layout"]))
@click.argument("name")
@click.option("--from", "source", type=PATH, metavar="FILE",
              help="With 'routine': take points, tips and times from a prescription.")  # fmt: skip
@click.option("--region", help="With 'point': the part of the body, as ear or lower-leg.")
@click.option("--clinic", type=PATH, help="The clinic file to write it beside.")
def command(
    kind: str, name: str, source: Path | None, region: str | None, clinic: Path | None
) -> None:
    """Write a file of KIND called NAME beside the clinic's file. It says what else it may have.

    \b
      handouts add routine frozen-shoulder
      handouts add routine frozen-shoulder --from maria-lopez.yaml
      handouts add tip "Epsom bath"
      handouts add point ear-collarbone --region ear
      handouts add condition on-the-trial
      handouts add layout our-sheet
    """
    if source and kind != "routine":
        raise click.UsageError("--from goes with 'add routine'.")
    if region and kind != "point":
        raise click.UsageError("--region goes with 'add point'.")
    beside = _clinic(clinic)
    plain = stem(as_name(name))
    target = beside.parent / f"{kind}s" / f"{plain}.yaml"
    if kind == "layout":
        if plain in layout_files():
            wrong = f"One of ours has the name {plain}: every layout based on it would be broken."
            raise ContentError.at("add", wrong, "Choose another name, as our-sheet.")
        text = (ASSETS / "new" / "layout.yaml").read_text("utf-8")
    elif source:
        library, order = clinic_library(beside), Clinics().date_order(beside)
        prescription = read_prescription(source, library, order).value
        text = routine_of(prescription, plain, library, _ours("routine", plain))
        click.echo("Nothing of the patient goes into it: no name, no notes, no conditions.")
        for tip in prescription.tips or ():
            if isinstance(tip, Tip):
                click.echo(f"Left out, as it is typed there: the tip {tip.title}.")
    else:
        ours = _ours(cast(Kind, kind), plain)
        part = _region(region) if kind == "point" else ""
        text = new_own(cast(Kind, kind), plain, part, ours, name)
    write_new(target, text)
    here = Path.cwd()
    seen = target.relative_to(here) if target.is_relative_to(here) else target
    click.echo(f"{seen}\nNext: change it, then: handouts check {seen}")


def _clinic(named: Path | None) -> Path:
    """The clinic's file, which says where its own things lie."""
    found = named or find_clinic(None, None, Path.cwd() / "any")
    if found is None:
        wrong = "There is no clinic's file in this folder."
        raise FileError.at("clinic.yaml", wrong, "Make one: handouts new --clinic")
    return found


def _ours(kind: Kind, name: str) -> str:
    """What of ours has the name already; what cannot take its place needs another."""
    code = of_ours(kind, name, load_library())
    if not code:
        return ""
    if not any(field.name == "instead_of" for field in OWN_FIELDS[kind]):
        wrong = f"One of ours has the name {name}: {code}."
        raise ContentError.at("add", wrong, "Choose another name.")
    click.echo(f"It takes the place of ours: {code}. For one beside it, choose another name.")
    return code


def _region(named: str | None) -> str:
    """The part of the body, asked for where it was not given: safety has to know it."""
    known = regions()
    region = named or click.prompt(f"On which part of the body ({', '.join(known)})")
    with located("add", "--region"):
        return choice(region, known)
