"""A patient who asks to be forgotten: what stands of them in a folder of handouts, and how it is
deleted. What others are to get, and what they have got, stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.policy import default
from pathlib import Path

from handouts.delivery.batch.failed_rows import FILE_NAME as OF_FAILED
from handouts.delivery.batch.journal import open_journal
from handouts.delivery.batch.manifest import FILE_NAME as MANIFEST
from handouts.delivery.batch.manifest import PdfRecord, read_manifest, write_manifest
from handouts.delivery.batch.print_run import print_runs
from handouts.delivery.mail.drafts import ENDING, HEADER
from handouts.delivery.mail.outbox import FAILED
from handouts.errors import ContentError, FileError
from handouts.files.writing import file_errors, write_whole
from handouts.prescription.addresses import ascii_address, email
from handouts.prescription.cells import as_csv, from_cell
from handouts.prescription.headings import OF_LISTS, OF_UNSENT
from handouts.prescription.patient_name import first_name_first, patient_key
from handouts.prescription.table_file import AS_IT_IS, TableFile, open_file
from handouts.prescription.values import Wrong

MAIL = "mail"
"""The folder of drafts beside the PDFs, unless `email -o` has named another."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to be forgotten: a name as a manifest has it, and, where that is said, the addresses;
    an empty one stands for none.
    """

    name: str
    addresses: frozenset[str] = frozenset()

    def is_named(self, name: str, address: str) -> bool:
        """Whether a name and an address are this patient's."""
        return patient_key(name) == patient_key(self.name) and self.has(address)

    def has(self, address: str) -> bool:
        """Whether an address may be theirs."""
        return not self.addresses or address_key(address) in self.addresses


@dataclass(frozen=True, slots=True)
class Traces:
    """What stands of one patient in a folder: `records` in its manifest, `files` that are theirs
    alone, `runs` to print, which hold others as well, and `rows` of lists with how each begins.
    `others` are the records of everybody else, `addresses` those with which the name stands there;
    an empty one stands for none.
    """

    folder: Path
    records: list[PdfRecord]
    others: list[PdfRecord]
    files: list[Path]
    runs: list[Path]
    rows: dict[Path, dict[int, str]]
    addresses: set[str]

    def __bool__(self) -> bool:
        return bool(self.records or self.files or self.rows)

    def delete(self, run: str) -> None:
        """Delete all of it; the manifest last, so that what is stopped on the way can be found
        again. `run` is a number of its own. Raises FileError where a batch is at work in the
        folder, or was stopped there.
        """
        with open_journal(self.folder, run) as journal:
            if journal.left:
                wrong = "A batch was stopped in this folder."
                raise FileError.at(self.folder, wrong, "Run it once more, then forget.")
            for path, numbers in self.rows.items():
                _blank(path, numbers)
            for path in (*self.files, *self.runs):
                with file_errors(path):
                    path.unlink(missing_ok=True)
            if self.records:
                manifest = self.folder / MANIFEST
                kept = [one for one in read_manifest(manifest) if one not in self.records]
                write_manifest(manifest, kept)


def _records_of(folder: Path, who: Wanted) -> tuple[list[PdfRecord], list[PdfRecord]]:
    """The records of a patient in the manifest of a folder, and those of all others."""
    manifest = folder / MANIFEST
    every = read_manifest(manifest) if manifest.exists() else []
    theirs = [one for one in every if who.is_named(one.patient, one.email)]
    return theirs, [one for one in every if one not in theirs]


def find_traces(folder: Path, who: Wanted) -> Traces:
    """What stands of a patient in a folder, and in the folder of its drafts."""
    records, others = _records_of(folder, who)
    # a manifest may come from elsewhere: no name in it leads out of its folder
    pdfs = [folder / one.file for one in records if Path(one.file).name == one.file]
    documents = {one.sha256 for one in records} - {""}
    files = [path for path in pdfs if path.is_file()]
    addresses = {address_key(one.email) for one in records}
    rows: dict[Path, dict[int, str]] = {}
    for place in (folder, folder / MAIL):
        for path in _files(place, ENDING):
            name, address, document = _of_draft(path)
            theirs = document in documents or (name and patient_key(name) == patient_key(who.name))
            if theirs and who.has(address):
                files.append(path)
                addresses.add(address_key(address))
        for path in _files(place, ".csv"):
            for number, begins, mails in _rows_of(path, who, who.addresses or addresses):
                rows.setdefault(path, {})[number] = begins
                addresses |= {*mails}
    runs = [folder / name for name in print_runs(folder)] if records else []
    return Traces(folder, records, others, files, runs, rows, addresses)


def address_key(address: str) -> str:
    """The same for one address however it is typed; empty for what is none."""
    with suppress(ValueError):
        return ascii_address(email(address)).casefold() if address else ""
    return ""


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


def _rows_of(
    path: Path, who: Wanted, known: Collection[str]
) -> Iterator[tuple[int, str, list[str]]]:
    """The rows of a list of ours that name a patient, in one cell or in two; how each begins, and
    the addresses in it. Of an id, or initials, a cell may say something else (an age, a state): so
    such a row must have an address that is `known`.
    """
    name, opened, start = patient_key(who.name), _our_list(path), len(OF_LISTS)
    for number, cells in opened.records() if opened else ():
        said = [from_cell(cell).strip() for cell in cells]
        start = 0 if tuple(said) == OF_UNSENT else start
        mails = [*filter(None, (address_key(cell) for cell in said if "@" in cell))]
        keys = {patient_key(_as_read(cell)) for cell in said} - {""}
        rests = (name.removeprefix(f"{key} ") for key in keys if name.startswith(f"{key} "))
        named = name in keys or any(rest in keys for rest in rests)
        is_name = len(name) > 3 and any(map(str.isalpha, name))
        may_be = not mails or any(map(who.has, mails)) if is_name else {*mails} & {*known}
        if named and may_be:
            yield number, ", ".join([*filter(None, said[start:])][:3]), mails


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


def _as_read(name: str) -> str:
    """`Lopez, Maria` as a manifest has it."""
    with suppress(Wrong):
        return first_name_first(name)
    return name


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
