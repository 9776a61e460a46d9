"""`handouts schema`: the JSON Schema of prescriptions and clinic files."""

from __future__ import annotations

import json

import click

from handouts.commands.shared import print_json
from handouts.prescription.fields.schema import OWN_FIELDS
from handouts.prescription.new.text import schema_file


@click.command("schema")
@click.option("--clinic", is_flag=True, help="The schema of clinic.yaml instead.")
@click.option(
    "--own", type=click.Choice(sorted(OWN_FIELDS)), help="The schema of a file of your own."
)
@click.option("--json", "as_json", is_flag=True, hidden=True)
def command(clinic: bool, own: str | None, as_json: bool) -> None:
    """Print the JSON Schema of a prescription, with which an editor helps while you type."""
    kind = own or ("clinic" if clinic else "prescription")
    print_json(json.loads(schema_file(kind).read_text("utf-8")))
