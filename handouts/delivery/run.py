"""A run: check everything, say what is wrong, build what is right, hand back what is not.

The order of things makes a run safe to kill at any moment. Each PDF appears whole; the diary says
which files are about to be written and which are done; manifest and list of failures are written
at the end, whole. The next run goes on where this one stopped.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
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
        with crew(wanted.on, wanted.jobs, total, partial(look, order.folder)) as made:
            going = _Run(order, wanted, voice, diary, made)
            going.check(total)
            going.build()
            going.write_down()
            if wanted.print_run:
                going.press()
        going.look_back()
    return going.outcome


class _Run:
    """A run on its way. `records` are of what is right, by the number of the item."""

    def __init__(
        self, order: Order, wanted: Wanted, voice: Voice, diary: Journal, made: Crew
    ) -> None:
        self.order = order
        self.wanted = wanted
        self.voice = voice
        self.diary = diary
        self.crew = made
        self.past = _Past.of(order, diary)
        self.records: dict[int, Record] = {}
        self.outcome = Outcome()

    def check(self, total: int) -> None:
        """Read and examine everything, then give what is right its file names."""
        bar = self.voice.progress("Checking", total)
        work = partial(check_items, self.order)
        items = chunks(self.order.source.items(), CHECKED_AT_ONCE)
        good: dict[int, Record] = {}
        for chunk in self.crew.each(work, items):
            good |= self._heard(chunk)
            bar.add(len(chunk))
        bar.end()
        self.records = self.past.named(good)

    def build(self) -> None:
        """Build what has changed; the diary knows of each file before it is written."""
        kept = {} if self.wanted.force else self.past.unchanged(self.records)
        self.records |= kept
        self.outcome.unchanged = len(kept)
        todo = {number: one for number, one in self.records.items() if number not in kept}
        for planned in chunks(todo.values(), 500):
            self.diary.add(planned)
        bar = self.voice.progress("Building", len(todo))
        work = partial(build_items, self.order)
        for chunk in self.crew.each(work, chunks(self._tasks(todo), BUILT_AT_ONCE)):
            done = self._heard(chunk)
            self.diary.add(list(done.values()))
            self.records |= done
            self.outcome.built += len(done)
            bar.add(len(chunk))
        bar.end()
        self._part_with_the_lost()

    def write_down(self) -> None:
        """The manifest, and the list of what was not made."""
        ours = [self.records[number] for number in sorted(self.records)]
        everything = [*self.past.others.values(), *ours]
        if self.outcome.failed:
            inputs = {found_from(self.order.folder, one.source) for one in everything}
            self.outcome.failed_file = write_failed(self.order, self.outcome.failed, inputs)
        write_manifest(self.order.folder / MANIFEST, everything)

    def press(self) -> None:
        """The print run of all that stands in the folder now."""
        tasks, many = self._tasks(self.records), len(self.records)
        self.outcome.volumes = press_volumes(
            self.order, self.crew, tasks, many, self.wanted.copies, self.voice
        )

    def look_back(self) -> None:
        """Name what former runs have left and this one has not made."""
        made = {one.file for one in self.records.values()}
        made |= {path.name for path, _ in self.outcome.volumes}
        self.outcome.old = self.past.not_in(made)

    def _tasks(self, records: dict[int, Record]) -> Iterator[Task]:
        """Items with their records, one by one."""
        for item in self.order.source.items():
            if item.number in records:
                yield item, records[item.number]

    def _heard(self, chunk: list[Said]) -> dict[int, Record]:
        """Say what is wrong with the items of a chunk; the records of the others."""
        for said in chunk:
            for notice in said.notices:
                self.voice.note(notice)
            for problem in said.problems:
                self.voice.problem(problem)
            if said.problems:
                self.outcome.failed[said.item] = said
        return {said.item: said.record for said in chunk if said.record}

    def _part_with_the_lost(self) -> None:
        """What was right but is not built has failed; a table may have lost rows meanwhile."""
        for number in [number for number, one in self.records.items() if not one.sha256]:
            lost = self.records.pop(number)
            if number not in self.outcome.failed:
                wrong, cure = "It was taken away during the run.", "Run the batch again."
                gone = Problem(self.order.source.name, lost.row, "", wrong, cure)
                self._heard([Said(number, None, (gone,), Exit.CONTENT)])


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

    def not_in(self, made: Collection[str]) -> list[str]:
        """Files of former runs that this one has not made."""
        volumes = (path.name for path in self.folder.glob(f"{FILE_STEM}*.pdf"))
        former = {*self.ours, *volumes}.difference(made)
        return sorted(file for file in former if (self.folder / file).exists())

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
