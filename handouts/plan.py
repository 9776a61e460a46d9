"""What is to be printed, once the routine and every default have been filled in.

A prescription says what differs; a routine says what is usual; a point says what is right for it.
What is written in the prescription wins over the routine, the routine over the point. What the
patient lives with may ask for less: lightly, for half the time. It wins over the routine and the
point, never over what the practitioner wrote.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from handouts.dose import Hold, Motion, Pressure, Side
from handouts.library import Library
from handouts.library.model import AS_EVER, Condition, Dose, Ease, Point, Routine, Tip
from handouts.prescription.model import Prescription


@dataclass(frozen=True, slots=True)
class Chosen:
    """A point with everything known about how to press it. `line`: where it was written, or 0.

    `ease` is what the patient's conditions ask for, `asked_by` their names; `kept` names what the
    practitioner wrote and what therefore stays as it is (`hold`, `pressure`).
    """

    point: Point
    hold: Hold
    side: Side
    motion: Motion
    pressure: Pressure
    note: str
    line: int
    ease: Ease = AS_EVER
    asked_by: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def with_ball(self) -> bool:
        """Whether it is pressed by leaning on a ball."""
        return self.point.reach == "ball" and not self.ease.no_ball


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
    conditions = tuple(library.conditions[name] for name in prescription.conditions)
    written = prescription.points
    doses = written if written is not None else tuple(usual.values())
    tips = prescription.tips
    if tips is None:
        tips = routine.tips if routine else ()
    return Plan(
        prescription=prescription,
        routine=routine,
        points=tuple(
            _choose(dose, usual.get(dose.code), library, conditions, written is not None)
            for dose in doses
        ),
        tips=tuple(tip if isinstance(tip, Tip) else library.tips[tip] for tip in tips),
        how_often=prescription.how_often or (routine.how_often if routine else ""),
        for_how_long=prescription.for_how_long or (routine.for_how_long if routine else ""),
        notes=prescription.notes or (routine.notes if routine else ""),
    )


@lru_cache(maxsize=4096)
def _choose(
    dose: Dose,
    usual: Dose | None,
    library: Library,
    conditions: tuple[Condition, ...],
    written: bool,
) -> Chosen:
    point = library.points[dose.code]
    base = usual or Dose(dose.code)
    side = dose.side or base.side or point.side
    ease, asked_by = _ease(point, conditions)
    hold = dose.hold or base.hold or point.hold
    pressure = dose.pressure or base.pressure or point.pressure
    keeps_hold = ease.half and written and dose.hold is not None
    keeps_pressure = ease.light and written and dose.pressure not in (None, "gentle")
    return Chosen(
        point=point,
        hold=hold.halved() if ease.half and not keeps_hold else hold,
        side=side if point.paired else "middle",
        motion=dose.motion or base.motion or point.motion,
        pressure="gentle" if ease.light and not keeps_pressure else pressure,
        note=dose.note or base.note or "",
        line=dose.line,
        ease=ease,
        asked_by=asked_by,
        kept=("hold",) * keeps_hold + ("pressure",) * keeps_pressure,
    )


def _ease(point: Point, conditions: tuple[Condition, ...]) -> tuple[Ease, tuple[str, ...]]:
    """All that the conditions ask for at a point, and which of them do."""
    asked = [
        (condition.name, rule.ease)
        for condition in conditions
        for rule in condition.rules
        if rule.ease and rule.selects(point)
    ]
    ease = AS_EVER
    for _, one in asked:
        ease |= one
    return ease, tuple(dict.fromkeys(name for name, _ in asked))
