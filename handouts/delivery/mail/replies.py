"""What a mail server, or the way to it, says no with: as `assets/mail_replies.yaml` words it."""

from __future__ import annotations

import re
import smtplib
import socket

from handouts.library.wording import filled
from handouts.library.yaml_text import asset_table
from handouts.prescription.model import Smtp

MOST_SAID = 300
"""Characters of a server's reply that are shown."""
SET_SENDER = "Set 'sender:' in the clinic file to the address that the login belongs to."


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
    kinds = {kind.__name__ for kind in type(error).__mro__}
    told = f"{error} {server.security} code={_code(error)}"
    rule = next(
        one
        for one in asset_table("mail_replies")["no_line"]
        if one["error"] in kinds and re.search(one.get("says", ""), told)
    )
    said = {
        "host": server.host,
        "words": words(error),
        "certificate": getattr(error, "verify_message", ""),
        "reason": getattr(error, "reason", "") or "TLS",
    }
    cure = rule.get("cure") or _cure("refused_logins", f"{server.host} {said['words']}")
    return filled(rule["wrong"], said), filled(cure, said)


def _code(error: Exception) -> object:
    """The number of the server or OpenSSL; `again` for a name that cannot be looked up now."""
    if isinstance(error, socket.gaierror):
        return "again" if error.errno == socket.EAI_AGAIN else ""
    return getattr(error, "smtp_code", getattr(error, "verify_code", ""))
