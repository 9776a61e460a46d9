"""A patient's name as tables write it, and when two names are one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

from handouts.files.reading import shown
from handouts.prescription.fields.values import Wrong

T = TypeVar("T")

_BEHIND = re.compile(
    r"(jr|sr|junior|senior|esq|[ivx]{2,4}|ph\.?d|m\.?d|d\.?o|d\.?d\.?s|d\.?m\.?d|d\.?c|r\.?n|n\.?p"
    r"|l\.?ac|dipl\.? ?ac|d\.?a\.?o\.?m|l\.?m\.?t|m\.?a|m\.?s|b\.?a|b\.?sc?|j\.?d|cpa)\.?", re.I
)  # fmt: skip
"""What stands behind a whole name and a comma: `Ana Ruiz, Jr.`, `Bea Lang, PhD`."""
_TITLE = re.compile(r"(mr|mrs|ms|miss|mx|dr|prof|rev|sr|sra|herr|frau|mme|m)\.?", re.I)
_NO_NAME = re.compile(r'[=:;"<>@#|\\{}\[\]!?*%$]')
"""Signs in which no name is written: what holds one is text, whatever its commas mean."""
_IDEOGRAPHS = re.compile(r"[々\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+")
"""Of Chinese, Japanese and Korean, in which the family name stands first, with no blank."""
_SEVERAL = re.compile(r"&|\+|/|\b(?i:and|und|et)\b|\b[ey]\b")


def patient_key(name: str) -> str:
    """The same for one name however it is typed: capitals, blanks, how an accent is composed."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def recipient_key(address: str, name: str) -> tuple[str, str]:
    """The same for one patient who is mailed: a family shares an address, others share a name."""
    return patient_key(address), patient_key(name)


def first_name_first(typed: str) -> str:
    """`Lopez, Maria` as it is read aloud; any other name as it is. Raises Wrong for a name with a
    comma that may mean something else.
    """
    if "," not in typed or _NO_NAME.search(typed):
        return typed
    last, first, *more = (part.strip() for part in typed.split(","))
    if more or not all(any(map(str.isalpha, part)) for part in (last, first)):
        raise _asked(typed)
    if _BEHIND.fullmatch(first) and " " in last:
        return typed
    if _BEHIND.fullmatch(first) or _TITLE.fullmatch(first) or _SEVERAL.search(typed):
        raise _asked(typed)
    return whole(first, last)


def whole(first: str, last: str) -> str:
    """First and last name as they are written together: Maria Lopez, 李伟."""
    if _IDEOGRAPHS.fullmatch(first) and _IDEOGRAPHS.fullmatch(last):
        return f"{last}{first}"
    return f"{first} {last}"


def namesakes(things: Iterable[T], name: Callable[[T], str]) -> list[list[T]]:
    """The things of which several have one patient's `name`, those of one name together."""
    found: dict[str, list[T]] = {}
    for thing in things:
        found.setdefault(patient_key(name(thing)), []).append(thing)
    return [same for same in found.values() if len(same) > 1]


def _asked(typed: str) -> Wrong:
    wrong = f"{shown(typed)} has a comma, so the order of the names is not clear."
    return Wrong(wrong, "Write the name as it is to be printed, the first name first.")
