"""`handouts forget`: what stands of a patient who asks to be forgotten is deleted."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from handouts.commands.shared import PATH, note
from handouts.delivery.batch.manifest import found_from
from handouts.delivery.forget import Traces, Wanted, address_key, find_traces
from handouts.delivery.mail.sent import SentRecord
from handouts.errors import ContentError
from handouts.prescription.values import some

NAMED = 30
"""Places that a line names."""


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

    NAME is written as in manifest.csv. FOLDERS are those of batches, with 'mail' in them. Your own
    tables and prescriptions stay: they are named, and yours to mend.
    """
    for typed in addresses:
        if typed != "none" and not address_key(typed):
            raise click.UsageError(f"--email: “{typed}” is no address.")
    who = Wanted(name, frozenset(map(address_key, addresses)))
    found = [find_traces(folder, who) for folder in dict.fromkeys(folders)]
    _must_be_one(found, who)
    record = SentRecord()
    with record.alone():
        sent, others = _sent_to(found, who, record)
        if not any(found) and not sent:
            wrong = f"Nothing of a patient {name} is found there."
            cure = "Write the name as it stands in manifest.csv, and name every folder."
            raise ContentError.at(some([*map(str, folders)]), wrong, cure)
        if yes:
            for traces in found:
                if traces:
                    traces.delete(f"{os.getpid()}-{os.urandom(8).hex()}")
            record.forget(sent)
    for line in [line for traces in found for line in _lines(traces)]:
        click.echo(f"{'deleted' if yes else 'would delete'}: {line}")
    if sent:
        what = "1 entry" if len(sent) == 1 else f"{len(sent):,} entries"
        click.echo(f"{'deleted' if yes else 'would delete'}: {what} of {record.path}")
    if others:
        says = "what went to an address that is another patient's, too, stays in the record"
        note(f"{says}, unless it is known to be this patient's: {some(others)}.")
    if left := [*_left(found)]:
        says = "still names this patient, and is yours to mend, or the next batch makes the sheet"
        note(f"{some(left, NAMED)} {says} again.")
    if not yes:
        click.echo("Nothing was deleted. Add --yes to delete.")


def _must_be_one(found: list[Traces], who: Wanted) -> None:
    """Refuse to forget several patients of one name: most likely one of them has asked."""
    addresses = {address for traces in found for address in traces.addresses}
    if who.addresses or len(addresses) < 2:
        return
    listed = some(sorted(address or "none" for address in addresses), NAMED)
    wrong = f"Several patients may be called {who.name}, with these addresses: {listed}."
    cure = "Say which with --email, as often as needed; --email none is without an address."
    raise ContentError.at("forget", wrong, cure)


def _sent_to(found: list[Traces], who: Wanted, record: SentRecord) -> tuple[list[int], list[str]]:
    """The entries of the patient in the record, and the files of others that went to the same
    address and are of nobody who is known: where it is another patient's as well, only what is
    this patient's for sure is forgotten.
    """
    documents = {one.sha256 for traces in found for one in traces.records} - {""}
    of_others = {one.sha256 for traces in found for one in traces.others}
    theirs = {address for traces in found for address in traces.addresses}
    theirs = (theirs | who.addresses) - {""}
    shared = {address_key(one.email) for traces in found for one in traces.others}
    to_them = [one for one in record.entries() if address_key(one.address) in theirs]
    forgotten, stay = list[int](), list[str]()
    for one in to_them:
        if one.document in documents or address_key(one.address) not in shared:
            forgotten.append(one.number)
        elif one.document not in of_others:
            stay.append(one.file)
    return forgotten, stay


def _lines(traces: Traces) -> Iterator[str]:
    yield from map(str, traces.files)
    for path in traces.runs:
        yield f"{path} (it holds others, too: a batch with --print-run makes it anew)"
    for path, numbers in traces.rows.items():
        yield from (f"row {number} of {path} ({begins})" for number, begins in numbers.items())
    if traces.records:
        many = len(traces.records)
        yield f"{many:,} row{'s' * (many > 1)} of {traces.folder / 'manifest.csv'}"


def _left(found: list[Traces]) -> Iterator[str]:
    """Where the patient stands in tables and prescriptions of the clinic's own."""
    for traces in found:
        for one in traces.records:
            came, _, row = (one.origin.partition("#")[0] or f"{one.source}:{one.row}").rpartition(
                ":"
            )
            if came:
                file = found_from(traces.folder, came)
                yield f"{file}, row {row}" if int(row) else str(file)
