"""What is asked of a table before anything is made, besides what concerns health: who is not
expected, and a side of the whole patient. Which columns and cells, and in which words, stands under
`asked` in `assets/columns.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from handouts.files.reading import shown
from handouts.prescription.headings import PASSED_OVER, STATUS, plain
from handouts.prescription.medical import MOST_NAMED, question
from handouts.prescription.nothing import kind_of, says
from handouts.prescription.table_file import NumberedCells
from handouts.prescription.table_rows import TableColumns
from handouts.prescription.typed_words import SYNONYMS
from handouts.prescription.values import some


def questions(
    columns: TableColumns, unread: Sequence[int], rows: Iterable[NumberedCells]
) -> Iterator[tuple[str, str]]:
    """What is to be asked of columns that are not read, each with its cure. `unread` are their
    places. Where yes can mean both, that is asked of a status, too.
    """
    places = {*unread, *(p for p, field in enumerate(columns.fields) if field == STATUS)}
    for (said, place), named in _said(columns, places, rows).items():
        if place in unread or said == "unclear":
            yield question(said, columns.heading(place), named)


def told_of(
    columns: TableColumns, said: Sequence[int], rows: Iterable[NumberedCells]
) -> Iterator[tuple[str, str]]:
    """Whose side is not read, as was said of its column, and does not stand at the points either.
    `said` are the places of columns of which somebody has said what they are.
    """
    places = {place for place in said if columns.fields[place] == PASSED_OVER}
    for (about, place), named in _said(columns, places, rows).items():
        if about == "side":
            heading = columns.heading(place)
            wrong = f"Not read, as was said ({heading}), though it says a side: "
            yield f"{wrong}{some(named, MOST_NAMED)}.", "See that it stands behind their points."


def _said(
    columns: TableColumns, places: Iterable[int], rows: Iterable[NumberedCells]
) -> dict[tuple[str, int], list[str]]:
    """What cells say that counts, with the column: which rows, with what they say."""
    found: dict[tuple[str, int], list[str]] = {}
    kinds = {place: kind_of(plain(columns.written[place])) for place in sorted(places)}
    points = [place for place, field in enumerate(columns.fields) if field == "points"]
    for number, cells in rows if kinds else ():
        at_points = _sides_in(" ".join(cell for _, cell in columns.filled(points, cells)))
        for place, cell in columns.filled(kinds, cells):
            said = says(cell, kinds[place])
            if said != "in" and not (said == "side" and at_points and at_points == _sides_in(cell)):
                row = columns.row(number, cells, shown(cell)[1:-1])
                found.setdefault((said, place), []).append(row)
    return found


def _sides_in(text: str) -> set[str]:
    words = re.findall(r"[^\W\d_]+", text.casefold())
    return {SYNONYMS.get(word, word) for word in words} & {"left", "right"}
