"""What people and programs write where nothing is meant, or nobody: `N/A`, `-`, TRUE for a box that
is ticked, CANCELLED. The words stand in `assets/spoken.yaml`.

What says nothing is never printed: a table asks whoever wrote it, and a file takes it for an empty
field, and says so.
"""

from __future__ import annotations

import re

from handouts.files.reading import shown
from handouts.library.spoken import pattern, words
from handouts.prescription.values import Wrong

_AROUND = " .,:;#?!*_~-‐‑–—"
_LONGEST = 20
"""More signs in a row may be a line to write on."""
_RIP = re.compile(r"\bRip\b")
"""Somebody may be called so; the letters alone are no name."""


def says_nothing(typed: str) -> bool:
    """Whether a text is one of these words, or nothing but a few signs."""
    known = words("no_words") | words("no_words_but_names")
    return len(typed) <= _LONGEST and typed.strip(_AROUND).casefold() in known


def is_no_name(typed: str) -> bool:
    """Whether it says nothing even where a first or last name stands."""
    return says_nothing(typed) and typed.strip(_AROUND).casefold() in words("no_words")


def is_answer(typed: str, *kinds: str) -> bool:
    """Whether a text is, as a whole, one of these: `no`, `healthy`, `unknown`, `yes`, `agreed`."""
    return any(pattern(kind).fullmatch(" ".join(typed.split())) for kind in kinds)


def is_no_alert(typed: str) -> bool:
    """Whether a cell in a column of alerts warns of nothing: `None`, `NKDA`, `-`; unknown does."""
    return is_answer(typed, "no", "healthy", "no-alert")


def says_yes(typed: str) -> bool:
    """Whether a cell is ticked."""
    return is_answer(typed, "yes")


def is_status(plain_heading: str) -> bool:
    """Whether a column may say who is not expected. `plain_heading` is as it is looked up."""
    return any(pattern(one).search(plain_heading) for one in ("status", "ticked"))


def says_not_expected(cell: str, plain_heading: str) -> bool:
    """Whether a cell of such a column says it, or is ticked where the heading does."""
    said = any(pattern(one).search(cell) for one in ("not-expected", "status-not-expected"))
    return said or bool(says_yes(cell) and pattern("ticked").search(plain_heading))


def must_be_expected(name: str) -> None:
    """Refuse a patient's name in which such a word stands. Raises Wrong."""
    word = pattern("not-expected").search(_RIP.sub("", name))
    if word:
        wrong = f"The name says {shown(word[0])}, so perhaps nobody is to get this sheet."
        raise Wrong(wrong, "Leave the patient out, or write the name alone.")
