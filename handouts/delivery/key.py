"""What a PDF is made from, in a few letters: a run builds only what another key has come up for."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

from handouts import __version__
from handouts.delivery.build import Checked, Options, design
from handouts.paths import ASSETS, LAYOUTS
from handouts.prescription.model import Clinic, Prescription


def key_of(checked: Checked, options: Options, copies: int, stamp: str) -> str:
    """Equal for what makes equal pages: prescription, clinic, layout, paper, library, program."""
    made_from = (
        _bare(checked.prescription), _clinic_key(checked.clinic), *design(checked, options),
        copies, stamp,
    )  # fmt: skip
    return hashlib.blake2b(repr(made_from).encode("utf-8", "replace"), digest_size=16).hexdigest()


def _bare(prescription: Prescription) -> Prescription:
    """A prescription but for where it stands."""
    points = prescription.points
    if points is not None:
        points = tuple(replace(dose, line=0) for dose in points)
    return replace(prescription, source="", lines=(), clinic=None, points=points)


@cache
def _clinic_key(clinic: Clinic) -> str:
    on_paper = replace(clinic, source=None, smtp=None)
    logo = clinic.logo.data if clinic.logo else b""
    return hashlib.blake2b(repr(on_paper).encode() + logo, digest_size=16).hexdigest()


@cache
def stamp() -> str:
    """Stands for all that is the same for every patient: this program, its library and layouts."""
    digest = hashlib.blake2b(__version__.encode(), digest_size=16)
    program = Path(__file__).parents[1]
    files = [*program.rglob("*.py"), *LAYOUTS.glob("*.yaml"), *ASSETS.rglob("*.*")]
    for path in sorted(set(files)):
        if path.is_file():
            digest.update(b"%b\0%b" % (path.name.encode(), path.read_bytes()))
    return digest.hexdigest()
