"""Messages reach a real server once, whatever the server does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from handouts.delivery.message import Extras, Mail, write_mail
from handouts.delivery.record import Entry, SentRecord
from handouts.delivery.smtp import SendState, SmtpClient
from handouts.errors import NotDelivered
from handouts.library import load_library
from handouts.prescription.model import Clinic, Prescription, Smtp

from .server import PASSWORD, USER, Certificate, Handler, running

CLINIC = Clinic(name="Willow", email="hello@willow.example")
SAY = load_library().mail


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return Certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def trusted(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.authority))


@pytest.fixture
def record(tmp_path: Path) -> SentRecord:
    return SentRecord(tmp_path / "data")


@pytest.fixture
def server(certificate: Certificate, trusted: None) -> Iterator[tuple[Handler, int]]:
    with running(certificate) as made:
        yield made


def client(port: int, record: SentRecord, **kwargs: object) -> SmtpClient:
    smtp = Smtp("localhost", port, "starttls", USER, "", per_minute=100_000)
    options = {"pauses": (0.0, 0.0), "timeout": 2.0, "sleep": lambda _: None} | kwargs
    return SmtpClient(smtp, PASSWORD, record, **options)  # type: ignore[arg-type]


def mail(address: str, pdf: bytes = b"%PDF-1.7 for one") -> Mail:
    prescription = Prescription(source="x.yaml", patient="Ann", email=address)
    return write_mail(prescription, CLINIC, pdf, SAY, Extras(), datetime.now(UTC))


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
    record.claim(Entry(one.address, one.document, "sending", one.message_id, one.file, "", 0))
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
