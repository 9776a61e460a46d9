"""What is to be printed, once the routine and every default have been filled in.

A prescription says what differs; a routine says what is usual; a point says what is right for it.
What is written in the prescription wins over the routine, the routine over the point. What the
patient lives with may ask for less: lightly, for half the time. It wins over the routine and the
point, never over what the practitioner wrote; safety asks why a point is pressed harder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Literal

from handouts.course import Course, for_how_long
from handouts.dose import LONGEST_SHORT, Hold, Motion, Pressure, Side
from handouts.library import Library
from handouts.library.lines import ALL_LIGHTLY, ITS_POINTS, ITS_TIMES
from handouts.library.model import AS_EVER, Condition, Dose, Ease, Point, Routine, Tip
from handouts.often import Often, how_often
from handouts.plan.routine_words import RoutineWords, routine_words
from handouts.plan.until import until_its_day
from handouts.prescription.model import Prescription

Way = Literal["light", "half", "short", "no_ball", "stroked"]
"""A field of `Ease`."""

_SIDES: tuple[Side, Side] = ("left", "right")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A point with everything known about how to press it. `line`: where it was written, or 0;
    `eased_by` is what each of the patient's conditions asks for; `kept` names what was written and
    stays as it is all the same (`hold`, `pressure`).
    """

    point: Point
    hold: Hold
    side: Side
    motion: Motion
    pressure: Pressure
    note: str
    line: int
    eased_by: tuple[tuple[str, Ease], ...] = ()
    kept: tuple[str, ...] = ()

    @property
    def ease(self) -> Ease:
        """All that the conditions ask for."""
        return _joined(ease for _, ease in self.eased_by)

    def asking(self, way: Way) -> tuple[str, ...]:
        """The conditions that ask for this way of pressing more gently."""
        return tuple(name for name, ease in self.eased_by if getattr(ease, way))

    @property
    def harder(self) -> bool:
        """Whether it is pressed harder than a condition asks for."""
        return "pressure" in self.kept

    @property
    def with_ball(self) -> bool:
        """Whether it is pressed by leaning on a ball."""
        return self.point.reach == "ball" and not self.ease.no_ball


@dataclass(frozen=True, slots=True)
class Plan:
    """The prescription with nothing left open. `said`: what of the routine's words holds for it;
    `sheet`: the conditions, routine, points and tips that lines of ours may be about (see `Line`).
    """

    prescription: Prescription
    routine: Routine | None
    points: tuple[Chosen, ...]
    tips: tuple[Tip, ...]
    how_often: Often
    for_how_long: Course
    title: str
    notes: str
    said: RoutineWords
    sheet: frozenset[str]

    @property
    def has_chart(self) -> bool:
        """Whether boxes to tick can follow how often and for how long."""
        return not (self.for_how_long.odd or self.how_often.uneven)


def make_plan(prescription: Prescription, library: Library) -> Plan:
    """Fill in the routine and the defaults. Names were resolved when the prescription was read."""
    routine = library.routines[prescription.routine] if prescription.routine else None
    usual = {dose.code: dose for dose in routine.points} if routine else {}
    conditions = [library.conditions[name] for name in prescription.conditions]
    doses, tips, say = prescription.points, prescription.tips, library.wording
    if doses is None:
        doses = tuple(usual.values())
    if tips is None:
        tips = routine.tips if routine else ()
    chosen = tuple(
        _choose(dose, usual.get(dose.code, Dose(dose.code)), prescription, library)
        for dose in doses
    )
    given = tuple(tip if isinstance(tip, Tip) else library.tips[tip] for tip in tips)
    sheet = frozenset(_names(prescription, routine, chosen, given))
    rules = [rule for one in conditions for rule in one.rules]
    asked = {n for tip in given if any(r.selects(tip) for r in rules) for n in tip.counts_as}
    said = routine_words(routine, (one.point.code for one in chosen), sheet, asked)
    often = prescription.how_often or (routine.how_often if routine else "")
    long = prescription.for_how_long or (routine.for_how_long if routine else "")
    return Plan(
        prescription=prescription,
        routine=routine,
        points=chosen,
        tips=given,
        how_often=how_often(often, say),
        for_how_long=until_its_day(for_how_long(long, say), prescription, say),
        title=prescription.title or said.title,
        notes=prescription.notes or said.notes,
        said=said,
        sheet=sheet,
    )


def _names(
    prescription: Prescription,
    routine: Routine | None,
    points: tuple[Chosen, ...],
    tips: tuple[Tip, ...],
) -> Iterator[str]:
    yield from prescription.conditions
    for chosen in points:
        yield from chosen.point.counts_as
    for tip in tips:
        yield from tip.counts_as
    if routine is not None:
        yield routine.name
        if {chosen.point.code for chosen in points} == {dose.code for dose in routine.points}:
            yield ITS_POINTS
        if prescription.how_often in (None, routine.how_often):
            yield ITS_TIMES
    if {chosen.pressure for chosen in points} == {"gentle"}:
        yield ALL_LIGHTLY


def _choose(dose: Dose, base: Dose, prescription: Prescription, library: Library) -> Chosen:
    """A point as it is written, else as the routine has it (`base`), else as it is usual."""
    point = library.points[dose.code]
    conditions = [library.conditions[name] for name in prescription.conditions]
    side = dose.side or base.side or point.side
    if not dose.side and side == "both":
        side = _sound(point, conditions, prescription.sides) or side
    joined = (
        (one.name, _joined(rule.ease for rule in one.rules if rule.selects(point)))
        for one in conditions
    )
    eased_by = tuple((name, ease) for name, ease in joined if ease)
    ease = _joined(ease for _, ease in eased_by)
    hold = dose.hold or base.hold or point.hold
    pressure = dose.pressure or base.pressure or point.pressure
    written = prescription.points is not None
    keeps_hold = ease.half and written and dose.hold is not None
    keeps_pressure = ease.light and written and dose.pressure not in (None, "gentle")
    return Chosen(
        point=point,
        hold=hold if keeps_hold else _eased_hold(hold, ease),
        side=side if point.paired else "middle",
        motion="rub" if ease.stroked else dose.motion or base.motion or point.motion,
        pressure="gentle" if ease.light and not keeps_pressure else pressure,
        note=dose.note or base.note or "",
        line=dose.line,
        eased_by=eased_by,
        kept=("hold",) * keeps_hold + ("pressure",) * keeps_pressure,
    )


def _eased_hold(hold: Hold, ease: Ease) -> Hold:
    hold = hold.halved() if ease.half else hold
    return hold.at_most(LONGEST_SHORT) if ease.short else hold


def _sound(
    point: Point, conditions: Iterable[Condition], sides: tuple[tuple[str, str], ...]
) -> Side | None:
    """The only side on which none of the conditions is that speak of one side at a point."""
    of_one = {one.name for one in conditions for r in one.rules if r.one_side and r.selects(point)}
    unsound = {side for name, side in sides if name in of_one}
    sound = {*_SIDES} - unsound
    return sound.pop() if len(sound) == 1 else None


def _joined(eases: Iterable[Ease]) -> Ease:
    return reduce(or_, eases, AS_EVER)
