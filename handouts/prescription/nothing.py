"""What people and programs write where nothing is meant: `N/A`, `-`, `no`, or TRUE for a box that
is ticked. It is never printed: a table asks whoever wrote it, and a file takes it for an empty
field, and says so.
"""

from __future__ import annotations

_NAMES = frozenset({"na", "nan", "nil", "no", "null"})
"""Words that are people's names, too: Li Na, Jennifer Null."""
_WORDS = _NAMES | {
    "", "0", "false", "n/a", "n.a", "none", "not applicable", "nothing", "tbd", "true",
    "undefined", "unknown", "yes",
}  # fmt: skip
_NO_ALERT = _NAMES | {
    "", "0", "false", "n", "n/a", "n.a", "none", "not applicable", "nothing", "unchecked", "☐",
    "nka", "nkda", "nkfa", "no alert", "no alerts", "no known allergies", "no known drug allergies",
    "none known", "none noted", "none reported",
}  # fmt: skip
"""In a column of alerts, where yes and unknown say something."""
_YES = frozenset({"yes", "y", "true", "x", "1", "checked", "✓", "✔", "☑"})
_AROUND = " .,:;#?!*_~-‐‑–—"
_LONGEST = 20
"""More signs in a row may be a line to write on."""


def says_nothing(typed: str) -> bool:
    """Whether a text is one of these words, or nothing but a few signs."""
    return len(typed) <= _LONGEST and typed.strip(_AROUND).casefold() in _WORDS


def is_no_alert(typed: str) -> bool:
    """Whether a cell in a column of alerts warns of nothing: `None`, `NKDA`, `-`."""
    return " ".join(typed.split()).strip(_AROUND).casefold() in _NO_ALERT


def says_yes(typed: str) -> bool:
    """Whether a cell is ticked."""
    return typed.strip(_AROUND).casefold() in _YES


def is_no_name(typed: str) -> bool:
    """Whether it says nothing even where a first or last name stands."""
    return says_nothing(typed) and typed.strip(_AROUND).casefold() not in _NAMES
