"""Excel's own files: `.xlsx`, read as it is. What else a table may come in is refused by its name.

A workbook is a zip of XML. Its sizes are looked at before anything is unpacked, and its XML is read
through lxml or defusedxml, which resolve no entities.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import IO, Any

from handouts.errors import Wrong
from handouts.files.reading import shown, size_words
from handouts.prescription.fields.values import meant, one_of, some
from handouts.prescription.tables.damaged_cells import NO_VALUE

MOST_UNPACKED = 200_000_000
MOST_PARTS = 2_000
FEWEST_LOST = 10**15
"""From here on a number has more than the 15 digits that Excel keeps."""
MOST_CELLS, MOST_ROWS, MOST_COLUMNS = 5_000_000, 1_048_576, 16_384
Notice = tuple[str, str]
"""What is to be said of a workbook, and what can be done."""
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_YES = ("1", "true")
_OVER_ROWS = re.compile(r"[A-Z]+(\d+):[A-Z]+(?!\1$)\d+")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_SAVE = "Save it as .xlsx or as “CSV UTF-8”."


def is_workbook(data: bytes) -> bool:
    """Whether it is an `.xlsx`. Raises Wrong for other files of office programs."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            cure = "Open it with its password, and save it without one."
            raise Wrong("The workbook is locked with a password.", cure)
        raise Wrong("This is an old Excel file (.xls) or a Word file.", _SAVE)
    start = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        wrong = "This is a web page or XML, though it may be called .xls or .csv."
        raise Wrong(wrong, f"Open it in Excel. {_SAVE}")
    if not data.startswith(_ZIP):
        return False
    parts = _parts(data)
    if any(part.lower().endswith("vbaproject.bin") for part in parts):
        wrong = "The workbook has macros (.xlsm), which are programs."
        raise Wrong(wrong, "Save it as .xlsx, which has none.")
    if "xl/workbook.xml" in parts:
        return True
    kinds = {
        "xl/workbook.bin": "an Excel binary workbook (.xlsb)",
        "word/document.xml": "a Word file",
        "Index/Document.iwa": "a Numbers or Pages file",
        "Index.zip": "a Numbers or Pages file",
        "content.xml": "an OpenDocument file (.ods)",
    }
    kind = next((kinds[part] for part in kinds if part in parts), "a zip file")
    raise Wrong(f"This is {kind}.", _SAVE if kind != "a zip file" else "Unpack it.")


SheetRows = list[tuple[int, list[str]]]
"""Those of a sheet that are not empty, as texts with their numbers."""


def read_workbook(data: bytes, sheet: str) -> tuple[SheetRows, frozenset[int], list[Notice]]:
    """The rows of the sheet that is called `sheet`, or of the first that is not hidden; the places
    of columns that are hidden, counted from 0; what is to be said. Raises Wrong for a damaged one,
    or what cannot be read for sure.
    """
    import openpyxl  # a tenth of a second, which only a workbook is worth

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what openpyxl does not keep when it writes
        try:
            values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
            chosen, says = _sheet(values, sheet)
            hidden, told = _look(data, values[chosen])
            rows = _rows(values[chosen], formulas[chosen])
            others = [one.title for one in values.worksheets if one.title != chosen]
            if others and not rows:
                wrong, cure = f"The sheet {shown(chosen)} is empty.", f"--sheet {shown(others[0])}"
                raise Wrong(wrong, f"Say which is meant, as: {cure}")
            return rows, hidden, [*says, *told]
        except Wrong:
            raise
        except Exception as error:  # openpyxl raises whatever a damaged part leads to
            wrong = f"The workbook is damaged ({type(error).__name__})."
            raise Wrong(wrong, f"Open it in Excel. {_SAVE}") from error


def _parts(data: bytes) -> frozenset[str]:
    """The names of what is in a zip, once their sizes are found to be bounded."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Wrong("The workbook is damaged.", f"Open it in Excel. {_SAVE}") from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        wrong = f"Unpacked, the workbook is larger than {size_words(MOST_UNPACKED)}."
        raise Wrong(wrong, "Copy the rows into a new one.")
    if any(part.flag_bits & 1 for part in parts):
        raise Wrong("The file is locked with a password.", "Save it without one.")
    return frozenset(part.filename for part in parts)


def _sheet(book: Any, sheet: str) -> tuple[str, list[Notice]]:
    """The sheet that is read, and a notice where there are others."""
    sheets = [one for one in book.worksheets if hasattr(one, "reset_dimensions")]  # no charts
    titles = [one.title for one in sheets]
    if sheet:
        same = [one for one in titles if one.strip().casefold() == sheet.strip().casefold()]
        if not same:
            cure = meant(sheet, titles) or f"There are {one_of(map(shown, titles), 'and')}."
            raise Wrong(f"There is no sheet {shown(sheet)}.", cure)
        return same[0], []
    seen = [one.title for one in sheets if one.sheet_state == "visible"]
    if not seen:
        raise Wrong("The workbook has no sheet with cells.", "Is it the right file?")
    others = [one for one in titles if one != seen[0]]
    says = f"Of {len(titles)} sheets, {shown(seen[0])} is read."
    cure = f"Another ({one_of(map(shown, others))}) is named by --sheet."
    return seen[0], [(says, cure)] if others else []


def _look(data: bytes, sheet: Any) -> tuple[frozenset[int], list[Notice]]:
    """What a sheet's look says that its cells do not: columns and rows that are hidden. Cells that
    are merged over rows are refused, since their value stands in the first row only.
    """
    over: list[str] = []
    hidden: list[str] = []
    columns: list[int] = []
    row = 0
    with zipfile.ZipFile(io.BytesIO(data)) as packed, packed.open(sheet._worksheet_path) as xml:
        for tag, said in _tags(xml):
            if tag == "row":
                row = int(float(said.get("r", row + 1)))
                if said.get("hidden") in _YES:
                    hidden.append(str(row))
            elif tag == "col" and said.get("hidden") in _YES:
                columns += range(int(said["min"]) - 1, min(int(said["max"]), MOST_COLUMNS))
                if len(columns) > MOST_COLUMNS:
                    raise ValueError("more columns than a sheet has")
            elif tag == "mergeCell" and _OVER_ROWS.fullmatch(ref := said.get("ref", "")):
                over.append(ref)
    if over:
        merged = f"Cells are merged over rows: {', '.join(over[:3])}."
        cure = "Take the merge away, and write the value in each row."
        raise Wrong(f"{merged} Their value is in one row only.", cure)
    says = f"Rows that are hidden or filtered out are read, too: {some(hidden)}."
    return frozenset(columns), [(says, "Delete those that are not meant.")] if hidden else []


def _tags(xml: IO[bytes]) -> Iterator[tuple[str, dict[str, str]]]:
    """The elements of a sheet as they begin, by name and attributes; what lies behind is let go."""
    from defusedxml.ElementTree import iterparse

    above: list[Any] = []
    for event, element in iterparse(xml, ("start", "end")):
        if event == "start":
            above.append(element)
            yield element.tag.rpartition("}")[2], element.attrib
        else:
            above.pop()
            if above:
                above[-1].clear()


def _rows(values: Any, formulas: Any) -> SheetRows:
    found: SheetRows = []
    many = 0
    for sheet in (values, formulas):
        sheet.reset_dimensions()  # programs write wrong ones
    both = zip(values.iter_rows(), formulas.iter_rows(), strict=True)
    for number, (cells, under) in enumerate(both, 1):
        many += len(cells)
        if many > MOST_CELLS or number > MOST_ROWS:
            raise Wrong(f"The sheet has more than {MOST_CELLS:,} cells.", "Divide it.")
        texts = [_text(cell, formula) for cell, formula in zip(cells, under, strict=True)]
        while texts and not texts[-1].strip():
            texts.pop()
        if texts:
            found.append((number, texts))
    return found


def _text(cell: Any, formula: Any) -> str:
    """A cell as its reader sees it, but for dates, which are written in one way."""
    value = cell.value
    if value is None:
        empty = cell.data_type == "str"  # a formula that gives no letters
        return NO_VALUE if formula.data_type == "f" and not empty else ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    look = str(cell.number_format)
    if isinstance(value, int) and value >= 0 and re.fullmatch("0{2,}", look):
        return f"{value:0{len(look)}}"  # a number that the sheet shows with zeros in front
    if isinstance(value, int | float):
        if abs(value) >= FEWEST_LOST:  # as Excel shows it: it does not know the last digits
            return f"{value:.5E}"
        percent = "%" in look
        number = round(value * 100 if percent else value, 10)
        return f"{number:.10f}".rstrip("0").rstrip(".") + ("%" if percent else "")
    return _unescaped(str(value))


def _unescaped(text: str) -> str:
    """What `_x000D_` stands for in a workbook's text (ECMA-376, 22.9.2.19): signs that XML has not,
    in UTF-16, and with `_x005F_` an underscore that begins no such thing.
    """
    signs = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    whole = signs.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.replace("\r\n", "\n").replace("\r", "\n")
