"""Logging in to a mail server (RFC 4954).

Written here since `smtplib` takes ASCII passwords alone, and tries on when a server has refused
one: what it said first, which is what helps, is then lost.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import re
import smtplib
from collections.abc import Iterator

_TAKEN = (235, 503)  # 503: it has been done before
MOST_QUESTIONS = 3
"""More than any way of logging in has; a server that asks on is not talked to for ever."""
_GOOGLE = re.compile(r"(.+\.)?(gmail|googlemail|google)\.com\.?", re.IGNORECASE)
_APP_PASSWORD = re.compile(r"[a-z]{4}(\s[a-z]{4}){3}")
"""As Google shows one, with spaces (some of them no-break) that do not belong to it."""


def log_in(line: smtplib.SMTP, host: str, user: str, password: str) -> None:
    """Log in at `host`. Raises SMTPAuthenticationError with what the server said first,
    SMTPNotSupportedError where it has no way that is ours.
    """
    if _GOOGLE.fullmatch(host) and _APP_PASSWORD.fullmatch(password):
        password = "".join(password.split())
    line.ehlo_or_helo_if_needed()
    offered = line.esmtp_features.get("auth", "").upper().split()
    refused: smtplib.SMTPAuthenticationError | None = None
    for way in (way for way in ("PLAIN", "LOGIN", "CRAM-MD5") if way in offered):
        try:
            code, said = _try(line, way, _bytes(user), _bytes(password))
        except smtplib.SMTPServerDisconnected:
            if refused is None:
                raise
            break
        if code in _TAKEN:
            return
        said = _without_secrets(said, _bytes(user), _bytes(password))
        refused = refused or smtplib.SMTPAuthenticationError(code, said)
    raise refused or smtplib.SMTPNotSupportedError("no way to log in")


def _try(line: smtplib.SMTP, way: str, user: bytes, password: bytes) -> tuple[int, bytes]:
    answers = _answers(way, user, password)
    code, said = line.docmd("AUTH", f"{way} {_base64(next(answers))}" if way == "PLAIN" else way)
    for _ in range(MOST_QUESTIONS):
        if code != 334:
            return code, said
        if way == "CRAM-MD5":
            try:
                challenge = base64.b64decode(said)
            except binascii.Error:
                return line.docmd("*")
            digest = hmac.new(password, challenge, "md5").hexdigest()
            answer = user + b" " + digest.encode()
        else:
            answer = next(answers, b"")
        code, said = line.docmd(_base64(answer))
    return line.docmd("*") if code == 334 else (code, said)  # to give up (RFC 4954, 4)


def _answers(way: str, user: bytes, password: bytes) -> Iterator[bytes]:
    """What each question is answered with, in UTF-8 (RFC 4616, 2)."""
    if way == "PLAIN":
        yield b"\0" + user + b"\0" + password
    yield user
    yield password


def _without_secrets(said: bytes, user: bytes, password: bytes) -> bytes:
    """A reply that repeats the command, as some servers' do, without what must not be shown."""
    for secret in _answers("PLAIN", user, password):
        if secret != user:
            said = said.replace(base64.b64encode(secret), b"(password)").replace(
                secret, b"(password)"
            )
    return said


def _bytes(text: str) -> bytes:
    """What came from the environment in another encoding goes as it came."""
    return text.encode("utf-8", "surrogateescape")


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
