"""A print run: all handouts in one file, each beginning on a front side, with bookmarks.

A long run is divided into volumes, as it is in a printer's tray; so it needs no more memory than
a short one, and volumes are rendered side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from handouts.delivery.backup import MOST_BYTES
from handouts.delivery.batch.executors import Workers
from handouts.delivery.batch.report import Reporter
from handouts.delivery.batch.worker import PRINT_RUN, Order, Task, render_print_run
from handouts.delivery.file_names import FileNames
from handouts.errors import HandoutsError
from handouts.files.reading import read_bytes

FILE_STEM = "print-run"
MOST_IN_VOLUME = 500
"""Handouts in one file, copies counted: about 1,000 sheets."""
_OURS = re.compile(
    rb'<rdf:li xml:lang="x-default">%b</rdf:li></rdf:Alt></dc:title>.{1,2000}?'
    rb"<pdf:Producer>handouts " % PRINT_RUN.encode(),
    re.S,
)
"""What a print run of ours says of itself."""

Volume = tuple[str, list[Task]]


def render_volumes(
    order: Order, workers: Workers, tasks: Iterable[Task], total: int, reporter: Reporter
) -> list[tuple[Path, int]]:
    """Render `total` handouts, copies not counted; the files and their pages."""
    files = []
    others = {path.name for path in order.folder.iterdir()}.difference(print_runs(order.folder))
    names = FileNames(others)
    work = partial(_render, order)
    with reporter.progress("Print run", total) as done:
        for name, count, pages in workers.each(work, _volumes(tasks, order.copies, names)):
            files.append((order.folder / name, pages))
            done(count)
    return files


def print_runs(folder: Path) -> list[str]:
    """The names of the print runs in a folder: files of ours, not what others call so."""
    return [path.name for path in folder.glob(f"{FILE_STEM}*.pdf") if _is_ours(path)]


def _is_ours(path: Path) -> bool:
    try:
        return bool(_OURS.search(read_bytes(path, MOST_BYTES)))
    except HandoutsError:
        return False


def _volumes(tasks: Iterable[Task], copies: int, names: FileNames) -> Iterator[Volume]:
    """All tasks, divided where a file would hold too many."""
    number, held, volume = 1, 0, list[Task]()
    for task in tasks:
        more = copies * task[0].copies
        if volume and held + more > MOST_IN_VOLUME:
            yield names.take(f"{FILE_STEM}-{number}"), volume
            number, held, volume = number + 1, 0, []
        volume.append(task)
        held += more
    if volume:
        yield names.take(FILE_STEM if number == 1 else f"{FILE_STEM}-{number}"), volume


def _render(order: Order, volume: Volume) -> tuple[str, int, int]:
    name, tasks = volume
    return name, len(tasks), render_print_run(order, tasks, name)
