"""A real mail server on this machine that can be told to misbehave, recipient by recipient."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "office", "correct horse"


class Handler:
    """Keeps what it took. The part of an address before the dot says how it is treated.

    `busy`: 450 the first two times; `gone`: 421 the first time; `never`: 450 always; `no`: 550;
    `dropped`: takes the data and hangs up without a word; `stalls`: answers no RCPT.
    """

    def __init__(self) -> None:
        self.messages: list[bytes] = []
        self.tries: Counter[str] = Counter()

    def taken(self, address: str) -> int:
        """How many messages went to an address."""
        needle = f"<{address}>".encode()
        return sum(needle in message for message in self.messages)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        self.tries[address] += 1
        kind = address.partition(".")[0]
        if kind == "stalls":
            await asyncio.sleep(30)
        if kind == "no":
            return "550 5.1.1 No such user"
        if kind == "never" or (kind == "busy" and self.tries[address] <= 2):
            return "450 4.2.1 Try again later"
        if kind == "gone" and self.tries[address] == 1:
            return "421 4.3.2 Closing"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        self.messages.append(content)
        if any(address.startswith("dropped.") for address in envelope.rcpt_tos):
            assert server.transport is not None
            server.transport.abort()
        return "250 OK"


class Certificate:
    """A certificate for localhost and the authority that vouches for it."""

    def __init__(self, folder: Path) -> None:
        authority = trustme.CA()
        self.authority = folder / "authority.pem"
        authority.cert_pem.write_to_path(str(self.authority))
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("localhost").configure_cert(self.context)


@contextmanager
def running(certificate: Certificate, *, starttls: bool = True) -> Iterator[tuple[Handler, int]]:
    """A server with AUTH on a free port of localhost, by STARTTLS or TLS from the start."""
    handler = Handler()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(
        handler,
        hostname="127.0.0.1",
        port=port,
        ssl_context=None if starttls else certificate.context,
        tls_context=certificate.context if starttls else None,
        require_starttls=starttls,
        authenticator=_authenticate,
        auth_required=True,
        auth_require_tls=starttls,
    )
    controller.start()
    try:
        yield handler, port
    finally:
        controller.stop()


def _authenticate(_server: Any, _session: Any, _envelope: Any, _kind: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=right, handled=False)
