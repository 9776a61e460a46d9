"""`manifest.csv`: which PDF was made for whom, from what.

It is written for people (it opens in a spreadsheet) and for what comes after a run: the next run
builds only what has changed, and e-mail finds the row again that each PDF was made from.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import asdict, fields, replace
from datetime import date
from functools import partial
from itertools import groupby
from pathlib import Path

from handouts.delivery.batch.build_key import Part, changed, key_of, stamp
from handouts.delivery.batch.input import Folder, Item, Rows, Source, as_of, open_source
from handouts.delivery.batch.journal import PdfRecord, found_from
from handouts.delivery.build import Checked, Clinics, Options
from handouts.delivery.files import write_whole
from handouts.delivery.mail.outbox import MailJob
from handouts.errors import ContentError, HandoutsError, Problem
from handouts.library import Library
from handouts.paths import YAML_ENDINGS
from handouts.prescription.table import as_csv, from_cell
from handouts.prescription.table_file import TableOptions
from handouts.prescription.trusted import distrust
from handouts.reading import decode, read_bytes

FILE_NAME = "manifest.csv"
MAX_BYTES = 100_000_000


_COLUMNS = tuple(field.name for field in fields(PdfRecord))
_FORMS = (_COLUMNS, _COLUMNS[:-1], _COLUMNS[:-2])
"""As it is written, and as it was before a record had its origin, and its day."""


def read_manifest(path: Path) -> list[PdfRecord]:
    """The records of a manifest. Raises ContentError when it is not one."""
    rows = _rows(path)
    if not rows or tuple(rows[0]) not in _FORMS:
        wrong = "This is not the manifest of a run."
        cure = "Move it away and run the batch, which writes one."
        raise ContentError(Problem(str(path), 1, "", wrong, cure))
    return [_record(path, number, rows[0], cells) for number, cells in enumerate(rows[1:], 2)]


def is_manifest(path: Path) -> bool:
    """Whether a file has the headings of a manifest. Raises FileError."""
    try:
        return any(tuple(row) in _FORMS for row in _rows(path)[:1])
    except ContentError:
        return False


def _rows(path: Path) -> list[list[str]]:
    text = decode(read_bytes(path, MAX_BYTES), str(path))
    sign = ";" if text.startswith(f"{_COLUMNS[0]};") else ","  # as a spreadsheet may save it
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error as error:
        wrong, cure = f"It cannot be read as a table ({error}).", "Is it the right file?"
        raise ContentError(Problem(str(path), 0, "", wrong, cure)) from error


def write_manifest(path: Path, records: Iterable[PdfRecord]) -> None:
    """Write the manifest, whole or not at all."""
    rows = (map(str, asdict(one).values()) for one in records)
    write_whole(path, as_csv([_COLUMNS, *rows]))


def _record(path: Path, number: int, columns: list[str], cells: list[str]) -> PdfRecord:
    try:
        values = dict(zip(columns, map(from_cell, cells), strict=True))
        TableOptions.from_words(values["table"])
        if day := values.get("made_on"):
            date.fromisoformat(day)
        return PdfRecord(**(values | {"row": int(values["row"]), "pages": int(values["pages"])}))  # type: ignore[arg-type]
    except ValueError:
        wrong = "This row is not as a run has written it."
        cure = "Move the file away and run the batch."
        raise ContentError(Problem(str(path), number, "", wrong, cure)) from None


# ── the way back ────────────────────────────────────────────────────────────────────────────────


def mail_jobs(path: Path, options: Options) -> Iterator[MailJob]:
    """What each PDF of a manifest was made from, to be opened afresh. Packs are for nobody.

    The options of the run hold again; those of `options` go before them. A table that cannot be
    read keeps no other patient waiting.
    """
    clinics = Clinics()
    records = (record for record in read_manifest(path) if record.source and record.sha256)
    of_source = groupby(records, key=lambda one: (one.source, one.routine, one.table))
    for (file, routine, table), group in of_source:
        by_row = {record.row: record for record in group}
        found = found_from(path.parent, file)
        asked = _options(path, next(iter(by_row.values())), options)
        try:
            library = clinics.library(asked, None, found)
            source, items = _reopened(found, routine, table, by_row, library)
        except HandoutsError as error:
            problems = _not_found(found) if is_gone(found) else error.problems
            for record in by_row.values():
                yield _job(record, path, partial(_refuse, problems))
            continue
        for item in items:
            record = by_row.pop(item.row)
            asked = _options(path, record, options)
            again = partial(_open, source, item, record, asked, clinics, path)
            yield _job(record, path, again, _password(source, item))
        for record in by_row.values():
            yield _job(record, path, partial(_refuse, _no_such_row(_where(record, path))))


def _job(
    record: PdfRecord, manifest: Path, again: Callable[[], Checked], password: str | None = None
) -> MailJob:
    table = found_from(manifest.parent, record.made_for)
    name = Path(record.file).stem
    return MailJob(_where(record, manifest), again, password, record.sha256, table, name)


def _reopened(
    file: Path, routine: str, table: str, rows: Collection[int], library: Library
) -> tuple[Source, list[Item]]:
    """What a run has made handouts of: rows of a table, or a prescription that has no rows."""
    if 0 in rows:
        return Folder(str(file.parent)), [Item(0, file, 0, file.stem)]
    source, _ = open_source(file, library, routine, TableOptions.from_words(table))
    return source, [item for item in source.items() if item.row in rows]


def is_gone(source: Path) -> bool:
    """Whether there is no such file; one that cannot be looked at may be there."""
    try:
        return not source.exists()
    except OSError:
        return False


def _options(manifest: Path, record: PdfRecord, options: Options) -> Options:
    """The options of the run. Its clinic's file was named on purpose, if the manifest is ours."""
    if record.clinic and not options.clinic and (why := distrust(manifest, manifest.parent)):
        cure = "Name the clinic's file with --clinic."
        wrong = f"{why} So the clinic's file that it names is not taken."
        raise ContentError(Problem(str(manifest), 0, "clinic", wrong, cure))
    return Options(
        options.clinic or (found_from(manifest.parent, record.clinic) if record.clinic else None),
        options.layout or _layout(manifest.parent, record.layout),
        options.paper or record.paper or None,
    )


def _layout(folder: Path, written: str) -> str | Path | None:
    """The layout that a run was asked for: a name, or a file."""
    is_file = written.lower().endswith(YAML_ENDINGS)
    return found_from(folder, written) if is_file else written or None


def _open(
    source: Source,
    item: Item,
    record: PdfRecord,
    options: Options,
    clinics: Clinics,
    manifest: Path,
) -> Checked:
    """The item once more, with day and design of the run; it must not have changed since."""
    checked = as_of(source, record.made_on).read(item, options, clinics)
    parts = changed(record.key, key_of(checked, options, item.copies, stamp()))
    if parts:
        raise ContentError(_has_changed(part, record, checked, manifest) for part in parts)
    layout, paper = options.layout, options.paper
    written = checked.prescription
    asked = replace(written, layout=layout or written.layout, paper=paper or written.paper)
    return replace(checked, plan=replace(checked.plan, prescription=asked))


_AGAIN = "Run the batch again, then mail."


def _has_changed(part: Part, record: PdfRecord, checked: Checked, manifest: Path) -> Problem:
    """What is not as it was when the handout was made, by the name of its file.

    What holds for many patients reads alike for each, so that it need be said only once.
    """
    where, cure = _where(record, manifest), _AGAIN
    if part == "clinic" and checked.clinic.source:
        where = checked.clinic.source
        wrong = "The clinic's file, or its logo, has changed since the handout was made."
    elif part == "clinic":
        wrong = "The clinic's file with which the handout was made is not found any more."
        cure = "Put it back, or name it with --clinic."
    elif part == "design":
        wrong = "The layout or paper is not that of the handout any more."
        cure = "Leave out --layout and --paper, or run the batch again."
    elif part == "program":
        where = str(manifest)
        wrong = "Handouts itself has changed since: its points, words or pages."
    else:
        what = "This row" if record.row else "This prescription"
        wrong = f"{what} has changed since the handout was made."
    return Problem(where, 0, "", wrong, cure)


def _no_such_row(where: str) -> tuple[Problem]:
    return (Problem(where, 0, "", "The table has no such row any more.", _AGAIN),)


def _not_found(source: Path) -> tuple[Problem]:
    wrong = "There is no such file any more, so nothing that was made from it is mailed."
    cure = "Put it back, or run a batch in the folder, which takes it out of the manifest."
    return (Problem(str(source), 0, "", wrong, cure),)


def _refuse(problems: Iterable[Problem]) -> Checked:
    raise ContentError(problems)


def _where(record: PdfRecord, manifest: Path) -> str:
    file = found_from(manifest.parent, record.source)
    return f"{file}:{record.row}" if record.row else str(file)


def _password(source: Source, item: Item) -> str | None:
    return (source.cell(item, "password") or None) if isinstance(source, Rows) else None
