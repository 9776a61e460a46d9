"""Regular expressions that are compiled when they are first used.

Python compiles them anew in every process, which takes longer than to build a known page; and most
of them are for what somebody might type but did not.
"""

from __future__ import annotations

import re
from typing import Any, cast


def pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` gives, later."""
    return cast("re.Pattern[str]", _Later(source, flags))


class _Later:
    """Stands in for a pattern; each method is looked up once."""

    def __init__(self, source: str, flags: int) -> None:
        self._made_from = source, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._made_from), name)
        setattr(self, name, found)
        return found
