"""Cells of a table as a spreadsheet may open them, and back."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

_KEPT = re.compile(r'="((?:[^"]|"")*)"')
"""As programs keep Excel from turning a text into a number."""
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_WOULD_TURN = re.compile(r"'*(?:0\d+|\d{12,}|\d{1,2}[-/]\d{1,2})")


def as_csv(rows: Iterable[Iterable[str]], sign: str = ",") -> bytes:
    """Rows as a file that spreadsheets open: as RFC 4180 has it, marked as UTF-8, no formulas."""
    out = io.BytesIO()
    with io.TextIOWrapper(out, "utf-8-sig", newline="", write_through=True) as text:
        writer = csv.writer(text, delimiter=sign, lineterminator="\r\n")
        writer.writerows(map(as_cell, row) for row in rows)
        return out.getvalue()


def as_cell(text: str) -> str:
    """A text with an apostrophe where a spreadsheet would compute or turn it (`2-3`, `0123`)."""
    return f"'{text}" if _FORMULA.match(text) or _WOULD_TURN.fullmatch(text) else text


def from_cell(text: str) -> str:
    """The text that `as_cell` has made safe, or that an export keeps from Excel as `="Ana"`."""
    if kept := _KEPT.fullmatch(text):
        return kept[1].replace('""', '"')
    return text[1:] if text[:1] == "'" and as_cell(text[1:]) != text[1:] else text
