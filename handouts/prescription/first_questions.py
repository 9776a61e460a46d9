"""What is asked of a table before anything is made, besides what concerns health: who is not
expected, and a side that is said of the whole patient, of which a sheet has none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache

from handouts.files.reading import shown
from handouts.library.yaml_text import asset_table
from handouts.prescription.headings import CAME, NO_SHOW, NOT_READ, PASSED_OVER, STATUS, plain
from handouts.prescription.medical import MOST_NAMED, ONCE
from handouts.prescription.nothing import is_no_alert, kind_of_status, says_of_status
from handouts.prescription.table_file import NumberedCells
from handouts.prescription.table_rows import TableColumns
from handouts.prescription.typed_words import SYNONYMS
from handouts.prescription.values import Wrong, choice, some


def questions(
    columns: TableColumns, unread: Sequence[int], rows: Iterable[NumberedCells]
) -> list[tuple[str, str]]:
    """What is to be asked of columns that are not read, each with its cure. `unread` are their
    places. Where yes can mean both, that is asked of a status, too.
    """
    kinds = {place: kind_of_status(plain(one)) for place, one in enumerate(columns.written)}
    statuses = [
        place for place, field in enumerate(columns.fields)
        if place in unread or (field == STATUS and kinds[place] == "either")
    ]  # fmt: skip
    sides = [place for place in unread if _is_of_sides(columns.written[place])]
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for number, cells in rows:
        for place, cell in columns.filled(statuses, cells):
            if (says := says_of_status(cell, kinds[place])) != "in":
                row = columns.row(number, cells, shown(cell)[1:-1])
                found[says, place].append(row)
        for place, row in _one_sided(columns, sides, number, cells):
            found["side", place].append(row)
    asked = {"out": _of_status, "unclear": _of_yes_and_no, "side": _of_side}
    return [
        asked[about](columns.heading(place), some(named, MOST_NAMED))
        for (about, place), named in found.items()
    ]


def told_of(
    columns: TableColumns, said: Sequence[int], rows: Iterable[NumberedCells]
) -> list[tuple[str, str]]:
    """Whose side is not read, as was said of its column, and does not stand at the points either.
    `said` are the places of columns of which somebody has said what they are.
    """
    places = [
        place for place in said
        if columns.fields[place] == PASSED_OVER and _is_of_sides(columns.written[place])
    ]  # fmt: skip
    named = [
        row for number, cells in rows if places
        for _, row in _one_sided(columns, places, number, cells)
    ]  # fmt: skip
    says = f"A side that is not read, as was said: {some(named, MOST_NAMED)}."
    return [(says, _BEHIND)] if named else []


_BEHIND = "Write it behind each point that is for one side, in the column points: `LI4 left`."


def _of_status(heading: str, rows: str) -> tuple[str, str]:
    wrong = f"By {shown(heading)} these may not be to get a sheet: {rows}."
    cure = (
        f'Say: --map "{heading}={STATUS}" to leave these rows out, or --map "{heading}={NOT_READ}"'
        f" to make them all the same. {ONCE}"
    )
    return wrong, cure


def _of_yes_and_no(heading: str, rows: str) -> tuple[str, str]:
    wrong = f"Under {shown(heading)} it is not clear who came: {rows}."
    cure = (
        f'If yes means that they came: --map "{heading}={CAME}", and who has no is left out. If yes'
        f' means that they did not: --map "{heading}={NO_SHOW}". To make all: ={NOT_READ}. {ONCE}'
    )
    return wrong, cure


def _of_side(heading: str, rows: str) -> tuple[str, str]:
    wrong = f"{shown(heading)} says a side, and a sheet has none for all of its points: {rows}."
    return wrong, f'{_BEHIND} Of rows that need none, say: --map "{heading}={NOT_READ}". {ONCE}'


@cache
def _is_of_sides(heading: str) -> bool:
    return any(re.search(one, plain(heading)) for one in asset_table("columns")["sides"])


def _one_sided(
    columns: TableColumns, places: Sequence[int], number: int, cells: Sequence[str]
) -> Iterator[tuple[int, str]]:
    """The columns of a row that say one side, where its points do not say the same."""
    points = [place for place, field in enumerate(columns.fields) if field == "points"]
    at_points = {side for _, cell in columns.filled(points, cells) for side in _sides_in(cell)}
    for place, cell in columns.filled(places, cells):
        both = is_no_alert(cell)
        with suppress(Wrong):
            both |= bool(choice(cell, ("both", "middle")))
        if not both and (not at_points or at_points != _sides_in(cell)):
            yield place, columns.row(number, cells, shown(cell)[1:-1])


def _sides_in(text: str) -> set[str]:
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return {SYNONYMS.get(word, word) for word in words} & {"left", "right"}
