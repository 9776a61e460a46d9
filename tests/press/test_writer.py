from __future__ import annotations

import io

import pikepdf
import pytest

from handouts.press.file import writer


@pytest.mark.parametrize("count", [5, 12, 13, 14, 40])
def test_objects_are_found_however_many_share_a_stream(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "MOST_TOGETHER", 6)
    writer._inside.cache_clear()
    bodies = [b"", b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]
    bodies += [b"<</Number %d>>" % number for number in range(3, count)]
    bodies += [writer.stream(b"text"), b"<</Title(T)>>"]
    data = writer.write(bodies, [count], 1, count + 1)
    writer._inside.cache_clear()
    with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
        assert not pdf.check_pdf_syntax()
        assert pdf.docinfo["/Title"] == "T"
        assert pdf.get_object(count, 0).read_bytes() == b"text"
        for number in range(3, count):
            assert pdf.get_object(number, 0).Number == number


def test_a_file_of_more_objects_than_two_bytes_can_count() -> None:
    bodies = [b"", b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]
    bodies += [b"<</Number %d>>" % number for number in range(3, 70_000)]
    data = writer.write(bodies, [], 1, 3)
    with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
        assert pdf.get_object(69_999, 0).Number == 69_999
