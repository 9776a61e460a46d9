"""A patient who asks to be forgotten: what stands of them in a folder of handouts, and how it is
deleted. What others are to get, and what they have got, stays as it is.

What is ours is found by the table of `batch/folder.py`. Whatever else seems to name the patient is
the clinic's own, and is only named: rather one file too many than one that nobody looks into.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path
from typing import assert_never

from handouts.delivery.batch.folder import (
    DRAFT_HEADER,
    MAIL,
    MANIFEST,
    batch_file,
    files_in,
    rows_in,
)
from handouts.delivery.batch.journal import new_number, open_journal
from handouts.delivery.batch.manifest import PdfRecord, found_from, read_manifest, write_manifest
from handouts.delivery.file_names import stem
from handouts.delivery.mail.message import attachment_name
from handouts.delivery.mail.sent import SentRecord
from handouts.delivery.patient_found import (
    NamedRow,
    Wanted,
    address_key,
    letters_of,
    mentions,
    name_key,
    named_in,
    rows_mentioning,
    rows_naming,
    sheet_mentions,
)
from handouts.errors import FileError, HandoutsError
from handouts.files.paths import TABLE_ENDINGS, YAML_ENDINGS
from handouts.files.writing import clear_parts, file_errors, full, write_whole
from handouts.library import load_library
from handouts.prescription.clinic.find import is_clinic_name
from handouts.prescription.tables.formulas import as_csv
from handouts.prescription.tables.table_file import AS_IT_IS, TableOptions, open_file


@dataclass(slots=True)
class Traces:
    """What stands of one patient in a folder: `records` in its manifest, `files` that are theirs
    alone, `runs` to print, which may hold others as well, and `rows` of lists. `others` are the
    records of everybody else, prescriptions as a manifest would have them among these; `addresses`
    those with which the name stands there; an empty one stands for none.

    `own` are the clinic's: prescriptions with their PDFs, and tables with the rows that name the
    patient. `unsure` may name them, cannot be read, or are gone, with the
    rows of others that tell of the patient; sheets of others that do are among them.
    """

    folder: Path
    records: list[PdfRecord]
    others: list[PdfRecord]
    addresses: set[str]
    files: list[Path] = field(default_factory=list)
    runs: list[Path] = field(default_factory=list)
    rows: dict[Path, list[NamedRow]] = field(default_factory=dict)
    own: dict[Path, list[int]] = field(default_factory=dict)
    unsure: dict[Path, list[int]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.records or self.files or self.rows)

    def nearly(self, name: str) -> list[str]:
        """Patients whose names are this one but for accents."""
        names = dict.fromkeys(one.patient for one in self.others)
        return [one for one in names if letters_of(one) == letters_of(name)]

    @property
    def says_no_names(self) -> bool:
        """Whether a batch seems to have written ids or initials for all names."""
        records = (one for one in (*self.records, *self.others) if one.key)
        names = [one.patient for one in records if one.patient]
        short = (" " not in one and (len(one) < 5 or any(map(str.isdigit, one))) for one in names)
        return bool(names) and all(short)

    def delete(self) -> None:
        """Delete all of it; the manifest last, so that what is stopped on the way can be found
        again. Raises FileError where a batch is at work in the folder, or was stopped there.
        """
        with open_journal(self.folder, new_number()) as journal:
            if journal.left:
                wrong = "A batch was stopped in this folder."
                raise FileError.at(self.folder, wrong, "Run it once more, then forget.")
            for path, named in self.rows.items():
                _blank(path, {one.number for one in named})
            for path in (*self.files, *self.runs):
                with file_errors(path):
                    path.unlink(missing_ok=True)
            for place in (self.folder, self.folder / MAIL):
                clear_parts(place)
            if self.records:
                manifest = self.folder / MANIFEST.name
                kept = [one for one in read_manifest(manifest) if one not in self.records]
                write_manifest(manifest, kept)


def find_traces(folder: Path, who: Wanted) -> Traces:
    """What stands of a patient in a folder, and in the folder of its drafts. Raises FileError where
    there is no such folder, ContentError for a manifest that cannot be read.
    """
    if not folder.is_dir():
        wrong = "This is a file." if folder.exists() else "There is no such folder."
        cure = "Name the folder of the batch, which holds its manifest.csv."
        raise FileError.at(folder, f"{wrong} So nothing is deleted.", cure)
    manifest = folder / MANIFEST.name
    every = read_manifest(manifest) if manifest.exists() else []
    records = [one for one in every if who.is_named(one.patient, one.email)]
    others = [one for one in every if one not in records]
    found = Traces(folder, records, others, {address_key(one.email) for one in records})
    # a manifest may come from elsewhere: no name in it leads out of its folder
    pdfs = {folder / one.file: one for one in every if Path(one.file).name == one.file}
    found.files += [path for path, one in pdfs.items() if one in records and path.is_file()]
    print_runs, others_files, drafts = list[Path](), list[Path](), dict[Path, list[str]]()
    for path in (*files_in(folder), *files_in(folder / MAIL)):
        if not (kind := batch_file(path)):
            others_files += [path] if path not in pdfs else []
            continue
        match kind.holds:
            case "a sheet":
                drafts[path] = _look_into_draft(path, who, found)
            case "rows":
                _look_into_list(path, who, found)
            case "all sheets":
                print_runs.append(path)
            case "records":
                pass  # of the manifest they are read above; with a journal nothing is deleted
            case _ as another:
                assert_never(another)
    sources = _made_from(found)
    for path in (*sources, *(one for one in others_files if full(one) not in sources)):
        _look_into_own(path, sources.get(path, ""), who, found)
        if path not in found.own and (path in sources or mentions(path, who.name)):
            found.unsure.setdefault(path, [])
    _look_into_others_sheets(pdfs, drafts, who, found)
    if records:
        found.runs += print_runs
    elif found or found.own:
        found.unsure |= {path: [] for path in print_runs}  # of a row that is gone no manifest knows
    return found


def _made_from(found: Traces) -> dict[Path, str]:
    """The tables and prescriptions from which a patient came, and how a table was to be read."""
    came = {one.made_for if one.row else one.source: one.table for one in found.records}
    sources = {found_from(found.folder, file): table for file, table in came.items() if file}
    for path, named in found.rows.items():
        tables = (one.came_from.rpartition(":")[0] for one in named)
        sources = {found_from(path.parent, table): "" for table in tables if table} | sources
    return sources


def _look_into_others_sheets(
    pdfs: Mapping[Path, PdfRecord], drafts: Mapping[Path, list[str]], who: Wanted, found: Traces
) -> None:
    """The PDFs of others that tell of the patient, as in a note, and the drafts that hold them."""
    sent = set[str]()
    for path, one in pdfs.items():
        if one in found.others and sheet_mentions(path, one.patient, who.name):
            found.unsure.setdefault(path, [])
            sent.add(one.sha256)
    for path, says in drafts.items():
        if path not in found.files and not sent.isdisjoint(says):
            found.unsure.setdefault(path, [])


def _look_into_draft(path: Path, who: Wanted, found: Traces) -> list[str]:
    """A draft, or a part of one, which tells nothing and goes by itself; what it says of itself."""
    with file_errors(path), path.open("rb") as file:
        heads = BytesHeaderParser(policy=default).parse(file)
    says, to = str(heads[DRAFT_HEADER] or "").split(), heads["To"]
    if says and to and to.addresses:
        name, address = to.addresses[0].display_name, to.addresses[0].addr_spec
        documents = {one.sha256 for one in found.records} - {""}
        theirs = not documents.isdisjoint(says) or (name and name_key(name) == name_key(who.name))
        if theirs and who.has(address):
            found.files.append(path)
            found.addresses.add(address_key(address))
    return says


def _look_into_list(path: Path, who: Wanted, found: Traces) -> None:
    """A list of rows that failed, or of mails not sent."""
    table = open_file(path, str(path), AS_IT_IS)
    if named := [*rows_naming(table, who)]:
        found.rows[path] = named
        found.addresses.update(mail for row in named for mail in row.addresses or [""])
    if beside := rows_mentioning(table, who.name):
        found.unsure[path] = beside
    elif not named and mentions(path, who.name):
        found.unsure.setdefault(path, [])


def _look_into_own(path: Path, options: str, who: Wanted, found: Traces) -> None:
    """A prescription or table of the clinic's; a row may stand elsewhere by now."""
    if path.suffix.lower() in YAML_ENDINGS and not is_clinic_name(path.name):
        name, address = named_in(path)
        if who.is_named(name, address):
            both = (path, path.with_suffix(".pdf"))
            found.own |= {one: [] for one in both if one.is_file() and one not in found.files}
            found.addresses.add(address_key(address))
        elif name:
            found.others.append(PdfRecord(path.name, 0, name, address, f"{stem(name)}.pdf"))
    elif path.suffix.lower() in TABLE_ENDINGS:
        with suppress(HandoutsError):
            table = open_file(path, str(path), TableOptions.from_words(options))
            if numbers := [one.number for one in rows_naming(table, who)]:
                found.own[path] = numbers
            if beside := rows_mentioning(table, who.name):
                found.unsure[path] = beside


def sent_to(
    found: Sequence[Traces], who: Wanted, record: SentRecord
) -> tuple[list[int], list[str]]:
    """The entries of the patient in the record, and the files of others that went to the same
    address and are of nobody who is known: where it is another patient's as well, only what is
    this patient's, by the document or the name of the file, is forgotten.
    """
    addresses = {address for traces in found for address in traces.addresses}
    addresses = (addresses | who.addresses) - {""}
    others = [one for traces in found for one in traces.others]
    others = [one for one in others if address_key(one.email) in addresses]
    shared = {address_key(one.email) for one in others}
    called = PdfRecord("", 0, who.name, "", f"{stem(who.name)}.pdf")  # its row may be gone
    theirs = _sent_as([called, *(one for traces in found for one in traces.records)])
    of_others = _sent_as(others)
    forgotten, stay = list[int](), list[str]()
    for entry in record.entries():
        address, marks = address_key(entry.address), {entry.document, entry.file}
        if address not in addresses:
            continue
        if address not in shared or (
            marks & (theirs - of_others) and entry.document not in of_others
        ):
            forgotten.append(entry.number)
        elif not marks & (of_others - theirs):
            stay.append(entry.file)
    return forgotten, stay


def _sent_as(records: Iterable[PdfRecord]) -> set[str]:
    """What an entry of a PDF may have: its document, or the name of its attachment."""
    say = load_library().mail
    files = ((one.sha256, attachment_name(Path(one.file).stem, say)) for one in records)
    return {mark for marks in files for mark in marks if mark}


def _blank(path: Path, numbers: Collection[int]) -> None:
    """Leave rows of a list empty, so that others keep their numbers; an empty list goes."""
    rows = [[] if n in numbers else cells for n, cells in enumerate(rows_in(path), 1)]
    if any(rows[1:]):
        write_whole(path, as_csv(rows, open_file(path, str(path), AS_IT_IS).sign))
    else:
        with file_errors(path):
            path.unlink(missing_ok=True)
