"""A copy with a password reads as well as the open one, to those who have it."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from handouts.delivery.mail.encryption import protect
from proof import structure, vera

PASSWORD = "Weizhong 1957"


@pytest.fixture(scope="module")
def protected(good_pdf: bytes) -> bytes:
    return protect(good_pdf, PASSWORD)


def test_keeps_pdf_ua(protected: bytes) -> None:
    report = vera.validate(protected, "ua1", password=PASSWORD)
    assert report.passed, str(report)
    assert report.checks > 1000


def test_says_the_same(protected: bytes, good_pdf: bytes) -> None:
    assert structure.problems(protected, PASSWORD) == []
    assert structure.structure_text(protected, PASSWORD) == structure.structure_text(good_pdf)


def test_does_not_claim_what_it_cannot_keep(protected: bytes) -> None:
    with pikepdf.open(BytesIO(protected), password=PASSWORD) as pdf, pdf.open_metadata() as about:
        assert about.pdfa_status == ""


def test_is_shut_to_others(protected: bytes) -> None:
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(protected), password="weizhong 1957")
    assert vera.validate(protected, "ua1").rules == {"unreadable"}
    assert b"Lopez" not in protected


def test_is_aes_256_and_open_to_screen_readers(protected: bytes) -> None:
    with pikepdf.open(BytesIO(protected), password=PASSWORD) as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        assert "aesv3" in str(pdf.encryption.stream_method)
        assert pdf.allow.accessibility
        assert pdf.allow.print_highres
        assert not pdf.allow.modify_other
