"""A print run: all handouts in one file, each beginning on a front side, with bookmarks.

A long run is divided into volumes, as it is in a printer's tray; so it needs no more memory than
a short one, and volumes are rendered side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from handouts.delivery.batch.executors import Workers
from handouts.delivery.batch.folder import PRINT_RUN, place_for
from handouts.delivery.batch.report import Reporter
from handouts.delivery.batch.worker import Order, Task, Volume, render_volume

MOST_IN_VOLUME = 500
"""Handouts in one file, copies counted: about 1,000 sheets."""


def render_volumes(
    order: Order, workers: Workers, tasks: Iterable[Task], total: int, reporter: Reporter
) -> list[tuple[Path, int]]:
    """Render `total` handouts, copies not counted; the files and their pages."""
    files = []
    work = partial(render_volume, order)
    with reporter.progress("Print run", total) as done:
        for name, count, pages in workers.each(work, _volumes(order, tasks)):
            files.append((order.folder / name, pages))
            done(count)
    return files


def _volumes(order: Order, tasks: Iterable[Task]) -> Iterator[Volume]:
    """All tasks, divided where a file would hold too many."""
    stem, suffix = PRINT_RUN.name.split(".")
    number, held, volume = 1, 0, list[Task]()
    for task in tasks:
        more = order.copies * task[0].copies
        if volume and held + more > MOST_IN_VOLUME:
            yield place_for(PRINT_RUN, order.folder, f"{stem}-{number}.{suffix}").name, volume
            number, held, volume = number + 1, 0, []
        volume.append(task)
        held += more
    if volume:
        name = PRINT_RUN.name if number == 1 else f"{stem}-{number}.{suffix}"
        yield place_for(PRINT_RUN, order.folder, name).name, volume
