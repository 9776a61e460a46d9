"""`handouts new`: a prescription, or a clinic file, to start from. Never overwrites."""

from __future__ import annotations

from pathlib import Path

import click

from handouts.commands import shared
from handouts.commands.shared import PATH, write_new
from handouts.delivery.file_names import stem
from handouts.files.paths import YAML_ENDINGS
from handouts.files.reading import shown
from handouts.library.yaml_text import asset_table
from handouts.prescription.fields.values import one_of
from handouts.prescription.new.clinic import check_answer, new_clinic
from handouts.prescription.new.prescription import new_prescription
from handouts.today import today

DEFAULT_ROUTINE = "low-back"
_NEEDED = ("name", "phone")
"""Of a clinic, so that a patient knows whom to call."""


@click.command("new")
@click.argument("patient", nargs=-1)
@click.option(
    "--routine",
    shell_complete=shared.complete_routines,
    help=f"The routine to start from, {DEFAULT_ROUTINE} if none; see 'routines'.",
)
@click.option("--clinic", "for_clinic", is_flag=True, help="Write a clinic.yaml by asking.")
@click.option("-o", "--output", type=PATH, help="The file to write.")
def command(
    patient: tuple[str, ...], routine: str | None, for_clinic: bool, output: Path | None
) -> None:
    """Write a working prescription for PATIENT, with comments that say what can be changed."""
    if for_clinic and patient:
        raise click.UsageError("Its name is asked for: handouts new --clinic")
    if for_clinic:
        _new_clinic(output or Path("clinic.yaml"))
    else:
        _new_prescription(" ".join(patient).strip(), routine, output)


def _new_prescription(patient: str, routine: str | None, output: Path | None) -> None:
    if not patient:
        raise click.UsageError('Name the patient: handouts new "Maria Lopez" --routine low-back')
    if patient.lower().endswith(YAML_ENDINGS):
        cure = f'Name the patient: handouts new "Maria Lopez" -o {patient}'
        raise click.UsageError(f"{shown(patient)} is the name of a file. {cure}")
    text = new_prescription(patient, routine or DEFAULT_ROUTINE, shared.library_here(), today())
    target = output or Path(f"{stem(patient) or 'patient'}.yaml")
    write_new(target, text)
    click.echo(f"{target}")
    if not routine:
        others = "Others: handouts routines; then: handouts new … --routine knee"
        click.echo(f"It starts from the routine {DEFAULT_ROUTINE}, as you named none. {others}")
    click.echo(f"Next: handouts build {target}")


def _new_clinic(target: Path) -> None:
    shared.must_be_new(target)
    click.echo("Press Enter to leave something empty. You can change the file later.")
    asked = asset_table("fields")["asked"]
    answers = {field: _answer(field, question) for field, question in asked.items()}
    write_new(target, new_clinic(answers))
    click.echo(f"{target}\nPut a logo beside it and name it under 'logo:' if you have one.")
    if empty := [f"'{field}:'" for field in _NEEDED if not answers[field].strip()]:
        click.echo(f"Sheets do not say whom to call yet: fill in {one_of(empty, 'and')}.")


def _answer(field: str, question: str) -> str:
    """Ask until the answer can stand in the file."""
    while True:
        answer: str = click.prompt(question, default="", show_default=False)
        wrong = check_answer(field, answer) if answer else ""
        if not wrong:
            return answer
        click.echo(wrong, err=True)
