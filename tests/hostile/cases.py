"""All hostile inputs."""

from __future__ import annotations

from . import texts
from .tried import Case

CASES: list[Case] = [*texts.CASES]
