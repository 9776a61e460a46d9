"""Handing messages to the clinic's mail server (SMTP, RFC 5321), one at a time.

Always over TLS with a verified certificate. A message that the server may have taken is never
handed over a second time; see `record`.
"""

from __future__ import annotations

import smtplib
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from handouts.delivery.message import Mail
from handouts.delivery.record import Entry, SentRecord
from handouts.errors import NotDelivered, Problem
from handouts.prescription.model import Smtp

TIMEOUT = 30.0
"""Seconds to wait for the server before its line counts as dropped."""
PAUSES = (2.0, 10.0, 30.0)
"""Seconds between tries when the server says "not now" (4xx) or hangs up before the data."""


class SendState(Enum):
    """How a message ended."""

    SENT = "sent"
    SKIPPED = "sent before"
    UNCERTAIN = "may have gone out"
    FAILED = "not sent"


@dataclass(frozen=True, slots=True)
class SendResult:
    """The end of one message, and the reason in words."""

    state: SendState
    reason: str = ""


class _Again(Exception):
    """The server did not take the message; it may be tried again."""


class SmtpClient:
    """A connection to one server, opened when first needed and again when it drops."""

    def __init__(
        self,
        server: Smtp,
        password: str,
        record: SentRecord,
        *,
        pauses: tuple[float, ...] = PAUSES,
        timeout: float = TIMEOUT,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._server = server
        self._password = password
        self._record = record
        self._pauses = pauses
        self._timeout = timeout
        self._sleep = sleep
        self._line: smtplib.SMTP | None = None
        self._next = 0.0

    def send(self, mail: Mail, *, again: bool = False) -> SendResult:
        """Send one message, unless the record says that it went out, or may have."""
        known = None if again else self._record.find(mail.address, mail.document)
        if known and known.state == "sent":
            return SendResult(SendState.SKIPPED, f"It was sent on {known.at}.")
        if known:
            return _uncertain(f"A run was stopped at {known.at} while it went out.")
        for pause in (*self._pauses, None):
            try:
                return self._try(mail, again=again)
            except _Again as error:
                self.close()
                if pause is None:
                    count = len(self._pauses) + 1
                    tries = f"The server did not take it (tried {count} times)."
                    return SendResult(SendState.FAILED, f"{tries} {error}")
                self._sleep(pause)
        raise AssertionError("the last try always reports")

    def close(self) -> None:
        """Hang up."""
        line, self._line = self._line, None
        if line is not None:
            try:
                line.quit()
            except (smtplib.SMTPException, OSError):
                line.close()

    def _try(self, mail: Mail, *, again: bool) -> SendResult:
        self._keep_pace()
        line = self._connected()
        try:
            self._envelope(line, mail)
        except smtplib.SMTPResponseException as error:
            return self._refused(error)
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            raise _Again(_words(error)) from error
        return self._data(line, mail, again=again)

    def _envelope(self, line: smtplib.SMTP, mail: Mail) -> None:
        """MAIL and RCPT: nothing has gone out until the data follows."""
        line.ehlo_or_helo_if_needed()
        for code, reply in (line.mail(mail.sender), line.rcpt(mail.address)):
            if code not in (250, 251):
                raise smtplib.SMTPResponseException(code, reply)

    def _data(self, line: smtplib.SMTP, mail: Mail, *, again: bool) -> SendResult:
        """DATA: from here the server may have the message, so the record is written first."""
        entry = Entry(mail.address, mail.document, "sending", mail.message_id, mail.file, "", 0)
        if not self._record.claim(entry, again=again):
            line.rset()
            return SendResult(SendState.SKIPPED, "Another run is sending it.")
        try:
            code, reply = line.data(mail.message.as_bytes())
        except smtplib.SMTPDataError as error:  # refused before the data went over
            self._record.release(mail.address, mail.document)
            return self._refused(error)
        except (smtplib.SMTPException, OSError):
            self._line = None
            line.close()
            return _uncertain("The line dropped while it went out.")
        if code != 250:
            self._record.release(mail.address, mail.document)
            return self._refused(smtplib.SMTPResponseException(code, reply))
        self._record.settle(mail.address, mail.document)
        return SendResult(SendState.SENT)

    def _refused(self, error: smtplib.SMTPResponseException) -> SendResult:
        """4xx: try again later. 5xx: final."""
        said = _words(error)
        if 400 <= error.smtp_code < 500:
            raise _Again(said)
        if self._line is not None:
            self._reset(self._line)
        return SendResult(SendState.FAILED, f"The server refused it. {said}")

    def _reset(self, line: smtplib.SMTP) -> None:
        try:
            line.rset()
        except (smtplib.SMTPException, OSError):
            self._line = None

    def _keep_pace(self) -> None:
        """No more messages a minute than the clinic's server allows."""
        wait = self._next - time.monotonic()
        if wait > 0:
            self._sleep(wait)
        self._next = time.monotonic() + 60 / self._server.per_minute

    def _connected(self) -> smtplib.SMTP:
        if self._line is None:
            self._line = self._connect()
        return self._line

    def _connect(self) -> smtplib.SMTP:
        server, context = self._server, ssl.create_default_context()
        try:
            line = self._dial(server, context)
            if server.user:
                line.login(server.user, self._password)
        except ssl.SSLCertVerificationError as error:
            raise self._fatal(
                f"Its certificate cannot be trusted ({error.verify_message}).",
                "Check the server's name in the clinic file, or ask who runs the server.",
            ) from None
        except smtplib.SMTPAuthenticationError:
            raise self._fatal("It refused the user name or password.", "Check both.") from None
        except smtplib.SMTPNotSupportedError:
            raise self._fatal(
                "It offers no encryption or no login.",
                "Set 'security: tls' (port 465) or ask who runs the server.",
            ) from None
        except smtplib.SMTPResponseException as error:
            if 400 <= error.smtp_code < 500:
                raise _Again(_words(error)) from error
            raise self._fatal(_words(error), "Ask who runs the server.") from None
        except (OSError, smtplib.SMTPException) as error:
            raise _Again(_words(error)) from error
        return line

    def _dial(self, server: Smtp, context: ssl.SSLContext) -> smtplib.SMTP:
        if server.security == "tls":
            return smtplib.SMTP_SSL(
                server.host, server.port, timeout=self._timeout, context=context
            )
        line = smtplib.SMTP(server.host, server.port, timeout=self._timeout)
        line.starttls(context=context)
        return line

    def _fatal(self, wrong: str, cure: str) -> NotDelivered:
        """What would befall every further message too: the run ends here."""
        where = f"{self._server.host}:{self._server.port}"
        return NotDelivered(Problem(where, 0, "", wrong, cure))


def _uncertain(what: str) -> SendResult:
    cure = "It may have arrived: ask the patient, or send it again with --again."
    return SendResult(SendState.UNCERTAIN, f"{what} {cure}")


def _words(error: BaseException) -> str:
    """What the server or the system said, on one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        raw = error.smtp_error
        said = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)
        return f"It said: {error.smtp_code} {' '.join(said.split())[:200]}"
    if isinstance(error, TimeoutError) or "timed out" in str(error):  # smtplib wraps some
        return "It did not answer in time."
    return f"The line failed ({type(error).__name__})."
