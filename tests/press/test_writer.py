"""The file writer and the compressed parts it puts together."""

from __future__ import annotations

import zlib
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.press.deflate import joined, packed, stored
from handouts.press.numbers import num, text_string
from handouts.press.writer import stream, write

PARTS = st.lists(st.tuples(st.booleans(), st.binary(max_size=300)), max_size=8)


@given(PARTS)
def test_parts_make_a_whole_stream(parts: list[tuple[bool, bytes]]) -> None:
    made = [packed(data) if small else stored(data) for small, data in parts]
    whole = b"".join(data for _, data in parts)
    assert zlib.decompress(joined(made)) == whole  # checks the checksum, too


def small_file(note: str = "one") -> bytes:
    bodies = [
        b"",
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>/Contents 4 0 R>>",
        stream(b"0 0 9 9 re f"),
        b"<</Title" + text_string(note) + b">>",
    ]
    return write(bodies, [4], root=1, info=5)


def test_a_file_reads_back() -> None:
    with pikepdf.open(BytesIO(small_file("Héllo (you) 50 %"))) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.docinfo["/Title"] == "Héllo (you) 50 %"
        assert pdf.pages[0].Contents.read_bytes() == b"0 0 9 9 re f"


def test_the_same_input_gives_the_same_bytes_and_another_another_name() -> None:
    assert small_file() == small_file()
    with pikepdf.open(BytesIO(small_file())) as one, pikepdf.open(BytesIO(small_file("2"))) as two:
        assert one.trailer["/ID"][0] != two.trailer["/ID"][0]


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (-0.001, "0"), (1.5, "1.5"), (100, "100"), (-12.346, "-12.35"), (0.1 + 0.2, "0.3")],
)
def test_numbers(value: float, written: str) -> None:
    assert num(value) == written


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=60))
def test_strings_come_back(text: str) -> None:
    written = text_string(text)
    assert b"\n" not in written
    assert b"%" not in written
    assert pikepdf.Object.parse(written) == pikepdf.String(text)
