"""`handouts forget`: what stands of a patient who asks to be forgotten is deleted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import starmap
from pathlib import Path

import click

from handouts.commands.shared import PATH, note
from handouts.delivery.batch.folder import MANIFEST
from handouts.delivery.batch.report import NAMED
from handouts.delivery.forget import Traces, find_traces, sent_to
from handouts.delivery.mail.sent import SentRecord
from handouts.delivery.patient_found import Wanted, address_key
from handouts.errors import ContentError, Problem
from handouts.files.writing import full
from handouts.prescription.fields.values import did_you_mean, rows, some


@click.command("forget")
@click.argument("name")
@click.argument("folders", nargs=-1, required=True, type=PATH)
@click.option(
    "--email", "addresses", multiple=True, metavar="ADDRESS",
    help="Which patient of that name; 'none': the one without.",
)  # fmt: skip
@click.option("--yes", is_flag=True, help="Delete. Without it, only say what would be deleted.")
def command(name: str, folders: tuple[Path, ...], addresses: tuple[str, ...], yes: bool) -> None:
    """Delete what stands of the patient NAME in FOLDERS, and in the record of what was sent.

    \b
      handouts forget "John Smith" out           say what would be deleted
      handouts forget "John Smith" out --yes

    NAME is written as in manifest.csv; where --names has written ids or initials there, run it
    for those as well. FOLDERS are those of batches, with 'mail' in them, and of prescriptions. Your
    own tables and prescriptions stay: they are named, and yours to mend.
    """
    if not name.strip():
        raise click.UsageError("NAME is empty.")
    for typed in addresses:
        if typed != "none" and not address_key(typed):
            raise click.UsageError(f"--email: “{typed}” is no address.")
    who = Wanted(name, frozenset(map(address_key, addresses)))
    found = [find_traces(folder, who) for folder in dict.fromkeys(folders)]
    _must_be_one(found, who)
    record = SentRecord()
    with record.alone():
        sent, others = sent_to(found, who, record)
        nothing = [_nothing(traces, name) for traces in found if not (traces or traces.own)]
        if len(nothing) == len(found) and not sent:
            note(*_left(found))
            raise ContentError(nothing)
        if yes:
            for traces in found:
                if traces:
                    traces.delete()
            record.forget(sent)
    for line in [line for traces in found for line in _lines(traces, name)]:
        click.echo(f"{'deleted' if yes else 'would delete'}: {line}")
    if sent:
        what = "1 entry" if len(sent) == 1 else f"{len(sent):,} entries"
        click.echo(f"{'deleted' if yes else 'would delete'}: {what} of {record.path}")
    note(*nothing)
    if others:
        says = "stays in the record of what was sent, since it may be another patient's who has"
        note(f"{some(others)} {says} the same address.")
    note(*_left(found))
    if not yes:
        click.echo("Nothing was deleted. Add --yes to delete.")


def _nothing(traces: Traces, name: str) -> Problem:
    """That a folder has nothing of a patient, or that it is no batch's."""
    if (traces.folder / MANIFEST.name).exists():
        wrong = f"Nothing of a patient {name} is found in it."
        cure = "Write the name as it stands in its manifest.csv."
        if near := traces.nearly(name):
            cure = did_you_mean(near)
        elif traces.says_no_names:
            cure = f"{cure} It seems to have ids or initials: write the patient's."
    else:
        wrong = f"No batch was made here, and nothing of a patient {name} is found in it."
        cure = "Name the folder in which manifest.csv is."
    cure = f"{cure} What was mailed is found with --email ADDRESS."
    return Problem(str(traces.folder), 0, "", wrong, cure)


def _must_be_one(found: list[Traces], who: Wanted) -> None:
    """Refuse to forget several patients of one name: most likely one of them has asked."""
    addresses = {address for traces in found for address in traces.addresses}
    if who.addresses or len(addresses) < 2:
        return
    listed = some(sorted(address or "none" for address in addresses), NAMED)
    wrong = f"Several patients may be called {who.name}, with these addresses: {listed}."
    cure = "Say which with --email, as often as needed; --email none is without an address."
    raise ContentError.at("forget", wrong, cure)


def _lines(traces: Traces, name: str) -> Iterator[str]:
    yield from map(str, traces.files)
    for path in traces.runs:
        yield f"{path} (it may hold this patient's; a batch with --print-run makes it anew)"
    for path, named in traces.rows.items():
        for row in named:  # nothing else of it: a row may hold notes and passwords
            yield f"row {row.number} of {path} ({', '.join([name, *row.addresses])})"
    if traces.records:
        many = len(traces.records)
        yield f"{many:,} row{'s' * (many > 1)} of {traces.folder / MANIFEST.name}"


def _place(path: Path, named: list[int]) -> str:
    return f"{path} ({rows(named)})" if named else str(path)


def _left(found: list[Traces]) -> Iterator[str]:
    """Where the patient stands in what is the clinic's own, or may stand."""
    own = {full(path): (path, named) for traces in found for path, named in traces.own.items()}
    if places := [*starmap(_place, own.values())]:
        says = "yours to delete, or the next batch makes the sheet again"
        yield f"this patient is in {some(places, NAMED)}: {says}."
    every = [one for traces in found for one in traces.unsure.items()]
    unsure = {full(path): (path, which) for path, which in every if which or full(path) not in own}
    if places := [*starmap(_place, unsure.values())]:
        yield f"look for this patient in {some(places, NAMED)}, if you have it still."
    for traces in found:
        if (traces or traces.own) and traces.says_no_names:
            where = traces.folder / MANIFEST.name
            yield f"{where} seems to have ids or initials: run this for those and for the name."
