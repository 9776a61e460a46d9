"""A run: check everything, say what is wrong, build what is right, hand back what is not.

The order of things makes a run safe to kill at any moment. Each PDF appears whole; the journal says
which files are about to be written and which are done; manifest and list of failures are written
at the end, whole. What is to be made anew leaves the manifest before it is touched, so that a PDF
that the manifest names is always the one that it describes. The next run goes on where this one
stopped; what is left of a killed one can write no more (journal.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from handouts.delivery.batch.executors import Workers, chunks, start_workers
from handouts.delivery.batch.failed_rows import older_sheets, outdated_rows, write_failed
from handouts.delivery.batch.folder import MANIFEST, old_files
from handouts.delivery.batch.former_pdfs import FormerPdfs
from handouts.delivery.batch.input import Item, table_of
from handouts.delivery.batch.journal import Journal, must_be_current, open_journal
from handouts.delivery.batch.manifest import PdfRecord, found_from, write_manifest
from handouts.delivery.batch.print_run import render_volumes
from handouts.delivery.batch.report import NAMED, Reporter
from handouts.delivery.batch.worker import (
    ItemResult,
    Order,
    Task,
    build_items,
    check_items,
    fingerprint,
)
from handouts.delivery.made_from import Part
from handouts.errors import Exit, Problem
from handouts.files.writing import clear_parts, make_folder, writable
from handouts.prescription.fields.values import rows, some
from handouts.prescription.tables.patient_name import namesakes

CHECKED_AT_ONCE = 50
BUILT_AT_ONCE = 16
"""Items that travel to a process together: enough to be worth the way, few enough to share out."""


def _if_right(list_: str) -> str:
    return f"If one is right, delete what stands under `from` in its row of {list_}, and run that."


@dataclass(slots=True)
class RunSummary:
    """What a run has done. `failed` holds the reasons by item; `old` are files of former runs,
    `older` sheets of mended rows that are not what would be made now, with what has changed.
    """

    built: int = 0
    unchanged: int = 0
    failed: dict[int, ItemResult] = field(default_factory=dict)
    failed_file: Path | None = None
    volumes: list[tuple[Path, int]] = field(default_factory=list)
    old: list[str] = field(default_factory=list)
    older: list[tuple[PdfRecord, set[Part]]] = field(default_factory=list)

    @property
    def worst(self) -> Exit:
        """The exit code: of some failures, or of the failure when nothing at all was right."""
        if not self.failed:
            return Exit.DONE
        if self.built or self.unchanged:
            return Exit.SOME_FAILED
        return max(result.code for result in self.failed.values())


def run(order: Order, reporter: Reporter) -> RunSummary:
    """Do a whole run. Raises for what concerns all of it: no disk, no headings, a second run."""
    table, items = table_of(order.source), tuple(order.source.items())
    make_folder(order.folder)
    with open_journal(order.folder, order.began) as journal:
        clear_parts(order.folder)
        writable(order.folder)
        look = partial(fingerprint, order.folder)
        with start_workers(order.on, order.jobs, len(items), look) as workers:
            former = FormerPdfs.of(order, items, journal.left)
            current = _Run(order, items, table, reporter, journal, workers, former)
            current.check()
            current.build()
            current.write_down()
            if order.print_run:
                current.render_print_run()
        current.find_old()
    reporter.sum_up(order.source.name)
    return current.summary


def _unmade(record: PdfRecord) -> bool:
    return not record.sha256


@dataclass(slots=True)
class _Run:
    """A run on its way. `table` is a hash of what its items were read from, `records` are of what
    is right, by the number of the item; `kept` are files that it has written or read.
    """

    order: Order
    items: tuple[Item, ...]
    table: bytes
    reporter: Reporter
    journal: Journal
    workers: Workers
    former: FormerPdfs
    records: dict[int, PdfRecord] = field(default_factory=dict)
    summary: RunSummary = field(default_factory=RunSummary)
    kept: set[Path] = field(default_factory=set)

    def check(self) -> None:
        """Read and examine everything, then give what is right its file names. Whoever has mended
        a wrong row in a list of failures is not asked to mend it once more.
        """
        elsewhere = self.former.mended
        work = partial(check_items, self.order)
        outdated = outdated_rows(self.order, self.items, self.former.others.values())
        if outdated:
            listed = some([*outdated.values()], NAMED)
            wrong = f"Changed in their table since, or gone from it, or read otherwise: {listed}."
            list_ = self.order.source.name
            cure = f"They are passed over, and not mailed. {_if_right(list_)}"
            self._note(list_, wrong, cure)
        every = (one for one in self.items if one.number not in outdated)
        items = chunks(every, CHECKED_AT_ONCE)
        good, bad = dict[int, PdfRecord](), list[ItemResult]()
        with self.reporter.progress("Checking", len(self.items)) as checked:
            for chunk in self.workers.each(work, items):
                for result in chunk:
                    if result.record:
                        good[result.item] = result.record
                    elif result.item not in elsewhere:
                        bad.append(result)
                    for notice in result.notices:
                        self.reporter.note(notice)
                checked(len(chunk))
        self.reporter.sum_up(self.order.source.name)
        self._note_mended(sorted(elsewhere.keys() - good.keys() - outdated.keys() - {0}))
        for result in bad:
            self._fail(result)
        self.records = self.former.named(good)
        self._note_namesakes()

    def _note_namesakes(self) -> None:
        """Whose file is whose, where several rows have one name."""
        if self.order.names != "full":
            return
        named = [one for one in self.records.values() if one.row and one.patient]
        for same in namesakes([*named, *self._beside(named)], lambda one: one.patient):
            files = some([f"{self._row(one)} is {one.file}" for one in same], NAMED)
            wrong = f"{len(same):,} rows are of one name, {same[0].patient}: {files}."
            self._note(self.order.source.name, wrong, "See that each patient gets their own.")

    def _beside(self, ours: list[PdfRecord]) -> list[PdfRecord]:
        """Sheets of other patients of the same table, made from its list, or of a list from it."""
        tables = {one.made_for for one in ours}
        named = (one for one in self.former.others.values() if one.row and one.patient)
        others = [one for one in named if one.made_for in tables]
        who = {one.recipient for one in ours if one.email} if others else set()
        ends = [
            one.file for number, mended in self.former.mended.items() for one in mended
            if not number or number in self.records
        ]  # fmt: skip
        return [one for one in others if one.recipient not in who and one.file not in ends]

    def _row(self, record: PdfRecord) -> str:
        """A row by its number; of another list with that."""
        file = found_from(self.order.folder, record.source)
        row = f"row {record.row}"
        return row if self.order.source.owns(file) else f"{row} of {file}"

    def _note_mended(self, passed: list[int]) -> None:
        """Which rows were passed over since they are mended elsewhere."""
        if passed:
            lists = {one.source for number in passed for one in self.former.mended[number]}
            where = ", ".join(self._found(one) for one in sorted(lists))
            these = rows(passed, NAMED)
            wrong = f"Wrong here still, but mended in {where}: {these}."
            cure = "Their sheets are made from that list"
            cure += ", and are not in the print run." if self.order.print_run else "."
            self._note(self.order.source.name, wrong, cure)
            sheets = (one for number in passed for one in self.former.mended[number])
            self.summary.older = older_sheets(self.order, sheets)

    def _found(self, source: str) -> str:
        return str(found_from(self.order.folder, source))

    def _note(self, file: str, wrong: str, cure: str, row: int = 0) -> None:
        self.reporter.note(Problem(file, row, "", wrong, cure))

    def build(self) -> None:
        """Build what has changed; the journal knows of each file before it is written."""
        kept = {} if self.order.force else self.former.unchanged(self.records)
        self.records |= kept
        self.summary.unchanged = len(kept)
        self._fail_changed()
        for planned in chunks(filter(_unmade, self.records.values()), 500):
            self.journal.add(planned)
        self._take_out_of_manifest({one.file for one in self.records.values() if _unmade(one)})
        work, todo = partial(build_items, self.order), len(self.records) - len(kept)
        with self.reporter.progress("Building", todo) as built:
            for chunk in self.workers.each(work, chunks(self._tasks(_unmade), BUILT_AT_ONCE)):
                done: dict[int, PdfRecord] = {}
                for result in chunk:
                    number, made = result.item, result.record
                    if made:  # its texts are held already: no copies of them from the process
                        known = self.records[number]
                        done[number] = replace(known, pages=made.pages, sha256=made.sha256)
                    else:
                        self._fail(result)
                self.journal.add(list(done.values()))
                self.records |= done
                self.summary.built += len(done)
                built(len(chunk))

    def _take_out_of_manifest(self, anew: set[str]) -> None:
        """What is made anew, before it is touched."""
        former = self.former.all()
        kept = [one for one in former if one.file not in anew]
        if len(kept) < len(former):
            write_manifest(self.order.folder / MANIFEST.name, kept)

    def write_down(self) -> None:
        """The manifest, and the list of what was not made."""
        must_be_current(self.order.folder, self.order.began)
        ours = [*self.records.values()]
        self._give_way(ours)
        self._note_other_tables(ours)
        everything = [*self.former.others.values(), *ours]
        inputs = {found_from(self.order.folder, one.source) for one in everything if one.source}
        manifest = self.order.folder / MANIFEST.name
        self.kept = {*inputs, self.order.source.beside, manifest}
        listed = write_failed(self.order, self.items, self.summary.failed, inputs)
        self.summary.failed_file = listed
        self.kept |= {listed} if listed else set()
        self._note_gone_sources()
        left = self.former.not_in({one.file for one in everything})
        self.summary.old += [one.file for one in left]
        write_manifest(manifest, [*everything, *left])

    def _give_way(self, ours: list[PdfRecord]) -> None:
        """A mended row stands for the one that it came from as long as that stands in its table as
        it was, and is wrong: a patient is not mailed both. Who else has two is told.
        """
        for number, mended in self.former.mended.items():
            if number and number not in self.records:
                continue
            for other in mended:
                left = self.former.others.pop(other.file)
                self.former.left.append(replace(left, sha256=""))
                self._note_gave_way(other, number)
        others = [one for one in self.former.others.values() if one.email]
        who = {one.recipient for one in ours} if others else set()
        for other in others:
            if other.recipient in who:
                wrong = f"The same patient has a handout of {self.order.source.name}, too."
                cure = "Both are mailed: see that each is meant."
                self._note(self._found(other.source), wrong, cure, other.row)

    def _note_gave_way(self, other: PdfRecord, row: int) -> None:
        name, file = self.order.source.name, other.file
        wrong, cure = f"It gives way to row {row} of {name}.", f"{file} is not mailed any more."
        if not row:
            came = other.origin.rpartition(":")[2].partition("#")[0]
            wrong = f"The row of {name} that it came from ({came} then) has changed or is gone."
            cure = f"{file} is not mailed any more. {_if_right(self._found(other.source))}"
        self._note(self._found(other.source), wrong, cure, other.row)

    def _note_other_tables(self, ours: list[PdfRecord]) -> None:
        """What else is in the manifest is mailed with what was made now."""
        tables = {one.made_for for one in ours if one.source}
        others = (one for one in self.former.others.values() if one.source)
        many = Counter(one.made_for for one in others if one.made_for not in tables)
        if tables and many:
            of = ", ".join(f"{n:,} of {self._found(one)}" for one, n in many.items())
            wrong = f"Handouts of other tables stay in it, and are mailed with these: {of}."
            cure = "To mail these alone, make them in a folder of their own with -o."
            self._note(str(self.order.folder / MANIFEST.name), wrong, cure)

    def _note_gone_sources(self) -> None:
        """What is made from a file that is gone cannot be mailed, so it leaves the manifest."""
        gone = Counter(one.source for one in self.former.left if one.sha256)
        for source, many in gone.items():
            handouts = "its handout leaves" if many == 1 else f"its {many:,} handouts leave"
            wrong = f"There is no such file any more, so {handouts} the manifest."
            self._note(self._found(source), wrong, "Nothing of it is mailed.")

    def render_print_run(self) -> None:
        """The print run of all that stands there; of a list only what was not printed before."""
        was = {one.sha256 for one in self.former.ours.values()}

        def is_new(one: PdfRecord) -> bool:
            return not one.origin or one.sha256 not in was

        tasks, many = self._tasks(is_new), sum(map(is_new, self.records.values()))
        self.summary.volumes = render_volumes(self.order, self.workers, tasks, many, self.reporter)

    def find_old(self) -> None:
        """Name the lists and print runs that this run has neither made nor read."""
        kept = self.kept.union(path for path, _ in self.summary.volumes)
        self.summary.old += [path.name for path in old_files(self.order.folder, kept)]

    def _tasks(self, wanted: Callable[[PdfRecord], bool]) -> Iterator[Task]:
        """Items with their records, one by one."""
        for item in self.items:
            record = self.records.get(item.number)
            if record and wanted(record):
                yield item, record

    def _fail(self, result: ItemResult) -> None:
        """Remember what was not made, and say why."""
        self.records.pop(result.item, None)
        self.summary.failed[result.item] = result
        for problem in result.problems:
            self.reporter.problem(problem)

    def _fail_changed(self) -> None:
        """Nobody gets a sheet of what somebody has mended, or deleted, since it was checked."""
        if table_of(self.order.source) == self.table:  # nothing of it is read again
            return
        now = {(one.file, one.row, one.cells) for one in self.order.source.items()}
        for item in self.items:
            record = self.records.get(item.number)
            if record and _unmade(record) and (item.file, item.row, item.cells) not in now:
                wrong, cure = "It has changed since it was checked, or is gone.", "Run it again."
                changed = Problem(self.order.source.name, record.row, "", wrong, cure)
                self._fail(ItemResult(item.number, None, (changed,), Exit.CONTENT))
