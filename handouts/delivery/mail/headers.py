"""Headers as they go over the line: names in any script, addresses of any domain, in ASCII.

Written here, and not left to the folding of `email.policy`: that loses the quotes of long names on
Python before 3.11.12 and 3.13.2 (gh-80222), the encoding of others (gh-121284), and adds or eats
spaces between encoded words (gh-92081, gh-124452, gh-144156). A name that lost its quotes is read
as further addresses.
"""

from __future__ import annotations

import re
from email.charset import Charset
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import quote
from itertools import groupby

_LINE = 75
"""Characters of an encoded word at most (RFC 2047, 2), and what a line is filled with."""
_UTF8 = Charset("utf-8")
_GAP = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+")


class _Written(str):
    """A header's value, ready for the line. Policies leave it alone since it has a name and folds
    itself (`EmailPolicy.header_store_parse`, `EmailPolicy.fold`).
    """

    name: str

    def fold(self, *, policy: EmailPolicy) -> str:
        return f"{self.name}: {policy.linesep.join(self.splitlines())}{policy.linesep}"


def write_header(message: EmailMessage, name: str, value: str) -> None:
    """Add a header whose value is ASCII already, with `\\n ` where a new line begins."""
    written = _Written(value)
    written.name = name
    message[name] = written


def text_value(text: str) -> str:
    """Text as the value of a header such as Subject."""
    words = _clean(text).split(" ")
    return _folded(_encoded([(word.isascii(), word) for word in words]))


def mailbox(name: str, address: str) -> str:
    """A name and an address as the value of From or To: one mailbox, whatever the name holds."""
    words = _clean(name).split()
    atoms = [(bool(_ATOM.fullmatch(word)), word) for word in words]
    if all(word.isascii() for word in words) and not all(atom for atom, _ in atoms):
        shown = [f'"{quote(" ".join(words))}"']
    else:
        shown = _encoded(atoms)
    return _folded([*shown, f"<{address}>"] if shown else [address])


def _encoded(words: list[tuple[bool, str]]) -> list[str]:
    """Words that may stand as they are, and the others as encoded words.

    Those that stand side by side are encoded together, with the spaces between them: readers drop
    what is between encoded words (RFC 2047, 6.2).
    """
    out: list[str] = []
    for plain, run in groupby(words, key=lambda one: one[0]):
        texts = [word for _, word in run]
        out += texts if plain else _split(" ".join(texts))
    return out


def _split(text: str) -> list[str]:
    """Text as encoded words that are short enough, cut behind spaces, or else where it must be."""
    out: list[str] = []
    left = ""
    for piece in re.findall(r"\S+ ?", text):
        for part in [piece] if _fits(piece) else piece:
            if left and not _fits(left + part):
                out.append(_UTF8.header_encode(left))
                left = ""
            left += part
    return [*out, _UTF8.header_encode(left)]


def _fits(text: str) -> bool:
    return len(_UTF8.header_encode(text)) <= _LINE


def _folded(words: list[str]) -> str:
    lines = [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + len(word) >= _LINE - len("Subject"):
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return "\n ".join(lines)


def _clean(text: str) -> str:
    """On one line. `=?utf-8?B?…?=` as typed would be decoded by readers (RFC 2047), and what comes
    out of it may hold a line end and a header of its own.
    """
    return _GAP.sub(" ", text).strip().replace("=?", "= ?")
