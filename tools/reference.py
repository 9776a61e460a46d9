"""Write `docs/reference.md`: every field of the files and every option of the commands.

Run from the top folder: `python tools/reference.py`; `--check` only says whether it is fresh.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOP))

from click.testing import CliRunner  # noqa: E402

from handouts.commands import VERBS, cli  # noqa: E402
from handouts.library import load_library  # noqa: E402
from handouts.prescription.fields import (  # noqa: E402
    CLINIC,
    LINK,
    POINT,
    PRESCRIPTION,
    SMTP,
    Field,
)

PAGE = TOP / "docs" / "reference.md"
HEAD = """# Reference

Made by `tools/reference.py` from the program itself; do not edit by hand.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD, *_files(), *_names(), *_commands()]
    return "\n".join(parts).rstrip() + "\n"


def _files() -> Iterator[str]:
    yield "## A prescription\n\nOnly `points` or `routine` is needed.\n"
    yield from _table(PRESCRIPTION)
    yield "\nAn entry of `points` is a name, or:\n"
    yield from _table(POINT)
    yield "\n`link` is an address, a list of up to four, or:\n"
    yield from _table(LINK)
    yield "\n## A clinic file\n\nEverything may stay empty.\n"
    yield from _table(CLINIC)
    yield "\n`smtp`:\n"
    yield from _table(SMTP)


def _table(fields: Iterable[Field]) -> Iterator[str]:
    yield "| field | what it is | example | limit |\n|---|---|---|---|"
    for field in fields:
        example = " · ".join(f"`{one}`" for one in field.chosen_from) or _code(field.example)
        yield f"| `{field.name}` | {field.about} | {example} | {field.limit or ''} |"


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _names() -> Iterator[str]:
    library = load_library()
    yield "\n## Routines\n\n| name | title | points | where it comes from |\n|---|---|---|---|"
    for name, routine in library.routines.items():
        points = " ".join(dose.code for dose in routine.points)
        yield f"| `{name}` | {routine.title} | {points} | {routine.source} |"
    yield "\n## Tips\n\n| name | title |\n|---|---|"
    yield from (f"| `{name}` | {tip.title} |" for name, tip in library.tips.items())
    yield "\n## Conditions\n\n| name | also | what it is |\n|---|---|---|"
    for name, condition in library.conditions.items():
        yield f"| `{name}` | {', '.join(condition.aliases)} | {condition.title} |"


def _commands() -> Iterator[str]:
    yield "\n## Commands\n"
    for verb in ("", *VERBS):
        words = [verb] if verb else []
        shown = CliRunner().invoke(
            cli, [*words, "--help"], prog_name="handouts", terminal_width=96, max_content_width=96
        )
        yield f"### handouts {verb}".rstrip() + f"\n\n```\n{shown.output.strip()}\n```\n"


def main() -> None:
    """Write the page, or say that it is stale."""
    fresh = page()
    if "--check" in sys.argv:
        sys.exit(0 if PAGE.read_text("utf-8") == fresh else "docs/reference.md is stale")
    PAGE.write_text(fresh, "utf-8")


if __name__ == "__main__":
    main()
