"""Cells that a spreadsheet has turned into something else, which nobody typed.

Excel makes a date of `2-3`, a number of `01021980` and `1.02E+06` of a long one, and shows an error
where a formula has none to show. Such a cell is refused: what was typed is not in it any more. What
there is of this kind stands in `assets/damaged_cells.yaml`. A password that will
not do is refused as well.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache
from typing import Any

from handouts.files.reading import shown
from handouts.library.wording import filled
from handouts.library.yaml_text import asset_table
from handouts.prescription.fields.blanks import says_nothing
from handouts.prescription.fields.values import Wrong
from handouts.prescription.tables.headings import FIRST, LABEL, LAST, PREFERRED
from handouts.text.password import SHORTEST, too_weak

EATEN_ZEROS = "Format the column as text first: spreadsheets take away zeros at the start."
NO_VALUE = "#NO-VALUE!"
"""Stands for a formula whose value the file does not hold."""

_HALVED = re.compile(r"(?<=[a-zß-ÿ])[ÃÂ](?=[a-z]|\b)")
"""`LetÃcia`: the first half of a letter, of which the other cannot be seen and was left out."""
_ANEW = "Write it anew, and save the table as “CSV UTF-8”."


def must_be_typed(column: str, kind: str | None, cell: str) -> None:
    """Refuse a cell that a spreadsheet has turned. Raises Wrong."""
    if column == "password":
        _must_be_password(cell)
        return
    if rule := _first_of("cells", column, kind, cell):
        said = {"cell": shown(cell), "plain": shown(html.unescape(cell))}
        raise Wrong(filled(rule["wrong"], said), filled(rule["cure"], said))
    if kind in ("date", "visit"):
        return
    is_name = column in (FIRST, LAST, PREFERRED)
    printed = kind in ("text", "paragraphs", "name") or column == LABEL or is_name
    if printed and says_nothing(cell, may_be_name=is_name):
        cure = "Write what is to be printed, or leave the cell empty."
        raise Wrong(f"{shown(cell)} says nothing to a patient.", cure)
    _must_have_its_letters(column, cell)


def _must_be_password(cell: str) -> None:
    """Refuse what a spreadsheet has turned, or no password may be; it is never repeated."""
    if rule := _first_of("passwords", "password", None, cell):
        raise Wrong(rule["wrong"], "Format the column as text, and type it again.")
    if weak := too_weak(cell):
        lost = cell.isdecimal() and len(cell) < SHORTEST
        raise Wrong(weak, EATEN_ZEROS if lost else "Leave the cell empty if no lock is meant.")


def _first_of(table: str, column: str, kind: str | None, cell: str) -> dict[str, Any]:
    """The first entry of a table that fits a cell; an empty one where none does."""
    fitting = (
        rule for rule in asset_table("damaged_cells")[table]
        if column in rule.get("columns", [column])
        and kind in rule.get("kinds", [kind])
        and ("but" not in rule or (kind and kind not in rule["but"]))
        and ("capitals" not in rule or cell == cell.upper())
        and _pattern(rule["like"]).search(cell)
    )  # fmt: skip
    return next(fitting, {})


@cache
def _pattern(like: str) -> re.Pattern[str]:
    table = asset_table("damaged_cells")
    date = table["date"].replace("{month}", table["month"])
    return re.compile(like.replace("{date}", date))


def _must_have_its_letters(column: str, cell: str) -> None:
    """Refuse text whose letters were lost, or were read as others, before it came here."""
    lost = "\ufffd" in cell or (column == "patient" and re.search(r"[^\W\d_]\?", cell))
    if lost:
        sign = "U+FFFD" if "\ufffd" in cell else "a question mark"
        raise Wrong(f"A letter was lost when the table was saved: {sign} stands for it.", _ANEW)
    if cell.isascii():
        return
    for encoding in ("cp1252", "latin-1", "mac_roman"):
        try:
            right = cell.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if all(char.isalpha() or unicodedata.category(char)[0] in "PZ" for char in right
               if not char.isascii()):  # fmt: skip
            wrong = f"{shown(cell)} has wrong letters: it was UTF-8, and was read as {encoding}."
            raise Wrong(wrong, f"Write {shown(right)}, and save the table as “CSV UTF-8”.")
    if column == "patient" and _HALVED.search(cell):
        raise Wrong(f"{shown(cell)} has wrong letters, and one of them is lost.", _ANEW)
