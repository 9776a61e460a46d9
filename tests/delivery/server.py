"""A real mail server on this machine that can be told to misbehave, recipient by recipient."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from datetime import datetime, timedelta
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
        self._by = trustme.CA()
        self.authority = folder / "authority.pem"
        self._by.cert_pem.write_to_path(str(self.authority))
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._by.issue_cert("localhost").configure_cert(self.context)

    def issue(self, name: str, until: datetime) -> Certificate:
        """Another one of the same authority."""
        other = copy(self)
        other.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        since = until - timedelta(days=60)
        self._by.issue_cert(name, not_before=since, not_after=until).configure_cert(other.context)
        return other


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


class Scripted(threading.Thread):
    """A server that answers each command with the bytes that it was given for it.

    `replies` goes by the command's first word; `greeting` is said first. No bytes: it hangs up.
    """

    def __init__(
        self, certificate: Certificate, replies: dict[str, bytes], *, security: str = "starttls"
    ) -> None:
        super().__init__(daemon=True)
        self._context, self._security = certificate.context, security
        features = b"250-me\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN"
        self._replies = {
            "greeting": b"220 me", "EHLO": features, "STARTTLS": b"220 go", "AUTH": b"235 in",
            "DATA": b"354 go", ".": b"250 taken", "QUIT": b"221 bye",
        } | replies  # fmt: skip
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self.lines: list[bytes] = []
        self.calls = 0
        self.start()

    def run(self) -> None:
        while True:
            line, _ = self._socket.accept()
            self.calls += 1
            with contextlib.suppress(OSError), line:
                self._serve(line)

    def _serve(self, line: socket.socket) -> None:
        if self._security == "tls":
            line = self._context.wrap_socket(line, server_side=True)
        heard = line.makefile("rb")
        word = "greeting"
        while True:
            reply = self._replies.get(word, b"250 ok")
            if not reply:
                return
            line.sendall(reply + b"\r\n")
            if word == "STARTTLS":
                line = self._context.wrap_socket(line, server_side=True)
                heard = line.makefile("rb")
            said = heard.readline()
            while word == "DATA" and said not in (b".\r\n", b""):
                said = heard.readline()
            if not said:
                return
            self.lines.append(said.rstrip())
            word = said.split(b" ")[0].strip().decode("latin-1").upper()


def _authenticate(_server: Any, _session: Any, _envelope: Any, _kind: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=right, handled=False)
