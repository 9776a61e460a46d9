"""`handouts email`: drafts by default, a real server when asked."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from handouts.commands.passwords import pdf_password, smtp_password
from handouts.commands.shared import PATH, design_options, note, quiet_option
from handouts.delivery.batch.folder import MAIL
from handouts.delivery.build import Options
from handouts.delivery.mail.drafts import DraftMark, Drafts, patient_mark
from handouts.delivery.mail.jobs import mail_jobs
from handouts.delivery.mail.message import Mail, MailOptions
from handouts.delivery.mail.outbox import Outbox, doubtful_passwords, told_of_passwords
from handouts.delivery.mail.sent import SentRecord, local_time
from handouts.delivery.mail.smtp import SendResult, SendState, SmtpClient
from handouts.delivery.passed_over import without_clinics
from handouts.errors import ContentError, NotDelivered, Problem, SomeFailed, located
from handouts.prescription.fields.addresses import ascii_address, email, readable_address
from handouts.prescription.fields.values import one_of
from handouts.prescription.model import Smtp


@click.command("email")
@click.argument("sources", nargs=-1, required=True, type=PATH)
@click.option("-o", "--output", type=PATH, help="Folder for the drafts.")
@click.option("--send", is_flag=True, help="Use the mail server of the clinic file.")
@click.option("--yes", is_flag=True, help="With --send: send. Without it, only say what would go.")
@click.option("--again", is_flag=True, help="Send or draft even what was sent before.")
@click.option(
    "--again-to", multiple=True, metavar="ADDRESS", help="To this address alone, even once more."
)
@click.option("--protect", is_flag=True, help="Lock every PDF with a password (AES-256).")
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
    jobs = [job for source in sources for job in mail_jobs(source, design)]
    once_more = _typed("--again-to", again_to)
    if once_more:  # whoever is not known before it is opened is looked at again below
        jobs = [job for job in jobs if job.email is None or _addresses([job.email]) & once_more]
    password = pdf_password(jobs) if protect else None
    if not quiet:
        note(*told_of_passwords(jobs, all_locked=protect), *doubtful_passwords(jobs))
    options = MailOptions(protect, calendar, reminders, password, again, once_more)
    folder = output or sources[0].parent / MAIL
    outbox = Outbox(jobs, options)
    _must_be_among(once_more, outbox)
    told = outbox.leave_out_doubles()
    if not quiet:
        note(*told, *(outbox.told_of_visits() if calendar else ()))
    if not shared_addresses:
        allowed = _typed("--shared-address", shared_address)
        outbox.hold_back_shared(lambda to, names: to in allowed or _agreed(to, names))
    record = SentRecord()
    with record.alone():
        for mail, result in outbox.leave_out_sent(record):
            _tell(mail, result)
        if not quiet:
            note(*outbox.told_of_tables())
        if yes and outbox:
            _send(outbox, record, folder, sources, quiet)
            return
    if not send:
        _drafts(outbox, record, folder, sources, quiet)
    elif not outbox:
        raise ContentError(outbox.problems())
    else:
        _would_send(outbox, record, quiet)


def _typed(option: str, addresses: Iterable[str]) -> frozenset[str]:
    """Addresses of the command line, as mail programs copy them, too. Raises ContentError."""
    with located(option):
        return _addresses(map(email, addresses))


def _addresses(typed: Iterable[str]) -> frozenset[str]:
    """Addresses as they are looked up."""
    return frozenset(ascii_address(one.strip()).casefold() for one in typed)


def _must_be_among(addresses: Iterable[str], outbox: Outbox) -> None:
    """Refuse what is to be sent again to somebody who gets nothing here: a slip of the fingers."""
    known = {mail.address.casefold() for _, mail in outbox.ready}
    wrong, cure = "None of these messages goes there.", "Write the address as it is in the table."
    unknown = [readable_address(one) for one in sorted(set(addresses) - known)]
    if unknown:
        told = [Problem("--again-to", 0, one, wrong, cure) for one in unknown]
        raise ContentError([*told, *outbox.problems()])


def _agreed(address: str, names: list[str]) -> bool:
    if not sys.stdin.isatty():
        return False
    shown = readable_address(address)
    question = f"{shown} is the address of {one_of(names, 'and')}. Write to it all the same?"
    return click.confirm(question, err=True)


def _tell(mail: Mail, result: SendResult, more: str = "") -> None:
    line = f"{result.state.value}: {readable_address(mail.address)} {result.reason}".rstrip()
    click.echo(f"{line}{more}", err=result.state is not SendState.SENT)


def _went_before(mail: Mail, record: SentRecord, *, has_gone: bool = False) -> str:
    """That an earlier handout, or this very one, went to a patient before, or may have."""
    same = None if has_gone else record.find(mail)
    which, one = ("this very one", same) if same else ("an earlier one", record.earlier(mail))
    if one is None:
        return ""
    if one.state == "sent":
        return f"; {which} was sent there on {local_time(one.at)}"
    return f"; {which} may have gone there on {local_time(one.at)}: ask the patient"


def _drafts(
    outbox: Outbox, record: SentRecord, folder: Path, sources: Iterable[Path], quiet: bool
) -> None:
    drafts = Drafts(folder)
    for job, mail in outbox.mails():
        path = drafts.write(mail, job.source)
        if not quiet:
            to = readable_address(mail.address)
            click.echo(f"{path} (to {to}{_went_before(mail, record)})")
    for own in drafts.changed:
        says = "was changed by hand and is left as it is. See that it is still right."
        note(f"{own} {says}")
    _settle_drafts(drafts, outbox, sources)
    for other in drafts.of_the_same_patients():
        note(f"{other} is for one of these patients, too. Send the right one.")
    many = outbox.ready or any(source.suffix.lower() == ".csv" for source in sources)
    if not outbox.partial and (many or not outbox.failed):
        outbox.renew_list(folder)  # of one prescription, the screen says it all
    if outbox.failed:
        raise (SomeFailed if outbox else ContentError)(outbox.problems())


def _would_send(outbox: Outbox, record: SentRecord, quiet: bool) -> None:
    for _, mail in outbox.ready:
        pdf = f"{-(-mail.size // 1000)} kB, {'locked' if mail.locked else 'not locked'}"
        name = mail.patient or "(no name)"
        to = readable_address(mail.address)
        earlier = _went_before(mail, record)
        click.echo(f"would send to {name} <{to}>: {mail.file} ({pdf}){earlier}")
    for problem in outbox.problems():
        click.echo(f"would not send: {problem}", err=True)
    done = "Nothing was sent. Add --yes to send." if outbox.ready else "Nothing is left to send."
    try:  # what would be refused behind --yes is told now
        if outbox.ready:
            _server(outbox)
    except ContentError as error:
        note(*error.problems)
        done = "Nothing was sent, nor would it be yet."
    if not quiet:
        click.echo(done)


def _send(
    outbox: Outbox, record: SentRecord, folder: Path, sources: Iterable[Path], quiet: bool
) -> None:
    every = len(outbox.ready) + len(outbox.failed)

    def tell(mail: Mail, result: SendResult) -> None:
        if not quiet or result.state is not SendState.SENT:
            sent = result.state is SendState.SENT
            _tell(mail, result, _went_before(mail, record, has_gone=True) if sent else "")

    if outbox.ready:
        server = _server(outbox)
        outbox.send(SmtpClient(server, smtp_password(server), record), tell)
    _settle_drafts(Drafts(folder), outbox, sources, sending=True)
    listed = outbox.renew_list(folder)
    if not outbox.failed:
        return
    see = "" if outbox.partial else f" See {listed}"
    click.echo(f"Not sent: {len(outbox.failed):,} of {every:,}.{see}", err=True)
    raise NotDelivered(outbox.problems())


def _settle_drafts(
    drafts: Drafts, outbox: Outbox, sources: Iterable[Path], *, sending: bool = False
) -> None:
    """Delete drafts of what went, or may have, and those that hold no more: where drafts are made,
    all that were not made anew; where mails are sent, those of a row that is gone, or to an address
    that was mended since, but not of what could not be built, or did not go.
    """
    out = {mail.key for mail in (*outbox.gone, *outbox.doubtful)}
    ready, unbuilt = (outbox.ready, outbox.failed) if sending else ([], [])
    kept = [mail for _, mail in ready]
    waiting = {(patient_mark(one), one.document) for one in kept if one.key not in out}
    maybe, sent, patients = (
        {*map(patient_mark, mails)} for mails in (outbox.doubtful, outbox.gone, kept)
    )
    documents = {job.expected for job, _ in unbuilt if job.expected}
    unread = {job.source for job, _ in unbuilt if not job.expected}

    def ended(source: Path, draft: DraftMark) -> str:
        if (draft.patient, draft.document) in waiting:
            return ""
        if draft.patient in maybe:
            return "may have been sent, so this draft is deleted"
        if draft.patient in sent:
            return "was sent, so this draft is deleted"
        holds = draft.patient in patients or draft.document in documents or source in unread
        return "" if outbox.partial or holds else "holds no more and is deleted"

    for path, why in drafts.settle(sources, ended):
        note(f"{path} {why}.")


def _server(outbox: Outbox) -> Smtp:
    """The mail server of the clinic that the handouts come from."""
    clinics = dict.fromkeys(mail.clinic for _, mail in outbox.ready)
    without = [one.source or "clinic.yaml" for one in clinics if not one.smtp]
    wrong = "It names no mail server."
    cure = "Write 'smtp:' with 'host:' in it, or leave --send out to get drafts."
    if without:
        raise ContentError(Problem(file, 0, "smtp", wrong, cure) for file in without)
    servers = list(dict.fromkeys(one.smtp for one in clinics if one.smtp))
    if len(servers) > 1:
        wrong = "These handouts come from clinics with mail servers of their own."
        cure = "Mail those of each clinic apart, or name one clinic with --clinic."
        raise ContentError.at("email", wrong, cure, field="smtp")
    return servers[0]
