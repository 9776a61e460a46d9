"""What differs between two plans for one patient: the last sheet and this one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from handouts.course import Course
from handouts.dose import PRESSURES, Hold
from handouts.library.model import Tip
from handouts.often import Often
from handouts.plan.make import Chosen, Plan

_TOLD = {
    "way": "pressed another way", "both": "both sides now", "left": "left side only",
    "right": "right side only", "same": "painful side", "opposite": "side away from the pain",
    "sorest": "sorer side",
}  # fmt: skip
"""Of the ways, those that the practitioner is told in other words."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What has become of the last sheet's points, tips and times. `pressed`: in which ways points
    are pressed otherwise now (`longer`, `shorter`, `firmer`, `lighter`, their new side, or `way`,
    which is another motion or time), and which points.
    """

    new: tuple[Chosen, ...]
    pressed: tuple[tuple[tuple[str, ...], tuple[Chosen, ...]], ...]
    gone: tuple[Chosen, ...]
    tips_new: tuple[Tip, ...]
    tips_gone: tuple[Tip, ...]
    often: tuple[str, str] | None
    course: tuple[str, str] | None

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return any(getattr(self, field.name) for field in fields(self))


def changes(before: Plan, now: Plan) -> Changes:
    """What differs in points, tips, how often and for how long, however that is spelt."""
    last = {chosen.point.code: chosen for chosen in before.points}
    here = {chosen.point.code for chosen in now.points}
    pressed: dict[tuple[str, ...], list[Chosen]] = {}
    for chosen in now.points:
        if chosen.point.code in last and (ways := tuple(_became(last[chosen.point.code], chosen))):
            pressed.setdefault(ways, []).append(chosen)
    return Changes(
        new=tuple(chosen for chosen in now.points if chosen.point.code not in last),
        pressed=tuple((ways, tuple(points)) for ways, points in pressed.items()),
        gone=tuple(old for code, old in last.items() if code not in here),
        tips_new=_without(now.tips, before.tips),
        tips_gone=_without(before.tips, now.tips),
        often=_texts(before.how_often, now.how_often),
        course=_texts(before.for_how_long, now.for_how_long),
    )


def what_changed(before: Plan, now: Plan) -> str:
    """For the practitioner: `Since 20 November 2026: new: 3 LR3; longer: 1 LI4; gone: PC6`."""
    changed, on = changes(before, now), before.prescription.date
    numbers = {chosen.point.code: f"{n} " for n, chosen in enumerate(now.points, 1)}
    pressed = [(", ".join(_TOLD.get(way, way) for way in ways), of) for ways, of in changed.pressed]
    named = [
        (kind, [f"{numbers.get(one.point.code, '')}{one.point.code}" for one in points])
        for kind, points in (("new", changed.new), *pressed, ("gone", changed.gone))
    ]
    for kind, tips in (("new tips", changed.tips_new), ("tips gone", changed.tips_gone)):
        named.append((kind, [tip.name for tip in tips]))
    parts = [f"{kind}: {', '.join(names)}" for kind, names in named if names]
    for name, times in (("how often", changed.often), ("how long", changed.course)):
        if times:
            parts.append(" → ".join(time or f"{name} left open" for time in times))
    last = f"{on.day} {on:%B %Y}" if on else "last time"
    return f"Since {last}: {'; '.join(parts) or 'nothing has changed'}."


def _became(old: Chosen, now: Chosen) -> Iterator[str]:
    length = _length(now.hold) - _length(old.hold)
    if length:
        yield "longer" if length > 0 else "shorter"
    strength = PRESSURES.index(now.pressure) - PRESSURES.index(old.pressure)
    if strength:
        yield "firmer" if strength > 0 else "lighter"
    if now.motion != old.motion or (now.hold != old.hold and not length):
        yield "way"
    if now.side != old.side:
        yield now.side


def _texts(before: Often | Course, now: Often | Course) -> tuple[str, str] | None:
    """Both as they are written, unless they say the same."""
    return None if before.said == now.said else (before.text, now.text)


def _length(hold: Hold) -> int:
    """Twice the seconds in the middle of a time."""
    return hold.low + hold.longest


def _without(tips: tuple[Tip, ...], others: tuple[Tip, ...]) -> tuple[Tip, ...]:
    names = {tip.name for tip in others}
    return tuple(tip for tip in tips if tip.name not in names)
