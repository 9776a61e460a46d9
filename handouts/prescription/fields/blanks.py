"""What people and programs write where nothing is meant, or nobody: `N/A`, `-`, TRUE for a box that
is ticked, CANCELLED. The words stand in `assets/mentions.yaml`; who is not expected, and under
which headings of a table, under `asked` in `assets/columns.yaml`.

What says nothing is never printed: a table asks whoever wrote it, and a file takes it for an empty
field, and says so.
"""

from __future__ import annotations

import re
from functools import cache

from handouts.files.reading import shown
from handouts.library.mentions import pattern, words
from handouts.library.yaml_text import asset_table
from handouts.prescription.fields.values import Wrong

_AROUND = " .,:;#?!*_~-‐‑–—"
_LONGEST = 20
"""More signs in a row may be a line to write on."""
_RIP = re.compile(r"\bRip\b")
"""Somebody may be called so; the letters alone are no name."""


def says_nothing(typed: str, *, may_be_name: bool = False) -> bool:
    """Whether a text is one of these words, or nothing but a few signs; of those that may be a
    first or last name, none is where one may stand.
    """
    known = words("no_words") | (frozenset() if may_be_name else words("no_words_but_names"))
    return len(typed) <= _LONGEST and typed.strip(_AROUND).casefold() in known


def is_answer(typed: str, *kinds: str) -> bool:
    """Whether a text is, as a whole, one of these: `no`, `healthy`, `unknown`, `yes`, `agreed`."""
    return any(pattern(kind).fullmatch(" ".join(typed.split())) for kind in kinds)


def is_no_alert(typed: str) -> bool:
    """Whether a cell in a column of alerts warns of nothing: `None`, `NKDA`, `-`; unknown does."""
    return is_answer(typed, "no", "healthy", "no-alert")


@cache
def _like(what: str, name: str) -> re.Pattern[str]:
    return re.compile("|".join(asset_table("columns")["asked"][what][name]), re.IGNORECASE)


@cache
def kind_of(plain_heading: str) -> str:
    """What a column may say of its rows by its heading: `no_show`, `came`, `side`, `any`."""
    kinds: dict[str, list[str]] = asset_table("columns")["asked"]["headings"]
    return next(kind for kind in kinds if _like("headings", kind).search(plain_heading))


def says(cell: str, kind: str) -> str:
    """What a cell says there: `out` of who is not to get a sheet, `unclear` where yes or no can
    mean both, a `side`, else `in`.
    """
    means: dict[str, str] = asset_table("columns")["asked"]["means"][kind]
    typed = cell.strip()
    return next(m for of, m in means.items() if of == "other" or _like("cells", of).search(typed))


def must_be_expected(name: str) -> None:
    """Refuse a patient's name in which such a word stands. Raises Wrong."""
    word = _like("cells", "sure").search(_RIP.sub("", name))
    if word:
        wrong = f"The name says {shown(word[0])}, so perhaps nobody is to get this sheet."
        raise Wrong(wrong, "Leave the patient out, or write the name alone.")
