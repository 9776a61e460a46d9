"""`handouts email`: drafts by default, a real server when asked."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from handouts.commands.shared import PATH, design_options, quiet_option
from handouts.delivery import courier
from handouts.delivery.build import Wishes, check
from handouts.delivery.courier import Order, Parcel
from handouts.delivery.letter import Letter
from handouts.delivery.post import Outcome, Post, Report
from handouts.delivery.protect import too_weak
from handouts.delivery.record import Record
from handouts.errors import ContentError, NotDelivered, Problem, SomeFailed
from handouts.prescription.clinic import find_clinic, read_clinic
from handouts.prescription.model import Smtp

SMTP_PASSWORD = "HANDOUTS_SMTP_PASSWORD"
PDF_PASSWORD = "HANDOUTS_PDF_PASSWORD"


@click.command("email", short_help="Write e-mail drafts with the PDFs, or send them.")
@click.argument("sources", nargs=-1, required=True, type=PATH)
@click.option("-o", "--output", type=PATH, help="Folder for the drafts.")
@click.option("--send", is_flag=True, help="Use the mail server of the clinic file.")
@click.option("--yes", is_flag=True, help="With --send: send. Without it, only say what would go.")
@click.option("--again", is_flag=True, help="Send even what the record says was sent.")
@click.option("--protect", is_flag=True, help="Lock each PDF with a password (AES-256).")
@click.option("--calendar", is_flag=True, help="Attach the next visit as a calendar file.")
@click.option("--reminders", is_flag=True, help="With --calendar: a reminder each day as well.")
@click.option("--shared-addresses", is_flag=True, help="Allow several patients at one address.")
@design_options
@quiet_option
def command(
    sources: tuple[Path, ...],
    output: Path | None,
    send: bool,
    yes: bool,
    again: bool,
    protect: bool,
    calendar: bool,
    reminders: bool,
    shared_addresses: bool,
    clinic: Path | None,
    layout: str | None,
    paper: str | None,
    quiet: bool,
) -> None:
    """Write one e-mail a patient from SOURCES: prescriptions, or the manifest.csv of a batch.

    \b
      handouts email maria.yaml                   a draft in the folder 'mail'
      handouts email out/manifest.csv             a draft for each patient of a batch
      handouts email out/manifest.csv --send      say what would go to whom
      handouts email out/manifest.csv --send --yes
    """
    if yes and not send:
        raise click.UsageError("--yes goes with --send.")
    if reminders and not calendar:
        raise click.UsageError("--reminders goes with --calendar.")
    wishes = Wishes(clinic, layout, paper)
    parcels = [parcel for source in sources for parcel in parcels_of(source, wishes)]
    order = Order(wishes, protect, calendar, reminders, _pdf_password(parcels) if protect else None)
    folder = output or sources[0].parent / "mail"
    summary = _first_look(parcels, order)
    _ask_about_shared(summary.letters, allowed=shared_addresses)
    if not send:
        _drafts(parcels, order, folder, quiet)
    elif not yes:
        _would_send(summary, quiet)
    else:
        _send(parcels, order, folder, sources[0], clinic, again, quiet)


def parcels_of(source: Path, wishes: Wishes) -> Iterator[Parcel]:
    """The parcels of a prescription, or of a manifest's rows."""
    if source.suffix.lower() == ".csv":
        from handouts.delivery.manifest import parcels

        yield from parcels(source, wishes)
    else:
        yield Parcel(str(source), lambda: check(source, wishes))


class _Summary:
    """What a first look at all letters found; the letters' contents are let go."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.failed: list[courier.Failure] = []


def _first_look(parcels: list[Parcel], order: Order) -> _Summary:
    """Build every message whole before anything is written or sent."""
    summary = _Summary()
    for _, made in courier.letters(parcels, order):
        if isinstance(made, tuple):
            summary.failed.append(made)
        else:
            made.message.clear()
            summary.letters.append(made)
    if summary.failed and not summary.letters:
        raise ContentError([problem for _, problems in summary.failed for problem in problems])
    return summary


def _ask_about_shared(letters: list[Letter], *, allowed: bool) -> None:
    shared = courier.shared_addresses(letters)
    if not shared or allowed:
        return
    for address, names in shared:
        click.echo(f"{address} is the address of {', '.join(names)}.", err=True)
    if sys.stdin.isatty():
        click.confirm("Write to these addresses all the same?", abort=True, err=True)
        return
    raise ContentError(
        [
            Problem(address, 0, "email", f"{len(names)} patients have this address.",
                    "Mend it, or add --shared-addresses if that is right.")
            for address, names in shared
        ]
    )  # fmt: skip


def _drafts(parcels: list[Parcel], order: Order, folder: Path, quiet: bool) -> None:
    failed: list[courier.Failure] = []
    taken: set[str] = set()
    for _, made in courier.letters(parcels, order):
        if isinstance(made, tuple):
            failed.append(made)
            continue
        path = courier.write_draft(made, folder, taken)
        if not quiet:
            click.echo(f"{path} (to {made.address})")
    if failed:
        courier.write_failed(failed, folder)
        raise SomeFailed([problem for _, problems in failed for problem in problems])


def _would_send(summary: _Summary, quiet: bool) -> None:
    for letter in summary.letters:
        size = -(-letter.size // 1000)
        name = letter.patient or "(no name)"
        click.echo(f"would send to {name} <{letter.address}>: {letter.file} ({size} kB)")
    for _, problems in summary.failed:
        for problem in problems:
            click.echo(f"would not send: {problem}", err=True)
    if not quiet:
        click.echo("Nothing was sent. Add --yes to send.")


def _send(
    parcels: list[Parcel],
    order: Order,
    folder: Path,
    source: Path,
    clinic: Path | None,
    again: bool,
    quiet: bool,
) -> None:
    server = _server(source, clinic)
    post = Post(server, _smtp_password(server), Record())

    def tell(letter: Letter, report: Report) -> None:
        if not quiet or report.outcome is not Outcome.SENT:
            line = f"{report.outcome.value}: {letter.address} {report.reason}".rstrip()
            click.echo(line, err=report.outcome is not Outcome.SENT)

    failed = courier.deliver(parcels, order, post, tell, again=again)
    if failed:
        path = courier.write_failed(failed, folder)
        click.echo(f"See {path}", err=True)
        raise NotDelivered([problem for _, problems in failed for problem in problems])


def _server(source: Path, explicit: Path | None) -> Smtp:
    path = find_clinic(explicit, None, source)
    clinic = read_clinic(path).clinic if path else None
    if clinic is None or clinic.smtp is None:
        wrong = "It names no mail server."
        cure = "Write 'smtp:' with 'host:' in it, or leave --send out to get drafts."
        raise ContentError(Problem(str(path or "clinic.yaml"), 0, "smtp", wrong, cure))
    return clinic.smtp


def _smtp_password(server: Smtp) -> str:
    """From the environment, the system's keyring, or asked for; never from a file."""
    if not server.user:
        return ""
    found = os.environ.get(SMTP_PASSWORD) or _from_keyring(server)
    if found:
        return found
    asked: str = click.prompt(f"Password of {server.user} at {server.host}", hide_input=True)
    return asked


def _from_keyring(server: Smtp) -> str | None:
    try:
        import keyring
    except ImportError:
        return None
    try:
        found: str | None = keyring.get_password(f"handouts {server.host}", server.user)
    except keyring.errors.KeyringError:
        return None
    return found


def _pdf_password(parcels: list[Parcel]) -> str | None:
    """One password for those that bring none of their own."""
    if all(parcel.password for parcel in parcels):
        return None
    password = os.environ.get(PDF_PASSWORD) or click.prompt(
        "Password for the PDFs (tell it to the patient yourself)",
        hide_input=True,
        confirmation_prompt=True,
    )
    if weak := too_weak(password):
        raise click.UsageError(weak)
    return str(password)
