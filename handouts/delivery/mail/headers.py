"""Headers as they go over the line: names in any script, addresses of any domain, in ASCII.

Encoded by `email.header`, and not by the folding of `email.policy`: that loses the quotes of long
names on Python before 3.11.12 and 3.13.2 (gh-80222), the encoding of others (gh-121284), and adds
or eats spaces between encoded words (gh-92081, gh-124452, gh-144156). A name that lost its quotes
is read as further addresses.
"""

from __future__ import annotations

import re
from email.header import Header
from email.policy import SMTP
from email.utils import formataddr

ASCII_LINES = SMTP.clone(cte_type="7bit", refold_source="none")
"""The policy of a message with such headers, which goes as `set_raw` has it: nothing is folded
again, and no byte needs 8BITMIME (RFC 6152)."""
_GAP = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def text_value(text: str) -> str:
    """Text as the value of a header such as Subject."""
    return _encoded(_clean(text))


def mailbox(name: str, address: str) -> str:
    """A name and an address as the value of From or To: one mailbox, whatever the name holds."""
    name = _clean(name)
    if name.isascii():
        return _encoded(formataddr((name, address)))
    return f"{_encoded(name)} <{address}>"


def _encoded(text: str) -> str:
    """In ASCII, on lines that are short enough (RFC 2047, 2; RFC 5322, 2.1.1)."""
    charset = "us-ascii" if text.isascii() else "utf-8"
    return Header(text, charset, maxlinelen=75, header_name="Subject").encode()


def _clean(text: str) -> str:
    """On one line. `=?utf-8?B?…?=` as typed would be decoded by readers (RFC 2047), and what comes
    out of it may hold a line end and a header of its own.
    """
    return _GAP.sub(" ", text).strip().replace("=?", "= ?")
