"""One message for one patient: neutral words, the handout attached, nothing else.

Built with the standard library's `email`, but for the headers that hold names: see `headers`.
Every byte is ASCII, so that a server without 8BITMIME (RFC 6152) need not change anything.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from anyascii import anyascii

from handouts.delivery.build import Options
from handouts.delivery.file_names import stem
from handouts.delivery.mail.calendar import CalendarFile, calendar, local_zone
from handouts.delivery.mail.encryption import protect
from handouts.delivery.mail.headers import mailbox, text_value, write_header
from handouts.errors import ContentError, Problem
from handouts.library.wording import Wording
from handouts.prescription.model import Clinic, Prescription
from handouts.prescription.values import ascii_address

LINE = SMTP.clone(cte_type="7bit")
MOST_OF_NAME = 50
"""Characters of an attachment's name: a longer one is cut into `filename*0=` and so on (RFC 2231),
which older mail programs show as an untitled attachment."""


@dataclass(frozen=True, slots=True)
class MailOptions:
    """What goes with every mail of a run. `password` is for the file and never stands in the
    message. `again`: what went before is sent on purpose once more, and is to arrive; `again_to`:
    to these addresses only.
    """

    design: Options = field(default_factory=Options)
    protect: bool = False
    calendar: bool = False
    reminders: bool = False
    password: str | None = None
    again: bool = False
    again_to: frozenset[str] = frozenset()

    def is_again(self, address: str) -> bool:
        """Whether what goes to an address may go once more."""
        return self.again or address.casefold() in self.again_to


@dataclass(frozen=True, slots=True)
class Mail:
    """A finished message and what the record keeps of it.

    `address` and `sender` are as servers know them, in ASCII (`values.ascii_address`). `document`
    is the SHA-256 of the PDF as it was built, before any protection. `visit` and `reminds` say
    whether a calendar file goes with it, and whether that reminds of each day. `clinic` is the
    clinic that it comes from.
    """

    patient: str
    address: str
    sender: str
    document: str
    message_id: str
    file: str
    size: int
    message: EmailMessage
    visit: bool
    reminds: bool
    clinic: Clinic


def write_mail(
    prescription: Prescription,
    clinic: Clinic,
    pdf: bytes,
    say: Wording,
    options: MailOptions,
    when: datetime,
    name: str = "",
) -> Mail:
    """The message that carries `pdf` to the patient. Its attachment is named after the patient, or
    as `name` says, where a run has named the file. Raises ContentError without an address.
    """
    to, sender = _recipient(prescription), _sender(clinic)
    document = hashlib.sha256(pdf).hexdigest()
    number = _message_id("" if options.is_again(to) else f"{to.casefold()} {document}", sender)
    message = EmailMessage(policy=LINE)
    write_header(message, "Subject", text_value(_subject(clinic, say)))
    write_header(message, "From", mailbox(clinic.name, sender))
    write_header(message, "To", mailbox(prescription.patient or "", to))
    if clinic.email and (answers := ascii_address(clinic.email)) != sender:
        write_header(message, "Reply-To", mailbox(clinic.name, answers))
    message["Date"] = format_datetime(when)
    write_header(message, "Message-ID", number)
    ics = None
    if options.calendar:
        people = (clinic.email or sender, to)
        ics = calendar(
            prescription, clinic, say, people, when, reminders=options.reminders, zone=local_zone()
        )
    _body(message, prescription, clinic, say, options, ics)
    patient = prescription.patient or ""
    file = _file_name(patient and (name or patient), say)
    if options.protect and not options.password:
        raise ValueError("a file that is to be protected needs a password")
    data = protect(pdf, options.password) if options.password else pdf
    message.add_attachment(data, maintype="application", subtype="pdf", filename=file)
    if ics is not None:
        message.add_attachment(
            ics.data, maintype="text", subtype="calendar", filename="visit.ics",
            params={"charset": "utf-8", "method": "PUBLISH"},
        )  # fmt: skip
    return Mail(
        patient, to, sender, document, number, file, len(data), message,
        ics is not None, ics is not None and ics.reminds, clinic,
    )  # fmt: skip


def _recipient(prescription: Prescription) -> str:
    if not prescription.email:
        line = dict(prescription.lines).get("patient", 0)
        wrong, cure = "There is no e-mail address.", "Write the patient's under 'email:'."
        if prescription.in_table:
            cure = "Write the patient's in a column email."
        raise ContentError(Problem(prescription.source, line, "email", wrong, cure))
    return ascii_address(prescription.email)


def _sender(clinic: Clinic) -> str:
    address = (clinic.smtp.sender if clinic.smtp else "") or clinic.email
    if not address:
        wrong = "The clinic has no e-mail address to write from."
        cure = "Write 'email:' in the clinic file (handouts new --clinic makes one)."
        raise ContentError(Problem(clinic.source or "clinic.yaml", 0, "email", wrong, cure))
    return ascii_address(address)


def _subject(clinic: Clinic, say: Wording) -> str:
    return say("subject.clinic", clinic=clinic.name) if clinic.name else say("subject.plain")


def _message_id(what: str, sender: str) -> str:
    """The same for the same document to the same address, so that mailboxes drop a double.

    One of its own where `what` is empty: a double that is wanted would be dropped as well.
    """
    unique = hashlib.sha256(what.encode()).hexdigest()[:32] if what else secrets.token_hex(16)
    return f"<{unique}@{sender.rpartition('@')[2]}>"


def _file_name(called: str, say: Wording) -> str:
    """`handout-maria-lopez.pdf`: in ASCII, and short enough to go as it is. It says nothing where
    there is no patient's name, for a prescription's may be of health.
    """
    room = MOST_OF_NAME - len(say("file.name", name="") + ".pdf")
    plain = anyascii(stem(called)).replace("'", "")
    name = stem(plain)[:room].strip("-")
    return f"{say('file.name', name=name) if name else say('file.plain')}.pdf"


def _body(
    message: EmailMessage,
    prescription: Prescription,
    clinic: Clinic,
    say: Wording,
    options: MailOptions,
    ics: CalendarFile | None,
) -> None:
    """Plain text, and the same as HTML: no picture, no link, no colour, nothing to block."""
    name = prescription.patient
    first = say("hello.name", patient=name) if name else say("hello.plain")
    paragraphs = [first, *say.many("text")]
    if options.password:
        paragraphs.append(say("protected"))
    if ics is not None:
        more = [say("calendar"), *([say("reminders")] if ics.reminds else [])]
        paragraphs.append(" ".join(more))
    phone = clinic.phone
    paragraphs.append(say("questions.phone", phone=phone) if phone else say("questions.plain"))
    signature = [say("regards"), clinic.practitioner, clinic.name, phone]
    signed = [line for line in signature if line]
    message.set_content("\n\n".join([*paragraphs, "\n".join(signed)]) + "\n")
    html = "".join(f"<p>{escape(text)}</p>\n" for text in paragraphs)
    foot = "<br>\n".join(escape(line) for line in signed)
    lang = escape(say.language)
    message.add_alternative(
        f'<!DOCTYPE html>\n<html lang="{lang}"><body>\n{html}<p>{foot}</p>\n</body></html>\n',
        subtype="html",
    )
