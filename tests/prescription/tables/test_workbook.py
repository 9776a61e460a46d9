"""Workbooks as Excel and practice programs write them, and what else is called a table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from handouts.errors import ContentError
from handouts.library import Library
from handouts.prescription.tables.table import open_table
from handouts.prescription.tables.table_file import TableOptions
from prescription.rows import Row, rows_of

HEAD = ("Patient", "Points", "Next Visit", "How Often", "Hold", "Title", "Notes")


def _book(path: Path, *rows: Sequence[Any], sheets: Sequence[str] = ()) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for name in sheets:
        book.create_sheet(name).append(("patient", "points"))
        book[name].append((f"Of {name}", "BL40"))
    book.save(path)
    return path


def _rows(path: Path, library: Library, **options: Any) -> list[Row]:
    return [*rows_of(path, library, TableOptions(**options)).values()]


def _good(row: Row) -> Any:
    assert not row.problems
    return row.prescription


def test_cells_are_what_they_are(tmp_path: Path, library: Library) -> None:
    path = _book(
        tmp_path / "p.xlsx",
        HEAD,
        ("Zoë", "BL40", datetime(2026, 12, 4, 15, 30), "Twice a day", "45 s", 1021980, "Yes, do"),
        ("Bo 7", "BL40", date(2026, 12, 4), "Daily", "1-2 min", "01021980", 0.5),
        ("Ana", "BL40", "4-Dec-26", None, None, 2.5, None),
    )
    sheet = openpyxl.load_workbook(path)
    sheet.active["G3"].number_format = "0%"
    sheet.save(path)
    first, second, third = map(_good, _rows(path, library))
    assert (first.patient, first.title, first.notes) == ("Zoë", "1021980", "Yes, do")
    assert first.next_visit == datetime(2026, 12, 4, 15, 30)
    assert (second.patient, second.title, second.notes) == ("Bo 7", "01021980", "50%")
    assert second.next_visit == third.next_visit == date(2026, 12, 4)
    assert third.title == "2.5"


def test_signs_that_a_workbook_escapes_are_what_they_stand_for(
    tmp_path: Path, library: Library
) -> None:
    notes = {
        "Line_x000D_\nTwo & three": "Line\nTwo & three",
        "One_x000d_two_x000A_three": "One\ntwo\nthree",
        "_x005F_x000D_": "_x000D_",
        "_x000D": "_x000D",
        "caf_xD83D__xDE00_": None,
        "one_xD83D_": None,
        "one_x0007_": None,
    }
    rows = [("Ann", "BL40", None, None, None, None, typed) for typed in notes]
    read = _rows(_book(tmp_path / "p.xlsx", ("_x0050_atient", *HEAD[1:]), *rows), library)
    assert [row.prescription and row.prescription.notes for row in read] == [*notes.values()]
    assert "GRINNING FACE" in str(read[4].problems).upper()


def test_what_excel_has_turned_is_refused(tmp_path: Path, library: Library) -> None:
    path = _book(
        tmp_path / "p.xlsx",
        (*HEAD, "Tips"),
        ("A", "BL40", None, date(2026, 3, 2)),
        ("B", "BL40", None, None, time(1, 30)),
        ("C", "BL40", None, None, timedelta(hours=1, minutes=30)),
        ("D", "BL40", 46360),
        ("E", "BL40", None, None, None, "=1/0"),
        ("F", "BL40", None, None, None, "#REF!"),
        ("G", "BL40", None, None, None, None, True),
        ("H", "BL40", None, None, None, None, None, False),
    )
    said = [" ".join(map(str, row.problems)) for row in _rows(path, library)]
    for row, words in zip(
        said, ("made the date", "01:30:00", "1:30:00", "is a number", "has no value", "#REF!",
                   "“TRUE” says nothing", "no tip “FALSE”"),
        strict=True,
    ):  # fmt: skip
        assert words in row


def test_a_number_of_more_digits_than_excel_keeps_is_refused(
    tmp_path: Path, library: Library
) -> None:
    path = _book(
        tmp_path / "p.xlsx",
        ("Patient", "Points", "Password", "Id"),
        ("A", "BL40", 12345678901234567, None),
        ("B", "BL40", 1234567890123450, None),
        ("C", "BL40", None, 12345678901234567),
        ("D", "BL40", 123456789012345, None),
        ("E", "BL40", "12345678901234567", None),
    )
    rows = _rows(path, library)
    assert [bool(row.problems) for row in rows] == [True, True, True, False, False]
    assert rows[0].problems[0].wrong == "The password is a number that a spreadsheet has rewritten."


def test_rows_count_as_in_the_sheet(tmp_path: Path, library: Library) -> None:
    book = openpyxl.Workbook()
    for cell, value in {"A1": "patient", "B1": "points", "A5": "Ana", "B5": "BL40"}.items():
        book.active[cell] = value
    book.active["F900"] = " "
    book.save(tmp_path / "p.xlsx")
    assert list(rows_of(tmp_path / "p.xlsx", library)) == [5]


def test_a_sheet_is_named(tmp_path: Path, library: Library) -> None:
    path = _book(tmp_path / "p.xlsx", ("patient", "points"), ("Ana", "BL40"), sheets=("Day 2",))
    assert [_good(row).patient for row in _rows(path, library)] == ["Ana"]
    assert "“Sheet” is read" in str(open_table(path)[2][0])
    assert [_good(row).patient for row in _rows(path, library, sheet="day 2")] == ["Of Day 2"]
    with pytest.raises(ContentError, match="Did you mean Day 2"):
        _rows(path, library, sheet="Day 3")


def test_a_title_above_the_headings_is_said(tmp_path: Path, library: Library) -> None:
    path = _book(tmp_path / "p.xlsx", ("Clinic day",), (), ("patient", "points"), ("A", "BL40"))
    with pytest.raises(ContentError, match="Delete rows 1 to 2"):
        _rows(path, library)


def _with(member: str, data: bytes = b"x") -> Callable[[Path], bytes]:
    def make(path: Path) -> bytes:
        _book(path, ("patient", "points"), ("A", "BL40"))
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(member, data)
        return path.read_bytes()

    return make


def _zip(*members: str) -> Callable[[Path], bytes]:
    def make(_: Path) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as packed:
            for member in members:
                packed.writestr(member, "x")
        return out.getvalue()

    return make


def _cut(path: Path) -> bytes:
    _book(path, ("patient", "points"), ("A", "BL40"))
    return path.read_bytes()[:3000]


def _xml_of(sheet: str) -> Callable[[Path], bytes]:
    """A workbook whose sheet is this XML."""

    def make(path: Path) -> bytes:
        _book(path, ("patient", "points"), ("A", "BL40"))
        out = io.BytesIO()
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                is_sheet = name == "xl/worksheets/sheet1.xml"
                new.writestr(name, sheet if is_sheet else old.read(name))
        return out.getvalue()

    return make


_MAIN = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_PREFIXED = (
    f"<x:worksheet {_MAIN}><x:sheetData>"
    '<x:row><x:c t="str"><x:v>patient</x:v></x:c><x:c t="str"><x:v>points</x:v></x:c></x:row>'
    '<x:row hidden="true"><x:c t="str"><x:v>Ana</x:v></x:c><x:c t="str"><x:v>LI4</x:v></x:c>'
    "</x:row></x:sheetData>{}</x:worksheet>"
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BILLION = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row '
    'r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
)
_FAR = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="4000000000"><c r="A4000000000" t="str"><v>x</v></c></row></sheetData></worksheet>'
)
_WIDE = _PREFIXED.replace(
    "<x:sheetData>", "<x:cols>" + '<x:col min="1" max="9999999999" hidden="1"/>' * 2
    + "</x:cols><x:sheetData>"
).format("")  # fmt: skip


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (_with("xl/vbaProject.bin"), "macros"),
        (_with("xl/media/bomb.bin", b"\0" * 210_000_000), "larger than 200 MB"),
        (lambda _: _OLE + b"\0" * 600, "old Excel file"),
        (lambda _: _OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
        (_zip("mimetype", "content.xml"), "OpenDocument"),
        (_zip("Index/Document.iwa"), "Numbers"),
        (_zip("xl/workbook.bin"), "xlsb"),
        (_zip("word/document.xml"), "a Word file"),
        (_zip("a.csv"), "a zip file"),
        (_zip("xl/workbook.xml"), "damaged"),
        (_cut, "damaged"),
        (_xml_of(_BILLION), "damaged"),
        (_xml_of(_FAR), "cells"),
        (_xml_of(_WIDE), "damaged"),
        (lambda _: b"<html><table><tr><td>patient", "web page"),
        (lambda _: b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "web page or XML"),
    ],
)
def test_what_is_refused_by_its_name(
    make: Callable[[Path], bytes], says: str, tmp_path: Path, library: Library
) -> None:
    (tmp_path / "p.xlsx").write_bytes(make(tmp_path / "made.xlsx"))
    with pytest.raises(ContentError, match=says):
        _rows(tmp_path / "p.xlsx", library)


def test_dates_that_excel_has_swapped_are_noticed(tmp_path: Path, library: Library) -> None:
    head = ("patient", "points", "next visit")
    path = tmp_path / "p.xlsx"
    _book(path, head, ("A", "BL40", date(2026, 4, 12)), ("B", "BL40", "12/13/2026"))
    with pytest.raises(ContentError, match="swapped"):
        _rows(path, library)
    _book(path, head, ("A", "BL40", date(2026, 4, 22)), ("B", "BL40", "12/13/2026"))
    assert len([_good(row) for row in _rows(path, library)]) == 2


def test_zeros_that_the_sheet_shows_are_kept(tmp_path: Path) -> None:
    path = _book(tmp_path / "p.xlsx", ("patient", "points", "password"), ("A", "BL40", 1021980))
    sheet = openpyxl.load_workbook(path)
    sheet.active["C2"].number_format = "00000000"
    sheet.save(path)
    assert [cells[2] for _, cells in open_table(path)[1]] == ["01021980"]


def test_hidden_rows_are_said_and_cells_merged_over_rows_refused(tmp_path: Path) -> None:
    """A row that a filter hides would be mailed as well; of merged cells one row has the value."""
    path = _book(tmp_path / "p.xlsx", HEAD, ("Ana", "LI4"), ("Bea", "LI4"), ("Cy", "LI4"))
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[3].hidden = True
    book.save(path)
    assert any(
        "hidden or filtered out are read, too: 3." in str(one) for one in open_table(path)[2]
    )
    book.active.merge_cells("A2:A3")
    book.save(path)
    with pytest.raises(ContentError, match="merged over rows"):
        open_table(path)


def test_hidden_and_merged_cells_are_found_however_a_program_writes_them(tmp_path: Path) -> None:
    """With names under a prefix, and rows that do not say their numbers."""
    path = tmp_path / "p.xlsx"
    path.write_bytes(_xml_of(_PREFIXED.format(""))(tmp_path / "made.xlsx"))
    assert any("are read, too: 2." in str(one) for one in open_table(path)[2])
    merged = '<x:mergeCells><x:mergeCell ref="A1:A2"/></x:mergeCells>'
    path.write_bytes(_xml_of(_PREFIXED.format(merged))(tmp_path / "made.xlsx"))
    with pytest.raises(ContentError, match="merged over rows: A1:A2"):
        open_table(path)


def test_a_hidden_column_is_told_and_private_notes_in_one_are_asked_about(tmp_path: Path) -> None:
    """Whoever hides the notes of a list sees them nowhere, and would not look for them in print."""
    head = ("Patient", "Routine", "Conditions", "Email", "Notes")
    path = _book(tmp_path / "p.xlsx", head, ("Ann", "low-back", "none", None, "Owes 300 dollars"))
    book = openpyxl.load_workbook(path)
    book.active.column_dimensions.group("D", "G", hidden=True)  # one element for all of them
    book.save(path)
    with pytest.raises(ContentError, match="hidden column “Notes” may be private notes"):
        open_table(path)
    _, rows, told = open_table(path, TableOptions((("Notes", "none"),)))
    assert [one.wrong for one in told] == ["Columns that are hidden are read, too: Email."]
    assert len(list(rows)) == 1
    said = (("Notes", "notes"), ("Email", "none"))  # once for all, of sheets that show it
    one, other = open_table(path, TableOptions(usual_columns=said))[2]
    assert "`columns:` in the clinic's file says: Email." in other.wrong
    assert one.wrong == "Columns that are hidden are read, too: Notes."


def test_a_sheet_of_unfinished_rows_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "p.xlsx").write_bytes(_xml_of("<row " * 400_000)(tmp_path / "made.xlsx"))
    with pytest.raises(ContentError, match="damaged"):
        open_table(tmp_path / "p.xlsx")


def test_of_a_sheet_without_our_headings_the_others_are_told(
    tmp_path: Path, library: Library
) -> None:
    path = _book(tmp_path / "day.xlsx", ("Total", 5), sheets=["Patients"])
    with pytest.raises(ContentError, match="Of 2 sheets, “Sheet” is read") as caught:
        open_table(path, library=library)
    assert "Another (“Patients”) is named by --sheet." in str(caught.value)
    assert "None of the headings is known." in str(caught.value)
