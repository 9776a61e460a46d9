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
    named = os.environ.get("HANDOUTS_PACK", "")  # the folder, where another was named
    folders = [Path(named)] if named not in ("", "off") else []
    with contextlib.suppress(RuntimeError):
        folders.append(cache_folder())
    for folder in folders:
        with contextlib.suppress(OSError):
            for path in folder.iterdir():
                if _OURS.fullmatch(path.name):
                    path.unlink(missing_ok=True)
            folder.rmdir()
