"""Cells that a spreadsheet has turned into something else, which nobody typed.

Excel makes a date of `2-3`, a number of `01021980` and `1.02E+06` of a long one, and shows an error
where a formula has none to show. Such a cell is refused: what was typed is not in it any more.
"""

from __future__ import annotations

import html
import re
import unicodedata

from handouts.files.reading import shown
from handouts.prescription.headings import FIRST, LABEL, LAST, PREFERRED
from handouts.prescription.nothing import is_no_name, says_nothing
from handouts.prescription.values import Wrong

NO_VALUE = "#NO-VALUE!"
"""Stands for a formula whose value the file does not hold."""

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|m[aä]rz?|mrz|mai|okt|dez|janv|févr|mars|avr"
    r"|juin|juil|août|déc|ene|abr|ago|dic|gen|mag|giu|lug|set|ott|fev|out|mrt|mei)\.?"
)
"""As the spreadsheets of several countries shorten them."""
_DATE = re.compile(
    rf"\d{{1,2}}(?:-|/|\. ?){_MONTH}(?:[-/. ]\d{{2,4}})?"
    rf"|{_MONTH}[-/. ]\d{{2}}|{_MONTH}[-/]\d{{1,2}}"
    r"|\d{4}-\d\d-\d\d(?:[ T]\d\d?:\d\d(?::\d\d)?)?|\d{1,2}([/.-])\d{1,2}\1\d{2,4}", re.I
)  # fmt: skip
_ERROR = re.compile(r"#[¡¿]?[^\W\d_][\w/.]*[!?]|#N/?[A-Z]{1,2}|#{2,}|#GETTING_DATA|Err:\d{3}")
"""In any language of the spreadsheet: `#REF!`, `#BEZUG!`, `#NV`, `#¿NOMBRE?`, `#¡VALOR!`."""
_FORMULA = re.compile(r"=[\w(\"'+-]|[@+-][A-Za-z]+[(|]")
"""How a formula begins that stands in a cell as text: `=HYPERLINK(`, `=cmd|`, `@SUM(`."""
_PLAIN_ERROR = re.compile(r"#[¡¿]?[^\W\d_]+([_ ][^\W\d_]+|/0)?[!?]|#N/A|#GETTING_DATA|#{4,}")
"""In capitals, what may stand for no password, which is free to begin with `#`."""
_ROUNDED = re.compile(r"[1-9]\d{14}0+")
"""A number of more than the 15 digits that Excel keeps (Microsoft, "Last digits are changed to
zeros")."""
_POWER = re.compile(r"-?\d(?:[.,]\d+)?E[+-]?\d{1,3}")
_NUMBER = re.compile(r"\d{5,}(?:\.\d+)?|0?[.,]\d+|\d+[.,]\d{3,}")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d?:\d\d(?::\d\d)?")
_CLOCK = re.compile(r"\d{1,2}:\d{2}:\d{2}(?:\s*[AP]M)?|\d{1,2}:\d{2}\s*[AP]M", re.I)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.\w{2,}")
_HTML = re.compile(r"\w&(#39|#x27|apos|amp|quot);", re.IGNORECASE)
"""`O&#39;Brien`: what a web page writes for a sign within a name."""
_HALVED = re.compile(r"(?<=[a-zß-ÿ])[ÃÂ](?=[a-z]|\b)")
"""`LetÃcia`: the first half of a letter, of which the other cannot be seen and was left out."""
_ANEW = "Write it anew, and save the table as “CSV UTF-8”."
_AGAIN = "Format the column as text, and type it again."
_DOSES = ("how_often", "for_how_long", "hold")


def must_be_typed(column: str, kind: str | None, cell: str) -> None:
    """Refuse a cell that a spreadsheet has turned. Raises Wrong."""
    if column == "password":
        if wrong := password_turned(cell):
            raise Wrong(wrong, _AGAIN)
        return
    if _ERROR.fullmatch(cell):
        wrong = f"{shown(cell)} is an error of the spreadsheet, or a column too narrow."
        raise Wrong(wrong, "Write what is meant, and save it again.")
    if cell == NO_VALUE:
        cure = "Open the table in Excel, save it there, or write the value instead."
        raise Wrong("The formula in this cell has no value.", cure)
    if kind in ("text", "paragraphs", "name") and _FORMULA.match(cell):
        wrong = f"{shown(cell)} is a formula, which says nothing to a patient."
        raise Wrong(wrong, "Write what it comes to, as text.")
    if _POWER.fullmatch(cell):
        wrong = f"{shown(cell)} is a number that the spreadsheet has shortened."
        raise Wrong(wrong, _AGAIN)
    if kind in ("date", "visit"):
        return
    if column == "patient":
        _must_be_a_name(cell)
    _must_say_something(column, kind, cell)
    if kind and _DATE.fullmatch(cell):
        _refuse_date(column, cell)
    if column in _DOSES and (_NUMBER.fullmatch(cell) or _CLOCK.fullmatch(cell)):
        wrong = f"{shown(cell)} is not what was typed: the spreadsheet has turned it."
        cure = "Format the column as text, and write it with its unit: 90 s, 2 weeks."
        raise Wrong(wrong, cure)
    _must_have_its_letters(column, cell)


def password_turned(cell: str) -> str:
    """Why a password is not what was typed, which is never repeated; empty when it may be."""
    if cell == NO_VALUE:
        return "The password is a formula that has no value."
    if _PLAIN_ERROR.fullmatch(cell) and cell == cell.upper():
        return "The password is an error of the spreadsheet, or its column is too narrow."
    if _POWER.fullmatch(cell.upper()) or re.fullmatch(r"\d+[.,]0", cell):
        return "The password is a number that a spreadsheet has rewritten."
    if _ROUNDED.fullmatch(cell):
        return "A spreadsheet keeps 15 digits of a number; it has made zeros of those behind them."
    if _MOMENT.fullmatch(cell):
        return "The password is a date and time that a spreadsheet has rewritten."
    return ""


def is_day(cell: str) -> bool:
    """Whether it is a day as a workbook's cell is read, whatever form the sheet shows it in. It may
    have been typed like that as well.
    """
    return re.fullmatch(r"\d{4}-\d\d-\d\d", cell) is not None


def _must_be_a_name(cell: str) -> None:
    if _ADDRESS.search(cell):
        raise Wrong("An e-mail address stands in the name.", "Write the name alone.")
    if cell.isdecimal():
        raise Wrong(f"{shown(cell)} is no name.", "Is it in the right column?")
    if _HTML.search(cell):
        right = shown(html.unescape(cell))
        raise Wrong("A sign of a web page stands in the name.", f"Write {right}")


def _must_say_something(column: str, kind: str | None, cell: str) -> None:
    """Refuse what would be printed and says nothing."""
    printed = kind in ("text", "paragraphs", "name") or column == LABEL
    if is_no_name(cell) if column in (FIRST, LAST, PREFERRED) else printed and says_nothing(cell):
        cure = "Write what is to be printed, or leave the cell empty."
        raise Wrong(f"{shown(cell)} says nothing to a patient.", cure)


def _refuse_date(column: str, cell: str) -> None:
    wrong = f"The spreadsheet has made the date {shown(cell)} of what was typed."
    examples = {"how_often": "2 to 3 times a day", "for_how_long": "2 to 4 weeks",
                "hold": "1 to 2 min"}  # fmt: skip
    example = f"write it in words, as {examples[column]}" if column in examples else "type it again"
    raise Wrong(wrong, f"Format the column as text, and {example}.")


def _must_have_its_letters(column: str, cell: str) -> None:
    """Refuse text whose letters were lost, or were read as others, before it came here."""
    lost = "\ufffd" in cell or (column == "patient" and re.search(r"[^\W\d_]\?", cell))
    if lost:
        sign = "U+FFFD" if "\ufffd" in cell else "a question mark"
        wrong = f"A letter was lost when the table was saved: {sign} stands for it."
        raise Wrong(wrong, _ANEW)
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
        wrong = f"{shown(cell)} has wrong letters, and one of them is lost."
        raise Wrong(wrong, _ANEW)
