"""Passwords of PDFs: in the one form in which readers take them, and which of them will not do."""

from __future__ import annotations

import stringprep
import unicodedata

SHORTEST = 8
FEWEST = 3
"""Different characters."""
LONGEST = 127
"""Bytes of UTF-8 that a reader looks at (ISO 32000-2, 7.6.4.3.2)."""


def prepared(password: str) -> str:
    """A password in the form to which readers bring what is typed (SASLprep, RFC 4013, 2): else one
    that a Mac has parted into letter and accent opens nothing elsewhere.
    """
    mapped = (" " if stringprep.in_table_c12(char) else char for char in password)
    kept = (char for char in mapped if not stringprep.in_table_b1(char))
    return unicodedata.normalize("NFKC", "".join(kept))


def too_weak(password: str) -> str:
    """Why a password will not do; empty when it will."""
    password = prepared(password)
    if any(unicodedata.category(char).startswith("C") for char in password):
        return "The password has a character that cannot be seen or typed everywhere."
    if len(password.encode()) > LONGEST:
        return f"The password is too long. Use {LONGEST} plain letters or fewer."
    if len(password) < SHORTEST:
        return f"The password is too short. Use {SHORTEST} characters or more."
    if len(set(password)) < FEWEST:
        return "The password is too simple. Use more than one or two characters over and over."
    return ""
