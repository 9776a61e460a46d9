"""How an amount is written in digits: `2`, `1.5`, `1,5`, `1/2`, `1 1/2`, `1-1/2`, `2½`."""

from __future__ import annotations

import re
from fractions import Fraction

_SIGNS = {"¼": "1/4", "½": "1/2", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}
_SIGN = f"[{''.join(_SIGNS)}]"
_PART, _WHOLE = r"[1-9]/[1-9]", r"\d{1,4}(?:[.,]\d{1,2})?"
AMOUNT = rf"(?:{_PART}|{_SIGN}|{_WHOLE}(?:(?: +| *[-&] *| +and +){_PART}| *{_SIGN})?)"
"""A pattern of it, without groups."""
_EACH = re.compile(rf"{_PART}|{_SIGN}|{_WHOLE}")


def amount(typed: str) -> Fraction:
    """What a text that AMOUNT matches comes to."""
    parts = _EACH.findall(typed.replace(",", "."))
    return sum((Fraction(_SIGNS.get(part, part)) for part in parts), Fraction(0))
