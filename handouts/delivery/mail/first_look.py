"""A first look at all mails of a run, before anything is written or sent: what can go, what cannot,
and what somebody should know of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sized
from dataclasses import dataclass, field

from handouts.delivery.mail import outbox as mailing
from handouts.delivery.mail.encryption import too_weak
from handouts.delivery.mail.message import Mail, MailOptions
from handouts.delivery.mail.outbox import MailJob
from handouts.delivery.mail.sent import SentRecord
from handouts.delivery.mail.smtp import SendResult, SendState, sent_before
from handouts.errors import Problem
from handouts.prescription.turned import is_day
from handouts.prescription.values import readable_address, some


@dataclass(slots=True)
class FirstLook:
    """What a first look at all mails found: what can go, and what cannot, with the reasons.
    `before` went out before, or may have.
    """

    mails: list[tuple[MailJob, Mail]] = field(default_factory=list)
    before: list[Mail] = field(default_factory=list)
    failed: list[mailing.Failure] = field(default_factory=list)

    @classmethod
    def at(cls, jobs: list[MailJob], options: MailOptions) -> FirstLook:
        """Build every message whole; their contents are let go."""
        look = cls()
        for job, mail in mailing.mails(jobs, options, look.failed):
            mail.message.clear()
            look.mails.append((job, mail))
        return look

    def problems(self) -> list[Problem]:
        """Each once, however many patients it keeps from their mail."""
        return list(dict.fromkeys(one for _, problems in self.failed for one in problems))

    def jobs(self) -> list[MailJob]:
        """What can go, to be opened afresh."""
        return [job for job, _ in self.mails]

    def once_each(self) -> Iterator[str]:
        """Leave out what a patient would get a second time; say that, and who gets several."""
        doubles = mailing.doubles(self.mails)
        left_out = [job for job, _ in doubles]
        self.mails = [(job, mail) for job, mail in self.mails if job not in left_out]
        if doubles:
            same = some([f"{job.label} (as {first.label})" for job, first in doubles])
            yield f"the same once more, so it goes only once: {same}"
        for name, labels in mailing.several(self.mails).items():
            yield f"{len(labels)} messages are for {name}: {some(labels)}. See that each is meant."

    def tables(self) -> Iterator[str]:
        """How many are of which table, where a manifest has several: those of another day may be
        mailed with today's. And how to get what is left out.
        """
        if self.before:
            yield (
                "what went out before, or may have, is left out; --again-to ADDRESS takes one in,"
                " --again all."
            )
        many = Counter(job.table for job, _ in self.mails if job.table)
        if len(many) > 1:
            of = ", ".join(f"{count:,} of {table}" for table, count in many.items())
            yield f"these are of several tables: {of}. See that all are meant."

    def without_visit(self, *, reminders: bool) -> Iterator[str]:
        """Who gets nothing for the calendar, or no reminders, though they were asked for."""
        mails = [(job.label, mail) for job, mail in self.mails]
        none = [label for label, mail in mails if not mail.visit]
        if none:
            them = "it" if len(none) == 1 else "them"
            says = f"no next visit, so no calendar file goes with {them}"
            yield f"{_of(none, mails, 'handouts', 'has', 'have')} {says}: {some(none)}"
        undated = [label for label, mail in mails if mail.visit and not mail.reminds]
        if reminders and undated:
            says = "no `date` before the visit, so no reminders"
            yield f"{_of(undated, mails, 'handouts', 'has', 'have')} {says}: {some(undated)}"

    def hold_back(self, may_share: Callable[[str, list[str]], bool]) -> None:
        """Whoever has another patient's address gets no mail until somebody says that it is right
        (`may_share`, asked with the address and the patients' names); the others go.
        """
        shared = mailing.shared_addresses(self.mails)
        held = {to: who for to, who in shared.items() if not may_share(to, who)}
        go = []
        for job, mail in self.mails:
            if names := held.get(mail.address.casefold()):
                to = readable_address(mail.address.casefold())
                cure = f"Mend it, or add --shared-address {to} if that is right."
                problem = Problem(to, 0, "email", f"It is the address of {', '.join(names)}.", cure)
                self.failed.append((job.label, (problem,)))
            else:
                go.append((job, mail))
        self.mails = go

    def leave_out_sent(
        self, options: MailOptions, record: SentRecord
    ) -> Iterator[tuple[Mail, SendResult]]:
        """Leave out what the record says went out, or may have, but for what is to go once more;
        gives what did go out, to be told.
        """
        mails, self.mails = self.mails, []
        for job, mail in mails:
            known = None if options.is_again(mail.address) else sent_before(mail, record)
            if known is None:
                self.mails.append((job, mail))
                continue
            self.before.append(mail)
            if known.state is SendState.SKIPPED:
                yield mail, known
            else:
                self.failed.append(mailing.not_sent(job, mail, known))


def doubtful_passwords(jobs: list[MailJob]) -> Iterator[str]:
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


def _of(these: Sized, every: Sized, what: str, one: str, many: str) -> str:
    """`1 of 3 handouts has`."""
    return f"{len(these):,} of {len(every):,} {what} {one if len(these) == 1 else many}"
