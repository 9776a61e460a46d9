"""A run: check everything, say what is wrong, build what is right, hand back what is not.

The order of things makes a run safe to kill at any moment. Each PDF appears whole; the journal says
which files are about to be written and which are done; manifest and list of failures are written
at the end, whole. What is to be made anew leaves the manifest before it is touched, so that a PDF
that the manifest names is always the one that it describes. The next run goes on where this one
stopped; what is left of a killed one can write no more (journal.py).
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from handouts.delivery.failed import former_lists, write_failed
from handouts.delivery.files import clear_parts, make_folder, writable
from handouts.delivery.journal import (
    Journal,
    PdfRecord,
    found_from,
    must_be_current,
    open_journal,
    parted,
)
from handouts.delivery.kept_names import kept_names
from handouts.delivery.manifest import FILE_NAME as MANIFEST
from handouts.delivery.manifest import is_gone, read_manifest, write_manifest
from handouts.delivery.names import FileNames
from handouts.delivery.noted import NAMED, Noted
from handouts.delivery.print_run import FILE_STEM, print_runs, render_volumes
from handouts.delivery.progress import Reporter
from handouts.delivery.sources import Rows
from handouts.delivery.tasks import (
    ItemResult,
    Order,
    Task,
    build_items,
    check_items,
    fingerprint,
    origin_of,
)
from handouts.delivery.workers import Workers, chunks, start_workers
from handouts.errors import Exit, Problem
from handouts.prescription.patient_name import namesakes, patient_key
from handouts.prescription.values import some

CHECKED_AT_ONCE = 50
BUILT_AT_ONCE = 16
"""Items that travel to a process together: enough to be worth the way, few enough to share out."""


@dataclass(frozen=True, slots=True)
class RunOptions:
    """How a run is done, and what it makes besides one PDF a patient."""

    print_run: bool = False
    copies: int = 1
    force: bool = False
    jobs: int = 1
    on: str | None = None


@dataclass(slots=True)
class RunSummary:
    """What a run has done. `failed` holds the reasons by item; `old` are files of former runs."""

    built: int = 0
    unchanged: int = 0
    failed: dict[int, ItemResult] = field(default_factory=dict)
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
        return max(result.code for result in self.failed.values())


def run(order: Order, options: RunOptions, reporter: Reporter) -> RunSummary:
    """Do a whole run. Raises for what concerns all of it: no disk, no headings, a second run."""
    total = sum(1 for _ in order.source.items())
    make_folder(order.folder)
    with open_journal(order.folder, order.began) as journal:
        clear_parts(order.folder)
        writable(order.folder)
        with start_workers(
            options.on, options.jobs, total, partial(fingerprint, order.folder)
        ) as workers:
            former = _FormerRun.of(order, journal)
            current = _Run(order, options, reporter, journal, workers, former)
            current.check(total)
            current.build()
            current.write_down()
            if options.print_run:
                current.render_print_run()
        current.find_old_print_runs()
    return current.summary


@dataclass(slots=True)
class _Run:
    """A run on its way. `records` are of what is right, by the number of the item."""

    order: Order
    options: RunOptions
    reporter: Reporter
    journal: Journal
    workers: Workers
    former: _FormerRun
    records: dict[int, PdfRecord] = field(default_factory=dict)
    summary: RunSummary = field(default_factory=RunSummary)
    noted: Noted = field(init=False)
    mended: list[int] = field(default_factory=list)
    """Rows that are wrong, but stand mended in a list of failures."""

    def __post_init__(self) -> None:
        self.noted = Noted(self.order.source.name)

    def check(self, total: int) -> None:
        """Read and examine everything, then give what is right its file names."""
        work = partial(check_items, self.order)
        items = chunks(self.order.source.items(), CHECKED_AT_ONCE)
        good: dict[int, PdfRecord] = {}
        with self.reporter.progress("Checking", total) as checked:
            for chunk in self.workers.each(work, items):
                good |= self._report([one for one in chunk if not self._is_mended(one)])
                checked(len(chunk))
        for notice in self.noted.at_the_end():
            self.reporter.note(notice)
        self._note_mended()
        self._say_wrong(self.summary.failed.values())
        self.records = self.former.named(good)
        self._note_namesakes()

    def _note_namesakes(self) -> None:
        """Whose file is whose, where several rows have one name."""
        if self.order.names != "full":
            return
        rows = [one for one in self.records.values() if one.row and one.patient]
        for same in namesakes(rows, lambda one: one.patient):
            files = some([f"row {one.row} is {one.file}" for one in same], NAMED)
            wrong = f"{len(same):,} rows are of one name, {same[0].patient}: {files}."
            cure = "See that each patient gets their own."
            self.reporter.note(Problem(self.order.source.name, 0, "", wrong, cure))

    def _is_mended(self, result: ItemResult) -> bool:
        """Whether a row is wrong, but stands mended in a list of failures: whoever mended it there
        is not asked to mend it once more, and the patient does not get two.
        """
        mended = bool(result.problems) and result.item in self.former.mended
        if mended:
            self.mended.append(result.item)
        return mended

    def _note_mended(self) -> None:
        """Which rows were passed over since they are mended elsewhere."""
        if self.mended:
            lists = {one.source for number in self.mended for one in self.former.mended[number]}
            where = ", ".join(str(found_from(self.order.folder, one)) for one in sorted(lists))
            rows = f"row{'s' * (len(self.mended) > 1)} {some([str(n) for n in self.mended], NAMED)}"
            wrong = f"Still wrong here, but mended in {where}, whose sheets hold: {rows}."
            cure = "They are not in the print run." if self.options.print_run else ""
            self.reporter.note(Problem(self.order.source.name, 0, "", wrong, cure))

    def build(self) -> None:
        """Build what has changed; the journal knows of each file before it is written."""
        kept = {} if self.options.force else self.former.unchanged(self.records)
        self.records |= kept
        self.summary.unchanged = len(kept)
        todo = {number: one for number, one in self.records.items() if number not in kept}
        for planned in chunks(todo.values(), 500):
            self.journal.add(planned)
        self._strike({one.file for one in todo.values()})
        work = partial(build_items, self.order)
        with self.reporter.progress("Building", len(todo)) as built:
            for chunk in self.workers.each(work, chunks(self._tasks(todo), BUILT_AT_ONCE)):
                done = self._report(chunk)
                self._say_wrong(chunk)
                self.journal.add(list(done.values()))
                self.records |= done
                self.summary.built += len(done)
                built(len(chunk))
        self._fail_missing()

    def _strike(self, files: Collection[str]) -> None:
        """Take out of the manifest what is about to be made anew."""
        former = [*self.former.others.values(), *self.former.left, *self.former.ours.values()]
        kept = [one for one in former if one.file not in files]
        if len(kept) < len(former):
            write_manifest(self.order.folder / MANIFEST, kept)

    def write_down(self) -> None:
        """The manifest, and the list of what was not made."""
        must_be_current(self.order.folder, self.order.began)
        ours = [self.records[number] for number in sorted(self.records)]
        self._give_way(ours)
        self._note_other_tables(ours)
        everything = [*self.former.others.values(), *ours]
        inputs = {found_from(self.order.folder, one.source) for one in everything if one.source}
        if self.summary.failed:
            self.summary.failed_file = write_failed(self.order, self.summary.failed, inputs)
        self._note_gone_sources()
        left = self.former.not_in({one.file for one in everything})
        self.summary.old += [one.file for one in left]
        write_manifest(self.order.folder / MANIFEST, [*everything, *left])
        kept = inputs | {self.summary.failed_file, self.order.source.beside}
        self.summary.old += former_lists(self.order.folder, {path for path in kept if path})

    def _give_way(self, ours: list[PdfRecord]) -> None:
        """A mended row stands for the one that it came from as long as that stands in its table as
        it was, and is wrong: a patient is not mailed both. Who else has two is told, also where the
        row was mended in the table first.
        """
        for number, mended in self.former.mended.items():
            if number and number not in self.records:
                continue
            for other in mended:
                self.former.give_way(other)
                self._note_gave_way(other, number)
        who = {_who(one) for one in ours} - {("", "")}
        mended_from = {one.origin.partition("#")[0]: one for one in ours if one.origin}
        for other in self.former.others.values():
            mended_here = mended_from.get(f"{other.source}:{other.row}")
            same = mended_here and _alike(mended_here, other)
            if other.email and (same or _who(other) in who):
                wrong = f"The same patient has a handout of {self.order.source.name}, too."
                cure = "Both are mailed: see that each is meant."
                self._note_other(other, wrong, cure)

    def _note_gave_way(self, other: PdfRecord, row: int) -> None:
        name, file = self.order.source.name, other.file
        wrong, cure = f"It gives way to row {row} of {name}.", f"{file} is not mailed any more."
        if not row:
            came = other.origin.rpartition(":")[2].partition("#")[0]
            wrong = f"The row of {name} that it came from ({came} then) has changed or is gone."
            cure = f"{file} is not mailed any more. If it is right all the same, run this list."
        self._note_other(other, wrong, cure)

    def _note_other(self, other: PdfRecord, wrong: str, cure: str) -> None:
        file = str(found_from(self.order.folder, other.source))
        self.reporter.note(Problem(file, other.row, "", wrong, cure))

    def _note_other_tables(self, ours: list[PdfRecord]) -> None:
        """What else is in the manifest is mailed with what was made now."""
        tables = {one.made_for for one in ours if one.source}
        others = (one for one in self.former.others.values() if one.source)
        many = Counter(one.made_for for one in others if one.made_for not in tables)
        if tables and many:
            of = (f"{n:,} of {found_from(self.order.folder, one)}" for one, n in many.items())
            wrong = (
                f"Handouts of other tables stay in it, and are mailed with these: {', '.join(of)}."
            )
            cure = "To mail these alone, make them in a folder of their own with -o."
            where = str(self.order.folder / MANIFEST)
            self.reporter.note(Problem(where, 0, "", wrong, cure))

    def _note_gone_sources(self) -> None:
        """What is made from a file that is gone cannot be mailed, so it leaves the manifest."""
        gone = Counter(one.source for one in self.former.left if one.sha256)
        for source, many in gone.items():
            handouts = "its handout leaves" if many == 1 else f"its {many:,} handouts leave"
            wrong = f"There is no such file any more, so {handouts} the manifest."
            where = str(found_from(self.order.folder, source))
            self.reporter.note(Problem(where, 0, "", wrong, "Nothing of it is mailed."))

    def render_print_run(self) -> None:
        """The print run of all that stands in the folder now."""
        tasks, many = self._tasks(self.records), len(self.records)
        self.summary.volumes = render_volumes(
            self.order, self.workers, tasks, many, self.options.copies, self.reporter
        )

    def find_old_print_runs(self) -> None:
        """Name the print runs that this run has not made."""
        made = {path.name for path, _ in self.summary.volumes}
        self.summary.old += sorted(set(print_runs(self.order.folder)) - made)

    def _tasks(self, records: dict[int, PdfRecord]) -> Iterator[Task]:
        """Items with their records, one by one."""
        for item in self.order.source.items():
            if item.number in records:
                yield item, records[item.number]

    def _report(self, chunk: list[ItemResult]) -> dict[int, PdfRecord]:
        """Note what there is to know of the items of a chunk; the records of those that are right.
        What is wrong with the others is said when the notes are.
        """
        for result in chunk:
            for notice in self.noted.new_of(result):
                self.reporter.note(notice)
            if result.problems:
                self.summary.failed[result.item] = result
        return {result.item: result.record for result in chunk if result.record}

    def _say_wrong(self, results: Iterable[ItemResult]) -> None:
        for result in results:
            for problem in result.problems:
                self.reporter.problem(problem)

    def _fail_missing(self) -> None:
        """What was right but is not built has failed; a table may have lost rows meanwhile."""
        for number in [number for number, one in self.records.items() if not one.sha256]:
            lost = self.records.pop(number)
            if number not in self.summary.failed:
                wrong, cure = "It was taken away during the run.", "Run the batch again."
                gone = Problem(self.order.source.name, lost.row, "", wrong, cure)
                lost_items = [ItemResult(number, None, (gone,), Exit.CONTENT)]
                self._report(lost_items)
                self._say_wrong(lost_items)


def _who(record: PdfRecord) -> tuple[str, str]:
    """A patient, as far as a manifest tells."""
    return patient_key(record.patient), record.email.casefold()


def _alike(one: PdfRecord, other: PdfRecord) -> bool:
    """Whether two have the name or the address of one patient."""
    return any(mine and mine == theirs for mine, theirs in zip(_who(one), _who(other), strict=True))


def _mended(order: Order, others: Collection[PdfRecord]) -> dict[int, list[PdfRecord]]:
    """What stands for the rows of a run, mended in another list, by the row; under 0 what came from
    a row of this very table that has changed since, or is gone.
    """
    rows = order.source
    lists = [one for one in others if one.origin]
    if not lists or not isinstance(rows, Rows):
        return {}
    stand = {parted(origin_of(order, rows, item)): item.number for item in rows.items()}
    found: dict[int, list[PdfRecord]] = defaultdict(list)
    for one in lists:
        number = stand.get(one.mended, 0)
        if number or rows.owns(found_from(order.folder, one.made_for)):
            found[number].append(one)
    return dict(found)


@dataclass(frozen=True, slots=True)
class _FormerRun:
    """What former runs have left in the folder, by file name."""

    folder: Path
    ours: dict[str, PdfRecord]
    others: dict[str, PdfRecord]
    """Of other sources: they stay in the manifest, and their names are taken."""
    left: list[PdfRecord]
    """Of other sources, too, but of a row or a file that is gone."""
    mended: dict[int, list[PdfRecord]]
    """Those of other sources that stand for a row of this one, by the row; under 0 where it does
    not stand there any more as it was.
    """

    @classmethod
    def of(cls, order: Order, journal: Journal) -> _FormerRun:
        manifest = order.folder / MANIFEST
        written = read_manifest(manifest) if manifest.exists() else []
        ours: dict[str, PdfRecord] = {}
        others: dict[str, PdfRecord] = {}
        for record in [*written, *journal.left]:
            file = found_from(order.folder, record.source) if record.source else None
            (ours if order.source.owns(file) else others)[record.file] = record
        gone = {one.source for one in others.values()}
        gone = {one for one in gone if one and is_gone(found_from(order.folder, one))}
        left = [one for one in others.values() if one.source in gone or not one.sha256]
        for one in left:
            del others[one.file]
        return cls(order.folder, ours, others, left, _mended(order, others.values()))

    def give_way(self, other: PdfRecord) -> None:
        """Take a PDF of another source for one that is left."""
        self.left.append(replace(self.others.pop(other.file), sha256=""))

    def not_in(self, made: Collection[str]) -> list[PdfRecord]:
        """The PDFs of former runs that stand there and that no run has made any more, for the
        manifest: without the hash by which one would be mailed, and named until they are deleted.
        """
        former = {one.file: one for one in (*self.left, *self.ours.values())}
        return [
            replace(former[file], sha256="")
            for file in sorted(former.keys() - made)
            if (self.folder / file).exists()
        ]

    def named(self, good: dict[int, PdfRecord]) -> dict[int, PdfRecord]:
        """The records with file names that nothing else in the folder has."""
        kept = kept_names(good, self.ours.values())
        there = (name.name for name in self.folder.iterdir())
        names = FileNames([*there, *self.others, *kept.values(), f"{FILE_STEM}.pdf"])
        return {
            n: replace(good[n], file=kept[n] if n in kept else names.take(good[n].file))
            for n in sorted(good)
        }

    def unchanged(self, records: dict[int, PdfRecord]) -> dict[int, PdfRecord]:
        """Those whose PDF stands there already, made from the same."""
        return {
            number: replace(one, pages=former.pages, sha256=former.sha256, made_on=former.made_on)
            for number, one in records.items()
            if (former := self.ours.get(one.file))
            and former.key == one.key
            and self._intact(former)
        }

    def _intact(self, record: PdfRecord) -> bool:
        try:
            data = (self.folder / record.file).read_bytes()
        except OSError:
            return False
        return hashlib.sha256(data).hexdigest() == record.sha256
