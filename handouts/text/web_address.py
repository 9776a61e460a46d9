"""A web address as computers spell it: what a link and a QR code carry."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

import idna

_SIGNS = "!#$%&'()*+,/:;=?@[]~"
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def ascii_host(host: str) -> str:
    """A server's name by IDNA 2008 (`xn--bcher-kva.example`), or empty for what is none."""
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True, transitional=False).decode("ascii")
    except UnicodeError:
        return ""


def as_uri(address: str) -> str:
    """An address in 7-bit ASCII, as PDF wants it (ISO 32000-1, 12.6.4.7): all but the server's name
    in percent signs and UTF-8 (RFC 3987, 3.1); those that stand there stay.
    """
    parts = urlsplit(address)
    if not parts.netloc.isascii():
        name, colon, port = parts.netloc.partition(":")
        address = urlunsplit(parts._replace(netloc=f"{ascii_host(name) or name}{colon}{port}"))
    return quote(_BARE_PERCENT.sub("%25", address), safe=_SIGNS)
