"""Hostile tables: what spreadsheets, practice programs and strangers make of CSV."""

# ruff: noqa: E501 - tables with one input a line
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .files import PLACES
from .tried import Case

HEAD = b"patient,points\n"
ROW = b"Maria,BL40\n"

TABLES: list[tuple[str, bytes, tuple[int, ...], str]] = [
    ("nothing at all", b"", (3,), "no headings"),
    ("line ends", b"\n" * 5000, (3,), "no headings"),
    ("headings alone", HEAD, (3,), "no rows"),
    ("a row alone", b"Maria,BL40\n", (3,), "None of the headings"),
    ("commas", b"," * 100_000, (3,), "no headings"),
    ("commas in 1,000 rows", HEAD + b",,,,,,\n" * 1000, (3,), "no rows"),
    ("a quote", b'"', (3,), ""),
    ("a quote never closed", HEAD + b'"Maria,BL40\n' + ROW * 1000, (3,), "quotes"),
    ("quotes within", HEAD + b'Ma"ria"",BL40\n', (0, 3), ""),
    ("text behind a quote", HEAD + b'"Maria"x,BL40\n', (3,), "quotes"),
    ("half a million quotes", HEAD + b'"' * 500_000, (3,), ""),
    ("a heading twice", b"patient,patient,points\na,b,BL40\n", (3,), "2 times"),
    ("an unknown heading", b"patient,points,diagnosis\na,BL40,x\n", (0,), "diagnosis: not read"),
    ("a heading that is a formula", b"=1+1,points\na,BL40\n", (0,), "not read"),
    ("a heading of 100,000 letters", b"p" * 100_000 + b",points\na,BL40\n", (0,), "not read"),
    ("10,000 headings", b",".join(b"k%d" % i for i in range(10_000)) + b"\n" + ROW, (3,), "None of the headings"),
    ("cells under no heading", HEAD + b"Maria,BL40,x,y,z\n", (3,), "no heading"),
    ("100,000 cells under no heading", HEAD + b"Maria,BL40" + b",x" * 100_000 + b"\n", (3,), "no heading"),
    ("a cell too few", HEAD + b"Maria\n", (3,), "no points"),
    ("a cell of 30,000 letters", HEAD + b"x" * 30_000 + b",BL40\n", (3,), "20,000 characters"),
    ("a cell of 40 MB", HEAD + b"x" * 40_000_000 + b",BL40\n", (3,), "20,000 characters"),
    ("51 MB", HEAD + b"x" * 51_000_000, (3,), "larger than 50 MB"),
    ("a good row among bad", HEAD + ROW + b"Bob,ZZ99\n" + ROW, (6,), "no point"),
    ("a null", HEAD + b"Ma\0ria,BL40\n", (3,), "not a text file"),
    ("a workbook that is none", b"PK\x03\x04" + b"\0" * 99, (3,), "damaged"),
    ("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, (3,), "old Excel file"),
    ("HTML called a table", b"<table><tr><td>Maria</td></tr></table>", (3,), "web page"),
    ("a mark and a sign", b"\xef\xbb\xbfsep=;\npatient;points\nMaria;BL40\n", (0,), ""),
    ("a sign that is a quote", b'sep="\npatient,points\nMaria,BL40\n', (0,), ""),
    ("a sign that is a letter", b"sep=a\npatient,points\nMaria,BL40\n", (0,), ""),
    ("signs without an end", b"sep=a\n" * 99_999, (3,), "None of the headings"),
    ("a sign that is a blank", b"sep= \npatient points\nMaria BL40\n", (0, 3), ""),
    ("a sign that is a return", b"sep=\r\npatient,points\nMaria,BL40\n", (3,), ""),
    ("tabs", b"patient\tpoints\nMaria\tBL40\n", (0,), ""),
    ("UTF-16", "\ufeffpatient\tpoints\nMaria\tBL40\n".encode("utf-16-le"), (0,), ""),
    ("Windows-1252", b"patient,points\nZo\xeb,BL40\n", (3,), "cp1252: “Zoë”"),
    ("UTF-8 and Latin-1 in one", "patient,points\nZoë,BL40\n".encode() + b"Zo\xeb,BL40\n", (3,), "not UTF-8, others are"),
    ("old returns", b"patient,points\rMaria,BL40\r", (0,), ""),
    ("a line end in a cell", b'patient,points,notes\nMaria,BL40,"one\ntwo"\n', (0,), ""),
    ("a line end in a name", HEAD + b'"Ma\nria",BL40\n', (3,), "more than one line"),
    ("a column break", b"patient,points,notes\nMaria,BL40,a\x0bb\n", (3,), "U+000B"),
    ("a name that is a path", HEAD + b"../../../tmp/x,BL40\n", (0,), ""),
    ("a name that is a root", HEAD + b"/,BL40\n", (0,), ""),
    ("a name that is dots", HEAD + b"..,BL40\n", (3,), "says nothing to a patient"),
    ("a name of Windows", HEAD + b"CON,BL40\nNUL.txt,BL40\n", (0,), ""),
    ("a name that is a stream", HEAD + b"a:b::$DATA,BL40\n", (0,), ""),
    ("a name that is an option", HEAD + b"-rf,BL40\n--force,BL40\n", (0,), ""),
    ("a name that is hidden", HEAD + b".handouts-run,BL40\n.bashrc,BL40\n", (0,), ""),
    ("a name that is a manifest", HEAD + b"manifest.csv,BL40\nprint-run,BL40\nfailed,BL40\n", (0,), ""),
    ("one name 300 times", HEAD + ROW * 300, (0,), ""),
    ("a name in two cases", HEAD + b"maria,BL40\nMARIA,BL40\nMar\xc3\xada,BL40\n", (0,), ""),
    ("a name of 100 letters of 3 bytes", HEAD + "王".encode() * 100 + b",BL40\n", (0,), ""),
    ("an id that is a path", b"id,patient,points\n../../x,Maria,BL40\n", (0,), ""),
    ("a clinic that is a path", b"patient,points,clinic\nMaria,BL40,../../etc/passwd\n", (3,), "same folder"),
    ("a clinic on a server", b"patient,points,clinic\nMaria,BL40,\\\\192.0.2.1\\s\\c.yaml\n", (3,), "same folder"),
    ("a layout that is a path", b"patient,points,layout\nMaria,BL40,../../x\n", (3,), "There is no layout"),
    ("formulas in every cell", b"patient,points,notes,title\n=1+1,BL40,=2+2,@x\n", (3,), ""),
    ("formulas in cells that are looked up", b"patient,points,date\nMaria,=BL40,=TODAY()\n", (3,), ""),
    ("a formula in a row that fails", b"patient,points\n=cmd|' /C calc'!A0,ZZ99\n", (3,), ""),
    ("reasons without an end", b"patient,points,acknowledge\nMaria,BL40," + b"a;" * 9_000 + b"\n", (3,), ""),
    ("points without an end", HEAD + b"Maria," + b"LI4;" * 4_900 + b"\n", (3,), "room for 40"),
    ("a link that runs", b"patient,points,link\nMaria,BL40,javascript:alert(1)\n", (3,), "https://"),
    ("an address that adds headers", b'patient,points,email\nMaria,BL40,"a@b.example\nBcc: x@y.example"\n', (3,), "e-mail"),
]  # fmt: skip


def _table(name: str, data: bytes, exits: tuple[int, ...], says: str) -> Case:
    def prepare(folder: Path) -> list[str]:
        (folder / "t.csv").write_bytes(data)
        return ["batch", "t.csv", "-o", "out", "--jobs", "1", "--layout", "pocket"]

    return Case("a table", name, prepare, exits, (says,) if says else ())


def _place(
    name: str, make: Callable[[Path], object], exits: tuple[int, ...], says: str
) -> Case | None:
    if "larger" in says:
        return None

    def prepare(folder: Path) -> list[str]:
        make(folder / "t.csv")
        return ["batch", "t.csv", "-o", "out", "--jobs", "1"]

    if name == "a folder":
        exits, says = (3,), "no prescriptions in it"
    return Case("instead of a table", name, prepare, exits, (says,))


CASES = [
    *(_table(*table) for table in TABLES),
    *(case for place in PLACES if (case := _place(*place))),
]
