"""Words by which a program or a desk says that somebody is not to get a sheet: the visit is
cancelled, the patient has died, wants no mail or is a record that counts no more.
"""

from __future__ import annotations

import re

from handouts.files.reading import shown
from handouts.prescription.values import Wrong

_WORDS = (
    r"cancel+(?:ed|ation)|no[- ]?show(?:ed)?|did not (?:attend|show|come)|re-?scheduled?"
    r"|deleted?|deceased|passed away|(?:do not|don['’]?t) (?:contact|call|mail|e-?mail|text|book"
    r"|use|send|see)|dnc|archived|inactive|duplicate|voided|discharged|declined"
)
_IN_NAME = re.compile(rf"\b(?:{_WORDS})\b|\bR\.?I\.?P\b", re.I)
_RIP = re.compile(r"\bRip\b")
"""Somebody may be called so; the letters alone are no name."""
_IN_STATUS = re.compile(
    rf"\b(?:{_WORDS}|cancels?|void|dna|died|dead|missed|late cancel|moved|not active|postponed"
    r"|refunded|left (?:the )?practice|transferred|r\.?i\.?p\.?)\b", re.I
)  # fmt: skip
_TICKED = re.compile(
    r"(cancel+ed|no_show|deceased|deleted|archived|inactive|do_not_(contact|call|e_?mail|mail|send))"
)
"""Headings that say it themselves, where they are ticked."""
_HEADING = re.compile(r"(^|_)(status|state|outcome|attendance|attended|cancel\w*|no_show)(_|$)")


def is_status(plain_heading: str) -> bool:
    """Whether a column may say who is not expected. `plain_heading` is as it is looked up."""
    return bool(_HEADING.search(plain_heading) or _TICKED.search(plain_heading))


def says_not_expected(cell: str, plain_heading: str, *, ticked: bool) -> bool:
    """Whether a cell of such a column says it; `ticked`: it says yes."""
    return bool(_IN_STATUS.search(cell)) or (ticked and bool(_TICKED.search(plain_heading)))


def must_be_expected(name: str) -> None:
    """Refuse a patient's name in which such a word stands. Raises Wrong."""
    word = _IN_NAME.search(_RIP.sub("", name))
    if word:
        wrong = f"The name says {shown(word[0])}, so perhaps nobody is to get this sheet."
        raise Wrong(wrong, "Leave the patient out, or write the name alone.")
