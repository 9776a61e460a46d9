"""A link leads where its address says, in every reader, and a scanner reads its code."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from handouts.commands import run
from handouts.errors import Exit

LONG = "https://v.example.org/" + "aZ9-_" * 55
ADDRESSES = {
    "https://example.org/a%20b": "https://example.org/a%20b",
    "https://example.org/100%": "https://example.org/100%25",
    "example.org/übung?x=é&y=[1]": "https://example.org/%C3%BCbung?x=%C3%A9&y=[1]",
    "https://bücher.example:8080/": "https://xn--bcher-kva.example:8080/",
    "https://example.org/(back)": "https://example.org/(back)",
    "https://example.org/按摩": "https://example.org/%E6%8C%89%E6%91%A9",
    LONG: LONG,
    **{one: one for one in (LONG[:85], LONG[:190])},
    "https://example.org/led®-4": "https://example.org/led%C2%AE-4",
    "http://localhost/ASDF%C3%B5.pdf": "http://localhost/ASDF%C3%B5.pdf",
}


def links_of(pdf: Path) -> set[bytes]:
    with pikepdf.open(pdf) as file:
        return {
            bytes(note.A.URI) for page in file.pages for note in page.get("/Annots", ())
        }  # fmt: skip


def codes_of(pdf: Path) -> set[str]:
    """As a phone reads them from paper: 150 dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [page.render(scale=150 / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()
    return {code.text for page in pages for code in zxingcpp.read_barcodes(page)}


@pytest.mark.parametrize("layout", ["sheet", "large-print"])
@pytest.mark.parametrize("typed", ADDRESSES)
def test_a_link(typed: str, layout: str, tmp_path: Path) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(f'points: [SI3]\nlink: {{url: "{typed}", label: Watch}}\n', "utf-8")
    paper = "a5" if typed == LONG else "letter"
    assert run(["build", str(file), "-q", "--layout", layout, "--paper", paper]) == Exit.DONE
    pdf = file.with_suffix(".pdf")
    assert links_of(pdf) == {ADDRESSES[typed].encode("ascii")}
    assert codes_of(pdf) == {ADDRESSES[typed]}


def test_the_addresses_of_a_clinic(tmp_path: Path) -> None:
    (tmp_path / "clinic.yaml").write_text(
        "web: https://example.org/über%20uns\nbooking: bücher.example/a b\n".replace("a b", "ä")
        + "booking_qr: yes\nphone: 555 (01) 42\nemail: hello@example.org\n", "utf-8"
    )  # fmt: skip
    (tmp_path / "p.yaml").write_text("points: [SI3]\n")
    assert run(["build", str(tmp_path / "p.yaml"), "-q"]) == Exit.DONE
    links = links_of(tmp_path / "p.pdf")
    assert b"https://xn--bcher-kva.example/%C3%A4" in links
    assert all(link.isascii() for link in links)
    assert codes_of(tmp_path / "p.pdf") == {"https://xn--bcher-kva.example/%C3%A4"}


def test_letters_that_no_font_has_are_written_as_browsers_send_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "p.yaml"
    file.write_text("points: [SI3]\nlink: https://example.org/법령\n", "utf-8")
    assert run(["build", str(file)]) == Exit.CONTENT
    sent = "https://example.org/%EB%B2%95%EB%A0%B9"
    assert f"as browsers send it: {sent}" in capsys.readouterr().err
    file.write_text(f"points: [SI3]\nlink: {sent}\n", "utf-8")
    assert run(["build", str(file), "-q"]) == Exit.DONE
    assert codes_of(file.with_suffix(".pdf")) == {sent}


def test_an_address_that_no_code_can_hold_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(f"points: [SI3]\nlink: https://example.org/{'按' * 200}\n", "utf-8")
    assert run(["build", str(file)]) == Exit.CONTENT
    assert f"{file}:2: link: The web address is too long" in capsys.readouterr().err
