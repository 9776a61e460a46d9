"""What a process of a run does: check items, build their PDFs, render a print run. Little travels
between processes; what is prepared for one item (library, clinic, renderer) serves the next.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from handouts.delivery import build
from handouts.delivery.batch.folder import JOURNAL, RUN_TITLE
from handouts.delivery.batch.input import Item, Rows, Source, as_of
from handouts.delivery.batch.journal import write_in_run
from handouts.delivery.batch.manifest import PdfRecord, seen_from
from handouts.delivery.build import Checked, Clinics, Options, compose_checked, render_checked
from handouts.delivery.file_names import Style, initials, stem
from handouts.delivery.made_from import changed, key_of, stamp
from handouts.errors import ContentError, Exit, HandoutsError, Problem, fault
from handouts.files.writing import FileInUse
from handouts.prescription.model import Prescription
from handouts.render import Rendered
from handouts.render.document import Job


@dataclass(frozen=True, slots=True)
class Order:
    """What a batch was asked for. `began` tells one run of a process from the next; `copies` are
    those of each handout in the print run, `jobs` and `on` say who does the work.
    """

    source: Source
    folder: Path
    options: Options
    names: Style
    began: str
    print_run: bool = False
    copies: int = 1
    force: bool = False
    jobs: int = 1
    on: str | None = None


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What became of an item: its record, or what is wrong with it and the exit code for that."""

    item: int
    record: PdfRecord | None
    problems: tuple[Problem, ...] = ()
    code: Exit = Exit.DONE
    notices: tuple[Problem, ...] = ()


Task = tuple[Item, PdfRecord]
Volume = tuple[str, list[Task]]
WRITERS = 8
"""Files on their way to the disk at once, from one process."""
_one_at_a_time = threading.Lock()
"""A renderer serves one at a time, of the threads that write and of those of a cluster's worker."""


def check_items(order: Order, items: Sequence[Item]) -> list[ItemResult]:
    """Read and examine; records carry the file name they would like."""
    return [_check(order, item) for item in items]


def build_items(order: Order, tasks: Sequence[Task]) -> list[ItemResult]:
    """Build PDFs under the file names in the records; one is set while others reach the disk."""
    with ThreadPoolExecutor(WRITERS) as writers:
        return [*writers.map(lambda task: _build(order, *task), tasks)]


def render_volume(order: Order, volume: Volume) -> tuple[str, int, int]:
    """Render a volume of the print run into its file; the name, the handouts and the pages."""
    file, tasks = volume
    with _one_at_a_time:
        jobs = (
            _job(_as_recorded(order, item, record), record.patient or item.ident or record.file)
            for item, record in tasks
            for _ in range(order.copies * item.copies)
        )
        rendered = build.renderer().render_run(jobs, RUN_TITLE)
    write_in_run(order.folder / file, rendered.pdf, order.began)
    return file, len(tasks), rendered.pages


def fingerprint(folder: Path) -> str:
    """What a process makes its pages from; empty when it does not see the run in `folder`."""
    return stamp() if (folder / JOURNAL.name).exists() else ""


@cache
def clinics_of(began: str) -> Clinics:
    """What is kept of clinics in the run that `began` names."""
    del began
    return Clinics()


def _check(order: Order, item: Item) -> ItemResult:
    try:
        checked = _read(order, item)
        build.must_be_safe(checked)
        # what is asked of a routine stands on no card, so that only this tells of it
        asked = [one.reason for one in checked.findings if one.kind == "routine"]
        told = (*checked.notices, *(_at(order, item, "routine", one, "") for one in asked))
        return ItemResult(item.number, _record(order, item, checked), notices=told)
    except Exception as error:
        return _failed(order, item, error)


def _build(order: Order, item: Item, record: PdfRecord) -> ItemResult:
    """What is wrong with an item stays with it; what is wrong with the disk ends the run."""
    try:
        rendered = _render(order, item, record)
    except Exception as error:
        return _failed(order, item, error)
    try:
        write_in_run(order.folder / record.file, rendered.pdf, order.began)
    except FileInUse as error:
        return _failed(order, item, error)
    digest = hashlib.sha256(rendered.pdf).hexdigest()
    return ItemResult(item.number, replace(record, pages=rendered.pages, sha256=digest))


def _failed(order: Order, item: Item, error: Exception) -> ItemResult:
    if isinstance(error, HandoutsError):
        return ItemResult(item.number, None, error.problems, error.exit_code)
    told = fault("", error)
    problem = _at(order, item, "", told.wrong, told.cure)
    return ItemResult(item.number, None, (problem,), Exit.CONTENT)


def _render(order: Order, item: Item, record: PdfRecord) -> Rendered:
    with _one_at_a_time:
        checked = _as_recorded(order, item, record)
        if item.copies > 1:
            return build.renderer().render_run([_job(checked)] * item.copies)
        return render_checked(checked)


def _job(checked: Checked, bookmark: str = "") -> Job:
    return compose_checked(checked), checked.layout, checked.paper, bookmark


def _as_recorded(order: Order, item: Item, record: PdfRecord) -> Checked:
    """The item once more; it must be the one that the record was made for."""
    checked = _read(order, item, record.made_on)
    parts = changed(record.key, key_of(checked, item.copies))
    if parts:
        what = "The clinic's file" if parts == ("clinic",) else "It"
        wrong = f"{what} has changed since it was checked."
        raise ContentError(_at(order, item, "", wrong, "Run the batch again."))
    return checked


def _read(order: Order, item: Item, day: str = "") -> Checked:
    return as_of(order.source, day).read(item, order.options, clinics_of(order.began))


# ── records ─────────────────────────────────────────────────────────────────────────────────────


def _record(order: Order, item: Item, checked: Checked) -> PdfRecord:
    prescription, options, folder = checked.prescription, order.options, order.folder
    day = prescription.date if prescription.dated_by_run else None
    layout, patient = options.layout, prescription.patient or ""
    called = {"full": patient, "initials": initials(patient).upper(), "id": item.ident}
    rows = order.source if isinstance(order.source, Rows) else None
    return PdfRecord(
        source=seen_from(folder, item.file) if item.file else "",
        row=item.row,
        patient=called[order.names],
        email=prescription.email or "",
        file=_stem(order, item, prescription),
        key=key_of(checked, item.copies),
        language=checked.language,
        routine=rows.routine if rows else ("" if item.file else item.cells[0]),
        clinic=seen_from(folder, options.clinic) if options.clinic else "",
        layout=seen_from(folder, layout) if isinstance(layout, Path) else layout or "",
        paper=options.paper or "",
        table=rows.headings.options.as_words() if rows else "",
        made_on=f"{day:%Y%m%d}" if day else "",
        origin=rows.mended_from(item, folder) if rows else "",
    )


def _stem(order: Order, item: Item, prescription: Prescription) -> str:
    """The file name that an item would like, without its ending."""
    patient = prescription.patient
    if order.names == "initials":
        return initials(patient or "")
    if order.names == "id" and not item.ident:
        wrong, cure = "There is no id.", "Write one, or leave out --names id."
        raise ContentError(_at(order, item, "id", wrong, cure))
    return stem(item.ident if order.names == "id" or patient is None else patient)


def _at(order: Order, item: Item, field: str, wrong: str, cure: str) -> Problem:
    file = order.source.name if item.row else str(item.file or order.source.name)
    return Problem(file, item.row, field, wrong, cure)
