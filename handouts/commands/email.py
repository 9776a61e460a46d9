"""`handouts email`: drafts by default, a real server when asked."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from handouts.commands.passwords import pdf_password, smtp_password
from handouts.commands.shared import PATH, design_options, note, quiet_option
from handouts.delivery.batch.input import without_clinics
from handouts.delivery.batch.manifest import FILE_NAME as MANIFEST
from handouts.delivery.batch.manifest import is_manifest, mail_jobs
from handouts.delivery.build import Options, check
from handouts.delivery.mail import outbox as mailing
from handouts.delivery.mail.drafts import Drafts
from handouts.delivery.mail.first_look import FirstLook, doubtful_passwords
from handouts.delivery.mail.message import Mail, MailOptions
from handouts.delivery.mail.outbox import MailJob
from handouts.delivery.mail.sent import Entry, SentRecord, local_time
from handouts.delivery.mail.smtp import SendResult, SendState, SmtpClient
from handouts.errors import ContentError, NotDelivered, Problem, SomeFailed
from handouts.prescription.model import Smtp
from handouts.prescription.values import ascii_address, one_of, readable_address


@click.command("email")
@click.argument("sources", nargs=-1, required=True, type=PATH)
@click.option("-o", "--output", type=PATH, help="Folder for the drafts.")
@click.option("--send", is_flag=True, help="Use the mail server of the clinic file.")
@click.option("--yes", is_flag=True, help="With --send: send. Without it, only say what would go.")
@click.option("--again", is_flag=True, help="Send or draft even what was sent before.")
@click.option("--again-to", multiple=True, metavar="ADDRESS", help="The same for one address.")
@click.option("--protect", is_flag=True, help="Lock each PDF with a password (AES-256).")
@click.option("--calendar", is_flag=True, help="Attach the next visit as a calendar file.")
@click.option("--reminders", is_flag=True, help="With --calendar: remind each day until then, too.")
@click.option(
    "--shared-address", multiple=True, metavar="ADDRESS", help="It may be that of several patients."
)
@click.option("--shared-addresses", is_flag=True, help="Every address may.")
@design_options
@quiet_option
def command(
    sources: tuple[Path, ...],
    output: Path | None,
    send: bool,
    yes: bool,
    again: bool,
    again_to: tuple[str, ...],
    protect: bool,
    calendar: bool,
    reminders: bool,
    shared_address: tuple[str, ...],
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
        note(*notices)
    jobs = [job for source in sources for job in mail_jobs_of(source, design)]
    password = pdf_password(jobs) if protect else None
    if protect and not quiet:
        note(*doubtful_passwords(jobs))
    once_more = _addresses(again_to)
    options = MailOptions(design, protect, calendar, reminders, password, again, once_more)
    folder = output or sources[0].parent / "mail"
    summary = FirstLook.at(jobs, options)
    _must_be_among(once_more, summary)
    told = list(summary.once_each())  # leaves them out, whether it is said or not
    if not quiet:
        note(*told)
        note(*(summary.without_visit(reminders=reminders) if calendar else ()))
    if not shared_addresses:
        allowed = _addresses(shared_address)
        summary.hold_back(lambda to, names: to in allowed or _agreed(to, names))
    record = SentRecord()
    with record.alone():
        for mail, result in list(summary.leave_out_sent(options, record)):
            _tell(mail, result)
        if not quiet:
            note(*summary.tables())
        if yes and (summary.mails or summary.before):
            _send(summary, options, record, folder, sources, quiet)
            return
    if not send:
        _drafts(summary, options, record, folder, sources, quiet)
    elif not summary.mails and not summary.before:
        raise ContentError(summary.problems())
    else:
        _would_send(summary, record, quiet)


def _addresses(typed: Iterable[str]) -> frozenset[str]:
    """Addresses of the command line as they are looked up."""
    return frozenset(ascii_address(one.strip()).casefold() for one in typed)


def _must_be_among(addresses: Iterable[str], summary: FirstLook) -> None:
    """Refuse what is to be sent again to somebody who gets nothing here: a slip of the fingers."""
    known = {mail.address.casefold() for _, mail in summary.mails}
    wrong, cure = "None of these messages goes there.", "Write the address as it is in the table."
    unknown = [readable_address(one) for one in sorted(set(addresses) - known)]
    if unknown:
        told = [Problem("--again-to", 0, one, wrong, cure) for one in unknown]
        raise ContentError([*told, *summary.problems()])


def mail_jobs_of(source: Path, design: Options) -> Iterator[MailJob]:
    """What is to be mailed: the handout of a prescription, or of a manifest's rows."""
    _must_be_made(source)
    if source.suffix.lower() == ".csv":
        yield from (replace(job, source=source) for job in mail_jobs(source, design))
    else:
        yield MailJob(str(source), lambda: check(source, design), source=source)


def _must_be_made(source: Path) -> None:
    """Refuse the table, or the folder, of a batch in place of its manifest."""
    named, made = shlex.quote(str(source)), Path("out") / MANIFEST
    cure = f"First: handouts batch {named} -o out; then: handouts email {made}"
    if source.is_dir():
        manifest = source / MANIFEST
        if manifest.exists():
            cure = f"Name the manifest in it: handouts email {shlex.quote(str(manifest))}"
        raise ContentError(Problem(str(source), 0, "", "This is a folder.", cure))
    is_table = source.suffix.lower() in (".csv", ".tsv", ".xlsx") and source.name != MANIFEST
    if is_table and source.exists() and not is_manifest(source):
        wrong = "This is a table, not the manifest of a batch."
        raise ContentError(Problem(str(source), 0, "", wrong, cure))


def _agreed(address: str, names: list[str]) -> bool:
    if not sys.stdin.isatty():
        return False
    shown = readable_address(address)
    question = f"{shown} is the address of {one_of(names, 'and')}. Write to it all the same?"
    return click.confirm(question, err=True)


def _tell(mail: Mail, result: SendResult, more: str = "") -> None:
    line = f"{result.state.value}: {readable_address(mail.address)} {result.reason}".rstrip()
    click.echo(f"{line}{more}", err=result.state is not SendState.SENT)


def _earlier(mail: Mail, record: SentRecord) -> str:
    """That another handout went to a patient before, or may have: a change for all is one for each
    of them.
    """
    return _went("an earlier one", record.earlier(mail))


def _went_before(mail: Mail, record: SentRecord) -> str:
    """The same of what is about to go, which may be the very handout once more."""
    one = record.find(mail.address, mail.document)
    return _went("this very one", one) if one else _earlier(mail, record)


def _went(which: str, one: Entry | None) -> str:
    if one is None:
        return ""
    if one.state == "sent":
        return f"; {which} was sent there on {local_time(one.at)}"
    return f"; {which} may have gone there on {local_time(one.at)}: ask the patient"


def _drafts(
    summary: FirstLook,
    options: MailOptions,
    record: SentRecord,
    folder: Path,
    sources: Iterable[Path],
    quiet: bool,
) -> None:
    drafts = Drafts(folder)
    for job, mail in mailing.mails(summary.jobs(), options, summary.failed):
        path = drafts.write(mail, job.source)
        if not quiet:
            to = readable_address(mail.address)
            click.echo(f"{path} (to {to}{_went_before(mail, record)})")
    for own in drafts.changed:
        says = "was changed by hand and is left as it is. See that it is still right."
        note(f"{own} {says}")
    for old in drafts.take_away_old(sources):
        note(f"{old} holds no more, or was sent, and is deleted.")
    for other in drafts.of_the_same_patients():
        note(f"{other} is for one of these patients, too. Send the right one.")
    if not summary.failed:
        mailing.clear_failed(folder)
        return
    if summary.mails or any(source.suffix.lower() == ".csv" for source in sources):
        mailing.write_failed(summary.failed, folder)  # of one prescription, the screen says it all
    some_went = summary.mails or summary.before
    raise (SomeFailed if some_went else ContentError)(summary.problems())


def _would_send(summary: FirstLook, record: SentRecord, quiet: bool) -> None:
    for _, mail in summary.mails:
        size = -(-mail.size // 1000)
        name = mail.patient or "(no name)"
        to = readable_address(mail.address)
        earlier = _went_before(mail, record)
        click.echo(f"would send to {name} <{to}>: {mail.file} ({size} kB){earlier}")
    for problem in summary.problems():
        click.echo(f"would not send: {problem}", err=True)
    done = "Nothing was sent. Add --yes to send." if summary.mails else "Nothing is left to send."
    try:  # what would be refused behind --yes is told now
        if summary.mails:
            _server([mail for _, mail in summary.mails])
    except ContentError as error:
        note(*error.problems)
        done = "Nothing was sent, nor would it be yet."
    if not quiet:
        click.echo(done)


def _send(
    summary: FirstLook,
    options: MailOptions,
    record: SentRecord,
    folder: Path,
    sources: Iterable[Path],
    quiet: bool,
) -> None:
    every = len(summary.mails) + len(summary.failed)
    out: list[Mail] = []  # went, or may have

    def tell(mail: Mail, result: SendResult) -> None:
        if result.state is not SendState.FAILED:
            out.append(mail)
        if not quiet or result.state is not SendState.SENT:
            went = result.state is SendState.SENT
            _tell(mail, result, _earlier(mail, record) if went else "")

    if summary.mails:
        server = _server([mail for _, mail in summary.mails])
        client = SmtpClient(server, smtp_password(server), record)
        summary.failed += mailing.deliver(summary.jobs(), options, client, tell)
    went = {(mail.address, mail.document) for mail in out}
    kept = [mail for _, mail in summary.mails if (mail.address, mail.document) not in went]
    for old in Drafts(folder).take_away_sent([*out, *summary.before], kept, sources):
        note(f"{old} was sent, or may have been, and is deleted.")
    if not summary.failed:
        mailing.clear_failed(folder)
        return
    path = mailing.write_failed(summary.failed, folder)
    click.echo(f"Not sent: {len(summary.failed):,} of {every:,}. See {path}", err=True)
    raise NotDelivered(summary.problems())


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
