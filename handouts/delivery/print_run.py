"""A print run: all handouts in one file, each beginning on a front side, with bookmarks.

A long run is divided into volumes, as it is in a printer's tray; so it needs no more memory than
a short one, and volumes are rendered side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from handouts.delivery.progress import Reporter
from handouts.delivery.tasks import Order, Task, render_print_run
from handouts.delivery.workers import Workers

FILE_STEM = "print-run"
MOST_IN_VOLUME = 500
"""Handouts in one file, copies counted: about 1,000 sheets."""

Volume = tuple[str, list[Task]]


def render_volumes(
    order: Order,
    workers: Workers,
    tasks: Iterable[Task],
    total: int,
    copies: int,
    reporter: Reporter,
) -> list[tuple[Path, int]]:
    """Render `total` handouts, copies not counted; the files and their pages."""
    files = []
    work = partial(_render, order, copies)
    with reporter.progress("Print run", total) as done:
        for name, count, pages in workers.each(work, _volumes(tasks, copies)):
            files.append((order.folder / name, pages))
            done(count)
    return files


def _volumes(tasks: Iterable[Task], copies: int) -> Iterator[Volume]:
    """All tasks, divided where a file would hold too many."""
    number, held, volume = 1, 0, list[Task]()
    for task in tasks:
        more = copies * task[0].copies
        if volume and held + more > MOST_IN_VOLUME:
            yield f"{FILE_STEM}-{number}.pdf", volume
            number, held, volume = number + 1, 0, []
        volume.append(task)
        held += more
    if volume:
        name = FILE_STEM if number == 1 else f"{FILE_STEM}-{number}"
        yield f"{name}.pdf", volume


def _render(order: Order, copies: int, volume: Volume) -> tuple[str, int, int]:
    name, tasks = volume
    return name, len(tasks), render_print_run(order, tasks, copies, name)
