"""Whether something is read, or refused in the way that every refusal must have."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from handouts.errors import ContentError, Problem

T = TypeVar("T")


def read_or_refused(read: Callable[[], T]) -> tuple[T | None, tuple[Problem, ...]]:
    """What `read` gives, or its problems, each with its cure. Any other exception is a failure."""
    try:
        return read(), ()
    except ContentError as error:
        problems = error.problems
    assert problems
    assert all(problem.wrong and problem.cure for problem in problems)
    return None, problems
