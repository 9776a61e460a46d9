"""Runs to try: tables of patients whose names are marks that can be found again in a PDF."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import pypdfium2

from handouts.commands import run

ROUTINES = ("low-back", "neck-shoulder", "sciatica", "upper-back")
COLUMNS = ("id", "patient", "email", "routine", "points", "hold", "conditions", "notes")
MARK = re.compile(r"Zq\d{5}")
CLI = Path(__file__).parents[2] / "cli.py"

BAD: tuple[dict[str, str], ...] = (
    {"points": "BL4O"},
    {"routine": "lower-limbs"},
    {"routine": "", "points": "LI4; BL60", "conditions": "pregnant"},
    {"email": "nobody at example"},
    {"hold": "a while"},
    {"conditions": "lupus"},
    {"notes": "x" * 25_000},
    {"notes": "a\x07b"},
    {"routine": ""},
    {"notes": "\u1200\u1201"},
    {"points": "BL40; BL40"},
    {"patient": "Zq99999 " * 40},
)
"""Rows that are wrong, each in its own way; the third is stopped for safety."""


def mark(number: int) -> str:
    return f"Zq{number:05}"


def table(good: int, bad: int = 0) -> list[dict[str, str]]:
    """Rows of which `bad`, spread among the others, are wrong."""
    rows = []
    for number in range(good + bad):
        row = dict.fromkeys(COLUMNS, "")
        row |= {
            "id": str(1000 + number),
            "patient": f"{mark(number)} Lopez",
            "email": f"p{number}@example.org",
            "routine": ROUTINES[number % len(ROUTINES)],
            "conditions": "none",
            "notes": f"Walk {number % 5 + 1} times a day.",
        }
        rows.append(row)
    step = (good + bad) // bad if bad else 0
    for number in range(bad):
        row = rows[number * step]
        row |= {"patient": f"Bad {row['patient']}"} | BAD[number % len(BAD)]
    return rows


def write_table(
    path: Path, rows: Iterable[dict[str, str]], columns: Sequence[str] = COLUMNS
) -> Path:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    return path


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def batch(*arguments: object) -> int:
    """The exit code of `handouts batch` in this process."""
    return run(["batch", *map(str, arguments)])


def started(*arguments: object) -> subprocess.Popen[bytes]:
    """`handouts batch` as a process of its own, at the head of its own group."""
    return subprocess.Popen(
        [sys.executable, str(CLI), "batch", *map(str, arguments)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def marks_of(pdf: Path) -> set[str]:
    """The patients named in a PDF; raises when it is not a whole file."""
    return set(MARK.findall(text_of(pdf)))
