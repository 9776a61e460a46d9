"""What version 0.1 left in the user's cache folder, taken away.

It kept set pages there, and with them what a prescription had typed as its title and its link.
Nothing is kept between processes any more.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path

from handouts.files.paths import cache_folder

_OURS = re.compile(r"[0-9a-f]{32}\.(pack|\d+\.part)")


def remove_old_cache() -> None:
    """Delete those files, and their folder if there is nothing else in it. Never fails."""
    for folder in _folders():
        with contextlib.suppress(OSError):
            for path in folder.iterdir():
                if _OURS.fullmatch(path.name):
                    path.unlink(missing_ok=True)
            folder.rmdir()


def _folders() -> list[Path]:
    """The usual one, and one that was named by `HANDOUTS_PACK`."""
    named = os.environ.get("HANDOUTS_PACK", "")
    folders = [Path(named)] if named not in ("", "off") else []
    with contextlib.suppress(RuntimeError):
        folders.append(cache_folder())
    return folders
