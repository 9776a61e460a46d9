"""`handouts email`: drafts by default, a real server when asked."""

from __future__ import annotations

import os
import shlex
import sys
import warnings
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sized
from dataclasses import dataclass, field, replace
from getpass import GetPassWarning
from pathlib import Path

import click

from handouts.commands.shared import PATH, design_options, note, quiet_option, some
from handouts.delivery import mailing
from handouts.delivery.build import Options, check
from handouts.delivery.drafts import Drafts
from handouts.delivery.mailing import MailJob
from handouts.delivery.manifest import FILE_NAME as MANIFEST
from handouts.delivery.manifest import is_manifest, mail_jobs
from handouts.delivery.message import Mail, MailOptions
from handouts.delivery.protect import too_weak
from handouts.delivery.record import Entry, SentRecord, local_time
from handouts.delivery.smtp import SendResult, SendState, SmtpClient, sent_before
from handouts.delivery.sources import without_clinics
from handouts.errors import ContentError, NotDelivered, Problem, SomeFailed
from handouts.prescription.model import Smtp
from handouts.prescription.turned import is_day
from handouts.prescription.values import ascii_address, one_of, readable_address

SMTP_PASSWORD = "HANDOUTS_SMTP_PASSWORD"
PDF_PASSWORD = "HANDOUTS_PDF_PASSWORD"


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
    password = _pdf_password(jobs) if protect else None
    if protect and not quiet:
        note(*_doubtful_passwords(jobs))
    once_more = _addresses(again_to)
    options = MailOptions(design, protect, calendar, reminders, password, again, once_more)
    folder = output or sources[0].parent / "mail"
    summary = _first_look(jobs, options)
    _must_be_among(once_more, summary)
    told = list(_once_each(summary))  # leaves them out, whether it is said or not
    if not quiet:
        note(*told)
        note(*(_without_visit(summary, reminders=reminders) if calendar else ()))
    if not shared_addresses:
        _hold_back(summary, _addresses(shared_address))
    record = SentRecord()
    with record.alone():
        _leave_out_sent(summary, options, record)
        if not quiet:
            note(*_tables(summary))
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


def _must_be_among(addresses: Iterable[str], summary: _Summary) -> None:
    """Refuse what is to be sent again to somebody who gets nothing here: a slip of the fingers."""
    known = {mail.address.casefold() for _, mail in summary.mails}
    wrong, cure = "None of these messages goes there.", "Write the address as it is in the table."
    unknown = [readable_address(one) for one in sorted(set(addresses) - known)]
    if unknown:
        raise ContentError(Problem("--again-to", 0, one, wrong, cure) for one in unknown)


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


@dataclass(slots=True)
class _Summary:
    """What a first look at all mails found: what can go, and what cannot, with the reasons.
    `before` went out before, or may have.
    """

    mails: list[tuple[MailJob, Mail]] = field(default_factory=list)
    before: list[Mail] = field(default_factory=list)
    failed: list[mailing.Failure] = field(default_factory=list)

    def problems(self) -> list[Problem]:
        """Each once, however many patients it keeps from their mail."""
        return list(dict.fromkeys(one for _, problems in self.failed for one in problems))

    def jobs(self) -> list[MailJob]:
        """What can go, to be opened afresh."""
        return [job for job, _ in self.mails]


def _first_look(jobs: list[MailJob], options: MailOptions) -> _Summary:
    """Build every message whole before anything is written or sent; their contents are let go."""
    summary = _Summary()
    for job, mail in mailing.mails(jobs, options, summary.failed):
        mail.message.clear()
        summary.mails.append((job, mail))
    return summary


def _once_each(summary: _Summary) -> Iterator[str]:
    """Leave out what a patient would get a second time; say that, and who gets several."""
    doubles = mailing.doubles(summary.mails)
    left_out = [job for job, _ in doubles]
    summary.mails = [(job, mail) for job, mail in summary.mails if job not in left_out]
    if doubles:
        same = some([f"{job.label} (as {first.label})" for job, first in doubles])
        yield f"the same once more, so it goes only once: {same}"
    for name, labels in mailing.several(summary.mails).items():
        yield f"{len(labels)} messages are for {name}: {some(labels)}. See that each is meant."


def _tables(summary: _Summary) -> Iterator[str]:
    """How many are of which table, where a manifest has several: those of another day may be
    mailed with today's. And how to get what is left out.
    """
    if summary.before:
        yield (
            "what went out before, or may have, is left out; --again-to ADDRESS takes one in,"
            " --again all."
        )
    many = Counter(job.table for job, _ in summary.mails if job.table)
    if len(many) > 1:
        of = ", ".join(f"{count:,} of {table}" for table, count in many.items())
        yield f"these are of several tables: {of}. See that all are meant."


def _without_visit(summary: _Summary, *, reminders: bool) -> Iterator[str]:
    """Who gets nothing for the calendar, or no reminders, though they were asked for."""
    mails = [(job.label, mail) for job, mail in summary.mails]
    none = [label for label, mail in mails if not mail.visit]
    if none:
        them = "it" if len(none) == 1 else "them"
        says = f"no next visit, so no calendar file goes with {them}"
        yield f"{_of(none, mails, 'handouts', 'has', 'have')} {says}: {some(none)}"
    undated = [label for label, mail in mails if mail.visit and not mail.reminds]
    if reminders and undated:
        says = "no `date` before the visit, so no reminders"
        yield f"{_of(undated, mails, 'handouts', 'has', 'have')} {says}: {some(undated)}"


def _of(these: Sized, every: Sized, what: str, one: str, many: str) -> str:
    """`1 of 3 handouts has`."""
    return f"{len(these):,} of {len(every):,} {what} {one if len(these) == 1 else many}"


def _hold_back(summary: _Summary, allowed: Container[str]) -> None:
    """Whoever has another patient's address gets no mail until somebody says that it is right; the
    others go.
    """
    shared = mailing.shared_addresses(summary.mails)
    held = {to: who for to, who in shared.items() if to not in allowed and not _agreed(to, who)}
    go = []
    for job, mail in summary.mails:
        if names := held.get(mail.address.casefold()):
            to = readable_address(mail.address.casefold())
            cure = f"Mend it, or add --shared-address {to} if that is right."
            problem = Problem(to, 0, "email", f"It is the address of {', '.join(names)}.", cure)
            summary.failed.append((job.label, (problem,)))
        else:
            go.append((job, mail))
    summary.mails = go


def _agreed(address: str, names: list[str]) -> bool:
    if not sys.stdin.isatty():
        return False
    shown = readable_address(address)
    question = f"{shown} is the address of {one_of(names, 'and')}. Write to it all the same?"
    return click.confirm(question, err=True)


def _leave_out_sent(summary: _Summary, options: MailOptions, record: SentRecord) -> None:
    """Leave out what the record says went out, or may have, and say so; but for what is to go once
    more.
    """
    mails, summary.mails = summary.mails, []
    for job, mail in mails:
        known = None if options.is_again(mail.address) else sent_before(mail, record)
        if known is None:
            summary.mails.append((job, mail))
            continue
        summary.before.append(mail)
        if known.state is SendState.SKIPPED:
            _tell(mail, known)
        else:
            summary.failed.append(mailing.not_sent(job, mail, known))


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
    summary: _Summary,
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


def _would_send(summary: _Summary, record: SentRecord, quiet: bool) -> None:
    for _, mail in summary.mails:
        size = -(-mail.size // 1000)
        name = mail.patient or "(no name)"
        to = readable_address(mail.address)
        earlier = _went_before(mail, record)
        click.echo(f"would send to {name} <{to}>: {mail.file} ({size} kB){earlier}")
    for problem in summary.problems():
        click.echo(f"would not send: {problem}", err=True)
    if not quiet:
        done = "Nothing was sent. Add --yes to send."
        click.echo(done if summary.mails else "Nothing is left to send.")


def _send(
    summary: _Summary,
    options: MailOptions,
    record: SentRecord,
    folder: Path,
    sources: Iterable[Path],
    quiet: bool,
) -> None:
    every = len(summary.mails) + len(summary.failed)
    sent: list[Mail] = []

    def tell(mail: Mail, result: SendResult) -> None:
        if result.state is SendState.SENT:
            sent.append(mail)
        if not quiet or result.state is not SendState.SENT:
            went = result.state is SendState.SENT
            _tell(mail, result, _earlier(mail, record) if went else "")

    if summary.mails:
        server = _server([mail for _, mail in summary.mails])
        client = SmtpClient(server, _smtp_password(server), record)
        summary.failed += mailing.deliver(summary.jobs(), options, client, tell)
    for old in Drafts(folder).take_away_sent([*sent, *summary.before], sources):
        note(f"{old} was sent and is deleted.")
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


def _smtp_password(server: Smtp) -> str:
    """From the environment, the system's keyring, or asked for; never from a file."""
    if not server.user:
        return ""
    question = f"Password of {server.user} at {server.host}"
    found = os.environ.get(SMTP_PASSWORD) or _from_keyring(server)
    return found or _asked_for(question, SMTP_PASSWORD)


def _asked_for(question: str, variable: str, *, twice: bool = False) -> str:
    """A password that is typed unseen, where there is somebody to type it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", GetPassWarning)
        try:
            answer: str = click.prompt(question, hide_input=True, confirmation_prompt=twice)
        except GetPassWarning:
            wrong = "There is no terminal to ask for the password."
            raise click.UsageError(f"{wrong} Set {variable} instead.") from None
    return answer


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
    question = "Password for the PDFs (tell it to the patient yourself)"
    password = os.environ.get(PDF_PASSWORD) or _asked_for(question, PDF_PASSWORD, twice=True)
    if weak := too_weak(password):
        raise click.UsageError(weak)
    return password


def _doubtful_passwords(jobs: list[MailJob]) -> Iterator[str]:
    """Digits alone, which may have lost zeros; and days: a workbook's cell does not tell whether
    one was typed as it is read.
    """
    own = [(job.label, job.password) for job in jobs if job.password]
    digits = [label for label, word in own if word.isdecimal() and not too_weak(word)]
    if digits:
        of = _of(digits, jobs, "passwords", "is", "are")
        yield f"{of} digits alone: {some(digits)}. {mailing.EATEN_ZEROS}"
    days = [label for label, word in own if is_day(word)]
    if days:
        of = _of(days, jobs, "passwords", "is a day", "are days")
        reads = "to be typed as year-month-day, with hyphens, however the sheet shows it"
        yield f"{of}, {reads}: {some(days)}."
