"""Hostile text in a draft stays within its place: one recipient, the usual headers, one PDF."""

from __future__ import annotations

import email
from email.policy import default
from pathlib import Path

import pytest

from .texts import TEXTS, Typed
from .tried import Case, call, wrong_with

HEADERS = {
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "Content-Type",
    "Content-Language",
    "X-Unsent",
    "X-Handouts-Draft",
    "Auto-Submitted",
    "Content-Transfer-Encoding",
}
ONE_LINE = [one for one in TEXTS if not one.refused and not one.lines]
INJECTED = [
    Typed("a header", "Maria\\r\\nBcc: evil@example.net"),
    Typed("an address", '"Maria" <evil@example.net>, Bob'),
    Typed("a coded word", "=?utf-8?B?CkJjYzogZXZpbEBleGFtcGxlLm5ldA==?="),  # a line end and Bcc:
    Typed("a coded word within", "x =?utf-8?q?=0ABcc:_evil=40example.net?= y"),
    Typed("a coded word in two", "==??utf-8?q?=0ABcc:_evil=40example.net?="),
    Typed("a boundary", "--===============0123456789==--"),
    Typed("a dot alone", "."),
]


@pytest.mark.parametrize("typed", [*INJECTED, *ONE_LINE[::3]], ids=lambda typed: typed.name)
def test_a_draft(typed: Typed, tmp_path: Path) -> None:
    place, home = tmp_path / "here", tmp_path / "home"
    place.mkdir()
    home.mkdir()
    quoted = "'" + typed.text.replace("'", "''").replace("\t", " ") + "'"
    (place / "p.yaml").write_text(
        f"patient: {quoted}\ntitle: {quoted}\nemail: maria@example.org\npoints: [BL40]\n", "utf-8"
    )
    clinic = f"name: {quoted}\npractitioner: {quoted}\nsign_off: {quoted}\n"
    (place / "clinic.yaml").write_text(f"{clinic}email: clinic@example.org\n", "utf-8")
    answer = call(["email", "p.yaml", "-o", "out"], place, home)
    assert not wrong_with(Case("mail", typed.name, lambda _: [], (0,)), answer)
    (draft,) = (place / "out").glob("*.eml")
    mail = email.message_from_bytes(draft.read_bytes(), policy=default)
    assert not mail.defects
    assert set(mail.keys()) <= HEADERS
    assert [one.addr_spec for one in mail["To"].addresses] == ["maria@example.org"]
    assert [one.addr_spec for one in mail["From"].addresses] == ["clinic@example.org"]
    (pdf,) = mail.iter_attachments()
    assert pdf.get_content_type() == "application/pdf"
    assert pdf.get_content().startswith(b"%PDF-")
    name = pdf.get_filename()
    assert name == Path(name).name
    assert not set(name) & set('/\\:*?"<>|\r\n\0')
