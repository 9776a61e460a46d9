"""`handouts schema`: the JSON Schema of prescriptions and clinic files."""

from __future__ import annotations

import click

from handouts.commands.shared import print_json
from handouts.prescription.own.fields import FIELDS
from handouts.prescription.schema import clinic_schema, own_schema, prescription_schema


@click.command("schema")
@click.option("--clinic", is_flag=True, help="The schema of clinic.yaml instead.")
@click.option("--own", type=click.Choice(sorted(FIELDS)), help="The schema of a file of your own.")
@click.option("--json", "as_json", is_flag=True, hidden=True)
def command(clinic: bool, own: str | None, as_json: bool) -> None:
    """Print the JSON Schema of a prescription, with which an editor helps while you type."""
    if own:
        print_json(own_schema(own))
    else:
        print_json(clinic_schema() if clinic else prescription_schema())
