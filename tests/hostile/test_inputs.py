"""Each hostile input is printed faithfully, or refused by name and place, and breaks nothing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from spread import spread

from .cases import CASES
from .reading_back import not_given_back, unsound
from .tried import Case, try_case, wrong_with


def test_there_are_many() -> None:
    names = [str(case) for case in CASES]
    assert len(names) >= 300
    assert len(set(names)) == len(names)


HEAVY = re.compile(r"\d MB|million|swells?\b|300 times|60 words")
ELSEWHERE = ("text in a clinic", "text in a table")  # texts that a prescription has tried, too


def _sorted_out() -> list[Any]:
    """All cases; to the long run is left what takes seconds, and most of the same texts again."""
    again = spread([case for case in CASES if case.group in ELSEWHERE], 40)
    others = [case for case in CASES if case.group not in ELSEWHERE]
    return again + [
        pytest.param(case, marks=pytest.mark.long) if HEAVY.search(case.name) else case
        for case in others
    ]


@pytest.mark.parametrize("case", _sorted_out(), ids=str)
def test_input(case: Case, tmp_path: Path) -> None:
    answer = try_case(case, tmp_path)
    wrong = wrong_with(case, answer)
    for pdf in answer.pdfs:
        wrong += unsound(pdf)
        wrong += not_given_back(pdf, case.printed)
    if case.printed and not answer.pdfs:
        wrong.append("no PDF")
    assert not wrong
