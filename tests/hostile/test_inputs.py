"""Each hostile input is printed faithfully, or refused by name and place, and breaks nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from .cases import CASES
from .reading_back import not_given_back, unsound
from .tried import Case, try_case, wrong_with


def test_there_are_many() -> None:
    names = [str(case) for case in CASES]
    assert len(names) >= 300
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_input(case: Case, tmp_path: Path) -> None:
    answer = try_case(case, tmp_path)
    wrong = wrong_with(case, answer)
    for pdf in answer.pdfs:
        wrong += unsound(pdf)
        wrong += not_given_back(pdf, case.printed)
    if case.printed and not answer.pdfs:
        wrong.append("no PDF")
    assert not wrong
