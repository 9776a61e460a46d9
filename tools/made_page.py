"""Pages that a tool makes: write one, or say with `--check` that it is stale."""

from __future__ import annotations

import sys
from pathlib import Path


def write_page(page: Path, fresh: str) -> None:
    """Write the page, or, with `--check` on the command line, exit with what is wrong with it."""
    if "--check" in sys.argv:
        sys.exit(0 if page.read_text("utf-8") == fresh else f"docs/{page.name} is stale")
    page.write_text(fresh, "utf-8")
