"""What a mail server, or the way to it, says no with: in words, and what to do about it."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl

from handouts.library.yaml_text import asset_table
from handouts.prescription.model import Smtp

MOST_SAID = 300
"""Characters of a server's reply that are shown."""
SET_SENDER = "Set 'sender:' in the clinic file to the address that the login belongs to."
_OFFLINE = "Is this computer connected to the internet?"
_SETTINGS = "Check 'host:' and 'port:' in the clinic file."
_NOT_YET, _EXPIRED = 9, 10  # X509_V_ERR_CERT_NOT_YET_VALID, …_HAS_EXPIRED of OpenSSL


def _cure(of: str, said: str) -> str:
    """What the table of replies says to do; nothing where it knows none."""
    cures = asset_table("mail_replies")[of]
    return next((one["cure"] for one in cures if re.search(one["sign"], said, re.I)), "")


def ends_the_run(said: str) -> str:
    """What to do about a refusal that every further message would meet; else nothing."""
    return _cure("ends_the_run", said)


def words(error: BaseException) -> str:
    """What the server or the system said, on one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"It said: {error.smtp_code} {_text(error.smtp_error).rstrip('.')}."
    if isinstance(error, TimeoutError) or "timed out" in str(error):  # smtplib wraps some
        return "It did not answer in time."
    return f"The line failed ({type(error).__name__})."


def _text(raw: bytes | str) -> str:
    """A reply of many lines on one, its status code (`5.7.9`) once, and nothing but text in it."""
    try:
        said = raw.decode("utf-8") if isinstance(raw, bytes) else raw
    except UnicodeDecodeError:
        said = raw.decode("latin-1") if isinstance(raw, bytes) else raw
    said = re.sub(r"\n\d\.\d{1,3}\.\d{1,3}(?= )", " ", said)
    return " ".join("".join(c if c.isprintable() else " " for c in said).split())[:MOST_SAID]


def why_no_line(server: Smtp, error: Exception) -> tuple[str, str]:
    """Why no line to the server came to be, or no login; and what to set."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _certificate(error)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        if "STARTTLS" in str(error):
            cure = "Set 'security: tls' and 'port: 465' in the clinic file, or ask who runs it."
            return "It offers no encryption (STARTTLS).", cure
        cure = "Leave 'user:' out of the clinic file, or ask who runs the server."
        return "It offers no login with a password.", cure
    if isinstance(error, smtplib.SMTPAuthenticationError):
        said = words(error)
        cure = _cure("refused_logins", f"{server.host} {said}")
        return f"It refused the user name or password. {said}", cure
    if isinstance(error, smtplib.SMTPResponseException):
        if error.smtp_code < 0:
            return "What answers there is not a mail server that sends.", _SETTINGS
        cure = "Ask who runs the server, or check 'host:' and 'port:' in the clinic file."
        return f"It takes no mail from here. {words(error)}", cure
    if isinstance(error, socket.gaierror):
        if error.errno == socket.EAI_AGAIN:
            return f"{server.host} cannot be looked up.", _OFFLINE
        return f"There is no server of the name {server.host}.", "Check 'host:' in the clinic file."
    if isinstance(error, ssl.SSLError) and server.security == "tls":
        cure = "Set 'security: starttls' (mostly with 'port: 587') in the clinic file."
        return "It does not speak TLS from the start.", cure
    if isinstance(error, ssl.SSLError):
        wrong = f"No encryption could be agreed on ({error.reason or 'TLS'})."
        return wrong, "Ask who runs the server: it must know TLS 1.2 or newer."
    if isinstance(error, ConnectionRefusedError):
        return "No mail server answers at this port.", _SETTINGS
    return words(error), f"{_OFFLINE} {_SETTINGS}"


def _certificate(error: ssl.SSLCertVerificationError) -> tuple[str, str]:
    said = error.verify_message
    if error.verify_code in (_NOT_YET, _EXPIRED):
        cure = "Is the clock of this computer right? If so, tell who runs the server."
    elif "mismatch" in said:
        cure = "Write the server's name into 'host:' as your provider gives it."
    else:
        cure = "Check 'host:' in the clinic file, or ask who runs the server."
    return f"Its certificate cannot be trusted ({said}).", cure
