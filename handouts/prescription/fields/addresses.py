"""Web addresses, e-mail addresses and names of servers: as typed, and as servers know them."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import idna

from handouts.prescription.fields.values import Wrong, text
from handouts.text.glyphs import is_letter, normalised, unprintable
from handouts.text.typed import narrow
from handouts.text.web_address import as_uri, ascii_host

_HOST = re.compile(
    r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", re.I
)
_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*", re.ASCII)
_MOST_OF_ADDRESS = 254
_NAMED = re.compile(r"[^<>@]*<([^<>]+)>[\s.,;]*")
_TWICE = re.compile(r"([^<>\s]+)\s*<(?:mailto:)?([^<>\s]+)>", re.IGNORECASE)
"""How Outlook copies an address: `maria@x.org<mailto:maria@x.org>`."""
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\xad]")
"""What comes along when an address is copied from a page or a mail program."""
_NOT_IN_URL = re.compile(r'[\s<>"\\^`{|}\x00-\x20\x7f]')
_LONGEST_URI = 600
"""Letters of an address that a QR code still carries at a size that fits beside its words."""
_BARE = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-zA-Z]{2,}(/\S*)?")


def url(typed: str, limit: int) -> str:
    """A web address of http or https: it is printed, and becomes a link and a QR code. What people
    write, `example.org/page`, is taken for `https://example.org/page`.
    """
    address = _printable_address(typed, limit)
    if _BARE.fullmatch(address):
        address = f"https://{address}"
    if address.split("://", 1)[0].casefold() not in ("http", "https"):
        cure = "Write it as https://example.org/page."
        raise Wrong("The web address must start with https://.", cure)
    if _NOT_IN_URL.search(address):
        wrong = "The web address has a space or a sign that cannot be in one."
        raise Wrong(wrong, "Copy it again.")
    host = _host_of(address)
    if not host or not _HOST.fullmatch(ascii_host(host)):
        raise Wrong("The web address names no server.", "Write it as https://example.org/page.")
    if len(as_uri(address)) > _LONGEST_URI:
        wrong = "The web address is too long for a QR code, since its foreign letters count more."
        raise Wrong(wrong, "Shorten it.")
    return address


def _printable_address(typed: str, limit: int) -> str:
    """The text of a web address; letters that no font has may stand in it as browsers send them."""
    try:
        return text(typed, limit)
    except Wrong as error:
        ready = normalised(typed).strip()
        odd = unprintable(ready)
        if not odd or not all(is_letter(char) for _, char, _ in odd):
            raise
        raise Wrong(error.wrong, f"Write it as browsers send it: {as_uri(ready)}") from None


def _host_of(address: str) -> str:
    """The server in an address; none where a name and password, or nonsense, stand before it."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return ""
    return "" if "@" in parts.netloc else parts.hostname or ""


def ascii_address(address: str) -> str:
    """An e-mail address as servers know it: its domain in ASCII."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{ascii_host(domain)}"


def readable_address(address: str) -> str:
    """An e-mail address for a person: `m@xn--mller-kva.de` → `m@müller.de`."""
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{idna.decode(domain)}" if "xn--" in domain.lower() else address
    except UnicodeError:
        return address


def email(typed: str) -> str:
    """One address alone, its domain as it is read: no second one, no line that starts a header.
    What mail programs copy with it goes: `mailto:`, a name before `<…>`, a full stop behind it.
    """
    address = _bare_address(typed)
    if address.count("@") > 1 and re.search(r"[,;/\s]", address):
        raise Wrong("There is more than one e-mail address.", "Keep one.")
    local, _, domain = address.rpartition("@")
    name, server = _LOCAL.fullmatch(local), ascii_host(domain)
    plain = re.sub(r"[^\W\x00-\x7f]", "x", local)
    if local and server and not local.isascii() and _LOCAL.fullmatch(plain):
        wrong = "Before the @ is a letter that most mail servers do not take, as é or ü."
        raise Wrong(wrong, "Use another address, with plain letters there.")
    known = name and "." in server and _HOST.fullmatch(server)
    if not known or len(local) + len(server) >= _MOST_OF_ADDRESS:
        raise Wrong("This is not an e-mail address.", "Write it as maria@example.org.")
    return address


def _bare_address(typed: str) -> str:
    """Without what mail programs put around an address."""
    address = narrow(_UNSEEN.sub("", typed)).strip()
    if (twice := _TWICE.fullmatch(address)) and twice[1].casefold() == twice[2].casefold():
        address = twice[1]
    if not re.search(r"[\r\n\0]", address) and (match := _NAMED.fullmatch(address)):
        address = match[1]
    address = re.sub(r'^[\s"]+|[\s".,;]+$', "", address)
    if link := re.fullmatch(r"mailto:([^?\r\n]*)(\?.*)?", address, re.IGNORECASE):
        address = link[1]
    quoted = len(address) > 1 and address[0] == address[-1] == "'"
    return address[1:-1] if quoted else address


def host(typed: str) -> str:
    """The name of a server, in ASCII."""
    server = ascii_host(typed)
    if ":" in typed:
        cure = "Write the name alone, as mail.example.org; its port stands under `port:`."
        raise Wrong("This is more than the name of a server.", cure)
    if not _HOST.fullmatch(server):
        raise Wrong("This is not the name of a server.", "Write it as mail.example.org.")
    return server
