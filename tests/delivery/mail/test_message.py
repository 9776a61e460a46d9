"""A mail holds its own patient's handout, neutral words, and nothing that a name smuggled in."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import icalendar
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.delivery.mail.encryption import protect
from handouts.delivery.mail.message import MailOptions, write_mail
from handouts.errors import ContentError
from handouts.library import load_library
from handouts.prescription.model import Clinic, Prescription
from handouts.text.password import prepared, too_weak

SAY = load_library().mail
CLINIC = Clinic(
    source="clinic.yaml", name="Willow, Tree & Co", practitioner="Hannah Park",
    phone="555-0134", email="hello@willow.example", address="12 Mill Lane; Ashford",
)  # fmt: skip
BARE = MailOptions()
WHEN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def pdf(text: str = "one") -> bytes:
    out = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page()
    document.docinfo["/Title"] = text
    document.save(out, deterministic_id=True)
    return out.getvalue()


def mail(
    options: MailOptions = BARE, when: datetime = WHEN, clinic: Clinic = CLINIC, **fields: object
) -> tuple[EmailMessage, bytes]:
    given_ = {"patient": "Maria López", "email": "maria@example.org"} | fields
    prescription = Prescription(source="maria.yaml", **given_)  # type: ignore[arg-type]
    data = pdf()
    made = write_mail(prescription, clinic, data, SAY, options, when)
    raw = made.message.as_bytes()
    parsed = message_from_bytes(raw, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed, data


def test_headers_are_those_of_a_letter() -> None:
    message, _ = mail()
    assert message["Subject"] == "Your handout from Willow, Tree & Co"
    assert [a.addr_spec for a in message["From"].addresses] == ["hello@willow.example"]
    assert [(a.display_name, a.addr_spec) for a in message["To"].addresses] == [
        ("Maria López", "maria@example.org")
    ]
    assert message["Cc"] is None
    assert message["Bcc"] is None
    assert message["Date"].datetime == WHEN
    assert message["Message-ID"].endswith("@willow.example>")


@pytest.mark.parametrize(
    ("condition", "hello"),
    [("infant", "Hello,"), ("child", "Hello,"), ("teenager", "Hello Maria López,")],
)
def test_a_baby_s_and_a_child_s_mail_is_read_by_the_parents(condition: str, hello: str) -> None:
    message, _ = mail(conditions=(condition,))
    body = message.get_body(("plain",))
    assert body is not None
    said = body.get_content().splitlines()
    assert said[0] == hello
    assert not [line for line in said if "for you alone" in line or condition in line]


def test_the_attachment_is_the_handout() -> None:
    message, data = mail()
    (attachment,) = message.iter_attachments()
    assert attachment.get_content_type() == "application/pdf"
    assert attachment.get_filename() == "handout-maria-lopez.pdf"
    assert attachment.get_content() == data


@pytest.mark.parametrize(
    ("patient", "name"),
    [("Christopher Bartholomew Montgomery-Featherstonehaugh Wellington", None),
     ("Łukasz Żółć", "handout-lukasz-zolc.pdf"), ("Søren Groß", "handout-soren-gross.pdf"),
     ("Ольга", "handout-olga.pdf"), ("王小明", "handout-wangxiaoming.pdf"),
     ("é" * 90, None), ("O'Brien (Jack)", None), ("😀", "handout.pdf"),
     (None, "handout.pdf")],
)  # fmt: skip
def test_an_attachment_has_one_plain_name(patient: str | None, name: str | None) -> None:
    """Older Outlook shows one that is cut or encoded (RFC 2231) as an untitled attachment."""
    message, _ = mail(patient=patient)
    (attachment,) = message.iter_attachments()
    found = attachment.get_filename()
    assert found is not None
    assert found == (name or found)
    assert found.endswith(".pdf")
    assert len(found) <= 50
    assert f'filename="{found}"'.encode() in attachment.as_bytes()


@pytest.mark.parametrize(
    ("name", "file"),
    [("", "min-su-kim"), ("김민수", "min-su-kim"), ("김민수-2", "min-su-kim"), ("17", "17")],
)
def test_an_attachment_is_called_as_the_patient_writes_it_in_latin_letters(
    name: str, file: str
) -> None:
    who = Prescription("a.yaml", patient="김민수", patient_latin="Min-su Kim", email="a@x.org")
    made = write_mail(who, CLINIC, pdf(), SAY, BARE, WHEN, name)
    assert made.file == f"handout-{file}.pdf"


def test_a_message_is_plain_ascii_on_the_line() -> None:
    made, _ = mail(patient="Zoë " + "ü" * 90, email="zoe@müller.de")
    assert made.as_bytes().isascii()
    assert made["To"].addresses[0].addr_spec == "zoe@xn--mller-kva.de"


def test_both_bodies_say_the_same_and_name_no_health() -> None:
    message, _ = mail(title="Easing low back pain", notes="BL40", conditions=("pregnant",))
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert html is not None
    for body in (text.get_content(), html.get_content()):
        assert "Maria López" in body
        assert "555-0134" in body
        for word in ("back", "pain", "BL40", "pregnan", "press"):
            assert word not in body


def test_the_same_document_to_the_same_address_has_one_message_id() -> None:
    first, _ = mail()
    again, _ = mail()
    other, _ = mail(email="else@example.org")
    assert first["Message-ID"] == again["Message-ID"] != other["Message-ID"]


def test_what_is_sent_again_on_purpose_is_no_double() -> None:
    """Mailboxes that drop doubles would swallow it."""
    numbers = {mail(MailOptions(again=again))[0]["Message-ID"] for again in (False, True, True)}
    assert len(numbers) == 3


def test_a_message_id_stands_on_one_line() -> None:
    """Exchange takes the parts of one that is folded for the same message."""
    domain = ".".join(["long-name-of-a-clinic"] * 8) + ".example"
    made, _ = mail(clinic=Clinic(name="Willow", email=f"us@{domain}"))
    (line,) = (one for one in made.as_bytes().splitlines() if one.lower().startswith(b"message-id"))
    assert line.endswith(f"@{domain}>".encode())


@given(st.text(min_size=1, max_size=60))
def test_no_name_adds_a_header(name: str) -> None:
    try:
        message, _ = mail(patient=name)
    except (UnicodeError, ContentError):
        return  # refused outright is fine; readers refuse such names before they come here
    assert set(message.keys()) == {
        "Subject", "From", "To", "Date", "Message-ID", "MIME-Version", "Content-Type",
    } | ({"Reply-To"} & set(message.keys()))  # fmt: skip
    assert [address.addr_spec for address in message["To"].addresses] == ["maria@example.org"]


def test_without_an_address_there_is_no_letter() -> None:
    with pytest.raises(ContentError, match="no e-mail address"):
        mail(email=None)


def test_a_protected_file_opens_with_its_password_only_and_says_so() -> None:
    message, _ = mail(MailOptions(password="blue-kettle-9"))
    (attachment,) = message.iter_attachments()
    content = attachment.get_content()
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(content))
    with pikepdf.open(io.BytesIO(content), password="blue-kettle-9") as opened:
        assert opened.encryption.R == 6
        assert opened.encryption.bits == 256
    assert b"blue-kettle-9" not in message.as_bytes()
    body = message.get_body(("plain",))
    assert body is not None
    assert "password" in body.get_content()


@pytest.mark.parametrize(
    ("cell", "typed"),
    [("pëssword1", "pëssword1"), ("pa\u0308sswort1", "pässwort1"), ("pässwort1", "pa\u0308sswort1"),
     ("blue\u00a0kettle 9", "blue kettle 9"), ("ﬁne-kettle-9", "fine-kettle-9"),
     ("é" * 60, "é" * 60)],
)  # fmt: skip
def test_a_password_opens_however_its_letters_are_composed(cell: str, typed: str) -> None:
    """ISO 32000-2, 7.6.4.3.3: readers bring what is typed to one form (SASLprep)."""
    locked = protect(pdf(), cell)
    pikepdf.open(io.BytesIO(locked), password=prepared(typed)).close()


@pytest.mark.parametrize(
    ("password", "says"),
    [("ä1ß" * 40, "too long"), ("ab1" * 43, "too long"), ("kettle\x0789", "seen or typed"),
     ("kettle\udcff89", "seen or typed"), ("abc\u00ad\u200b12", "too short")],
)  # fmt: skip
def test_a_password_that_no_reader_takes_is_refused(password: str, says: str) -> None:
    """Readers look at 127 bytes of UTF-8; what follows would be typed in vain."""
    assert says in too_weak(password)


def test_the_record_keeps_the_hash_of_the_file_before_protection() -> None:
    prescription = Prescription(source="m", patient="M", email="m@example.org")
    made = write_mail(prescription, CLINIC, pdf(), SAY, MailOptions(password="blue-kettle-9"), WHEN)
    assert made.document == hashlib.sha256(pdf()).hexdigest()


def test_the_calendar_holds_the_visit_and_the_reminders() -> None:
    message, _ = mail(
        MailOptions(calendar=True, reminders=True),
        date=date(2026, 11, 20),
        next_visit=datetime(2026, 12, 4, 15, 30),
    )
    ics = list(message.iter_attachments())[1]
    assert ics.get_content_type() == "text/calendar"
    calendar = icalendar.Calendar.from_ical(ics.get_content())
    visit, daily = calendar.walk("VEVENT")
    assert visit["SUMMARY"] == "Visit: Willow, Tree & Co"
    assert visit["DTSTART"].dt == datetime(2026, 12, 4, 15, 30)
    assert visit["LOCATION"] == "12 Mill Lane; Ashford"
    assert daily["RRULE"] == {"FREQ": ["DAILY"], "COUNT": [14]}


def visit(when: datetime = WHEN, **fields: object) -> icalendar.Event:
    """The visit as a calendar program gets it."""
    message, _ = mail(MailOptions(calendar=True), when, **fields)
    ics = list(message.iter_attachments())[1]
    (event,) = icalendar.Calendar.from_ical(ics.get_content()).walk("VEVENT")
    return event


def test_a_calendar_says_in_what_letters_it_is_written() -> None:
    """RFC 5545, 3.1.4: without it the file counts as US-ASCII. And 3.1: 75 octets, CRLF."""
    clinic = Clinic(
        name="Nadel für Zoë " + "ü" * 80, email="a@x.org", address="Hafenstraße 3\nKöln"
    )
    fields = {"clinic": clinic, "next_visit": datetime(2026, 12, 4, 15, 30)}
    message, _ = mail(MailOptions(calendar=True), **fields)  # type: ignore[arg-type]
    ics = list(message.iter_attachments())[1]
    assert ics["Content-Type"].params["charset"] == "utf-8"
    assert ics["Content-Type"].params["method"] == "PUBLISH"
    assert "Hafenstraße 3\\nKöln" in ics.get_content()
    data = ics.get_payload(decode=True)
    assert isinstance(data, bytes)
    assert data.endswith(b"\r\n")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert not any(b"\n" in line or len(line) > 75 for line in lines)


@pytest.mark.parametrize(
    ("name", "address", "shown"),
    [("José", "Rue de l’Été 5; Genève", "Rue de l’Été 5\\; Genève"),
     ('Käthes "Praxis"; Ruhe, Kraft', "12 Č. Street", '"Praxis"\\; Ruhe\\, Kraft'),
     ("王氏针灸", "上海 12", "王氏针灸")],
)  # fmt: skip
def test_letters_of_any_script_come_through_in_a_calendar(
    name: str, address: str, shown: str
) -> None:
    clinic = Clinic(name=name, email="a@x.org", address=address)
    day = {"clinic": clinic, "next_visit": date(2026, 12, 4)}
    message, _ = mail(MailOptions(calendar=True), **day)  # type: ignore[arg-type]
    assert shown in list(message.iter_attachments())[1].get_content()
    event = visit(**day)  # type: ignore[arg-type]
    assert (event["SUMMARY"], event["LOCATION"]) == (f"Visit: {name}", address)


def test_an_entry_is_one_however_the_address_is_typed() -> None:
    day = {"next_visit": date(2026, 12, 4)}
    typed = ("maria@example.org", "Maria@EXAMPLE.org")
    assert len({visit(**day, email=one)["UID"] for one in typed}) == 1  # type: ignore[arg-type]


def test_a_visit_reminds_even_where_no_daily_reminders_are() -> None:
    """RFC 5545, 3.6.6: an alarm has its words, and a sign before its time."""
    (alarm,) = visit(next_visit=date(2026, 12, 4)).walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["DESCRIPTION"]
    assert alarm["TRIGGER"].to_ical() == b"-P1D"


def test_reminders_end_after_four_weeks() -> None:
    message, _ = mail(
        MailOptions(calendar=True, reminders=True),
        date=date(2026, 9, 1),
        next_visit=date(2026, 12, 4),
    )
    ics = list(message.iter_attachments())[1].get_content()
    assert "COUNT=28" in ics


def test_a_visit_that_moves_moves_in_the_calendar() -> None:
    later = WHEN + timedelta(minutes=5)
    first = visit(next_visit=datetime(2026, 12, 4, 15, 30))
    moved = visit(later, next_visit=datetime(2026, 12, 5, 16, 0), patient=" maria  LÓPEZ")
    assert moved["UID"] == first["UID"]
    assert moved["SEQUENCE"] > first["SEQUENCE"] >= 0
    assert (first["DTSTAMP"].dt, moved["DTSTAMP"].dt) == (WHEN, later)
    assert "maria" not in first["UID"].casefold()


def test_visits_of_two_patients_are_two_entries() -> None:
    day = {"next_visit": date(2026, 12, 4)}
    people: list[dict[str, object]] = [
        {}, {"patient": "Ana López"}, {"email": "else@example.org"},
        {"clinic": Clinic(name="Willow", email="other@willow.example")},
    ]  # fmt: skip
    assert len({visit(**day, **one)["UID"] for one in people}) == len(people)  # type: ignore[arg-type]


PROMISE = "It can also remind you each day."


def test_without_a_visit_nothing_is_attached_and_nothing_is_promised() -> None:
    message, _ = mail(MailOptions(calendar=True, reminders=True), date=date(2026, 11, 20))
    assert len(list(message.iter_attachments())) == 1
    body = message.get_body(("plain",))
    assert body is not None
    assert "calendar" not in body.get_content()
    assert PROMISE not in body.get_content()


@pytest.mark.parametrize("day", [None, date(2026, 12, 4)])
def test_reminders_are_promised_only_where_there_are_some(day: date | None) -> None:
    message, _ = mail(
        MailOptions(calendar=True, reminders=True), date=day, next_visit=date(2026, 12, 4)
    )
    ics = list(message.iter_attachments())[1]
    (visit,) = icalendar.Calendar.from_ical(ics.get_content()).walk("VEVENT")
    assert visit["DTSTART"].dt == date(2026, 12, 4)
    body = message.get_body(("plain",))
    assert body is not None
    assert "add your next visit" in body.get_content()
    assert PROMISE not in body.get_content()


def test_a_file_that_is_to_be_protected_never_goes_in_the_clear() -> None:
    with pytest.raises(ValueError, match="password"):
        mail(options=MailOptions(protect=True))
