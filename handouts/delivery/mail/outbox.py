"""From prescriptions to messages: built, protected, written as drafts or handed to the mail server.

The attachment of a mail is built from the same prescription in the same step as the mail, so
that no patient can get another's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from handouts.delivery.build import Checked, render_checked
from handouts.delivery.files import file_errors, make_folder, numbered, write_whole
from handouts.delivery.mail.encryption import too_weak
from handouts.delivery.mail.message import Mail, MailOptions, write_mail
from handouts.delivery.mail.smtp import SendResult, SendState, SmtpClient
from handouts.errors import ContentError, HandoutsError, NotDelivered, Problem, faults_in
from handouts.prescription.patient_name import patient_key
from handouts.prescription.table import as_csv
from handouts.prescription.turned import password_turned
from handouts.prescription.values import readable_address

FAILED = "failed.csv"
_COLUMNS = ("where", "reason")
EATEN_ZEROS = "Spreadsheets take away zeros at the start: set the column to Text before you type."


@dataclass(frozen=True, slots=True)
class MailJob:
    """One patient's prescription on its way: where it stands, and how to open it afresh.

    From a manifest, `expected` is the SHA-256 of the PDF that was reviewed, and `table` the table
    or folder that was made; the PDF is called `name`. `source` is the file that the mail was asked
    for with.
    """

    label: str
    open: Callable[[], Checked]
    password: str | None = None
    expected: str | None = None
    table: Path | None = None
    name: str = ""
    source: Path = Path()


Failure = tuple[str, tuple[Problem, ...]]


def mails(
    jobs: Iterable[MailJob], options: MailOptions, failed: list[Failure]
) -> Iterator[tuple[MailJob, Mail]]:
    """Each job's mail. Where there is none, `failed` says why: one bad job keeps nobody waiting."""
    for job in jobs:
        try:
            with faults_in(job.label):
                mail = _mail(job, options)
        except HandoutsError as error:
            failed.append((job.label, error.problems))
        else:
            yield job, mail


def _mail(job: MailJob, options: MailOptions) -> Mail:
    checked = job.open()
    say = checked.library.mail
    pdf = render_checked(checked, options.design).pdf
    options = replace(options, password=_password(job, options))
    now = datetime.now(UTC).astimezone()
    mail = write_mail(checked.prescription, checked.clinic, pdf, say, options, now, job.name)
    if job.expected and job.expected != mail.document:
        wrong = "The handout is not the one of the last run: something in it has changed since."
        raise ContentError(Problem(job.label, 0, "", wrong, "Run the batch again, then mail."))
    return mail


def _password(job: MailJob, options: MailOptions) -> str | None:
    if not options.protect:
        return None
    password = job.password or options.password
    if not password:
        wrong = "There is no password for this patient's file."
        cure = "Fill the column 'password', or leave the column out to be asked for one."
        raise ContentError(Problem(job.label, 0, "password", wrong, cure))
    # what stands in a table faces what typed passwords face, and what a spreadsheet does
    if job.password and (wrong := password_turned(password) or too_weak(password)):
        raise ContentError(Problem(job.label, 0, "password", wrong, EATEN_ZEROS))
    return password


def doubles(mails: Iterable[tuple[MailJob, Mail]]) -> list[tuple[MailJob, MailJob]]:
    """Jobs that would send a patient the very same once more, each with the job that does."""
    first: dict[tuple[str, ...], MailJob] = {}
    found = []
    for job, mail in mails:
        who = patient_key(mail.patient) or job.label  # without a name it may be anybody's
        what = (mail.address.casefold(), who, mail.document, job.password or "")
        if first.setdefault(what, job) is not job:
            found.append((job, first[what]))
    return found


def several(mails: Iterable[tuple[MailJob, Mail]]) -> dict[str, list[str]]:
    """Patients for whom there is more than one message, each with where these stand."""
    labels: dict[tuple[str, str], list[str]] = defaultdict(list)
    names: dict[tuple[str, str], str] = {}
    for job, mail in mails:
        who = mail.address.casefold(), patient_key(mail.patient)
        labels[who].append(job.label)
        names.setdefault(who, mail.patient)
    return {names[who]: where for who, where in labels.items() if len(where) > 1 and who[1]}


def shared_addresses(mails: Iterable[tuple[MailJob, Mail]]) -> dict[str, list[str]]:
    """Addresses that several patients have, each with the patients' names.

    Two handouts of one name are one patient's; two without a name may be anybody's.
    """
    patients: dict[str, dict[str, str]] = defaultdict(dict)
    for job, mail in mails:
        name = mail.patient or job.label
        patients[mail.address.casefold()].setdefault(patient_key(name), name)
    return {to: list(names.values()) for to, names in patients.items() if len(names) > 1}


# ── sending ─────────────────────────────────────────────────────────────────────────────────────


def deliver(
    jobs: Iterable[MailJob],
    options: MailOptions,
    client: SmtpClient,
    tell: Callable[[Mail, SendResult], None],
) -> list[Failure]:
    """Send each mail; the failures come back, with their reasons.

    What is wrong with the server or the login ends the run; it is the reason of all that are left.
    """
    failed: list[Failure] = []
    left = iter(jobs)
    try:
        for job, mail in mails(left, options, failed):
            try:
                result = client.send(mail, again=options.is_again(mail.address))
            except NotDelivered as error:
                return [*failed, *((one.label, error.problems) for one in (job, *left))]
            tell(mail, result)
            if result.state in (SendState.FAILED, SendState.UNCERTAIN):
                failed.append(not_sent(job, mail, result))
    finally:
        client.close()
    return failed


def not_sent(job: MailJob, mail: Mail, result: SendResult) -> Failure:
    """A message that did not go out, with the reason."""
    to = readable_address(mail.address)
    return job.label, (Problem(job.label, 0, to, result.reason, ""),)


def write_failed(failed: Iterable[Failure], folder: Path) -> Path:
    """`failed.csv`: where each message that did not go out stands, and why."""
    rows = [
        (label, " ".join(f"{problem.wrong} {problem.cure}".strip() for problem in problems))
        for label, problems in failed
    ]
    path = _failed_file(folder)
    make_folder(folder)
    write_whole(path, as_csv([_COLUMNS, *rows]))
    return path


def clear_failed(folder: Path) -> None:
    """Everything went: take away the list of a former run."""
    with file_errors(folder / FAILED):
        _failed_file(folder).unlink(missing_ok=True)


def _failed_file(folder: Path) -> Path:
    """The list of a former run, or where one may stand: never a file that is not such a list."""
    paths = numbered(folder / FAILED)
    return next(path for path in paths if not path.exists() or _is_list(path))


def _is_list(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.readline(100).strip() == ",".join(_COLUMNS).encode("utf-8-sig")
