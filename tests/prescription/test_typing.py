"""What hands really type, in a file and in a spreadsheet: understood, or asked back by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.errors import ContentError, Problem
from handouts.library import load_library
from handouts.prescription.model import Prescription
from handouts.prescription.read import read_prescription

from .tables import rows_of


def in_yaml(folder: Path, text: str) -> tuple[Prescription | None, tuple[Problem, ...]]:
    path = folder / "p.yaml"
    path.write_text(text, "utf-8")
    try:
        return read_prescription(path, load_library()).prescription, ()
    except ContentError as error:
        return None, error.problems


def in_cell(folder: Path, column: str, cell: str) -> tuple[Prescription | None, tuple[Problem, ...]]:
    path = folder / "t.csv"
    others = "" if column in ("points", "routine") else ",routine"
    values = "" if column in ("points", "routine") else ",stress"
    path.write_text(f'{column}{others}\n"{cell}"{values}\n', "utf-8")
    (row,) = rows_of(path, load_library()).values()
    return row.prescription, row.problems


# ── numbers that could mean two things ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("field", "typed", "offered"),
    [
        ("hold", "5", "Write: 5 s, or 5 min"),
        ("hold", "2", "Write: 2 min"),
        ("for_how_long", "14", "Write: 14 days or 14 weeks"),
        ("for_how_long", "１４", "Write: １４ days or １４ weeks"),
        ("for_how_long", "2-3", "Write: 2-3 days or 2-3 weeks"),
        ("for_how_long", "two", "Write: two days or two weeks"),
        ("for_how_long", "1", "Write: 1 day or 1 week"),
        ("how_often", "3", "Write: 3 times a day or 3 times a week"),
        ("how_often", "3x", "Write: 3 times a day or 3 times a week"),
        ("how_often", "x 3", "Write: 3 times a day or 3 times a week"),
        ("how_often", "2-3 times", "Write: 2-3 times a day or 2-3 times a week"),
        ("how_often", "Twice.", "Write: twice a day or twice a week"),
        ("how_often", "once", "Write: once a day or once a week"),
    ],
)
def test_a_number_that_says_not_of_what_is_asked_back(
    field: str, typed: str, offered: str, tmp_path: Path
) -> None:
    _, in_file = in_yaml(tmp_path, f"routine: stress\n{field}: {typed}\n")
    _, in_table = in_cell(tmp_path, field, typed)
    for (problem,) in (in_file, in_table):
        assert problem.cure == offered.replace("１４", "14")
        assert "no unit" in problem.wrong


@pytest.mark.parametrize("typed", ["twice a day", "3x/day", "3 times daily", "daily", "2 weeks", "10 d",
                                   "Until your next visit", "once or twice a day"])  # fmt: skip
def test_a_number_that_says_of_what_is_taken(typed: str, tmp_path: Path) -> None:
    taken, problems = in_yaml(tmp_path, f"routine: stress\nhow_often: {typed}\n")
    assert not problems
    assert taken is not None
    assert taken.how_often == typed
