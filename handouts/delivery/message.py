"""One message for one patient: neutral words, the handout attached, nothing else.

Built with the standard library's `email`, which encodes names and file names (RFC 2047, RFC 2231)
and refuses line breaks in headers, so that no typed name can add a header of its own.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from handouts.delivery.names import stem
from handouts.delivery.protect import protect
from handouts.delivery.visits import CalendarFile, calendar
from handouts.errors import ContentError, Problem
from handouts.library.wording import Wording
from handouts.prescription.model import Clinic, Prescription

NOBODY = "handouts.invalid"
"""Domain of message numbers when the clinic has no address (RFC 2606)."""


@dataclass(frozen=True, slots=True)
class Extras:
    """What goes with the handout. `password` is for the file and never stands in the message."""

    calendar: bool = False
    reminders: bool = False
    password: str | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    """A finished message and what the record keeps of it.

    `document` is the SHA-256 of the PDF as it was built, before any protection. `visit` and
    `reminds` say whether a calendar file goes with it, and whether that reminds of each day.
    `clinic` is the clinic that it comes from.
    """

    patient: str
    address: str
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
    extras: Extras,
    when: datetime,
) -> Mail:
    """The message that carries `pdf` to the patient. Raises ContentError without an address."""
    to = _recipient(prescription)
    sender = _sender(clinic)
    document = hashlib.sha256(pdf).hexdigest()
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _subject(clinic, say)
    message["From"] = sender
    message["To"] = to
    if clinic.email and clinic.email != sender.addr_spec:
        message["Reply-To"] = Address(_plain(clinic.name), addr_spec=clinic.email)
    message["Date"] = format_datetime(when)
    message["Message-ID"] = _message_id(to.addr_spec, document, sender)
    ics = _calendar(prescription, clinic, say, document, extras)
    _body(message, prescription, clinic, say, extras, ics)
    name = _file_name(prescription, say)
    data = protect(pdf, extras.password) if extras.password else pdf
    message.add_attachment(data, maintype="application", subtype="pdf", filename=f"{name}.pdf")
    if ics is not None:
        message.add_attachment(ics.data, maintype="text", subtype="calendar", filename="visit.ics")
    return Mail(
        prescription.patient or "", to.addr_spec, document, message["Message-ID"],
        f"{name}.pdf", len(data), message, ics is not None, ics is not None and ics.reminds,
        clinic,
    )  # fmt: skip


def _recipient(prescription: Prescription) -> Address:
    if not prescription.email:
        line = dict(prescription.lines).get("patient", 0)
        wrong, cure = "There is no e-mail address.", "Write the patient's under 'email:'."
        raise ContentError(Problem(prescription.source, line, "email", wrong, cure))
    return Address(_plain(prescription.patient or ""), addr_spec=prescription.email)


def _sender(clinic: Clinic) -> Address:
    address = (clinic.smtp.sender if clinic.smtp else "") or clinic.email
    if not address:
        wrong = "The clinic has no e-mail address to write from."
        cure = "Write 'email:' in the clinic file (handouts new --clinic makes one)."
        raise ContentError(Problem(clinic.source or "clinic.yaml", 0, "email", wrong, cure))
    return Address(_plain(clinic.name), addr_spec=address)


def _plain(typed: str) -> str:
    """A name as it may stand in a header: `=?utf-8?B?…?=` would be decoded there (RFC 2047), and
    what comes out of it may hold a line end and a header of its own.
    """
    return typed.replace("=?", "= ?")


def _subject(clinic: Clinic, say: Wording) -> str:
    name = _plain(clinic.name)
    return say("subject.clinic", clinic=name) if name else say("subject.plain")


def _message_id(address: str, document: str, sender: Address) -> str:
    """The same for the same document to the same address: mailboxes can tell a double."""
    unique = hashlib.sha256(f"{address.casefold()} {document}".encode()).hexdigest()[:32]
    return f"<{unique}@{sender.domain or NOBODY}>"


def _file_name(prescription: Prescription, say: Wording) -> str:
    name = stem(prescription.patient or "")
    return say("file.name", name=name) if name else say("file.plain")


def _calendar(
    prescription: Prescription, clinic: Clinic, say: Wording, document: str, extras: Extras
) -> CalendarFile | None:
    if not extras.calendar:
        return None
    return calendar(prescription, clinic, say, document[:16], reminders=extras.reminders)


def _body(
    message: EmailMessage,
    prescription: Prescription,
    clinic: Clinic,
    say: Wording,
    extras: Extras,
    ics: CalendarFile | None,
) -> None:
    """Plain text, and the same as HTML: no picture, no link, no colour, nothing to block."""
    name = prescription.patient
    first = say("hello.name", patient=name) if name else say("hello.plain")
    paragraphs = [first, *say.many("text")]
    if extras.password:
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
