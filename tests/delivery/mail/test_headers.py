"""Names and addresses arrive as they were typed, one of each, whatever Python reads them."""

from __future__ import annotations

import email
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.policy import compat32, default
from email.utils import getaddresses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.delivery.mail.headers import ASCII_LINES, mailbox, text_value

NAMES = [
    "Maria Lopez", "Maria López", "O'Neil-Smith, Ann", "Dr. Ann Lee", "Ann (Annie) Lee",
    'Robert "Bob" Lee', "back\\slash", "a@b.org", "Visit: now; then", "Łukasz Żółć Müller Ñandú",
    "Featherstonehaugh-Montgomery, Alexandra Wilhelmina Josephine Maria Theresa, Jr.",
    "Praxis für Akupunktur, Kräuterheilkunde und Körperarbeit, Straße der Einheit: Köln (Süd)",
    "王小明 李小龙", "Zoë 😀👩‍👩‍👧 Ångström", "é" * 100, "ü " * 49 + "ü", "x" * 100, "Ann <Lee>",
    "Ольга Петрова, кабинет иглоукалывания и массажа на Невском проспекте", "नमस्ते", "[Ann]",
    "Berhane, Kidane T - Eagan, MN", "HowlRound: A Center for the Theater Commons, Inc.",
    "Support (Billing): desk", "Joe Foo, PhD",
]  # fmt: skip

WHOLE = [name for name in NAMES if len(name) < 30 or name.isascii()]
"""Those that need no more than one encoded word: `email.policy.default` reads
a space between two of them that is not there, on every Python up to 3.13.0."""


def raw(name: str) -> bytes:
    message = EmailMessage(policy=ASCII_LINES)
    for header in ("From", "To"):
        message.set_raw(header, mailbox(name, "maria@example.org"))
    message.set_raw("Subject", text_value(f"Your handout from {name}"))
    message.set_content("Hello")
    return message.as_bytes()


def read(data: bytes, header: str) -> tuple[str, str]:
    """The one mailbox of a header, as mail programs read it: addresses first, then names."""
    ((name, address),) = getaddresses([_source(data, header)])
    return str(make_header(decode_header(name))), address


def _source(data: bytes, header: str) -> str:
    message: Message = email.message_from_bytes(data, policy=compat32)
    return "".join(message[header].splitlines())


@pytest.mark.parametrize("name", NAMES)
def test_a_name_comes_back_as_one_mailbox(name: str) -> None:
    data = raw(name)
    parsed = email.message_from_bytes(data, policy=default)
    for header in ("From", "To"):
        assert read(data, header) == (name, "maria@example.org")
        (one,) = parsed[header].addresses
        assert one.addr_spec == "maria@example.org"
        if name in WHOLE:
            assert one.display_name == name
    assert parsed["Subject"] == f"Your handout from {name}"


@pytest.mark.parametrize("name", NAMES)
def test_lines_and_encoded_words_keep_to_the_standard(name: str) -> None:
    """RFC 5322, 2.1.1 and RFC 2047, 2."""
    data = raw(name)
    assert data.isascii()
    assert all(len(line) <= 998 for line in data.splitlines())
    words = [word for word in data.split() if word.startswith(b"=?")]
    assert all(len(word) <= 75 and word.endswith(b"?=") for word in words)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=100))
def test_no_name_becomes_a_second_address_or_header(name: str) -> None:
    data = raw(name)
    parsed = email.message_from_bytes(data, policy=compat32)
    assert parsed.keys()[:3] == ["From", "To", "Subject"]
    assert len(parsed.keys()) == 6
    for header in ("From", "To"):
        assert read(data, header)[1] == "maria@example.org"
