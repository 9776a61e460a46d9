"""A prescription and a clinic, read and checked: what compose works from."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from handouts.errors import Problem
from handouts.handout import Logo, PartName
from handouts.library.model import Dose, Tip
from handouts.prescription.fields.dates import ORDERS, DateOrder
from handouts.text.glyphs import unprintable


@dataclass(frozen=True, slots=True)
class Link:
    """An address worth typing or scanning."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class Sections:
    """Which parts of the page come first, and which are left out. None: not said."""

    order: tuple[PartName, ...] | None = None
    hide: tuple[PartName, ...] | None = None

    def over(self, other: Sections) -> Sections:
        """These, and of `other` what they do not say."""
        order = other.order if self.order is None else self.order
        return Sections(order, other.hide if self.hide is None else self.hide)


@dataclass(frozen=True, slots=True)
class Prescription:
    """What the practitioner wrote, names resolved to codes. None: not said, so the default holds.

    `points` and `tips` are None when not written (the routine's then hold), and a tuple, maybe
    empty, when written; a tip that was typed there is one itself. `lines` maps a field
    (`conditions`, `tips.heat`, `points.LI4`) to its line in the file, for findings. `layout` is a
    path where the command line names a file. `asked` tells `conditions: none` from nothing said
    about them; `other_conditions` are those that the practitioner answers for: no rule knows them.
    `sides` are pairs of a condition and the side of the body it is on, where that was written.
    `day_order` is the clinic's of day and month, where `for_how_long` names a day (`until 12/5`).
    `dated_by_run` says that the `date` is only the day of a run; `in_table`, that it is a row.
    """

    source: str
    patient: str | None = None
    patient_latin: str | None = None
    date: dt.date | None = None
    since: Path | None = None
    title: str | None = None
    routine: str | None = None
    conditions: tuple[str, ...] = ()
    other_conditions: tuple[str, ...] = ()
    sides: tuple[tuple[str, str], ...] = ()
    points: tuple[Dose, ...] | None = None
    tips: tuple[str | Tip, ...] | None = None
    how_often: str | None = None
    for_how_long: str | None = None
    notes: str | None = None
    next_visit: dt.date | dt.datetime | None = None
    links: tuple[Link, ...] = ()
    layout: str | Path | None = None
    sections: Sections = field(default_factory=Sections)
    paper: str | None = None
    skin: str | None = None
    body: str | None = None
    language: str | None = None
    email: str | None = None
    clinic: Path | None = None
    acknowledge: tuple[tuple[str, str], ...] = ()
    lines: tuple[tuple[str, int], ...] = ()
    asked: bool = False
    day_order: DateOrder | None = None
    dated_by_run: bool = False
    in_table: bool = False

    def line_of(self, field: str) -> int:
        """The line in which a field stands; 0 where it is not written."""
        return dict(self.lines).get(field, 0)

    def sides_of(self, condition: str) -> tuple[str, ...]:
        """On which sides of the body a condition is, where that was written."""
        return tuple(side for name, side in self.sides if name == condition)

    def problem(
        self,
        field: str,
        wrong: str,
        cure: str = "",
        line: int | None = None,
        summed: tuple[str, str] = ("", ""),
    ) -> Problem:
        """What is wrong with a field, or worth saying of it, at its line, unless it is of one entry
        in it; of points and tips that nobody wrote, at that of the routine. `summed` as in Problem.
        """
        at = self.line_of(field) if line is None else line
        if not at and field in ("points", "tips"):
            at = self.line_of("routine")
        return Problem(self.source, at, field, wrong, cure, summed)

    @property
    def printed_name(self) -> str | None:
        """The patient's name, in Latin letters where no font has its own."""
        if self.patient and not unprintable(self.patient):
            return self.patient
        return self.patient_latin


def acknowledged_as(name: str, condition: str) -> str:
    """How `acknowledge` names one of several conditions that stop a point: `BL40 (blood-clot)`."""
    return f"{name} ({condition})"


@dataclass(frozen=True, slots=True)
class Clinic:
    """Branding and contact. The neutral default has no name and prints none."""

    source: str | None = None
    name: str = ""
    practitioner: str = ""
    credentials: str = ""
    phone: str = ""
    email: str = ""
    web: str = ""
    booking: str = ""
    booking_qr: bool = False
    address: str = ""
    emergency: str = ""
    dates: str | None = None  # us | day-first | iso
    logo: Logo | None = None
    colour: str = "#1f5f5b"
    layout: str | None = None
    sections: Sections = field(default_factory=Sections)
    paper: str | None = None
    language: str | None = None
    skin: str | None = None
    body: str | None = None
    disclaimer: str = ""
    sign_off: str = ""
    columns: tuple[tuple[str, str], ...] = ()
    smtp: Smtp | None = None

    @property
    def date_order(self) -> DateOrder | None:
        """What stands first in 12/4/2026, where the clinic has said so."""
        return next((order for order in ORDERS if order == self.dates), None)

    @property
    def dates_printed(self) -> str:
        """How dates are printed, also where the clinic has not said so."""
        return self.dates or "day-first"


@dataclass(frozen=True, slots=True)
class Smtp:
    """The mail server that the clinic names. The password is never in a file."""

    host: str
    port: int = 587
    security: str = "starttls"  # starttls | tls
    user: str = ""
    sender: str = ""
    per_minute: int = 30
