"""`handouts sent`: what has been e-mailed."""

from __future__ import annotations

from dataclasses import asdict

import click

from handouts.commands.shared import json_option, print_list
from handouts.delivery.mail.sent import SentRecord, local_time
from handouts.prescription.fields.addresses import readable_address


@click.command("sent")
@json_option
def command(as_json: bool) -> None:
    """List what has been e-mailed from this computer, the latest first.

    'sending' means that a run was stopped while the message went out: it may have arrived.
    """
    entries = SentRecord().entries()
    if not (entries or as_json):
        click.echo("Nothing has been e-mailed from this computer.")
    rows = (
        (local_time(e.at), e.state, readable_address(e.address), e.file, e.document[:12])
        for e in entries
    )
    print_list(as_json, map(asdict, entries), rows)
