from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts import colour
from handouts.prescription import values
from handouts.prescription.values import Wrong

DAY = date(2026, 12, 4)


@pytest.mark.parametrize(
    "typed",
    ["2026-12-04", "2026-12-4", "4 Dec 2026", "04 December 2026", "4. Dec. 2026",
     "4th December 2026", "Dec 4, 2026", "December 4 2026", "Dec. 4th, 2026", "4-Dec-2026", 
     "04.12.2026",     "2026-12-04 00:00:00"],
)  # fmt: skip
def test_a_day_in_many_spellings(typed: str) -> None:
    assert values.visit(typed) == DAY


def test_a_day_that_the_numbers_tell() -> None:
    assert values.day("11/20/2026") == values.day("20/11/2026") == date(2026, 11, 20)
    assert values.day("12/12/2026") == date(2026, 12, 12)


@pytest.mark.parametrize(
    "typed",
    ["2026-12-04 15:30", "2026-12-04T15:30", "2026-12-04 15:30:00", "4 Dec 2026 at 3:30 pm",
     "Dec 4, 2026, 3:30 p.m.", "2026-12-04 3:30PM"],
)  # fmt: skip
def test_a_time_of_day_in_many_spellings(typed: str) -> None:
    assert values.visit(typed) == datetime(2026, 12, 4, 15, 30)


def test_noon_and_midnight() -> None:
    assert values.visit("2026-12-04 12:05 pm") == datetime(2026, 12, 4, 12, 5)
    assert values.visit("2026-12-04 12:05 am") == datetime(2026, 12, 4, 0, 5)
    assert values.visit("2026-12-04 9 am") == datetime(2026, 12, 4, 9, 0)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("04/12/2026", "can be 12 Apr or 4 Dec"),
        ("11/20/26", "not a date"),
        ("2026-13-01", "no such day"),
        ("2025-02-29", "no such day"),
        ("1926-12-04", "century"),
        ("tomorrow", "not a date"),
        ("2026-12-04 24:00", "no such time"),
        ("2026-12-04 13:00 pm", "no such time"),
        ("4 Foo 2026", "not a date"),
        ("4 Ma 2026", "not a date"),
    ],
)
def test_a_date_that_is_asked_back(typed: str, says: str) -> None:
    with pytest.raises(Wrong, match=says):
        values.visit(typed)


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_every_day_reads_back(on: date) -> None:
    assert values.day(on.isoformat()) == on


@given(st.text(max_size=30) | st.text(alphabet="0123456789-/. :apmTDec", max_size=20))
def test_any_text_is_a_moment_or_refused(typed: str) -> None:
    with suppress(Wrong):
        assert 2000 <= values.visit(typed).year <= 2100


@pytest.mark.parametrize(
    "address",
    ["https://example.org", "http://example.org:8080/a?b=c&d=e#f", "https://müller.example/ä",
     "https://192.0.2.1/x", "HTTPS://EXAMPLE.ORG/%20"],
)  # fmt: skip
def test_a_web_address(address: str) -> None:
    assert values.url(address, 300) == address


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
        values.url(address, 300)
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
        values.email(address)


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
    assert values.email(typed) == address


@pytest.mark.parametrize(
    ("typed", "known"),
    [("maria@müller.de", "maria@xn--mller-kva.de"), ("m@straße.de", "m@xn--strae-oqa.de"),
     ("m@例え.jp", "m@xn--r8jz45g.jp"), ("Maria@X.org", "Maria@X.org")],
)  # fmt: skip
def test_an_international_domain_is_known_to_servers_by_another_name(
    typed: str, known: str
) -> None:
    """The letter ß is not ss: that is somebody else's domain (RFC 5891)."""
    assert values.ascii_address(values.email(typed)) == known
    assert values.host(typed.rpartition("@")[2]) == known.rpartition("@")[2]


@pytest.mark.parametrize(
    "typed",
    ["a@x.org, b@x.org", "a@x.org; b@x.org", "a@x.org b@x.org", "a@x.org/b@x.org",
     "Ann <a@x.org>, Bo <b@x.org>"],
)  # fmt: skip
def test_two_addresses_are_called_two(typed: str) -> None:
    with pytest.raises(Wrong, match="more than one"):
        values.email(typed)


@pytest.mark.parametrize("typed", ["mä@example.org", "jürgen.müller@müller.de", "用户@例え.jp"])
def test_letters_that_mail_servers_do_not_take_are_named(typed: str) -> None:
    with pytest.raises(Wrong, match="most mail servers do not take"):
        values.email(typed)


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_refused(typed: str) -> None:
    for check in (values.email, values.host, lambda text: values.url(f"https://{text}", 300)):
        with suppress(Wrong):
            assert not set(check(typed)) & set("\r\n\0 ")


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_every_colour_becomes_readable_and_no_darker_than_needed(rgb: colour.Rgb) -> None:
    shade = colour.readable(rgb)
    assert colour.contrast(shade) >= colour.READABLE
    if colour.contrast(rgb) >= colour.READABLE:
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
    assert values.url(typed, 300) == f"https://{typed}"
