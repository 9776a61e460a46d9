"""All hostile inputs."""

from __future__ import annotations

from . import calls, files, layouts, logos, own, tables, texts
from .tried import Case

GROUPS = (texts, files, logos, own, tables, layouts, calls)
CASES: list[Case] = [case for group in GROUPS for case in group.CASES]
