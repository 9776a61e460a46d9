"""A defect that a programming error could make is found, each and every one."""

from __future__ import annotations

import pytest
from spread import spread

from proof import planted, structure, vera

# What our own check has to find by itself, because veraPDF does not.
OWN = {
    "bookmarks missing", "chinese characters called english", "document without title",
    "element in the tree twice", "element left out of the tree", "element with the wrong parent",
    "empty paragraph", "figure with a file name for alternative text",
    "figure with bounding box off the page", "item without a body", "link with a wrong key",
    "mark inside a mark", "mark that no element claims", "number used twice",
    "parent tree cut short", "parent tree with two marks exchanged", "parent tree without a row",
    "pinyin called english", "reading order turned round",
    "table heading with a scope that is none", "table row of another length",
    "table without a summary", "text called an artifact and gone from the tree",
    "title not a heading", "titles differ", "two titles",
}  # fmt: skip


def findings(pdf: bytes) -> tuple[set[str], list[str]]:
    """Rules of veraPDF that are broken, and what our own check says."""
    return vera.validate(pdf).rules, structure.problems(pdf)


def test_the_good_file_is_good(good_pdf: bytes) -> None:
    assert findings(good_pdf) == (set(), [])


def test_writing_it_anew_spoils_nothing(good_pdf: bytes) -> None:
    assert findings(planted.saved(good_pdf)) == (set(), [])


@pytest.mark.parametrize("name", spread(sorted(planted.DEFECTS), 6))
def test_is_found(good_pdf: bytes, name: str) -> None:
    rules, problems = findings(planted.spoiled(good_pdf, name))
    assert rules or problems
    if name in OWN:
        assert problems
