"""Messages reach a real server once, whatever the server does."""

from __future__ import annotations

import base64
import hmac
import socket
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from handouts.delivery.mail.message import Mail, MailOptions, write_mail
from handouts.delivery.mail.sent import SentRecord
from handouts.delivery.mail.smtp import SendState, SmtpClient
from handouts.errors import NotDelivered
from handouts.library import load_library
from handouts.prescription.model import Clinic, Prescription, Smtp

from ..conftest import Serve
from ..server import PASSWORD, USER, Certificate, Handler, Scripted, running

CLINIC = Clinic(name="Willow", email="hello@willow.example")
SAY = load_library().mail


@pytest.fixture
def record(tmp_path: Path) -> SentRecord:
    return SentRecord(tmp_path / "data")


def client(port: int, record: SentRecord, **kwargs: object) -> SmtpClient:
    smtp = Smtp("localhost", port, "starttls", USER, "", per_minute=100_000)
    options = {"pauses": (0.0, 0.0), "timeout": 2.0, "sleep": lambda _: None} | kwargs
    return SmtpClient(smtp, PASSWORD, record, **options)  # type: ignore[arg-type]


def mail(address: str, pdf: bytes = b"%PDF-1.7 for one", name: str = "") -> Mail:
    prescription = Prescription(source="x.yaml", patient="Ann", email=address)
    return write_mail(prescription, CLINIC, pdf, SAY, MailOptions(), datetime.now(UTC), name)


def test_a_letter_arrives_by_starttls_with_a_login(
    server: tuple[Handler, int], record: SentRecord
) -> None:
    handler, port = server
    assert client(port, record).send(mail("ann@example.org")).state is SendState.SENT
    assert handler.taken("ann@example.org") == 1
    assert record.entries()[0].state == "sent"


def test_a_letter_arrives_by_tls_from_the_start(
    certificate: Certificate, trusted: None, record: SentRecord
) -> None:
    with running(certificate, starttls=False) as (handler, port):
        smtp = Smtp("localhost", port, "tls", USER, "", 100_000)
        result = SmtpClient(smtp, PASSWORD, record, timeout=2).send(mail("ann@example.org"))
    assert result.state is SendState.SENT
    assert handler.taken("ann@example.org") == 1


def test_a_rerun_sends_nothing_twice_and_again_does(
    server: tuple[Handler, int], record: SentRecord
) -> None:
    handler, port = server
    client(port, record).send(mail("ann@example.org"))
    assert client(port, record).send(mail("Ann@example.org")).state is SendState.SKIPPED
    assert client(port, record).send(mail("ann@example.org"), again=True).state is SendState.SENT
    assert handler.taken("ann@example.org") == 2


def test_each_sending_is_kept_the_latest_first(scripted: Serve, record: SentRecord) -> None:
    server = scripted({})
    for name in ("ann", "zoe", "ann"):
        alone(server, record).send(mail(f"{name}@x.org"), again=True)
    assert [one.address for one in record.entries()] == ["ann@x.org", "zoe@x.org", "ann@x.org"]
    dropped = scripted({".": b""})
    result = alone(dropped, record).send(mail("ann@x.org"), again=True)
    assert result.state is SendState.UNCERTAIN
    assert [one.state for one in record.entries()] == ["sending", "sent", "sent", "sent"]
    assert alone(server, record).send(mail("ann@x.org")).state is SendState.SKIPPED


def test_an_earlier_sheet_is_known_by_address_and_name(scripted: Serve, record: SentRecord) -> None:
    """The row that a mended one came from gets another number; a family has one address."""
    sent = mail("lee@x.org", name="ann-lee")
    alone(scripted({}), record).send(sent)
    found = [
        record.earlier(mail("Lee@x.org", b"%PDF-1.7 another", name))
        for name in ("ann-lee-2", "bo-lee")
    ]
    assert [one and one.document for one in found] == [sent.document, None]
    assert record.earlier(sent) is None
    of_id = mail("lee@x.org", b"%PDF-1.7 of seventeen", "17")
    alone(scripted({}), record).send(of_id)
    assert record.earlier(mail("lee@x.org", b"%PDF-1.7 of eighteen", "18")) is None


OLD_RECORD = """
create table sent (
    address text not null, document text not null,
    state text not null check (state in ('sending', 'sent')),
    message_id text not null, file text not null, at text not null, process integer not null,
    primary key (address, document)
) without rowid
"""


def test_a_record_of_an_older_version_goes_on(scripted: Serve, tmp_path: Path) -> None:
    """What was sent is not sent again; an older program that meets the new form sends nothing."""
    one, data = mail("ann@x.org"), tmp_path / "data"
    row = (one.address, one.document, "sent", "<1@x>", "a.pdf", "2026-01-02T10:00:00+00:00", 7)
    data.mkdir()
    with closing(sqlite3.connect(data / "sent.sqlite")) as base, base:
        base.execute(OLD_RECORD)
        base.execute("insert into sent values (?, ?, ?, ?, ?, ?, ?)", row)
    record, server = SentRecord(data), scripted({})
    assert alone(server, record).send(one).state is SendState.SKIPPED
    assert alone(server, SentRecord(data)).send(one, again=True).state is SendState.SENT
    assert [entry.file for entry in record.entries()] == [one.file, "a.pdf"]
    with closing(sqlite3.connect(data / "sent.sqlite")) as base, pytest.raises(sqlite3.Error):
        base.execute("insert into sent values (?, ?, ?, ?, ?, ?, ?)", row)


def test_another_document_to_the_same_patient_does_go_out(
    server: tuple[Handler, int], record: SentRecord
) -> None:
    handler, port = server
    client(port, record).send(mail("ann@example.org"))
    client(port, record).send(mail("ann@example.org", b"%PDF-1.7 another"))
    assert handler.taken("ann@example.org") == 2


@pytest.mark.parametrize("kind", ["busy", "gone"])
def test_not_now_is_tried_again(server: tuple[Handler, int], record: SentRecord, kind: str) -> None:
    handler, port = server
    address = f"{kind}.ann@example.org"
    assert client(port, record).send(mail(address)).state is SendState.SENT
    assert handler.taken(address) == 1
    assert handler.tries[address] > 1


def test_never_is_given_up_with_the_servers_words(
    server: tuple[Handler, int], record: SentRecord
) -> None:
    handler, port = server
    result = client(port, record).send(mail("never.ann@example.org"))
    assert result.state is SendState.FAILED
    assert "Try again later" in result.reason
    assert handler.tries["never.ann@example.org"] == 3
    assert record.entries() == []


def test_no_is_final_and_the_next_letter_still_goes(
    server: tuple[Handler, int], record: SentRecord
) -> None:
    handler, port = server
    line = client(port, record)
    result = line.send(mail("no.ann@example.org"))
    assert result.state is SendState.FAILED
    assert "No such user" in result.reason
    assert handler.tries["no.ann@example.org"] == 1
    assert line.send(mail("ben@example.org")).state is SendState.SENT


def test_a_line_dropped_after_the_data_is_never_sent_again_on_its_own(
    server: tuple[Handler, int], record: SentRecord
) -> None:
    handler, port = server
    line = client(port, record)
    address = "dropped.ann@example.org"
    assert line.send(mail(address)).state is SendState.UNCERTAIN
    assert client(port, record).send(mail(address)).state is SendState.UNCERTAIN
    assert handler.taken(address) == 1
    assert line.send(mail("ben@example.org")).state is SendState.SENT


def test_a_server_that_stalls_is_left(server: tuple[Handler, int], record: SentRecord) -> None:
    _, port = server
    result = client(port, record, timeout=0.3, pauses=()).send(mail("stalls.ann@example.org"))
    assert result.state is SendState.FAILED
    assert "did not answer in time" in result.reason


def test_a_claim_left_by_a_killed_run_is_shown_and_not_sent(
    server: tuple[Handler, int], record: SentRecord
) -> None:
    handler, port = server
    one = mail("ann@example.org")
    record.claim(one)
    result = client(port, record).send(one)
    assert result.state is SendState.UNCERTAIN
    assert "--again" in result.reason
    assert handler.messages == []


def test_a_certificate_nobody_vouches_for_ends_the_run(
    certificate: Certificate, record: SentRecord
) -> None:
    with running(certificate) as (handler, port), pytest.raises(NotDelivered, match="certificate"):
        client(port, record).send(mail("ann@example.org"))
    assert handler.messages == []


def test_a_wrong_password_ends_the_run(server: tuple[Handler, int], record: SentRecord) -> None:
    _, port = server
    smtp = Smtp("localhost", port, "starttls", USER, "", 100_000)
    with pytest.raises(NotDelivered, match="user name or password"):
        SmtpClient(smtp, "wrong", record, pauses=(), timeout=2).send(mail("ann@example.org"))


MICROSOFT = (
    b"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant."
    b" Visit https://aka.ms/smtp_auth_disabled [X.PROD.OUTLOOK.COM]"
)
GOOGLE = (
    b"534-5.7.9 Application-specific password required. For more information, go to\r\n"
    b"534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor x - gsmtp"
)


def alone(server: Scripted, record: SentRecord, **fields: object) -> SmtpClient:
    given = {"host": "localhost", "port": server.port, "user": "office", "per_minute": 100_000}
    smtp = Smtp(**(given | fields))  # type: ignore[arg-type]
    return SmtpClient(smtp, "pässwört", record, pauses=(0.0,), timeout=2, sleep=lambda _: None)


def ended(server: Scripted, record: SentRecord, words: str, **fields: object) -> None:
    """A letter to this server ends the run, and so it is told."""
    with pytest.raises(NotDelivered, match=words):
        alone(server, record, **fields).send(mail("ann@example.org"))


@pytest.mark.parametrize(
    ("reply", "said", "cure"),
    [(MICROSOFT, "SmtpClientAuthentication is disabled for the Tenant", "Authenticated SMTP"),
     (GOOGLE, "534 5.7.9 Application-specific password required. For more information, go to http",
      "myaccount.google.com/apppasswords"),
     (b"535-5.7.8 Username and Password not accepted.\r\n535 5.7.8 x - gsmtp",
      "Username and Password not accepted. x", "app password"),
     (b"535 5.7.0 (#AUTH005) Too many bad auth attempts.", "Too many bad", "Account security"),
     (b"535 5.7.8 Falsches Kennwort f\xfcr B\xfcro", "Falsches Kennwort für Büro", "'user:'"),
     (b"535 no\x1b[31m\x07 way", "535 no [31m way", "'user:'")],
)  # fmt: skip
def test_a_refused_login_ends_the_run_with_the_servers_words_and_what_to_do(
    scripted: Serve, record: SentRecord,
    reply: bytes, said: str, cure: str,
) -> None:  # fmt: skip
    server = scripted({"AUTH": reply})
    with pytest.raises(NotDelivered) as caught:
        alone(server, record).send(mail("ann@example.org"))
    assert said in str(caught.value)
    assert cure in str(caught.value)
    assert "pässwört" not in str(caught.value)
    assert server.calls == 1


def test_what_was_refused_is_told_though_the_server_hangs_up_at_the_next_try(
    scripted: Serve, record: SentRecord
) -> None:
    server = scripted({"AUTH": b"535 5.7.8 Wrong key\r\n421 Bye"})
    with pytest.raises(NotDelivered, match="Wrong key"):
        alone(server, record).send(mail("ann@example.org"))


def test_a_server_that_repeats_the_password_is_not_repeated(
    scripted: Serve, record: SentRecord
) -> None:
    key = base64.b64encode("\0office\0pässwört".encode())
    reply = b"500 Unknown: AUTH PLAIN " + key + " (pässwört)".encode()
    with pytest.raises(NotDelivered, match="Unknown: AUTH PLAIN") as caught:
        alone(scripted({"AUTH": reply}), record).send(mail("ann@example.org"))
    assert key.decode() not in str(caught.value)
    assert "pässwört" not in str(caught.value)


@pytest.mark.parametrize("way", ["PLAIN", "LOGIN", "CRAM-MD5", "XOAUTH2 LOGIN PLAIN"])
def test_a_password_goes_as_utf8_in_every_way(
    scripted: Serve, record: SentRecord, way: str
) -> None:
    """RFC 4616, 2."""
    user, key = base64.b64encode("Büro".encode()), base64.b64encode("pässwört".encode())
    question = b"334 " + base64.b64encode(b"<1@me>")
    replies = {"EHLO": b"250-me\r\n250-STARTTLS\r\n250 AUTH " + way.encode()}
    if way == "LOGIN":
        replies |= {"AUTH": b"334 VXNlcjo=", user.decode().upper(): b"334 UGFzczo="}
        replies[key.decode().upper()] = b"235 in"
    if way == "CRAM-MD5":
        digest = hmac.new("pässwört".encode(), b"<1@me>", "md5").hexdigest()
        key = base64.b64encode(f"Büro {digest}".encode())
        replies |= {"AUTH": question, key.decode().upper(): b"235 in"}
    if "PLAIN" in way:
        key = b"AUTH PLAIN " + base64.b64encode("\0Büro\0pässwört".encode())
    server = scripted(replies)
    line = alone(server, record, user="Büro")
    assert line.send(mail("ann@example.org")).state is SendState.SENT
    assert key in server.lines


@pytest.mark.parametrize(
    ("host", "shown", "sent"),
    [("smtp.gmail.com", "abcd\u00a0efgh ijkl mnop", "abcdefghijklmnop"),
     ("localhost", "blue fish tree moon", "blue fish tree moon")],
)  # fmt: skip
def test_an_app_password_may_be_typed_as_google_shows_it(
    certificate: Certificate, trusted: None, record: SentRecord,
    monkeypatch: pytest.MonkeyPatch, host: str, shown: str, sent: str,
) -> None:  # fmt: skip
    """Anybody else's spaces belong to the password."""
    server = Scripted(certificate.issue(host, datetime.now(UTC) + timedelta(days=9)), {})
    connect = socket.create_connection
    here = ("localhost", server.port)
    monkeypatch.setattr(socket, "create_connection", lambda _, *words: connect(here, *words))
    smtp = Smtp(host, server.port, user="me")
    SmtpClient(smtp, shown, record, timeout=2).send(mail("ann@example.org"))
    assert b"AUTH PLAIN " + base64.b64encode(f"\0me\0{sent}".encode()) in server.lines


def test_a_question_that_is_none_is_a_login_refused(scripted: Serve, record: SentRecord) -> None:
    """RFC 4954, 4: a client that gives up says `*`."""
    replies = {"EHLO": b"250-me\r\n250-STARTTLS\r\n250 AUTH CRAM-MD5", "AUTH": b"334 abcde"}
    server = scripted(replies | {"*": b"501 5.7.0 Given up"})
    with pytest.raises(
        NotDelivered, match=r"user name or password\. It said: 501 5\.7\.0 Given up"
    ):
        alone(server, record).send(mail("ann@example.org"))


def test_this_computers_name_is_not_told(scripted: Serve, record: SentRecord) -> None:
    server = scripted({})
    alone(server, record).send(mail("ann@example.org"))
    assert {line for line in server.lines if b"EHLO" in line.upper()} == {b"ehlo [127.0.0.1]"}


@pytest.mark.parametrize(
    ("replies", "words"),
    [({"greeting": b"554 5.7.1 Your address is on a list"}, "Your address is on a list"),
     ({"greeting": b"* OK IMAP4rev1 ready"}, "not a mail server that sends.*Check 'host:' and"),
     ({"greeting": b"HTTP/1.1 400 Bad Request"}, "not a mail server that sends"),
     ({"greeting": b""}, "Check 'host:' and 'port:'"),
     ({"greeting": b"421 4.3.2 Too many connections"}, "lets nobody in just now.*Try again later"),
     ({"EHLO": b"250 me"}, "no encryption.*'security: tls'"),
     ({"EHLO": b"250-me\r\n250 STARTTLS"}, "no login"),
     ({"AUTH": b"454 4.7.0 Temporary authentication failure"}, "Try again later"),
     ({"MAIL": b"553 5.7.1 Not your address"}, "Not your address.*'sender:'"),
     ({".": b"554 5.2.252 SendAsDenied; you may not"}, "SendAsDenied.*'sender:'"),
     ({"RCPT": b"550 5.4.5 Daily user sending limit exceeded"}, "Daily user.*tomorrow"),
     ({"MAIL": b"550 5.4.5 Daily user sending limit exceeded"}, "Daily user.*tomorrow")],
)  # fmt: skip
def test_what_is_wrong_for_everybody_ends_the_run(
    scripted: Serve, record: SentRecord,
    replies: dict[str, bytes], words: str,
) -> None:  # fmt: skip
    ended(scripted(replies), record, words)
    assert record.entries() == []


@pytest.mark.parametrize(
    ("replies", "words"),
    [({"AUTH": b"535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6"},
      "UGFzc3dvcmQ6.*Check 'user:'"),
     ({"AUTH": b'500 5.5.1 Command unrecognized: "AUTH PLAIN"'},
      "Command unrecognized.*Check 'user:'"),
     ({"AUTH": "535 5.7.0 Échec de l’authentification".encode()}, "Échec de l’authentification"),
     ({"EHLO": b"250-me\r\n250-STARTTLS\r\n250 AUTH XOAUTH2 NTLM"}, "no login")],
)  # fmt: skip
def test_what_servers_say_of_a_login_is_told(
    scripted: Serve, record: SentRecord,
    replies: dict[str, bytes], words: str,
) -> None:  # fmt: skip
    ended(scripted(replies), record, words)


@pytest.mark.parametrize("way", ["PLAIN", "LOGIN", "PLAIN LOGIN CRAM-MD5"])
@pytest.mark.parametrize("gives_up", [b"501 5.7.0 Given up", b"334 "])
def test_a_server_that_asks_on_and_on_is_left(
    scripted: Serve, record: SentRecord, way: str, gives_up: bytes
) -> None:
    answers = [base64.b64encode(one.encode()).decode().upper() for one in ("office", "pässwört")]
    replies = dict.fromkeys(["AUTH", "", *answers], b"334 VXNlcjo=") | {"*": gives_up}
    replies["EHLO"] = b"250-me\r\n250-STARTTLS\r\n250 AUTH " + way.encode()
    server = scripted(replies)
    ended(server, record, "user name or password")
    assert len(server.lines) < 25
    assert b"*" in server.lines


@pytest.mark.parametrize("password", ["€uro-kettle", "Äpfel und Öl", "密码密码密码", "p\udcffss"])
def test_a_password_in_any_letters_goes_as_it_is(
    scripted: Serve, record: SentRecord, password: str
) -> None:
    server = scripted({})
    smtp = Smtp("localhost", server.port, user="office", per_minute=100_000)
    line = SmtpClient(smtp, password, record, timeout=2)
    assert line.send(mail("ann@example.org")).state is SendState.SENT
    whole = ("\0office\0" + password).encode("utf-8", "surrogateescape")
    assert b"AUTH PLAIN " + base64.b64encode(whole) in server.lines


@pytest.mark.parametrize("reply", [b"", b"451 4.3.0 Not now", b"421 4.7.0 Too many"])
def test_before_the_data_nothing_can_have_gone_out(
    scripted: Serve, record: SentRecord, reply: bytes
) -> None:
    server = scripted({"DATA": reply})
    result = alone(server, record).send(mail("ann@example.org"))
    assert result.state is SendState.FAILED
    assert "may have arrived" not in result.reason
    assert server.lines.count(b"DATA") == 2, "it is tried again"
    assert record.entries() == []


def test_a_line_that_starts_with_a_dot_comes_through(
    server: tuple[Handler, int], record: SentRecord
) -> None:
    """RFC 5321, 4.5.2."""
    handler, port = server
    one = mail("ann@example.org")
    one.message.clear_content()
    one.message.set_payload(".\r\n..two\r\nend")
    assert client(port, record).send(one).state is SendState.SENT
    assert handler.messages[0].endswith(b"\r\n.\r\n..two\r\nend\r\n")


def test_the_same_not_now_for_three_in_a_row_ends_the_run(
    server: tuple[Handler, int], record: SentRecord
) -> None:
    handler, port = server
    line = client(port, record)
    for name in ("a", "b"):
        assert line.send(mail(f"never.{name}@x.org")).state is SendState.FAILED
    assert line.send(mail("ben@x.org")).state is SendState.SENT, "another may be let in"
    for name in ("c", "d"):
        assert line.send(mail(f"never.{name}@x.org")).state is SendState.FAILED
    with pytest.raises(NotDelivered, match=r"to 3 patients in a row.*450 4\.2\.1.*later"):
        line.send(mail("never.e@x.org"))
    tries = [handler.tries[f"never.{name}@x.org"] for name in "abcde"]
    assert tries == [3, 2, 3, 2, 2], "only the first in a row is waited for with all the pauses"
    assert handler.taken("ben@x.org") == 1


@pytest.mark.parametrize(
    ("spoken", "set_to", "cure"),
    [("tls", "starttls", "Set 'security: tls'"), ("starttls", "tls", "Set 'security: starttls'")],
)
def test_the_other_security_is_named(
    certificate: Certificate, trusted: None, record: SentRecord, spoken: str, set_to: str, cure: str
) -> None:
    server = Scripted(certificate, {}, security=spoken)
    ended(server, record, cure, security=set_to)


@pytest.mark.parametrize(
    ("fields", "words"),
    [({"host": "mail.nosuch.invalid"}, "(There is no server of the name|cannot be looked up)"),
     ({"port": 1}, "No mail server answers at this port")],
)  # fmt: skip
def test_a_server_that_is_not_there_is_named_at_once(
    certificate: Certificate, record: SentRecord, fields: dict[str, object], words: str
) -> None:
    slept: list[float] = []
    smtp = Smtp(**({"host": "localhost", "port": 1} | fields))  # type: ignore[arg-type]
    with pytest.raises(NotDelivered, match=words):
        SmtpClient(smtp, "", record, sleep=slept.append).send(mail("ann@example.org"))
    assert slept == []


@pytest.mark.parametrize(
    ("name", "ends", "words"),
    [("localhost", -1, "expired.*clock"), ("mail.else.example", 30, "provider gives it")],
)
def test_a_certificate_that_is_wrong_says_how(
    certificate: Certificate, trusted: None, record: SentRecord, name: str, ends: int, words: str
) -> None:
    wrong = certificate.issue(name, datetime.now(UTC) + timedelta(days=ends))
    ended(Scripted(wrong, {}), record, words)


def test_a_second_time_that_is_refused_does_not_forget_the_first(
    scripted: Serve, record: SentRecord
) -> None:
    alone(scripted({}), record).send(mail("ann@example.org"))
    server = scripted({".": b"554 5.7.1 Not this one"})
    result = alone(server, record).send(mail("ann@example.org"), again=True)
    assert "Not this one" in result.reason
    assert alone(server, record).send(mail("ann@example.org")).state is SendState.SKIPPED


def test_times_are_those_of_the_clock_on_the_wall(
    scripted: Serve, record: SentRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = scripted({})
    alone(server, record).send(mail("ann@example.org"))
    (entry,) = record.entries()
    sent = datetime.fromisoformat(entry.at).astimezone()
    reason = alone(server, record).send(mail("ann@example.org")).reason
    assert reason == f"It was sent on {sent:%Y-%m-%d %H:%M}."


def test_the_pace_is_kept(server: tuple[Handler, int], record: SentRecord) -> None:
    _, port = server
    waited: list[float] = []
    smtp = Smtp("localhost", port, "starttls", USER, "", per_minute=60)
    line = SmtpClient(smtp, PASSWORD, record, timeout=2, sleep=waited.append)
    for name in ("ann", "ben", "cid"):
        line.send(mail(f"{name}@example.org"))
    assert len(waited) == 2
    assert all(0 < wait <= 1 for wait in waited)


def test_the_record_is_its_owners_only(record: SentRecord) -> None:
    assert record.path.stat().st_mode & 0o077 == 0
    assert record.path.parent.stat().st_mode & 0o077 == 0
