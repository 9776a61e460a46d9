"""Write `docs/layouts.md`: every field of a layout file, and every part that sections can name.

Run from the top folder: `python tools/layouts_page.py`; `--check` only says whether it is fresh.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOP))

from handouts.prescription.fields.schema import SECTIONS, Field  # noqa: E402
from handouts.prescription.sections import PARTS  # noqa: E402
from handouts.render.layout_file import GROUPS, LAYOUT  # noqa: E402
from tools.made_page import write_page  # noqa: E402

PAGE = TOP / "docs" / "layouts.md"
HEAD = """# Layout files and sections

Made by `tools/layouts_page.py` from the program itself; do not edit by hand. How to begin stands in
[Make it yours](make-it-yours-layouts.md).

A layout of your own is a file in the folder `layouts` beside `clinic.yaml`. It says only what
differs from the one that it is based on. Lengths are in points: 72 are an inch, 28 a centimetre.
"""


def page() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_layout(), *_sections()]).rstrip() + "\n"


def _layout() -> Iterator[str]:
    yield "## A layout file\n"
    yield from _table(LAYOUT)
    for name, fields in GROUPS.items():
        title = "Inside `flow`: `columns`" if name == "columns" else f"`{name}`"
        yield f"\n### {title}\n"
        yield from _table(fields)


def _table(fields: Iterable[Field]) -> Iterator[str]:
    yield "| field | what it is | example | from – to |\n|---|---|---|---|"
    for field in fields:
        either = " · ".join(f"`{one}`" for one in field.chosen_from)
        example = either or (f"`{field.example}`" if field.example else "")
        yield f"| `{field.name}` | {field.about} | {example} | {_range(field)} |"


def _range(field: Field) -> str:
    if field.kind in ("length", "lengths", "count"):
        return f"{field.least} – {field.limit}"
    return ""


def _sections() -> Iterator[str]:
    yield """
## Sections

`sections` may stand in a prescription, a clinic's file or a layout. What a prescription says wins
over its clinic, and that over the layout; `order` and `hide` each for itself. `hide: none` prints
all.
"""
    yield from (f"- `{field.name}`: {field.about}" for field in SECTIONS)
    yield """
The strip, the box of page one, the cards, whom to call and the disclaimer cannot be hidden. Strip
and box open every sheet; where page one has no room for both (large type on A5), the box is first,
and the strip opens page two. Nothing can be put behind the disclaimer. `check` tells what is
hidden.

| part | also | what it is | may be hidden |
|---|---|---|---|"""
    for name, part in PARTS.items():
        hidden = f"no: {part.kept}" if part.kept else "yes"
        yield f"| `{name}` | {', '.join(part.also)} | {part.about} | {hidden} |"


if __name__ == "__main__":
    write_page(PAGE, page())
