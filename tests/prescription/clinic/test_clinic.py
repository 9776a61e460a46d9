from __future__ import annotations

from pathlib import Path

import pytest

from handouts.errors import ContentError
from handouts.prescription.clinic.read import kind_of, read_clinic
from handouts.prescription.model import Clinic, Smtp

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def test_a_whole_clinic(tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    (tmp_path / "clinic.yaml").write_text(
        "name: Quiet River\npractitioner: Ana Castro\ncredentials: L.Ac.\nphone: 0123\n"
        "email: hello@example.org\nweb: https://example.org\nbooking: https://example.org/book\n"
        "address: |\n  12 River Street\n  Springfield\nlogo: logo.png\ncolour: #1f5f5b\npaper: A4\n"
        "emergency: 911\ndates: US\nbooking_qr: yes\n"
        "disclaimer: In an emergency call 911.\nsign_off: Be well!\n"
        "smtp: {host: mail.example.org, port: 465, security: tls, user: me, per_minute: 10}\n"
    )
    read = read_clinic(tmp_path / "clinic.yaml")
    clinic = read.value
    assert clinic.logo is not None
    assert (clinic.logo.data, clinic.logo.kind, clinic.logo.alt) == (PNG, "png", "Quiet River")
    assert clinic.phone == "0123"
    assert clinic.address == "12 River Street\nSpringfield"
    assert (clinic.colour, clinic.paper) == ("#1f5f5b", "a4")
    assert clinic.smtp == Smtp("mail.example.org", 465, "tls", "me", "", 10)
    assert (clinic.emergency, clinic.dates, clinic.booking_qr) == ("911", "us", True)
    assert read.notices == ()


@pytest.mark.parametrize("typed", ["911", "112", "15", "999 / 112", "+49 112", "1-1-2"])
def test_numbers_to_call_in_an_emergency(typed: str, tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text(f"emergency: {typed}\n")
    assert read_clinic(tmp_path / "clinic.yaml").value.emergency == typed


def test_what_says_nothing_is_an_empty_field_and_told(tmp_path: Path) -> None:
    path = tmp_path / "clinic.yaml"
    path.write_text(
        "phone: none\nname: tbd\naddress: '-'\ncredentials: N/A\nsign_off: no\n"
        "practitioner: –\ndisclaimer: none # later\n"
    )
    read = read_clinic(path)
    # in quotes it is meant
    assert read.value == Clinic(source=str(path), address="-")
    assert [notice.line for notice in read.notices] == [1, 2, 4, 5, 6, 7]
    path.write_text("phone: 555 0142\nemail: n/a\nweb: tbd\n")
    assert [notice.line for notice in read_clinic(path).notices] == [2, 3]
    path.write_text("emergency: none\n")  # too much hangs on it
    with pytest.raises(ContentError, match="911"):
        read_clinic(path)


@pytest.mark.parametrize(
    ("typed", "port", "security"),
    [
        ("", 587, "starttls"),
        (", port: 465", 465, "tls"),
        (", security: tls", 465, "tls"),
        (", port: 2525", 2525, "starttls"),
        (", port: 587, security: tls", 587, "tls"),
    ],
)
def test_of_port_and_security_one_tells_the_other(
    typed: str, port: int, security: str, tmp_path: Path
) -> None:
    (tmp_path / "clinic.yaml").write_text(f"smtp: {{host: mail.example.org{typed}}}\n")
    smtp = read_clinic(tmp_path / "clinic.yaml").value.smtp
    assert smtp == Smtp("mail.example.org", port, security)


def test_a_code_without_an_address_is_told(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text("name: Quiet River\nbooking_qr: yes\n")
    (notice,) = read_clinic(tmp_path / "clinic.yaml").notices
    assert (notice.line, notice.field) == (2, "booking_qr")


@pytest.mark.parametrize("typed", ["gold", "#ffd700", '"#ffd700"', "'#FFD700' # our yellow"])
def test_a_light_colour_is_darkened_and_said(typed: str, tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text(f"name: Quiet River\ncolor: {typed}\n")
    read = read_clinic(tmp_path / "clinic.yaml")
    (notice,) = read.notices
    assert notice.line == 2
    assert read.value.colour in notice.cure
    assert read.value.colour != "#ffd700"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("website", "web"), ("Tel", "phone"), ("Mobile", "phone"), ("doctor", "practitioner"),
        ("E-mail address", "email"), ("date format", "dates"), ("licence", "credentials"),
        ("brand colour", "colour"), ("page size", "paper"), ("location", "address"),
    ],
)  # fmt: skip
def test_what_a_field_is_called_elsewhere_leads_to_it(
    typed: str, field: str, tmp_path: Path
) -> None:
    (tmp_path / "clinic.yaml").write_text(f"name: Quiet River\n{typed}: x\n")
    with pytest.raises(ContentError, match=rf"2: .*Did you mean {field}\?"):
        read_clinic(tmp_path / "clinic.yaml")


def test_without_a_file_there_is_a_neutral_clinic() -> None:
    assert read_clinic(None).value == Clinic()


def test_a_picture_is_known_by_what_is_in_it() -> None:
    assert kind_of(PNG) == "png"
    assert kind_of(b"\xff\xd8\xff\xe0") == "jpeg"
    assert kind_of(b'\xef\xbb\xbf<?xml version="1.0"?>\n<svg/>') == "svg"
    assert kind_of(b"GIF89a") is None
    assert kind_of(b"<html><body></body></html>") is None


@pytest.mark.parametrize("typed", ["to be decided", "xxx", "ask at the desk"])
def test_what_nobody_can_dial_is_no_phone(tmp_path: Path, typed: str) -> None:
    path = tmp_path / "clinic.yaml"
    path.write_text(f"name: Willow\nphone: {typed}\n")
    with pytest.raises(ContentError, match="not a number to call"):
        read_clinic(path)
