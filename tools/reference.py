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
from handouts.prescription.fields.schema import (  # noqa: E402
    CLINIC,
    LINK,
    OWN_FIELDS,
    POINT,
    PRESCRIPTION,
    SMTP,
    Field,
)
from handouts.prescription.own.takers import flags_of_tips  # noqa: E402
from handouts.prescription.own.wording import ADDED_TO, KEPT  # noqa: E402
from tools.made_page import write_page  # noqa: E402

CONDITIONS = """
`conditions` is a list of names, in any spelling of the [table below](#conditions); in a cell of
a table, commas or semicolons divide them. `handouts conditions NAME` says what one does.

```yaml
conditions:
  - blood-thinners                   # what the patient lives with
  - not-pregnant                     # what you asked, and the patient has not got
  - other: lupus (talked through)    # what no rule knows, and you answer for
```

| written | what it does |
|---|---|
"""
WRITTEN = (
    ("nothing",
     "Nobody has asked. The warnings of {open} stand wherever they matter, and `check` says so."),
    ("`none`",
     "You asked, and there is nothing. It stands alone, or beside {denials}, and takes no warning"
     " off: {open} want an answer of their own."),
    ("a condition",
     "Its rules hold: something is stopped, asked about, or pressed more gently."),
    ("{denials}",
     "Takes the warnings of that condition off points and tips. Page one keeps them in short,"
     " since a sheet hangs in a kitchen for months."),
    ("{lasting}",
     "What stays true: a man, no womb, after menopause. It takes the warning off page one, too, and"
     " so does `body: man`."),
    ("`other: lupus (talked through)`",
     "A condition of your own words: its name, and behind it in brackets what you did. No rule"
     " knows it, nothing of it is printed, and `check` says that it is yours to judge. A colon"
     " does as well, `other: lupus: talked through`: as it is in a cell of a table, in quotes in"
     " a file."),
)  # fmt: skip
ACKNOWLEDGE = """
What is known to need no rule (`hay fever`, `migraine without aura`, `statin`, `age 45`) is taken as
it stands, and nothing is said of it, also beside `none`. A condition of your own with such a name
goes before that list, and a number that is no dose and no year (`reflux 34+2`, `braces 12`) is
asked about. Everyday complaints and medicines (`LBP`, `sciatica`, `gout`, `sertraline 50 mg`) are
taken, too, and `check` says that no rule reads them: what matters of them belongs into `notes`.
`no`, `nil` and `n/a` are `none`; `no pacemaker` is read as that. What says neither (`?`, `-`) is
asked back.

`acknowledge` names a point or tip that a condition stops, and says in words who decided it and
why it is right for this patient: three words at least, with the day and your initials. "Do not
know yet why" and "she really wants it" are refused. It holds for that point or tip alone; what
the condition asks for otherwise still stands on the sheet. Where several conditions stop one,
each needs its own reason: `BL40 (blood-clot): …`. So does the pressure on a point that you write
to be pressed harder than a condition asks for: `LI4 firm: …`. Its sheet then says "As we agreed,
press point 1 firmly" behind what asks for light pressure. And so does a side, where a condition
is about one side of the body, as removed lymph nodes are: write the sound side behind each of its
points (`LI4 left`), or `LI4 both: …` here. A
name that speaks of a condition, and is only a name (Lea PORT, Baby Garcia), is answered here, too,
as `name: her surname, she says so, 20 Nov, HP`. It answers for a bare name alone, never for what
stands beside it ("Ann Lee, pregnant", "Ann Lee (12)", "Ann Lee DVT"), and is repeated by `check`
and `build`. `check` repeats the reason of a point or tip, and no page does. Points
that are not for pressing at home are refused all the same. In a cell of a table:
`BL60: why; LI4: why`.

```yaml
acknowledge:
  BL60: Midwife agrees, 20 Nov, HP
```
"""

OWN = """
## Files of a clinic's own

They lie in folders beside the clinic's file; the name of a file is what you type. A point needs
`title`, `steps`, a place or a `region`, and `pregnancy`; a tip `title` and `steps`; a routine
`title` and `points`; a condition `title`, and `avoid` or `ask`. Everything else has a default.
"""
WORDING = """
### `wording.yaml`: your own words

`page:` has the words of `assets/wording/en/page.yaml` that are to change, nested as there;
`points:` and `tips:` have `title`, `steps`, `cautions` by name (points also `position`, `reach`).
Words in braces stay. Lines are added to, never taken from: {added}, and the cautions of points and
tips. What else stands under `safety`, `call` and `disclaimer` stays as it is, and so do {kept}.

### `pictures/`

JPEG, PNG or WebP, at most 20 MB and 40 million pixels. A picture called like a point or tip of ours
(`LI4.jpg`, `heat.png`) stands on its card: at a point in place of the hand that presses.
"""

FLAGS = """
### Flags

What safety looks at. Of a point: {points}; or `none`. What every point of a part of the body has,
an own one has, too. Of a tip: {tips}, or the name of a tip of ours that it is like
(`flags: [heat, foot-roll]`: what stops those stops it, too); or `none`.
"""

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
    yield _conditions()
    yield "\n## A clinic file\n\nEverything may stay empty.\n"
    yield from _table(CLINIC)
    yield "\n`smtp`:\n"
    yield from _table(SMTP)
    yield from _own()


def _own() -> Iterator[str]:
    """What a clinic may have of its own, a file each."""
    yield OWN
    for kind, fields in OWN_FIELDS.items():
        yield f"\n### `{kind}s/`: a {kind}\n"
        yield from _table(fields)
    added = ", ".join(f"`{name}`" for name in ADDED_TO)
    kept = ", ".join(f"`{name}`" for name in KEPT if name not in ("safety", "call", "disclaimer"))
    yield WORDING.format(added=added, kept=kept)
    library = load_library()
    points = sorted({flag for point in library.points.values() for flag in point.flags})
    tips = ", ".join(f"`{flag}`" for flag in sorted(flags_of_tips(library)))
    yield FLAGS.format(points=", ".join(f"`{flag}`" for flag in points), tips=tips)


def _conditions() -> str:
    every = load_library().conditions.values()
    open_ = [f"`{one.name}`" for one in every if one.unasked]
    answers = [one for one in every if one.excludes and not one.rules]
    denials = [f"`{one.name}`" for one in answers if not one.lasting]
    lasting = [f"`{one.name}`" for one in answers if one.lasting]
    said = {
        "open": " and ".join(open_),
        "denials": ", ".join(denials),
        "lasting": ", ".join(lasting),
    }
    rows = "\n".join(f"| {one} | {does} |" for one, does in WRITTEN).format(**said)
    return f"{CONDITIONS}{rows}\n{ACKNOWLEDGE}"


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


if __name__ == "__main__":
    write_page(PAGE, page())
