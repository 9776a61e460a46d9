"""Handing messages to the clinic's mail server (SMTP, RFC 5321), one at a time.

Always over TLS with a verified certificate. A message that the server may have taken is never
handed over a second time; see `sent`.
"""

from __future__ import annotations

import re
import smtplib
import ssl
import time
from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, field
from enum import Enum
from functools import partial

from handouts.delivery.mail.login import log_in
from handouts.delivery.mail.message import Mail
from handouts.delivery.mail.replies import SET_SENDER, ends_the_run, why_no_line, words
from handouts.delivery.mail.sent import SentRecord, local_time
from handouts.errors import NotDelivered
from handouts.prescription.fields.addresses import readable_address
from handouts.prescription.model import Smtp

TIMEOUT = 30.0
"""Seconds to wait for the server before its line counts as dropped."""
SLOWER = 20
"""How much longer it may take over a message that it looks through for viruses: ten minutes (RFC
5321, 4.5.3.2.6). Whoever hangs up before does not know whether it went out."""
PAUSES = (2.0, 10.0, 30.0)
"""Seconds between tries when the server says "not now" (4xx) or hangs up before the data."""
MOST_IN_VAIN = 3
"""Patients in a row for whom the server has the same "not now", after which the others are left: it
will hardly be another answer. Only the first of them is waited for with all the pauses."""
_HELO = "[127.0.0.1]"
"""What this computer calls itself (RFC 5321, 4.1.3): its name is nobody's business, may be no
ASCII, and looking it up can take half a minute."""
_CODE = re.compile(r"It said: (\d{3}(?: \d\.\d{1,3}\.\d{1,3})?)")


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


def sent_before(mail: Mail, record: SentRecord) -> SendResult | None:
    """What the record says of a message that went out, or may have; None for one to be sent."""
    known = record.find(mail)
    if known is None:
        return None
    if known.state == "sent":
        return SendResult(SendState.SKIPPED, f"It was sent on {local_time(known.at)}.")
    return _uncertain(f"A run was stopped on {local_time(known.at)} while it went out.", mail)


class _Again(Exception):
    """The server did not take it now; `kind` is its answer but for what is of one message."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(words(error))
        code = _CODE.match(str(self))
        self.kind = code[1] if code else str(self)


class _Busy(_Again):
    """The server does not let anybody in just now."""


@dataclass(slots=True, eq=False, repr=False)
class SmtpClient:
    """A connection to one server, opened when first needed and again when it drops."""

    server: Smtp
    password: str
    record: SentRecord
    _: KW_ONLY
    pauses: tuple[float, ...] = PAUSES
    timeout: float = TIMEOUT
    sleep: Callable[[float], None] = time.sleep
    _line: smtplib.SMTP | None = field(default=None, init=False)
    _reached: bool = field(default=False, init=False)
    _in_vain: list[str] = field(default_factory=list, init=False)
    _next: float = field(default=0.0, init=False)

    def send(self, mail: Mail, *, again: bool = False) -> SendResult:
        """Send one message, unless the record says that it went out, or may have."""
        if not again and (known := sent_before(mail, self.record)):
            return known
        for number, pause in enumerate((*self.pauses, None), 1):
            try:
                result = self._try(mail, again=again)
                self._in_vain.clear()
                return result
            except _Again as error:
                self.close()
                as_before = error.kind in self._in_vain  # so waiting long will hardly help
                if pause is None or (as_before and number > 1):
                    return self._given_up(error, number)
                self.sleep(pause)
        raise AssertionError("the last try always reports")

    def _given_up(self, error: _Again, number: int) -> SendResult:
        tries = f"(tried {number} times). {error}"
        if isinstance(error, _Busy):
            raise self._fatal(f"It lets nobody in just now {tries}", "Try again later.")
        self._in_vain = [one for one in self._in_vain if one == error.kind] + [error.kind]
        if len(self._in_vain) >= MOST_IN_VAIN:
            wrong = f"It did not take the messages to {MOST_IN_VAIN} patients in a row {tries}"
            raise self._fatal(wrong, "Run the command again later: what was sent stays sent.")
        wrong = f"The server did not take it {tries}".rstrip(".")
        return SendResult(SendState.FAILED, f"{wrong}. Try again later.")

    def close(self) -> None:
        """Hang up."""
        line, self._line = self._line, None
        if line is not None:
            try:
                line.quit()
            except (smtplib.SMTPException, OSError):
                line.close()

    def _try(self, mail: Mail, *, again: bool) -> SendResult:
        wait = self._next - time.monotonic()  # no more a minute than the clinic's server allows
        if wait > 0:
            self.sleep(wait)
        self._next = time.monotonic() + 60 / self.server.per_minute
        self._line = line = self._line or self._connect()
        try:
            self._envelope(line, mail)
            return self._data(line, mail, again=again)
        except smtplib.SMTPResponseException as error:
            return self._refused(line, error)
        except (smtplib.SMTPException, OSError) as error:
            raise _Again(error) from error

    def _envelope(self, line: smtplib.SMTP, mail: Mail) -> None:
        """MAIL and RCPT: nothing has gone out until the data follows."""
        line.ehlo_or_helo_if_needed()
        code, reply = line.mail(mail.sender)
        if 500 <= code < 600:
            said = words(smtplib.SMTPResponseException(code, reply))
            login = "Write 'user:' under 'smtp:' in the clinic file, to log in."
            cure = ends_the_run(said) or (SET_SENDER if self.server.user else login)
            raise self._fatal(f"It takes no mail from {mail.sender}. {said}", cure)
        if code == 250:
            code, reply = line.rcpt(mail.address)
        if code not in (250, 251):
            raise smtplib.SMTPResponseException(code, reply)

    def _data(self, line: smtplib.SMTP, mail: Mail, *, again: bool) -> SendResult:
        """DATA: from here the server may have the message, so the record is written first."""
        claim = self.record.claim(mail, again=again)
        if not claim:
            line.rset()
            return SendResult(SendState.SKIPPED, "Another run is sending it.")
        try:
            code, reply = line.docmd("DATA")
            if code != 354:
                raise smtplib.SMTPResponseException(code, reply)
            answer = self._content(line, mail)
            if answer and answer[0] != 250:
                raise smtplib.SMTPResponseException(*answer)
        except (smtplib.SMTPException, OSError):  # before the data went over, or it was refused
            self.record.release(claim)
            raise
        if answer is None:
            return _uncertain("The line dropped while it went out.", mail)
        self.record.settle(claim)
        return SendResult(SendState.SENT)

    def _content(self, line: smtplib.SMTP, mail: Mail) -> tuple[int, bytes] | None:
        """The server's answer to the message itself; None where the line drops meanwhile."""
        assert line.sock is not None
        line.sock.settimeout(self.timeout * SLOWER)
        try:
            line.send(_with_end(mail.message.as_bytes()))
            answer = line.getreply()
        except (smtplib.SMTPException, OSError):
            self._line = None
            line.close()
            return None
        line.sock.settimeout(self.timeout)
        return answer

    def _refused(self, line: smtplib.SMTP, error: smtplib.SMTPResponseException) -> SendResult:
        """4xx: try again later. 5xx: final."""
        said = words(error)
        if 400 <= error.smtp_code < 500:
            raise _Again(error)
        if cure := ends_the_run(said):
            raise self._fatal(f"It refused the message. {said}", cure)
        try:
            line.rset()
        except (smtplib.SMTPException, OSError):
            self._line = None
        return SendResult(SendState.FAILED, f"The server refused it. {said}")

    def _connect(self) -> smtplib.SMTP:
        """A line to the server, logged in. What is wrong here is wrong for every patient."""
        server, secured = self.server, self.server.security == "tls"
        try:
            context = ssl.create_default_context()
            dial = partial(smtplib.SMTP_SSL, context=context) if secured else smtplib.SMTP
            line = dial(server.host, server.port, _HELO, timeout=self.timeout)
            try:
                if not secured:
                    line.starttls(context=context)
                line.ehlo_or_helo_if_needed()
                if server.user:
                    log_in(line, server.host, server.user, self.password)
            except BaseException:
                line.close()
                raise
        except (OSError, smtplib.SMTPException) as error:
            if self._is_busy(error):
                raise _Busy(error) from error
            raise self._fatal(*why_no_line(server, error)) from None
        self._reached = True
        return line

    def _is_busy(self, error: Exception) -> bool:
        """Whether the server may let us in later: it says so, or has let us in before."""
        if isinstance(error, smtplib.SMTPResponseException):
            return 400 <= error.smtp_code < 500
        settings = (ssl.SSLCertVerificationError, smtplib.SMTPNotSupportedError)
        return self._reached and not isinstance(error, settings)

    def _fatal(self, wrong: str, cure: str) -> NotDelivered:
        """What would befall every further message too: the run ends here."""
        where = f"{self.server.host}:{self.server.port}"
        return NotDelivered.at(where, wrong, cure)


def _with_end(message: bytes) -> bytes:
    """A message as its data is sent: dots doubled, and a dot behind it (RFC 5321, 4.5.2)."""
    whole = message if message.endswith(b"\r\n") else message + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", whole) + b".\r\n"


def _uncertain(what: str, mail: Mail) -> SendResult:
    to = readable_address(mail.address)
    cure = f"It may have arrived: ask the patient, or send it again with --again-to {to}."
    return SendResult(SendState.UNCERTAIN, f"{what} {cure}")
