"""A patient as somebody names them, and where they stand: in rows of a table, in a prescription."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from handouts.delivery.file_names import stem
from handouts.errors import HandoutsError
from handouts.files.reading import decode, read_bytes
from handouts.library.names import plain_key
from handouts.library.yaml_text import Scalar
from handouts.prescription.fields.addresses import ascii_address, email
from handouts.prescription.fields.fill import opened
from handouts.prescription.fields.values import Wrong
from handouts.prescription.tables.formulas import from_cell
from handouts.prescription.tables.headings import OF_NAMES, ORIGIN, target
from handouts.prescription.tables.patient_name import first_name_first, patient_key
from handouts.prescription.tables.table_file import MAX_BYTES, TableFile

_ALIKE = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "ı": "i", "\u0307": None})
"""Apostrophes, and the Turkish i: a capital İ is a small i and a dot (Unicode, CaseFolding.txt)."""
_NAMING = ("id", "patient", *OF_NAMES)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is meant: by a name as it is written, and, if said, by addresses (empty: by none)."""

    name: str
    addresses: frozenset[str] = frozenset()

    def is_named(self, name: str, address: str) -> bool:
        """Whether a name and an address are this patient's."""
        return name_key(name) == name_key(self.name) and self.has(address)

    def has(self, address: str) -> bool:
        """Whether an address may be theirs."""
        return not self.addresses or address_key(address) in self.addresses


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row that names a patient, the addresses in it, and what it says of where it came from."""

    number: int
    addresses: list[str]
    came_from: str


def name_key(name: str) -> str:
    """The same for one name however it is typed, the last name first as well."""
    with suppress(Wrong):
        name = first_name_first(name)
    return patient_key(name).translate(_ALIKE)


def letters_of(name: str) -> str:
    """A name without accents: of whoever writes Nunez for Núñez it may be the same."""
    parted = unicodedata.normalize("NFKD", name_key(name))
    return "".join(char for char in parted if not unicodedata.combining(char))


def address_key(address: str) -> str:
    """The same for one address however it is typed; empty for what is none."""
    with suppress(ValueError):
        return ascii_address(email(address)).casefold() if address else ""
    return ""


def rows_naming(table: TableFile, who: Wanted) -> Iterator[NamedRow]:
    """The rows that name a patient, in one cell or in two. Where no heading says which columns are
    names, any may be; what is as short as an age or a state is then not looked for.
    """
    records, name = table.records(), name_key(who.name)
    _, written = next(records, (0, []))
    fields = [*map(_field, written)]
    known = {place for place, field in enumerate(fields) if field in _NAMING}
    if not known and _is_short(name):
        return
    for number, cells in records:
        said = [from_cell(cell).strip() for cell in cells]
        names = (cell for place, cell in enumerate(said) if place in known or not known)
        keys = {*map(name_key, names)} - {""}
        # in two cells, with a blank between them or, of a Chinese name, none
        rests = (name.removeprefix(key).lstrip() for key in keys if name.startswith(key))
        if name not in keys and not any(rest in keys for rest in rests):
            continue
        mails = [*filter(None, (address_key(cell) for cell in said if "@" in cell))]
        if any(map(who.has, mails or [""])):
            came = (cell for field, cell in zip(fields, said, strict=False) if field == ORIGIN)
            yield NamedRow(number, mails, next(came, ""))


def rows_mentioning(table: TableFile, name: str) -> list[int]:
    """The rows of others that tell of a patient in a cell: in a note with whom to come."""
    theirs = {row.number for row in rows_naming(table, Wanted(name))}
    records = table.records()
    next(records, None)
    return [
        number for number, cells in records
        if number not in theirs and any(_tells(from_cell(cell), name) for cell in cells)
    ]  # fmt: skip


def mentions(file: Path, name: str) -> bool:
    """Whether a file that is none of ours may tell of a patient, by what it is called or by a line
    of it. One that cannot be read may; what is as short as an age is looked for nowhere.
    """
    if _is_short(name):
        return False
    if {*stem(name).split("-")} <= {*stem(file.stem).split("-")}:
        return True
    text = _text_of(file)
    return text is None or _tells(text, name)


def sheet_mentions(pdf: Path, patient: str, name: str) -> bool:
    """Whether another patient's sheet tells of this one; one that cannot be read does not."""
    if _is_short(name) or name_key(patient) == name_key(name) or not pdf.is_file():
        return False
    own = re.compile(re.escape(_plain(patient))) if patient else None
    text = _plain(_text_of(pdf) or "")
    return _tells(own.sub("", text) if own else text, name)


def is_of_another(pdf: Path, patient: str) -> bool:
    """Whether a sheet that can be read has not the name of this patient on it."""
    text = _text_of(pdf) if patient else None
    return text is not None and _plain(patient) not in _plain(text)


def _is_short(name: str) -> bool:
    return len(name) < 4 or not any(map(str.isalpha, name))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().translate(_ALIKE)


def _tells(text: str, name: str) -> bool:
    """Whether a line of a text has all words of a name."""
    if _is_short(name):
        return False
    text = _plain(text)
    named = [re.compile(rf"\b{re.escape(word)}\b") for word in name_key(name).split()]
    lines = text.splitlines() if all(one.search(text) for one in named) else ()
    return any(all(one.search(line) for one in named) for line in lines)


def _text_of(file: Path) -> str | None:
    """What can be read in a file; None where it cannot be opened, or is a broken PDF."""
    try:
        data = read_bytes(file, MAX_BYTES)
    except HandoutsError:
        return None
    try:
        return _text_of_pdf(data) if data.startswith(b"%PDF") else decode(data, str(file))
    except HandoutsError:
        return data.decode("latin-1")


def _text_of_pdf(data: bytes) -> str | None:
    """The words of all pages; each line also with the next, over which a name may go on."""
    import pypdfium2  # it takes 20 ms to load

    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            pages = [page.get_textpage().get_text_bounded() for page in document]
    except pypdfium2.PdfiumError:
        return None
    lines = "\n".join(pages).splitlines()
    return "\n".join([*lines[:1], *(f"{one} {other}" for one, other in pairwise(lines))])


def _field(heading: str) -> str:
    with suppress(Wrong):
        return target(heading)
    return ""


def named_in(prescription: Path) -> tuple[str, str]:
    """Name and address in a prescription; empty where nothing of it can be read."""
    with suppress(HandoutsError):
        items = opened(prescription)[1].items.items()
        said = {plain_key(key): node.text for key, node in items if isinstance(node, Scalar)}
        return said.get("patient", ""), said.get("email", "")
    return "", ""
