"""A run: check everything, say what is wrong, build what is right, hand back what is not.

The order of things makes a run safe to kill at any moment. Each PDF appears whole; the diary says
which files are about to be written and which are done; manifest and list of failures are written
at the end, whole. The next run goes on where this one stopped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from handouts.delivery.cluster import Crew, chunks, crew
from handouts.delivery.failed import write_failed
from handouts.delivery.files import clear_parts, make_folder, writable
from handouts.delivery.journal import Journal, Record, found_from, journal
from handouts.delivery.maker import Order, Said, Task, build_items, check_items, look
from handouts.delivery.manifest import FILE_NAME as MANIFEST
from handouts.delivery.manifest import read_manifest, write_manifest
from handouts.delivery.names import Names
from handouts.delivery.print_run import FILE_STEM, press_volumes
from handouts.delivery.progress import Voice
from handouts.errors import Exit, Problem

CHECKED_AT_ONCE = 50
BUILT_AT_ONCE = 16
"""Items that travel to a process together: enough to be worth the way, few enough to share out."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a run is done, and what it makes besides one PDF a patient."""

    print_run: bool = False
    copies: int = 1
    force: bool = False
    jobs: int = 1
    on: str | None = None


@dataclass(slots=True)
class Outcome:
    """What a run has done. `failed` holds the reasons by item; `old` are files of former runs."""

    built: int = 0
    unchanged: int = 0
    failed: dict[int, Said] = field(default_factory=dict)
    failed_file: Path | None = None
    volumes: list[tuple[Path, int]] = field(default_factory=list)
    old: list[str] = field(default_factory=list)

    @property
    def worst(self) -> Exit:
        """The exit code: of some failures, or of the failure when nothing at all was right."""
        if not self.failed:
            return Exit.DONE
        if self.built or self.unchanged:
            return Exit.SOME_FAILED
        return max(said.code for said in self.failed.values())


def run(order: Order, wanted: Wanted, voice: Voice) -> Outcome:
    """Do a whole run. Raises for what concerns all of it: no disk, no headings, a second run."""
    total = sum(1 for _ in order.source.items())
    make_folder(order.folder)
    with journal(order.folder) as diary:
        clear_parts(order.folder)
        writable(order.folder)
        past = _Past.of(order, diary)
        with crew(wanted.on, wanted.jobs, total, partial(look, order.folder)) as made:
            outcome = Outcome()
            good = _check(order, made, total, voice, outcome)
            records = past.named(good)
            _build(order, made, diary, past, records, wanted.force, voice, outcome)
            if wanted.print_run:
                tasks, many = _tasks(order, records), len(records)
                outcome.volumes = press_volumes(order, made, tasks, many, wanted.copies, voice)
        _finish(order, past, records, outcome)
    return outcome


def _check(
    order: Order, made: Crew, total: int, voice: Voice, outcome: Outcome
) -> dict[int, Record]:
    """Read and examine everything; the records of what is right, by item."""
    good: dict[int, Record] = {}
    bar = voice.progress("Checking", total)
    work = partial(check_items, order)
    for chunk in made.each(work, chunks(order.source.items(), CHECKED_AT_ONCE)):
        for said in chunk:
            _hear(said, voice, outcome)
            if said.record:
                good[said.item] = said.record
        bar.add(len(chunk))
    bar.end()
    return good


def _build(
    order: Order,
    made: Crew,
    diary: Journal,
    past: _Past,
    records: dict[int, Record],
    force: bool,
    voice: Voice,
    outcome: Outcome,
) -> None:
    """Build what has changed; `records` then tell what stands in the folder."""
    kept = {} if force else past.unchanged(records)
    records |= kept
    outcome.unchanged = len(kept)
    todo = {number: one for number, one in records.items() if number not in kept}
    diary.add(list(todo.values()))
    bar = voice.progress("Building", len(todo))
    work = partial(build_items, order)
    for chunk in made.each(work, chunks(_tasks(order, todo), BUILT_AT_ONCE)):
        done = {said.item: said.record for said in chunk if said.record}
        diary.add(list(done.values()))
        records |= done
        outcome.built += len(done)
        for said in chunk:
            _hear(said, voice, outcome)
        bar.add(len(chunk))
    bar.end()
    for number in [number for number, one in records.items() if not one.sha256]:
        outcome.failed.setdefault(number, _gone(order, number))
        del records[number]


def _tasks(order: Order, records: dict[int, Record]) -> Iterator[Task]:
    """Items with their records, one by one."""
    for item in order.source.items():
        if item.number in records:
            yield item, records[item.number]


def _hear(said: Said, voice: Voice, outcome: Outcome) -> None:
    for notice in said.notices:
        voice.note(notice)
    for problem in said.problems:
        voice.problem(problem)
    if said.problems:
        outcome.failed[said.item] = replace(said, notices=())


def _gone(order: Order, number: int) -> Said:
    wrong, cure = "It was taken away while the run went on.", "Run the batch again."
    problem = Problem(order.source.name, number, "", wrong, cure)
    return Said(number, None, (problem,), Exit.CONTENT)


def _finish(order: Order, past: _Past, records: dict[int, Record], outcome: Outcome) -> None:
    ours = [records[number] for number in sorted(records)]
    files = {one.file for one in ours}
    files |= {path.name for path, _ in outcome.volumes}
    former = [*past.ours, *(path.name for path in order.folder.glob(f"{FILE_STEM}*.pdf"))]
    outcome.old = sorted(file for file in former if file not in files and past.exists(file))
    everything = [*past.others.values(), *ours]
    if outcome.failed:
        inputs = {found_from(order.folder, one.source) for one in everything}
        outcome.failed_file = write_failed(order, outcome.failed, inputs)
    write_manifest(order.folder / MANIFEST, everything)


@dataclass(frozen=True, slots=True)
class _Past:
    """What former runs have left in the folder, by file name."""

    folder: Path
    ours: dict[str, Record]
    others: dict[str, Record]
    """Of other sources: they stay in the manifest, and their names are taken."""

    @classmethod
    def of(cls, order: Order, diary: Journal) -> _Past:
        manifest = order.folder / MANIFEST
        written = read_manifest(manifest) if manifest.exists() else []
        ours: dict[str, Record] = {}
        others: dict[str, Record] = {}
        for record in [*written, *diary.left]:
            file = found_from(order.folder, record.source) if record.source else None
            (ours if order.source.owns(file) else others)[record.file] = record
        return cls(order.folder, ours, others)

    def exists(self, file: str) -> bool:
        return (self.folder / file).exists()

    def named(self, good: dict[int, Record]) -> dict[int, Record]:
        """The records with file names that nothing else in the folder has."""
        there = (path.name for path in self.folder.iterdir() if path.name not in self.ours)
        names = Names([*there, *self.others, f"{FILE_STEM}.pdf"])
        return {n: replace(good[n], file=names.take(good[n].file)) for n in sorted(good)}

    def unchanged(self, records: dict[int, Record]) -> dict[int, Record]:
        """Those whose PDF stands there already, made from the same."""
        return dict(self._unchanged(records.items()))

    def _unchanged(self, records: Iterable[tuple[int, Record]]) -> Iterator[tuple[int, Record]]:
        for number, record in records:
            former = self.ours.get(record.file)
            if former and former.key == record.key and self._intact(former):
                yield number, replace(record, pages=former.pages, sha256=former.sha256)

    def _intact(self, record: Record) -> bool:
        try:
            data = (self.folder / record.file).read_bytes()
        except OSError:
            return False
        return hashlib.sha256(data).hexdigest() == record.sha256
