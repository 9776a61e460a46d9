"""All hostile inputs."""

from __future__ import annotations

from . import files, logos, texts
from .tried import Case

CASES: list[Case] = [*texts.CASES, *files.CASES, *logos.CASES]
