"""All mails of a command, looked at as a whole before any is written or sent: what can go, what
cannot, and what somebody should know of them. Then they are built once more, one by one.

One bad prescription keeps nobody waiting: where there is no mail, the list of failures says why.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sized
from dataclasses import replace
from pathlib import Path

from handouts.delivery.batch.folder import UNSENT, place_for, rows_in
from handouts.delivery.batch.report import NAMED
from handouts.delivery.mail.jobs import MailJob
from handouts.delivery.mail.message import Mail, MailOptions
from handouts.delivery.mail.sent import SentRecord
from handouts.delivery.mail.smtp import SendResult, SendState, SmtpClient, sent_before
from handouts.errors import HandoutsError, NotDelivered, Problem, faults_in
from handouts.files.writing import file_errors, make_folder, write_whole
from handouts.prescription.fields.addresses import readable_address
from handouts.prescription.fields.values import some
from handouts.prescription.tables.damaged_cells import EATEN_ZEROS
from handouts.prescription.tables.formulas import as_csv
from handouts.prescription.tables.headings import OF_UNSENT
from handouts.prescription.tables.patient_name import patient_key


class Outbox:
    """The mails of a command. `ready` can go; their contents are built when they do. `gone` went
    out, and `doubtful` may have, before or now; `failed` did not, each with its reasons. It is
    `partial` where some addresses alone were asked for: what is for others then stays as it is.
    """

    def __init__(self, jobs: Iterable[MailJob], options: MailOptions) -> None:
        self._options = options
        self.partial = bool(options.again_to)
        self.failed: list[tuple[MailJob, tuple[Problem, ...]]] = []
        self.gone: list[Mail] = []
        self.doubtful: list[Mail] = []
        self.ready: list[tuple[MailJob, Mail]] = []
        for job, mail in self._built(jobs):
            mail.message.clear()
            if not self.partial or mail.key[0] in options.again_to:
                self.ready.append((job, mail))

    def __bool__(self) -> bool:
        """Whether anything goes, or went."""
        return bool(self.ready or self.gone or self.doubtful)

    def mails(self) -> Iterator[tuple[MailJob, Mail]]:
        """What can go, built anew."""
        return self._built(job for job, _ in self.ready)

    def _built(self, jobs: Iterable[MailJob]) -> Iterator[tuple[MailJob, Mail]]:
        for job in jobs:
            try:
                with faults_in(job.label):
                    mail = job.mail(self._options)
            except HandoutsError as error:
                self.failed.append((job, error.problems))
            else:
                yield job, mail

    def problems(self) -> list[Problem]:
        """Each once, with the patients whom it keeps from their mail, unless it names their row."""
        kept = defaultdict[Problem, list[str]](list)
        for job, problems in self.failed:
            for one in dict.fromkeys(problems):
                elsewhere = job.label not in (one.file, f"{one.file}:{one.line}")
                named = elsewhere and job.patient is not None and job.called not in one.wrong
                kept[one] += [job.called] if named else []
        return [_with_names(one, names) for one, names in kept.items()]

    # ── before anything goes ────────────────────────────────────────────────────────────────────

    def leave_out_doubles(self) -> list[str]:
        """Leave out what a patient would get a second time; that is told, and who gets several."""
        first: dict[tuple[str, ...], MailJob] = {}
        doubles, of_patient = [], defaultdict[tuple[str, str], list[tuple[str, str]]](list)
        ready, self.ready = self.ready, []
        for job, mail in ready:
            address, name = mail.recipient
            # without a name it may be anybody's
            what = (address, name or job.label, mail.document, job.password or "")
            if what in first:
                doubles.append(f"{job.label} (as {first[what].label})")
                continue
            first[what] = job
            self.ready.append((job, mail))
            if name:
                of_patient[mail.recipient].append((mail.patient, job.label))
        told = [f"the same once more, so it goes only once: {some(doubles)}"] if doubles else []
        for (patient, label), *more in of_patient.values():
            if more:
                where = some([label, *(one for _, one in more)])
                says = f"{1 + len(more)} messages are for {patient}: {where}."
                told.append(f"{says} See that each is meant.")
        return told

    def hold_back_shared(self, may_share: Callable[[str, list[str]], bool]) -> None:
        """Whoever has another patient's address gets no mail, unless `may_share` says that it is
        right. Two handouts of one name are one patient's; two without a name may be anybody's.
        """
        patients = defaultdict[str, dict[str, str]](dict)
        for job, mail in self.ready:
            name = mail.patient or job.label
            patients[mail.recipient[0]].setdefault(patient_key(name), name)
        who = {to: list(names.values()) for to, names in patients.items()}
        held = {to for to, names in who.items() if len(names) > 1 and not may_share(to, names)}
        for job, mail in self.ready:
            if (address := mail.recipient[0]) in held:
                to = readable_address(address)
                wrong = f"It is the address of {', '.join(who[address])}."
                cure = f"Mend it, or add --shared-address {to} if that is right."
                self.failed.append((job, (Problem(to, 0, "email", wrong, cure),)))
        self.ready = [(job, mail) for job, mail in self.ready if mail.recipient[0] not in held]

    def leave_out_sent(self, record: SentRecord) -> list[tuple[Mail, SendResult]]:
        """Leave out what went out, or may have, unless it is to go again; gives what did."""
        went = []
        ready, self.ready = self.ready, []
        for job, mail in ready:
            known = None if self._options.is_again(mail.address) else sent_before(mail, record)
            if known is None:
                self.ready.append((job, mail))
            else:
                self._end(job, mail, known)
                went += [(mail, known)] if known.state is SendState.SKIPPED else []
        return went

    def told_of_visits(self) -> Iterator[str]:
        """Who gets nothing for the calendar, or no reminders, though they were asked for."""
        none = [job.label for job, mail in self.ready if not mail.visit]
        if none:
            them = "it" if len(none) == 1 else "them"
            says = f"no next visit, so no calendar file goes with {them}"
            yield f"{_of(none, self.ready, 'handouts', 'has', 'have')} {says}: {some(none)}"
        undated = [job.label for job, mail in self.ready if mail.visit and not mail.reminds]
        if self._options.reminders and undated:
            says = "no `date` before the visit, so no reminders"
            yield f"{_of(undated, self.ready, 'handouts', 'has', 'have')} {says}: {some(undated)}"

    def told_of_tables(self) -> Iterator[str]:
        """How many are of which table, where there are several, and how to get what is left out."""
        if self.gone or self.doubtful:
            yield (
                "what went out before, or may have, is left out; --again-to ADDRESS sends to that"
                " address alone once more, --again to all."
            )
        many = Counter(job.table for job, _ in self.ready if job.table)
        if len(many) > 1:
            of = ", ".join(f"{count:,} of {table}" for table, count in many.items())
            yield f"these are of several tables: {of}. See that all are meant."

    # ── sending ─────────────────────────────────────────────────────────────────────────────────

    def send(self, client: SmtpClient, tell: Callable[[Mail, SendResult], None]) -> None:
        """Send each mail; what is wrong with server or login is the reason of all that are left."""
        left = (job for job, _ in self.ready)
        try:
            for job, mail in self._built(left):
                try:
                    result = client.send(mail, again=self._options.is_again(mail.address))
                except NotDelivered as error:
                    self.failed += [(one, error.problems) for one in (job, *left)]
                    return
                tell(mail, result)
                self._end(job, mail, result)
        finally:
            client.close()

    def _end(self, job: MailJob, mail: Mail, result: SendResult) -> None:
        """Note how a mail ended."""
        if result.state in (SendState.SENT, SendState.SKIPPED):
            self.gone.append(mail)
            return
        self.doubtful += [mail] if result.state is SendState.UNCERTAIN else []
        to = readable_address(mail.address)
        self.failed.append((job, (Problem(job.label, 0, to, result.reason, ""),)))

    # ── what did not go ─────────────────────────────────────────────────────────────────────────

    def renew_list(self, folder: Path) -> Path | None:
        """`not-sent.csv`: whose message did not go out, where it stands, and why. It is written
        anew, and goes where everything went. Where only some addresses were asked for, it is that
        of the others: those of whom mails went since are taken off it, and nobody is added.
        """
        path = place_for(UNSENT, folder)
        if not self.partial:
            rows: list[tuple[str, ...]] = [
                (*_in_list(job), _words(problems)) for job, problems in self.failed
            ]
        else:
            keys = {mail.key for mail in self.gone}
            gone = [_in_list(job) for job, mail in self.ready if mail.key in keys]
            former = rows_in(path)[1:] if path.exists() else []
            rows = [tuple(row) for row in former if row and tuple(row[:3]) not in gone]
        if not rows:
            with file_errors(path):
                path.unlink(missing_ok=True)
            return None
        make_folder(folder)
        write_whole(path, as_csv([OF_UNSENT, *rows]))
        return path


def _in_list(job: MailJob) -> tuple[str, str, str]:
    return job.patient or "", job.email or "", job.label


def _words(problems: Iterable[Problem]) -> str:
    return " ".join(f"{one.wrong} {one.cure}".strip() for one in problems)


def _with_names(problem: Problem, names: list[str]) -> Problem:
    """What keeps patients from their mail, with their names."""
    if not names:
        return problem
    many = "1 message does" if len(names) == 1 else f"{len(names):,} messages do"
    return replace(problem, wrong=f"{problem.wrong} So {many} not go: {some(names, NAMED)}.")


def told_of_passwords(jobs: list[MailJob], *, all_locked: bool) -> Iterator[str]:
    """Who gets a PDF that is locked, and with which password, where not all are alike."""
    names = Counter(job.called for job in jobs)

    def called(job: MailJob) -> str:
        """By name; two of one name by their files, too."""
        return f"{job.called} ({job.name}.pdf)" if names[job.called] > 1 else job.called

    own = [called(job) for job in jobs if job.password]
    others = [called(job) for job in jobs if not job.password]
    if own and others:
        says = f"locked, each with the password of its row: {some(own, NAMED)}."
        rest = "locked with the one password for all" if all_locked else "not locked"
        more = "" if all_locked else " --protect locks these, too."
        yield f"{says} The others are {rest}: {some(others, NAMED)}.{more}"


def doubtful_passwords(jobs: list[MailJob]) -> Iterator[str]:
    """Digits alone, which may have lost zeros; and days: a workbook's cell does not tell whether
    one was typed as it is read.
    """
    own = [(job.label, job.password) for job in jobs if job.password]
    digits = [label for label, word in own if word.isdecimal()]
    if digits:
        of = _of(digits, own, "passwords", "is", "are")
        yield f"{of} digits alone: {some(digits)}. {EATEN_ZEROS}"
    days = [label for label, word in own if re.fullmatch(r"\d{4}-\d\d-\d\d", word)]
    if days:
        of = _of(days, own, "passwords", "is a day", "are days")
        reads = "to be typed as year-month-day, with hyphens, however the sheet shows it"
        yield f"{of}, {reads}: {some(days)}."


def _of(these: Sized, every: Sized, what: str, one: str, many: str) -> str:
    """`1 of 3 handouts has`."""
    return f"{len(these):,} of {len(every):,} {what} {one if len(these) == 1 else many}"
