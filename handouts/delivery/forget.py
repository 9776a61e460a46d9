"""A patient who asks to be forgotten: what stands of them in a folder of handouts, and how it is
deleted. What others are to get, and what they have got, stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path

from handouts.delivery.batch.failed_rows import FILE_NAME as OF_FAILED
from handouts.delivery.batch.journal import open_journal
from handouts.delivery.batch.manifest import FILE_NAME as MANIFEST
from handouts.delivery.batch.manifest import (
    PdfRecord,
    found_from,
    read_manifest,
    write_manifest,
)
from handouts.delivery.batch.print_run import print_runs
from handouts.delivery.file_names import stem
from handouts.delivery.mail.drafts import ENDING, HEADER
from handouts.delivery.mail.message import attachment_name
from handouts.delivery.mail.outbox import FAILED
from handouts.delivery.mail.sent import SentRecord
from handouts.delivery.patient_found import (
    NamedRow,
    Wanted,
    address_key,
    name_key,
    named_in,
    rows_naming,
)
from handouts.errors import ContentError, FileError, HandoutsError
from handouts.files.paths import YAML_ENDINGS
from handouts.files.writing import file_errors, write_whole
from handouts.library import load_library
from handouts.prescription.cells import as_csv, from_cell
from handouts.prescription.find_clinic import is_clinic_name
from handouts.prescription.headings import OF_LISTS, OF_UNSENT
from handouts.prescription.table_file import AS_IT_IS, TableFile, TableOptions, open_file

MAIL = "mail"
"""The folder of drafts beside the PDFs, unless `email -o` has named another."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What stands of one patient in a folder: `records` in its manifest, `files` that are theirs
    alone, `runs` to print, which may hold others as well, and `rows` of lists. `others` are the
    records of everybody else, `addresses` those with which the name stands there; an empty one
    stands for none.

    `own` are the clinic's: prescriptions with their PDFs, and tables with the rows that name the
    patient; `unsure` those that cannot be read, do not name them, or are gone. `prescribed` are
    this patient's and others' prescriptions as records, of which there is no PDF of ours.
    """

    folder: Path
    records: list[PdfRecord]
    others: list[PdfRecord]
    files: list[Path]
    runs: list[Path]
    rows: dict[Path, list[NamedRow]]
    addresses: set[str]
    own: dict[Path, list[int]]
    unsure: list[Path]
    prescribed: list[PdfRecord]

    def __bool__(self) -> bool:
        return bool(self.records or self.files or self.rows)

    @property
    def says_no_names(self) -> bool:
        """Whether a batch seems to have written ids or initials for all names."""
        names = [one.patient for one in (*self.records, *self.others) if one.patient]
        short = (" " not in one and (len(one) < 5 or any(map(str.isdigit, one))) for one in names)
        return bool(names) and all(short)

    def delete(self, run: str) -> None:
        """Delete all of it; the manifest last, so that what is stopped on the way can be found
        again. `run` is a number of its own. Raises FileError where a batch is at work in the
        folder, or was stopped there.
        """
        with open_journal(self.folder, run) as journal:
            if journal.left:
                wrong = "A batch was stopped in this folder."
                raise FileError.at(self.folder, wrong, "Run it once more, then forget.")
            for path, named in self.rows.items():
                _blank(path, {one.number for one in named})
            for path in (*self.files, *self.runs):
                with file_errors(path):
                    path.unlink(missing_ok=True)
            if self.records:
                manifest = self.folder / MANIFEST
                kept = [one for one in read_manifest(manifest) if one not in self.records]
                write_manifest(manifest, kept)


def find_traces(folder: Path, who: Wanted) -> Traces:
    """What stands of a patient in a folder, and in the folder of its drafts. Raises FileError where
    there is no such folder, ContentError for a list or a manifest that cannot be read.
    """
    if not folder.is_dir():
        wrong = "This is a file." if folder.exists() else "There is no such folder."
        cure = "Name the folder of the batch, which holds its manifest.csv."
        raise FileError.at(folder, f"{wrong} So nothing is deleted.", cure)
    manifest = folder / MANIFEST
    every = read_manifest(manifest) if manifest.exists() else []
    records = [one for one in every if who.is_named(one.patient, one.email)]
    # a manifest may come from elsewhere: no name in it leads out of its folder
    pdfs = [folder / one.file for one in records if Path(one.file).name == one.file]
    documents = {one.sha256 for one in records} - {""}
    files = [path for path in pdfs if path.is_file()]
    addresses = {address_key(one.email) for one in records}
    rows: dict[Path, list[NamedRow]] = {}
    for place in (folder, folder / MAIL):
        for path in _files(place, ENDING):
            name, address, document = _of_draft(path)
            theirs = document in documents or (name and name_key(name) == name_key(who.name))
            if theirs and who.has(address):
                files.append(path)
                addresses.add(address_key(address))
        for path in _files(place, ".csv"):
            if (opened := _our_list(path)) and (named := [*rows_naming(opened, who)]):
                rows[path] = named
                addresses.update(mail for row in named for mail in row.addresses or [""])
    runs = [folder / name for name in print_runs(folder)] if records else []
    prescribed = [*_prescribed(folder)]
    theirs_of_own = [one for one in prescribed if who.is_named(one.patient, one.email)]
    addresses |= {address_key(one.email) for one in theirs_of_own}
    own, unsure = _of_the_clinic(folder, who, records, rows)
    for one in theirs_of_own:
        path = folder / one.source
        pdf = path.with_suffix(".pdf")
        own |= {there: [] for there in (path, pdf) if there.is_file() and there not in files}
    others = [one for one in every if one not in records]
    return Traces(folder, records, others, files, runs, rows, addresses, own, unsure, prescribed)


def sent_to(
    found: Sequence[Traces], who: Wanted, record: SentRecord
) -> tuple[list[int], list[str]]:
    """The entries of the patient in the record, and the files of others that went to the same
    address and are of nobody who is known: where it is another patient's as well, only what is
    this patient's, by the document or the name of the file, is forgotten.
    """
    theirs = [PdfRecord("", 0, who.name, "", f"{stem(who.name)}.pdf")]  # its row may be gone
    others = list[PdfRecord]()
    for traces in found:
        theirs += traces.records
        others += traces.others
        for one in traces.prescribed:
            (theirs if who.is_named(one.patient, one.email) else others).append(one)
    addresses = {address for traces in found for address in traces.addresses}
    addresses = (addresses | who.addresses) - {""}
    shared = addresses & {address_key(one.email) for one in others}
    others = [one for one in others if address_key(one.email) in shared]
    documents, files = {one.sha256 for one in theirs}, _sent_as(theirs)
    of_others, files_of_others = {one.sha256 for one in others}, _sent_as(others)
    forgotten, stay = list[int](), list[str]()
    for entry in record.entries():
        if (address := address_key(entry.address)) not in addresses:
            continue
        is_others = entry.document in of_others or entry.file in files_of_others - files
        is_named = entry.file in files - files_of_others and not is_others
        if address not in shared or entry.document in documents or is_named:
            forgotten.append(entry.number)
        elif not is_others:
            stay.append(entry.file)
    return forgotten, stay


def _sent_as(records: Iterable[PdfRecord]) -> set[str]:
    """What the attachments of PDFs are called, those of older days, too."""
    say = load_library().mail
    return {attachment_name(Path(one.file).stem, say) for one in records}


def _prescribed(folder: Path) -> Iterator[PdfRecord]:
    """The prescriptions in a folder, as a manifest would have them."""
    for path in (path for ending in YAML_ENDINGS for path in _files(folder, ending)):
        name, address = ("", "") if is_clinic_name(path.name) else named_in(path)
        if name:
            yield PdfRecord(path.name, 0, name, address, f"{stem(name)}.pdf")


def _of_the_clinic(
    folder: Path, who: Wanted, records: list[PdfRecord], rows: dict[Path, list[NamedRow]]
) -> tuple[dict[Path, list[int]], list[Path]]:
    """The tables and prescriptions from which a patient came: those that still name them, with the
    rows, and the others. A row may stand elsewhere by now, so no number is taken on trust.
    """
    came = {one.made_for if one.row else one.source: one.table for one in records}
    seen = {found_from(folder, file): table for file, table in came.items() if file}
    for path, named in rows.items():
        tables = (one.came_from.rpartition(":")[0] for one in named)
        seen = {found_from(path.parent, table): "" for table in tables if table} | seen
    own, unsure = dict[Path, list[int]](), list[Path]()
    for path, options in seen.items():
        if path.suffix.lower() in YAML_ENDINGS:
            if who.is_named(*named_in(path)):
                own[path] = []
            else:
                unsure.append(path)
            continue
        numbers = list[int]()
        with suppress(HandoutsError):
            table = open_file(path, str(path), TableOptions.from_words(options))
            numbers += [one.number for one in rows_naming(table, who)]
        if numbers:
            own[path] = numbers
        else:
            unsure.append(path)
    return own, unsure


def _files(folder: Path, ending: str) -> list[Path]:
    with file_errors(folder):
        there = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in there if path.suffix.lower() == ending and path.is_file()]


def _of_draft(draft: Path) -> tuple[str, str, str]:
    """Name, address and document of a draft of ours, changed by hand or not; else empty."""
    with file_errors(draft), draft.open("rb") as file:
        first = file.readline(1000).decode("ascii", "replace").split()
        to = BytesHeaderParser(policy=default).parse(file)["To"]
    if first[:1] != [f"{HEADER}:"] or not (to and to.addresses):
        return "", "", ""
    document = first[3] if len(first) == 5 else ""
    return to.addresses[0].display_name, to.addresses[0].addr_spec, document


def _our_list(path: Path) -> TableFile | None:
    """A list of rows that failed, or of mails not sent; other tables are their owner's. Raises
    ContentError for one that cannot be read.
    """
    try:
        opened = open_file(path, str(path), AS_IT_IS)
        _, cells = next(iter(opened.records()), (0, []))
    except ContentError:
        if path.stem.startswith((Path(OF_FAILED).stem, Path(FAILED).stem)):
            raise
        return None
    return opened if tuple(cells) == OF_UNSENT or tuple(cells[:2]) == OF_LISTS else None


def _blank(path: Path, numbers: Collection[int]) -> None:
    """Leave rows of a list empty: those below keep their numbers, by which a manifest knows them.
    A list of which nothing is left goes.
    """
    opened = _our_list(path)
    if opened is None:  # somebody has changed it meanwhile
        return
    every = [(number, [*map(from_cell, cells)]) for number, cells in opened.records()]
    rows = [[] if number in numbers else cells for number, cells in every]
    if any(rows[1:]):
        write_whole(path, as_csv(rows, opened.sign))
    else:
        with file_errors(path):
            path.unlink(missing_ok=True)
