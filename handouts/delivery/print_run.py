"""A print run: all handouts in one file, each beginning on a front side, with bookmarks.

A long run is divided into volumes, as it is in a printer's tray; so it needs no more memory than
a short one, and volumes are pressed side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from handouts.delivery.cluster import Crew
from handouts.delivery.maker import Order, Task, press_run
from handouts.delivery.progress import Voice

FILE_STEM = "print-run"
MOST_IN_VOLUME = 500
"""Handouts in one file, copies counted: about 1,000 sheets."""

Volume = tuple[str, list[Task]]


def press_volumes(
    order: Order, made: Crew, tasks: Iterable[Task], total: int, copies: int, voice: Voice
) -> list[tuple[Path, int]]:
    """Press `total` handouts, copies not counted; the files and their pages."""
    bar = voice.progress("Print run", total)
    files = []
    work = partial(_press, order, copies)
    for name, count, pages in made.each(work, _volumes(tasks, copies)):
        files.append((order.folder / name, pages))
        bar.add(count)
    bar.end()
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


def _press(order: Order, copies: int, volume: Volume) -> tuple[str, int, int]:
    name, tasks = volume
    return name, len(tasks), press_run(order, tasks, copies, name)
