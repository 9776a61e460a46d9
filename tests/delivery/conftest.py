"""A mail server on this machine that is trusted, its password, and a clinic that names it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .server import PASSWORD, USER, Certificate, Handler, Scripted, running

Capsys = pytest.CaptureFixture[str]
Serve = Callable[[dict[str, bytes]], Scripted]


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return Certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def trusted(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> None:
    """This computer trusts the certificate, and knows the password of the server."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.authority))
    monkeypatch.setenv("HANDOUTS_SMTP_PASSWORD", PASSWORD)


@pytest.fixture
def server(certificate: Certificate, trusted: None) -> Iterator[tuple[Handler, int]]:
    """A real server: what it took, and its port."""
    with running(certificate) as made:
        yield made


@pytest.fixture
def scripted(certificate: Certificate, trusted: None) -> Serve:
    """Makes servers that answer each command with what they were given for it."""
    return lambda replies: Scripted(certificate, replies)


@pytest.fixture
def clinic(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """A clinic's file in the folder, and a record of mail of its own; another port is written into
    the file by calling it.
    """
    monkeypatch.setenv("HANDOUTS_DATA", str(tmp_path / "data"))

    def write(port: int = 587) -> None:
        (tmp_path / "clinic.yaml").write_text(
            "name: Willow\nphone: 555-0134\nemail: hello@willow.example\n"
            f"smtp: {{host: localhost, port: {port}, user: {USER}, per_minute: 600}}\n",
            "utf-8",
        )

    write()
    return write


@pytest.fixture
def handler(clinic: Callable[[int], None], server: tuple[Handler, int]) -> Handler:
    """A real server, named in the clinic's file: what it took."""
    clinic(server[1])
    return server[0]


@pytest.fixture
def serve(clinic: Callable[[int], None], scripted: Serve) -> Serve:
    """The same with servers that answer as they are told; the latest is the clinic's."""

    def start(replies: dict[str, bytes]) -> Scripted:
        made = scripted(replies)
        clinic(made.port)
        return made

    return start
