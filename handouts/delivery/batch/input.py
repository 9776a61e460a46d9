"""Where the patients of a run come from: a table, a folder of prescriptions, or packs. Sources and
their items are small, so that both can be handed to other processes.
"""

from __future__ import annotations

import hashlib
import re
import shlex
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from handouts.delivery.batch.manifest import found_from, seen_from
from handouts.delivery.build import Checked, Clinics, Options, check, examined
from handouts.delivery.file_kind import kind_of
from handouts.delivery.passed_over import (
    clinics_among,
    misnamed,
    passed_over,
    renewed_among,
    told_of_renewed,
)
from handouts.errors import ContentError, Problem, located
from handouts.files.paths import YAML_ENDINGS
from handouts.files.reading import read_bytes, shown
from handouts.files.writing import full
from handouts.library import Library
from handouts.prescription.clinic.find import FILE_NAME, is_clinic_name
from handouts.prescription.fields.dates import day_alone
from handouts.prescription.fields.points import look_up
from handouts.prescription.fields.problems import Read
from handouts.prescription.fields.values import Wrong, inside, must_stay, some
from handouts.prescription.model import Prescription
from handouts.prescription.read import ReadInPart, until_passed
from handouts.prescription.tables.day_order import spelt_out
from handouts.prescription.tables.headings import ATTENDANCE, OF_NAMES, OF_UNSENT, ORIGIN, Column
from handouts.prescription.tables.patient_name import patient_key
from handouts.prescription.tables.table import open_table, read_row, read_rows
from handouts.prescription.tables.table_file import AS_IT_IS, MAX_BYTES, NumberedCells, TableOptions
from handouts.prescription.tables.table_rows import Headings, filled
from handouts.today import today

MOST_FILES = 100_000
MOST_COPIES = 1_000


@dataclass(frozen=True, slots=True)
class Item:
    """One handout to make.

    `number` tells it from the others (in a table it is the row), `file` is where it is written
    down, `row` the row there or 0. `ident` tells a patient from others of the same name.
    """

    number: int
    file: Path | None
    row: int
    ident: str
    cells: tuple[str, ...] = ()
    copies: int = 1


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table; `routine` and the day `made_on` are for those that name none."""

    headings: Headings
    beside: Path
    routine: str = ""
    made_on: date | None = None

    @property
    def name(self) -> str:
        """The table's file."""
        return self.headings.name

    def items(self) -> Iterator[Item]:
        """The file is read afresh: whoever goes over them again keeps them."""
        for row, cells in read_rows(self.beside, self.headings):
            yield Item(row, self.beside, row, self.cell(cells, "id"), tuple(cells))

    def cell(self, cells: Sequence[str], column: str) -> str:
        """What stands in a column of a row."""
        named = zip(self.headings.fields, cells, strict=False)
        return next((cell.strip() for name, cell in named if name == column), "")

    def mark(self, cells: Sequence[str]) -> str:
        """The same for a row that says the same, wherever it stands; its status is no matter."""
        named = zip(self.headings.fields, spelt_out(self.headings, cells), strict=False)
        said = sorted((c, patient_key(cell)) for c, cell in named if c not in ("", *ATTENDANCE))
        words = repr([one for one in said if one[1]]).encode("utf-8", "replace")
        return hashlib.blake2b(words, digest_size=6).hexdigest()

    def origin(self, item: Item, folder: Path) -> str:
        """The row of the first table that a row is: its own, or the one of which it is mended."""
        own = f"{seen_from(folder, self.beside)}:{item.row}#{self.mark(item.cells)}"
        return self.mended_from(item, folder) or own

    def mended_from(self, item: Item, folder: Path) -> str:
        """The row of the table that a mended row came from, seen from `folder`; else nothing."""
        table, _, row = self.cell(item.cells, ORIGIN).rpartition(":")
        beside = self.beside.parent
        return f"{seen_from(folder, found_from(beside, table))}:{row}" if table else ""

    def _clinic(self, item: Item) -> Path | None:
        """The clinic's file that a row names; what is wrong with it is said when it is read."""
        named = self.cell(item.cells, "clinic")
        try:
            return inside(named, self.headings.folder) if named else None
        except Wrong:
            return None

    def owns(self, file: Path | None) -> bool:
        """The table's rows."""
        return file == self.beside

    def read(self, item: Item, options: Options, clinics: Clinics) -> Checked:
        """A row."""
        clinic = clinics.file(options, self._clinic(item), self.beside)
        library = clinics.library(clinic)
        wrong, unread = list[Problem](), frozenset[str]()
        try:
            row = read_row(self.headings, item.row, item.cells, library, self.routine, self.made_on)
        except ReadInPart as error:
            row, wrong = Read(error.prescription), [*error.problems]
            unread = error.unread
        written, told = row.value, [*row.notices]
        if written.date is None:  # the sheet carries the day of the run
            on = written.next_visit and day_alone(written.next_visit)
            if on and self.made_on and on < self.made_on:
                says = f"The next visit is {on:%d %B %Y}, before the day of this run."
                cure = "Check the year, or leave it out."
                wrong.append(Problem(self.name, item.row, "next_visit", says, cure))
            if self.made_on:
                wrong += until_passed(written, self.made_on, library.wording)
            written = replace(written, date=self.made_on, dated_by_run=True)
        if not written.patient and {"patient", *OF_NAMES} & {*self.headings.fields}:
            says = "There is no name in this row, so the sheet is for nobody by name."
            told.append(Problem(self.name, item.row, "patient", says, "Write it, if it is known."))
        return examined(written, options, self.beside, told, clinics, wrong, unread)


def table_of(source: Source) -> bytes:
    """A hash of a table; the same for all folders, whose files are read again when built."""
    is_table = isinstance(source, Rows)
    data = read_bytes(source.beside, MAX_BYTES, source.name) if is_table else b""
    return hashlib.blake2b(data).digest()


def as_of(source: Source, day: str) -> Source:
    """The source as a run of that day has read it (`20261120`; empty where no sheet was dated)."""
    if isinstance(source, Rows) and day:
        return replace(source, made_on=date.fromisoformat(day))
    return source


@dataclass(frozen=True, slots=True)
class Folder:
    """The prescriptions in a folder, but for `others` by name: clinics' files, and renewed ones."""

    name: str
    others: frozenset[str] = frozenset()

    @property
    def beside(self) -> Path:
        """Its clinic's file, if there is one."""
        return full(Path(self.name)) / FILE_NAME

    def items(self) -> Iterator[Item]:
        """In the order of their names."""
        names = [path.name for path in _prescriptions(Path(self.name))]
        names = [name for name in names if name not in self.others]
        if not names:
            wrong, cure = "There are no prescriptions in it.", "They are files ending in .yaml."
            raise ContentError.at(self.name, wrong, cure)
        for number, name in enumerate(names, 1):
            path = self.beside.with_name(name)
            yield Item(number, path, 0, path.stem)

    def owns(self, file: Path | None) -> bool:
        """The folder's files."""
        return file is not None and _prescribes(file) and file.parent == self.beside.parent

    def read(self, item: Item, options: Options, clinics: Clinics) -> Checked:
        """A prescription. The folder was named, so what only links to elsewhere was not."""
        assert item.file is not None
        with located(str(item.file)), suppress(OSError, RuntimeError):  # reading it says so
            must_stay(item.file, item.file.parent)
        return check(item.file, options, clinics)


@dataclass(frozen=True, slots=True)
class Packs:
    """Standard routines without names, so many copies of each in one file."""

    packs: tuple[tuple[str, int], ...]
    beside: Path
    name: str = "--packs"

    def items(self) -> Iterator[Item]:
        """One for each routine; its file says what is in it, and how often."""
        for number, (routine, copies) in enumerate(self.packs, 1):
            ident = f"{routine}-x{copies}" if copies > 1 else routine
            yield Item(number, None, 0, ident, (routine,), copies)

    def owns(self, file: Path | None) -> bool:
        """What comes from no file; packs of other runs stay."""
        return file is None

    def read(self, item: Item, options: Options, clinics: Clinics) -> Checked:
        """A routine as it is, for anybody."""
        prescription = Prescription(source=self.name, routine=item.cells[0])
        return replace(examined(prescription, options, self.beside, (), clinics), notices=())


Source = Rows | Folder | Packs
"""What a run is made of. Its `name` is as the person at the keyboard has written it; a clinic's
file that lies `beside` it holds for the run. `items` are all there is to make; `read` gives one of
them, examined, or raises with everything that is wrong in it. `owns` says whether what was made
from a file is made anew by this run, or left out of it.
"""


def open_source(
    path: Path, library: Library, routine: str = "", options: TableOptions = AS_IT_IS
) -> tuple[Rows | Folder, tuple[Problem, ...]]:
    """The source that a path names, and notices about it. `routine` is for rows without one."""
    if path.is_dir():
        files = _prescriptions(path)
        clinics, renewed = clinics_among(files), renewed_among(files)
        notices = (*passed_over(clinics), *misnamed(path), *told_of_renewed(renewed))
        return Folder(str(path), frozenset(one.name for one in (*clinics, *renewed))), notices
    if path.suffix.lower() in YAML_ENDINGS and path.is_file():
        wrong, cure = "This is a prescription, not a table.", "Make its PDF: handouts build"
        if kind_of(path) in ("clinic", "wording"):
            wrong = "This is a clinic's file, not a table."
            cure = f"Check it: handouts check {shlex.quote(str(path))}"
        raise ContentError.at(path, wrong, cure)
    headings, rows, notices = open_table(path, options, library)
    if headings.written == OF_UNSENT:
        wrong = "This is the list of mails that were not sent, not a table of patients."
        raise ContentError.at(path, wrong, "Mend your own table, run its batch, then mail.")
    headings = replace(headings, folder=full(path).parent)
    if not routine and not {"routine", "points"} & {*headings.fields}:
        raise ContentError(_nothing_to_press(headings, rows))
    chosen = _routine(routine, "--routine", library)
    return Rows(headings, full(path), chosen, today()), notices


def reopened(
    path: Path, routine: str, table: str, library: Library, rows: Collection[int]
) -> tuple[Rows | Folder, list[Item]]:
    """What a manifest says that handouts were made of, and the `rows` of it; 0: the file itself."""
    if 0 in rows:
        return Folder(str(path.parent)), [Item(0, path, 0, path.stem)]
    source, _ = open_source(path, library, routine, TableOptions.from_words(table))
    return source, [item for item in source.items() if item.row in rows]


def _nothing_to_press(headings: Headings, rows: Iterable[NumberedCells]) -> Problem:
    """No column says what to press: asked once, not for each row. A title in merged cells takes the
    place of all headings but the first.
    """
    bare = [column for column in headings.columns if not column.heading.strip()]
    for number, cells in rows:
        beyond = (Column(place, "") for place in range(len(headings.columns), len(cells)))
        if found := [str(column.place + 1) for column, _ in filled([*bare, *beyond], cells)]:
            wrong = "No column says what to press, and some have values and no heading:"
            cure = "Write each heading in a cell of its own: merged cells have one for them all."
            bare_ones = f"columns {some(found)}" if len(found) > 1 else f"column {found[0]}"
            return Problem(headings.name, number, "", f"{wrong} {bare_ones}.", cure)
    named = zip(headings.written, headings.fields, strict=False)
    likely = [h.strip() for h, column in named if not column and _TREATMENT.search(h)]
    likely.sort(key=lambda heading: "routine" not in heading.casefold())
    cure = "Write a column routine or points, or give all rows one: --routine low-back"
    if likely:
        field, other = ("routine", "points")
        if "point" in likely[0].casefold():
            field, other = other, field
        cure = f'If {shown(likely[0])} does: --map "{likely[0]}={field}" (or ={other}). {cure}'
    return Problem(headings.name, 0, "", "No column says what to press.", cure)


_TREATMENT = re.compile(
    r"\b(treatments?|routines?|protocol|program(me)?|exercises?|prescription|points"
    r"|(home|care) ?plan)\b",
    re.I,
)
"""In a heading: the column may say what to press."""


def open_packs(text: str, copies: int, beside: Path, library: Library) -> Packs:
    """`low-back:50,neck-shoulder:30`; a routine without a number gets `copies`."""
    packs: dict[str, int] = {}
    for part in text.split(","):
        name, _, number = (piece.strip() for piece in part.partition(":"))
        routine = _routine(name, "--packs", library)
        wanted = int(number) if number.isascii() and number.isdecimal() else 0
        packs[routine] = packs.get(routine, 0) + (wanted if number else copies)
        if not routine or (number and not wanted):
            wrong = f"“{part.strip()}” is no routine with a number of copies."
            raise ContentError.at("--packs", wrong, "Write: low-back:50")
        if packs[routine] > MOST_COPIES:
            wrong = f"There are more than {MOST_COPIES:,} copies of {routine}."
            raise ContentError.at("--packs", wrong, "Let the printer repeat it.")
    return Packs(tuple(packs.items()), beside)


def _routine(name: str, option: str, library: Library) -> str:
    """The routine that is meant on the command line; empty for none."""
    with located(option):
        return look_up("routine", name, library) if name else ""


def _prescriptions(folder: Path) -> list[Path]:
    """The files in a folder that may be prescriptions, in the order of their names."""
    found = sorted(filter(_prescribes, folder.iterdir()), key=lambda path: path.name)
    if len(found) > MOST_FILES:
        wrong = f"There are more than {MOST_FILES:,} prescriptions in it."
        raise ContentError.at(folder, wrong, "Divide it.")
    return found


def _prescribes(path: Path) -> bool:
    hidden = path.name.startswith(".")
    return path.suffix.lower() in YAML_ENDINGS and not is_clinic_name(path.name) and not hidden
