"""What is to be printed, once the routine and every default have been filled in.

A prescription says what differs; a routine says what is usual; a point says what is right for it.
What is written in the prescription wins over the routine, the routine over the point.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from handouts.dose import Hold, Motion, Pressure, Side
from handouts.library import Library
from handouts.library.model import Dose, Point, Routine, Tip
from handouts.prescription.model import Prescription


@dataclass(frozen=True, slots=True)
class Chosen:
    """A point with everything known about how to press it. `line`: where it was written, or 0."""

    point: Point
    hold: Hold
    side: Side
    motion: Motion
    pressure: Pressure
    note: str
    line: int


@dataclass(frozen=True, slots=True)
class Plan:
    """The prescription with nothing left open."""

    prescription: Prescription
    routine: Routine | None
    points: tuple[Chosen, ...]
    tips: tuple[Tip, ...]
    how_often: str
    for_how_long: str
    notes: str


def make_plan(prescription: Prescription, library: Library) -> Plan:
    """Fill in the routine and the defaults. Names were resolved when the prescription was read."""
    routine = library.routines[prescription.routine] if prescription.routine else None
    usual = {dose.code: dose for dose in routine.points} if routine else {}
    written = prescription.points
    doses = written if written is not None else tuple(usual.values())
    tips = prescription.tips
    if tips is None:
        tips = routine.tips if routine else ()
    return Plan(
        prescription=prescription,
        routine=routine,
        points=tuple(_choose(dose, usual.get(dose.code), library) for dose in doses),
        tips=tuple(library.tips[name] for name in tips),
        how_often=prescription.how_often or (routine.how_often if routine else ""),
        for_how_long=prescription.for_how_long or (routine.for_how_long if routine else ""),
        notes=prescription.notes or (routine.notes if routine else ""),
    )


@lru_cache(maxsize=4096)
def _choose(dose: Dose, usual: Dose | None, library: Library) -> Chosen:
    point = library.points[dose.code]
    base = usual or Dose(dose.code)
    side = dose.side or base.side or point.side
    return Chosen(
        point=point,
        hold=dose.hold or base.hold or point.hold,
        side=side if point.paired else "middle",
        motion=dose.motion or base.motion or point.motion,
        pressure=dose.pressure or base.pressure or point.pressure,
        note=dose.note or base.note or "",
        line=dose.line,
    )
