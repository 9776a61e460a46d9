"""One message for one patient: neutral words, the handout attached, nothing else.

Built with the standard library's `email`, but for the headers that hold names: see `headers`.
Every byte is ASCII, so that a server without 8BITMIME (RFC 6152) need not change anything.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape

from anyascii import anyascii

from handouts.delivery.file_names import stem
from handouts.delivery.mail.calendar import calendar, days_until_visit, local_zone
from handouts.delivery.mail.encryption import protect
from handouts.delivery.mail.headers import ASCII_LINES, mailbox, text_value
from handouts.errors import ContentError
from handouts.library.wording import Wording
from handouts.prescription.fields.addresses import ascii_address
from handouts.prescription.model import Clinic, Prescription
from handouts.prescription.tables.patient_name import recipient_key

MOST_OF_NAME = 50
"""Characters of an attachment's name: a longer one is cut into `filename*0=` and so on (RFC 2231),
which older mail programs show as an untitled attachment."""

YOUNG = frozenset({"infant", "child"})
"""Conditions of patients who do not read their mail themselves."""


@dataclass(frozen=True, slots=True)
class MailOptions:
    """What goes with every mail of a run. `protect`: every file is locked. `password` is for the
    file and never stands in the message. `again`: what went before is sent on purpose once more,
    and is to arrive; `again_to`: to these addresses only.
    """

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

    `address` and `sender` are in ASCII, as servers know them (`ascii_address`). `document` is the
    SHA-256 of the PDF as it was built, before any protection. `visit` and `reminds` say
    whether a calendar file goes with it, and whether that reminds of each day. `clinic` is the
    clinic that it comes from; `locked`: the PDF opens with a password.
    """

    patient: str
    address: str
    sender: str
    document: str
    file: str
    size: int
    message: EmailMessage
    visit: bool
    reminds: bool
    clinic: Clinic
    locked: bool

    @property
    def recipient(self) -> tuple[str, str]:
        """The patient: address and name, the same however they were typed."""
        return recipient_key(self.address, self.patient)

    @property
    def key(self) -> tuple[str, str]:
        """What tells a sending from others: to which address, which document."""
        return self.address.casefold(), self.document


def write_mail(
    prescription: Prescription,
    clinic: Clinic,
    pdf: bytes,
    say: Wording,
    options: MailOptions,
    when: datetime,
    name: str = "",
) -> Mail:
    """The message with `pdf`, called after the patient or by `name`. Raises ContentError."""
    to, sender = _recipient(prescription), _sender(clinic)
    document = hashlib.sha256(pdf).hexdigest()
    number = _message_id("" if options.is_again(to) else f"{to.casefold()} {document}", sender)
    message = EmailMessage(policy=ASCII_LINES)
    named, plain = say("subject.clinic", clinic=clinic.name), say("subject.plain")
    message.set_raw("Subject", text_value(named if clinic.name else plain))
    message.set_raw("From", mailbox(clinic.name, sender))
    message.set_raw("To", mailbox(prescription.patient or "", to))
    if clinic.email and (answers := ascii_address(clinic.email)) != sender:
        message.set_raw("Reply-To", mailbox(clinic.name, answers))
    message["Date"] = format_datetime(when)
    message.set_raw("Message-ID", number)
    ics, reminds = None, False
    if options.calendar:
        people = (clinic.email or sender, to)
        ics = calendar(
            prescription, clinic, say, people, when, reminders=options.reminders, zone=local_zone()
        )
        reminds = ics is not None and options.reminders and days_until_visit(prescription) > 0
    told = [say("protected")] if options.password else []
    if ics is not None:
        told.append(" ".join([say("calendar"), *([say("reminders")] if reminds else [])]))
    patient = prescription.patient or ""
    read_by_parents = YOUNG.intersection(prescription.conditions)
    _write_body(message, "" if read_by_parents else patient, clinic, say, told)
    file = attachment_name(patient and (_in_latin(prescription, name) or patient), say)
    if options.protect and not options.password:
        raise ValueError("a file that is to be protected needs a password")
    data = protect(pdf, options.password) if options.password else pdf
    message.add_attachment(data, maintype="application", subtype="pdf", filename=file)
    if ics is not None:
        message.add_attachment(
            ics, maintype="text", subtype="calendar", filename="visit.ics",
            params={"charset": "utf-8", "method": "PUBLISH"},
        )  # fmt: skip
    return Mail(
        patient, to, sender, document, file, len(data), message, ics is not None, reminds, clinic,
        bool(options.password),
    )  # fmt: skip


def _recipient(prescription: Prescription) -> str:
    if not prescription.email:
        wrong, cure = "There is no e-mail address.", "Write the patient's under 'email:'."
        if prescription.in_table:
            cure = "Write the patient's in a column email."
        line = prescription.line_of("patient")
        raise ContentError.at(prescription.source, wrong, cure, line=line, field="email")
    return ascii_address(prescription.email)


def _sender(clinic: Clinic) -> str:
    address = (clinic.smtp.sender if clinic.smtp else "") or clinic.email
    if not address:
        wrong = "The clinic has no e-mail address to write from."
        cure = "Write 'email:' in the clinic file (handouts new --clinic makes one)."
        raise ContentError.at(clinic.source or "clinic.yaml", wrong, cure, field="email")
    return ascii_address(address)


def _message_id(what: str, sender: str) -> str:
    """The same for the same words, so that mailboxes drop a double; empty: one of its own."""
    unique = hashlib.sha256(what.encode()).hexdigest()[:32] if what else secrets.token_hex(16)
    return f"<{unique}@{sender.rpartition('@')[2]}>"


def attachment_name(called: str, say: Wording) -> str:
    """`handout-maria-lopez.pdf`, in ASCII; a prescription's own name may tell of health."""
    room = MOST_OF_NAME - len(say("file.name", name="") + ".pdf")
    plain = anyascii(stem(called)).replace("'", "")
    name = stem(plain)[:room].strip("-")
    return f"{say('file.name', name=name) if name else say('file.plain')}.pdf"


def _in_latin(prescription: Prescription, name: str) -> str:
    """The file's name, as the patient writes it in Latin letters where that is known."""
    latin, patient = prescription.patient_latin or "", prescription.patient or ""
    if latin and not patient.isascii() and (not name or name.startswith(stem(patient))):
        return latin
    return name


def _write_body(
    message: EmailMessage, patient: str, clinic: Clinic, say: Wording, told: list[str]
) -> None:
    """Plain text and the same as HTML, with nothing to block; `told`: of the attachments."""
    hello = say("hello.name", patient=patient) if patient else say("hello.plain")
    phone = clinic.phone
    questions = say("questions.phone", phone=phone) if phone else say("questions.plain")
    signed = filter(None, (say("regards"), clinic.practitioner, clinic.name, phone))
    paragraphs = [hello, *say.many("text"), *told, questions, "\n".join(signed)]
    message.set_content("\n\n".join(paragraphs) + "\n")
    lines = (escape(text).replace("\n", "<br>\n") for text in paragraphs)
    html = "".join(f"<p>{text}</p>\n" for text in lines)
    lang = escape(say.language)
    message.add_alternative(
        f'<!DOCTYPE html>\n<html lang="{lang}"><body>\n{html}</body></html>\n', subtype="html"
    )
