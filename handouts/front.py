"""The front door: the plainest command, `handouts build FILE`, goes in without the command line.

That library takes longer to load than a known page takes to build. Whatever else is asked for, and
whatever goes wrong, is left to the command line: it does it all again and finds the words.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import NamedTuple


class Asked(NamedTuple):
    """One prescription to build, as `handouts build` takes it."""

    file: str
    output: str | None
    quiet: bool


def main() -> None:
    """Run the command and leave with its exit code.

    A terminal that has no sign for a character gets its code instead: no reason to fail.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    asked = plainest(sys.argv[1:])
    if asked is None or not built(asked):
        from handouts.commands import main as command_line

        command_line()


def plainest(arguments: Sequence[str]) -> Asked | None:
    """What is asked for, if it is to build one prescription and no more."""
    if arguments[:1] != ["build"] or "_HANDOUTS_COMPLETE" in os.environ:
        return None
    files, output, quiet = [], None, False
    rest = iter(arguments[1:])
    for word in rest:
        if word in ("-q", "--quiet"):
            quiet = True
        elif word in ("-o", "--output") and output is None:
            output = next(rest, "-")
        else:
            files.append(word)
    if len(files) != 1 or any(word.startswith("-") for word in (*files, output or "")):
        return None
    return Asked(files[0], output, quiet)


def built(asked: Asked) -> bool:
    """Build it; False where there is something to say that the command line says better."""
    from pathlib import Path

    try:
        from handouts.delivery.build import check, press_checked, save, target_of
        from handouts.delivery.files import make_folder

        file = Path(asked.file)
        target = target_of(file, Path(asked.output) if asked.output is not None else None)
        checked = check(file)
        pressed = press_checked(checked)
        make_folder(target.parent)
        save(pressed, target)
        if not asked.quiet:
            pages = "1 page" if pressed.pages == 1 else f"{pressed.pages} pages"
            for notice in checked.notices:
                print(f"note: {notice}", file=sys.stderr)
            print(f"{target} ({pages})", flush=True)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        sys.exit(130)
    except Exception:
        return False
    return True
