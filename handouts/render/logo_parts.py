"""How the two kinds of logo, pixels and shapes, are refused."""

from __future__ import annotations

from handouts.errors import ContentError, Problem


def refused(wrong: str, cure: str) -> ContentError:
    """A logo that cannot be printed, and what to do about it."""
    return ContentError(Problem("logo", 0, "", wrong, cure))
