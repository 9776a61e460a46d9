"""What a PDF is made from: as a key, since a run builds only what another key has come up for, and
as files, for whoever watches them.

A key has a part for each thing that can change, so that one who must look again is told at what.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import handouts
from handouts.delivery.build import Checked, Options
from handouts.errors import HandoutsError
from handouts.files.paths import ASSETS, LAYOUTS
from handouts.library import Library
from handouts.library.model import Tip
from handouts.prescription.clinic.find import find_clinic
from handouts.prescription.fields.schema import OWN_FIELDS
from handouts.prescription.model import Clinic, Prescription
from handouts.prescription.own.read import PICTURE_ENDINGS, PICTURES
from handouts.prescription.own.wording import FILE_NAME as WORDING
from handouts.prescription.read import named_file
from handouts.text.own_fonts import own_fonts

Part = Literal["prescription", "clinic", "design", "program"]
PARTS: tuple[Part, ...] = get_args(Part)
"""Of a key, in this order. The program stands for its library and layouts as well."""
PROGRAM = Path(handouts.__file__).parent


def key_of(checked: Checked, copies: int) -> str:
    """Equal for what makes equal pages, from the prescription to the program."""
    earlier = checked.earlier
    made_from: dict[Part, object] = {
        "prescription": (
            _bare(checked.prescription),
            earlier and _bare(earlier.prescription),
            [hashlib.blake2b(data).hexdigest() for data, _ in checked.photos.values()],
        ),
        "clinic": (_clinic_key(checked.clinic), _own_key(checked.library)),
        "design": (checked.layout, checked.paper, copies),
        "program": stamp(),
    }
    said = (repr(made_from[part]).encode("utf-8", "replace") for part in PARTS)
    return "-".join(hashlib.blake2b(part, digest_size=8).hexdigest() for part in said)


def files_of(path: Path, options: Options) -> Iterator[Path]:
    """What the PDF of a prescription is made from, but for the program: the file itself, pictures
    beside it, which a tip may show, the prescription before it, the clinic's file, what is the
    clinic's own, and a layout of the shell's with those that it may be based on.
    """
    yield path
    yield from sorted(one for end in PICTURE_ENDINGS for one in path.parent.glob(f"*{end}"))
    if isinstance(options.layout, Path):
        yield from sorted(options.layout.parent.glob("*.y*ml"))
    try:
        found = find_clinic(options.clinic, named_file(path, "clinic"), path)
        logo = named_file(found, "logo") if found else None
        yield from filter(None, (named_file(path, "since"), found, logo))
    except HandoutsError:  # said when it is built
        return
    own = {"layouts", WORDING, PICTURES, *(f"{kind}s" for kind in OWN_FIELDS)}
    for there in sorted(found.parent.iterdir() if found else ()):
        if there.name.casefold() in own:
            yield there
            yield from sorted(there.rglob("*") if there.is_dir() else ())


def changed(former: str, now: str) -> tuple[Part, ...]:
    """What is not the same behind two keys; one of another form comes from another program. Layout
    and paper only where neither prescription nor clinic has changed, which may ask for others.
    """
    old, new = former.split("-"), now.split("-")
    if len(old) != len(new):
        return ("program",)
    parts = tuple(part for part, one, other in zip(PARTS, old, new, strict=True) if one != other)
    explained = "prescription" in parts or "clinic" in parts
    return tuple(part for part in parts if part != "design" or not explained)


def _bare(prescription: Prescription) -> tuple[Prescription, list[object]]:
    """A prescription but for where it and other files stand, and for the day of the run: a sheet
    whose row has not changed stays the sheet of the day on which it was made. Tips stand apart.
    """
    points = prescription.points
    if prescription.dated_by_run:
        prescription = replace(prescription, date=None, dated_by_run=False)
    if points is not None:
        points = tuple(replace(dose, line=0) for dose in points)
    tips = [_in_order(tip) for tip in prescription.tips or ()]
    bare = replace(
        prescription, source="", lines=(), clinic=None, since=None, points=points,
        tips=prescription.tips and (),
    )  # fmt: skip
    return bare, tips


def _in_order(tip: str | Tip) -> object:
    """A tip with its sets sorted, since each process has its own order, and no picture's path."""
    if isinstance(tip, str):
        return tip
    picture = tip.picture and replace(tip.picture, file=Path())
    values = (getattr(replace(tip, picture=picture), one.name) for one in fields(tip))
    return [sorted(value) if isinstance(value, frozenset) else value for value in values]


@cache
def _clinic_key(clinic: Clinic) -> str:
    on_paper = replace(clinic, source=None, smtp=None, columns=())
    logo = clinic.logo.data if clinic.logo else b""
    return hashlib.blake2b(repr(on_paper).encode() + logo, digest_size=16).hexdigest()


@cache
def _own_key(library: Library) -> str:
    """Of all files of the clinic's own: whichever has changed, somebody may be meant."""
    return library.own.digest()


@cache
def stamp() -> str:
    """Stands for all that is the same for every patient: this program, its library and layouts."""
    digest = hashlib.blake2b(handouts.__version__.encode(), digest_size=16)
    files = [*PROGRAM.rglob("*.py"), *LAYOUTS.glob("*.yaml"), *ASSETS.rglob("*.*")]
    files += [font.path for font in own_fonts()]
    for path in sorted(set(files)):
        if path.is_file():
            digest.update(b"%b\0%b" % (path.name.encode(), path.read_bytes()))
    return digest.hexdigest()
