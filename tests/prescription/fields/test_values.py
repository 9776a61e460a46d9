from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts import colour
from handouts.prescription.fields import addresses
from handouts.prescription.fields.values import Wrong


@pytest.mark.parametrize(
    "address",
    ["https://example.org", "http://example.org:8080/a?b=c&d=e#f", "https://müller.example/ä",
     "https://192.0.2.1/x", "HTTPS://EXAMPLE.ORG/%20"],
)  # fmt: skip
def test_a_web_address(address: str) -> None:
    assert addresses.url(address, 300) == address


@pytest.mark.parametrize(
    "address",
    ["ftp://example.org", "javascript:alert(1)", "https://", "https:///x",
     "https://me@example.org", "https://me:pass@example.org/", "https://exa mple.org",
     "https://example.org/<script>", "https://example.org:99999", "https://[::1", "file:///etc",
     "https://example.org\nhttps://x.org", "https://example.org/" + "x" * 300, "https://-x.org",
     "data:text/html,x", "https://exa_mple..org"],
)  # fmt: skip
def test_what_is_no_web_address(address: str) -> None:
    with pytest.raises(Wrong) as caught:
        addresses.url(address, 300)
    assert caught.value.cure


@pytest.mark.parametrize(
    "address",
    ["maria", "maria@", "@example.org", "maria@example", "a@b@c.org",
     "Maria <m@example.org> <n@example.org>",
     "m@example.org\nBcc: x@example.org", "m@example.org, n@example.org", "m @example.org",
     ".m@example.org", "m..n@example.org", "m@-example.org", "mä@example.org", "m@example.org\0",
     '"a b"@example.org', "m@" + "x" * 260 + ".org"],
)  # fmt: skip
def test_what_is_no_email_address(address: str) -> None:
    with pytest.raises(Wrong):
        addresses.email(address)


@pytest.mark.parametrize(
    ("typed", "address"),
    [(" o'neil+back@mail.example.org ", "o'neil+back@mail.example.org"),
     ("<maria@x.org>", "maria@x.org"), ("Maria Lopez <maria@x.org>", "maria@x.org"),
     ('"Lopez, Maria" <maria@x.org>;', "maria@x.org"), ("mailto:maria@x.org", "maria@x.org"),
     ("MAILTO:maria@x.org", "maria@x.org"), ("<mailto:maria@x.org>", "maria@x.org"),
     ("maria@x.org<mailto:maria@x.org>", "maria@x.org"), ("maria＠x．org", "maria@x.org"),
     ("mailto:maria@x.org?subject=Hello", "maria@x.org"), ("'maria@x.org'", "maria@x.org"),
     ("maria@x.org.", "maria@x.org"), ("maria@x.org,", "maria@x.org"),
     ("\u00a0maria@x.org\u00a0;", "maria@x.org"), ("\u200bmaria@x.org\u202c", "maria@x.org"),
     ("maria@müller.de", "maria@müller.de"), ("maria@xn--mller-kva.de", "maria@xn--mller-kva.de")],
)  # fmt: skip
def test_an_email_address_as_it_is_copied(typed: str, address: str) -> None:
    assert addresses.email(typed) == address


@pytest.mark.parametrize(
    ("typed", "known"),
    [("maria@müller.de", "maria@xn--mller-kva.de"), ("m@straße.de", "m@xn--strae-oqa.de"),
     ("m@例え.jp", "m@xn--r8jz45g.jp"), ("Maria@X.org", "Maria@X.org")],
)  # fmt: skip
def test_an_international_domain_is_known_to_servers_by_another_name(
    typed: str, known: str
) -> None:
    """The letter ß is not ss: that is somebody else's domain (RFC 5891)."""
    assert addresses.ascii_address(addresses.email(typed)) == known
    assert addresses.host(typed.rpartition("@")[2]) == known.rpartition("@")[2]


@pytest.mark.parametrize(
    "typed",
    ["a@x.org, b@x.org", "a@x.org; b@x.org", "a@x.org b@x.org", "a@x.org/b@x.org",
     "Ann <a@x.org>, Bo <b@x.org>"],
)  # fmt: skip
def test_two_addresses_are_called_two(typed: str) -> None:
    with pytest.raises(Wrong, match="more than one"):
        addresses.email(typed)


@pytest.mark.parametrize("typed", ["mä@example.org", "jürgen.müller@müller.de", "用户@例え.jp"])
def test_letters_that_mail_servers_do_not_take_are_named(typed: str) -> None:
    with pytest.raises(Wrong, match="most mail servers do not take"):
        addresses.email(typed)


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_refused(typed: str) -> None:
    for check in (
        addresses.email,
        addresses.host,
        lambda text: addresses.url(f"https://{text}", 300),
    ):
        with suppress(Wrong):
            assert not set(check(typed)) & set("\r\n\0 ")


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_every_colour_becomes_readable_and_no_darker_than_needed(rgb: colour.Rgb) -> None:
    shade = colour.readable(rgb)
    assert colour.contrast(shade) >= colour.READABLE
    if min(colour.contrast(rgb), colour.contrast(colour._copied(rgb))) >= colour.READABLE:
        assert shade == rgb
    else:
        assert colour.contrast(shade) < colour.READABLE * 1.12


def test_colours_as_style_sheets_write_them() -> None:
    assert colour.parse("#1f5f5b") == colour.parse(" #1F5F5B ") == (31, 95, 91)
    assert colour.parse("#abc") == (170, 187, 204)
    assert colour.parse("Dark Green") == (0, 100, 0)
    assert colour.parse("#1f5f5") is None
    assert round(colour.contrast((0, 0, 0))) == 21
    assert round(colour.contrast((119, 119, 119)), 2) == 4.48


@pytest.mark.parametrize("typed", ["example.org", "www.example.org/back?x=1"])
def test_an_address_as_people_write_it(typed: str) -> None:
    assert addresses.url(typed, 300) == f"https://{typed}"


@pytest.mark.parametrize(
    "typed", ["http://mail.example.org", "mail.example.org:587", "ssl://smtp.gmail.com:465"]
)
def test_a_server_is_named_without_its_port(typed: str) -> None:
    with pytest.raises(Wrong, match=r"Write the name alone.*`port:`"):
        addresses.host(typed)


@pytest.mark.parametrize("typed", ["a_lebdiri", "mail..example.org", "-mail.example.org", "a b"])
def test_what_is_no_server_is_refused(typed: str) -> None:
    with pytest.raises(Wrong, match="not the name of a server"):
        addresses.host(typed)
