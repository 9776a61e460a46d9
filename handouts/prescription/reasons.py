"""Whether what stands behind a name under `acknowledge` is a reason.

It cannot be told whether a reason is good; only what plainly is none is refused.
"""

from __future__ import annotations

import re

from handouts.prescription.values import Wrong

_FEWEST_WORDS, _FEWEST_SIGNS = 3, 8
"""Of a reason; signs for scripts that put no space between words."""
_CURE = (
    "Say who decided it and why it is right, the day and your initials, as:"
    " Her doctor agrees, the scan was clear, 20 Nov, HP"
)
_WHO = r"(the |my |this )?(patient|client|pt|i|we|she|he|they)\b ?"
_OPEN = re.compile(
    rf"({_WHO})?(still |really )*"
    r"(not (yet|sure|asked|clear|known)\b|unknown|unsure|to ?do\b|tb[cd]\b"
    r"|(to |must |will |have to |need to )?ask( (her|him|them|midwife|doctor))?\b"
    r"|why (it is right|not)\b|(do|does|did|could)(n.?t| not) (really |yet )*(know\b(?! of)|ask\b)"
    r"|no (idea|clue)\b|no reason\W*$|(nobody|who) knows\b|dunno|whatever|(just )?because\W*$)",
    re.IGNORECASE,
)
"""How somebody begins who has not decided, or does not know why."""
_WISH = re.compile(
    rf"{_WHO}(has |have |is |does |really |just |very much |only |so )*"
    r"(want|like|insist|ask|wish|prefer|need|love)\w*"
    r"( (on|for|to|have|it|this|that|them|the|point|these|hard|firm|firmly|so|badly|much|very|a|lot"
    r"|anyway|please|done|pressed))*\W*",
    re.IGNORECASE,
)
"""Nothing but what the patient wants: nobody has said why it does no harm."""


def must_be_a_reason(text: str) -> None:
    """Raise Wrong where somebody has written a word, or that nobody knows why."""
    words = re.findall(r"[^\W\d_]{2,}", text)
    spaceless = sum(map(len, re.findall(r"[\u2e80-\ud7ff\u0e00-\u0fff]+", text)))
    if (len(words) < _FEWEST_WORDS or len({*words}) < 2) and spaceless < _FEWEST_SIGNS:
        raise Wrong("The reason is missing or too short.", _CURE)
    if _OPEN.match(text):
        raise Wrong("This says that nobody has decided yet, or why.", _CURE)
    if _WISH.fullmatch(text):
        raise Wrong("This says what the patient wants, not why it does no harm.", _CURE)
