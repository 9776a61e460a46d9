"""`handouts email`: drafts by default, a real server when asked."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from handouts.commands.shared import PATH, design_options, quiet_option
from handouts.delivery import mailing
from handouts.delivery.build import Options, check
from handouts.delivery.mailing import MailJob, MailOptions
from handouts.delivery.manifest import mail_jobs
from handouts.delivery.message import Mail
from handouts.delivery.names import FileNames
from handouts.delivery.protect import too_weak
from handouts.delivery.record import SentRecord
from handouts.delivery.smtp import SendResult, SendState, SmtpClient
from handouts.delivery.sources import without_clinics
from handouts.errors import ContentError, NotDelivered, Problem, SomeFailed
from handouts.prescription.model import Smtp
from handouts.prescription.values import readable_address

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
@click.option("--reminders", is_flag=True, help="With --calendar: remind each day until then, too.")
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
    layout: str | Path | None,
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
    design = Options(clinic, layout, paper)
    sources, notices = without_clinics(sources)
    if not quiet:
        for notice in notices:
            click.echo(f"note: {notice}", err=True)
    jobs = [job for source in sources for job in mail_jobs_of(source, design)]
    password = _pdf_password(jobs) if protect else None
    options = MailOptions(design, protect, calendar, reminders, password, again)
    folder = output or sources[0].parent / "mail"
    summary = _first_look(jobs, options)
    if calendar and not quiet:
        for line in _without_visit(summary, reminders=reminders):
            click.echo(f"note: {line}", err=True)
    _ask_about_shared(summary.mails, allowed=shared_addresses)
    if not send:
        _drafts(jobs, options, folder, quiet)
    elif not yes:
        _would_send(summary, quiet)
    else:
        _send(jobs, options, folder, _server(summary.mails), quiet)


def mail_jobs_of(source: Path, design: Options) -> Iterator[MailJob]:
    """What is to be mailed: the handout of a prescription, or of a manifest's rows."""
    if source.suffix.lower() == ".csv":
        yield from mail_jobs(source, design)
    else:
        yield MailJob(str(source), lambda: check(source, design))


class _Summary:
    """What a first look at all mails found; the mails' contents are let go."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.labels: list[str] = []
        """Where the handout of each mail is written down."""
        self.failed: list[mailing.Failure] = []


def _first_look(jobs: list[MailJob], options: MailOptions) -> _Summary:
    """Build every message whole before anything is written or sent."""
    summary = _Summary()
    for job, made in mailing.mails(jobs, options):
        if isinstance(made, tuple):
            summary.failed.append(made)
        else:
            made.message.clear()
            summary.mails.append(made)
            summary.labels.append(job.label)
    if summary.failed and not summary.mails:
        raise ContentError([problem for _, problems in summary.failed for problem in problems])
    return summary


def _without_visit(summary: _Summary, *, reminders: bool) -> Iterator[str]:
    """Who gets nothing for the calendar, or no reminders, though they were asked for."""
    mails = list(zip(summary.labels, summary.mails, strict=True))
    none = [label for label, mail in mails if not mail.visit]
    if none:
        them = "it" if len(none) == 1 else "them"
        says = f"no next visit, so no calendar file goes with {them}"
        yield f"{_of(none, mails)} {says}: {_some(none)}"
    undated = [label for label, mail in mails if mail.visit and not mail.reminds]
    if reminders and undated:
        yield f"{_of(undated, mails)} no `date` before the visit, so no reminders: {_some(undated)}"


def _of(some: Sequence[object], every: Sequence[object]) -> str:
    return f"{len(some):,} of {len(every):,} handouts {'has' if len(some) == 1 else 'have'}"


def _some(labels: list[str]) -> str:
    return ", ".join(labels[:5]) + (" …" if len(labels) > 5 else "")


def _ask_about_shared(mails: list[Mail], *, allowed: bool) -> None:
    shared = mailing.shared_addresses(mails)
    if not shared or allowed:
        return
    for address, names in shared:
        click.echo(f"{readable_address(address)} is the address of {', '.join(names)}.", err=True)
    if sys.stdin.isatty():
        click.confirm("Write to these addresses all the same?", abort=True, err=True)
        return
    raise ContentError(
        [
            Problem(readable_address(address), 0, "email", f"{len(names)} patients have this address.",
                    "Mend it, or add --shared-addresses if that is right.")
            for address, names in shared
        ]
    )  # fmt: skip


def _drafts(jobs: list[MailJob], options: MailOptions, folder: Path, quiet: bool) -> None:
    failed: list[mailing.Failure] = []
    names = FileNames()
    for _, made in mailing.mails(jobs, options):
        if isinstance(made, tuple):
            failed.append(made)
            continue
        path = mailing.write_draft(made, folder, names)
        if not quiet:
            click.echo(f"{path} (to {readable_address(made.address)})")
    if failed:
        mailing.write_failed(failed, folder)
        raise SomeFailed([problem for _, problems in failed for problem in problems])


def _would_send(summary: _Summary, quiet: bool) -> None:
    for mail in summary.mails:
        size = -(-mail.size // 1000)
        name = mail.patient or "(no name)"
        to = readable_address(mail.address)
        click.echo(f"would send to {name} <{to}>: {mail.file} ({size} kB)")
    for problem in dict.fromkeys(one for _, problems in summary.failed for one in problems):
        click.echo(f"would not send: {problem}", err=True)
    if not quiet:
        click.echo("Nothing was sent. Add --yes to send.")


def _send(
    jobs: list[MailJob],
    options: MailOptions,
    folder: Path,
    server: Smtp,
    quiet: bool,
) -> None:
    client = SmtpClient(server, _smtp_password(server), SentRecord())

    def tell(mail: Mail, result: SendResult) -> None:
        if not quiet or result.state is not SendState.SENT:
            line = (
                f"{result.state.value}: {readable_address(mail.address)} {result.reason}".rstrip()
            )
            click.echo(line, err=result.state is not SendState.SENT)

    failed = mailing.deliver(jobs, options, client, tell)
    if failed:
        path = mailing.write_failed(failed, folder)
        click.echo(f"Not sent: {len(failed):,} of {len(jobs):,}. See {path}", err=True)
        raise NotDelivered(dict.fromkeys(one for _, problems in failed for one in problems))


def _server(mails: list[Mail]) -> Smtp:
    """The mail server of the clinic that the handouts come from."""
    without = dict.fromkeys(m.clinic.source or "clinic.yaml" for m in mails if not m.clinic.smtp)
    wrong = "It names no mail server."
    cure = "Write 'smtp:' with 'host:' in it, or leave --send out to get drafts."
    if without:
        raise ContentError(Problem(file, 0, "smtp", wrong, cure) for file in without)
    servers = list(dict.fromkeys(m.clinic.smtp for m in mails if m.clinic.smtp))
    if len(servers) > 1:
        wrong = "These handouts come from clinics with mail servers of their own."
        cure = "Mail those of each clinic apart, or name one clinic with --clinic."
        raise ContentError(Problem("email", 0, "smtp", wrong, cure))
    return servers[0]


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


def _pdf_password(jobs: list[MailJob]) -> str | None:
    """One password for those that bring none of their own."""
    if all(job.password for job in jobs):
        return None
    password = os.environ.get(PDF_PASSWORD) or click.prompt(
        "Password for the PDFs (tell it to the patient yourself)",
        hide_input=True,
        confirmation_prompt=True,
    )
    if weak := too_weak(password):
        raise click.UsageError(weak)
    return str(password)
